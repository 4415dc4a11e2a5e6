/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-account-store.h"
#include "zc-test.h"

G_BEGIN_DECLS

/* A list of accounts in a folder of its own, over the file back end of libsecret. */

#define TOKEN "eyJ0eXAiOiJKV1QifQ.eyJpZGVudGl0eSI6e319.zq1"
#define OTHER_TOKEN "eyJ0eXAiOiJKV1QifQ.eyJpZGVudGl0eSI6e319.zq2"

#define ADD(path, text, test) \
  g_test_add ("/accounts/" path, Fixture, text, accounts_set_up, test, accounts_tear_down)

typedef struct
{
  char *directory;       /* (owned) */
  char *path;            /* (owned) */
  ZcKeyring *keyring;    /* (owned) */
  ZcDnsConfig *config;   /* (owned) */
  ZcAccountStore *store; /* (owned), loaded */
} Fixture;

void       accounts_reload                   (Fixture *fixture);
void       accounts_set_up                   (Fixture       *fixture,
                                              gconstpointer  text);
void       accounts_tear_down                (Fixture       *fixture,
                                              gconstpointer  text);
guint      accounts_count                    (Fixture *fixture);
void       accounts_wait_for_written_keyring (GAsyncResult **result);
ZcAccount *accounts_add                      (Fixture     *fixture,
                                              const char  *name,
                                              const char  *url,
                                              GError     **error);
char      *accounts_add_named                (Fixture    *fixture,
                                              const char *name);
ZcAccount *accounts_open                     (Fixture     *fixture,
                                              const char  *id,
                                              GError     **error);
gboolean   accounts_rename                   (Fixture     *fixture,
                                              const char  *id,
                                              const char  *name,
                                              GError     **error);
gboolean   accounts_remove                   (Fixture           *fixture,
                                              const char        *id,
                                              ZcAccountRemoval   removal,
                                              GError           **error);
void       accounts_assert_token             (Fixture    *fixture,
                                              const char *id,
                                              const char *token);
gboolean   accounts_keyring_has              (Fixture    *fixture,
                                              const char *id);
char      *accounts_read_file                (Fixture *fixture);
gboolean   accounts_file_says                (Fixture    *fixture,
                                              const char *words);
int        accounts_run                      (void);

G_END_DECLS
