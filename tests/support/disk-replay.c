/* disk-replay.c: what a power cut would have left of a folder
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A node is a file or a folder, with what must be on the disk of it and a list of what may be, oldest first. A sync
 * moves what it covers from the second to the first. Whether something survives is decided by a hash of the seed and of
 * its place in the record, so that an image can be built again. */

#include "disk-replay.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "disk-record.h"
#include "test-folder.h"

#define SECTOR 512

/** Node: @live and @durable are of a folder, @bytes of a file. */
typedef struct
{
  GHashTable *live;    /* name → Node, as the programs see it */
  GHashTable *durable; /* name → Node */
  GByteArray *bytes;   /* durable */
  GArray     *pending; /* (element-type Change) */
} Node;

/** Change: of a file, @record; of a folder, @name gets @node or, when that is NULL, nothing. */
typedef struct
{
  gsize         place; /* where it stands in the record */
  gconstpointer record;
  const char   *name; /* interned */
  Node         *node;
} Change;

struct _DiskReplay
{
  GPtrArray   *nodes;    /* owns them all */
  GHashTable  *by_inode; /* the last one with it */
  Node        *root;
  GMappedFile *file;
  GArray      *places; /* (element-type gsize) of all records */
  guint        at;
};

static void
node_free (gpointer data)
{
  Node *self = data;

  g_clear_pointer (&self->live, g_hash_table_unref);
  g_clear_pointer (&self->durable, g_hash_table_unref);
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_array_unref (self->pending);
  g_free (self);
}

static Node *
add_node (DiskReplay *self, guint64 inode, gboolean is_folder)
{
  Node *node = g_new0 (Node, 1);

  node->pending = g_array_new (FALSE, FALSE, sizeof (Change));
  if (is_folder)
    {
      node->live = g_hash_table_new (g_str_hash, g_str_equal);
      node->durable = g_hash_table_new (g_str_hash, g_str_equal);
    }
  else
    node->bytes = g_byte_array_new ();
  g_ptr_array_add (self->nodes, node);
  g_hash_table_insert (self->by_inode, g_memdup2 (&inode, sizeof inode), node);
  return node;
}

/* What was there ----------------------------------------------------------------------------------------------------- */

static Node *load (DiskReplay *self, const char *path);

static void
load_entries (DiskReplay *self, Node *node, const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char      *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child_path = g_build_filename (path, name, NULL);
      Node            *child = load (self, child_path);

      g_hash_table_insert (node->live, (gpointer) g_intern_string (name), child);
      g_hash_table_insert (node->durable, (gpointer) g_intern_string (name), child);
    }
}

static Node *
load (DiskReplay *self, const char *path)
{
  g_autofree char *bytes = NULL;
  struct stat      status;
  gsize            length;
  Node            *node;

  g_assert_cmpint (lstat (path, &status), ==, 0);
  node = add_node (self, status.st_ino, S_ISDIR (status.st_mode));
  if (node->live != NULL)
    return load_entries (self, node, path), node;
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_byte_array_append (node->bytes, (const guint8 *) bytes, (guint) length);
  return node;
}

DiskReplay *
disk_replay_new (const char *root)
{
  DiskReplay *self = g_new0 (DiskReplay, 1);

  self->nodes = g_ptr_array_new_with_free_func (node_free);
  self->by_inode = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->places = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->root = load (self, root);
  return self;
}

void
disk_replay_free (DiskReplay *self)
{
  g_hash_table_unref (self->by_inode);
  g_ptr_array_unref (self->nodes);
  g_array_unref (self->places);
  g_clear_pointer (&self->file, g_mapped_file_unref);
  g_free (self);
}

/* The record --------------------------------------------------------------------------------------------------------- */

void
disk_record_begin (const char *root, const char *record, guint latency_us)
{
  g_autofree char *library =
    g_test_build_filename (G_TEST_BUILT, "support", "disk-recorder.so", NULL);
  g_autofree char *latency = g_strdup_printf ("%u", latency_us);

  close (g_open (record, O_CREAT | O_WRONLY, 0600));
  g_setenv ("LD_PRELOAD", library, TRUE);
  g_setenv (DISK_RECORD_ROOT, root, TRUE);
  g_setenv (DISK_RECORD_FILE, record, TRUE);
  g_setenv (DISK_RECORD_LATENCY, latency, TRUE);
}

void
disk_record_end (void)
{
  g_unsetenv ("LD_PRELOAD");
  g_unsetenv (DISK_RECORD_ROOT);
  g_unsetenv (DISK_RECORD_FILE);
  g_unsetenv (DISK_RECORD_LATENCY);
}

void
disk_record_note (const char *record, const char *text)
{
  DiskRecord             head = { .kind = DISK_RECORD_NOTE, .length = (guint32) strlen (text) };
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  int                    fd = g_open (record, O_WRONLY | O_APPEND | O_CLOEXEC);

  g_byte_array_append (whole, (const guint8 *) &head, sizeof head);
  g_byte_array_append (whole, (const guint8 *) text, head.length);
  g_assert_cmpint (write (fd, whole->data, whole->len), ==, whole->len);
  close (fd);
}

guint
disk_replay_load (DiskReplay *self, const char *record)
{
  g_autoptr (GError) error = NULL;
  gsize              place = 0;

  self->file = g_mapped_file_new (record, FALSE, &error);
  g_assert_no_error (error);
  while (place < g_mapped_file_get_length (self->file))
    {
      DiskRecord head;

      memcpy (&head, g_mapped_file_get_contents (self->file) + place, sizeof head);
      g_array_append_val (self->places, place);
      place += sizeof head + head.length;
    }
  g_assert_cmpuint (place, ==, g_mapped_file_get_length (self->file));
  return self->places->len;
}

/* Following it ------------------------------------------------------------------------------------------------------- */

/* The folder that @path is in, as the programs see it; *@out_name is interned. */
static Node *
find_folder (DiskReplay *self, const char *path, const char **out_name)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  Node          *node = self->root;
  guint          i;

  for (i = 0; parts[i + 1] != NULL; i++)
    if (!g_str_equal (parts[i], "."))
      node = g_hash_table_lookup (node->live, parts[i]);
  *out_name = g_intern_string (parts[i]);
  return node;
}

static void
name_node (DiskReplay *self, gsize place, const char *path, Node *node)
{
  Change change = { .place = place, .node = node };
  Node  *folder = find_folder (self, path, &change.name);

  g_assert_nonnull (folder);
  g_array_append_val (folder->pending, change);
  if (node != NULL)
    g_hash_table_insert (folder->live, (gpointer) change.name, node);
  else
    g_assert_true (g_hash_table_remove (folder->live, change.name));
}

static Node *
find_node (DiskReplay *self, const char *path)
{
  const char *name;
  Node       *folder = find_folder (self, path, &name);
  Node       *node = g_hash_table_lookup (folder->live, name);

  if (node == NULL)
    g_error ("%s is not known", path);
  return node;
}

static void
move (DiskReplay *self, gsize place, const char *from, const char *to)
{
  Node       *node = find_node (self, from);
  const char *name;

  /* Within one folder both halves are synced together, and have the same place, so that one is not lost alone. */
  g_assert_true (find_folder (self, from, &name) == find_folder (self, to, &name));
  name_node (self, place, from, NULL);
  name_node (self, place, to, node);
}

/* Of a file. Writing behind the end leaves a hole. */
static void
apply_bytes (GByteArray *bytes, gsize offset, const guint8 *from, gsize length)
{
  gsize old = bytes->len;

  if (offset + length > old)
    {
      g_byte_array_set_size (bytes, (guint) (offset + length));
      if (offset > old)
        memset (bytes->data + old, 0, offset - old);
    }
  memcpy (bytes->data + offset, from, length);
}

static void
apply_length (GByteArray *bytes, gsize length)
{
  gsize old = bytes->len;

  g_byte_array_set_size (bytes, (guint) length);
  if (length > old)
    memset (bytes->data + old, 0, length - old);
}

static void
apply (Node *node, const Change *change)
{
  DiskRecord head;

  if (node->live != NULL)
    {
      if (change->node != NULL)
        g_hash_table_insert (node->durable, (gpointer) change->name, change->node);
      else
        g_hash_table_remove (node->durable, change->name);
      return;
    }
  memcpy (&head, change->record, sizeof head);
  if (head.kind == DISK_RECORD_TRUNCATE)
    apply_length (node->bytes, (gsize) head.offset);
  else
    apply_bytes (node->bytes, (gsize) head.offset, (const guint8 *) change->record + sizeof head,
                 head.length);
}

static void
sync_node (Node *node, gsize covered)
{
  guint n = 0;

  while (n < node->pending->len && g_array_index (node->pending, Change, n).place < covered)
    apply (node, &g_array_index (node->pending, Change, n++));
  if (n > 0)
    g_array_remove_range (node->pending, 0, n);
}

static void
follow_one (DiskReplay *self, gsize place, DiskNoteFunc func, gpointer data)
{
  const char      *at = g_mapped_file_get_contents (self->file) + place;
  DiskRecord       head;
  g_autofree char *text = NULL;
  Node            *node;

  memcpy (&head, at, sizeof head);
  text = g_malloc0 (head.length + 1);
  memcpy (text, at + sizeof head, head.length);
  node = g_hash_table_lookup (self->by_inode, &head.inode);
  switch ((DiskRecordKind) head.kind)
    {
    case DISK_RECORD_CREATE:
      node = add_node (self, head.inode, FALSE);
      if (text[0] != '\0')
        name_node (self, place, text, node);
      break;
    case DISK_RECORD_MKDIR:
      name_node (self, place, text, add_node (self, head.inode, TRUE));
      break;
    case DISK_RECORD_WRITE:
    case DISK_RECORD_TRUNCATE:
      g_assert_nonnull (node);
      g_array_append_val (node->pending, ((Change){ place, at, NULL, NULL }));
      break;
    case DISK_RECORD_SYNC:
      g_assert_nonnull (node);
      sync_node (node, (gsize) head.offset);
      break;
    case DISK_RECORD_LINK:
      name_node (self, place, text + strlen (text) + 1, find_node (self, text));
      break;
    case DISK_RECORD_RENAME:
      move (self, place, text, text + strlen (text) + 1);
      break;
    case DISK_RECORD_UNLINK:
      name_node (self, place, text, NULL);
      break;
    case DISK_RECORD_NOTE:
      func (text, data);
      break;
    case DISK_RECORD_FOREIGN:
      g_error ("The program used %s, which is not modelled", text);
    }
}

void
disk_replay_advance (DiskReplay *self, guint until, DiskNoteFunc func, gpointer data)
{
  g_assert_cmpuint (until, <=, self->places->len);
  for (; self->at < until; self->at++)
    follow_one (self, g_array_index (self->places, gsize, self->at), func, data);
}

/* Building ----------------------------------------------------------------------------------------------------------- */

/* splitmix64: each bit of the result depends on all of both. */
static guint64
draw (guint64 seed, guint64 place)
{
  guint64 z = seed + place * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94D049BB133111EB);
  return z ^ (z >> 31);
}

static void
apply_torn (GByteArray *bytes, const Change *change, guint64 seed)
{
  const guint8 *from = (const guint8 *) change->record + sizeof (DiskRecord);
  DiskRecord    head;
  gsize         done = 0;

  memcpy (&head, change->record, sizeof head);
  while (done < head.length)
    {
      gsize offset = (gsize) head.offset + done;
      gsize length = MIN (SECTOR - offset % SECTOR, head.length - done);

      if (draw (seed, change->place + done + 1) % 2 == 0)
        apply_bytes (bytes, offset, from + done, length);
      done += length;
    }
}

/* Of four that may be there, two are not, one is torn, one is whole. */
static void
apply_perhaps (Node *node, const Change *change, guint64 seed)
{
  guint64    lot = draw (seed, change->place) % 4;
  DiskRecord head;

  if (lot < 2)
    return;
  if (node->live == NULL && lot == 2)
    {
      memcpy (&head, change->record, sizeof head);
      if (head.kind == DISK_RECORD_WRITE)
        {
          apply_torn (node->bytes, change, seed);
          return;
        }
    }
  apply (node, change);
}

static void build_node (const Node *node, guint64 seed, const char *path);

static void
build_file (const Node *node, guint64 seed, const char *path)
{
  Node possible = { .bytes = g_byte_array_new () };

  g_byte_array_append (possible.bytes, node->bytes->data, node->bytes->len);
  for (guint i = 0; i < node->pending->len; i++)
    apply_perhaps (&possible, &g_array_index (node->pending, Change, i), seed);
  g_assert_true (g_file_set_contents_full (path, (const char *) possible.bytes->data,
                                           possible.bytes->len, G_FILE_SET_CONTENTS_NONE, 0600,
                                           NULL));
  g_byte_array_unref (possible.bytes);
}

static void
copy_entry (gpointer name, gpointer node, gpointer entries)
{
  g_hash_table_insert (entries, name, node);
}

static void
build_folder (const Node *node, guint64 seed, const char *path)
{
  Node           possible = { .live = node->live };
  GHashTableIter iter;
  gpointer       name, child;

  possible.durable = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_foreach (node->durable, copy_entry, possible.durable);
  for (guint i = 0; i < node->pending->len; i++)
    apply_perhaps (&possible, &g_array_index (node->pending, Change, i), seed);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  g_hash_table_iter_init (&iter, possible.durable);
  while (g_hash_table_iter_next (&iter, &name, &child))
    {
      g_autofree char *child_path = g_build_filename (path, name, NULL);

      build_node (child, seed, child_path);
    }
  g_hash_table_unref (possible.durable);
}

static void
build_node (const Node *node, guint64 seed, const char *path)
{
  if (node->live != NULL)
    build_folder (node, seed, path);
  else
    build_file (node, seed, path);
}

void
disk_replay_build (const DiskReplay *self, guint64 seed, const char *path)
{
  build_node (self->root, seed, path);
}

/* Trying ------------------------------------------------------------------------------------------------------------- */

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  const guint *one = a, *other = b;

  return *one < *other ? -1 : *one > *other;
}

static GArray *
draw_moments (const DiskReplay *self, const DiskTrial *trial)
{
  GArray *moments = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < trial->n_images; i++)
    {
      guint moment = (guint) (draw (trial->seed, i) % (self->places->len + 1));

      g_array_append_val (moments, moment);
    }
  g_array_sort (moments, compare_moments);
  return moments;
}

/* In memory where that can be: what is built here has not to be synced. */
static char *
make_folder (void)
{
  char *folder = g_strdup ("/dev/shm/jr-images-XXXXXX");

  if (g_mkdtemp (folder) != NULL)
    return folder;
  g_free (folder);
  return g_dir_make_tmp ("jr-images-XXXXXX", NULL);
}

guint
disk_replay_try (DiskReplay *self, const DiskTrial *trial)
{
  g_autoptr (GArray) moments = draw_moments (self, trial);
  g_autofree char   *folder = make_folder ();
  g_autofree char   *path = g_build_filename (folder, "image", NULL);
  guint              n_bad = 0;

  for (guint i = 0; i < moments->len; i++)
    {
      guint              moment = g_array_index (moments, guint, i);
      g_autoptr (GError) error = NULL;

      disk_replay_advance (self, moment, trial->note, trial->data);
      disk_replay_build (self, trial->seed + i, path);
      if (!trial->check (path, trial->data, &error))
        {
          n_bad++;
          g_test_message ("seed %" G_GUINT64_FORMAT ", cut at record %u of %u: %s", trial->seed,
                          moment, self->places->len, error->message);
        }
      remove_folder (path);
    }
  g_rmdir (folder);
  return n_bad;
}
