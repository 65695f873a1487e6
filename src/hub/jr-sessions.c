/* jr-sessions.c: logging in, and which sessions are in use
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checking a password takes 50 ms and 64 MB, on purpose. So that nobody can use that to stop the hub, two are checked at
 * a time, some may wait, and each account and each address has its number of failures. What an account looks like from
 * outside is the same whether it exists or not. */

#include "jr-sessions.h"

#include <string.h>

#include "jr-account-table.h"
#include "jr-error.h"
#include "jr-hub.h"
#include "jr-id.h"
#include "jr-metrics.h"
#include "jr-password.h"
#include "jr-throttle.h"
#include "jr-wire.h"

#define THREADS 2
#define WAITING_MAXIMUM 64
/* Failures at once, and then one more in so many seconds. */
#define ACCOUNT_BURST 5
#define ACCOUNT_SECONDS 30
#define ADDRESS_BURST 60
#define ADDRESS_SECONDS 2
#define BUSY_SECONDS 5
#define USE_STEP G_TIME_SPAN_MINUTE
#define USES_MAXIMUM 10000

struct _JrSessions
{
  JrReaders   *readers;
  JrWriter    *writer;
  GThreadPool *pool;
  JrThrottle  *accounts;
  JrThrottle  *addresses;

  GMutex      lock;
  GHashTable *uses; /* digest of a secret → gint64 *, when its use was written down */
};

/**
 * LogIn:
 * @old_hash: what the password was checked against
 * @new_hash: (nullable): of @new_password
 */
typedef struct
{
  JrSessions *sessions;
  JrRequest  *request;
  char       *user;
  char       *password;
  char       *new_password;
  JrActor    *me;
  char       *old_hash;
  char       *new_hash;
  char       *token;
  JrTime      expires;
} LogIn;

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

static void
log_in_free (LogIn *self)
{
  g_clear_pointer (&self->me, jr_actor_unref);
  g_free (self->user);
  wipe (self->password);
  wipe (self->new_password);
  g_free (self->old_hash);
  g_free (self->new_hash);
  wipe (self->token);
  g_free (self);
}

static void
answer (LogIn *self, JrResponse *response)
{
  jr_request_answer (self->request, response);
  log_in_free (self);
}

static JrResponse *
make_too_many (guint seconds)
{
  JrResponse      *response = jr_response_new_problem_for ("too-many-attempts", NULL);
  g_autofree char *text = g_strdup_printf ("%u", seconds);

  jr_response_add_header (response, MHD_HTTP_HEADER_RETRY_AFTER, text);
  return response;
}

/* Written on the writer's thread -------------------------------------------------------------------------------------- */

static gboolean
store_session (JrDatabase *database, GPtrArray *frames, gpointer data, GError **error)
{
  LogIn                *self = data;
  g_autoptr (JrAccount) account = jr_account_table_load (database, self->user, error);
  JrTime                now = jr_time_now ();

  if (account == NULL)
    return FALSE;
  if (account->is_disabled || g_strcmp0 (account->password_hash, self->old_hash) != 0)
    {
      g_set_error_literal (error, JR_STORE_ERROR, JR_ERROR_CONFLICT,
                           "The account has changed while it logged in");
      return FALSE;
    }
  if (self->new_hash != NULL &&
      (!jr_account_table_set_password (database, self->user, self->new_hash, FALSE, 0, error) ||
       !jr_secret_table_remove_all_of (database, self->user, error)))
    return FALSE;
  self->expires = now + JR_SESSION_MAXIMUM;
  return jr_secret_table_put (database, self->token, self->user, now, self->expires, error);
}

static void
on_session_stored (gpointer data, const GError *error)
{
  LogIn           *self = data;
  g_autofree char *expires = NULL;
  JsonObject      *members;

  if (error != NULL)
    {
      gboolean has_changed = g_error_matches (error, JR_STORE_ERROR, JR_ERROR_CONFLICT);

      answer (self, has_changed ? jr_response_new_problem_for ("wrong-credentials", NULL)
                                : jr_response_new_error (error));
      return;
    }
  jr_metrics_add (JR_METRIC_LOG_INS_DONE, 1);
  /* All other sessions have ended with the old password. */
  if (self->new_hash != NULL)
    jr_subscribers_check_all (self->request->hub->subscribers);
  expires = jr_time_to_string (self->expires);
  members = json_object_new ();
  json_object_set_string_member (members, "token", self->token);
  json_object_set_string_member (members, "expires", expires);
  json_object_set_member (members, "me", jr_wire_write_actor (self->me));
  answer (self, jr_response_new_object (MHD_HTTP_CREATED, members));
}

/* Checked on the pool ------------------------------------------------------------------------------------------------ */

/* *out_account NULL when there is none. */
static gboolean
load_account (LogIn *self, JrAccount **out_account, GError **error)
{
  JrDatabase        *database = jr_readers_take (self->sessions->readers, error);
  g_autoptr (GError) cause = NULL;

  *out_account = NULL;
  if (database == NULL)
    return FALSE;
  *out_account = jr_account_table_load (database, self->user, &cause);
  jr_readers_give (self->sessions->readers, database);
  if (*out_account != NULL || g_error_matches (cause, JR_STORE_ERROR, JR_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

static JrResponse *
check_new_password (LogIn *self)
{
  if (g_utf8_strlen (self->new_password, -1) < JR_PASSWORD_MINIMUM)
    return jr_response_new_problem_for ("invalid", "The new password is too short");
  if (strcmp (self->new_password, self->password) == 0)
    return jr_response_new_problem_for ("invalid", "The new password is the old one");
  return NULL;
}

static JrResponse *
check_password (LogIn *self)
{
  g_autoptr (JrAccount) account = NULL;
  g_autoptr (GError)    error = NULL;
  JrResponse           *response;

  if (!load_account (self, &account, &error))
    return jr_response_new_error (error);
  if (!jr_password_verify (account == NULL ? NULL : account->password_hash, self->password) ||
      account->is_disabled)
    return jr_response_new_problem_for ("wrong-credentials", NULL);
  if (account->password_is_once && account->password_expires_at > 0 &&
      account->password_expires_at <= jr_time_now ())
    return jr_response_new_problem_for (
      "wrong-credentials", "The one-time password has expired; the administrator makes a new one");
  jr_throttle_give_back (self->sessions->accounts, self->user);
  jr_throttle_give_back (self->sessions->addresses, self->request->address);
  if (self->new_password == NULL && account->password_is_once)
    return jr_response_new_problem_for ("new-password-required", NULL);
  response = self->new_password == NULL ? NULL : check_new_password (self);
  if (response != NULL)
    return response;
  if (self->new_password != NULL &&
      (self->new_hash = jr_password_hash (self->new_password, &error)) == NULL)
    return jr_response_new_problem_for ("busy", NULL);
  self->me = jr_actor_ref (account->actor);
  self->old_hash = g_strdup (account->password_hash);
  self->token = jr_token_new ();
  return NULL;
}

static void
log_in (gpointer data, gpointer sessions)
{
  LogIn      *self = data;
  JrResponse *response = check_password (self);

  if (response == NULL &&
      !jr_writer_push (self->sessions->writer, store_session, on_session_stored, self))
    response = jr_response_new_problem_for ("busy", NULL);
  if (response == NULL)
    return;
  jr_metrics_add (JR_METRIC_LOG_INS_REFUSED, 1);
  answer (self, response);
}

/* Life --------------------------------------------------------------------------------------------------------------- */

JrSessions *
jr_sessions_new (JrReaders *readers, JrWriter *writer)
{
  JrSessions *self = g_new0 (JrSessions, 1);

  g_mutex_init (&self->lock);
  self->readers = readers;
  self->writer = writer;
  self->accounts = jr_throttle_new (ACCOUNT_BURST, ACCOUNT_SECONDS * G_TIME_SPAN_SECOND);
  self->addresses = jr_throttle_new (ADDRESS_BURST, ADDRESS_SECONDS * G_TIME_SPAN_SECOND);
  self->uses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pool = g_thread_pool_new (log_in, self, THREADS, FALSE, NULL);
  return self;
}

void
jr_sessions_free (JrSessions *self)
{
  g_return_if_fail (self != NULL);

  g_thread_pool_free (self->pool, FALSE, TRUE);
  jr_throttle_free (self->accounts);
  jr_throttle_free (self->addresses);
  g_hash_table_unref (self->uses);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
take_attempt (JrSessions *self, JrRequest *request, const char *user, guint *out_wait)
{
  gint64 now = g_get_monotonic_time ();

  *out_wait = BUSY_SECONDS;
  if (g_thread_pool_unprocessed (self->pool) >= WAITING_MAXIMUM ||
      !jr_throttle_take (self->addresses, request->address, now, out_wait))
    return FALSE;
  if (jr_throttle_take (self->accounts, user, now, out_wait))
    return TRUE;
  jr_throttle_give_back (self->addresses, request->address);
  return FALSE;
}

JrResponse *
jr_sessions_log_in (JrSessions *self,
                    JrRequest  *request,
                    const char *user,
                    const char *password,
                    const char *new_password)
{
  LogIn *attempt;
  guint  wait;

  g_return_val_if_fail (self != NULL && request != NULL, NULL);
  g_return_val_if_fail (user != NULL && password != NULL, NULL);

  if (!take_attempt (self, request, user, &wait))
    return make_too_many (wait);
  attempt = g_new (LogIn, 1);
  *attempt = (LogIn){ .sessions = self,
                      .request = request,
                      .user = g_strdup (user),
                      .password = g_strdup (password),
                      .new_password = g_strdup (new_password) };
  jr_request_suspend (request);
  /* Only starting a thread can fail, and then one that runs takes it. */
  g_thread_pool_push (self->pool, attempt, NULL);
  return NULL;
}

static gboolean
remove_session (JrDatabase *database, GPtrArray *frames, gpointer data, GError **error)
{
  return jr_secret_table_remove (database, ((JrRequest *) data)->secret, error);
}

static gboolean
remove_sessions (JrDatabase *database, GPtrArray *frames, gpointer data, GError **error)
{
  return jr_secret_table_remove_sessions_of (database, ((JrRequest *) data)->actor->user, error);
}

static void
on_session_removed (gpointer data, const GError *error)
{
  /* Its open lines end now, not at their next bookmark. */
  if (error == NULL)
    jr_subscribers_check_all (((JrRequest *) data)->hub->subscribers);
  jr_request_answer (data,
                     error == NULL ? jr_response_new_empty () : jr_response_new_error (error));
}

JrResponse *
jr_sessions_log_out (JrSessions *self, JrRequest *request, gboolean everywhere)
{
  g_return_val_if_fail (self != NULL && request != NULL, NULL);

  jr_request_suspend (request);
  if (!jr_writer_push (self->writer, everywhere ? remove_sessions : remove_session,
                       on_session_removed, request))
    jr_request_answer (request, jr_response_new_problem_for ("busy", NULL));
  return NULL;
}

/* In use ------------------------------------------------------------------------------------------------------------- */

static gboolean
touch (JrDatabase *database, GPtrArray *frames, gpointer data, GError **error)
{
  return jr_secret_table_touch (database, data, jr_time_now (), error);
}

static void
on_touched (gpointer data, const GError *error)
{
  wipe (data);
}

/* Whether it is time to write it down. */
static gboolean
is_due (JrSessions *self, const char *secret)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  char                    *digest = jr_sha256_of (secret, strlen (secret));
  gint64                  *last = g_hash_table_lookup (self->uses, digest);
  gint64                   now = g_get_monotonic_time ();

  if (last != NULL && now - *last < USE_STEP)
    {
      g_free (digest);
      return FALSE;
    }
  if (g_hash_table_size (self->uses) >= USES_MAXIMUM)
    g_hash_table_remove_all (self->uses);
  last = g_new (gint64, 1);
  *last = now;
  g_hash_table_insert (self->uses, digest, last);
  return TRUE;
}

void
jr_sessions_note_use (JrSessions *self, const char *secret)
{
  char *copy;

  g_return_if_fail (self != NULL && secret != NULL);

  if (!is_due (self, secret))
    return;
  copy = g_strdup (secret);
  /* When the writer has too much to do, the next minute will be noted. */
  if (!jr_writer_push (self->writer, touch, on_touched, copy))
    wipe (copy);
}
