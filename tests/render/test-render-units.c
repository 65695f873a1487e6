/* test-render-units.c: the parts of worker and line that need no worker
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "jr-appended-file.h"
#include "jr-content-names.h"
#include "jr-fault-log.h"
#include "jr-memory-file.h"
#include "jr-render-protocol.h"
#include "jr-sandbox.h"
#include "jr-test-pdf.h"
#include "jr-update-writer.h"

static void
test_memory_file (void)
{
  g_auto (JrMemoryFile) file = JR_MEMORY_FILE_INIT;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GBytes)    bytes = NULL;

  g_assert_true (jr_memory_file_write (&file, "联审", 6, &error));
  g_assert_no_error (error);
  g_assert_cmpint (write (file.fd, "x", 1), ==, -1);
  g_assert_cmpint (ftruncate (file.fd, 100), ==, -1);
  g_assert_cmpint (ftruncate (file.fd, 0), ==, -1);
  bytes = jr_memory_file_read (file.fd, 6, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "联审", 6);
}

/* What could still change under the reader's hands, or is larger than it may be, is not mapped. */
static void
test_memory_file_refused (void)
{
  const int partial[] = { 0, F_SEAL_WRITE, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE };

  for (guint i = 0; i < G_N_ELEMENTS (partial); i++)
    {
      g_autoptr (GError) error = NULL;
      int                fd = memfd_create ("test", MFD_CLOEXEC | MFD_ALLOW_SEALING);

      g_assert_cmpint (write (fd, "12345", 5), ==, 5);
      g_assert_cmpint (fcntl (fd, F_ADD_SEALS, partial[i]), ==, 0);
      g_assert_null (jr_memory_file_read (fd, 100, &error));
      g_assert_error (error, JR_RENDER_ERROR, JR_ERROR_CORRUPT);
      close (fd);
    }

  {
    g_auto (JrMemoryFile) file = JR_MEMORY_FILE_INIT;
    g_autoptr (GError)    error = NULL;

    g_assert_true (jr_memory_file_write (&file, "12345", 5, NULL));
    g_assert_null (jr_memory_file_read (file.fd, 4, &error));
    g_assert_error (error, JR_RENDER_ERROR, JR_ERROR_CORRUPT);
  }
}

static void
test_packets (void)
{
  const JrRenderRequest request = { .version = 1, .kind = JR_RENDER_PAGE, .page = 7, .width = 9 };
  JrRenderRequest       received;
  JrRenderReply         too_large;
  int                   pair[2], fd = -1;
  g_autoptr (GError)    error = NULL;
  g_autoptr (GError)    size_error = NULL;
  g_autoptr (GError)    end_error = NULL;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), ==, 0);
  g_assert_true (jr_render_send (pair[0], &request, sizeof request, STDOUT_FILENO, &error));
  g_assert_true (jr_render_receive (pair[1], &received, sizeof received, &fd, &error));
  g_assert_no_error (error);
  g_assert_cmpmem (&request, sizeof request, &received, sizeof received);
  g_assert_cmpint (fd, >, STDERR_FILENO);
  g_assert_cmpint (fcntl (fd, F_GETFD), ==, FD_CLOEXEC);
  close (fd);

  g_assert_true (jr_render_send (pair[0], &request, sizeof request, -1, NULL));
  g_assert_false (jr_render_receive (pair[1], &too_large, sizeof too_large, &fd, &size_error));
  g_assert_error (size_error, JR_RENDER_ERROR, JR_ERROR_CORRUPT);

  close (pair[0]);
  g_assert_false (jr_render_receive (pair[1], &received, sizeof received, &fd, &end_error));
  g_assert_error (end_error, JR_RENDER_ERROR, JR_ERROR_OFFLINE);
  close (pair[1]);
}

/* Every reason has its sentence; what a broken worker sends instead of one has, too. */
static void
test_reasons (void)
{
  for (guint reason = 0; reason < JR_RENDER_N_REASONS + 3; reason++)
    {
      g_autoptr (GError) error = NULL;

      jr_render_reason_set_error (&error, reason, "form.pdf", reason % 2 == 0 ? "detail" : "");
      g_assert_nonnull (error);
      g_assert_true (g_str_has_prefix (error->message, "form.pdf: "));
      g_assert_cmpuint (strlen (error->message), >, strlen ("form.pdf: xxxxx"));
      g_assert_cmpint (g_str_has_suffix (error->message, " (detail)"), ==, reason % 2 == 0);
    }
}

static void
test_content_names (void)
{
  const struct
  {
    const char *content;
    const char *names;
  } cases[] = {
    { "q 1 0 0 1 0 0 cm /Im0 Do Q", "/Im0" },
    { "/A Do/B Do /A Do", "/A /B" },
    { "/Im#30 Do", "/Im0" },
    { "/GS gs /F 12 Tf (text /X Do) Tj", "/X" }, /* too much is allowed, too little is not */
    { "/A gs 1 0 0 RG Do", "" },
    { "/A Door", "" },
    { "/A\nDo%comment\n/B\r\nDo", "/A /B" },
    { "", "" },
    { "/", "" },
    { "/A Do/", "/A" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) names =
        jr_content_names_find ((const guint8 *) cases[i].content, strlen (cases[i].content), 10);
      g_autoptr (GString) joined = g_string_new (NULL);

      for (guint k = 0; k < names->len; k++)
        g_string_append_printf (joined, "%s%s", k == 0 ? "" : " ",
                                (char *) g_ptr_array_index (names, k));
      g_assert_cmpstr (joined->str, ==, cases[i].names);
    }
}

static void
test_fault_rule (void)
{
  const struct
  {
    const char *complaint;
    JrFaultLoss loss;
  } cases[] = {
    { "Syntax error at position 12: Missing 'endstream' or incorrect stream length",
      JR_FAULT_HARMLESS },
    { "Syntax error: Unknown font tag 'ZaDb'", JR_FAULT_HARMLESS },
    { "Syntax error: Unexpected EOF in JBIG2 stream", JR_FAULT_IMAGE },
    { "Corrupt JPEG data: premature end of data segment", JR_FAULT_IMAGE },
    { "Syntax error: Bad 2D code 0041 in CCITTFax stream", JR_FAULT_IMAGE },
    { "Syntax error: XObject 'Im0' is unknown", JR_FAULT_CONTENT },
    { "Syntax error: Unexpected end of file in flate stream", JR_FAULT_CONTENT },
    { "Out of memory", JR_FAULT_MEMORY },
    { "std::bad_alloc", JR_FAULT_MEMORY },
    { NULL, JR_FAULT_HARMLESS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (jr_fault_judge (cases[i].complaint), ==, cases[i].loss);
}

static void
test_update_writer (void)
{
  const JrUpdateTail         tail = { .previous = 77, .root = "1 0 R", .first_id = "<00>" };
  g_autoptr (JrUpdateWriter) writer = jr_update_writer_new (1000, 20);
  g_autoptr (GBytes)         update = NULL;
  g_autofree char           *text = NULL;
  const char                *found;

  g_assert_cmpuint (jr_update_writer_take_number (writer), ==, 20);
  jr_update_writer_put (writer, 20, 0, "<</A 1>>");
  jr_update_writer_put (writer, 3, 2, "<</B 2>>");
  jr_update_writer_put (writer, 4, 0, "<</C 3>>");
  update = jr_update_writer_finish (writer, &tail);
  text = g_strndup (g_bytes_get_data (update, NULL), g_bytes_get_size (update));

  /* By number, runs together, offsets from the start of the whole file. */
  g_assert_nonnull (strstr (text, "xref\n3 2\n"));
  g_assert_nonnull (strstr (text, " 00002 n \n"));
  g_assert_nonnull (strstr (text, "20 1\n0000001001 00000 n \n"));
  g_assert_nonnull (strstr (text, "trailer\n<</Size 21/Root 1 0 R/ID[<00><"));
  g_assert_nonnull (strstr (text, "/Prev 77>>"));
  found = strstr (text, "xref\n");
  g_assert_cmpint (g_ascii_strtoll (strstr (text, "startxref\n") + 10, NULL, 10), ==,
                   1000 + (found - text));
  g_assert_true (g_str_has_suffix (text, "%%EOF\n"));
}

static void
test_pdf_text (void)
{
  g_autofree char *text = jr_pdf_text ("A同𠀀");

  g_assert_cmpstr (text, ==, "<FEFF0041540CD840DC00>");
}

static void
test_appended_file (void)
{
  g_autoptr (GBytes) update = g_bytes_new_static ("update", 6);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) full_error = NULL;
  g_autofree guint8 *original = g_malloc (700000);
  g_autofree guint8 *result = g_malloc (700010);
  int                in = memfd_create ("in", MFD_CLOEXEC), out = memfd_create ("out", MFD_CLOEXEC);
  int                full = open ("/dev/full", O_RDWR | O_CLOEXEC);

  for (guint i = 0; i < 700000; i++)
    original[i] = (guint8) (i * 7 + i / 256);
  g_assert_cmpint (write (in, original, 700000), ==, 700000);
  g_assert_cmpint (write (out, "what was there before is not kept", 10), ==, 10);

  g_assert_true (jr_appended_file_write (in, update, out, &error));
  g_assert_no_error (error);
  g_assert_cmpint (pread (out, result, 700010, 0), ==, 700006);
  g_assert_cmpmem (result, 700000, original, 700000);
  g_assert_cmpmem (result + 700000, 6, "update", 6);

  g_assert_false (jr_appended_file_write (in, update, full, &full_error));
  g_assert_nonnull (full_error);
  close (in);
  close (out);
  close (full);
}

/* Outside the sandbox the first attempt succeeds: the self-test can fail. */
static void
test_self_test_can_fail (void)
{
  g_assert_cmpstr (jr_sandbox_find_leak (TRUE), ==, "read /etc/passwd");
  g_assert_cmpstr (jr_sandbox_find_leak (FALSE), ==, "create a file");
  unlink ("/tmp/joint-review-leak");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/render/units/memory-file", test_memory_file);
  g_test_add_func ("/render/units/memory-file-refused", test_memory_file_refused);
  g_test_add_func ("/render/units/packets", test_packets);
  g_test_add_func ("/render/units/reasons", test_reasons);
  g_test_add_func ("/render/units/content-names", test_content_names);
  g_test_add_func ("/render/units/fault-rule", test_fault_rule);
  g_test_add_func ("/render/units/update-writer", test_update_writer);
  g_test_add_func ("/render/units/pdf-text", test_pdf_text);
  g_test_add_func ("/render/units/appended-file", test_appended_file);
  g_test_add_func ("/render/units/self-test-can-fail", test_self_test_can_fail);
  return g_test_run ();
}
