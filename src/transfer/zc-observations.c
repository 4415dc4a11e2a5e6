/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-observations.h"

struct _ZcObservations
{
  GObject parent_instance;

  char *zone;          /* (owned) */
  gint64 now;
  GPtrArray *servers;  /* (owned) (element-type ZcObservedServer) */
  GStrv parent;        /* (owned) (nullable) */
  GStrv apex;          /* (owned) (nullable) */
  ZcServiceFault fault;
  char *fault_text;    /* (owned) (nullable) */
  GPtrArray *statuses; /* (owned) (element-type ZcObservedStatus) */
  ZcObservedService *service; /* (owned) (nullable) */
  ZcObservationFlags flags;
  guint n_late;        /* changes that arrived late, one after the other */
  gint64 longest_late; /* in seconds */
};

G_DEFINE_FINAL_TYPE (ZcObservations, zc_observations, G_TYPE_OBJECT)

static void
observed_content_free (ZcObservedContent *self)
{
  g_free (self->largest_set_owner);
  g_free (self->largest_set_type);
  g_free (self->cname_conflict_owner);
  g_free (self);
}

static void
observed_comparison_free (ZcObservedComparison *self)
{
  g_free (self->first_owner);
  g_free (self->first_type);
  g_free (self);
}

static void
observed_service_free (ZcObservedService *self)
{
  observed_comparison_free (self->comparison);
  g_free (self->unreadable_owner);
  g_free (self->unreadable_type);
  g_free (self->unreadable_content);
  g_free (self->unreadable_reason);
  g_free (self);
}

ZcObservedServer *
zc_observed_server_new (ZcServerRole  role,
                        const char   *name,
                        ZcDnsServer  *server)
{
  ZcObservedServer *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (ZcObservedServer, 1);
  self->role = role;
  self->name = g_strdup (name);
  self->server = server != NULL ? zc_dns_server_ref (server) : NULL;
  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_soa_answer_free);
  self->samples = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_soa_answer_free);

  return self;
}

void
zc_observed_server_free (ZcObservedServer *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->name);
  g_clear_pointer (&self->server, zc_dns_server_unref);
  g_free (self->no_address_text);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->samples);
  g_clear_pointer (&self->transfer, zc_axfr_result_free);
  g_clear_pointer (&self->content, observed_content_free);
  g_clear_pointer (&self->comparison, observed_comparison_free);
  g_clear_pointer (&self->dnssec, zc_dnssec_report_unref);
  g_free (self);
}

static void
observed_status_free (gpointer data)
{
  ZcObservedStatus *self = data;

  g_free (self->primary_ip);
  g_free (self->status);
  g_free (self->error_message);
  g_free (self);
}

static void
zc_observations_finalize (GObject *object)
{
  ZcObservations *self = ZC_OBSERVATIONS (object);

  g_free (self->zone);
  g_ptr_array_unref (self->servers);
  g_strfreev (self->parent);
  g_strfreev (self->apex);
  g_free (self->fault_text);
  g_ptr_array_unref (self->statuses);
  g_clear_pointer (&self->service, observed_service_free);

  G_OBJECT_CLASS (zc_observations_parent_class)->finalize (object);
}

static void
zc_observations_class_init (ZcObservationsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_observations_finalize;
}

static void
zc_observations_init (ZcObservations *self)
{
  self->servers = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_observed_server_free);
  self->statuses = g_ptr_array_new_with_free_func (observed_status_free);
}

ZcObservations *
zc_observations_new (const char *zone,
                     gint64      now)
{
  ZcObservations *self;

  g_return_val_if_fail (zone != NULL, NULL);

  self = g_object_new (ZC_TYPE_OBSERVATIONS, NULL);
  self->zone = g_strdup (zone);
  self->now = now;

  return self;
}

const char *
zc_observations_get_zone (ZcObservations *self)
{
  g_return_val_if_fail (ZC_IS_OBSERVATIONS (self), NULL);

  return self->zone;
}

gint64
zc_observations_get_now (ZcObservations *self)
{
  g_return_val_if_fail (ZC_IS_OBSERVATIONS (self), 0);

  return self->now;
}

GPtrArray *
zc_observations_get_servers (ZcObservations *self)
{
  g_return_val_if_fail (ZC_IS_OBSERVATIONS (self), NULL);

  return self->servers;
}

static gboolean
row_is_for (const ZcObservedServer *row,
            ZcServerRole            role,
            const char             *name,
            ZcDnsServer            *server)
{
  return row->role == role && row->server != NULL && g_str_equal (row->name, name) &&
         g_str_equal (zc_dns_server_get_address (row->server), zc_dns_server_get_address (server)) &&
         zc_dns_server_get_port (row->server) == zc_dns_server_get_port (server);
}

void
zc_observations_insert_server (ZcObservations   *self,
                               guint             place,
                               ZcObservedServer *server)
{
  g_return_if_fail (ZC_IS_OBSERVATIONS (self));
  g_return_if_fail (place <= self->servers->len);
  g_return_if_fail (server != NULL);

  g_ptr_array_insert (self->servers, (int) place, server);
}

ZcObservedServer *
zc_observations_add_server (ZcObservations *self,
                            ZcServerRole    role,
                            const char     *name,
                            ZcDnsServer    *server)
{
  ZcObservedServer *row;

  g_return_val_if_fail (ZC_IS_OBSERVATIONS (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (server != NULL, NULL);

  for (guint i = 0; i < self->servers->len; i++)
    if (row_is_for (self->servers->pdata[i], role, name, server))
      return self->servers->pdata[i];

  row = zc_observed_server_new (role, name, server);
  g_ptr_array_add (self->servers, row);

  return row;
}

void
zc_observations_add_unresolved (ZcObservations *self,
                                ZcServerRole    role,
                                const char     *name,
                                const char     *text)
{
  ZcObservedServer *row;

  g_return_if_fail (ZC_IS_OBSERVATIONS (self));
  g_return_if_fail (name != NULL);

  row = zc_observed_server_new (role, name, NULL);
  row->no_address_text = g_strdup (text);
  g_ptr_array_add (self->servers, row);
}

void
zc_observed_server_take_answer (ZcObservedServer *self,
                                ZcSoaAnswer      *answer)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (answer != NULL);

  g_ptr_array_add (self->answers, answer);
}

void
zc_observations_set_delegation (ZcObservations     *self,
                                const char * const *parent,
                                const char * const *apex)
{
  g_return_if_fail (ZC_IS_OBSERVATIONS (self));
  g_return_if_fail (parent != NULL);

  g_strfreev (self->parent);
  g_strfreev (self->apex);
  self->parent = g_strdupv ((char **) parent);
  self->apex = g_strdupv ((char **) apex);
}

const char * const *
zc_observations_get_parent_name_servers (ZcObservations *self)
{
  g_return_val_if_fail (ZC_IS_OBSERVATIONS (self), NULL);

  return (const char * const *) self->parent;
}

const char * const *
zc_observations_get_apex_name_servers (ZcObservations *self)
{
  g_return_val_if_fail (ZC_IS_OBSERVATIONS (self), NULL);

  return (const char * const *) self->apex;
}

void
zc_observations_take_service (ZcObservations    *self,
                              ZcObservedService *service)
{
  g_return_if_fail (ZC_IS_OBSERVATIONS (self));
  g_return_if_fail (service != NULL && service->comparison != NULL);

  g_clear_pointer (&self->service, observed_service_free);
  self->service = service;
}

const ZcObservedService *
zc_observations_get_service (ZcObservations *self)
{
  g_return_val_if_fail (ZC_IS_OBSERVATIONS (self), NULL);

  return self->service;
}

void
zc_observations_set_service_fault (ZcObservations *self,
                                   ZcServiceFault  fault,
                                   const char     *text)
{
  g_return_if_fail (ZC_IS_OBSERVATIONS (self));

  self->fault = fault;
  g_free (self->fault_text);
  self->fault_text = g_strdup (text);
}

ZcServiceFault
zc_observations_get_service_fault (ZcObservations  *self,
                                   const char     **text)
{
  g_return_val_if_fail (ZC_IS_OBSERVATIONS (self), ZC_SERVICE_FAULT_NONE);

  if (text != NULL)
    *text = self->fault_text;

  return self->fault;
}

void
zc_observations_add_status (ZcObservations *self,
                            const char     *primary_ip,
                            const char     *status,
                            const char     *error_message)
{
  ZcObservedStatus *row;

  g_return_if_fail (ZC_IS_OBSERVATIONS (self));
  g_return_if_fail (primary_ip != NULL);
  g_return_if_fail (status != NULL);

  row = g_new0 (ZcObservedStatus, 1);
  row->primary_ip = g_strdup (primary_ip);
  row->status = g_strdup (status);
  row->error_message = g_strdup (error_message);
  g_ptr_array_add (self->statuses, row);
}

GPtrArray *
zc_observations_get_statuses (ZcObservations *self)
{
  g_return_val_if_fail (ZC_IS_OBSERVATIONS (self), NULL);

  return self->statuses;
}

void
zc_observations_set_flags (ZcObservations     *self,
                           ZcObservationFlags  flags)
{
  g_return_if_fail (ZC_IS_OBSERVATIONS (self));

  self->flags = flags;
}

ZcObservationFlags
zc_observations_get_flags (ZcObservations *self)
{
  g_return_val_if_fail (ZC_IS_OBSERVATIONS (self), ZC_OBSERVATION_NONE);

  return self->flags;
}

void
zc_observations_set_late_arrivals (ZcObservations *self,
                                   guint           n_arrivals,
                                   gint64          longest_seconds)
{
  g_return_if_fail (ZC_IS_OBSERVATIONS (self));

  self->n_late = n_arrivals;
  self->longest_late = longest_seconds;
}

guint
zc_observations_get_late_arrivals (ZcObservations *self,
                                   gint64         *longest_seconds)
{
  g_return_val_if_fail (ZC_IS_OBSERVATIONS (self), 0);
  g_return_val_if_fail (longest_seconds != NULL, 0);

  *longest_seconds = self->longest_late;

  return self->n_late;
}
