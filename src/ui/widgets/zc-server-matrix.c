/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-server-matrix.h"

#include <glib/gi18n-lib.h>

#include "zc-a11y.h"
#include "zc-matrix-cell.h"
#include "zc-plain-wrap.h"

#define SECTION_SPACING 18
#define COLUMN_SPACING 12
#define NARROW_SPACING 6

/* One row of widgets. */
typedef struct
{
  GtkWidget *box;   /* (unowned): the row, owned by its section */
  GtkWidget *words; /* (unowned): the box with name and address */
  GtkWidget *cells[ZC_MATRIX_N_COLUMNS]; /* (unowned) */
  gboolean asked[ZC_MATRIX_N_COLUMNS]; /* whether there is anything in the cell */
} Line;

/* The servers of one role. */
typedef struct
{
  GtkWidget *box;   /* (unowned): title and table */
  GtkWidget *table; /* (unowned): the card with all lines */
  GtkWidget *heads[ZC_MATRIX_N_COLUMNS]; /* (unowned) */
  GHashTable *lines; /* (owned) (element-type utf8 Line): by name and address */
  gboolean shown[ZC_MATRIX_N_COLUMNS]; /* which columns hold anything */
} Section;

struct _ZcServerMatrix
{
  AdwBin parent_instance;

  Section sections[2];        /* (owned): by ZcServerRole */
  GtkSizeGroup *columns[ZC_MATRIX_N_COLUMNS]; /* (owned) */
  GtkWidget *last_focus;      /* (unowned) (nullable): the cell that Tab left, a weak pointer */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (ZcServerMatrix, zc_server_matrix, ADW_TYPE_BIN)

static const char *
get_way (ZcMatrixColumn column)
{
  switch (column)
    {
    case ZC_MATRIX_UDP:
      return "UDP";
    case ZC_MATRIX_TCP:
      return "TCP";
    case ZC_MATRIX_COPY:
    case ZC_MATRIX_N_COLUMNS:
    default:
      return "AXFR";
    }
}

static GtkWidget *
create_label (const char *text,
              const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", text,
                                   "xalign", 0.0f,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   NULL);

  gtk_widget_add_css_class (label, css_class);
  zc_plain_wrap (label);

  return label;
}

static void
create_section (ZcServerMatrix *self,
                ZcServerRole    role)
{
  Section *section = &self->sections[role];
  GtkWidget *title_row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, COLUMN_SPACING);
  GtkWidget *title = create_label (role == ZC_SERVER_ROLE_PRIMARY ? _("Primary servers") : _("Name servers"), "heading");

  section->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  section->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, NARROW_SPACING);
  gtk_widget_set_visible (section->box, FALSE);

  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title_row, "matrix-titles");
  gtk_box_append (GTK_BOX (title_row), title);
  for (guint i = 0; i < ZC_MATRIX_N_COLUMNS; i++)
    {
      section->heads[i] = create_label (i == ZC_MATRIX_COPY ? _("Copy (AXFR)") : get_way (i), "dim-label");
      gtk_widget_set_valign (section->heads[i], GTK_ALIGN_END);
      gtk_size_group_add_widget (self->columns[i], section->heads[i]);
      gtk_box_append (GTK_BOX (title_row), section->heads[i]);
    }
  gtk_box_append (GTK_BOX (section->box), title_row);

  section->table = g_object_new (GTK_TYPE_BOX,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_GRID,
                                 "orientation", GTK_ORIENTATION_VERTICAL,
                                 NULL);
  zc_a11y_set_name (section->table, gtk_label_get_text (GTK_LABEL (title)));
  gtk_widget_add_css_class (section->table, "card");
  gtk_widget_add_css_class (section->table, "matrix");
  gtk_box_append (GTK_BOX (section->box), section->table);
}

/* The columns of both tables stand below each other, so a column that only one of them has keeps its place in the
 * other. */
static gboolean
is_shown (ZcServerMatrix *self,
          ZcMatrixColumn  column)
{
  return self->sections[0].shown[column] || self->sections[1].shown[column];
}

/* In a list the cells stand below the server and say which way they are about. */
static void
arrange_line (ZcServerMatrix *self,
              Section        *section,
              Line           *line)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (line->box),
                                  self->narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (GTK_BOX (line->box), self->narrow ? NARROW_SPACING : COLUMN_SPACING);
  for (guint i = 0; i < ZC_MATRIX_N_COLUMNS; i++)
    {
      zc_matrix_cell_widget_set_narrow (ZC_MATRIX_CELL_WIDGET (line->cells[i]), self->narrow);
      /* A list needs no place for what is not there. */
      gtk_widget_set_visible (line->cells[i], self->narrow ? line->asked[i] : is_shown (self, i));
      gtk_widget_set_opacity (line->cells[i], section->shown[i] ? 1.0 : 0.0);
    }
}

static void
arrange (ZcServerMatrix *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    {
      Section *section = &self->sections[i];
      GHashTableIter iter;
      gpointer line;

      for (guint j = 0; j < ZC_MATRIX_N_COLUMNS; j++)
        {
          gtk_widget_set_visible (section->heads[j], is_shown (self, j) && !self->narrow);
          gtk_widget_set_opacity (section->heads[j], section->shown[j] ? 1.0 : 0.0);
        }
      g_hash_table_iter_init (&iter, section->lines);
      while (g_hash_table_iter_next (&iter, NULL, &line))
        arrange_line (self, section, line);
    }
}

static Line *
create_line (ZcServerMatrix    *self,
             const ZcMatrixRow *row)
{
  Line *line = g_new0 (Line, 1);
  GtkWidget *name = create_label (row->name, "matrix-name");
  GtkWidget *address = create_label (row->address, "caption");
  /* Translators: a server and its address with the family, such as "IPv4 · 192.0.2.1". */
  g_autofree char *title = g_strdup_printf (_("%s, %s"), row->name, row->address);

  line->box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ROW, NULL);
  zc_a11y_set_name (line->box, title);
  line->words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_hexpand (line->words, TRUE);
  gtk_widget_add_css_class (address, "dim-label");
  gtk_box_append (GTK_BOX (line->words), name);
  gtk_box_append (GTK_BOX (line->words), address);
  gtk_box_append (GTK_BOX (line->box), line->words);
  /* A primary is known by nothing but its address. */
  if (g_str_has_suffix (row->address, row->name))
    gtk_label_set_text (GTK_LABEL (address), g_str_has_prefix (row->address, "IPv6") ? "IPv6" : "IPv4");

  for (guint i = 0; i < ZC_MATRIX_N_COLUMNS; i++)
    {
      line->cells[i] = zc_matrix_cell_widget_new (get_way (i));
      gtk_size_group_add_widget (self->columns[i], line->cells[i]);
      gtk_box_append (GTK_BOX (line->box), line->cells[i]);
    }

  return line;
}

static char *
make_key (const ZcMatrixRow *row)
{
  return g_strconcat (row->name, "\n", row->address, NULL);
}

static void
remove_other_lines (Section    *section,
                    GHashTable *wanted)
{
  GHashTableIter iter;
  gpointer key;
  gpointer line;

  g_hash_table_iter_init (&iter, section->lines);
  while (g_hash_table_iter_next (&iter, &key, &line))
    {
      if (g_hash_table_contains (wanted, key))
        continue;
      gtk_box_remove (GTK_BOX (section->table), ((Line *) line)->box);
      g_hash_table_iter_remove (&iter);
    }
}

static void
show_section (ZcServerMatrix *self,
              ZcServerRole    role,
              GPtrArray      *rows)
{
  Section *section = &self->sections[role];
  g_autoptr(GHashTable) wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *previous = NULL;

  for (guint i = 0; i < rows->len; i++)
    {
      const ZcMatrixRow *row = g_ptr_array_index (rows, i);

      if (row->role == role)
        g_hash_table_add (wanted, make_key (row));
    }
  remove_other_lines (section, wanted);
  for (guint i = 0; i < ZC_MATRIX_N_COLUMNS; i++)
    section->shown[i] = i != ZC_MATRIX_COPY;

  for (guint i = 0; i < rows->len; i++)
    {
      const ZcMatrixRow *row = g_ptr_array_index (rows, i);
      g_autofree char *key = make_key (row);
      Line *line = NULL;

      if (row->role != role)
        continue;

      line = g_hash_table_lookup (section->lines, key);
      if (line == NULL)
        {
          line = create_line (self, row);
          gtk_box_append (GTK_BOX (section->table), line->box);
          g_hash_table_insert (section->lines, g_steal_pointer (&key), line);
        }
      gtk_box_reorder_child_after (GTK_BOX (section->table), line->box, previous);
      previous = line->box;
      for (guint j = 0; j < ZC_MATRIX_N_COLUMNS; j++)
        {
          line->asked[j] = row->cells[j] != NULL;
          section->shown[j] = section->shown[j] || line->asked[j];
          zc_matrix_cell_widget_show (ZC_MATRIX_CELL_WIDGET (line->cells[j]), row->cells[j]);
        }
    }

  gtk_widget_set_visible (section->box, previous != NULL);
}

static GtkWidget *
find_first_cell (ZcServerMatrix *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    for (GtkWidget *line = gtk_widget_get_first_child (self->sections[i].table); line != NULL; line = gtk_widget_get_next_sibling (line))
      for (GtkWidget *cell = gtk_widget_get_first_child (line); cell != NULL; cell = gtk_widget_get_next_sibling (cell))
        if (ZC_IS_MATRIX_CELL_WIDGET (cell) && gtk_widget_get_mapped (cell))
          return cell;

  return NULL;
}

/* Two dozen cells are one stop for Tab, as a table is; within it the arrow keys lead. */
static gboolean
zc_server_matrix_focus (GtkWidget        *widget,
                        GtkDirectionType  direction)
{
  ZcServerMatrix *self = ZC_SERVER_MATRIX (widget);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean inside = focus != NULL && gtk_widget_is_ancestor (focus, widget);
  GtkWidget *target = NULL;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (zc_server_matrix_parent_class)->focus (widget, direction);

  if (inside)
    {
      g_set_weak_pointer (&self->last_focus, focus);
      return FALSE;
    }

  target = self->last_focus != NULL && gtk_widget_get_mapped (self->last_focus) ? self->last_focus : find_first_cell (self);

  return target != NULL && gtk_widget_grab_focus (target);
}

static void
zc_server_matrix_dispose (GObject *object)
{
  ZcServerMatrix *self = ZC_SERVER_MATRIX (object);

  g_clear_weak_pointer (&self->last_focus);
  for (guint i = 0; i < G_N_ELEMENTS (self->columns); i++)
    g_clear_object (&self->columns[i]);

  G_OBJECT_CLASS (zc_server_matrix_parent_class)->dispose (object);
}

static void
zc_server_matrix_finalize (GObject *object)
{
  ZcServerMatrix *self = ZC_SERVER_MATRIX (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    g_clear_pointer (&self->sections[i].lines, g_hash_table_unref);

  G_OBJECT_CLASS (zc_server_matrix_parent_class)->finalize (object);
}

static void
zc_server_matrix_class_init (ZcServerMatrixClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zc_server_matrix_dispose;
  object_class->finalize = zc_server_matrix_finalize;
  widget_class->focus = zc_server_matrix_focus;
}

static void
zc_server_matrix_init (ZcServerMatrix *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SECTION_SPACING);

  for (guint i = 0; i < ZC_MATRIX_N_COLUMNS; i++)
    self->columns[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    {
      create_section (self, i);
      gtk_box_append (GTK_BOX (box), self->sections[i].box);
    }
  adw_bin_set_child (ADW_BIN (self), box);
}

void
zc_server_matrix_show (ZcServerMatrix *self,
                       GPtrArray      *rows)
{
  g_return_if_fail (ZC_IS_SERVER_MATRIX (self));
  g_return_if_fail (rows != NULL);

  for (guint i = 0; i < G_N_ELEMENTS (self->sections); i++)
    show_section (self, i, rows);
  arrange (self);
}

void
zc_server_matrix_set_narrow (ZcServerMatrix *self,
                             gboolean        narrow)
{
  g_return_if_fail (ZC_IS_SERVER_MATRIX (self));

  if (narrow == self->narrow)
    return;
  self->narrow = narrow;
  arrange (self);
}
