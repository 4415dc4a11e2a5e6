/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-record.h"

struct _ZcRecord
{
  GObject parent_instance;

  char *id;       /* (owned) (nullable) */
  char *name;     /* (owned) */
  char *fqdn;     /* (owned) */
  char *type;     /* (owned) */
  char *content;  /* (owned) */
  guint ttl;
  int priority;
  gboolean enabled;
};

G_DEFINE_FINAL_TYPE (ZcRecord, zc_record, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_FQDN,
  PROP_TYPE,
  PROP_CONTENT,
  PROP_TTL,
  PROP_PRIORITY,
  PROP_ENABLED,
} ZcRecordProperty;

static GParamSpec *properties[PROP_ENABLED + 1];

static void
zc_record_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  ZcRecord *self = ZC_RECORD (object);

  switch ((ZcRecordProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_FQDN:
      g_value_set_string (value, self->fqdn);
      break;
    case PROP_TYPE:
      g_value_set_string (value, self->type);
      break;
    case PROP_CONTENT:
      g_value_set_string (value, self->content);
      break;
    case PROP_TTL:
      g_value_set_uint (value, self->ttl);
      break;
    case PROP_PRIORITY:
      g_value_set_int (value, self->priority);
      break;
    case PROP_ENABLED:
      g_value_set_boolean (value, self->enabled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
zc_record_set_property (GObject      *object,
                        guint         prop_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  ZcRecord *self = ZC_RECORD (object);

  switch ((ZcRecordProperty) prop_id)
    {
    case PROP_ID:
      self->id = g_value_dup_string (value);
      break;
    case PROP_NAME:
      self->name = g_value_dup_string (value);
      break;
    case PROP_FQDN:
      self->fqdn = g_value_dup_string (value);
      break;
    case PROP_TYPE:
      self->type = g_value_dup_string (value);
      break;
    case PROP_CONTENT:
      self->content = g_value_dup_string (value);
      break;
    case PROP_TTL:
      self->ttl = g_value_get_uint (value);
      break;
    case PROP_PRIORITY:
      self->priority = g_value_get_int (value);
      break;
    case PROP_ENABLED:
      self->enabled = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
zc_record_finalize (GObject *object)
{
  ZcRecord *self = ZC_RECORD (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->fqdn);
  g_free (self->type);
  g_free (self->content);

  G_OBJECT_CLASS (zc_record_parent_class)->finalize (object);
}

static void
zc_record_class_init (ZcRecordClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_record_get_property;
  object_class->set_property = zc_record_set_property;
  object_class->finalize = zc_record_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_FQDN] = g_param_spec_string ("fqdn", NULL, NULL, "", flags);
  properties[PROP_TYPE] = g_param_spec_string ("type", NULL, NULL, "", flags);
  properties[PROP_CONTENT] = g_param_spec_string ("content", NULL, NULL, "", flags);
  properties[PROP_TTL] = g_param_spec_uint ("ttl", NULL, NULL, 0, G_MAXUINT, 3600, flags);
  properties[PROP_PRIORITY] = g_param_spec_int ("priority", NULL, NULL, -1, G_MAXINT, -1, flags);
  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zc_record_init (ZcRecord *self)
{
}

const char *
zc_record_get_id (ZcRecord *self)
{
  g_return_val_if_fail (ZC_IS_RECORD (self), NULL);

  return self->id;
}

const char *
zc_record_get_name (ZcRecord *self)
{
  g_return_val_if_fail (ZC_IS_RECORD (self), NULL);

  return self->name;
}

const char *
zc_record_get_fqdn (ZcRecord *self)
{
  g_return_val_if_fail (ZC_IS_RECORD (self), NULL);

  return self->fqdn;
}

const char *
zc_record_get_record_type (ZcRecord *self)
{
  g_return_val_if_fail (ZC_IS_RECORD (self), NULL);

  return self->type;
}

const char *
zc_record_get_content (ZcRecord *self)
{
  g_return_val_if_fail (ZC_IS_RECORD (self), NULL);

  return self->content;
}

guint
zc_record_get_ttl (ZcRecord *self)
{
  g_return_val_if_fail (ZC_IS_RECORD (self), 0);

  return self->ttl;
}

int
zc_record_get_priority (ZcRecord *self)
{
  g_return_val_if_fail (ZC_IS_RECORD (self), -1);

  return self->priority;
}

gboolean
zc_record_get_enabled (ZcRecord *self)
{
  g_return_val_if_fail (ZC_IS_RECORD (self), TRUE);

  return self->enabled;
}
