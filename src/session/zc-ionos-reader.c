/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-ionos-config-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "zc-account.h"
#include "zc-cloud-address.h"
#include "zc-cloud-client.h"
#include "zc-ionos-yaml-private.h"
#include "zc-text.h"

/* More would not fit onto a screen, and a list of references to lists of references has as many as it likes. */
#define MOST_CANDIDATES 1000
#define PRODUCT_DNS "dns"

typedef struct
{
  const char *path;
  const char *shown_path;
  ZcYaml *yaml;
  ZcYamlNode environments;
  const char *current_profile; /* (nullable) */
  GPtrArray *candidates;       /* (element-type ZcIonosCandidate) */
} Reading;

/* One profile of the file. The texts live in the document. */
typedef struct
{
  ZcYamlNode node;
  const char *name;        /* (nullable) */
  const char *environment; /* (nullable) */
  const char *token;       /* (nullable) */
  const char *username;    /* (nullable) */
} Profile;

static gboolean
is_same_name (const char *one,
              const char *other)
{
  g_autofree char *stripped_one = NULL;
  g_autofree char *stripped_other = NULL;

  if (one == NULL || other == NULL)
    return FALSE;

  stripped_one = g_strstrip (g_utf8_casefold (one, -1));
  stripped_other = g_strstrip (g_utf8_casefold (other, -1));

  return strcmp (stripped_one, stripped_other) == 0;
}

static gboolean
read_truth (Reading     *reading,
            ZcYamlNode   mapping,
            const char  *path,
            const char  *name,
            gboolean    *value,
            GError     **error)
{
  const char *text;

  if (!zc_yaml_get_text (reading->yaml, mapping, path, name, &text, error))
    return FALSE;

  *value = text != NULL && (g_ascii_strcasecmp (text, "true") == 0 || g_ascii_strcasecmp (text, "yes") == 0 ||
                            g_ascii_strcasecmp (text, "on") == 0);

  return TRUE;
}

static char *
make_label (const Profile *profile,
            const char    *location)
{
  g_autofree char *name = g_strstrip (zc_text_make_displayable (profile->name));
  g_autofree char *environment = g_strstrip (zc_text_make_displayable (profile->environment));
  g_autofree char *place = g_strstrip (zc_text_make_displayable (location));

  if (*name == '\0')
    {
      g_free (name);
      name = g_strdup (_("Profile without a name"));
    }

  if (*environment != '\0' && *place != '\0')
    /* Translators: an account of a configuration file: the names of its profile and environment, and a location. */
    return g_strdup_printf (_("%s (%s, %s)"), name, environment, place);
  if (*environment != '\0' || *place != '\0')
    /* Translators: an account of a configuration file: the name of its profile, and of its environment or location. */
    return g_strdup_printf (_("%s (%s)"), name, *environment != '\0' ? environment : place);

  return g_steal_pointer (&name);
}

static char *
make_problem (Reading    *reading,
              ZcYamlNode  node,
              const char *text)
{
  /* Translators: the first %s is the name of a file, %u a line, the second %s a sentence about what is there. */
  return g_strdup_printf (_("%s, line %u: %s"), reading->shown_path, zc_yaml_get_line (reading->yaml, node), text);
}

static void
take_token (Reading          *reading,
            ZcIonosCandidate *candidate,
            const Profile    *profile)
{
  g_autoptr(GError) error = NULL;

  if (profile->token == NULL && profile->username != NULL)
    candidate->problem = make_problem (reading, profile->node,
                                       _("The profile has a user name and a password but no token. Cloud DNS works with tokens only."));
  else if (profile->token == NULL)
    candidate->problem = make_problem (reading, profile->node, _("The profile has no token."));
  else
    {
      candidate->token = zc_account_read_token (profile->token, &error);
      if (candidate->token == NULL)
        candidate->problem = make_problem (reading, profile->node, error->message);
    }
}

/* Adds what a profile and one address make. */
static gboolean
add_candidate (Reading        *reading,
               const Profile  *profile,
               ZcYamlNode      endpoint,
               const char     *url,
               const char     *location,
               GStrvBuilder   *notes,
               GError        **error)
{
  ZcIonosCandidate *candidate;
  g_autoptr(ZcCloudAddress) address = NULL;
  g_autoptr(GError) address_error = NULL;

  if (reading->candidates->len == MOST_CANDIDATES)
    {
      /* Translators: what is wrong with a field of a file. */
      zc_yaml_set_error (reading->yaml, profile->node, "profiles", _("refers to more than any configuration of the IONOS tools holds"), error);
      return FALSE;
    }

  candidate = g_object_new (ZC_TYPE_IONOS_CANDIDATE, NULL);
  g_ptr_array_add (reading->candidates, candidate);
  candidate->path = g_strdup (reading->path);
  candidate->label = make_label (profile, location);
  candidate->notes = g_strv_builder_end (notes);
  candidate->current = is_same_name (profile->name, reading->current_profile);

  if (url == NULL)
    url = ZC_CLOUD_DEFAULT_URL;
  take_token (reading, candidate, profile);
  address = zc_cloud_address_new (url, &address_error);
  if (address != NULL)
    {
      candidate->api_url = g_strdup (address->url);
      return TRUE;
    }

  candidate->api_url = zc_cloud_address_make_displayable (url);
  if (candidate->problem == NULL)
    candidate->problem = make_problem (reading, endpoint, address_error->message);
  g_clear_pointer (&candidate->token, zc_secret_unref);

  return TRUE;
}

static gboolean
add_note_on_certificates (Reading       *reading,
                          ZcYamlNode     mapping,
                          const char    *path,
                          GStrvBuilder  *notes,
                          GError       **error)
{
  const char *authority;

  if (!zc_yaml_get_text (reading->yaml, mapping, path, "certificateAuthData", &authority, error))
    return FALSE;

  if (authority != NULL)
    g_strv_builder_add (notes, _("The file brings a certificate authority of its own. It is not used: Zone Courier trusts those that this computer trusts."));

  return TRUE;
}

static gboolean
add_endpoint (Reading        *reading,
              const Profile  *profile,
              ZcYamlNode      environment,
              ZcYamlNode      endpoint,
              const char     *path,
              gboolean        is_one_of_many,
              GError        **error)
{
  g_autoptr(GStrvBuilder) notes = g_strv_builder_new ();
  const char *location;
  const char *url;
  gboolean unverified;

  if (!zc_yaml_get_text (reading->yaml, endpoint, path, "name", &url, error) ||
      !zc_yaml_get_text (reading->yaml, endpoint, path, "location", &location, error) ||
      !read_truth (reading, endpoint, path, "skipTlsVerify", &unverified, error) ||
      !add_note_on_certificates (reading, environment, "environments", notes, error) ||
      !add_note_on_certificates (reading, endpoint, path, notes, error))
    return FALSE;

  if (unverified)
    g_strv_builder_add (notes, _("The file asks not to verify the server’s certificate. Zone Courier always verifies it."));

  return add_candidate (reading, profile, endpoint, url, is_one_of_many ? location : NULL, notes, error);
}

/* Adds what a profile and all addresses of its environment for DNS make. */
static gboolean
add_environment (Reading        *reading,
                 const Profile  *profile,
                 ZcYamlNode      environment,
                 const char     *path,
                 GError        **error)
{
  g_autoptr(GStrvBuilder) notes = g_strv_builder_new ();
  g_autofree char *products_path = g_strdup_printf ("%s.products", path);
  guint n_before = reading->candidates->len;
  ZcYamlNode products;
  guint n_products;

  if (!zc_yaml_get_member (reading->yaml, environment, path, "products", &products, error) ||
      !zc_yaml_get_length (reading->yaml, products, products_path, &n_products, error))
    return FALSE;

  for (guint i = 0; i < n_products; i++)
    {
      g_autofree char *product_path = g_strdup_printf ("%s[%u]", products_path, i);
      g_autofree char *endpoints_path = g_strdup_printf ("%s.endpoints", product_path);
      ZcYamlNode product = zc_yaml_get_element (reading->yaml, products, i);
      ZcYamlNode endpoints;
      const char *name;
      guint n_endpoints;

      if (!zc_yaml_get_text (reading->yaml, product, product_path, "name", &name, error))
        return FALSE;
      if (g_strcmp0 (name, PRODUCT_DNS) != 0)
        continue;
      if (!zc_yaml_get_member (reading->yaml, product, product_path, "endpoints", &endpoints, error) ||
          !zc_yaml_get_length (reading->yaml, endpoints, endpoints_path, &n_endpoints, error))
        return FALSE;

      for (guint j = 0; j < n_endpoints; j++)
        {
          g_autofree char *endpoint_path = g_strdup_printf ("%s[%u]", endpoints_path, j);

          if (!add_endpoint (reading, profile, environment, zc_yaml_get_element (reading->yaml, endpoints, j),
                             endpoint_path, n_endpoints > 1, error))
            return FALSE;
        }
    }

  /* An environment that says nothing of DNS leaves it at the service's own address, as in the vendor's tools. */
  if (reading->candidates->len > n_before)
    return TRUE;

  return add_note_on_certificates (reading, environment, path, notes, error) &&
         add_candidate (reading, profile, environment, NULL, NULL, notes, error);
}

static gboolean
add_profile (Reading        *reading,
             const Profile  *profile,
             GError        **error)
{
  g_autoptr(GStrvBuilder) notes = NULL;
  guint n_environments;

  if (!zc_yaml_get_length (reading->yaml, reading->environments, "environments", &n_environments, error))
    return FALSE;

  for (guint i = 0; profile->environment != NULL && i < n_environments; i++)
    {
      g_autofree char *path = g_strdup_printf ("environments[%u]", i);
      ZcYamlNode environment = zc_yaml_get_element (reading->yaml, reading->environments, i);
      const char *name;

      if (!zc_yaml_get_text (reading->yaml, environment, path, "name", &name, error))
        return FALSE;
      if (g_strcmp0 (name, profile->environment) == 0)
        return add_environment (reading, profile, environment, path, error);
    }

  notes = g_strv_builder_new ();
  if (profile->environment != NULL)
    {
      g_autofree char *shown = zc_text_make_displayable (profile->environment);
      /* Translators: %s is the name of an environment in a configuration file. */
      g_autofree char *note = g_strdup_printf (_("The file has no environment “%s”, so the service’s own address is used."), shown);

      g_strv_builder_add (notes, note);
    }

  return add_candidate (reading, profile, profile->node, NULL, NULL, notes, error);
}

static gboolean
read_profile (Reading     *reading,
              ZcYamlNode   node,
              guint        index,
              GError     **error)
{
  g_autofree char *path = g_strdup_printf ("profiles[%u]", index);
  g_autofree char *credentials_path = g_strdup_printf ("%s.credentials", path);
  Profile profile = { .node = node };
  ZcYamlNode credentials;

  return zc_yaml_get_text (reading->yaml, node, path, "name", &profile.name, error) &&
         zc_yaml_get_text (reading->yaml, node, path, "environment", &profile.environment, error) &&
         zc_yaml_get_member (reading->yaml, node, path, "credentials", &credentials, error) &&
         zc_yaml_get_text (reading->yaml, credentials, credentials_path, "token", &profile.token, error) &&
         zc_yaml_get_text (reading->yaml, credentials, credentials_path, "username", &profile.username, error) &&
         add_profile (reading, &profile, error);
}

static gboolean
read_profiles (Reading     *reading,
               const char  *current_profile,
               GError     **error)
{
  ZcYamlNode root = zc_yaml_get_root (reading->yaml);
  ZcYamlNode profiles;
  guint n_profiles;

  if (!zc_yaml_get_text (reading->yaml, root, "", "currentProfile", &reading->current_profile, error) ||
      !zc_yaml_get_member (reading->yaml, root, "", "environments", &reading->environments, error) ||
      !zc_yaml_get_member (reading->yaml, root, "", "profiles", &profiles, error) ||
      !zc_yaml_get_length (reading->yaml, profiles, "profiles", &n_profiles, error))
    return FALSE;

  if (n_profiles == 0)
    {
      /* Translators: what is wrong with a field of a file. */
      zc_yaml_set_error (reading->yaml, root, "profiles", _("is missing or empty, so there is nothing to import"), error);
      return FALSE;
    }

  if (current_profile != NULL && *current_profile != '\0')
    reading->current_profile = current_profile;
  for (guint i = 0; i < n_profiles; i++)
    if (!read_profile (reading, zc_yaml_get_element (reading->yaml, profiles, i), i, error))
      return FALSE;

  return TRUE;
}

/* Moves the current ones to the front and leaves the order as it is otherwise. */
static GPtrArray *
put_current_first (GPtrArray *candidates)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint current = 0; current < 2; current++)
    for (guint i = 0; i < candidates->len; i++)
      {
        ZcIonosCandidate *candidate = g_ptr_array_index (candidates, i);

        if (candidate->current == (current == 0))
          g_ptr_array_add (sorted, g_object_ref (candidate));
      }

  return sorted;
}

GPtrArray *
zc_ionos_config_read (const char  *path,
                      const char  *text,
                      gsize        length,
                      const char  *current_profile,
                      GError     **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(ZcYaml) yaml = zc_yaml_new (shown, text, length, error);
  Reading reading = { .path = path, .shown_path = shown, .yaml = yaml, .candidates = candidates };

  if (yaml == NULL || !read_profiles (&reading, current_profile, error))
    return NULL;

  return put_current_first (candidates);
}
