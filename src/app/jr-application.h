/* jr-application.h: the desk as a program
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define JR_TYPE_APPLICATION (jr_application_get_type ())

G_DECLARE_FINAL_TYPE (JrApplication, jr_application, JR, APPLICATION, AdwApplication)

JrApplication *jr_application_new (void);

G_END_DECLS
