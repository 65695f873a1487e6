/* jr-applicant.c: personal values, and what is shown of them
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A name counts as a person's unless it ends as only organisations do and is too long to be a person's with that ending.
 * When in doubt it is masked: a masked shop is a nuisance, an unmasked person a breach. */

#include "jr-command.h"

#include <string.h>

/* Chinese mobile numbers have 11 digits, identity numbers 15 or 18, credit codes 18. */
#define CUSTOMARY_LENGTH 11
#define CUSTOMARY_HEAD 3
#define CUSTOMARY_TAIL 4

/* With the fewest characters that a whole name must have to be an organisation's. */
static const struct
{
  const char *ending;
  glong       min_length;
} organisations[] = {
  { "公司", 4 },   { "合作社", 5 }, { "委员会", 5 }, { "基金会", 5 }, { "办事处", 5 },
  { "中心", 4 },   { "学校", 4 },   { "小学", 4 },   { "中学", 4 },   { "大学", 4 },
  { "医院", 4 },   { "诊所", 4 },   { "协会", 4 },   { "商行", 4 },   { "超市", 4 },
  { "饭店", 4 },   { "酒店", 4 },   { "药店", 4 },   { "商店", 4 },   { "餐馆", 4 },
  { "餐厅", 4 },   { "工厂", 4 },   { "企业", 4 },   { "集团", 4 },   { "幼儿园", 5 },
  { "经营部", 5 }, { "服务部", 5 }, { "工作室", 5 }, { "事务所", 5 }, { "研究所", 5 },
  { "店", 5 },     { "厂", 5 },     { "馆", 5 },     { " Ltd", 6 },   { " Ltd.", 7 },
  { " Inc", 6 },   { " Inc.", 7 },  { " GmbH", 7 },  { " LLC", 6 },   { " Limited", 10 },
};

static void
copy (JrApplicant *self)
{
  self->name = g_strdup (self->name);
  self->id_number = g_strdup (self->id_number);
  self->phone = g_strdup (self->phone);
}

static void
clear (JrApplicant *self)
{
  g_free (self->name);
  g_free (self->id_number);
  g_free (self->phone);
}

JR_DEFINE_RECORD (JrApplicant, jr_applicant, copy, clear)

static gboolean
is_organisation (const char *name)
{
  glong length = g_utf8_strlen (name, -1);

  /* The dot stands in names of persons only: 阿迪力·买买提. */
  if (strstr (name, "·") != NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (organisations); i++)
    if (length >= organisations[i].min_length && g_str_has_suffix (name, organisations[i].ending))
      return TRUE;
  return FALSE;
}

char *
jr_applicant_mask_name (const char *name)
{
  const char *rest = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (name[0] == '\0' || is_organisation (name))
    return g_strdup (name);
  rest = g_utf8_next_char (name);
  return g_strdup_printf ("%.*s*", (int) (rest - name), name);
}

/** As is customary: 138****1234. Of a shorter number only the last character is shown. */
char *
jr_applicant_mask_number (const char *number)
{
  g_autoptr (GString) masked = g_string_new (NULL);
  glong               length = 0;
  glong               head = 0;
  glong               tail = 1;
  const char         *at = number;

  g_return_val_if_fail (number != NULL, NULL);

  length = g_utf8_strlen (number, -1);
  if (length >= CUSTOMARY_LENGTH)
    {
      head = CUSTOMARY_HEAD;
      tail = CUSTOMARY_TAIL;
    }
  for (glong i = 0; i < length; i++, at = g_utf8_next_char (at))
    g_string_append_unichar (masked,
                             i < head || i >= MAX (length - tail, 1) ? g_utf8_get_char (at) : '*');
  return g_string_free (g_steal_pointer (&masked), FALSE);
}
