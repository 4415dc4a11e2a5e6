/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-zone.h"

#include <string.h>

#define TYPE_NS 2
#define TYPE_SOA 6
#define TYPE_RRSIG 46

static const guint8 apex[] = "\7example\3com";

static const guint16 types[] = {
  1, 2, 5, 12, 15, 16, 28, 33, 35, 39, 43, 46, 46, 47, 64, 65, 257, 65280,
};

static const guint16 covered_types[] = { 1, 15, 16, 28, 47 };

static ZcTestRecord *
copy_record (const ZcTestRecord *record)
{
  ZcTestRecord *copy = g_memdup2 (record, sizeof *record);

  copy->rdata = g_memdup2 (record->rdata, record->rdata_len);

  return copy;
}

static void
free_record (gpointer data)
{
  ZcTestRecord *record = data;

  g_free (record->rdata);
  g_free (record);
}

void
zc_test_set_free (ZcTestSet *self)
{
  g_ptr_array_unref (self->records);
  g_free (self);
}

static void
free_set (gpointer data)
{
  zc_test_set_free (data);
}

static ZcTestSet *
new_set (guint16 type,
         guint16 covered)
{
  ZcTestSet *set = g_new0 (ZcTestSet, 1);

  set->type = type;
  set->covered = covered;
  set->records = g_ptr_array_new_with_free_func (free_record);

  return set;
}

static ZcTestZone *
new_zone (void)
{
  ZcTestZone *zone = g_new0 (ZcTestZone, 1);

  zone->sets = g_ptr_array_new_with_free_func (free_set);

  return zone;
}

void
zc_test_zone_free (ZcTestZone *self)
{
  g_ptr_array_unref (self->sets);
  g_free (self);
}

ZcTestZone *
zc_test_zone_copy (const ZcTestZone *self)
{
  ZcTestZone *copy = new_zone ();

  for (guint i = 0; i < self->sets->len; i++)
    {
      const ZcTestSet *set = g_ptr_array_index (self->sets, i);
      ZcTestSet *set_copy = new_set (set->type, set->covered);

      for (guint j = 0; j < set->records->len; j++)
        g_ptr_array_add (set_copy->records, copy_record (g_ptr_array_index (set->records, j)));
      g_ptr_array_add (copy->sets, set_copy);
    }

  return copy;
}

/* Making things up */

static guint
choose (GRand *random,
        guint  n)
{
  return (guint) g_rand_int_range (random, 0, (gint32) n);
}

static void
add_bytes (GByteArray *rdata,
           GRand      *random,
           guint       n_bytes)
{
  for (guint i = 0; i < n_bytes; i++)
    {
      guint8 byte = (guint8) choose (random, 256);

      g_byte_array_append (rdata, &byte, 1);
    }
}

static gsize
make_name (GRand  *random,
           guint8 *name)
{
  guint n_labels = 1 + choose (random, 3);
  gsize at = 0;

  for (guint i = 0; i < n_labels; i++)
    {
      gboolean is_wildcard = i == 0 && choose (random, 20) == 0;
      guint8 length = is_wildcard ? 1 : (guint8) (1 + choose (random, choose (random, 10) == 0 ? 63 : 6));

      name[at++] = length;
      for (guint j = 0; j < length; j++)
        if (is_wildcard)
          name[at++] = '*';
        else if (choose (random, 40) == 0)
          name[at++] = (guint8) choose (random, 256);
        else
          name[at++] = (guint8) ('a' + choose (random, 26));
    }
  memcpy (name + at, apex, sizeof apex);

  return at + sizeof apex;
}

static void
add_name (GByteArray *rdata,
          GRand      *random)
{
  guint8 name[255];

  g_byte_array_append (rdata, name, (guint) make_name (random, name));
}

static void
add_string (GByteArray *rdata,
            GRand      *random)
{
  guint8 length = (guint8) choose (random, 256);

  g_byte_array_append (rdata, &length, 1);
  add_bytes (rdata, random, length);
}

static void
fill_rdata (ZcTestRecord *record,
            guint16       covered,
            GRand        *random)
{
  GByteArray *rdata = g_byte_array_new ();
  guint n_before = 0;
  guint n_names = 0;
  guint n_after = 0;

  switch (record->type)
    {
    case 2:
    case 5:
    case 12:
    case 39:
      n_names = 1;
      break;

    case TYPE_SOA:
      n_names = 2;
      n_after = 20;
      break;

    case 15:
      n_before = 2;
      n_names = 1;
      break;

    case 33:
      n_before = 6;
      n_names = 1;
      break;

    case TYPE_RRSIG:
      n_names = 1;
      n_after = 64;
      break;

    case 47:
      n_names = 1;
      n_after = 8;
      break;

    case 64:
    case 65:
      n_before = 2;
      n_names = 1;
      n_after = choose (random, 30);
      break;

    case 1:
      n_before = 4;
      break;

    case 28:
      n_before = 16;
      break;

    case 43:
      n_before = 36;
      break;

    default:
      n_before = 1 + choose (random, 60);
      break;
    }

  if (record->type == TYPE_RRSIG)
    {
      guint8 head[2] = { (guint8) (covered >> 8), (guint8) covered };

      g_byte_array_append (rdata, head, sizeof head);
      n_before = 16;
    }

  if (record->type == 35)
    {
      add_bytes (rdata, random, 4);
      for (guint i = 0; i < 3; i++)
        add_string (rdata, random);
      n_names = 1;
    }
  else if (record->type == 257)
    {
      add_bytes (rdata, random, 1);
      add_string (rdata, random);
    }
  else if (record->type == 16)
    for (guint n = 1 + choose (random, 3); n > 0; n--)
      add_string (rdata, random);
  else
    add_bytes (rdata, random, n_before);

  record->names_start = rdata->len;
  for (guint i = 0; i < n_names; i++)
    add_name (rdata, random);
  record->names_end = rdata->len;
  add_bytes (rdata, random, n_after);

  record->rdata_len = rdata->len;
  g_free (record->rdata);
  record->rdata = g_byte_array_free (rdata, FALSE);
}

static gboolean
has_rdata (const ZcTestSet    *set,
           const ZcTestRecord *record)
{
  for (guint i = 0; i < set->records->len; i++)
    {
      const ZcTestRecord *other = g_ptr_array_index (set->records, i);

      if (other != record && other->rdata_len == record->rdata_len &&
          memcmp (other->rdata, record->rdata, record->rdata_len) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
add_record (ZcTestSet    *set,
            const guint8 *owner,
            gsize         owner_len,
            guint32       ttl,
            GRand        *random)
{
  ZcTestRecord *record = g_new0 (ZcTestRecord, 1);

  memcpy (record->owner, owner, owner_len);
  record->owner_len = owner_len;
  record->type = set->type;
  record->ttl = ttl;
  do
    fill_rdata (record, set->covered, random);
  while (has_rdata (set, record));
  g_ptr_array_add (set->records, record);
}

static gboolean
has_owner (const ZcTestZone *self,
           const guint8     *owner,
           gsize             owner_len)
{
  for (guint i = 0; i < self->sets->len; i++)
    {
      const ZcTestSet *set = g_ptr_array_index (self->sets, i);
      const ZcTestRecord *record = g_ptr_array_index (set->records, 0);

      /* Names that differ in case only are the same. */
      if (record->owner_len == owner_len &&
          g_ascii_strncasecmp ((const char *) record->owner, (const char *) owner, owner_len) == 0)
        return TRUE;
    }

  return FALSE;
}

static gsize
make_new_owner (const ZcTestZone *self,
                GRand            *random,
                guint8           *owner)
{
  gsize length;

  do
    {
      length = make_name (random, owner);
      /* g_ascii_strncasecmp() stops at a zero byte, so that such names could not be told apart. */
      while (memchr (owner, 0, length - 1) != NULL)
        length = make_name (random, owner);
    }
  while (has_owner (self, owner, length));

  return length;
}

static ZcTestSet *
make_set (const guint8 *owner,
          gsize         owner_len,
          guint16       type,
          GRand        *random)
{
  guint16 covered = type == TYPE_RRSIG ? covered_types[choose (random, G_N_ELEMENTS (covered_types))] : 0;
  ZcTestSet *set = new_set (type, covered);
  guint n_records = choose (random, 3) == 0 ? 1 + choose (random, 5) : 1;
  guint32 ttl = 60 * (1 + choose (random, 100));

  for (guint i = 0; i < n_records; i++)
    add_record (set, owner, owner_len, ttl, random);

  return set;
}

ZcTestSet *
zc_test_zone_make_set (const ZcTestZone *self,
                       GRand            *random)
{
  guint8 owner[255];
  gsize owner_len = make_new_owner (self, random, owner);

  return make_set (owner, owner_len, types[choose (random, G_N_ELEMENTS (types))], random);
}

ZcTestZone *
zc_test_zone_new_random (GRand *random,
                         guint  n_owners)
{
  ZcTestZone *zone = new_zone ();
  ZcTestSet *soa = new_set (TYPE_SOA, 0);

  add_record (soa, apex, sizeof apex, 3600, random);
  g_ptr_array_add (zone->sets, soa);
  g_ptr_array_add (zone->sets, make_set (apex, sizeof apex, TYPE_NS, random));

  for (guint i = 0; i < n_owners; i++)
    {
      guint8 owner[255];
      gsize owner_len = make_new_owner (zone, random, owner);
      guint first = choose (random, G_N_ELEMENTS (types));
      guint n_sets = 1 + choose (random, 3);

      /* Different types, and two sets of signatures only if they cover different types. */
      for (guint j = 0; j < n_sets; j++)
        {
          guint16 type = types[(first + 5 * j) % G_N_ELEMENTS (types)];

          if (j == 0 || type != TYPE_RRSIG)
            g_ptr_array_add (zone->sets, make_set (owner, owner_len, type, random));
        }
    }

  return zone;
}

void
zc_test_set_change (ZcTestSet *self,
                    GRand     *random)
{
  guint way = choose (random, 3);
  guint index = choose (random, self->records->len);
  const ZcTestRecord *old = g_ptr_array_index (self->records, index);
  ZcTestRecord record = *old;

  if (way == 0 && self->records->len > 1)
    g_ptr_array_remove_index_fast (self->records, index);
  else
    {
      /* Added first, so that the new record differs from the one that it replaces. */
      add_record (self, record.owner, record.owner_len, record.ttl, random);
      if (way == 1)
        g_ptr_array_remove_index_fast (self->records, index);
    }
}

void
zc_test_set_set_ttl (ZcTestSet *self,
                     guint32    ttl)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      ZcTestRecord *record = g_ptr_array_index (self->records, i);

      record->ttl = ttl;
    }
}

static void
recase (guint8 *name,
        gsize   length,
        GRand  *random)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isalpha ((char) name[i]) && g_rand_boolean (random))
      name[i] ^= 0x20;
}

static void
shuffle (GPtrArray *array,
         GRand     *random)
{
  for (guint i = array->len; i > 1; i--)
    {
      guint other = choose (random, i);
      gpointer pointer = array->pdata[i - 1];

      array->pdata[i - 1] = array->pdata[other];
      array->pdata[other] = pointer;
    }
}

void
zc_test_zone_stream (const ZcTestZone *self,
                     GRand            *random,
                     ZcTestRecordFunc  function,
                     gpointer          data)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (free_record);

  for (guint i = 0; i < self->sets->len; i++)
    {
      const ZcTestSet *set = g_ptr_array_index (self->sets, i);

      for (guint j = 0; j < set->records->len; j++)
        {
          guint n_times = random != NULL && choose (random, 10) == 0 ? 2 : 1;

          while (n_times-- > 0)
            g_ptr_array_add (records, copy_record (g_ptr_array_index (set->records, j)));
        }
    }

  if (random != NULL)
    shuffle (records, random);

  for (guint i = 0; i < records->len; i++)
    {
      ZcTestRecord *record = g_ptr_array_index (records, i);

      if (random != NULL)
        {
          recase (record->owner, record->owner_len, random);
          recase (record->rdata + record->names_start, record->names_end - record->names_start, random);
        }
      function (record, data);
    }
}
