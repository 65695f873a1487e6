/* jr-tls.c: what the hub shows of itself on a TLS line, and what it wants to see of the other end
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * TLS 1.2 and 1.3 as GnuTLS sets them up. With an authority for clients libmicrohttpd asks for a certificate but takes
 * lines without one, too; here GnuTLS is told to want one and to look at it, so that a stranger gets no further than the
 * greeting. */

#include "jr-tls.h"

#include <gnutls/gnutls.h>
#include <string.h>

#include "jr-error.h"
#include "jr-hub-error.h"

#define PRIORITIES "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"
#define OPTIONS_MAXIMUM 5

struct _JrTls
{
  char                 *certificate; /* NULL: in the clear */
  char                 *key;
  char                 *authority; /* (nullable) of clients */
  struct MHD_OptionItem options[OPTIONS_MAXIMUM];
};

static gboolean
check_options (const JrHubOptions *options, GError **error)
{
  gboolean has_certificate = options->tls_certificate != NULL;

  if (has_certificate == (options->tls_key != NULL) &&
      (has_certificate || options->tls_client_ca == NULL))
    return TRUE;
  g_set_error_literal (error, JR_HUB_ERROR, JR_ERROR_INVALID,
                       has_certificate == (options->tls_key != NULL)
                         ? "--tls-client-ca needs --tls-cert and --tls-key"
                         : "--tls-cert and --tls-key belong together");
  return FALSE;
}

/* libmicrohttpd starts, and takes nobody, with an authority that it cannot read. */
static gboolean
check_authority (JrTls *self, const char *path, GError **error)
{
  g_autoptr (GTlsCertificate) certificate =
    g_tls_certificate_new_from_pem (self->authority, -1, error);

  g_prefix_error (error, "%s: ", path);
  return certificate != NULL;
}

static gboolean
load (JrTls *self, const JrHubOptions *options, GError **error)
{
  if (!check_options (options, error))
    return FALSE;
  if (options->tls_certificate == NULL)
    return TRUE;
  if (!g_file_get_contents (options->tls_certificate, &self->certificate, NULL, error) ||
      !g_file_get_contents (options->tls_key, &self->key, NULL, error))
    return FALSE;
  return options->tls_client_ca == NULL ||
         (g_file_get_contents (options->tls_client_ca, &self->authority, NULL, error) &&
          check_authority (self, options->tls_client_ca, error));
}

static void
set_options (JrTls *self)
{
  guint n = 0;

  if (self->certificate != NULL)
    {
      self->options[n++] =
        (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_CERT, 0, self->certificate };
      self->options[n++] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_KEY, 0, self->key };
      self->options[n++] =
        (struct MHD_OptionItem){ MHD_OPTION_HTTPS_PRIORITIES, 0, (void *) PRIORITIES };
    }
  if (self->authority != NULL)
    self->options[n++] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_TRUST, 0, self->authority };
  self->options[n++] = (struct MHD_OptionItem){ MHD_OPTION_END, 0, NULL };
  g_assert (n <= OPTIONS_MAXIMUM);
}

JrTls *
jr_tls_new (const JrHubOptions *options, GError **error)
{
  g_autoptr (JrTls) self = g_new0 (JrTls, 1);

  g_return_val_if_fail (options != NULL, NULL);

  if (!load (self, options, error))
    return NULL;
  set_options (self);
  return g_steal_pointer (&self);
}

void
jr_tls_free (JrTls *self)
{
  g_return_if_fail (self != NULL);

  if (self->key != NULL)
    explicit_bzero (self->key, strlen (self->key));
  g_free (self->key);
  g_free (self->certificate);
  g_free (self->authority);
  g_free (self);
}

gboolean
jr_tls_is_on (JrTls *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->certificate != NULL;
}

struct MHD_OptionItem *
jr_tls_get_options (JrTls *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->options;
}

void
jr_tls_guard (JrTls *self, struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info;

  g_return_if_fail (self != NULL && connection != NULL);

  if (self->authority == NULL)
    return;
  info = MHD_get_connection_info (connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
  gnutls_certificate_server_set_request (info->tls_session, GNUTLS_CERT_REQUIRE);
  gnutls_session_set_verify_cert (info->tls_session, NULL, 0);
}
