/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-token-info.h"

#include <string.h>

#include "zc-json.h"
#include "zc-text.h"

/* Nobody sends longer headers, and no server takes them. */
#define MOST_BYTES (64 * 1024)

/* The first second of the year 10000, beyond which GDateTime has no dates. */
#define END_OF_TIME G_GINT64_CONSTANT (253402300800)

struct _ZcTokenInfo
{
  GDateTime *expiry; /* (owned) (nullable) */
  char *contract;    /* (owned) (nullable) */
  char *user;        /* (owned) (nullable) */
  char *role;        /* (owned) (nullable) */
};

G_DEFINE_BOXED_TYPE (ZcTokenInfo, zc_token_info, zc_token_info_ref, zc_token_info_unref)

/* Returns: (transfer full) (nullable): the bytes that @length characters of base64 stand for */
static guchar *
decode (const char *text,
        gsize       length,
        gsize      *n_bytes)
{
  g_autoptr(GString) plain = NULL;

  while (length > 0 && text[length - 1] == '=')
    length--;
  if (length == 0)
    return NULL;

  plain = g_string_sized_new (length + 4);
  for (gsize i = 0; i < length; i++)
    {
      char character = text[i] == '-' ? '+' : text[i] == '_' ? '/' : text[i];

      if (!g_ascii_isalnum (character) && character != '+' && character != '/')
        return NULL;
      g_string_append_c (plain, character);
    }
  while (plain->len % 4 != 0)
    g_string_append_c (plain, '=');

  return g_base64_decode (plain->str, n_bytes);
}

/* Returns: (transfer full) (nullable): the claims, the part between the first and the second dot */
static guchar *
decode_claims (const char *token,
               gsize      *n_bytes)
{
  const char *first = strchr (token, '.');
  const char *second = first != NULL ? strchr (first + 1, '.') : NULL;

  if (second == NULL || strchr (second + 1, '.') != NULL)
    return NULL;

  return decode (first + 1, (gsize) (second - first - 1), n_bytes);
}

static char *
dup_text (const ZcJsonValue *object,
          const char        *member)
{
  g_autofree char *text = NULL;

  if (!zc_json_get_string (object, member, &text, NULL) || *text == '\0')
    return NULL;

  return zc_text_make_displayable (text);
}

static void
read_expiry (ZcTokenInfo       *self,
             const ZcJsonValue *claims)
{
  gint64 seconds;

  if (zc_json_get_int (claims, "exp", 0, END_OF_TIME - 1, &seconds, NULL))
    self->expiry = g_date_time_new_from_unix_utc (seconds);
}

static void
read_identity (ZcTokenInfo       *self,
               const ZcJsonValue *claims)
{
  ZcJsonValue identity;
  gint64 number;

  if (!zc_json_get_object (claims, "identity", &identity, NULL))
    return;

  self->user = dup_text (&identity, "uuid");
  self->role = dup_text (&identity, "role");
  if (zc_json_get_int (&identity, "contractNumber", 0, G_MAXINT64, &number, NULL))
    self->contract = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  else
    self->contract = dup_text (&identity, "contractNumber");
}

ZcTokenInfo *
zc_token_info_new (ZcSecret *token)
{
  g_autoptr(ZcJsonDocument) document = NULL;
  g_autofree guchar *bytes = NULL;
  ZcTokenInfo *self;
  ZcJsonValue claims;
  const char *text;
  gsize n_bytes = 0;

  g_return_val_if_fail (token != NULL, NULL);

  text = zc_secret_peek (token);
  if (strnlen (text, MOST_BYTES + 1) > MOST_BYTES)
    return NULL;

  /* The claims alone are no secret: without the signature they open nothing. */
  bytes = decode_claims (text, &n_bytes);
  if (bytes == NULL)
    return NULL;

  document = zc_json_document_new ((const char *) bytes, n_bytes, NULL);
  if (document == NULL || !zc_json_document_get_root (document, &claims, NULL))
    return NULL;

  self = g_atomic_rc_box_new0 (ZcTokenInfo);
  read_expiry (self, &claims);
  read_identity (self, &claims);

  return self;
}

ZcTokenInfo *
zc_token_info_ref (ZcTokenInfo *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  ZcTokenInfo *self = data;

  g_clear_pointer (&self->expiry, g_date_time_unref);
  g_free (self->contract);
  g_free (self->user);
  g_free (self->role);
}

void
zc_token_info_unref (ZcTokenInfo *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

GDateTime *
zc_token_info_get_expiry (ZcTokenInfo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->expiry;
}

const char *
zc_token_info_get_contract (ZcTokenInfo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->contract;
}

const char *
zc_token_info_get_user (ZcTokenInfo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->user;
}

const char *
zc_token_info_get_role (ZcTokenInfo *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->role;
}

gboolean
zc_token_info_is_expired (ZcTokenInfo *self,
                          GDateTime   *now)
{
  g_return_val_if_fail (now != NULL, FALSE);

  return self != NULL && self->expiry != NULL && g_date_time_compare (self->expiry, now) <= 0;
}

gboolean
zc_token_info_expires_soon (ZcTokenInfo *self,
                            GDateTime   *now)
{
  g_return_val_if_fail (now != NULL, FALSE);

  return self != NULL && self->expiry != NULL && !zc_token_info_is_expired (self, now) &&
         g_date_time_difference (self->expiry, now) <= ZC_TOKEN_WARNING_DAYS * G_TIME_SPAN_DAY;
}

int
zc_token_info_get_days_left (ZcTokenInfo *self,
                             GDateTime   *now)
{
  g_return_val_if_fail (now != NULL, -1);

  if (self == NULL || self->expiry == NULL)
    return -1;

  return (int) MAX (g_date_time_difference (self->expiry, now) / G_TIME_SPAN_DAY, 0);
}
