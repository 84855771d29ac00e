/* diag.h - messages to the author of rules or data, each with a code, a place and help.
 *
 * Whoever knows the span reports, once.  The first line is one fact in lower
 * case without a full stop; other places are labels; what to write is help.
 * Codes are stable: one X-list a room in base/codes_*.h, a page each in
 * docs/diagnostics/.  Messages are formatted when reported and kept in the
 * arena in order; the same code at the same span is kept once.
 *
 *   diag_report(diags, DIAG_UNKNOWN_FIELD, span, "record \"%.*s\" has no field ...", ...);
 *   diag_label(diags, other_span, "declared here");
 *   diag_help(diags, "did you mean %.*s?", ...);      -- both add to the last report */
#ifndef ANSLAG_BASE_DIAG_H
#define ANSLAG_BASE_DIAG_H

#include "base/codes.h"
#include "base/map.h"
#include "base/message.h"
#include "base/source.h"
#include "base/writer.h"

typedef struct {
  Span span;
  Text text;
} DiagLabel;

typedef struct {
  DiagCode code;
  Severity severity;         /* usually the code's; --strict raises some */
  Span     span;
  Text     message;
  Text     mark;             /* beside the underlining: "this is a rate"; may be empty */
  LIST(DiagLabel) labels;
  LIST(Text)      help;
} Diag;

typedef enum { DIAG_TEXT, DIAG_JSON, DIAG_SARIF } DiagFormat;

typedef struct {
  Arena   *arena;
  Sources *sources;
  LIST(Diag *) list;
  size_t   errors, warnings;
  size_t   most_shown;       /* 20: more are counted, not printed; 0: all */
  size_t   width;            /* columns of a line of a source, with its number; 0: 100 without */
  bool     strict;           /* W0701 "no basis" is an error */
  bool     muted;            /* reports are dropped: for trying one way of several */
  Language language;         /* of the messages: the format is looked up in it */
  bool     language_set;     /* asked for, or that of the first file read (diags_speak) */
  Diag    *last;             /* what diag_mark, _label and _help add to; NULL: it was dropped */
  Map      seen;             /* code and span (without a place: code and message) of each kept */
} Diags;

void diags_init(Diags *diags, Arena *arena, Sources *sources);
/* The language of the first file read is that of all, unless one was asked for. */
void diags_speak(Diags *diags, Language language);
/* A word or phrase to put into a message: in its language. */
const char *diag_words(const Diags *diags, const char *english) __attribute__((format_arg(2)));
/* Formats are written in English and said in diags->language (message.h). */
void diag_report(Diags *diags, DiagCode code, Span span, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void diag_mark(Diags *diags, const char *format, ...) __attribute__((format(printf, 2, 3)));
void diag_label(Diags *diags, Span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void diag_help(Diags *diags, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* All reports in order of file and place, in the format asked for.  Text shows the
 * first `most_shown` (errors before warnings) and counts the rest; JSON and SARIF
 * hold all.  Text ends without a summary line: that is the driver's.
 * A newline in a help begins a new line of it; all else that would steer a
 * terminal is shown escaped.  Takes scratch memory from diags->arena and from
 * sources->arena: to write after memory has run out, point both at another arena. */
void diags_write(Diags *diags, Writer *writer, DiagFormat format, bool color);
/* The exit code they call for: 0, or the highest of their codes' (cli.md). */
int  diags_exit_code(const Diags *diags);

const char *diag_code_text(DiagCode code);            /* "E0312" */
Severity    diag_code_severity(DiagCode code);
int         diag_code_exit(DiagCode code);
const char *diag_code_title(DiagCode code);
/* DIAG_NONE if there is no such code; upper and lower case alike. */
DiagCode    diag_code_find(Text text);

#endif
