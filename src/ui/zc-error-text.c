/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-error-text.h"

#include <glib/gi18n-lib.h>

#include "zc-account.h"
#include "zc-cloud-error.h"
#include "zc-keyring.h"
#include "zc-text.h"

/* Stands for every code of a domain that has no row of its own. */
#define ANY_CODE (-1)

/*
 * One error and its words. Where the text is %NULL the message of the error is all there is to say: it
 * was made by this program for this very case.
 */
typedef struct
{
  GQuark (*domain) (void);
  int code;
  const char *title;
  const char *text;
} ErrorWords;

static const ErrorWords words[] = {
  { zc_cloud_error_quark, ZC_CLOUD_ERROR_UNAUTHORIZED,
    N_("IONOS did not accept the token"),
    N_("The token may have expired, been deleted, or been copied incompletely. Make a new one in the Token Manager of the Data Center Designer.") },
  { zc_cloud_error_quark, ZC_CLOUD_ERROR_FORBIDDEN,
    N_("The account may not do this"),
    N_("IONOS knows the token, but its user lacks the privilege “Access and manage DNS”. An administrator of the contract can grant it in the User Manager.") },
  { zc_cloud_error_quark, ZC_CLOUD_ERROR_NOT_FOUND,
    N_("IONOS does not have this"),
    N_("What was asked for does not exist in this account: the zone may have been deleted meanwhile, or the API address is not that of Cloud DNS. Refresh the list of zones.") },
  { zc_cloud_error_quark, ZC_CLOUD_ERROR_CONFLICT,
    N_("IONOS is still busy with this zone"),
    N_("Another operation on the zone is in progress, so IONOS turned this one away. Try again in a moment.") },
  { zc_cloud_error_quark, ZC_CLOUD_ERROR_REFUSED,
    N_("IONOS refused the request"),
    N_("The server did not accept the request. If it says why, that tells what to change. If not, something on the way may have answered in its place, or the API address is not that of Cloud DNS.") },
  { zc_cloud_error_quark, ZC_CLOUD_ERROR_RATE_LIMITED,
    N_("Too many requests"),
    N_("IONOS limits how often this account may ask, and the limit was reached. Wait a while, then try again.") },
  { zc_cloud_error_quark, ZC_CLOUD_ERROR_UNAVAILABLE,
    N_("IONOS Cloud DNS is not available"),
    N_("The service answered that it cannot work at the moment, also after several tries. This says nothing about the zones themselves. Try again later.") },
  { zc_cloud_error_quark, ZC_CLOUD_ERROR_SERVER,
    N_("Error inside IONOS Cloud DNS"),
    N_("The service reported an error of its own. Try again later; if it lasts, report it to IONOS with the words below.") },
  { zc_cloud_error_quark, ZC_CLOUD_ERROR_REDIRECTED,
    N_("The API address leads elsewhere"),
    N_("The server wants the request sent to another address. The token goes to the account’s own address only, so the request was not repeated there. Check the account’s API address.") },
  { zc_cloud_error_quark, ZC_CLOUD_ERROR_BAD_ANSWER,
    N_("The answer could not be understood"),
    N_("The server accepted the request, but its answer is not what the API of Cloud DNS documents. Check the account’s API address; if it is right, try again later.") },
  { zc_cloud_error_quark, ZC_CLOUD_ERROR_TOO_LARGE,
    N_("The answer is too large"),
    N_("The server sent more than 64 MiB for one request, so reading was stopped. Check the account’s API address.") },
  { zc_cloud_error_quark, ZC_CLOUD_ERROR_INSECURE,
    N_("The API address is not secure"),
    NULL },
  { zc_cloud_error_quark, ZC_CLOUD_ERROR_BAD_ADDRESS,
    N_("The API address cannot be used"),
    NULL },
  { zc_cloud_error_quark, ZC_CLOUD_ERROR_NO_ANSWER,
    N_("No answer to the start"),
    N_("The start of the transfer was sent to IONOS, but no answer came back, so the transfer may have begun. It is not sent a second time. The serials of the name servers show what became of it.") },

  { zc_account_error_quark, ZC_ACCOUNT_ERROR_NONE,
    N_("No account"),
    N_("There is no account yet. Add one, or try the demo.") },
  { zc_account_error_quark, ZC_ACCOUNT_ERROR_NOT_FOUND,
    N_("There is no such account"),
    NULL },
  { zc_account_error_quark, ZC_ACCOUNT_ERROR_BAD_NAME,
    N_("The name cannot be used"),
    NULL },
  { zc_account_error_quark, ZC_ACCOUNT_ERROR_NAME_TAKEN,
    N_("The name is taken"),
    NULL },
  { zc_account_error_quark, ZC_ACCOUNT_ERROR_BAD_TOKEN,
    N_("That is not a token"),
    NULL },
  { zc_account_error_quark, ZC_ACCOUNT_ERROR_OTHER_OWNER,
    N_("The token does not fit this account"),
    NULL },
  { zc_account_error_quark, ZC_ACCOUNT_ERROR_NOT_SAVED,
    N_("The change was not saved"),
    NULL },

  { zc_keyring_error_quark, ZC_KEYRING_ERROR_NO_SERVICE,
    N_("There is no keyring"),
    NULL },
  { zc_keyring_error_quark, ZC_KEYRING_ERROR_LOCKED,
    N_("The keyring is locked"),
    NULL },
  { zc_keyring_error_quark, ZC_KEYRING_ERROR_NO_TOKEN,
    N_("The token is missing"),
    NULL },
  { zc_keyring_error_quark, ANY_CODE,
    N_("The keyring did not work"),
    NULL },

  { g_resolver_error_quark, G_RESOLVER_ERROR_NOT_FOUND,
    N_("The server’s name is not known"),
    N_("The name has no address in DNS as seen from this computer. Check the spelling of the API address and this computer’s network.") },
  { g_resolver_error_quark, G_RESOLVER_ERROR_TEMPORARY_FAILURE,
    N_("Names cannot be resolved"),
    N_("This computer’s resolver gave no answer. It is probably offline, or its resolver does not work. Check the network, then try again.") },
  { g_resolver_error_quark, ANY_CODE,
    N_("Names cannot be resolved"),
    N_("This computer’s resolver reported an error. Check the network, then try again.") },

  { g_tls_error_quark, G_TLS_ERROR_BAD_CERTIFICATE,
    N_("The server’s identity could not be verified"),
    N_("The server’s certificate is not one this computer trusts, so no token was sent. Check the API address and this computer’s date; in a network that inspects connections, ask its administrator.") },
  { g_tls_error_quark, G_TLS_ERROR_NOT_TLS,
    N_("The server does not speak TLS"),
    N_("The connection was meant to be encrypted, but the server answered with something else, so no token was sent. Check the API address and its port.") },
  { g_tls_error_quark, ANY_CODE,
    N_("No secure connection"),
    N_("An encrypted connection to the server could not be made or broke down, so the request was not completed. Check the API address, then try again.") },

  { g_io_error_quark, G_IO_ERROR_CANCELLED,
    N_("Stopped"),
    N_("The operation was stopped before it was complete.") },
  { g_io_error_quark, G_IO_ERROR_HOST_NOT_FOUND,
    N_("The server’s name is not known"),
    N_("The name has no address in DNS as seen from this computer. Check the spelling of the API address and this computer’s network.") },
  { g_io_error_quark, G_IO_ERROR_NETWORK_UNREACHABLE,
    N_("No network"),
    N_("This computer has no way to the server: it is offline or lacks a route. Check the network, then try again.") },
  { g_io_error_quark, G_IO_ERROR_HOST_UNREACHABLE,
    N_("The server cannot be reached"),
    N_("This computer’s network reports no way to the server. Check the network, then try again.") },
  { g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED,
    N_("The server cannot be reached"),
    N_("Nothing accepts connections at the API address: the port is closed. Check the address, then try again.") },
  { g_io_error_quark, G_IO_ERROR_TIMED_OUT,
    N_("No answer in time"),
    N_("The server did not answer in time. The network may be slow or something on the way may drop the connection. Try again later.") },
  { g_io_error_quark, G_IO_ERROR_CONNECTION_CLOSED,
    N_("The connection broke off"),
    N_("The server or something on the way closed the connection before the answer was complete. Try again.") },
  { g_io_error_quark, G_IO_ERROR_PARTIAL_INPUT,
    N_("The connection broke off"),
    N_("The server or something on the way closed the connection before the answer was complete. Try again.") },
  { g_io_error_quark, G_IO_ERROR_PROXY_FAILED,
    N_("The proxy did not let the request through"),
    N_("This computer’s proxy reported an error. Check the proxy in the network settings.") },
  { g_io_error_quark, G_IO_ERROR_PROXY_AUTH_FAILED,
    N_("The proxy did not let the request through"),
    N_("This computer’s proxy did not accept the user name and password. Check the proxy in the network settings.") },
  { g_io_error_quark, G_IO_ERROR_PROXY_NEED_AUTH,
    N_("The proxy did not let the request through"),
    N_("This computer’s proxy wants a user name and a password. Check the proxy in the network settings.") },
  { g_io_error_quark, G_IO_ERROR_PROXY_NOT_ALLOWED,
    N_("The proxy did not let the request through"),
    N_("This computer’s proxy does not allow connections to the server. Ask the administrator of the network.") },

  { g_io_error_quark, G_IO_ERROR_PERMISSION_DENIED,
    N_("Permission denied"),
    N_("This computer does not permit it at that place. Choose another one or check its permissions.") },
  { g_io_error_quark, G_IO_ERROR_READ_ONLY,
    N_("The place cannot be written to"),
    N_("The file system there is read-only. Choose another place.") },
  { g_io_error_quark, G_IO_ERROR_NO_SPACE,
    N_("No space left"),
    N_("The disk is full, so the file was not written. Free some space or choose another place.") },
  { g_io_error_quark, G_IO_ERROR_IS_DIRECTORY,
    N_("That is a folder"),
    N_("A file cannot take the place of a folder. Choose another name.") },

  { g_io_error_quark, G_IO_ERROR_BUSY,
    N_("A transfer of this zone is running"),
    N_("No second one is started while Zone Courier watches the first. Wait for its end, or stop watching it.") },
  { g_io_error_quark, G_IO_ERROR_NOT_SUPPORTED,
    N_("Only secondary zones can be transferred"),
    N_("A primary zone is edited at IONOS itself, so there is no primary server to copy it from.") },
  { g_io_error_quark, G_IO_ERROR_INVALID_ARGUMENT,
    N_("A setting cannot be understood"),
    NULL },
};

static const ErrorWords *
find_words (const GError *error)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].domain () == error->domain &&
        (words[i].code == error->code || words[i].code == ANY_CODE))
      return &words[i];

  return NULL;
}

static void
add_paragraph (GString    *text,
               const char *paragraph)
{
  if (paragraph == NULL || *paragraph == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, "\n\n");
  g_string_append (text, paragraph);
}

/* What the service said itself, with the numbers a support team asks for. */
static void
add_service_words (GString      *text,
                   const GError *error)
{
  const char *message = zc_cloud_error_get_server_message (error);
  const char *code = zc_cloud_error_get_server_code (error);
  guint status = zc_cloud_error_get_http_status (error);
  int seconds = zc_cloud_error_get_retry_after (error);

  if (seconds > 0)
    {
      g_autofree char *wait =
        g_strdup_printf (ngettext ("IONOS asks to wait %d second.", "IONOS asks to wait %d seconds.", seconds), seconds);

      add_paragraph (text, wait);
    }

  if (message != NULL)
    {
      g_autofree char *shown = zc_text_make_displayable (message);
      /* Translators: %s is the service's own message, verbatim. */
      g_autofree char *says = g_strdup_printf (_("IONOS says: “%s”"), shown);

      add_paragraph (text, says);
    }

  if (status != 0 && code != NULL)
    {
      g_autofree char *shown = zc_text_make_displayable (code);
      /* Translators: %s is the service's own error code, such as paas-auth-1. */
      g_autofree char *numbers = g_strdup_printf (_("HTTP status %u, error code %s"), status, shown);

      add_paragraph (text, numbers);
    }
  else if (status != 0)
    {
      g_autofree char *number = g_strdup_printf (_("HTTP status %u"), status);

      add_paragraph (text, number);
    }
}

/* Whether the error's message tells more than the table does. Where the service said nothing it names the
 * place of the fault, such as a member of the JSON; it repeats what the program found out by itself. */
static gboolean
message_adds_something (const GError *error)
{
  if (error->domain == ZC_CLOUD_ERROR)
    return zc_cloud_error_get_server_message (error) == NULL;

  return error->domain != ZC_ACCOUNT_ERROR &&
         !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
         !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY) &&
         !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

char *
zc_error_text_get_title (const GError *error)
{
  const ErrorWords *found = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  found = find_words (error);

  return g_strdup (found != NULL ? _(found->title) : _("Something went wrong"));
}

char *
zc_error_text_describe (const GError *error)
{
  const ErrorWords *found = NULL;
  g_autoptr(GString) text = NULL;
  g_autofree char *message = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  text = g_string_new (NULL);
  message = zc_text_make_sentence_displayable (error->message);
  found = find_words (error);

  if (found != NULL && found->text != NULL)
    add_paragraph (text, _(found->text));

  if (error->domain == ZC_CLOUD_ERROR)
    add_service_words (text, error);

  if (found == NULL || found->text == NULL)
    {
      add_paragraph (text, message);
      add_paragraph (text, zc_keyring_error_get_advice (error));
    }
  else if (message_adds_something (error))
    {
      /* Translators: %s is what the system said, verbatim. */
      g_autofree char *reported = g_strdup_printf (_("Reported: “%s”"), message);

      add_paragraph (text, reported);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
