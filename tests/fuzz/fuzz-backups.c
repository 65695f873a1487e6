/* fuzz-backups.c: the file of a backup that is to be restored
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing of it is written under a name that does not belong into a backup, and each file that is begun is ended when the
 * whole is said to be good. */

#include "fuzz.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "jr-backup.h"

typedef struct
{
  guint n_begun;
  guint n_ended;
} Seen;

static gboolean
begin (const char *name, const char *sha256, gpointer data, GError **error)
{
  Seen *seen = data;

  g_assert_cmpuint (strlen (sha256), ==, 64);
  g_assert_null (strstr (name, ".."));
  g_assert_true (g_str_equal (name, JR_BACKUP_DATABASE) || g_str_equal (name, JR_BACKUP_ABOUT) ||
                 g_str_has_prefix (name, "blobs/"));
  seen->n_begun++;
  return TRUE;
}

static gboolean
write_some (const void *bytes, gsize length, gpointer data, GError **error)
{
  return TRUE;
}

static gboolean
end (gpointer data, GError **error)
{
  Seen *seen = data;

  seen->n_ended++;
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  static int         file = -1;
  const JrBackupSink sink = { begin, write_some, end };
  g_autofree char   *path = NULL;
  g_autoptr (GError) error = NULL;
  JrHead             head = { 0 };
  Seen               seen = { 0 };

  if (file < 0)
    file = memfd_create ("fuzz-backups", MFD_CLOEXEC);
  g_assert_true (ftruncate (file, 0) == 0 && pwrite (file, bytes, length, 0) == (gssize) length);
  path = g_strdup_printf ("/proc/self/fd/%d", file);
  if (jr_backup_read (path, &sink, &seen, &head, &error))
    g_assert_cmpuint (seen.n_begun, ==, seen.n_ended);
  else
    g_assert_nonnull (error);
  return 0;
}
