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
  { TOK_REQUIRES,   0, "a criterion needs %.*s or %.*s", { TOK_REQUIRES, TOK_CONSIDERS } },
  { TOK_ON, TOK_DECISION, "a decision needs %.*s and a record", { TOK_ON, 0 } },
  { TOK_SATISFIES,  0, "%.*s and a test are missing", { TOK_SATISFIES, 0 } },
  { TOK_THEN,       0, "after a condition stand %.*s and a value", { TOK_THEN, 0 } },
  { TOK_ELSE,       0, "%.*s and what holds otherwise are missing", { TOK_ELSE, 0 } },
  { TOK_AND,        0, "%.*s and a second value are missing", { TOK_AND, 0 } },
  { TOK_OWED_BY,    0, "%.*s and who owes it are missing", { TOK_OWED_BY, 0 } },
  { TOK_DUE, TOK_DECISION, "a deadline needs %.*s and a date", { TOK_DUE, 0 } },
  { TOK_FULL_AMOUNT, 0, "an order needs %.*s after its keys", { TOK_FULL_AMOUNT, 0 } },
  { TOK_AT,  TOK_ROLE, "a role needs %.*s and a body", { TOK_AT, 0 } },
  { TOK_FROM, TOK_DOCUMENT, "a document needs %.*s and the name of its file", { TOK_FROM, 0 } },
  { TOK_FROM, TOK_CALENDAR, "a calendar needs %.*s and %.*s with dates", { TOK_FROM, TOK_TO } },
  { TOK_FROM, TOK_BACKGROUND, "a background needs %.*s and the first words", { TOK_FROM, 0 } },
  { TOK_TO, TOK_ASSIGNMENT, "an assignment needs %.*s and who has it", { TOK_TO, 0 } },
  { TOK_TO, TOK_REPORT, "a report needs %.*s and who receives it", { TOK_TO, 0 } },
  { TOK_TO, TOK_BACKGROUND, "a background needs %.*s and the last words", { TOK_TO, 0 } },
  { TOK_TO, TOK_DECISION, "a deadline needs %.*s and who receives it", { TOK_TO, 0 } },
  { TOK_IN_PROPORTION_TO, 0, "%.*s and the weights are missing", { TOK_IN_PROPORTION_TO, 0 } },
  { TOK_SINCE, 0, "%.*s and a date are missing", { TOK_SINCE, 0 } },
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
    case TOK_AND: return after_value(expected) && !expects(expected, TOK_OR);
    default:      return after_value(expected) || !expects(expected, TOK_NAME);
  }
}

static Text sentence(Parse *parse, const Need *need) {
  Text first = word(parse, need->words[0]);
  Text second = need->words[1] ? word(parse, need->words[1]) : TEXT("");
  if (need->words[1])
    return arena_format(parse->scratch, need->sentence, TEXT_PRINT(first), TEXT_PRINT(second));
  return arena_format(parse->scratch, need->sentence, TEXT_PRINT(first));
}

/* After what it is missing: "after \"above\"", in the reader's own words. */
static Text missing(Parse *parse, const char *what) {
  Text before = parse->before.value.text;
  if (before.length == 0 || before.length > 40)
    return arena_format(parse->scratch, "%s is missing here", what);
  if (parse->before.kind == TOK_STRING)
    return arena_format(parse->scratch, "%s is missing after the text", what);
  return arena_format(parse->scratch, "%s is missing after \"%.*s\"", what, TEXT_PRINT(before));
}

static Text missing_kind(Parse *parse, Expected expected) {
  if (parse->before.kind == TOK_ELIGIBLE || parse->before.kind == TOK_EXCLUDED)
    return arena_format(parse->scratch, "%.*s and a test are missing after \"%.*s\"",
                        TEXT_PRINT(word(parse, TOK_WHEN)), TEXT_PRINT(parse->before.value.text));
  if (expects(expected, TOK_YES_NO) && expects(expected, TOK_INTEGER))
    return missing(parse, "a type");
  if (expects_value(expected))
    return missing(parse, "a value");
  if (expects_end(expected))
    return TEXT_NONE;
  if (expects(expected, TOK_DATE))
    return missing(parse, "a date (2026-01-31)");
  if (expects_name(expected))
    return missing(parse, "a name");
  if (expects(expected, TOK_EQUAL_SIGN))
    return missing(parse, "= and a value");
  if (expects(expected, TOK_STRING))
    return missing(parse, "a text in \"quotes\"");
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
    case TOK_NAME:          return "a name";
    case TOK_STRING:        return "a text in \"quotes\"";
    case TOK_NUMBER:        return "a number";
    case TOK_DATE:          return "a date";
    case TOK_MONTH:         return "a month";
    case TOK_MOMENT_VALUE:  return "a moment";
    case TOK_EQUAL_SIGN:    return "=";
    case TOK_COMMA:         return "a comma";
    case TOK_OPEN:          return "(";
    case TOK_CLOSE:         return ")";
    case TOK_CLOSE_BRACKET: return "]";
    case TOK_DOTS:          return "..";
    case TOK_PERCENT:       return "%";
    case TOK_END:           return "the end";
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
    Text one = keyword ? word(parse, kind) : text_from(plain_kind(kind));
    list = list.length == 0 ? one
                            : arena_format(parse->scratch, "%.*s or %.*s", TEXT_PRINT(list),
                                           TEXT_PRINT(one));
  }
  return list;
}
