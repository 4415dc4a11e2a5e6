/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-primary-status.h"

struct _ZcPrimaryStatus
{
  GObject parent_instance;

  char *primary_ip;    /* (owned) */
  char *status;        /* (owned) */
  char *error_message; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ZcPrimaryStatus, zc_primary_status, G_TYPE_OBJECT)

typedef enum
{
  PROP_PRIMARY_IP = 1,
  PROP_STATUS,
  PROP_ERROR_MESSAGE,
} ZcPrimaryStatusProperty;

static GParamSpec *properties[PROP_ERROR_MESSAGE + 1];

/* Blanks explain nothing, so they count as no explanation. */
static char *
dup_unless_blank (const char *text)
{
  g_autofree char *stripped = g_strdup (text);

  if (stripped == NULL || *g_strstrip (stripped) == '\0')
    return NULL;

  return g_strdup (text);
}

static void
zc_primary_status_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  ZcPrimaryStatus *self = ZC_PRIMARY_STATUS (object);

  switch ((ZcPrimaryStatusProperty) prop_id)
    {
    case PROP_PRIMARY_IP:
      g_value_set_string (value, self->primary_ip);
      break;
    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;
    case PROP_ERROR_MESSAGE:
      g_value_set_string (value, self->error_message);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
zc_primary_status_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  ZcPrimaryStatus *self = ZC_PRIMARY_STATUS (object);

  switch ((ZcPrimaryStatusProperty) prop_id)
    {
    case PROP_PRIMARY_IP:
      self->primary_ip = g_value_dup_string (value);
      break;
    case PROP_STATUS:
      self->status = g_value_dup_string (value);
      break;
    case PROP_ERROR_MESSAGE:
      self->error_message = dup_unless_blank (g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
zc_primary_status_finalize (GObject *object)
{
  ZcPrimaryStatus *self = ZC_PRIMARY_STATUS (object);

  g_free (self->primary_ip);
  g_free (self->status);
  g_free (self->error_message);

  G_OBJECT_CLASS (zc_primary_status_parent_class)->finalize (object);
}

static void
zc_primary_status_class_init (ZcPrimaryStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_primary_status_get_property;
  object_class->set_property = zc_primary_status_set_property;
  object_class->finalize = zc_primary_status_finalize;

  properties[PROP_PRIMARY_IP] = g_param_spec_string ("primary-ip", NULL, NULL, "", flags);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, "", flags);
  properties[PROP_ERROR_MESSAGE] = g_param_spec_string ("error-message", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zc_primary_status_init (ZcPrimaryStatus *self)
{
}

const char *
zc_primary_status_get_primary_ip (ZcPrimaryStatus *self)
{
  g_return_val_if_fail (ZC_IS_PRIMARY_STATUS (self), NULL);

  return self->primary_ip;
}

const char *
zc_primary_status_get_status (ZcPrimaryStatus *self)
{
  g_return_val_if_fail (ZC_IS_PRIMARY_STATUS (self), NULL);

  return self->status;
}

const char *
zc_primary_status_get_error_message (ZcPrimaryStatus *self)
{
  g_return_val_if_fail (ZC_IS_PRIMARY_STATUS (self), NULL);

  return self->error_message;
}

gboolean
zc_primary_status_is_ok (ZcPrimaryStatus *self)
{
  g_return_val_if_fail (ZC_IS_PRIMARY_STATUS (self), FALSE);

  return self->error_message == NULL && g_ascii_strcasecmp (self->status, "Ok") == 0;
}

gboolean
zc_primary_status_is_error (ZcPrimaryStatus *self)
{
  g_return_val_if_fail (ZC_IS_PRIMARY_STATUS (self), FALSE);

  return self->error_message != NULL;
}
