/* jr-sample-scan.h: scans of Chinese papers as people bring them to the windows
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "jr-sample-sheet.h"

G_BEGIN_DECLS

typedef enum
{
  JR_SCAN_FORM,        /* 申请表, filled in by hand */
  JR_SCAN_ID_CARD,     /* 身份证复印件 */
  JR_SCAN_LICENCE,     /* 营业执照, landscape */
  JR_SCAN_LEASE,       /* 房屋租赁合同, three pages */
  JR_SCAN_HOUSEHOLD,   /* 户口簿, two pages */
  JR_SCAN_PLEDGE,      /* 承诺书 */
  JR_SCAN_CERTIFICATE, /* 证明 of a residents' committee */
  JR_SCAN_FLOOR_PLAN,  /* 平面布置图 */
} JrScanKind;

#define JR_N_SCAN_KINDS 8

/* As written in data/demo/room.json. */
gboolean jr_scan_kind_from_string (const char *text, JrScanKind *out_kind);

/** JrScanSubject: whose papers they are. Borrowed strings; everybody in them is invented. */
typedef struct
{
  const char *item; /* what is applied for */
  const char *name;
  const char *sex;
  const char *id_number;
  const char *birthday; /* 1987年3月12日 */
  const char *phone;
  const char *address;
  const char *shop; /* name of the business */
  const char *committee;
  const char *reason;
  const char *date; /* 2026年11月24日 */
} JrScanSubject;

/* The same arguments give the same bytes. */
gboolean jr_sample_scan_write (const char          *path,
                               JrScanKind           kind,
                               const JrScanSubject *subject,
                               guint32              seed,
                               GError             **error);

/* What is on page @page of a kind; in jr-sample-forms.c and jr-sample-cards.c. */
void jr_sample_draw_form (JrSheet *sheet, const JrScanSubject *subject);
void jr_sample_draw_lease (JrSheet *sheet, const JrScanSubject *subject, guint page);
void jr_sample_draw_pledge (JrSheet *sheet, const JrScanSubject *subject);
void jr_sample_draw_certificate (JrSheet *sheet, const JrScanSubject *subject);
void jr_sample_draw_id_card (JrSheet *sheet, const JrScanSubject *subject);
void jr_sample_draw_licence (JrSheet *sheet, const JrScanSubject *subject);
void jr_sample_draw_household (JrSheet *sheet, const JrScanSubject *subject, guint page);
void jr_sample_draw_floor_plan (JrSheet *sheet, const JrScanSubject *subject);

G_END_DECLS
