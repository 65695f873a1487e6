/* jr-desk.c: what the windows know: properties, signals and life
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "jr-desk-private.h"

/* The desk is one object for the widgets and five files by sense: session, cases, outbox, documents, words. Everything
 * in it is touched on the main thread, but for what a comment in jr-desk-private.h gives to a worker. */

G_DEFINE_FINAL_TYPE (JrDesk, jr_desk, G_TYPE_OBJECT)

enum
{
  PROP_LINK = 1,
  PROP_LAST_LIVE,
  PROP_OUTBOX_SIZE,
  N_PROPERTIES
};

enum
{
  SIGNAL_CASE_CHANGED,
  SIGNAL_LOGGED_OUT,
  SIGNAL_HUB_RESTORED,
  SIGNAL_REFUSED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint       signals[N_SIGNALS];

void
jr_desk_emit_case_changed (JrDesk *self, const char *id)
{
  g_signal_emit (self, signals[SIGNAL_CASE_CHANGED], 0, id);
}

void
jr_desk_emit_hub_restored (JrDesk *self)
{
  g_signal_emit (self, signals[SIGNAL_HUB_RESTORED], 0);
}

void
jr_desk_emit_logged_out (JrDesk *self)
{
  g_signal_emit (self, signals[SIGNAL_LOGGED_OUT], 0);
}

void
jr_desk_emit_refused (JrDesk *self, guint64 number, const char *case_number, const char *words)
{
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, number, case_number, words);
}

void
jr_desk_notify_link (JrDesk *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_LIVE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
}

void
jr_desk_notify_outbox (JrDesk *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTBOX_SIZE]);
}

static JrTime
get_last_live (JrDesk *self)
{
  return self->engine == NULL ? 0 : jr_sync_engine_get_last_live (self->engine);
}

static void
jr_desk_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  JrDesk *self = JR_DESK (object);

  switch (id)
    {
    case PROP_LINK:
      g_value_set_uint (value, jr_desk_get_link (self));
      break;
    case PROP_LAST_LIVE:
      g_value_set_int64 (value, get_last_live (self));
      break;
    case PROP_OUTBOX_SIZE:
      g_value_set_uint (value, jr_desk_count_queued (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
jr_desk_dispose (GObject *object)
{
  JrDesk *self = JR_DESK (object);

  jr_desk_close_session (self);
  jr_desk_free_documents (self);
  g_clear_pointer (&self->line, jr_worker_free);
  g_clear_pointer (&self->farewells, jr_worker_free);
  G_OBJECT_CLASS (jr_desk_parent_class)->dispose (object);
}

static void
jr_desk_finalize (GObject *object)
{
  JrDesk *self = JR_DESK (object);

  g_clear_object (&self->cases);
  g_hash_table_unref (self->cases_by_id);
  g_hash_table_unref (self->waiting);
  g_hash_table_unref (self->early);
  g_clear_pointer (&self->log_in_problem, jr_problem_unref);
  g_free (self->folder);
  G_OBJECT_CLASS (jr_desk_parent_class)->finalize (object);
}

static void
install_signals (void)
{
  signals[SIGNAL_CASE_CHANGED] = g_signal_new ("case-changed", JR_TYPE_DESK, G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_LOGGED_OUT] = g_signal_new ("logged-out", JR_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_HUB_RESTORED] = g_signal_new ("hub-restored", JR_TYPE_DESK, G_SIGNAL_RUN_LAST, 0,
                                               NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REFUSED] =
    g_signal_new ("refused", JR_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                  G_TYPE_UINT64, G_TYPE_STRING, G_TYPE_STRING);
}

static void
jr_desk_class_init (JrDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = jr_desk_get_property;
  object_class->dispose = jr_desk_dispose;
  object_class->finalize = jr_desk_finalize;

  properties[PROP_LINK] =
    g_param_spec_uint ("link", NULL, NULL, JR_LINK_OFF, JR_LINK_DISTRUSTED, JR_LINK_OFF,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LAST_LIVE] = g_param_spec_int64 ("last-live", NULL, NULL, 0, G_MAXINT64, 0,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_OUTBOX_SIZE] = g_param_spec_uint ("outbox-size", NULL, NULL, 0, G_MAXUINT, 0,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  install_signals ();
}

static void
jr_desk_init (JrDesk *self)
{
  self->line = jr_worker_new ("line");
  self->farewells = jr_worker_new ("farewells");
  jr_desk_init_cases (self);
  jr_desk_init_outbox (self);
  jr_desk_init_documents (self);
}

JrDesk *
jr_desk_new (const char *folder)
{
  JrDesk *self = g_object_new (JR_TYPE_DESK, NULL);

  self->folder = g_strdup (folder);
  return self;
}

gboolean
jr_desk_needs_new_password (JrDesk *self)
{
  return self->log_in_problem != NULL &&
         g_str_equal (jr_problem_get_word (self->log_in_problem), "new-password-required");
}

JrProblem *
jr_desk_dup_log_in_problem (JrDesk *self)
{
  return self->log_in_problem == NULL ? NULL : jr_problem_ref (self->log_in_problem);
}

const JrActor *
jr_desk_get_me (JrDesk *self)
{
  g_return_val_if_fail (JR_IS_DESK (self), NULL);

  return self->me;
}

const JrRoom *
jr_desk_get_room (JrDesk *self)
{
  g_return_val_if_fail (JR_IS_DESK (self), NULL);

  return self->room;
}

JrDistrust
jr_desk_get_distrust (JrDesk *self)
{
  g_return_val_if_fail (JR_IS_DESK (self), JR_DISTRUST_NONE);

  return self->engine == NULL ? JR_DISTRUST_NONE : jr_sync_engine_get_distrust (self->engine);
}

void
jr_desk_trust_hub (JrDesk *self)
{
  g_return_if_fail (JR_IS_DESK (self));

  if (self->engine != NULL)
    jr_sync_engine_trust_again (self->engine);
}

JrLinkState
jr_desk_get_link (JrDesk *self)
{
  g_return_val_if_fail (JR_IS_DESK (self), JR_LINK_OFF);

  return self->engine == NULL ? JR_LINK_OFF : jr_sync_engine_get_link (self->engine);
}

GListModel *
jr_desk_get_cases (JrDesk *self)
{
  g_return_val_if_fail (JR_IS_DESK (self), NULL);

  return G_LIST_MODEL (self->cases);
}

JrCaseItem *
jr_desk_find_case (JrDesk *self, const char *id)
{
  g_return_val_if_fail (JR_IS_DESK (self), NULL);

  return g_hash_table_lookup (self->cases_by_id, id);
}

const char *
jr_desk_get_department_name (JrDesk *self, const char *code)
{
  const JrDepartment *department = NULL;

  if (self->room != NULL && code != NULL)
    department = jr_room_find_department (self->room, code);
  return department == NULL ? code : department->name;
}
