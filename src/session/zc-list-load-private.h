/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-load-state.h"

G_BEGIN_DECLS

/**
 * ZcListLoad:
 * @list: (unowned): the list that is read, whose properties tell of it
 * @state: what it can show
 * @cancellable: (owned) (nullable): set while a reading is under way
 * @error: (owned) (nullable): why the last reading failed
 * @loaded: (owned) (nullable): how old what it shows is
 * @n_read: how much the reading under way has read so far
 *
 * What the lists that are read from the service have in common: a part of each, which keeps what there is to tell of its
 * reading and notifies of it. It does not read; the list does.
 */
typedef struct
{
  GObject *list;
  ZcLoadState state;
  GCancellable *cancellable;
  GError *error;
  GDateTime *loaded;
  guint n_read;
} ZcListLoad;

/**
 * ZcListLoadProperty:
 *
 * The first properties of a list; its own ones begin with %ZC_LIST_LOAD_N_PROPS.
 */
typedef enum
{
  ZC_LIST_LOAD_PROP_LOAD_STATE = 1,
  ZC_LIST_LOAD_PROP_BUSY,
  ZC_LIST_LOAD_PROP_ERROR,
  ZC_LIST_LOAD_PROP_N_READ,
  ZC_LIST_LOAD_PROP_LOADED,
  ZC_LIST_LOAD_N_PROPS,
} ZcListLoadProperty;

/**
 * zc_list_load_install_properties:
 * @object_class: the class of a list
 *
 * Gives the list its properties "load-state", "busy", "error", "n-read" and "loaded".
 */
void     zc_list_load_install_properties (GObjectClass *object_class);

/**
 * zc_list_load_get_property:
 * @self: the load of a list
 * @prop_id: which property
 * @value: where to put it
 * @pspec: its description
 *
 * Gets one of these properties, for the list's own function.
 */
void     zc_list_load_get_property       (ZcListLoad   *self,
                                          guint         prop_id,
                                          GValue       *value,
                                          GParamSpec   *pspec);

/**
 * zc_list_load_init:
 * @self: the load of a list, all zero
 * @list: the list
 *
 * Makes it the load of a list that has read nothing.
 */
void     zc_list_load_init               (ZcListLoad   *self,
                                          gpointer      list);

/**
 * zc_list_load_clear:
 * @self: the load of a list
 *
 * Frees what it has, when the list ends.
 */
void     zc_list_load_clear              (ZcListLoad   *self);

/**
 * zc_list_load_begin:
 * @self: the load of a list
 *
 * A reading begins, with a cancellable of its own.
 *
 * Returns: %FALSE when one is under way, which goes on instead
 */
gboolean zc_list_load_begin              (ZcListLoad   *self);

/**
 * zc_list_load_cancel:
 * @self: the load of a list
 *
 * Cancels the reading that is under way, if any; it ends when it tells that it was cancelled.
 */
void     zc_list_load_cancel             (ZcListLoad   *self);

/**
 * zc_list_load_set_n_read:
 * @self: the load of a list
 * @n_read: how much was read so far
 *
 * The reading has come further.
 */
void     zc_list_load_set_n_read         (ZcListLoad   *self,
                                          guint         n_read);

/**
 * zc_list_load_set_error:
 * @self: the load of a list
 * @error: (transfer full) (nullable): why the last reading failed
 *
 * Changes the error alone.
 */
void     zc_list_load_set_error          (ZcListLoad   *self,
                                          GError       *error);

/**
 * zc_list_load_show:
 * @self: the load of a list
 * @when: (transfer full): when it was read
 *
 * There is something to show, from this reading or from elsewhere; the reading goes on.
 */
void     zc_list_load_show               (ZcListLoad   *self,
                                          GDateTime    *when);

/**
 * zc_list_load_succeed:
 * @self: the load of a list
 *
 * The reading ends well.
 */
void     zc_list_load_succeed            (ZcListLoad   *self);

/**
 * zc_list_load_fail:
 * @self: the load of a list
 * @error: (transfer full): why
 * @other_comes: whether something else to show is on its way
 *
 * The reading ends badly. A list with nothing to show has failed then, unless something else is on its way.
 */
void     zc_list_load_fail               (ZcListLoad   *self,
                                          GError       *error,
                                          gboolean      other_comes);

G_END_DECLS
