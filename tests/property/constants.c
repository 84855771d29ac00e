/* Few values, so that rules and records meet at the same ones; and cells, some of them odd. */
#include "tests/property/maker.h"

#define PICK(maker, array) (array)[chance((maker), sizeof(array) / sizeof *(array))]

/* ---- as rules write them ------------------------------------------------------------- */

static const char *const amounts[] = {
  "0 kr", "1 kr", "50 kr", "99.99 kr", "100 kr", "100.01 kr", "250 kr", "1_000 kr",
  "1_234.56 kr", "10 tkr", "25 tkr", "1 mkr",
};
static const char *const days[] = {
  "2023-06-30", "2024-02-29", "2025-02-28", "2025-12-31", "2026-01-01", "2026-01-31",
  "2026-02-28", "2026-03-01", "2026-03-31", "2026-06-15", "2026-12-31", "2027-01-01",
};
static const char *const texts[] = { "a", "b", "A", "Energy", "The board", "org 1",
                                     "long är texten" };
static const char *const rates[] = { "0 %", "0.5 %", "10 %", "12.5 %", "33.3 %", "50 %", "100 %" };
static const char *const integers[] = { "0", "1", "2", "3", "5", "7", "10", "100", "2025", "2026" };
static const char *const decimals[] = { "0.5", "1.5", "2", "3.25", "0.001", "10" };
static const char *const moments[] = { "2026-01-31T17:00", "2026-03-01T00:00", "2025-12-31T23:59" };

const char *money_written(Maker *maker)   { return PICK(maker, amounts); }
const char *rate_written(Maker *maker)    { return PICK(maker, rates); }
const char *integer_written(Maker *maker) { return PICK(maker, integers); }
const char *decimal_written(Maker *maker) { return PICK(maker, decimals); }
const char *day_written(Maker *maker)     { return PICK(maker, days); }
const char *moment_written(Maker *maker)  { return PICK(maker, moments); }

const char *span_written(Maker *maker) {
  static const char *const spans[] = { "1 month", "6 months", "12 months", "1 year", "3 years" };
  static const char *const short_spans[] = { "1 day", "30 days", "90 days", "2 weeks" };
  if (!maker->calendar)
    return PICK(maker, short_spans);
  if (once_in(maker, 8))
    return reached(maker, FORM_MADE_WORKING, "10 working days");
  return once_in(maker, 3) ? PICK(maker, short_spans) : PICK(maker, spans);
}

const char *code_written(Maker *maker) {
  return text(maker, "k%zu", chance(maker, maker->codes));
}

const char *words_written(Maker *maker) {
  return text(maker, "\"%s\"", PICK(maker, texts));
}

const char *literal(Maker *maker, Kind kind) {
  switch (kind) {
    case TRUTH:   return once_in(maker, 2) ? "yes" : "no";
    case MONEY:   return money_written(maker);
    case RATE:    return rate_written(maker);
    case INTEGER: return integer_written(maker);
    case DECIMAL: return decimal_written(maker);
    case DAY:     return day_written(maker);
    case SPAN:    return span_written(maker);
    case MOMENT:  return moment_written(maker);
    case KIND:    return code_written(maker);
    case WORDS:   return words_written(maker);
    case FOREIGN: return "10 EUR";
    case STEP:    return "s0";
    case REFERENCE: case MANY: case KINDS: break;
  }
  return "0";
}

void two_literals(Maker *maker, Kind kind, const char **low, const char **high) {
  static const struct { const char *const *items; size_t count; } ordered[KINDS] = {
    [MONEY] = { amounts, sizeof amounts / sizeof *amounts },
    [RATE] = { rates, sizeof rates / sizeof *rates },
    [INTEGER] = { integers, sizeof integers / sizeof *integers },
    [DAY] = { days, sizeof days / sizeof *days },
  };
  size_t count = ordered[kind].count, first = chance(maker, count - 1);
  *low = ordered[kind].items[first];
  *high = ordered[kind].items[first + 1 + chance(maker, count - first - 1)];
}

/* ---- as tables hold them ------------------------------------------------------------- */

/* In minor units: those of the rules, and one beside them. */
static const char *money_cell(Maker *maker) {
  static const long long minor[] = { 0, 100, 5000, 9999, 10000, 10001, 25000, 100000, 123456,
                                     1000000, 2500000, 100000000 };
  if (once_in(maker, 60)) {
    static const char *const edges[] = { "90000000000000000", "-90000000000000000",
                                         "89999999999999999", "-1", "-10000", "5000000000000" };
    return PICK(maker, edges);
  }
  long long amount = PICK(maker, minor);
  if (once_in(maker, 4))
    amount += once_in(maker, 2) ? 1 : -1;
  if (once_in(maker, 4))
    amount = (long long)chance(maker, 300) * 100;
  return text(maker, once_in(maker, 12) ? "'%lld'" : "%lld", amount < 0 ? 0 : amount);
}

static const char *unit_cell(Maker *maker) {
  static const char *const cells[] = { "1", "'0.05'", "0.1", "10", "'25'", "'1.23456'", "1000" };
  return PICK(maker, cells);
}

static const char *rate_cell(Maker *maker) {
  static const char *const cells[] = { "0", "'0.005'", "'0.1'", "0.125", "'0.333'", "0.5", "1",
                                       "'1.0'", "'0.3333333'", "'-0.1'" };
  return PICK(maker, cells);
}

static const char *integer_cell(Maker *maker) {
  if (once_in(maker, 60)) {
    static const char *const edges[] = { "9223372036854775807", "-9223372036854775807", "-1",
                                         "4000000000", "'3.0'" };
    return PICK(maker, edges);
  }
  return once_in(maker, 3) ? text(maker, "%zu", 2023 + chance(maker, 5))
                           : text(maker, "%zu", chance(maker, 12));
}

static const char *decimal_cell(Maker *maker) {
  static const char *const cells[] = { "'0.5'", "1.5", "2", "'3.25'", "'0.001'", "'10'", "0",
                                       "'-1.5'", "0.1", "'123456789.123456'" };
  return PICK(maker, cells);
}

static const char *day_cell(Maker *maker) {
  if (once_in(maker, 3))
    return text(maker, "'202%zu-%02zu-%02zu'", 4 + chance(maker, 4), 1 + chance(maker, 12),
                1 + chance(maker, 28));
  return text(maker, "'%s'", PICK(maker, days));
}

static const char *span_cell(Maker *maker) {
  static const char *const cells[] = { "'6 months'", "'30 days'", "'12 months'", "'1 year'",
                                       "'1 year 6 months'", "'2 weeks'" };
  return PICK(maker, cells);
}

static const char *truth_cell(Maker *maker) {
  static const char *const cells[] = { "1", "0", "'yes'", "'no'", "'ja'", "'nej'", "'1'", "1.0" };
  return once_in(maker, 3) ? PICK(maker, cells) : once_in(maker, 3) ? "0" : "1";
}

static const char *code_cell(Maker *maker) {
  size_t code = chance(maker, maker->codes);
  return once_in(maker, 5) ? text(maker, "'Kind %zu'", code) : text(maker, "'k%zu'", code);
}

static const char *bad_cell(Maker *maker) {
  static const char *const cells[] = { "'abc'", "1.5", "x'00ff'", "'2026-02-30'", "''", "' 1'",
                                       "'9e30'", "-7", "99999999999999999" };
  return PICK(maker, cells);
}

const char *key_cell(Maker *maker, const TableMade *table, size_t number) {
  return table->text_key ? text(maker, "'%s %zu'", number % 3 ? "Ä" : "k", number)
                         : text(maker, "%zu", number);
}

static const char *good_cell(Maker *maker, const FieldMade *field) {
  switch (field->kind) {
    case TRUTH:   return truth_cell(maker);
    case MONEY:   return field->unit ? unit_cell(maker) : money_cell(maker);
    case RATE:    return field->unit ? "'12.5'" : rate_cell(maker);
    case INTEGER: return integer_cell(maker);
    case DECIMAL: return decimal_cell(maker);
    case DAY:     return day_cell(maker);
    case SPAN:    return span_cell(maker);
    case MOMENT:  return text(maker, "'%s'", PICK(maker, moments));
    case KIND:    return code_cell(maker);
    case WORDS:   return text(maker, "'%s'", PICK(maker, texts));
    case FOREIGN: return money_cell(maker);
    case STEP:    return text(maker, "'s%zu'", chance(maker, 3));
    case REFERENCE:
      return key_cell(maker, field->to, 1 + chance(maker, field->to->rows + once_in(maker, 12)));
    case MANY: case KINDS: break;
  }
  return "NULL";
}

const char *cell(Maker *maker, const FieldMade *field) {
  if (once_in(maker, field->optional ? 3 : 12))
    return once_in(maker, 6) ? "''" : "NULL";
  return once_in(maker, 250) ? bad_cell(maker) : good_cell(maker, field);
}
