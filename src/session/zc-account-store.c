/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-account-store-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "zc-cloud-address.h"
#include "zc-cloud-client.h"

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
  g_clear_pointer (&self->known, g_bytes_unref);
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->accounts);
  g_hash_table_unref (self->busy);
  g_strfreev (self->unused);
  g_free (self->notice);
  g_free (self->file_notice);

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

void
_zc_account_store_take_notice (ZcAccountStore *self,
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

static gboolean
find_position (ZcAccountStore *self,
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
_zc_account_store_replace_entry (ZcAccountStore *self,
                                 guint           position,
                                 ZcAccountEntry *entry)
{
  ZcAccountEntry **slot = (ZcAccountEntry **) &g_ptr_array_index (self->entries, position);
  const char *id = zc_account_entry_get_id (entry);
  ZcAccount *held = g_hash_table_lookup (self->accounts, id);
  gboolean looks_the_same = zc_account_entry_looks_like (*slot, entry);

  g_set_object (slot, entry);
  if (looks_the_same)
    return;

  if (held != NULL)
    {
      g_autoptr(ZcAccount) renamed =
        zc_account_new_full (zc_account_get_kind (held), id, zc_account_entry_get_name (entry),
                             zc_account_get_api_url (held), zc_account_get_token (held),
                             zc_account_get_dns_config (held));

      _zc_account_store_hold (self, renamed);
    }
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 1);
}

void
_zc_account_store_put_entry (ZcAccountStore *self,
                             ZcAccountEntry *entry)
{
  guint position;

  if (find_position (self, zc_account_entry_get_id (entry), &position))
    _zc_account_store_replace_entry (self, position, entry);
}

void
_zc_account_store_drop (ZcAccountStore *self,
                        const char     *id)
{
  guint position;

  g_hash_table_remove (self->accounts, id);
  if (!find_position (self, id, &position))
    return;

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

  return find_position (self, id, &position) ? g_ptr_array_index (self->entries, position) : NULL;
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

gboolean
zc_account_store_check_name (ZcAccountStore  *self,
                             const char      *name,
                             const char      *except_id,
                             GError         **error)
{
  g_autofree char *stripped = NULL;

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

  return zc_account_entries_check_name (self->entries, stripped, except_id, error);
}

static void
last_opened_written_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      data)
{
  g_autoptr(GError) error = NULL;

  /* Of an account that another session has removed meanwhile there is nothing to remember. */
  if (!_zc_account_store_edit_finish (result, &error) &&
      !g_error_matches (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NOT_FOUND))
    _zc_account_store_take_notice (ZC_ACCOUNT_STORE (source), g_strdup (error->message));
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

  if (!find_position (self, id, &position) || position >= self->n_saved)
    return;

  entry = g_ptr_array_index (self->entries, position);
  changed = zc_account_entry_new (ZC_ACCOUNT_KIND_SAVED, id, zc_account_entry_get_name (entry),
                                  zc_account_entry_get_api_url (entry), now);
  _zc_account_store_edit_async (self, zc_account_edit_set_opened, id, changed, last_opened_written_cb, NULL);
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
  if (find_position (self, zc_account_get_id (account), &position))
    _zc_account_store_replace_entry (self, position, entry);
  else
    {
      g_ptr_array_add (self->entries, g_object_ref (entry));
      g_list_model_items_changed (G_LIST_MODEL (self), self->entries->len - 1, 0, 1);
    }
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

ZcAccountEntry *
_zc_account_store_get_entry (ZcAccountStore  *self,
                             const char      *id,
                             GError         **error)
{
  ZcAccountEntry *entry = zc_account_store_get (self, id);

  if (entry == NULL)
    zc_account_set_not_found_error (error);

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
