/* bad.c: a bad sample
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* strcpy (a, b) in a comment is nobody's business. */
void
bad (char *text, struct part *part)
{
  char *copy = strdup (text);

  sprintf (copy, "%s", "gets (x)");
  if (atoi (copy) == 0)
    goto out;
  part->free (part);
  g_free (copy);
  sleep (1);
  free (text); /* lint-ok: the library gave it */
out:
  free (text);
}
