/* page.h - a page of help, written in Markdown, for a terminal.
 *
 * Headings stand out, fenced blocks are indented without their fences, the rest
 * is as written.  Pages are the project's own; nothing in them is escaped. */
#ifndef ANSLAG_INTERP_REPORT_PAGE_H
#define ANSLAG_INTERP_REPORT_PAGE_H

#include "base/writer.h"

void page_write(Writer *writer, Text page, bool color);

#endif
