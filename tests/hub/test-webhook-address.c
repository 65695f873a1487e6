/* test-webhook-address.c: results go to public addresses, and to those that were allowed
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-hub-error.h"
#include "jr-webhook-address.h"

/* g_inet_address_mask has no opinion about these, so every network of the table is tried at both ends. */
static const char *const inside[] = {
  "10.0.0.0",
  "10.255.255.255",
  "100.64.0.1",
  "100.127.255.255",
  "127.0.0.1",
  "127.9.9.9",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.8",
  "192.0.2.1",
  "192.168.0.1",
  "192.168.255.255",
  "198.18.0.1",
  "198.19.255.255",
  "198.51.100.7",
  "203.0.113.9",
  "240.0.0.1",
  "::1",
  "::ffff:10.0.0.1",
  "::ffff:127.0.0.1",
  "64:ff9b::a00:1",
  "fc00::1",
  "fdff::1",
  "fe80::1",
  "febf::1",
  "fec0::1",
  "2001:db8::1",
  "2001::1",
  "2002:a00:1::1",
};
static const char *const outside[] = { "9.255.255.255",   "11.0.0.0",        "100.63.255.255",
                                       "100.128.0.0",     "126.255.255.255", "128.0.0.1",
                                       "172.15.255.255",  "172.32.0.0",      "192.167.255.255",
                                       "192.169.0.0",     "198.17.255.255",  "198.20.0.0",
                                       "223.255.255.254", "::ffff:8.8.8.8",  "2400:3200::1",
                                       "2606:4700::1111", "2a00:1450::1" };
static const char *const never[] = { "0.0.0.0", "0.1.2.3",         "224.0.0.1", "239.255.255.255",
                                     "::",      "255.255.255.255", "ff02::1",   "::ffff:0.0.0.0" };

static gboolean
check (const char *text, const char *networks, gboolean is_tls)
{
  g_autoptr (GError)          error = NULL;
  g_autoptr (GPtrArray)       allowed = jr_webhook_networks_read (networks, &error);
  const JrWebhookAddressRules rules = { allowed, is_tls };
  g_autoptr (GInetAddress)    address = g_inet_address_new_from_string (text);
  gboolean                    may;

  g_test_message ("%s", text);
  g_assert_no_error (error);
  may = jr_webhook_address_check (&rules, address, &error);
  if (!may)
    g_assert_error (error, JR_HUB_ERROR, JR_ERROR_REFUSED);
  return may;
}

static void
test_addresses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (inside); i++)
    {
      g_assert_false (check (inside[i], NULL, TRUE));
      g_assert_true (check (inside[i], "0.0.0.0/0 ::/0", TRUE));
      g_assert_true (check (inside[i], "0.0.0.0/0 ::/0", FALSE));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (outside); i++)
    {
      g_assert_true (check (outside[i], NULL, TRUE));
      g_assert_false (check (outside[i], "0.0.0.0/0 ::/0", FALSE));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (never); i++)
    g_assert_false (check (never[i], "0.0.0.0/0 ::/0", TRUE));
}

static void
test_allowed (void)
{
  g_assert_true (check ("10.20.3.4", "192.168.0.0/16 10.20.0.0/16", FALSE));
  g_assert_false (check ("10.21.3.4", "192.168.0.0/16 10.20.0.0/16", FALSE));
  g_assert_true (check ("::ffff:10.20.3.4", "10.20.0.0/16", FALSE));
  g_assert_true (check ("127.0.0.1", "127.0.0.1", FALSE));
  g_assert_false (check ("127.0.0.2", "127.0.0.1", FALSE));
}

static void
test_networks (void)
{
  const char *const bad[] = { "10.0.0.0/33", "10.0.0.1/8", "hall", "10.0.0.0/8,192.168.0.0/16" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (jr_webhook_networks_read (bad[i], &error));
      g_assert_error (error, JR_HUB_ERROR, JR_ERROR_INVALID);
    }
}

static void
test_urls (void)
{
  const char *const bad[] = { "",
                              "counter.example",
                              "ftp://counter.example/",
                              "https://",
                              "https:///results",
                              "https://user:word@counter.example/",
                              "https://counter.example/#results",
                              "file:///etc/passwd",
                              "http://[::1" };
  gboolean          is_tls;

  g_assert_true (jr_webhook_url_check ("https://counter.example:8443/results?a=1", &is_tls, NULL));
  g_assert_true (is_tls);
  g_assert_true (jr_webhook_url_check ("http://[::1]:80/", &is_tls, NULL));
  g_assert_false (is_tls);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_false (jr_webhook_url_check (bad[i], &is_tls, &error));
      g_assert_error (error, JR_HUB_ERROR, JR_ERROR_INVALID);
    }
}

static void
test_connectable (void)
{
  g_autoptr (GError)             error = NULL;
  g_autoptr (GPtrArray)          none = jr_webhook_networks_read (NULL, NULL);
  g_autoptr (GPtrArray)          loopback = jr_webhook_networks_read ("127.0.0.0/8", NULL);
  const JrWebhookAddressRules    strict = { none, TRUE };
  const JrWebhookAddressRules    open = { loopback, FALSE };
  g_autoptr (GSocketConnectable) closed_host =
    jr_webhook_connectable_new ("127.0.0.1", 80, &strict);
  g_autoptr (GSocketConnectable) open_host = jr_webhook_connectable_new ("127.0.0.1", 80, &open);
  g_autoptr (GSocketAddressEnumerator) refused = g_socket_connectable_enumerate (closed_host);
  g_autoptr (GSocketAddressEnumerator) passed = g_socket_connectable_enumerate (open_host);
  g_autoptr (GSocketAddress)           first = NULL;
  g_autoptr (GSocketAddress)           second = NULL;

  g_assert_null (g_socket_address_enumerator_next (refused, NULL, &error));
  g_assert_error (error, JR_HUB_ERROR, JR_ERROR_REFUSED);
  g_clear_error (&error);
  first = g_socket_address_enumerator_next (passed, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (first);
  second = g_socket_address_enumerator_next (passed, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/webhook-address/addresses", test_addresses);
  g_test_add_func ("/webhook-address/allowed", test_allowed);
  g_test_add_func ("/webhook-address/networks", test_networks);
  g_test_add_func ("/webhook-address/urls", test_urls);
  g_test_add_func ("/webhook-address/connectable", test_connectable);
  return g_test_run ();
}
