/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-account.h"

#include "zc-config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "zc-cloud-address.h"
#include "zc-cloud-client.h"
#include "zc-token-info.h"

/* IONOS_API_URL is shared by all of the vendor's programs; on this host it names other products. */
#define OTHER_PRODUCTS_HOST "api.ionos.com"

/* Of a digest: 128 bits. */
#define N_DIGITS 32

struct _ZcAccount
{
  GObject parent_instance;

  ZcAccountKind kind;
  char *id;            /* (owned) */
  char *name;          /* (owned) */
  char *api_url;       /* (owned) */
  ZcSecret *token;     /* (owned) */
  ZcDnsConfig *config; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ZcAccount, zc_account, G_TYPE_OBJECT)

G_DEFINE_QUARK (zc-account-error, zc_account_error)

static void
zc_account_finalize (GObject *object)
{
  ZcAccount *self = ZC_ACCOUNT (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->api_url);
  g_clear_pointer (&self->token, zc_secret_unref);
  g_clear_object (&self->config);

  G_OBJECT_CLASS (zc_account_parent_class)->finalize (object);
}

static void
zc_account_class_init (ZcAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_account_finalize;
}

static void
zc_account_init (ZcAccount *self)
{
}

static gboolean
is_of_other_products (const char *url)
{
  g_autofree char *stripped = g_strstrip (g_strdup (url));
  /* The vendor's tools take a host alone as well. */
  g_autofree char *full = strstr (stripped, "://") != NULL ? g_strdup (stripped)
                                                           : g_strconcat ("https://", stripped, NULL);
  g_autoptr(GUri) uri = g_uri_parse (full, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;
  gsize length = strlen (OTHER_PRODUCTS_HOST);

  return host != NULL && g_ascii_strncasecmp (host, OTHER_PRODUCTS_HOST, length) == 0 &&
         (host[length] == '\0' || g_str_equal (host + length, "."));
}

static const char *
get_api_url_from_environment (void)
{
  const char *url = g_getenv ("IONOS_API_URL_DNS");

  if (url != NULL && *url != '\0')
    return url;

  url = g_getenv ("IONOS_API_URL");
  if (url == NULL || *url == '\0' || is_of_other_products (url))
    return ZC_CLOUD_DEFAULT_URL;

  return url;
}

ZcAccount *
zc_account_new_full (ZcAccountKind  kind,
                     const char    *id,
                     const char    *name,
                     const char    *api_url,
                     ZcSecret      *token,
                     ZcDnsConfig   *config)
{
  ZcAccount *self;

  g_return_val_if_fail (id != NULL && *id != '\0', NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (api_url != NULL, NULL);
  g_return_val_if_fail (token != NULL, NULL);
  g_return_val_if_fail (ZC_IS_DNS_CONFIG (config), NULL);

  self = g_object_new (ZC_TYPE_ACCOUNT, NULL);
  self->kind = kind;
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->api_url = g_strdup (api_url);
  self->token = zc_secret_ref (token);
  self->config = g_object_ref (config);

  return self;
}

ZcAccount *
zc_account_new (const char  *name,
                const char  *api_url,
                ZcSecret    *token,
                ZcDnsConfig *config,
                gboolean     demo)
{
  g_autofree char *id = NULL;

  if (demo)
    return zc_account_new_full (ZC_ACCOUNT_KIND_DEMO, ZC_ACCOUNT_ID_DEMO, name, api_url, token, config);

  id = g_uuid_string_random ();

  return zc_account_new_full (ZC_ACCOUNT_KIND_SESSION_ONLY, id, name, api_url, token, config);
}

void
zc_account_forget_environment (void)
{
  char *text = getenv ("IONOS_TOKEN");

  /* A variable that is only unset stays readable below /proc. */
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_unsetenv ("IONOS_TOKEN");
}

static void
add_to_digest (GChecksum  *digest,
               const char *text)
{
  /* With its end, so that no two rows of texts are the same. */
  g_checksum_update (digest, (const guchar *) text, (gssize) strlen (text) + 1);
}

/* What the lists, runs and history of such an account are kept under. It is made of the address and of the contract and
 * user that the token names. Nothing secret goes into it: not even a digest of the token, which would tell everybody
 * who reads the files whether a token that they have or guess is the one. The digest makes no secret of the contract
 * either, it only makes a short name of it.
 *
 * A token that names no contract, as one that is no JSON Web Token, cannot be told from another contract's. IONOS makes
 * no such tokens. Keeping nothing of its account costs the history and what is shown while offline; mixing two
 * contracts would show one's zones to the other, and watch one's transfers with the other's token. */
static char *
make_environment_id (const char *api_url,
                     ZcSecret   *token)
{
  g_autoptr(GChecksum) digest = NULL;
  g_autoptr(ZcTokenInfo) info = zc_token_info_new (token);
  g_autoptr(ZcCloudAddress) address = zc_cloud_address_new (api_url, NULL);
  const char *contract = info != NULL ? zc_token_info_get_contract (info) : NULL;
  const char *user = info != NULL ? zc_token_info_get_user (info) : NULL;

  /* With an address that cannot be used there is nothing to keep. */
  if (contract == NULL || address == NULL)
    return g_strdup (ZC_ACCOUNT_ID_ENVIRONMENT);

  digest = g_checksum_new (G_CHECKSUM_SHA256);
  add_to_digest (digest, address->url);
  add_to_digest (digest, contract);
  add_to_digest (digest, user != NULL ? user : "");

  return g_strdup_printf ("%s-%.*s", ZC_ACCOUNT_ID_ENVIRONMENT, N_DIGITS, g_checksum_get_string (digest));
}

gboolean
zc_account_check_owner (ZcAccountKind   kind,
                        const char     *id,
                        const char     *api_url,
                        ZcSecret       *token,
                        GError        **error)
{
  g_autofree char *other = NULL;

  g_return_val_if_fail (id != NULL && api_url != NULL, FALSE);
  g_return_val_if_fail (token != NULL, FALSE);

  if (kind != ZC_ACCOUNT_KIND_ENVIRONMENT || g_str_equal (id, ZC_ACCOUNT_ID_ENVIRONMENT))
    return TRUE;

  other = make_environment_id (api_url, token);
  if (g_str_equal (id, other))
    return TRUE;

  g_set_error_literal (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_OTHER_OWNER,
                       _("The token does not say that it is of the contract and user of the token from the environment. Add an account for it instead."));

  return FALSE;
}

ZcAccount *
zc_account_new_from_environment (GError **error)
{
  g_autoptr(ZcDnsConfig) config = NULL;
  g_autoptr(ZcSecret) given = NULL;
  g_autoptr(ZcSecret) token = NULL;
  g_autoptr(GError) token_error = NULL;
  g_autofree char *id = NULL;
  const char *api_url = get_api_url_from_environment ();
  const char *text = g_getenv ("IONOS_TOKEN");

  if (text != NULL)
    given = zc_secret_new (text);
  zc_account_forget_environment ();

  if (given == NULL || *zc_secret_peek (given) == '\0')
    {
      g_set_error_literal (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_NONE,
                           _("There is no token: the environment variable IONOS_TOKEN is not set."));
      return NULL;
    }

  token = zc_account_read_token (zc_secret_peek (given), &token_error);
  if (token == NULL)
    {
      g_set_error (error, token_error->domain, token_error->code,
                   /* Translators: IONOS_TOKEN is a name; %s is one or more sentences that say what is wrong with a token. */
                   _("The environment variable IONOS_TOKEN cannot be used. %s"), token_error->message);
      return NULL;
    }

  config = zc_dns_config_new_from_environment (error);
  if (config == NULL)
    return NULL;

  id = make_environment_id (api_url, token);

  return zc_account_new_full (ZC_ACCOUNT_KIND_ENVIRONMENT, id, _("From the environment"), api_url, token, config);
}

static const char *
skip_blanks (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;

  return text;
}

/* Moves behind @word, which a blank must follow unless it ends in a colon. */
static gboolean
skip_word (const char **text,
           const char  *word)
{
  gsize length = strlen (word);

  if (g_ascii_strncasecmp (*text, word, length) != 0 ||
      (word[length - 1] != ':' && !g_ascii_isspace ((*text)[length])))
    return FALSE;

  *text = skip_blanks (*text + length);

  return TRUE;
}

ZcSecret *
zc_account_read_token (const char  *text,
                       GError     **error)
{
  g_autoptr(ZcSecret) token = NULL;
  const char *problem = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  text = skip_blanks (text);
  skip_word (&text, "Authorization:");
  skip_word (&text, "Bearer");
  token = zc_secret_new (text);

  if (*zc_secret_peek (token) == '\0' || g_ascii_strcasecmp (zc_secret_peek (token), "Bearer") == 0)
    problem = _("There is no token. Paste the token that the Token Manager showed when it was made.");

  for (const char *at = zc_secret_peek (token); problem == NULL && *at != '\0'; at++)
    {
      if (g_ascii_isspace (*at))
        problem = _("The token has a blank or a line break in the middle. Something else was copied along, or the token is broken into lines. Copy it again as one piece.");
      /* RFC 6750, section 2.1. Quotation marks come from files that are read by other rules than a shell's. */
      else if (!g_ascii_isalnum (*at) && strchr ("-._~+/=", *at) == NULL)
        problem = _("The token has a character in it that no token has. Copy it again from where it was made.");
    }

  if (problem != NULL)
    {
      g_set_error_literal (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_BAD_TOKEN, problem);
      return NULL;
    }

  return g_steal_pointer (&token);
}

const char *
zc_account_get_id (ZcAccount *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT (self), NULL);

  return self->id;
}

gboolean
zc_account_is_kept (ZcAccount *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT (self), FALSE);

  return self->kind == ZC_ACCOUNT_KIND_SAVED ||
         (self->kind == ZC_ACCOUNT_KIND_ENVIRONMENT && !g_str_equal (self->id, ZC_ACCOUNT_ID_ENVIRONMENT));
}

ZcAccountKind
zc_account_get_kind (ZcAccount *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT (self), ZC_ACCOUNT_KIND_SESSION_ONLY);

  return self->kind;
}

const char *
zc_account_get_name (ZcAccount *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT (self), NULL);

  return self->name;
}

const char *
zc_account_get_api_url (ZcAccount *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT (self), NULL);

  return self->api_url;
}

ZcSecret *
zc_account_get_token (ZcAccount *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT (self), NULL);

  return self->token;
}

ZcDnsConfig *
zc_account_get_dns_config (ZcAccount *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT (self), NULL);

  return self->config;
}

gboolean
zc_account_is_demo (ZcAccount *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT (self), FALSE);

  return self->kind == ZC_ACCOUNT_KIND_DEMO;
}
