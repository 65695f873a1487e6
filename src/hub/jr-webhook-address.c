/* jr-webhook-address.c: to which addresses results may be sent
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A hub stands inside the hall's network, so a target that could name any address of it would let its owner reach what
 * only the hub can. Whoever sets a target up says which networks it may be in; the table below says what counts as the
 * public net (IANA's special-purpose registries). Nothing here asks the network. */

#include "jr-webhook-address.h"

#include <string.h>

#include "jr-hub-error.h"

#define URL_MAXIMUM 2000
#define MAPPED_PREFIX_BYTES 12
#define IPV6_BYTES 16

/* Not in the public net. IPv6 outside 2000::/3 is not either. */
static const char *const reserved[] = {
  "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
  "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
  "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",
  "::/3",          "4000::/2",        "8000::/1",       "2001::/23",      "2001:db8::/32",
  "2002::/16",     "3fff::/20",
};

/* No host is ever reached by these, or it is this one by another name. */
static const char *const never[] = { "0.0.0.0/8", "224.0.0.0/4", "255.255.255.255/32", "::/128",
                                     "ff00::/8" };

static gboolean
is_in_one (const char *const *networks, gsize n_networks, GInetAddress *address)
{
  for (gsize i = 0; i < n_networks; i++)
    {
      g_autoptr (GInetAddressMask) mask = g_inet_address_mask_new_from_string (networks[i], NULL);

      if (g_inet_address_mask_matches (mask, address))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_allowed (const GPtrArray *allowed, GInetAddress *address)
{
  for (guint i = 0; i < allowed->len; i++)
    if (g_inet_address_mask_matches (allowed->pdata[i], address))
      return TRUE;
  return FALSE;
}

GPtrArray *
jr_webhook_networks_read (const char *networks, GError **error)
{
  g_autoptr (GPtrArray) masks = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv)        words = g_strsplit (networks == NULL ? "" : networks, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      GInetAddressMask *mask = NULL;

      if (words[i][0] == '\0')
        continue;
      mask = g_inet_address_mask_new_from_string (words[i], NULL);
      if (mask == NULL)
        {
          g_set_error (error, JR_HUB_ERROR, JR_ERROR_INVALID,
                       "%s is no network; write it as 10.20.0.0/16", words[i]);
          return NULL;
        }
      g_ptr_array_add (masks, mask);
    }
  return g_steal_pointer (&masks);
}

/* ::ffff:10.0.0.1 is 10.0.0.1. (transfer full) */
static GInetAddress *
unwrap (GInetAddress *address)
{
  static const guint8 mapped[MAPPED_PREFIX_BYTES] = { [10] = 0xff, [11] = 0xff };
  const guint8       *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_native_size (address) == IPV6_BYTES &&
      memcmp (bytes, mapped, sizeof mapped) == 0)
    return g_inet_address_new_from_bytes (bytes + sizeof mapped, G_SOCKET_FAMILY_IPV4);
  return g_object_ref (address);
}

static gboolean
refuse (GInetAddress *address, const char *reason, GError **error)
{
  g_autofree char *text = g_inet_address_to_string (address);

  g_set_error (error, JR_HUB_ERROR, JR_ERROR_REFUSED, "%s %s", text, reason);
  return FALSE;
}

gboolean
jr_webhook_address_check (const JrWebhookAddressRules *rules, GInetAddress *address, GError **error)
{
  g_autoptr (GInetAddress) real = unwrap (address);

  if (is_in_one (never, G_N_ELEMENTS (never), real))
    return refuse (address, "is no address of one other host", error);
  if (!is_in_one (reserved, G_N_ELEMENTS (reserved), real))
    return rules->is_tls || refuse (address, "is in the public net: only https goes there", error);
  return is_allowed (rules->allowed, real) ||
         refuse (address, "is not in the public net, and in no network that was allowed", error);
}

static gboolean
fail_url (const char *fault, GError **error)
{
  g_set_error (error, JR_HUB_ERROR, JR_ERROR_INVALID, "The address of a webhook %s", fault);
  return FALSE;
}

gboolean
jr_webhook_url_check (const char *url, gboolean *out_is_tls, GError **error)
{
  g_autoptr (GUri) uri = NULL;

  if (strlen (url) > URL_MAXIMUM)
    return fail_url ("is too long", error);
  uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0')
    return fail_url ("is no URL with a host", error);
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return fail_url ("has a user, a password or a fragment in it", error);
  *out_is_tls = strcmp (g_uri_get_scheme (uri), "https") == 0;
  if (!*out_is_tls && strcmp (g_uri_get_scheme (uri), "http") != 0)
    return fail_url ("begins with https:// or http://", error);
  return TRUE;
}
