/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-run-entry-private.h"

#include "zc-config.h"

#include <glib/gi18n-lib.h>

#include "zc-text.h"

struct _ZcRunEntry
{
  GObject parent_instance;

  ZcRunEntryKind kind;
  gint64 offset_us;
  ZcServerRole role;
  char *server_name;        /* (owned) (nullable) */
  char *address;            /* (owned) (nullable) */
  ZcDnsTransport transport;
  ZcDnsOutcome outcome;
  gboolean has_serial;
  guint32 serial;
  gboolean is_error;
  char *text;               /* (owned) */
};

G_DEFINE_FINAL_TYPE (ZcRunEntry, zc_run_entry, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (ZcRunEntryKind, zc_run_entry_kind,
  G_DEFINE_ENUM_VALUE (ZC_RUN_ENTRY_SERIAL, "serial"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_ENTRY_STATUS, "status"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_ENTRY_REQUEST, "request"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_ENTRY_ACCEPTED, "accepted"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_ENTRY_UNANSWERED, "unanswered"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_ENTRY_REJECTED, "rejected"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_ENTRY_TROUBLE, "trouble"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_ENTRY_RESUMED, "resumed"),
  G_DEFINE_ENUM_VALUE (ZC_RUN_ENTRY_VERDICT, "verdict"))

struct _ZcRunEntryList
{
  GListStore *model; /* (owned) (element-type ZcRunEntry) */
  GHashTable *last;  /* (owned) (element-type utf8 ZcRunEntry): the newest entry of each server and transport */
};

static void
zc_run_entry_finalize (GObject *object)
{
  ZcRunEntry *self = ZC_RUN_ENTRY (object);

  g_free (self->server_name);
  g_free (self->address);
  g_free (self->text);

  G_OBJECT_CLASS (zc_run_entry_parent_class)->finalize (object);
}

static void
zc_run_entry_class_init (ZcRunEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zc_run_entry_finalize;
}

static void
zc_run_entry_init (ZcRunEntry *self)
{
}

static ZcRunEntry *
entry_new (ZcRunEntryKind  kind,
           gint64          offset_us,
           char           *text)
{
  ZcRunEntry *self = g_object_new (ZC_TYPE_RUN_ENTRY, NULL);

  self->kind = kind;
  self->offset_us = offset_us;
  self->text = text;

  return self;
}

static gboolean
entries_say_the_same (ZcRunEntry *first,
                      ZcRunEntry *second)
{
  return first->outcome == second->outcome && first->has_serial == second->has_serial &&
         first->serial == second->serial && first->is_error == second->is_error &&
         g_str_equal (first->text, second->text);
}

/* Adds the entry unless it says what the one before of the same server said. Silence after an answer is news, but
 * no movement. */
static gboolean
add_if_new (ZcRunEntryList *self,
            ZcRunEntry     *entry)
{
  g_autofree char *key = g_strdup_printf ("%d %d %s %s %d", entry->kind, entry->role, entry->server_name,
                                          entry->address != NULL ? entry->address : "", entry->transport);
  ZcRunEntry *before = g_hash_table_lookup (self->last, key);
  gboolean moved;

  if (before != NULL && entries_say_the_same (before, entry))
    return FALSE;

  moved = entry->kind == ZC_RUN_ENTRY_STATUS ||
          (entry->has_serial && (before == NULL || !before->has_serial || before->serial != entry->serial));
  g_hash_table_replace (self->last, g_steal_pointer (&key), g_object_ref (entry));
  g_list_store_append (self->model, entry);

  return moved;
}

static gboolean
add_row (ZcRunEntryList    *self,
         gint64             offset_us,
         const ZcSerialRow *row)
{
  g_autoptr(ZcRunEntry) entry = entry_new (ZC_RUN_ENTRY_SERIAL, offset_us,
                                           zc_text_make_sentence_displayable (row->no_address_text));

  entry->role = row->role;
  entry->server_name = zc_text_make_displayable (row->name);
  if (row->answer == NULL)
    {
      entry->is_error = TRUE;
      return add_if_new (self, entry);
    }

  entry->address = g_strdup (zc_dns_server_get_address (row->answer->server));
  entry->transport = row->answer->transport;
  entry->outcome = row->answer->outcome;
  entry->has_serial = row->answer->outcome == ZC_DNS_OUTCOME_OK && row->answer->has_serial &&
                      row->answer->authoritative;
  entry->serial = entry->has_serial ? row->answer->serial : 0;
  entry->is_error = !entry->has_serial && entry->outcome != ZC_DNS_OUTCOME_NO_ROUTE;

  return add_if_new (self, entry);
}

static gboolean
add_status (ZcRunEntryList  *self,
            gint64           offset_us,
            ZcPrimaryStatus *status)
{
  g_autofree char *word = zc_text_make_displayable (zc_primary_status_get_status (status));
  g_autofree char *message = zc_text_make_displayable (zc_primary_status_get_error_message (status));
  g_autoptr(ZcRunEntry) entry = NULL;

  if (*message != '\0')
    /* Translators: the first %s is the service's status word, the second its explanation. */
    entry = entry_new (ZC_RUN_ENTRY_STATUS, offset_us, g_strdup_printf (_("%s: %s"), word, message));
  else
    entry = entry_new (ZC_RUN_ENTRY_STATUS, offset_us, g_steal_pointer (&word));
  entry->role = ZC_SERVER_ROLE_PRIMARY;
  entry->server_name = zc_text_make_displayable (zc_primary_status_get_primary_ip (status));
  entry->is_error = zc_primary_status_is_error (status);

  return add_if_new (self, entry);
}

static void
add_plain (ZcRunEntryList   *self,
           ZcRunEntryKind    kind,
           const ZcRunEvent *event)
{
  g_autoptr(ZcRunEntry) entry = entry_new (kind, event->time_us, zc_text_make_sentence_displayable (event->text));

  entry->is_error = kind == ZC_RUN_ENTRY_REJECTED || kind == ZC_RUN_ENTRY_TROUBLE;
  g_list_store_append (self->model, entry);
}

static void
add_kind (ZcRunEntryList   *self,
          const ZcRunEvent *event)
{
  switch (event->type)
    {
    case ZC_RUN_EVENT_SENT:
      add_plain (self, ZC_RUN_ENTRY_REQUEST, event);
      break;
    case ZC_RUN_EVENT_ACCEPTED:
      add_plain (self, ZC_RUN_ENTRY_ACCEPTED, event);
      break;
    case ZC_RUN_EVENT_UNANSWERED:
      add_plain (self, ZC_RUN_ENTRY_UNANSWERED, event);
      break;
    case ZC_RUN_EVENT_REJECTED:
      add_plain (self, ZC_RUN_ENTRY_REJECTED, event);
      break;
    case ZC_RUN_EVENT_TROUBLE:
    case ZC_RUN_EVENT_LOST:
      add_plain (self, ZC_RUN_ENTRY_TROUBLE, event);
      break;
    case ZC_RUN_EVENT_RESUMED:
      add_plain (self, ZC_RUN_ENTRY_RESUMED, event);
      break;
    case ZC_RUN_EVENT_QUEUED:
    case ZC_RUN_EVENT_BEGUN:
    case ZC_RUN_EVENT_SNAPSHOT:
    case ZC_RUN_EVENT_STATUSES:
    case ZC_RUN_EVENT_SERIALS:
    case ZC_RUN_EVENT_DEADLINE:
    case ZC_RUN_EVENT_STOPPED:
    default:
      break;
    }
}

ZcRunEntryList *
zc_run_entry_list_new (void)
{
  ZcRunEntryList *self = g_new0 (ZcRunEntryList, 1);

  self->model = g_list_store_new (ZC_TYPE_RUN_ENTRY);
  self->last = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);

  return self;
}

void
zc_run_entry_list_free (ZcRunEntryList *self)
{
  g_object_unref (self->model);
  g_hash_table_unref (self->last);
  g_free (self);
}

GListModel *
zc_run_entry_list_get_model (ZcRunEntryList *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return G_LIST_MODEL (self->model);
}

gboolean
zc_run_entry_list_add (ZcRunEntryList   *self,
                       const ZcRunEvent *event,
                       ZcRunMachine     *machine)
{
  GPtrArray *rows = event->report != NULL ? zc_serial_report_get_rows (event->report) : NULL;
  gboolean moved = FALSE;

  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    moved |= add_row (self, event->time_us, rows->pdata[i]);
  for (guint i = 0; event->statuses != NULL && i < event->statuses->len; i++)
    moved |= add_status (self, event->time_us, event->statuses->pdata[i]);
  add_kind (self, event);

  if (zc_run_state_is_final (zc_run_machine_get_state (machine)))
    {
      g_autoptr(ZcRunEntry) verdict = entry_new (ZC_RUN_ENTRY_VERDICT, event->time_us,
                                                 zc_run_machine_dup_words (machine));

      verdict->is_error = zc_run_machine_get_state (machine) == ZC_RUN_STATE_FAILED;
      g_list_store_append (self->model, verdict);
    }

  return moved;
}

ZcRunEntryKind
zc_run_entry_get_kind (ZcRunEntry *self)
{
  g_return_val_if_fail (ZC_IS_RUN_ENTRY (self), ZC_RUN_ENTRY_SERIAL);

  return self->kind;
}

gint64
zc_run_entry_get_offset_us (ZcRunEntry *self)
{
  g_return_val_if_fail (ZC_IS_RUN_ENTRY (self), 0);

  return self->offset_us;
}

ZcServerRole
zc_run_entry_get_role (ZcRunEntry *self)
{
  g_return_val_if_fail (ZC_IS_RUN_ENTRY (self), ZC_SERVER_ROLE_PRIMARY);

  return self->role;
}

const char *
zc_run_entry_get_server_name (ZcRunEntry *self)
{
  g_return_val_if_fail (ZC_IS_RUN_ENTRY (self), NULL);

  return self->server_name;
}

const char *
zc_run_entry_get_address (ZcRunEntry *self)
{
  g_return_val_if_fail (ZC_IS_RUN_ENTRY (self), NULL);

  return self->address;
}

ZcDnsTransport
zc_run_entry_get_transport (ZcRunEntry *self)
{
  g_return_val_if_fail (ZC_IS_RUN_ENTRY (self), ZC_DNS_TRANSPORT_UDP);

  return self->transport;
}

ZcDnsOutcome
zc_run_entry_get_outcome (ZcRunEntry *self)
{
  g_return_val_if_fail (ZC_IS_RUN_ENTRY (self), ZC_DNS_OUTCOME_LOCAL_ERROR);

  return self->outcome;
}

gboolean
zc_run_entry_get_serial (ZcRunEntry *self,
                         guint32    *serial)
{
  g_return_val_if_fail (ZC_IS_RUN_ENTRY (self), FALSE);

  if (self->has_serial && serial != NULL)
    *serial = self->serial;

  return self->has_serial;
}

gboolean
zc_run_entry_is_error (ZcRunEntry *self)
{
  g_return_val_if_fail (ZC_IS_RUN_ENTRY (self), FALSE);

  return self->is_error;
}

const char *
zc_run_entry_get_text (ZcRunEntry *self)
{
  g_return_val_if_fail (ZC_IS_RUN_ENTRY (self), NULL);

  return self->text;
}

static char *
dup_serial_sentence (ZcRunEntry *self)
{
  const char *transport = self->transport == ZC_DNS_TRANSPORT_UDP ? "UDP" : "TCP";

  if (self->address == NULL)
    /* Translators: the first %s is a name server's name, the second says why it has no address. */
    return g_strdup_printf (_("%s could not be asked: %s"), self->server_name, self->text);
  if (self->has_serial)
    /* Translators: a server's name, its address, UDP or TCP, and a serial number. */
    return g_strdup_printf (_("%s (%s, %s) has serial %u."), self->server_name, self->address, transport, self->serial);
  if (self->outcome == ZC_DNS_OUTCOME_NO_ROUTE)
    /* Translators: a server's name and its address. */
    return g_strdup_printf (_("%s (%s) was left out: this computer has no route to it."), self->server_name,
                            self->address);

  /* Translators: a server's name, its address, UDP or TCP, and a technical term such as "timeout-answer". */
  return g_strdup_printf (_("%s (%s, %s) did not answer with the zone: %s."), self->server_name, self->address,
                          transport, zc_dns_outcome_get_id (self->outcome));
}

char *
zc_run_entry_dup_sentence (ZcRunEntry *self)
{
  g_return_val_if_fail (ZC_IS_RUN_ENTRY (self), NULL);

  switch (self->kind)
    {
    case ZC_RUN_ENTRY_SERIAL:
      return dup_serial_sentence (self);
    case ZC_RUN_ENTRY_STATUS:
      /* Translators: the first %s is an IP address, the second what the service says about it. */
      return g_strdup_printf (_("IONOS reports for %s: “%s”."), self->server_name, self->text);
    case ZC_RUN_ENTRY_REQUEST:
      return g_strdup (_("The start was sent."));
    case ZC_RUN_ENTRY_ACCEPTED:
      return g_strdup (_("IONOS accepted the start."));
    case ZC_RUN_ENTRY_UNANSWERED:
      return g_strdup (_("IONOS gave no answer to the start."));
    case ZC_RUN_ENTRY_REJECTED:
      /* Translators: %s is a reason. */
      return g_strdup_printf (_("IONOS turned the start away: %s"), self->text);
    case ZC_RUN_ENTRY_TROUBLE:
      /* Translators: %s is a reason. */
      return g_strdup_printf (_("A look failed: %s"), self->text);
    case ZC_RUN_ENTRY_RESUMED:
      return g_strdup (_("Zone Courier was started again and went on watching."));
    case ZC_RUN_ENTRY_VERDICT:
    default:
      return g_strdup (self->text);
    }
}
