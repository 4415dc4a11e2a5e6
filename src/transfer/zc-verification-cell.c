/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-verification-cell.h"

#include <glib/gi18n-lib.h>

#include "zc-diagnosis.h"
#include "zc-text.h"
#include "zc-verification-cell-private.h"

G_DEFINE_ENUM_TYPE (ZcVerificationCellKind, zc_verification_cell_kind,
                    G_DEFINE_ENUM_VALUE (ZC_VERIFICATION_CELL_ADDRESS, "address"),
                    G_DEFINE_ENUM_VALUE (ZC_VERIFICATION_CELL_UDP, "udp"),
                    G_DEFINE_ENUM_VALUE (ZC_VERIFICATION_CELL_TCP, "tcp"),
                    G_DEFINE_ENUM_VALUE (ZC_VERIFICATION_CELL_COPY, "copy"))

struct _ZcVerificationCell
{
  GObject parent_instance;

  ZcServerRole role;
  char *name;                /* (owned) */
  ZcDnsServer *server;       /* (owned) (nullable) */
  ZcVerificationCellKind kind;
  guint64 order;
  const char *outcome;       /* (unowned) (nullable): a static text */
  ZcSoaAnswer *answer;       /* (owned) (nullable) */
  ZcAxfrResult *transfer;    /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (ZcVerificationCell, zc_verification_cell, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ROLE,
  PROP_SERVER_NAME,
  PROP_ADDRESS,
  PROP_FAMILY,
  PROP_KIND,
  PROP_PENDING,
  PROP_OUTCOME,
  PROP_SERIAL,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What the outcomes are in a cell of a table. The findings say what they mean. */
static const struct
{
  const char *outcome;
  const char *word;
} words[] = {
  { "ok", N_("Answers") },
  { "no-address", N_("No address") },
  { "no-route", N_("No route from here") },
  { "local-blocked", N_("Not possible from here") },
  { "udp-closed", N_("Closed") },
  { "udp-filtered", N_("No answer") },
  { "tcp-closed", N_("Closed") },
  { "tcp-filtered", N_("No answer") },
  { "tcp-reset", N_("Hung up") },
  { "timeout-answer", N_("No answer") },
  { "bad-answer", N_("Damaged answer") },
  { "refused", N_("Refused to this computer") },
  { "refused-all", N_("Refused") },
  { "notauth-zone", N_("Not responsible") },
  { "notauth-acl", N_("Refused to this computer") },
  { "notauth-tsig", N_("Wants a signed request") },
  { "badtime", N_("Clocks differ") },
  { "servfail", N_("Server failure") },
  { "formerr", N_("Not understood") },
  { "notimp", N_("Not supported") },
  { "not-aa", N_("Without authority") },
  { "nxdomain", N_("No such zone") },
  { "nodata", N_("No SOA") },
  { "axfr-empty", N_("No copy") },
  { "axfr-truncated", N_("Broke off") },
  { "axfr-soa-mismatch", N_("Changed meanwhile") },
  { "axfr-mid-soa", N_("Malformed") },
  { "axfr-bad-msg", N_("Damaged") },
  { "axfr-error-late", N_("Stopped") },
  { "axfr-out-of-zone", N_("Would be rejected") },
  { "too-large", N_("Too large") },
  { "cancelled", N_("Cancelled") },
};

static void
zc_verification_cell_get_property (GObject    *object,
                                   guint       property_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  ZcVerificationCell *self = ZC_VERIFICATION_CELL (object);
  guint32 serial;

  switch (property_id)
    {
    case PROP_ROLE:
      g_value_set_int (value, (int) self->role);
      break;
    case PROP_SERVER_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, zc_verification_cell_get_address (self));
      break;
    case PROP_FAMILY:
      g_value_set_enum (value, (int) zc_verification_cell_get_family (self));
      break;
    case PROP_KIND:
      g_value_set_enum (value, (int) self->kind);
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, zc_verification_cell_is_pending (self));
      break;
    case PROP_OUTCOME:
      g_value_set_string (value, self->outcome);
      break;
    case PROP_SERIAL:
      g_value_set_int64 (value, zc_verification_cell_get_serial (self, &serial) ? (gint64) serial : -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
zc_verification_cell_finalize (GObject *object)
{
  ZcVerificationCell *self = ZC_VERIFICATION_CELL (object);

  g_free (self->name);
  g_clear_pointer (&self->server, zc_dns_server_unref);
  g_clear_pointer (&self->answer, zc_soa_answer_free);
  g_clear_pointer (&self->transfer, zc_axfr_result_free);

  G_OBJECT_CLASS (zc_verification_cell_parent_class)->finalize (object);
}

static void
zc_verification_cell_class_init (ZcVerificationCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zc_verification_cell_get_property;
  object_class->finalize = zc_verification_cell_finalize;

  properties[PROP_ROLE] = g_param_spec_int ("role", NULL, NULL, ZC_SERVER_ROLE_PRIMARY, ZC_SERVER_ROLE_SECONDARY,
                                            ZC_SERVER_ROLE_PRIMARY, flags);
  properties[PROP_SERVER_NAME] = g_param_spec_string ("server-name", NULL, NULL, NULL, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_FAMILY] = g_param_spec_enum ("family", NULL, NULL, G_TYPE_SOCKET_FAMILY, G_SOCKET_FAMILY_INVALID, flags);
  properties[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, ZC_TYPE_VERIFICATION_CELL_KIND,
                                             ZC_VERIFICATION_CELL_ADDRESS, flags);
  properties[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, TRUE, flags);
  properties[PROP_OUTCOME] = g_param_spec_string ("outcome", NULL, NULL, NULL, flags);
  properties[PROP_SERIAL] = g_param_spec_int64 ("serial", NULL, NULL, -1, G_MAXUINT32, -1, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zc_verification_cell_init (ZcVerificationCell *self)
{
}

ZcVerificationCell *
zc_verification_cell_new (ZcServerRole            role,
                          const char             *name,
                          ZcDnsServer            *server,
                          ZcVerificationCellKind  kind,
                          guint64                 order)
{
  ZcVerificationCell *self = g_object_new (ZC_TYPE_VERIFICATION_CELL, NULL);

  self->role = role;
  self->name = g_strdup (name);
  self->server = server != NULL ? zc_dns_server_ref (server) : NULL;
  self->kind = kind;
  self->order = order;
  if (kind == ZC_VERIFICATION_CELL_ADDRESS)
    self->outcome = "no-address";

  return self;
}

guint64
zc_verification_cell_get_order (ZcVerificationCell *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), 0);

  return self->order;
}

static void
notify_end (ZcVerificationCell *self)
{
  GObject *object = G_OBJECT (self);

  g_object_freeze_notify (object);
  g_object_notify_by_pspec (object, properties[PROP_PENDING]);
  g_object_notify_by_pspec (object, properties[PROP_OUTCOME]);
  g_object_notify_by_pspec (object, properties[PROP_SERIAL]);
  g_object_thaw_notify (object);
}

void
zc_verification_cell_set_answer (ZcVerificationCell *self,
                                 const ZcSoaAnswer  *answer,
                                 const char         *outcome)
{
  g_return_if_fail (ZC_IS_VERIFICATION_CELL (self));

  g_clear_pointer (&self->answer, zc_soa_answer_free);
  self->answer = zc_soa_answer_copy (answer);
  self->outcome = outcome;
  notify_end (self);
}

void
zc_verification_cell_set_transfer (ZcVerificationCell *self,
                                   const ZcAxfrResult *transfer,
                                   const char         *outcome)
{
  g_return_if_fail (ZC_IS_VERIFICATION_CELL (self));

  g_clear_pointer (&self->transfer, zc_axfr_result_free);
  self->transfer = zc_axfr_result_copy (transfer);
  self->outcome = outcome;
  notify_end (self);
}

ZcServerRole
zc_verification_cell_get_role (ZcVerificationCell *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), ZC_SERVER_ROLE_PRIMARY);

  return self->role;
}

const char *
zc_verification_cell_get_server_name (ZcVerificationCell *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), NULL);

  return self->name;
}

const char *
zc_verification_cell_get_address (ZcVerificationCell *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), NULL);

  return self->server != NULL ? zc_dns_server_get_address (self->server) : NULL;
}

guint16
zc_verification_cell_get_port (ZcVerificationCell *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), 0);

  return self->server != NULL ? zc_dns_server_get_port (self->server) : 0;
}

GSocketFamily
zc_verification_cell_get_family (ZcVerificationCell *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), G_SOCKET_FAMILY_INVALID);

  return self->server != NULL ? zc_dns_server_get_family (self->server) : G_SOCKET_FAMILY_INVALID;
}

ZcVerificationCellKind
zc_verification_cell_get_kind (ZcVerificationCell *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), ZC_VERIFICATION_CELL_ADDRESS);

  return self->kind;
}

gboolean
zc_verification_cell_is_pending (ZcVerificationCell *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), FALSE);

  return self->outcome == NULL;
}

const char *
zc_verification_cell_get_outcome (ZcVerificationCell *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), NULL);

  return self->outcome;
}

ZcSeverity
zc_verification_cell_get_severity (ZcVerificationCell *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), ZC_SEVERITY_INFO);

  return zc_diagnosis_get_usual_severity (self->outcome);
}

gboolean
zc_verification_cell_get_serial (ZcVerificationCell *self,
                                 guint32            *serial)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), FALSE);

  if (self->answer != NULL && self->answer->has_serial)
    {
      if (serial != NULL)
        *serial = self->answer->serial;
      return TRUE;
    }
  if (self->transfer != NULL && self->transfer->has_serial)
    {
      if (serial != NULL)
        *serial = self->transfer->serial;
      return TRUE;
    }

  return FALSE;
}

gint64
zc_verification_cell_get_round_trip (ZcVerificationCell *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), -1);

  if (self->answer != NULL && self->answer->rcode >= 0)
    return self->answer->round_trip_us;
  if (self->transfer != NULL && self->transfer->rcode >= 0)
    return self->transfer->duration_us;

  return -1;
}

gint64
zc_verification_cell_get_expire (ZcVerificationCell *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), -1);

  return self->answer != NULL ? self->answer->expire_left : -1;
}

const char *
zc_verification_cell_get_nsid (ZcVerificationCell *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), NULL);

  return self->answer != NULL ? self->answer->name_server_id : NULL;
}

int
zc_verification_cell_get_extended_error (ZcVerificationCell  *self,
                                         const char         **text)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), -1);

  if (text != NULL)
    *text = self->answer != NULL ? self->answer->extended_error_text : NULL;

  return self->answer != NULL ? self->answer->extended_error : -1;
}

guint64
zc_verification_cell_get_n_records (ZcVerificationCell *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), 0);

  return self->transfer != NULL ? self->transfer->n_records : 0;
}

char *
zc_verification_cell_dup_word (ZcVerificationCell *self)
{
  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), NULL);

  if (self->outcome == NULL)
    return g_strdup (self->kind == ZC_VERIFICATION_CELL_COPY ? _("Copying…") : _("Asking…"));
  if (self->kind == ZC_VERIFICATION_CELL_COPY && g_str_equal (self->outcome, "ok"))
    /* Translators: a zone was, from a name server. */
    return g_strdup (C_ ("zone", "Copied"));

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].outcome, self->outcome))
      return g_strdup (_(words[i].word));

  /* An id without a word would still be better than none. */
  return g_strdup (self->outcome);
}

static const char *
get_kind_word (ZcVerificationCell *self)
{
  switch (self->kind)
    {
    case ZC_VERIFICATION_CELL_UDP:
      return "UDP";
    case ZC_VERIFICATION_CELL_TCP:
      return "TCP";
    case ZC_VERIFICATION_CELL_COPY:
      /* Translators: the transfer of a whole zone (AXFR). */
      return _("copy");
    case ZC_VERIFICATION_CELL_ADDRESS:
    default:
      return _("address");
    }
}

char *
zc_verification_cell_dup_sentence (ZcVerificationCell *self)
{
  g_autofree char *word = NULL;
  g_autofree char *name = NULL;
  g_autofree char *where = NULL;
  const char *address;
  const char *family;
  guint32 serial;

  g_return_val_if_fail (ZC_IS_VERIFICATION_CELL (self), NULL);

  word = zc_verification_cell_dup_word (self);
  name = zc_text_make_displayable (self->name);
  address = zc_verification_cell_get_address (self);
  if (address == NULL)
    /* Translators: the name of a name server, and that it has no address. */
    return g_strdup_printf (_("%s: %s"), name, word);

  family = zc_verification_cell_get_family (self) == G_SOCKET_FAMILY_IPV6 ? "IPv6" : "IPv4";
  if (g_str_equal (self->name, address))
    /* Translators: an IP address, "IPv4" or "IPv6", "UDP" or "TCP". */
    where = g_strdup_printf (_("%s, %s, %s"), address, family, get_kind_word (self));
  else
    /* Translators: the name of a name server, its IP address, "IPv4" or "IPv6", "UDP" or "TCP". */
    where = g_strdup_printf (_("%s, %s, %s, %s"), name, address, family, get_kind_word (self));

  if (zc_verification_cell_get_serial (self, &serial))
    /* Translators: a name server with address and transport, the outcome in a word or two, a serial. */
    return g_strdup_printf (_("%s: %s, serial %u"), where, word, serial);

  /* Translators: a name server with address and transport, the outcome in a word or two. */
  return g_strdup_printf (_("%s: %s"), where, word);
}
