/* test-safe-name.c: names from elsewhere stay in the clerk's folder
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-safe-name.h"

#include <string.h>

static void
test_names (void)
{
  static const struct
  {
    const char *name;
    const char *safe;
  } rows[] = {
    { "form.pdf", "form.pdf" },
    { "申请表.pdf", "申请表.pdf" },
    { "FORM.PDF", "FORM.pdf" },
    { "form", "form.pdf" },
    { "form.pdf.exe", "form.pdf.exe.pdf" },
    { "../../etc/passwd", "_.._etc_passwd.pdf" },
    { "/etc/passwd", "_etc_passwd.pdf" },
    { "C:\\scan\\1.pdf", "C__scan_1.pdf" },
    { ".hidden.pdf", "hidden.pdf" },
    { "..", "document.pdf" },
    { "...pdf", "document.pdf" },
    { ".pdf", "document.pdf" },
    { "", "document.pdf" },
    { "  a b .pdf", "a b .pdf" },
    { "a\nb\tc\x01.pdf", "a_b_c_.pdf" },
    { "a\xE2\x80\xAE"
      "fdp.exe.pdf",
      "a_fdp.exe.pdf" },
    { "a?b*c|d\"e<f>g.pdf", "a_b_c_d_e_f_g.pdf" },
    { "\xFF\xFE.pdf", "��.pdf" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autofree char       *safe = jr_safe_name (rows[i].name, taken);

      g_assert_cmpstr (safe, ==, rows[i].safe);
    }
}

static void
test_no_name_twice (void)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char       *first = jr_safe_name ("表.pdf", taken);
  g_autofree char       *second = jr_safe_name ("表", taken);
  g_autofree char       *third = jr_safe_name ("表.PDF", taken);
  g_autofree char       *small = jr_safe_name ("a.pdf", taken);
  g_autofree char       *large = jr_safe_name ("A.pdf", taken);

  g_assert_cmpstr (first, ==, "表.pdf");
  g_assert_cmpstr (second, ==, "表 (2).pdf");
  g_assert_cmpstr (third, ==, "表 (3).pdf");
  g_assert_cmpstr (small, ==, "a.pdf");
  g_assert_cmpstr (large, ==, "A (2).pdf");
}

static void
test_long_names (void)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString)    name = g_string_new (NULL);

  for (guint i = 0; i < 300; i++)
    g_string_append (name, "表");
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *safe = jr_safe_name (name->str, taken);

      g_assert_true (g_utf8_validate (safe, -1, NULL));
      g_assert_cmpuint (strlen (safe), <, 255);
      g_assert_true (g_str_has_suffix (safe, ".pdf"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counter/safe-name/names", test_names);
  g_test_add_func ("/counter/safe-name/no-name-twice", test_no_name_twice);
  g_test_add_func ("/counter/safe-name/long-names", test_long_names);
  return g_test_run ();
}
