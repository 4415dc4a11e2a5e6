/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-run-machine-private.h"

#include "zc-config.h"

#include <glib/gi18n-lib.h>

#include "zc-serial.h"
#include "zc-text.h"

static void
add_sentence (GString *text,
              char    *sentence)
{
  g_autofree char *owned = sentence;

  g_autofree char *all = NULL;

  if (owned == NULL || *owned == '\0')
    return;

  all = text->len > 0 ? zc_text_add_sentence (g_strdup (text->str), g_steal_pointer (&owned)) : g_steal_pointer (&owned);
  g_string_assign (text, all);
}

static char *
join (GPtrArray *names)
{
  g_ptr_array_add (names, NULL);

  /* Translators: this separates the items of a list of servers. */
  return g_strjoinv (_(", "), (char **) names->pdata);
}

/* The name servers that keep the run from its end. */
static char *
dup_missing (ZcRunMachine *self)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  GPtrArray *rows = zc_serial_report_get_rows (self->report);

  for (guint i = 0; i < rows->len; i++)
    {
      const ZcSerialRow *row = rows->pdata[i];
      gboolean reached;

      if (row->role != ZC_SERVER_ROLE_SECONDARY ||
          (row->answer != NULL && row->answer->outcome == ZC_DNS_OUTCOME_NO_ROUTE))
        continue;

      reached = row->answer != NULL && row->answer->outcome == ZC_DNS_OUTCOME_OK && row->answer->has_serial &&
                row->answer->authoritative && zc_serial_reaches (row->answer->serial, self->target);
      if (!reached && !g_ptr_array_find_with_equal_func (names, row->name, g_str_equal, NULL))
        g_ptr_array_add (names, row->name);
    }

  return names->len > 0 ? join (names) : NULL;
}

static char *
dup_no_route (ZcRunMachine *self)
{
  g_autoptr(GPtrArray) addresses = NULL;
  g_autofree char *list = NULL;
  GPtrArray *rows;

  if (self->report == NULL)
    return NULL;

  addresses = g_ptr_array_new ();
  rows = zc_serial_report_get_rows (self->report);
  for (guint i = 0; i < rows->len; i++)
    {
      const ZcSerialRow *row = rows->pdata[i];
      const char *address;

      if (row->role != ZC_SERVER_ROLE_SECONDARY || row->answer == NULL ||
          row->answer->outcome != ZC_DNS_OUTCOME_NO_ROUTE)
        continue;

      address = zc_dns_server_get_address (row->answer->server);
      if (!g_ptr_array_find_with_equal_func (addresses, address, g_str_equal, NULL))
        g_ptr_array_add (addresses, (char *) address);
    }

  if (addresses->len == 0)
    return NULL;

  list = join (addresses);

  /* Translators: %s is a list of IP addresses. */
  return g_strdup_printf (_("Left out, because this computer has no route to them: %s."), list);
}

/* What the service says about its primaries, word for word. */
static void
add_statuses (ZcRunMachine *self,
              GString      *text)
{
  for (guint i = 0; self->statuses != NULL && i < self->statuses->len; i++)
    {
      ZcPrimaryStatus *status = self->statuses->pdata[i];
      g_autofree char *ip = zc_text_make_displayable (zc_primary_status_get_primary_ip (status));
      g_autofree char *word = zc_text_make_displayable (zc_primary_status_get_status (status));
      g_autofree char *message = zc_text_make_displayable (zc_primary_status_get_error_message (status));

      if (zc_primary_status_is_ok (status))
        continue;

      if (*message != '\0')
        add_sentence (text,
                      /* Translators: the first %s is an IP address, the second the service's status word, the third
                       * its explanation. */
                      g_strdup_printf (_("IONOS reports for %s: “%s”, “%s”."), ip, word, message));
      else
        add_sentence (text,
                      /* Translators: the first %s is an IP address, the second the service's status word. */
                      g_strdup_printf (_("IONOS reports for %s: “%s”."), ip, word));
    }
}

static gboolean
is_stale_ok (ZcRunMachine *self)
{
  return self->target_known && zc_run_machine_all_ok (self) && self->report != NULL &&
         zc_serial_report_get_served (self->report, NULL, NULL);
}

static void
add_serials (ZcRunMachine *self,
             GString      *text)
{
  guint32 oldest, newest;

  if (self->report == NULL || !zc_serial_report_get_served (self->report, &oldest, &newest))
    {
      add_sentence (text, g_strdup (_("No name server has answered this computer with the zone.")));
      return;
    }

  /* Once the first name server has moved, it would be wrong to say that they still serve the old one. */
  if (is_stale_ok (self) && !zc_serial_reaches (newest, self->target))
    add_sentence (text,
                  /* Translators: both %u are serial numbers. */
                  g_strdup_printf (_("IONOS reports Ok, but its name servers still serve %u while the primary has %u."),
                                   oldest, self->target));
  else if (self->target_known)
    add_sentence (text,
                  /* Translators: both %u are serial numbers. */
                  g_strdup_printf (_("The primary has serial %u; the oldest serial on the name servers is %u."),
                                   self->target, oldest));
  else if (oldest != newest)
    add_sentence (text,
                  /* Translators: both %u are serial numbers, the older one first. */
                  g_strdup_printf (_("The name servers serve %u to %u; the primary could not be asked from this computer."),
                                   oldest, newest));
  else
    add_sentence (text,
                  /* Translators: %u is a serial number. */
                  g_strdup_printf (_("The name servers serve %u; the primary could not be asked from this computer."),
                                   oldest));
}

static void
add_progress (ZcRunMachine *self,
              GString      *text)
{
  guint n_reached;
  guint n_name_servers = zc_run_machine_count_name_servers (self, &n_reached);
  g_autofree char *missing = NULL;

  if (n_name_servers == 0 || !self->target_known)
    return;

  missing = dup_missing (self);
  if (missing != NULL)
    add_sentence (text,
                  g_strdup_printf (ngettext (/* Translators: the first two %u are counts of name servers, the third is
                                              * a serial number, %s a list of name servers. */
                                             "%u of %u name server has serial %u. Still without it: %s.",
                                             "%u of %u name servers have serial %u. Still without it: %s.",
                                             n_name_servers),
                                   n_reached, n_name_servers, self->target, missing));
}

/* Without a target there is no list of those that lack it, but the silent ones still kept the run from its end. */
static void
add_silent (ZcRunMachine *self,
            GString      *text)
{
  g_auto(GStrv) silent = NULL;
  g_autofree char *list = NULL;

  if (self->target_known || self->report == NULL)
    return;

  silent = zc_serial_report_list_silent (self->report);
  if (silent[0] == NULL)
    return;

  /* Translators: this separates the items of a list of servers. */
  list = g_strjoinv (_(", "), silent);
  /* Translators: %s is a list of name servers. */
  add_sentence (text, g_strdup_printf (_("No answer came from: %s."), list));
}

/* Not when all name servers have the target, which is the newest serial of any primary. */
static void
add_primaries_differ (ZcRunMachine *self,
                      GString      *text)
{
  if (self->report != NULL && zc_serial_report_primaries_differ (self->report))
    add_sentence (text, g_strdup (_("The primaries disagree; IONOS may have copied the older one.")));
}

static void
add_done (ZcRunMachine *self,
          GString      *text)
{
  guint32 newest = 0;

  switch (self->proof)
    {
    case ZC_RUN_PROOF_FULL:
      if (zc_serial_report_get_served (self->report, NULL, &newest) && newest != self->target)
        add_sentence (text,
                      /* Translators: %u is a serial number. */
                      g_strdup_printf (_("Every name server answers with serial %u or a newer one, over UDP and TCP."),
                                       self->target));
      else
        add_sentence (text,
                      /* Translators: %u is a serial number. */
                      g_strdup_printf (_("Every name server answers with serial %u, over UDP and TCP."), self->target));
      add_statuses (self, text);
      break;

    case ZC_RUN_PROOF_AGREED:
      zc_serial_report_get_served (self->report, NULL, &newest);
      add_sentence (text,
                    /* Translators: %u is a serial number. */
                    g_strdup_printf (_("All name servers agree on %u; the primary could not be asked from this computer."),
                                     newest));
      break;

    case ZC_RUN_PROOF_NONE:
    default:
      add_sentence (text,
                    g_strdup (_("IONOS reports Ok for every primary. This is not verified: no name server could be asked "
                                "from this computer.")));
      break;
    }
}

static void
add_nothing_to_transfer (ZcRunMachine *self,
                         GString      *text)
{
  guint32 oldest;

  if (!zc_serial_report_get_served (self->report, &oldest, NULL))
    return;

  if (oldest == self->target)
    {
      /* Translators: %u is a serial number. */
      add_sentence (text, g_strdup_printf (_("Already in sync at %u."), self->target));
    }
}

char *
zc_run_state_dup_words (ZcRunState state,
                        ZcRunProof proof)
{
  g_auto(GStrv) parts = NULL;

  switch (state)
    {
    case ZC_RUN_STATE_QUEUED:
      return g_strdup (_("Queued"));

    case ZC_RUN_STATE_PREPARING:
      return g_strdup (_("Preparing"));

    case ZC_RUN_STATE_REQUESTED:
      return g_strdup (_("Requested"));

    case ZC_RUN_STATE_TRANSFERRING:
      return g_strdup (_("Transferring"));

    case ZC_RUN_STATE_PROPAGATING:
      return g_strdup (_("Propagating"));

    case ZC_RUN_STATE_DONE:
      if (proof == ZC_RUN_PROOF_FULL)
        return g_strdup (_("Done"));
      if (proof == ZC_RUN_PROOF_NONE)
        return g_strdup (_("IONOS reports Ok, not verified"));
      parts = g_strsplit (_("Done, agreed on %u"), "%u", -1);
      return g_strstrip (g_strjoinv ("", parts));

    case ZC_RUN_STATE_NOTHING_TO_TRANSFER:
      return g_strdup (_("Nothing to transfer"));

    case ZC_RUN_STATE_NO_CHANGE_SEEN:
      return g_strdup (_("No change seen"));

    case ZC_RUN_STATE_FAILED:
      return g_strdup (_("Failed"));

    case ZC_RUN_STATE_NO_RESULT_IN_TIME:
      return g_strdup (_("No result in time"));

    case ZC_RUN_STATE_STOPPED:
      return g_strdup (_("Stopped watching"));

    default:
      g_assert_not_reached ();
    }
}

char *
zc_run_machine_dup_words (ZcRunMachine *self)
{
  guint n_reached, n_name_servers;
  guint32 newest = 0;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->state == ZC_RUN_STATE_PROPAGATING)
    {
      n_name_servers = zc_run_machine_count_name_servers (self, &n_reached);
      return g_strdup_printf (ngettext (/* Translators: both %u are counts of name servers. */
                                        "Propagating (%u of %u name server)",
                                        "Propagating (%u of %u name servers)", n_name_servers),
                              n_reached, n_name_servers);
    }
  if (self->state == ZC_RUN_STATE_DONE && self->proof == ZC_RUN_PROOF_AGREED &&
      zc_serial_report_get_served (self->report, NULL, &newest))
    /* Translators: %u is a serial number. */
    return g_strdup_printf (_("Done, agreed on %u"), newest);

  return zc_run_state_dup_words (self->state, self->proof);
}

char *
zc_run_machine_dup_explanation (ZcRunMachine *self)
{
  g_autoptr(GString) text = NULL;
  guint32 newest = 0;

  g_return_val_if_fail (self != NULL, NULL);

  text = g_string_new (NULL);

  switch (self->state)
    {
    case ZC_RUN_STATE_QUEUED:
      add_sentence (text, g_strdup (_("Waiting for other transfers to end. The start has not been sent.")));
      break;

    case ZC_RUN_STATE_PREPARING:
      add_sentence (text, g_strdup (_("Reading the serials before the start.")));
      break;

    case ZC_RUN_STATE_REQUESTED:
      if (self->unanswered)
        add_sentence (text,
                      g_strdup (_("IONOS gave no answer to the start, so it is not known whether the transfer began. The "
                                  "name servers are being watched; the start is not sent again.")));
      else
        add_sentence (text, g_strdup (_("IONOS accepted the start.")));
      break;

    case ZC_RUN_STATE_TRANSFERRING:
    case ZC_RUN_STATE_PROPAGATING:
      add_serials (self, text);
      add_progress (self, text);
      add_statuses (self, text);
      add_primaries_differ (self, text);
      break;

    case ZC_RUN_STATE_DONE:
      add_done (self, text);
      break;

    case ZC_RUN_STATE_NOTHING_TO_TRANSFER:
      add_nothing_to_transfer (self, text);
      break;

    case ZC_RUN_STATE_NO_CHANGE_SEEN:
      zc_serial_report_get_served (self->report, NULL, &newest);
      add_sentence (text,
                    /* Translators: %u is a serial number. */
                    g_strdup_printf (_("All name servers serve %u, as before; whether the primary has anything newer cannot "
                                       "be seen from here."),
                                     newest));
      break;

    case ZC_RUN_STATE_FAILED:
      if (self->text == NULL)
        {
          add_statuses (self, text);
          add_serials (self, text);
        }
      break;

    case ZC_RUN_STATE_NO_RESULT_IN_TIME:
      if (self->unanswered && !self->moved)
        add_sentence (text,
                      g_strdup (_("Watching stopped. The start was sent, and whether the transfer began is not known.")));
      add_serials (self, text);
      add_progress (self, text);
      add_silent (self, text);
      add_statuses (self, text);
      add_primaries_differ (self, text);
      if (self->report == NULL || !zc_serial_report_anything_answered (self->report))
        add_sentence (text, g_strdup (_("No server could be asked from this computer, so this is not verified.")));
      break;

    case ZC_RUN_STATE_STOPPED:
      if (!self->sent)
        add_sentence (text, g_strdup (_("The start was not sent; nothing was transferred.")));
      else if (!self->accepted)
        add_sentence (text,
                      g_strdup (_("Watching stopped. The start was sent, and whether the transfer began is not known.")));
      else
        add_sentence (text, g_strdup (_("Watching stopped. The transfer itself goes on at IONOS.")));
      break;

    default:
      g_assert_not_reached ();
    }

  if (self->text != NULL)
    {
      g_autofree char *displayable = zc_text_make_sentence_displayable (self->text);

      add_sentence (text, g_steal_pointer (&displayable));
    }
  if (self->state > ZC_RUN_STATE_PREPARING && self->state != ZC_RUN_STATE_FAILED)
    add_sentence (text, dup_no_route (self));
  add_sentence (text, zc_run_machine_dup_next_step (self));

  return g_string_free (g_steal_pointer (&text), FALSE);
}
