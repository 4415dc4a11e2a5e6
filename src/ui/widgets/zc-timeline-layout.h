/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZC_TIMELINE_MOST_LANES:
 *
 * How many lanes a timeline has at most. Servers beyond that are counted.
 */
#define ZC_TIMELINE_MOST_LANES 64

/**
 * ZC_TIMELINE_MOST_ITEMS:
 *
 * How many items a lane has at most. Changes beyond that are counted in its last one.
 */
#define ZC_TIMELINE_MOST_ITEMS 64

/**
 * ZcTimelineLaneKind:
 * @ZC_TIMELINE_LANE_PRIMARY: an address of a primary
 * @ZC_TIMELINE_LANE_SERVICE: what the service's interface said
 * @ZC_TIMELINE_LANE_NAME_SERVER: an address of one of the service's name servers
 *
 * Whose lane it is, in the order from top to bottom: the way the data takes.
 */
typedef enum
{
  ZC_TIMELINE_LANE_PRIMARY,
  ZC_TIMELINE_LANE_SERVICE,
  ZC_TIMELINE_LANE_NAME_SERVER,
} ZcTimelineLaneKind;

/**
 * ZcTimelineItemKind:
 * @ZC_TIMELINE_ITEM_NEWEST: a server answered with the newest serial of the run
 * @ZC_TIMELINE_ITEM_OLDER: a server answered with an older serial
 * @ZC_TIMELINE_ITEM_DIFFERENT: a server did not answer alike over UDP and TCP
 * @ZC_TIMELINE_ITEM_SILENT: a server gave no answer that can be used
 * @ZC_TIMELINE_ITEM_STEP: the run itself took a step, such as sending the start
 * @ZC_TIMELINE_ITEM_OK: the service reported the word "Ok"
 * @ZC_TIMELINE_ITEM_WORD: the service reported another word
 * @ZC_TIMELINE_ITEM_TROUBLE: the service explained an error, or could not be asked
 * @ZC_TIMELINE_ITEM_END: the run ended
 *
 * What an item shows. The first four are on lanes of servers and last for a while, the others are on the
 * lane of the service.
 */
typedef enum
{
  ZC_TIMELINE_ITEM_NEWEST,
  ZC_TIMELINE_ITEM_OLDER,
  ZC_TIMELINE_ITEM_DIFFERENT,
  ZC_TIMELINE_ITEM_SILENT,
  ZC_TIMELINE_ITEM_STEP,
  ZC_TIMELINE_ITEM_OK,
  ZC_TIMELINE_ITEM_WORD,
  ZC_TIMELINE_ITEM_TROUBLE,
  ZC_TIMELINE_ITEM_END,
} ZcTimelineItemKind;

/**
 * ZcTimelineItem:
 * @kind: what it shows
 * @first_us: when it was seen first, in microseconds after the begin of the run
 * @last_us: until when it held: the next item of a server's lane, or the end
 * @n_left_out: how many changes after it are not shown, since the lane is full
 * @has_serial: whether there is a serial
 * @serial: the serial; of two different ones the older
 * @has_other: whether the other transport answered with another serial
 * @other: the serial of the other transport
 * @before: (nullable): what the lane showed before, %NULL for its first item (owned by the lane)
 * @subject: (nullable): which primary the service spoke of (owned)
 * @label: (nullable): the few words beside the mark; %NULL for the serial (owned)
 * @text: (nullable): what is to be said about it in full (owned)
 *
 * Something that was seen on a lane, for as long as it stayed the same.
 */
typedef struct _ZcTimelineItem ZcTimelineItem;
struct _ZcTimelineItem
{
  ZcTimelineItemKind kind;
  gint64 first_us;
  gint64 last_us;
  guint n_left_out;
  gboolean has_serial;
  guint32 serial;
  gboolean has_other;
  guint32 other;
  const ZcTimelineItem *before;
  char *subject;
  char *label;
  char *text;
};

/**
 * ZcTimelineLane:
 * @kind: whose lane it is
 * @name: the server's name; "" for the service (owned)
 * @address: the address; "" when it is the name (owned)
 * @items: (element-type ZcTimelineItem): what was seen, in the order of time (owned)
 *
 * What was seen of one address of one server, or of the service.
 */
typedef struct
{
  ZcTimelineLaneKind kind;
  char *name;
  char *address;
  GPtrArray *items;
} ZcTimelineLane;

/**
 * ZcTimelineLayout:
 *
 * What a picture of a run shows, without the picture: observations go in, and come out as lanes of items,
 * unchanged ones merged. It draws nothing and knows no pixels but those it is given.
 */
typedef struct _ZcTimelineLayout ZcTimelineLayout;

/**
 * zc_timeline_layout_new:
 *
 * Returns: (transfer full): a layout without lanes
 */
ZcTimelineLayout *zc_timeline_layout_new         (void);

/**
 * zc_timeline_layout_free:
 * @self: (transfer full): a layout
 *
 * Frees the layout with its lanes.
 */
void              zc_timeline_layout_free        (ZcTimelineLayout   *self);

/**
 * zc_timeline_layout_add_answer:
 * @self: a layout that is not finished
 * @offset_us: when, in microseconds after the begin of the run; not before earlier ones of the lane
 * @kind: %ZC_TIMELINE_LANE_PRIMARY or %ZC_TIMELINE_LANE_NAME_SERVER
 * @name: the server's name
 * @address: (nullable): its address
 * @tcp: whether it was asked over TCP
 * @serial: (nullable): the serial it answered with, %NULL when it gave no answer that can be used
 * @label: (nullable): a word or two for the picture instead of "No answer"
 * @text: (nullable): what was seen instead of a serial, a few words in plain text
 *
 * Adds what a server answered over one transport. What comes within half a second over the other
 * transport belongs to the same look.
 */
void              zc_timeline_layout_add_answer  (ZcTimelineLayout   *self,
                                                  gint64              offset_us,
                                                  ZcTimelineLaneKind  kind,
                                                  const char         *name,
                                                  const char         *address,
                                                  gboolean            tcp,
                                                  const guint32      *serial,
                                                  const char         *label,
                                                  const char         *text);

/**
 * zc_timeline_layout_add_mark:
 * @self: a layout that is not finished
 * @offset_us: when, in microseconds after the begin of the run
 * @kind: one of the kinds for the lane of the service
 * @subject: (nullable): the primary that the service spoke of
 * @label: a few words for the picture, plain text
 * @text: what is to be said about it in full, plain text
 *
 * Adds something on the lane of the service. The same again about the same primary changes nothing.
 */
void              zc_timeline_layout_add_mark    (ZcTimelineLayout   *self,
                                                  gint64              offset_us,
                                                  ZcTimelineItemKind  kind,
                                                  const char         *subject,
                                                  const char         *label,
                                                  const char         *text);

/**
 * zc_timeline_layout_finish:
 * @self: a layout
 * @duration_us: how long the run took, or has been watched so far, in microseconds
 *
 * Judges which serial is the newest (RFC 1982): the primaries' when they showed one, otherwise the newest
 * one served. To be called once, after everything was added.
 */
void              zc_timeline_layout_finish      (ZcTimelineLayout   *self,
                                                  gint64              duration_us);

/**
 * zc_timeline_layout_get_lanes:
 * @self: a finished layout
 *
 * Returns: (transfer none) (element-type ZcTimelineLane): the lanes from top to bottom
 */
GPtrArray        *zc_timeline_layout_get_lanes   (ZcTimelineLayout   *self);

/**
 * zc_timeline_layout_get_n_left_out:
 * @self: a layout
 *
 * Returns: how many servers have no lane, since there are too many
 */
guint             zc_timeline_layout_get_n_left_out (ZcTimelineLayout *self);

/**
 * zc_timeline_layout_get_duration:
 * @self: a finished layout
 *
 * Returns: the time that the picture covers, in microseconds
 */
gint64            zc_timeline_layout_get_duration (ZcTimelineLayout  *self);

/**
 * zc_timeline_layout_list:
 * @self: a finished layout
 * @lanes: (out) (optional) (transfer container) (element-type ZcTimelineLane): the lane of each item
 *
 * Returns: (transfer container) (element-type ZcTimelineItem): the items of all lanes in the order of time,
 *   those of the same time from top to bottom
 */
GPtrArray        *zc_timeline_layout_list        (ZcTimelineLayout   *self,
                                                  GPtrArray         **lanes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcTimelineLayout, zc_timeline_layout_free)

/**
 * ZcTimelineAxis:
 * @extent_us: the time from its begin to its end, at least a second
 * @step_us: the time between two ticks
 * @n_ticks: how many ticks there are, that of the begin included
 *
 * The axis of time.
 */
typedef struct
{
  gint64 extent_us;
  gint64 step_us;
  guint n_ticks;
} ZcTimelineAxis;

/**
 * zc_timeline_axis_choose:
 * @duration_us: the time to show
 * @width: how wide the axis is, in pixels
 * @least_distance: how far ticks have to be apart, in pixels
 *
 * Chooses the smallest step that people count in (1, 2, 5, 10, 15 or 30 of seconds or minutes, fractions of a second)
 * with which the ticks keep their distance.
 *
 * Returns: an axis
 */
ZcTimelineAxis    zc_timeline_axis_choose        (gint64                duration_us,
                                                  double                width,
                                                  double                least_distance);

/**
 * zc_timeline_axis_place:
 * @axis: an axis
 * @offset_us: a time
 *
 * Returns: where it is, from 0 for the begin to 1 for the end
 */
double            zc_timeline_axis_place         (const ZcTimelineAxis *axis,
                                                  gint64                offset_us);

/**
 * zc_timeline_spread:
 * @places: (array length=n_places) (inout): where marks are, ascending; changed in place
 * @n_places: how many there are
 * @width: how wide the lane is
 * @distance: how far they should be apart
 *
 * Moves marks that would cover each other apart, each as little as the order allows. When they do not fit
 * the distance becomes smaller.
 */
void              zc_timeline_spread             (double               *places,
                                                  guint                 n_places,
                                                  double                width,
                                                  double                distance);

/**
 * zc_timeline_place_labels:
 * @wanted: (array length=n_labels): where the labels would begin, ascending
 * @widths: (array length=n_labels): how wide they are
 * @n_labels: how many there are
 * @width: how wide the lane is
 * @distance: how far they have to be apart
 * @places: (out) (array length=n_labels): where they begin, -1 for those that are left out
 *
 * Places the labels of a lane so that none covers another or goes over the lane's end. The last one comes before all
 * others, since it says how it ended; then those from the begin on.
 */
void              zc_timeline_place_labels       (const double         *wanted,
                                                  const double         *widths,
                                                  guint                 n_labels,
                                                  double                width,
                                                  double                distance,
                                                  double               *places);

G_END_DECLS
