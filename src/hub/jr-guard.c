/* jr-guard.c: requests that two readers could understand in two ways
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A proxy before the hub and the hub must agree on where a request ends and whom it is for; whoever can make them
 * disagree can slip in requests of others (RFC 9112 §11.2). libmicrohttpd lets some of that through: two lengths, a length
 * beside chunks, two hosts, control characters. Texts in the query are made sure of here too, once for all handlers. */

#include "jr-guard.h"

#include <string.h>

typedef struct
{
  guint       lengths;
  guint       encodings;
  guint       hosts;
  guint       authorizations;
  const char *end; /* of the text before the next name, as it lies in memory; NULL: not known */
  const char *fault;
} Findings;

/* libmicrohttpd before 1.0 gives texts that a NUL has cut short, without a word, and takes a lone CR or LF for the end of
 * a line. It keeps the head as it came, with the ends of its lines made NUL, so that a name begins right behind CR and LF
 * of the text before it, or something else was between. Later ones refuse that themselves when they are told to be strict. */
static gboolean
has_gap (const char *end, const char *next, gsize expected)
{
#if MHD_VERSION < 0x01000000
  return end != NULL && next != end + expected;
#else
  return FALSE;
#endif
}

static gboolean
is_token (const char *text)
{
  const char *allowed = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "!#$%&'*+-.^_`|~";

  return text[0] != '\0' && strspn (text, allowed) == strlen (text);
}

static gboolean
has_control (const char *text)
{
  for (const char *byte = text; *byte != '\0'; byte++)
    if ((guchar) *byte == 0x7f || ((guchar) *byte < 0x20 && *byte != '\t'))
      return TRUE;
  return FALSE;
}

static const char *
find_fault (Findings *self, const char *name, const char *value)
{
  if (!is_token (name) || has_control (value))
    return "a header has characters that do not belong there";
  if (g_ascii_strcasecmp (name, MHD_HTTP_HEADER_CONTENT_LENGTH) == 0)
    {
      gsize length = strlen (value);

      if (self->lengths++ > 0 || length == 0 || length > 18 ||
          strspn (value, G_CSET_DIGITS) != length)
        return "Content-Length must be there once and be a number";
    }
  else if (g_ascii_strcasecmp (name, MHD_HTTP_HEADER_TRANSFER_ENCODING) == 0)
    {
      if (self->encodings++ > 0 || g_ascii_strcasecmp (value, "chunked") != 0)
        return "Transfer-Encoding can only be chunked";
    }
  else if (g_ascii_strcasecmp (name, MHD_HTTP_HEADER_HOST) == 0)
    {
      if (self->hosts++ > 0 || value[0] == '\0' || strpbrk (value, ",/@ \t?#") != NULL)
        return "Host must be there once and name one computer";
    }
  else if (g_ascii_strcasecmp (name, MHD_HTTP_HEADER_AUTHORIZATION) == 0)
    {
      if (self->authorizations++ > 0)
        return "Authorization may be there only once";
    }
  return NULL;
}

static enum MHD_Result
on_header (void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
  Findings *self = data;

  if (has_gap (self->end, name, 2))
    self->fault = "a header has a NUL in it, goes on in the next line, or does not end with CR LF";
  else
    self->fault = find_fault (self, name, value == NULL ? "" : value);
  self->end = value == NULL ? NULL : value + strlen (value);
  return self->fault == NULL ? MHD_YES : MHD_NO;
}

static enum MHD_Result
on_query (void *data, enum MHD_ValueKind kind, const char *name, const char *value)
{
  Findings *self = data;

  if (!g_utf8_validate (name, -1, NULL) || has_control (name) ||
      (value != NULL && (!g_utf8_validate (value, -1, NULL) || has_control (value))))
    self->fault = "the address has characters that do not belong there";
  return self->fault == NULL ? MHD_YES : MHD_NO;
}

/* A NUL would end the address for us and not for others. */
static gboolean
is_target_clean (const char *target)
{
  for (const char *byte = target; *byte != '\0'; byte++)
    if ((guchar) *byte <= 0x20 || (guchar) *byte >= 0x7f)
      return FALSE;
  return strstr (target, "%00") == NULL;
}

/* Behind the last header stand the end of its line and an empty one, CR LF both. */
static gboolean
has_gap_at_end (struct MHD_Connection *connection, const JrGuardHead *head, const char *end)
{
  gsize size =
    MHD_get_connection_info (connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)->header_size;

  return has_gap (end, head->method + size, 4);
}

/* Between method and target, where a NUL cuts the method. */
static gboolean
has_gap_in_method (const JrGuardHead *head)
{
  return has_gap (head->method + strlen (head->method), head->target_end - strlen (head->target),
                  1);
}

static const char *
check_headers (struct MHD_Connection *connection, const JrGuardHead *head, Findings *findings)
{
  findings->end = head->version + strlen (head->version);
  MHD_get_connection_values (connection, MHD_HEADER_KIND, on_header, findings);
  if (findings->fault == NULL && has_gap_at_end (connection, head, findings->end))
    return "a header has a NUL in it, or does not end with CR LF";
  if (findings->fault == NULL)
    MHD_get_connection_values (connection, MHD_GET_ARGUMENT_KIND, on_query, findings);
  return findings->fault;
}

static const char *
check (struct MHD_Connection *connection, const JrGuardHead *head)
{
  Findings    findings = { 0 };
  gboolean    is_1_1 = strcmp (head->version, MHD_HTTP_VERSION_1_1) == 0;
  const char *fault;

  if (!is_1_1 && strcmp (head->version, MHD_HTTP_VERSION_1_0) != 0)
    return "only HTTP/1.1 and HTTP/1.0 are spoken here";
  if (!is_token (head->method) || has_gap_in_method (head))
    return "the method has characters that do not belong there";
  if (head->target[0] != '/' || !is_target_clean (head->target) ||
      has_gap (head->target_end, head->version, 1))
    return "the address has characters that do not belong there";
  fault = check_headers (connection, head, &findings);
  if (fault != NULL)
    return fault;
  if (findings.lengths > 0 && findings.encodings > 0)
    return "Content-Length and Transfer-Encoding exclude each other";
  if (findings.encodings > 0 && !is_1_1)
    return "HTTP/1.0 knows no Transfer-Encoding";
  if (findings.hosts == 0 && is_1_1)
    return "Host is missing";
  return NULL;
}

JrResponse *
jr_guard_check (struct MHD_Connection *connection, const JrGuardHead *head)
{
  const char *fault = check (connection, head);

  return fault == NULL ? NULL : jr_response_new_problem_for ("bad-request", fault);
}
