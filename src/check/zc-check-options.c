/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-check-options.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "zc-domain-name.h"

#define LONGEST_TIMEOUT_SECONDS (24 * 60 * 60)
#define HIGHEST_MAX_QPS 1000000

/* The words of the command line as they stand there. */
typedef struct
{
  char **primaries;   /* (owned) (nullable) */
  char **secondaries; /* (owned) (nullable) */
  char **zones;       /* (owned) (nullable) */
  char *account;      /* (owned) (nullable) */
  char *records;      /* (owned) (nullable) */
  char *max_qps;      /* (owned) (nullable) */
  char *timeout;      /* (owned) (nullable) */
  gboolean tcp_only;
  gboolean udp_only;
  gboolean json;
  gboolean explain;
  gboolean version;
} Words;

static void
words_clear (Words *self)
{
  g_strfreev (self->primaries);
  g_strfreev (self->secondaries);
  g_strfreev (self->zones);
  g_free (self->account);
  g_free (self->records);
  g_free (self->max_qps);
  g_free (self->timeout);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static void
target_free (gpointer data)
{
  ZcCheckTarget *self = data;

  g_free (self->name);
  g_free (self);
}

void
zc_check_options_free (ZcCheckOptions *self)
{
  g_free (self->account);
  g_strfreev (self->zones);
  g_ptr_array_unref (self->targets);
  g_free (self);
}

static void fail (GError     **error,
                  const char  *format,
                  ...) G_GNUC_PRINTF (2, 3);

static void
fail (GError     **error,
      const char  *format,
      ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format, arguments);
  va_end (arguments);
}

static gboolean
parse_words (Words   *words,
             char   **arguments,
             GError **error)
{
  const GOptionEntry entries[] = {
    { "primary", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->primaries,
      N_("A primary of the zone; may be given more than once"), N_("ADDRESS[@PORT]") },
    { "secondary", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->secondaries,
      N_("A secondary of the zone; may be given more than once"), N_("NAME-OR-ADDRESS[@PORT]") },
    { "account", 0, 0, G_OPTION_ARG_STRING, &words->account,
      N_("Check secondary zones of this account, all when no ZONE is given"), N_("NAME") },
    { "records", 0, 0, G_OPTION_ARG_STRING, &words->records,
      N_("How to compare the records: none (the default with --account), axfr (the default where there is a primary), "
         "query or, with --account, api"), N_("HOW") },
    { "max-qps", 0, 0, G_OPTION_ARG_STRING, &words->max_qps,
      N_("The most questions a second to one server with --records query (200; 0 = no limit)"), N_("N") },
    { "timeout", 0, 0, G_OPTION_ARG_STRING, &words->timeout,
      N_("The time for questions and transfers together (60)"), N_("SECONDS") },
    { "tcp-only", 0, 0, G_OPTION_ARG_NONE, &words->tcp_only, N_("Ask for serials over TCP only"), NULL },
    { "udp-only", 0, 0, G_OPTION_ARG_NONE, &words->udp_only, N_("Ask for serials over UDP only"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &words->json, N_("Write the result as JSON"), NULL },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &words->explain,
      N_("Write the kdig commands that repeat each question"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &words->version, N_("Show the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->zones, NULL, N_("ZONE…") },
    { NULL, 0, 0, 0, NULL, NULL, NULL }
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_summary (context, _("Checks over DNS whether the secondaries of a zone serve what its primaries serve, and says "
                                           "why not. With one primary alone it checks whether a transfer could succeed."));
  g_option_context_set_description (context, _("The exit code is that of a monitoring plugin: 0 in sync, 1 warning, 2 critical, 3 unknown or a "
                                               "mistake on the command line."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return g_option_context_parse_strv (context, &arguments, error);
}

static gboolean
parse_port (const char  *option,
            const char  *text,
            const char  *port_text,
            guint16     *port,
            GError     **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (port_text, 10, 1, G_MAXUINT16, &number, NULL))
    {
      /* Translators: an option and its value; the part of it that should be a port; the option again. */
      fail (error, _("%s %s: “%s” is not a port from 1 to 65535; write %s ADDRESS or %s ADDRESS@PORT"),
            option, text, port_text, option, option);
      return FALSE;
    }
  *port = (guint16) number;

  return TRUE;
}

/* An IPv6 address may stand in brackets, as people write it before a port. */
static GInetAddress *
parse_address (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *bare = NULL;

  if (length > 2 && text[0] == '[' && text[length - 1] == ']')
    bare = g_strndup (text + 1, length - 2);

  return g_inet_address_new_from_string (bare != NULL ? bare : text);
}

static ZcCheckTarget *
parse_target (ZcServerRole   role,
              const char    *option,
              const char    *text,
              guint16        default_port,
              GError       **error)
{
  g_auto(GStrv) parts = g_strsplit (text, "@", 2);
  g_autoptr(GInetAddress) address = parts[0] != NULL ? parse_address (parts[0]) : NULL;
  g_autofree char *name = NULL;
  ZcCheckTarget *target;
  guint16 port = default_port;

  if (parts[0] != NULL && parts[1] != NULL && !parse_port (option, text, parts[1], &port, error))
    return NULL;

  if (address != NULL)
    name = g_inet_address_to_string (address);
  else if (role == ZC_SERVER_ROLE_SECONDARY && parts[0] != NULL)
    name = zc_domain_name_to_ascii (parts[0]);
  if (name == NULL && role == ZC_SERVER_ROLE_PRIMARY)
    {
      /* Translators: an option and its value. */
      fail (error, _("%s %s: this is not an IP address; write the address of the primary, such as 192.0.2.1 or 2001:db8::1"),
            option, text);
      return NULL;
    }
  if (name == NULL || g_str_equal (name, "."))
    {
      /* Translators: an option and its value. */
      fail (error, _("%s %s: this is neither an IP address nor the name of a host; write one of the two"), option, text);
      return NULL;
    }

  target = g_new0 (ZcCheckTarget, 1);
  target->role = role;
  target->name = g_steal_pointer (&name);
  target->port = port;

  return target;
}

static gboolean
take_targets (ZcCheckOptions  *self,
              ZcServerRole     role,
              const char      *option,
              char           **texts,
              guint16          default_port,
              GError         **error)
{
  for (; texts != NULL && *texts != NULL; texts++)
    {
      ZcCheckTarget *target = parse_target (role, option, *texts, default_port, error);

      if (target == NULL)
        return FALSE;
      for (guint i = 0; i < self->targets->len; i++)
        {
          const ZcCheckTarget *other = self->targets->pdata[i];

          if (other->role != role || !g_str_equal (other->name, target->name) || other->port != target->port)
            continue;
          /* Translators: an option and its value. */
          fail (error, _("%s %s: this server is given twice; give each one once"), option, *texts);
          target_free (target);
          return FALSE;
        }
      g_ptr_array_add (self->targets, target);
    }

  return TRUE;
}

static gboolean
has_too_long_label (const char *zone)
{
  g_auto(GStrv) labels = g_strsplit (zone, ".", -1);

  for (char **label = labels; *label != NULL; label++)
    if (strlen (*label) > 63)
      return TRUE;

  return FALSE;
}

static gboolean
take_zone (GPtrArray   *zones,
           const char  *text,
           GError     **error)
{
  char *zone = zc_domain_name_to_ascii (text);

  if (zone == NULL && has_too_long_label (text))
    {
      /* Translators: %s is what was given as the name of a zone. */
      fail (error, _("%s: one of the parts between the dots is longer than 63 bytes, so this cannot be a zone; check the name"), text);
      return FALSE;
    }
  if (zone == NULL)
    {
      /* Translators: %s is what was given as the name of a zone. */
      fail (error, _("%s: this is not a domain name; write the name of a zone, such as example.com"), text);
      return FALSE;
    }
  if (g_ptr_array_find_with_equal_func (zones, zone, g_str_equal, NULL))
    {
      /* Translators: %s is what was given as the name of a zone. */
      fail (error, _("%s: this zone is given twice; give each one once"), text);
      g_free (zone);
      return FALSE;
    }

  g_ptr_array_add (zones, zone);

  return TRUE;
}

static gboolean
take_zones (ZcCheckOptions  *self,
            char           **texts,
            GError         **error)
{
  g_autoptr(GPtrArray) zones = g_ptr_array_new_with_free_func (g_free);
  guint n_texts = texts != NULL ? g_strv_length (texts) : 0;

  if (n_texts == 0 && self->account == NULL)
    {
      fail (error, _("No zone is given; write its name behind the options"));
      return FALSE;
    }
  if (n_texts > 1 && self->account == NULL)
    {
      /* Translators: both %s are what was given on the command line. */
      fail (error, _("%s, %s: there is more than one zone; check one zone at a time"), texts[0], texts[1]);
      return FALSE;
    }

  for (guint i = 0; i < n_texts; i++)
    if (!take_zone (zones, texts[i], error))
      return FALSE;

  g_ptr_array_add (zones, NULL);
  self->zones = (char **) g_ptr_array_free (g_steal_pointer (&zones), FALSE);

  return TRUE;
}

static gboolean
has_role (ZcCheckOptions *self,
          ZcServerRole    role)
{
  for (guint i = 0; i < self->targets->len; i++)
    {
      const ZcCheckTarget *target = self->targets->pdata[i];

      if (target->role == role)
        return TRUE;
    }

  return FALSE;
}

/* Without a primary there is nothing to compare with, and secondaries seldom hand out copies. The zones of an account
 * may be many. */
static ZcVerificationRecords
get_usual_records (ZcCheckOptions *self)
{
  if (self->account == NULL && has_role (self, ZC_SERVER_ROLE_PRIMARY))
    return ZC_VERIFICATION_RECORDS_AXFR;

  return ZC_VERIFICATION_RECORDS_NONE;
}

static gboolean
take_records (ZcCheckOptions  *self,
              const char      *text,
              GError         **error)
{
  static const char *const words[] = {
    [ZC_VERIFICATION_RECORDS_NONE] = "none",
    [ZC_VERIFICATION_RECORDS_AXFR] = "axfr",
    [ZC_VERIFICATION_RECORDS_QUERY] = "query",
    [ZC_VERIFICATION_RECORDS_SERVICE] = "api",
  };
  gboolean has_both = has_role (self, ZC_SERVER_ROLE_PRIMARY) && has_role (self, ZC_SERVER_ROLE_SECONDARY);

  self->verification.records = get_usual_records (self);
  if (text == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_strcmp0 (text, words[i]) != 0)
        continue;

      self->verification.records = (ZcVerificationRecords) i;
      if (self->account == NULL && i == ZC_VERIFICATION_RECORDS_SERVICE)
        {
          fail (error, _("--records api: this compares with the records of an account; give --account as well"));
          return FALSE;
        }
      if (self->account == NULL && i == ZC_VERIFICATION_RECORDS_QUERY && !has_both)
        {
          fail (error, _("--records query: this compares secondaries with a primary; give at least one --primary and one --secondary"));
          return FALSE;
        }
      return TRUE;
    }

  if (self->account != NULL)
    /* Translators: %s is the value of an option. */
    fail (error, _("--records %s: there is no such comparison; write none, api, axfr or query"), text);
  else
    /* Translators: %s is the value of an option. */
    fail (error, _("--records %s: there is no such comparison; write none, axfr or query"), text);

  return FALSE;
}

static gboolean
take_numbers (ZcCheckOptions  *self,
              const Words     *words,
              GError         **error)
{
  if (words->timeout != NULL)
    {
      char *end;
      double seconds = g_ascii_strtod (words->timeout, &end);

      if (end == words->timeout || *end != '\0' || !isfinite (seconds) || seconds < 0.001 ||
          seconds > LONGEST_TIMEOUT_SECONDS)
        {
          /* Translators: the value of an option, and a number of seconds. */
          fail (error, _("--timeout %s: this is not a time in seconds above 0 and up to %d; write for example --timeout 30"),
                words->timeout, LONGEST_TIMEOUT_SECONDS);
          return FALSE;
        }
      self->verification.timeout_ms = (guint) ceil (seconds * 1000);
    }

  if (words->max_qps != NULL)
    {
      guint64 number;

      if (!g_ascii_string_to_unsigned (words->max_qps, 10, 0, HIGHEST_MAX_QPS, &number, NULL))
        {
          /* Translators: the value of an option, and a number. */
          fail (error, _("--max-qps %s: this is not a whole number from 0 to %d; write for example --max-qps 200, or 0 for no limit"),
                words->max_qps, HIGHEST_MAX_QPS);
          return FALSE;
        }
      self->verification.max_qps = (guint) number;
    }

  return TRUE;
}

static gboolean
take_words (ZcCheckOptions  *self,
            const Words     *words,
            guint16          default_port,
            GError         **error)
{
  self->version = words->version;
  if (self->version)
    return TRUE;

  self->json = words->json;
  self->explain = words->explain;
  self->verification.ask_udp = !words->tcp_only;
  self->verification.ask_tcp = !words->udp_only;
  if (!self->verification.ask_udp && !self->verification.ask_tcp)
    {
      fail (error, _("--tcp-only and --udp-only exclude each other; give one of the two, or none"));
      return FALSE;
    }

  self->account = g_strdup (words->account);
  if (self->account != NULL && (words->primaries != NULL || words->secondaries != NULL))
    {
      fail (error, _("--account takes the servers of each zone from the account; leave out --primary and --secondary"));
      return FALSE;
    }

  if (!take_zones (self, words->zones, error) ||
      !take_targets (self, ZC_SERVER_ROLE_PRIMARY, "--primary", words->primaries, default_port, error) ||
      !take_targets (self, ZC_SERVER_ROLE_SECONDARY, "--secondary", words->secondaries, default_port, error) ||
      !take_records (self, words->records, error) ||
      !take_numbers (self, words, error))
    return FALSE;

  if (self->account == NULL && self->targets->len == 0)
    {
      /* Translators: %s is the name of a zone. */
      fail (error, _("No server of %s is given; name at least one with --primary or --secondary"), self->zones[0]);
      return FALSE;
    }

  return TRUE;
}

ZcCheckOptions *
zc_check_options_parse (char    **arguments,
                        guint16   default_port,
                        GError  **error)
{
  g_auto(Words) words = { NULL };
  g_autoptr(ZcCheckOptions) self = NULL;

  if (!parse_words (&words, arguments, error))
    return NULL;

  self = g_new0 (ZcCheckOptions, 1);
  zc_verification_options_init (&self->verification);
  self->targets = g_ptr_array_new_with_free_func (target_free);
  if (!take_words (self, &words, default_port, error))
    return NULL;

  return g_steal_pointer (&self);
}
