/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cause-private.h"

#include <glib/gi18n-lib.h>

#include "zc-domain-name.h"
#include "zc-serial.h"
#include "zc-text.h"

#define DAY (24 * 60 * 60)

/* One late change can have many causes, three in a row that is nobody's doing hardly any other. A secondary that asks by
 * itself alone does so once in the refresh time, so one of them must have been missing for half of it: what was seen is
 * the least that it took, since nobody looks all the time. */
#define FEWEST_LATE_ARRIVALS 3

/* A name server, by its name and port, is updated when all its addresses are that this computer has a way
 * to. */
static void
count_name_servers (const ZcCauseCase *self,
                    guint             *n_updated,
                    guint             *n_all)
{
  g_autoptr(GHashTable) updated = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < self->servers->len; i++)
    {
      const ZcObservedServer *server = self->servers->pdata[i];
      gboolean is_updated;
      char *key;

      if (zc_cause_is_primary (server) || zc_cause_find_answer (server, ZC_DNS_OUTCOME_NO_ROUTE) != NULL)
        continue;
      key = g_strdup_printf ("%s@%u", server->name, server->server != NULL ? zc_dns_server_get_port (server->server) : 0);
      is_updated = zc_cause_is_up_to_date (self, server, FALSE) &&
                   (!g_hash_table_lookup_extended (updated, key, NULL, &value) || GPOINTER_TO_INT (value));
      g_hash_table_insert (updated, key, GINT_TO_POINTER (is_updated));
    }

  *n_updated = 0;
  *n_all = g_hash_table_size (updated);
  g_hash_table_iter_init (&iter, updated);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    *n_updated += GPOINTER_TO_INT (value) ? 1 : 0;
}

static const ZcSoaAnswer *
find_lagging_answer (const ZcCauseCase      *self,
                     const ZcObservedServer *server)
{
  for (guint i = 0; i < server->answers->len; i++)
    {
      const ZcSoaAnswer *answer = server->answers->pdata[i];

      if (answer->outcome == ZC_DNS_OUTCOME_OK &&
          zc_serial_compare (answer->serial, self->reference) == ZC_SERIAL_OLDER)
        return answer;
    }

  return NULL;
}

char *
zc_cause_see_secondary_lag (const ZcCauseCase      *self,
                            const ZcObservedServer *server,
                            ZcSeverity             *severity)
{
  const ZcSoaAnswer *answer;
  g_autofree char *who = NULL;
  char *text;
  guint n_updated, n_all;

  if (zc_cause_is_primary (server) || !self->has_reference)
    return NULL;
  answer = find_lagging_answer (self, server);
  /* Where one of several machines has the newest serial, it is a matter of those machines. */
  if (answer == NULL || zc_cause_is_up_to_date (self, server, TRUE))
    return NULL;

  who = zc_cause_who (server);
  if (self->has_target && self->target == self->reference)
    /* Translators: a name server, two serials of a zone. */
    text = g_strdup_printf (_("%s still serves %u while your primary has %u."), who, answer->serial, self->target);
  else
    /* Translators: a name server, two serials of a zone. */
    text = g_strdup_printf (_("%s serves %u while other servers have the newer %u."), who, answer->serial, self->reference);

  count_name_servers (self, &n_updated, &n_all);
  /* Translators: how many name servers of how many have the newest serial. */
  return zc_text_add_sentence (text, g_strdup_printf (ngettext ("%u of %u name server is updated.",
                                                                "%u of %u name servers are updated.", n_all),
                                                      n_updated, n_all));
}

char *
zc_cause_see_secondary_expired (const ZcCauseCase      *self,
                                const ZcObservedServer *server,
                                ZcSeverity             *severity)
{
  g_autofree char *who = NULL;

  if (zc_cause_is_primary (server) || zc_cause_find_answer (server, ZC_DNS_OUTCOME_SERVFAIL) == NULL)
    return NULL;

  who = zc_cause_who (server);
  /* Translators: a name server, the name of a zone. */
  return g_strdup_printf (_("%s stopped answering for %s (SERVFAIL): probably no successful transfer for longer than the zone’s "
                            "expire time."), who, self->zone);
}

char *
zc_cause_see_expire_soon (const ZcCauseCase      *self,
                          const ZcObservedServer *server,
                          ZcSeverity             *severity)
{
  /* On a primary the option is the SOA's own field and counts nothing down. */
  for (guint i = 0; i < server->answers->len && !zc_cause_is_primary (server); i++)
    {
      const ZcSoaAnswer *answer = server->answers->pdata[i];
      g_autofree char *who = NULL;
      g_autofree char *left = NULL;

      if (answer->outcome != ZC_DNS_OUTCOME_OK || answer->expire_left < 0 ||
          (answer->expire_left >= answer->expire / 4 && answer->expire_left >= DAY))
        continue;

      who = zc_cause_who (server);
      left = zc_cause_format_duration (answer->expire_left);
      /* Translators: a name server, a time. */
      return g_strdup_printf (_("Without a transfer %s stops serving the zone in %s."), who, left);
    }

  return NULL;
}

char *
zc_cause_see_notify_blocked (const ZcCauseCase       *self,
                             const ZcObservedServer **about)
{
  gint64 longest;
  const ZcSoaAnswer *answer;
  g_autofree char *refresh = NULL;

  if (zc_observations_get_late_arrivals (self->observations, &longest) < FEWEST_LATE_ARRIVALS || self->target_server == NULL)
    return NULL;
  answer = zc_cause_find_answer (self->target_server, ZC_DNS_OUTCOME_OK);
  if (answer->refresh == 0 || longest < answer->refresh / 2 || longest > answer->refresh)
    return NULL;

  refresh = zc_cause_format_duration (answer->refresh);
  /* Translators: a time, then two IP addresses. */
  return g_strdup_printf (_("Changes arrive, but only every %s (SOA refresh). Let the primary send NOTIFY to %s and %s from the "
                            "primary’s own address."), refresh, ZC_SNIPPET_IPV4, ZC_SNIPPET_IPV6);
}

static gboolean
list_has_name (const char * const *list,
               const char         *name)
{
  for (; *list != NULL; list++)
    if (zc_domain_name_equal (*list, name))
      return TRUE;

  return FALSE;
}

char *
zc_cause_see_lame_secondary (const ZcCauseCase      *self,
                             const ZcObservedServer *server,
                             ZcSeverity             *severity)
{
  const char * const *parent = zc_observations_get_parent_name_servers (self->observations);
  g_autofree char *who = NULL;
  const char *seen = NULL;

  if (zc_cause_is_primary (server))
    return NULL;

  if (zc_cause_find_answer (server, ZC_DNS_OUTCOME_REFUSED_ALL) != NULL)
    seen = "REFUSED";
  else if (zc_cause_find_answer (server, ZC_DNS_OUTCOME_NOTAUTH) != NULL)
    seen = "NOTAUTH";
  else if (zc_cause_find_answer (server, ZC_DNS_OUTCOME_NOT_AA) != NULL)
    seen = _("no authority");
  if (seen == NULL)
    return NULL;
  if (self->intercepted)
    *severity = ZC_SEVERITY_UNKNOWN;

  who = zc_cause_who (server);
  if (parent != NULL && list_has_name (parent, server->name))
    /* Translators: the name of a zone, a name server, and what it answers, such as REFUSED. */
    return g_strdup_printf (_("%s is delegated to %s, which does not serve it (%s)."), self->zone, who, seen);

  /* Translators: the name of a zone, a name server, and what it answers, such as REFUSED. */
  return g_strdup_printf (_("%s is meant to be served by %s, which does not serve it (%s)."), self->zone, who, seen);
}

/* The secondaries whose names a list lacks. Those known by their addresses alone are in no list. */
static char *
list_missing (const ZcCauseCase  *self,
              const char * const *list,
              gboolean           *all)
{
  g_autoptr(GPtrArray) missing = g_ptr_array_new ();
  g_autofree char *names = NULL;

  *all = TRUE;
  for (guint i = 0; i < self->servers->len; i++)
    {
      const ZcObservedServer *server = self->servers->pdata[i];

      if (zc_cause_is_primary (server) || g_hostname_is_ip_address (server->name))
        continue;
      if (list_has_name (list, server->name))
        *all = FALSE;
      else if (!g_ptr_array_find_with_equal_func (missing, server->name, g_str_equal, NULL))
        g_ptr_array_add (missing, server->name);
    }
  if (missing->len == 0)
    return NULL;
  g_ptr_array_add (missing, NULL);

  /* Translators: this separates the items of a list of servers. */
  names = g_strjoinv (_(", "), (char **) missing->pdata);

  return zc_text_make_displayable (names);
}

char *
zc_cause_see_not_delegated (const ZcCauseCase       *self,
                            const ZcObservedServer **about)
{
  const char * const *parent = zc_observations_get_parent_name_servers (self->observations);
  const char * const *apex = zc_observations_get_apex_name_servers (self->observations);
  g_autofree char *missing = NULL;
  gboolean all;

  if (parent == NULL)
    return NULL;

  missing = list_missing (self, parent, &all);
  if (missing != NULL && all)
    /* Translators: the name of a zone, a list of name servers. */
    return g_strdup_printf (_("The parent of %s does not send anyone to IONOS: its NS records lack %s."), self->zone, missing);
  if (missing != NULL)
    /* Translators: the name of a zone, a list of name servers. */
    return g_strdup_printf (_("The NS records for %s at its parent lack %s."), self->zone, missing);

  missing = apex != NULL ? list_missing (self, apex, &all) : NULL;
  if (missing == NULL)
    return NULL;

  /* Translators: the name of a zone, a list of name servers. */
  return g_strdup_printf (_("The parent sends to IONOS, but the NS records in %s itself lack %s."), self->zone, missing);
}
