/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-database-private.h"

#include "zc-config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "zc-store.h"

#define BUSY_TIMEOUT_MS 10000

/* A larger file is not read as a whole before anything can be done. What is damaged in it is found when it is
 * needed. */
#define MOST_BYTES_CHECKED (64 * 1024 * 1024)

/* The file, a new file after a damaged one, memory. */
#define MOST_TRIES 3

struct _ZcDatabase
{
  char *path;                       /* (owned) (nullable): %NULL in memory */
  sqlite3 *handle;                  /* (owned) (nullable): open */
  GHashTable *statements;           /* (owned) (element-type utf8 sqlite3_stmt) */
  int code;                         /* of the last failure */

  ZcDatabaseNoticeFunc notice_func;
  gpointer notice_data;             /* (owned) (nullable) */
  GDestroyNotify notice_free;       /* (nullable) */
};

G_DEFINE_QUARK (zc-store-error, zc_store_error)

static void
finalize_statement (gpointer data)
{
  sqlite3_finalize (data);
}

static void
close_handle (ZcDatabase *self)
{
  g_hash_table_remove_all (self->statements);
  g_clear_pointer (&self->handle, sqlite3_close);
}

static void
give_notice (ZcDatabase *self,
             const char *format,
             ...) G_GNUC_PRINTF (2, 3);

static void
give_notice (ZcDatabase *self,
             const char *format,
             ...)
{
  g_autofree char *notice = NULL;
  va_list arguments;

  va_start (arguments, format);
  notice = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->notice_func (notice, self->notice_data);
}

/* Why a file cannot be used, in words that do not need SQLite's. */
static const char *
explain (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return _("the disk is full");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return _("the file or its folder cannot be written");
    case SQLITE_CANTOPEN:
      return _("the file cannot be opened");
    case SQLITE_IOERR:
      return _("the disk reports an error");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return _("another program holds the file");
    default:
      return sqlite3_errstr (code);
    }
}

static gboolean
is_damage (int code)
{
  return (code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB;
}

/* What no second try in the same file would change. */
static gboolean
is_lasting (int code)
{
  switch (code & 0xff)
    {
    case SQLITE_FULL:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return TRUE;
    default:
      return FALSE;
    }
}

static int
check_quickly (sqlite3 *handle)
{
  sqlite3_stmt *statement;
  int code = sqlite3_prepare_v2 (handle, "PRAGMA quick_check(1)", -1, &statement, NULL);

  if (code != SQLITE_OK)
    return code;

  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    code = g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0 ? SQLITE_OK : SQLITE_CORRUPT;
  sqlite3_finalize (statement);

  return code;
}

/* What was seen of zones is for their owner alone. */
static void
make_private (const char *path)
{
  if (g_chmod (path, 0600) != 0)
    g_debug ("Cannot make %s private: %s", path, g_strerror (errno));
}

static gboolean
is_small (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_size <= MOST_BYTES_CHECKED;
}

/* A damaged or strange file is left as it is when it is closed again. */
static int
open_file (const char  *path,
           sqlite3    **handle,
           int         *version)
{
  int code = sqlite3_open_v2 (path, handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);

  if (code != SQLITE_OK)
    return code;

  sqlite3_extended_result_codes (*handle, 1);
  sqlite3_busy_timeout (*handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (*handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_db_config (*handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  make_private (path);
  code = is_small (path) ? check_quickly (*handle) : SQLITE_OK;
  /* With a log that is synchronized at every commit, what was committed outlives a loss of power as well. What is
   * deleted is overwritten. */
  if (code == SQLITE_OK)
    code = sqlite3_exec (*handle,
                         "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; "
                         "PRAGMA secure_delete = ON",
                         NULL, NULL, NULL);
  if (code == SQLITE_OK)
    code = zc_database_migrate (*handle, version);
  if (code == SQLITE_OK && *version <= ZC_DATABASE_VERSION)
    {
      code = sqlite3_exec (*handle, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
      sqlite3_db_config (*handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    }

  return code;
}

static char *
make_aside_path (const char *path,
                 const char *word)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%d-%H%M%S");
  char *aside = g_strdup_printf ("%s.%s-%s", path, word, time);

  for (guint i = 2; g_file_test (aside, G_FILE_TEST_EXISTS); i++)
    {
      g_free (aside);
      aside = g_strdup_printf ("%s.%s-%s-%u", path, word, time, i);
    }

  return aside;
}

/* The log and its index go with their file: beside another file they would be taken for its own. */
static gboolean
move_aside (ZcDatabase *self,
            gboolean    damaged)
{
  static const char * const suffixes[] = { "", "-wal", "-shm" };
  g_autofree char *aside = make_aside_path (self->path, damaged ? "damaged" : "newer");
  g_autofree char *name = g_filename_display_basename (aside);

  close_handle (self);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (self->path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (aside, suffixes[i], NULL);

      if (g_rename (from, to) != 0 && (errno != ENOENT || i == 0))
        {
          g_debug ("Cannot rename %s: %s", from, g_strerror (errno));
          return FALSE;
        }
    }

  if (damaged)
    /* Translators: %s is the name of a file. */
    give_notice (self, _("The history was damaged. It was kept as “%s”, and a new one was begun."), name);
  else
    /* Translators: %s is the name of a file. */
    give_notice (self, _("The history was written by a newer version of Zone Courier. It was kept as “%s”, and a new "
                         "one was begun."), name);

  return TRUE;
}

static gboolean
copy_into (sqlite3 *from,
           sqlite3 *to)
{
  sqlite3_backup *backup = sqlite3_backup_init (to, "main", from, "main");

  if (backup == NULL)
    return FALSE;

  sqlite3_backup_step (backup, -1);

  return sqlite3_backup_finish (backup) == SQLITE_OK;
}

/* What can still be read of the file is shown on. */
static void
copy_file_into (ZcDatabase *self,
                sqlite3    *memory)
{
  g_autofree char *escaped = g_uri_escape_string (self->path, "/", TRUE);
  g_autofree char *uri = g_strdup_printf ("file:%s?mode=ro&immutable=1", escaped);
  sqlite3 *file = NULL;

  if (self->handle != NULL && copy_into (self->handle, memory))
    return;

  if (sqlite3_open_v2 (uri, &file, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
      check_quickly (file) == SQLITE_OK)
    copy_into (file, memory);
  sqlite3_close (file);
}

static int
open_memory (sqlite3 **handle)
{
  int code = sqlite3_open_v2 (":memory:", handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_exec (*handle, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);

  return code;
}

/* Goes on in memory, for good: a file that comes and goes would have gaps that nobody could explain. */
static gboolean
go_to_memory (ZcDatabase *self,
              int         code)
{
  sqlite3 *memory = NULL;
  int version = 0;

  if (open_memory (&memory) != SQLITE_OK)
    {
      sqlite3_close (memory);
      return FALSE;
    }

  if (self->path != NULL)
    {
      copy_file_into (self, memory);
      /* Translators: %s is a reason such as "the disk is full". */
      give_notice (self, _("The history cannot be kept: %s. What happens now is forgotten when Zone Courier ends."),
                   explain (code));
    }

  close_handle (self);
  g_clear_pointer (&self->path, g_free);
  if (zc_database_migrate (memory, &version) != SQLITE_OK || version > ZC_DATABASE_VERSION)
    {
      sqlite3_close (memory);
      if (open_memory (&memory) != SQLITE_OK || zc_database_migrate (memory, &version) != SQLITE_OK)
        {
          sqlite3_close (memory);
          return FALSE;
        }
    }
  self->handle = memory;

  return TRUE;
}

static void
make_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  /* Whether that worked, opening the file tells. */
  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_debug ("Cannot make %s: %s", folder, g_strerror (errno));
}

static gboolean
ensure_open (ZcDatabase  *self,
             GError     **error)
{
  int code = SQLITE_OK, version = 0;

  if (self->handle != NULL)
    return TRUE;

  if (self->path != NULL)
    make_folder (self->path);
  for (guint i = 0; self->path != NULL && i < MOST_TRIES; i++)
    {
      code = open_file (self->path, &self->handle, &version);
      if (code == SQLITE_OK && version <= ZC_DATABASE_VERSION)
        return TRUE;

      /* A file of a newer version is whole; it is only not this program's to write. */
      if (code == SQLITE_OK ? !move_aside (self, FALSE) : !is_damage (code) || !move_aside (self, TRUE))
        break;
    }

  close_handle (self);
  if (go_to_memory (self, code != SQLITE_OK ? code : SQLITE_READONLY))
    return TRUE;

  g_set_error_literal (error, ZC_STORE_ERROR, ZC_STORE_ERROR_FAILED, sqlite3_errstr (SQLITE_NOMEM));

  return FALSE;
}

static gboolean
fail (ZcDatabase  *self,
      GError     **error)
{
  self->code = sqlite3_extended_errcode (self->handle);
  g_set_error_literal (error, ZC_STORE_ERROR, ZC_STORE_ERROR_FAILED, sqlite3_errmsg (self->handle));

  return FALSE;
}

static gboolean
run_once (ZcDatabase      *self,
          gboolean         writes,
          ZcDatabaseFunc   func,
          gpointer         data,
          GError         **error)
{
  gboolean done;

  /* Reading is a transaction as well: what belongs together is seen as of one moment. */
  if (!zc_database_execute (self, error, writes ? "BEGIN IMMEDIATE" : "BEGIN", ""))
    return FALSE;

  done = func (self, data, error);
  if (done)
    done = zc_database_execute (self, error, "COMMIT", "");
  if (!done && !sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  /* A list of ten thousand zones that was written is not read again before the next start, but takes 2 MB. */
  if (writes)
    sqlite3_db_release_memory (self->handle);

  return done;
}

/* Whether there is a place where the work may succeed now. */
static gboolean
recover (ZcDatabase *self)
{
  if (self->path == NULL)
    return FALSE;
  if (is_damage (self->code))
    return move_aside (self, TRUE) || go_to_memory (self, self->code);

  return is_lasting (self->code) && go_to_memory (self, self->code);
}

ZcDatabase *
zc_database_new (const char           *path,
                 ZcDatabaseNoticeFunc  notice_func,
                 gpointer              notice_data,
                 GDestroyNotify        notice_free)
{
  ZcDatabase *self = g_new0 (ZcDatabase, 1);

  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, finalize_statement);
  self->notice_func = notice_func;
  self->notice_data = notice_data;
  self->notice_free = notice_free;

  return self;
}

void
zc_database_free (ZcDatabase *self)
{
  close_handle (self);
  g_hash_table_unref (self->statements);
  if (self->notice_free != NULL)
    self->notice_free (self->notice_data);
  g_free (self->path);
  g_free (self);
}

gboolean
zc_database_run (ZcDatabase      *self,
                 gboolean         writes,
                 ZcDatabaseFunc   func,
                 gpointer         data,
                 GError         **error)
{
  for (guint i = 1;; i++)
    {
      g_autoptr(GError) failure = NULL;

      if (!ensure_open (self, error))
        return FALSE;

      self->code = SQLITE_OK;
      if (run_once (self, writes, func, data, &failure))
        return TRUE;

      if (i == MOST_TRIES || !recover (self))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
}

static void
bind_optional (sqlite3_stmt *statement,
               int           place,
               gboolean      known,
               gint64        number)
{
  if (known)
    sqlite3_bind_int64 (statement, place, number);
  else
    sqlite3_bind_null (statement, place);
}

static void
bind_bytes (sqlite3_stmt *statement,
            int           place,
            GBytes       *bytes)
{
  gsize length;
  gconstpointer data;

  if (bytes == NULL)
    {
      sqlite3_bind_null (statement, place);
      return;
    }

  data = g_bytes_get_data (bytes, &length);
  sqlite3_bind_blob64 (statement, place, data, length, SQLITE_TRANSIENT);
}

static sqlite3_stmt *
query (ZcDatabase  *self,
       const char  *sql,
       const char  *types,
       va_list      arguments,
       GError     **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  gboolean known;

  if (statement == NULL)
    {
      if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK)
        {
          fail (self, error);
          return NULL;
        }
      g_hash_table_insert (self->statements, (char *) sql, statement);
    }

  sqlite3_reset (statement);
  for (int place = 1; types[place - 1] != '\0'; place++)
    switch (types[place - 1])
      {
      case 'x':
        sqlite3_bind_int64 (statement, place, va_arg (arguments, gint64));
        break;
      case 'o':
        known = va_arg (arguments, gboolean);
        bind_optional (statement, place, known, va_arg (arguments, gint64));
        break;
      case 's':
        sqlite3_bind_text (statement, place, va_arg (arguments, const char *), -1, SQLITE_TRANSIENT);
        break;
      case 'b':
        bind_bytes (statement, place, va_arg (arguments, GBytes *));
        break;
      default:
        g_assert_not_reached ();
      }

  return statement;
}

sqlite3_stmt *
zc_database_query (ZcDatabase  *self,
                   GError     **error,
                   const char  *sql,
                   const char  *types,
                   ...)
{
  sqlite3_stmt *statement;
  va_list arguments;

  va_start (arguments, types);
  statement = query (self, sql, types, arguments, error);
  va_end (arguments);

  return statement;
}

gboolean
zc_database_execute (ZcDatabase  *self,
                     GError     **error,
                     const char  *sql,
                     const char  *types,
                     ...)
{
  sqlite3_stmt *statement;
  va_list arguments;

  va_start (arguments, types);
  statement = query (self, sql, types, arguments, error);
  va_end (arguments);

  return zc_database_finish (self, statement, error);
}

gboolean
zc_database_step (ZcDatabase    *self,
                  sqlite3_stmt  *statement,
                  gboolean      *row,
                  GError       **error)
{
  int code;

  *row = FALSE;
  if (statement == NULL)
    return FALSE;

  code = sqlite3_step (statement);
  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    fail (self, error);
  sqlite3_reset (statement);

  return code == SQLITE_DONE;
}

gboolean
zc_database_finish (ZcDatabase    *self,
                    sqlite3_stmt  *statement,
                    GError       **error)
{
  gboolean row = TRUE;

  while (row)
    if (!zc_database_step (self, statement, &row, error))
      return FALSE;

  return TRUE;
}

guint
zc_database_count_changes (ZcDatabase *self)
{
  return (guint) sqlite3_changes (self->handle);
}

const char *
zc_database_get_text (sqlite3_stmt *statement,
                      int           column)
{
  const unsigned char *text = sqlite3_column_text (statement, column);

  return text != NULL ? (const char *) text : "";
}

GBytes *
zc_database_dup_bytes (sqlite3_stmt *statement,
                       int           column)
{
  if (sqlite3_column_type (statement, column) == SQLITE_NULL)
    return NULL;

  return g_bytes_new (sqlite3_column_blob (statement, column), (gsize) sqlite3_column_bytes (statement, column));
}
