/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-account-edits-private.h"

#include <glib/gi18n-lib.h>

#include "zc-account-lock-private.h"

/* The key file */

static char *
make_group (const char *id)
{
  return g_strconcat (ZC_ACCOUNT_GROUP_PREFIX, id, NULL);
}

static void
set_name (GKeyFile       *keys,
          ZcAccountEntry *entry)
{
  g_autofree char *group = make_group (zc_account_entry_get_id (entry));

  g_key_file_set_string (keys, group, ZC_ACCOUNT_KEY_NAME, zc_account_entry_get_name (entry));
}

static void
set_opened (GKeyFile       *keys,
            ZcAccountEntry *entry)
{
  g_autofree char *group = make_group (zc_account_entry_get_id (entry));
  GDateTime *opened = zc_account_entry_get_last_opened (entry);

  if (opened != NULL)
    {
      g_autoptr(GDateTime) utc = g_date_time_to_utc (opened);
      g_autofree char *text = g_date_time_format_iso8601 (utc);

      g_key_file_set_string (keys, group, ZC_ACCOUNT_KEY_LAST_OPENED, text);
    }
}

static void
set_entry (GKeyFile       *keys,
           ZcAccountEntry *entry)
{
  g_autofree char *group = make_group (zc_account_entry_get_id (entry));

  set_name (keys, entry);
  g_key_file_set_string (keys, group, ZC_ACCOUNT_KEY_API_URL, zc_account_entry_get_api_url (entry));
  set_opened (keys, entry);
}

static void
remove_entry (GKeyFile   *keys,
              const char *id)
{
  g_autofree char *group = make_group (id);

  g_key_file_remove_group (keys, group, NULL);
}

static void
set_unused (GKeyFile   *keys,
            const char *id,
            gboolean    unused)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) ids = g_key_file_get_string_list (keys, ZC_ACCOUNT_GROUP_KEYRING, ZC_ACCOUNT_KEY_UNUSED, NULL, NULL);
  g_auto(GStrv) left = NULL;

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (!g_str_equal (ids[i], id))
      g_strv_builder_add (builder, ids[i]);
  if (unused)
    g_strv_builder_add (builder, id);

  left = g_strv_builder_end (builder);
  if (left[0] != NULL)
    g_key_file_set_string_list (keys, ZC_ACCOUNT_GROUP_KEYRING, ZC_ACCOUNT_KEY_UNUSED, (const char * const *) left, g_strv_length (left));
  else
    g_key_file_remove_group (keys, ZC_ACCOUNT_GROUP_KEYRING, NULL);
}

/* What has to be so */

void
zc_account_set_not_found_error (GError **error)
{
  g_set_error_literal (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_FOUND,
                       _("This account does not exist any more."));
}

static gboolean
is_name_of (ZcAccountEntry *entry,
            const char     *folded)
{
  g_autofree char *other = g_utf8_casefold (zc_account_entry_get_name (entry), -1);

  return g_str_equal (other, folded);
}

gboolean
zc_account_entries_check_name (GPtrArray   *entries,
                               const char  *name,
                               const char  *except_id,
                               GError     **error)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < entries->len; i++)
    {
      ZcAccountEntry *entry = g_ptr_array_index (entries, i);

      if (is_name_of (entry, folded) && g_strcmp0 (zc_account_entry_get_id (entry), except_id) != 0)
        {
          g_set_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NAME_TAKEN,
                       /* Translators: %s is the name of an account. */
                       _("There is an account “%s” already. Give another name."), zc_account_entry_get_name (entry));
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_there (ZcAccountFile  *file,
             const char     *id,
             GError        **error)
{
  g_autofree char *group = make_group (id);

  if (g_key_file_has_group (file->keys, group))
    return TRUE;

  zc_account_set_not_found_error (error);

  return FALSE;
}

/* Nobody else takes the token away while it is noted as one without an account. */
static gboolean
claim (ZcAccountFile  *file,
       GError        **error)
{
  g_autoptr(GError) system_error = NULL;

  file->claim = zc_account_lock_claim (file->path, &system_error);
  if (file->claim >= 0)
    return TRUE;

  zc_account_file_set_write_error (error, system_error->message);

  return FALSE;
}

static gboolean
check_name (ZcAccountFile   *file,
            ZcAccountEntry  *entry,
            GError         **error)
{
  return zc_account_entries_check_name (file->entries, zc_account_entry_get_name (entry),
                                        zc_account_entry_get_id (entry), error);
}

/* The changes */

gboolean
zc_account_edit_expect_token (ZcAccountFile   *file,
                              const char      *id,
                              ZcAccountEntry  *entry,
                              GError         **error)
{
  if (!check_name (file, entry, error) || !claim (file, error))
    return FALSE;

  set_unused (file->keys, id, TRUE);

  return TRUE;
}

gboolean
zc_account_edit_forget_token (ZcAccountFile   *file,
                              const char      *id,
                              ZcAccountEntry  *entry,
                              GError         **error)
{
  set_unused (file->keys, id, FALSE);

  return TRUE;
}

gboolean
zc_account_edit_keep_token (ZcAccountFile   *file,
                            const char      *id,
                            ZcAccountEntry  *entry,
                            GError         **error)
{
  if (check_there (file, id, error))
    return TRUE;

  set_unused (file->keys, id, TRUE);

  return FALSE;
}

gboolean
zc_account_edit_add (ZcAccountFile   *file,
                     const char      *id,
                     ZcAccountEntry  *entry,
                     GError         **error)
{
  if (!check_name (file, entry, error))
    return FALSE;

  set_entry (file->keys, entry);
  set_unused (file->keys, id, FALSE);

  return TRUE;
}

gboolean
zc_account_edit_rename (ZcAccountFile   *file,
                        const char      *id,
                        ZcAccountEntry  *entry,
                        GError         **error)
{
  if (!check_there (file, id, error) || !check_name (file, entry, error))
    return FALSE;

  set_name (file->keys, entry);

  return TRUE;
}

gboolean
zc_account_edit_set_opened (ZcAccountFile   *file,
                            const char      *id,
                            ZcAccountEntry  *entry,
                            GError         **error)
{
  if (!check_there (file, id, error))
    return FALSE;

  set_opened (file->keys, entry);

  return TRUE;
}

gboolean
zc_account_edit_remove (ZcAccountFile   *file,
                        const char      *id,
                        ZcAccountEntry  *entry,
                        GError         **error)
{
  if (!claim (file, error))
    return FALSE;

  remove_entry (file->keys, id);
  set_unused (file->keys, id, TRUE);

  return TRUE;
}

gboolean
zc_account_edit_put_back (ZcAccountFile   *file,
                          const char      *id,
                          ZcAccountEntry  *entry,
                          GError         **error)
{
  set_entry (file->keys, entry);
  set_unused (file->keys, id, FALSE);

  return TRUE;
}

gboolean
zc_account_edit_find_unused (ZcAccountFile   *file,
                             const char      *id,
                             ZcAccountEntry  *entry,
                             GError         **error)
{
  if (!zc_account_lock_is_claimed (file->path))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, "An account is being added or removed");

  return FALSE;
}
