/* What is typed: whole or not, a question or a declaration, and what stands in it raw. */
#include "interp/repl/inside.h"

#include "grammar/keywords.h"
#include "grammar/parse.h"

#include <string.h>

/* ---- the first words ---------------------------------------------------------------------- */

typedef struct {
  Text           line;
  const Keyword *found;
  KeywordRole    role;
  size_t         length;        /* of the longest word or phrase that the line begins with */
} FirstWord;

static bool ends_word(Text line, size_t at) {
  if (at >= line.length)
    return true;
  unsigned char c = (unsigned char)line.bytes[at];
  return !(c >= 0x80 || c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z'));
}

static void try_first(void *context, const Keyword *keyword, KeywordRole role, Text reading) {
  FirstWord *first = context;
  if (keyword->token == 0 || reading.length <= first->length ||
      reading.length > first->line.length || !ends_word(first->line, reading.length))
    return;
  if (!keyword_matches(reading, text_part(first->line, 0, reading.length), true))
    return;
  first->found = keyword;
  first->role = role;
  first->length = reading.length;
}

static bool first_is(const FirstWord *first, const char *english) {
  return first->found && strcmp(first->found->english, english) == 0;
}

static bool first_is_one_of(const FirstWord *first, const char *const *words) {
  for (; *words; words++)
    if (first_is(first, *words))
      return true;
  return false;
}

static FirstWord first_word_in(Surface surface, Text line) {
  FirstWord first = { line, NULL, KEYWORD_ROLE_WORD, 0 };
  keywords_visit(surface, try_first, &first);
  return first;
}

static FirstWord first_word(const Dialogue *dialogue, Text line) {
  return first_word_in(dialogue_surface(dialogue), line);
}

/* "show 40": a name and then a name or figure, which no expression begins with. */
static bool two_words(Text input) {
  size_t end = 0;
  while (end < input.length && !ends_word(input, end))
    end++;
  return end > 0 && end + 1 < input.length && input.bytes[end] == ' ' &&
         !ends_word(input, end + 1);
}

/* The word of the dialogue that the input begins with in the other language; some words of the
 * rules ask too. */
static const Keyword *asks_in_other(const Dialogue *dialogue, Text input, bool *any) {
  static const char *const asking[] = { "set", "target", "control", NULL };
  bool swedish = dialogue_surface(dialogue) == SURFACE_SWEDISH;
  FirstWord other = first_word_in(swedish ? SURFACE_ENGLISH : SURFACE_SWEDISH, input);
  *any = other.found != NULL;
  bool asks = other.found && (keyword_asks(other.role) || first_is_one_of(&other, asking));
  return asks ? other.found : NULL;
}

bool input_in_other_language(const Dialogue *dialogue, Text input) {
  bool any;
  return !first_word(dialogue, input).found && asks_in_other(dialogue, input, &any);
}

void input_help_language(const Dialogue *dialogue, Text input) {
  bool swedish = dialogue_surface(dialogue) == SURFACE_SWEDISH, any;
  static const char *const within[] = { "show", "where", "top", "from", "by", "to", NULL };
  FirstWord first = first_word(dialogue, input);
  if (first.found && !first_is_one_of(&first, within))
    return;
  const Keyword *other = asks_in_other(dialogue, input, &any);
  if (other)
    diag_help(dialogue->turn.diags, "these rules are in %s: the word here is %s",
              said(dialogue, swedish ? MESSAGE("Swedish") : MESSAGE("English")),
              keyword_called(other->english, dialogue_surface(dialogue)));
  else if (first.found || (!any && two_words(input)))
    diag_help(dialogue->turn.diags, "no question begins like this: %s tells the words",
              swedish ? ":hjälp" : ":help");
}

/* ---- comments and raw words --------------------------------------------------------------- */

/* Lines that are comments only are left out at both ends. */
static Text without_outer_comments(Text input) {
  for (;;) {
    input = text_trim(input);
    if (!text_starts_with(input, TEXT("--")))
      return input;
    size_t end = text_find(input, TEXT("\n"), 0);
    input = text_part(input, end > input.length ? input.length : end, input.length);
  }
}

/* A line without the comment at its end. */
static Text without_comment(Text line) {
  bool quoted = false;
  for (size_t i = 0; i + 1 < line.length; i++) {
    quoted ^= line.bytes[i] == '"';
    if (!quoted && line.bytes[i] == '-' && line.bytes[i + 1] == '-')
      return text_part(line, 0, i);
  }
  return line;
}

static bool is_plain_key(Text key) {
  bool figures = true;
  for (size_t i = 0; i < key.length; i++) {
    char c = key.bytes[i];
    bool figure = c >= '0' && c <= '9', letter = !ends_word(key, i);
    if (!figure)
      figures = false;
    if (!letter)
      return false;
  }
  return key.length > 0 && (figures ? key.length == 1 || key.bytes[0] != '0'
                                    : !(key.bytes[0] >= '0' && key.bytes[0] <= '9'));
}

/* The line with `raw` in quotes, if it is not a word of the language's own. */
static Text quoted(Arena *arena, Text line, Text raw) {
  if (raw.length == 0 || raw.bytes[0] == '"' || is_plain_key(raw) ||
      memchr(raw.bytes, '"', raw.length))
    return line;
  size_t start = (size_t)(raw.bytes - line.bytes), end = start + raw.length;
  return arena_format(arena, "%.*s\"%.*s\"%.*s", (int)start, line.bytes, TEXT_PRINT(raw),
                      TEXT_PRINT(text_part(line, end, line.length)));
}

/* explain RS-2026-0457: a key may be written as it stands. */
static Text quote_key(Arena *arena, Text line, const FirstWord *first) {
  Text rest = text_trim(text_part(line, first->length, line.length));
  rest = text_trim(without_comment(rest));
  if (first_is(first, "what if")) {
    size_t end = text_find(rest, TEXT(","), 0);
    rest = text_trim(text_part(rest, 0, end > rest.length ? rest.length : end));
  }
  return quoted(arena, line, rest);
}

/* save scenario "x" to a/b.anslag: so may a file. */
static Text quote_file(const Dialogue *dialogue, Text line) {
  const char *word = keyword_called("to", dialogue_surface(dialogue));
  Text to = arena_format(dialogue->turn.arena, " %s ", word);
  size_t at = line.length + 1;
  for (size_t next = text_find(line, to, 0); next < line.length;
       next = text_find(line, to, next + 1))
    at = next;
  if (at > line.length)
    return line;
  Text file = text_trim(text_part(line, at + to.length, line.length));
  if (file.length == 0 || file.bytes[0] == '"')
    return line;
  size_t start = (size_t)(file.bytes - line.bytes);
  return arena_format(dialogue->turn.arena, "%.*s\"%.*s\"", (int)start, line.bytes,
                      TEXT_PRINT(file));
}

static const char *const about_records[] = { "explain", "why not", "what if", NULL };

void input_need_key(const Dialogue *dialogue, Text input) {
  FirstWord first = first_word(dialogue, input);
  if (first.length != input.length || !first_is_one_of(&first, about_records))
    return;
  diag_report(dialogue->turn.diags, DIAG_UNFINISHED, SPAN_NONE,
              "the key of a record is missing after \"%.*s\"", TEXT_PRINT(input));
  diag_help(dialogue->turn.diags, "write it after: %.*s 40", TEXT_PRINT(input));
  dialogue_stop(dialogue);
}

Text input_prepared(const Dialogue *dialogue, Text input) {
  Text line = without_outer_comments(input);
  FirstWord first = first_word(dialogue, line);
  if (!first.found || looks_pasted(line))
    return line;
  if (first_is_one_of(&first, about_records))
    return quote_key(dialogue->turn.arena, line, &first);
  return first_is(&first, "save") ? quote_file(dialogue, line) : line;
}

/* ---- declarations ------------------------------------------------------------------------- */

bool input_declares(const Dialogue *dialogue, Text input) {
  FirstWord first = first_word(dialogue, input);
  if (!first.found || first_is(&first, "set"))
    return false;
  Text rest = text_trim(text_part(input, first.length, input.length));
  bool named = rest.length > 0 && (!ends_word(rest, 0) || rest.bytes[0] == '"' ||
                                   rest.bytes[0] == '\'');
  return named && (first.role == KEYWORD_ROLE_HEAD || first.role == KEYWORD_ROLE_CLAUSE ||
                   first_is(&first, "exception to"));
}

const Question *input_question(Dialogue *dialogue, Text input) {
  DialogueTurn *turn = &dialogue->turn;
  size_t errors = turn->diags->errors, warnings = turn->diags->warnings;
  size_t count = turn->diags->list.count;
  const Question *question = parse_question(turn->arena, dialogue_source(dialogue, input),
                                            dialogue_surface(dialogue), turn->diags);
  turn->diags->list.count = count;
  turn->diags->errors = errors;
  turn->diags->warnings = warnings;
  return question;
}

/* ---- is it whole? ------------------------------------------------------------------------- */

/* Parentheses and quotes that stand open at the end, comments apart. */
static bool open_inside(Text input) {
  int depth = 0;
  for (size_t i = 0; i < input.length; i++) {
    char c = input.bytes[i];
    if (c == '-' && i + 1 < input.length && input.bytes[i + 1] == '-') {
      while (i < input.length && input.bytes[i] != '\n')
        i++;
    } else if (c == '"') {
      size_t end = i + 1;
      while (end < input.length && input.bytes[end] != '"' && input.bytes[end] != '\n')
        end++;
      i = end;
    } else {
      depth += (c == '(') - (c == ')');
    }
  }
  return depth > 0;
}

static Text last_line(Text input) {
  size_t start = input.length;
  while (start > 0 && input.bytes[start - 1] != '\n')
    start--;
  return text_part(input, start, input.length);
}

/* The last line ends in a comma or a word after which something must come. */
static bool ends_open(const Dialogue *dialogue, Text line) {
  static const char *const open[] = { "and", "or", "not", "requires", "when", "where", "show",
                                      "else", "then", "from", "to", "by", "of" };
  line = text_trim(without_comment(line));
  if (line.length == 0)
    return false;
  if (strchr(",=+*(|", line.bytes[line.length - 1]) && line.bytes[line.length - 1] != '|')
    return true;
  for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
    Text word = text_from(keyword_called(open[i], dialogue_surface(dialogue)));
    if (!text_ends_with(line, word))
      continue;
    size_t before = line.length - word.length;
    if (before == 0 || line.bytes[before - 1] == ' ')
      return true;
  }
  return false;
}

/* Is a declaration cut short: is what is wrong with it its end? */
static bool ends_early(Dialogue *dialogue, Text text) {
  Diags *diags = dialogue->turn.diags;
  Text whole = declared_alone(dialogue, text);
  size_t before = diags->list.count;
  parse_file(dialogue->turn.arena, dialogue_source(dialogue, whole), diags);
  if (diags->list.count == before)
    return false;
  const Diag *first = diags->list.items[before];
  return text_trim(text_part(whole, first->span.end, whole.length)).length == 0;
}

/* A declaration goes on until it can be read; at a terminal one of several lines goes on until an
 * empty one (a script tells by where its lines begin). */
static bool awaits_lines(Dialogue *dialogue, Text input) {
  Text text = text_trim(input);
  if (!input_declares(dialogue, text) || input_question(dialogue, text))
    return false;
  if (dialogue->turn.height && memchr(input.bytes, '\n', input.length))
    return true;
  return ends_early(dialogue, text);
}

bool dialogue_unfinished(Dialogue *dialogue, Text input) {
  Text trimmed = text_trim(input);
  if (trimmed.length == 0 || trimmed.bytes[0] == ':')
    return false;
  if (memchr(input.bytes, '\n', input.length) && text_trim(last_line(input)).length == 0)
    return false;                          /* an empty line ends all */
  FirstWord first = first_word(dialogue, trimmed);
  if (first.length == trimmed.length)      /* after what if, a table may follow */
    return first_is(&first, "what if");
  return open_inside(input) || ends_open(dialogue, last_line(input)) ||
         awaits_lines(dialogue, input);
}
