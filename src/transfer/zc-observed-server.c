/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-cause-private.h"
#include "zc-serial.h"

/* An outcome of the wire in the words of the table of causes. */
static const char *
get_wire_id (ZcDnsOutcome outcome)
{
  if (outcome == ZC_DNS_OUTCOME_OTHER_RCODE)
    return "bad-answer";
  if (outcome == ZC_DNS_OUTCOME_LOCAL_ERROR)
    return "local-blocked";
  if (outcome == ZC_DNS_OUTCOME_NOTAUTH)
    return "notauth-zone";

  return zc_dns_outcome_get_id (outcome);
}

const char *
zc_observed_server_get_answer_id (const ZcObservedServer *self,
                                  const ZcSoaAnswer      *answer)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (answer != NULL, NULL);

  return get_wire_id (answer->outcome);
}

/* RCODE 9 means "not authoritative" as well as "not authorized": the answer about the SOA decides. A server
 * that gave none is not accused. */
static const char *
get_notauth_id (const ZcObservedServer *self)
{
  gboolean answered = zc_cause_replied (self, ZC_DNS_TRANSPORT_UDP) || zc_cause_replied (self, ZC_DNS_TRANSPORT_TCP);

  return answered && !zc_observed_server_get_serial (self, NULL) ? "notauth-zone" : "notauth-acl";
}

const char *
zc_observed_server_get_transfer_id (const ZcObservedServer *self)
{
  const ZcObservedContent *content;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->transfer != NULL, NULL);

  content = self->content;
  if (self->transfer->outcome == ZC_DNS_OUTCOME_NOTAUTH)
    return get_notauth_id (self);
  if (self->transfer->outcome == ZC_DNS_OUTCOME_OK && content != NULL &&
      (!content->has_apex_ns || content->cname_conflict_owner != NULL))
    return zc_dns_outcome_get_id (ZC_DNS_OUTCOME_AXFR_OUT_OF_ZONE);

  return get_wire_id (self->transfer->outcome);
}

gboolean
zc_observed_server_get_serial (const ZcObservedServer *self,
                               guint32                *serial)
{
  gboolean found = FALSE;
  guint32 newest = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->answers->len; i++)
    {
      const ZcSoaAnswer *answer = self->answers->pdata[i];

      if (answer->outcome != ZC_DNS_OUTCOME_OK)
        continue;
      if (!found || zc_serial_compare (answer->serial, newest) == ZC_SERIAL_NEWER)
        newest = answer->serial;
      found = TRUE;
    }
  if (found && serial != NULL)
    *serial = newest;

  return found;
}

static gboolean
transfer_was_answered (const ZcAxfrResult *transfer)
{
  return transfer != NULL && (transfer->rcode >= 0 || transfer->n_messages > 0);
}

gboolean
zc_observed_server_was_answered (const ZcObservedServer *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->answers->len; i++)
    {
      const ZcSoaAnswer *answer = self->answers->pdata[i];

      if (answer->rcode >= 0 || answer->outcome == ZC_DNS_OUTCOME_BAD_ANSWER)
        return TRUE;
    }

  return transfer_was_answered (self->transfer);
}
