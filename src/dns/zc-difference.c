/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-difference.h"

#include "zc-rdata-text.h"

struct _ZcDifference
{
  GObject parent_instance;

  ZcZoneCopy *reference_copy; /* (owned) (nullable) */
  ZcZoneCopy *other_copy;     /* (owned) (nullable) */
  ZcZoneRrset reference;      /* meaningless without @reference_copy */
  ZcZoneRrset other;          /* meaningless without @other_copy */
  char *owner;                /* (owned) (nullable): made when asked for, as the next two */
  char *record_type;          /* (owned) (nullable) */
  char *covered_type;         /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ZcDifference, zc_difference, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (ZcDifferenceKind, zc_difference_kind,
                    G_DEFINE_ENUM_VALUE (ZC_DIFFERENCE_MISSING, "missing"),
                    G_DEFINE_ENUM_VALUE (ZC_DIFFERENCE_EXTRA, "extra"),
                    G_DEFINE_ENUM_VALUE (ZC_DIFFERENCE_CHANGED, "changed"))

typedef enum
{
  PROP_KIND = 1,
  PROP_OWNER,
  PROP_RECORD_TYPE,
  PROP_COVERED_TYPE,
  PROP_TTL_ONLY,
} ZcDifferenceProperty;

static GParamSpec *properties[PROP_TTL_ONLY + 1];

const char *
zc_difference_kind_get_id (ZcDifferenceKind kind)
{
  switch (kind)
    {
    case ZC_DIFFERENCE_MISSING:
      return "missing";

    case ZC_DIFFERENCE_EXTRA:
      return "extra";

    case ZC_DIFFERENCE_CHANGED:
      return "changed";

    default:
      g_return_val_if_reached (NULL);
    }
}

static const ZcZoneRrset *
get_some_set (ZcDifference *self)
{
  return self->reference_copy != NULL ? &self->reference : &self->other;
}

static void
zc_difference_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  ZcDifference *self = ZC_DIFFERENCE (object);

  switch ((ZcDifferenceProperty) prop_id)
    {
    case PROP_KIND:
      g_value_set_enum (value, (int) zc_difference_get_kind (self));
      break;

    case PROP_OWNER:
      g_value_set_string (value, zc_difference_get_owner (self));
      break;

    case PROP_RECORD_TYPE:
      g_value_set_string (value, zc_difference_get_record_type (self));
      break;

    case PROP_COVERED_TYPE:
      g_value_set_string (value, zc_difference_get_covered_type (self));
      break;

    case PROP_TTL_ONLY:
      g_value_set_boolean (value, zc_difference_get_ttl_only (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      break;
    }
}

static void
zc_difference_finalize (GObject *object)
{
  ZcDifference *self = ZC_DIFFERENCE (object);

  g_clear_object (&self->reference_copy);
  g_clear_object (&self->other_copy);
  g_free (self->owner);
  g_free (self->record_type);
  g_free (self->covered_type);

  G_OBJECT_CLASS (zc_difference_parent_class)->finalize (object);
}

static void
zc_difference_class_init (ZcDifferenceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_difference_get_property;
  object_class->finalize = zc_difference_finalize;

  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, ZC_TYPE_DIFFERENCE_KIND,
                                             ZC_DIFFERENCE_MISSING, flags);
  properties[PROP_OWNER] = g_param_spec_string ("owner", NULL, NULL, NULL, flags);
  properties[PROP_RECORD_TYPE] = g_param_spec_string ("record-type", NULL, NULL, NULL, flags);
  properties[PROP_COVERED_TYPE] = g_param_spec_string ("covered-type", NULL, NULL, NULL, flags);
  properties[PROP_TTL_ONLY] = g_param_spec_boolean ("ttl-only", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zc_difference_init (ZcDifference *self)
{
}

ZcDifference *
zc_difference_new (ZcZoneCopy        *reference_copy,
                   const ZcZoneRrset *reference,
                   ZcZoneCopy        *other_copy,
                   const ZcZoneRrset *other)
{
  ZcDifference *self;

  g_return_val_if_fail (reference != NULL || other != NULL, NULL);
  g_return_val_if_fail (reference == NULL || ZC_IS_ZONE_COPY (reference_copy), NULL);
  g_return_val_if_fail (other == NULL || ZC_IS_ZONE_COPY (other_copy), NULL);

  self = g_object_new (ZC_TYPE_DIFFERENCE, NULL);
  if (reference != NULL)
    {
      self->reference_copy = g_object_ref (reference_copy);
      self->reference = *reference;
    }
  if (other != NULL)
    {
      self->other_copy = g_object_ref (other_copy);
      self->other = *other;
    }

  return self;
}

ZcDifferenceKind
zc_difference_get_kind (ZcDifference *self)
{
  g_return_val_if_fail (ZC_IS_DIFFERENCE (self), ZC_DIFFERENCE_CHANGED);

  if (self->other_copy == NULL)
    return ZC_DIFFERENCE_MISSING;
  if (self->reference_copy == NULL)
    return ZC_DIFFERENCE_EXTRA;

  return ZC_DIFFERENCE_CHANGED;
}

const char *
zc_difference_get_owner (ZcDifference *self)
{
  g_return_val_if_fail (ZC_IS_DIFFERENCE (self), NULL);

  if (self->owner == NULL)
    self->owner = zc_zone_rrset_dup_owner (get_some_set (self));

  return self->owner;
}

const char *
zc_difference_get_record_type (ZcDifference *self)
{
  g_return_val_if_fail (ZC_IS_DIFFERENCE (self), NULL);

  if (self->record_type == NULL)
    self->record_type = zc_rdata_type_to_text (get_some_set (self)->type);

  return self->record_type;
}

const char *
zc_difference_get_covered_type (ZcDifference *self)
{
  guint16 covered;

  g_return_val_if_fail (ZC_IS_DIFFERENCE (self), NULL);

  covered = get_some_set (self)->covered;
  if (covered != 0 && self->covered_type == NULL)
    self->covered_type = zc_rdata_type_to_text (covered);

  return self->covered_type;
}

gboolean
zc_difference_get_ttl_only (ZcDifference *self)
{
  g_return_val_if_fail (ZC_IS_DIFFERENCE (self), FALSE);

  return zc_difference_get_kind (self) == ZC_DIFFERENCE_CHANGED &&
         zc_zone_rrset_relate (&self->reference, &self->other) == ZC_ZONE_RRSET_TTL_DIFFERS;
}

void
zc_difference_get_ttls (ZcDifference *self,
                        gint64       *reference,
                        gint64       *other)
{
  g_return_if_fail (ZC_IS_DIFFERENCE (self));

  if (reference != NULL)
    *reference = self->reference_copy != NULL ? (gint64) self->reference.ttl : -1;
  if (other != NULL)
    *other = self->other_copy != NULL ? (gint64) self->other.ttl : -1;
}

char **
zc_difference_dup_reference_texts (ZcDifference *self)
{
  g_return_val_if_fail (ZC_IS_DIFFERENCE (self), NULL);

  return self->reference_copy != NULL ? zc_zone_rrset_dup_texts (&self->reference) : g_new0 (char *, 1);
}

char **
zc_difference_dup_other_texts (ZcDifference *self)
{
  g_return_val_if_fail (ZC_IS_DIFFERENCE (self), NULL);

  return self->other_copy != NULL ? zc_zone_rrset_dup_texts (&self->other) : g_new0 (char *, 1);
}
