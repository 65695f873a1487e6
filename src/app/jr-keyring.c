/* jr-keyring.c: the session's token in the Secret Service
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-keyring.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>

/* libsecret speaks to the Secret Service, or inside Flatpak keeps a file of the app's own, whose key the desktop's portal
 * has. A locked keyring asks for its password, which can take as long as the person likes, and a broken one may never
 * answer: a deadline cancels every call. */

#define JR_KEYRING_SECONDS 2

static const SecretSchema schema = {
  JR_APP_ID,
  SECRET_SCHEMA_NONE,
  { { "hub", SECRET_SCHEMA_ATTRIBUTE_STRING }, { "user", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

static gboolean
on_deadline (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/* (transfer full): cancelled in time. */
static GCancellable *
new_deadline (void)
{
  GCancellable *cancellable = g_cancellable_new ();

  g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, JR_KEYRING_SECONDS, on_deadline,
                              g_object_ref (cancellable), g_object_unref);
  return cancellable;
}

void
jr_keyring_load_async (const char         *hub,
                       const char         *user,
                       GAsyncReadyCallback callback,
                       gpointer            data)
{
  g_autoptr (GCancellable) deadline = new_deadline ();

  secret_password_lookup (&schema, deadline, callback, data, "hub", hub, "user", user, NULL);
}

char *
jr_keyring_load_finish (GAsyncResult *result, gboolean *out_has_keyring)
{
  g_autoptr (GError) error = NULL;
  char              *token = secret_password_lookup_finish (result, &error);

  *out_has_keyring = error == NULL;
  if (error != NULL)
    g_debug ("no keyring, the password will be asked for: %s", error->message);
  return token;
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!secret_password_store_finish (result, &error))
    g_debug ("no keyring, the password will be asked for at the next start: %s", error->message);
}

void
jr_keyring_store (const char *hub, const char *user, const char *token)
{
  g_autoptr (GCancellable) deadline = new_deadline ();
  /* Translators: the name of an entry in the password app. */
  g_autofree char *label = g_strdup_printf (_ ("Joint Review session of %1$s at %2$s"), user, hub);

  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, token, deadline, on_stored,
                         NULL, "hub", hub, "user", user, NULL);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!secret_password_clear_finish (result, &error) && error != NULL)
    g_debug ("the session's token stays in the keyring, it is of no use there: %s", error->message);
}

void
jr_keyring_forget (const char *hub, const char *user)
{
  g_autoptr (GCancellable) deadline = new_deadline ();

  secret_password_clear (&schema, deadline, on_forgotten, NULL, "hub", hub, "user", user, NULL);
}
