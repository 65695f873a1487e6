/* jr-checker.c: whether the documents of commands can be used
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One call is one piece of work for a small pool: as many PDF workers run at once as the pool has threads, whatever
 * arrives, so that the hub keeps answering while somebody sends it a hundred scans. Only what no later step can find out
 * is looked at here; whether a command makes sense is for the decider to say. */

#include "jr-checker.h"

#include "jr-command.h"
#include "jr-problem.h"
#include "jr-verdict.h"

/* PDF workers at the same time. */
#define THREADS 2

struct _JrChecker
{
  JrVerdicts   *verdicts;
  GThreadPool  *pool;
  GCancellable *stopping;
  gint          n_waiting;
};

typedef struct
{
  GPtrArray    *commands;
  JrCheckerFunc done;
  gpointer      data;
} Call;

static void
call_free (Call *self)
{
  g_ptr_array_unref (self->commands);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

/* One command -------------------------------------------------------------------------------------------------------- */

static JrProblem *
new_problem (const JrDocument *document, const char *word, const char *sentence)
{
  g_autofree char *detail =
    g_strdup_printf ("%s: %s", document->name != NULL ? document->name : "?", sentence);

  return jr_problem_new_for (word, detail);
}

/* FALSE when it could not be looked at. */
static gboolean
check_document (JrChecker        *self,
                const JrDocument *document,
                JrProblem       **out_problem,
                GError          **error)
{
  g_autoptr (JrVerdict) verdict =
    jr_verdicts_get (self->verdicts, document->sha256, self->stopping, error);

  if (verdict == NULL)
    return FALSE;
  if (verdict->word != NULL)
    *out_problem = new_problem (document, verdict->word, verdict->detail);
  else if (verdict->size != document->size)
    *out_problem =
      new_problem (document, "missing-blob", "the uploaded file has another size than was given");
  return TRUE;
}

static gboolean
check_documents (JrChecker *self, GPtrArray *documents, JrProblem **out_problem, GError **error)
{
  for (guint i = 0; i < documents->len && *out_problem == NULL; i++)
    {
      const JrDocument *document = documents->pdata[i];

      /* What has no hash is for the decider to refuse. */
      if (document->sha256 != NULL && !check_document (self, document, out_problem, error))
        return FALSE;
    }
  return TRUE;
}

/* Whether it is a document of the case is for the decider to say; what cannot be opened any more is composed as a fault
 * of the result, and is no reason to keep somebody from deciding. */
static gboolean
check_stamps (JrChecker *self, GPtrArray *stamps, JrProblem **out_problem, GError **error)
{
  for (guint i = 0; i < stamps->len && *out_problem == NULL; i++)
    {
      const JrStamp        *stamp = stamps->pdata[i];
      g_autoptr (JrVerdict) verdict = NULL;

      if (stamp->sha256 == NULL)
        continue;
      verdict = jr_verdicts_get (self->verdicts, stamp->sha256, self->stopping, error);
      if (verdict == NULL)
        return FALSE;
      if (verdict->word == NULL && stamp->page >= verdict->n_pages)
        *out_problem =
          jr_problem_new_for ("invalid", "A mark is on a page that the document does not have");
    }
  return TRUE;
}

static gboolean
needs_looking (const JrCommand *command)
{
  switch (command->kind)
    {
    case JR_COMMAND_SUBMIT:
    case JR_COMMAND_SUPPLEMENT:
      return command->documents->len > 0;
    case JR_COMMAND_DECIDE:
      return command->decision != NULL && command->decision->stamps->len > 0;
    case JR_COMMAND_CLAIM:
    case JR_COMMAND_RELEASE:
    case JR_COMMAND_RECALL:
    case JR_COMMAND_COMMENT:
    case JR_COMMAND_WITHDRAW:
    case JR_COMMAND_PUSH:
    case JR_COMMAND_RECEIVE:
      break;
    }
  return FALSE;
}

static const char *
get_sha256 (gpointer document_or_stamp, JrCommandKind kind)
{
  return kind == JR_COMMAND_DECIDE ? ((JrStamp *) document_or_stamp)->sha256
                                   : ((JrDocument *) document_or_stamp)->sha256;
}

/* Whether a worker may have to be asked, or the disk. */
static gboolean
needs_thread (JrChecker *self, const JrCommand *command)
{
  GPtrArray *named;

  if (!needs_looking (command))
    return FALSE;
  named = command->kind == JR_COMMAND_DECIDE ? command->decision->stamps : command->documents;
  for (guint i = 0; i < named->len; i++)
    {
      const char *sha256 = get_sha256 (named->pdata[i], command->kind);

      if (sha256 != NULL && !jr_verdicts_remember (self->verdicts, sha256))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_command (JrChecker *self, const JrCommand *command, JrProblem **out_problem, GError **error)
{
  if (!needs_looking (command))
    return TRUE;
  return command->kind == JR_COMMAND_DECIDE
           ? check_stamps (self, command->decision->stamps, out_problem, error)
           : check_documents (self, command->documents, out_problem, error);
}

/* All of a call ------------------------------------------------------------------------------------------------------ */

static void
unref_problem (gpointer problem)
{
  if (problem != NULL)
    jr_problem_unref (problem);
}

static GPtrArray *
check_commands (JrChecker *self, GPtrArray *commands, GError **error)
{
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new_full (commands->len, unref_problem);

  for (guint i = 0; i < commands->len; i++)
    {
      JrProblem *problem = NULL;

      if (!check_command (self, commands->pdata[i], &problem, error))
        return NULL;
      g_ptr_array_add (verdicts, problem);
    }
  return g_steal_pointer (&verdicts);
}

static void
finish (JrChecker *self, const Call *call)
{
  g_autoptr (GError)    error = NULL;
  g_autoptr (GPtrArray) verdicts = check_commands (self, call->commands, &error);

  if (verdicts == NULL && !g_cancellable_is_cancelled (self->stopping))
    g_message ("Cannot look at a document: %s", error->message);
  call->done (verdicts, call->data);
}

static void
run (gpointer work, gpointer data)
{
  g_autoptr (Call) call = work;
  JrChecker       *self = data;

  finish (self, call);
  g_atomic_int_add (&self->n_waiting, -1);
}

JrChecker *
jr_checker_new (JrBlobStore *blobs)
{
  JrChecker *self = g_new0 (JrChecker, 1);

  self->verdicts = jr_verdicts_new (blobs);
  self->stopping = g_cancellable_new ();
  self->pool = g_thread_pool_new (run, self, THREADS, FALSE, NULL);
  return self;
}

void
jr_checker_free (JrChecker *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->stopping);
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_object_unref (self->stopping);
  jr_verdicts_free (self->verdicts);
  g_free (self);
}

gboolean
jr_checker_check (JrChecker *self, GPtrArray *commands, JrCheckerFunc done, gpointer data)
{
  Call    *call = NULL;
  gboolean is_needed = FALSE;

  g_return_val_if_fail (self != NULL && commands != NULL && done != NULL, FALSE);

  for (guint i = 0; i < commands->len && !is_needed; i++)
    is_needed = needs_thread (self, commands->pdata[i]);
  if (!is_needed)
    {
      finish (self, &(Call){ commands, done, data });
      return TRUE;
    }
  if (g_atomic_int_add (&self->n_waiting, 1) >= JR_CHECKER_QUEUE_MAXIMUM)
    {
      g_atomic_int_add (&self->n_waiting, -1);
      return FALSE;
    }
  call = g_new0 (Call, 1);
  *call = (Call){ g_ptr_array_ref (commands), done, data };
  /* A thread that cannot be made is made at the next call; the work stays queued. */
  g_thread_pool_push (self->pool, call, NULL);
  return TRUE;
}

void
jr_checker_forget (JrChecker *self, const char *sha256)
{
  g_return_if_fail (self != NULL && sha256 != NULL);

  jr_verdicts_forget (self->verdicts, sha256);
}
