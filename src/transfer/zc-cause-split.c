/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-cause-private.h"

#include <glib/gi18n-lib.h>

#include "zc-serial.h"
#include "zc-text.h"

/* Several machines may answer for one address: by anycast (RFC 4786), or behind a balancer. They name themselves
 * with the NSID option (RFC 5001), or they do not. */

/* What one machine, as far as it can be told from others, answered over one transport. */
typedef struct
{
  const char *id;             /* (unowned) (nullable): the NSID */
  ZcDnsTransport transport;
  const ZcSoaAnswer *last;    /* (unowned): the latest answer */
  gboolean went_back;         /* whether an older serial came after a newer one */
} Node;

typedef struct
{
  GArray *nodes;              /* (owned) (element-type Node) */
  guint32 newest;
} View;

static Node *
find_node (View              *self,
           const ZcSoaAnswer *answer)
{
  for (guint i = 0; i < self->nodes->len; i++)
    {
      Node *node = &g_array_index (self->nodes, Node, i);

      if (node->transport == answer->transport && g_strcmp0 (node->id, answer->name_server_id) == 0)
        return node;
    }

  return NULL;
}

/* Answers over one transport are in the order in which they came. */
static void
take_answers (View      *self,
              GPtrArray *answers)
{
  for (guint i = 0; i < answers->len; i++)
    {
      const ZcSoaAnswer *answer = answers->pdata[i];
      Node *node = answer->outcome == ZC_DNS_OUTCOME_OK ? find_node (self, answer) : NULL;

      if (answer->outcome != ZC_DNS_OUTCOME_OK)
        continue;

      if (self->nodes->len == 0 || zc_serial_compare (answer->serial, self->newest) == ZC_SERIAL_NEWER)
        self->newest = answer->serial;

      if (node == NULL)
        {
          Node first = { answer->name_server_id, answer->transport, answer, FALSE };

          g_array_append_val (self->nodes, first);
          continue;
        }

      if (zc_serial_compare (answer->serial, node->last->serial) == ZC_SERIAL_OLDER)
        node->went_back = TRUE;
      node->last = answer;
    }
}

static gboolean
is_old (const View *self,
        const Node *node)
{
  return node->last->serial != self->newest;
}

/* An answer that tells that its copy of the zone has another serial than it says itself. */
static const ZcSoaAnswer *
find_contradiction (const View *self)
{
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const ZcSoaAnswer *answer = g_array_index (self->nodes, Node, i).last;

      if (answer->zone_version >= 0 && answer->zone_version != answer->serial)
        return answer;
    }

  return NULL;
}

/* The machines with a name, each counted once: over both transports it is the same one. */
static guint
count_named (const View *self,
             gboolean    old_only)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *node = &g_array_index (self->nodes, Node, i);

      if (node->id != NULL && (!old_only || is_old (self, node)))
        g_hash_table_add (ids, (gpointer) node->id);
    }

  return g_hash_table_size (ids);
}

static const Node *
find_named (const View *self,
            gboolean    old)
{
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *node = &g_array_index (self->nodes, Node, i);

      if (node->id != NULL && is_old (self, node) == old)
        return node;
    }

  return NULL;
}

/* What was asked for again tells an update that just happened from machines that differ: then the latest answers
 * are all new. */
static gboolean
is_split (const View *self)
{
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *node = &g_array_index (self->nodes, Node, i);

      if (is_old (self, node) || node->went_back)
        return TRUE;
    }

  return FALSE;
}

/* The serial of any answer that was older than the newest one. */
static guint32
find_old_serial (GPtrArray *answers,
                 guint32    newest)
{
  for (guint i = 0; i < answers->len; i++)
    {
      const ZcSoaAnswer *answer = answers->pdata[i];

      if (answer->outcome == ZC_DNS_OUTCOME_OK && answer->serial != newest)
        return answer->serial;
    }

  return newest;
}

static char *
describe_named (const char *who,
                const View *self)
{
  const Node *new_node = find_named (self, FALSE);
  const Node *old_node = find_named (self, TRUE);
  guint n_all = count_named (self, FALSE);
  guint n_old = count_named (self, TRUE);
  char *text;

  if (new_node == NULL || old_node == NULL || g_str_equal (new_node->id, old_node->id))
    return NULL;

  /* Translators: a name server; then how many machines answered for it, and how many of them have an old copy. */
  text = g_strdup_printf (ngettext ("%s is answered by several machines: %u seen, %u still old.",
                                    "%s is answered by several machines: %u seen, %u still old.", n_old),
                          who, n_all, n_old);

  /* Translators: twice the identifier of a machine and the serial it serves. */
  return zc_text_add_sentence (text, g_strdup_printf (_("“%s” serves %u, “%s” serves %u."), new_node->id,
                                                      new_node->last->serial, old_node->id, old_node->last->serial));
}

static char *
describe (const char             *who,
          const ZcObservedServer *server,
          const View             *self)
{
  const ZcSoaAnswer *contradiction = find_contradiction (self);
  char *text;
  guint32 old;

  if (is_split (self))
    {
      text = describe_named (who, self);
      if (text != NULL)
        return text;

      old = find_old_serial (server->answers, self->newest);
      if (old == self->newest)
        old = find_old_serial (server->samples, self->newest);

      /* Translators: a name server, two serials of a zone. */
      return g_strdup_printf (_("%s answers sometimes with %u and sometimes with %u: several machines seem to share this address, and "
                                "one is still old."), who, self->newest, old);
    }

  if (contradiction == NULL)
    return NULL;

  /* Translators: a name server, two serials of a zone. */
  return g_strdup_printf (_("%s answers with %u and says in the same answer that its copy has %u: another machine or a cache seems "
                            "to stand before it."), who, contradiction->serial, (guint32) contradiction->zone_version);
}

char *
zc_cause_see_secondary_split (const ZcCauseCase      *self,
                              const ZcObservedServer *server,
                              ZcSeverity             *severity)
{
  View view = { NULL, 0 };
  g_autofree char *who = NULL;
  char *text;

  if (zc_cause_is_primary (server))
    return NULL;

  view.nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  take_answers (&view, server->answers);
  take_answers (&view, server->samples);
  who = zc_cause_who (server);
  text = describe (who, server, &view);
  g_array_unref (view.nodes);

  return text;
}
