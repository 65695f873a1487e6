/* jr-sample-forms.c: what is printed and written on forms, contracts and letters
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-sample-scan.h"

/* Laid out like the forms of Chinese offices: a heading in the middle, a ruled table of printed labels and cells filled
 * in by hand, and at the foot empty boxes for the opinions of the departments, where the review marks go. */

#define LEFT 22
#define WIDTH 166

static JrInk
pick_pen (JrSheet *sheet)
{
  return g_rand_int_range (sheet->rand, 0, 3) == 0 ? JR_INK_BLACK_PEN : JR_INK_BLUE_PEN;
}

typedef struct
{
  const char *label;
  const char *value;
  const char *second_label; /* or NULL: the value fills the row */
  const char *second_value;
  double      height;
} FormRow;

static double
draw_rows (JrSheet *sheet, JrInk pen, const FormRow *rows, guint n_rows, double y)
{
  const double label = 30;
  const double half = WIDTH / 2.0 - label;

  for (guint i = 0; i < n_rows; i++)
    {
      double height = rows[i].height;

      jr_sheet_label (sheet, LEFT, y, label, height, rows[i].label);
      if (rows[i].second_label == NULL)
        {
          jr_sheet_value (sheet, pen, LEFT + label, y, WIDTH - label, height, rows[i].value);
        }
      else
        {
          jr_sheet_value (sheet, pen, LEFT + label, y, half, height, rows[i].value);
          jr_sheet_label (sheet, LEFT + label + half, y, label, height, rows[i].second_label);
          jr_sheet_value (sheet, pen, LEFT + 2 * label + half, y, half, height,
                          rows[i].second_value);
        }
      y += height;
    }
  return y;
}

static void
draw_opinions (JrSheet *sheet, double y)
{
  const double height = 38;

  jr_sheet_label (sheet, LEFT, y, 30, height, "经办窗口\n意　见");
  jr_sheet_box (sheet, JR_INK_PRINT, 0.25, LEFT + 30, y, WIDTH / 2.0 - 30, height);
  jr_sheet_label (sheet, LEFT + WIDTH / 2.0, y, 30, height, "联审部门\n意　见");
  jr_sheet_box (sheet, JR_INK_PRINT, 0.25, LEFT + WIDTH / 2.0 + 30, y, WIDTH / 2.0 - 30, height);
  for (guint i = 0; i < 2; i++)
    jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 10.5, JR_SET_LEFT,
                    LEFT + 44 + i * WIDTH / 2.0, y + height - 7, "年　　月　　日");
}

void
jr_sample_draw_form (JrSheet *sheet, const JrScanSubject *subject)
{
  JrInk            pen = pick_pen (sheet);
  g_autofree char *title = g_strconcat (subject->item, "申请表", NULL);
  const FormRow    rows[] = {
       { "申 请 人", subject->name, "性　　别", subject->sex, 11 },
       { "出生日期", subject->birthday, "联系电话", subject->phone, 11 },
       { "身份证号", subject->id_number, NULL, NULL, 11 },
       { "户籍地址", subject->address, NULL, NULL, 11 },
       { "现居住地", "同上", "所属社区", subject->committee, 11 },
       { "单位（店铺）\n名　　称", subject->shop, NULL, NULL, 13 },
  };
  double y;

  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_HEI, 20, JR_SET_CENTRE, 105, 24, title);
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 10.5, JR_SET_LEFT, LEFT, 40, "受理编号：");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 10.5, JR_SET_LEFT, 128, 40, "填表日期：");
  jr_sheet_write (sheet, pen, 13, 149, 38.8, 0, subject->date);
  y = draw_rows (sheet, pen, rows, G_N_ELEMENTS (rows), 47);
  jr_sheet_label (sheet, LEFT, y, 30, 58, "申 请 事 由\n（可另附页）");
  jr_sheet_box (sheet, JR_INK_PRINT, 0.25, LEFT + 30, y, WIDTH - 30, 58);
  jr_sheet_write (sheet, pen, 14.5, LEFT + 44, y + 5, WIDTH - 52, subject->reason);
  y += 58;
  jr_sheet_box (sheet, JR_INK_PRINT, 0.25, LEFT, y, WIDTH, 36);
  jr_sheet_paragraph (
    sheet, 11, LEFT + 4, y + 3, WIDTH - 8,
    "本人承诺：以上填报内容及所提交的材料真实、合法、有效，如有虚假，愿意承担相应的法律责任。");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 11, JR_SET_LEFT, 104, y + 24,
                  "申请人（签名）：");
  jr_sheet_write (sheet, pen, 24, 138, y + 19, 0, subject->name);
  y += 36;
  draw_opinions (sheet, y);
  jr_sheet_print (
    sheet, JR_INK_PRINT, JR_FACE_SONG, 9, JR_SET_LEFT, LEFT, y + 42,
    "注：1. 本表一式一份，用黑色或蓝色墨水笔填写，字迹工整。2. 带“（可另附页）”的栏目写不下时另附页。");
  jr_sheet_print (sheet, JR_INK_GREY_PRINT, JR_FACE_SONG, 9, JR_SET_CENTRE, 105, 283,
                  "南湾街道综合服务大厅制（样本）");
}

static void
draw_lease_first (JrSheet *sheet, const JrScanSubject *subject, JrInk pen)
{
  double y = 62;

  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_HEI, 24, JR_SET_CENTRE, 105, 32,
                  "房 屋 租 赁 合 同");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 12, JR_SET_LEFT, LEFT, y, "出租方（甲方）：");
  jr_sheet_write (sheet, pen, 15, LEFT + 36, y - 1, 0, "南湾样本物业有限公司");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 12, JR_SET_LEFT, LEFT, y + 12,
                  "承租方（乙方）：");
  jr_sheet_write (sheet, pen, 15, LEFT + 36, y + 11, 0, subject->name);
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 12, JR_SET_LEFT, LEFT, y + 24, "身份证号：");
  jr_sheet_write (sheet, pen, 15, LEFT + 25, y + 23, 0, subject->id_number);
  y = jr_sheet_paragraph (
    sheet, 12, LEFT, y + 42, WIDTH,
    "根据《中华人民共和国民法典》及有关法律、法规的规定，甲乙双方在平等、自愿、协商一致的基础上，就房屋租赁事宜"
    "达成如下协议，共同遵守。");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_HEI, 12, JR_SET_LEFT, LEFT, y + 5,
                  "第一条　房屋基本情况");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 12, JR_SET_LEFT, LEFT + 8, y + 15,
                  "房屋坐落：");
  jr_sheet_write (sheet, pen, 14, LEFT + 32, y + 14, 0, subject->address);
  jr_sheet_line (sheet, JR_INK_PRINT, 0.2, LEFT + 31, y + 21.5, LEFT + WIDTH, y + 21.5);
  y = jr_sheet_paragraph (
    sheet, 12, LEFT, y + 26, WIDTH,
    "房屋建筑面积八十六平方米，结构为钢筋混凝土，该房屋用途为商业经营。甲方保证对该房屋拥有合法的出租权，房屋没有产权"
    "纠纷，未被司法机关查封。乙方已对房屋现状充分了解，同意承租。");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_HEI, 12, JR_SET_LEFT, LEFT, y + 5,
                  "第二条　租赁期限");
  jr_sheet_paragraph (
    sheet, 12, LEFT, y + 15, WIDTH,
    "租赁期限为三年。租赁期满，乙方如需续租，应当在期满前两个月书面通知甲方，在同等条件下，乙方享有优先承租权。租赁"
    "期内，任何一方需要提前解除合同的，应当提前一个月通知对方，经协商一致后办理交接手续。");
}

static void
draw_lease_second (JrSheet *sheet)
{
  static const struct
  {
    const char *heading;
    const char *text;
  } articles[] = {
    { "第三条　租金及支付方式",
      "月租金为人民币叁仟陆佰元整，按季支付，每季度首月十日前由乙方以银行转账方式付至甲方指定账户。押金为两个月租金，合同"
      "终止且乙方结清各项费用后三日内，甲方无息退还。" },
    { "第四条　维修与使用",
      "租赁期内，房屋主体结构的维修由甲方负责，日常使用造成的损坏由乙方负责。乙方需要装修或者增设附属设施的，应当事先征得甲"
      "方书面同意，并遵守消防、环保、市容等有关规定。" },
    { "第五条　安全责任",
      "乙方应当遵守安全生产、消防安全和治安管理的规定，不得利用该房屋从事违法活动，不得擅自改变房屋用途，不得将房屋转租给第"
      "三方。乙方应当按要求配备灭火器材，保持疏散通道畅通。" },
    { "第六条　违约责任",
      "乙方逾期支付租金的，每逾期一日按应付租金的万分之五支付违约金；逾期三十日的，甲方有权解除合同并收回房屋。甲方未按约定"
      "交付房屋的，按同样标准承担违约责任。" },
    { "第七条　争议的解决",
      "本合同履行过程中发生争议，双方应当协商解决；协商不成的，可以向房屋所在地的人民调解委员会申请调解，也可以依法向人民法院"
      "提起诉讼。" },
  };
  double y = 26;

  for (guint i = 0; i < G_N_ELEMENTS (articles); i++)
    {
      jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_HEI, 12, JR_SET_LEFT, LEFT, y,
                      articles[i].heading);
      y = jr_sheet_paragraph (sheet, 12, LEFT, y + 10, WIDTH, articles[i].text) + 6;
    }
}

static void
draw_lease_last (JrSheet *sheet, const JrScanSubject *subject, JrInk pen)
{
  double y = jr_sheet_paragraph (
    sheet, 12, LEFT, 26, WIDTH,
    "第八条　本合同未尽事宜，由双方另行签订补充协议，补充协议与本合同具有同等法律效力。本合同一式两份，甲乙双方各执一"
    "份，自双方签字或者盖章之日起生效。");

  y += 26;
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 12, JR_SET_LEFT, LEFT, y, "甲方（盖章）：");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 12, JR_SET_LEFT, 112, y, "乙方（签字）：");
  jr_sheet_write (sheet, pen, 26, 142, y - 4, 0, subject->name);
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 12, JR_SET_LEFT, LEFT, y + 18, "法定代表人：");
  jr_sheet_write (sheet, pen, 20, LEFT + 28, y + 14, 0, "样本人");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 12, JR_SET_LEFT, 112, y + 18, "联系电话：");
  jr_sheet_write (sheet, pen, 15, 136, y + 17, 0, subject->phone);
  jr_sheet_write (sheet, pen, 15, LEFT + 10, y + 38, 0, subject->date);
  jr_sheet_write (sheet, pen, 15, 124, y + 38, 0, subject->date);
  jr_sheet_seal (sheet, LEFT + 42, y + 16, "南湾样本物业有限公司", "样本专用");
}

void
jr_sample_draw_lease (JrSheet *sheet, const JrScanSubject *subject, guint page)
{
  JrInk            pen = JR_INK_BLACK_PEN;
  g_autofree char *number = g_strdup_printf ("第 %u 页　共 3 页", page + 1);

  if (page == 0)
    draw_lease_first (sheet, subject, pen);
  else if (page == 1)
    draw_lease_second (sheet);
  else
    draw_lease_last (sheet, subject, pen);
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 9, JR_SET_CENTRE, 105, 280, number);
}

void
jr_sample_draw_pledge (JrSheet *sheet, const JrScanSubject *subject)
{
  JrInk            pen = pick_pen (sheet);
  g_autofree char *first =
    g_strdup_printf ("本人就申请办理“%s”一事，郑重承诺如下：", subject->item);
  static const char *const points[] = {
    "一、所提交的申请材料和填报的内容真实、完整、合法、有效，复印件与原件一致。",
    "二、已经知晓办理该事项的条件、标准和要求，本人（本单位）符合上述条件。",
    "三、在办理完成后自觉接受监督检查，情况发生变化的，在三十日内主动报告。",
    "四、如有虚假承诺或者违反承诺的行为，自愿承担由此产生的一切法律责任，并同意将失信信息记入信用档案。",
    "五、上述承诺是本人（本单位）的真实意思表示。",
  };
  double y = 66;

  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_HEI, 26, JR_SET_CENTRE, 105, 34, "承　诺　书");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 14, JR_SET_LEFT, LEFT, y, "南湾街道办事处：");
  y = jr_sheet_paragraph (sheet, 14, LEFT, y + 13, WIDTH, first) + 3;
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    y = jr_sheet_paragraph (sheet, 14, LEFT, y, WIDTH, points[i]) + 3;
  y = MAX (y + 18, 205);
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 14, JR_SET_LEFT, 92, y, "承诺人（签名）：");
  jr_sheet_write (sheet, pen, 28, 134, y - 4, 0, subject->name);
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 14, JR_SET_LEFT, 92, y + 16, "身份证号：");
  jr_sheet_write (sheet, pen, 15, 120, y + 15.5, 0, subject->id_number);
  jr_sheet_write (sheet, pen, 17, 128, y + 32, 0, subject->date);
}

void
jr_sample_draw_certificate (JrSheet *sheet, const JrScanSubject *subject)
{
  g_autofree char *seal = g_strconcat (subject->committee, "居民委员会", NULL);
  g_autofree char *signer = g_strconcat ("南湾街道", seal, NULL);
  g_autofree char *text = g_strdup_printf (
    "兹有我社区居民%s，%s，身份证号：%s，现居住于%s。经社区网格员上门核实，该居民情况属实，同意其办理“%s”。",
    subject->name, subject->sex, subject->id_number, subject->address, subject->item);
  double y;

  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_HEI, 30, JR_SET_CENTRE, 105, 40, "证　　明");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 15, JR_SET_LEFT, LEFT, 76,
                  "南湾街道综合服务大厅：");
  y = jr_sheet_paragraph (sheet, 15, LEFT, 91, WIDTH, text);
  jr_sheet_paragraph (sheet, 15, LEFT, y + 6, WIDTH, "特此证明。");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 15, JR_SET_LEFT, 96, 186, signer);
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 15, JR_SET_LEFT, 118, 200, subject->date);
  jr_sheet_seal (sheet, 137, 192, seal, "样本专用章");
  jr_sheet_print (sheet, JR_INK_PRINT, JR_FACE_SONG, 12, JR_SET_LEFT, LEFT, 240, "经办人：");
  jr_sheet_write (sheet, pick_pen (sheet), 20, LEFT + 20, 237, 0, "钱小样");
}
