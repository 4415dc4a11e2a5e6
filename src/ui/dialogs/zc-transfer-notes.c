/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-transfer-notes.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-plain-wrap.h"
#include "zc-server-row.h"

#define N_STEPS 2

struct _ZcTransferNotes
{
  AdwBin parent_instance;

  GtkListBox *box;          /* (unowned) */
  GPtrArray *warning_texts; /* (owned) (element-type utf8): the warnings that are shown */
  char *shown;              /* (owned) (nullable): all that is shown, to see whether anything changed */
};

G_DEFINE_FINAL_TYPE (ZcTransferNotes, zc_transfer_notes, ADW_TYPE_BIN)

static void
zc_transfer_notes_finalize (GObject *object)
{
  ZcTransferNotes *self = ZC_TRANSFER_NOTES (object);

  g_ptr_array_unref (self->warning_texts);
  g_free (self->shown);

  G_OBJECT_CLASS (zc_transfer_notes_parent_class)->finalize (object);
}

static void
zc_transfer_notes_class_init (ZcTransferNotesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_transfer_notes_finalize;
}

static void
zc_transfer_notes_init (ZcTransferNotes *self)
{
  GtkWidget *box = gtk_list_box_new ();

  self->box = GTK_LIST_BOX (box);
  self->warning_texts = g_ptr_array_new_with_free_func (g_free);
  gtk_list_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (box, "boxed-list");
  zc_a11y_set_name (box, _("Warnings"));
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
add_row (ZcTransferNotes *self,
         GtkWidget       *row,
         const char      *title)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_append (self->box, row);
  zc_a11y_repair (row);
  zc_plain_wrap (row);
}

static void
add_note (ZcTransferNotes *self,
          ZcServerTone     tone,
          const char      *text,
          const char      *explanation)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new ();

  zc_server_row_mark (GTK_IMAGE (image), tone);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  if (explanation != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), explanation);
  add_row (self, row, text);
}

static void
add_step (GtkWidget *expander,
          char      *text)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
  g_free (text);
}

static void
add_steps (ZcTransferNotes *self,
           const guint32   *steps)
{
  GtkWidget *expander = adw_expander_row_new ();
  g_autofree char *title = NULL;

  /* Translators: %u is a serial of a zone. */
  title = g_strdup_printf (_("Serial %u in two steps"), steps[1]);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), _("How to get past the order of serials"));
  /* Translators: %u is a serial of a zone. */
  add_step (expander, g_strdup_printf (_("1. Set the serial in the SOA of the primary to %u and start a transfer."), steps[0]));
  /* Translators: %u are serials of a zone. */
  add_step (expander, g_strdup_printf (_("2. When all name servers have %u, set the serial to %u and start another transfer."),
                                       steps[0], steps[1]));
  add_row (self, expander, title);
}

static char *
join_all (GPtrArray     *warnings,
          const guint32 *steps,
          guint          n_steps,
          const char    *obstacle)
{
  g_autoptr(GString) text = g_string_new (obstacle);

  for (guint i = 0; i < warnings->len; i++)
    {
      const ZcTransferWarning *warning = g_ptr_array_index (warnings, i);

      g_string_append_printf (text, "\n%s\n%s", warning->text, warning->explanation != NULL ? warning->explanation : "");
    }
  for (guint i = 0; i < n_steps; i++)
    g_string_append_printf (text, "\n%u", steps[i]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

gboolean
zc_transfer_notes_show (ZcTransferNotes *self,
                        GPtrArray       *warnings,
                        const guint32   *steps,
                        guint            n_steps,
                        const char      *obstacle)
{
  g_autofree char *all = NULL;
  g_autoptr(GPtrArray) texts = NULL;
  gboolean new_warning = FALSE;
  GtkListBoxRow *row = NULL;

  g_return_val_if_fail (ZC_IS_TRANSFER_NOTES (self), FALSE);
  g_return_val_if_fail (warnings != NULL, FALSE);
  g_return_val_if_fail (n_steps <= N_STEPS, FALSE);

  all = join_all (warnings, steps, n_steps, obstacle);
  if (g_strcmp0 (all, self->shown) == 0)
    return FALSE;
  g_free (self->shown);
  self->shown = g_steal_pointer (&all);

  while ((row = gtk_list_box_get_row_at_index (self->box, 0)) != NULL)
    gtk_list_box_remove (self->box, GTK_WIDGET (row));

  texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < warnings->len; i++)
    {
      const ZcTransferWarning *warning = g_ptr_array_index (warnings, i);

      add_note (self, ZC_SERVER_TONE_WARNING, warning->text, warning->explanation);
      new_warning = new_warning ||
                    !g_ptr_array_find_with_equal_func (self->warning_texts, warning->text, g_str_equal, NULL);
      g_ptr_array_add (texts, g_strdup (warning->text));
    }
  if (n_steps == N_STEPS)
    add_steps (self, steps);
  if (obstacle != NULL)
    add_note (self, ZC_SERVER_TONE_NOTE, obstacle, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_list_box_get_row_at_index (self->box, 0) != NULL);

  g_ptr_array_unref (self->warning_texts);
  self->warning_texts = g_steal_pointer (&texts);

  return new_warning;
}

gboolean
zc_transfer_notes_has_warnings (ZcTransferNotes *self)
{
  g_return_val_if_fail (ZC_IS_TRANSFER_NOTES (self), FALSE);

  return self->warning_texts->len > 0;
}
