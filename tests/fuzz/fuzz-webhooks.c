/* fuzz-webhooks.c: what a target of results answers, and what an administrator writes about one
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Retry-After, waits, networks, addresses, and what a proxy says about who asks. */

#include "fuzz.h"

#include "jr-delivery-schedule.h"
#include "jr-peer.h"
#include "jr-webhook-address.h"

/* 2026-11-24 14:03 UTC */
#define NOW (G_GINT64_CONSTANT (1795528980) * JR_TIME_SECOND)
#define DAY (G_GINT64_CONSTANT (86400) * JR_TIME_SECOND)

static void
try_waits (const char *text)
{
  JrDeliverySchedule schedule;
  JrTime             retry_after = jr_delivery_schedule_read_retry_after (text, NOW);

  g_assert_true (retry_after == 0 || (retry_after >= NOW && retry_after <= NOW + DAY));
  if (!jr_delivery_schedule_read (text, &schedule))
    return;
  g_assert_cmpuint (schedule.n_waits, <=, JR_DELIVERY_WAITS_MAXIMUM);
  for (guint i = 1; i <= schedule.n_waits; i++)
    g_assert_cmpint (jr_delivery_schedule_next (&schedule, i, NOW, retry_after, G_MAXUINT32), >=,
                     MAX (NOW, retry_after));
}

/* Networks that are allowed never take away what is allowed without them. */
static void
try_networks (const char *text)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) networks = jr_webhook_networks_read (text, &error);
  g_autoptr (GPtrArray) none = jr_webhook_networks_read (NULL, NULL);

  g_assert_true ((networks == NULL) == (error != NULL));
  for (guint i = 0; networks != NULL && i < networks->len; i++)
    {
      GInetAddress               *address = g_inet_address_mask_get_address (networks->pdata[i]);
      const JrWebhookAddressRules open = { networks, TRUE };
      const JrWebhookAddressRules closed = { none, TRUE };

      if (jr_webhook_address_check (&closed, address, NULL))
        g_assert_true (jr_webhook_address_check (&open, address, NULL));
      else
        g_assert_false (
          jr_webhook_address_check (&(JrWebhookAddressRules){ none, FALSE }, address, NULL));
    }
}

static void
try_url (const char *text)
{
  g_autoptr (GError) error = NULL;
  gboolean           is_tls = FALSE;
  g_autoptr (GUri)   uri = NULL;

  if (!jr_webhook_url_check (text, &is_tls, &error))
    {
      g_assert_nonnull (error);
      return;
    }
  uri = g_uri_parse (text, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_uri_get_scheme (uri), ==, is_tls ? "https" : "http");
  g_assert_true (g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0');
  g_assert_null (g_uri_get_userinfo (uri));
}

/* Only an address comes of it, whatever the header says. */
static void
try_peer (const char *text)
{
  g_autofree char         *client = jr_peer_find_client ("127.0.0.1", text);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (client);

  g_assert_nonnull (address);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autofree char *text = g_strndup ((const char *) bytes, length);

  try_waits (text);
  try_networks (text);
  if (g_utf8_validate (text, -1, NULL))
    try_url (text);
  try_peer (text);
  return 0;
}
