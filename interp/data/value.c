#include "interp/data/value.h"

Value value_unknown(TypeKind kind) {
  return (Value){ .state = VALUE_UNKNOWN, .kind = kind };
}

Value value_open(TypeKind kind) {
  return (Value){ .state = VALUE_UNKNOWN, .kind = kind, .as.truth = true };
}

bool value_is_open(Value value) {
  return value.state == VALUE_UNKNOWN && value.as.truth;
}

Value value_none(TypeKind kind) {
  return (Value){ .state = VALUE_NONE, .kind = kind };
}

Value value_truth(bool truth) {
  return (Value){ .state = VALUE_KNOWN, .kind = TYPE_TRUTH, .as.truth = truth };
}

Value value_number(TypeKind kind, Fraction number) {
  return (Value){ .state = VALUE_KNOWN, .kind = kind, .as.number = number };
}

Value value_integer(int64_t number) {
  return value_number(TYPE_INTEGER, fraction_from(number));
}

Value value_date(Date date) {
  return (Value){ .state = VALUE_KNOWN, .kind = TYPE_DATE, .as.date = date };
}

Value value_duration(Duration duration) {
  return (Value){ .state = VALUE_KNOWN, .kind = TYPE_DURATION, .as.duration = duration };
}

Value value_text(Text text) {
  return (Value){ .state = VALUE_KNOWN, .kind = TYPE_TEXT, .as.text = text };
}

Value value_code(const Code *code) {
  return (Value){ .state = VALUE_KNOWN, .kind = TYPE_CODE, .as.code = code };
}

Value value_body(const Body *body) {
  return (Value){ .state = VALUE_KNOWN, .kind = TYPE_BODY, .as.body = body };
}

Value value_record(const Record *record) {
  return (Value){ .state = VALUE_KNOWN, .kind = TYPE_RECORD, .as.record = record };
}

Value value_list(const Value *items, size_t count) {
  return (Value){ .state = VALUE_KNOWN, .kind = TYPE_LIST,
                  .as.list = { .items = items, .count = count } };
}

Value value_error(const ValueError *error) {
  return (Value){ .state = VALUE_ERROR, .kind = TYPE_UNKNOWN, .as.error = error };
}

bool value_is_known(Value value) {
  return value.state == VALUE_KNOWN;
}

/* The text that names `value` where it is compared with a body; empty: it has none. */
static Text name_of(Value value) {
  if (value.kind == TYPE_TEXT)
    return value.as.text;
  if (value.kind != TYPE_RECORD || value.as.record->type->name_field < 0)
    return TEXT_NONE;
  Value name = value.as.record->fields[value.as.record->type->name_field];
  return value_is_known(name) && name.kind == TYPE_TEXT ? name.as.text : TEXT_NONE;
}

static bool same_body(Value a, Value b) {
  if (a.kind == TYPE_BODY && b.kind == TYPE_BODY)
    return a.as.body == b.as.body;
  return a.kind == TYPE_BODY ? body_is_called(a.as.body, name_of(b))
                             : body_is_called(b.as.body, name_of(a));
}

static bool same_record(const Record *a, const Record *b) {
  return a == b || (a->type == b->type && record_key_compare(a, b) == 0);
}

static bool same_list(Value a, Value b) {
  if (a.as.list.count != b.as.list.count)
    return false;
  for (size_t i = 0; i < a.as.list.count; i++) {
    Value left = a.as.list.items[i], right = b.as.list.items[i];
    if (left.state != right.state)
      return false;
    if (value_is_known(left) && !value_same(left, right))
      return false;
  }
  return true;
}

static bool same_duration(Duration a, Duration b) {
  return a.months == b.months && a.days == b.days && a.working_days == b.working_days;
}

bool value_same(Value a, Value b) {
  if (a.kind == TYPE_BODY || b.kind == TYPE_BODY)
    return same_body(a, b);
  switch (a.kind) {
    case TYPE_TRUTH:    return a.as.truth == b.as.truth;
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
      return fraction_compare(a.as.number, b.as.number) == 0;
    case TYPE_DATE:     return a.as.date == b.as.date;
    case TYPE_MOMENT:   return a.as.moment == b.as.moment;
    case TYPE_DURATION: return same_duration(a.as.duration, b.as.duration);
    case TYPE_TEXT:     return text_equal(a.as.text, b.as.text);
    case TYPE_CODE:     return a.as.code == b.as.code;
    case TYPE_RECORD:   return same_record(a.as.record, b.as.record);
    case TYPE_LIST:     return same_list(a, b);
    case TYPE_BODY: case TYPE_UNKNOWN:
      break;
  }
  return false;
}

static int order(int64_t a, int64_t b) {
  return (a > b) - (a < b);
}

static int compare_durations(Duration a, Duration b) {
  if (a.months != b.months)
    return order(a.months, b.months);
  if (a.days != b.days)
    return order(a.days, b.days);
  return order(a.working_days, b.working_days);
}

/* 400 days against 12 months: which is longer depends on the day one counts from. */
bool value_comparable(Value a, Value b) {
  if (a.kind != TYPE_DURATION || b.kind != TYPE_DURATION)
    return true;
  int parts[] = { order(a.as.duration.months, b.as.duration.months),
                  order(a.as.duration.days, b.as.duration.days),
                  order(a.as.duration.working_days, b.as.duration.working_days) };
  bool less = false, more = false;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    less |= parts[i] < 0;
    more |= parts[i] > 0;
  }
  return !(less && more);
}

int value_compare(Value a, Value b) {
  switch (a.kind) {
    case TYPE_TRUTH:    return order(a.as.truth, b.as.truth);
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
      return fraction_compare(a.as.number, b.as.number);
    case TYPE_DATE:     return order(a.as.date, b.as.date);
    case TYPE_MOMENT:   return order(a.as.moment, b.as.moment);
    case TYPE_DURATION: return compare_durations(a.as.duration, b.as.duration);
    case TYPE_TEXT:     return text_compare(a.as.text, b.as.text);
    case TYPE_CODE:
      return order((int64_t)a.as.code->index, (int64_t)b.as.code->index);
    case TYPE_RECORD:   return record_key_compare(a.as.record, b.as.record);
    case TYPE_BODY:     return text_compare(a.as.body->name, b.as.body->name);
    case TYPE_LIST: case TYPE_UNKNOWN:
      break;
  }
  return 0;
}
