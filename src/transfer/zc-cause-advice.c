/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cause-private.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *id;
  const char *explanation;
  const char *remedy;
} Row;

/* Nobody but this computer asks such a name server for a copy or depends on reaching it from here. What stands
 * in the way may therefore also be the network of this computer, and if not, it is for IONOS to mend. */
#define ELSEWHERE \
  N_("Try from another network; if it lasts, report it to the operator of this name server.")
#define OVER_UDP \
  N_("Resolvers ask over UDP first. If they meet this as well, they lose time there.")
#define LONG_ANSWERS \
  N_("Long answers travel over TCP. If resolvers meet this as well, they lose such answers there.")
#define BY_QUESTIONS \
  N_("To compare records all the same, verify by questions instead of by transfer.")
#define NOT_NEEDED \
  N_("Name servers of a DNS service usually hand out no copies. Resolvers and the transfer are not affected.")
#define STREAM \
  N_("The records of this name server could not be compared by a transfer. Whether it answers questions rightly " \
     "is not said by that.")

/* What differs, at a name server that serves copies, from what the table of causes says about primaries. */
static const Row rows[] = {
  { "udp-closed", OVER_UDP, ELSEWHERE },
  { "udp-filtered", OVER_UDP, ELSEWHERE },
  { "tcp-closed", LONG_ANSWERS, ELSEWHERE },
  { "tcp-filtered", LONG_ANSWERS, ELSEWHERE },
  { "tcp-reset", LONG_ANSWERS, ELSEWHERE },
  { "timeout-answer", N_("The name server is down or overloaded, or a firewall between it and this computer drops "
                         "questions or answers."), ELSEWHERE },
  { "bad-answer", N_("Either no name server listens at this address and port, or something on the way changes its "
                     "answers."), ELSEWHERE },
  { "formerr", NOT_NEEDED, BY_QUESTIONS },
  { "notimp", NOT_NEEDED, BY_QUESTIONS },
  { "refused", NOT_NEEDED, BY_QUESTIONS },
  { "notauth-acl", NOT_NEEDED, BY_QUESTIONS },
  { "notauth-tsig", NOT_NEEDED, BY_QUESTIONS },
  { "xot-only", NOT_NEEDED, BY_QUESTIONS },
  { "axfr-empty", STREAM, BY_QUESTIONS },
  { "axfr-truncated", STREAM, BY_QUESTIONS },
  { "axfr-soa-mismatch", STREAM, BY_QUESTIONS },
  { "axfr-mid-soa", STREAM, BY_QUESTIONS },
  { "axfr-bad-msg", STREAM, BY_QUESTIONS },
  { "axfr-error-late", STREAM, BY_QUESTIONS },
  { "axfr-out-of-zone", STREAM, BY_QUESTIONS },
};

ZcCauseAdvice
zc_cause_get_advice (const ZcCause          *self,
                     const ZcObservedServer *about)
{
  for (guint i = 0; about != NULL && !zc_cause_is_primary (about) && i < G_N_ELEMENTS (rows); i++)
    {
      if (g_str_equal (rows[i].id, self->id))
        return (ZcCauseAdvice) { rows[i].explanation, rows[i].remedy, ZC_SNIPPET_NONE };
    }

  return (ZcCauseAdvice) { self->explanation, self->remedy, self->snippets };
}
