/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-account-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "zc-account-file-private.h"
#include "zc-cloud-address.h"
#include "zc-cloud-client.h"
#include "zc-worker-pool.h"

#define ENGLISH_NAME_OF_ENVIRONMENT "From the environment"

typedef enum
{
  PROP_NOTICE = 1,
  N_PROPERTIES,
} Property;

static GParamSpec *properties[N_PROPERTIES];

/* Models */

static GType
zc_account_store_get_item_type (GListModel *model)
{
  return ZC_TYPE_ACCOUNT_ENTRY;
}

static guint
zc_account_store_get_n_items (GListModel *model)
{
  return ZC_ACCOUNT_STORE (model)->entries->len;
}

static gpointer
zc_account_store_get_item (GListModel *model,
                           guint       position)
{
  ZcAccountStore *self = ZC_ACCOUNT_STORE (model);

  if (position >= self->entries->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->entries, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = zc_account_store_get_item_type;
  iface->get_n_items = zc_account_store_get_n_items;
  iface->get_item = zc_account_store_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ZcAccountStore, zc_account_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
zc_account_store_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  ZcAccountStore *self = ZC_ACCOUNT_STORE (object);

  switch ((Property) property_id)
    {
    case PROP_NOTICE:
      g_value_set_string (value, self->notice);
      break;
    case N_PROPERTIES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
zc_account_store_finalize (GObject *object)
{
  ZcAccountStore *self = ZC_ACCOUNT_STORE (object);

  g_free (self->path);
  g_object_unref (self->keyring);
  g_object_unref (self->config);
  g_object_unref (self->pool);
  g_key_file_unref (self->keys);
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->accounts);
  g_hash_table_unref (self->busy);
  g_free (self->notice);
  g_free (self->obstacle);

  G_OBJECT_CLASS (zc_account_store_parent_class)->finalize (object);
}

static void
zc_account_store_class_init (ZcAccountStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zc_account_store_get_property;
  object_class->finalize = zc_account_store_finalize;

  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
zc_account_store_init (ZcAccountStore *self)
{
  self->pool = zc_worker_pool_new ("zc-accounts", 1);
  self->keys = g_key_file_new ();
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

ZcAccountStore *
zc_account_store_new (const char  *path,
                      ZcKeyring   *keyring,
                      ZcDnsConfig *config)
{
  ZcAccountStore *self;

  g_return_val_if_fail (ZC_IS_KEYRING (keyring), NULL);
  g_return_val_if_fail (ZC_IS_DNS_CONFIG (config), NULL);

  self = g_object_new (ZC_TYPE_ACCOUNT_STORE, NULL);
  self->path = path != NULL ? g_strdup (path)
                            : g_build_filename (g_get_user_config_dir (), "zone-courier", "accounts.conf", NULL);
  self->keyring = g_object_ref (keyring);
  self->config = g_object_ref (config);

  return self;
}

/* Takes the text. */
static void
take_notice (ZcAccountStore *self,
             char           *notice)
{
  g_free (self->notice);
  self->notice = notice;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICE]);
}

const char *
zc_account_store_get_notice (ZcAccountStore *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_STORE (self), NULL);

  return self->notice;
}

gboolean
zc_account_store_is_loaded (ZcAccountStore *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_STORE (self), FALSE);

  return self->loaded;
}

/* Entries */

gboolean
_zc_account_store_find_position (ZcAccountStore *self,
                                 const char     *id,
                                 guint          *position)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_str_equal (zc_account_entry_get_id (g_ptr_array_index (self->entries, i)), id))
      {
        *position = i;
        return TRUE;
      }

  return FALSE;
}

void
_zc_account_store_insert_entry (ZcAccountStore *self,
                                ZcAccountEntry *entry)
{
  gboolean saved = zc_account_entry_get_kind (entry) == ZC_ACCOUNT_KIND_SAVED;
  guint position = saved ? self->n_saved : self->entries->len;

  g_ptr_array_insert (self->entries, (int) position, g_object_ref (entry));
  self->n_saved += saved;
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

void
_zc_account_store_replace_entry (ZcAccountStore *self,
                                 guint           position,
                                 ZcAccountEntry *entry)
{
  g_object_unref (g_ptr_array_index (self->entries, position));
  g_ptr_array_index (self->entries, position) = g_object_ref (entry);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

void
_zc_account_store_remove_entry (ZcAccountStore *self,
                                guint           position)
{
  g_ptr_array_remove_index (self->entries, position);
  self->n_saved -= position < self->n_saved;
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

ZcAccountEntry *
zc_account_store_get (ZcAccountStore *self,
                      const char     *id)
{
  guint position;

  g_return_val_if_fail (ZC_IS_ACCOUNT_STORE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return _zc_account_store_find_position (self, id, &position) ? g_ptr_array_index (self->entries, position) : NULL;
}

ZcAccountEntry *
zc_account_store_find (ZcAccountStore *self,
                       const char     *name)
{
  ZcAccountEntry *found = NULL;

  g_return_val_if_fail (ZC_IS_ACCOUNT_STORE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      ZcAccountEntry *entry = g_ptr_array_index (self->entries, i);
      gboolean same = g_str_equal (zc_account_entry_get_name (entry), name);

      /* A saved one may have got this name while there was nothing in the environment. */
      if (zc_account_entry_get_kind (entry) == ZC_ACCOUNT_KIND_ENVIRONMENT &&
          (same || g_str_equal (name, ENGLISH_NAME_OF_ENVIRONMENT)))
        return entry;
      if (same && found == NULL)
        found = entry;
    }

  return found;
}

ZcAccountEntry *
zc_account_store_get_last_opened (ZcAccountStore *self)
{
  ZcAccountEntry *last = NULL;

  g_return_val_if_fail (ZC_IS_ACCOUNT_STORE (self), NULL);

  for (guint i = 0; i < self->n_saved; i++)
    {
      ZcAccountEntry *entry = g_ptr_array_index (self->entries, i);
      GDateTime *opened = zc_account_entry_get_last_opened (entry);

      if (opened != NULL &&
          (last == NULL || g_date_time_compare (opened, zc_account_entry_get_last_opened (last)) > 0))
        last = entry;
    }

  return last;
}

static gboolean
is_one_line (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      GUnicodeType type = g_unichar_type (g_utf8_get_char (at));

      if (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_LINE_SEPARATOR ||
          type == G_UNICODE_PARAGRAPH_SEPARATOR || type == G_UNICODE_SURROGATE)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_name_of (ZcAccountEntry *entry,
            const char     *folded)
{
  g_autofree char *other = g_utf8_casefold (zc_account_entry_get_name (entry), -1);

  return g_str_equal (other, folded);
}

gboolean
zc_account_store_check_name (ZcAccountStore  *self,
                             const char      *name,
                             const char      *except_id,
                             GError         **error)
{
  g_autofree char *stripped = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (ZC_IS_ACCOUNT_STORE (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (!g_utf8_validate (name, -1, NULL) || !is_one_line (name))
    {
      g_set_error_literal (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_BAD_NAME,
                           _("The name has a line break or a control character in it. Give a name of one line."));
      return FALSE;
    }

  stripped = g_strstrip (g_strdup (name));
  if (*stripped == '\0')
    {
      g_set_error_literal (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_BAD_NAME,
                           _("The name is empty. Give one by which you tell this account from others."));
      return FALSE;
    }

  if (g_utf8_strlen (stripped, -1) > ZC_ACCOUNT_NAME_MOST_CHARACTERS)
    {
      g_set_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_BAD_NAME,
                   ngettext ("The name is longer than %u character. Give a shorter one.",
                             "The name is longer than %u characters. Give a shorter one.",
                             ZC_ACCOUNT_NAME_MOST_CHARACTERS),
                   ZC_ACCOUNT_NAME_MOST_CHARACTERS);
      return FALSE;
    }

  folded = g_utf8_casefold (stripped, -1);
  for (guint i = 0; i < self->entries->len; i++)
    {
      ZcAccountEntry *entry = g_ptr_array_index (self->entries, i);

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

/* The file */

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  g_task_return_pointer (task, zc_account_file_load (data), (GDestroyNotify) zc_account_file_free);
}

void
zc_account_store_load_async (ZcAccountStore      *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (ZC_IS_ACCOUNT_STORE (self));
  g_return_if_fail (!self->loaded);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_account_store_load_async);
  g_task_set_task_data (task, g_strdup (self->path), g_free);
  zc_worker_pool_run (self->pool, task, load_in_thread);
}

gboolean
zc_account_store_load_finish (ZcAccountStore  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  g_autoptr(ZcAccountFile) file = NULL;
  guint n_entries;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_account_store_load_async), FALSE);

  file = g_task_propagate_pointer (G_TASK (result), error);
  if (file == NULL)
    return FALSE;

  g_return_val_if_fail (!self->loaded, FALSE);

  self->loaded = TRUE;
  g_key_file_unref (self->keys);
  self->keys = g_key_file_ref (file->keys);

  /* Accounts that are not saved may have been listed already; they stay behind the saved ones. */
  n_entries = file->entries->len;
  for (guint i = 0; i < n_entries; i++)
    g_ptr_array_insert (self->entries, (int) i, g_object_ref (g_ptr_array_index (file->entries, i)));
  self->n_saved = n_entries;
  self->obstacle = g_steal_pointer (&file->obstacle);
  if (n_entries > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, n_entries);
  if (file->notice != NULL)
    take_notice (self, g_steal_pointer (&file->notice));

  return TRUE;
}

typedef struct
{
  char *path;    /* (owned) */
  GBytes *bytes; /* (owned) */
} Writing;

static void
writing_free (gpointer data)
{
  Writing *writing = data;

  g_free (writing->path);
  g_bytes_unref (writing->bytes);
  g_free (writing);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Writing *writing = data;
  GError *error = NULL;

  if (zc_account_file_write (writing->path, writing->bytes, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Writes the file as it is now. What was begun is not cancelled: the file would lag behind the list. */
void
_zc_account_store_write_async (ZcAccountStore      *self,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  Writing *writing;
  gsize length;
  char *text;

  g_task_set_source_tag (task, _zc_account_store_write_async);
  if (self->obstacle != NULL)
    {
      GError *error = NULL;

      zc_account_file_set_write_error (&error, self->obstacle);
      g_task_return_error (task, error);
      return;
    }

  writing = g_new0 (Writing, 1);
  text = g_key_file_to_data (self->keys, &length, NULL);
  writing->path = g_strdup (self->path);
  writing->bytes = g_bytes_new_take (text, length);
  g_task_set_task_data (task, writing, writing_free);
  zc_worker_pool_run (self->pool, task, write_in_thread);
}

gboolean
_zc_account_store_write_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
last_opened_written_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      data)
{
  g_autoptr(GError) error = NULL;

  if (!_zc_account_store_write_finish (result, &error))
    take_notice (ZC_ACCOUNT_STORE (source), g_strdup (error->message));
}

void
zc_account_store_set_last_opened (ZcAccountStore *self,
                                  const char     *id)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(ZcAccountEntry) changed = NULL;
  ZcAccountEntry *entry;
  guint position;

  g_return_if_fail (ZC_IS_ACCOUNT_STORE (self));
  g_return_if_fail (id != NULL);

  if (!_zc_account_store_find_position (self, id, &position) || position >= self->n_saved)
    return;

  entry = g_ptr_array_index (self->entries, position);
  changed = zc_account_entry_new (ZC_ACCOUNT_KIND_SAVED, id, zc_account_entry_get_name (entry),
                                  zc_account_entry_get_api_url (entry), now);
  zc_account_file_set_entry (self->keys, changed);
  _zc_account_store_replace_entry (self, position, changed);
  _zc_account_store_write_async (self, last_opened_written_cb, NULL);
}

/* Accounts whose tokens are in memory */

void
_zc_account_store_hold (ZcAccountStore *self,
                        ZcAccount      *account)
{
  g_hash_table_replace (self->accounts, g_strdup (zc_account_get_id (account)), g_object_ref (account));
}

ZcAccountEntry *
_zc_account_store_make_entry (ZcAccount *account)
{
  return zc_account_entry_new (zc_account_get_kind (account), zc_account_get_id (account),
                               zc_account_get_name (account), zc_account_get_api_url (account), NULL);
}

ZcAccount *
_zc_account_store_make_account (ZcAccountStore *self,
                                ZcAccountEntry *entry,
                                ZcSecret       *token)
{
  return zc_account_new_full (zc_account_entry_get_kind (entry), zc_account_entry_get_id (entry),
                              zc_account_entry_get_name (entry), zc_account_entry_get_api_url (entry),
                              token, self->config);
}

void
zc_account_store_add_unsaved (ZcAccountStore *self,
                              ZcAccount      *account)
{
  g_autoptr(ZcAccountEntry) entry = NULL;
  guint position;

  g_return_if_fail (ZC_IS_ACCOUNT_STORE (self));
  g_return_if_fail (ZC_IS_ACCOUNT (account));
  g_return_if_fail (zc_account_get_kind (account) != ZC_ACCOUNT_KIND_SAVED);

  entry = _zc_account_store_make_entry (account);
  _zc_account_store_hold (self, account);
  if (_zc_account_store_find_position (self, zc_account_get_id (account), &position))
    _zc_account_store_replace_entry (self, position, entry);
  else
    _zc_account_store_insert_entry (self, entry);
}

/* Checks what the user gave for a new account. */
ZcAccount *
_zc_account_store_new_account (ZcAccountStore  *self,
                               ZcAccountKind    kind,
                               const char      *name,
                               const char      *api_url,
                               ZcSecret        *token,
                               GError         **error)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *stripped_name = NULL;
  g_autofree char *stripped_url = g_strstrip (g_strdup (api_url));
  g_autoptr(ZcCloudAddress) address = NULL;

  if (!zc_account_store_check_name (self, name, NULL, error))
    return NULL;

  address = zc_cloud_address_new (*stripped_url != '\0' ? stripped_url : ZC_CLOUD_DEFAULT_URL, error);
  if (address == NULL)
    return NULL;

  stripped_name = g_strstrip (g_strdup (name));

  return zc_account_new_full (kind, id, stripped_name, address->url, token, self->config);
}

ZcAccount *
zc_account_store_add_session_only (ZcAccountStore  *self,
                                   const char      *name,
                                   const char      *api_url,
                                   ZcSecret        *token,
                                   GError         **error)
{
  ZcAccount *account;

  g_return_val_if_fail (ZC_IS_ACCOUNT_STORE (self), NULL);
  g_return_val_if_fail (name != NULL && api_url != NULL, NULL);
  g_return_val_if_fail (token != NULL, NULL);

  account = _zc_account_store_new_account (self, ZC_ACCOUNT_KIND_SESSION_ONLY, name, api_url, token, error);
  if (account != NULL)
    zc_account_store_add_unsaved (self, account);

  return account;
}

static void
set_not_found_error (GError **error)
{
  g_set_error_literal (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_FOUND,
                       _("This account does not exist any more."));
}

ZcAccountEntry *
_zc_account_store_get_entry (ZcAccountStore  *self,
                             const char      *id,
                             GError         **error)
{
  ZcAccountEntry *entry = zc_account_store_get (self, id);

  if (entry == NULL)
    set_not_found_error (error);

  return entry;
}

gboolean
_zc_account_store_check_owner (ZcAccountEntry  *entry,
                               ZcSecret        *token,
                               GError         **error)
{
  return zc_account_check_owner (zc_account_entry_get_kind (entry), zc_account_entry_get_id (entry),
                                 zc_account_entry_get_api_url (entry), token, error);
}

ZcAccount *
zc_account_store_use_for_session (ZcAccountStore  *self,
                                  const char      *id,
                                  ZcSecret        *token,
                                  GError         **error)
{
  ZcAccountEntry *entry;
  ZcAccount *account;

  g_return_val_if_fail (ZC_IS_ACCOUNT_STORE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (token != NULL, NULL);

  entry = _zc_account_store_get_entry (self, id, error);
  if (entry == NULL)
    return NULL;

  if (!_zc_account_store_check_owner (entry, token, error))
    return NULL;

  account = _zc_account_store_make_account (self, entry, token);
  _zc_account_store_hold (self, account);

  return account;
}
