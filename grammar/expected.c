#include "grammar/expected.h"

#include "parser.h"

bool expects(Expected expected, int kind) {
  for (int i = 0; i < expected.count; i++)
    if (expected.kinds[i] == kind)
      return true;
  return false;
}

bool expects_end(Expected expected) {
  return expects(expected, TOK_END);
}

bool expects_value(Expected expected) {
  return expects(expected, TOK_NUMBER) && expects(expected, TOK_OPEN);
}

static bool expects_name(Expected expected) {
  return expects(expected, TOK_NAME) && !expects_value(expected);
}

static Text word(Parse *parse, int kind) {
  return arena_format(parse->scratch, "\"%s\"", keyword_text(kind, parse->surface));
}

/* ---- sentences ------------------------------------------------------------------------------ */

/* Where `wanted` is what comes next (in `declaration`, if not 0), `sentence` is said, with the
 * words of the surface for its %.*s. */
typedef struct {
  int         wanted, declaration;
  const char *sentence;
  int         words[2];
} Need;

static const Need needs[] = {
  { TOK_REQUIRES, TOK_TARGET, MESSAGE("a target needs %.*s, what it measures and a bound"),
    { TOK_REQUIRES, 0 } },
  { TOK_AT_MOST, TOK_TARGET, MESSAGE("a target needs a bound: %.*s or %.*s and a limit"),
    { TOK_AT_MOST, TOK_AT_LEAST } },
  { TOK_ROW_END, 0, MESSAGE("a row of a decision table ends with |"), { 0, 0 } },
  { TOK_BARS, 0, MESSAGE("a row of a decision table needs || before its result"), { 0, 0 } },
  { TOK_ROW, 0, MESSAGE("a decision table needs a heading: | name || name |"), { 0, 0 } },
  { TOK_UNIQUE_MATCH, 0, MESSAGE("a decision table needs to say which rows count: %.*s or %.*s"),
    { TOK_UNIQUE_MATCH, TOK_FIRST_MATCH } },
  { TOK_FOR_EACH, TOK_BUDGET, MESSAGE("a budget needs %.*s and a record"), { TOK_FOR_EACH, 0 } },
  { TOK_WITHIN, TOK_BUDGET, MESSAGE("%.*s needs %.*s and by how much they may differ"),
    { TOK_AGREES_WITH, TOK_WITHIN } },
  { TOK_WITHIN, TOK_DECISION, MESSAGE("%.*s needs %.*s and a time"),
    { TOK_NEVER_SPLIT_BY, TOK_WITHIN } },
  { TOK_FOR, TOK_BUDGET, MESSAGE("%.*s needs %.*s and a year"), { TOK_STATUS, TOK_FOR } },
  { TOK_ON, TOK_CONTROL, MESSAGE("a control needs %.*s and a record"), { TOK_ON, 0 } },
  { TOK_ON, TOK_LADDER, MESSAGE("a ladder needs %.*s and a record"), { TOK_ON, 0 } },
  { TOK_STEP, TOK_LADDER, MESSAGE("a ladder needs at least one %.*s"), { TOK_STEP, 0 } },
  { TOK_WHEN, TOK_CONTROL, MESSAGE("a control needs %.*s and a test"), { TOK_WHEN, 0 } },
  { TOK_WHEN, TOK_LETTER, MESSAGE("a letter needs %.*s and an outcome"), { TOK_WHEN, 0 } },
  { TOK_WHEN, TOK_AMENDMENT, MESSAGE("%.*s needs %.*s and a test"), { TOK_APPLIES_TO, TOK_WHEN } },
  { TOK_OF, TOK_AMENDMENT, MESSAGE("an amendment needs %.*s and the text it changes"),
    { TOK_OF, 0 } },
  { TOK_OF, TOK_TRANSFER, MESSAGE("a transfer needs %.*s and an amount"), { TOK_OF, 0 } },
  { TOK_FROM, TOK_TRANSFER, MESSAGE("a transfer needs %.*s and who gives"), { TOK_FROM, 0 } },
  { TOK_TO, TOK_TRANSFER, MESSAGE("a transfer needs %.*s and who receives"), { TOK_TO, 0 } },
  { TOK_AND, TOK_CONFLICT, MESSAGE("a conflict needs %.*s and a second quote"), { TOK_AND, 0 } },
  { TOK_BETWEEN, TOK_CONFLICT, MESSAGE("a conflict needs %.*s and two quotes"),
    { TOK_BETWEEN, 0 } },
  { TOK_BECAUSE, TOK_CONFLICT, MESSAGE("%.*s needs %.*s and a reason"),
    { TOK_FOLLOWS, TOK_BECAUSE } },
  { TOK_AT, TOK_MEETING, MESSAGE("a meeting needs %.*s, a body and a date"), { TOK_AT, 0 } },
  { TOK_FROM, TOK_TABLE, MESSAGE("a table needs %.*s and the name of its file"), { TOK_FROM, 0 } },
  { TOK_OPEN, TOK_TABLE, MESSAGE("a table needs its keys in parentheses"), { 0, 0 } },
  { TOK_TO, TOK_IMPORT, MESSAGE("an import needs %.*s and a record"), { TOK_TO, 0 } },
  { TOK_AS, TOK_IMPORT, MESSAGE("a column needs %.*s and a field"), { TOK_AS, 0 } },
  { TOK_TO, TOK_EXCEPTION, MESSAGE("an exception needs %.*s and what it is an exception to"),
    { TOK_TO, 0 } },
  { TOK_SOURCE, TOK_ASSIGNMENTS_FROM, MESSAGE("%.*s needs %.*s and a document"),
    { TOK_ASSIGNMENTS_FROM, TOK_SOURCE } },
  { TOK_QUOTE, TOK_ASSIGNMENTS_FROM, MESSAGE("%.*s needs %.*s and a column"),
    { TOK_ASSIGNMENTS_FROM, TOK_QUOTE } },
  { TOK_BACK_FROM, 0, MESSAGE("%.*s needs %.*s and a date"), { TOK_ROLLING, TOK_BACK_FROM } },
  { TOK_REQUIRES,   0, MESSAGE("a criterion needs %.*s or %.*s"), { TOK_REQUIRES, TOK_CONSIDERS } },
  { TOK_ON, TOK_DECISION, MESSAGE("a decision needs %.*s and a record"), { TOK_ON, 0 } },
  { TOK_SATISFIES,  0, MESSAGE("%.*s and a test are missing"), { TOK_SATISFIES, 0 } },
  { TOK_THEN,       0, MESSAGE("after a condition stand %.*s and a value"), { TOK_THEN, 0 } },
  { TOK_ELSE,       0, MESSAGE("%.*s and what holds otherwise are missing"), { TOK_ELSE, 0 } },
  { TOK_AND,        0, MESSAGE("%.*s and a second value are missing"), { TOK_AND, 0 } },
  { TOK_OWED_BY,    0, MESSAGE("%.*s and who owes it are missing"), { TOK_OWED_BY, 0 } },
  { TOK_DUE, TOK_DECISION, MESSAGE("a deadline needs %.*s and a date"), { TOK_DUE, 0 } },
  { TOK_FULL_AMOUNT, 0, MESSAGE("an order needs %.*s after its keys"), { TOK_FULL_AMOUNT, 0 } },
  { TOK_AT,  TOK_ROLE, MESSAGE("a role needs %.*s and a body"), { TOK_AT, 0 } },
  { TOK_FROM, TOK_DOCUMENT, MESSAGE("a document needs %.*s and the name of its file"),
    { TOK_FROM, 0 } },
  { TOK_FROM, TOK_CALENDAR, MESSAGE("a calendar needs %.*s and %.*s with dates"),
    { TOK_FROM, TOK_TO } },
  { TOK_FROM, TOK_BACKGROUND, MESSAGE("a background needs %.*s and the first words"),
    { TOK_FROM, 0 } },
  { TOK_TO, TOK_ASSIGNMENT, MESSAGE("an assignment needs %.*s and who has it"), { TOK_TO, 0 } },
  { TOK_TO, TOK_REPORT, MESSAGE("a report needs %.*s and who receives it"), { TOK_TO, 0 } },
  { TOK_TO, TOK_BACKGROUND, MESSAGE("a background needs %.*s and the last words"), { TOK_TO, 0 } },
  { TOK_TO, TOK_DECISION, MESSAGE("a deadline needs %.*s and who receives it"), { TOK_TO, 0 } },
  { TOK_IN_PROPORTION_TO, 0, MESSAGE("%.*s and the weights are missing"),
    { TOK_IN_PROPORTION_TO, 0 } },
  { TOK_SINCE, 0, MESSAGE("%.*s and a date are missing"), { TOK_SINCE, 0 } },
};

/* After a whole value: operators would fit, and what the piece still needs. */
static bool after_value(Expected expected) {
  return expects(expected, TOK_PLUS);
}

/* The words that could come are those of the piece itself. */
static bool fits_need(Parse *parse, const Need *need, Expected expected) {
  if (need->declaration && need->declaration != parse->declaration)
    return false;
  if (!expects(expected, need->wanted))
    return false;
  switch (need->wanted) {
    case TOK_ON:  return !after_value(expected) && !expects(expected, TOK_NAME);
    case TOK_AND:
      if (need->declaration)
        return !after_value(expected);
      return after_value(expected) && !expects(expected, TOK_OR);
    default:      return after_value(expected) || !expects(expected, TOK_NAME);
  }
}

static Text sentence(Parse *parse, const Need *need) {
  const char *format = message(parse->diags->language, need->sentence);
  if (!need->words[0])
    return text_from(format);
  Text first = word(parse, need->words[0]);
  Text second = need->words[1] ? word(parse, need->words[1]) : TEXT("");
  if (need->words[1])
    return arena_format(parse->scratch, format, TEXT_PRINT(first), TEXT_PRINT(second));
  return arena_format(parse->scratch, format, TEXT_PRINT(first));
}

/* After what it is missing: "after \"above\"", in the reader's own words. */
static Text missing(Parse *parse, const char *english) {
  const Diags *diags = parse->diags;
  const char *what = message(diags->language, english);
  Text before = parse->before.value.text;
  if (before.length == 0 || before.length > 40)
    return arena_format(parse->scratch, diag_words(diags, "%s is missing here"), what);
  if (parse->before.kind == TOK_STRING)
    return arena_format(parse->scratch, diag_words(diags, "%s is missing after the text"), what);
  return arena_format(parse->scratch, diag_words(diags, "%s is missing after \"%.*s\""), what,
                      TEXT_PRINT(before));
}

static Text missing_kind(Parse *parse, Expected expected) {
  if (parse->before.kind == TOK_ELIGIBLE || parse->before.kind == TOK_EXCLUDED)
    return arena_format(parse->scratch,
                        diag_words(parse->diags, "%.*s and a test are missing after \"%.*s\""),
                        TEXT_PRINT(word(parse, TOK_WHEN)), TEXT_PRINT(parse->before.value.text));
  if (expects(expected, TOK_YES_NO) && expects(expected, TOK_INTEGER))
    return missing(parse, MESSAGE("a type"));
  bool in_cell = parse->before.kind == TOK_ROW || parse->before.kind == TOK_BAR;
  if (parse->in_row && in_cell && expects(expected, TOK_MINUS))
    return text_from(diag_words(parse->diags, "an empty cell: write - where anything fits"));
  if (expects_value(expected))
    return missing(parse, MESSAGE("a value"));
  if (expects_end(expected))
    return TEXT_NONE;
  if (expects(expected, TOK_DATE))
    return missing(parse, MESSAGE("a date (2026-01-31)"));
  if (expects_name(expected))
    return missing(parse, MESSAGE("a name"));
  if (expects(expected, TOK_EQUAL_SIGN))
    return missing(parse, MESSAGE("= and a value"));
  if (expects(expected, TOK_STRING))
    return missing(parse, MESSAGE("a text in \"quotes\""));
  return TEXT_NONE;
}

Text expected_need(Parse *parse, Expected expected) {
  bool open = !expects_value(expected) && !expects_end(expected);
  for (size_t i = 0; open && i < sizeof needs / sizeof *needs; i++)
    if (fits_need(parse, &needs[i], expected))
      return sentence(parse, &needs[i]);
  if (open && after_value(expected))
    return TEXT_NONE;
  return missing_kind(parse, expected);
}

/* ---- lists ------------------------------------------------------------------------------ */

static const char *plain_kind(int kind) {
  switch (kind) {
    case TOK_NAME:          return MESSAGE("a name");
    case TOK_STRING:        return MESSAGE("a text in \"quotes\"");
    case TOK_NUMBER:        return MESSAGE("a number");
    case TOK_DATE:          return MESSAGE("a date");
    case TOK_MONTH:         return MESSAGE("a month");
    case TOK_MOMENT_VALUE:  return MESSAGE("a moment");
    case TOK_EQUAL_SIGN:    return "=";
    case TOK_COMMA:         return MESSAGE("a comma");
    case TOK_OPEN:          return "(";
    case TOK_CLOSE:         return ")";
    case TOK_CLOSE_BRACKET: return "]";
    case TOK_DOTS:          return "..";
    case TOK_PERCENT:       return "%";
    case TOK_END:           return MESSAGE("the end");
    default:                return NULL;
  }
}

Text expected_list(Parse *parse, Expected expected) {
  Text list = TEXT("");
  int found = 0;
  for (int i = 0; i < expected.count; i++) {
    int kind = expected.kinds[i];
    const Keyword *keyword = keyword_of(kind);
    if (keyword && !keyword->reserved && expects(expected, TOK_NAME))
      continue;
    if (!keyword && !plain_kind(kind))
      return TEXT_NONE;
    if (++found > 4)
      return TEXT_NONE;
    Text one = keyword ? word(parse, kind)
                       : text_from(message(parse->diags->language, plain_kind(kind)));
    list = list.length == 0
             ? one
             : arena_format(parse->scratch, diag_words(parse->diags, "%.*s or %.*s"),
                            TEXT_PRINT(list), TEXT_PRINT(one));
  }
  return list;
}
