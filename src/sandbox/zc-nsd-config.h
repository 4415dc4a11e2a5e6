/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZcNsdConfig:
 *
 * The private configuration of one NSD: where it listens, its patterns and its zones. Everything of
 * it lies in one directory, and it runs as whoever starts it.
 */
typedef struct _ZcNsdConfig ZcNsdConfig;

/**
 * zc_nsd_config_new:
 * @directory: the directory for all its files
 * @address: where to listen
 * @port: on which port, UDP and TCP
 * @identity: what it answers to NSID and id.server
 *
 * Returns: (transfer full): a configuration without zones
 */
ZcNsdConfig *zc_nsd_config_new         (const char  *directory,
                                        const char  *address,
                                        guint16      port,
                                        const char  *identity);

/**
 * zc_nsd_config_free:
 * @self: (transfer full): a configuration
 *
 * Frees a configuration.
 */
void         zc_nsd_config_free        (ZcNsdConfig *self);

/**
 * zc_nsd_config_set_rate_limit:
 * @self: a configuration
 * @answers_per_second: answers a second to one client, 0 for no limit
 *
 * Sets the response rate limit. Debian's NSD limits to 200 unless told otherwise.
 */
void         zc_nsd_config_set_rate_limit (ZcNsdConfig *self,
                                           guint        answers_per_second);

/**
 * zc_nsd_config_set_pattern:
 * @self: a configuration
 * @name: the pattern's name
 * @lines: (nullable): its lines of configuration
 *
 * Adds or replaces a pattern. A zone's file is named after the zone in any pattern.
 */
void         zc_nsd_config_set_pattern (ZcNsdConfig *self,
                                        const char  *name,
                                        const char  *lines);

/**
 * zc_nsd_config_put_zone:
 * @self: a configuration
 * @zone: a zone's name
 * @pattern: its pattern
 * @text: (nullable): its zone file; %NULL leaves the file as it is
 * @error: return location for an error
 *
 * Adds or changes a zone.
 *
 * Returns: %FALSE with @error set when the file could not be written
 */
gboolean     zc_nsd_config_put_zone    (ZcNsdConfig  *self,
                                        const char   *zone,
                                        const char   *pattern,
                                        const char   *text,
                                        GError      **error);

/**
 * zc_nsd_config_remove_zone:
 * @self: a configuration
 * @zone: a zone's name
 *
 * Removes a zone.
 */
void         zc_nsd_config_remove_zone (ZcNsdConfig *self,
                                        const char  *zone);

/**
 * zc_nsd_config_has_zone:
 * @self: a configuration
 * @zone: a zone's name
 *
 * Returns: whether the server has a zone of this name
 */
gboolean     zc_nsd_config_has_zone    (ZcNsdConfig *self,
                                        const char  *zone);

/**
 * zc_nsd_config_get_control_path:
 * @self: a configuration
 *
 * Returns: (transfer none): the path of the control socket
 */
const char  *zc_nsd_config_get_control_path (ZcNsdConfig *self);

/**
 * zc_nsd_config_get_path:
 * @self: a configuration
 *
 * Returns: (transfer none): the path of the configuration file
 */
const char  *zc_nsd_config_get_path    (ZcNsdConfig *self);

/**
 * zc_nsd_config_make_zone_path:
 * @self: a configuration
 * @zone: a zone's name
 *
 * Returns: (transfer full): the path of the zone's file
 */
char        *zc_nsd_config_make_zone_path (ZcNsdConfig *self,
                                           const char  *zone);

/**
 * zc_nsd_config_write:
 * @self: a configuration
 * @is_changed: (out) (optional): whether the file had another text before, or was not there
 * @error: return location for an error
 *
 * Writes the configuration file. A running NSD takes over its patterns on the command "reconfig".
 *
 * Returns: %FALSE with @error set when that failed
 */
gboolean     zc_nsd_config_write       (ZcNsdConfig  *self,
                                        gboolean     *is_changed,
                                        GError      **error);

/**
 * zc_nsd_config_write_zones:
 * @self: a configuration
 * @error: return location for an error
 *
 * Writes the list of zones that NSD reads when it starts. While it runs the file is NSD's own.
 *
 * Returns: %FALSE with @error set when that failed
 */
gboolean     zc_nsd_config_write_zones (ZcNsdConfig  *self,
                                        GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZcNsdConfig, zc_nsd_config_free)

G_END_DECLS
