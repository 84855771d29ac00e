/* One cell of the database as a value (semantics V1, V6, V7): read whole or not at all. */
#include "base/unicode.h"
#include "interp/store/inside.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static bool is_empty(Cell cell) {
  return cell.kind == CELL_NULL || (cell.kind == CELL_TEXT && cell.text.length == 0);
}

/* ---- numbers as text ---- */

/* Digits and the power of ten of "-1.5e+20"; any sign that is no digit is the point, because
 * the process may have a locale. */
static Text plain_digits(Arena *arena, const char *written) {
  char digits[40];
  size_t count = 0, point = 0;
  bool seen_point = false;
  const char *at = written + (*written == '-');
  for (; *at && *at != 'e'; at++) {
    if (*at >= '0' && *at <= '9') {
      digits[count++] = *at;
      point += !seen_point;
    } else {
      seen_point = true;
    }
  }
  long shift = *at == 'e' ? strtol(at + 1, NULL, 10) : 0;
  Writer writer;
  writer_to_memory(&writer, arena);
  if (*written == '-')
    writer_put_char(&writer, '-');
  long whole = (long)point + shift;         /* digits before the point */
  if (whole <= 0)
    writer_put(&writer, TEXT("0"));
  for (long i = 0; i < whole; i++)
    writer_put_char(&writer, i < (long)count ? digits[i] : '0');
  if (whole < (long)count) {
    writer_put_char(&writer, '.');
    for (long i = whole; i < (long)count; i++)
      writer_put_char(&writer, i < 0 ? '0' : digits[i]);
  }
  return writer_text(&writer);
}

Text cell_real_text(Arena *arena, double real) {
  if (!isfinite(real))
    return real > 0 ? TEXT("infinity") : TEXT("-infinity");
  char written[40];
  for (int precision = 15; precision <= 17; precision++) {
    snprintf(written, sizeof written, "%.*g", precision, real);
    if (strtod(written, NULL) == real)
      break;
  }
  return plain_digits(arena, written);
}

Text cell_text(Arena *arena, Cell cell) {
  switch (cell.kind) {
    case CELL_NULL:    return TEXT("");
    case CELL_INTEGER: return arena_format(arena, "%lld", (long long)cell.integer);
    case CELL_REAL:    return cell_real_text(arena, cell.real);
    case CELL_TEXT:    return cell.text;
    case CELL_BLOB:    break;
  }
  if (unicode_invalid_at(cell.text) == cell.text.length)
    return cell.text;                       /* what an import kept as it stood */
  enum { SHOWN = 32 };                      /* bytes */
  Writer writer;
  writer_to_memory(&writer, arena);
  writer_put(&writer, TEXT("x'"));
  for (size_t i = 0; i < cell.text.length && i < SHOWN; i++)
    writer_print(&writer, "%02x", (unsigned char)cell.text.bytes[i]);
  writer_put(&writer, cell.text.length > SHOWN ? TEXT("…'") : TEXT("'"));
  return writer_text(&writer);
}

Fraction field_scale(const FieldType *field) {
  return field->scale.denominator == 0 ? fraction_from(1) : field->scale;
}

/* ---- types ---- */

static bool read_number(const FieldType *field, Cell cell, Arena *arena, Fraction *number) {
  Fraction scale = field_scale(field);
  bool one = scale.numerator == 1 && scale.denominator == 1;
  if (cell.kind == CELL_INTEGER)
    *number = fraction_from(cell.integer);
  else if (!fraction_parse(cell_text(arena, cell), '.', number))
    return false;
  return one || fraction_multiply(*number, scale, number);
}

static const char *explain_fine(const Model *model, const FieldType *field, Arena *arena) {
  const Currency *currency = field->type.currency;
  if (!currency)
    return MESSAGE("is not a whole number of the currency's smallest unit");
  if (fraction_compare(field_scale(field), fraction_from(1)) == 0)
    return arena_format(arena, model_words(model, "is not a whole number of minor units, %lld to 1 "
                                           "%.*s"),
                        (long long)currency->minor_per_main, TEXT_PRINT(currency->main_unit)).bytes;
  return arena_format(arena,
                      model_words(model, "is finer than the smallest amount, a %lldth of 1 %.*s"),
                      (long long)currency->minor_per_main, TEXT_PRINT(currency->main_unit)).bytes;
}

static const char *judge_number(const Model *model, const FieldType *field, Fraction number,
                                Arena *arena) {
  int64_t whole;
  bool fits = fraction_to_int64(number, &whole);
  if (field->type.kind == TYPE_INTEGER && !fits)
    return fraction_is_whole(number) ? MESSAGE("is outside the whole numbers of 64 bits")
                                     : MESSAGE("is not a whole number");
  if (field->type.kind != TYPE_MONEY)
    return NULL;
  if (!fraction_is_whole(number))
    return explain_fine(model, field, arena);
  bool within = fits && whole <= MONEY_MOST && whole >= -MONEY_MOST;
  return within ? NULL : MESSAGE("is larger than any amount can be");
}

static const char *number_reason(const FieldType *field) {
  switch (field->type.kind) {
    case TYPE_INTEGER: return MESSAGE("is not a whole number");
    case TYPE_MONEY:   return MESSAGE("is not an amount");
    case TYPE_RATE:    return MESSAGE("is not a rate");
    default:           return MESSAGE("is not a number");
  }
}

static bool read_truth(Cell cell, bool *truth) {
  static const struct { const char *word; bool truth; } words[] = {
    { "yes", true }, { "no", false }, { "ja", true }, { "nej", false },
    { "1", true },   { "0", false },
  };
  if (cell.kind == CELL_INTEGER || cell.kind == CELL_REAL) {
    double number = cell.kind == CELL_INTEGER ? (double)cell.integer : cell.real;
    *truth = number > 0.5;
    return number <= 0 ? number >= 0 : number >= 1 && number <= 1;
  }
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    if (!text_is(cell.text, words[i].word))
      continue;
    *truth = words[i].truth;
    return true;
  }
  return false;
}

bool cell_find_body(const Model *model, Text name, const Body **body) {
  for (size_t i = 0; model && i < model->bodies.count; i++) {
    if (!body_is_called(model->bodies.items[i], name))
      continue;
    *body = model->bodies.items[i];
    return true;
  }
  return false;
}

static Text read_text(Arena *arena, Cell cell) {
  Text text = cell_text(arena, cell);
  Text normal = unicode_nfc(arena, text);
  return normal.bytes == cell.text.bytes ? arena_text(arena, normal) : normal;
}

const FieldType *field_behind(const FieldType *field) {
  for (unsigned depth = 0; field->type.kind == TYPE_RECORD && depth < 8; depth++)
    field = &field->type.record->fields[field->type.record->key];
  return field;
}

static bool value_of_text(const Model *model, const FieldType *field, Text text, Arena *arena,
                          Value *value, const char **reason) {
  const Code *code;
  const Body *body;
  Date date;
  int64_t moment;
  Duration duration;
  switch (field->type.kind) {
    case TYPE_DATE:
      *reason = MESSAGE("is not a date such as 2026-01-31");
      if (!date_parse(text, &date))
        return false;
      *value = value_date(date);
      return true;
    case TYPE_MOMENT:
      *reason = MESSAGE("is not a moment such as 2026-01-31T17:00");
      if (!date_parse_moment(text, &moment))
        return false;
      *value = (Value){ .state = VALUE_KNOWN, .kind = TYPE_MOMENT, .as.moment = moment };
      return true;
    case TYPE_DURATION:
      *reason = MESSAGE("is not a duration such as 12 months");
      if (!duration_parse(text, &duration))
        return false;
      *value = (Value){ .state = VALUE_KNOWN, .kind = TYPE_DURATION, .as.duration = duration };
      return true;
    case TYPE_CODE:
      code = codelist_find(field->type.codes, text);
      if (!code) {
        *reason = arena_format(arena, model_words(model, "is not in the codelist %.*s"),
                               TEXT_PRINT(field->type.codes->name)).bytes;
        return false;
      }
      *value = value_code(code);
      return true;
    case TYPE_BODY:
      *reason = MESSAGE("is not the name of a body");
      if (!cell_find_body(model, text, &body))
        return false;
      *value = value_body(body);
      return true;
    default:
      *value = value_text(text);
      return true;
  }
}

bool cell_value(const Model *model, const FieldType *field, Cell cell, Arena *arena, Value *value,
                const char **reason) {
  if (field->type.kind == TYPE_RECORD)
    field = field_behind(field);
  if (is_empty(cell)) {
    *value = field->optional ? value_none(field->type.kind) : value_unknown(field->type.kind);
    return true;
  }
  *value = value_unknown(field->type.kind);
  *reason = MESSAGE("is not text");
  if (cell.kind == CELL_BLOB) {
    *reason = field->type.kind == TYPE_TEXT ? MESSAGE("is binary, not text")
                                            : MESSAGE("is not a value of its type");
    return false;
  }
  *reason = MESSAGE("is not UTF-8 text");
  if (cell.kind == CELL_TEXT && unicode_invalid_at(cell.text) != cell.text.length)
    return false;
  Fraction number;
  bool truth;
  switch (field->type.kind) {
    case TYPE_TRUTH:
      *reason = MESSAGE("is neither yes nor no");
      if (!read_truth(cell, &truth))
        return false;
      *value = value_truth(truth);
      return true;
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
      *reason = number_reason(field);
      if (!read_number(field, cell, arena, &number))
        return false;
      *reason = judge_number(model, field, number, arena);
      if (*reason)
        return false;
      *value = value_number(field->type.kind, number);
      return true;
    case TYPE_UNKNOWN: case TYPE_LIST: case TYPE_RECORD:
      *reason = MESSAGE("has no type that can be read");
      return false;
    case TYPE_DATE: case TYPE_MOMENT: case TYPE_DURATION: case TYPE_TEXT: case TYPE_CODE:
    case TYPE_BODY:
      return value_of_text(model, field, read_text(arena, cell), arena, value, reason);
  }
  return false;
}
