/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-account-store.h"
#include "zc-application.h"
#include "zc-demo.h"
#include "zc-window.h"

G_BEGIN_DECLS

struct _ZcApplication
{
  AdwApplication parent_instance;

  GSettings *settings; /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) cancelled when the program ends */
  char *help_uri; /* (owned) */

  /* The account */
  char *scenario; /* (owned) (nullable) the demo to open instead of an account; "" for the default one */
  ZcDemo *demo; /* (owned) (nullable) */
  char *demo_scenario; /* (owned) (nullable) what it plays, or played before it ended by itself */
  guint n_demo_restarts; /* how often it ended by itself and was started again */
  ZcStore *store; /* (owned) (nullable) what is remembered of all accounts but the demo's */
  gboolean was_drawn; /* a window was drawn once */
  ZcSession *session; /* (owned) (nullable) */
  GError *problem; /* (owned) (nullable) why no account is open */
  gboolean account_tried; /* the first account was looked for */
  gboolean open_when_loaded; /* the first account is to be opened once it is known which there are */
  gboolean starting; /* the demo is starting */
  char *account_name; /* (owned) (nullable) the account to open first, by --account */
  ZcAccountStore *accounts; /* (owned) (nullable) without it, see problem */
  GMenu *accounts_menu; /* (owned) */
  char **import_paths; /* (owned) (nullable) (array zero-terminated=1) the configuration files of IONOS's tools */
  char *opening_id; /* (owned) (nullable) the account that is being opened, or that could not be */
  GCancellable *opening; /* (owned) (nullable) while an account is being opened */

  /* Transfers */
  GPtrArray *followed_runs; /* (owned) (element-type ZcRun) the runs, whose signals are connected */
  GListStore *batches; /* (owned) (element-type ZcTransferBatch) what was confirmed together and is not over */
  GListStore *left_sessions; /* (owned) (element-type ZcSession) accounts that were left while transfers were watched */
  GListStore *left_batches; /* (owned) (element-type ZcTransferBatch) what is not over of them */
  GHashTable *notifications; /* (owned) (element-type utf8 gint64): when those that are shown were sent, by their ids */
  gint64 seen_at; /* when a window was last turned to, by the monotonic clock, in microseconds */
  guint take_back_id; /* when not 0, a source that takes back those that were seen */
  gboolean asking; /* the dialog is open */
  gboolean held; /* the program goes on without a window */
  guint trim_id; /* when not 0, a source that deletes what is beyond the limits of the history */

  GQueue wishes; /* (element-type ZcWish) (owned) what to do with zones once the lists are there */
  guint sigint_id;
  guint sigterm_id;
  gboolean quitting;
};

/* zc-application.c */
ZcWindow *_zc_application_get_window     (ZcApplication *self);
ZcWindow *_zc_application_present_window (ZcApplication *self);
void      _zc_application_show_account_state (ZcApplication *self);
AdwToast *_zc_application_say            (ZcApplication *self,
                                          GtkWindow     *window,
                                          const char    *text,
                                          const char    *button_label,
                                          ZcRun         *run);

/* zc-application-demo.c */
void      _zc_application_start_demo     (ZcApplication *self,
                                          const char    *scenario);

/* zc-application-accounts.c: the account that is open */
void      _zc_application_start_accounts     (ZcApplication *self);
void      _zc_application_end_accounts       (ZcApplication *self);
void      _zc_application_open_first_account (ZcApplication *self);
void      _zc_application_show_problem       (ZcApplication *self,
                                              GError        *error);
void      _zc_application_try_again          (ZcApplication *self);
gboolean  _zc_application_check_account_name (const char    *name);
gboolean  _zc_application_is_given_token     (const char    *name);
const char *_zc_application_get_open_id      (ZcApplication *self);
gboolean  _zc_application_is_open            (ZcApplication *self,
                                              const char    *id);
void      _zc_application_open_entry         (ZcApplication *self,
                                              const char    *id);
void      _zc_application_forget_account     (ZcApplication *self,
                                              const char    *id,
                                              gboolean       with_history);
void      _zc_application_tidy_accounts      (ZcApplication *self);

/* zc-application-account-actions.c: the menu, the actions and the dialogs */
void      _zc_application_add_account_actions (ZcApplication *self);
void      _zc_application_update_accounts     (ZcApplication *self);

/* zc-application-actions.c */
void      _zc_application_add_actions    (ZcApplication *self);
void      _zc_application_fulfil_wishes  (ZcApplication *self);
void      _zc_application_forget_wishes  (ZcApplication *self);

/* zc-application-settings.c: what the settings say about a session, from its begin to its end */
void      _zc_application_use_settings   (ZcApplication *self);
void      _zc_application_leave_settings (ZcApplication *self);

/* zc-application-runs.c */
void      _zc_application_init_runs      (ZcApplication *self);
void      _zc_application_clear_runs     (ZcApplication *self);
void      _zc_application_follow_runs    (ZcApplication *self);
void      _zc_application_unfollow_runs  (ZcApplication *self);
void      _zc_application_follow_batch   (ZcApplication   *self,
                                          ZcTransferBatch *batch);
void      _zc_application_update_hold    (ZcApplication *self);
void      _zc_application_tell_end_of_left (ZcApplication *self,
                                            ZcRun         *run);

/* zc-application-left.c: accounts that were left while transfers were being watched */
void       _zc_application_init_left      (ZcApplication *self);
void       _zc_application_clear_left     (ZcApplication *self);
void       _zc_application_leave_session  (ZcApplication *self);
ZcSession *_zc_application_return_to      (ZcApplication *self,
                                           ZcAccount     *account);
void       _zc_application_share_queue   (ZcApplication *self,
                                           ZcSession     *session);
void       _zc_application_stop_left      (ZcApplication *self,
                                           const char    *account_id);
void       _zc_application_replace_left   (ZcApplication *self,
                                           ZcAccount     *account);

G_END_DECLS
