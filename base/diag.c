#include "base/diag.h"

#include "base/diag_write.h"

#include <stdlib.h>

/* ---- codes ---- */

#define LETTER_SEVERITY_ERROR   "E"
#define LETTER_SEVERITY_WARNING "W"
#define LETTER_SEVERITY_NOTE    "N"

typedef struct {
  const char *text, *title;
  Severity    severity;
  int         exit;
} CodeFacts;

static const CodeFacts code_facts[DIAG_COUNT] = {
#define X(name, number, severity, exit, title) \
  [name] = { LETTER_##severity "0" #number, title, severity, exit },
  DIAG_CODES(X)
#undef X
};

/* Every number has three digits, so that the text has four. */
#define X(name, number, severity, exit, title) \
  _Static_assert((number) >= 100 && (number) <= 999, "diagnostic numbers are 100 to 999");
DIAG_CODES(X)
#undef X

static const CodeFacts *facts_of(DiagCode code) {
  static const CodeFacts none = { "", "", SEVERITY_NOTE, 0 };
  return code > DIAG_NONE && code < DIAG_COUNT ? &code_facts[code] : &none;
}

const char *diag_code_text(DiagCode code) {
  return facts_of(code)->text;
}

const char *diag_code_title(DiagCode code) {
  return facts_of(code)->title;
}

Severity diag_code_severity(DiagCode code) {
  return facts_of(code)->severity;
}

int diag_code_exit(DiagCode code) {
  return facts_of(code)->exit;
}

DiagCode diag_code_find(Text text) {
  if (text.length == 0)
    return DIAG_NONE;
  bool small = text.bytes[0] >= 'a' && text.bytes[0] <= 'z';
  char letter = (char)(small ? text.bytes[0] - 'a' + 'A' : text.bytes[0]);
  Text number = text_part(text, 1, text.length);
  for (int code = DIAG_NONE + 1; code < DIAG_COUNT; code++) {
    const char *wanted = code_facts[code].text;
    if (wanted[0] == letter && text_is(number, wanted + 1))
      return (DiagCode)code;
  }
  return DIAG_NONE;
}

/* ---- reporting ---- */

void diags_init(Diags *diags, Arena *arena, Sources *sources) {
  *diags = (Diags){ .arena = arena, .sources = sources, .most_shown = 20 };
  map_init(&diags->seen, arena);
}

void diags_speak(Diags *diags, Language language) {
  if (!diags->language_set)
    diags->language = language;
  diags->language_set = true;
}

const char *diag_words(const Diags *diags, const char *english) {
  return message(diags->language, english);
}

/* Without a place the message tells two reports apart: two files may be unreadable. */
static bool was_seen(Diags *diags, DiagCode code, Span span, Text message) {
  Text key = span.file == 0
                 ? arena_format(diags->arena, "%d %.*s", (int)code, TEXT_PRINT(message))
                 : arena_format(diags->arena, "%d:%u:%u:%u", (int)code, (unsigned)span.file,
                                (unsigned)span.start, (unsigned)span.end);
  return !map_add(&diags->seen, key, diags);
}

void diag_report(Diags *diags, DiagCode code, Span span, const char *format, ...) {
  diags->last = NULL;
  if (diags->muted)
    return;
  va_list arguments;
  va_start(arguments, format);
  Text text = arena_format_list(diags->arena, message(diags->language, format), arguments);
  va_end(arguments);
  if (was_seen(diags, code, span, text))
    return;
  Diag *diag = arena_new(diags->arena, Diag);
  *diag = (Diag){ .code = code, .severity = diag_code_severity(code), .span = span,
                  .message = text };
  if (diags->strict && code == DIAG_NO_BASIS)
    diag->severity = SEVERITY_ERROR;
  LIST_ADD(diags->arena, &diags->list, Diag *, diag);
  diags->errors += diag->severity == SEVERITY_ERROR;
  diags->warnings += diag->severity == SEVERITY_WARNING;
  diags->last = diag;
}

void diag_mark(Diags *diags, const char *format, ...) {
  if (diags->muted || !diags->last)
    return;
  va_list arguments;
  va_start(arguments, format);
  const char *said = message(diags->language, format);
  diags->last->mark = arena_format_list(diags->arena, said, arguments);
  va_end(arguments);
}

void diag_label(Diags *diags, Span span, const char *format, ...) {
  if (diags->muted || !diags->last)
    return;
  va_list arguments;
  va_start(arguments, format);
  Text text = arena_format_list(diags->arena, message(diags->language, format), arguments);
  va_end(arguments);
  LIST_ADD(diags->arena, &diags->last->labels, DiagLabel, (DiagLabel){ span, text });
}

void diag_help(Diags *diags, const char *format, ...) {
  if (diags->muted || !diags->last)
    return;
  va_list arguments;
  va_start(arguments, format);
  Text text = arena_format_list(diags->arena, message(diags->language, format), arguments);
  va_end(arguments);
  LIST_ADD(diags->arena, &diags->last->help, Text, text);
}

int diags_exit_code(const Diags *diags) {
  int code = 0;
  for (size_t i = 0; i < diags->list.count; i++) {
    const Diag *diag = diags->list.items[i];
    if (diag->severity == SEVERITY_ERROR && diag_code_exit(diag->code) > code)
      code = diag_code_exit(diag->code);
  }
  return code;
}

/* ---- writing ---- */

const char *diag_severity_text(Severity severity) {
  switch (severity) {
    case SEVERITY_NOTE:    return MESSAGE("note");
    case SEVERITY_WARNING: return MESSAGE("warning");
    case SEVERITY_ERROR:   return MESSAGE("error");
  }
  return "";
}

typedef struct {
  Diag  *diag;
  size_t order;         /* of the report, so that equal places keep it */
} Ranked;

static int compare_places(const void *left, const void *right) {
  const Ranked *a = left, *b = right;
  Span s = a->diag->span, t = b->diag->span;
  if (s.file != t.file)
    return s.file < t.file ? -1 : 1;
  if (s.start != t.start)
    return s.start < t.start ? -1 : 1;
  return a->order < b->order ? -1 : 1;
}

static Diag **sort(Diags *diags) {
  size_t count = diags->list.count;
  Ranked *ranked = arena_array(diags->arena, Ranked, count);
  for (size_t i = 0; i < count; i++)
    ranked[i] = (Ranked){ diags->list.items[i], i };
  if (count > 1)
    qsort(ranked, count, sizeof *ranked, compare_places);
  Diag **sorted = arena_array(diags->arena, Diag *, count);
  for (size_t i = 0; i < count; i++)
    sorted[i] = ranked[i].diag;
  return sorted;
}

void diags_write(Diags *diags, Writer *writer, DiagFormat format, bool color) {
  Diag **sorted = sort(diags);
  switch (format) {
    case DIAG_TEXT:  diag_write_text(diags, sorted, writer, color); break;
    case DIAG_JSON:  diag_write_json(diags, sorted, writer); break;
    case DIAG_SARIF: diag_write_sarif(diags, sorted, writer); break;
  }
}
