/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-store-private.h"

#include <string.h>

typedef struct
{
  char *account_id;  /* (owned) */
  ZcZoneKind kind;
  GPtrArray *zones;  /* (owned) (nullable) (element-type ZcZone) */
  gint64 listed_us;  /* 0 when they never were */
  guint n_returned;  /* runs of a removed account that came back */
} Listing;

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_free (listing->account_id);
  g_clear_pointer (&listing->zones, g_ptr_array_unref);
  g_free (listing);
}

static const char *
get_kind (ZcZoneKind kind)
{
  return kind == ZC_ZONE_KIND_SECONDARY ? "secondary" : "primary";
}

static gint64
get_time (GDateTime *date)
{
  return date != NULL ? g_date_time_to_unix (date) * G_USEC_PER_SEC + g_date_time_get_microsecond (date) : 0;
}

static GDateTime *
make_date (gint64 time_us)
{
  g_autoptr(GDateTime) seconds = g_date_time_new_from_unix_utc (time_us / G_USEC_PER_SEC);

  return seconds != NULL ? g_date_time_add (seconds, time_us % G_USEC_PER_SEC) : NULL;
}

static void
add_text (GChecksum  *checksum,
          const char *text)
{
  /* With its end, so that no two lists of texts look the same. */
  g_checksum_update (checksum, (const guchar *) text, (gssize) strlen (text) + 1);
}

static void
add_number (GChecksum *checksum,
            gint64     number)
{
  g_checksum_update (checksum, (const guchar *) &number, sizeof number);
}

/* Most readings bring what is there already, and a hundred thousand rows are not written for that. */
static char *
make_digest (GPtrArray *zones)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < zones->len; i++)
    {
      ZcZone *zone = zones->pdata[i];
      g_autofree char *primary_ips = zc_store_join_lines (zc_zone_get_primary_ips (zone));
      g_autofree char *name_servers = zc_store_join_lines (zc_zone_get_name_servers (zone));

      add_text (checksum, zc_zone_get_id (zone));
      add_text (checksum, zc_zone_get_name (zone));
      add_text (checksum, zc_zone_get_description (zone));
      add_text (checksum, zc_zone_get_state (zone));
      add_text (checksum, primary_ips);
      add_text (checksum, name_servers);
      add_number (checksum, zc_zone_get_enabled (zone));
      add_number (checksum, get_time (zc_zone_get_created (zone)));
      add_number (checksum, get_time (zc_zone_get_last_modified (zone)));
    }

  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
read_digest (ZcDatabase     *database,
             const Listing  *listing,
             char          **digest,
             GError        **error)
{
  sqlite3_stmt *statement = zc_database_query (database, error,
                                               "SELECT digest FROM zone_list WHERE account = ? AND kind = ?", "ss",
                                               listing->account_id, get_kind (listing->kind));
  gboolean row;

  if (!zc_database_step (database, statement, &row, error))
    return FALSE;

  *digest = row ? g_strdup (zc_database_get_text (statement, 0)) : NULL;

  return !row || zc_database_finish (database, statement, error);
}

static gboolean
add_zone (ZcDatabase     *database,
          const Listing  *listing,
          ZcZone         *zone,
          GError        **error)
{
  g_autofree char *primary_ips = zc_store_join_lines (zc_zone_get_primary_ips (zone));
  g_autofree char *name_servers = zc_store_join_lines (zc_zone_get_name_servers (zone));
  GDateTime *created = zc_zone_get_created (zone), *last_modified = zc_zone_get_last_modified (zone);

  return zc_database_execute (database, error,
                              "INSERT OR REPLACE INTO zone (account, kind, id, name, description, "
                              "state, enabled, primary_ips, name_servers, created, last_modified) "
                              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", "ssssssxssoo",
                              listing->account_id, get_kind (listing->kind), zc_zone_get_id (zone),
                              zc_zone_get_name (zone), zc_zone_get_description (zone),
                              zc_zone_get_state (zone), (gint64) zc_zone_get_enabled (zone),
                              primary_ips, name_servers, created != NULL, get_time (created),
                              last_modified != NULL, get_time (last_modified));
}

/* An account that is added again has another id, but its zones have the ids that they had. */
static gboolean
take_runs_back (ZcDatabase  *database,
                Listing     *listing,
                GError     **error)
{
  listing->n_returned = 0;
  if (listing->kind != ZC_ZONE_KIND_SECONDARY)
    return TRUE;

  if (!zc_database_execute (database, error,
                            "UPDATE run SET account = ?1 WHERE account = '' AND ended IS NOT NULL AND zone_id IN "
                            "(SELECT id FROM zone WHERE account = ?1 AND kind = ?2)", "ss",
                            listing->account_id, get_kind (listing->kind)))
    return FALSE;

  listing->n_returned = zc_database_count_changes (database);

  return TRUE;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Listing *listing = zc_store_get_task_data (G_TASK (result));

  if (!g_task_had_error (G_TASK (result)) && listing->n_returned > 0)
    g_signal_emit_by_name (source, "runs-removed", (gint64) 0);
}

static gboolean
save_zones (ZcDatabase  *database,
            gpointer     data,
            GError     **error)
{
  Listing *listing = data;
  g_autofree char *digest = make_digest (listing->zones);
  g_autofree char *old_digest = NULL;

  if (!read_digest (database, listing, &old_digest, error))
    return FALSE;

  if (g_strcmp0 (digest, old_digest) != 0)
    {
      if (!zc_database_execute (database, error, "DELETE FROM zone WHERE account = ? AND kind = ?",
                                "ss", listing->account_id, get_kind (listing->kind)))
        return FALSE;
      for (guint i = 0; i < listing->zones->len; i++)
        if (!add_zone (database, listing, listing->zones->pdata[i], error))
          return FALSE;
      /* What was concluded about zones that are gone is of no use. */
      if (listing->kind == ZC_ZONE_KIND_SECONDARY &&
          !zc_database_execute (database, error,
                                "DELETE FROM zone_health WHERE account = ?1 AND zone NOT IN "
                                "(SELECT id FROM zone WHERE account = ?1)", "s",
                                listing->account_id))
        return FALSE;
      if (listing->kind == ZC_ZONE_KIND_SECONDARY &&
          !zc_database_execute (database, error,
                                "DELETE FROM late_arrival WHERE account = ?1 AND zone NOT IN "
                                "(SELECT id FROM zone WHERE account = ?1)", "s",
                                listing->account_id))
        return FALSE;
    }

  if (!take_runs_back (database, listing, error))
    return FALSE;

  return zc_database_execute (database, error,
                              "INSERT OR REPLACE INTO zone_list (account, kind, read, digest) "
                              "VALUES (?, ?, ?, ?)", "ssxs", listing->account_id,
                              get_kind (listing->kind), listing->listed_us, digest);
}

void
zc_store_save_zones (ZcStore    *self,
                     const char *account_id,
                     ZcZoneKind  kind,
                     GPtrArray  *zones)
{
  Listing *listing;

  g_return_if_fail (ZC_IS_STORE (self));
  g_return_if_fail (account_id != NULL);
  g_return_if_fail (zones != NULL);

  listing = g_new0 (Listing, 1);
  listing->account_id = g_strdup (account_id);
  listing->kind = kind;
  listing->zones = g_ptr_array_ref (zones);
  listing->listed_us = g_get_real_time ();
  zc_store_write (self, zc_store_save_zones, save_zones, listing, listing_free, saved_cb, NULL);
}

static ZcZone *
read_zone (sqlite3_stmt *statement,
           ZcZoneKind    kind,
           ZcTextPool   *texts)
{
  g_autofree char *id = g_utf8_make_valid (zc_database_get_text (statement, 0), -1);
  g_autofree char *name = g_utf8_make_valid (zc_database_get_text (statement, 1), -1);
  g_autofree char *description = g_utf8_make_valid (zc_database_get_text (statement, 2), -1);
  g_autofree char *state = g_utf8_make_valid (zc_database_get_text (statement, 3), -1);
  g_auto(GStrv) primary_ips = zc_store_split_lines (zc_database_get_text (statement, 5));
  g_auto(GStrv) name_servers = zc_store_split_lines (zc_database_get_text (statement, 6));
  g_autoptr(GDateTime) created = NULL;
  g_autoptr(GDateTime) last_modified = NULL;

  if (sqlite3_column_type (statement, 7) != SQLITE_NULL)
    created = make_date (sqlite3_column_int64 (statement, 7));
  if (sqlite3_column_type (statement, 8) != SQLITE_NULL)
    last_modified = make_date (sqlite3_column_int64 (statement, 8));

  return zc_zone_new (&(ZcZoneFields) {
    .kind = kind,
    .id = id,
    .name = name,
    .description = description,
    .state = state,
    .enabled = sqlite3_column_int (statement, 4) != 0,
    .primary_ips = (const char * const *) primary_ips,
    .name_servers = (const char * const *) name_servers,
    .created = created,
    .last_modified = last_modified,
    .texts = texts,
  });
}

static gboolean
load_zones (ZcDatabase  *database,
            gpointer     data,
            GError     **error)
{
  g_autoptr(ZcTextPool) texts = zc_text_pool_new ();
  Listing *listing = data;
  sqlite3_stmt *statement;
  gboolean row = FALSE;

  g_clear_pointer (&listing->zones, g_ptr_array_unref);
  listing->zones = g_ptr_array_new_with_free_func (g_object_unref);
  listing->listed_us = 0;

  statement = zc_database_query (database, error, "SELECT read FROM zone_list WHERE account = ? AND kind = ?", "ss",
                                 listing->account_id, get_kind (listing->kind));
  if (!zc_database_step (database, statement, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  listing->listed_us = sqlite3_column_int64 (statement, 0);
  if (!zc_database_finish (database, statement, error))
    return FALSE;

  statement = zc_database_query (database, error,
                                 "SELECT id, name, description, state, enabled, primary_ips, name_servers, created, "
                                 "last_modified FROM zone WHERE account = ? AND kind = ? ORDER BY id", "ss",
                                 listing->account_id, get_kind (listing->kind));
  while (zc_database_step (database, statement, &row, error))
    {
      if (!row)
        return TRUE;
      g_ptr_array_add (listing->zones, read_zone (statement, listing->kind, texts));
    }

  return FALSE;
}

void
zc_store_load_zones_async (ZcStore             *self,
                           const char          *account_id,
                           ZcZoneKind           kind,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Listing *listing;

  g_return_if_fail (ZC_IS_STORE (self));
  g_return_if_fail (account_id != NULL);

  listing = g_new0 (Listing, 1);
  listing->account_id = g_strdup (account_id);
  listing->kind = kind;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_store_load_zones_async);
  zc_store_run (self, task, FALSE, load_zones, listing, listing_free);
}

GPtrArray *
zc_store_load_zones_finish (ZcStore       *self,
                            GAsyncResult  *result,
                            GDateTime    **listed,
                            GError       **error)
{
  g_autoptr(GDateTime) date = NULL;
  Listing *listing;

  g_return_val_if_fail (g_async_result_is_tagged (result, zc_store_load_zones_async), NULL);

  *listed = NULL;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  listing = zc_store_get_task_data (G_TASK (result));
  if (listing->listed_us != 0)
    date = make_date (listing->listed_us);
  if (date != NULL)
    *listed = g_date_time_to_local (date);

  return g_steal_pointer (&listing->zones);
}
