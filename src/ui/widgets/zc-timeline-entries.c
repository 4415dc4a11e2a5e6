/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-timeline-entries.h"

#include <glib/gi18n-lib.h>

#include "zc-run-entry.h"

/* What was seen instead of a serial. Only what really is silence is called "No answer" in the picture.
 *
 * Returns: (transfer none): a few words, NULL for the outcome's technical term */
static const char *
say_outcome (ZcDnsOutcome   outcome,
             const char   **label)
{
  *label = NULL;

  /* What cannot come of a question for the SOA is among the others. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wswitch-enum"
  switch (outcome)
    {
    case ZC_DNS_OUTCOME_NO_ROUTE:
      *label = _("No route");
      return _("this computer has no route to it");
    case ZC_DNS_OUTCOME_UDP_CLOSED:
    case ZC_DNS_OUTCOME_TCP_CLOSED:
      return _("the port is closed");
    case ZC_DNS_OUTCOME_TCP_FILTERED:
      return _("no connection in time");
    case ZC_DNS_OUTCOME_TCP_RESET:
      return _("the connection was cut");
    case ZC_DNS_OUTCOME_TIMEOUT_ANSWER:
      return _("no answer in time");
    case ZC_DNS_OUTCOME_REFUSED:
    case ZC_DNS_OUTCOME_REFUSED_ALL:
      *label = _("Refused");
      return _("it refuses the question");
    case ZC_DNS_OUTCOME_SERVFAIL:
      *label = "SERVFAIL";
      return "SERVFAIL";
    case ZC_DNS_OUTCOME_NOT_AA:
      *label = _("No authority");
      return _("it answers without authority");
    case ZC_DNS_OUTCOME_NXDOMAIN:
    case ZC_DNS_OUTCOME_NODATA:
      *label = _("No zone");
      return _("it does not have the zone");
    case ZC_DNS_OUTCOME_LOCAL_ERROR:
    case ZC_DNS_OUTCOME_CANCELLED:
      *label = _("Not asked");
      return _("it could not be asked");
    default:
      *label = _("Bad answer");
      return NULL;
    }
#pragma GCC diagnostic pop
}

static void
add_serial (ZcTimelineLayout *layout,
            ZcRunEntry       *entry)
{
  ZcTimelineLaneKind kind = zc_run_entry_get_role (entry) == ZC_SERVER_ROLE_PRIMARY ?
                            ZC_TIMELINE_LANE_PRIMARY : ZC_TIMELINE_LANE_NAME_SERVER;
  const char *address = zc_run_entry_get_address (entry);
  gboolean tcp = address != NULL && zc_run_entry_get_transport (entry) == ZC_DNS_TRANSPORT_TCP;
  guint32 serial;
  gboolean answered = zc_run_entry_get_serial (entry, &serial);
  const char *label = NULL;
  const char *text = NULL;

  if (address == NULL)
    {
      label = _("No address");
      text = zc_run_entry_get_text (entry);
    }
  else if (!answered)
    {
      text = say_outcome (zc_run_entry_get_outcome (entry), &label);
      if (text == NULL)
        text = zc_dns_outcome_get_id (zc_run_entry_get_outcome (entry));
    }

  zc_timeline_layout_add_answer (layout, zc_run_entry_get_offset_us (entry), kind, zc_run_entry_get_server_name (entry),
                                 address, tcp, answered ? &serial : NULL, label, text);
}

static void
add_mark (ZcTimelineLayout   *layout,
          ZcRunEntry         *entry,
          ZcTimelineItemKind  kind,
          const char         *label)
{
  g_autofree char *sentence = zc_run_entry_dup_sentence (entry);

  zc_timeline_layout_add_mark (layout, zc_run_entry_get_offset_us (entry), kind, zc_run_entry_get_server_name (entry),
                               label, sentence);
}

static void
add_status (ZcTimelineLayout *layout,
            ZcRunEntry       *entry)
{
  const char *text = zc_run_entry_get_text (entry);
  ZcTimelineItemKind kind = ZC_TIMELINE_ITEM_WORD;

  if (zc_run_entry_is_error (entry))
    kind = ZC_TIMELINE_ITEM_TROUBLE;
  else if (g_ascii_strcasecmp (text, "ok") == 0)
    kind = ZC_TIMELINE_ITEM_OK;

  add_mark (layout, entry, kind, text);
}

static void
add_entry (ZcTimelineLayout *layout,
           ZcRunEntry       *entry)
{
  switch (zc_run_entry_get_kind (entry))
    {
    case ZC_RUN_ENTRY_SERIAL:
      add_serial (layout, entry);
      break;
    case ZC_RUN_ENTRY_STATUS:
      add_status (layout, entry);
      break;
    case ZC_RUN_ENTRY_REQUEST:
      add_mark (layout, entry, ZC_TIMELINE_ITEM_STEP, _("Start sent"));
      break;
    case ZC_RUN_ENTRY_ACCEPTED:
      add_mark (layout, entry, ZC_TIMELINE_ITEM_STEP, _("Accepted"));
      break;
    case ZC_RUN_ENTRY_UNANSWERED:
      add_mark (layout, entry, ZC_TIMELINE_ITEM_TROUBLE, _("No answer"));
      break;
    case ZC_RUN_ENTRY_REJECTED:
      add_mark (layout, entry, ZC_TIMELINE_ITEM_TROUBLE, _("Turned away"));
      break;
    case ZC_RUN_ENTRY_TROUBLE:
      add_mark (layout, entry, ZC_TIMELINE_ITEM_TROUBLE, _("Trouble"));
      break;
    case ZC_RUN_ENTRY_RESUMED:
      add_mark (layout, entry, ZC_TIMELINE_ITEM_STEP, _("Watching again"));
      break;
    case ZC_RUN_ENTRY_VERDICT:
      add_mark (layout, entry, ZC_TIMELINE_ITEM_END, zc_run_entry_get_text (entry));
      break;
    default:
      g_return_if_reached ();
    }
}

ZcTimelineLayout *
zc_timeline_layout_new_from_entries (GListModel *entries,
                                     gint64      duration_us)
{
  ZcTimelineLayout *layout = zc_timeline_layout_new ();
  guint n_entries;

  g_return_val_if_fail (G_IS_LIST_MODEL (entries), layout);

  n_entries = g_list_model_get_n_items (entries);
  for (guint i = 0; i < n_entries; i++)
    {
      g_autoptr(ZcRunEntry) entry = g_list_model_get_item (entries, i);

      add_entry (layout, entry);
    }
  zc_timeline_layout_finish (layout, duration_us);

  return layout;
}
