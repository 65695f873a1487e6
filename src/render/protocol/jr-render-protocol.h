/* jr-render-protocol.h: what the app and the PDF worker say to each other
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "jr-render-reason.h"

G_BEGIN_DECLS

#define JR_RENDER_PROTOCOL_VERSION 1

/* The descriptors a worker is born with, beside 0, 1 and 2. */
#define JR_RENDER_SOCKET_FD 3
#define JR_RENDER_DOCUMENT_FD 4

/* A 600-dpi A3 colour scan of 50 pages has about 100 MB; the whole file is mapped inside the worker's address limit. */
#define JR_RENDER_MAX_DOCUMENT_BYTES (256 * 1024 * 1024)
/* Facts, marks and updates. 20,000 page sizes take 320 kB, 100 marks with pictures about 10 MB. */
#define JR_RENDER_MAX_BODY_BYTES (64 * 1024 * 1024)
/* Wider than any screen; the area is that of a 300-dpi A2 page. */
#define JR_RENDER_MAX_WIDTH 10000
#define JR_RENDER_MAX_PIXELS (48 * 1024 * 1024)
#define JR_RENDER_MAX_PAGES 20000
#define JR_RENDER_MAX_FAULTS 20
#define JR_RENDER_MAX_MARKS 100
/* Bytes of one text on a mark: a department's full name has 30 characters at most. */
#define JR_RENDER_MAX_MARK_TEXT 300
#define JR_RENDER_MAX_DETAIL 400

/* Bodies: serialized GVariants in sealed memory files. */
#define JR_RENDER_FACTS_TYPE                                                                       \
  "(bbbba(xx)as)" /* encrypted, signed, repaired, landlock, page sizes, faults */
#define JR_RENDER_MARKS_TYPE                                                                       \
  "a(uxxxxsssss)" /* page, x, y, width, height, kind, word, department, reviewer, date */

typedef enum
{
  JR_RENDER_CHECK,     /* → facts */
  JR_RENDER_PAGE,      /* page, width → pixels */
  JR_RENDER_MARK,      /* width, body: one mark → pixels */
  JR_RENDER_UPDATE,    /* body: marks → the bytes to append to the document */
  JR_RENDER_SELF_TEST, /* → nothing, or the first thing the sandbox should have forbidden */
} JrRenderKind;

/** JrRenderRequest: one packet; fixed size, so that there is nothing to parse. A body travels beside it. */
typedef struct
{
  guint32 version;
  guint32 kind;
  guint32 page;
  guint32 width;
} JrRenderRequest;

/** JrRenderReply: one packet. @detail is what the libraries said, for the log and for whoever looks closer. */
typedef struct
{
  guint32 version;
  guint32 reason; /* JrRenderReason */
  guint32 width;
  guint32 height;
  guint32 stride;
  char    detail[JR_RENDER_MAX_DETAIL];
} JrRenderReply;

/* Both end with an error when the packet has another size than @size. A peer that is gone: JR_ERROR_OFFLINE.
 * @body_fd is borrowed, or -1. @out_body_fd becomes owned, or -1. */
gboolean
jr_render_send (int socket_fd, const void *packet, gsize size, int body_fd, GError **error);
gboolean
jr_render_receive (int socket_fd, void *packet, gsize size, int *out_body_fd, GError **error);

G_END_DECLS
