/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-check-table.h"

#define GAP 2

struct _ZcCheckTable
{
  GStrv titles;    /* (owned): without the marks */
  gboolean *right; /* (owned): which columns are aligned to the right */
  guint n_columns;
  GPtrArray *rows; /* (owned) (element-type GStrv) */
};

ZcCheckTable *
zc_check_table_new (const char * const *titles)
{
  ZcCheckTable *self = g_new0 (ZcCheckTable, 1);

  self->n_columns = g_strv_length ((char **) titles);
  self->titles = g_new0 (char *, self->n_columns + 1);
  self->right = g_new0 (gboolean, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    {
      self->right[i] = titles[i][0] == '>';
      self->titles[i] = g_strdup (titles[i] + (self->right[i] ? 1 : 0));
    }
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  return self;
}

void
zc_check_table_free (ZcCheckTable *self)
{
  g_strfreev (self->titles);
  g_free (self->right);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
zc_check_table_add_row (ZcCheckTable *self,
                        GStrv         cells)
{
  g_return_if_fail (g_strv_length (cells) == self->n_columns);

  g_ptr_array_add (self->rows, cells);
}

/* How many places of a terminal a text takes. */
static guint
measure (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (!g_unichar_iszerowidth (character))
        width += g_unichar_iswide (character) ? 2 : 1;
    }

  return width;
}

static void
write_row (ZcCheckTable *self,
           GStrv         cells,
           const guint  *widths,
           GString      *text)
{
  guint owed = 0; /* blanks before the next cell, so that no line ends in blanks */

  for (guint i = 0; i < self->n_columns; i++)
    {
      guint pad = widths[i] - measure (cells[i]);

      if (self->right[i])
        owed += pad;
      if (*cells[i] != '\0')
        {
          g_string_append_printf (text, "%*s%s", (int) owed, "", cells[i]);
          owed = 0;
        }
      if (!self->right[i])
        owed += pad;
      owed += GAP;
    }
  g_string_append_c (text, '\n');
}

void
zc_check_table_write (ZcCheckTable *self,
                      GString      *text)
{
  g_autofree guint *widths = g_new0 (guint, self->n_columns);

  if (self->rows->len == 0)
    return;

  for (guint i = 0; i < self->n_columns; i++)
    {
      widths[i] = measure (self->titles[i]);
      for (guint j = 0; j < self->rows->len; j++)
        widths[i] = MAX (widths[i], measure (((GStrv) self->rows->pdata[j])[i]));
    }

  write_row (self, self->titles, widths, text);
  for (guint j = 0; j < self->rows->len; j++)
    write_row (self, self->rows->pdata[j], widths, text);
}
