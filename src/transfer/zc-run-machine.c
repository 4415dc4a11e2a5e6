/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-run-machine-private.h"

#include "zc-serial.h"

/* The service tells neither time nor attempt with its statuses. An error that stood there before the
 * start is believed to be of this attempt when it stands unchanged for this long after it. */
#define OLD_ERROR_US (20 * G_USEC_PER_SEC)

/* How long nothing must have moved before "no change seen" ends a run whose primary cannot be asked. */
#define NO_CHANGE_US (120 * G_USEC_PER_SEC)

/* How often in a row the service must report "Ok" before that word ends a run that DNS cannot prove. */
#define OK_POLLS_WITHOUT_DNS 3

G_DEFINE_QUARK (zc-run-error, zc_run_error)

G_DEFINE_ENUM_TYPE (ZcRunState, zc_run_state,
  G_DEFINE_ENUM_VALUE (ZC_RUN_STATE_QUEUED, "queued"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_STATE_PREPARING, "preparing"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_STATE_REQUESTED, "requested"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_STATE_TRANSFERRING, "transferring"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_STATE_PROPAGATING, "propagating"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_STATE_DONE, "done"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_STATE_NOTHING_TO_TRANSFER, "nothing-to-transfer"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_STATE_NO_CHANGE_SEEN, "no-change-seen"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_STATE_FAILED, "failed"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_STATE_NO_RESULT_IN_TIME, "no-result-in-time"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_STATE_STOPPED, "stopped"))

G_DEFINE_ENUM_TYPE (ZcRunProof, zc_run_proof,
  G_DEFINE_ENUM_VALUE (ZC_RUN_PROOF_NONE, "none"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_PROOF_AGREED, "agreed"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_PROOF_FULL, "full"))

G_DEFINE_ENUM_TYPE (ZcRunEventType, zc_run_event_type,
  G_DEFINE_ENUM_VALUE (ZC_RUN_EVENT_QUEUED, "queued"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_EVENT_BEGUN, "begun"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_EVENT_SNAPSHOT, "snapshot"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_EVENT_SENT, "sent"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_EVENT_ACCEPTED, "accepted"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_EVENT_UNANSWERED, "unanswered"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_EVENT_REJECTED, "rejected"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_EVENT_STATUSES, "statuses"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_EVENT_SERIALS, "serials"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_EVENT_TROUBLE, "trouble"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_EVENT_LOST, "lost"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_EVENT_RESUMED, "resumed"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_EVENT_DEADLINE, "deadline"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_EVENT_STOPPED, "stopped"))

static gboolean
event_is_legal (ZcRunMachine   *self,
                ZcRunEventType  type)
{
  if (zc_run_state_is_final (self->state))
    return FALSE;

  switch (type)
    {
    case ZC_RUN_EVENT_QUEUED:
    case ZC_RUN_EVENT_SNAPSHOT:
      return self->state == ZC_RUN_STATE_PREPARING && !self->has_snapshot;

    case ZC_RUN_EVENT_BEGUN:
      return self->state == ZC_RUN_STATE_QUEUED;

    case ZC_RUN_EVENT_SENT:
      return self->state == ZC_RUN_STATE_PREPARING && self->has_snapshot && !self->sent;

    case ZC_RUN_EVENT_ACCEPTED:
    case ZC_RUN_EVENT_UNANSWERED:
    case ZC_RUN_EVENT_REJECTED:
      return self->state == ZC_RUN_STATE_PREPARING && self->sent;

    case ZC_RUN_EVENT_STATUSES:
    case ZC_RUN_EVENT_SERIALS:
    case ZC_RUN_EVENT_TROUBLE:
    case ZC_RUN_EVENT_LOST:
    case ZC_RUN_EVENT_RESUMED:
    case ZC_RUN_EVENT_DEADLINE:
      return self->state > ZC_RUN_STATE_PREPARING;

    case ZC_RUN_EVENT_STOPPED:
      return TRUE;

    default:
      return FALSE;
    }
}

static gboolean
statuses_equal (GPtrArray *first,
                GPtrArray *second)
{
  if (first == NULL || second == NULL || first->len != second->len)
    return FALSE;

  for (guint i = 0; i < first->len; i++)
    {
      ZcPrimaryStatus *one = first->pdata[i], *other = second->pdata[i];

      if (!g_str_equal (zc_primary_status_get_primary_ip (one), zc_primary_status_get_primary_ip (other)) ||
          !g_str_equal (zc_primary_status_get_status (one), zc_primary_status_get_status (other)) ||
          g_strcmp0 (zc_primary_status_get_error_message (one), zc_primary_status_get_error_message (other)) != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
name_server_answers (ZcSerialReport *report)
{
  GPtrArray *rows = zc_serial_report_get_rows (report);

  for (guint i = 0; i < rows->len; i++)
    {
      const ZcSerialRow *row = rows->pdata[i];

      if (row->role == ZC_SERVER_ROLE_SECONDARY && row->answer != NULL && row->answer->rcode >= 0)
        return TRUE;
    }

  return FALSE;
}

static void
take_report (ZcRunMachine   *self,
             ZcSerialReport *report)
{
  guint32 serial;

  g_set_object (&self->report, report);
  if (report == NULL)
    return;

  if (name_server_answers (report))
    self->name_server_answered = TRUE;

  if (zc_serial_report_get_target (report, &serial) &&
      (!self->target_known || zc_serial_compare (serial, self->target) == ZC_SERIAL_NEWER))
    {
      self->target_known = TRUE;
      self->target = serial;
    }

  if (zc_serial_report_get_served (report, NULL, &serial) &&
      (self->served_none_before ||
       (self->served_before_known && zc_serial_compare (serial, self->served_before) == ZC_SERIAL_NEWER)))
    self->moved = TRUE;
}

/* Silence is not the same: what a silent name server serves is not known. */
static gboolean
answers_without_zone (ZcSerialReport *report)
{
  GPtrArray *rows = zc_serial_report_get_rows (report);
  gboolean answered = FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      const ZcSerialRow *row = rows->pdata[i];

      if (row->role != ZC_SERVER_ROLE_SECONDARY ||
          (row->answer != NULL && row->answer->outcome == ZC_DNS_OUTCOME_NO_ROUTE))
        continue;
      if (row->answer == NULL || row->answer->rcode < 0)
        return FALSE;
      answered = TRUE;
    }

  return answered && !zc_serial_report_get_served (report, NULL, NULL);
}

static void
take_snapshot (ZcRunMachine     *self,
               const ZcRunEvent *event)
{
  guint32 oldest;

  self->has_snapshot = TRUE;
  if (event->statuses != NULL)
    self->statuses_before = g_ptr_array_ref (event->statuses);

  take_report (self, event->report);
  if (event->report == NULL)
    return;

  self->served_before_known = zc_serial_report_get_served (event->report, &oldest, &self->served_before);
  self->agreed_before = self->served_before_known && oldest == self->served_before;
  self->served_none_before = answers_without_zone (event->report);
  if (self->target_known)
    {
      guint n_name_servers = zc_serial_report_get_n_name_servers (event->report);

      g_auto(GStrv) silent = zc_serial_report_list_silent (event->report);

      self->in_sync_before = n_name_servers > 0 &&
                             zc_serial_report_count_reached (event->report, self->target) == n_name_servers;
      self->had_target_before = self->served_before_known && silent[0] == NULL && zc_serial_reaches (oldest, self->target);
    }
}

static void
take_statuses (ZcRunMachine *self,
               GPtrArray    *statuses)
{
  g_clear_pointer (&self->statuses, g_ptr_array_unref);
  if (statuses != NULL)
    self->statuses = g_ptr_array_ref (statuses);

  if (!statuses_equal (self->statuses, self->statuses_before))
    self->statuses_are_new = TRUE;

  self->n_ok_polls = zc_run_machine_all_ok (self) ? self->n_ok_polls + 1 : 0;
}

/* The name servers that have what the run waits for. Without a primary to ask, that is anything newer than
 * they had before. */
static guint
count_reached (ZcRunMachine *self)
{
  guint32 newest;

  if (self->report == NULL)
    return 0;
  if (self->target_known)
    return zc_serial_report_count_reached (self->report, self->target);
  if (self->moved && zc_serial_report_get_served (self->report, NULL, &newest))
    return zc_serial_report_count_reached (self->report, newest);

  return 0;
}

static void
end (ZcRunMachine *self,
     ZcRunState    state,
     ZcRunProof    proof)
{
  self->state = state;
  self->proof = proof;
}

/* Without a primary to ask, name servers that agree on something newer are a weaker proof. */
static void
evaluate_without_target (ZcRunMachine *self,
                         gint64        now_us,
                         guint         n_name_servers)
{
  guint32 oldest, newest;
  gboolean agree;

  agree = zc_serial_report_get_served (self->report, &oldest, &newest) && oldest == newest &&
          zc_serial_report_count_reached (self->report, newest) == n_name_servers;

  /* One that lagged may have caught up with the others, without anything newer than they had. */
  if (agree && (self->moved || (self->served_before_known && !self->agreed_before)))
    end (self, ZC_RUN_STATE_DONE, ZC_RUN_PROOF_AGREED);
  else if (agree && self->agreed_before && zc_run_machine_all_ok (self) && now_us - self->answered_us >= NO_CHANGE_US)
    end (self, ZC_RUN_STATE_NO_CHANGE_SEEN, ZC_RUN_PROOF_NONE);
}

static void
evaluate (ZcRunMachine *self,
          gint64        now_us)
{
  guint n_name_servers = self->report != NULL ? zc_serial_report_get_n_name_servers (self->report) : 0;
  guint n_reached = count_reached (self);

  /* What the name servers really serve outranks every word about it. */
  if (n_name_servers > 0 && self->target_known && n_reached == n_name_servers)
    {
      /* A transport that was closed for a moment then brought nothing newer by opening. */
      if (self->had_target_before && !self->moved)
        end (self, ZC_RUN_STATE_NOTHING_TO_TRANSFER, ZC_RUN_PROOF_NONE);
      else
        end (self, ZC_RUN_STATE_DONE, ZC_RUN_PROOF_FULL);
      return;
    }
  if (n_name_servers > 0 && !self->target_known)
    {
      evaluate_without_target (self, now_us, n_name_servers);
      if (zc_run_state_is_final (self->state))
        return;
    }

  if (zc_run_machine_all_fail (self) && !self->moved &&
      (self->statuses_are_new || now_us - self->answered_us >= OLD_ERROR_US))
    {
      end (self, ZC_RUN_STATE_FAILED, ZC_RUN_PROOF_NONE);
      return;
    }

  /* DNS shows nothing at all from here, or there is no name server to ask: the service's own word is all
   * there is, and is named as such. A network that has gone since is waited for. */
  if (self->report != NULL && !self->name_server_answered &&
      (n_name_servers == 0 || !zc_serial_report_anything_answered (self->report)) &&
      self->n_ok_polls >= OK_POLLS_WITHOUT_DNS)
    {
      end (self, ZC_RUN_STATE_DONE, ZC_RUN_PROOF_NONE);
      return;
    }

  /* When the answer to the start was lost, an "Ok" of an earlier transfer does not say that this one began. */
  if (n_reached > 0)
    self->state = ZC_RUN_STATE_PROPAGATING;
  else if (self->unanswered && !self->moved && !self->statuses_are_new)
    self->state = ZC_RUN_STATE_REQUESTED;
  else if (self->statuses != NULL || self->state == ZC_RUN_STATE_PROPAGATING)
    self->state = ZC_RUN_STATE_TRANSFERRING;
}

gboolean
zc_run_machine_all_ok (ZcRunMachine *self)
{
  if (self->statuses == NULL || self->statuses->len == 0)
    return FALSE;

  for (guint i = 0; i < self->statuses->len; i++)
    if (!zc_primary_status_is_ok (self->statuses->pdata[i]))
      return FALSE;

  return TRUE;
}

gboolean
zc_run_machine_all_fail (ZcRunMachine *self)
{
  if (self->statuses == NULL || self->statuses->len == 0)
    return FALSE;

  for (guint i = 0; i < self->statuses->len; i++)
    if (!zc_primary_status_is_error (self->statuses->pdata[i]))
      return FALSE;

  return TRUE;
}

gboolean
zc_run_state_is_final (ZcRunState state)
{
  return state >= ZC_RUN_STATE_DONE;
}

ZcRunMachine *
zc_run_machine_new (void)
{
  ZcRunMachine *self = g_new0 (ZcRunMachine, 1);

  self->state = ZC_RUN_STATE_PREPARING;

  return self;
}

void
zc_run_machine_free (ZcRunMachine *self)
{
  g_clear_pointer (&self->statuses_before, g_ptr_array_unref);
  g_clear_pointer (&self->statuses, g_ptr_array_unref);
  g_clear_object (&self->report);
  g_free (self->text);
  g_free (self);
}

gboolean
zc_run_machine_apply (ZcRunMachine      *self,
                      const ZcRunEvent  *event,
                      GError           **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (event != NULL, FALSE);

  if (!event_is_legal (self, event->type))
    {
      g_autofree char *type = g_enum_to_string (ZC_TYPE_RUN_EVENT_TYPE, (int) event->type);
      g_autofree char *state = g_enum_to_string (ZC_TYPE_RUN_STATE, (int) self->state);

      g_set_error (error, ZC_RUN_ERROR, ZC_RUN_ERROR_ILLEGAL_EVENT,
                   "A run in the state %s cannot take the event %s", state, type);
      return FALSE;
    }

  g_free (self->text);
  self->text = g_strdup (event->text);

  switch (event->type)
    {
    case ZC_RUN_EVENT_SNAPSHOT:
      take_snapshot (self, event);
      break;

    case ZC_RUN_EVENT_QUEUED:
      self->state = ZC_RUN_STATE_QUEUED;
      break;

    case ZC_RUN_EVENT_BEGUN:
      self->state = ZC_RUN_STATE_PREPARING;
      break;

    case ZC_RUN_EVENT_SENT:
      self->sent = TRUE;
      break;

    case ZC_RUN_EVENT_ACCEPTED:
    case ZC_RUN_EVENT_UNANSWERED:
      self->answered_us = event->time_us;
      self->accepted = event->type == ZC_RUN_EVENT_ACCEPTED;
      self->unanswered = event->type == ZC_RUN_EVENT_UNANSWERED;
      self->state = self->in_sync_before && !self->unanswered ? ZC_RUN_STATE_NOTHING_TO_TRANSFER
                                                              : ZC_RUN_STATE_REQUESTED;
      break;

    case ZC_RUN_EVENT_REJECTED:
    case ZC_RUN_EVENT_LOST:
      end (self, ZC_RUN_STATE_FAILED, ZC_RUN_PROOF_NONE);
      break;

    case ZC_RUN_EVENT_STATUSES:
      take_statuses (self, event->statuses);
      evaluate (self, event->time_us);
      break;

    case ZC_RUN_EVENT_SERIALS:
      take_report (self, event->report);
      evaluate (self, event->time_us);
      break;

    case ZC_RUN_EVENT_TROUBLE:
    case ZC_RUN_EVENT_RESUMED:
      break;

    case ZC_RUN_EVENT_DEADLINE:
      end (self, ZC_RUN_STATE_NO_RESULT_IN_TIME, ZC_RUN_PROOF_NONE);
      break;

    case ZC_RUN_EVENT_STOPPED:
      end (self, ZC_RUN_STATE_STOPPED, ZC_RUN_PROOF_NONE);
      break;

    default:
      g_assert_not_reached ();
    }

  return TRUE;
}

ZcRunState
zc_run_machine_get_state (ZcRunMachine *self)
{
  g_return_val_if_fail (self != NULL, ZC_RUN_STATE_PREPARING);

  return self->state;
}

gboolean
zc_run_machine_was_accepted (ZcRunMachine *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->accepted;
}

gboolean
zc_run_machine_was_sent (ZcRunMachine *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->sent;
}

gboolean
zc_run_machine_get_serial_before (ZcRunMachine *self,
                                  guint32      *serial)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->served_before_known)
    *serial = self->served_before;

  return self->served_before_known;
}

gboolean
zc_run_machine_get_serial_after (ZcRunMachine *self,
                                 guint32      *serial)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->report != NULL && zc_serial_report_get_served (self->report, serial, NULL);
}

ZcRunProof
zc_run_machine_get_proof (ZcRunMachine *self)
{
  g_return_val_if_fail (self != NULL, ZC_RUN_PROOF_NONE);

  return self->proof;
}

guint
zc_run_machine_count_name_servers (ZcRunMachine *self,
                                   guint        *n_reached)
{
  g_return_val_if_fail (self != NULL, 0);

  if (n_reached != NULL)
    *n_reached = count_reached (self);

  return self->report != NULL ? zc_serial_report_get_n_name_servers (self->report) : 0;
}
