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
  char *ascii_name;          /* (owned) (nullable): where it is the name, that one itself */
  char *display_name;        /* (owned) (nullable): where it is the name, there is no second one */
  char *collation_key;       /* (owned): of the display name */
  char *description;         /* (owned): shared, as all below */
  char *state;               /* (owned) */
  gboolean enabled;
  char **primary_ips;        /* (owned) (array zero-terminated=1) */
  char **name_servers;       /* (owned) (array zero-terminated=1) */
  GDateTime *created;        /* (owned) (nullable) */
  GDateTime *last_modified;  /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ZcZone, zc_zone, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (ZcZoneKind, zc_zone_kind,
                    G_DEFINE_ENUM_VALUE (ZC_ZONE_KIND_PRIMARY, "primary"),
                    G_DEFINE_ENUM_VALUE (ZC_ZONE_KIND_SECONDARY, "secondary"))

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
static char *
share_string (ZcTextPool *texts,
              const char *text)
{
  return zc_text_pool_share (texts, text != NULL ? text : "");
}

static char **
share_strv (ZcTextPool         *texts,
            const char * const *strv)
{
  guint n = strv != NULL ? g_strv_length ((char **) strv) : 0;
  char **shared = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    shared[i] = share_string (texts, strv[i]);

  return shared;
}

static void
release_strv (char **shared)
{
  for (guint i = 0; shared[i] != NULL; i++)
    zc_text_pool_release (shared[i]);
  g_free (shared);
}

static void
zc_zone_finalize (GObject *object)
{
  ZcZone *self = ZC_ZONE (object);

  g_free (self->id);
  if (self->ascii_name != self->name)
    g_free (self->ascii_name);
  g_free (self->name);
  g_free (self->display_name);
  g_free (self->collation_key);
  zc_text_pool_release (self->description);
  zc_text_pool_release (self->state);
  release_strv (self->primary_ips);
  release_strv (self->name_servers);
  g_clear_pointer (&self->created, g_date_time_unref);
  g_clear_pointer (&self->last_modified, g_date_time_unref);

  G_OBJECT_CLASS (zc_zone_parent_class)->finalize (object);
}

static void
zc_zone_class_init (ZcZoneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_zone_finalize;
}

static void
zc_zone_init (ZcZone *self)
{
}

/* Zones are made in the thread that parses, so lists need not convert names while they scroll or are sorted. */
static void
set_name (ZcZone     *self,
          const char *name)
{
  g_autofree char *unicode = NULL;
  g_autofree char *key = NULL;

  self->name = dup_without_trailing_dot (name);

  self->ascii_name = zc_domain_name_to_ascii (self->name);
  if (g_strcmp0 (self->ascii_name, self->name) == 0)
    {
      g_free (self->ascii_name);
      self->ascii_name = self->name;
    }

  unicode = zc_domain_name_to_display (self->name);
  self->display_name = zc_text_make_displayable (unicode);
  /* GLib gives the key with room for a much longer one. */
  key = g_utf8_collate_key_for_filename (self->display_name, -1);
  self->collation_key = g_strdup (key);
  if (g_str_equal (self->display_name, self->name))
    g_clear_pointer (&self->display_name, g_free);
}

ZcZone *
zc_zone_new (const ZcZoneFields *fields)
{
  ZcZone *self = g_object_new (ZC_TYPE_ZONE, NULL);

  self->kind = fields->kind;
  self->id = g_strdup (fields->id != NULL ? fields->id : "");
  set_name (self, fields->name != NULL ? fields->name : "");
  self->description = share_string (fields->texts, fields->description);
  self->state = share_string (fields->texts, fields->state);
  self->enabled = fields->enabled;
  self->primary_ips = share_strv (fields->texts, fields->primary_ips);
  self->name_servers = share_strv (fields->texts, fields->name_servers);
  if (fields->created != NULL)
    self->created = g_date_time_ref (fields->created);
  if (fields->last_modified != NULL)
    self->last_modified = g_date_time_ref (fields->last_modified);

  return self;
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
zc_zone_get_ascii_name (ZcZone *self)
{
  g_return_val_if_fail (ZC_IS_ZONE (self), NULL);

  return self->ascii_name;
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
