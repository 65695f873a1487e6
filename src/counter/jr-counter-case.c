/* jr-counter-case.c: steps that several commands take with a case
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files are checked before anything is sent, so that a mistyped name costs nothing; then each is uploaded, which the hub
 * answers at once for what it has already. */

#include "jr-counter.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "jr-blob-store.h"
#include "jr-counter-report.h"
#include "jr-error.h"
#include "jr-limits.h"

JrCounterExit
jr_counter_load (JrCounter *self, const char *number, JrCaseFile **out_file)
{
  g_autoptr (GError) error = NULL;
  JrCaseFile        *file = jr_hub_client_load_case (self->client, number, NULL, &error);

  if (file == NULL)
    return jr_counter_fail (self, error);
  *out_file = file;
  return JR_COUNTER_DONE;
}

/* A file to send: what was named on the command line. */
typedef struct
{
  const char *path; /* borrowed */
  char       *material;
} Scan;

static void
scan_free (gpointer data)
{
  g_autofree Scan *self = data;

  g_free (self->material);
}

static JrCounterExit
check_file (JrCounter *self, const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);
  GStatBuf         status;

  if (g_stat (path, &status) != 0)
    return jr_counter_misuse (self, _ ("%s: there is no such file"), shown);
  if (!S_ISREG (status.st_mode))
    return jr_counter_misuse (self, _ ("%s is not a file"), shown);
  if (status.st_size == 0)
    return jr_counter_misuse (self, _ ("%s is empty"), shown);
  if (status.st_size > JR_BLOB_MAXIMUM_BYTES)
    return jr_counter_misuse (self, _ ("%s is larger than %d MB, the most for one document"), shown,
                              (int) (JR_BLOB_MAXIMUM_BYTES / (1024 * 1024)));
  if (g_access (path, R_OK) != 0)
    return jr_counter_misuse (self, _ ("%s cannot be read"), shown);
  return JR_COUNTER_DONE;
}

static JrCounterExit
add_scan (JrCounter *self, GPtrArray *scans, const char *path, const char *material, gsize length)
{
  Scan         *scan;
  JrCounterExit status = check_file (self, path);

  if (status != JR_COUNTER_DONE)
    return status;
  scan = g_new (Scan, 1);
  *scan = (Scan){ .path = path, .material = g_strndup (material, length) };
  g_ptr_array_add (scans, scan);
  return JR_COUNTER_DONE;
}

static JrCounterExit
add_material (JrCounter *self, GPtrArray *scans, const char *text)
{
  const char *sign = strchr (text, '=');

  if (sign == NULL || sign == text || sign[1] == '\0' || !g_utf8_validate (text, sign - text, NULL))
    return jr_counter_misuse (self, _ ("--material is given as CODE=FILE"));
  return add_scan (self, scans, sign + 1, text, (gsize) (sign - text));
}

static JrCounterExit
collect (JrCounter *self, GStrv materials, GStrv files, GPtrArray *scans)
{
  JrCounterExit status = JR_COUNTER_DONE;

  for (guint i = 0; materials != NULL && materials[i] != NULL && status == JR_COUNTER_DONE; i++)
    status = add_material (self, scans, materials[i]);
  for (guint i = 0; files != NULL && files[i] != NULL && status == JR_COUNTER_DONE; i++)
    status = add_scan (self, scans, files[i], NULL, 0);
  if (status != JR_COUNTER_DONE)
    return status;
  if (scans->len == 0)
    return jr_counter_misuse (self, _ ("name at least one file"));
  if (scans->len > JR_DOCUMENTS_MAXIMUM)
    return jr_counter_misuse (self, _ ("a case has at most %d documents"), JR_DOCUMENTS_MAXIMUM);
  return JR_COUNTER_DONE;
}

static JrDocument *
upload (JrCounter *self, const Scan *scan, GError **error)
{
  g_autofree char *name = g_filename_display_basename (scan->path);
  g_autofree char *sha256 = NULL;
  gint64           size = 0;

  if (!jr_hub_client_put_blob (self->client, scan->path, &sha256, &size, NULL, error))
    return NULL;
  return jr_document_new (
    &(JrDocument){ .sha256 = sha256, .name = name, .material = scan->material, .size = size });
}

JrCounterExit
jr_counter_upload (JrCounter *self, GStrv materials, GStrv files, GPtrArray **out_documents)
{
  g_autoptr (GPtrArray) scans = g_ptr_array_new_with_free_func (scan_free);
  g_autoptr (GPtrArray) documents =
    g_ptr_array_new_with_free_func ((GDestroyNotify) jr_document_unref);
  JrCounterExit status = collect (self, materials, files, scans);

  if (status != JR_COUNTER_DONE)
    return status;
  for (guint i = 0; i < scans->len; i++)
    {
      g_autoptr (GError) error = NULL;
      JrDocument        *document = upload (self, scans->pdata[i], &error);

      if (document == NULL)
        return jr_counter_fail (self, error);
      g_ptr_array_add (documents, document);
    }
  *out_documents = g_steal_pointer (&documents);
  return JR_COUNTER_DONE;
}

JrCounterExit
jr_counter_receive (JrCounter *self, const JrCase *state)
{
  g_autoptr (JrCommand) command =
    jr_command_new (&(JrCommand){ .kind = JR_COMMAND_RECEIVE, .case_id = state->id });
  g_autoptr (JrAnswer) answer = NULL;
  JrCounterExit        status;

  /* Another run of this program may have said so meanwhile, and then the hub refuses: the same to us. */
  if (state->push != JR_PUSH_SENT)
    return JR_COUNTER_DONE;
  status = jr_counter_send (self, command, &answer);
  return status == JR_COUNTER_DONE ? jr_counter_settle (self) : status;
}
