/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone.h"

#include <string.h>

#include "zc-domain-name.h"
#include "zc-text.h"

struct _ZcZone
{
  GObject parent_instance;

  ZcZoneKind kind;
  char *id;                  /* (owned) */
  char *name;                /* (owned) */
  char *display_name;        /* (owned) (nullable): where it is the name, there is no second one */
  char *collation_key;       /* (owned): of the display name */
  GRefString *description;   /* (owned) */
  GRefString *state;         /* (owned) */
  gboolean enabled;
  GRefString **primary_ips;  /* (owned) (array zero-terminated=1) */
  GRefString **name_servers; /* (owned) (array zero-terminated=1) */
  GDateTime *created;        /* (owned) (nullable) */
  GDateTime *last_modified;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ZcZone, zc_zone, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (ZcZoneKind, zc_zone_kind,
                    G_DEFINE_ENUM_VALUE (ZC_ZONE_KIND_PRIMARY, "primary"),
                    G_DEFINE_ENUM_VALUE (ZC_ZONE_KIND_SECONDARY, "secondary"))

typedef enum
{
  PROP_KIND = 1,
  PROP_ID,
  PROP_NAME,
  PROP_DESCRIPTION,
  PROP_STATE,
  PROP_ENABLED,
  PROP_PRIMARY_IPS,
  PROP_NAME_SERVERS,
  PROP_CREATED,
  PROP_LAST_MODIFIED,
} ZcZoneProperty;

static GParamSpec *properties[PROP_LAST_MODIFIED + 1];

static char *
dup_without_trailing_dot (const char *name)
{
  gsize length = strlen (name);

  /* The root keeps its dot, since it is nothing else. */
  if (length > 1 && name[length - 1] == '.')
    length--;

  return g_strndup (name, length);
}

/* Ten thousand zones have a handful of states, addresses and often descriptions between them, so they share the strings. */
static GRefString *
share_string (const char *text)
{
  return text != NULL ? g_ref_string_new_intern (text) : NULL;
}

static GRefString **
share_strv (const GValue *value)
{
  const char * const *strv = g_value_get_boxed (value);
  guint n = strv != NULL ? g_strv_length ((char **) strv) : 0;
  GRefString **shared = g_new0 (GRefString *, n + 1);

  for (guint i = 0; i < n; i++)
    shared[i] = share_string (strv[i]);

  return shared;
}

static void
release_strv (GRefString **shared)
{
  for (guint i = 0; shared[i] != NULL; i++)
    g_ref_string_release (shared[i]);
  g_free (shared);
}

static void
zc_zone_constructed (GObject *object)
{
  ZcZone *self = ZC_ZONE (object);
  g_autofree char *unicode = NULL;
  g_autofree char *key = NULL;

  G_OBJECT_CLASS (zc_zone_parent_class)->constructed (object);

  if (self->name == NULL)
    self->name = g_strdup ("");

  /* Zones are built in the thread that parses, so lists need not convert names while they scroll or are sorted. */
  unicode = zc_domain_name_to_display (self->name);
  self->display_name = zc_text_make_displayable (unicode);
  /* GLib gives the key with room for a much longer one. */
  key = g_utf8_collate_key_for_filename (self->display_name, -1);
  self->collation_key = g_strdup (key);
  if (g_str_equal (self->display_name, self->name))
    g_clear_pointer (&self->display_name, g_free);
}

static void
zc_zone_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  ZcZone *self = ZC_ZONE (object);

  switch ((ZcZoneProperty) prop_id)
    {
    case PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;
    case PROP_STATE:
      g_value_set_string (value, self->state);
      break;
    case PROP_ENABLED:
      g_value_set_boolean (value, self->enabled);
      break;
    case PROP_PRIMARY_IPS:
      g_value_set_boxed (value, self->primary_ips);
      break;
    case PROP_NAME_SERVERS:
      g_value_set_boxed (value, self->name_servers);
      break;
    case PROP_CREATED:
      g_value_set_boxed (value, self->created);
      break;
    case PROP_LAST_MODIFIED:
      g_value_set_boxed (value, self->last_modified);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
zc_zone_set_property (GObject      *object,
                      guint         prop_id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  ZcZone *self = ZC_ZONE (object);

  switch ((ZcZoneProperty) prop_id)
    {
    case PROP_KIND:
      self->kind = g_value_get_enum (value);
      break;
    case PROP_ID:
      self->id = g_value_dup_string (value);
      break;
    case PROP_NAME:
      if (g_value_get_string (value) != NULL)
        self->name = dup_without_trailing_dot (g_value_get_string (value));
      break;
    case PROP_DESCRIPTION:
      self->description = share_string (g_value_get_string (value));
      break;
    case PROP_STATE:
      self->state = share_string (g_value_get_string (value));
      break;
    case PROP_ENABLED:
      self->enabled = g_value_get_boolean (value);
      break;
    case PROP_PRIMARY_IPS:
      self->primary_ips = share_strv (value);
      break;
    case PROP_NAME_SERVERS:
      self->name_servers = share_strv (value);
      break;
    case PROP_CREATED:
      self->created = g_value_dup_boxed (value);
      break;
    case PROP_LAST_MODIFIED:
      self->last_modified = g_value_dup_boxed (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
zc_zone_finalize (GObject *object)
{
  ZcZone *self = ZC_ZONE (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->display_name);
  g_free (self->collation_key);
  g_clear_pointer (&self->description, g_ref_string_release);
  g_clear_pointer (&self->state, g_ref_string_release);
  release_strv (self->primary_ips);
  release_strv (self->name_servers);
  g_clear_pointer (&self->created, g_date_time_unref);
  g_clear_pointer (&self->last_modified, g_date_time_unref);

  G_OBJECT_CLASS (zc_zone_parent_class)->finalize (object);
}

static void
zc_zone_class_init (ZcZoneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = zc_zone_constructed;
  object_class->get_property = zc_zone_get_property;
  object_class->set_property = zc_zone_set_property;
  object_class->finalize = zc_zone_finalize;

  properties[PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, ZC_TYPE_ZONE_KIND, ZC_ZONE_KIND_PRIMARY, flags);
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, "", flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, "", flags);
  properties[PROP_STATE] = g_param_spec_string ("state", NULL, NULL, "", flags);
  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE, flags);
  properties[PROP_PRIMARY_IPS] = g_param_spec_boxed ("primary-ips", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_NAME_SERVERS] = g_param_spec_boxed ("name-servers", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_CREATED] = g_param_spec_boxed ("created", NULL, NULL, G_TYPE_DATE_TIME, flags);
  properties[PROP_LAST_MODIFIED] =
    g_param_spec_boxed ("last-modified", NULL, NULL, G_TYPE_DATE_TIME, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zc_zone_init (ZcZone *self)
{
}

ZcZoneKind
zc_zone_get_kind (ZcZone *self)
{
  g_return_val_if_fail (ZC_IS_ZONE (self), ZC_ZONE_KIND_PRIMARY);

  return self->kind;
}

const char *
zc_zone_get_id (ZcZone *self)
{
  g_return_val_if_fail (ZC_IS_ZONE (self), NULL);

  return self->id;
}

const char *
zc_zone_get_name (ZcZone *self)
{
  g_return_val_if_fail (ZC_IS_ZONE (self), NULL);

  return self->name;
}

const char *
zc_zone_get_display_name (ZcZone *self)
{
  g_return_val_if_fail (ZC_IS_ZONE (self), NULL);

  return self->display_name != NULL ? self->display_name : self->name;
}

const char *
zc_zone_get_collation_key (ZcZone *self)
{
  g_return_val_if_fail (ZC_IS_ZONE (self), NULL);

  return self->collation_key;
}

const char *
zc_zone_get_description (ZcZone *self)
{
  g_return_val_if_fail (ZC_IS_ZONE (self), NULL);

  return self->description;
}

const char *
zc_zone_get_state (ZcZone *self)
{
  g_return_val_if_fail (ZC_IS_ZONE (self), NULL);

  return self->state;
}

gboolean
zc_zone_get_enabled (ZcZone *self)
{
  g_return_val_if_fail (ZC_IS_ZONE (self), TRUE);

  return self->enabled;
}

const char * const *
zc_zone_get_primary_ips (ZcZone *self)
{
  g_return_val_if_fail (ZC_IS_ZONE (self), NULL);

  return (const char * const *) self->primary_ips;
}

const char * const *
zc_zone_get_name_servers (ZcZone *self)
{
  g_return_val_if_fail (ZC_IS_ZONE (self), NULL);

  return (const char * const *) self->name_servers;
}

GDateTime *
zc_zone_get_created (ZcZone *self)
{
  g_return_val_if_fail (ZC_IS_ZONE (self), NULL);

  return self->created;
}

GDateTime *
zc_zone_get_last_modified (ZcZone *self)
{
  g_return_val_if_fail (ZC_IS_ZONE (self), NULL);

  return self->last_modified;
}

static gboolean
is_same_date (GDateTime *first,
              GDateTime *second)
{
  if (first == NULL || second == NULL)
    return first == second;

  return g_date_time_equal (first, second);
}

gboolean
zc_zone_is_same (ZcZone *self,
                 ZcZone *other)
{
  g_return_val_if_fail (ZC_IS_ZONE (self), FALSE);
  g_return_val_if_fail (ZC_IS_ZONE (other), FALSE);

  return self->kind == other->kind &&
         self->enabled == other->enabled &&
         g_strcmp0 (self->id, other->id) == 0 &&
         g_strcmp0 (self->name, other->name) == 0 &&
         g_strcmp0 (self->description, other->description) == 0 &&
         g_strcmp0 (self->state, other->state) == 0 &&
         g_strv_equal ((const char * const *) self->primary_ips, (const char * const *) other->primary_ips) &&
         g_strv_equal ((const char * const *) self->name_servers, (const char * const *) other->name_servers) &&
         is_same_date (self->created, other->created) &&
         is_same_date (self->last_modified, other->last_modified);
}
