/* jr-hub-client.c: who the hub is and who we are to it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The address is checked once, here: clear http goes to this machine only, since every request carries a secret. The
 * session trusts the site's own certificate authority and no other when it is given one; loading the system's list for
 * each connection would cost some 4 MB a piece. */

#include "jr-hub-client-private.h"

#include <string.h>

#include "jr-error.h"

static const JrHubLimits default_limits = {
  .connect = 10 * 1000,
  .response = 20 * 1000,
  /* The hub sends a bookmark every 15 s, so two of them were missed. */
  .silence = 40 * 1000,
};

/* One for calls and one for a stream. */
#define CONNECTIONS_MAXIMUM 4
#define SECRET_MAXIMUM_LENGTH 200

static gboolean
fail_address (const char *url, const char *fault, GError **error)
{
  g_set_error (error, JR_SYNC_ERROR, JR_ERROR_INVALID, "“%s” is no address of a hub: %s", url,
               fault);
  return FALSE;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  if (address == NULL)
    return g_ascii_strcasecmp (host, "localhost") == 0;
  return g_inet_address_get_is_loopback (address);
}

static gboolean
check_address (const char *url, gboolean *out_is_local, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GUri)   uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, &cause);
  const char        *host = uri == NULL ? NULL : g_uri_get_host (uri);

  if (uri == NULL)
    return fail_address (url, cause->message, error);
  if (host == NULL || host[0] == '\0')
    return fail_address (url, "it names no computer", error);
  if (g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL)
    return fail_address (url, "it may hold no user, question mark or hash", error);

  *out_is_local = is_loopback (host);
  if (strcmp (g_uri_get_scheme (uri), "https") == 0)
    return TRUE;
  if (strcmp (g_uri_get_scheme (uri), "http") != 0)
    return fail_address (url, "it must begin with https://", error);
  if (!*out_is_local)
    return fail_address (
      url, "clear http is for a hub on this computer only; it must begin with https://", error);
  return TRUE;
}

static GTlsDatabase *
load_authorities (const char *ca_file, GError **error)
{
  /* GTlsFileDatabase wants an absolute path. */
  g_autofree char   *path = g_canonicalize_filename (ca_file, NULL);
  g_autoptr (GError) cause = NULL;
  GTlsDatabase      *authorities = g_tls_file_database_new (path, &cause);

  if (authorities == NULL)
    g_set_error (error, JR_SYNC_ERROR, JR_ERROR_INVALID,
                 "Could not read the certificates of %s: %s", ca_file, cause->message);
  return authorities;
}

static SoupSession *
create_session (GTlsDatabase *authorities, gboolean is_local)
{
  SoupSession *session =
    soup_session_new_with_options ("user-agent", "joint-review/" JR_VERSION, "timeout", 0,
                                   "max-conns", CONNECTIONS_MAXIMUM, NULL);

  if (authorities != NULL)
    soup_session_set_tls_database (session, authorities);
  if (is_local)
    soup_session_set_proxy_resolver (session, NULL);
  /* Blobs must come as they are, and nobody may ask for another log-in than ours. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  return session;
}

/* @url is known to be good. */
static JrHubClient *
create (const char *url, GTlsDatabase *authorities, gboolean is_local)
{
  JrHubClient *self = g_new0 (JrHubClient, 1);

  self->url = g_strdup (url);
  while (g_str_has_suffix (self->url, "/"))
    self->url[strlen (self->url) - 1] = '\0';
  self->authorities = authorities == NULL ? NULL : g_object_ref (authorities);
  self->is_local = is_local;
  self->session = create_session (authorities, is_local);
  self->limits = default_limits;
  g_mutex_init (&self->lock);
  return self;
}

JrHubClient *
jr_hub_client_new (const char *url, const char *ca_file, GError **error)
{
  g_autoptr (GTlsDatabase) authorities = NULL;
  gboolean                 is_local = FALSE;

  g_return_val_if_fail (url != NULL, NULL);

  if (!check_address (url, &is_local, error))
    return NULL;
  if (ca_file != NULL && (authorities = load_authorities (ca_file, error)) == NULL)
    return NULL;
  return create (url, authorities, is_local);
}

gboolean
jr_hub_client_use_certificate (JrHubClient *self, const char *file, GError **error)
{
  g_autoptr (GError)          cause = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GByteArray)      key = NULL;

  g_return_val_if_fail (self != NULL && file != NULL, FALSE);

  certificate = g_tls_certificate_new_from_file (file, &cause);
  if (certificate != NULL)
    g_object_get (certificate, "private-key", &key, NULL);
  if (certificate != NULL && key != NULL)
    return g_set_object (&self->certificate, certificate);
  g_set_error (error, JR_SYNC_ERROR, JR_ERROR_INVALID,
               "Could not read a certificate and its key from %s: %s", file,
               cause != NULL ? cause->message : "it has no key");
  return FALSE;
}

JrHubClient *
jr_hub_client_copy (JrHubClient *self)
{
  g_autofree char *secret = NULL;
  JrHubClient     *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = create (self->url, self->authorities, self->is_local);
  secret = jr_hub_client_dup_secret (self);
  jr_hub_client_set_secret (copy, secret);
  copy->limits = self->limits;
  g_set_object (&copy->certificate, self->certificate);
  return copy;
}

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

void
jr_hub_client_free (JrHubClient *self)
{
  g_return_if_fail (self != NULL);

  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_clear_pointer (&self->problem, jr_problem_unref);
  wipe (self->secret);
  g_mutex_clear (&self->lock);
  g_clear_object (&self->authorities);
  g_clear_object (&self->certificate);
  g_free (self->url);
  g_free (self);
}

const char *
jr_hub_client_get_url (JrHubClient *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->url;
}

void
jr_hub_client_set_limits (JrHubClient *self, const JrHubLimits *limits)
{
  self->limits = *limits;
}

/* What may stand in a header; anything else would let a key file write headers of its own. */
static gboolean
is_token (const char *text)
{
  gsize length =
    strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

  return length > 0 && length <= SECRET_MAXIMUM_LENGTH && text[length] == '\0';
}

/** NULL, or what cannot be a secret, means that none is sent. */
void
jr_hub_client_set_secret (JrHubClient *self, const char *secret)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL);

  locker = g_mutex_locker_new (&self->lock);
  wipe (self->secret);
  self->secret = secret != NULL && is_token (secret) ? g_strdup (secret) : NULL;
}

char *
jr_hub_client_dup_secret (JrHubClient *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  locker = g_mutex_locker_new (&self->lock);
  return g_strdup (self->secret);
}

JrProblem *
jr_hub_client_dup_problem (JrHubClient *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  locker = g_mutex_locker_new (&self->lock);
  return self->problem == NULL ? NULL : jr_problem_ref (self->problem);
}

JrProblem *
jr_hub_client_dup_lasting_problem (JrHubClient *self)
{
  g_autoptr (JrProblem) problem = jr_hub_client_dup_problem (self);

  if (problem == NULL || strcmp (problem->type, JR_PROBLEM_OF_OTHERS) == 0)
    return NULL;
  switch (problem->status)
    {
    case 401:
    case 408:
    case 429:
      return NULL;
    default:
      return problem->status >= 400 && problem->status < 500 ? g_steal_pointer (&problem) : NULL;
    }
}

void
jr_hub_client_keep_problem (JrHubClient *self, JrProblem *problem)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_clear_pointer (&self->problem, jr_problem_unref);
  self->problem = problem == NULL ? NULL : jr_problem_ref (problem);
}
