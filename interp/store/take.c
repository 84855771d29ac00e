/* The cells of a row into a slot. */
#include "interp/store/take.h"

#include "interp/store/cell_bytes.h"

#include <math.h>
#include <string.h>

#define POINTER_NAME "anslag_taker"

enum { MOST_PLACES = 9, EXACT_DIGITS = 15, DENOMINATOR_MOST = 1000000000 };

static const int64_t powers[EXACT_DIGITS + 1] = {
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
  100000000000, 1000000000000, 10000000000000, 100000000000000, 1000000000000000,
};
/* One cell on its way. */
typedef struct {
  Taker      *taker;
  TakeColumn *column;
  ScanColumn *into;
  size_t      place, row;
} Taking;

/* What is not known has a harmless number, since whoever works on whole columns may look. */
static void set_state(const Taking *taking, CellState state) {
  ScanColumn *into = taking->into;
  into->states[taking->row] = (uint8_t)state;
  into->partial = true;
  switch (into->form) {
    case COLUMN_TRUTH:  into->truths[taking->row] = 1; return;
    case COLUMN_NUMBER: into->numbers[taking->row] = 0; return;
    case COLUMN_DAY: case COLUMN_NAME: into->names[taking->row] = 0; return;
    case COLUMN_VALUE: case COLUMN_LIST: case COLUMN_UNUSED: return;
  }
}

/* ---- numbers ---------------------------------------------------------------------------- */

/* How whole cells become numerators at this denominator. */
static void set_factor(TakeColumn *column) {
  int64_t most = column->field->type.kind == TYPE_MONEY ? MONEY_MOST : INT64_MAX;
  column->factor = column->denominator % column->down == 0
                       ? column->up * (column->denominator / column->down) : 0;
  column->most = column->factor ? most / column->factor : -1;
}

static bool take_whole(const Taking *taking, int64_t whole) {
  const TakeColumn *column = taking->column;
  if (whole > column->most || whole < -column->most)
    return false;
  taking->into->numbers[taking->row] = whole * column->factor;
  return true;
}

static bool may_grow(const ScanColumn *into, size_t rows, int64_t times) {
  for (size_t i = 0; i < rows; i++)
    if (into->states[i] == CELL_KNOWN &&
        (into->numbers[i] > INT64_MAX / times || into->numbers[i] < -(INT64_MAX / times)))
      return false;
  return true;
}

/* More decimals: the numerators that are there already follow; false: too many. */
static bool refine(const Taking *taking, unsigned places) {
  TakeColumn *column = taking->column;
  ScanColumn *into = taking->into;
  int64_t times = powers[places - column->places];
  if (column->denominator > DENOMINATOR_MOST / times || !may_grow(into, taking->row, times))
    return false;
  for (size_t i = 0; i < taking->row; i++)
    into->numbers[i] = into->states[i] == CELL_KNOWN ? into->numbers[i] * times : 0;
  column->places = places;
  column->denominator = into->denominator = column->denominator * times;
  set_factor(column);
  return true;
}

/* digits / 10^places, scaled, where the column is of whole numbers. */
static bool take_whole_of(const Taking *taking, int64_t digits, unsigned places) {
  const TakeColumn *column = taking->column;
  int64_t scaled, down;
  if (__builtin_mul_overflow(digits, column->up, &scaled) ||
      __builtin_mul_overflow(powers[places], column->down, &down) || scaled % down != 0)
    return false;
  scaled /= down;
  taking->into->numbers[taking->row] = scaled;
  return column->field->type.kind != TYPE_MONEY ||
         (scaled <= MONEY_MOST && scaled >= -MONEY_MOST);
}

static bool take_decimal(const Taking *taking, int64_t digits, unsigned places) {
  TakeColumn *column = taking->column;
  if (column->kind == TAKE_WHOLE)
    return take_whole_of(taking, digits, places);
  if (places > column->places && !refine(taking, places))
    return false;
  return !__builtin_mul_overflow(digits, column->factor / powers[places],
                                 &taking->into->numbers[taking->row]);
}

/* The shortest decimal that is this double: with 15 digits at most there is only one. */
static bool take_real(const Taking *taking, double real) {
  for (unsigned places = 0; places <= MOST_PLACES; places++) {
    double scaled = real * (double)powers[places];
    if (!(fabs(scaled) < (double)powers[EXACT_DIGITS]))
      return false;
    int64_t digits = (int64_t)(scaled + (scaled < 0 ? -0.5 : 0.5));
    double back = (double)digits / (double)powers[places];
    if (back >= real && back <= real)
      return take_decimal(taking, digits, places);
  }
  return false;
}

/* "-12.50" as 125 and 1; as fraction_parse reads it. */
static bool take_written(const Taking *taking, Text text) {
  bool negative = text.length > 0 && text.bytes[0] == '-';
  size_t start = negative, point = text.length;
  int64_t digits = 0, kept = 0;
  if (text.length - start > EXACT_DIGITS)
    return false;
  for (size_t i = start; i < text.length; i++) {
    if (text.bytes[i] == '.' && point == text.length && i > start) {
      point = i;
      continue;
    }
    if (text.bytes[i] < '0' || text.bytes[i] > '9')
      return false;
    digits = digits * 10 + (text.bytes[i] - '0');
  }
  kept = digits;
  size_t places = point == text.length ? 0 : text.length - point - 1;
  if (text.length == start || (point < text.length && places == 0))
    return false;
  for (; places > 0 && kept % 10 == 0; places--)
    kept /= 10;
  return places <= MOST_PLACES &&
         take_decimal(taking, negative ? -kept : kept, (unsigned)places);
}

/* ---- slowly, and exactly ------------------------------------------------------------------ */

typedef struct { const Taking *taking; Cell cell; bool fits; } SlowCell;

static bool keep_number(const Taking *taking, Fraction number) {
  int64_t part = taking->column->denominator;
  if (number.denominator > part || part % (int64_t)number.denominator != 0)
    return false;
  Int128 numerator;
  if (__builtin_mul_overflow(number.numerator, part / (int64_t)number.denominator, &numerator) ||
      numerator > INT64_MAX || numerator < -INT64_MAX)
    return false;
  taking->into->numbers[taking->row] = (int64_t)numerator;
  return true;
}

/* A text that stands for itself, by its number in this batch. */
static int32_t number_of(const Taking *taking, Text text) {
  Slot *slot = taking->taker->slot;
  TextNames *names = &slot->texts[taking->place];
  uint64_t hash = text_names_hash(text, taking->taker->seed);
  int32_t number = text_names_find(names, text, hash);
  if (number >= 0)
    return number;
  Text kept = arena_text(&slot->contents, text);
  TextList *list = &slot->text_lists[taking->place];
  LIST_ADD(slot->room, list, Text, kept);
  text_names_add(slot->room, names, kept, hash, (int32_t)list->count - 1);
  return (int32_t)list->count - 1;
}

static void keep_text(const Taking *taking, Cell cell, Text normal) {
  Slot *slot = taking->taker->slot;
  int32_t number = number_of(taking, normal);
  taking->into->names[taking->row] = number;
  if (cell.kind == CELL_TEXT && !text_equal(cell.text, normal))
    text_names_add(slot->room, &slot->texts[taking->place],
                   arena_text(&slot->contents, cell.text),
                   text_names_hash(cell.text, taking->taker->seed), number);
}

static void keep_name(const Taking *taking, Cell cell, size_t number) {
  Taker *taker = taking->taker;
  taking->into->names[taking->row] = (int32_t)number;
  if (cell.kind == CELL_TEXT)
    text_names_add(taker->arena, &taking->column->names, arena_text(taker->arena, cell.text),
                   text_names_hash(cell.text, taker->seed), (int32_t)number);
}

static bool keep_body(const Taking *taking, Cell cell, const Body *body) {
  const Model *model = taking->taker->model;
  for (size_t i = 0; i < model->bodies.count; i++) {
    if (model->bodies.items[i] != body)
      continue;
    keep_name(taking, cell, i);
    return true;
  }
  return false;
}

static bool keep_known(const Taking *taking, Cell cell, Value value) {
  ScanColumn *into = taking->into;
  size_t row = taking->row;
  switch (value.kind) {
    case TYPE_TRUTH:
      into->truths[row] = value.as.truth ? 2 : 0;
      return true;
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
      return keep_number(taking, value.as.number);
    case TYPE_MOMENT:
      into->numbers[row] = value.as.moment;
      return true;
    case TYPE_DATE:
      into->names[row] = value.as.date;
      return true;
    case TYPE_TEXT:
      keep_text(taking, cell, value.as.text);
      return true;
    case TYPE_CODE:
      keep_name(taking, cell, value.as.code->index);
      return true;
    case TYPE_BODY:
      return keep_body(taking, cell, value.as.body);
    case TYPE_DURATION:
      into->values[row] = value;
      return true;
    case TYPE_UNKNOWN: case TYPE_RECORD: case TYPE_LIST:
      break;
  }
  return false;
}

static void read_slowly(void *context) {
  SlowCell *slow = context;
  const Taking *taking = slow->taking;
  Taker *taker = taking->taker;
  const char *reason = NULL;
  Value value;
  if (slow->cell.kind == CELL_REAL)
    LIST_ADD(taker->slot->room, &taker->slot->reals, RealCell,
             (RealCell){ taking->row, taking->place });
  bool read = cell_value(taker->model, taking->column->field, slow->cell, &taker->slot->contents,
                         &value, &reason);
  if (read && !value_is_known(value))
    set_state(taking, value.state == VALUE_NONE ? CELL_NONE : CELL_UNKNOWN);
  slow->fits = read && (value_is_known(value) ? keep_known(taking, slow->cell, value)
                                              : !taking->column->key);
}

/* What cell_value says; a row for which that has no place in the column is marked. */
static void take_slowly(const Taking *taking, Cell cell) {
  Taker *taker = taking->taker;
  SlowCell slow = { taking, cell, false };
  if (!memory_guard(taker->arena->memory, read_slowly, &slow)) {
    taker->failure = taker->arena->memory->failure;
    return;
  }
  if (slow.fits)
    return;
  set_state(taking, CELL_UNKNOWN);
  slot_flag(taker->slot, taking->row, SCAN_MARKED);
}

/* ---- a cell ------------------------------------------------------------------------------- */

static void take_empty(const Taking *taking) {
  set_state(taking, taking->column->field->optional ? CELL_NONE : CELL_UNKNOWN);
  if (taking->column->key)
    slot_flag(taking->taker->slot, taking->row, SCAN_MARKED);
}

static bool take_integer(const Taking *taking, int64_t whole) {
  switch (taking->column->kind) {
    case TAKE_TRUTH:
      taking->into->truths[taking->row] = whole ? 2 : 0;
      return whole == 0 || whole == 1;
    case TAKE_WHOLE: case TAKE_DECIMAL:
      return take_whole(taking, whole);
    case TAKE_OTHER: case TAKE_DAY: case TAKE_NAME: case TAKE_TEXT:
      break;
  }
  return false;
}

static bool take_number(const Taking *taking, double real) {
  TakeKind kind = taking->column->kind;
  return (kind == TAKE_WHOLE || kind == TAKE_DECIMAL) && take_real(taking, real);
}

static bool take_name(const Taking *taking, const TextNames *names, Text text) {
  int32_t number = text_names_find(names, text, text_names_hash(text, taking->taker->seed));
  taking->into->names[taking->row] = number;
  return number >= 0;
}

static inline int two_digits(const char *at, bool *digits) {
  unsigned tens = (unsigned char)at[0] - 48u, ones = (unsigned char)at[1] - 48u;
  *digits &= (tens <= 9) & (ones <= 9);
  return (int)(tens * 10 + ones);
}

/* date_parse, in line for the usual form. */
static bool take_day(const Taking *taking, Text text) {
  bool digits = true;
  if (text.length != DATE_LENGTH || text.bytes[4] != '-' || text.bytes[7] != '-')
    return false;
  int century = two_digits(text.bytes, &digits), year = two_digits(text.bytes + 2, &digits);
  int month = two_digits(text.bytes + 5, &digits), day = two_digits(text.bytes + 8, &digits);
  return digits && date_make(century * 100 + year, month, day, &taking->into->names[taking->row]);
}

static bool take_text(const Taking *taking, Text text) {
  switch (taking->column->kind) {
    case TAKE_WHOLE: case TAKE_DECIMAL:
      return take_written(taking, text);
    case TAKE_DAY:
      return take_day(taking, text);
    case TAKE_NAME:
      return take_name(taking, &taking->column->names, text);
    case TAKE_TEXT:
      return take_name(taking, &taking->taker->slot->texts[taking->place], text);
    case TAKE_OTHER: case TAKE_TRUTH:
      break;
  }
  return false;
}

/* ---- the bytes of a row -------------------------------------------------------------------- */

typedef struct { Slot *slot; size_t more; } Growth;

static void grow_bytes(void *context) {
  Growth *growth = context;
  Slot *slot = growth->slot;
  size_t room = slot->byte_room * 2;
  while (room - slot->used < growth->more)
    room *= 2;
  slot->bytes = arena_grow_array(slot->room, slot->bytes, slot->used, room, 1);
  slot->byte_room = room;
}

static bool has_room(Taker *taker, size_t more) {
  Growth growth = { taker->slot, more };
  if (growth.slot->byte_room - growth.slot->used >= more)
    return true;
  if (memory_guard(taker->arena->memory, grow_bytes, &growth))
    return true;
  taker->failure = taker->arena->memory->failure;
  return false;
}

/* Its bytes, for which there is room. */
static void put_text(Slot *slot, CellKind kind, Text text) {
  unsigned char *start = slot->bytes + slot->used;
  unsigned char *at = cell_put_length(start, kind, text.length);
  if (text.length)
    memcpy(at, text.bytes, text.length);
  slot->used += (size_t)(at - start) + text.length;
}

static void take_bytes(const Taking *taking, const Cell *cell) {
  put_text(taking->taker->slot, cell->kind, cell->text);
  if (cell->kind == CELL_TEXT && cell->text.length == 0)
    take_empty(taking);
  else if (cell->kind == CELL_BLOB || !take_text(taking, cell->text))
    take_slowly(taking, *cell);
}

static void take_cell(const Taking *taking, const Cell *cell) {
  Slot *slot = taking->taker->slot;
  unsigned char *at = slot->bytes + slot->used;
  switch (cell->kind) {
    case CELL_INTEGER:
      slot->used += (size_t)(cell_put_whole(at, cell->integer) - at);
      if (!take_integer(taking, cell->integer))
        take_slowly(taking, *cell);
      return;
    case CELL_REAL:
      slot->used += (size_t)(cell_put_real(at, cell->real) - at);
      if (!take_number(taking, cell->real))
        take_slowly(taking, *cell);
      return;
    case CELL_TEXT: case CELL_BLOB:
      take_bytes(taking, cell);
      return;
    case CELL_NULL:
      *at = CELL_BYTES_NULL;
      slot->used++;
      take_empty(taking);
      return;
  }
}

bool taker_row(Taker *taker, size_t text_bytes) {
  Slot *slot = taker->slot;
  size_t row = slot->batch.count;
  slot->starts[row] = slot->used;
  if (!has_room(taker, text_bytes + (taker->count + 1) * CELL_BYTES_HEAD))
    return true;
  for (size_t i = 0; i < taker->count; i++) {
    Taking taking = { taker, &taker->columns[i], &slot->batch.columns[i], i, row };
    take_cell(&taking, &taker->cells[i]);
  }
  if (taker->failure)
    return true;
  slot->starts[++slot->batch.count] = slot->used;
  return slot->batch.count == SLOT_ROWS || slot->used >= SLOT_BYTES;
}

/* ---- anslag_take -------------------------------------------------------------------------- */

/* False: out of memory. */
static bool read_text(sqlite3_value *value, Cell *cell) {
  cell->text.bytes = cell->kind == CELL_TEXT ? (const char *)sqlite3_value_text(value)
                                             : sqlite3_value_blob(value);
  cell->text.length = (size_t)sqlite3_value_bytes(value);
  return cell->text.bytes || (cell->kind == CELL_BLOB && cell->text.length == 0);
}

static bool read_cell(sqlite3_value *value, Cell *cell) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      cell->kind = CELL_INTEGER;
      cell->integer = sqlite3_value_int64(value);
      return true;
    case SQLITE_FLOAT:
      cell->kind = CELL_REAL;
      cell->real = sqlite3_value_double(value);
      return true;
    case SQLITE_TEXT:
      cell->kind = CELL_TEXT;
      return read_text(value, cell);
    case SQLITE_BLOB:
      cell->kind = CELL_BLOB;
      return read_text(value, cell);
    default:
      cell->kind = CELL_NULL;
      return true;
  }
}

/* anslag_take(taker, cell, ...): is the slot full now? */
static void take_row(sqlite3_context *context, int count, sqlite3_value **values) {
  Taker *taker = sqlite3_value_pointer(values[0], POINTER_NAME);
  if (!taker || (size_t)count != taker->count + 1)
    return;
  size_t text_bytes = 0;
  for (size_t i = 0; i < taker->count; i++) {
    Cell *cell = &taker->cells[i];
    if (!read_cell(values[i + 1], cell))
      taker->failure = FAILURE_MEMORY;
    if (cell->kind == CELL_TEXT || cell->kind == CELL_BLOB)
      text_bytes += cell->text.length;
  }
  bool full = taker->failure || taker_row(taker, text_bytes);
  if (taker->failure)
    sqlite3_result_error_nomem(context);
  else if (full)
    sqlite3_result_int(context, 1);
}

/* ---- the taker ----------------------------------------------------------------------------- */

static TakeKind kind_of(const FieldType *field) {
  switch (field->type.kind) {
    case TYPE_TRUTH:
      return TAKE_TRUTH;
    case TYPE_INTEGER: case TYPE_MONEY:
      return TAKE_WHOLE;
    case TYPE_DECIMAL: case TYPE_RATE:
      return TAKE_DECIMAL;
    case TYPE_DATE:
      return TAKE_DAY;
    case TYPE_CODE: case TYPE_BODY:
      return TAKE_NAME;
    case TYPE_TEXT:
      return TAKE_TEXT;
    case TYPE_MOMENT: case TYPE_DURATION: case TYPE_UNKNOWN: case TYPE_RECORD: case TYPE_LIST:
      break;
  }
  return TAKE_OTHER;
}

static void start_column(TakeColumn *column, const FieldType *field) {
  *column = (TakeColumn){ .field = field_behind(field), .key = field->key, .up = 1, .down = 1,
                          .denominator = 1 };
  column->kind = kind_of(column->field);
  if (column->kind != TAKE_WHOLE && column->kind != TAKE_DECIMAL)
    return;
  Fraction scale = field_scale(column->field);
  if (scale.numerator <= 0 || scale.numerator > DENOMINATOR_MOST ||
      scale.denominator > DENOMINATOR_MOST) {
    column->kind = TAKE_OTHER;
    return;
  }
  column->up = (int64_t)scale.numerator;
  column->down = (int64_t)scale.denominator;
  column->denominator = column->kind == TAKE_DECIMAL ? column->down : 1;
  set_factor(column);
}

void taker_init(Taker *taker, const Model *model, const Table *table, Arena *arena) {
  *taker = (Taker){ .model = model, .arena = arena, .count = table->count };
  taker->columns = arena_array(arena, TakeColumn, table->count + 1);
  taker->cells = arena_array(arena, Cell, table->count + 1);
  for (size_t i = 0; i < table->count; i++)
    start_column(&taker->columns[i], table->columns[i]);
  Map seeded;
  map_init(&seeded, arena);
  taker->seed = seeded.seed;
}

void taker_start(Taker *taker, Slot *slot) {
  slot_clear(slot);
  taker->slot = slot;
  for (size_t i = 0; i < taker->count; i++)
    slot->batch.columns[i].denominator = taker->columns[i].denominator;
}

void taker_finish(Taker *taker) {
  Slot *slot = taker->slot;
  for (size_t i = 0; i < taker->count; i++) {
    slot->batch.columns[i].texts = slot->text_lists[i].items;
    slot->batch.columns[i].text_count = slot->text_lists[i].count;
  }
}

int taker_register(sqlite3 *connection) {
  return sqlite3_create_function_v2(connection, "anslag_take", -1,
                                    SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL, take_row, NULL, NULL,
                                    NULL);
}

int taker_bind(Taker *taker, Statement *statement, int index) {
  return sqlite3_bind_pointer(statement, index, taker, POINTER_NAME, NULL);
}
