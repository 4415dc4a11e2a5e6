/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-health.h"

static const ZcHealthLook zone_looks[] = {
  [ZC_ZONE_HEALTH_NOT_CHECKED] = { "zone-not-checked-symbolic", "dim-label" },
  [ZC_ZONE_HEALTH_IN_SYNC] = { "object-select-symbolic", "success" },
  [ZC_ZONE_HEALTH_BEHIND] = { "zone-behind-symbolic", "warning" },
  [ZC_ZONE_HEALTH_PRIMARY_BEHIND] = { "dialog-warning-symbolic", "warning" },
  [ZC_ZONE_HEALTH_TRANSFERRING] = { "zone-transfer-symbolic", "accent" },
  [ZC_ZONE_HEALTH_FAILING] = { "dialog-error-symbolic", "error" },
  [ZC_ZONE_HEALTH_AVAILABLE] = { "object-select-symbolic", "dim-label" },
  [ZC_ZONE_HEALTH_DISABLED] = { "media-playback-pause-symbolic", "dim-label" },
  [ZC_ZONE_HEALTH_PROVISIONING] = { "content-loading-symbolic", "dim-label" },
  [ZC_ZONE_HEALTH_FAILED] = { "dialog-error-symbolic", "error" },
  [ZC_ZONE_HEALTH_OTHER_STATE] = { "dialog-question-symbolic", "dim-label" },
};

static const ZcHealthLook run_looks[] = {
  [ZC_RUN_STATE_QUEUED] = { "content-loading-symbolic", "dim-label" },
  [ZC_RUN_STATE_PREPARING] = { "content-loading-symbolic", "dim-label" },
  [ZC_RUN_STATE_REQUESTED] = { "zone-transfer-symbolic", "accent" },
  [ZC_RUN_STATE_TRANSFERRING] = { "zone-transfer-symbolic", "accent" },
  [ZC_RUN_STATE_PROPAGATING] = { "zone-transfer-symbolic", "accent" },
  [ZC_RUN_STATE_DONE] = { "object-select-symbolic", "success" },
  [ZC_RUN_STATE_NOTHING_TO_TRANSFER] = { "object-select-symbolic", "dim-label" },
  [ZC_RUN_STATE_NO_CHANGE_SEEN] = { "dialog-information-symbolic", "dim-label" },
  [ZC_RUN_STATE_FAILED] = { "dialog-error-symbolic", "error" },
  [ZC_RUN_STATE_NO_RESULT_IN_TIME] = { "zone-behind-symbolic", "warning" },
  [ZC_RUN_STATE_STOPPED] = { "media-playback-stop-symbolic", "dim-label" },
};

/* An end that is believed but not proven gets the mark without the green. */
static const ZcHealthLook done_without_full_proof = { "object-select-symbolic", "dim-label" };

const ZcHealthLook *
zc_health_get_zone_look (ZcZoneHealth health)
{
  g_return_val_if_fail ((gsize) health < G_N_ELEMENTS (zone_looks), &zone_looks[ZC_ZONE_HEALTH_OTHER_STATE]);

  return &zone_looks[health];
}

const ZcHealthLook *
zc_health_get_run_look (ZcRunState state,
                        ZcRunProof proof)
{
  g_return_val_if_fail ((gsize) state < G_N_ELEMENTS (run_looks), &run_looks[ZC_RUN_STATE_STOPPED]);

  if (state == ZC_RUN_STATE_DONE && proof != ZC_RUN_PROOF_FULL)
    return &done_without_full_proof;

  return &run_looks[state];
}
