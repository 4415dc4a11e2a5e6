/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-check-run.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "zc-check-account.h"
#include "zc-check-fleet.h"
#include "zc-check-output.h"
#include "zc-check-text.h"
#include "zc-check-zone.h"
#include "zc-diagnosis.h"
#include "zc-verification-json.h"

/* What came of the zones of an account so far. */
typedef struct
{
  const ZcCheckOptions *options;
  GString *text; /* (owned): the reports, when they are not JSON */
  guint counts[ZC_SEVERITY_CRITICAL + 1];
  guint n_zones;
} Tally;

void
zc_check_complain (const char *message)
{
  fprintf (stderr, "zone-courier-check: %s\n", message);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static int
complain_of (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    zc_check_complain (_("stopped before the check was done, so nothing is known"));
  else
    zc_check_complain (error->message);

  return ZC_CHECK_EXIT_UNKNOWN;
}

static ZcVerification *
make_verification (const ZcCheckOptions *options,
                   ZcDnsConfig          *config)
{
  ZcVerification *verification = zc_verification_new (options->zones[0], config, &options->verification);

  for (guint i = 0; i < options->targets->len; i++)
    {
      const ZcCheckTarget *target = options->targets->pdata[i];

      zc_verification_add_server (verification, target->role, target->name, target->port);
    }

  return verification;
}

int
zc_check_run_zone (const ZcCheckOptions *options,
                   ZcDnsConfig          *config,
                   GCancellable         *cancellable)
{
  g_autoptr(ZcVerification) verification = make_verification (options, config);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  zc_verification_run_async (verification, cancellable, keep_result_cb, &result);
  if (!zc_verification_run_finish (verification, wait_for (&result), &error))
    return complain_of (error);

  if (options->json)
    {
      zc_check_print_json (verification, options);
    }
  else
    {
      g_autofree char *text = zc_check_dup_text (verification, options);

      fputs (text, stdout);
    }

  return zc_severity_get_exit_code (zc_verification_get_verdict (verification)->severity);
}

static void
take_zone (ZcVerification *verification,
           const GError   *error,
           gpointer        data)
{
  Tally *self = data;

  self->n_zones++;
  if (error != NULL)
    {
      g_autofree char *message = g_strdup_printf ("%s: %s", zc_verification_get_zone (verification), error->message);

      zc_check_complain (message);
      self->counts[ZC_SEVERITY_UNKNOWN]++;
      return;
    }

  self->counts[zc_verification_get_verdict (verification)->severity]++;
  if (self->options->json)
    {
      zc_check_print_json (verification, self->options);
    }
  else
    {
      g_autofree char *text = zc_check_dup_text (verification, self->options);

      g_string_append_printf (self->text, "\n%s", text);
    }
}

static ZcSeverity
find_worst (const Tally *self)
{
  for (guint i = ZC_SEVERITY_CRITICAL; i > ZC_SEVERITY_INFO; i--)
    if (self->counts[i] > 0)
      return (ZcSeverity) i;

  return ZC_SEVERITY_INFO;
}

static void
print_summary (const Tally *self,
               ZcAccount   *account)
{
  g_autofree char *zones = g_strdup_printf (ngettext ("%u zone", "%u zones", self->n_zones), self->n_zones);
  g_autofree char *counts = NULL;
  g_autofree char *line = NULL;
  g_autofree char *text = NULL;

  /* Translators: how many zones are in sync, and how many have which result. */
  counts = g_strdup_printf (_("%u in sync, %u warning, %u critical, %u unknown"), self->counts[ZC_SEVERITY_INFO],
                            self->counts[ZC_SEVERITY_WARNING], self->counts[ZC_SEVERITY_CRITICAL],
                            self->counts[ZC_SEVERITY_UNKNOWN]);
  /* Translators: the name of an account, such as "12 zones", such as "11 in sync, 1 warning, 0 critical, 0 unknown". */
  line = g_strdup_printf (_("%s: %s: %s"), zc_account_get_name (account), zones, counts);
  text = zc_check_write_line (find_worst (self), line, zc_check_wants_colour ());
  printf ("%s%s", text, self->text->str);
}

/* Some of what keeps the zones from being listed has a verdict of its own. */
static int
report_refusal (const ZcCheckOptions *options,
                ZcAccount            *account,
                const GError         *error)
{
  g_autoptr(ZcObservations) observations = NULL;
  g_autoptr(ZcDiagnosis) diagnosis = NULL;
  const ZcFinding *verdict;
  const char *text;
  ZcServiceFault fault = zc_check_zone_get_fault (error, &text);

  if (fault == ZC_SERVICE_FAULT_NONE || fault == ZC_SERVICE_FAULT_GONE)
    return complain_of (error);

  observations = zc_observations_new (".", g_get_real_time () / G_USEC_PER_SEC);
  zc_observations_set_service_fault (observations, fault, text);
  diagnosis = zc_diagnosis_new (observations);
  verdict = zc_diagnosis_get_verdict (diagnosis);
  if (options->json)
    {
      g_autofree char *json = zc_verification_verdict_to_json (verdict);

      printf ("%s\n", json);
    }
  else
    {
      g_autofree char *line = g_strdup_printf ("%s: %s", zc_account_get_name (account), verdict->text);

      g_autofree char *written = zc_check_write_line (verdict->severity, line, zc_check_wants_colour ());

      fputs (written, stdout);
      /* Translators: %s is a sentence that says what to do next. */
      printf (_("    Next step: %s\n"), verdict->remedy);
    }

  return zc_severity_get_exit_code (verdict->severity);
}

int
zc_check_run_account (const ZcCheckOptions *options,
                      ZcDnsConfig          *config,
                      GCancellable         *cancellable)
{
  g_autoptr(GString) text = g_string_new (NULL);
  Tally tally = { .options = options, .text = text };
  g_autoptr(ZcAccount) account = NULL;
  g_autoptr(GAsyncResult) opened = NULL;
  g_autoptr(GAsyncResult) checked = NULL;
  g_autoptr(GError) error = NULL;

  zc_check_account_open_async (options->account, config, MAX (options->verification.timeout_ms / 1000, 1), cancellable,
                               keep_result_cb, &opened);
  account = zc_check_account_open_finish (wait_for (&opened), &error);
  if (account == NULL)
    return complain_of (error);

  zc_check_fleet_async (account, options, take_zone, &tally, cancellable, keep_result_cb, &checked);
  if (!zc_check_fleet_finish (wait_for (&checked), &error))
    return report_refusal (options, account, error);

  if (tally.n_zones == 0)
    {
      g_autofree char *message = NULL;

      /* Translators: %s is the name of an account. */
      message = g_strdup_printf (_("The account “%s” has no secondary zones, so nothing was checked."), options->account);
      zc_check_complain (message);
      return ZC_CHECK_EXIT_UNKNOWN;
    }

  if (!options->json)
    print_summary (&tally, account);

  return zc_severity_get_exit_code (find_worst (&tally));
}
