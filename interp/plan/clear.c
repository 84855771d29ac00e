/* A census used again: what it holds is forgotten, the room is kept. */
#include "interp/plan/census.h"

#include <string.h>

static void clear_chunk(const Column *column, ColumnChunk *chunk) {
  if (chunk->states)
    chunk->room = chunk->states;
  chunk->states = NULL;
  if (chunk->room)
    memset(chunk->room, CELL_KNOWN, COLUMN_CHUNK);
  if (column->form == COLUMN_LIST)
    memset(chunk->lengths, 0, COLUMN_CHUNK * sizeof *chunk->lengths);
}

/* Only the chunks that had rows: a window of one row costs one chunk. */
void column_clear(Column *column, size_t rows) {
  for (size_t i = 0; i * COLUMN_CHUNK < rows && i < column->chunks.count; i++)
    clear_chunk(column, &column->chunks.items[i]);
  column->elements.count = 0;
  column->odd_cells.count = 0;
}

static void clear_columns(Columns *columns) {
  for (size_t i = 0; i < columns->type->count; i++)
    column_clear(&columns->fields[i], columns->count);
  columns->count = 0;
  columns->faulty.count = 0;
  columns->built.count = 0;
  columns->kept = NULL;
  if (columns->referred)
    map_init(&columns->rows, columns->census->contents);
}

/* The texts that the rules ask for keep their numbers; all others are free. */
static void clear_texts(Census *census) {
  size_t count = 0;
  for (size_t i = 0; i < census->asked_texts.count; i++)
    if ((size_t)census->asked_texts.items[i].number >= count)
      count = (size_t)census->asked_texts.items[i].number + 1;
  map_init(&census->texts, census->contents);
  census->text_list.count = count;
  census->next_text = 0;
  for (size_t i = 0; i < count; i++)
    census->text_list.items[i] = TEXT_NONE;
  for (size_t i = 0; i < census->asked_texts.count; i++) {
    AskedText asked = census->asked_texts.items[i];
    census->text_list.items[asked.number] = asked.text;
    map_add(&census->texts, asked.text, (void *)((uintptr_t)asked.number + 1));
  }
}

static void clear_contents(Census *census) {
  if (census->contents != census->arena) {
    arena_reset(census->contents);
    return;
  }
  census->contents = arena_new(census->arena, Arena);
  arena_init_deferred(census->contents, census->arena->memory);
}

void census_clear(Census *census) {
  clear_contents(census);
  clear_texts(census);
  for (size_t i = 0; i < census->model->records.count; i++) {
    clear_columns(&census->added[i]);
    if (census->referred[i])
      clear_columns(census->referred[i]);
  }
  census->waiting.count = census->filled = 0;
  census->version++;
}

void census_end(Census *census) {
  if (census->contents != census->arena)
    memory_release(census->arena->memory, census->contents);
}
