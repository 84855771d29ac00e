#include "grammar/layout.h"

#include "base/unicode.h"
#include "parser.h"

#include <string.h>

void layout_init(Layout *layout, Writer *writer, Arena *arena, Surface surface) {
  *layout = (Layout){ .writer = writer, .arena = arena, .surface = surface };
}

/* ---- writing lines ------------------------------------------------------------------------ */

static Text line_text(const Layout *layout) {
  return (Text){ layout->text.items, layout->text.count };
}

static void new_line(Layout *layout) {
  if (layout->started)
    writer_put_char(layout->writer, '\n');
  layout->started = true;
  layout->line_open = true;
  layout->closed_by_comment = false;
}

static void write_part(Layout *layout, Text part, unsigned indent) {
  new_line(layout);
  writer_repeat(layout->writer, TEXT(" "), indent);
  writer_put(layout->writer, part);
}

/* The break for a line that begins at `start`: the outermost that fits, the last of those;
 * the first one if none fits; 0 if there is none.  *first is past the breaks before `start`. */
static size_t choose_break(const Layout *layout, size_t start, unsigned indent, size_t *first) {
  size_t chosen = 0, measured = start, width = indent;
  unsigned depth = 0;
  while (*first < layout->breaks.count && layout->breaks.items[*first].place <= start)
    ++*first;
  for (size_t i = *first; i < layout->breaks.count; i++) {
    LayoutBreak mark = layout->breaks.items[i];
    width += unicode_width(text_part(line_text(layout), measured, mark.place));
    measured = mark.place;
    if (width > LAYOUT_WIDTH)
      return chosen ? chosen : mark.place;
    if (chosen && mark.depth > depth)
      continue;
    chosen = mark.place;
    depth = mark.depth;
  }
  return chosen;
}

static void flush_line(Layout *layout) {
  Text text = line_text(layout);
  size_t start = 0, first_break = 0, width = unicode_width(text);
  unsigned indent = layout->indent;
  if (text.length == 0)
    return;
  while (indent + width > LAYOUT_WIDTH) {
    size_t end = choose_break(layout, start, indent, &first_break);
    if (end == 0)
      break;
    write_part(layout, text_part(text, start, end), indent);
    width -= unicode_width(text_part(text, start, end + 1));
    start = end + 1;
    indent = layout->indent + layout->hang;
  }
  write_part(layout, text_part(text, start, text.length), indent);
  layout->text.count = 0;
  layout->breaks.count = 0;
}

/* ---- comments and empty lines ------------------------------------------------------------- */

static bool starts_file_line(const Layout *layout, size_t offset, size_t *line_start) {
  size_t at = offset;
  while (at > 0 && (layout->source.bytes[at - 1] == ' ' || layout->source.bytes[at - 1] == '\t'))
    at--;
  *line_start = at;
  return at == 0 || layout->source.bytes[at - 1] == '\n';
}

static bool empty_line_above(const Layout *layout, size_t offset) {
  size_t at;
  if (offset > layout->source.length || !starts_file_line(layout, offset, &at) || at == 0)
    return false;
  size_t above;
  return starts_file_line(layout, at - 1, &above) && above < at;
}

/* ---- blocks of a literate file -------------------------------------------------------------- */

void layout_begin_blocks(Layout *layout) {
  size_t count = layout->file->blocks.count;
  layout->blocks = arena_array(layout->arena, LayoutBlock, count);
  for (size_t i = 0; i < count; i++)
    writer_to_memory(&layout->blocks[i].writer, layout->arena);
  layout->block = 0;
  layout->writer = &layout->blocks[0].writer;
}

static size_t block_of(const Layout *layout, size_t offset) {
  size_t block = 0;
  while (layout->blocks && block + 1 < layout->file->blocks.count &&
         layout->file->blocks.items[block + 1].start <= offset)
    block++;
  return block;
}

bool layout_in_block(const Layout *layout, Span span) {
  return block_of(layout, span.start) == layout->block;
}

/* Lines go to the block that holds `offset`, from here on. */
static void enter_block(Layout *layout, size_t offset) {
  size_t block = block_of(layout, offset);
  if (block == layout->block)
    return;
  layout->blocks[layout->block].started = layout->started;
  layout->block = block;
  layout->writer = &layout->blocks[block].writer;
  layout->started = layout->blocks[block].started;
  layout->line_open = false;
  layout->blank_next = false;
}

void layout_end_blocks(Layout *layout, Writer *writer) {
  size_t done = 0;
  layout->blocks[layout->block].started = layout->started;
  for (size_t i = 0; i < layout->file->blocks.count; i++) {
    Span block = layout->file->blocks.items[i];
    writer_put(writer, text_part(layout->source, done, block.start));
    writer_put(writer, writer_text(&layout->blocks[i].writer));
    if (layout->blocks[i].started)
      writer_put_char(writer, '\n');
    done = block.end;
  }
  writer_put(writer, text_part(layout->source, done, layout->source.length));
}

static void write_comment(Layout *layout, const Comment *comment, unsigned indent) {
  bool beside = !comment->own_line && layout->line_open && !layout->closed_by_comment;
  if (beside) {
    writer_put(layout->writer, TEXT("  "));
  } else {
    enter_block(layout, comment->span.start);
    size_t line_start = comment->span.start;
    bool at_margin = starts_file_line(layout, comment->span.start, &line_start) &&
                     line_start == comment->span.start;
    bool blank = layout->blank_next || comment->blank_before;
    layout->blank_next = false;
    if (blank && layout->started)
      new_line(layout);
    new_line(layout);
    writer_repeat(layout->writer, TEXT(" "), at_margin ? 0 : indent > 2 ? indent : 2);
  }
  writer_put(layout->writer, comment->text);
  layout->closed_by_comment = true;
}

static void write_comments(Layout *layout, size_t before, unsigned indent) {
  const File *file = layout->file;
  while (file && layout->next_comment < file->comments.count) {
    const Comment *comment = &file->comments.items[layout->next_comment];
    if (comment->span.start >= before)
      return;
    write_comment(layout, comment, indent);
    layout->next_comment++;
  }
}

void layout_begin(Layout *layout, Span span, unsigned indent) {
  layout->begin_waits = true;
  layout->begin_span = span;
  layout->begin_indent = indent;
  layout->begin_hang = indent == 0 ? 2 : 4;
}

/* The first word of the new line is known: nothing in the line before will change. */
static void begin_line(Layout *layout) {
  size_t start = layout->begin_span.start;
  layout->begin_waits = false;
  flush_line(layout);
  write_comments(layout, start, layout->begin_indent);
  enter_block(layout, start);
  bool blank = layout->blank_next || empty_line_above(layout, start);
  layout->blank_next = false;
  if (layout->started && blank)
    new_line(layout);
  layout->indent = layout->begin_indent;
  layout->hang = layout->begin_hang;
  layout->glued = true;
  layout->breakable = false;
}

void layout_blank_next(Layout *layout) {
  layout->blank_next = true;
}

void layout_end(Layout *layout) {
  flush_line(layout);
  write_comments(layout, SIZE_MAX, 2);
  if (layout->started && !layout->blocks)
    writer_put_char(layout->writer, '\n');
}

void layout_write_plain(Layout *layout) {
  writer_put(layout->writer, line_text(layout));
}

/* ---- words ------------------------------------------------------------------------------ */

static void add(Layout *layout, const char *bytes, size_t length) {
  for (size_t i = 0; i < length; i++)
    LIST_ADD(layout->arena, &layout->text, char, bytes[i]);
}

static void space_before(Layout *layout) {
  if (layout->begin_waits)
    begin_line(layout);
  if (!layout->glued) {
    if (layout->breakable)
      LIST_ADD(layout->arena, &layout->breaks, LayoutBreak,
               (LayoutBreak){ layout->text.count, layout->break_depth });
    add(layout, " ", 1);
  }
  layout->glued = false;
  layout->breakable = false;
}

typedef struct {
  Text first, second;
  bool found;
} PhraseSearch;

static void try_phrase(void *context, const Keyword *keyword, KeywordRole role, Text reading) {
  PhraseSearch *search = context;
  (void)keyword;
  (void)role;
  size_t first = search->first.length;
  if (search->found || reading.length <= first || reading.bytes[first] != ' ')
    return;
  if (!keyword_matches(reading, search->first, false))
    return;
  Text rest = text_part(reading, first + 1, reading.length), second = search->second;
  if (second.length > rest.length && second.bytes[rest.length] == ' ')
    second.length = rest.length;   /* the first words of another phrase may do */
  if (!keyword_matches(rest, second, false))
    return;
  search->found = rest.length == second.length || rest.bytes[second.length] == ' ';
}

/* True if the two would be read as (the beginning of) one phrase. */
static bool make_phrase(const Layout *layout, Text first, Text second) {
  PhraseSearch search = { first, second, false };
  keywords_visit(layout->surface, try_phrase, &search);
  return search.found;
}

static void quote_last_name(Layout *layout) {
  size_t start = layout->word_start, end = layout->word_end;
  add(layout, "''", 2);
  memmove(layout->text.items + end + 2, layout->text.items + end, layout->text.count - end - 2);
  memmove(layout->text.items + start + 1, layout->text.items + start, end - start);
  layout->text.items[start] = '\'';
  layout->text.items[end + 1] = '\'';
  layout->word_end = end + 2;
}

static Text last_word(const Layout *layout) {
  return text_part(line_text(layout), layout->word_start, layout->word_end);
}

/* Adds a word; a name is put in quotes if it asks for them. */
static void add_word(Layout *layout, Text word, bool name, bool quoted) {
  bool next_to_word = layout->has_word && !quoted;
  if (next_to_word && make_phrase(layout, last_word(layout), word)) {
    if (name)
      quoted = true;
    else if (layout->word_is_name)
      quote_last_name(layout);
  }
  space_before(layout);
  layout->word_start = layout->text.count;
  if (quoted)
    add(layout, "'", 1);
  add(layout, word.bytes, word.length);
  if (quoted)
    add(layout, "'", 1);
  layout->word_end = layout->text.count;
  layout->has_word = !quoted;
  layout->word_is_name = name && !quoted;
}

void layout_word(Layout *layout, int token) {
  add_word(layout, text_from(keyword_text(token, layout->surface)), false, false);
}

void layout_other_word(Layout *layout, Text form) {
  add_word(layout, form, false, false);
}

void layout_unit(Layout *layout, Text unit) {
  add_word(layout, unit, true, false);
}

void layout_verbatim(Layout *layout, Text text) {
  space_before(layout);
  add(layout, text.bytes, text.length);
  layout->has_word = false;
}

void layout_sign(Layout *layout, const char *sign) {
  layout_verbatim(layout, text_from(sign));
}

void layout_glue(Layout *layout) {
  layout->glued = true;
}

void layout_close(Layout *layout, const char *sign) {
  layout->glued = true;
  layout_sign(layout, sign);
}

void layout_break(Layout *layout) {
  layout->breakable = true;
  layout->break_depth = layout->depth;
}

void layout_break_inside(Layout *layout, unsigned levels) {
  layout->breakable = true;
  layout->break_depth = layout->depth + levels;
}

void layout_deeper(Layout *layout, int levels) {
  layout->depth = (unsigned)((int)layout->depth + levels);
}

void layout_hang_none(Layout *layout) {
  layout->begin_hang = 0;
}

void layout_string(Layout *layout, Text text) {
  space_before(layout);
  add(layout, "\"", 1);
  for (size_t i = 0; i < text.length; i++) {
    if (text.bytes[i] == '"')
      add(layout, "\"", 1);
    add(layout, text.bytes + i, 1);
  }
  add(layout, "\"", 1);
  layout->has_word = false;
}

/* ---- names ------------------------------------------------------------------------------ */

/* Letters, digits and underlines, a letter or underline first. */
static bool plain_name(Text name) {
  for (size_t at = 0; at < name.length;) {
    bool first = at == 0;
    int32_t point = unicode_next(name, &at);
    bool digit = point >= '0' && point <= '9';
    bool letter = (point >= 'a' && point <= 'z') || (point >= 'A' && point <= 'Z') ||
                  point == '_' || (point >= 0x80 && unicode_is_letter(point));
    if (!letter && (first || !digit))
      return false;
  }
  return name.length > 0;
}

typedef struct {
  Text name;
  bool found;
} WordSearch;

static void try_word(void *context, const Keyword *keyword, KeywordRole role, Text reading) {
  WordSearch *search = context;
  bool unit = role == KEYWORD_ROLE_UNIT && !text_is(reading, keyword->english);
  if ((keyword->token == 0 && !unit) || keyword_asks(role))
    return;
  if (keyword_matches(reading, search->name, true))
    search->found = true;
}

static bool any_word(const Layout *layout, Text name) {
  WordSearch search = { name, false };
  keywords_visit(layout->surface, try_word, &search);
  return search.found;
}

void layout_name(Layout *layout, Text name) {
  bool quoted = !plain_name(name) || keyword_reserves(name, layout->surface);
  add_word(layout, name, true, quoted);
}

void layout_variable(Layout *layout, Text name) {
  Text phrase = text_from(keyword_text(TOK_FOR_YEAR, layout->surface));
  Text year = text_part(phrase, text_find(phrase, TEXT(" "), 0) + 1, phrase.length);
  if (keyword_matches(year, name, true))
    layout->has_word = false;
  layout_name(layout, name);
}

void layout_strict_name(Layout *layout, Text name) {
  add_word(layout, name, true, !plain_name(name) || any_word(layout, name));
}

void layout_after_dot(Layout *layout, Text name) {
  layout->glued = true;
  layout->has_word = false;
  add_word(layout, name, false, !plain_name(name));
  layout->has_word = false;
}

static void try_part(void *context, const Keyword *keyword, KeywordRole role, Text reading) {
  WordSearch *search = context;
  if (keyword->token == 0 || role != KEYWORD_ROLE_PART)
    return;
  if (keyword_matches(reading, search->name, true))
    search->found = true;
}

void layout_member(Layout *layout, Text name) {
  WordSearch search = { name, false };
  keywords_visit(layout->surface, try_part, &search);
  if (search.found)
    add_word(layout, name, true, true);
  else
    layout_name(layout, name);
}

/* ---- trying ----------------------------------------------------------------------------- */

LayoutMark layout_mark(const Layout *layout) {
  return (LayoutMark){ layout->text.count, layout->breaks.count, layout->has_word,
                       layout->word_start, layout->word_end };
}

void layout_rewind(Layout *layout, LayoutMark mark) {
  layout->text.count = mark.text;
  layout->breaks.count = mark.breaks;
  layout->has_word = mark.has_word;
  layout->word_start = mark.word_start;
  layout->word_end = mark.word_end;
}

bool layout_fits(const Layout *layout) {
  return layout->indent + layout_column(layout) <= LAYOUT_WIDTH;
}

bool layout_comment_before(const Layout *layout, Span span) {
  const File *file = layout->file;
  return file && layout->next_comment < file->comments.count &&
         file->comments.items[layout->next_comment].span.start < span.start;
}

/* ---- numbers, columns ------------------------------------------------------------------- */

void layout_digits(Layout *layout, Text digits, bool grouped) {
  size_t whole = text_find(digits, TEXT("."), 0);
  bool swedish = layout->surface == SURFACE_SWEDISH;
  if (whole > digits.length)
    whole = digits.length;
  space_before(layout);
  for (size_t i = 0; i < digits.length; i++) {
    if (grouped && i > 0 && i < whole && (whole - i) % 3 == 0)
      add(layout, swedish ? " " : "_", 1);
    if (digits.bytes[i] == '.')
      add(layout, swedish ? "," : ".", 1);
    else
      add(layout, digits.bytes + i, 1);
  }
  layout->has_word = false;
}

size_t layout_column(const Layout *layout) {
  return unicode_width(line_text(layout));
}

void layout_pad(Layout *layout, size_t column) {
  size_t used = layout_column(layout);
  if (used == 0)
    return;
  for (size_t i = used; i < column || i < used + 1; i++)
    add(layout, " ", 1);
  layout->glued = true;
}

void layout_pad_to(Layout *layout, size_t column) {
  for (size_t i = layout_column(layout); i < column; i++)
    add(layout, " ", 1);
}

void layout_keep_line(Layout *layout) {
  layout->breaks.count = 0;
}

Layout layout_trial(const Layout *layout) {
  Layout trial;
  layout_init(&trial, layout->writer, layout->arena, layout->surface);
  trial.glued = true;
  return trial;
}

size_t layout_trial_width(Layout *trial) {
  size_t width = layout_column(trial);
  trial->text.count = 0;
  trial->breaks.count = 0;
  trial->glued = true;
  trial->has_word = false;
  return width;
}

void layout_widen(size_t *widest, size_t width) {
  if (width > *widest && width <= LAYOUT_CELL_MAX)
    *widest = width;
}
