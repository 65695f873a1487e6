/* jr-sample-papers.c: invented applicants and the scans of their papers
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-sample-papers.h"

#include <gio/gio.h>

/* A day's worth of scans is made in a few seconds: papers that say nothing of what is applied for (identity card,
 * household booklet, licence, lease) are made once a person, and all processors draw. A scan depends on its name only,
 * so that a second start finds the same files and makes none. */

/* No place has this area code, so the numbers are nobody's. */
#define AREA_CODE "990102"

JrSamplePerson *
jr_sample_person_new (JrSamplePlan *plan, GRand *rand, guint serial)
{
  JrSamplePerson *self = g_new0 (JrSamplePerson, 1);
  const char     *surname = jr_sample_plan_pick (plan, rand, "surnames");
  const char     *given = jr_sample_plan_pick (plan, rand, "given");
  guint           year = g_rand_int_range (rand, 1942, 2004);
  guint           month = g_rand_int_range (rand, 1, 13);
  guint           day = g_rand_int_range (rand, 1, 29);
  guint           sequence = g_rand_int_range (rand, 100, 1000);

  self->serial = serial;
  /* The last digit of the sequence says it, as on real cards. */
  self->sex = sequence % 2 == 0 ? "女" : "男";
  self->committee = jr_sample_plan_pick (plan, rand, "committees");
  self->name = g_strconcat (surname, given, NULL);
  self->id_number = g_strdup_printf (AREA_CODE "%u%02u%02u%u%u", year, month, day, sequence,
                                     g_rand_int_range (rand, 0, 10));
  self->birthday = g_strdup_printf ("%u年%u月%u日", year, month, day);
  self->phone = g_strdup_printf ("199000%05d", g_rand_int_range (rand, 0, 100000));
  self->address = g_strdup_printf ("%s%d号%d栋%d0%d室", jr_sample_plan_pick (plan, rand, "streets"),
                                   g_rand_int_range (rand, 1, 180), g_rand_int_range (rand, 1, 12),
                                   g_rand_int_range (rand, 1, 9), g_rand_int_range (rand, 1, 5));
  self->shop = g_strconcat ("南湾", given, jr_sample_plan_pick (plan, rand, "shops"), NULL);
  return self;
}

void
jr_sample_person_free (JrSamplePerson *self)
{
  g_free (self->name);
  g_free (self->id_number);
  g_free (self->birthday);
  g_free (self->phone);
  g_free (self->address);
  g_free (self->shop);
  g_free (self);
}

void
jr_sample_scan_free (JrSampleScan *self)
{
  g_free (self->path);
  g_free (self);
}

JrSamplePapers *
jr_sample_papers_new (const char *folder)
{
  JrSamplePapers *self = g_new0 (JrSamplePapers, 1);

  self->folder = g_strdup (folder);
  self->scans =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) jr_sample_scan_free);
  return self;
}

void
jr_sample_papers_free (JrSamplePapers *self)
{
  g_hash_table_unref (self->scans);
  g_free (self->folder);
  g_free (self);
}

static gboolean
says_item (JrScanKind kind)
{
  return kind == JR_SCAN_FORM || kind == JR_SCAN_PLEDGE || kind == JR_SCAN_CERTIFICATE;
}

const char *
jr_sample_papers_want (JrSamplePapers         *self,
                       const JrSamplePerson   *person,
                       const JrSampleItem     *item,
                       const JrSampleMaterial *material,
                       guint                   round)
{
  const char      *subject = says_item (material->kind) ? item->code : "all";
  g_autofree char *again = round > 0 ? g_strdup_printf ("-%u", round) : g_strdup ("");
  g_autofree char *name =
    g_strdup_printf ("%03u-%s-%s%s.pdf", person->serial, subject, material->scan, again);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  JrSampleScan    *scan = g_hash_table_lookup (self->scans, path);

  if (scan == NULL)
    {
      scan = g_new0 (JrSampleScan, 1);
      scan->path = g_steal_pointer (&path);
      scan->kind = material->kind;
      scan->person = person;
      scan->item = item;
      g_hash_table_insert (self->scans, scan->path, scan);
    }
  return scan->path;
}

static void
make_scan (gpointer data, gpointer user_data)
{
  const JrSampleScan   *scan = data;
  GAsyncQueue          *faults = user_data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char      *date = g_date_time_format (now, "%Y年%-m月%-d日");
  g_autofree char      *name = g_path_get_basename (scan->path);
  g_autoptr (GError)    error = NULL;
  const JrScanSubject   subject = {
      .item = scan->item->name,
      .name = scan->person->name,
      .sex = scan->person->sex,
      .id_number = scan->person->id_number,
      .birthday = scan->person->birthday,
      .phone = scan->person->phone,
      .address = scan->person->address,
      .shop = scan->person->shop,
      .committee = scan->person->committee,
      .reason = scan->item->reason,
      .date = date,
  };

  if (!jr_sample_scan_write (scan->path, scan->kind, &subject, g_str_hash (name), &error))
    g_async_queue_push (faults, g_steal_pointer (&error));
}

gboolean
jr_sample_papers_make (JrSamplePapers *self, GError **error)
{
  g_autoptr (GAsyncQueue) faults = g_async_queue_new_full ((GDestroyNotify) g_error_free);
  GThreadPool            *pool;
  GHashTableIter          iter;
  gpointer                scan;
  GError                 *fault;

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "cannot make the folder %s",
                   self->folder);
      return FALSE;
    }
  pool = g_thread_pool_new (make_scan, faults, g_get_num_processors (), TRUE, error);
  if (pool == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, self->scans);
  while (g_hash_table_iter_next (&iter, NULL, &scan))
    if (!g_file_test (((JrSampleScan *) scan)->path, G_FILE_TEST_EXISTS))
      g_thread_pool_push (pool, scan, NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  fault = g_async_queue_try_pop (faults);
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, fault);
  return FALSE;
}
