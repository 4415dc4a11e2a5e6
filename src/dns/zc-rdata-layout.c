/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zc-rdata-layout.h"

/* Indexed by type number. Compression is legal only in the types of RFC 1035, but receivers should
 * read it in RP, AFSDB, RT, SIG, PX, NXT, NAPTR and SRV as well (RFC 3597, section 4), and a name
 * without compression reads the same either way. */
static const char *const layouts[] = {
  [1] = "w",           /* A */
  [2] = "n",           /* NS */
  [3] = "n",           /* MD */
  [4] = "n",           /* MF */
  [5] = "n",           /* CNAME */
  [6] = "nnwwwww",     /* SOA */
  [7] = "n",           /* MB */
  [8] = "n",           /* MG */
  [9] = "n",           /* MR */
  [11] = "wb*",        /* WKS */
  [12] = "n",          /* PTR */
  [13] = "ss",         /* HINFO */
  [14] = "nn",         /* MINFO */
  [15] = "hn",         /* MX */
  [16] = "S",          /* TXT */
  [17] = "nn",         /* RP */
  [18] = "hn",         /* AFSDB */
  [19] = "s",          /* X25 */
  [20] = "S",          /* ISDN */
  [21] = "hn",         /* RT */
  [23] = "n",          /* NSAP-PTR */
  [24] = "hbbwwwhn+",  /* SIG */
  [25] = "hbb*",       /* KEY */
  [26] = "hnn",        /* PX */
  [27] = "sss",        /* GPOS */
  [28] = "q",          /* AAAA */
  [30] = "n*",         /* NXT */
  [33] = "hhhn",       /* SRV */
  [35] = "hhsssn",     /* NAPTR */
  [36] = "hn",         /* KX */
  [37] = "hhb*",       /* CERT */
  [39] = "n",          /* DNAME */
  [43] = "hbb*",       /* DS */
  [44] = "bb*",        /* SSHFP */
  [45] = "bbbg*",      /* IPSECKEY */
  [46] = "hbbwwwhn+",  /* RRSIG */
  [47] = "n*",         /* NSEC */
  [48] = "hbb*",       /* DNSKEY */
  [50] = "bbhss*",     /* NSEC3: salt and hash look like character strings */
  [51] = "bbhs",       /* NSEC3PARAM */
  [52] = "bbb*",       /* TLSA */
  [53] = "bbb*",       /* SMIMEA */
  [55] = "bbhkN",      /* HIP */
  [58] = "nn",         /* TALINK */
  [59] = "hbb*",       /* CDS */
  [60] = "hbb*",       /* CDNSKEY */
  [62] = "wh*",        /* CSYNC */
  [63] = "wbb+",       /* ZONEMD */
  [64] = "hn*",        /* SVCB */
  [65] = "hn*",        /* HTTPS */
  [66] = "hbhn",       /* DSYNC */
  [99] = "S",          /* SPF */
  [104] = "hww",       /* NID */
  [105] = "hw",        /* L32 */
  [106] = "hww",       /* L64 */
  [107] = "hn",        /* LP */
  [108] = "wh",        /* EUI48 */
  [109] = "ww",        /* EUI64 */
};

const char *
zc_rdata_layout_get (guint16 type)
{
  if (type < G_N_ELEMENTS (layouts))
    return layouts[type];

  switch (type)
    {
    case 256: /* URI */
      return "hh+";

    case 257: /* CAA */
      return "bs*";

    case 260: /* AMTRELAY */
      return "bbg";

    default:
      return NULL;
    }
}

char
zc_rdata_field_resolve (char          field,
                        const guint8 *rdata,
                        gsize         rdata_len)
{
  if (field != 'g')
    return field;
  if (rdata_len < 2)
    return '+';

  /* AMTRELAY has its discovery bit above the kind. Kinds to come are of unknown length. */
  switch (rdata[1] & 0x7f)
    {
    case 0:
      return 0;

    case 1:
      return 'w';

    case 2:
      return 'q';

    case 3:
      return 'n';

    default:
      return '*';
    }
}

static gssize
measure_strings (const guint8 *rdata,
                 gsize         rdata_len,
                 gsize         offset)
{
  gsize end = offset;

  do
    {
      if (end >= rdata_len || rdata_len - end < 1 + (gsize) rdata[end])
        return -1;
      end += 1 + (gsize) rdata[end];
    }
  while (end < rdata_len);

  return (gssize) (end - offset);
}

gssize
zc_rdata_field_measure (char          field,
                        const guint8 *rdata,
                        gsize         rdata_len,
                        gsize         offset)
{
  gsize left;
  gsize length;

  g_return_val_if_fail (offset <= rdata_len, -1);

  left = rdata_len - offset;
  switch (field)
    {
    case 0:
      length = 0;
      break;

    case 'b':
      length = 1;
      break;

    case 'h':
      length = 2;
      break;

    case 'w':
      length = 4;
      break;

    case 'q':
      length = 16;
      break;

    case 's':
      length = left > 0 ? 1 + (gsize) rdata[offset] : 1;
      break;

    case 'S':
      return measure_strings (rdata, rdata_len, offset);

    case 'k':
      if (rdata_len < 4)
        return -1;
      length = (gsize) rdata[0] + ((gsize) rdata[2] << 8 | rdata[3]);
      break;

    case '+':
      length = MAX (left, 1);
      break;

    case '*':
      length = left;
      break;

    default:
      g_return_val_if_reached (-1);
    }

  return length <= left ? (gssize) length : -1;
}
