/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-item-private.h"

struct _ZcZoneItem
{
  GObject parent_instance;

  ZcZone *zone;             /* (owned) */
  ZcSerialReport *report;   /* (owned) (nullable) */
  GPtrArray *statuses;      /* (owned) (nullable) (element-type ZcPrimaryStatus) */
  GDateTime *statuses_read; /* (owned) (nullable) */
  gboolean statuses_kept;   /* whether the zone was looked at since without reading its statuses again */
  ZcRun *run;               /* (owned) (nullable) */
  gboolean shows_run;       /* whether nobody looked at the zone since the run: its words are the status */
  GDateTime *checked;       /* (owned) (nullable) */

  /* Derived from the above. */
  ZcZoneFacts *facts;       /* (owned): replaced by the main thread, which reads them as it likes; others use the lock */
  int facts_lock;           /* its bit 0 */
  char *status_explanation; /* (owned) */

  ZcZoneWatcher *watcher;   /* (owned) (nullable) */
};

enum
{
  PROP_0,
  PROP_ZONE,
  PROP_HEALTH,
  PROP_STATUS_TEXT,
  PROP_STATUS_EXPLANATION,
  PROP_SERIAL_TEXT,
  PROP_REPORT,
  PROP_STATUSES,
  PROP_RUN,
  PROP_CHECKED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (ZcZoneItem, zc_zone_item, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (ZcZoneHealth, zc_zone_health,
  G_DEFINE_ENUM_VALUE (ZC_ZONE_HEALTH_NOT_CHECKED, "not-checked"),
  G_DEFINE_ENUM_VALUE (ZC_ZONE_HEALTH_IN_SYNC, "in-sync"),
  G_DEFINE_ENUM_VALUE (ZC_ZONE_HEALTH_BEHIND, "behind"),
  G_DEFINE_ENUM_VALUE (ZC_ZONE_HEALTH_PRIMARY_BEHIND, "primary-behind"),
  G_DEFINE_ENUM_VALUE (ZC_ZONE_HEALTH_TRANSFERRING, "transferring"),
  G_DEFINE_ENUM_VALUE (ZC_ZONE_HEALTH_FAILING, "failing"),
  G_DEFINE_ENUM_VALUE (ZC_ZONE_HEALTH_AVAILABLE, "available"),
  G_DEFINE_ENUM_VALUE (ZC_ZONE_HEALTH_DISABLED, "disabled"),
  G_DEFINE_ENUM_VALUE (ZC_ZONE_HEALTH_PROVISIONING, "provisioning"),
  G_DEFINE_ENUM_VALUE (ZC_ZONE_HEALTH_FAILED, "failed"),
  G_DEFINE_ENUM_VALUE (ZC_ZONE_HEALTH_OTHER_STATE, "other-state"))

/* One primary that works is enough for a transfer. */
static gboolean
all_fail (GPtrArray *statuses)
{
  for (guint i = 0; statuses != NULL && i < statuses->len; i++)
    if (!zc_primary_status_is_error (statuses->pdata[i]))
      return FALSE;

  return statuses != NULL && statuses->len > 0;
}

static ZcZoneHealth
health_of_serials (ZcSerialReport *report,
                   GPtrArray      *statuses)
{
  if (report == NULL)
    return all_fail (statuses) ? ZC_ZONE_HEALTH_FAILING : ZC_ZONE_HEALTH_NOT_CHECKED;

  switch (zc_serial_report_get_verdict (report))
    {
    case ZC_SERIAL_VERDICT_IN_SYNC:
      return ZC_ZONE_HEALTH_IN_SYNC;
    case ZC_SERIAL_VERDICT_FAILING:
      return ZC_ZONE_HEALTH_FAILING;
    case ZC_SERIAL_VERDICT_PRIMARY_BEHIND:
      return ZC_ZONE_HEALTH_PRIMARY_BEHIND;
    case ZC_SERIAL_VERDICT_BEHIND:
      return all_fail (statuses) ? ZC_ZONE_HEALTH_FAILING : ZC_ZONE_HEALTH_BEHIND;
    case ZC_SERIAL_VERDICT_NOT_CHECKED:
    case ZC_SERIAL_VERDICT_INCOMPLETE:
    case ZC_SERIAL_VERDICT_PRIMARY_UNSEEN:
    default:
      return all_fail (statuses) ? ZC_ZONE_HEALTH_FAILING : ZC_ZONE_HEALTH_NOT_CHECKED;
    }
}

static ZcZoneHealth
find_health (ZcZoneItem *self)
{
  const char *state = zc_zone_get_state (self->zone);

  if (self->run != NULL && zc_run_is_active (self->run))
    return ZC_ZONE_HEALTH_TRANSFERRING;
  if (g_str_equal (state, "PROVISIONING") || g_str_equal (state, "DESTROYING"))
    return ZC_ZONE_HEALTH_PROVISIONING;
  if (g_str_equal (state, "FAILED"))
    return ZC_ZONE_HEALTH_FAILED;
  if (!g_str_equal (state, "AVAILABLE") && !g_str_equal (state, "CREATED") && *state != '\0')
    return ZC_ZONE_HEALTH_OTHER_STATE;
  if (self->shows_run && zc_run_get_state (self->run) == ZC_RUN_STATE_FAILED)
    return ZC_ZONE_HEALTH_FAILING;
  if (zc_zone_get_kind (self->zone) == ZC_ZONE_KIND_SECONDARY)
    return health_of_serials (self->report, self->statuses);

  return zc_zone_get_enabled (self->zone) ? ZC_ZONE_HEALTH_AVAILABLE : ZC_ZONE_HEALTH_DISABLED;
}

static void
replace_facts (ZcZoneItem  *self,
               ZcZoneFacts *facts)
{
  g_bit_lock (&self->facts_lock, 0);
  self->facts = facts;
  g_bit_unlock (&self->facts_lock, 0);
}

static void
notify_differences (ZcZoneItem        *self,
                    const ZcZoneFacts *before)
{
  if (zc_zone_facts_get_health (before) != zc_zone_facts_get_health (self->facts))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEALTH]);
  if (!g_str_equal (zc_zone_facts_get_status_text (before), zc_zone_facts_get_status_text (self->facts)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS_TEXT]);
  if (!g_str_equal (zc_zone_facts_get_serial_text (before), zc_zone_facts_get_serial_text (self->facts)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERIAL_TEXT]);
}

static void
update (ZcZoneItem *self)
{
  g_autoptr(ZcZoneFacts) before = self->facts;
  g_autofree char *old_explanation = g_steal_pointer (&self->status_explanation);
  ZcZoneHealth health = find_health (self);

  replace_facts (self, zc_zone_facts_new (self->zone, health,
                                          self->shows_run ? g_strdup (zc_run_get_words (self->run))
                                                          : zc_zone_item_dup_status_text (self->zone, health, self->report),
                                          self->report));
  self->status_explanation = self->shows_run
                             ? g_strdup (zc_run_get_explanation (self->run))
                             : zc_zone_item_dup_status_explanation (health, self->report, self->statuses);

  /* Nobody follows an item that is being made. */
  if (before == NULL)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  notify_differences (self, before);
  if (g_strcmp0 (old_explanation, self->status_explanation) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS_EXPLANATION]);
  g_object_thaw_notify (G_OBJECT (self));

  if (self->watcher != NULL && self->watcher->list != NULL)
    self->watcher->changed (self, before, self->watcher->list);
}

static void
take_report (ZcZoneItem     *self,
             ZcSerialReport *report)
{
  if (g_set_object (&self->report, report))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REPORT]);
  g_clear_pointer (&self->checked, g_date_time_unref);
  if (report != NULL)
    self->checked = g_date_time_new_now_local ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKED]);
}

static void
run_changed_cb (ZcRun      *run,
                GParamSpec *property,
                ZcZoneItem *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (zc_run_get_report (run) != NULL && zc_run_get_report (run) != self->report)
    take_report (self, zc_run_get_report (run));
  if (zc_run_get_statuses (run) != NULL && zc_run_get_statuses (run) != self->statuses)
    zc_zone_item_set_statuses (self, zc_run_get_statuses (run));
  update (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
zc_zone_item_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  ZcZoneItem *self = ZC_ZONE_ITEM (object);

  switch (prop_id)
    {
    case PROP_ZONE:
      g_value_set_object (value, self->zone);
      break;
    case PROP_HEALTH:
      g_value_set_enum (value, (int) zc_zone_facts_get_health (self->facts));
      break;
    case PROP_STATUS_TEXT:
      g_value_set_string (value, zc_zone_facts_get_status_text (self->facts));
      break;
    case PROP_STATUS_EXPLANATION:
      g_value_set_string (value, self->status_explanation);
      break;
    case PROP_SERIAL_TEXT:
      g_value_set_string (value, zc_zone_facts_get_serial_text (self->facts));
      break;
    case PROP_REPORT:
      g_value_set_object (value, self->report);
      break;
    case PROP_STATUSES:
      g_value_set_boxed (value, self->statuses);
      break;
    case PROP_RUN:
      g_value_set_object (value, self->run);
      break;
    case PROP_CHECKED:
      g_value_set_boxed (value, self->checked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zc_zone_item_dispose (GObject *object)
{
  ZcZoneItem *self = ZC_ZONE_ITEM (object);

  if (self->run != NULL)
    g_signal_handlers_disconnect_by_data (self->run, self);
  g_clear_object (&self->run);

  G_OBJECT_CLASS (zc_zone_item_parent_class)->dispose (object);
}

static void
zc_zone_item_finalize (GObject *object)
{
  ZcZoneItem *self = ZC_ZONE_ITEM (object);

  g_clear_object (&self->zone);
  g_clear_object (&self->report);
  g_clear_pointer (&self->statuses, g_ptr_array_unref);
  g_clear_pointer (&self->statuses_read, g_date_time_unref);
  g_clear_pointer (&self->checked, g_date_time_unref);
  g_clear_pointer (&self->facts, zc_zone_facts_unref);
  g_free (self->status_explanation);
  g_clear_pointer (&self->watcher, g_atomic_rc_box_release);

  G_OBJECT_CLASS (zc_zone_item_parent_class)->finalize (object);
}

static void
zc_zone_item_class_init (ZcZoneItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_zone_item_get_property;
  object_class->dispose = zc_zone_item_dispose;
  object_class->finalize = zc_zone_item_finalize;

  properties[PROP_ZONE] = g_param_spec_object ("zone", NULL, NULL, ZC_TYPE_ZONE, flags);
  properties[PROP_HEALTH] = g_param_spec_enum ("health", NULL, NULL, ZC_TYPE_ZONE_HEALTH,
                                               ZC_ZONE_HEALTH_NOT_CHECKED, flags);
  properties[PROP_STATUS_TEXT] = g_param_spec_string ("status-text", NULL, NULL, NULL, flags);
  properties[PROP_STATUS_EXPLANATION] = g_param_spec_string ("status-explanation", NULL, NULL, NULL, flags);
  properties[PROP_SERIAL_TEXT] = g_param_spec_string ("serial-text", NULL, NULL, NULL, flags);
  properties[PROP_REPORT] = g_param_spec_object ("report", NULL, NULL, ZC_TYPE_SERIAL_REPORT, flags);
  properties[PROP_STATUSES] = g_param_spec_boxed ("statuses", NULL, NULL, G_TYPE_PTR_ARRAY, flags);
  properties[PROP_RUN] = g_param_spec_object ("run", NULL, NULL, ZC_TYPE_RUN, flags);
  properties[PROP_CHECKED] = g_param_spec_boxed ("checked", NULL, NULL, G_TYPE_DATE_TIME, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zc_zone_item_init (ZcZoneItem *self)
{
}

ZcZoneItem *
zc_zone_item_new (ZcZone *zone)
{
  return zc_zone_item_new_watched (zone, NULL);
}

ZcZoneItem *
zc_zone_item_new_watched (ZcZone        *zone,
                          ZcZoneWatcher *watcher)
{
  ZcZoneItem *self;

  g_return_val_if_fail (ZC_IS_ZONE (zone), NULL);

  self = g_object_new (ZC_TYPE_ZONE_ITEM, NULL);
  self->zone = g_object_ref (zone);
  self->watcher = watcher != NULL ? g_atomic_rc_box_acquire (watcher) : NULL;
  update (self);

  return self;
}

void
zc_zone_item_forget_watcher (ZcZoneItem *self)
{
  g_return_if_fail (ZC_IS_ZONE_ITEM (self));

  g_clear_pointer (&self->watcher, g_atomic_rc_box_release);
}

ZcZoneFacts *
zc_zone_item_dup_facts (ZcZoneItem *self)
{
  ZcZoneFacts *facts;

  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), NULL);

  g_bit_lock (&self->facts_lock, 0);
  facts = zc_zone_facts_ref (self->facts);
  g_bit_unlock (&self->facts_lock, 0);

  return facts;
}

ZcZone *
zc_zone_item_get_zone (ZcZoneItem *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), NULL);

  return self->zone;
}

void
zc_zone_item_set_zone (ZcZoneItem *self,
                       ZcZone     *zone)
{
  g_return_if_fail (ZC_IS_ZONE_ITEM (self));
  g_return_if_fail (ZC_IS_ZONE (zone));

  if (!g_set_object (&self->zone, zone))
    return;

  /* Nobody hears of the other zone before what is known of the one that is gone has been renewed. */
  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZONE]);
  update (self);
  g_object_thaw_notify (G_OBJECT (self));
}

ZcZoneHealth
zc_zone_item_get_health (ZcZoneItem *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), ZC_ZONE_HEALTH_NOT_CHECKED);

  return zc_zone_facts_get_health (self->facts);
}

const char *
zc_zone_item_get_status_text (ZcZoneItem *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), NULL);

  return zc_zone_facts_get_status_text (self->facts);
}

const char *
zc_zone_item_get_status_explanation (ZcZoneItem *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), NULL);

  return self->status_explanation;
}

const char *
zc_zone_item_get_serial_text (ZcZoneItem *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), NULL);

  return zc_zone_facts_get_serial_text (self->facts);
}

ZcSerialReport *
zc_zone_item_get_report (ZcZoneItem *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), NULL);

  return self->report;
}

void
zc_zone_item_set_report (ZcZoneItem     *self,
                         ZcSerialReport *report)
{
  g_return_if_fail (ZC_IS_ZONE_ITEM (self));

  g_object_freeze_notify (G_OBJECT (self));
  take_report (self, report);
  if (self->run == NULL || !zc_run_is_active (self->run))
    self->shows_run = FALSE;
  update (self);
  g_object_thaw_notify (G_OBJECT (self));
}

GPtrArray *
zc_zone_item_get_statuses (ZcZoneItem *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), NULL);

  return self->statuses;
}

void
zc_zone_item_set_statuses (ZcZoneItem *self,
                           GPtrArray  *statuses)
{
  g_autoptr(GPtrArray) old = NULL;

  g_return_if_fail (ZC_IS_ZONE_ITEM (self));

  old = g_steal_pointer (&self->statuses);
  g_clear_pointer (&self->statuses_read, g_date_time_unref);
  self->statuses_kept = FALSE;
  if (statuses != NULL)
    {
      self->statuses = g_ptr_array_ref (statuses);
      self->statuses_read = g_date_time_new_now_local ();
    }

  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUSES]);
  update (self);
  g_object_thaw_notify (G_OBJECT (self));
}

void
zc_zone_item_keep_statuses (ZcZoneItem *self)
{
  g_return_if_fail (ZC_IS_ZONE_ITEM (self));

  if (self->statuses == NULL || self->statuses_kept)
    return;

  self->statuses_kept = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUSES]);
}

GDateTime *
zc_zone_item_get_statuses_age (ZcZoneItem *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), NULL);

  return self->statuses_kept ? self->statuses_read : NULL;
}

ZcRun *
zc_zone_item_get_run (ZcZoneItem *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), NULL);

  return self->run;
}

void
zc_zone_item_set_run (ZcZoneItem *self,
                      ZcRun      *run)
{
  g_return_if_fail (ZC_IS_ZONE_ITEM (self));
  g_return_if_fail (ZC_IS_RUN (run));

  if (self->run == run)
    return;

  if (self->run != NULL)
    g_signal_handlers_disconnect_by_data (self->run, self);
  g_set_object (&self->run, run);
  self->shows_run = TRUE;
  g_signal_connect (run, "notify", G_CALLBACK (run_changed_cb), self);

  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUN]);
  update (self);
  g_object_thaw_notify (G_OBJECT (self));
}

GDateTime *
zc_zone_item_get_checked (ZcZoneItem *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), NULL);

  return self->checked;
}

gboolean
zc_zone_item_needs_attention (ZcZoneItem *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), FALSE);

  return zc_zone_facts_need_attention (self->facts);
}

gboolean
zc_zone_item_can_start_transfer (ZcZoneItem *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), FALSE);

  return zc_zone_get_kind (self->zone) == ZC_ZONE_KIND_SECONDARY &&
         (self->run == NULL || !zc_run_is_active (self->run));
}

gboolean
zc_zone_item_matches (ZcZoneItem    *self,
                      ZcStateFilter  filter,
                      const char    *search)
{
  g_autoptr(ZcZoneWish) wish = NULL;

  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), FALSE);

  wish = zc_zone_wish_new (filter, search);

  return zc_zone_facts_match (self->facts, wish);
}

int
zc_zone_item_compare (ZcZoneItem   *first,
                      ZcZoneItem   *second,
                      ZcZoneColumn  column)
{
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (first), 0);
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (second), 0);

  return zc_zone_facts_compare (first->facts, second->facts, column);
}
