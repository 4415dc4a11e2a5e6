/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-timeline-layout.h"

#include "zc-serial.h"

/* What is asked over UDP and TCP at the same time is answered one after the other. */
#define SAME_LOOK_US (G_USEC_PER_SEC / 2)

/* What was seen last over one transport. */
typedef struct
{
  gboolean asked;
  gboolean answered;
  guint32 serial;
  char *label; /* (owned) (nullable) */
  char *text; /* (owned) (nullable) */
} Seen;

static void
seen_clear (Seen *seen)
{
  g_free (seen->label);
  g_free (seen->text);
}

/* A lane while it is being filled. */
typedef struct
{
  ZcTimelineLane lane;
  Seen seen[2]; /* by transport: UDP, TCP */
  gboolean pending; /* a look is open that has not become part of an item */
  gint64 pending_us; /* when it began */
  GHashTable *by_subject; /* (owned) (nullable) (element-type utf8 ZcTimelineItem): the last item about each primary */
} FullLane;

struct _ZcTimelineLayout
{
  GPtrArray *lanes; /* (owned) (element-type FullLane) */
  GHashTable *by_key; /* (owned) (element-type utf8 FullLane) */
  GHashTable *left_out; /* (owned): a set of the keys of servers without a lane */
  gint64 duration_us;
};

static void
item_free (gpointer data)
{
  ZcTimelineItem *item = data;

  g_free (item->subject);
  g_free (item->label);
  g_free (item->text);
  g_free (item);
}

static void
lane_free (gpointer data)
{
  FullLane *self = data;

  g_free (self->lane.name);
  g_free (self->lane.address);
  g_ptr_array_unref (self->lane.items);
  for (guint i = 0; i < G_N_ELEMENTS (self->seen); i++)
    seen_clear (&self->seen[i]);
  g_clear_pointer (&self->by_subject, g_hash_table_unref);
  g_free (self);
}

ZcTimelineLayout *
zc_timeline_layout_new (void)
{
  ZcTimelineLayout *self = g_new0 (ZcTimelineLayout, 1);

  self->lanes = g_ptr_array_new_with_free_func (lane_free);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
zc_timeline_layout_free (ZcTimelineLayout *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->left_out);
  g_ptr_array_unref (self->lanes);
  g_free (self);
}

static FullLane *
get_lane (ZcTimelineLayout   *self,
          ZcTimelineLaneKind  kind,
          const char         *name,
          const char         *address)
{
  g_autofree char *key = g_strdup_printf ("%d %s %s", (int) kind, name, address);
  FullLane *lane = g_hash_table_lookup (self->by_key, key);

  if (lane != NULL)
    return lane;

  if (self->lanes->len >= ZC_TIMELINE_MOST_LANES)
    {
      g_hash_table_add (self->left_out, g_steal_pointer (&key));
      return NULL;
    }

  lane = g_new0 (FullLane, 1);
  lane->lane.kind = kind;
  lane->lane.name = g_strdup (name);
  lane->lane.address = g_strdup (g_str_equal (name, address) ? "" : address);
  lane->lane.items = g_ptr_array_new_with_free_func (item_free);
  g_ptr_array_add (self->lanes, lane);
  g_hash_table_insert (self->by_key, g_steal_pointer (&key), lane);

  return lane;
}

static ZcTimelineItem *
get_last (FullLane *lane)
{
  return lane->lane.items->len > 0 ? g_ptr_array_index (lane->lane.items, lane->lane.items->len - 1) : NULL;
}

/* Takes an item in, or counts it in the last one when the lane is full.
 *
 * Returns: (transfer none): the item that stands for it now */
static ZcTimelineItem *
take_item (FullLane       *lane,
           ZcTimelineItem *item)
{
  ZcTimelineItem *last = get_last (lane);

  if (lane->lane.items->len < ZC_TIMELINE_MOST_ITEMS)
    {
      item->before = last;
      g_ptr_array_add (lane->lane.items, item);
      return item;
    }

  /* Where it ends matters most, so the last item becomes the newest one. */
  item->before = last->before;
  item->n_left_out = last->n_left_out + 1;
  if (lane->by_subject != NULL)
    g_hash_table_remove (lane->by_subject, last->subject != NULL ? last->subject : "");
  g_ptr_array_remove_index (lane->lane.items, lane->lane.items->len - 1);
  g_ptr_array_add (lane->lane.items, item);

  return item;
}

static gboolean
shows_same (const ZcTimelineItem *first,
            const ZcTimelineItem *second)
{
  return first->kind == second->kind &&
         first->has_serial == second->has_serial && first->serial == second->serial &&
         first->has_other == second->has_other && first->other == second->other &&
         g_strcmp0 (first->label, second->label) == 0 &&
         g_strcmp0 (first->text, second->text) == 0;
}

/* What both transports showed in one look becomes an item, unless it is what the last one says. */
static void
close_look (FullLane *lane)
{
  const Seen *udp = &lane->seen[0];
  const Seen *tcp = &lane->seen[1];
  gboolean both = udp->answered && tcp->answered;
  ZcTimelineItem *last = get_last (lane);
  ZcTimelineItem *item;

  if (!lane->pending)
    return;

  lane->pending = FALSE;
  item = g_new0 (ZcTimelineItem, 1);
  item->first_us = item->last_us = lane->pending_us;
  item->has_serial = udp->answered || tcp->answered;
  item->serial = udp->answered ? udp->serial : tcp->serial;
  if (both && udp->serial != tcp->serial)
    {
      gboolean udp_older = zc_serial_compare (udp->serial, tcp->serial) == ZC_SERIAL_OLDER;

      item->kind = ZC_TIMELINE_ITEM_DIFFERENT;
      item->serial = udp_older ? udp->serial : tcp->serial;
      item->has_other = TRUE;
      item->other = udp_older ? tcp->serial : udp->serial;
    }
  else if (!item->has_serial)
    {
      item->kind = ZC_TIMELINE_ITEM_SILENT;
      item->label = g_strdup (udp->label != NULL ? udp->label : tcp->label);
      item->text = g_strdup (udp->text != NULL ? udp->text : tcp->text);
    }
  else if ((udp->asked && !udp->answered) || (tcp->asked && !tcp->answered))
    {
      item->kind = ZC_TIMELINE_ITEM_DIFFERENT;
      item->text = g_strdup (udp->answered ? tcp->text : udp->text);
    }
  else
    {
      /* Which serial is the newest is known at the end. */
      item->kind = ZC_TIMELINE_ITEM_OLDER;
    }

  if (last != NULL && shows_same (last, item))
    {
      item_free (item);
      return;
    }

  take_item (lane, item);
}

void
zc_timeline_layout_add_answer (ZcTimelineLayout   *self,
                               gint64              offset_us,
                               ZcTimelineLaneKind  kind,
                               const char         *name,
                               const char         *address,
                               gboolean            tcp,
                               const guint32      *serial,
                               const char         *label,
                               const char         *text)
{
  FullLane *lane;
  Seen *seen;

  g_return_if_fail (self != NULL);
  g_return_if_fail (kind != ZC_TIMELINE_LANE_SERVICE);
  g_return_if_fail (name != NULL);

  lane = get_lane (self, kind, name, address != NULL ? address : "");
  if (lane == NULL)
    return;

  if (lane->pending && offset_us - lane->pending_us > SAME_LOOK_US)
    close_look (lane);
  if (!lane->pending)
    {
      lane->pending = TRUE;
      lane->pending_us = MAX (offset_us, 0);
    }

  seen = &lane->seen[tcp ? 1 : 0];
  seen->asked = TRUE;
  seen->answered = serial != NULL;
  seen->serial = serial != NULL ? *serial : 0;
  seen_clear (seen);
  seen->label = serial == NULL ? g_strdup (label) : NULL;
  seen->text = serial == NULL ? g_strdup (text) : NULL;
}

void
zc_timeline_layout_add_mark (ZcTimelineLayout   *self,
                             gint64              offset_us,
                             ZcTimelineItemKind  kind,
                             const char         *subject,
                             const char         *label,
                             const char         *text)
{
  FullLane *lane;
  ZcTimelineItem *last;
  ZcTimelineItem *item;

  g_return_if_fail (self != NULL);
  g_return_if_fail (kind >= ZC_TIMELINE_ITEM_STEP);
  g_return_if_fail (label != NULL);
  g_return_if_fail (text != NULL);

  lane = get_lane (self, ZC_TIMELINE_LANE_SERVICE, "", "");
  if (lane == NULL)
    return;

  if (lane->by_subject == NULL)
    lane->by_subject = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  last = g_hash_table_lookup (lane->by_subject, subject != NULL ? subject : "");

  item = g_new0 (ZcTimelineItem, 1);
  item->kind = kind;
  item->first_us = item->last_us = MAX (offset_us, 0);
  item->subject = g_strdup (subject);
  item->label = g_strdup (label);
  item->text = g_strdup (text);

  if (last != NULL && shows_same (last, item))
    {
      item_free (item);
      return;
    }

  item = take_item (lane, item);
  g_hash_table_insert (lane->by_subject, g_strdup (subject != NULL ? subject : ""), item);
}

/* Looks for the newest serial on lanes of a kind, beginning with the one that is known. */
static void
find_newest (ZcTimelineLayout   *self,
             ZcTimelineLaneKind  kind,
             gboolean           *found,
             guint32            *newest)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      const FullLane *lane = g_ptr_array_index (self->lanes, i);

      for (guint k = 0; lane->lane.kind == kind && k < lane->lane.items->len; k++)
        {
          const ZcTimelineItem *item = g_ptr_array_index (lane->lane.items, k);
          guint32 serial = item->has_other ? item->other : item->serial;

          if (item->has_serial && (!*found || zc_serial_compare (serial, *newest) == ZC_SERIAL_NEWER))
            {
              *found = TRUE;
              *newest = serial;
            }
        }
    }
}

/* What a server shows holds until it shows something else. */
static void
prolong (ZcTimelineLayout *self)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      const FullLane *lane = g_ptr_array_index (self->lanes, i);
      gint64 end_us = self->duration_us;

      for (guint k = lane->lane.items->len; lane->lane.kind != ZC_TIMELINE_LANE_SERVICE && k > 0; k--)
        {
          ZcTimelineItem *item = g_ptr_array_index (lane->lane.items, k - 1);

          item->last_us = MAX (item->first_us, end_us);
          end_us = item->first_us;
        }
    }
}

void
zc_timeline_layout_finish (ZcTimelineLayout *self,
                           gint64            duration_us)
{
  GPtrArray *sorted;
  gboolean found = FALSE;
  guint32 newest = 0;

  g_return_if_fail (self != NULL);

  self->duration_us = MAX (duration_us, 0);
  for (guint i = 0; i < self->lanes->len; i++)
    close_look (g_ptr_array_index (self->lanes, i));

  /* g_ptr_array_sort() does not keep the order of equals, which is the service's own. */
  sorted = g_ptr_array_new_with_free_func (lane_free);
  g_ptr_array_set_free_func (self->lanes, NULL);
  for (int kind = ZC_TIMELINE_LANE_PRIMARY; kind <= ZC_TIMELINE_LANE_NAME_SERVER; kind++)
    {
      for (guint i = 0; i < self->lanes->len; i++)
        {
          FullLane *lane = g_ptr_array_index (self->lanes, i);

          if ((int) lane->lane.kind == kind)
            g_ptr_array_add (sorted, lane);
        }
    }
  g_ptr_array_unref (self->lanes);
  self->lanes = sorted;

  find_newest (self, ZC_TIMELINE_LANE_PRIMARY, &found, &newest);
  if (!found)
    find_newest (self, ZC_TIMELINE_LANE_NAME_SERVER, &found, &newest);

  for (guint i = 0; i < self->lanes->len; i++)
    {
      FullLane *lane = g_ptr_array_index (self->lanes, i);

      for (guint k = 0; k < lane->lane.items->len; k++)
        {
          ZcTimelineItem *item = g_ptr_array_index (lane->lane.items, k);

          if (item->kind == ZC_TIMELINE_ITEM_OLDER && zc_serial_reaches (item->serial, newest))
            item->kind = ZC_TIMELINE_ITEM_NEWEST;
          self->duration_us = MAX (self->duration_us, item->first_us);
        }
    }
  prolong (self);
}

GPtrArray *
zc_timeline_layout_get_lanes (ZcTimelineLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->lanes;
}

guint
zc_timeline_layout_get_n_left_out (ZcTimelineLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->left_out);
}

gint64
zc_timeline_layout_get_duration (ZcTimelineLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->duration_us;
}

typedef struct
{
  ZcTimelineItem *item; /* (not owned) */
  ZcTimelineLane *lane; /* (not owned) */
  guint position;
} Listed;

static int
compare_listed (gconstpointer first,
                gconstpointer second)
{
  const Listed *one = first;
  const Listed *other = second;

  if (one->item->first_us != other->item->first_us)
    return one->item->first_us < other->item->first_us ? -1 : 1;

  return one->position < other->position ? -1 : 1;
}

GPtrArray *
zc_timeline_layout_list (ZcTimelineLayout  *self,
                         GPtrArray        **lanes)
{
  g_autoptr(GArray) listed = g_array_new (FALSE, FALSE, sizeof (Listed));
  GPtrArray *items = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->lanes->len; i++)
    {
      FullLane *lane = g_ptr_array_index (self->lanes, i);

      for (guint k = 0; k < lane->lane.items->len; k++)
        {
          Listed entry = { g_ptr_array_index (lane->lane.items, k), &lane->lane, listed->len };

          g_array_append_val (listed, entry);
        }
    }
  g_array_sort (listed, compare_listed);

  if (lanes != NULL)
    *lanes = g_ptr_array_new ();
  for (guint i = 0; i < listed->len; i++)
    {
      Listed *entry = &g_array_index (listed, Listed, i);

      g_ptr_array_add (items, entry->item);
      if (lanes != NULL)
        g_ptr_array_add (*lanes, entry->lane);
    }

  return items;
}
