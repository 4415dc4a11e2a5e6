/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-signer.h"

#include <glib/gstdio.h>
#include <string.h>

#include "zc-test.h"
#include "zc-zone-copy-builder.h"

/* Every kind of name: wildcards, empty non-terminals, delegations with and without DS, one of them below an
 * empty non-terminal, glue, DNAME, mixed case, unknown types. */
const char *const zc_test_signer_zone =
  "$ORIGIN example.com.\n"
  "$TTL 3600\n"
  "@ SOA ns1 hostmaster 2026112201 3600 600 1209600 300\n"
  "@ NS ns1\n"
  "@ NS ns2.example.net.\n"
  "@ MX 10 Mail.Example.com.\n"
  "ns1 A 192.0.2.1\n"
  "www A 192.0.2.80\n"
  "www AAAA 2001:db8::80\n"
  "alias CNAME www\n"
  "*.wild TXT \"wild\"\n"
  "a.b.c A 192.0.2.3\n"
  "sub NS ns.sub\n"
  "ns.sub A 192.0.2.4\n"
  "sec NS ns.example.net.\n"
  "sec DS 12345 13 2 0000000000000000000000000000000000000000000000000000000000000001\n"
  "in.sec2.opt NS ns.example.net.\n"
  "dn DNAME other.example.net.\n"
  "MiXed A 192.0.2.5\n"
  "svc HTTPS 1 Svc.Example.COM. alpn=h2\n"
  "svc HTTPS 2 svc.example.com. alpn=h3\n"
  "unknown TYPE65280 \\# 3 010203\n";

char *
zc_test_signer_run (const char        *directory,
                    const char *const *arguments)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  int status;

  g_spawn_sync (directory, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, &errors,
                &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, &error))
    g_error ("%s: %s\n%s\n%s", arguments[0], error->message, output, errors);

  return g_strchomp (g_steal_pointer (&output));
}

char *
zc_test_signer_make_key (ZcTestSigner *signer,
                         const char   *algorithm,
                         gboolean      is_ksk)
{
  const char *const ksk[] = { "ldns-keygen", "-a", algorithm, "-r", "/dev/urandom", "-k", "example.com", NULL };
  const char *const zsk[] = { "ldns-keygen", "-a", algorithm, "-r", "/dev/urandom", "example.com", NULL };

  return zc_test_signer_run (signer->directory, is_ksk ? ksk : zsk);
}

/* Not by g_file_set_contents(), which waits for the disk each time. */
void
zc_test_signer_write (ZcTestSigner *signer,
                      const char   *name,
                      const char   *text)
{
  g_autofree char *path = g_build_filename (signer->directory, name, NULL);
  FILE *file = g_fopen (path, "w");

  g_assert_nonnull (file);
  g_assert_cmpint (fputs (text, file), >=, 0);
  g_assert_cmpint (fclose (file), ==, 0);
}

char *
zc_test_signer_read (ZcTestSigner *signer,
                     const char   *name)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (signer->directory, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

void
zc_test_signer_set_up (ZcTestSigner  *signer,
                       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  signer->directory = g_dir_make_tmp ("zc-test-dnssec-XXXXXX", &error);
  g_assert_no_error (error);
  zc_test_signer_write (signer, "zone", zc_test_signer_zone);
  signer->ksk = zc_test_signer_make_key (signer, "ECDSAP256SHA256", TRUE);
  signer->zsk = zc_test_signer_make_key (signer, "ECDSAP256SHA256", FALSE);
}

void
zc_test_signer_tear_down (ZcTestSigner  *signer,
                          gconstpointer  data)
{
  g_autoptr(GDir) directory = g_dir_open (signer->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (signer->directory, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (signer->directory), ==, 0);
  g_free (signer->directory);
  g_free (signer->ksk);
  g_free (signer->zsk);
}

char *
zc_test_signer_sign (ZcTestSigner *signer,
                     const char   *options)
{
  g_auto(GStrv) parts = g_strsplit (options, " ", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) arguments = NULL;
  g_autofree char *output = NULL;

  g_strv_builder_add_many (builder, "ldns-signzone", "-f", "signed", NULL);
  for (gsize i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      g_strv_builder_add (builder, parts[i]);
  g_strv_builder_add (builder, "zone");
  /* -Z makes a digest without signing. */
  if (!g_strv_contains ((const char *const *) parts, "-Z"))
    g_strv_builder_add_many (builder, signer->zsk, signer->ksk, NULL);
  arguments = g_strv_builder_end (builder);
  output = zc_test_signer_run (signer->directory, (const char *const *) arguments);

  return zc_test_signer_read (signer, "signed");
}

ZcZoneCopy *
zc_test_signer_load (ZcTestSigner *signer,
                     const char   *text)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (signer->directory, "loaded", NULL);
  ZcZoneCopy *copy;

  zc_test_signer_write (signer, "loaded", text);
  copy = zc_zone_copy_new_from_file ("example.com", path, &error);
  g_assert_no_error (error);

  return copy;
}

ZcDnssecReport *
zc_test_judge_copy (ZcZoneCopy *copy,
                    gint64      now,
                    GPtrArray  *ds)
{
  g_autoptr(ZcWorkerPool) pool = zc_worker_pool_new ("dnssec", 2);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  ZcDnssecReport *report;

  zc_dnssec_judge_async (copy, now, ds, pool, NULL, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  report = zc_dnssec_judge_finish (result, &error);
  g_assert_no_error (error);

  return report;
}

gint64
zc_test_get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

ZcDnssecReport *
zc_test_signer_judge (ZcTestSigner *signer,
                      const char   *text)
{
  g_autoptr(ZcZoneCopy) copy = zc_test_signer_load (signer, text);

  return zc_test_judge_copy (copy, zc_test_get_now (), NULL);
}

void
zc_test_assert_no_findings (const ZcDnssecReport *report)
{
  for (guint i = 0; i < report->findings->len; i++)
    {
      const ZcDnssecFinding *finding = g_ptr_array_index (report->findings, i);

      g_error ("%s (%d) at %s, type %u: %s; expected “%s”, found “%s”", zc_dnssec_kind_get_id (finding->kind),
               finding->fault, finding->owner, finding->type, finding->text, finding->expected, finding->found);
    }
}

const ZcDnssecFinding *
zc_test_assert_one_finding (const ZcDnssecReport *report,
                            ZcDnssecKind          kind,
                            ZcDnssecFault         fault)
{
  const ZcDnssecFinding *finding;

  g_assert_cmpuint (report->findings->len, ==, 1);
  finding = g_ptr_array_index (report->findings, 0);
  g_assert_cmpint (finding->kind, ==, kind);
  g_assert_cmpint (finding->fault, ==, fault);
  g_assert_nonnull (finding->text);

  return finding;
}

const ZcDnssecFinding *
zc_test_assert_finding (const ZcDnssecReport *report,
                        ZcDnssecKind          kind,
                        ZcDnssecFault         fault)
{
  for (guint i = 0; i < report->findings->len; i++)
    {
      const ZcDnssecFinding *finding = g_ptr_array_index (report->findings, i);

      if (finding->kind == kind && finding->fault == fault)
        return finding;
    }
  g_error ("no finding of kind %s, fault %d", zc_dnssec_kind_get_id (kind), fault);
}

char *
zc_test_drop_lines (const char *text,
                    const char *owner,
                    const char *type)
{
  g_autofree char *pattern = g_strdup_printf ("(?mi)^%s\\t[0-9]+\\tIN\\t%s.*\\n", owner, type);
  g_autoptr(GError) error = NULL;
  g_autoptr(GRegex) regex = g_regex_new (pattern, 0, 0, &error);
  char *edited;

  g_assert_no_error (error);
  edited = g_regex_replace_literal (regex, text, -1, 0, "", 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (edited), <, strlen (text));

  return edited;
}

char *
zc_test_replace (const char *text,
                 const char *old,
                 const char *new)
{
  g_autoptr(GString) edited = g_string_new (text);

  g_assert_cmpuint (g_string_replace (edited, old, new, 0), >, 0);

  return g_string_free (g_steal_pointer (&edited), FALSE);
}

static gboolean
verifies (ZcTestSigner      *signer,
          const char *const *arguments)
{
  g_autoptr(GError) error = NULL;
  int status;

  g_spawn_sync (signer->directory, (char **) arguments, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);

  return g_spawn_check_wait_status (status, NULL);
}

gboolean
zc_test_signer_others_verify (ZcTestSigner *signer)
{
  static const char *const ldns[] = { "ldns-verify-zone", "-V", "0", "loaded", NULL };
  static const char *const bind[] = { "dnssec-verify", "-q", "-o", "example.com", "loaded", NULL };

  return verifies (signer, ldns) && verifies (signer, bind);
}
