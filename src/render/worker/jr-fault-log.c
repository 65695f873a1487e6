/* jr-fault-log.c: what the PDF libraries complained about
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Poppler draws what it can and reports success, however much is missing; a scan whose picture failed to decode is
 * then a white page that somebody could stamp. Its only sign are its messages, which poppler-glib sends to GLib's log
 * ("Syntax error at position …"), and some which libraries below it print to standard error. Both come here.
 *
 * The rule: a message is harmless unless it is in the table, because Poppler complains about thousands of slips that
 * change nothing (a wrong /Length, a missing /Count, an unknown annotation). The table has the messages after which
 * Poppler leaves something out. It is not trusted alone: jr-image-check decodes the pictures a second time. */

#include "jr-fault-log.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jr-render-protocol.h"
#include "jr-trouble.h"

#define MAX_COMPLAINT_BYTES 160
#define MAX_STDERR_BYTES 8192

typedef struct
{
  const char *part; /* of the message */
  JrFaultLoss loss;
} Sign;

/* The first that matches counts. */
static const Sign signs[] = {
  /* any library, when an allocation failed */
  { "ut of memory", JR_FAULT_MEMORY },
  { "bad_alloc", JR_FAULT_MEMORY },
  { "length_error", JR_FAULT_MEMORY },
  { "Bogus memory allocation size", JR_FAULT_MEMORY },
  { "unable to allocate", JR_FAULT_MEMORY },
  { "Failed allocation", JR_FAULT_MEMORY },
  { "can't allocate", JR_FAULT_MEMORY },
  /* Poppler's decoders: what follows the spot is white or noise */
  { "JBIG2", JR_FAULT_IMAGE },
  { "JPX", JR_FAULT_IMAGE },
  { "Unable to decode image", JR_FAULT_IMAGE },
  { "Unable to read header", JR_FAULT_IMAGE },
  { "jpeg data", JR_FAULT_IMAGE },
  { "libjpeg failed", JR_FAULT_IMAGE },
  { "CCITTFax", JR_FAULT_IMAGE },
  { "Bad image parameters", JR_FAULT_IMAGE },
  { "End of file in inline image", JR_FAULT_IMAGE },
  { "must have same geometry as the image", JR_FAULT_HARMLESS },
  /* libjpeg and OpenJPEG themselves */
  { "Corrupt JPEG data", JR_FAULT_IMAGE },
  { "Unsupported JPEG", JR_FAULT_IMAGE },
  { "Not a JPEG file", JR_FAULT_IMAGE },
  { "ile part", JR_FAULT_IMAGE },
  /* these lose a picture, text, or drawing instructions */
  { "in flate stream", JR_FAULT_CONTENT },
  { "LZW stream", JR_FAULT_CONTENT },
  { "Unknown filter", JR_FAULT_CONTENT },
  { "Bad 'Filter'", JR_FAULT_CONTENT },
  { "XObject", JR_FAULT_CONTENT },
  { "Weird page contents", JR_FAULT_CONTENT },
  { "Page contents object", JR_FAULT_CONTENT },
  { "Couldn't create a font", JR_FAULT_CONTENT },
  { "Couldn't find a font to substitute", JR_FAULT_CONTENT },
  { "No font in", JR_FAULT_CONTENT },
};

static GPtrArray  *heard;
static JrFaultLoss worst_loss;
static char       *worst_complaint;

JrFaultLoss
jr_fault_judge (const char *complaint)
{
  for (guint i = 0; complaint != NULL && i < G_N_ELEMENTS (signs); i++)
    if (strstr (complaint, signs[i].part) != NULL)
      return signs[i].loss;
  return JR_FAULT_HARMLESS;
}

static GLogWriterOutput
on_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  const char *message = NULL;

  for (gsize i = 0; i < n_fields; i++)
    if (strcmp (fields[i].key, "MESSAGE") == 0)
      message = fields[i].value;
  if (message == NULL)
    return G_LOG_WRITER_HANDLED;

  /* GLib ends the process after this one; its last words must be where the client finds them. */
  if ((level & G_LOG_FLAG_FATAL) != 0)
    fprintf (stderr, "%s\n", message);
  else
    jr_fault_log_add (message);
  return G_LOG_WRITER_HANDLED;
}

void
jr_fault_log_start (void)
{
  heard = g_ptr_array_new_with_free_func (g_free);
  g_log_set_writer_func (on_log, NULL, NULL);
}

static gboolean
stderr_is_regular (struct stat *status)
{
  return fstat (STDERR_FILENO, status) == 0 && S_ISREG (status->st_mode);
}

void
jr_fault_log_clear (void)
{
  struct stat status;

  g_ptr_array_set_size (heard, 0);
  g_clear_pointer (&worst_complaint, g_free);
  worst_loss = JR_FAULT_HARMLESS;

  fflush (stderr);
  if (stderr_is_regular (&status) && status.st_size > 0)
    {
      int emptied = ftruncate (STDERR_FILENO, 0);

      (void) emptied; /* then old words are judged again, on the safe side */
    }
}

void
jr_fault_log_add (const char *complaint)
{
  g_autofree char *text =
    g_utf8_make_valid (complaint, (gssize) strnlen (complaint, MAX_COMPLAINT_BYTES));
  JrFaultLoss loss = jr_fault_judge (text);

  if (loss > worst_loss)
    {
      worst_loss = loss;
      g_free (worst_complaint);
      worst_complaint = g_strdup (text);
    }
  if (heard->len < JR_RENDER_MAX_FAULTS)
    g_ptr_array_add (heard, g_steal_pointer (&text));
}

/* The start counts: whoever floods standard error has said what matters first. */
static void
listen_to_stderr (void)
{
  struct stat    status;
  char           text[MAX_STDERR_BYTES + 1];
  ssize_t        n;
  g_auto (GStrv) lines = NULL;

  fflush (stderr);
  if (!stderr_is_regular (&status) || status.st_size == 0)
    return;
  n = pread (STDERR_FILENO, text, MAX_STDERR_BYTES, 0);
  text[MAX (n, 0)] = '\0';
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      jr_fault_log_add (*line);
}

char **
jr_fault_log_dup_all (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  listen_to_stderr ();
  for (guint i = 0; i < heard->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (heard, i));
  return g_strv_builder_end (builder);
}

gboolean
jr_fault_log_check (GError **error)
{
  static const JrRenderReason reasons[] = {
    [JR_FAULT_IMAGE] = JR_RENDER_IMAGE_LOST,
    [JR_FAULT_CONTENT] = JR_RENDER_CONTENT_LOST,
    [JR_FAULT_MEMORY] = JR_RENDER_OUT_OF_MEMORY,
  };

  listen_to_stderr ();
  return worst_loss == JR_FAULT_HARMLESS ||
         jr_trouble_set (error, reasons[worst_loss], worst_complaint);
}
