#include "interp/check/cover.h"

#include "base/message.h"
#include "interp/check/checker.h"

/* ---- columns --------------------------------------------------------------------------------- */

void cover_init(Cover *cover, Arena *arena, size_t rows) {
  *cover = (Cover){ .arena = arena, .rows = rows, .words = rows / 64 + 1 };
}

static bool is_line(TypeKind kind) {
  return kind == TYPE_INTEGER || kind == TYPE_DECIMAL || kind == TYPE_RATE || kind == TYPE_MONEY ||
         kind == TYPE_DATE || kind == TYPE_MOMENT;
}

static bool is_whole(TypeKind kind) {
  return kind == TYPE_INTEGER || kind == TYPE_DATE || kind == TYPE_MOMENT;
}

static bool can_be_cut(TypeKind kind) {
  return is_line(kind) || kind == TYPE_TRUTH || kind == TYPE_CODE || kind == TYPE_TEXT ||
         kind == TYPE_BODY;
}

/* Do both stand for the same value: one variable, one field of one record? */
static bool cover_same_subject(const Term *a, const Term *b) {
  while (a && b && a->kind == TERM_FIELD && b->kind == TERM_FIELD) {
    if (a->as.field.field != b->as.field.field)
      return false;
    a = a->as.field.object;
    b = b->as.field.object;
  }
  if (!a || !b || a->kind != b->kind)
    return a == b;
  if (a->kind == TERM_VARIABLE)
    return a->as.variable.slot == b->as.variable.slot;
  if (a->kind == TERM_CALL)
    return a->as.call.define == b->as.call.define && a->as.call.define->argument_count == 0;
  if (a->kind == TERM_PARAMETER)
    return a->as.parameter.parameter == b->as.parameter.parameter;
  return a->kind == TERM_SUBJECT;
}

size_t cover_column(Cover *cover, Text name, const Term *subject) {
  for (size_t i = 0; i < cover->columns.count; i++)
    if (cover_same_subject(cover->columns.items[i].subject, subject))
      return i;
  if (!can_be_cut(subject->type.kind))
    return SIZE_MAX;
  CoverColumn column = { .name = name, .subject = subject, .type = subject->type };
  LIST_ADD(cover->arena, &cover->columns, CoverColumn, column);
  return cover->columns.count - 1;
}

/* ---- tests --------------------------------------------------------------------------------- */

/* The constant on the other side of the subject, of the column's own kind. */
static bool constant_of(const CoverColumn *column, const Term *term, Value *value) {
  if (!term_default(term, value) || value->state != VALUE_KNOWN)
    return false;
  if (is_line(column->type.kind) && value->kind != TYPE_DATE && value->kind != TYPE_MOMENT)
    value->kind = column->type.kind;
  return value->kind == column->type.kind;
}

static void name_value(Cover *cover, CoverColumn *column, Value value) {
  LIST_ADD(cover->arena, &column->named, Value, value);
}

static bool take_constant(Cover *cover, CoverColumn *column, const Term *term) {
  Value value;
  if (!constant_of(column, term, &value))
    return false;
  name_value(cover, column, value);
  return true;
}

static bool take_comparison(Cover *cover, CoverColumn *column, const Term *test) {
  bool left = cover_same_subject(test->as.binary.left, column->subject);
  if (!left && !cover_same_subject(test->as.binary.right, column->subject))
    return false;
  BinaryOp op = test->as.binary.op;
  bool less = op == BINARY_LESS || op == BINARY_AT_MOST;
  bool more = op == BINARY_MORE || op == BINARY_AT_LEAST;
  column->below |= (left ? less : more) || op == BINARY_NOT_EQUAL;
  column->above |= (left ? more : less) || op == BINARY_NOT_EQUAL;
  return take_constant(cover, column, left ? test->as.binary.right : test->as.binary.left);
}

static bool take_test(Cover *cover, CoverColumn *column, const Term *test);

static bool take_binary(Cover *cover, CoverColumn *column, const Term *test) {
  switch (test->as.binary.op) {
    case BINARY_OR: case BINARY_AND:
      return take_test(cover, column, test->as.binary.left) &&
             take_test(cover, column, test->as.binary.right);
    case BINARY_EQUAL: case BINARY_NOT_EQUAL: case BINARY_LESS: case BINARY_AT_MOST:
    case BINARY_MORE: case BINARY_AT_LEAST:
      return take_comparison(cover, column, test);
    case BINARY_IN: case BINARY_NOT_IN: case BINARY_ADD: case BINARY_SUBTRACT:
    case BINARY_MULTIPLY: case BINARY_DIVIDE: case BINARY_OF:
      break;
  }
  return false;
}

static bool take_membership(Cover *cover, CoverColumn *column, const Term *test) {
  if (test->as.membership.list || !cover_same_subject(test->as.membership.value, column->subject))
    return false;
  for (size_t i = 0; i < test->as.membership.count; i++)
    if (!take_constant(cover, column, test->as.membership.items[i]))
      return false;
  column->below |= test->as.membership.negated;
  column->above |= test->as.membership.negated;
  return true;
}

static bool take_range(Cover *cover, CoverColumn *column, const Term *test) {
  const Term *low = test->as.range.low, *high = test->as.range.high;
  column->below |= test->as.range.negated || !low;
  column->above |= test->as.range.negated || !high;
  return cover_same_subject(test->as.range.value, column->subject) &&
         (!low || take_constant(cover, column, low)) &&
         (!high || take_constant(cover, column, high));
}

static bool take_test(Cover *cover, CoverColumn *column, const Term *test) {
  switch (test->kind) {
    case TERM_BINARY:     return take_binary(cover, column, test);
    case TERM_MEMBERSHIP: return take_membership(cover, column, test);
    case TERM_RANGE:      return take_range(cover, column, test);
    case TERM_NOT:
      column->below = column->above = true;
      return take_test(cover, column, test->as.unary.operand);
    default:
      return test->type.kind == TYPE_TRUTH && cover_same_subject(test, column->subject);
  }
}

bool cover_test(Cover *cover, size_t row, size_t column, const Term *test) {
  if (!take_test(cover, &cover->columns.items[column], test))
    return false;
  CoverTest kept = { row, column, test };
  LIST_ADD(cover->arena, &cover->tests, CoverTest, kept);
  return true;
}

/* ---- pieces -------------------------------------------------------------------------------- */

static void add_piece(Cover *cover, CoverColumn *column, Piece piece) {
  LIST_ADD(cover->arena, &column->pieces, Piece, piece);
}

static void add_value(Cover *cover, CoverColumn *column, Value value) {
  add_piece(cover, column, (Piece){ .low = value, .high = value });
}

static int64_t whole_of(Value value) {
  int64_t whole = 0;
  if (value.kind == TYPE_DATE)
    return value.as.date;
  if (value.kind == TYPE_MOMENT)
    return value.as.moment;
  fraction_to_int64(value.as.number, &whole);
  return whole;
}

/* A whole number or a day so many steps on. */
static Value step(Value value, int64_t steps) {
  if (value.kind == TYPE_DATE)
    value.as.date += (Date)steps;
  else if (value.kind == TYPE_MOMENT)
    value.as.moment += steps;
  else
    value = value_number(value.kind, fraction_from(whole_of(value) + steps));
  return value;
}

/* What lies between two neighbours: of whole numbers perhaps nothing. */
static void add_between(Cover *cover, CoverColumn *column, Value low, Value high) {
  Piece piece = { .low = low, .high = high, .open_low = true, .open_high = true };
  if (is_whole(column->type.kind)) {
    piece.open_low = piece.open_high = false;
    if (low.state == VALUE_KNOWN)
      piece.low = step(low, 1);
    if (high.state == VALUE_KNOWN)
      piece.high = step(high, -1);
    if (low.state == VALUE_KNOWN && high.state == VALUE_KNOWN &&
        whole_of(piece.low) > whole_of(piece.high))
      return;
  }
  add_piece(cover, column, piece);
}

static void sort_named(CoverColumn *column) {
  size_t kept = 0;
  for (size_t i = 0; i < column->named.count; i++) {
    Value value = column->named.items[i];
    size_t place = kept;
    while (place > 0 && value_compare(column->named.items[place - 1], value) > 0)
      place--;
    if (place > 0 && value_same(column->named.items[place - 1], value))
      continue;
    for (size_t j = kept; j > place; j--)
      column->named.items[j] = column->named.items[j - 1];
    column->named.items[place] = value;
    kept++;
  }
  column->named.count = kept;
}

static void cut_line(Cover *cover, CoverColumn *column) {
  Value none = value_none(column->type.kind);
  sort_named(column);
  size_t count = column->named.count;
  for (size_t i = 0; i < count; i++) {
    add_between(cover, column, i ? column->named.items[i - 1] : none, column->named.items[i]);
    add_value(cover, column, column->named.items[i]);
  }
  add_between(cover, column, count ? column->named.items[count - 1] : none, none);
}

/* Each text or body that a test names, and any other. */
static void cut_named(Cover *cover, CoverColumn *column) {
  for (size_t i = 0; i < column->named.count; i++) {
    bool seen = false;
    for (size_t j = 0; j < i && !seen; j++)
      seen = value_same(column->named.items[i], column->named.items[j]);
    if (!seen)
      add_value(cover, column, column->named.items[i]);
  }
  add_piece(cover, column, (Piece){ .low = value_none(column->type.kind),
                                    .high = value_none(column->type.kind), .other = true });
}

static void cut_column(Cover *cover, CoverColumn *column) {
  const Codelist *codes = column->type.codes;
  switch (column->type.kind) {
    case TYPE_TRUTH:
      add_value(cover, column, value_truth(true));
      add_value(cover, column, value_truth(false));
      return;
    case TYPE_CODE:
      for (size_t i = 0; i < codes->count; i++)
        add_value(cover, column, value_code(&codes->codes[i]));
      return;
    case TYPE_TEXT: case TYPE_BODY:
      cut_named(cover, column);
      return;
    default:
      cut_line(cover, column);
      return;
  }
}

/* ---- what covers what ------------------------------------------------------------------------ */

/* A value inside the piece. */
static Value sample_of(const CoverColumn *column, const Piece *piece) {
  bool has_low = piece->low.state == VALUE_KNOWN, has_high = piece->high.state == VALUE_KNOWN;
  if (has_low && !piece->open_low)
    return piece->low;
  if (has_high && !piece->open_high)
    return piece->high;
  Fraction number = fraction_from(0), one = fraction_from(1);
  if (has_low && has_high) {
    if (fraction_add(piece->low.as.number, piece->high.as.number, &number))
      fraction_divide(number, fraction_from(2), &number);
  } else if (has_low) {
    fraction_add(piece->low.as.number, one, &number);
  } else if (has_high) {
    fraction_subtract(piece->high.as.number, one, &number);
  }
  return value_number(column->type.kind, number);
}

typedef struct {
  const CoverColumn *column;
  Value              sample;
  bool               other;
} Probe;

static bool probe_equals(const Probe *probe, Value value) {
  return !probe->other && value_same(probe->sample, value);
}

static bool compare_holds(const Probe *probe, BinaryOp op, Value value) {
  if (op == BINARY_EQUAL || op == BINARY_NOT_EQUAL)
    return probe_equals(probe, value) == (op == BINARY_EQUAL);
  int order = value_compare(probe->sample, value);
  switch (op) {
    case BINARY_LESS:    return order < 0;
    case BINARY_AT_MOST: return order <= 0;
    case BINARY_MORE:    return order > 0;
    default:             return order >= 0;
  }
}

static BinaryOp mirrored(BinaryOp op) {
  switch (op) {
    case BINARY_LESS:     return BINARY_MORE;
    case BINARY_AT_MOST:  return BINARY_AT_LEAST;
    case BINARY_MORE:     return BINARY_LESS;
    case BINARY_AT_LEAST: return BINARY_AT_MOST;
    default:              return op;
  }
}

static bool holds(const Probe *probe, const Term *test);

static bool binary_holds(const Probe *probe, const Term *test) {
  const Term *left = test->as.binary.left, *right = test->as.binary.right;
  BinaryOp op = test->as.binary.op;
  if (op == BINARY_AND)
    return holds(probe, left) && holds(probe, right);
  if (op == BINARY_OR)
    return holds(probe, left) || holds(probe, right);
  Value value;
  if (cover_same_subject(left, probe->column->subject))
    return constant_of(probe->column, right, &value) && compare_holds(probe, op, value);
  return constant_of(probe->column, left, &value) && compare_holds(probe, mirrored(op), value);
}

static bool membership_holds(const Probe *probe, const Term *test) {
  bool found = false;
  Value value;
  for (size_t i = 0; i < test->as.membership.count && !found; i++)
    found = constant_of(probe->column, test->as.membership.items[i], &value) &&
            probe_equals(probe, value);
  return found != test->as.membership.negated;
}

static bool range_holds(const Probe *probe, const Term *test) {
  const Term *low = test->as.range.low, *high = test->as.range.high;
  Value value;
  bool inside = true;
  if (low && constant_of(probe->column, low, &value))
    inside = compare_holds(probe, test->as.range.open_low ? BINARY_MORE : BINARY_AT_LEAST, value);
  if (inside && high && constant_of(probe->column, high, &value))
    inside = compare_holds(probe, test->as.range.open_high ? BINARY_LESS : BINARY_AT_MOST, value);
  return inside != test->as.range.negated;
}

static bool holds(const Probe *probe, const Term *test) {
  switch (test->kind) {
    case TERM_BINARY:     return binary_holds(probe, test);
    case TERM_MEMBERSHIP: return membership_holds(probe, test);
    case TERM_RANGE:      return range_holds(probe, test);
    case TERM_NOT:        return !holds(probe, test->as.unary.operand);
    default:              return probe->sample.as.truth;
  }
}

static size_t first_piece(const Cover *cover, size_t column) {
  size_t first = 0;
  for (size_t i = 0; i < column; i++)
    first += cover->columns.items[i].pieces.count;
  return first;
}

static void cover_pieces(Cover *cover, size_t index, uint64_t **covered) {
  const CoverColumn *column = &cover->columns.items[index];
  for (size_t i = 0; i < column->pieces.count; i++) {
    const Piece *piece = &column->pieces.items[i];
    Probe probe = { column, piece->other ? piece->low : sample_of(column, piece), piece->other };
    covered[i] = arena_array(cover->arena, uint64_t, cover->words);
    for (size_t row = 0; row < cover->rows; row++)
      covered[i][row / 64] |= UINT64_C(1) << row % 64;
    for (size_t j = 0; j < cover->tests.count; j++) {
      const CoverTest *test = &cover->tests.items[j];
      if (test->column == index && !holds(&probe, test->test))
        covered[i][test->row / 64] &= ~(UINT64_C(1) << test->row % 64);
    }
  }
}

void cover_cut(Cover *cover) {
  for (size_t i = 0; i < cover->columns.count; i++)
    cut_column(cover, &cover->columns.items[i]);
  cover->covered = arena_array(cover->arena, uint64_t *,
                               first_piece(cover, cover->columns.count) + 1);
  for (size_t i = 0; i < cover->columns.count; i++)
    cover_pieces(cover, i, cover->covered + first_piece(cover, i));
}

const uint64_t *cover_rows(const Cover *cover, size_t column, size_t piece) {
  return cover->covered[first_piece(cover, column) + piece];
}

bool cover_holds(const Cover *cover, size_t row, size_t column, size_t piece) {
  return cover_rows(cover, column, piece)[row / 64] >> row % 64 & 1;
}

/* ---- in words ---------------------------------------------------------------------------- */

Piece cover_join(const Piece *low, const Piece *high) {
  return (Piece){ .low = low->low, .open_low = low->open_low, .high = high->high,
                  .open_high = high->open_high };
}

static Text end_text(Arena *arena, const CoverColumn *column, Value value, bool swedish) {
  return value_show(arena, value, &column->type, swedish);
}

static const char *said(bool swedish, const char *words) {
  return message(swedish ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH, words);
}

Text cover_piece_text(Arena *arena, const CoverColumn *column, const Piece *piece, bool swedish) {
  bool has_low = piece->low.state == VALUE_KNOWN, has_high = piece->high.state == VALUE_KNOWN;
  if (piece->other)
    return text_from(said(swedish, MESSAGE("any other")));
  Text low = has_low ? end_text(arena, column, piece->low, swedish) : TEXT("");
  Text high = has_high ? end_text(arena, column, piece->high, swedish) : TEXT("");
  if (!has_low && !has_high)
    return text_from(said(swedish, MESSAGE("any value")));
  if (!has_low)
    return arena_format(arena, "%s %.*s", said(swedish, piece->open_high ? MESSAGE("below")
                                                                         : MESSAGE("at most")),
                        TEXT_PRINT(high));
  if (!has_high)
    return arena_format(arena, "%s %.*s", said(swedish, piece->open_low ? MESSAGE("above")
                                                                        : MESSAGE("at least")),
                        TEXT_PRINT(low));
  if (value_same(piece->low, piece->high))
    return low;
  if (!piece->open_low && !piece->open_high)
    return arena_format(arena, said(swedish, MESSAGE("from %.*s to %.*s")), TEXT_PRINT(low),
                        TEXT_PRINT(high));
  return arena_format(arena, said(swedish, MESSAGE("%s %.*s and %s %.*s")),
                      said(swedish, piece->open_low ? MESSAGE("above") : MESSAGE("at least")),
                      TEXT_PRINT(low),
                      said(swedish, piece->open_high ? MESSAGE("below") : MESSAGE("at most")),
                      TEXT_PRINT(high));
}
