/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-observations.h"
#include "zc-test.h"

/* What one answer showed: "UDP" or "TCP", the machine's name or NULL, the serial, the version of the copy or 0. */
typedef struct
{
  gboolean tcp;
  const char *id;
  guint32 serial;
  guint32 version;
} Seen;

#define MOST_SEEN 5

typedef struct
{
  const char *name;
  const char *words; /* parts of the finding's text, separated by "|"; NULL for no finding */
  Seen answers[MOST_SEEN];
  Seen samples[MOST_SEEN];
} Row;

#define UDP(id, serial) { FALSE, id, serial, 0 }
#define TCP(id, serial) { TRUE, id, serial, 0 }

static const Row rows[] = {
  { "one-machine", NULL, { UDP ("a", 42), TCP ("a", 42) }, { UDP ("a", 42), UDP ("a", 42), TCP ("a", 42) } },
  { "several-equal-machines", NULL, { UDP ("a", 42), TCP ("b", 42) }, { UDP ("c", 42), UDP ("a", 42) } },
  { "all-of-them-old", NULL, { UDP ("a", 41), TCP ("b", 41) }, { UDP ("c", 41) } },

  { "one-of-two-is-old", "2 seen, 1 still old|“a” serves 42|“b” serves 41", { UDP ("a", 42), TCP ("b", 41) }, { { 0 } } },
  { "old-one-is-seen-later", "2 seen, 1 still old|“a” serves 42|“b” serves 41",
    { UDP ("a", 42), TCP ("a", 42) }, { UDP ("a", 42), UDP ("b", 41), UDP ("a", 42) } },
  { "two-of-three-are-old", "3 seen, 2 still old|“a” serves 42", { UDP ("a", 42), TCP ("b", 41) },
    { UDP ("c", 40), UDP ("b", 41) } },
  { "a-machine-counts-once", "2 seen, 1 still old", { UDP ("a", 42), TCP ("a", 42) }, { UDP ("b", 41), TCP ("b", 41) } },
  { "serials-turn-around", "“a” serves 2|“b” serves 4294967295", { UDP ("b", G_MAXUINT32), TCP ("a", 2) }, { { 0 } } },

  /* Nothing but the last answer of a machine tells what it serves now. */
  { "updated-meanwhile", NULL, { UDP (NULL, 41), TCP (NULL, 42) }, { UDP (NULL, 42), UDP (NULL, 42), TCP (NULL, 42) } },
  { "named-machine-updated-meanwhile", NULL, { UDP ("a", 41), TCP ("b", 42) }, { UDP ("b", 42), UDP ("a", 42) } },
  { "not-asked-again", "sometimes with 42 and sometimes with 41", { UDP (NULL, 42), TCP (NULL, 41) }, { { 0 } } },
  { "tcp-stays-old", "sometimes with 42 and sometimes with 41", { UDP (NULL, 42), TCP (NULL, 41) },
    { UDP (NULL, 42), TCP (NULL, 41) } },
  { "forth-and-back", "sometimes with 42 and sometimes with 41", { UDP (NULL, 42), TCP (NULL, 42) },
    { UDP (NULL, 41), UDP (NULL, 42) } },
  { "forth-and-back-under-one-name", "sometimes with 42 and sometimes with 41", { UDP ("a", 42), TCP ("a", 42) },
    { UDP ("a", 41), UDP ("a", 42) } },

  { "version-agrees", NULL, { { FALSE, "a", 42, 42 }, { TRUE, "a", 42, 42 } }, { { FALSE, "a", 42, 42 } } },
  { "version-disagrees", "answers with 41|its copy has 42", { { FALSE, NULL, 41, 42 }, { TRUE, NULL, 41, 0 } }, { { 0 } } },
};

static ZcSoaAnswer *
make_answer (const ZcObservedServer *server,
             const Seen             *seen)
{
  ZcSoaAnswer *answer = zc_soa_answer_copy (server->answers->pdata[0]);

  answer->transport = seen->tcp ? ZC_DNS_TRANSPORT_TCP : ZC_DNS_TRANSPORT_UDP;
  answer->serial = seen->serial;
  answer->name_server_id = g_strdup (seen->id);
  answer->zone_version = seen->version != 0 ? (gint64) seen->version : -1;

  return answer;
}

static ZcDiagnosis *
diagnose (const Row    *row,
          ZcServerRole  role)
{
  static const ZcTestSeen pattern = SOA (OK, OK);
  g_autoptr(ZcObservations) observations = zc_observations_new ("example.com", ZC_TEST_NOW);
  ZcObservedServer *server = zc_test_add_server (observations, role, "nscs.ui-dns.com", "192.0.2.9", &pattern);

  for (guint i = 0; i < MOST_SEEN && row->answers[i].serial != 0; i++)
    zc_observed_server_take_answer (server, make_answer (server, &row->answers[i]));
  for (guint i = 0; i < MOST_SEEN && row->samples[i].serial != 0; i++)
    g_ptr_array_add (server->samples, make_answer (server, &row->samples[i]));
  /* What the others were copied from. */
  g_ptr_array_remove_range (server->answers, 0, 2);

  return zc_diagnosis_new (observations);
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr(ZcDiagnosis) diagnosis = diagnose (row, ZC_SERVER_ROLE_SECONDARY);
  const ZcFinding *finding = zc_test_find_finding (diagnosis, "secondary-split");

  if (row->words == NULL)
    {
      g_assert_null (finding);
      return;
    }

  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity, ==, ZC_SEVERITY_WARNING);
  zc_test_assert_words (finding->text, row->words);
}

/* Two primaries are meant to differ for a while, and how one is built is its owner's business. */
static void
test_primary (void)
{
  static const Row row = { "primary", NULL, { UDP ("a", 42), TCP ("b", 41) }, { { 0 } } };
  g_autoptr(ZcDiagnosis) diagnosis = diagnose (&row, ZC_SERVER_ROLE_PRIMARY);

  g_assert_null (zc_test_find_finding (diagnosis, "secondary-split"));
}

int
main (int   argc,
      char *argv[])
{
  zc_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/cause-split/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/cause-split/not-of-a-primary", test_primary);

  return g_test_run ();
}
