/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-account-file-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "zc-account-lock-private.h"
#include "zc-cloud-address.h"
#include "zc-file.h"
#include "zc-text.h"

/* Tens of thousands of accounts. */
#define MOST_BYTES (8 * 1024 * 1024)
#define MOST_DAMAGED_FILES 100

void
zc_account_file_free (ZcAccountFile *self)
{
  if (self->claim >= 0)
    g_close (self->claim, NULL);
  g_free (self->path);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_key_file_unref (self->keys);
  g_ptr_array_unref (self->entries);
  g_free (self->notice);
  g_free (self->obstacle);
  g_clear_error (&self->error);
  g_free (self);
}

static char *
dup_name (GKeyFile   *keys,
          const char *group)
{
  g_autofree char *text = g_key_file_get_string (keys, group, ZC_ACCOUNT_KEY_NAME, NULL);
  g_autofree char *shown = NULL;
  g_autofree char *name = NULL;

  if (text == NULL)
    return NULL;

  shown = g_strstrip (zc_text_make_displayable (text));
  name = g_utf8_substring (shown, 0, MIN (g_utf8_strlen (shown, -1), ZC_ACCOUNT_NAME_MOST_CHARACTERS));

  return *name != '\0' ? g_steal_pointer (&name) : NULL;
}

static ZcAccountEntry *
read_entry (GKeyFile   *keys,
            const char *group)
{
  const char *id = group + strlen (ZC_ACCOUNT_GROUP_PREFIX);
  g_autofree char *name = dup_name (keys, group);
  g_autofree char *url = g_key_file_get_string (keys, group, ZC_ACCOUNT_KEY_API_URL, NULL);
  g_autofree char *opened_text = g_key_file_get_string (keys, group, ZC_ACCOUNT_KEY_LAST_OPENED, NULL);
  g_autoptr(ZcCloudAddress) address = NULL;
  g_autoptr(GDateTime) opened = NULL;

  if (name == NULL || url == NULL || !g_uuid_string_is_valid (id))
    return NULL;

  /* An address that no token may be sent to would have been refused when the account was added. */
  address = zc_cloud_address_new (url, NULL);
  if (address == NULL)
    return NULL;

  if (opened_text != NULL)
    opened = g_date_time_new_from_iso8601 (opened_text, NULL);

  return zc_account_entry_new (ZC_ACCOUNT_KIND_SAVED, id, name, address->url, opened);
}

static void
read_entries (ZcAccountFile *self,
              const char    *path)
{
  g_autoptr(GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) groups = g_key_file_get_groups (self->keys, NULL);
  guint n_left_out = 0;

  g_ptr_array_set_size (self->entries, 0);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_autoptr(ZcAccountEntry) entry = NULL;

      if (!g_str_has_prefix (groups[i], ZC_ACCOUNT_GROUP_PREFIX))
        continue;

      /* Two accounts of one name could not be told apart on the command line. */
      entry = read_entry (self->keys, groups[i]);
      if (entry != NULL && g_hash_table_add (names, g_utf8_casefold (zc_account_entry_get_name (entry), -1)))
        g_ptr_array_add (self->entries, g_steal_pointer (&entry));
      else
        n_left_out++;
    }

  if (n_left_out > 0 && self->notice == NULL)
    {
      g_autofree char *shown = g_filename_display_name (path);

      /* Translators: %u is a number of accounts, %s the name of a file. */
      self->notice = g_strdup_printf (ngettext ("%u account in %s could not be understood and is not listed.",
                                                "%u accounts in %s could not be understood and are not listed.",
                                                n_left_out),
                                      n_left_out, shown);
    }
}

/* Returns: (transfer full) (nullable): where the file is now */
static char *
move_aside (const char *path)
{
  for (guint i = 1; i <= MOST_DAMAGED_FILES; i++)
    {
      g_autofree char *aside = g_strdup_printf ("%s.damaged-%u", path, i);

      /* A name that is taken keeps what it has, unless all are. */
      if (i < MOST_DAMAGED_FILES && g_file_test (aside, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_rename (path, aside) == 0)
        return g_steal_pointer (&aside);
      break;
    }

  return NULL;
}

static void
move_damaged_file (ZcAccountFile *self,
                   const char    *path)
{
  g_autofree char *aside = move_aside (path);
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *shown_aside = NULL;

  g_clear_pointer (&self->notice, g_free);
  if (aside == NULL)
    {
      /* Translators: %s is the name of a file. */
      self->notice = g_strdup_printf (_("The list of accounts in %s is damaged and could not be moved out of the way, so accounts cannot be saved."), shown);
      self->obstacle = g_strdup (self->notice);
      return;
    }

  shown_aside = g_filename_display_name (aside);

  /* Translators: both %s are names of files. */
  self->notice = g_strdup_printf (_("The list of accounts in %s is damaged. It was moved to %s; the tokens in the keyring were left as they are."), shown, shown_aside);
}

static void
leave_unreadable_file (ZcAccountFile *self,
                       const GError  *error)
{
  g_free (self->notice);
  self->obstacle = g_strdup (error->message);
  /* Translators: %s says what is wrong with a file, such as "/home/me/accounts.conf cannot be read: Permission denied". */
  self->notice = g_strdup_printf (_("%s. The file was left as it was, so accounts cannot be saved. Make it readable and start Zone Courier again."), error->message);
}

/* Whether an error is about what the file is or holds, not about getting at it. */
static gboolean
is_damage (const GError *error)
{
  return error->domain == G_KEY_FILE_ERROR ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
}

/* Returns: whether it may be written */
static gboolean
parse (ZcAccountFile  *self,
       GBytes         *bytes,
       GError        **error)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  /* GKeyFile takes zeros, which file systems leave after a loss of power, for an empty file. */
  if (memchr (text, '\0', length) != NULL)
    {
      g_set_error_literal (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_PARSE, "There are zeros in it");
      return FALSE;
    }

  if (length > 0 && !g_key_file_load_from_data (self->keys, text, length, G_KEY_FILE_KEEP_COMMENTS, error))
    {
      /* Whatever was read before the damage is not to be written again. */
      g_key_file_unref (self->keys);
      self->keys = g_key_file_new ();
      return FALSE;
    }

  self->text = g_bytes_ref (bytes);

  return TRUE;
}

static ZcAccountFile *
read_file (const char  *path,
           GBytes      *known,
           GError     **error)
{
  ZcAccountFile *self = g_new0 (ZcAccountFile, 1);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) read_error = NULL;
  gsize length = 0;
  char *text;

  self->path = g_strdup (path);
  self->claim = -1;
  self->keys = g_key_file_new ();
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);

  text = zc_file_read (path, MOST_BYTES, &length, &read_error);
  if (text != NULL)
    bytes = g_bytes_new_take (text, length);
  if (bytes != NULL && parse (self, bytes, &read_error))
    {
      read_entries (self, path);
      return self;
    }

  /* It was parsed before. */
  if (known != NULL)
    parse (self, known, NULL);
  read_entries (self, path);

  /* A link to what is not there at the moment is no absent file: the disk with the list may come back. */
  if (!g_error_matches (read_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    g_propagate_error (error, g_steal_pointer (&read_error));

  return self;
}

/* Reads the file while nobody changes it: what is moved aside is what was read. */
static ZcAccountFile *
load_locked (const char *path,
             GBytes     *known)
{
  g_autoptr(GError) error = NULL;
  ZcAccountFile *self = read_file (path, known, &error);

  if (error != NULL && is_damage (error))
    {
      /* What is wrong is not said in detail: it would put a line of an unknown file into the log. */
      g_debug ("The list of accounts is damaged: %s %d", g_quark_to_string (error->domain), error->code);
      move_damaged_file (self, path);
    }
  else if (error != NULL)
    {
      leave_unreadable_file (self, error);
    }

  return self;
}

ZcAccountFile *
zc_account_file_load (const char *path,
                      GBytes     *known)
{
  g_autoptr(GError) error = NULL;
  ZcAccountFile *self = read_file (path, known, &error);
  int lock;

  if (error == NULL)
    return self;

  zc_account_file_free (self);
  /* A folder in which nothing can be locked is one in which nothing is changed. */
  lock = zc_account_lock_take (path, NULL);
  self = load_locked (path, known);
  if (lock >= 0)
    g_close (lock, NULL);

  return self;
}

GStrv
zc_account_file_list_unused (GKeyFile *keys)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) ids = g_key_file_get_string_list (keys, ZC_ACCOUNT_GROUP_KEYRING, ZC_ACCOUNT_KEY_UNUSED, NULL, NULL);

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      g_autofree char *group = g_strconcat (ZC_ACCOUNT_GROUP_PREFIX, ids[i], NULL);

      /* The file may have been changed by hand, and no account shall lose its token for it. */
      if (g_uuid_string_is_valid (ids[i]) && !g_key_file_has_group (keys, group))
        g_strv_builder_add (builder, ids[i]);
    }

  return g_strv_builder_end (builder);
}

void
zc_account_file_set_write_error (GError     **error,
                                 const char  *problem)
{
  g_set_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_SAVED,
               /* Translators: %s is what the system reported about a file. */
               _("The list of accounts could not be saved: %s"), problem);
}

static void
apply (ZcAccountFile  *self,
       const char     *path,
       ZcAccountEdit   edit,
       const char     *id,
       ZcAccountEntry *entry)
{
  g_autofree char *before = g_key_file_to_data (self->keys, NULL, NULL);
  g_autofree char *after = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  if (!edit (self, id, entry, &error))
    self->error = g_steal_pointer (&error);
  after = g_key_file_to_data (self->keys, &length, NULL);
  if (strcmp (before, after) == 0)
    return;

  if (!g_file_set_contents_full (path, after, (gssize) length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &error))
    {
      g_clear_error (&self->error);
      zc_account_file_set_write_error (&self->error, error->message);
      return;
    }

  g_clear_pointer (&self->text, g_bytes_unref);
  self->text = g_bytes_new_take (g_steal_pointer (&after), length);
  read_entries (self, path);
}

ZcAccountFile *
zc_account_file_edit (const char     *path,
                      GBytes         *known,
                      ZcAccountEdit   edit,
                      const char     *id,
                      ZcAccountEntry *entry)
{
  g_autoptr(GError) error = NULL;
  ZcAccountFile *self;
  int lock = zc_account_lock_take (path, &error);

  if (lock < 0)
    {
      self = read_file (path, known, NULL);
      zc_account_file_set_write_error (&self->error, error->message);
      return self;
    }

  self = load_locked (path, known);
  if (self->obstacle != NULL)
    zc_account_file_set_write_error (&self->error, self->obstacle);
  else
    apply (self, path, edit, id, entry);
  g_close (lock, NULL);

  return self;
}
