/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-zone-index.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "zc-domain-name.h"

/* The program writes for milliseconds at a time; whoever searches does not wait for more. */
#define BUSY_TIMEOUT_MS 500

/* A change is in the log before it can be seen, by as long as the disk takes. */
#define LONGEST_COMMIT_SECONDS 10

/* Secondary zones come first among those of one name. */
#define QUERY_WITH_HEALTH \
  "SELECT z.name, z.kind = 'secondary', z.state, z.enabled, h.health, h.seen FROM zone AS z " \
  "LEFT JOIN zone_health AS h ON h.account = z.account AND h.zone = z.id " \
  "ORDER BY z.name, z.kind = 'secondary' DESC"
/* A file of an older version has no such table. */
#define QUERY_WITHOUT_HEALTH \
  "SELECT z.name, z.kind = 'secondary', z.state, z.enabled, NULL, NULL FROM zone AS z " \
  "ORDER BY z.name, z.kind = 'secondary' DESC"

/* What tells one version of a file from another. */
typedef struct
{
  guint64 device;
  guint64 inode;
  gint64 size;
  gint64 changed_s;
  gint64 changed_ns;
} Stamp;

typedef struct
{
  ZcIndexedZone zone;
  const char *key; /* both spellings, folded, each after a line feed */
} Entry;

struct _ZcZoneIndex
{
  GObject parent_instance;

  char *path;           /* (owned) */
  Stamp stamps[2];      /* of the file and of its log when they were read */
  gboolean settled;     /* whether what was read is what they hold as long as the stamps are the same */
  GStringChunk *texts;  /* (owned) what the entries point to */
  GArray *entries;      /* (owned) (element-type Entry) sorted by name */
  GHashTable *by_name;  /* (owned) (element-type utf8 guint) one more than the place in the entries */
};

G_DEFINE_FINAL_TYPE (ZcZoneIndex, zc_zone_index, G_TYPE_OBJECT)

static Stamp
take_stamp (const char *path,
            const char *ending)
{
  g_autofree char *file = g_strconcat (path, ending, NULL);
  GStatBuf info;
  Stamp stamp = { 0 };

  if (g_stat (file, &info) != 0)
    return stamp;

  stamp.device = info.st_dev;
  stamp.inode = info.st_ino;
  stamp.size = info.st_size;
  stamp.changed_s = info.st_mtim.tv_sec;
  stamp.changed_ns = info.st_mtim.tv_nsec;

  return stamp;
}

static gboolean
is_settled (const Stamp *stamp)
{
  return stamp->inode == 0 || stamp->changed_s + LONGEST_COMMIT_SECONDS < g_get_real_time () / G_USEC_PER_SEC;
}

static char *
fold (const char *text)
{
  g_autofree char *normal = NULL;

  /* Nearly all names are, and then the general way would take most of the time. */
  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);

  normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

static const char *
column_text (ZcZoneIndex  *self,
             sqlite3_stmt *statement,
             int           column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;

  return g_string_chunk_insert_const (self->texts, text);
}

static void
add_row (ZcZoneIndex  *self,
         sqlite3_stmt *statement)
{
  Entry entry = { 0 };
  g_autofree char *folded = NULL, *both = NULL;

  entry.zone.name = column_text (self, statement, 0);
  if (entry.zone.name == NULL || *entry.zone.name == '\0' || g_hash_table_contains (self->by_name, entry.zone.name))
    return;

  /* Nearly all names have but one spelling, and asking for the other is what would take the time. */
  entry.zone.display_name = entry.zone.name;
  if (strstr (entry.zone.name, "xn--") != NULL)
    {
      g_autofree char *display_name = zc_domain_name_to_display (entry.zone.name);

      entry.zone.display_name = g_string_chunk_insert_const (self->texts, display_name);
    }
  entry.zone.secondary = sqlite3_column_int (statement, 1) != 0;
  entry.zone.state = column_text (self, statement, 2);
  if (entry.zone.state == NULL)
    entry.zone.state = "";
  entry.zone.enabled = sqlite3_column_int (statement, 3) != 0;
  entry.zone.health = column_text (self, statement, 4);
  if (entry.zone.health != NULL)
    entry.zone.seen_us = sqlite3_column_int64 (statement, 5);

  if (entry.zone.display_name != entry.zone.name)
    both = g_strconcat ("\n", entry.zone.name, "\n", entry.zone.display_name, NULL);
  else
    both = g_strconcat ("\n", entry.zone.name, NULL);
  folded = fold (both);
  entry.key = g_string_chunk_insert (self->texts, folded);

  g_array_append_val (self->entries, entry);
  g_hash_table_insert (self->by_name, (gpointer) entry.zone.name, GUINT_TO_POINTER (self->entries->len));
}

static int
read_rows (ZcZoneIndex *self,
           sqlite3     *handle,
           const char  *query)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (handle, query, -1, &statement, NULL);

  if (code != SQLITE_OK)
    return code;

  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    add_row (self, statement);
  sqlite3_finalize (statement);

  return code == SQLITE_DONE ? SQLITE_OK : code;
}

static void
clear (ZcZoneIndex *self)
{
  g_hash_table_remove_all (self->by_name);
  g_array_set_size (self->entries, 0);
  g_string_chunk_clear (self->texts);
}

void
zc_zone_index_refresh (ZcZoneIndex *self)
{
  Stamp stamps[2];
  sqlite3 *handle = NULL;
  int code;

  g_return_if_fail (ZC_IS_ZONE_INDEX (self));

  memset (stamps, 0, sizeof stamps);
  stamps[0] = take_stamp (self->path, "");
  stamps[1] = take_stamp (self->path, "-wal");
  if (self->settled && memcmp (stamps, self->stamps, sizeof stamps) == 0)
    return;

  memcpy (self->stamps, stamps, sizeof stamps);
  self->settled = is_settled (&stamps[0]) && is_settled (&stamps[1]);
  clear (self);
  if (stamps[0].inode == 0)
    return;

  code = sqlite3_open_v2 (self->path, &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
  if (code == SQLITE_OK)
    {
      sqlite3_busy_timeout (handle, BUSY_TIMEOUT_MS);
      sqlite3_db_config (handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
      sqlite3_db_config (handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
      code = read_rows (self, handle, QUERY_WITH_HEALTH);
      if (code == SQLITE_ERROR)
        code = read_rows (self, handle, QUERY_WITHOUT_HEALTH);
    }
  /* Whoever writes may be done the next time, even if the file does not change. */
  if (code == SQLITE_BUSY)
    self->settled = FALSE;
  /* What could be read before the damage is as good as what was listed last. */
  if (code != SQLITE_OK)
    g_message ("The zones could not be read from %s: %s", self->path, sqlite3_errstr (code));
  sqlite3_close (handle);
}

/* Returns: how well a zone with all terms matches, 0 best, for one that has the first term */
static guint
rate (const Entry *entry,
      const char  *term)
{
  gsize length = strlen (term);
  guint best = 3;

  for (const char *at = strstr (entry->key, term); at != NULL && best > 0; at = strstr (at + 1, term))
    {
      /* Each spelling follows a line feed, so there is always something before. */
      char before = at == entry->key ? '\n' : at[-1];
      char after = at[length];

      if (before == '\n' && (after == '\n' || after == '\0'))
        best = 0;
      else if (before == '\n')
        best = MIN (best, 1);
      else if (before == '.')
        best = MIN (best, 2);
    }

  return best;
}

static gboolean
has_all (const Entry *entry,
         char       **terms)
{
  for (guint i = 0; terms[i] != NULL; i++)
    if (strstr (entry->key, terms[i]) == NULL)
      return FALSE;

  return TRUE;
}

static char **
fold_terms (const char * const *terms)
{
  g_autoptr(GPtrArray) folded = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; terms[i] != NULL; i++)
    {
      g_autofree char *term = g_utf8_validate (terms[i], -1, NULL) ? fold (terms[i]) : NULL;

      /* What is no text matches nothing, and a line feed would match between the spellings. */
      if (term == NULL || strchr (term, '\n') != NULL)
        return NULL;
      g_strstrip (term);
      if (*term != '\0')
        g_ptr_array_add (folded, g_steal_pointer (&term));
    }
  if (folded->len == 0)
    return NULL;
  g_ptr_array_add (folded, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&folded), FALSE);
}

char **
zc_zone_index_find (ZcZoneIndex        *self,
                    const char * const *terms,
                    guint               n_most)
{
  g_auto(GStrv) folded = NULL;
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  GPtrArray *ranks[4];
  guint n_left = n_most;

  g_return_val_if_fail (ZC_IS_ZONE_INDEX (self), NULL);
  g_return_val_if_fail (terms != NULL, NULL);

  folded = fold_terms (terms);
  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    ranks[i] = g_ptr_array_new ();

  /* The entries are sorted, so the first ones of each rank are the ones that are wanted. */
  for (guint i = 0; folded != NULL && i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      if (has_all (entry, folded))
        {
          GPtrArray *rank = ranks[rate (entry, folded[0])];

          if (rank->len < n_most)
            g_ptr_array_add (rank, (gpointer) entry->zone.name);
        }
    }

  for (guint i = 0; i < G_N_ELEMENTS (ranks); i++)
    {
      for (guint j = 0; j < ranks[i]->len && n_left > 0; j++, n_left--)
        g_strv_builder_add (names, ranks[i]->pdata[j]);
      g_ptr_array_unref (ranks[i]);
    }

  return g_strv_builder_end (names);
}

const ZcIndexedZone *
zc_zone_index_lookup (ZcZoneIndex *self,
                      const char  *name)
{
  guint place;

  g_return_val_if_fail (ZC_IS_ZONE_INDEX (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  place = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_name, name));

  return place > 0 ? &g_array_index (self->entries, Entry, place - 1).zone : NULL;
}

guint
zc_zone_index_get_n_zones (ZcZoneIndex *self)
{
  g_return_val_if_fail (ZC_IS_ZONE_INDEX (self), 0);

  return self->entries->len;
}

static void
zc_zone_index_finalize (GObject *object)
{
  ZcZoneIndex *self = ZC_ZONE_INDEX (object);

  g_free (self->path);
  g_hash_table_unref (self->by_name);
  g_array_unref (self->entries);
  g_string_chunk_free (self->texts);

  G_OBJECT_CLASS (zc_zone_index_parent_class)->finalize (object);
}

static void
zc_zone_index_class_init (ZcZoneIndexClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_zone_index_finalize;
}

static void
zc_zone_index_init (ZcZoneIndex *self)
{
  self->texts = g_string_chunk_new (65536);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
}

ZcZoneIndex *
zc_zone_index_new (const char *path)
{
  ZcZoneIndex *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (ZC_TYPE_ZONE_INDEX, NULL);
  self->path = g_strdup (path);

  return self;
}
