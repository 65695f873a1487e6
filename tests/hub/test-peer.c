/* test-peer.c: whom the hub believes about an address
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-peer.h"

static const struct
{
  const char *peer, *forwarded, *client;
} rows[] = {
  { "127.0.0.1", NULL, "127.0.0.1" },
  { "127.0.0.1", "198.51.100.7", "198.51.100.7" },
  { "::1", "2001:DB8::7", "2001:db8::7" },
  { "::ffff:127.0.0.1", "198.51.100.7", "198.51.100.7" },
  /* The client wrote the first, the proxy the last. */
  { "127.0.0.1", "10.0.0.1, 198.51.100.7", "198.51.100.7" },
  { "127.0.0.1", "10.0.0.1,\t 198.51.100.7 ", "198.51.100.7" },
  { "unix", NULL, "unix" },
  { "unix", "198.51.100.7", "198.51.100.7" },
  { "unix", "10.0.0.1, 198.51.100.7", "198.51.100.7" },
  /* Not by way of our proxy. */
  { "192.0.2.1", "198.51.100.7", "192.0.2.1" },
  { "2001:db8::1", "198.51.100.7", "2001:db8::1" },
  { "", "198.51.100.7", "" },
  /* No addresses. */
  { "127.0.0.1", "", "127.0.0.1" },
  { "127.0.0.1", "unknown", "127.0.0.1" },
  { "127.0.0.1", "198.51.100.7,", "127.0.0.1" },
  { "127.0.0.1", "198.51.100.7, unknown", "127.0.0.1" },
  { "127.0.0.1", "198.51.100.7:4711", "127.0.0.1" },
  { "127.0.0.1", "198.51.100.7.", "127.0.0.1" },
};

static void
test_peer (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *client = jr_peer_find_client (rows[i].peer, rows[i].forwarded);

      g_assert_cmpstr (client, ==, rows[i].client);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hub/peer", test_peer);
  return g_test_run ();
}
