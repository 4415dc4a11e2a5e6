/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-allow-list.h"

#include <glib/gi18n-lib.h>

#include "zc-copy-button.h"

struct _ZcAllowList
{
  AdwPreferencesGroup parent_instance;
};

G_DEFINE_FINAL_TYPE (ZcAllowList, zc_allow_list, ADW_TYPE_PREFERENCES_GROUP)

/* The addresses the vendor publishes in its how-to "Start Zone Transfer". */
static const char * const addresses[] = {
  "212.227.123.25",
  "2001:8d8:fe:53::5cd:25",
};

static GtkWidget *
create_row (const char *title,
            const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  return row;
}

static GtkWidget *
create_address_row (const char *address)
{
  GtkWidget *row = create_row (address, NULL);
  /* Translators: %s is an IP address. */
  g_autofree char *name = g_strdup_printf (_("Copy %s"), address);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), zc_copy_button_new (address, name));

  return row;
}

static GtkWidget *
create_port_row (void)
{
  return create_row (_("Port 53"), _("Must be open on the primary for TCP and UDP"));
}

static void
zc_allow_list_class_init (ZcAllowListClass *klass)
{
}

static void
zc_allow_list_init (ZcAllowList *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  adw_preferences_group_set_title (group, _("Addresses to allow"));
  adw_preferences_group_set_description (group,
    _("The addresses Cloud DNS uses to send DNS NOTIFY messages; the vendor asks you to allow them."));
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    adw_preferences_group_add (group, create_address_row (addresses[i]));
  adw_preferences_group_add (group, create_port_row ());
}

void
zc_allow_list_fill_expander (AdwExpanderRow *row)
{
  g_return_if_fail (ADW_IS_EXPANDER_ROW (row));

  adw_expander_row_add_row (row, create_row (_("Addresses to allow"),
    _("The addresses Cloud DNS uses to send DNS NOTIFY messages; the vendor asks you to allow them.")));
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    adw_expander_row_add_row (row, create_address_row (addresses[i]));
  adw_expander_row_add_row (row, create_port_row ());
}
