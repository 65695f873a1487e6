/* bench-reference.c: what the hub is compared with, measured in the same run
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-reference.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "bench-load.h"

#define POSTGRES_SECONDS "5"

/* PostgreSQL --------------------------------------------------------------------------------------------------------- */

/* The newest that Debian has put there. (transfer full) (nullable) */
static char *
find_postgres (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/usr/lib/postgresql", 0, NULL);
  const char      *name;
  guint64          newest = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    newest = MAX (newest, g_ascii_strtoull (name, NULL, 10));
  return newest == 0 ? NULL
                     : g_strdup_printf ("/usr/lib/postgresql/%" G_GUINT64_FORMAT "/bin", newest);
}

/* PostgreSQL does not run as root: then as its own user, whose the folder becomes. What it printed, or NULL. */
static char *
run_as_postgres (const char *script, const char *bin, const char *folder, const char *word)
{
  g_autofree char   *text = NULL;
  int                status = 0;
  const char *const  plain[] = { "sh", "-euc", script, "sh", bin, folder, word, NULL };
  const char *const  as_other[] = { "setpriv",
                                    "--reuid=postgres",
                                    "--regid=postgres",
                                    "--clear-groups",
                                    "sh",
                                    "-euc",
                                    script,
                                    "sh",
                                    bin,
                                    folder,
                                    word,
                                    NULL };
  g_autoptr (GError) error = NULL;

  if (!g_spawn_sync (folder, (char **) (geteuid () == 0 ? as_other : plain), NULL,
                     G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, &status, &error) ||
      !g_spawn_check_wait_status (status, &error))
    {
      g_print ("PostgreSQL: %s\n", error->message);
      return NULL;
    }
  return g_steal_pointer (&text);
}

static const char postgres_script[] =
  "export LC_ALL=C PGHOST=\"$2\" PGUSER=bench\n"
  "\"$1/initdb\" -D \"$2/data\" -U bench -A trust >/dev/null\n"
  "\"$1/pg_ctl\" -D \"$2/data\" -w -l \"$2/log\" -o \"-k $2 -c listen_addresses=''\" start >/dev/null\n"
  "trap '\"$1/pg_ctl\" -D \"$2/data\" -m fast -w stop >/dev/null' EXIT\n"
  "\"$1/psql\" -q -d postgres -c 'create table t (id bigserial primary key, text text not null)'\n"
  "echo \"insert into t (text) values (repeat ('x', 400));\" >\"$2/insert.sql\"\n"
  "\"$1/pgbench\" -n -d postgres -c \"$3\" -T " POSTGRES_SECONDS " -f \"$2/insert.sql\" 2>&1 |\n"
  "sed -n 's/^tps = \\([0-9.]*\\).*/\\1/p'\n";

static double
ask_postgres (const char *bin, const char *folder, guint n_clients)
{
  g_autofree char *word = g_strdup_printf ("%u", n_clients);
  g_autofree char *out = run_as_postgres (postgres_script, bin, folder, word);

  return out == NULL ? 0 : g_ascii_strtod (out, NULL);
}

double
bench_postgres_rows (const char *folder, guint n_clients)
{
  g_autofree char *bin = find_postgres ();
  g_autofree char *place = g_build_filename (folder, "postgres", NULL);
  g_autofree char *give = g_strdup_printf ("chown postgres: '%s' && chmod 711 '%s'", place, folder);

  if (bin == NULL)
    {
      g_print ("PostgreSQL is not installed: not compared with it\n");
      return 0;
    }
  if (g_mkdir (place, 0700) != 0 ||
      (geteuid () == 0 && !g_spawn_sync (NULL, (char *[]){ "sh", "-c", give, NULL }, NULL,
                                         G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL)))
    g_error ("%s cannot be made", place);
  return ask_postgres (bin, place, n_clients);
}

/* nginx -------------------------------------------------------------------------------------------------------------- */

struct _BenchNginx
{
  GSubprocess *process;
  guint16      port;
};

static const char nginx_settings[] =
  "daemon off; master_process off; pid %s/nginx.pid; error_log stderr crit;\n"
  "events { worker_connections 1024; }\n"
  "http { access_log off; sendfile on; keepalive_requests 1000000000; default_type text/plain;\n"
  "client_body_temp_path %s; proxy_temp_path %s; fastcgi_temp_path %s; uwsgi_temp_path %s;\n"
  "scgi_temp_path %s; server { listen 127.0.0.1:%u; root %s; } }\n";

/* Free a moment ago; nothing else on this machine takes it meanwhile. */
static guint16
find_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  return g_socket_listener_add_any_inet_port (listener, NULL, NULL);
}

static void
wait_until_it_listens (guint16 port)
{
  g_autoptr (GSocketClient)     client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;

  for (guint i = 0; connection == NULL && i < 1000; i++)
    {
      connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);
      if (connection == NULL)
        g_usleep (10 * 1000);
    }
  if (connection == NULL)
    g_error ("nginx does not listen");
}

BenchNginx *
bench_nginx_new (const char *folder, const char *text)
{
  g_autofree char *program = g_find_program_in_path ("nginx");
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *settings_path = g_build_filename (folder, "nginx.conf", NULL);
  g_autofree char *settings = NULL;
  BenchNginx      *self;

  if (program == NULL && g_file_test ("/usr/sbin/nginx", G_FILE_TEST_IS_EXECUTABLE))
    program = g_strdup ("/usr/sbin/nginx");
  if (program == NULL)
    {
      g_print ("nginx is not installed: not compared with it\n");
      return NULL;
    }
  self = g_new0 (BenchNginx, 1);
  self->port = find_port ();
  settings = g_strdup_printf (nginx_settings, folder, folder, folder, folder, folder, folder,
                              self->port, folder);
  if (!g_file_set_contents (file, text, -1, NULL) ||
      !g_file_set_contents (settings_path, settings, -1, NULL))
    g_error ("%s cannot be written", folder);
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, program, "-p", folder, "-c",
                                    settings_path, NULL);
  if (self->process == NULL)
    g_error ("nginx does not start");
  wait_until_it_listens (self->port);
  return self;
}

void
bench_nginx_free (BenchNginx *self)
{
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_free (self);
}

guint16
bench_nginx_get_port (BenchNginx *self)
{
  return self->port;
}

gint64
bench_nginx_get_cpu_time (BenchNginx *self)
{
  gint64 pid = 0;

  g_ascii_string_to_signed (g_subprocess_get_identifier (self->process), 10, 1, G_MAXINT32, &pid,
                            NULL);
  return bench_cpu_time ((int) pid);
}
