/* jr-sample-scan.c: scans of Chinese papers as people bring them to the windows
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-sample-scan.h"

#include "jr-sample-glass.h"
#include "jr-sample-pdf.h"

/* One table says how each kind of paper usually comes out of a scanner: how many pages, in colour or not, which way
 * round. Chance varies it as offices do: some feed sheets upside down, some scan forms in black and white. */

#define PAGES_MAXIMUM 3

static const struct
{
  const char *word;
  guint       n_pages;
  JrScanMode  mode;
  gboolean    may_be_bilevel;
  guint       rotation;
} kinds[] = {
  [JR_SCAN_FORM] = { "form", 1, JR_SCAN_GREY, TRUE, 0 },
  [JR_SCAN_ID_CARD] = { "id-card", 1, JR_SCAN_COLOUR, FALSE, 0 },
  [JR_SCAN_LICENCE] = { "licence", 1, JR_SCAN_COLOUR, FALSE, 90 },
  [JR_SCAN_LEASE] = { "lease", 3, JR_SCAN_BILEVEL, TRUE, 0 },
  [JR_SCAN_HOUSEHOLD] = { "household", 2, JR_SCAN_COLOUR, FALSE, 0 },
  [JR_SCAN_PLEDGE] = { "pledge", 1, JR_SCAN_GREY, TRUE, 0 },
  [JR_SCAN_CERTIFICATE] = { "certificate", 1, JR_SCAN_COLOUR, FALSE, 0 },
  [JR_SCAN_FLOOR_PLAN] = { "floor-plan", 1, JR_SCAN_GREY, TRUE, 270 },
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == JR_N_SCAN_KINDS);

gboolean
jr_scan_kind_from_string (const char *text, JrScanKind *out_kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].word, text))
      {
        *out_kind = i;
        return TRUE;
      }
  return FALSE;
}

static void
draw (JrSheet *sheet, JrScanKind kind, const JrScanSubject *subject, guint page)
{
  switch (kind)
    {
    case JR_SCAN_FORM:
      return jr_sample_draw_form (sheet, subject);
    case JR_SCAN_ID_CARD:
      return jr_sample_draw_id_card (sheet, subject);
    case JR_SCAN_LICENCE:
      return jr_sample_draw_licence (sheet, subject);
    case JR_SCAN_LEASE:
      return jr_sample_draw_lease (sheet, subject, page);
    case JR_SCAN_HOUSEHOLD:
      return jr_sample_draw_household (sheet, subject, page);
    case JR_SCAN_PLEDGE:
      return jr_sample_draw_pledge (sheet, subject);
    case JR_SCAN_CERTIFICATE:
      return jr_sample_draw_certificate (sheet, subject);
    case JR_SCAN_FLOOR_PLAN:
      return jr_sample_draw_floor_plan (sheet, subject);
    }
}

gboolean
jr_sample_scan_write (const char          *path,
                      JrScanKind           kind,
                      const JrScanSubject *subject,
                      guint32              seed,
                      GError             **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  JrScanPage        pages[PAGES_MAXIMUM] = { 0 };
  JrScanMode        mode = kinds[kind].mode;
  guint             rotation = kinds[kind].rotation;
  gboolean          is_written;

  if (kinds[kind].may_be_bilevel && g_rand_int_range (rand, 0, 3) == 0)
    mode = JR_SCAN_BILEVEL;
  if (g_rand_int_range (rand, 0, 6) == 0)
    rotation = (rotation + 180) % 360;
  for (guint i = 0; i < kinds[kind].n_pages; i++)
    {
      g_autoptr (JrSheet) sheet =
        jr_sheet_new (g_rand_int (rand), mode == JR_SCAN_COLOUR, rotation);

      draw (sheet, kind, subject, i);
      pages[i].image =
        mode == JR_SCAN_BILEVEL ? jr_glass_scan_g4 (sheet) : jr_glass_scan_jpeg (sheet);
      pages[i].mode = mode;
      pages[i].rotation = rotation;
    }
  is_written = jr_sample_pdf_write (path, pages, kinds[kind].n_pages,
                                    g_rand_int_range (rand, 0, 3) == 0, error);
  for (guint i = 0; i < kinds[kind].n_pages; i++)
    g_bytes_unref (pages[i].image);
  return is_written;
}
