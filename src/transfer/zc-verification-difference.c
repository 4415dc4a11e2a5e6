/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-verification-difference.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "zc-verification-differences-private.h"

struct _ZcVerificationDifference
{
  GObject parent_instance;

  ZcDnsServer *server;      /* (owned) (nullable): NULL for the service's records */
  ZcDifference *difference; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ZcVerificationDifference, zc_verification_difference, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_SERVER_NAME,
  PROP_OWNER,
  PROP_RECORD_TYPE,
  PROP_KIND,
  PROP_TTL_ONLY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
zc_verification_difference_get_property (GObject    *object,
                                         guint       property_id,
                                         GValue     *value,
                                         GParamSpec *pspec)
{
  ZcVerificationDifference *self = ZC_VERIFICATION_DIFFERENCE (object);

  switch (property_id)
    {
    case PROP_SERVER_NAME:
      g_value_set_string (value, zc_verification_difference_get_server_name (self));
      break;
    case PROP_OWNER:
      g_value_set_string (value, zc_difference_get_owner (self->difference));
      break;
    case PROP_RECORD_TYPE:
      g_value_set_string (value, zc_difference_get_record_type (self->difference));
      break;
    case PROP_KIND:
      g_value_set_enum (value, zc_difference_get_kind (self->difference));
      break;
    case PROP_TTL_ONLY:
      g_value_set_boolean (value, zc_difference_get_ttl_only (self->difference));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
zc_verification_difference_finalize (GObject *object)
{
  ZcVerificationDifference *self = ZC_VERIFICATION_DIFFERENCE (object);

  g_clear_pointer (&self->server, zc_dns_server_unref);
  g_clear_object (&self->difference);

  G_OBJECT_CLASS (zc_verification_difference_parent_class)->finalize (object);
}

static void
zc_verification_difference_class_init (ZcVerificationDifferenceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_verification_difference_get_property;
  object_class->finalize = zc_verification_difference_finalize;

  properties[PROP_SERVER_NAME] = g_param_spec_string ("server-name", NULL, NULL, NULL, flags);
  properties[PROP_OWNER] = g_param_spec_string ("owner", NULL, NULL, NULL, flags);
  properties[PROP_RECORD_TYPE] = g_param_spec_string ("record-type", NULL, NULL, NULL, flags);
  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, ZC_TYPE_DIFFERENCE_KIND, ZC_DIFFERENCE_MISSING, flags);
  properties[PROP_TTL_ONLY] = g_param_spec_boolean ("ttl-only", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zc_verification_difference_init (ZcVerificationDifference *self)
{
}

ZcVerificationDifference *
zc_verification_difference_new (ZcDnsServer  *server,
                                ZcDifference *difference)
{
  ZcVerificationDifference *self = g_object_new (ZC_TYPE_VERIFICATION_DIFFERENCE, NULL);

  self->server = server != NULL ? zc_dns_server_ref (server) : NULL;
  self->difference = g_object_ref (difference);

  return self;
}

const char *
zc_verification_difference_get_server_name (ZcVerificationDifference *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_DIFFERENCE (self), NULL);

  return self->server != NULL ? zc_dns_server_get_name (self->server) : ZC_VERIFICATION_SERVICE;
}

const char *
zc_verification_difference_get_address (ZcVerificationDifference *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_DIFFERENCE (self), NULL);

  return self->server != NULL ? zc_dns_server_get_address (self->server) : ZC_VERIFICATION_SERVICE;
}

guint16
zc_verification_difference_get_port (ZcVerificationDifference *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_DIFFERENCE (self), 0);

  return self->server != NULL ? zc_dns_server_get_port (self->server) : 0;
}

gboolean
zc_verification_difference_is_service (ZcVerificationDifference *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_DIFFERENCE (self), FALSE);

  return self->server == NULL;
}

ZcDifference *
zc_verification_difference_get_difference (ZcVerificationDifference *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_DIFFERENCE (self), NULL);

  return self->difference;
}

char *
zc_verification_difference_dup_server (ZcVerificationDifference *self)
{
  const char *name;
  const char *address;

  g_return_val_if_fail (ZC_IS_VERIFICATION_DIFFERENCE (self), NULL);

  if (self->server == NULL)
    return g_strdup (_("Records at IONOS"));

  name = zc_dns_server_get_name (self->server);
  address = zc_dns_server_get_address (self->server);
  if (g_str_equal (name, address))
    return g_strdup (address);

  /* Translators: the name of a name server, its IP address. */
  return g_strdup_printf (_("%s (%s)"), name, address);
}

static gboolean
contains (const char *text,
          const char *folded)
{
  g_autofree char *in = g_utf8_casefold (text, -1);

  return strstr (in, folded) != NULL;
}

static gboolean
any_contains (char       **texts,
              const char  *folded)
{
  g_auto(GStrv) owned = texts;

  for (char **text = owned; *text != NULL; text++)
    if (contains (*text, folded))
      return TRUE;

  return FALSE;
}

gboolean
zc_verification_difference_matches (ZcVerificationDifference *self,
                                    const char               *text)
{
  g_autofree char *folded = NULL;
  g_autofree char *server = NULL;

  g_return_val_if_fail (ZC_IS_VERIFICATION_DIFFERENCE (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (*text == '\0')
    return TRUE;

  folded = g_utf8_casefold (text, -1);
  server = zc_verification_difference_dup_server (self);

  return contains (zc_difference_get_owner (self->difference), folded) ||
         contains (zc_difference_get_record_type (self->difference), folded) || contains (server, folded) ||
         any_contains (zc_difference_dup_reference_texts (self->difference), folded) ||
         any_contains (zc_difference_dup_other_texts (self->difference), folded);
}
