/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cause-private.h"

#include <glib/gi18n-lib.h>

#include "zc-serial.h"
#include "zc-text.h"

/* A step that no counter and no date makes on its own. */
#define JUMP 100000000

/* How far ahead of the date in a serial the clocks of the world can be, in days. */
#define DAYS_AHEAD 1

char *
zc_cause_see_serial_equal (const ZcCauseCase       *self,
                           const ZcObservedServer **about)
{
  if ((zc_observations_get_flags (self->observations) & ZC_OBSERVATION_TRANSFER_RUN) == 0 ||
      !self->has_target || !self->has_served)
    return NULL;
  for (guint i = 0; i < self->servers->len; i++)
    {
      const ZcObservedServer *server = self->servers->pdata[i];

      if (zc_observed_server_get_serial (server, NULL) && !zc_cause_is_up_to_date (self, server, FALSE))
        return NULL;
    }

  /* Translators: %u is a serial of a zone. */
  return g_strdup_printf (_("Nothing to transfer: all servers have serial %u. If you changed records, raise the serial in "
                            "the SOA."), self->target);
}

char *
zc_cause_see_serial_behind (const ZcCauseCase       *self,
                            const ZcObservedServer **about)
{
  guint32 steps[2];
  guint n_steps;
  char *text;

  if (!self->has_target || !self->has_served ||
      zc_serial_compare (self->target, self->served) != ZC_SERIAL_OLDER)
    return NULL;

  *about = self->target_server;
  /* Translators: all %u are serials of a zone. */
  text = g_strdup_printf (_("Your primary is behind: it has %u, IONOS has the newer %u, so it ignores the primary. Set the "
                            "serial to %u or higher."), self->target, self->served, self->served + 1);
  n_steps = zc_serial_plan (self->target, self->served, steps);
  if (n_steps < 2)
    return text;

  /* Half of the numbers count as older, be they greater or smaller. */
  return zc_text_add_sentence (text, /* Translators: all %u are serials of a zone. */
                               g_strdup_printf (_("Or use the two-step reset: set the serial to %u, wait until all secondaries "
                                                  "have it, then set it to %u."), steps[0], steps[1]));
}

char *
zc_cause_see_serial_undefined (const ZcCauseCase       *self,
                               const ZcObservedServer **about)
{
  if (!self->has_target)
    return NULL;

  for (guint i = 0; i < self->servers->len; i++)
    {
      const ZcObservedServer *server = self->servers->pdata[i];
      guint32 serial;
      guint32 steps[2];

      if (zc_cause_is_primary (server) || !zc_observed_server_get_serial (server, &serial) ||
          zc_serial_compare (self->target, serial) != ZC_SERIAL_UNDEFINED)
        continue;

      zc_serial_plan (self->target, serial, steps);
      *about = self->target_server;
      /* Translators: all %u are serials of a zone. */
      return g_strdup_printf (_("The serials %u of your primary and %u at IONOS cannot be ordered; use the two-step reset: set "
                                "the serial to %u, wait until all secondaries have it, then set it to %u."),
                              self->target, serial, steps[0], steps[1]);
    }

  return NULL;
}

/* Whether a serial reads as the date of a day that is still to come, in the usual form YYYYMMDDnn. */
static gboolean
find_date_ahead (guint32  serial,
                 gint64   now,
                 guint   *year)
{
  guint day = serial / 100 % 100;
  guint month = serial / 10000 % 100;
  g_autoptr(GDateTime) date = NULL;
  gint64 seconds_ahead;

  *year = serial / 1000000;
  if (*year < 1980 || !g_date_valid_dmy ((GDateDay) day, month, (GDateYear) *year))
    return FALSE;
  date = g_date_time_new_utc ((int) *year, (int) month, (int) day, 0, 0, 0);
  seconds_ahead = g_date_time_to_unix (date) - now;

  return seconds_ahead > DAYS_AHEAD * 24 * 60 * 60;
}

char *
zc_cause_see_serial_jump (const ZcCauseCase       *self,
                          const ZcObservedServer **about)
{
  guint year;

  if (!self->has_target)
    return NULL;

  *about = self->target_server;
  if (find_date_ahead (self->target, zc_observations_get_now (self->observations), &year))
    /* Translators: a serial of a zone, a year. */
    return g_strdup_printf (_("The date in serial %u of your primary is in %u: probably a typing error. Going back later needs "
                              "a two-step reset."), self->target, year);
  if (self->has_served && zc_serial_compare (self->target, self->served) == ZC_SERIAL_NEWER &&
      self->target - self->served > JUMP)
    /* Translators: both %u are serials of a zone. */
    return g_strdup_printf (_("The serial jumps from %u at IONOS to %u at your primary: perhaps a typing error. Going back later "
                              "needs a two-step reset."), self->served, self->target);

  return NULL;
}

char *
zc_cause_see_primaries_differ (const ZcCauseCase       *self,
                               const ZcObservedServer **about)
{
  for (guint i = 0; i < self->servers->len; i++)
    {
      const ZcObservedServer *server = self->servers->pdata[i];
      g_autofree char *who = NULL;
      g_autofree char *other = NULL;
      guint32 serial;

      if (!zc_cause_is_primary (server) || !zc_observed_server_get_serial (server, &serial) ||
          serial == self->target)
        continue;

      who = zc_cause_who (server);
      other = zc_cause_who (self->target_server);
      /* Translators: two name servers and their serials. */
      return g_strdup_printf (_("Your primaries disagree: %s has %u and %s has %u. IONOS may copy the older one."),
                              who, serial, other, self->target);
    }

  return NULL;
}
