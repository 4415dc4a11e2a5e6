/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-verification-private.h"

#include "zc-soa-samples.h"

/* Machines that share an address are found by asking it more than once. Over UDP each question may come to another
 * one; over TCP one more answer shows whether the first one is still true. A little time between the questions
 * tells a copy that is just being updated from one that stays old. */
#define UDP_SAMPLES 3
#define TCP_SAMPLES 1
#define INTERVAL_MS 50

/* They only add to the picture, so a server that does not answer any more is not waited for. */
#define TIMEOUT_MS 2000

static void
sampled_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  ZcVerificationProbe *probe = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *answers = zc_soa_samples_finish (result, &error);

  /* The zone's name is good, so the only error is the cancellation, which the end reports. */
  if (answers != NULL)
    g_ptr_array_extend_and_steal (probe->row->samples, answers);

  zc_verification_end_operation (probe->verification);
}

static gboolean
answered_over (const ZcObservedServer *row,
               ZcDnsTransport          transport)
{
  for (guint i = 0; i < row->answers->len; i++)
    {
      const ZcSoaAnswer *answer = row->answers->pdata[i];

      if (answer->transport == transport && answer->outcome == ZC_DNS_OUTCOME_OK)
        return TRUE;
    }

  return FALSE;
}

void
zc_verification_take_samples (ZcVerificationProbe *self)
{
  static const guint counts[] = {
    [ZC_DNS_TRANSPORT_UDP] = UDP_SAMPLES,
    [ZC_DNS_TRANSPORT_TCP] = TCP_SAMPLES,
  };
  ZcVerification *verification = self->verification;

  /* How a primary is built is its owner's business. */
  if (self->row->role != ZC_SERVER_ROLE_SECONDARY)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      if (!answered_over (self->row, (ZcDnsTransport) i))
        continue;

      zc_verification_begin_operation (verification);
      zc_soa_samples_async (self->row->server, verification->zone, (ZcDnsTransport) i, counts[i], INTERVAL_MS,
                            MIN (TIMEOUT_MS, zc_verification_get_time_left (verification)),
                            g_task_get_cancellable (verification->task), sampled_cb, self);
    }
}
