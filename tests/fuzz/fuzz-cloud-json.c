/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "zc-cloud-parse-private.h"
#include "zc-json.h"
#include "zc-primary-status.h"
#include "zc-record.h"

static void
check_text (const char *text)
{
  g_assert_nonnull (text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
}

static void
check_texts (const char * const *texts)
{
  g_assert_nonnull (texts);
  for (guint i = 0; texts[i] != NULL; i++)
    check_text (texts[i]);
}

static void
check_zone (ZcZone *zone)
{
  check_text (zc_zone_get_id (zone));
  g_assert_cmpstr (zc_zone_get_id (zone), !=, "");
  check_text (zc_zone_get_name (zone));
  check_text (zc_zone_get_display_name (zone));
  check_text (zc_zone_get_description (zone));
  check_text (zc_zone_get_state (zone));
  check_texts (zc_zone_get_primary_ips (zone));
  check_texts (zc_zone_get_name_servers (zone));
}

static void
check_record (ZcRecord *record)
{
  check_text (zc_record_get_name (record));
  check_text (zc_record_get_fqdn (record));
  check_text (zc_record_get_record_type (record));
  check_text (zc_record_get_content (record));
  g_assert_cmpuint (zc_record_get_ttl (record), <=, G_MAXINT32);
  g_assert_cmpint (zc_record_get_priority (record), >=, -1);
  g_assert_cmpint (zc_record_get_priority (record), <=, G_MAXUINT16);
}

static void
check_status (ZcPrimaryStatus *status)
{
  check_text (zc_primary_status_get_primary_ip (status));
  check_text (zc_primary_status_get_status (status));
  g_assert_false (zc_primary_status_is_ok (status) && zc_primary_status_is_error (status));
}

static void
check_page (ZcCloudPage *page)
{
  g_autoptr(GError) error = NULL;

  if (page == NULL)
    return;

  if (!zc_cloud_page_read_items (page, &error))
    {
      g_assert_nonnull (error);
      zc_cloud_page_free (page);
      return;
    }

  g_assert_cmpuint (page->items->len, ==, page->n_items);
  for (guint i = 0; i < page->items->len; i++)
    {
      gpointer item = g_ptr_array_index (page->items, i);

      if (ZC_IS_ZONE (item))
        check_zone (item);
      else
        check_record (item);
    }
  zc_cloud_page_free (page);
}

static void
check_statuses (GPtrArray *statuses)
{
  if (statuses == NULL)
    return;

  for (guint i = 0; i < statuses->len; i++)
    check_status (g_ptr_array_index (statuses, i));
  g_ptr_array_unref (statuses);
}

static void
check_server_error (const char *text,
                    gsize       length)
{
  g_autofree char *code = NULL;
  g_autofree char *message = NULL;

  zc_cloud_parse_server_error (text, length, "text/plain", &code, &message);
  if (code != NULL)
    check_text (code);
  if (message != NULL)
    check_text (message);
}

/* The first byte chooses the document, the others are its text. It is read, or refused with a place. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(ZcZone) zone = NULL;
  g_autoptr(ZcQuota) quota = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = NULL;
  const char *text = (const char *) data + 1;
  gsize length = size - 1;

  if (size == 0)
    return 0;

  body = g_bytes_new (text, length);
  switch (data[0])
    {
    case 'p':
      check_page (zc_cloud_parse_primary_zones (body, &error));
      break;
    case 's':
      check_page (zc_cloud_parse_secondary_zones (body, &error));
      break;
    case 'r':
      check_page (zc_cloud_parse_records (body, &error));
      break;
    case 'z':
      zone = zc_cloud_parse_secondary_zone (body, &error);
      if (zone != NULL)
        check_zone (zone);
      break;
    case 'a':
      check_statuses (zc_cloud_parse_statuses (body, &error));
      break;
    case 'q':
      quota = zc_cloud_parse_quota (body, &error);
      break;
    default:
      check_server_error (text, length);
      break;
    }

  if (error != NULL)
    {
      g_assert_true (error->domain == ZC_JSON_ERROR);
      g_assert_cmpint (error->message[0], ==, '$');
      check_text (error->message);
    }

  return 0;
}
