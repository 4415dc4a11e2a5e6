/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * ZcServerRole:
 * @ZC_SERVER_ROLE_PRIMARY: one of the user's primaries
 * @ZC_SERVER_ROLE_SECONDARY: one of the service's name servers
 *
 * What a server is to a secondary zone.
 */
typedef enum
{
  ZC_SERVER_ROLE_PRIMARY,
  ZC_SERVER_ROLE_SECONDARY,
} ZcServerRole;
