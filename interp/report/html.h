/* html.h - text for a page: what comes from rules, sources or data is escaped. */
#ifndef ANSLAG_INTERP_REPORT_HTML_H
#define ANSLAG_INTERP_REPORT_HTML_H

#include "base/writer.h"

/* & < > " ' as entities; control characters but newline and tab left out. */
void html_put(Writer *writer, Text text);

/* The head of a self-contained page with the common style, up to <body>; html_end closes it. */
void html_begin(Writer *writer, Text title, const char *language);
/* The same with styles of its own. */
void html_begin_styled(Writer *writer, Text title, const char *language, const char *more);
void html_end(Writer *writer);

#endif
