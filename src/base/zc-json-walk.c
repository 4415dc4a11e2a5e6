/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-json-walk-private.h"

#include <string.h>

#include "zc-json-shape-private.h"
#include "zc-json.h"

/* What find_name() tells of a name but its number. */
#define NOT_READ -1
#define UNCLEAR -2

/* The list of rows is a member of the whole text; so inside a row, and inside an object in it, so much is open. */
#define DEPTH_OF_LIST 2
#define DEPTH_OF_ROW 3
#define DEPTH_OF_OBJECT 4

/* A walk over the text, from one token to the next. */
typedef struct
{
  const char * const *members; /* (unowned): which are read of a row */
  GArray *cuts;                /* (unowned) */
  ZcJsonSpan list;             /* what is between the brackets of the list */
  ZcJsonRow row;               /* the last row */
  gboolean is_named;           /* whether the member of the whole text that is open has the list's name */
  guint depth;
  guint64 objects;             /* a bit for each depth: whether an object is open there, or a list */
  char before;                 /* the token before this one; all strings are quotation marks */
  ZcJsonSpan string;           /* the last string */
  gboolean is_name;            /* whether that may be a name */
  int name;                    /* the last name in a row: its number, NOT_READ or UNCLEAR */
  const char *parent;          /* (unowned) (nullable): the name of the row's object that is open, if it is read */
  guint64 names_of_row;        /* a bit for each member: whether the row has it */
  guint64 names_of_object;     /* the same of the row's object that is open */
  ZcJsonCut cut;               /* as much as there is of it yet */
} Walk;

G_STATIC_ASSERT (ZC_JSON_MOST_DEPTH <= 64);

static gboolean
is_spelt (const ZcJsonSpan *name,
          const char       *member)
{
  gsize length = strlen (member);

  return (gsize) (name->end - name->begin) == length &&
         memcmp (name->begin, member, length) == 0;
}

static gboolean
has_escapes (const ZcJsonSpan *string)
{
  return memchr (string->begin, '\\', (gsize) (string->end - string->begin)) != NULL;
}

static gboolean
is_in_object (const Walk *walk)
{
  return walk->depth > 0 && (walk->objects >> (walk->depth - 1) & 1) != 0;
}

static int
find_name (const Walk *walk)
{
  for (int i = 0; walk->members[i] != NULL; i++)
    if (is_spelt (&walk->string, walk->members[i]))
      return i;

  return has_escapes (&walk->string) ? UNCLEAR : NOT_READ;
}

static void
forget_cut (Walk *walk)
{
  walk->cut = (ZcJsonCut) { .parent = NULL };
}

/* Of several members of the same name json-glib keeps the last one, so a row with such members has to be parsed as it
 * is. */
static void
note_name (Walk *walk)
{
  guint64 *names = walk->depth == DEPTH_OF_ROW ? &walk->names_of_row : &walk->names_of_object;

  if (walk->depth > DEPTH_OF_OBJECT || walk->name == NOT_READ)
    return;

  if (walk->name == UNCLEAR || (*names >> walk->name & 1) != 0)
    walk->row.is_plain = FALSE;
  else
    *names |= G_GUINT64_CONSTANT (1) << walk->name;
}

static void
begin_member (Walk *walk)
{
  gboolean has_name = walk->before == '"' && walk->is_name;

  forget_cut (walk);
  walk->is_name = FALSE;
  if (!has_name)
    return;

  walk->name = find_name (walk);
  note_name (walk);
  if (walk->name == NOT_READ)
    walk->cut.member.begin = walk->string.begin - 1;
  else if (walk->name >= 0 && walk->depth == DEPTH_OF_OBJECT && walk->parent != NULL)
    {
      walk->cut.member.begin = walk->string.begin - 1;
      walk->cut.parent = walk->parent;
      walk->cut.name = walk->members[walk->name];
    }
}

/* A member that is not read is left out only when it is a text, as nearly all are: nothing about it can be wrong that
 * would have to be told. A list is left out only for another one of the same bytes. */
static gboolean
is_cut (const ZcJsonCut *cut)
{
  return cut->member.end != NULL &&
         (cut->name != NULL ||
          g_utf8_validate_len (cut->member.begin, (gsize) (cut->member.end - cut->member.begin), NULL));
}

/* Follows a member of a row from its name to the next name. */
static void
follow_member (Walk       *walk,
               const char *at)
{
  ZcJsonCut *cut = &walk->cut;
  gboolean in_list = cut->list.begin != NULL && cut->list.end == NULL;

  switch (*at)
    {
    case '"':
      if (walk->before == ':' || in_list)
        break;
      if (is_cut (cut))
        g_array_append_val (walk->cuts, *cut);
      forget_cut (walk);
      walk->is_name = is_in_object (walk);
      break;

    case ':':
      begin_member (walk);
      break;

    case '[':
      if (cut->name != NULL && walk->before == ':')
        cut->list.begin = at;
      else
        forget_cut (walk);
      break;

    case ']':
      if (in_list)
        cut->list.end = at + 1;
      else
        forget_cut (walk);
      break;

    case ',':
      if (in_list)
        break;
      if (cut->member.begin != NULL && cut->member.end == NULL &&
          walk->before == (cut->name != NULL ? ']' : '"'))
        cut->member.end = at + 1;
      else
        forget_cut (walk);
      break;

    case '{':
      forget_cut (walk);
      if (walk->depth == DEPTH_OF_ROW)
        {
          walk->parent = walk->before == ':' && walk->name >= 0 ? walk->members[walk->name] : NULL;
          walk->names_of_object = 0;
        }
      break;

    default:
      forget_cut (walk);
      break;
    }
}

static gboolean
open_bracket (Walk *walk,
              char  bracket)
{
  if (walk->depth == ZC_JSON_MOST_DEPTH)
    return FALSE;

  if (bracket == '{')
    walk->objects |= G_GUINT64_CONSTANT (1) << walk->depth;
  else
    walk->objects &= ~(G_GUINT64_CONSTANT (1) << walk->depth);
  walk->depth++;

  return TRUE;
}

static gboolean
close_bracket (Walk *walk,
               char  bracket)
{
  if (walk->depth == 0 || is_in_object (walk) != (bracket == '}'))
    return FALSE;

  walk->depth--;

  return TRUE;
}

/* Between the rows there are commas, and nothing else. */
static gboolean
go_between_rows (Walk       *walk,
                 const char *at)
{
  switch (*at)
    {
    case ',':
      return walk->before == '}';

    case '{':
      walk->row = (ZcJsonRow) { .text.begin = at, .is_plain = TRUE };
      walk->names_of_row = 0;
      return walk->before != '}';

    case ']':
      walk->list.end = at;
      return walk->before != ',';

    default:
      return FALSE;
    }
}

/* Looks for the list among the members of the whole text. The last one of several of the same name counts, however it is
 * spelt; such texts are not for this walk. */
static gboolean
look_for_list (Walk       *walk,
               const char *at,
               const char *member)
{
  if (*at == ',')
    walk->is_named = FALSE;
  else if (*at == '[' && walk->is_named)
    {
      walk->list.begin = at + 1;
      walk->is_named = FALSE;
    }
  else if (*at == ':')
    {
      if (walk->string.begin == NULL || has_escapes (&walk->string))
        return FALSE;
      walk->is_named = is_spelt (&walk->string, member);
      return !walk->is_named || walk->list.begin == NULL;
    }

  return TRUE;
}

gboolean
zc_json_find_rows (GBytes              *text,
                   const char          *member,
                   const char * const  *members,
                   ZcJsonSpan          *list,
                   GArray              *rows,
                   GArray              *cuts)
{
  Walk walk = { .members = members, .cuts = cuts };
  gsize length;
  const char *at = g_bytes_get_data (text, &length);

  g_return_val_if_fail (g_strv_length ((char **) members) <= 64, FALSE);

  /* No bytes may be at no place. */
  if (length == 0)
    return FALSE;

  for (const char *end = at + length; at < end; at++)
    {
      gboolean in_list = walk.list.begin != NULL && walk.list.end == NULL;

      if (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\r')
        continue;

      if (in_list && walk.depth > DEPTH_OF_LIST)
        follow_member (&walk, at);
      else if ((in_list && !go_between_rows (&walk, at)) ||
               (walk.depth == 1 && !look_for_list (&walk, at, member)))
        return FALSE;

      switch (*at)
        {
        case '"':
          walk.string.begin = at + 1;
          if (!zc_json_skip_string (&at, end))
            return FALSE;
          walk.string.end = at;
          break;

        case '[':
        case '{':
          if (!open_bracket (&walk, *at))
            return FALSE;
          break;

        case ']':
        case '}':
          if (!close_bracket (&walk, *at))
            return FALSE;
          if (in_list && walk.depth == DEPTH_OF_LIST)
            {
              walk.row.text.end = at + 1;
              g_array_append_val (rows, walk.row);
            }
          break;

        case ',':
        case ':':
          break;

        default:
          if (!zc_json_may_be_in_word (*at))
            return FALSE;
          break;
        }
      walk.before = *at;
    }

  *list = walk.list;

  return list->end != NULL;
}
