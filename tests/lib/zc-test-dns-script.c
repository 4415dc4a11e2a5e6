/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-test-dns-script.h"

#include <string.h>

#include "zc-test-dns-message.h"

#define TYPE_AXFR 252

#define DRIP_MS 5

typedef struct
{
  ZcTestDnsQuestion *question; /* (unowned) */
  GByteArray *message;         /* (owned) (nullable): NULL before the first word of a message */
  ZcTestDnsSection section;
  guint n_sent;
  gboolean half;
  gboolean drip;
  gboolean elsewhere;
  gboolean forever;
} Run;

typedef struct
{
  const char *word;
  const char *record;
} Record;

static const Record records[] = {
  { "soa", "@ 3600 IN SOA ns1 host 10 3600 600 604800 300" },
  { "soa11", "@ 3600 IN SOA ns1 host 11 3600 600 604800 300" },
  { "SOA", "@ 3600 IN SOA NS1 HOST 10 3600 600 604800 300" },
  { "ns", "@ 3600 IN NS ns1" },
  { "a", "ns1 3600 IN A 192.0.2.1" },
  { "outside", "www.outside.test. 3600 IN A 192.0.2.1" },
};

static GByteArray *
decode_hex (const char *text)
{
  GByteArray *bytes = g_byte_array_new ();

  for (; text[0] != '\0' && text[1] != '\0'; text += 2)
    {
      guint8 byte = (guint8) (g_ascii_xdigit_value (text[0]) << 4 | g_ascii_xdigit_value (text[1]));

      g_byte_array_append (bytes, &byte, 1);
    }

  return bytes;
}

static GByteArray *
get_message (Run *self)
{
  if (self->message == NULL)
    {
      const ZcTestDnsQuestion *repeated = self->n_sent == 0 ? self->question : NULL;

      self->message = zc_test_dns_message_new (repeated, self->question->id, 0);
    }

  return self->message;
}

static void
replace_message (Run                     *self,
                 const ZcTestDnsQuestion *repeated)
{
  g_clear_pointer (&self->message, g_byte_array_unref);
  self->message = zc_test_dns_message_new (repeated, self->question->id, 0);
}

static void
send_dripping (Run *self)
{
  guint8 prefix[] = { (guint8) (self->message->len >> 8), (guint8) self->message->len };

  g_byte_array_prepend (self->message, prefix, sizeof prefix);
  for (guint i = 0; i < self->message->len; i++)
    {
      zc_test_dns_send_raw (self->question, self->message->data + i, 1);
      if (!zc_test_dns_pause (self->question, DRIP_MS, TRUE))
        return;
    }
}

static void
send_half (Run *self)
{
  guint8 prefix[] = { (guint8) (self->message->len >> 8), (guint8) self->message->len };

  if (self->question->tcp)
    zc_test_dns_send_raw (self->question, prefix, sizeof prefix);
  zc_test_dns_send_raw (self->question, self->message->data, self->message->len / 2);
}

static void
flush (Run *self)
{
  if (self->message == NULL)
    return;

  do
    {
      if (self->half)
        send_half (self);
      else if (self->drip)
        send_dripping (self);
      else if (self->elsewhere)
        zc_test_dns_send_from_elsewhere (self->question, self->message->data, self->message->len);
      else
        zc_test_dns_send (self->question, self->message->data, self->message->len);
    }
  while (self->forever && !self->question->hung_up);

  self->n_sent++;
  self->half = self->drip = self->elsewhere = self->forever = FALSE;
  self->section = ZC_TEST_DNS_ANSWER;
  g_clear_pointer (&self->message, g_byte_array_unref);
}

static void
add_record (Run        *self,
            const char *record)
{
  zc_test_dns_message_add (get_message (self), self->section, record, self->question->name);
}

static void
add_many (Run   *self,
          guint  n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *record = g_strdup_printf ("h%u 300 IN A 10.%u.%u.%u", i, i >> 16 & 0xff, i >> 8 & 0xff,
                                                 i & 0xff);

      add_record (self, record);
    }
}

static void
damage_question (Run   *self,
                 gsize  distance_from_end)
{
  GByteArray *message = get_message (self);

  message->data[message->len - distance_from_end] ^= 1;
}

/* Words that change the header or the question; they stand before the records of their message. */
static gboolean
run_header_word (Run        *self,
                 const char *word)
{
  if (strcmp (word, "id") == 0)
    get_message (self)->data[1] ^= 0xff;
  else if (strcmp (word, "qr") == 0)
    get_message (self)->data[2] &= 0x7f;
  else if (strcmp (word, "opcode") == 0)
    get_message (self)->data[2] |= 0x20;
  else if (strcmp (word, "tc") == 0)
    get_message (self)->data[2] |= 0x02;
  else if (strcmp (word, "aa0") == 0)
    get_message (self)->data[2] &= (guint8) ~0x04;
  else if (strcmp (word, "ra") == 0)
    get_message (self)->data[3] |= 0x80;
  else if (g_str_has_prefix (word, "rcode="))
    get_message (self)->data[3] |= (guint8) g_ascii_strtoull (word + 6, NULL, 10);
  else if (strcmp (word, "question") == 0)
    get_message (self)->data[13] ^= 1;
  else if (strcmp (word, "type") == 0)
    damage_question (self, 3);
  else if (strcmp (word, "noquestion") == 0)
    replace_message (self, NULL);
  else if (strcmp (word, "repeat") == 0)
    replace_message (self, self->question);
  else
    return FALSE;

  return TRUE;
}

static gboolean
run_record_word (Run        *self,
                 const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (records); i++)
    if (strcmp (word, records[i].word) == 0)
      {
        add_record (self, records[i].record);
        return TRUE;
      }

  if (g_str_has_prefix (word, "r="))
    {
      g_autofree char *record = g_strdelimit (g_strdup (word + 2), "/", ' ');

      add_record (self, record);
    }
  else if (g_str_has_prefix (word, "many="))
    {
      add_many (self, (guint) g_ascii_strtoull (word + 5, NULL, 10));
    }
  else if (g_str_has_prefix (word, "x="))
    {
      g_autoptr(GByteArray) bytes = decode_hex (word + 2);

      zc_test_dns_message_add_raw (get_message (self), self->section, bytes->data, bytes->len);
    }
  else
    {
      return FALSE;
    }

  return TRUE;
}

static gboolean
run_extra_word (Run        *self,
                const char *word)
{
  static const guint8 server_time[] = { 0, 0, 0x65, 0, 0x02, 0x94 };

  if (strcmp (word, "authority") == 0)
    self->section = ZC_TEST_DNS_AUTHORITY;
  else if (strcmp (word, "additional") == 0)
    self->section = ZC_TEST_DNS_ADDITIONAL;
  else if (strcmp (word, "opt") == 0)
    zc_test_dns_message_add_opt (get_message (self), 0, NULL, 0);
  else if (g_str_has_prefix (word, "upper="))
    zc_test_dns_message_add_opt (get_message (self), (guint8) g_ascii_strtoull (word + 6, NULL, 10), NULL, 0);
  else if (g_str_has_prefix (word, "opt="))
    {
      g_autoptr(GByteArray) options = decode_hex (word + 4);

      zc_test_dns_message_add_opt (get_message (self), 0, options->data, options->len);
    }
  else if (strcmp (word, "tsig=18") == 0)
    zc_test_dns_message_add_tsig (get_message (self), 18, server_time, sizeof server_time);
  else if (g_str_has_prefix (word, "tsig="))
    zc_test_dns_message_add_tsig (get_message (self), (guint16) g_ascii_strtoull (word + 5, NULL, 10), NULL, 0);
  else if (strcmp (word, "trailing") == 0)
    g_byte_array_append (get_message (self), server_time, sizeof server_time);
  else
    return FALSE;

  return TRUE;
}

/* Words about how bytes travel. */
static void
run_transport_word (Run        *self,
                    const char *word)
{
  if (strcmp (word, "|") == 0)
    {
      flush (self);
    }
  else if (strcmp (word, "half") == 0)
    {
      self->half = TRUE;
    }
  else if (strcmp (word, "drip") == 0)
    {
      self->drip = TRUE;
    }
  else if (strcmp (word, "elsewhere") == 0)
    {
      self->elsewhere = TRUE;
    }
  else if (strcmp (word, "forever") == 0)
    {
      self->forever = TRUE;
    }
  else if (g_str_has_prefix (word, "raw="))
    {
      g_autoptr(GByteArray) bytes = decode_hex (word + 4);

      zc_test_dns_send_raw (self->question, bytes->data, bytes->len);
    }
  else if (g_str_has_prefix (word, "pause="))
    {
      flush (self);
      (void) zc_test_dns_pause (self->question, (guint) g_ascii_strtoull (word + 6, NULL, 10), TRUE);
    }
  else if (g_str_has_prefix (word, "late="))
    {
      flush (self);
      (void) zc_test_dns_pause (self->question, (guint) g_ascii_strtoull (word + 5, NULL, 10), FALSE);
    }
  else if (strcmp (word, "eof") == 0)
    {
      flush (self);
      zc_test_dns_hang_up (self->question);
    }
  else if (strcmp (word, "reset") == 0)
    {
      flush (self);
      zc_test_dns_reset (self->question);
    }
  else
    {
      g_error ("test name server: the script has no word \"%s\"", word);
    }
}

void
zc_test_dns_script_run (const char        *script,
                        ZcTestDnsQuestion *question)
{
  g_auto(GStrv) words = g_strsplit (script, " ", -1);
  Run run = { .question = question };

  for (guint i = 0; words[i] != NULL && !question->hung_up; i++)
    if (*words[i] != '\0' &&
        !run_header_word (&run, words[i]) &&
        !run_record_word (&run, words[i]) &&
        !run_extra_word (&run, words[i]))
      run_transport_word (&run, words[i]);

  if (!question->hung_up)
    flush (&run);
  g_clear_pointer (&run.message, g_byte_array_unref);
}

/* Scripts that take turns are separated by a word of their own. */
static char *
dup_turn (const char *words,
          guint       number)
{
  g_auto(GStrv) turns = g_strsplit (words, " / ", -1);

  return g_strdup (turns[number % MAX (g_strv_length (turns), 1)]);
}

void
zc_test_dns_script_answer (ZcTestDnsQuestion *question,
                           gpointer           data)
{
  const ZcTestDnsScript *script = data;
  const char *words;
  const char *healthy = question->type == TYPE_AXFR ? ZC_TEST_DNS_HEALTHY_AXFR : "soa";
  g_autofree char *turn = NULL;

  if (!question->tcp && question->number < script->drop_udp)
    return;

  if (question->type == TYPE_AXFR)
    words = script->axfr;
  else if (question->has_opt && script->with_opt != NULL)
    words = script->with_opt;
  else
    words = question->tcp ? script->tcp : script->udp;

  turn = dup_turn (words != NULL ? words : healthy, question->number);
  zc_test_dns_script_run (turn != NULL ? turn : "", question);
}

ZcTestDnsServer *
zc_test_dns_script_start (const ZcTestDnsScript *script)
{
  return zc_test_dns_server_new (script->flags, zc_test_dns_script_answer, (gpointer) script);
}
