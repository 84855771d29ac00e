/* A batch of rows in columns: its room, made once and filled again and again. */
#include "interp/store/take.h"

#include <string.h>

static void start_column(ScanColumn *column, const FieldType *field, Arena *room) {
  const FieldType *holds = field_behind(field);
  *column = (ScanColumn){ .field = field, .holds = holds, .form = field_form(holds),
                          .denominator = 1 };
  column->states = arena_array(room, uint8_t, SLOT_ROWS);
  switch (column->form) {
    case COLUMN_TRUTH:  column->truths = arena_array(room, uint8_t, SLOT_ROWS); break;
    case COLUMN_NUMBER: column->numbers = arena_array(room, int64_t, SLOT_ROWS); break;
    case COLUMN_DAY: case COLUMN_NAME:
                        column->names = arena_array(room, int32_t, SLOT_ROWS); break;
    case COLUMN_VALUE:  column->values = arena_array(room, Value, SLOT_ROWS); break;
    case COLUMN_LIST: case COLUMN_UNUSED: break;
  }
}

void slot_init(Slot *slot, const Table *table, Arena *room) {
  *slot = (Slot){ .room = room, .byte_room = (size_t)SLOT_ROWS * 32 };
  arena_init_deferred(&slot->contents, room->memory);
  slot->bytes = arena_alloc(room, slot->byte_room);
  slot->starts = arena_array(room, size_t, SLOT_ROWS + 1);
  slot->texts = arena_array(room, TextNames, table->count + 1);
  slot->text_lists = arena_array(room, TextList, table->count + 1);
  slot->batch = (ScanBatch){ .column_count = table->count };
  slot->batch.flags = arena_array(room, uint8_t, SLOT_ROWS);
  slot->batch.columns = arena_array(room, ScanColumn, table->count + 1);
  for (size_t i = 0; i < table->count; i++)
    start_column(&slot->batch.columns[i], table->columns[i], room);
}

void slot_clear(Slot *slot) {
  ScanBatch *batch = &slot->batch;
  for (size_t i = 0; i < batch->column_count; i++) {
    ScanColumn *column = &batch->columns[i];
    if (column->partial)
      memset(column->states, CELL_KNOWN, SLOT_ROWS);
    column->partial = false;
    column->denominator = 1;
    text_names_clear(&slot->texts[i]);
    slot->text_lists[i].count = 0;
  }
  if (batch->flagged)
    memset(batch->flags, 0, SLOT_ROWS);
  batch->flagged = false;
  batch->count = 0;
  slot->reals.count = 0;
  slot->used = 0;
  arena_reset(&slot->contents);
}

void slot_cut(Slot *slot, size_t row) {
  ScanBatch *batch = &slot->batch;
  for (size_t i = row; i < batch->count; i++)
    batch->flags[i] = 0;
  for (size_t i = 0; i < batch->column_count; i++)
    memset(batch->columns[i].states + row, CELL_KNOWN, batch->count - row);
  while (slot->reals.count && slot->reals.items[slot->reals.count - 1].row >= row)
    slot->reals.count--;
  slot->used = slot->starts[row];
  batch->count = row;
}

void slot_flag(Slot *slot, size_t row, unsigned flag) {
  slot->batch.flags[row] |= (uint8_t)flag;
  slot->batch.flagged = true;
}
