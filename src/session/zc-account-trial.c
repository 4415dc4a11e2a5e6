/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-account-trial.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "zc-cloud-address.h"
#include "zc-cloud-client.h"
#include "zc-cloud-error.h"
#include "zc-text.h"

/* The API of the hosting products: other accounts, other keys, and errors of another form. */
#define HOSTING_HOST "api.hosting.ionos.com"
/* The other products of IONOS Cloud, and what the vendor's SDKs take for all of them. */
#define OTHER_PRODUCTS_HOST "api.ionos.com"

struct _ZcAccountTrial
{
  GObject parent_instance;

  ZcTrialOutcome outcome;
  char *host;        /* (owned) */
  char *explanation; /* (owned) */
  ZcQuota *quota;    /* (owned) (nullable) */
  ZcTokenInfo *info; /* (owned) (nullable) */
  GError *error;     /* (owned) (nullable) */

  /* While it is under way */
  ZcTrialWaitFunc wait_func; /* (nullable) */
  gpointer wait_data;        /* (unowned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ZcAccountTrial, zc_account_trial, G_TYPE_OBJECT)

static void
zc_account_trial_finalize (GObject *object)
{
  ZcAccountTrial *self = ZC_ACCOUNT_TRIAL (object);

  g_free (self->host);
  g_free (self->explanation);
  g_clear_pointer (&self->quota, zc_quota_free);
  g_clear_pointer (&self->info, zc_token_info_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (zc_account_trial_parent_class)->finalize (object);
}

static void
zc_account_trial_class_init (ZcAccountTrialClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_account_trial_finalize;
}

static void
zc_account_trial_init (ZcAccountTrial *self)
{
}

/* Judging */

static gboolean
is_of_this_service (const GError *error)
{
  return zc_cloud_error_get_server_code (error) != NULL && !zc_cloud_error_is_hosting_api (error);
}

static ZcTrialOutcome
judge_answer (ZcAccountTrial *self,
              const GError   *error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  if (zc_cloud_error_is_hosting_api (error))
    return ZC_TRIAL_HOSTING_API;

  switch ((ZcCloudErrorCode) error->code)
    {
    case ZC_CLOUD_ERROR_UNAUTHORIZED:
      return zc_token_info_is_expired (self->info, now) ? ZC_TRIAL_TOKEN_EXPIRED : ZC_TRIAL_TOKEN_REFUSED;

    case ZC_CLOUD_ERROR_FORBIDDEN:
      return ZC_TRIAL_NO_PRIVILEGE;

    case ZC_CLOUD_ERROR_RATE_LIMITED:
      return ZC_TRIAL_TOO_MANY_REQUESTS;

    case ZC_CLOUD_ERROR_UNAVAILABLE:
    case ZC_CLOUD_ERROR_SERVER:
      return ZC_TRIAL_UNAVAILABLE;

    case ZC_CLOUD_ERROR_INSECURE:
    case ZC_CLOUD_ERROR_BAD_ADDRESS:
      return ZC_TRIAL_BAD_ADDRESS;

    case ZC_CLOUD_ERROR_NOT_FOUND:
    case ZC_CLOUD_ERROR_CONFLICT:
    case ZC_CLOUD_ERROR_REFUSED:
    case ZC_CLOUD_ERROR_REDIRECTED:
    case ZC_CLOUD_ERROR_BAD_ANSWER:
    case ZC_CLOUD_ERROR_TOO_LARGE:
    case ZC_CLOUD_ERROR_NO_ANSWER:
    default:
      return is_of_this_service (error) ? ZC_TRIAL_FAILED : ZC_TRIAL_OTHER_SERVICE;
    }
}

typedef struct
{
  GQuark (*domain) (void);
  int code;
  ZcTrialOutcome outcome;
} Judgement;

static const Judgement judgements[] = {
  { g_resolver_error_quark, G_RESOLVER_ERROR_NOT_FOUND, ZC_TRIAL_HOST_NOT_FOUND },
  { g_resolver_error_quark, G_RESOLVER_ERROR_TEMPORARY_FAILURE, ZC_TRIAL_UNREACHABLE },
  { g_io_error_quark, G_IO_ERROR_HOST_NOT_FOUND, ZC_TRIAL_HOST_NOT_FOUND },
  { g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, ZC_TRIAL_UNREACHABLE },
  { g_io_error_quark, G_IO_ERROR_HOST_UNREACHABLE, ZC_TRIAL_UNREACHABLE },
  { g_io_error_quark, G_IO_ERROR_NETWORK_UNREACHABLE, ZC_TRIAL_UNREACHABLE },
  { g_io_error_quark, G_IO_ERROR_TIMED_OUT, ZC_TRIAL_UNREACHABLE },
  { g_io_error_quark, G_IO_ERROR_CONNECTION_CLOSED, ZC_TRIAL_UNREACHABLE },
  { g_io_error_quark, G_IO_ERROR_PARTIAL_INPUT, ZC_TRIAL_UNREACHABLE },
  { g_io_error_quark, G_IO_ERROR_PROXY_FAILED, ZC_TRIAL_PROXY },
  { g_io_error_quark, G_IO_ERROR_PROXY_AUTH_FAILED, ZC_TRIAL_PROXY },
  { g_io_error_quark, G_IO_ERROR_PROXY_NEED_AUTH, ZC_TRIAL_PROXY },
  { g_io_error_quark, G_IO_ERROR_PROXY_NOT_ALLOWED, ZC_TRIAL_PROXY },
  { g_tls_error_quark, G_TLS_ERROR_BAD_CERTIFICATE, ZC_TRIAL_CERTIFICATE },
  { g_tls_error_quark, G_TLS_ERROR_NOT_TLS, ZC_TRIAL_OTHER_SERVICE },
};

static ZcTrialOutcome
judge (ZcAccountTrial *self,
       const GError   *error)
{
  if (error->domain == ZC_CLOUD_ERROR)
    return judge_answer (self, error);

  for (guint i = 0; i < G_N_ELEMENTS (judgements); i++)
    if (error->domain == judgements[i].domain () && error->code == judgements[i].code)
      return judgements[i].outcome;

  return ZC_TRIAL_FAILED;
}

/* Words */

static char *
explain_acceptance (ZcAccountTrial *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  if (zc_token_info_is_expired (self->info, now))
    /* Translators: %s is a host name. */
    return g_strdup_printf (_("%s accepted the token, although it says that it has expired. Check this computer’s date."), self->host);

  if (self->quota->usage.zones == 0 && self->quota->usage.secondary_zones == 0)
    /* Translators: %s is a host name. */
    return g_strdup_printf (_("%s accepted the token. The account has no zones yet."), self->host);

  /* Translators: %s is a host name, %u are numbers of zones. */
  return g_strdup_printf (_("%s accepted the token. Secondary zones: %u, primary zones: %u."), self->host,
                          self->quota->usage.secondary_zones, self->quota->usage.zones);
}

static char *
explain_expiry (ZcAccountTrial *self)
{
  g_autoptr(GDateTime) local = g_date_time_to_local (zc_token_info_get_expiry (self->info));
  /* Translators: a point in time to the minute, for g_date_time_format(), such as 22 November 2026, 18:02. */
  g_autofree char *time = g_date_time_format (local, _("%-e %B %Y, %H:%M"));

  /* Translators: the first %s is a host name, the second a date and time. */
  return g_strdup_printf (_("%s did not accept the token, which says itself that it could be used until %s."), self->host, time);
}

static char *
explain (ZcAccountTrial *self)
{
  switch (self->outcome)
    {
    case ZC_TRIAL_ACCEPTED:
      return explain_acceptance (self);
    case ZC_TRIAL_TOKEN_REFUSED:
      if (self->info == NULL)
        /* Translators: %s is a host name. */
        return g_strdup_printf (_("%s did not accept the token, and the text does not look like a token of IONOS Cloud, which has three parts separated by dots."), self->host);
      /* Translators: %s is a host name. */
      return g_strdup_printf (_("%s did not accept the token. It may have been deleted, or been copied incompletely."), self->host);
    case ZC_TRIAL_TOKEN_EXPIRED:
      return explain_expiry (self);
    case ZC_TRIAL_NO_PRIVILEGE:
      /* Translators: %s is a host name. "Access and manage DNS" is the name of a privilege at IONOS. */
      return g_strdup_printf (_("%s knows the token, but its user lacks the privilege “Access and manage DNS”."), self->host);
    case ZC_TRIAL_BAD_ADDRESS:
      return g_strdup (self->error->message);
    case ZC_TRIAL_HOST_NOT_FOUND:
      /* Translators: %s is a host name. */
      return g_strdup_printf (_("The name %s has no address in DNS, as seen from this computer. The token was not sent."), self->host);
    case ZC_TRIAL_UNREACHABLE:
      /* Translators: the first %s is a host name, the second what was reported. */
      return g_strdup_printf (_("No answer came from %s (%s). Nothing is known about the token."), self->host, self->error->message);
    case ZC_TRIAL_CERTIFICATE:
      /* Translators: %s is a host name. */
      return g_strdup_printf (_("The certificate that %s showed is not one this computer trusts for that name. The token was not sent."), self->host);
    case ZC_TRIAL_HOSTING_API:
      /* Translators: %s is a host name. */
      return g_strdup_printf (_("%s is the DNS API of IONOS hosting products. Cloud DNS is another product, with its own address and its own tokens."), self->host);
    case ZC_TRIAL_OTHER_SERVICE:
      /* Translators: %s is a host name. */
      return g_strdup_printf (_("What answers at %s is not the API of IONOS Cloud DNS."), self->host);
    case ZC_TRIAL_TOO_MANY_REQUESTS:
      /* Translators: %s is a host name. */
      return g_strdup_printf (_("%s answered that it was asked too often. Nothing is known about the token."), self->host);
    case ZC_TRIAL_UNAVAILABLE:
      /* Translators: %s is a host name. */
      return g_strdup_printf (_("%s answered that it cannot work at the moment. Nothing is known about the token."), self->host);
    case ZC_TRIAL_PROXY:
    case ZC_TRIAL_FAILED:
    default:
      /* Translators: the first %s is a host name, the second what was reported. */
      return g_strdup_printf (_("The token could not be tried with %s: %s"), self->host, self->error->message);
    }
}

/* What the server said itself follows in its own words. */
static void
make_explanation (ZcAccountTrial *self)
{
  g_autofree char *explanation = explain (self);
  const char *message = zc_cloud_error_get_server_message (self->error);
  g_autofree char *shown = NULL;
  g_autofree char *quoted = NULL;

  if (message == NULL)
    {
      self->explanation = g_steal_pointer (&explanation);
      return;
    }

  shown = zc_text_make_displayable (message);
  /* Translators: %s is the server's own message, verbatim. */
  quoted = g_strdup_printf (_("The server says: “%s”"), shown);
  self->explanation = g_strconcat (explanation, "\n\n", quoted, NULL);
}

const char *
zc_account_trial_get_title (ZcAccountTrial *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_TRIAL (self), NULL);

  switch (self->outcome)
    {
    case ZC_TRIAL_ACCEPTED:
      return _("The token works");
    case ZC_TRIAL_TOKEN_REFUSED:
      return _("The token was not accepted");
    case ZC_TRIAL_TOKEN_EXPIRED:
      return _("The token has expired");
    case ZC_TRIAL_NO_PRIVILEGE:
      return _("The user may not use Cloud DNS");
    case ZC_TRIAL_BAD_ADDRESS:
      return _("The API address cannot be used");
    case ZC_TRIAL_HOST_NOT_FOUND:
      return _("The server’s name is not known");
    case ZC_TRIAL_UNREACHABLE:
      return _("The server cannot be reached");
    case ZC_TRIAL_PROXY:
      return _("The proxy did not let the request through");
    case ZC_TRIAL_CERTIFICATE:
      return _("The server’s identity could not be verified");
    case ZC_TRIAL_HOSTING_API:
      return _("This is the API of another product");
    case ZC_TRIAL_OTHER_SERVICE:
      return _("This is not the API of Cloud DNS");
    case ZC_TRIAL_TOO_MANY_REQUESTS:
      return _("Too many requests");
    case ZC_TRIAL_UNAVAILABLE:
      return _("IONOS Cloud DNS is not available");
    case ZC_TRIAL_FAILED:
    default:
      return _("The token could not be tried");
    }
}

const char *
zc_account_trial_get_next_step (ZcAccountTrial *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_TRIAL (self), NULL);

  switch (self->outcome)
    {
    case ZC_TRIAL_ACCEPTED:
      return NULL;
    case ZC_TRIAL_TOKEN_REFUSED:
    case ZC_TRIAL_TOKEN_EXPIRED:
      return _("Make a new token in the Token Manager of the Data Center Designer and paste it here.");
    case ZC_TRIAL_NO_PRIVILEGE:
      return _("Ask an administrator of the contract to give a group of this user the privilege in the User Manager.");
    case ZC_TRIAL_BAD_ADDRESS:
    case ZC_TRIAL_HOSTING_API:
    case ZC_TRIAL_OTHER_SERVICE:
      return _("Use the address https://dns.de-fra.ionos.com unless IONOS told you another one.");
    case ZC_TRIAL_HOST_NOT_FOUND:
      return _("Check the spelling of the API address and this computer’s network.");
    case ZC_TRIAL_UNREACHABLE:
      return _("Check the API address and this computer’s network, then try again.");
    case ZC_TRIAL_PROXY:
      return _("Check the proxy in this computer’s network settings, or ask the administrator of the network.");
    case ZC_TRIAL_CERTIFICATE:
      return _("Check the API address and this computer’s date. In a network that inspects connections, ask its administrator.");
    case ZC_TRIAL_TOO_MANY_REQUESTS:
    case ZC_TRIAL_UNAVAILABLE:
      return _("Try again later.");
    case ZC_TRIAL_FAILED:
    default:
      return _("Check the API address, then try again.");
    }
}

/* Trying */

static void
conclude (GTask          *task,
          ZcTrialOutcome  outcome)
{
  ZcAccountTrial *self = g_task_get_task_data (task);

  self->outcome = outcome;
  make_explanation (self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

static void
waiting_cb (ZcCloudClient  *client,
            guint           seconds,
            gboolean        asked,
            ZcAccountTrial *self)
{
  self->wait_func (seconds, asked, self->wait_data);
}

static void
quota_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GTask) task = data;
  ZcAccountTrial *self = g_task_get_task_data (task);

  self->quota = zc_cloud_client_get_quota_finish (ZC_CLOUD_CLIENT (source), result, &self->error);
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&self->error));
  else
    conclude (task, self->quota != NULL ? ZC_TRIAL_ACCEPTED : judge (self, self->error));
}

static gboolean
is_host_of (ZcCloudAddress *address,
            const char     *host)
{
  g_autoptr(GUri) uri = g_uri_parse (address->url, G_URI_FLAGS_NONE, NULL);

  return uri != NULL && g_ascii_strcasecmp (g_uri_get_host (uri), host) == 0;
}

void
zc_account_trial_async (const char          *api_url,
                        ZcSecret            *token,
                        GCancellable        *cancellable,
                        ZcTrialWaitFunc      wait_func,
                        gpointer             wait_data,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(ZcCloudAddress) address = NULL;
  g_autoptr(ZcCloudClient) client = NULL;
  g_autofree char *stripped = NULL;
  ZcAccountTrial *self;

  g_return_if_fail (api_url != NULL);
  g_return_if_fail (token != NULL);

  self = g_object_new (ZC_TYPE_ACCOUNT_TRIAL, NULL);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_account_trial_async);
  g_task_set_task_data (task, self, g_object_unref);
  self->info = zc_token_info_new (token);
  self->wait_func = wait_func;
  self->wait_data = wait_data;

  stripped = g_strstrip (g_strdup (api_url));
  address = zc_cloud_address_new (*stripped != '\0' ? stripped : ZC_CLOUD_DEFAULT_URL, &self->error);
  if (address == NULL)
    {
      conclude (task, ZC_TRIAL_BAD_ADDRESS);
      return;
    }

  self->host = g_strdup (address->host);
  if (is_host_of (address, HOSTING_HOST))
    {
      conclude (task, ZC_TRIAL_HOSTING_API);
      return;
    }
  if (is_host_of (address, OTHER_PRODUCTS_HOST))
    {
      conclude (task, ZC_TRIAL_OTHER_SERVICE);
      return;
    }

  client = zc_cloud_client_new (address->url, token, &self->error);
  if (client == NULL)
    {
      conclude (task, judge (self, self->error));
      return;
    }

  if (wait_func != NULL)
    g_signal_connect_object (client, "waiting", G_CALLBACK (waiting_cb), self, 0);
  zc_cloud_client_get_quota_async (client, cancellable, quota_cb, g_object_ref (task));
}

ZcAccountTrial *
zc_account_trial_finish (GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_account_trial_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

ZcTrialOutcome
zc_account_trial_get_outcome (ZcAccountTrial *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_TRIAL (self), ZC_TRIAL_FAILED);

  return self->outcome;
}

const char *
zc_account_trial_get_explanation (ZcAccountTrial *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_TRIAL (self), NULL);

  return self->explanation;
}

const ZcQuota *
zc_account_trial_get_quota (ZcAccountTrial *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_TRIAL (self), NULL);

  return self->quota;
}

ZcTokenInfo *
zc_account_trial_get_token_info (ZcAccountTrial *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_TRIAL (self), NULL);

  return self->info;
}

const GError *
zc_account_trial_get_error (ZcAccountTrial *self)
{
  g_return_val_if_fail (ZC_IS_ACCOUNT_TRIAL (self), NULL);

  return self->error;
}
