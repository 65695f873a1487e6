/* jr-render-client.h: asks the sandboxed worker about one PDF
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "jr-render-error.h"

G_BEGIN_DECLS

/* How long a worker may take before it is stopped; the first request includes the start and opening the file. */
#define JR_RENDER_CHECK_SECONDS 10
#define JR_RENDER_PAGE_SECONDS 20
#define JR_RENDER_MARK_SECONDS 10
#define JR_RENDER_STAMP_SECONDS 60

/**
 * JrRenderClient:
 *
 * One worker process for one document; requests run one after another. A worker that crashes, hangs past its limit or
 * eats its memory gives JR_ERROR_CORRUPT / TIMED_OUT with a sentence for the person, and the next request starts a new
 * worker; after two deaths over one document every request is refused (the poison list). A cancelled request ends at
 * once with JR_ERROR_CANCELLED and costs nothing but a new worker. The PDF is never parsed in this process. May be used
 * from several threads; requests then wait for each other.
 */
typedef struct _JrRenderClient JrRenderClient;

typedef struct
{
  gint64 width_um; /* as displayed, after /Rotate */
  gint64 height_um;
} JrPageSize;

typedef struct
{
  guint       n_pages;
  JrPageSize *pages;
  gboolean    is_encrypted;
  gboolean    is_signed;    /* has a digital signature field with a value */
  gboolean    was_repaired; /* the file is damaged and was reconstructed */
  gboolean
         has_landlock; /* FALSE: the kernel has no Landlock, the worker is held by seccomp alone */
  char **faults; /* what was found wrong on opening, in the libraries' words; NULL-terminated */
} JrDocumentFacts;

void jr_document_facts_free (JrDocumentFacts *self);

/* Pixels are CAIRO_FORMAT_RGB24 (a page, opaque) or ARGB32 (a mark, premultiplied), in a sealed memory file. */
typedef struct
{
  GBytes *pixels;
  guint   width;
  guint   height;
  guint   stride;
} JrPagePixels;

void jr_page_pixels_free (JrPagePixels *self);

/* Takes over @fd. @name is for messages. The worker program is found beside this one, in libexec, or by
 * JOINT_REVIEW_RENDER in the environment. */
JrRenderClient *jr_render_client_new (int fd, const char *name);
void            jr_render_client_free (JrRenderClient *self);

/* From now on no request may take longer than this either, whatever its own limit is. */
void jr_render_client_set_limit (JrRenderClient *self, guint seconds);

/* JR_ERROR_INVALID: not a PDF. REFUSED: needs a password. CORRUPT, TOO_LARGE, TIMED_OUT: cannot be opened. */
JrDocumentFacts *
jr_render_client_check (JrRenderClient *self, GCancellable *cancellable, GError **error);
/* @page from 0; the height follows from the page's shape. A page that did not decode fully is an error, never white. */
JrPagePixels *jr_render_client_render (JrRenderClient *self,
                                       guint           page,
                                       guint           width,
                                       GCancellable   *cancellable,
                                       GError        **error);

/* Bytes of one text on a mark; a longer one is refused. */
#define JR_MARK_TEXT_MAXIMUM 300

/** JrMark: a review mark with its place on the page and what is written in it. Lengths as in JrStamp (core). */
typedef struct
{
  guint       page; /* from 0 */
  gint64      x_um;
  gint64      y_um;
  gint64      width_um;
  gint64      height_um;
  const char *kind;       /* "approve", "reject", "return": picks colour and shape */
  const char *word;       /* the decision as written on the mark: 同意 */
  const char *department; /* name */
  const char *reviewer;
  const char *date; /* 2026-11-24 14:03 */
} JrMark;

/* Writes the stamped PDF to @out_fd (a fresh temporary file, open for reading too): original bytes, then one incremental
 * update. The worker sends the update only, after reading the whole back; this side writes, syncs and compares what
 * arrived on the disk. JR_ERROR_REFUSED names why a file cannot be stamped (encrypted, damaged, locked). */
gboolean jr_render_client_stamp (JrRenderClient *self,
                                 const JrMark   *marks,
                                 guint           n_marks,
                                 int             out_fd,
                                 GCancellable   *cancellable,
                                 GError        **error);

/* The picture of a mark alone, ARGB32 premultiplied, for the overlay; same drawing code as the stamp. The
 * height follows from the mark's shape. */
JrPagePixels *jr_render_client_draw_mark (JrRenderClient *self,
                                          const JrMark   *mark,
                                          guint           width,
                                          GCancellable   *cancellable,
                                          GError        **error);

/* Tries from inside a locked-in worker what it must not be able to do; the error names what it could. */
gboolean jr_render_client_self_test (JrRenderClient *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrRenderClient, jr_render_client_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrDocumentFacts, jr_document_facts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (JrPagePixels, jr_page_pixels_free)

G_END_DECLS
