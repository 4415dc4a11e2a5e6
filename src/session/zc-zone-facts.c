/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-facts.h"

#include <string.h>

#include "zc-relative-time.h"
#include "zc-zone-item-private.h"

struct _ZcZoneFacts
{
  ZcZone *zone;          /* (owned) */
  ZcZoneHealth health;
  gint64 serial;         /* to sort by: the serial served, -1 when none was seen */
  char *status_text;     /* (owned) */
  char *serial_text;     /* (owned) */
  const char *name_key;  /* (unowned): the zone's, where sorting finds it at once */

  /* Made by whatever thread needs them first: most lists are never searched. */
  char *description_key; /* (owned) (nullable): the description as it sorts */
  char *search_text;     /* (owned) (nullable): everything a search looks at but times, case-folded */
};

struct _ZcZoneWish
{
  ZcStateFilter filter;
  char *search;          /* (owned) (nullable): case-folded */
  GDateTime *now;        /* (owned) */
};

/* A plain number, since RFC 1982 gives no total order to sort by. */
static gint64
find_serial (ZcSerialReport *report)
{
  guint32 serial;

  if (report == NULL)
    return -1;
  if (zc_serial_report_get_served (report, NULL, &serial) || zc_serial_report_get_target (report, &serial))
    return serial;

  return -1;
}

ZcZoneFacts *
zc_zone_facts_new (ZcZone         *zone,
                   ZcZoneHealth    health,
                   char           *status_text,
                   ZcSerialReport *report)
{
  ZcZoneFacts *self;

  g_return_val_if_fail (ZC_IS_ZONE (zone), NULL);
  g_return_val_if_fail (status_text != NULL, NULL);

  self = g_atomic_rc_box_new0 (ZcZoneFacts);
  self->zone = g_object_ref (zone);
  self->health = health;
  self->serial = find_serial (report);
  self->status_text = status_text;
  self->serial_text = zc_zone_item_dup_serial_text (report);
  self->name_key = zc_zone_get_collation_key (zone);

  return self;
}

ZcZoneFacts *
zc_zone_facts_ref (ZcZoneFacts *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_facts (ZcZoneFacts *self)
{
  g_object_unref (self->zone);
  g_free (self->status_text);
  g_free (self->serial_text);
  g_free (self->description_key);
  g_free (self->search_text);
}

void
zc_zone_facts_unref (ZcZoneFacts *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_facts);
}

ZcZone *
zc_zone_facts_get_zone (const ZcZoneFacts *self)
{
  return self->zone;
}

ZcZoneHealth
zc_zone_facts_get_health (const ZcZoneFacts *self)
{
  return self->health;
}

const char *
zc_zone_facts_get_status_text (const ZcZoneFacts *self)
{
  return self->status_text;
}

const char *
zc_zone_facts_get_serial_text (const ZcZoneFacts *self)
{
  return self->serial_text;
}

gboolean
zc_zone_facts_need_attention (const ZcZoneFacts *self)
{
  return self->health == ZC_ZONE_HEALTH_BEHIND || self->health == ZC_ZONE_HEALTH_PRIMARY_BEHIND ||
         self->health == ZC_ZONE_HEALTH_FAILING || self->health == ZC_ZONE_HEALTH_FAILED;
}

/* The most urgent first. */
static int
get_urgency (const ZcZoneFacts *self)
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

static int
compare_dates (GDateTime *first,
               GDateTime *second)
{
  if (first == NULL || second == NULL)
    return (first == NULL) - (second == NULL);

  return -g_date_time_compare (first, second);
}

/* Keeps @text unless another thread was quicker. */
static const char *
keep_text (char **place,
           char  *text)
{
  if (!g_atomic_pointer_compare_and_exchange (place, NULL, text))
    g_free (text);

  return g_atomic_pointer_get (place);
}

static const char *
ensure_description_key (ZcZoneFacts *self)
{
  const char *key = g_atomic_pointer_get (&self->description_key);

  return key != NULL ? key : keep_text (&self->description_key,
                                        g_utf8_collate_key (zc_zone_get_description (self->zone), -1));
}

static const char * const *
get_servers (ZcZone *zone)
{
  return zc_zone_get_kind (zone) == ZC_ZONE_KIND_SECONDARY ? zc_zone_get_primary_ips (zone)
                                                           : zc_zone_get_name_servers (zone);
}

int
zc_zone_facts_compare (ZcZoneFacts  *first,
                       ZcZoneFacts  *second,
                       ZcZoneColumn  column)
{
  int order = 0;

  switch (column)
    {
    case ZC_ZONE_COLUMN_STATUS:
      order = get_urgency (first) - get_urgency (second);
      break;
    case ZC_ZONE_COLUMN_SERIAL:
      order = (first->serial > second->serial) - (first->serial < second->serial);
      break;
    case ZC_ZONE_COLUMN_SERVERS:
      order = g_strcmp0 (get_servers (first->zone)[0], get_servers (second->zone)[0]);
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

static gboolean
pass_filter (const ZcZoneFacts *self,
             ZcStateFilter      filter)
{
  const char *state = zc_zone_get_state (self->zone);

  switch (filter)
    {
    case ZC_STATE_FILTER_NEEDS_ATTENTION:
      return zc_zone_facts_need_attention (self);
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

static char *
make_search_text (const ZcZoneFacts *self)
{
  g_autofree char *servers = g_strjoinv ("\n", (char **) get_servers (self->zone));
  g_autofree char *all = g_strjoin ("\n", zc_zone_get_name (self->zone), zc_zone_get_display_name (self->zone),
                                    self->status_text, self->serial_text, servers,
                                    zc_zone_get_description (self->zone), NULL);

  return g_utf8_casefold (all, -1);
}

static const char *
ensure_search_text (ZcZoneFacts *self)
{
  const char *text = g_atomic_pointer_get (&self->search_text);

  return text != NULL ? text : keep_text (&self->search_text, make_search_text (self));
}

/* What the column of the times shows changes by the minute, so it is not kept. */
static gboolean
match_time (const ZcZoneFacts *self,
            const ZcZoneWish  *wish)
{
  GDateTime *modified = zc_zone_get_last_modified (self->zone);
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (modified == NULL)
    return FALSE;

  text = zc_relative_time_format (modified, wish->now);
  folded = g_utf8_casefold (text, -1);

  return strstr (folded, wish->search) != NULL;
}

gboolean
zc_zone_facts_match (ZcZoneFacts      *self,
                     const ZcZoneWish *wish)
{
  if (!pass_filter (self, wish->filter))
    return FALSE;

  return wish->search == NULL || strstr (ensure_search_text (self), wish->search) != NULL || match_time (self, wish);
}

ZcZoneWish *
zc_zone_wish_new (ZcStateFilter  filter,
                  const char    *search)
{
  ZcZoneWish *self = g_atomic_rc_box_new0 (ZcZoneWish);

  self->filter = filter;
  self->now = g_date_time_new_now_utc ();
  if (search != NULL && *search != '\0')
    self->search = g_utf8_casefold (search, -1);

  return self;
}

ZcZoneWish *
zc_zone_wish_ref (ZcZoneWish *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_wish (ZcZoneWish *self)
{
  g_free (self->search);
  g_date_time_unref (self->now);
}

void
zc_zone_wish_unref (ZcZoneWish *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_wish);
}
