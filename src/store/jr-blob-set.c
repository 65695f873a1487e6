/* jr-blob-set.c: which blobs there are, many of them
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A sorted array of digests: a third of what a hash table of texts takes, and in the order in which a backup writes
 * them. What the log names is found by reading the events that can name anything; no index has to be kept for that. */

#include "jr-blob-set.h"

#include <stdlib.h>
#include <string.h>

#include "jr-event.h"
#include "jr-id.h"
#include "jr-log.h"
#include "jr-stored-json-private.h"
#include "jr-wire.h"

#define DIGEST_LENGTH (JR_SHA256_HEX_LENGTH / 2)
/* Events read in one statement. */
#define PAGE 1000

typedef struct
{
  guint8 bytes[DIGEST_LENGTH];
} Digest;

struct _JrBlobSet
{
  GArray *digests; /* (element-type Digest) */
};

JrBlobSet *
jr_blob_set_new (void)
{
  JrBlobSet *self = g_new0 (JrBlobSet, 1);

  self->digests = g_array_new (FALSE, FALSE, sizeof (Digest));
  return self;
}

void
jr_blob_set_free (JrBlobSet *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->digests);
  g_free (self);
}

static Digest
digest_of (const char *sha256)
{
  Digest digest;

  for (guint i = 0; i < DIGEST_LENGTH; i++)
    digest.bytes[i] = (guint8) (g_ascii_xdigit_value (sha256[2 * i]) * 16 +
                                g_ascii_xdigit_value (sha256[2 * i + 1]));
  return digest;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, DIGEST_LENGTH);
}

void
jr_blob_set_add (JrBlobSet *self, const char *sha256)
{
  Digest digest;

  g_return_if_fail (self != NULL && jr_sha256_is_valid (sha256));

  digest = digest_of (sha256);
  g_array_append_val (self->digests, digest);
}

void
jr_blob_set_sort (JrBlobSet *self)
{
  Digest *digests;
  guint   n_kept = 0;

  g_return_if_fail (self != NULL);

  digests = (Digest *) (gpointer) self->digests->data;
  g_array_sort (self->digests, compare);
  for (guint i = 0; i < self->digests->len; i++)
    if (n_kept == 0 || compare (&digests[n_kept - 1], &digests[i]) != 0)
      digests[n_kept++] = digests[i];
  g_array_set_size (self->digests, n_kept);
}

guint
jr_blob_set_get_size (JrBlobSet *self)
{
  return self->digests->len;
}

gboolean
jr_blob_set_has (JrBlobSet *self, const char *sha256)
{
  Digest digest;

  g_return_val_if_fail (self != NULL && jr_sha256_is_valid (sha256), FALSE);

  digest = digest_of (sha256);
  return g_array_binary_search (self->digests, &digest, compare, NULL);
}

char *
jr_blob_set_dup_name (JrBlobSet *self, guint index)
{
  GString *name = g_string_sized_new (JR_SHA256_HEX_LENGTH);

  for (guint i = 0; i < DIGEST_LENGTH; i++)
    g_string_append_printf (name, "%02x", g_array_index (self->digests, Digest, index).bytes[i]);
  return g_string_free (name, FALSE);
}

/* The log ------------------------------------------------------------------------------------------------------------ */

/**
 * Collection:
 * @among: (nullable): only these are of interest
 */
typedef struct
{
  JrBlobSet *set;
  JrBlobSet *among;
  gint64     last;
  guint      n_rows;
  GError    *error;
} Collection;

static void
add_name (Collection *self, const char *sha256)
{
  if (self->among == NULL || jr_blob_set_has (self->among, sha256))
    jr_blob_set_add (self->set, sha256);
}

static void
add_of_event (Collection *self, const JrEvent *event)
{
  for (guint i = 0; event->documents != NULL && i < event->documents->len; i++)
    add_name (self, ((JrDocument *) event->documents->pdata[i])->sha256);
  for (guint i = 0; event->results != NULL && i < event->results->len; i++)
    {
      const JrResultDocument *result = event->results->pdata[i];

      add_name (self, result->original);
      if (result->stamped != NULL)
        add_name (self, result->stamped);
    }
}

static gboolean
add_of_row (const JrLogRow *row, gpointer data)
{
  Collection          *self = data;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JrEvent)  event = NULL;

  self->last = row->sequence;
  self->n_rows++;
  /* Most events have neither, and reading them would take far longer than this. */
  if (strstr (row->json, "\"documents\":") == NULL && strstr (row->json, "\"results\":") == NULL)
    return TRUE;
  node = jr_stored_json_parse (row->json, "event", &self->error);
  event = node == NULL ? NULL : jr_wire_read_event (node, &self->error);
  if (event == NULL)
    return jr_stored_json_blame ("event", &self->error), FALSE;
  add_of_event (self, event);
  return TRUE;
}

static gboolean
collect (Collection *self, JrDatabase *database, GCancellable *cancellable, GError **error)
{
  self->n_rows = PAGE;
  while (self->n_rows == PAGE)
    {
      self->n_rows = 0;
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !jr_log_read (database, self->last, PAGE, add_of_row, self, error))
        return FALSE;
      if (self->error != NULL)
        {
          g_propagate_error (error, self->error);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
jr_log_collect_blobs (JrDatabase *database,
                      gint64      after,
                      JrBlobSet  *set,
                      gint64     *out_last,
                      GError    **error)
{
  Collection collection = { .set = set, .last = after };

  g_return_val_if_fail (database != NULL && set != NULL, FALSE);

  if (!collect (&collection, database, NULL, error))
    return FALSE;
  if (out_last != NULL)
    *out_last = collection.last;
  return TRUE;
}

gboolean
jr_log_find_blobs (JrDatabase   *database,
                   JrBlobSet    *among,
                   JrBlobSet    *found,
                   GCancellable *cancellable,
                   GError      **error)
{
  Collection collection = { .set = found, .among = among };

  g_return_val_if_fail (database != NULL && among != NULL && found != NULL, FALSE);

  if (!collect (&collection, database, cancellable, error))
    return FALSE;
  jr_blob_set_sort (found);
  return TRUE;
}
