/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-verification.h"

#include <glib/gi18n-lib.h>

#include "zc-domain-name.h"
#include "zc-text.h"
#include "zc-verification-cell-private.h"
#include "zc-verification-private.h"

G_DEFINE_ENUM_TYPE (ZcVerificationState, zc_verification_state,
                    G_DEFINE_ENUM_VALUE (ZC_VERIFICATION_STATE_NEW, "new"),
                    G_DEFINE_ENUM_VALUE (ZC_VERIFICATION_STATE_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (ZC_VERIFICATION_STATE_ENDED, "ended"),
                    G_DEFINE_ENUM_VALUE (ZC_VERIFICATION_STATE_CANCELLED, "cancelled"))

G_DEFINE_FINAL_TYPE (ZcVerification, zc_verification, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_STATE,
  PROP_PHASE,
  PROP_N_DONE,
  PROP_N_TOTAL,
  PROP_FRACTION,
  PROP_CAN_PAUSE,
  PROP_PAUSED,
  PROP_VERDICT,
  PROP_REFERENCE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
zc_verification_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  ZcVerification *self = ZC_VERIFICATION (object);

  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_PHASE:
      g_value_set_string (value, self->phase_text);
      break;
    case PROP_N_DONE:
      g_value_set_uint64 (value, self->n_done);
      break;
    case PROP_N_TOTAL:
      g_value_set_uint64 (value, self->n_total);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, zc_verification_get_progress (self, NULL, NULL));
      break;
    case PROP_CAN_PAUSE:
      g_value_set_boolean (value, zc_verification_can_pause (self));
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_VERDICT:
      g_value_set_boxed (value, zc_verification_get_verdict (self));
      break;
    case PROP_REFERENCE:
      g_value_set_object (value, zc_verification_get_reference (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
zc_verification_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_PAUSED:
      zc_verification_set_paused (ZC_VERIFICATION (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
zc_verification_finalize (GObject *object)
{
  ZcVerification *self = ZC_VERIFICATION (object);

  g_free (self->zone);
  g_object_unref (self->config);
  g_ptr_array_unref (self->parties);
  g_clear_object (&self->service_copy);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->delegation, zc_delegation_free);
  g_clear_object (&self->record_check);
  g_clear_pointer (&self->record_probes, g_ptr_array_unref);
  g_clear_object (&self->pool);
  g_ptr_array_unref (self->notes);
  g_object_unref (self->observations);
  g_clear_object (&self->diagnosis);
  g_object_unref (self->matrix);
  g_object_unref (self->findings);
  g_object_unref (self->differences);
  g_clear_pointer (&self->started, g_date_time_unref);
  g_clear_pointer (&self->ended, g_date_time_unref);
  g_free (self->phase_text);

  G_OBJECT_CLASS (zc_verification_parent_class)->finalize (object);
}

static void
zc_verification_class_init (ZcVerificationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_verification_get_property;
  object_class->set_property = zc_verification_set_property;
  object_class->finalize = zc_verification_finalize;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, ZC_TYPE_VERIFICATION_STATE,
                                              ZC_VERIFICATION_STATE_NEW, flags);
  properties[PROP_PHASE] = g_param_spec_string ("phase", NULL, NULL, NULL, flags);
  properties[PROP_N_DONE] = g_param_spec_uint64 ("n-done", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_N_TOTAL] = g_param_spec_uint64 ("n-total", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_CAN_PAUSE] = g_param_spec_boolean ("can-pause", NULL, NULL, FALSE, flags);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  properties[PROP_VERDICT] = g_param_spec_boxed ("verdict", NULL, NULL, ZC_TYPE_FINDING, flags);
  properties[PROP_REFERENCE] = g_param_spec_object ("reference", NULL, NULL, ZC_TYPE_ZONE_COPY, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zc_verification_init (ZcVerification *self)
{
  self->cancellable = g_cancellable_new ();
  self->parties = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_verification_party_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->matrix = g_list_store_new (ZC_TYPE_VERIFICATION_CELL);
  self->findings = g_list_store_new (ZC_TYPE_FINDING_ITEM);
  self->differences = zc_verification_differences_new ();
  self->phase_text = g_strdup (_("Not verified"));
}

void
zc_verification_options_init (ZcVerificationOptions *self)
{
  g_return_if_fail (self != NULL);

  *self = (ZcVerificationOptions) {
    .records = ZC_VERIFICATION_RECORDS_AXFR,
    .max_qps = ZC_QUESTION_ENGINE_USUAL_QPS,
    .timeout_ms = ZC_VERIFICATION_USUAL_TIMEOUT_MS,
    .ask_udp = TRUE,
    .ask_tcp = TRUE,
    .limits = { ZC_AXFR_MOST_RECORDS, ZC_AXFR_MOST_BYTES },
  };
}

ZcVerification *
zc_verification_new (const char                  *zone,
                     ZcDnsConfig                 *config,
                     const ZcVerificationOptions *options)
{
  ZcVerification *self;

  g_return_val_if_fail (zone != NULL, NULL);
  g_return_val_if_fail (ZC_IS_DNS_CONFIG (config), NULL);

  self = g_object_new (ZC_TYPE_VERIFICATION, NULL);
  self->zone = zc_domain_name_to_ascii (zone);
  self->has_zone = self->zone != NULL;
  if (!self->has_zone)
    self->zone = g_strdup (zone);
  self->config = g_object_ref (config);
  self->observations = zc_observations_new (self->zone, g_get_real_time () / G_USEC_PER_SEC);
  if (options != NULL)
    self->options = *options;
  else
    zc_verification_options_init (&self->options);

  return self;
}

void
zc_verification_add_server (ZcVerification *self,
                            ZcServerRole    role,
                            const char     *name,
                            guint16         port)
{
  ZcVerificationParty *party;

  g_return_if_fail (ZC_IS_VERIFICATION (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (self->state == ZC_VERIFICATION_STATE_NEW);

  party = g_new0 (ZcVerificationParty, 1);
  party->verification = self;
  party->role = role;
  party->address = g_inet_address_new_from_string (name);
  party->name = party->address != NULL ? g_inet_address_to_string (party->address) : g_strdup (name);
  party->port = port != 0 ? port : zc_dns_config_get_port (self->config);
  party->place = self->parties->len;
  party->probes = g_ptr_array_new ();
  g_ptr_array_add (self->parties, party);
}

void
zc_verification_add_servers (ZcVerification     *self,
                             ZcServerRole        role,
                             const char * const *names)
{
  g_return_if_fail (ZC_IS_VERIFICATION (self));

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      gboolean is_repeated = FALSE;

      for (guint j = 0; j < i && !is_repeated; j++)
        is_repeated = g_ascii_strcasecmp (names[j], names[i]) == 0;
      if (!is_repeated)
        zc_verification_add_server (self, role, names[i], 0);
    }
}

void
zc_verification_set_service_copy (ZcVerification *self,
                                  ZcServiceCopy  *copy)
{
  g_return_if_fail (ZC_IS_VERIFICATION (self));
  g_return_if_fail (copy == NULL || ZC_IS_SERVICE_COPY (copy));
  g_return_if_fail (self->state == ZC_VERIFICATION_STATE_NEW);

  g_set_object (&self->service_copy, copy);
}

void
zc_verification_set_service_fault (ZcVerification *self,
                                   ZcServiceFault  fault,
                                   const char     *text)
{
  g_return_if_fail (ZC_IS_VERIFICATION (self));
  g_return_if_fail (self->state == ZC_VERIFICATION_STATE_NEW);

  /* To be busy is the least of them: it passes. */
  if (fault == ZC_SERVICE_FAULT_BUSY &&
      zc_observations_get_service_fault (self->observations, NULL) != ZC_SERVICE_FAULT_NONE)
    return;

  zc_observations_set_service_fault (self->observations, fault, text);
}

void
zc_verification_set_late_arrivals (ZcVerification *self,
                                   guint           n_arrivals,
                                   gint64          longest_seconds)
{
  g_return_if_fail (ZC_IS_VERIFICATION (self));
  g_return_if_fail (self->state == ZC_VERIFICATION_STATE_NEW);

  zc_observations_set_late_arrivals (self->observations, n_arrivals, longest_seconds);
}

void
zc_verification_add_service_status (ZcVerification *self,
                                    const char     *primary_ip,
                                    const char     *status,
                                    const char     *error_message)
{
  g_return_if_fail (ZC_IS_VERIFICATION (self));
  g_return_if_fail (self->state == ZC_VERIFICATION_STATE_NEW);

  zc_observations_add_status (self->observations, primary_ip, status, error_message);
}

void
zc_verification_add_note (ZcVerification *self,
                          const char     *note)
{
  g_return_if_fail (ZC_IS_VERIFICATION (self));
  g_return_if_fail (note != NULL);

  g_ptr_array_add (self->notes, g_strdup (note));
}

static void
set_state (ZcVerification      *self,
           ZcVerificationState  state)
{
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
zc_verification_run_async (ZcVerification      *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (ZC_IS_VERIFICATION (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));
  g_return_if_fail (self->state == ZC_VERIFICATION_STATE_NEW);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_verification_run_async);
  if (!self->has_zone)
    {
      g_autofree char *zone = zc_text_make_displayable (self->zone);

      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is not a domain name."), zone);
      return;
    }

  self->task = g_object_ref (task);
  self->started = g_date_time_new_now_local ();
  set_state (self, ZC_VERIFICATION_STATE_RUNNING);
  zc_verification_begin (self);
}

gboolean
zc_verification_run_finish (ZcVerification  *self,
                            GAsyncResult    *result,
                            GError         **error)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_verification_run_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
zc_verification_complete (ZcVerification *self)
{
  g_autoptr(GTask) task = self->task;
  gboolean is_cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (task));

  g_cancellable_disconnect (g_task_get_cancellable (task), self->caller_handler);
  zc_verification_lift_deadline (self);
  /* They have nothing left to do, and should not meet the end of the program. */
  if (self->pool != NULL)
    zc_worker_pool_close (self->pool);
  g_clear_object (&self->pool);
  self->ended = g_date_time_new_now_local ();

  if (self->delegation != NULL)
    {
      g_auto(GStrv) apex = zc_verification_dup_apex_name_servers (self);

      zc_observations_set_delegation (self->observations, (const char * const *) self->delegation->name_servers,
                                      (const char * const *) apex);
    }
  if (!is_cancelled)
    self->diagnosis = zc_diagnosis_new (self->observations);

  /* Who listens sees the end as a whole. */
  g_object_freeze_notify (G_OBJECT (self));
  set_state (self, is_cancelled ? ZC_VERIFICATION_STATE_CANCELLED : ZC_VERIFICATION_STATE_ENDED);
  zc_verification_refresh (self);
  if (!is_cancelled)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERDICT]);
  self->task = NULL;
  g_object_thaw_notify (G_OBJECT (self));

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

void
zc_verification_add_cell (ZcVerificationParty    *self,
                          ZcVerificationProbe    *probe,
                          ZcVerificationCellKind  kind)
{
  ZcVerification *verification = self->verification;
  GListModel *matrix = G_LIST_MODEL (verification->matrix);
  g_autoptr(ZcVerificationCell) cell = NULL;
  guint probe_place = 0;
  guint place = g_list_model_get_n_items (matrix);

  if (probe != NULL && !g_ptr_array_find (self->probes, probe, &probe_place))
    g_assert_not_reached ();
  cell = zc_verification_cell_new (self->role, self->name, probe != NULL ? probe->row->server : NULL, kind,
                                   (guint64) self->place << 32 | probe_place << 8 | kind);

  for (; place > 0; place--)
    {
      g_autoptr(ZcVerificationCell) before = g_list_model_get_item (matrix, place - 1);

      if (zc_verification_cell_get_order (before) < zc_verification_cell_get_order (cell))
        break;
    }
  g_list_store_insert (verification->matrix, place, cell);
  if (probe != NULL)
    probe->cells[kind] = g_object_ref (cell);
}

void
zc_verification_observe (ZcVerification      *self,
                         ZcVerificationParty *party,
                         ZcObservedServer    *row,
                         ZcVerificationProbe *probe)
{
  guint place = 0;

  for (guint i = 0; i <= party->place; i++)
    {
      const ZcVerificationParty *other = self->parties->pdata[i];

      if (other != party && other->address == NULL && other->probes->len == 0 && !other->resolving)
        place++;
      for (guint j = 0; j < other->probes->len && other->probes->pdata[j] != probe; j++)
        place += ((ZcVerificationProbe *) other->probes->pdata[j])->is_observed;
    }
  zc_observations_insert_server (self->observations, place, row);
  if (probe != NULL)
    probe->is_observed = TRUE;
}

void
zc_verification_set_paused (ZcVerification *self,
                            gboolean        paused)
{
  g_return_if_fail (ZC_IS_VERIFICATION (self));

  paused = paused != FALSE;
  if (self->paused == paused)
    return;

  self->paused = paused;
  if (self->record_check != NULL)
    zc_record_check_set_paused (self->record_check, paused);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
  zc_verification_touch (self);
}

gboolean
zc_verification_get_paused (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), FALSE);

  return self->paused;
}

gboolean
zc_verification_can_pause (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), FALSE);

  return self->phase == ZC_VERIFICATION_PHASE_RECORDS;
}

ZcVerificationState
zc_verification_get_state (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), ZC_VERIFICATION_STATE_NEW);

  return self->state;
}

const char *
zc_verification_get_phase (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  return self->phase_text;
}

double
zc_verification_get_progress (ZcVerification *self,
                              guint64        *n_done,
                              guint64        *n_total)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), -1);

  if (n_done != NULL)
    *n_done = self->n_done;
  if (n_total != NULL)
    *n_total = self->n_total;

  return self->n_total > 0 ? MIN ((double) self->n_done / (double) self->n_total, 1) : -1;
}

const char *
zc_verification_get_zone (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  return self->zone;
}

const ZcVerificationOptions *
zc_verification_get_options (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  return &self->options;
}

ZcDnsConfig *
zc_verification_get_config (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  return self->config;
}

GListModel *
zc_verification_get_matrix (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  return G_LIST_MODEL (self->matrix);
}

GListModel *
zc_verification_get_findings (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  return G_LIST_MODEL (self->findings);
}

GListModel *
zc_verification_get_differences (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  return G_LIST_MODEL (self->differences);
}

static void
add_comparison (ZcVerificationCounts       *counts,
                const ZcObservedComparison *comparison)
{
  counts->asked += comparison->n_asked;
  counts->missing += comparison->n_missing;
  counts->extra += comparison->n_extra;
  counts->changed += comparison->n_changed;
  counts->unverified += comparison->n_unverified;
  counts->n_servers++;
}

gboolean
zc_verification_count (ZcVerification       *self,
                       ZcVerificationCounts *counts)
{
  const ZcObservedService *service;

  g_return_val_if_fail (ZC_IS_VERIFICATION (self), FALSE);
  g_return_val_if_fail (counts != NULL, FALSE);

  *counts = (ZcVerificationCounts) { 0 };
  for (guint i = 0; i < self->parties->len; i++)
    {
      const ZcVerificationParty *party = self->parties->pdata[i];

      for (guint j = 0; j < party->probes->len; j++)
        {
          const ZcVerificationProbe *probe = party->probes->pdata[j];

          if (probe->row->comparison != NULL)
            add_comparison (counts, probe->row->comparison);
        }
    }
  service = zc_observations_get_service (self->observations);
  if (service != NULL)
    add_comparison (counts, service->comparison);

  /* Where not one question was answered nothing was compared. */
  return counts->n_servers > 0 && counts->unverified < counts->asked;
}

const ZcFinding *
zc_verification_get_verdict (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  return self->diagnosis != NULL ? zc_diagnosis_get_verdict (self->diagnosis) : NULL;
}

ZcObservations *
zc_verification_get_observations (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  return self->observations;
}

const ZcDelegation *
zc_verification_get_delegation (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  return self->delegation;
}

ZcZoneCopy *
zc_verification_get_reference (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  return self->reference != NULL ? self->reference->copy : NULL;
}

GPtrArray *
zc_verification_list_snippets (ZcVerification *self)
{
  g_autoptr(GPtrArray) all = NULL;
  guint done = 0; /* a bit for each kind, since findings about several servers need it once */

  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->findings)); i++)
    {
      g_autoptr(ZcFindingItem) item = g_list_model_get_item (G_LIST_MODEL (self->findings), i);
      const ZcFinding *finding = zc_finding_item_get_finding (item);
      GPtrArray *some;

      if (finding->severity == ZC_SEVERITY_INFO || (done & 1u << finding->snippets) != 0)
        continue;
      done |= 1u << finding->snippets;
      some = zc_snippet_list_new (finding->snippets, self->zone);
      if (all == NULL)
        all = some;
      else
        g_ptr_array_extend_and_steal (all, some);
    }

  return all != NULL ? g_steal_pointer (&all) : zc_snippet_list_new (ZC_SNIPPET_NONE, self->zone);
}

GPtrArray *
zc_verification_get_notes (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  return self->notes;
}

GDateTime *
zc_verification_get_started (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  return self->started;
}

GDateTime *
zc_verification_get_ended (ZcVerification *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION (self), NULL);

  return self->ended;
}
