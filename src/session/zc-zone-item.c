/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-item-private.h"

#include <string.h>

struct _ZcZoneItem
{
  GObject parent_instance;

  ZcZone *zone;             /* (owned) */
  ZcSerialReport *report;   /* (owned) (nullable) */
  GPtrArray *statuses;      /* (owned) (nullable) (element-type ZcPrimaryStatus) */
  ZcRun *run;               /* (owned) (nullable) */
  gboolean shows_run;       /* whether nobody looked at the zone since the run: its words are the status */
  GDateTime *checked;       /* (owned) (nullable) */

  /* Derived from the above. */
  ZcZoneHealth health;
  char *status_text;        /* (owned) */
  char *status_explanation; /* (owned) */
  char *serial_text;        /* (owned) */
  const char *name_key;     /* (unowned): the zone's, where sorting finds it at once */
  char *description_key;    /* (owned) (nullable): the description as it sorts, made when it is needed */
  char *search_text;        /* (owned): everything a search looks at, case-folded */
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
take_text (ZcZoneItem *self,
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

static const char * const *
get_servers (ZcZoneItem *self)
{
  return zc_zone_get_kind (self->zone) == ZC_ZONE_KIND_SECONDARY ? zc_zone_get_primary_ips (self->zone)
                                                                 : zc_zone_get_name_servers (self->zone);
}

static void
update (ZcZoneItem *self)
{
  ZcZoneHealth health = find_health (self);

  g_object_freeze_notify (G_OBJECT (self));

  if (health != self->health)
    {
      self->health = health;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEALTH]);
    }
  take_text (self, &self->status_text,
             self->shows_run ? g_strdup (zc_run_get_words (self->run))
                             : zc_zone_item_dup_status_text (self->zone, health, self->report),
             properties[PROP_STATUS_TEXT]);
  take_text (self, &self->status_explanation,
             self->shows_run ? g_strdup (zc_run_get_explanation (self->run))
                             : zc_zone_item_dup_status_explanation (health, self->report, self->statuses),
             properties[PROP_STATUS_EXPLANATION]);
  take_text (self, &self->serial_text, zc_zone_item_dup_serial_text (self->report), properties[PROP_SERIAL_TEXT]);
  g_clear_pointer (&self->search_text, g_free);
  g_clear_pointer (&self->description_key, g_free);
  self->name_key = zc_zone_get_collation_key (self->zone);

  g_object_thaw_notify (G_OBJECT (self));
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
      g_value_set_enum (value, (int) self->health);
      break;
    case PROP_STATUS_TEXT:
      g_value_set_string (value, self->status_text);
      break;
    case PROP_STATUS_EXPLANATION:
      g_value_set_string (value, self->status_explanation);
      break;
    case PROP_SERIAL_TEXT:
      g_value_set_string (value, self->serial_text);
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
  g_clear_pointer (&self->checked, g_date_time_unref);
  g_free (self->status_text);
  g_free (self->status_explanation);
  g_free (self->serial_text);
  g_free (self->description_key);
  g_free (self->search_text);

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
  ZcZoneItem *self;

  g_return_val_if_fail (ZC_IS_ZONE (zone), NULL);

  self = g_object_new (ZC_TYPE_ZONE_ITEM, NULL);
  self->zone = g_object_ref (zone);
  update (self);

  return self;
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

  return self->health;
}

const char *
zc_zone_item_get_status_text (ZcZoneItem *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), NULL);

  return self->status_text;
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

  return self->serial_text;
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
  if (statuses != NULL)
    self->statuses = g_ptr_array_ref (statuses);

  g_object_freeze_notify (G_OBJECT (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUSES]);
  update (self);
  g_object_thaw_notify (G_OBJECT (self));
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

  return self->health == ZC_ZONE_HEALTH_BEHIND || self->health == ZC_ZONE_HEALTH_PRIMARY_BEHIND ||
         self->health == ZC_ZONE_HEALTH_FAILING || self->health == ZC_ZONE_HEALTH_FAILED;
}

gboolean
zc_zone_item_can_start_transfer (ZcZoneItem *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), FALSE);

  return zc_zone_get_kind (self->zone) == ZC_ZONE_KIND_SECONDARY &&
         (self->run == NULL || !zc_run_is_active (self->run));
}

static gboolean
passes_filter (ZcZoneItem    *self,
               ZcStateFilter  filter)
{
  const char *state = zc_zone_get_state (self->zone);

  switch (filter)
    {
    case ZC_STATE_FILTER_NEEDS_ATTENTION:
      return zc_zone_item_needs_attention (self);
    case ZC_STATE_FILTER_AVAILABLE:
      return g_str_equal (state, "AVAILABLE");
    case ZC_STATE_FILTER_PROVISIONING:
      return g_str_equal (state, "PROVISIONING");
    case ZC_STATE_FILTER_FAILED:
      return g_str_equal (state, "FAILED");
    case ZC_STATE_FILTER_ALL:
    default:
      return TRUE;
    }
}

/* Built when the first search needs it: most lists are never searched. */
static const char *
ensure_search_text (ZcZoneItem *self)
{
  g_autofree char *servers = NULL, *all = NULL;

  if (self->search_text == NULL)
    {
      servers = g_strjoinv ("\n", (char **) get_servers (self));
      all = g_strjoin ("\n", zc_zone_get_name (self->zone), zc_zone_get_display_name (self->zone), self->status_text,
                       self->serial_text, servers, zc_zone_get_description (self->zone), NULL);
      self->search_text = g_utf8_casefold (all, -1);
    }

  return self->search_text;
}

gboolean
zc_zone_item_matches (ZcZoneItem    *self,
                      ZcStateFilter  filter,
                      const char    *search)
{
  g_autofree char *wanted = NULL;

  g_return_val_if_fail (ZC_IS_ZONE_ITEM (self), FALSE);

  if (!passes_filter (self, filter))
    return FALSE;
  if (search == NULL || *search == '\0')
    return TRUE;

  wanted = g_utf8_casefold (search, -1);

  return strstr (ensure_search_text (self), wanted) != NULL;
}

/* The most urgent first. */
static int
get_urgency (ZcZoneItem *self)
{
  static const int urgencies[] = {
    [ZC_ZONE_HEALTH_FAILED] = 0,
    [ZC_ZONE_HEALTH_FAILING] = 1,
    [ZC_ZONE_HEALTH_PRIMARY_BEHIND] = 2,
    [ZC_ZONE_HEALTH_BEHIND] = 3,
    [ZC_ZONE_HEALTH_TRANSFERRING] = 4,
    [ZC_ZONE_HEALTH_PROVISIONING] = 5,
    [ZC_ZONE_HEALTH_OTHER_STATE] = 6,
    [ZC_ZONE_HEALTH_NOT_CHECKED] = 7,
    [ZC_ZONE_HEALTH_DISABLED] = 8,
    [ZC_ZONE_HEALTH_AVAILABLE] = 9,
    [ZC_ZONE_HEALTH_IN_SYNC] = 10,
  };

  return urgencies[self->health];
}

/* A plain number, since RFC 1982 gives no total order to sort by. */
static gint64
get_serial (ZcZoneItem *self)
{
  guint32 serial;

  if (self->report == NULL)
    return -1;
  if (zc_serial_report_get_served (self->report, NULL, &serial) || zc_serial_report_get_target (self->report, &serial))
    return serial;

  return -1;
}

static int
compare_dates (GDateTime *first,
               GDateTime *second)
{
  if (first == NULL || second == NULL)
    return (first == NULL) - (second == NULL);

  return -g_date_time_compare (first, second);
}

static const char *
ensure_description_key (ZcZoneItem *self)
{
  if (self->description_key == NULL)
    self->description_key = g_utf8_collate_key (zc_zone_get_description (self->zone), -1);

  return self->description_key;
}

int
zc_zone_item_compare (ZcZoneItem   *first,
                      ZcZoneItem   *second,
                      ZcZoneColumn  column)
{
  const char *first_server, *second_server;
  int order = 0;

  g_return_val_if_fail (ZC_IS_ZONE_ITEM (first), 0);
  g_return_val_if_fail (ZC_IS_ZONE_ITEM (second), 0);

  switch (column)
    {
    case ZC_ZONE_COLUMN_STATUS:
      order = get_urgency (first) - get_urgency (second);
      break;
    case ZC_ZONE_COLUMN_SERIAL:
      order = (get_serial (first) > get_serial (second)) - (get_serial (first) < get_serial (second));
      break;
    case ZC_ZONE_COLUMN_SERVERS:
      first_server = get_servers (first)[0];
      second_server = get_servers (second)[0];
      order = g_strcmp0 (first_server, second_server);
      break;
    case ZC_ZONE_COLUMN_LAST_MODIFIED:
      order = compare_dates (zc_zone_get_last_modified (first->zone), zc_zone_get_last_modified (second->zone));
      break;
    case ZC_ZONE_COLUMN_DESCRIPTION:
      order = strcmp (ensure_description_key (first), ensure_description_key (second));
      break;
    case ZC_ZONE_COLUMN_NAME:
    default:
      break;
    }

  if (order == 0)
    order = strcmp (first->name_key, second->name_key);
  if (order == 0)
    order = strcmp (zc_zone_get_id (first->zone), zc_zone_get_id (second->zone));

  return order;
}
