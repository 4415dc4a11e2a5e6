/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-run-private.h"

#include "zc-store-private.h"

enum
{
  PROP_0,
  PROP_CLIENT,
  PROP_CONFIG,
  PROP_ZONE,
  PROP_STORE,
  PROP_ACCOUNT_ID,
  PROP_DEADLINE_SECONDS,
  PROP_STATE,
  PROP_WORDS,
  PROP_EXPLANATION,
  PROP_ACTIVE,
  PROP_ENDED,
  PROP_REPORT,
  PROP_STATUSES,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ZcRun, zc_run, G_TYPE_OBJECT)

static void
replace_text (ZcRun      *self,
              char      **place,
              char       *text,
              GParamSpec *property)
{
  if (g_strcmp0 (*place, text) == 0)
    {
      g_free (text);
      return;
    }

  g_free (*place);
  *place = text;
  g_object_notify_by_pspec (G_OBJECT (self), property);
}

void
zc_run_set_watched (ZcRun    *self,
                    gboolean  watched)
{
  if (self->store != NULL)
    zc_store_set_watched (self->store, zc_run_journal_get_id (self->journal), watched ? self : NULL);
}

static void
stop_polling (ZcRun *self)
{
  if (self->poller == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->poller, self);
  zc_run_poller_stop (self->poller);
  g_clear_object (&self->poller);
}

static void
end (ZcRun *self)
{
  zc_run_set_watched (self, FALSE);
  self->ended = g_date_time_new_now_local ();
  self->ended_us = zc_run_journal_get_now_us (self->journal);
  g_cancellable_cancel (self->cancellable);
  stop_polling (self);
  g_clear_handle_id (&self->deadline_id, g_source_remove);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENDED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

void
zc_run_update_texts (ZcRun *self)
{
  replace_text (self, &self->words, zc_run_machine_dup_words (self->machine), properties[PROP_WORDS]);
  replace_text (self, &self->explanation, zc_run_machine_dup_explanation (self->machine), properties[PROP_EXPLANATION]);
}

void
zc_run_apply (ZcRun               *self,
              ZcRunEvent           event,
              GAsyncReadyCallback  written)
{
  ZcRunState before = zc_run_machine_get_state (self->machine);
  guint n_before, n_after;
  gboolean moved;
  g_autoptr(GError) error = NULL;

  if (zc_run_state_is_final (before))
    return;

  zc_run_machine_count_name_servers (self->machine, &n_before);
  /* The clock starts anew when a queued run begins. */
  event.time_us = event.type != ZC_RUN_EVENT_BEGUN ? zc_run_journal_get_now_us (self->journal) : 0;
  if (!zc_run_machine_apply (self->machine, &event, &error))
    {
      g_critical ("%s", error->message);
      return;
    }
  zc_run_machine_count_name_servers (self->machine, &n_after);
  moved = zc_run_journal_add (self->journal, &event, self->machine, written,
                              written != NULL ? g_object_ref (self) : NULL);

  if (self->poller != NULL && (moved || n_after != n_before || before != zc_run_machine_get_state (self->machine)))
    zc_run_poller_hurry (self->poller);

  g_object_freeze_notify (G_OBJECT (self));
  if (event.report != NULL && g_set_object (&self->report, event.report))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPORT]);
  if (event.statuses != NULL)
    {
      g_autoptr(GPtrArray) old = g_steal_pointer (&self->statuses);

      self->statuses = g_ptr_array_ref (event.statuses);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUSES]);
    }
  if (before != zc_run_machine_get_state (self->machine))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  zc_run_update_texts (self);
  if (zc_run_state_is_final (zc_run_machine_get_state (self->machine)))
    end (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
zc_run_get_property (GObject    *object,
                     guint       prop_id,
                     GValue     *value,
                     GParamSpec *pspec)
{
  ZcRun *self = ZC_RUN (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) zc_run_get_state (self));
      break;
    case PROP_WORDS:
      g_value_set_string (value, self->words);
      break;
    case PROP_EXPLANATION:
      g_value_set_string (value, self->explanation);
      break;
    case PROP_ACTIVE:
      g_value_set_boolean (value, zc_run_is_active (self));
      break;
    case PROP_ENDED:
      g_value_set_boxed (value, self->ended);
      break;
    case PROP_REPORT:
      g_value_set_object (value, self->report);
      break;
    case PROP_STATUSES:
      g_value_set_boxed (value, self->statuses);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_run_set_property (GObject      *object,
                     guint         prop_id,
                     const GValue *value,
                     GParamSpec   *pspec)
{
  ZcRun *self = ZC_RUN (object);

  switch (prop_id)
    {
    case PROP_CLIENT:
      self->client = g_value_dup_object (value);
      break;
    case PROP_CONFIG:
      self->config = g_value_dup_object (value);
      break;
    case PROP_ZONE:
      self->zone = g_value_dup_object (value);
      break;
    case PROP_STORE:
      self->store = g_value_dup_object (value);
      break;
    case PROP_ACCOUNT_ID:
      self->account_id = g_value_dup_string (value);
      break;
    case PROP_DEADLINE_SECONDS:
      self->deadline_seconds = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_run_constructed (GObject *object)
{
  ZcRun *self = ZC_RUN (object);

  G_OBJECT_CLASS (zc_run_parent_class)->constructed (object);

  self->machine = zc_run_machine_new ();
  self->journal = zc_run_journal_new (self->store, self->account_id, self->zone, self->deadline_seconds);
  self->words = zc_run_machine_dup_words (self->machine);
  self->explanation = zc_run_machine_dup_explanation (self->machine);
}

static void
zc_run_finalize (GObject *object)
{
  ZcRun *self = ZC_RUN (object);

  stop_polling (self);
  g_clear_object (&self->client);
  g_clear_object (&self->config);
  g_clear_object (&self->zone);
  zc_run_set_watched (self, FALSE);
  g_clear_pointer (&self->journal, zc_run_journal_free);
  g_clear_object (&self->store);
  g_free (self->account_id);
  g_clear_object (&self->before);
  g_clear_pointer (&self->machine, zc_run_machine_free);
  g_free (self->words);
  g_free (self->explanation);
  g_clear_pointer (&self->started, g_date_time_unref);
  g_clear_pointer (&self->ended, g_date_time_unref);
  g_clear_object (&self->report);
  g_clear_pointer (&self->statuses, g_ptr_array_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (zc_run_parent_class)->finalize (object);
}

static void
zc_run_class_init (ZcRunClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags construct = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_run_get_property;
  object_class->set_property = zc_run_set_property;
  object_class->constructed = zc_run_constructed;
  object_class->finalize = zc_run_finalize;

  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, ZC_TYPE_CLOUD_CLIENT, construct);
  properties[PROP_CONFIG] = g_param_spec_object ("config", NULL, NULL, ZC_TYPE_DNS_CONFIG, construct);
  properties[PROP_ZONE] = g_param_spec_object ("zone", NULL, NULL, ZC_TYPE_ZONE, construct);
  properties[PROP_STORE] = g_param_spec_object ("store", NULL, NULL, ZC_TYPE_STORE, construct);
  properties[PROP_ACCOUNT_ID] = g_param_spec_string ("account-id", NULL, NULL, NULL, construct);
  properties[PROP_DEADLINE_SECONDS] = g_param_spec_uint ("deadline-seconds", NULL, NULL, 1, 86400,
                                                         ZC_RUN_DEADLINE_SECONDS, construct);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, ZC_TYPE_RUN_STATE, ZC_RUN_STATE_PREPARING, readable);
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, readable);
  properties[PROP_EXPLANATION] = g_param_spec_string ("explanation", NULL, NULL, NULL, readable);
  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, TRUE, readable);
  properties[PROP_ENDED] = g_param_spec_boxed ("ended", NULL, NULL, G_TYPE_DATE_TIME, readable);
  properties[PROP_REPORT] = g_param_spec_object ("report", NULL, NULL, ZC_TYPE_SERIAL_REPORT, readable);
  properties[PROP_STATUSES] = g_param_spec_boxed ("statuses", NULL, NULL, G_TYPE_PTR_ARRAY, readable);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zc_run_init (ZcRun *self)
{
  self->cancellable = g_cancellable_new ();
  self->deadline_seconds = ZC_RUN_DEADLINE_SECONDS;
}

ZcRun *
zc_run_new (ZcCloudClient *client,
            ZcDnsConfig   *config,
            ZcZone        *zone)
{
  g_return_val_if_fail (ZC_IS_CLOUD_CLIENT (client), NULL);
  g_return_val_if_fail (ZC_IS_DNS_CONFIG (config), NULL);
  g_return_val_if_fail (ZC_IS_ZONE (zone), NULL);

  return g_object_new (ZC_TYPE_RUN, "client", client, "config", config, "zone", zone, NULL);
}

ZcRun *
zc_run_new_unfinished (ZcCloudClient   *client,
                       ZcDnsConfig     *config,
                       ZcStore         *store,
                       ZcUnfinishedRun *unfinished)
{
  g_autoptr(ZcZone) zone = NULL;
  ZcRun *self;

  g_return_val_if_fail (ZC_IS_CLOUD_CLIENT (client), NULL);
  g_return_val_if_fail (ZC_IS_DNS_CONFIG (config), NULL);
  g_return_val_if_fail (ZC_IS_STORE (store), NULL);
  g_return_val_if_fail (unfinished != NULL, NULL);

  zone = zc_run_journal_dup_zone (unfinished);
  self = g_object_new (ZC_TYPE_RUN, "client", client, "config", config, "store", store, "zone", zone, NULL);
  g_clear_pointer (&self->journal, zc_run_journal_free);
  self->journal = zc_run_journal_new_unfinished (store, unfinished, self->machine);
  self->deadline_seconds = zc_run_journal_get_deadline_seconds (self->journal);
  self->started = g_date_time_new_from_unix_local (zc_run_journal_get_started_us (self->journal) / G_USEC_PER_SEC);
  if (self->started == NULL)
    self->started = g_date_time_new_now_local ();
  zc_run_update_texts (self);

  return self;
}

ZcZone *
zc_run_get_zone (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), NULL);

  return self->zone;
}

ZcRunState
zc_run_get_state (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), ZC_RUN_STATE_PREPARING);

  return zc_run_machine_get_state (self->machine);
}

gint64
zc_run_get_id (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), 0);

  return zc_run_journal_get_id (self->journal);
}

const char *
zc_run_get_account_id (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), NULL);

  return zc_run_journal_get_account_id (self->journal);
}

GListModel *
zc_run_get_entries (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), NULL);

  return zc_run_journal_get_entries (self->journal);
}

gint64
zc_run_get_elapsed_us (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), 0);

  if (self->started == NULL)
    return 0;

  return self->ended != NULL ? self->ended_us : zc_run_journal_get_now_us (self->journal);
}

const ZcRunDelta *
zc_run_get_delta (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), NULL);

  return zc_run_journal_get_delta (self->journal);
}

void
zc_run_set_delta (ZcRun            *self,
                  const ZcRunDelta *delta)
{
  g_return_if_fail (ZC_IS_RUN (self));
  g_return_if_fail (delta != NULL);

  zc_run_journal_set_delta (self->journal, delta);
}

gboolean
zc_run_was_accepted (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), FALSE);

  return zc_run_machine_was_accepted (self->machine);
}

ZcRunProof
zc_run_get_proof (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), ZC_RUN_PROOF_NONE);

  return zc_run_machine_get_proof (self->machine);
}

gboolean
zc_run_is_active (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), FALSE);

  return !zc_run_state_is_final (zc_run_machine_get_state (self->machine));
}

const char *
zc_run_get_words (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), NULL);

  return self->words;
}

const char *
zc_run_get_explanation (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), NULL);

  return self->explanation;
}

GDateTime *
zc_run_get_started (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), NULL);

  return self->started;
}

GDateTime *
zc_run_get_ended (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), NULL);

  return self->ended;
}

ZcSerialReport *
zc_run_get_report (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), NULL);

  return self->report;
}

GPtrArray *
zc_run_get_statuses (ZcRun *self)
{
  g_return_val_if_fail (ZC_IS_RUN (self), NULL);

  return self->statuses;
}
