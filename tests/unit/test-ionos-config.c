/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "zc-ionos-config.h"
#include "zc-test.h"

#define TOKEN "e30.e30.zq1"
#define N_MUTATIONS 3000

static const char usual_text[] =
  "version: 1.0\n"
  "currentProfile: ' USER '\n"
  "profiles:\n"
  "  - name: old\n"
  "    credentials: {username: me, password: zq-password}\n"
  "  - name: user\n"
  "    environment: prod\n"
  "    credentials: {token: \"" TOKEN "\"}\n"
  "  - name: lost\n"
  "    environment: nowhere\n"
  "    credentials: {token: Bearer " TOKEN "}\n"
  "environments:\n"
  "  - name: prod\n"
  "    certificateAuthData: \"\"\n"
  "    products:\n"
  "      - name: compute\n"
  "        endpoints: [{name: https://api.ionos.com}]\n"
  "      - name: dns\n"
  "        endpoints:\n"
  "          - location: de/fra\n"
  "            name: https://dns.example.com/\n"
  "            skipTlsVerify: true\n"
  "            certificateAuthData: LS0t\n"
  "failover: {}\n";

static char *
write_file (const char *text)
{
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename (g_get_user_config_dir (), "config", NULL);

  g_mkdir_with_parents (g_get_user_config_dir (), 0700);
  /* A file in the place of none is not forced onto the disk, which takes its time. */
  g_unlink (path);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return path;
}

static GPtrArray *
load_path (const char  *path,
           GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  zc_ionos_config_load_async (path, NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);

  return zc_ionos_config_load_finish (result, error);
}

static GPtrArray *
load (const char  *text,
      GError     **error)
{
  g_autofree char *path = write_file (text);

  return load_path (path, error);
}

static GPtrArray *
load_well (const char *text)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *candidates = load (text, &error);

  g_assert_no_error (error);

  return candidates;
}

static void
test_profiles_become_accounts (void)
{
  g_autoptr(GPtrArray) candidates = load_well (usual_text);
  ZcIonosCandidate *user;
  ZcIonosCandidate *old;
  ZcIonosCandidate *lost;

  g_assert_cmpuint (candidates->len, ==, 3);
  user = g_ptr_array_index (candidates, 0);
  old = g_ptr_array_index (candidates, 1);
  lost = g_ptr_array_index (candidates, 2);

  g_assert_true (zc_ionos_candidate_is_current (user));
  g_assert_cmpstr (zc_ionos_candidate_get_label (user), ==, "user (prod)");
  g_assert_cmpstr (zc_ionos_candidate_get_api_url (user), ==, "https://dns.example.com");
  g_assert_cmpstr (zc_secret_peek (zc_ionos_candidate_get_token (user)), ==, TOKEN);
  g_assert_null (zc_ionos_candidate_get_problem (user));
  g_assert_true (g_str_has_suffix (zc_ionos_candidate_get_path (user), "/config"));
  g_assert_cmpuint (g_strv_length ((char **) zc_ionos_candidate_get_notes (user)), ==, 2);
  g_assert_nonnull (strstr (zc_ionos_candidate_get_notes (user)[0], "certificate authority"));
  g_assert_nonnull (strstr (zc_ionos_candidate_get_notes (user)[1], "always verifies"));

  g_assert_false (zc_ionos_candidate_is_current (old));
  g_assert_cmpstr (zc_ionos_candidate_get_label (old), ==, "old");
  g_assert_cmpstr (zc_ionos_candidate_get_api_url (old), ==, "https://dns.de-fra.ionos.com");
  g_assert_null (zc_ionos_candidate_get_token (old));
  g_assert_nonnull (strstr (zc_ionos_candidate_get_problem (old), "config, line 4: "));
  g_assert_nonnull (strstr (zc_ionos_candidate_get_problem (old), "no token"));
  g_assert_null (strstr (zc_ionos_candidate_get_problem (old), "zq"));

  g_assert_cmpstr (zc_ionos_candidate_get_label (lost), ==, "lost (nowhere)");
  g_assert_cmpstr (zc_ionos_candidate_get_api_url (lost), ==, "https://dns.de-fra.ionos.com");
  g_assert_cmpstr (zc_secret_peek (zc_ionos_candidate_get_token (lost)), ==, TOKEN);
  g_assert_nonnull (strstr (zc_ionos_candidate_get_notes (lost)[0], "“nowhere”"));
}

static void
test_the_environment_names_the_current_profile (void)
{
  g_autoptr(GPtrArray) candidates = NULL;

  g_setenv ("IONOS_CURRENT_PROFILE", "lost", TRUE);
  candidates = load_well (usual_text);
  g_unsetenv ("IONOS_CURRENT_PROFILE");
  g_assert_cmpstr (zc_ionos_candidate_get_label (g_ptr_array_index (candidates, 0)), ==, "lost (nowhere)");
  g_assert_true (zc_ionos_candidate_is_current (g_ptr_array_index (candidates, 0)));
  g_assert_false (zc_ionos_candidate_is_current (g_ptr_array_index (candidates, 2)));
}

static void
test_every_address_of_an_environment_is_offered (void)
{
  g_autoptr(GPtrArray) candidates = load_well (
    "profiles: [{name: a, environment: e, credentials: {token: " TOKEN "}}]\n"
    "environments: [{name: e, products: [{name: dns, endpoints: [{location: de/fra, name: 'https://a.example'},"
    " {location: de/txl, name: 'http://b.example'}, {location: local, name: 'http://127.0.0.1:1'}]}]}]\n");
  ZcIonosCandidate *insecure = NULL;

  g_assert_cmpuint (candidates->len, ==, 3);
  g_assert_cmpstr (zc_ionos_candidate_get_label (g_ptr_array_index (candidates, 0)), ==, "a (e, de/fra)");
  g_assert_nonnull (zc_ionos_candidate_get_token (g_ptr_array_index (candidates, 2)));

  /* A token that may not be sent there is not offered with the address. */
  insecure = g_ptr_array_index (candidates, 1);
  g_assert_null (zc_ionos_candidate_get_token (insecure));
  g_assert_nonnull (strstr (zc_ionos_candidate_get_problem (insecure), "line 2: "));
  g_assert_nonnull (strstr (zc_ionos_candidate_get_problem (insecure), "unencrypted"));
}

/* The list of profiles is on screen, where others may look on. */
static void
test_secrets_in_bad_addresses_are_not_repeated (void)
{
  static const struct
  {
    const char *url;
    const char *shown;
  } rows[] = {
    { "https://user:zq@dns.example/api", "https://…@dns.example/api" },
    { "https://dns.example/?token=zq", "https://dns.example/?…" },
    { "ftp://dns.example/#zq", "ftp://dns.example/#…" },
    /* A token behind an address that is not encrypted. */
    { "http://dns.example/eyJ0eXAiOiJKV1QiLCJraWQiOiIxIn0.eyJpZGVudGl0eSI6eyJjb250cmFjdE51bWJlciI6MX19.zq",
      "http://dns.example/eyJ0eXAiOiJKV1QiLCJraWQiOiIxIn0.eyJpZGVud…" },
    { "http://dns.example", "http://dns.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("profiles: [{name: a, environment: e, credentials: {token: " TOKEN "}}]\n"
                         "environments: [{name: e, products: [{name: dns, endpoints: [{name: '%s'}]}]}]\n", rows[i].url);
      g_autoptr(GPtrArray) candidates = load_well (text);
      ZcIonosCandidate *candidate = g_ptr_array_index (candidates, 0);

      g_assert_cmpuint (candidates->len, ==, 1);
      g_assert_cmpstr (zc_ionos_candidate_get_api_url (candidate), ==, rows[i].shown);
      g_assert_nonnull (strstr (zc_ionos_candidate_get_problem (candidate), rows[i].shown));
      g_assert_null (strstr (zc_ionos_candidate_get_problem (candidate), "zq"));
    }
}

static void
test_broken_tokens_are_named (void)
{
  g_autoptr(GPtrArray) candidates = load_well ("profiles:\n - credentials:\n    token: zq1 zq2\n - {}\n");

  g_assert_cmpuint (candidates->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      ZcIonosCandidate *candidate = g_ptr_array_index (candidates, i);

      g_assert_null (zc_ionos_candidate_get_token (candidate));
      g_assert_nonnull (zc_ionos_candidate_get_problem (candidate));
      g_assert_null (strstr (zc_ionos_candidate_get_problem (candidate), "zq"));
      g_assert_cmpstr (zc_ionos_candidate_get_label (candidate), ==, "Profile without a name");
    }
}

static void
test_references_are_followed (void)
{
  g_autoptr(GPtrArray) candidates = load_well (
    "x: &token " TOKEN "\nprofiles:\n - &a {name: a, credentials: &c {token: *token}}\n - {name: b, credentials: *c}\n - *a\n");

  g_assert_cmpuint (candidates->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (zc_secret_peek (zc_ionos_candidate_get_token (g_ptr_array_index (candidates, i))), ==, TOKEN);
}

/* "<<" takes over the members of other mappings, as the vendor's tools read it (yaml.org/type/merge.html): what the
 * mapping says itself counts first, also when it says null, then the first of a list. */
static void
test_merge_keys_are_followed (void)
{
  static const char text[] =
    "x:\n"
    "  - &token {token: zq.of.base}\n"
    "  - &user {username: zq-user, token: zq.of.user}\n"
    "  - &both {<<: [*user, *token]}\n"
    "  - &eu {environment: eu, name: base}\n"
    "  - &dns {name: dns, endpoints: [{name: https://dns.example.com}]}\n"
    "profiles:\n"
    "  - {<<: *eu, name: one, credentials: {<<: *token}}\n"
    "  - {name: first, credentials: {<<: [*token, *user]}}\n"
    "  - {name: nested, credentials: {<<: *both}}\n"
    "  - {name: own, credentials: {<<: *both, token: zq.of.own}}\n"
    "  - {name: inline, credentials: {<<: {token: zq.of.inline}}}\n"
    "  - {name: none, credentials: {token: ~, <<: *both}}\n"
    "  - {name: quoted, credentials: {'<<': *token}}\n"
    "environments:\n"
    "  - {name: eu, products: [{<<: *dns}]}\n";
  static const char * const tokens[] = { "zq.of.base", "zq.of.base", "zq.of.user", "zq.of.own", "zq.of.inline", NULL, NULL };
  g_autoptr(GPtrArray) candidates = load_well (text);
  g_autoptr(GPtrArray) all = NULL;

  g_assert_cmpuint (candidates->len, ==, G_N_ELEMENTS (tokens));
  for (guint i = 0; i < candidates->len; i++)
    {
      ZcSecret *token = zc_ionos_candidate_get_token (g_ptr_array_index (candidates, i));

      g_assert_cmpstr (token != NULL ? zc_secret_peek (token) : NULL, ==, tokens[i]);
    }
  g_assert_cmpstr (zc_ionos_candidate_get_label (g_ptr_array_index (candidates, 0)), ==, "one (eu)");
  g_assert_cmpstr (zc_ionos_candidate_get_api_url (g_ptr_array_index (candidates, 0)), ==, "https://dns.example.com");

  /* Also where the whole document is such a mapping. */
  all = load_well ("x: &x {profiles: [{credentials: {token: " TOKEN "}}]}\n<<: *x\n");
  g_assert_cmpuint (all->len, ==, 1);
}

/* A message names file, line and field, and never what stands there. */
static void
test_errors_name_their_place (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } rows[] = {
    { "profiles: zq\n", "config, line 1: profiles is not a list" },
    { "\n\nprofiles:\n - zq\n", "config, line 4: profiles[0] is not a mapping" },
    { "profiles:\n - name: a\n   credentials: zq\n", "line 3: profiles[0].credentials is not a mapping" },
    { "profiles:\n - name: a\n   credentials:\n    token: [zq]\n", "line 4: profiles[0].credentials.token is not a text" },
    { "profiles:\n - {name: a}\n - name: {zq: 1}\n", "line 3: profiles[1].name is not a text" },
    { "profiles:\n - {credentials: {token: zq, token: zq2}}\n", "line 2: profiles[0].credentials.token is there more than once" },
    { "profiles:\n - {credentials: {token: \"z\\0q\"}}\n", "profiles[0].credentials.token is not a text" },
    { "x: &zq zq\nprofiles:\n - credentials:\n    <<: *zq\n", "config, line 4: profiles[0].credentials.<< is not a mapping" },
    { "x: &zq [{}, zq]\nprofiles:\n - {<<: *zq}\n", "line 3: profiles[0].<<[1] is not a mapping" },
    { "profiles:\n - <<: [{}, [zq]]\n", "line 2: profiles[0].<<[1] is not a mapping" },
    { "profiles:\n - <<:\n   name: a\n", "line 2: profiles[0].<< is not a mapping" },
    { "x: &a {}\nprofiles:\n - <<: *a\n   <<: *a\n", "line 4: profiles[0].<< is there more than once" },
    { "x: &a {token: zq, token: zq}\nprofiles:\n - {credentials: {<<: *a}}\n",
      "line 1: profiles[0].credentials.<<.token is there more than once" },
    { "profiles:\n - &zq {<<: *zq}\n", "line 2: profiles[0].<< refers to more than" },
    { "<<: {profiles: zq}\n", "line 1: profiles is not a list" },
    { "profiles: [{environment: e}]\nenvironments: {zq: 1}\n", "line 2: environments is not a list" },
    { "profiles: [{environment: e}]\nenvironments:\n - name: e\n   products: zq\n", "line 4: environments[0].products is not a list" },
    { "profiles: [{environment: e}]\nenvironments:\n - name: e\n   products:\n   - name: dns\n     endpoints: [zq]\n",
      "line 6: environments[0].products[0].endpoints[0] is not a mapping" },
    { "zq", "line 1: The document is not a mapping" },
    { "", "profiles is missing or empty" },
    { "~", "profiles is missing or empty" },
    { "profiles: []", "profiles is missing or empty" },
    { "a: b\n---\nc: d\n", "line 2: there is more in it" },
    { "a: [zq\n", "this is not YAML" },
    { "\tzq: a", "line 1: this is not YAML" },
    { "a: \xff\xfe zq", "this is not YAML" },
    { "a: *zq\n", "this is not YAML" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) candidates = load (rows[i].text, &error);

      g_assert_null (candidates);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, rows[i].words));
      g_assert_null (strstr (error->message, "zq"));
    }
}

static char *
repeat (const char *text,
        guint       n)
{
  GString *repeated = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (repeated, text);

  return g_string_free (repeated, FALSE);
}

/* Mappings without members, each of which takes over ten times the one before it. */
static char *
make_merges (guint n)
{
  GString *text = g_string_new ("x0: &x0 {}\n");

  for (guint i = 1; i <= n; i++)
    {
      g_string_append_printf (text, "x%u: &x%u {<<: [", i, i);
      for (guint j = 0; j < 10; j++)
        g_string_append_printf (text, "*x%u,", i - 1);
      g_string_append (text, "]}\n");
    }
  g_string_append_printf (text, "profiles: [*x%u]\n", n);

  return g_string_free (text, FALSE);
}

/* Texts that are small and mean a lot. */
static void
test_bombs_do_nothing (void)
{
  g_autofree char *brackets = repeat ("[", 100000);
  g_autofree char *nested = repeat ("- ", 1000);
  g_autofree char *references = repeat ("*p,", 1900);
  g_autofree char *anchors = repeat ("- &a x\n", 5000);
  g_autofree char *elements = repeat ("- x\n", 100000);
  g_autofree char *names = repeat ("{name: x},", 1000);
  g_autofree char *laughs = g_strdup_printf (
    "a: &e {name: https://dns.example.com}\nb: &p {name: dns, endpoints: [%s*e]}\n"
    "environments: [{name: x, products: [%s*p]}]\nprofiles: [{environment: x}]\n", names, references);
  g_autofree char *merges = make_merges (30);
  const char * const texts[] = { brackets, nested, anchors, elements, laughs, merges, "profiles: &a [*a, *a]\n",
                                 "profiles: [&a {<<: [*a, *a, *a]}]\n", "profiles: [&a {credentials: *a}]\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      gint64 started = g_get_monotonic_time ();
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) candidates = load (texts[i], &error);

      /* The last is a profile that is its own credentials, which is odd and harmless. */
      if (i + 1 < G_N_ELEMENTS (texts))
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      else
        g_assert_cmpuint (candidates->len, ==, 1);
      g_assert_cmpint (g_get_monotonic_time () - started, <, 10 * G_TIME_SPAN_SECOND);
    }
}

static void
test_what_is_no_small_file_is_not_read (void)
{
  g_autofree char *huge = g_strnfill (600 * 1024, '#');
  g_autofree char *path = write_file (huge);
  g_autofree char *nowhere = g_build_filename (g_get_user_config_dir (), "nowhere", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (load_path (path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (load_path (g_get_user_config_dir (), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  g_clear_error (&error);
  g_assert_null (load_path (nowhere, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, nowhere));
}

static void
test_the_file_is_not_changed (void)
{
  g_autofree char *path = write_file (usual_text);
  g_autoptr(GPtrArray) candidates = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  GStatBuf before;
  GStatBuf after;

  g_assert_cmpint (g_stat (path, &before), ==, 0);
  candidates = load_path (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &after), ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, usual_text);
  g_assert_true (before.st_ino == after.st_ino && before.st_mtim.tv_nsec == after.st_mtim.tv_nsec);
}

static GStrv
find (void)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GStrv paths;

  zc_ionos_config_find_async (NULL, zc_test_keep_result_cb, &result);
  ZC_WAIT_UNTIL (result != NULL);
  paths = zc_ionos_config_find_finish (result, &error);
  g_assert_no_error (error);

  return paths;
}

static void
test_files_are_found_where_the_tools_keep_them (void)
{
  g_autofree char *usual_directory = g_build_filename (g_get_home_dir (), ".ionos", NULL);
  g_autofree char *usual = g_build_filename (usual_directory, "config", NULL);
  g_autofree char *ionosctl_directory = g_build_filename (g_get_user_config_dir (), "ionosctl", NULL);
  g_autofree char *ionosctl = g_build_filename (ionosctl_directory, "config.yaml", NULL);
  g_auto(GStrv) none = find ();
  g_auto(GStrv) both = NULL;
  g_auto(GStrv) given = NULL;
  g_auto(GStrv) lost = NULL;

  g_assert_cmpuint (g_strv_length (none), ==, 0);

  g_mkdir_with_parents (usual_directory, 0700);
  g_mkdir_with_parents (ionosctl_directory, 0700);
  g_assert_true (g_file_set_contents (usual, "x", -1, NULL));
  g_assert_true (g_file_set_contents (ionosctl, "x", -1, NULL));
  both = find ();
  g_assert_cmpuint (g_strv_length (both), ==, 2);
  g_assert_cmpstr (both[0], ==, usual);
  g_assert_cmpstr (both[1], ==, ionosctl);

  g_setenv ("IONOS_CONFIG_FILE", ionosctl, TRUE);
  given = find ();
  g_assert_cmpuint (g_strv_length (given), ==, 1);
  g_assert_cmpstr (given[0], ==, ionosctl);
  g_setenv ("IONOS_CONFIG_FILE", "/nonexistent/config", TRUE);
  lost = find ();
  g_assert_cmpuint (g_strv_length (lost), ==, 1);
  g_unsetenv ("IONOS_CONFIG_FILE");
}

/* Whatever stands in the file: reading ends, and a candidate has a token or a problem. */
static void
test_mutated_files_are_survived (void)
{
  guint n_read = 0;

  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      g_autoptr(GString) text = g_string_new (usual_text);
      g_autoptr(GPtrArray) candidates = NULL;
      g_autoptr(GError) error = NULL;
      guint n_changes = 1 + (guint) g_test_rand_int_range (0, 3);

      for (guint j = 0; j < n_changes; j++)
        {
          int position = g_test_rand_int_range (0, (int) text->len);
          int length = g_test_rand_int_range (1, 8);

          if (g_test_rand_int_range (0, 2) == 0)
            text->str[position] = "{}[]:&*#-\n \"'"[g_test_rand_int_range (0, 13)];
          else
            g_string_erase (text, position, MIN (length, (int) text->len - position));
        }

      candidates = load (text->str, &error);
      if (candidates == NULL)
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
          g_assert_null (strstr (error->message, "zq"));
          continue;
        }

      n_read++;
      for (guint j = 0; j < candidates->len; j++)
        {
          ZcIonosCandidate *candidate = g_ptr_array_index (candidates, j);

          g_assert_true ((zc_ionos_candidate_get_token (candidate) == NULL) ==
                         (zc_ionos_candidate_get_problem (candidate) != NULL));
        }
    }

  g_assert_cmpuint (n_read, >, N_MUTATIONS / 100);
}

int
main (int    argc,
      char **argv)
{
  zc_test_init (&argc, &argv);

  g_test_add_func ("/ionos-config/profiles-become-accounts", test_profiles_become_accounts);
  g_test_add_func ("/ionos-config/the-environment-names-the-current-profile", test_the_environment_names_the_current_profile);
  g_test_add_func ("/ionos-config/every-address-of-an-environment-is-offered", test_every_address_of_an_environment_is_offered);
  g_test_add_func ("/ionos-config/secrets-in-bad-addresses-are-not-repeated", test_secrets_in_bad_addresses_are_not_repeated);
  g_test_add_func ("/ionos-config/broken-tokens-are-named", test_broken_tokens_are_named);
  g_test_add_func ("/ionos-config/references-are-followed", test_references_are_followed);
  g_test_add_func ("/ionos-config/merge-keys-are-followed", test_merge_keys_are_followed);
  g_test_add_func ("/ionos-config/errors-name-their-place", test_errors_name_their_place);
  g_test_add_func ("/ionos-config/bombs-do-nothing", test_bombs_do_nothing);
  g_test_add_func ("/ionos-config/what-is-no-small-file-is-not-read", test_what_is_no_small_file_is_not_read);
  g_test_add_func ("/ionos-config/the-file-is-not-changed", test_the_file_is_not_changed);
  g_test_add_func ("/ionos-config/files-are-found-where-the-tools-keep-them", test_files_are_found_where_the_tools_keep_them);
  g_test_add_func ("/ionos-config/mutated-files-are-survived", test_mutated_files_are_survived);

  return g_test_run ();
}
