/* sample-scans.c: the program joint-review-sample-scans
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdlib.h>

#include "jr-sample-scan.h"

/* Writes one scan of each kind into a folder: joint-review-sample-scans FOLDER [SEED]. For looking at them, and for the
 * tests of what reads scans. */

int
main (int argc, char **argv)
{
  const JrScanSubject subject = {
    .item = "食品小作坊登记",
    .name = "欧阳晓样",
    .sex = "女",
    .id_number = "990102198703120028",
    .birthday = "1987年3月12日",
    .phone = "19900001234",
    .address = "南湾街道样本路18号3栋502室",
    .shop = "南湾小样早餐店",
    .committee = "样本社区",
    .reason =
      "本人拟在本街道经营早餐店，已租用商铺一间，面积约八十六平方米，现按规定提交有关材料，请予审核办理。",
    .date = "2026年11月24日",
  };
  guint64 seed = 1;

  if (argc < 2 || argc > 3 ||
      (argc == 3 && !g_ascii_string_to_unsigned (argv[2], 10, 0, G_MAXUINT32, &seed, NULL)))
    {
      g_printerr ("Usage: %s FOLDER [SEED]\n", argv[0]);
      return 2;
    }
  for (guint kind = 0; kind < JR_N_SCAN_KINDS; kind++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char   *name = g_strdup_printf ("scan-%u.pdf", kind + 1);
      g_autofree char   *path = g_build_filename (argv[1], name, NULL);

      if (!jr_sample_scan_write (path, kind, &subject, seed + kind, &error))
        {
          g_printerr ("%s\n", error->message);
          return 1;
        }
    }
  return 0;
}
