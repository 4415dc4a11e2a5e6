/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-account-entry.h"

struct _ZcAccountEntry
{
  GObject parent_instance;

  ZcAccountKind kind;
  char *id;               /* (owned) */
  char *name;             /* (owned) */
  char *api_url;          /* (owned) */
  GDateTime *last_opened; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ZcAccountEntry, zc_account_entry, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_API_URL,
  N_PROPERTIES,
} Property;

static GParamSpec *properties[N_PROPERTIES];

static void
zc_account_entry_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  ZcAccountEntry *self = ZC_ACCOUNT_ENTRY (object);

  switch ((Property) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_API_URL:
      g_value_set_string (value, self->api_url);
      break;
    case N_PROPERTIES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
zc_account_entry_finalize (GObject *object)
{
  ZcAccountEntry *self = ZC_ACCOUNT_ENTRY (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->api_url);
  g_clear_pointer (&self->last_opened, g_date_time_unref);

  G_OBJECT_CLASS (zc_account_entry_parent_class)->finalize (object);
}

static void
zc_account_entry_class_init (ZcAccountEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zc_account_entry_get_property;
  object_class->finalize = zc_account_entry_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_API_URL] =
    g_param_spec_string ("api-url", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
zc_account_entry_init (ZcAccountEntry *self)
{
}

ZcAccountEntry *
zc_account_entry_new (ZcAccountKind  kind,
                      const char    *id,
                      const char    *name,
                      const char    *api_url,
                      GDateTime     *last_opened)
{
  ZcAccountEntry *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (api_url != NULL, NULL);

  self = g_object_new (ZC_TYPE_ACCOUNT_ENTRY, NULL);
  self->kind = kind;
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->api_url = g_strdup (api_url);
  if (last_opened != NULL)
    self->last_opened = g_date_time_ref (last_opened);

  return self;
}

ZcAccountKind
zc_account_entry_get_kind (ZcAccountEntry *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_ENTRY (self), ZC_ACCOUNT_KIND_SESSION_ONLY);

  return self->kind;
}

const char *
zc_account_entry_get_id (ZcAccountEntry *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_ENTRY (self), NULL);

  return self->id;
}

const char *
zc_account_entry_get_name (ZcAccountEntry *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_ENTRY (self), NULL);

  return self->name;
}

const char *
zc_account_entry_get_api_url (ZcAccountEntry *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_ENTRY (self), NULL);

  return self->api_url;
}

GDateTime *
zc_account_entry_get_last_opened (ZcAccountEntry *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_ENTRY (self), NULL);

  return self->last_opened;
}

gboolean
zc_account_entry_looks_like (ZcAccountEntry *self,
                             ZcAccountEntry *other)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_ENTRY (self), FALSE);
  g_return_val_if_fail (ZC_IS_ACCOUNT_ENTRY (other), FALSE);

  return self->kind == other->kind && g_str_equal (self->id, other->id) && g_str_equal (self->name, other->name) &&
         g_str_equal (self->api_url, other->api_url);
}
