/* jr-link-words.c: what is said of the line to the hub
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-link-words.h"

#include <glib/gi18n.h>

#include "jr-case-words.h"

/* A lost line is a state with minutes, not an event: it is told calmly, and what it means for the work. A break that
 * mends itself within a few seconds is not worth a bar. */

#define JR_LINK_PATIENCE (5 * JR_TIME_SECOND)

char *
jr_link_words_for_state (JrLinkState link, JrTime last_live)
{
  g_autofree char *time = NULL;

  switch (link)
    {
    case JR_LINK_LIVE:
      return g_strconcat ("● ", _ ("Live"), NULL);
    case JR_LINK_CATCHING_UP:
      return g_strconcat ("◐ ", _ ("Catching up"), NULL);
    case JR_LINK_CONNECTING:
      break;
    case JR_LINK_DISTRUSTED:
      return g_strconcat ("✕ ", _ ("Not trusted"), NULL);
    case JR_LINK_OFF:
    case JR_LINK_DENIED:
      return g_strconcat ("○ ", _ ("Logged out"), NULL);
    }
  if (last_live == 0)
    return g_strconcat ("◌ ", _ ("Connecting"), NULL);

  time = jr_case_words_for_time_of_day (last_live);
  /* Translators: %s is a time of day. */
  return g_strdup_printf (_ ("○ Offline since %s"), time);
}

const char *
jr_link_words_get_style (JrLinkState link, JrTime last_live)
{
  if (link == JR_LINK_LIVE)
    return "success";
  return link == JR_LINK_CONNECTING && last_live != 0 ? "warning" : "dim-label";
}

char *
jr_link_words_for_bar (JrLinkState link, JrTime since, JrTime now)
{
  int minutes = (int) MAX ((now - since) / JR_TIME_MINUTE, 0);

  if (link != JR_LINK_CONNECTING || now - since < JR_LINK_PATIENCE)
    return NULL;
  if (minutes == 0)
    return g_strdup (_ ("No connection to the hub. Go on working: what you decide is kept "
                        "here and sent as soon as the line is back."));
  return g_strdup_printf (
    ngettext ("No connection to the hub for %d minute. Go on working: what you decide is kept here "
              "and sent as soon as the line is back.",
              "No connection to the hub for %d minutes. Go on working: what you decide is kept "
              "here and sent as soon as the line is back.",
              (unsigned long) minutes),
    minutes);
}

const char *
jr_link_words_for_distrust (JrDistrust distrust)
{
  switch (distrust)
    {
    case JR_DISTRUST_NONE:
      break;
    case JR_DISTRUST_WENT_BACK:
      return _ ("This hub has lost events that this desk has seen, and does not say that it was "
                "restored. Nothing is sent to it. Ask the administrator.");
    case JR_DISTRUST_FORKED:
      return _ ("The log of this hub is not the one that this desk has seen. Nothing is sent to "
                "it. Ask the administrator.");
    case JR_DISTRUST_OTHER_HUB:
      return _ ("This hub does not sign with the key that this desk knows: it may be another one. "
                "Nothing is sent to it. Ask the administrator.");
    }
  return NULL;
}

char *
jr_link_words_for_outbox (guint size)
{
  if (size == 0)
    return NULL;
  return g_strdup_printf (ngettext ("%u waiting to be sent", "%u waiting to be sent", size), size);
}
