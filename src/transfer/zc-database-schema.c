/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-database-private.h"

/* What leads from each version of the schema to the next. A step that was released is never changed. Times are
 * microseconds since 1970, states and kinds the names of the enumerations, lists of names one a line. */
static const char * const steps[] = {
  /* The runs, and what was seen during them. An observation without data repeats the one of its kind before. */
  "CREATE TABLE migration (version INTEGER PRIMARY KEY, applied INTEGER NOT NULL);"
  "CREATE TABLE run ("
  "  id INTEGER PRIMARY KEY,"
  "  account TEXT NOT NULL,"
  "  zone_id TEXT NOT NULL,"
  "  zone_name TEXT NOT NULL,"
  "  display_name TEXT NOT NULL,"
  "  search TEXT NOT NULL,"
  "  primary_ips TEXT NOT NULL,"
  "  name_servers TEXT NOT NULL,"
  "  started INTEGER NOT NULL,"
  "  deadline INTEGER NOT NULL,"
  "  ended INTEGER,"
  "  duration INTEGER,"
  "  state TEXT NOT NULL,"
  "  proof TEXT NOT NULL,"
  "  serial_before INTEGER,"
  "  serial_after INTEGER,"
  "  missing INTEGER,"
  "  extra INTEGER,"
  "  changed INTEGER);"
  "CREATE INDEX run_ended ON run (account, started DESC, id DESC) WHERE ended IS NOT NULL;"
  "CREATE INDEX run_of_zone ON run (account, zone_id, started DESC, id DESC) WHERE ended IS NOT NULL;"
  "CREATE INDEX run_unfinished ON run (account) WHERE ended IS NULL;"
  "CREATE TABLE observation ("
  "  run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,"
  "  place INTEGER NOT NULL,"
  "  at INTEGER NOT NULL,"
  "  type TEXT NOT NULL,"
  "  data BLOB,"
  "  text TEXT,"
  "  PRIMARY KEY (run, place)) WITHOUT ROWID;",

  /* The zones as they were listed last. */
  "CREATE TABLE zone_list ("
  "  account TEXT NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  read INTEGER NOT NULL,"
  "  PRIMARY KEY (account, kind)) WITHOUT ROWID;"
  "CREATE TABLE zone ("
  "  account TEXT NOT NULL,"
  "  kind TEXT NOT NULL,"
  "  id TEXT NOT NULL,"
  "  name TEXT NOT NULL,"
  "  description TEXT,"
  "  state TEXT,"
  "  enabled INTEGER NOT NULL,"
  "  primary_ips TEXT NOT NULL,"
  "  name_servers TEXT NOT NULL,"
  "  created INTEGER,"
  "  last_modified INTEGER,"
  "  PRIMARY KEY (account, kind, id)) WITHOUT ROWID;",

  /* What was last concluded about zones. Kept apart, since lists of zones are written as a whole. */
  "CREATE TABLE zone_health ("
  "  account TEXT NOT NULL,"
  "  zone TEXT NOT NULL,"
  "  health TEXT NOT NULL,"
  "  seen INTEGER NOT NULL,"
  "  PRIMARY KEY (account, zone)) WITHOUT ROWID;",

  /* What tells whether a list has changed since it was written. */
  "ALTER TABLE zone_list ADD COLUMN digest TEXT;",

  /* Zones whose last changes were late at the name servers: how many, and for how long the longest, in seconds. It takes
   * days to see that, so it outlives the program. */
  "CREATE TABLE late_arrival ("
  "  account TEXT NOT NULL,"
  "  zone TEXT NOT NULL,"
  "  arrivals INTEGER NOT NULL,"
  "  longest INTEGER NOT NULL,"
  "  PRIMARY KEY (account, zone)) WITHOUT ROWID;",
};

G_STATIC_ASSERT (G_N_ELEMENTS (steps) == ZC_DATABASE_VERSION);

static int
read_version (sqlite3 *handle,
              int     *version)
{
  sqlite3_stmt *statement;
  int code = sqlite3_prepare_v2 (handle, "PRAGMA user_version", -1, &statement, NULL);

  if (code != SQLITE_OK)
    return code;

  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *version = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  if (code != SQLITE_ROW)
    return code;

  /* No version of the program wrote such a number. */
  return *version < 0 ? SQLITE_CORRUPT : SQLITE_OK;
}

int
zc_database_migrate (sqlite3 *handle,
                     int     *version)
{
  int code = read_version (handle, version);

  for (int next = *version + 1; code == SQLITE_OK && next <= ZC_DATABASE_VERSION; next++)
    {
      g_autofree char *sql = g_strdup_printf ("BEGIN IMMEDIATE; %s"
                                              "INSERT INTO migration VALUES (%d, %" G_GINT64_FORMAT ");"
                                              "PRAGMA user_version = %d; COMMIT;",
                                              steps[next - 1], next, g_get_real_time (), next);

      code = sqlite3_exec (handle, sql, NULL, NULL, NULL);
      if (code != SQLITE_OK && !sqlite3_get_autocommit (handle))
        sqlite3_exec (handle, "ROLLBACK", NULL, NULL, NULL);
    }

  return code;
}
