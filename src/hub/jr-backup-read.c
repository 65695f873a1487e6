/* jr-backup-read.c: reads a backup and holds it against its digests
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of digests comes first and says what must follow, in which order; anything else, more or less, is no backup.
 * So no name out of the archive is ever used that was not expected. */

#include "jr-backup.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "jr-database.h"
#include "jr-error.h"
#include "jr-head-signer.h"
#include "jr-hub-error.h"
#include "jr-json.h"

#define CHUNK (256 * 1024)
/* Of the list of digests: about twelve million blobs. */
#define SUMS_MAXIMUM (G_GINT64_CONSTANT (1536) * 1024 * 1024)
#define ABOUT_MAXIMUM (64 * 1024)

static const JrJsonLimits about_limits = { .max_bytes = ABOUT_MAXIMUM,
                                           .max_depth = 4,
                                           .max_values = 100,
                                           .max_string = 1000 };

typedef struct
{
  const char           *file;
  const JrBackupSink   *sink;
  gpointer              data;
  struct archive       *archive;
  struct archive_entry *entry;
  GChecksum            *checksum;
  GString              *sums;
  const char           *next; /* line of @sums */
  char                  sha256[JR_SHA256_HEX_LENGTH + 1];
  char                  name[128]; /* both of the line in hand */
} Reading;

static void
reading_clear (Reading *self)
{
  archive_read_free (self->archive);
  g_checksum_free (self->checksum);
  g_string_free (self->sums, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
fail (Reading *self, const char *fault, GError **error)
{
  g_set_error (error, JR_HUB_ERROR, JR_ERROR_CORRUPT, "%s is not a whole backup: %s", self->file,
               fault);
  return FALSE;
}

static gboolean
fail_archive (Reading *self, GError **error)
{
  const char *words = archive_error_string (self->archive);

  return fail (self, words != NULL ? words : "it cannot be read", error);
}

static gboolean
take_entry (Reading *self, const char *name, GError **error)
{
  int result = archive_read_next_header (self->archive, &self->entry);

  if (result == ARCHIVE_EOF)
    return fail (self, "it ends too early", error);
  if (result != ARCHIVE_OK)
    return fail_archive (self, error);
  if (g_strcmp0 (archive_entry_pathname (self->entry), name) != 0 ||
      archive_entry_filetype (self->entry) != AE_IFREG)
    return fail (self, "something else is where a file of it should be", error);
  return TRUE;
}

static gboolean
read_text (Reading *self, GString *text, gint64 maximum, GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  gssize           length;

  while ((length = archive_read_data (self->archive, chunk, CHUNK)) > 0)
    {
      g_string_append_len (text, chunk, length);
      if ((gint64) text->len > maximum)
        return fail (self, "it is far too large", error);
    }
  return length == 0 || fail_archive (self, error);
}

/* blobs/ab/cd… of its digest, or one of the two others. */
static gboolean
is_name_right (const Reading *self)
{
  g_autofree char *blob = g_strdup_printf ("blobs/%.2s/%s", self->sha256, self->sha256 + 2);

  return g_str_equal (self->name, blob) || g_str_equal (self->name, JR_BACKUP_DATABASE) ||
         g_str_equal (self->name, JR_BACKUP_ABOUT);
}

/* *out_more FALSE at the end of the list. */
static gboolean
take_line (Reading *self, gboolean *out_more, GError **error)
{
  const char *end = strchr (self->next, '\n');
  gsize       length = end == NULL ? 0 : (gsize) (end - self->next);

  *out_more = self->next[0] != '\0';
  if (!*out_more)
    return TRUE;
  if (length < JR_SHA256_HEX_LENGTH + 3 || length - JR_SHA256_HEX_LENGTH - 2 >= sizeof self->name ||
      strncmp (self->next + JR_SHA256_HEX_LENGTH, "  ", 2) != 0)
    return fail (self, "its list of digests is damaged", error);
  g_strlcpy (self->sha256, self->next, sizeof self->sha256);
  g_strlcpy (self->name, self->next + JR_SHA256_HEX_LENGTH + 2, length - JR_SHA256_HEX_LENGTH - 1);
  self->next = end + 1;
  return (jr_sha256_is_valid (self->sha256) && is_name_right (self)) ||
         fail (self, "its list of digests is damaged", error);
}

static gboolean
check_digest (Reading *self, GError **error)
{
  g_autofree char *fault = NULL;

  if (g_str_equal (g_checksum_get_string (self->checksum), self->sha256))
    return TRUE;
  fault = g_strdup_printf ("%s has another digest than is on its list", self->name);
  return fail (self, fault, error);
}

static gboolean
read_file (Reading *self, GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  gssize           length;

  g_checksum_reset (self->checksum);
  if (!take_entry (self, self->name, error) ||
      (self->sink != NULL && !self->sink->begin (self->name, self->sha256, self->data, error)))
    return FALSE;
  while ((length = archive_read_data (self->archive, chunk, CHUNK)) > 0)
    {
      g_checksum_update (self->checksum, (const guchar *) chunk, length);
      if (self->sink != NULL && !self->sink->write (chunk, (gsize) length, self->data, error))
        return FALSE;
    }
  if (length < 0)
    return fail_archive (self, error);
  return check_digest (self, error) && (self->sink == NULL || self->sink->end (self->data, error));
}

static gboolean
read_about_members (Reading *self, JsonNode *node, JrHead *out_head, GError **error)
{
  JsonObject *about = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  gint64      format, schema;

  if (about == NULL || !json_object_has_member (about, "head"))
    return fail (self, "it does not say what it is", error);
  if (!jr_json_read_int (about, "format", 1, G_MAXINT32, &format, error) ||
      !jr_json_read_int (about, "schema", 1, G_MAXINT32, &schema, error))
    return FALSE;
  if (format > JR_BACKUP_FORMAT || schema > jr_database_get_schema_version ())
    {
      g_set_error (error, JR_HUB_ERROR, JR_ERROR_TOO_NEW,
                   "%s was written by a newer version of Joint Review; restore it with that one",
                   self->file);
      return FALSE;
    }
  return jr_head_read (json_object_get_member (about, "head"), out_head, error) &&
         jr_head_check_signature (out_head, NULL, error);
}

static gboolean
read_about (Reading *self, JrHead *out_head, GError **error)
{
  g_autoptr (GString)  text = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  gboolean             has_line;

  if (!take_line (self, &has_line, error) || !take_entry (self, JR_BACKUP_ABOUT, error) ||
      !read_text (self, text, ABOUT_MAXIMUM, error))
    return FALSE;
  g_checksum_reset (self->checksum);
  g_checksum_update (self->checksum, (const guchar *) text->str, (gssize) text->len);
  if (!has_line || !g_str_equal (self->name, JR_BACKUP_ABOUT))
    return fail (self, "its list of digests is damaged", error);
  if (!check_digest (self, error))
    return FALSE;
  node = jr_json_parse (text->str, text->len, &about_limits, error);
  return node != NULL && read_about_members (self, node, out_head, error);
}

static gboolean
read_files (Reading *self, GError **error)
{
  gboolean has_line = TRUE;
  guint    n_databases = 0;

  while (has_line)
    {
      if (!take_line (self, &has_line, error) || (has_line && !read_file (self, error)))
        return FALSE;
      if (has_line && g_str_equal (self->name, JR_BACKUP_DATABASE))
        n_databases++;
    }
  if (n_databases != 1)
    return fail (self, "it has no database", error);
  return archive_read_next_header (self->archive, &self->entry) == ARCHIVE_EOF ||
         fail (self, "there is more in it than its list of digests says", error);
}

gboolean
jr_backup_read (const char         *file,
                const JrBackupSink *sink,
                gpointer            data,
                JrHead             *out_head,
                GError            **error)
{
  g_auto (Reading) self = { .file = file,
                            .sink = sink,
                            .data = data,
                            .archive = archive_read_new (),
                            .checksum = g_checksum_new (G_CHECKSUM_SHA256),
                            .sums = g_string_new (NULL) };

  g_return_val_if_fail (file != NULL && out_head != NULL, FALSE);

  archive_read_support_format_tar (self.archive);
  if (archive_read_open_filename (self.archive, file, CHUNK) != ARCHIVE_OK)
    return fail_archive (&self, error);
  if (!take_entry (&self, JR_BACKUP_SUMS, error) ||
      !read_text (&self, self.sums, SUMS_MAXIMUM, error))
    return FALSE;
  self.next = self.sums->str;
  return read_about (&self, out_head, error) && read_files (&self, error);
}
