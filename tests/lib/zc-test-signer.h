/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "zc-dnssec.h"

G_BEGIN_DECLS

/**
 * ZcTestSigner:
 * @directory: where keys and zones are (owned)
 * @ksk: the base name of the key that signs keys (owned)
 * @zsk: the base name of the key that signs the rest (owned)
 *
 * A test fixture that signs zones named example.com by the tools of ldns and of BIND, so that what is
 * judged was not made by the code that judges.
 */
typedef struct
{
  char *directory;
  char *ksk;
  char *zsk;
} ZcTestSigner;

/**
 * ZC_TEST_SIGNER_ADD:
 * @path: the test's path
 * @function: the test
 *
 * Adds a test with this fixture.
 */
#define ZC_TEST_SIGNER_ADD(path, function) \
  g_test_add (path, ZcTestSigner, NULL, zc_test_signer_set_up, function, zc_test_signer_tear_down)

/**
 * zc_test_signer_zone:
 *
 * An unsigned zone file with every kind of name.
 */
extern const char *const zc_test_signer_zone;

/**
 * zc_test_signer_set_up:
 * @signer: the fixture
 * @data: unused
 *
 * Makes a directory with two keys and the file "zone".
 */
void            zc_test_signer_set_up        (ZcTestSigner      *signer,
                                              gconstpointer      data);

/**
 * zc_test_signer_tear_down:
 * @signer: the fixture
 * @data: unused
 *
 * Removes the directory.
 */
void            zc_test_signer_tear_down     (ZcTestSigner      *signer,
                                              gconstpointer      data);

/**
 * zc_test_signer_run:
 * @directory: where to run it
 * @arguments: the program and its arguments
 *
 * Runs a program that has to succeed.
 *
 * Returns: (transfer full): what it wrote, without the last line end
 */
char           *zc_test_signer_run           (const char        *directory,
                                              const char *const *arguments);

/**
 * zc_test_signer_make_key:
 * @signer: the fixture
 * @algorithm: the name of an algorithm as ldns-keygen knows it
 * @is_ksk: whether the key is to sign keys
 *
 * Returns: (transfer full): the base name of a new key
 */
char           *zc_test_signer_make_key      (ZcTestSigner      *signer,
                                              const char        *algorithm,
                                              gboolean           is_ksk);

/**
 * zc_test_signer_write:
 * @signer: the fixture
 * @name: a file in its directory
 * @text: the content
 *
 * Writes a file.
 */
void            zc_test_signer_write         (ZcTestSigner      *signer,
                                              const char        *name,
                                              const char        *text);

/**
 * zc_test_signer_read:
 * @signer: the fixture
 * @name: a file in its directory
 *
 * Returns: (transfer full): its content
 */
char           *zc_test_signer_read          (ZcTestSigner      *signer,
                                              const char        *name);

/**
 * zc_test_signer_sign:
 * @signer: the fixture
 * @options: options of ldns-signzone, separated by blanks; with -Z there is a digest and no signature
 *
 * Signs the file "zone".
 *
 * Returns: (transfer full): the signed zone, one record a line
 */
char           *zc_test_signer_sign          (ZcTestSigner      *signer,
                                              const char        *options);

/**
 * zc_test_signer_load:
 * @signer: the fixture
 * @text: a zone
 *
 * Returns: (transfer full): a copy of the zone, which also becomes the file "loaded"
 */
ZcZoneCopy     *zc_test_signer_load          (ZcTestSigner      *signer,
                                              const char        *text);

/**
 * zc_test_signer_judge:
 * @signer: the fixture
 * @text: a zone
 *
 * Returns: (transfer full): the judgement on it as of now, without a DS
 */
ZcDnssecReport *zc_test_signer_judge         (ZcTestSigner      *signer,
                                              const char        *text);

/**
 * zc_test_signer_others_verify:
 * @signer: the fixture
 *
 * Asks the verifiers of both makes about the zone loaded last. Neither of them finds everything.
 *
 * Returns: %TRUE when both find it good
 */
gboolean        zc_test_signer_others_verify (ZcTestSigner      *signer);

/**
 * zc_test_judge_copy:
 * @copy: a copy
 * @now: the time to judge at, in seconds since 1970
 * @ds: (nullable) (element-type GBytes): DS records
 *
 * Returns: (transfer full): the judgement, waited for
 */
ZcDnssecReport *zc_test_judge_copy           (ZcZoneCopy        *copy,
                                              gint64             now,
                                              GPtrArray         *ds);

/**
 * zc_test_get_now:
 *
 * Returns: the time, in seconds since 1970
 */
gint64          zc_test_get_now              (void);

/**
 * zc_test_assert_no_findings:
 * @report: a judgement
 *
 * Fails with the first finding when there is one.
 */
void            zc_test_assert_no_findings   (const ZcDnssecReport *report);

/**
 * zc_test_assert_finding:
 * @report: a judgement
 * @kind: a kind
 * @fault: a fault
 *
 * Fails when there is no such finding.
 *
 * Returns: (transfer none): the finding
 */
const ZcDnssecFinding *zc_test_assert_finding (const ZcDnssecReport *report,
                                               ZcDnssecKind          kind,
                                               ZcDnssecFault         fault);

/**
 * zc_test_assert_one_finding:
 * @report: a judgement
 * @kind: a kind
 * @fault: a fault
 *
 * Fails when there is no such finding, or another one.
 *
 * Returns: (transfer none): the finding
 */
const ZcDnssecFinding *zc_test_assert_one_finding (const ZcDnssecReport *report,
                                                   ZcDnssecKind          kind,
                                                   ZcDnssecFault         fault);

/**
 * zc_test_drop_lines:
 * @text: a signed zone
 * @owner: a regular expression for the owner
 * @type: a regular expression for the type; RRSIG with the covered type behind a tab
 *
 * Returns: (transfer full): the zone without the lines of the owner and type, of which there are some
 */
char           *zc_test_drop_lines           (const char        *text,
                                              const char        *owner,
                                              const char        *type);

/**
 * zc_test_replace:
 * @text: a text
 * @old: what to replace everywhere; it is there
 * @new: what to put there
 *
 * Returns: (transfer full): the changed text
 */
char           *zc_test_replace              (const char        *text,
                                              const char        *old,
                                              const char        *new);

G_END_DECLS
