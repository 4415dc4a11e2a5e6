/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZcGatePass:
 * @ZC_GATE_OPEN: everything passes
 * @ZC_GATE_CLOSED: the port is closed
 * @ZC_GATE_DROPPED: the port is open, and what comes is dropped
 * @ZC_GATE_RESET: connections are reset as soon as they are made; TCP only
 *
 * What a gate lets pass on one transport.
 */
typedef enum
{
  ZC_GATE_OPEN,
  ZC_GATE_CLOSED,
  ZC_GATE_DROPPED,
  ZC_GATE_RESET,
} ZcGatePass;

/**
 * ZcGateRules:
 *
 * How a gate treats those who come. All zero is the rule of a server without a gate.
 */
typedef struct
{
  ZcGatePass udp;
  ZcGatePass tcp;
  guint delay_ms;         /* before each UDP answer, and before a TCP connection's first */
  gboolean is_hidden;     /* drops what comes from outside the service's network */
} ZcGateRules;

/**
 * ZcGate:
 *
 * Stands before a name server that cannot misbehave by itself: it passes questions and copies on,
 * late, in part, or not at all. The server behind sees the address of who asked.
 */
#define ZC_TYPE_GATE (zc_gate_get_type ())
G_DECLARE_FINAL_TYPE (ZcGate, zc_gate, ZC, GATE, GObject)

/**
 * zc_gate_rules_need_gate:
 * @rules: rules
 *
 * Returns: whether a server without a gate could not keep the rules
 */
gboolean zc_gate_rules_need_gate (const ZcGateRules *rules);

/**
 * zc_gate_new:
 * @rules: how to treat those who come
 * @outside: the address to stand at
 * @inside: the address of the server behind
 * @port: the port of both
 *
 * Returns: (transfer full): a gate that does not stand yet
 */
ZcGate  *zc_gate_new             (const ZcGateRules *rules,
                                  const char        *outside,
                                  const char        *inside,
                                  guint16            port);

/**
 * zc_gate_open:
 * @self: a gate
 * @error: return location for an error
 *
 * Takes the outside ports.
 *
 * Returns: %FALSE with @error set when one is taken
 */
gboolean zc_gate_open            (ZcGate  *self,
                                  GError **error);

/**
 * zc_gate_close:
 * @self: a gate
 *
 * Gives the outside ports up and breaks what is under way.
 */
void     zc_gate_close           (ZcGate *self);

G_END_DECLS
