/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

#define LIMIT_SECONDS (5 * 60)

#define ATTRIBUTE_APPLICATION "application"
#define ATTRIBUTE_ACCOUNT "account-id"
#define CONTENT_TYPE "text/plain"

struct _ZcKeyring
{
  GObject parent_instance;

  guint limit_seconds;
};

G_DEFINE_FINAL_TYPE (ZcKeyring, zc_keyring, G_TYPE_OBJECT)

G_DEFINE_QUARK (zc-keyring-error, zc_keyring_error)

/* The name of the schema is not searched for: GNOME Keyring does not know it of an item that is locked, so the item
 * would look as if it did not exist, and the user would never be asked to unlock it. */
static const SecretSchema schema = {
  ZC_APPLICATION_ID ".Token",
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
    { ATTRIBUTE_APPLICATION, SECRET_SCHEMA_ATTRIBUTE_STRING },
    { ATTRIBUTE_ACCOUNT, SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
  0, NULL, NULL, NULL, NULL, NULL, NULL, NULL
};

/* One operation, which may take several calls of libsecret. */
typedef struct
{
  GHashTable *attributes;    /* (owned) */
  GCancellable *cancellable; /* (owned): ends the call that is under way */
  gulong cancelled_id;       /* 0 when the caller gave no cancellable */
  GSource *limit_source;     /* (owned) (nullable) */
  gboolean late;
} Operation;

static void
operation_free (gpointer data)
{
  Operation *self = data;

  g_hash_table_unref (self->attributes);
  g_object_unref (self->cancellable);
  g_assert (self->limit_source == NULL);
  g_free (self);
}

static void
zc_keyring_class_init (ZcKeyringClass *klass)
{
}

static void
zc_keyring_init (ZcKeyring *self)
{
  self->limit_seconds = LIMIT_SECONDS;
}

ZcKeyring *
zc_keyring_new (void)
{
  return g_object_new (ZC_TYPE_KEYRING, NULL);
}

void
zc_keyring_set_limit (ZcKeyring *self,
                      guint      seconds)
{
  g_return_if_fail (ZC_IS_KEYRING (self));
  g_return_if_fail (seconds > 0);

  self->limit_seconds = seconds;
}

/* Errors */

typedef struct
{
  GQuark (*domain) (void);
  int code;
  ZcKeyringError means;
} Meaning;

/* What the ways to fail of libsecret, D-Bus and GIO mean here. The rest is a failure of its own kind. */
static const Meaning meanings[] = {
  { secret_error_get_quark, SECRET_ERROR_IS_LOCKED, ZC_KEYRING_ERROR_LOCKED },

  { g_dbus_error_quark, G_DBUS_ERROR_SERVICE_UNKNOWN, ZC_KEYRING_ERROR_NO_SERVICE },
  { g_dbus_error_quark, G_DBUS_ERROR_NAME_HAS_NO_OWNER, ZC_KEYRING_ERROR_NO_SERVICE },
  { g_dbus_error_quark, G_DBUS_ERROR_NO_SERVER, ZC_KEYRING_ERROR_NO_SERVICE },
  { g_dbus_error_quark, G_DBUS_ERROR_DISCONNECTED, ZC_KEYRING_ERROR_NO_SERVICE },
  { g_dbus_error_quark, G_DBUS_ERROR_SPAWN_EXEC_FAILED, ZC_KEYRING_ERROR_NO_SERVICE },
  { g_dbus_error_quark, G_DBUS_ERROR_SPAWN_FORK_FAILED, ZC_KEYRING_ERROR_NO_SERVICE },
  { g_dbus_error_quark, G_DBUS_ERROR_SPAWN_CHILD_EXITED, ZC_KEYRING_ERROR_NO_SERVICE },
  { g_dbus_error_quark, G_DBUS_ERROR_SPAWN_CHILD_SIGNALED, ZC_KEYRING_ERROR_NO_SERVICE },
  { g_dbus_error_quark, G_DBUS_ERROR_SPAWN_FAILED, ZC_KEYRING_ERROR_NO_SERVICE },
  { g_dbus_error_quark, G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND, ZC_KEYRING_ERROR_NO_SERVICE },
  /* No bus, or an address where nobody is. */
  { g_io_error_quark, G_IO_ERROR_NOT_FOUND, ZC_KEYRING_ERROR_NO_SERVICE },
  { g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, ZC_KEYRING_ERROR_NO_SERVICE },
  { g_io_error_quark, G_IO_ERROR_CLOSED, ZC_KEYRING_ERROR_NO_SERVICE },
  { g_io_error_quark, G_IO_ERROR_CONNECTION_CLOSED, ZC_KEYRING_ERROR_NO_SERVICE },

  { g_dbus_error_quark, G_DBUS_ERROR_ACCESS_DENIED, ZC_KEYRING_ERROR_REFUSED },
  { g_dbus_error_quark, G_DBUS_ERROR_AUTH_FAILED, ZC_KEYRING_ERROR_REFUSED },
  { g_io_error_quark, G_IO_ERROR_PERMISSION_DENIED, ZC_KEYRING_ERROR_REFUSED },

  { g_dbus_error_quark, G_DBUS_ERROR_NO_REPLY, ZC_KEYRING_ERROR_NO_ANSWER },
  { g_dbus_error_quark, G_DBUS_ERROR_TIMEOUT, ZC_KEYRING_ERROR_NO_ANSWER },
  { g_dbus_error_quark, G_DBUS_ERROR_TIMED_OUT, ZC_KEYRING_ERROR_NO_ANSWER },
  { g_io_error_quark, G_IO_ERROR_TIMED_OUT, ZC_KEYRING_ERROR_NO_ANSWER },
};

static const char *
get_sentence (ZcKeyringError code)
{
  switch (code)
    {
    case ZC_KEYRING_ERROR_NO_SERVICE:
      return _("This desktop has no keyring that Zone Courier could use.");
    case ZC_KEYRING_ERROR_LOCKED:
      return _("The keyring is locked and was not unlocked.");
    case ZC_KEYRING_ERROR_REFUSED:
      return _("The keyring does not let Zone Courier in.");
    case ZC_KEYRING_ERROR_NO_TOKEN:
      return _("The keyring holds no token for this account.");
    case ZC_KEYRING_ERROR_NO_ANSWER:
      return _("The keyring did not answer in time.");
    case ZC_KEYRING_ERROR_FAILED:
    default:
      return _("The keyring reported an error.");
    }
}

const char *
zc_keyring_error_get_advice (const GError *error)
{
  if (error == NULL || error->domain != ZC_KEYRING_ERROR)
    return NULL;

  switch ((ZcKeyringError) error->code)
    {
    case ZC_KEYRING_ERROR_NO_SERVICE:
      return _("Install and start a keyring such as GNOME Keyring or KWallet, or use the token for this session only.");
    case ZC_KEYRING_ERROR_LOCKED:
      return _("Try again and enter the keyring’s password, or use the token for this session only.");
    case ZC_KEYRING_ERROR_NO_TOKEN:
      return _("Replace the token of this account.");
    case ZC_KEYRING_ERROR_REFUSED:
    case ZC_KEYRING_ERROR_NO_ANSWER:
    case ZC_KEYRING_ERROR_FAILED:
    default:
      return _("Look at the keyring with Passwords and Keys, or use the token for this session only.");
    }
}

static GError *
make_error (ZcKeyringError code)
{
  return g_error_new_literal (ZC_KEYRING_ERROR, (int) code, get_sentence (code));
}

static ZcKeyringError
find_meaning (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (error->domain == meanings[i].domain () && error->code == meanings[i].code)
      return meanings[i].means;

  return ZC_KEYRING_ERROR_FAILED;
}

/* Takes an error of libsecret and gives the one of this program for it. */
static GError *
translate_error (GTask  *task,
                 GError *error)
{
  Operation *operation = g_task_get_task_data (task);
  g_autoptr(GError) owned = error;
  ZcKeyringError code;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (operation->late)
        return make_error (ZC_KEYRING_ERROR_NO_ANSWER);
      if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
        return g_steal_pointer (&owned);
      /* Nobody here cancelled: the user did, when the keyring asked for the password. */
      return make_error (ZC_KEYRING_ERROR_LOCKED);
    }

  code = find_meaning (error);
  g_debug ("The keyring failed: %s %d: %s", g_quark_to_string (error->domain), error->code, error->message);
  if (code == ZC_KEYRING_ERROR_FAILED)
    return g_error_new (ZC_KEYRING_ERROR, ZC_KEYRING_ERROR_FAILED,
                        /* Translators: %s is what the keyring reported, in its own words. */
                        _("The keyring reported an error: %s"), error->message);

  return make_error (code);
}

/* Operations */

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  g_cancellable_cancel (data);
}

static gboolean
late_cb (gpointer data)
{
  Operation *operation = g_task_get_task_data (data);

  operation->late = TRUE;
  g_cancellable_cancel (operation->cancellable);

  return G_SOURCE_REMOVE;
}

/* Begins an operation. The source of its limit keeps the task until finish() is called. */
static GTask *
begin (ZcKeyring           *self,
       gpointer             tag,
       const char          *account_id,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Operation *operation = g_new0 (Operation, 1);

  g_task_set_source_tag (task, tag);
  operation->attributes = secret_attributes_build (&schema, ATTRIBUTE_APPLICATION, ZC_APPLICATION_ID,
                                                   ATTRIBUTE_ACCOUNT, account_id, NULL);
  operation->cancellable = g_cancellable_new ();
  g_task_set_task_data (task, operation, operation_free);

  operation->limit_source = g_timeout_source_new_seconds (self->limit_seconds);
  g_source_set_callback (operation->limit_source, late_cb, g_object_ref (task), g_object_unref);
  g_source_attach (operation->limit_source, g_task_get_context (task));
  if (cancellable != NULL)
    operation->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb),
                                                     g_object_ref (operation->cancellable), g_object_unref);

  return task;
}

static void
end (GTask *task)
{
  Operation *operation = g_task_get_task_data (task);

  g_cancellable_disconnect (g_task_get_cancellable (task), operation->cancelled_id);
  operation->cancelled_id = 0;
  g_source_destroy (operation->limit_source);
  g_clear_pointer (&operation->limit_source, g_source_unref);
}

static void
return_error (GTask  *task,
              GError *error)
{
  GError *translated = translate_error (task, error);

  end (task);
  g_task_return_error (task, translated);
}

static void
return_code (GTask          *task,
             ZcKeyringError  code)
{
  end (task);
  g_task_return_error (task, make_error (code));
}

/* Storing */

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    {
      end (task);
      g_task_return_boolean (task, TRUE);
    }
  else if (error != NULL)
    return_error (task, error);
  else
    /* libsecret says FALSE without a reason where a question to the user was dismissed. */
    return_code (task, ZC_KEYRING_ERROR_LOCKED);
}

void
zc_keyring_store_async (ZcKeyring           *self,
                        const char          *account_id,
                        const char          *account_name,
                        ZcSecret            *token,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(SecretValue) value = NULL;
  g_autofree char *label = NULL;
  Operation *operation;

  g_return_if_fail (ZC_IS_KEYRING (self));
  g_return_if_fail (account_id != NULL && account_name != NULL);
  g_return_if_fail (token != NULL);

  task = begin (self, zc_keyring_store_async, account_id, cancellable, callback, user_data);
  operation = g_task_get_task_data (task);
  /* Translators: the name of an item in the keyring, as other programs list it. %s is the account's name. */
  label = g_strdup_printf (_("Zone Courier: token of the account “%s”"), account_name);
  /* The copy is in memory that is not swapped out, and libsecret wipes it. */
  value = secret_value_new (zc_secret_peek (token), -1, CONTENT_TYPE);
  secret_password_storev_binary (&schema, operation->attributes, SECRET_COLLECTION_DEFAULT, label, value,
                                 operation->cancellable, stored_cb, g_object_ref (task));
}

gboolean
zc_keyring_store_finish (ZcKeyring     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_keyring_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Searching */

/* Asks whether there is an item, whether or not it is locked. */
static void
search (GTask               *task,
        SecretSearchFlags    flags,
        GAsyncReadyCallback  callback)
{
  Operation *operation = g_task_get_task_data (task);

  secret_password_searchv (&schema, operation->attributes, SECRET_SEARCH_ALL | flags, operation->cancellable,
                           callback, g_object_ref (task));
}

static gboolean
search_finish (GAsyncResult  *result,
               gboolean      *found,
               GError       **error)
{
  GError *search_error = NULL;
  GList *items = secret_password_search_finish (result, &search_error);

  *found = items != NULL;
  g_list_free_full (items, g_object_unref);
  if (search_error == NULL)
    return TRUE;

  g_propagate_error (error, search_error);

  return FALSE;
}

/* Reading */

/* libsecret gives nothing and no reason for what is locked and stays so, and for what does not exist. */
static void
lookup_searched_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  gboolean found;

  if (!search_finish (result, &found, &error))
    return_error (task, error);
  else
    return_code (task, found ? ZC_KEYRING_ERROR_LOCKED : ZC_KEYRING_ERROR_NO_TOKEN);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  g_autoptr(SecretValue) value = secret_password_lookup_binary_finish (result, &error);
  g_autoptr(ZcSecret) token = NULL;
  const char *text;
  gsize length;

  if (error != NULL)
    {
      return_error (task, error);
      return;
    }

  if (value == NULL)
    {
      search (task, SECRET_SEARCH_NONE, lookup_searched_cb);
      return;
    }

  /* Whoever may write to the keyring may have put anything there. libsecret puts a zero behind the bytes. */
  text = secret_value_get (value, &length);
  if (length == 0 || strlen (text) != length)
    {
      return_code (task, ZC_KEYRING_ERROR_NO_TOKEN);
      return;
    }

  token = zc_secret_new (text);
  end (task);
  g_task_return_pointer (task, g_steal_pointer (&token), (GDestroyNotify) zc_secret_unref);
}

void
zc_keyring_lookup_async (ZcKeyring           *self,
                         const char          *account_id,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Operation *operation;

  g_return_if_fail (ZC_IS_KEYRING (self));
  g_return_if_fail (account_id != NULL);

  task = begin (self, zc_keyring_lookup_async, account_id, cancellable, callback, user_data);
  operation = g_task_get_task_data (task);
  secret_password_lookupv (&schema, operation->attributes, operation->cancellable, looked_up_cb, g_object_ref (task));
}

ZcSecret *
zc_keyring_lookup_finish (ZcKeyring     *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_keyring_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Removing */

static void
clear_checked_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  gboolean found;

  if (!search_finish (result, &found, &error))
    return_error (task, error);
  else if (found)
    return_code (task, ZC_KEYRING_ERROR_LOCKED);
  else
    {
      end (task);
      g_task_return_boolean (task, TRUE);
    }
}

static void
cleared_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  /* It says FALSE where nothing was removed, which is no failure when there is nothing. */
  secret_password_clear_finish (result, &error);
  if (error != NULL)
    return_error (task, error);
  else
    search (task, SECRET_SEARCH_NONE, clear_checked_cb);
}

/* Only items that are unlocked are removed, so the search before it unlocks what there is. */
static void
clear_searched_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(GTask) task = data;
  Operation *operation = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean found;

  if (!search_finish (result, &found, &error))
    return_error (task, error);
  else
    secret_password_clearv (&schema, operation->attributes, operation->cancellable, cleared_cb, g_object_ref (task));
}

void
zc_keyring_clear_async (ZcKeyring           *self,
                        const char          *account_id,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (ZC_IS_KEYRING (self));
  g_return_if_fail (account_id != NULL);

  task = begin (self, zc_keyring_clear_async, account_id, cancellable, callback, user_data);
  search (task, SECRET_SEARCH_UNLOCK, clear_searched_cb);
}

gboolean
zc_keyring_clear_finish (ZcKeyring     *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_keyring_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
