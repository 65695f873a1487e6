/* jr-delivery.c: sends results to the counters' own systems
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is due stands in the database, and what became of an attempt is written there before its case goes on; so a hub
 * that dies sends again what it had not written down, under the same id, and never forgets. All of this is one thread
 * with a main context; only the writing is the writer's. */

#include "jr-delivery.h"

#include "jr-delivery-table.h"
#include "jr-hub-error.h"
#include "jr-metrics.h"
#include "jr-webhook-line.h"

/* Results under way to one target, and to all together. */
#define TARGET_MAXIMUM 4
#define ALL_MAXIMUM 32
/* Commits come in quick succession; one look takes up many. */
#define PAUSE_MS 20
/* The clock of the room may be set, so nobody sleeps longer by it. */
#define SLEEP_MAXIMUM JR_TIME_MINUTE
/* When the database or the writer had no time. */
#define TROUBLE_MS 1000
#define STATUS_GONE 410
#define FAULT_MAXIMUM 200

/** Target: a webhook with something under way. */
typedef struct
{
  JrWebhookLine *line;
  GHashTable    *sending; /* sequences under way (gint64) */
} Target;

struct _JrDelivery
{
  JrHubFolder           *folder;
  JrReaders             *readers;
  JrFeed                *feed;
  JrWriter              *writer;
  JrHeadKeeper          *heads;
  const JrDeliveryRules *rules;
  GThread               *thread;
  GMainContext          *context;
  GMainLoop             *loop;
  GCancellable          *stopping;
  guint64                watch;
  gint                   has_news; /* atomic: a look is on its way */
  GHashTable            *targets;  /* number (gint64) → Target; of the thread, as all below */
  GSource               *alarm;    /* or NULL */
  guint                  n_busy;   /* sent or being written down */
};

/** Attempt: one result on its way to one target, until what became of it is written down. */
typedef struct
{
  JrDelivery     *delivery;
  gint64          webhook;
  gint64          sequence;
  guint           attempts; /* with this one */
  gboolean        is_gone;
  JrDeliveryState state;
  JrTime          due_at;
  JrTime          at;
  JrTime          retry_after;
  char           *fault;
  gboolean        is_written;
} Attempt;

static void look_again_in (JrDelivery *self, gint64 milliseconds);

/* What was given up ends by itself; only then does the thread. */
static void
quit_if_idle (JrDelivery *self)
{
  if (g_cancellable_is_cancelled (self->stopping) && self->n_busy == 0)
    g_main_loop_quit (self->loop);
}

static void
attempt_free (Attempt *self)
{
  g_free (self->fault);
  g_free (self);
}

static void
target_free (gpointer data)
{
  Target *self = data;

  g_clear_pointer (&self->line, jr_webhook_line_free);
  g_hash_table_unref (self->sending);
  g_free (self);
}

/* Writing down ------------------------------------------------------------------------------------------------------- */

static gboolean
note_target (JrDatabase *database, const Attempt *attempt, GError **error)
{
  g_autoptr (GError)    cause = NULL;
  g_autoptr (JrWebhook) webhook = jr_webhook_table_load (database, attempt->webhook, &cause);
  guint                 failures;
  JrTime                rest;

  /* Removed meanwhile. */
  if (g_error_matches (cause, JR_STORE_ERROR, JR_ERROR_NOT_FOUND))
    return TRUE;
  if (webhook == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (attempt->is_gone && webhook->state == JR_WEBHOOK_ON)
    return jr_webhook_table_set_state (database, webhook->number, JR_WEBHOOK_GONE, attempt->at,
                                       error);
  failures = attempt->state == JR_DELIVERY_DONE ? 0 : webhook->failures + 1;
  rest = failures == 0 ? 0
                       : jr_delivery_schedule_rest (failures, attempt->at, attempt->retry_after,
                                                    g_random_int ());
  return (failures == 0 && webhook->failures == 0) ||
         jr_webhook_table_set_rest (database, webhook->number, failures, rest, error);
}

/* On the writer's thread, as on_written(). */
static gboolean
write_down (JrDatabase *database, GPtrArray *frames, gpointer data, GError **error)
{
  const Attempt *attempt = data;

  return jr_delivery_table_settle (database, attempt->webhook, attempt->sequence, attempt->state,
                                   attempt->due_at, attempt->at, attempt->fault, error) &&
         note_target (database, attempt, error);
}

static gboolean submit (gpointer data);

static void
submit_later (Attempt *attempt)
{
  g_autoptr (GSource) source = g_timeout_source_new (TROUBLE_MS);

  g_source_set_callback (source, submit, attempt, NULL);
  g_source_attach (source, attempt->delivery->context);
}

static void
forget (Attempt *attempt)
{
  JrDelivery *self = attempt->delivery;
  Target     *target = g_hash_table_lookup (self->targets, &attempt->webhook);

  if (target != NULL)
    g_hash_table_remove (target->sending, &attempt->sequence);
  self->n_busy--;
  attempt_free (attempt);
  look_again_in (self, 0);
  quit_if_idle (self);
}

/* Back on the thread of the delivery. What could not be written stays where it is, so that it is not sent twice. */
static gboolean
settle (gpointer data)
{
  Attempt *attempt = data;

  if (attempt->is_written || g_cancellable_is_cancelled (attempt->delivery->stopping))
    forget (attempt);
  else
    submit_later (attempt);
  return G_SOURCE_REMOVE;
}

static void
on_written (gpointer data, const GError *error)
{
  Attempt            *attempt = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  attempt->is_written = error == NULL;
  g_source_set_callback (source, settle, attempt, NULL);
  g_source_attach (source, attempt->delivery->context);
}

static gboolean
submit (gpointer data)
{
  Attempt *attempt = data;

  if (g_cancellable_is_cancelled (attempt->delivery->stopping))
    forget (attempt);
  else if (!jr_writer_push (attempt->delivery->writer, write_down, on_written, attempt))
    submit_later (attempt);
  return G_SOURCE_REMOVE;
}

/* Sending ------------------------------------------------------------------------------------------------------------ */

static void
judge (Attempt *attempt, const JrWebhookReply *reply)
{
  const JrDeliverySchedule *schedule = &attempt->delivery->rules->schedule;

  attempt->at = jr_time_now ();
  jr_metrics_add (reply->fault == NULL ? JR_METRIC_DELIVERIES_DONE : JR_METRIC_DELIVERIES_FAILED,
                  1);
  if (reply->fault == NULL)
    {
      attempt->state = JR_DELIVERY_DONE;
      return;
    }
  attempt->fault =
    g_utf8_substring (reply->fault, 0, MIN (g_utf8_strlen (reply->fault, -1), FAULT_MAXIMUM));
  attempt->is_gone = reply->status == STATUS_GONE;
  attempt->retry_after = jr_delivery_schedule_read_retry_after (reply->retry_after, attempt->at);
  attempt->due_at = jr_delivery_schedule_next (schedule, attempt->attempts, attempt->at,
                                               attempt->retry_after, g_random_int ());
  /* Whoever is switched on again gets what it did not want to have then. */
  attempt->state =
    attempt->due_at == 0 && !attempt->is_gone ? JR_DELIVERY_FAILED : JR_DELIVERY_WAITING;
  /* Named as "deliveries" names it, which tells the case to whoever may know. */
  g_message ("Delivery %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT " failed at attempt %u: %s%s",
             attempt->webhook, attempt->sequence, attempt->attempts, attempt->fault,
             attempt->is_gone                       ? "; the webhook is off now"
             : attempt->state == JR_DELIVERY_FAILED ? "; it is not tried again"
                                                    : "");
}

static void
on_reply (const JrWebhookReply *reply, gpointer data)
{
  Attempt *attempt = data;

  /* Given up by ourselves, unless the answer had come already. */
  if (g_cancellable_is_cancelled (attempt->delivery->stopping) && reply->fault != NULL)
    {
      forget (attempt);
      return;
    }
  judge (attempt, reply);
  if (!jr_writer_push (attempt->delivery->writer, write_down, on_written, attempt))
    submit_later (attempt);
}

static Target *
get_target (JrDelivery *self, const JrWebhook *webhook, GError **error)
{
  Target *target = g_hash_table_lookup (self->targets, &webhook->number);

  if (target == NULL)
    {
      target = g_new0 (Target, 1);
      target->sending = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
      g_hash_table_insert (self->targets, g_memdup2 (&webhook->number, sizeof webhook->number),
                           target);
    }
  /* The line of a target that was set up anew under this number; it has nothing under way. */
  if (target->line != NULL && g_hash_table_size (target->sending) == 0 &&
      !jr_webhook_line_is_for (target->line, webhook))
    g_clear_pointer (&target->line, jr_webhook_line_free);
  if (target->line == NULL)
    target->line = jr_webhook_line_new (webhook, self->rules->seconds, error);
  return target;
}

static void
send_one (JrDelivery            *self,
          JrDatabase            *database,
          const JrWebhook       *webhook,
          const JrDeliveryEntry *entry)
{
  JrTime             now = jr_time_now ();
  gboolean           has_old = webhook->old_secret != NULL && webhook->old_until > now;
  const char        *secrets[] = { webhook->secret, has_old ? webhook->old_secret : NULL, NULL };
  g_autoptr (GError) error = NULL;
  Target            *target = get_target (self, webhook, &error);
  g_autoptr (JrResultMessage) message =
    target->line == NULL ? NULL
                         : jr_result_message_new (database, entry->sequence, self->heads, &error);
  Attempt *attempt = g_new0 (Attempt, 1);

  *attempt = (Attempt){ .delivery = self,
                        .webhook = webhook->number,
                        .sequence = entry->sequence,
                        .attempts = entry->attempts + 1 };
  g_hash_table_add (target->sending, g_memdup2 (&entry->sequence, sizeof entry->sequence));
  self->n_busy++;
  if (message == NULL)
    on_reply (&(JrWebhookReply){ .fault = error->message }, attempt);
  else
    jr_webhook_line_send (target->line, message, secrets, now, self->stopping, on_reply, attempt);
}

/* Looking ------------------------------------------------------------------------------------------------------------ */

static guint
count_sending (JrDelivery *self, const JrWebhook *webhook)
{
  const Target *target = g_hash_table_lookup (self->targets, &webhook->number);

  return target == NULL ? 0 : g_hash_table_size (target->sending);
}

static gboolean
is_sending (JrDelivery *self, const JrDeliveryEntry *entry)
{
  const Target *target = g_hash_table_lookup (self->targets, &entry->webhook);

  return target != NULL && g_hash_table_contains (target->sending, &entry->sequence);
}

static gboolean
send_due (JrDelivery      *self,
          JrDatabase      *database,
          const JrWebhook *webhook,
          JrTime           now,
          GError         **error)
{
  guint                 maximum = webhook->failures > 0 ? 1 : TARGET_MAXIMUM;
  guint                 n_sending = count_sending (self, webhook);
  g_autoptr (GPtrArray) due = NULL;

  if (n_sending >= maximum)
    return TRUE;
  due = jr_delivery_table_list_due (database, webhook->number, now, maximum + n_sending, error);
  if (due == NULL)
    return FALSE;
  for (guint i = 0; i < due->len && n_sending < maximum && self->n_busy < ALL_MAXIMUM; i++)
    if (!is_sending (self, due->pdata[i]))
      {
        send_one (self, database, webhook, due->pdata[i]);
        n_sending++;
      }
  return TRUE;
}

/* @in_out_wake_up: the earliest time so far */
static gboolean
look_after (JrDelivery      *self,
            JrDatabase      *database,
            const JrWebhook *webhook,
            JrTime           now,
            JrTime          *in_out_wake_up,
            GError         **error)
{
  JrTime next = webhook->rests_until;

  if (webhook->state != JR_WEBHOOK_ON)
    return TRUE;
  if (webhook->rests_until <= now &&
      (!send_due (self, database, webhook, now, error) ||
       !jr_delivery_table_get_next_due (database, webhook->number, now, &next, error)))
    return FALSE;
  if (next > now)
    *in_out_wake_up = MIN (*in_out_wake_up, next);
  return TRUE;
}

static gboolean
look_after_all (JrDelivery *self, JrDatabase *database, JrTime *out_wait, GError **error)
{
  JrTime                now = jr_time_now ();
  JrTime                wake_up = now + SLEEP_MAXIMUM;
  g_autoptr (GPtrArray) webhooks = jr_webhook_table_load_all (database, error);

  if (webhooks == NULL)
    return FALSE;
  for (guint i = 0; i < webhooks->len; i++)
    if (!look_after (self, database, webhooks->pdata[i], now, &wake_up, error))
      return FALSE;
  *out_wait = wake_up - now;
  return TRUE;
}

static void
look (JrDelivery *self)
{
  g_autoptr (GError) error = NULL;
  JrDatabase        *database = jr_readers_take (self->readers, &error);
  JrTime             wait = TROUBLE_MS;

  g_atomic_int_set (&self->has_news, FALSE);
  if (database != NULL)
    {
      look_after_all (self, database, &wait, &error);
      jr_readers_give (self->readers, database);
    }
  if (error != NULL)
    g_message ("Cannot see which results are to be delivered: %s", error->message);
  look_again_in (self, wait);
}

static gboolean
on_alarm (gpointer data)
{
  JrDelivery *self = data;

  g_clear_pointer (&self->alarm, g_source_unref);
  if (!g_cancellable_is_cancelled (self->stopping))
    look (self);
  return G_SOURCE_REMOVE;
}

/* The earlier one counts. */
static void
look_again_in (JrDelivery *self, gint64 milliseconds)
{
  gint64 at = g_get_monotonic_time () + milliseconds * G_TIME_SPAN_MILLISECOND;

  if (self->alarm != NULL && g_source_get_ready_time (self->alarm) <= at)
    return;
  if (self->alarm != NULL)
    g_source_destroy (self->alarm);
  g_clear_pointer (&self->alarm, g_source_unref);
  self->alarm = g_timeout_source_new (0);
  g_source_set_ready_time (self->alarm, at);
  g_source_set_callback (self->alarm, on_alarm, self, NULL);
  g_source_attach (self->alarm, self->context);
}

/* The thread --------------------------------------------------------------------------------------------------------- */

static gboolean
on_woken (gpointer data)
{
  look_again_in (data, 0);
  return G_SOURCE_REMOVE;
}

/* On the writer's thread. */
static void
on_news (gpointer data)
{
  JrDelivery         *self = data;
  g_autoptr (GSource) source = NULL;

  if (!g_atomic_int_compare_and_exchange (&self->has_news, FALSE, TRUE))
    return;
  source = g_timeout_source_new (PAUSE_MS);
  g_source_set_callback (source, on_woken, self, NULL);
  g_source_attach (source, self->context);
}

static void
on_webhooks_changed (GFileMonitor     *monitor,
                     GFile            *file,
                     GFile            *other,
                     GFileMonitorEvent event,
                     JrDelivery       *self)
{
  look_again_in (self, 0);
}

/* Without it what an administrator changes is seen within a minute. */
static GFileMonitor *
watch_webhooks (JrDelivery *self)
{
  g_autofree char   *path = jr_hub_folder_dup_webhooks_notice_path (self->folder);
  g_autoptr (GFile)  file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GFileMonitor      *monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);

  if (monitor == NULL)
    g_message ("Changed webhooks are seen late: %s", error->message);
  else
    g_signal_connect (monitor, "changed", G_CALLBACK (on_webhooks_changed), self);
  return monitor;
}

static gpointer
run (gpointer data)
{
  JrDelivery              *self = data;
  g_autoptr (GFileMonitor) monitor = NULL;

  g_main_context_push_thread_default (self->context);
  monitor = watch_webhooks (self);
  look (self);
  g_main_loop_run (self->loop);
  if (self->alarm != NULL)
    g_source_destroy (self->alarm);
  g_clear_pointer (&self->alarm, g_source_unref);
  g_clear_object (&monitor);
  g_clear_pointer (&self->targets, g_hash_table_unref);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* Life --------------------------------------------------------------------------------------------------------------- */

JrDelivery *
jr_delivery_new (JrHubFolder           *folder,
                 JrReaders             *readers,
                 JrFeed                *feed,
                 JrWriter              *writer,
                 JrHeadKeeper          *heads,
                 const JrDeliveryRules *rules)
{
  JrDelivery *self = g_new0 (JrDelivery, 1);

  self->folder = folder;
  self->readers = readers;
  self->feed = feed;
  self->writer = writer;
  self->heads = heads;
  self->rules = rules;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->stopping = g_cancellable_new ();
  self->targets = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, target_free);
  self->watch = jr_feed_watch (feed, on_news, self);
  self->thread = g_thread_new ("jr-delivery", run, self);
  return self;
}

/* On the thread: what is cancelled belongs to it. */
static gboolean
on_ending (gpointer data)
{
  JrDelivery *self = data;

  g_cancellable_cancel (self->stopping);
  quit_if_idle (self);
  return G_SOURCE_REMOVE;
}

void
jr_delivery_free (JrDelivery *self)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_return_if_fail (self != NULL);

  jr_feed_unwatch (self->feed, self->watch);
  g_source_set_callback (source, on_ending, self, NULL);
  g_source_attach (source, self->context);
  g_thread_join (self->thread);
  g_object_unref (self->stopping);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_free (self);
}
