/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-difference-row.h"

#include <glib/gi18n-lib.h>

#include "zc-plain-wrap.h"
#include "zc-text.h"

#define SPACING 6
#define COLUMN_SPACING 12

/* A set can have any number of records; this many of them are shown. */
#define MOST_RECORDS 5

struct _ZcDifferenceRow
{
  GtkWidget parent_instance;

  GtkWidget *box;       /* (not owned): the only child, which holds the others */
  GtkWidget *image;     /* (not owned) */
  GtkWidget *kind;      /* (not owned) */
  GtkWidget *owner;     /* (not owned) */
  GtkWidget *server;    /* (not owned) */
  GtkWidget *captions[2]; /* (not owned): whose values these are, the primary's first */
  GtkWidget *values[2]; /* (not owned) */
  ZcDifferencePurpose purpose;
};

G_DEFINE_FINAL_TYPE (ZcDifferenceRow, zc_difference_row, GTK_TYPE_WIDGET)

typedef struct
{
  const char *icon_name;
  const char *css_class;
  const char *word;
} Look;

static const Look looks[2][3] = {
  [ZC_DIFFERENCE_PURPOSE_COMPARE] = {
    [ZC_DIFFERENCE_MISSING] = { "list-remove-symbolic", "error", NC_("record set", "Missing") },
    [ZC_DIFFERENCE_EXTRA] = { "list-add-symbolic", "warning", NC_("record set", "Extra") },
    [ZC_DIFFERENCE_CHANGED] = { "document-edit-symbolic", "warning", NC_("record set", "Changed") },
  },
  [ZC_DIFFERENCE_PURPOSE_PREVIEW] = {
    [ZC_DIFFERENCE_MISSING] = { "list-add-symbolic", "success", NC_("record set", "Added") },
    [ZC_DIFFERENCE_EXTRA] = { "list-remove-symbolic", "error", NC_("record set", "Removed") },
    [ZC_DIFFERENCE_CHANGED] = { "document-edit-symbolic", "warning", NC_("record set", "Changed") },
  },
};

const char *
zc_difference_purpose_get_word (ZcDifferencePurpose purpose,
                                ZcDifferenceKind    kind)
{
  g_return_val_if_fail ((gsize) purpose < G_N_ELEMENTS (looks), NULL);
  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (looks[0]), NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "record set", looks[purpose][kind].word);
}

static void
zc_difference_row_dispose (GObject *object)
{
  ZcDifferenceRow *self = ZC_DIFFERENCE_ROW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (zc_difference_row_parent_class)->dispose (object);
}

static void
zc_difference_row_class_init (ZcDifferenceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zc_difference_row_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "differencerow");
}

static GtkWidget *
create_label (const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "xalign", 0.0f,
                                   "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   NULL);

  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
zc_difference_row_init (ZcDifferenceRow *self)
{
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *grid = gtk_grid_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_valign (self->image, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (top), self->image);
  self->kind = create_label ("caption-heading");
  gtk_label_set_wrap (GTK_LABEL (self->kind), FALSE);
  gtk_box_append (GTK_BOX (top), self->kind);
  self->owner = create_label ("heading");
  gtk_widget_set_hexpand (self->owner, TRUE);
  gtk_box_append (GTK_BOX (top), self->owner);
  gtk_box_append (GTK_BOX (self->box), top);

  self->server = create_label ("caption");
  gtk_widget_add_css_class (self->server, "dim-label");
  gtk_box_append (GTK_BOX (self->box), self->server);

  gtk_grid_set_column_spacing (GTK_GRID (grid), COLUMN_SPACING);
  gtk_grid_set_row_spacing (GTK_GRID (grid), SPACING);
  for (int i = 0; i < (int) G_N_ELEMENTS (self->values); i++)
    {
      self->captions[i] = create_label ("caption");
      gtk_label_set_wrap (GTK_LABEL (self->captions[i]), FALSE);
      gtk_widget_add_css_class (self->captions[i], "dim-label");
      gtk_widget_set_valign (self->captions[i], GTK_ALIGN_BASELINE);
      gtk_grid_attach (GTK_GRID (grid), self->captions[i], 0, i, 1, 1);
      self->values[i] = create_label ("numeric");
      /* Records read from left to right in every language. */
      gtk_widget_set_direction (self->values[i], GTK_TEXT_DIR_LTR);
      gtk_widget_set_hexpand (self->values[i], TRUE);
      gtk_widget_set_valign (self->values[i], GTK_ALIGN_BASELINE);
      gtk_grid_attach (GTK_GRID (grid), self->values[i], 1, i, 1, 1);
    }
  gtk_box_append (GTK_BOX (self->box), grid);
  zc_plain_wrap (self->box);
}

GtkWidget *
zc_difference_row_new (ZcDifferencePurpose purpose)
{
  ZcDifferenceRow *self = NULL;

  g_return_val_if_fail ((gsize) purpose < G_N_ELEMENTS (looks), NULL);

  self = g_object_new (ZC_TYPE_DIFFERENCE_ROW, NULL);
  self->purpose = purpose;
  gtk_label_set_text (GTK_LABEL (self->captions[0]), purpose == ZC_DIFFERENCE_PURPOSE_COMPARE ? _("Primary") : _("After"));
  gtk_label_set_text (GTK_LABEL (self->captions[1]), purpose == ZC_DIFFERENCE_PURPOSE_COMPARE ? _("Server") : _("Now"));

  return GTK_WIDGET (self);
}

static char *
join_records (char **records)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n = g_strv_length (records);

  if (n == 0)
    return g_strdup (_("Not there"));

  for (guint i = 0; i < MIN (n, MOST_RECORDS); i++)
    {
      g_autofree char *record = zc_text_make_displayable (records[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", record);
    }
  if (n > MOST_RECORDS)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more record", "and %u more records", n - MOST_RECORDS),
                                               n - MOST_RECORDS);

      g_string_append_printf (text, "\n%s", more);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
describe_owner (ZcDifference *difference)
{
  g_autofree char *owner = zc_text_make_displayable (zc_difference_get_owner (difference));
  const char *covered = zc_difference_get_covered_type (difference);

  if (covered != NULL)
    /* Translators: the owner of signatures, and the type of what they sign. */
    return g_strdup_printf (_("%s RRSIG of %s"), owner, covered);

  return g_strdup_printf ("%s %s", owner, zc_difference_get_record_type (difference));
}

static void
mark (ZcDifferenceRow *self,
      const Look      *look)
{
  static const char * const classes[] = { "error", "warning", "success" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      gtk_widget_remove_css_class (self->image, classes[i]);
      gtk_widget_remove_css_class (self->kind, classes[i]);
    }
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), look->icon_name);
  gtk_widget_add_css_class (self->image, look->css_class);
  gtk_widget_add_css_class (self->kind, look->css_class);
}

/* In the order in which people read: from how it should be, or is now, to how it is, or would be. */
static char *
describe_ttls (ZcDifference        *difference,
               ZcDifferencePurpose  purpose)
{
  gint64 reference, other;

  if (!zc_difference_get_ttl_only (difference))
    return NULL;

  /* A TTL has 32 bits, and here both sides have one. */
  zc_difference_get_ttls (difference, &reference, &other);
  if (purpose == ZC_DIFFERENCE_PURPOSE_PREVIEW)
    /* Translators: the time to live of records now and after a transfer, in seconds. */
    return g_strdup_printf (C_("preview", "TTL %u → %u"), (guint) other, (guint) reference);

  /* Translators: the time to live of records at the primary and at another server, in seconds. */
  return g_strdup_printf (C_("comparison", "TTL %u → %u"), (guint) reference, (guint) other);
}

char *
zc_difference_row_show (ZcDifferenceRow *self,
                        ZcDifference    *difference,
                        const char      *server)
{
  ZcDifferenceKind kind;
  const char *word = NULL;
  g_auto(GStrv) reference = NULL;
  g_auto(GStrv) other = NULL;
  g_autofree char *owner = NULL;
  g_autofree char *reference_text = NULL;
  g_autofree char *other_text = NULL;
  g_autofree char *ttl_words = NULL;

  g_return_val_if_fail (ZC_IS_DIFFERENCE_ROW (self), NULL);
  g_return_val_if_fail (ZC_IS_DIFFERENCE (difference), NULL);

  kind = zc_difference_get_kind (difference);
  word = zc_difference_purpose_get_word (self->purpose, kind);
  reference = zc_difference_dup_reference_texts (difference);
  other = zc_difference_dup_other_texts (difference);
  owner = describe_owner (difference);
  reference_text = join_records (reference);
  other_text = join_records (other);

  ttl_words = describe_ttls (difference, self->purpose);

  mark (self, &looks[self->purpose][kind]);
  gtk_label_set_text (GTK_LABEL (self->kind), ttl_words != NULL ? ttl_words : word);
  gtk_label_set_text (GTK_LABEL (self->owner), owner);
  gtk_label_set_text (GTK_LABEL (self->server), server != NULL ? server : "");
  gtk_widget_set_visible (self->server, server != NULL);
  gtk_label_set_text (GTK_LABEL (self->values[0]), reference_text);
  gtk_label_set_text (GTK_LABEL (self->values[1]), other_text);

  if (server != NULL)
    /* Translators: a difference between two copies of a zone for a screen reader: the kind of difference, the
     * records' name and type, the server that differs, what the primary has, what the server has. */
    return g_strdup_printf (_("%s: %s on %s. Primary: %s. Server: %s"), ttl_words != NULL ? ttl_words : word, owner, server,
                            reference_text, other_text);

  /* Translators: what a transfer would change, for a screen reader: the kind of change, the records' name and
   * type, what there would be after the transfer, and what there is now. */
  return g_strdup_printf (_("%s: %s. After: %s. Now: %s"), ttl_words != NULL ? ttl_words : word, owner,
                          reference_text, other_text);
}
