/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-config.h"

#include "zc-ionos-yaml-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <yaml.h>

/* A configuration of hundreds of profiles is far below. The anchors are bounded because libyaml compares every new
 * one with all before it, and the looks because a list of a hundred references to a list of a hundred references has
 * ten thousand elements. */
#define MOST_DEPTH 32
#define MOST_EVENTS 50000
#define MOST_ANCHORS 200
#define MOST_ALIASES 2000
#define MOST_LOOKS 500000

#define MERGE_KEY "<<"

struct _ZcYaml
{
  char *name;               /* (owned) */
  yaml_document_t document;
  guint n_looks;
};

/* The parser's own copies of the text. What libyaml gave up while a text grew cannot be reached. */
static void
wipe_parser (yaml_parser_t *parser)
{
  if (parser->buffer.start != NULL)
    explicit_bzero (parser->buffer.start, (gsize) (parser->buffer.end - parser->buffer.start));
  if (parser->raw_buffer.start != NULL)
    explicit_bzero (parser->raw_buffer.start, (gsize) (parser->raw_buffer.end - parser->raw_buffer.start));
  yaml_parser_delete (parser);
}

static void
set_parser_error (const char           *name,
                  const yaml_parser_t  *parser,
                  GError              **error)
{
  if (parser->error == YAML_MEMORY_ERROR)
    g_error ("There is no memory left to read %s", name);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               /* Translators: the first %s is the name of a file, %u a line, the second %s what the reader of YAML
                * reported, in English. */
               _("%s, line %u: this is not YAML (%s)."), name, (guint) parser->problem_mark.line + 1,
               parser->problem != NULL ? parser->problem : "?");
}

static void
set_bounds_error (const char          *name,
                  const yaml_event_t  *event,
                  GError             **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               /* Translators: %s is the name of a file, %u a line. */
               _("%s, line %u: there is more in it, or it is nested more deeply, than in any configuration of the IONOS tools."),
               name, (guint) event->start_mark.line + 1);
}

typedef struct
{
  guint n_events;
  guint n_documents;
  guint n_anchors;
  guint n_aliases;
  guint depth;
} Counts;

static gboolean
has_anchor (const yaml_event_t *event)
{
  return (event->type == YAML_SCALAR_EVENT && event->data.scalar.anchor != NULL) ||
         (event->type == YAML_SEQUENCE_START_EVENT && event->data.sequence_start.anchor != NULL) ||
         (event->type == YAML_MAPPING_START_EVENT && event->data.mapping_start.anchor != NULL);
}

static gboolean
count_event (Counts             *counts,
             const yaml_event_t *event)
{
  counts->n_events++;
  counts->n_anchors += has_anchor (event);
  counts->n_aliases += event->type == YAML_ALIAS_EVENT;
  counts->n_documents += event->type == YAML_DOCUMENT_START_EVENT;
  if (event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT)
    counts->depth++;
  else if (event->type == YAML_SEQUENCE_END_EVENT || event->type == YAML_MAPPING_END_EVENT)
    counts->depth--;

  return counts->n_events <= MOST_EVENTS && counts->n_anchors <= MOST_ANCHORS && counts->n_aliases <= MOST_ALIASES &&
         counts->n_documents <= 1 && counts->depth <= MOST_DEPTH;
}

static void
wipe_event (yaml_event_t *event)
{
  if (event->type == YAML_SCALAR_EVENT)
    explicit_bzero (event->data.scalar.value, event->data.scalar.length);
  yaml_event_delete (event);
}

/* Looks through the text once without building anything of it. */
static gboolean
check_bounds (const char  *name,
              const char  *text,
              gsize        length,
              GError     **error)
{
  Counts counts = { 0 };
  yaml_parser_t parser;
  gboolean well = TRUE;
  gboolean over = FALSE;

  yaml_parser_initialize (&parser);
  yaml_parser_set_input_string (&parser, (const unsigned char *) text, length);
  while (well && !over)
    {
      yaml_event_t event;

      if (!yaml_parser_parse (&parser, &event))
        {
          set_parser_error (name, &parser, error);
          well = FALSE;
          break;
        }

      over = event.type == YAML_STREAM_END_EVENT;
      well = count_event (&counts, &event);
      if (!well)
        set_bounds_error (name, &event, error);
      wipe_event (&event);
    }
  wipe_parser (&parser);

  return well;
}

ZcYaml *
zc_yaml_new (const char  *name,
             const char  *text,
             gsize        length,
             GError     **error)
{
  yaml_parser_t parser;
  yaml_document_t document;
  ZcYaml *self = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (!check_bounds (name, text, length, error))
    return NULL;

  yaml_parser_initialize (&parser);
  yaml_parser_set_input_string (&parser, (const unsigned char *) text, length);
  if (yaml_parser_load (&parser, &document))
    {
      self = g_new0 (ZcYaml, 1);
      self->name = g_strdup (name);
      self->document = document;
    }
  else
    set_parser_error (name, &parser, error);
  wipe_parser (&parser);

  return self;
}

void
zc_yaml_free (ZcYaml *self)
{
  for (yaml_node_t *node = self->document.nodes.start; node < self->document.nodes.top; node++)
    if (node->type == YAML_SCALAR_NODE)
      explicit_bzero (node->data.scalar.value, node->data.scalar.length);

  yaml_document_delete (&self->document);
  g_free (self->name);
  g_free (self);
}

static yaml_node_t *
get_node (ZcYaml     *self,
          ZcYamlNode  node)
{
  return yaml_document_get_node (&self->document, node);
}

static gboolean
is_null (const yaml_node_t *node)
{
  static const char * const words[] = { "", "~", "null", "Null", "NULL", NULL };

  return node->type == YAML_SCALAR_NODE && node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
         g_strv_contains (words, (const char *) node->data.scalar.value);
}

static ZcYamlNode
without_null (ZcYaml     *self,
              ZcYamlNode  node)
{
  yaml_node_t *found = get_node (self, node);

  return found == NULL || is_null (found) ? 0 : node;
}

ZcYamlNode
zc_yaml_get_root (ZcYaml *self)
{
  return yaml_document_get_root_node (&self->document) != NULL ? without_null (self, 1) : 0;
}

guint
zc_yaml_get_line (ZcYaml     *self,
                  ZcYamlNode  node)
{
  yaml_node_t *found = get_node (self, node);

  return found != NULL ? (guint) found->start_mark.line + 1 : 1;
}

void
zc_yaml_set_error (ZcYaml      *self,
                   ZcYamlNode   node,
                   const char  *field,
                   const char  *problem,
                   GError     **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               /* Translators: the first %s is the name of a file, %u a line, the second %s a field such as
                * profiles[1].name, the third what is wrong with it. */
               _("%s, line %u: %s %s."), self->name, zc_yaml_get_line (self, node), field, problem);
}

static gboolean
set_too_much_error (ZcYaml      *self,
                    ZcYamlNode   node,
                    const char  *path,
                    GError     **error)
{
  /* Translators: what is wrong with a field of a file. */
  zc_yaml_set_error (self, node, path, _("refers to more than any configuration of the IONOS tools holds"), error);

  return FALSE;
}

static gboolean
look (ZcYaml      *self,
      ZcYamlNode   node,
      const char  *path,
      GError     **error)
{
  return self->n_looks++ < MOST_LOOKS || set_too_much_error (self, node, path, error);
}

static char *
join (const char *path,
      const char *name)
{
  return *path != '\0' ? g_strconcat (path, ".", name, NULL) : g_strdup (name);
}

static gboolean
is_key (yaml_node_t *key,
        const char  *name)
{
  return key != NULL && key->type == YAML_SCALAR_NODE && strcmp ((const char *) key->data.scalar.value, name) == 0 &&
         key->data.scalar.length == strlen (name);
}

static gboolean
is_merge_key (yaml_node_t *key)
{
  return is_key (key, MERGE_KEY) && key->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

/* The member is looked for in a mapping and in what the mapping takes over. The bounds hold for both: every step is a
 * look, also one into a mapping without members, and a mapping that takes over itself is as deep as any other. */
static gboolean find_member (ZcYaml      *self,
                             ZcYamlNode   mapping,
                             const char  *path,
                             const char  *name,
                             guint        depth,
                             ZcYamlNode  *member,
                             GError     **error);

static gboolean
set_mapping_error (ZcYaml      *self,
                   ZcYamlNode   node,
                   const char  *field,
                   GError     **error)
{
  /* Translators: what is wrong with a field of a file. */
  zc_yaml_set_error (self, node, field, _("is not a mapping of names to values"), error);

  return FALSE;
}

static gboolean
set_repeated_error (ZcYaml      *self,
                    ZcYamlNode   node,
                    const char  *path,
                    const char  *name,
                    GError     **error)
{
  g_autofree char *field = join (path, name);

  /* Translators: what is wrong with a field of a file. */
  zc_yaml_set_error (self, node, field, _("is there more than once"), error);

  return FALSE;
}

/* What a mapping takes over with "<<" is another mapping or a list of them, whose first counts most
 * (yaml.org/type/merge.html). The line in a message is that of the key: a reference has none, only its aim. */
static gboolean
find_merged (ZcYaml                  *self,
             const yaml_node_pair_t  *merge,
             const char              *path,
             const char              *name,
             guint                    depth,
             ZcYamlNode              *member,
             GError                 **error)
{
  /* One "<<" in the path tells enough, however deep they nest. */
  g_autofree char *field = depth == 0 ? join (path, MERGE_KEY) : g_strdup (path);
  yaml_node_t *node = get_node (self, merge->value);

  if (node->type == YAML_MAPPING_NODE)
    return find_member (self, merge->value, field, name, depth + 1, member, error);
  if (node->type != YAML_SEQUENCE_NODE)
    return set_mapping_error (self, merge->key, field, error);

  for (yaml_node_item_t *item = node->data.sequence.items.start; item < node->data.sequence.items.top; item++)
    {
      if (get_node (self, *item)->type != YAML_MAPPING_NODE)
        {
          g_autofree char *element =
            g_strdup_printf ("%s[%u]", field, (guint) (item - node->data.sequence.items.start));

          return set_mapping_error (self, merge->key, element, error);
        }

      if (*member == 0 && !find_member (self, *item, field, name, depth + 1, member, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
find_member (ZcYaml      *self,
             ZcYamlNode   mapping,
             const char  *path,
             const char  *name,
             guint        depth,
             ZcYamlNode  *member,
             GError     **error)
{
  yaml_node_t *node = get_node (self, mapping);
  const yaml_node_pair_t *merge = NULL;

  if (depth > MOST_DEPTH)
    return set_too_much_error (self, mapping, path, error);
  if (!look (self, mapping, path, error))
    return FALSE;

  for (yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top; pair++)
    {
      yaml_node_t *key = get_node (self, pair->key);

      if (!look (self, mapping, path, error))
        return FALSE;

      if (is_merge_key (key))
        {
          if (merge != NULL)
            return set_repeated_error (self, pair->key, path, MERGE_KEY, error);
          merge = pair;
        }
      else if (is_key (key, name))
        {
          if (*member != 0)
            return set_repeated_error (self, pair->value, path, name, error);
          *member = pair->value;
        }
    }

  return merge == NULL || *member != 0 || find_merged (self, merge, path, name, depth, member, error);
}

gboolean
zc_yaml_get_member (ZcYaml      *self,
                    ZcYamlNode   mapping,
                    const char  *path,
                    const char  *name,
                    ZcYamlNode  *member,
                    GError     **error)
{
  yaml_node_t *node = get_node (self, mapping);

  *member = 0;
  if (node == NULL)
    return TRUE;

  if (node->type != YAML_MAPPING_NODE)
    return set_mapping_error (self, mapping, *path != '\0' ? path : _("The document"), error);

  if (!find_member (self, mapping, path, name, 0, member, error))
    return FALSE;

  /* Null counts as absent only here: what says null takes nothing over. */
  *member = without_null (self, *member);

  return TRUE;
}

gboolean
zc_yaml_get_length (ZcYaml      *self,
                    ZcYamlNode   list,
                    const char  *path,
                    guint       *length,
                    GError     **error)
{
  yaml_node_t *node = get_node (self, list);

  *length = 0;
  if (node == NULL)
    return TRUE;

  if (node->type != YAML_SEQUENCE_NODE)
    {
      /* Translators: what is wrong with a field of a file. */
      zc_yaml_set_error (self, list, path, _("is not a list"), error);
      return FALSE;
    }

  *length = (guint) (node->data.sequence.items.top - node->data.sequence.items.start);

  return TRUE;
}

ZcYamlNode
zc_yaml_get_element (ZcYaml     *self,
                     ZcYamlNode  list,
                     guint       index)
{
  return without_null (self, get_node (self, list)->data.sequence.items.start[index]);
}

gboolean
zc_yaml_get_text (ZcYaml      *self,
                  ZcYamlNode   mapping,
                  const char  *path,
                  const char  *name,
                  const char **text,
                  GError     **error)
{
  g_autofree char *field = NULL;
  ZcYamlNode member;
  yaml_node_t *node;

  *text = NULL;
  if (!zc_yaml_get_member (self, mapping, path, name, &member, error))
    return FALSE;
  if (member == 0)
    return TRUE;

  node = get_node (self, member);
  if (node->type != YAML_SCALAR_NODE || strlen ((const char *) node->data.scalar.value) != node->data.scalar.length)
    {
      field = join (path, name);
      /* Translators: what is wrong with a field of a file. */
      zc_yaml_set_error (self, member, field, _("is not a text"), error);
      return FALSE;
    }

  if (node->data.scalar.length > 0)
    *text = (const char *) node->data.scalar.value;

  return TRUE;
}
