/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-finding-item.h"

struct _ZcFindingItem
{
  GObject parent_instance;

  ZcFinding *finding; /* (owned) */
};

G_DEFINE_FINAL_TYPE (ZcFindingItem, zc_finding_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_SEVERITY,
  PROP_SERVER,
  PROP_TEXT,
  PROP_EXPLANATION,
  PROP_REMEDY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
zc_finding_item_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  ZcFindingItem *self = ZC_FINDING_ITEM (object);

  switch (property_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->finding->id);
      break;
    case PROP_SEVERITY:
      g_value_set_int (value, (int) self->finding->severity);
      break;
    case PROP_SERVER:
      g_value_set_string (value, self->finding->server);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->finding->text);
      break;
    case PROP_EXPLANATION:
      g_value_set_string (value, self->finding->explanation);
      break;
    case PROP_REMEDY:
      g_value_set_string (value, self->finding->remedy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
zc_finding_item_finalize (GObject *object)
{
  ZcFindingItem *self = ZC_FINDING_ITEM (object);

  g_clear_pointer (&self->finding, zc_finding_free);

  G_OBJECT_CLASS (zc_finding_item_parent_class)->finalize (object);
}

static void
zc_finding_item_class_init (ZcFindingItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_finding_item_get_property;
  object_class->finalize = zc_finding_item_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_SEVERITY] = g_param_spec_int ("severity", NULL, NULL, ZC_SEVERITY_INFO, ZC_SEVERITY_CRITICAL,
                                                ZC_SEVERITY_INFO, flags);
  properties[PROP_SERVER] = g_param_spec_string ("server", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_EXPLANATION] = g_param_spec_string ("explanation", NULL, NULL, NULL, flags);
  properties[PROP_REMEDY] = g_param_spec_string ("remedy", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zc_finding_item_init (ZcFindingItem *self)
{
}

ZcFindingItem *
zc_finding_item_new (const ZcFinding *finding)
{
  ZcFindingItem *self;

  g_return_val_if_fail (finding != NULL, NULL);

  self = g_object_new (ZC_TYPE_FINDING_ITEM, NULL);
  self->finding = zc_finding_copy (finding);

  return self;
}

const ZcFinding *
zc_finding_item_get_finding (ZcFindingItem *self)
{
  g_return_val_if_fail (ZC_IS_FINDING_ITEM (self), NULL);

  return self->finding;
}

gboolean
zc_finding_item_is_equal (ZcFindingItem   *self,
                          const ZcFinding *finding)
{
  g_return_val_if_fail (ZC_IS_FINDING_ITEM (self), FALSE);
  g_return_val_if_fail (finding != NULL, FALSE);

  return g_strcmp0 (self->finding->id, finding->id) == 0 && self->finding->severity == finding->severity &&
         self->finding->port == finding->port && g_strcmp0 (self->finding->server, finding->server) == 0 &&
         g_strcmp0 (self->finding->text, finding->text) == 0;
}
