/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cause-private.h"

#include <glib/gi18n-lib.h>

#include "zc-serial.h"
#include "zc-text.h"

/* The one word of the service that is known to mean success. */
#define STATUS_OK "Ok"

char *
zc_cause_see_api_auth (const ZcCauseCase       *self,
                       const ZcObservedServer **about)
{
  switch (zc_observations_get_service_fault (self->observations, NULL))
    {
    case ZC_SERVICE_FAULT_UNAUTHORIZED:
      return g_strdup (_("IONOS did not accept the token."));

    case ZC_SERVICE_FAULT_FORBIDDEN:
      return g_strdup (_("Your user lacks the privilege “Access and manage DNS”."));

    case ZC_SERVICE_FAULT_NONE:
    case ZC_SERVICE_FAULT_GONE:
    case ZC_SERVICE_FAULT_BUSY:
    default:
      return NULL;
    }
}

char *
zc_cause_see_api_gone (const ZcCauseCase       *self,
                       const ZcObservedServer **about)
{
  if (zc_observations_get_service_fault (self->observations, NULL) != ZC_SERVICE_FAULT_GONE)
    return NULL;

  /* Translators: %s is the name of a zone. */
  return g_strdup_printf (_("The zone %s no longer exists in the account."), self->zone);
}

char *
zc_cause_see_api_busy (const ZcCauseCase       *self,
                       const ZcObservedServer **about)
{
  const char *text;
  g_autofree char *words = NULL;

  if (zc_observations_get_service_fault (self->observations, &text) != ZC_SERVICE_FAULT_BUSY)
    return NULL;
  if (text == NULL)
    return g_strdup (_("IONOS cannot take the request at the moment."));

  words = zc_text_make_displayable (text);
  /* Translators: %s is the state of a zone or a message, as IONOS words it. */
  return g_strdup_printf (_("IONOS cannot take the request at the moment: “%s”."), words);
}

static gboolean
status_is_ok (const ZcObservedStatus *status)
{
  return g_str_equal (status->status, STATUS_OK) && status->error_message == NULL;
}

char *
zc_cause_see_api_unknown (const ZcCauseCase       *self,
                          const ZcObservedServer **about)
{
  GPtrArray *statuses = zc_observations_get_statuses (self->observations);
  char *text = NULL;

  for (guint i = 0; i < statuses->len; i++)
    {
      const ZcObservedStatus *status = statuses->pdata[i];
      const char *said = status->error_message != NULL ? status->error_message : status->status;
      g_autofree char *words = NULL;
      char *sentence;

      if (status_is_ok (status))
        continue;
      words = zc_text_make_displayable (said);
      /* Translators: the address of a primary, and what IONOS says about it in its own words. */
      sentence = g_strdup_printf (_("IONOS reports for %s: “%s”."), status->primary_ip, words);
      text = text == NULL ? sentence : zc_text_add_sentence (text, sentence);
    }

  return text;
}

char *
zc_cause_see_api_stale_ok (const ZcCauseCase       *self,
                           const ZcObservedServer **about)
{
  GPtrArray *statuses = zc_observations_get_statuses (self->observations);
  ZcObservationFlags flags = zc_observations_get_flags (self->observations);

  /* While a transfer moves, an old Ok is nothing to speak of. */
  if ((flags & ZC_OBSERVATION_TRANSFER_RUN) != 0 && (flags & ZC_OBSERVATION_NOTHING_MOVED) == 0)
    return NULL;
  if (!self->has_target || !self->has_served || statuses->len == 0 ||
      zc_serial_compare (self->target, self->served) != ZC_SERIAL_NEWER)
    return NULL;
  for (guint i = 0; i < statuses->len; i++)
    if (!status_is_ok (statuses->pdata[i]))
      return NULL;

  /* Translators: both %u are serials of a zone. */
  return g_strdup_printf (_("IONOS reports Ok, but its servers still serve %u while your primary has %u."),
                          self->served, self->target);
}

char *
zc_cause_see_cancelled (const ZcCauseCase       *self,
                        const ZcObservedServer **about)
{
  if ((zc_observations_get_flags (self->observations) & ZC_OBSERVATION_CANCELLED) == 0)
    return NULL;

  return g_strdup (_("Watching stopped. The transfer itself goes on at IONOS."));
}
