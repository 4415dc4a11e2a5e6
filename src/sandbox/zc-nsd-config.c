/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-nsd-config.h"

#include <errno.h>
#include <glib/gstdio.h>

struct _ZcNsdConfig
{
  char *directory;          /* (owned) */
  char *address;            /* (owned) */
  char *identity;           /* (owned) */
  char *path;               /* (owned) */
  char *control_path;       /* (owned) */
  guint16 port;
  guint rate_limit;
  GHashTable *patterns;     /* (owned) (element-type utf8 utf8) */
  GHashTable *zones;        /* (owned) (element-type utf8 utf8): zone to pattern */
};

ZcNsdConfig *
zc_nsd_config_new (const char *directory,
                   const char *address,
                   guint16     port,
                   const char *identity)
{
  ZcNsdConfig *self = g_new0 (ZcNsdConfig, 1);

  self->directory = g_strdup (directory);
  self->address = g_strdup (address);
  self->identity = g_strdup (identity);
  self->path = g_build_filename (directory, "nsd.conf", NULL);
  self->control_path = g_build_filename (directory, "control", NULL);
  self->port = port;
  self->patterns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->zones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
zc_nsd_config_free (ZcNsdConfig *self)
{
  g_free (self->directory);
  g_free (self->address);
  g_free (self->identity);
  g_free (self->path);
  g_free (self->control_path);
  g_hash_table_unref (self->patterns);
  g_hash_table_unref (self->zones);
  g_free (self);
}

void
zc_nsd_config_set_rate_limit (ZcNsdConfig *self,
                              guint        answers_per_second)
{
  self->rate_limit = answers_per_second;
}

void
zc_nsd_config_set_pattern (ZcNsdConfig *self,
                           const char  *name,
                           const char  *lines)
{
  g_hash_table_insert (self->patterns, g_strdup (name), g_strdup (lines != NULL ? lines : ""));
}

static gboolean
make_directory (ZcNsdConfig  *self,
                GError      **error)
{
  g_autofree char *zones = g_build_filename (self->directory, "zones", NULL);

  if (g_mkdir_with_parents (zones, 0700) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", zones, g_strerror (errno));

  return FALSE;
}

gboolean
zc_nsd_config_put_zone (ZcNsdConfig  *self,
                        const char   *zone,
                        const char   *pattern,
                        const char   *text,
                        GError      **error)
{
  g_autofree char *path = zc_nsd_config_make_zone_path (self, zone);

  if (text != NULL && (!make_directory (self, error) || !g_file_set_contents (path, text, -1, error)))
    return FALSE;

  g_hash_table_insert (self->zones, g_strdup (zone), g_strdup (pattern));

  return TRUE;
}

void
zc_nsd_config_remove_zone (ZcNsdConfig *self,
                           const char  *zone)
{
  g_hash_table_remove (self->zones, zone);
}

gboolean
zc_nsd_config_has_zone (ZcNsdConfig *self,
                        const char  *zone)
{
  return g_hash_table_contains (self->zones, zone);
}

const char *
zc_nsd_config_get_control_path (ZcNsdConfig *self)
{
  return self->control_path;
}

const char *
zc_nsd_config_get_path (ZcNsdConfig *self)
{
  return self->path;
}

char *
zc_nsd_config_make_zone_path (ZcNsdConfig *self,
                              const char  *zone)
{
  /* NSD puts a zone's name where its patterns say %s; the root's is a dot, which names a directory. */
  return g_strconcat (self->directory, "/zones/", zone, ".zone", NULL);
}

static char *
make_text (ZcNsdConfig *self)
{
  GString *text = g_string_new ("# Written by zone-courier-sandbox.\nserver:\n");
  g_autofree char *nsid = g_strconcat ("ascii_", self->identity, NULL);
  GHashTableIter iter;
  gpointer name;
  gpointer lines;

  g_string_append_printf (text, "  ip-address: %s@%u\n", self->address, self->port);
  g_string_append_printf (text, "  identity: \"%s\"\n  nsid: \"%s\"\n", self->identity, nsid);
  g_string_append_printf (text, "  rrl-ratelimit: %u\n", self->rate_limit);
  g_string_append_printf (text, "  zonesdir: \"%s/zones\"\n", self->directory);
  g_string_append_printf (text, "  zonelistfile: \"%s/zone.list\"\n", self->directory);
  g_string_append_printf (text, "  xfrdfile: \"%s/xfrd.state\"\n", self->directory);
  g_string_append_printf (text, "  xfrdir: \"%s\"\n", self->directory);
  g_string_append_printf (text, "  logfile: \"%s/log\"\n", self->directory);
  g_string_append (text,
                   "  username: \"\"\n"
                   "  chroot: \"\"\n"
                   "  pidfile: \"\"\n"
                   "  database: \"\"\n"
                   "  server-count: 1\n"
                   "  tcp-count: 200\n"
                   "  hide-version: no\n"
                   "  verbosity: 1\n"
                   /* Without this a second transfer within a second would wait for that second's end. */
                   "  xfrd-reload-timeout: 0\n"
                   "remote-control:\n"
                   "  control-enable: yes\n");
  g_string_append_printf (text, "  control-interface: \"%s\"\n", self->control_path);

  g_hash_table_iter_init (&iter, self->patterns);
  while (g_hash_table_iter_next (&iter, &name, &lines))
    g_string_append_printf (text, "pattern:\n  name: \"%s\"\n  zonefile: \"%%s.zone\"\n%s", (char *) name, (char *) lines);

  return g_string_free (text, FALSE);
}

gboolean
zc_nsd_config_write_zones (ZcNsdConfig  *self,
                           GError      **error)
{
  g_autoptr(GString) text = g_string_new ("# NSD zone list\n# name pattern\n");
  g_autofree char *path = g_build_filename (self->directory, "zone.list", NULL);
  GHashTableIter iter;
  gpointer zone;
  gpointer pattern;

  g_hash_table_iter_init (&iter, self->zones);
  while (g_hash_table_iter_next (&iter, &zone, &pattern))
    g_string_append_printf (text, "add %s %s\n", (char *) zone, (char *) pattern);

  return g_file_set_contents (path, text->str, text->len, error);
}

gboolean
zc_nsd_config_write (ZcNsdConfig  *self,
                     gboolean     *is_changed,
                     GError      **error)
{
  g_autofree char *text = make_text (self);
  g_autofree char *former = NULL;

  if (is_changed != NULL)
    *is_changed = !g_file_get_contents (self->path, &former, NULL, NULL) || strcmp (former, text) != 0;

  return make_directory (self, error) && g_file_set_contents (self->path, text, -1, error);
}
