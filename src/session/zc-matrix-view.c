/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-matrix-view.h"

#include <glib/gi18n-lib.h>

#include "zc-serial.h"
#include "zc-text.h"
#include "zc-verification-cell.h"

/* The newest serial of all servers: whoever has an older one is behind. */
typedef struct
{
  gboolean known;
  guint32 serial;
} Newest;

static void
cell_free (ZcMatrixCell *self)
{
  g_free (self->text);
  g_free (self->detail);
  g_free (self->sentence);
  g_free (self);
}

void
zc_matrix_row_free (ZcMatrixRow *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_free (self->address);
  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    g_clear_pointer (&self->cells[i], cell_free);
  g_free (self);
}

static char *
describe_duration (gint64 microseconds)
{
  double milliseconds = microseconds / 1000.0;

  if (milliseconds >= 1000)
    /* Translators: how long something took, in seconds, with a non-breaking blank. */
    return g_strdup_printf (_("%.1f\u00a0s"), milliseconds / 1000);

  /* Translators: how long an answer took, in milliseconds, with a non-breaking blank. */
  return milliseconds < 10 ? g_strdup_printf (_("%.1f\u00a0ms"), milliseconds)
                           : g_strdup_printf (_("%.0f\u00a0ms"), milliseconds);
}

static gboolean
is_ok (ZcVerificationCell *cell)
{
  return g_strcmp0 (zc_verification_cell_get_outcome (cell), "ok") == 0;
}

static ZcServerTone
judge (ZcVerificationCell *cell,
       const Newest       *newest)
{
  guint32 serial;

  if (zc_verification_cell_is_pending (cell))
    return ZC_SERVER_TONE_UNSEEN;

  if (is_ok (cell) && newest->known && zc_verification_cell_get_serial (cell, &serial))
    switch (zc_serial_compare (serial, newest->serial))
      {
      case ZC_SERIAL_OLDER:
        return ZC_SERVER_TONE_BEHIND;
      case ZC_SERIAL_UNDEFINED:
        return ZC_SERVER_TONE_WARNING;
      case ZC_SERIAL_EQUAL:
      case ZC_SERIAL_NEWER:
      default:
        return ZC_SERVER_TONE_GOOD;
      }
  if (is_ok (cell))
    return ZC_SERVER_TONE_GOOD;

  switch (zc_verification_cell_get_severity (cell))
    {
    case ZC_SEVERITY_WARNING:
      return ZC_SERVER_TONE_WARNING;
    case ZC_SEVERITY_CRITICAL:
      return ZC_SERVER_TONE_BAD;
    case ZC_SEVERITY_INFO:
      return ZC_SERVER_TONE_NOTE;
    case ZC_SEVERITY_UNKNOWN:
    default:
      return ZC_SERVER_TONE_NEUTRAL;
    }
}

/* Joins what stands under the most important thing of a cell. */
static char *
join (const char *word,
      const char *more)
{
  if (more == NULL)
    return g_strdup (word);
  if (word == NULL)
    return g_strdup (more);

  /* Translators: two short things about an answer, such as "Answers" and "1.9 ms". */
  return g_strdup_printf (_("%s · %s"), word, more);
}

static char *
describe_detail (ZcVerificationCell *cell,
                 ZcServerTone        tone,
                 const char         *word)
{
  gint64 round_trip = zc_verification_cell_get_round_trip (cell);
  g_autofree char *duration = round_trip >= 0 ? describe_duration (round_trip) : NULL;

  if (zc_verification_cell_get_kind (cell) == ZC_VERIFICATION_CELL_COPY && is_ok (cell))
    {
      guint64 n = zc_verification_cell_get_n_records (cell);
      g_autofree char *records = g_strdup_printf (ngettext ("%'u record", "%'u records", (gulong) n), (guint) n);

      return join (records, duration);
    }

  return join (tone == ZC_SERVER_TONE_BEHIND ? _("Older") : word, duration);
}

static ZcMatrixCell *
create_cell (ZcVerificationCell *cell,
             const Newest       *newest)
{
  ZcMatrixCell *self = g_new0 (ZcMatrixCell, 1);
  g_autofree char *sentence = zc_verification_cell_dup_sentence (cell);
  g_autofree char *word = zc_verification_cell_dup_word (cell);
  gboolean copy = zc_verification_cell_get_kind (cell) == ZC_VERIFICATION_CELL_COPY;
  guint32 serial;

  self->tone = judge (cell, newest);
  if (zc_verification_cell_is_pending (cell))
    {
      self->text = g_steal_pointer (&word);
    }
  else if (is_ok (cell) && !copy && zc_verification_cell_get_serial (cell, &serial))
    {
      self->text = g_strdup_printf ("%u", serial);
      self->detail = describe_detail (cell, self->tone, word);
    }
  else
    {
      self->detail = describe_detail (cell, self->tone, NULL);
      self->text = g_steal_pointer (&word);
    }

  if (self->tone == ZC_SERVER_TONE_BEHIND)
    /* Translators: a sentence about a server's answer, and the serial that it does not have. */
    self->sentence = g_strdup_printf (_("%s, older than %u"), sentence, newest->serial);
  else
    self->sentence = g_steal_pointer (&sentence);

  return self;
}

static ZcMatrixRow *
create_row (ZcVerificationCell *cell)
{
  ZcMatrixRow *row = g_new0 (ZcMatrixRow, 1);
  const char *address = zc_verification_cell_get_address (cell);

  row->role = zc_verification_cell_get_role (cell);
  row->name = zc_text_make_displayable (zc_verification_cell_get_server_name (cell));
  if (address != NULL)
    row->address = g_strdup_printf (zc_verification_cell_get_family (cell) == G_SOCKET_FAMILY_IPV6 ? "IPv6 · %s" : "IPv4 · %s",
                                    address);
  else
    row->address = zc_verification_cell_dup_word (cell);

  return row;
}

static gboolean
belongs (ZcVerificationCell *cell,
         ZcVerificationCell *before)
{
  return before != NULL && zc_verification_cell_get_role (cell) == zc_verification_cell_get_role (before) &&
         zc_verification_cell_get_port (cell) == zc_verification_cell_get_port (before) &&
         g_strcmp0 (zc_verification_cell_get_server_name (cell), zc_verification_cell_get_server_name (before)) == 0 &&
         g_strcmp0 (zc_verification_cell_get_address (cell), zc_verification_cell_get_address (before)) == 0;
}

static Newest
find_newest (GListModel *cells)
{
  Newest newest = { FALSE, 0 };

  for (guint i = 0; i < g_list_model_get_n_items (cells); i++)
    {
      g_autoptr(ZcVerificationCell) cell = g_list_model_get_item (cells, i);
      guint32 serial;

      if (zc_verification_cell_get_kind (cell) == ZC_VERIFICATION_CELL_COPY || !is_ok (cell) ||
          !zc_verification_cell_get_serial (cell, &serial))
        continue;
      if (!newest.known || zc_serial_compare (serial, newest.serial) == ZC_SERIAL_NEWER)
        newest.serial = serial;
      newest.known = TRUE;
    }

  return newest;
}

GPtrArray *
zc_matrix_view_list (GListModel *cells)
{
  static const ZcMatrixColumn columns[] = {
    [ZC_VERIFICATION_CELL_UDP] = ZC_MATRIX_UDP,
    [ZC_VERIFICATION_CELL_TCP] = ZC_MATRIX_TCP,
    [ZC_VERIFICATION_CELL_COPY] = ZC_MATRIX_COPY,
  };
  GPtrArray *rows = NULL;
  g_autoptr(ZcVerificationCell) before = NULL;
  Newest newest;

  g_return_val_if_fail (G_IS_LIST_MODEL (cells), NULL);

  newest = find_newest (cells);
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_matrix_row_free);
  for (guint i = 0; i < g_list_model_get_n_items (cells); i++)
    {
      g_autoptr(ZcVerificationCell) cell = g_list_model_get_item (cells, i);
      ZcVerificationCellKind kind = zc_verification_cell_get_kind (cell);
      ZcMatrixRow *row = NULL;

      if (!belongs (cell, before))
        g_ptr_array_add (rows, create_row (cell));
      g_set_object (&before, cell);

      row = g_ptr_array_index (rows, rows->len - 1);
      if (kind != ZC_VERIFICATION_CELL_ADDRESS && row->cells[columns[kind]] == NULL)
        row->cells[columns[kind]] = create_cell (cell, &newest);
    }

  return rows;
}
