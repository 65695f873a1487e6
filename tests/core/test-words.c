/* test-words.c: the words of enums, text and masks
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-case.h"
#include "jr-command.h"
#include "jr-event.h"
#include "jr-refusal.h"
#include "jr-role.h"
#include "jr-text.h"

typedef struct
{
  const char *name;
  guint       n_values;
  const char *(*to_string) (guint value);
  gboolean (*from_string) (const char *text, guint *out_value);
} Enum;

#define ENUM(prefix, n_values)                                                                     \
  {                                                                                                \
#prefix, n_values, prefix##_to_string, prefix##_from_string                                    \
  }

static const Enum enums[] = {
  ENUM (jr_role, JR_N_ROLES),
  ENUM (jr_command_kind, JR_N_COMMAND_KINDS),
  ENUM (jr_event_kind, JR_N_EVENT_KINDS),
  ENUM (jr_case_phase, JR_N_CASE_PHASES),
  ENUM (jr_review_phase, JR_N_REVIEW_PHASES),
  ENUM (jr_refusal_code, JR_N_REFUSAL_CODES),
  ENUM (jr_outcome, JR_OUTCOME_REJECTED + 1),
  ENUM (jr_push, JR_PUSH_RECEIVED + 1),
  ENUM (jr_decision_kind, JR_DECISION_RETURN + 1),
};

static void
test_words_come_back (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (enums); i++)
    for (guint value = 0; value < enums[i].n_values; value++)
      {
        const char *word = enums[i].to_string (value);
        guint       read = G_MAXUINT;

        g_assert_nonnull (word);
        g_assert_true (enums[i].from_string (word, &read));
        g_assert_cmpuint (read, ==, value);
      }
}

static void
test_other_words_are_refused (void)
{
  static const char *const others[] = { "", "Approve", "claim ", "submit\n", "nonesuch" };

  for (guint i = 0; i < G_N_ELEMENTS (enums); i++)
    {
      guint value = 77;

      g_assert_false (enums[i].from_string (NULL, &value));
      for (guint j = 0; j < G_N_ELEMENTS (others); j++)
        g_assert_false (enums[i].from_string (others[j], &value));
      g_assert_cmpuint (value, ==, 77);
    }
}

/* What the desk shows is what the hub prints. */
static void
test_marks_speak_chinese (void)
{
  g_assert_cmpstr (jr_decision_kind_get_mark_word (JR_DECISION_APPROVE), ==, "同意");
  g_assert_cmpstr (jr_decision_kind_get_mark_word (JR_DECISION_REJECT), ==, "不同意");
  g_assert_cmpstr (jr_decision_kind_get_mark_word (JR_DECISION_RETURN), ==, "退回补正");
}

static void
test_text (void)
{
  g_assert_true (jr_text_is_clean ("第一行\n\t第二行"));
  g_assert_false (jr_text_is_clean ("bell\a"));
  g_assert_false (jr_text_is_clean ("\xc2\x9b"
                                    "31m"));
  g_assert_false (jr_text_is_clean ("\xff\xfe"));
  g_assert_false (jr_text_is_clean (NULL));
  g_assert_true (jr_text_is_one_line ("申请表 (1).pdf"));
  g_assert_false (jr_text_is_one_line ("two\nlines"));
  g_assert_false (jr_text_is_one_line ("form\xe2\x80\xae"
                                       "fdp.exe"));
  g_assert_true (jr_text_is_said ("好", 1));
  g_assert_false (jr_text_is_said ("好的", 1));
  g_assert_false (jr_text_is_said (" \n　", 10));
  g_assert_false (jr_text_is_said ("", 10));
}

static void
test_masked_names (void)
{
  static const struct
  {
    const char *name;
    const char *masked;
  } samples[] = {
    { "张伟", "张*" },
    { "张", "张*" },
    { "欧阳娜娜", "欧*" },
    { "阿迪力·买买提", "阿*" },
    { "买合木提·吾买尔店", "买*" },
    { "Zhang Wei", "Z*" },
    { "张中心", "张*" },
    { "王公司", "王*" },
    { "深圳市南湾百货有限公司", "深圳市南湾百货有限公司" },
    { "老王水果店", "老王水果店" },
    { "南湾街道阳光幼儿园", "南湾街道阳光幼儿园" },
    { "Sunrise Foods Ltd", "Sunrise Foods Ltd" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *masked = jr_applicant_mask_name (samples[i].name);

      g_assert_cmpstr (masked, ==, samples[i].masked);
    }
}

static void
test_masked_numbers (void)
{
  static const struct
  {
    const char *number;
    const char *masked;
  } samples[] = {
    { "13812341234", "138****1234" },
    { "11010119900307123X", "110***********123X" },
    { "1234567", "******7" },
    { "12", "*2" },
    { "1", "*" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *masked = jr_applicant_mask_number (samples[i].number);

      /* The only character of the shortest is not its tail but all of it. */
      g_assert_cmpstr (masked, ==, samples[i].masked);
    }
}

static void
test_disclosure (void)
{
  static const struct
  {
    JrRole       role;
    JrDisclosure in_list, in_case, in_document;
  } rows[JR_N_ROLES] = {
    { JR_ROLE_REVIEWER, JR_DISCLOSURE_MASKED, JR_DISCLOSURE_FULL, JR_DISCLOSURE_FULL },
    { JR_ROLE_COUNTER, JR_DISCLOSURE_MASKED, JR_DISCLOSURE_FULL, JR_DISCLOSURE_FULL },
    { JR_ROLE_SUPERVISOR, JR_DISCLOSURE_MASKED, JR_DISCLOSURE_MASKED, JR_DISCLOSURE_FULL },
    { JR_ROLE_AUDITOR, JR_DISCLOSURE_MASKED, JR_DISCLOSURE_MASKED, JR_DISCLOSURE_FULL },
    { JR_ROLE_ADMINISTRATOR, JR_DISCLOSURE_NONE, JR_DISCLOSURE_NONE, JR_DISCLOSURE_NONE },
    { JR_ROLE_HUB, JR_DISCLOSURE_FULL, JR_DISCLOSURE_FULL, JR_DISCLOSURE_FULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      JrRole role = rows[i].role;

      g_assert_cmpint (jr_role_get_disclosure (role, JR_PLACE_LIST), ==, rows[i].in_list);
      g_assert_cmpint (jr_role_get_disclosure (role, JR_PLACE_CASE), ==, rows[i].in_case);
      g_assert_cmpint (jr_role_get_disclosure (role, JR_PLACE_DOCUMENT), ==, rows[i].in_document);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/come-back", test_words_come_back);
  g_test_add_func ("/words/others-are-refused", test_other_words_are_refused);
  g_test_add_func ("/words/marks-speak-chinese", test_marks_speak_chinese);
  g_test_add_func ("/words/text", test_text);
  g_test_add_func ("/words/masked-names", test_masked_names);
  g_test_add_func ("/words/masked-numbers", test_masked_numbers);
  g_test_add_func ("/words/disclosure", test_disclosure);
  return g_test_run ();
}
