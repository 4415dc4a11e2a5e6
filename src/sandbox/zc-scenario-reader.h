/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zc-scenario.h"

G_BEGIN_DECLS

/**
 * ZcScenarioReader:
 *
 * Reads the keys of one group with types and bounds. The first mistake wins and stays; the reading
 * functions give the default after it, so that callers ask once at the end.
 */
typedef struct
{
  const char *file;         /* (unowned): for messages */
  GKeyFile *key_file;       /* (unowned) */
  const char *group;        /* (unowned) */
  GHashTable *known;        /* (owned) (element-type utf8): the keys that were asked for */
  GError *error;            /* (owned) (nullable): the first mistake */
} ZcScenarioReader;

/**
 * zc_scenario_reader_init:
 * @self: (out caller-allocates): a reader
 * @file: the file's name
 * @key_file: the key file
 * @group: the group
 *
 * Begins a group.
 */
void     zc_scenario_reader_init     (ZcScenarioReader *self,
                                      const char       *file,
                                      GKeyFile         *key_file,
                                      const char       *group);

/**
 * zc_scenario_reader_finish:
 * @self: a reader
 * @error: return location for an error
 *
 * Ends a group. A key that nobody asked for is a mistake, so that a typing error is not ignored.
 *
 * Returns: %FALSE with @error set when the group has a mistake
 */
gboolean zc_scenario_reader_finish   (ZcScenarioReader  *self,
                                      GError           **error);

/**
 * zc_scenario_reader_fail:
 * @self: a reader
 * @key: the key that is wrong
 * @format: a printf() format that says what is wrong
 * @...: its arguments
 *
 * Records a mistake with the names of file, group and key.
 */
void     zc_scenario_reader_fail     (ZcScenarioReader *self,
                                      const char       *key,
                                      const char       *format,
                                      ...) G_GNUC_PRINTF (3, 4);

/**
 * zc_scenario_reader_has:
 * @self: a reader
 * @key: a key
 *
 * Returns: whether the group has the key
 */
gboolean zc_scenario_reader_has      (ZcScenarioReader *self,
                                      const char       *key);

/**
 * zc_scenario_reader_get_string:
 * @self: a reader
 * @key: a key
 * @fallback: (nullable): the value when there is no such key
 *
 * Returns: (transfer full) (nullable): the text
 */
char    *zc_scenario_reader_get_string (ZcScenarioReader *self,
                                        const char       *key,
                                        const char       *fallback);

/**
 * zc_scenario_reader_get_list:
 * @self: a reader
 * @key: a key
 *
 * Returns: (transfer full): the texts between semicolons, empty when there is no such key
 */
GStrv    zc_scenario_reader_get_list   (ZcScenarioReader *self,
                                        const char       *key);

/**
 * zc_scenario_reader_get_uint:
 * @self: a reader
 * @key: a key
 * @most: the highest number allowed
 * @fallback: the value when there is no such key
 *
 * Returns: the number
 */
guint    zc_scenario_reader_get_uint    (ZcScenarioReader *self,
                                         const char       *key,
                                         guint             most,
                                         guint             fallback);

/**
 * zc_scenario_reader_get_boolean:
 * @self: a reader
 * @key: a key
 * @fallback: the value when there is no such key
 *
 * Returns: the truth value
 */
gboolean zc_scenario_reader_get_boolean (ZcScenarioReader *self,
                                         const char       *key,
                                         gboolean          fallback);

/**
 * zc_scenario_reader_get_choice:
 * @self: a reader
 * @key: a key
 * @choices: the allowed words, ended by %NULL
 * @fallback: the value when there is no such key
 *
 * Returns: the index of the word in @choices
 */
guint    zc_scenario_reader_get_choice  (ZcScenarioReader   *self,
                                         const char         *key,
                                         const char * const *choices,
                                         guint               fallback);

/**
 * zc_scenario_reader_get_serial:
 * @self: a reader
 * @key: a key
 * @fallback: the value when there is no such key
 *
 * Reads an SOA serial: a number, or "today-DAYS/NN" for the customary form of date and two digits,
 * as it was DAYS days ago.
 *
 * Returns: the serial
 */
guint32  zc_scenario_reader_get_serial  (ZcScenarioReader *self,
                                         const char       *key,
                                         guint32           fallback);

/**
 * zc_scenario_reader_get_date:
 * @self: a reader
 * @key: a key
 * @fallback: (nullable): the value when there is no such key, in the same forms
 *
 * Reads a date: "-3d", "-5h", "-10min" for a time before now, written as the service writes it, or
 * any other text, which is sent as it is.
 *
 * Returns: (transfer full) (nullable): the text to send
 */
char    *zc_scenario_reader_get_date    (ZcScenarioReader *self,
                                         const char       *key,
                                         const char       *fallback);

G_END_DECLS
