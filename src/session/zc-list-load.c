/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-list-load-private.h"

G_DEFINE_ENUM_TYPE (ZcLoadState, zc_load_state,
  G_DEFINE_ENUM_VALUE (ZC_LOAD_STATE_EMPTY, "empty"),
  G_DEFINE_ENUM_VALUE (ZC_LOAD_STATE_LOADING, "loading"),
  G_DEFINE_ENUM_VALUE (ZC_LOAD_STATE_READY, "ready"),
  G_DEFINE_ENUM_VALUE (ZC_LOAD_STATE_FAILED, "failed"))

void
zc_list_load_install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  g_object_class_install_property (object_class, ZC_LIST_LOAD_PROP_LOAD_STATE,
                                   g_param_spec_enum ("load-state", NULL, NULL, ZC_TYPE_LOAD_STATE,
                                                      ZC_LOAD_STATE_EMPTY, flags));
  g_object_class_install_property (object_class, ZC_LIST_LOAD_PROP_BUSY,
                                   g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags));
  g_object_class_install_property (object_class, ZC_LIST_LOAD_PROP_ERROR,
                                   g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags));
  g_object_class_install_property (object_class, ZC_LIST_LOAD_PROP_N_READ,
                                   g_param_spec_uint ("n-read", NULL, NULL, 0, G_MAXUINT, 0, flags));
  g_object_class_install_property (object_class, ZC_LIST_LOAD_PROP_LOADED,
                                   g_param_spec_boxed ("loaded", NULL, NULL, G_TYPE_DATE_TIME, flags));
}

void
zc_list_load_get_property (ZcListLoad *self,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch ((ZcListLoadProperty) prop_id)
    {
    case ZC_LIST_LOAD_PROP_LOAD_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case ZC_LIST_LOAD_PROP_BUSY:
      g_value_set_boolean (value, self->cancellable != NULL);
      break;
    case ZC_LIST_LOAD_PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    case ZC_LIST_LOAD_PROP_N_READ:
      g_value_set_uint (value, self->n_read);
      break;
    case ZC_LIST_LOAD_PROP_LOADED:
      g_value_set_boxed (value, self->loaded);
      break;
    case ZC_LIST_LOAD_N_PROPS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (self->list, prop_id, pspec);
    }
}

void
zc_list_load_init (ZcListLoad *self,
                   gpointer    list)
{
  self->list = list;
}

void
zc_list_load_clear (ZcListLoad *self)
{
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_clear_pointer (&self->loaded, g_date_time_unref);
}

static void
set_state (ZcListLoad  *self,
           ZcLoadState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify (self->list, "load-state");
}

gboolean
zc_list_load_begin (ZcListLoad *self)
{
  if (self->cancellable != NULL)
    return FALSE;

  self->cancellable = g_cancellable_new ();
  g_object_freeze_notify (self->list);
  zc_list_load_set_n_read (self, 0);
  if (self->state != ZC_LOAD_STATE_READY)
    set_state (self, ZC_LOAD_STATE_LOADING);
  g_object_notify (self->list, "busy");
  g_object_thaw_notify (self->list);

  return TRUE;
}

void
zc_list_load_cancel (ZcListLoad *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

void
zc_list_load_set_n_read (ZcListLoad *self,
                         guint       n_read)
{
  if (self->n_read == n_read)
    return;

  self->n_read = n_read;
  g_object_notify (self->list, "n-read");
}

void
zc_list_load_set_error (ZcListLoad *self,
                        GError     *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify (self->list, "error");
}

void
zc_list_load_show (ZcListLoad *self,
                   GDateTime  *when)
{
  g_object_freeze_notify (self->list);
  g_clear_pointer (&self->loaded, g_date_time_unref);
  self->loaded = when;
  g_object_notify (self->list, "loaded");
  set_state (self, ZC_LOAD_STATE_READY);
  g_object_thaw_notify (self->list);
}

static void
end (ZcListLoad *self,
     GError     *error)
{
  g_clear_object (&self->cancellable);
  zc_list_load_set_error (self, error);
  g_object_notify (self->list, "busy");
}

void
zc_list_load_succeed (ZcListLoad *self)
{
  g_object_freeze_notify (self->list);
  end (self, NULL);
  g_object_thaw_notify (self->list);
}

void
zc_list_load_fail (ZcListLoad *self,
                   GError     *error,
                   gboolean    other_comes)
{
  g_object_freeze_notify (self->list);
  end (self, error);
  if (self->state != ZC_LOAD_STATE_READY && !other_comes)
    set_state (self, ZC_LOAD_STATE_FAILED);
  g_object_thaw_notify (self->list);
}
