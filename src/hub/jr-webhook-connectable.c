/* jr-webhook-connectable.c: a host, as far as it may be connected to
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* GIO connects to what an enumerator of addresses gives it; this one passes on those of a network address's own that the
 * rules let through. libsoup takes it in the place of looking the host up by itself. */

#include "jr-hub-error.h"
#include "jr-webhook-address.h"

/* The enumerator ------------------------------------------------------------------------------------------------------ */

#define JR_TYPE_WEBHOOK_ADDRESSES (jr_webhook_addresses_get_type ())
G_DECLARE_FINAL_TYPE (JrWebhookAddresses,
                      jr_webhook_addresses,
                      JR,
                      WEBHOOK_ADDRESSES,
                      GSocketAddressEnumerator)

struct _JrWebhookAddresses
{
  GSocketAddressEnumerator  parent;
  GSocketAddressEnumerator *all;
  GPtrArray                *allowed;
  gboolean                  is_tls;
  gboolean                  has_given; /* at least one */
  GError                   *refusal;   /* of the last one that was refused */
};

G_DEFINE_FINAL_TYPE (JrWebhookAddresses, jr_webhook_addresses, G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static gboolean
may_pass (JrWebhookAddresses *self, GSocketAddress *address)
{
  const JrWebhookAddressRules rules = { self->allowed, self->is_tls };

  g_clear_error (&self->refusal);
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return FALSE;
  return jr_webhook_address_check (&rules,
                                   g_inet_socket_address_get_address (
                                     G_INET_SOCKET_ADDRESS (address)),
                                   &self->refusal);
}

/* At the end: nothing when some were given, else why none was. */
static void
end (JrWebhookAddresses *self, GError **error)
{
  if (!self->has_given && self->refusal != NULL)
    g_propagate_error (error, g_steal_pointer (&self->refusal));
}

static GSocketAddress *
next (GSocketAddressEnumerator *enumerator, GCancellable *cancellable, GError **error)
{
  JrWebhookAddresses *self = JR_WEBHOOK_ADDRESSES (enumerator);
  GError             *cause = NULL;

  while (TRUE)
    {
      g_autoptr (GSocketAddress) address =
        g_socket_address_enumerator_next (self->all, cancellable, &cause);

      if (address == NULL)
        {
          if (cause != NULL)
            g_propagate_error (error, cause);
          else
            end (self, error);
          return NULL;
        }
      if (may_pass (self, address))
        {
          self->has_given = TRUE;
          return g_steal_pointer (&address);
        }
    }
}

static void
on_next (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask)          task = data;
  JrWebhookAddresses        *self = g_task_get_source_object (task);
  GError                    *error = NULL;
  g_autoptr (GSocketAddress) address =
    g_socket_address_enumerator_next_finish (self->all, result, &error);

  if (address != NULL && !may_pass (self, address))
    {
      g_socket_address_enumerator_next_async (self->all, g_task_get_cancellable (task), on_next,
                                              g_object_ref (task));
      return;
    }
  if (address != NULL)
    self->has_given = TRUE;
  else if (error == NULL)
    end (self, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&address), g_object_unref);
}

static void
next_async (GSocketAddressEnumerator *enumerator,
            GCancellable             *cancellable,
            GAsyncReadyCallback       callback,
            gpointer                  data)
{
  JrWebhookAddresses *self = JR_WEBHOOK_ADDRESSES (enumerator);
  GTask              *task = g_task_new (self, cancellable, callback, data);

  g_task_set_source_tag (task, next_async);
  g_socket_address_enumerator_next_async (self->all, cancellable, on_next, task);
}

static GSocketAddress *
next_finish (GSocketAddressEnumerator *enumerator, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
addresses_finalize (GObject *object)
{
  JrWebhookAddresses *self = JR_WEBHOOK_ADDRESSES (object);

  g_clear_object (&self->all);
  g_clear_pointer (&self->allowed, g_ptr_array_unref);
  g_clear_error (&self->refusal);
  G_OBJECT_CLASS (jr_webhook_addresses_parent_class)->finalize (object);
}

static void
jr_webhook_addresses_class_init (JrWebhookAddressesClass *class)
{
  G_OBJECT_CLASS (class)->finalize = addresses_finalize;
  G_SOCKET_ADDRESS_ENUMERATOR_CLASS (class)->next = next;
  G_SOCKET_ADDRESS_ENUMERATOR_CLASS (class)->next_async = next_async;
  G_SOCKET_ADDRESS_ENUMERATOR_CLASS (class)->next_finish = next_finish;
}

static void
jr_webhook_addresses_init (JrWebhookAddresses *self)
{
}

/* What is connected to ----------------------------------------------------------------------------------------------- */

/* A network address, since TLS takes from it whose certificate it must be. */
#define JR_TYPE_WEBHOOK_CONNECTABLE (jr_webhook_connectable_get_type ())
G_DECLARE_FINAL_TYPE (JrWebhookConnectable,
                      jr_webhook_connectable,
                      JR,
                      WEBHOOK_CONNECTABLE,
                      GNetworkAddress)

struct _JrWebhookConnectable
{
  GNetworkAddress parent;
  GPtrArray      *allowed;
  gboolean        is_tls;
};

/* One of one's own each time: it would remember what the name was. */
static GSocketAddressEnumerator *
enumerate (GSocketConnectable *connectable)
{
  JrWebhookConnectable          *self = JR_WEBHOOK_CONNECTABLE (connectable);
  GNetworkAddress               *host = G_NETWORK_ADDRESS (connectable);
  JrWebhookAddresses            *addresses = g_object_new (JR_TYPE_WEBHOOK_ADDRESSES, NULL);
  g_autoptr (GSocketConnectable) fresh =
    g_network_address_new (g_network_address_get_hostname (host),
                           g_network_address_get_port (host));

  addresses->all = g_socket_connectable_enumerate (fresh);
  addresses->allowed = g_ptr_array_ref (self->allowed);
  addresses->is_tls = self->is_tls;
  return G_SOCKET_ADDRESS_ENUMERATOR (addresses);
}

/* Nobody asks a proxy, which would look the name up by itself. */
static void
implement_connectable (GSocketConnectableIface *interface)
{
  interface->enumerate = enumerate;
  interface->proxy_enumerate = enumerate;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (JrWebhookConnectable,
                               jr_webhook_connectable,
                               G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE,
                                                      implement_connectable))

static void
connectable_finalize (GObject *object)
{
  JrWebhookConnectable *self = JR_WEBHOOK_CONNECTABLE (object);

  g_clear_pointer (&self->allowed, g_ptr_array_unref);
  G_OBJECT_CLASS (jr_webhook_connectable_parent_class)->finalize (object);
}

static void
jr_webhook_connectable_class_init (JrWebhookConnectableClass *class)
{
  G_OBJECT_CLASS (class)->finalize = connectable_finalize;
}

static void
jr_webhook_connectable_init (JrWebhookConnectable *self)
{
}

GSocketConnectable *
jr_webhook_connectable_new (const char *host, guint16 port, const JrWebhookAddressRules *rules)
{
  JrWebhookConnectable *self;

  g_return_val_if_fail (host != NULL && rules != NULL, NULL);

  self = g_object_new (JR_TYPE_WEBHOOK_CONNECTABLE, "hostname", host, "port", (guint) port, NULL);
  self->allowed = g_ptr_array_ref (rules->allowed);
  self->is_tls = rules->is_tls;
  return G_SOCKET_CONNECTABLE (self);
}
