/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-serial-check.h"

#include "zc-config.h"

#include <glib/gi18n-lib.h>

#include "zc-address-cache.h"
#include "zc-domain-name.h"

/* One question, or the lookup that comes before the questions to one name server. */
typedef struct
{
  GTask *task;        /* (owned) */
  guint place;        /* which server in the order of the report */
  ZcServerRole role;
  char *name;         /* (owned) */
} Question;

typedef struct
{
  char *zone_name;    /* (owned), in ASCII */
  ZcSerialCheckFlags flags;
  guint timeout_ms;
  GPtrArray *places;  /* (owned) (element-type GPtrArray): the rows of each server */
  guint n_pending;
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_free (check->zone_name);
  g_ptr_array_unref (check->places);
  g_free (check);
}

static Question *
question_new (GTask        *task,
              guint         place,
              ZcServerRole  role,
              const char   *name)
{
  Question *question = g_new0 (Question, 1);

  question->task = g_object_ref (task);
  question->place = place;
  question->role = role;
  question->name = g_strdup (name);

  return question;
}

static void
question_free (Question *question)
{
  g_object_unref (question->task);
  g_free (question->name);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
finish_one (GTask *task)
{
  Check *check = g_task_get_task_data (task);
  g_autoptr(GPtrArray) rows = NULL;

  if (--check->n_pending > 0)
    return;

  if (g_task_return_error_if_cancelled (task))
    return;

  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) zc_serial_row_free);
  for (guint i = 0; i < check->places->len; i++)
    g_ptr_array_extend_and_steal (rows, g_ptr_array_ref (check->places->pdata[i]));

  g_task_return_pointer (task, zc_serial_report_new (g_steal_pointer (&rows)), g_object_unref);
}

static void
add_row (Question    *question,
         ZcSoaAnswer *answer,
         const char  *no_address_text)
{
  Check *check = g_task_get_task_data (question->task);

  g_ptr_array_add (check->places->pdata[question->place],
                   zc_serial_row_new (question->role, question->name, answer, no_address_text));
}

static int
compare_rows (gconstpointer first,
              gconstpointer second)
{
  const ZcSoaAnswer *first_answer = (*(const ZcSerialRow *const *) first)->answer;
  const ZcSoaAnswer *second_answer = (*(const ZcSerialRow *const *) second)->answer;
  int order;

  if (first_answer == NULL || second_answer == NULL)
    return (first_answer == NULL) - (second_answer == NULL);

  order = (int) zc_dns_server_get_family (first_answer->server) - (int) zc_dns_server_get_family (second_answer->server);
  if (order == 0)
    order = g_strcmp0 (zc_dns_server_get_address (first_answer->server),
                       zc_dns_server_get_address (second_answer->server));
  if (order == 0)
    order = (int) first_answer->transport - (int) second_answer->transport;

  return order;
}

static void
soa_query_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(Question) question = data;
  Check *check = g_task_get_task_data (question->task);
  g_autoptr(GError) error = NULL;
  ZcSoaAnswer *answer = zc_soa_query_finish (result, &error);

  /* The name was checked before, so the only error left is the cancellation, which the end reports. */
  if (answer != NULL)
    {
      add_row (question, answer, NULL);
      g_ptr_array_sort (check->places->pdata[question->place], compare_rows);
    }

  finish_one (question->task);
}

static void
ask (GTask        *task,
     guint         place,
     ZcServerRole  role,
     const char   *name,
     ZcDnsServer  *server)
{
  Check *check = g_task_get_task_data (task);
  ZcDnsTransport last = (check->flags & ZC_SERIAL_CHECK_UDP_ONLY) != 0 ? ZC_DNS_TRANSPORT_UDP
                                                                       : ZC_DNS_TRANSPORT_TCP;

  for (ZcDnsTransport transport = ZC_DNS_TRANSPORT_UDP; transport <= last; transport++)
    {
      check->n_pending++;
      zc_soa_query_async (server, check->zone_name, transport, check->timeout_ms,
                          g_task_get_cancellable (task), soa_query_cb,
                          question_new (task, place, role, name));
    }
}

static void
resolve_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Question) question = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) servers = zc_address_cache_resolve_finish (ZC_DNS_CONFIG (source), result, &error);

  if (servers == NULL)
    add_row (question, NULL, error->message);
  else
    for (guint i = 0; i < servers->len; i++)
      ask (question->task, question->place, question->role, question->name, servers->pdata[i]);

  finish_one (question->task);
}

static guint
add_place (Check *check)
{
  g_ptr_array_add (check->places, g_ptr_array_new_with_free_func ((GDestroyNotify) zc_serial_row_free));

  return check->places->len - 1;
}

void
zc_serial_check_async (ZcDnsConfig         *config,
                       const char          *zone_name,
                       const char * const  *primary_ips,
                       const char * const  *name_servers,
                       ZcSerialCheckFlags   flags,
                       guint                timeout_ms,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Check *check;

  g_return_if_fail (ZC_IS_DNS_CONFIG (config));
  g_return_if_fail (zone_name != NULL);

  task = g_task_new (config, cancellable, callback, user_data);
  g_task_set_source_tag (task, zc_serial_check_async);

  check = g_new0 (Check, 1);
  check->zone_name = zc_domain_name_to_ascii (zone_name);
  check->flags = flags;
  check->timeout_ms = timeout_ms;
  check->places = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  check->n_pending = 1;
  g_task_set_task_data (task, check, check_free);

  if (check->zone_name == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                               /* Translators: %s is a zone name as the service spells it. */
                               _("“%s” is not a domain name, so no name server can be asked for it."), zone_name);
      return;
    }

  for (guint i = 0; primary_ips != NULL && primary_ips[i] != NULL; i++)
    {
      g_autoptr(ZcDnsServer) server = zc_dns_server_new_from_literal (primary_ips[i], config);
      guint place = add_place (check);

      if (server != NULL)
        ask (task, place, ZC_SERVER_ROLE_PRIMARY, primary_ips[i], server);
      else
        g_ptr_array_add (check->places->pdata[place],
                         zc_serial_row_new (ZC_SERVER_ROLE_PRIMARY, primary_ips[i], NULL,
                                            _("This is not an IP address.")));
    }

  for (guint i = 0; name_servers != NULL && name_servers[i] != NULL; i++)
    {
      check->n_pending++;
      zc_address_cache_resolve_async (config, name_servers[i], resolve_cb,
                                      question_new (task, add_place (check), ZC_SERVER_ROLE_SECONDARY,
                                                    name_servers[i]));
    }

  finish_one (task);
}

ZcSerialReport *
zc_serial_check_finish (ZcDnsConfig   *config,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, config), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, zc_serial_check_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
