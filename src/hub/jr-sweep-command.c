/* jr-sweep-command.c: removes by hand what nobody needs any more
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A hub that serves does it itself once a day; this is for a folder that nobody serves, as before it is copied. */

#include "jr-sweep-command.h"

#include "jr-sweeper.h"

#define DAY_SECONDS (24 * 60 * 60)
#define DAYS_MAXIMUM 3650

G_STATIC_ASSERT (JR_UPLOAD_DAYS_DEFAULT *DAY_SECONDS == JR_BLOB_KEPT_SECONDS);
G_STATIC_ASSERT (DAY_SECONDS == JR_BLOB_KEPT_SECONDS_MINIMUM);

gboolean
jr_sweep_command_read_days (int days, gint64 *out_seconds, GError **error)
{
  if (days < 1 || days > DAYS_MAXIMUM)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   "--keep-uploads is from 1 to %d days", DAYS_MAXIMUM);
      return FALSE;
    }
  *out_seconds = (gint64) days * DAY_SECONDS;
  return TRUE;
}

gboolean
jr_sweep_command_run (const char *folder, int days, JsonObject *answer, GError **error)
{
  JrBlobSweep sweep;
  guint       n_deliveries = 0;
  gint64      seconds;

  if (!jr_sweep_command_read_days (days, &seconds, error) ||
      !jr_sweeper_sweep_folder (folder, seconds, &sweep, &n_deliveries, error))
    return FALSE;
  json_object_set_int_member (answer, "files", sweep.n_removed);
  json_object_set_int_member (answer, "bytes", sweep.bytes);
  json_object_set_int_member (answer, "deliveries", n_deliveries);
  return TRUE;
}
