/* jr-sample-cards.c: copies of cards, booklets, licences and plans
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "jr-sample-scan.h"

/* Likenesses good enough to be read at a glance, and plainly no documents: every one says 样本 across, the numbers begin
 * with an area code that no place has. */

#define PX_PER_MM (JR_SHEET_DPI / 25.4)
#define CARD_WIDTH 85.6
#define CARD_HEIGHT 54

static void
draw_portrait (JrSheet *sheet, double x, double y, double width)
{
  cairo_t *cr = sheet->cr;

  cairo_save (cr);
  jr_sheet_fill (sheet, JR_INK_TINT, x, y, width, width * 1.25);
  cairo_rectangle (cr, x * PX_PER_MM, y * PX_PER_MM, width * PX_PER_MM, width * 1.25 * PX_PER_MM);
  cairo_clip (cr);
  cairo_translate (cr, (x + width / 2) * PX_PER_MM, y * PX_PER_MM);
  cairo_scale (cr, width * PX_PER_MM, width * PX_PER_MM);
  jr_sheet_use_ink (sheet, JR_INK_SKIN);
  cairo_save (cr);
  cairo_scale (cr, 0.21, 0.27);
  cairo_arc (cr, 0, 1.85, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  cairo_fill (cr);
  cairo_save (cr);
  cairo_scale (cr, 0.44, 0.5);
  cairo_arc (cr, 0, 2.55, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
draw_water (JrSheet *sheet, double x, double y, double points, const char *text)
{
  cairo_save (sheet->cr);
  cairo_translate (sheet->cr, x * PX_PER_MM, y * PX_PER_MM);
  cairo_rotate (sheet->cr, -0.32);
  jr_sheet_print (sheet, JR_INK_WATER, JR_FACE_HEI, points, JR_SET_CENTRE, 0, -points * 0.25, text);
  cairo_restore (sheet->cr);
}

static void
draw_card_field (JrSheet *sheet, double x, double y, const char *label, const char *value)
{
  jr_sheet_print (sheet, JR_INK_GREY_PRINT, JR_FACE_SONG, 7.5, JR_SET_LEFT, x, y + 0.4, label);
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_HEI, 9, JR_SET_LEFT, x + 12, y, value);
}

static void
draw_guilloche (JrSheet *sheet, double x, double y, double width, double height)
{
  for (double line = 2; line < height - 1; line += 2.2)
    {
      jr_sheet_use_ink (sheet, JR_INK_TINT);
      cairo_set_line_width (sheet->cr, 1.6);
      for (double at = 1; at < width; at += 0.8)
        cairo_line_to (sheet->cr, (x + at) * PX_PER_MM,
                       (y + line + sin (at / 4 + line)) * PX_PER_MM);
      cairo_stroke (sheet->cr);
    }
}

static void
draw_card_front (JrSheet *sheet, const JrScanSubject *subject, double x, double y)
{
  jr_sheet_fill (sheet, JR_INK_TINT, x, y, CARD_WIDTH, CARD_HEIGHT);
  draw_guilloche (sheet, x, y, CARD_WIDTH, CARD_HEIGHT);
  jr_sheet_box (sheet, JR_INK_GREY_PRINT, 0.3, x, y, CARD_WIDTH, CARD_HEIGHT);
  draw_card_field (sheet, x + 6, y + 6, "姓　名", subject->name);
  draw_card_field (sheet, x + 6, y + 13, "性　别", subject->sex);
  draw_card_field (sheet, x + 30, y + 13, "民　族", "汉");
  draw_card_field (sheet, x + 6, y + 20, "出　生", subject->birthday);
  draw_card_field (sheet, x + 6, y + 27, "住　址", "样本省南湾市南湾街道");
  draw_card_field (sheet, x + 6, y + 32, "", subject->address);
  draw_card_field (sheet, x + 6, y + 44, "公民身份号码", "");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_CODES, 11, JR_SET_LEFT, x + 28, y + 43,
                  subject->id_number);
  draw_portrait (sheet, x + 60, y + 7, 21);
  draw_water (sheet, x + CARD_WIDTH / 2, y + CARD_HEIGHT / 2, 26, "样　本");
}

static void
draw_card_back (JrSheet *sheet, double x, double y)
{
  jr_sheet_fill (sheet, JR_INK_TINT, x, y, CARD_WIDTH, CARD_HEIGHT);
  draw_guilloche (sheet, x, y, CARD_WIDTH, CARD_HEIGHT);
  jr_sheet_box (sheet, JR_INK_GREY_PRINT, 0.3, x, y, CARD_WIDTH, CARD_HEIGHT);
  jr_sheet_fill (sheet, JR_INK_SEAL, x + 8, y + 7, 13, 13);
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_HEI, 15, JR_SET_CENTRE, x + 52, y + 7, "样本居民证");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_HEI, 13, JR_SET_CENTRE, x + 52, y + 16,
                  "仅 供 演 示");
  draw_card_field (sheet, x + 12, y + 35, "签发机关", "　　南湾样本局");
  draw_card_field (sheet, x + 12, y + 43, "有效期限", "　　2020.01.01-2040.01.01");
  draw_water (sheet, x + CARD_WIDTH / 2, y + CARD_HEIGHT / 2 + 4, 26, "样　本");
}

void
jr_sample_draw_id_card (JrSheet *sheet, const JrScanSubject *subject)
{
  double           x = 62 + g_rand_double_range (sheet->rand, -6, 6);
  g_autofree char *purpose = g_strdup_printf ("仅供办理%s使用", subject->item);

  draw_card_front (sheet, subject, x, 46);
  draw_card_back (sheet, x + g_rand_double_range (sheet->rand, -3, 3), 118);
  jr_sheet_write (sheet, JR_INK_BLUE_PEN, 15, 48, 196, 130, purpose);
  jr_sheet_write (sheet, JR_INK_BLUE_PEN, 18, 118, 216, 0, subject->name);
  jr_sheet_write (sheet, JR_INK_BLUE_PEN, 14, 118, 228, 0, subject->date);
}

/* A square of chance that looks like a code and says nothing. */
static void
draw_code (JrSheet *sheet, double x, double y, double size)
{
  const guint n = 25;
  double      step = size / n;

  for (guint row = 0; row < n; row++)
    for (guint column = 0; column < n; column++)
      if (g_rand_boolean (sheet->rand))
        jr_sheet_fill (sheet, JR_INK_PRINT, x + column * step, y + row * step, step, step);
  for (guint corner = 0; corner < 3; corner++)
    {
      double corner_x = x + (corner == 1 ? size - 7 * step : 0);
      double corner_y = y + (corner == 2 ? size - 7 * step : 0);

      jr_sheet_box (sheet, JR_INK_PRINT, step, corner_x + step / 2, corner_y + step / 2, 6 * step,
                    6 * step);
      jr_sheet_fill (sheet, JR_INK_PRINT, corner_x + 2 * step, corner_y + 2 * step, 3 * step,
                     3 * step);
    }
}

static void
draw_licence_field (JrSheet *sheet, double x, double y, const char *label, const char *value)
{
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_HEI, 12, JR_SET_LEFT, x, y, label);
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 12.5, JR_SET_LEFT, x + 32, y, value);
}

void
jr_sample_draw_licence (JrSheet *sheet, const JrScanSubject *subject)
{
  for (guint i = 0; i < 3; i++)
    jr_sheet_box (sheet, JR_INK_GOLD, i == 1 ? 2.2 : 0.5, 13 + 2.4 * i, 13 + 2.4 * i, 271 - 4.8 * i,
                  184 - 4.8 * i);
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 46, JR_SET_CENTRE, 148, 30, "营 业 执 照");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 13, JR_SET_CENTRE, 148, 54,
                  "（副　本 · 样本）");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 11, JR_SET_LEFT, 28, 66,
                  "统一社会信用代码　99990102MA00SAMPLE");
  draw_code (sheet, 238, 28, 28);
  draw_licence_field (sheet, 30, 84, "名　　称", subject->shop);
  draw_licence_field (sheet, 30, 97, "类　　型", "个体工商户");
  draw_licence_field (sheet, 30, 110, "经 营 者", subject->name);
  draw_licence_field (sheet, 30, 123, "经营场所", subject->address);
  draw_licence_field (sheet, 30, 136, "经营范围",
                      "餐饮服务；食品销售；日用百货零售（依法须经批准的项目，");
  draw_licence_field (sheet, 30, 144, "", "经相关部门批准后方可开展经营活动）");
  draw_licence_field (sheet, 178, 84, "注册资本", "壹拾万元整");
  draw_licence_field (sheet, 178, 97, "成立日期", "2021年06月18日");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 13, JR_SET_LEFT, 190, 160, "登记机关");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 13, JR_SET_LEFT, 214, 172,
                  "2021 年 06 月 18 日");
  jr_sheet_seal (sheet, 240, 164, "南湾样本登记机关", "样本专用章");
  draw_water (sheet, 128, 122, 60, "样　本");
}

static void
draw_household_cover (JrSheet *sheet, const JrScanSubject *subject)
{
  const double      x = 38, y = 40, label = 28, value = 106;
  const char *const rows[][2] = {
    { "户　　别", "家庭户" },
    { "户主姓名", subject->name },
    { "户　　号", "990102000618" },
    { "住　　址", subject->address },
  };

  jr_sheet_fill (sheet, JR_INK_TINT, x - 8, y - 18, 150, 110);
  jr_sheet_box (sheet, JR_INK_GREY_PRINT, 0.3, x - 8, y - 18, 150, 110);
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_HEI, 16, JR_SET_CENTRE, x + 67, y - 13,
                  "居民户口簿（样本）");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      jr_sheet_label (sheet, x, y + 12.0 * i, label, 12, rows[i][0]);
      jr_sheet_box (sheet, JR_INK_PRINT, 0.25, x + label, y + 12.0 * i, value, 12);
      jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_KAI, 13, JR_SET_LEFT, x + label + 4,
                      y + 12.0 * i + 3.2, rows[i][1]);
    }
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 11, JR_SET_LEFT, x + 62, y + 56,
                  "登记专用章：");
  jr_sheet_seal (sheet, x + 108, y + 66, "南湾样本派出所", "户口专用章");
  draw_water (sheet, x + 50, y + 36, 40, "样　本");
}

static void
draw_household_member (JrSheet *sheet, const JrScanSubject *subject)
{
  const double      x = 38, y = 40, height = 11;
  const char *const rows[][4] = {
    { "姓　　名", subject->name, "户主或与\n户主关系", "户主" },
    { "性　　别", subject->sex, "民　　族", "汉族" },
    { "出生日期", subject->birthday, "籍　　贯", "样本省南湾市" },
    { "文化程度", "高中", "婚姻状况", "已婚" },
    { "服务处所", subject->shop, "职　　业", "经商" },
  };

  jr_sheet_fill (sheet, JR_INK_TINT, x - 8, y - 18, 150, 110);
  jr_sheet_box (sheet, JR_INK_GREY_PRINT, 0.3, x - 8, y - 18, 150, 110);
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_HEI, 15, JR_SET_CENTRE, x + 67, y - 13,
                  "常住人口登记卡（样本）");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint j = 0; j < 4; j++)
      {
        double left = x + 67.0 * (j / 2) + (j % 2 ? 24 : 0);
        double width = j % 2 ? 43 : 24;

        jr_sheet_box (sheet, JR_INK_PRINT, 0.25, left, y + height * i, width, height);
        if (j % 2 == 0)
          jr_sheet_label (sheet, left, y + height * i, width, height, rows[i][j]);
        else
          jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_KAI, 11, JR_SET_LEFT, left + 2,
                          y + height * i + 3, rows[i][j]);
      }
  jr_sheet_label (sheet, x, y + 5 * height, 34, height, "公民身份证件编号");
  jr_sheet_box (sheet, JR_INK_PRINT, 0.25, x + 34, y + 5 * height, 100, height);
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_CODES, 13, JR_SET_LEFT, x + 40, y + 5 * height + 2.6,
                  subject->id_number);
  draw_water (sheet, x + 70, y + 30, 40, "样　本");
}

void
jr_sample_draw_household (JrSheet *sheet, const JrScanSubject *subject, guint page)
{
  if (page == 0)
    draw_household_cover (sheet, subject);
  else
    draw_household_member (sheet, subject);
}

static void
draw_room (JrSheet    *sheet,
           double      x,
           double      y,
           double      width,
           double      height,
           const char *name,
           const char *area)
{
  jr_sheet_box (sheet, JR_INK_PRINT, 1.1, x, y, width, height);
  jr_sheet_write (sheet, JR_INK_BLACK_PEN, 15, x + width / 2 - 9, y + height / 2 - 7, 0, name);
  jr_sheet_write (sheet, JR_INK_BLACK_PEN, 11, x + width / 2 - 7, y + height / 2 + 1, 0, area);
}

void
jr_sample_draw_floor_plan (JrSheet *sheet, const JrScanSubject *subject)
{
  g_autofree char *title = g_strconcat (subject->shop, "平面布置图", NULL);

  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_HEI, 18, JR_SET_CENTRE, 148, 18, title);
  draw_room (sheet, 42, 40, 120, 78, "营业区", "52㎡");
  draw_room (sheet, 162, 40, 84, 46, "操作间", "18㎡");
  draw_room (sheet, 162, 86, 42, 32, "清洗间", "6㎡");
  draw_room (sheet, 204, 86, 42, 32, "库　房", "7㎡");
  draw_room (sheet, 42, 118, 34, 26, "卫生间", "4㎡");
  /* Doors: a gap in the wall and the swing. */
  for (guint i = 0; i < 3; i++)
    {
      const double doors[][2] = { { 100, 118 }, { 162, 70 }, { 60, 118 } };

      jr_sheet_line (sheet, JR_INK_BLUE_PEN, 0.6, doors[i][0], doors[i][1], doors[i][0] + 7,
                     doors[i][1] - 8);
      cairo_new_path (sheet->cr);
      cairo_arc (sheet->cr, doors[i][0] * PX_PER_MM, doors[i][1] * PX_PER_MM, 10.6 * PX_PER_MM,
                 -0.85, 0);
      cairo_stroke (sheet->cr);
    }
  jr_sheet_write (sheet, JR_INK_BLUE_PEN, 13, 88, 122, 0, "入口（疏散门）");
  jr_sheet_write (sheet, JR_INK_BLUE_PEN, 13, 176, 126, 0, "灭火器 4 具，已标注位置");
  jr_sheet_line (sheet, JR_INK_PRINT, 0.3, 42, 160, 246, 160);
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 11, JR_SET_LEFT, 42, 166,
                  "比例 1:100　　总面积 86.9㎡（样本）");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 11, JR_SET_LEFT, 160, 166, "绘图人：");
  jr_sheet_write (sheet, JR_INK_BLUE_PEN, 17, 178, 163.5, 0, subject->name);
  jr_sheet_write (sheet, JR_INK_BLUE_PEN, 14, 212, 164.5, 0, subject->date);
}
