/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "zc-account.h"
#include "zc-ionos-config-private.h"
#include "zc-token-info.h"

static void
check_line (const char *text)
{
  if (text == NULL)
    return;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strchr (text, '\n'));
}

/* A token that is taken can be put into a header. */
static void
check_token (ZcSecret *token)
{
  g_assert_cmpstr (zc_secret_peek (token), !=, "");
  for (const char *at = zc_secret_peek (token); *at != '\0'; at++)
    g_assert_true (g_ascii_isgraph (*at));
}

static void
read_token (const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ZcSecret) any = zc_secret_new (text);
  g_autoptr(ZcSecret) token = zc_account_read_token (text, &error);
  g_autoptr(ZcTokenInfo) info = zc_token_info_new (any);
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (1800000000);

  if (token != NULL)
    check_token (token);
  else
    g_assert_error (error, ZC_ACCOUNT_ERROR, ZC_ACCOUNT_ERROR_BAD_TOKEN);

  if (info == NULL)
    return;

  check_line (zc_token_info_get_contract (info));
  check_line (zc_token_info_get_user (info));
  check_line (zc_token_info_get_role (info));
  g_assert_false (zc_token_info_is_expired (info, now) && zc_token_info_expires_soon (info, now));
  g_assert_cmpint (zc_token_info_get_days_left (info, now), >=, -1);
}

static void
read_config (const char *text,
             gsize       length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) candidates = zc_ionos_config_read ("/file", text, length, NULL, &error);

  if (candidates == NULL)
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_true (g_str_has_prefix (error->message, "/file, line "));
      check_line (error->message);
      return;
    }

  for (guint i = 0; i < candidates->len; i++)
    {
      ZcIonosCandidate *candidate = g_ptr_array_index (candidates, i);

      check_line (zc_ionos_candidate_get_label (candidate));
      check_line (zc_ionos_candidate_get_api_url (candidate));
      check_line (zc_ionos_candidate_get_problem (candidate));
      for (guint j = 0; zc_ionos_candidate_get_notes (candidate)[j] != NULL; j++)
        check_line (zc_ionos_candidate_get_notes (candidate)[j]);
      if (zc_ionos_candidate_get_token (candidate) != NULL)
        check_token (zc_ionos_candidate_get_token (candidate));
      g_assert_true ((zc_ionos_candidate_get_token (candidate) == NULL) ==
                     (zc_ionos_candidate_get_problem (candidate) != NULL));
    }
}

/* The first byte chooses what the others are: "t" a token that somebody pasted, anything else a configuration. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = NULL;

  if (size == 0)
    return 0;

  text = g_strndup ((const char *) data + 1, size - 1);
  if (data[0] == 't')
    read_token (text);
  else
    read_config ((const char *) data + 1, size - 1);

  return 0;
}
