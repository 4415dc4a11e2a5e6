/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-check-fleet.h"

#include <glib/gi18n-lib.h>

#include "zc-check-zone.h"
#include "zc-domain-name.h"

/* How many zones are verified at a time. Most of the time is spent waiting for primaries that do not answer this
 * computer. Copies are large, and many zones have the same primaries. */
#define MOST_AT_ONCE 64
#define MOST_COPIES_AT_ONCE 2

/* How soon one zone is begun after another. All zones are asked for at the same name servers, four times each over UDP,
 * and most servers' response rate limiting starts at 200 answers a second. */
#define INTERVAL_MS 40

typedef struct
{
  GTask *task;                  /* (unowned): lives as long as this */
  ZcCloudClient *client;        /* (owned) */
  ZcDnsConfig *config;          /* (owned) */
  const ZcCheckOptions *options;
  ZcCheckFleetFunc function;
  gpointer function_data;
  GPtrArray *places;            /* (owned) (element-type Place) */
  guint n_begun;
  guint n_running;
  guint n_told;
  guint pause_id;               /* when not 0, a source that begins the next zone */
} Fleet;

/* A zone at its place in the order of the output. */
typedef struct
{
  Fleet *fleet;                 /* (unowned) */
  GTask *task;                  /* (owned) (nullable): while it runs */
  ZcZone *zone;                 /* (owned) (nullable) */
  ZcVerification *verification; /* (owned) (nullable): at its end; from the beginning when there is no zone */
  GError *error;                /* (owned) (nullable): why it did not come to its end */
  gboolean ended;
} Place;

static void proceed (Fleet *self);

static void
place_free (gpointer data)
{
  Place *self = data;

  g_clear_object (&self->task);
  g_clear_object (&self->zone);
  g_clear_object (&self->verification);
  g_clear_error (&self->error);
  g_free (self);
}

static void
fleet_free (gpointer data)
{
  Fleet *self = data;

  g_object_unref (self->client);
  g_object_unref (self->config);
  g_ptr_array_unref (self->places);
  g_free (self);
}

static Place *
add_place (Fleet *self)
{
  Place *place = g_new0 (Place, 1);

  place->fleet = self;
  g_ptr_array_add (self->places, place);

  return place;
}

static guint
get_most_at_once (Fleet *self)
{
  switch (self->options->verification.records)
    {
    case ZC_VERIFICATION_RECORDS_QUERY:
      return 1;

    case ZC_VERIFICATION_RECORDS_AXFR:
    case ZC_VERIFICATION_RECORDS_SERVICE:
      return MOST_COPIES_AT_ONCE;

    case ZC_VERIFICATION_RECORDS_NONE:
    default:
      return MOST_AT_ONCE;
    }
}

/* A result is told when those before it were, and is not needed any more after that. */
static void
tell (Fleet *self)
{
  while (self->n_told < self->places->len)
    {
      Place *place = self->places->pdata[self->n_told];

      if (!place->ended)
        return;
      self->function (place->verification, place->error, self->function_data);
      g_clear_object (&place->verification);
      g_clear_object (&place->zone);
      self->n_told++;
    }
}

static void
end_place (Place *place)
{
  Fleet *self = place->fleet;
  g_autoptr(GTask) task = g_steal_pointer (&place->task);

  place->ended = TRUE;
  self->n_running--;

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    tell (self);
  proceed (self);
}

static void
zone_checked_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  Place *place = data;

  place->verification = zc_check_zone_finish (result, &place->error);
  end_place (place);
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Place *place = data;

  zc_verification_run_finish (place->verification, result, &place->error);
  end_place (place);
}

static void
begin (Place *place)
{
  Fleet *self = place->fleet;
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  place->task = g_object_ref (self->task);
  self->n_running++;
  if (place->zone != NULL)
    zc_check_zone_async (self->client, place->zone, self->config, &self->options->verification, cancellable,
                         zone_checked_cb, place);
  else
    zc_verification_run_async (place->verification, cancellable, verified_cb, place);
}

static gboolean
pause_over_cb (gpointer data)
{
  Fleet *self = g_task_get_task_data (data);

  self->pause_id = 0;
  proceed (self);

  return G_SOURCE_REMOVE;
}

/* Begins the next zone when it is time; called whenever that may be so. */
static void
proceed (Fleet *self)
{
  gboolean is_cancelled = g_cancellable_is_cancelled (g_task_get_cancellable (self->task));

  if (self->pause_id != 0)
    return;

  if (!is_cancelled && self->n_running < get_most_at_once (self) && self->n_begun < self->places->len)
    {
      begin (self->places->pdata[self->n_begun++]);
      self->pause_id = g_timeout_add_full (G_PRIORITY_DEFAULT, INTERVAL_MS, pause_over_cb,
                                           g_object_ref (self->task), g_object_unref);
    }
  else if (self->n_running == 0 && !g_task_return_error_if_cancelled (self->task))
    {
      g_task_return_boolean (self->task, TRUE);
    }
}

static void
add_without_servers (Fleet          *self,
                     const char     *name,
                     ZcServiceFault  fault,
                     const char     *text)
{
  Place *place = add_place (self);

  place->verification = zc_check_zone_new_without_servers (name, self->config, fault, text);
  if (fault == ZC_SERVICE_FAULT_GONE)
    zc_verification_add_note (place->verification,
                              _("The account has no secondary zone of this name; check how it is spelled."));
}

static ZcZone *
find_zone (GPtrArray  *zones,
           const char *name)
{
  for (guint i = 0; i < zones->len; i++)
    {
      const char *ascii = zc_zone_get_ascii_name (zones->pdata[i]);

      if (ascii != NULL && g_ascii_strcasecmp (ascii, name) == 0)
        return zones->pdata[i];
    }

  return NULL;
}

static void
plan_named (Fleet     *self,
            GPtrArray *zones)
{
  for (char **name = self->options->zones; *name != NULL; name++)
    {
      ZcZone *zone = find_zone (zones, *name);

      if (zone != NULL)
        add_place (self)->zone = g_object_ref (zone);
      else
        add_without_servers (self, *name, ZC_SERVICE_FAULT_GONE, NULL);
    }
}

static void
plan_all (Fleet     *self,
          GPtrArray *zones)
{
  for (guint i = 0; i < zones->len; i++)
    add_place (self)->zone = g_object_ref (zones->pdata[i]);
}

/* Returns whether something can be said about the zones even so. */
static gboolean
plan_refused (Fleet        *self,
              const GError *error)
{
  const char *text;
  ZcServiceFault fault = zc_check_zone_get_fault (error, &text);

  /* That there is no list at all is a matter of the API's address, not of a zone. */
  if (fault == ZC_SERVICE_FAULT_NONE || fault == ZC_SERVICE_FAULT_GONE || self->options->zones[0] == NULL)
    return FALSE;

  for (char **name = self->options->zones; *name != NULL; name++)
    add_without_servers (self, *name, fault, text);

  return TRUE;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Fleet *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) zones = zc_cloud_client_list_zones_finish (self->client, result, &error);

  if (zones == NULL && !plan_refused (self, error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (zones != NULL && self->options->zones[0] != NULL)
    plan_named (self, zones);
  else if (zones != NULL)
    plan_all (self, zones);
  proceed (self);
}

void
zc_check_fleet_async (ZcAccount            *account,
                      const ZcCheckOptions *options,
                      ZcCheckFleetFunc      function,
                      gpointer              function_data,
                      GCancellable         *cancellable,
                      GAsyncReadyCallback   callback,
                      gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(ZcCloudClient) client = NULL;
  GError *error = NULL;
  Fleet *self;

  g_return_if_fail (ZC_IS_ACCOUNT (account));
  g_return_if_fail (options != NULL && options->zones != NULL);
  g_return_if_fail (function != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_check_fleet_async);
  client = zc_cloud_client_new (zc_account_get_api_url (account), zc_account_get_token (account), &error);
  if (client == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self = g_new0 (Fleet, 1);
  self->task = task;
  self->client = g_steal_pointer (&client);
  self->config = g_object_ref (zc_account_get_dns_config (account));
  self->options = options;
  self->function = function;
  self->function_data = function_data;
  self->places = g_ptr_array_new_with_free_func (place_free);
  g_task_set_task_data (task, self, fleet_free);

  zc_cloud_client_list_zones_async (self->client, ZC_ZONE_KIND_SECONDARY, NULL, NULL, cancellable, listed_cb,
                                    g_object_ref (task));
}

gboolean
zc_check_fleet_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_check_fleet_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
