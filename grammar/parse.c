#include "grammar/parse.h"

#include "base/unicode.h"
#include "grammar/literate.h"
#include "grammar/parsing.h"
#include "parser.h"

#include <string.h>

static void free_scratch(void *scratch) {
  arena_free(scratch);
}

/* The text is not read further if it is too large or no text at all. */
static bool readable(Source *source, Diags *diags) {
  Text text = source->text;
  Span start = { source->number, 0, 0 };
  if (text.length > FILE_MAX_BYTES) {
    diag_report(diags, DIAG_SIZE_LIMIT, start, "the file is larger than 16 MiB");
    diag_help(diags, "divide it into modules and read them with use");
    return false;
  }
  size_t invalid = unicode_invalid_at(text);
  const char *nul = text.length ? memchr(text.bytes, 0, text.length) : NULL;
  if (nul && (size_t)(nul - text.bytes) < invalid)
    invalid = (size_t)(nul - text.bytes);
  if (invalid >= text.length)
    return true;
  Span place = { source->number, (uint32_t)invalid, (uint32_t)invalid + 1 };
  unsigned byte = (unsigned char)text.bytes[invalid];
  if (byte == 0) {
    diag_report(diags, DIAG_ENCODING, place, "the file is not text: it holds a zero byte");
  } else {
    diag_report(diags, DIAG_ENCODING, place, "the file is not UTF-8: byte %02X here", byte);
    diag_help(diags, "save it as UTF-8 (it may be Windows-1252 now)");
  }
  return false;
}

static void run(Arena *arena, Source *source, Surface surface, Diags *diags, int start,
                Parse *parse) {
  Arena *scratch = arena_new(arena, Arena);
  arena_init(scratch, arena->memory);
  memory_defer(arena->memory, free_scratch, scratch);
  *parse = (Parse){ .arena = arena, .scratch = scratch, .source = source, .diags = diags,
                    .surface = surface, .start_token = start,
                    .asking = start == TOK_START_QUESTION,
                    .reports_before = diags->list.count };
  parse->file = arena_new(arena, File);
  parse->file->source = source->number;
  if (readable(source, diags)) {
    if (start == TOK_START_FILE && literate_path(source->path))
      literate_blocks(arena, source, diags, parse->file);
    scan_begin(parse);
    yyparse(parse);
  }
  parse->file->surface = parse->surface;
  memory_release(arena->memory, scratch);
}

File *parse_file(Arena *arena, Source *source, Diags *diags) {
  Parse parse;
  run(arena, source, SURFACE_ENGLISH, diags, TOK_START_FILE, &parse);
  diags_speak(diags, LANGUAGE_ENGLISH);
  return parse.file;
}

const Expr *parse_expression(Arena *arena, Source *source, Surface surface, Diags *diags) {
  Parse parse;
  run(arena, source, surface, diags, TOK_START_EXPRESSION, &parse);
  return diags->list.count > parse.reports_before ? NULL : parse.expr;
}

bool parse_setting(Arena *arena, Source *source, Surface surface, Diags *diags, Setting *setting) {
  Parse parse;
  run(arena, source, surface, diags, TOK_START_SETTING, &parse);
  if (!parse.setting_read || diags->list.count > parse.reports_before)
    return false;
  *setting = parse.setting;
  return true;
}

const Question *parse_question(Arena *arena, Source *source, Surface surface, Diags *diags) {
  Parse parse;
  run(arena, source, surface, diags, TOK_START_QUESTION, &parse);
  return diags->list.count > parse.reports_before ? NULL : parse.question;
}
