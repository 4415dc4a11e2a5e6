/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-scenario-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
zc_scenario_reader_init (ZcScenarioReader *self,
                         const char       *file,
                         GKeyFile         *key_file,
                         const char       *group)
{
  self->file = file;
  self->key_file = key_file;
  self->group = group;
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->error = NULL;
}

void
zc_scenario_reader_fail (ZcScenarioReader *self,
                         const char       *key,
                         const char       *format,
                         ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  if (self->error != NULL)
    return;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  self->error = g_error_new (ZC_SCENARIO_ERROR, ZC_SCENARIO_ERROR_INVALID,
                             /* Translators: a file, a group and a key in it, and what is wrong with its value. */
                             _("%s: group [%s], key “%s”: %s"), self->file, self->group, key, text);
}

gboolean
zc_scenario_reader_finish (ZcScenarioReader  *self,
                           GError           **error)
{
  g_auto(GStrv) keys = g_key_file_get_keys (self->key_file, self->group, NULL, NULL);

  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++)
    {
      if (!g_hash_table_contains (self->known, keys[i]))
        zc_scenario_reader_fail (self, keys[i], _("there is no such key"));
    }

  g_clear_pointer (&self->known, g_hash_table_unref);
  if (self->error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&self->error));

  return FALSE;
}

gboolean
zc_scenario_reader_has (ZcScenarioReader *self,
                        const char       *key)
{
  g_hash_table_add (self->known, g_strdup (key));

  return g_key_file_has_key (self->key_file, self->group, key, NULL);
}

char *
zc_scenario_reader_get_string (ZcScenarioReader *self,
                               const char       *key,
                               const char       *fallback)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (!zc_scenario_reader_has (self, key))
    return g_strdup (fallback);

  text = g_key_file_get_string (self->key_file, self->group, key, &error);
  if (text == NULL)
    {
      zc_scenario_reader_fail (self, key, "%s", error->message);
      return g_strdup (fallback);
    }

  return g_steal_pointer (&text);
}

GStrv
zc_scenario_reader_get_list (ZcScenarioReader *self,
                             const char       *key)
{
  g_autoptr(GError) error = NULL;
  GStrv texts;

  if (!zc_scenario_reader_has (self, key))
    return g_new0 (char *, 1);

  texts = g_key_file_get_string_list (self->key_file, self->group, key, NULL, &error);
  if (texts == NULL)
    {
      zc_scenario_reader_fail (self, key, "%s", error->message);
      return g_new0 (char *, 1);
    }

  return texts;
}

guint
zc_scenario_reader_get_uint (ZcScenarioReader *self,
                             const char       *key,
                             guint             most,
                             guint             fallback)
{
  g_autofree char *text = zc_scenario_reader_get_string (self, key, NULL);
  guint64 number;

  if (text == NULL)
    return fallback;

  if (!g_ascii_string_to_unsigned (g_strstrip (text), 10, 0, most, &number, NULL))
    {
      zc_scenario_reader_fail (self, key, _("“%s” is not a number from 0 to %u"), text, most);
      return fallback;
    }

  return (guint) number;
}

gboolean
zc_scenario_reader_get_boolean (ZcScenarioReader *self,
                                const char       *key,
                                gboolean          fallback)
{
  const char * const choices[] = { "false", "true", NULL };

  return zc_scenario_reader_get_choice (self, key, choices, fallback ? 1 : 0) == 1;
}

guint
zc_scenario_reader_get_choice (ZcScenarioReader   *self,
                               const char         *key,
                               const char * const *choices,
                               guint               fallback)
{
  g_autofree char *text = zc_scenario_reader_get_string (self, key, NULL);
  g_autofree char *allowed = NULL;

  if (text == NULL)
    return fallback;

  g_strstrip (text);
  for (guint i = 0; choices[i] != NULL; i++)
    {
      if (strcmp (choices[i], text) == 0)
        return i;
    }

  allowed = g_strjoinv (", ", (char **) choices);
  zc_scenario_reader_fail (self, key, _("“%s” is not one of: %s"), text, allowed);

  return fallback;
}

guint32
zc_scenario_reader_get_serial (ZcScenarioReader *self,
                               const char       *key,
                               guint32           fallback)
{
  g_autofree char *text = zc_scenario_reader_get_string (self, key, NULL);
  guint64 number;

  if (text == NULL)
    return fallback;

  g_strstrip (text);
  if (g_str_has_prefix (text, "today-"))
    {
      g_auto(GStrv) parts = g_strsplit (text + strlen ("today-"), "/", 2);
      guint64 days;
      guint64 change;

      if (g_strv_length (parts) == 2
          && g_ascii_string_to_unsigned (parts[0], 10, 0, 10000, &days, NULL)
          && g_ascii_string_to_unsigned (parts[1], 10, 0, 99, &change, NULL))
        {
          g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
          g_autoptr(GDateTime) then = g_date_time_add_days (now, -(int) days);

          return (guint32) (g_date_time_get_year (then) * 1000000 + g_date_time_get_month (then) * 10000
                            + g_date_time_get_day_of_month (then) * 100 + (int) change);
        }
    }
  else if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &number, NULL))
    {
      return (guint32) number;
    }

  zc_scenario_reader_fail (self, key, _("“%s” is neither a serial nor of the form today-DAYS/NN"), text);

  return fallback;
}

char *
zc_scenario_reader_get_date (ZcScenarioReader *self,
                             const char       *key,
                             const char       *fallback)
{
  static const struct
  {
    const char *unit;
    gint64 seconds;
  } units[] = { { "min", 60 }, { "h", 3600 }, { "d", 86400 } };
  g_autofree char *text = zc_scenario_reader_get_string (self, key, fallback);

  if (text == NULL || text[0] != '-')
    return g_steal_pointer (&text);

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      gsize length = strlen (text);
      gsize unit_length = strlen (units[i].unit);
      g_autofree char *digits = NULL;
      guint64 number;

      if (!g_str_has_suffix (text, units[i].unit))
        continue;

      digits = g_strndup (text + 1, length - 1 - unit_length);
      if (g_ascii_string_to_unsigned (digits, 10, 0, 1000000, &number, NULL))
        {
          g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
          g_autoptr(GDateTime) then = g_date_time_add_seconds (now, -(double) (number * units[i].seconds));

          /* There is no date before the year 1. */
          if (then != NULL)
            return g_date_time_format (then, "%Y-%m-%dT%H:%M:%SZ");
        }
    }

  zc_scenario_reader_fail (self, key, _("“%s” is not a time before now such as -10min, -5h or -3d"), text);

  return NULL;
}
