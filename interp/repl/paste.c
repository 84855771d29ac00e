/* A block of cells pasted from a spreadsheet: facts of the records in its key column.
 *
 * The first row names fields, by name or title; one of them is the key.  Each other row changes
 * what differs of its record, as `what if` does: listed, and undone as one step. */
#include "interp/repl/inside.h"

#include "grammar/keywords.h"
#include "interp/data/csv_value.h"

#include <string.h>

enum { CHANGES_LISTED = 12 };

typedef LIST(Text) Cells;

typedef struct {
  Dialogue         *dialogue;
  const Decision   *decision;
  const FieldType **fields;     /* by column; NULL: not a field */
  size_t            columns, key;
  State            *state;
  size_t            changes, records, listed;
} Pasting;

/* "what if" may stand before the block. */
static Text block_of(const Dialogue *dialogue, Text input) {
  Text verb = text_from(keyword_called("what if", dialogue_surface(dialogue)));
  Text trimmed = text_trim(input);
  if (trimmed.length > verb.length &&
      keyword_matches(verb, text_part(trimmed, 0, verb.length), true))
    trimmed = text_part(trimmed, verb.length, trimmed.length);
  while (trimmed.length && (trimmed.bytes[0] == '\n' || trimmed.bytes[0] == ' '))
    trimmed = text_part(trimmed, 1, trimmed.length);
  return trimmed;
}

bool looks_pasted(Text input) {
  const char *tab = input.length ? memchr(input.bytes, '\t', input.length) : NULL;
  return tab && memchr(tab, '\n', input.length - (size_t)(tab - input.bytes));
}

static Text next_line(Text *rest) {
  size_t end = text_find(*rest, TEXT("\n"), 0);
  bool last = end > rest->length;
  Text line = text_part(*rest, 0, last ? rest->length : end);
  *rest = text_part(*rest, last ? rest->length : end + 1, rest->length);
  if (line.length && line.bytes[line.length - 1] == '\r')
    line.length--;
  return line;
}

static Cells cells_of(Arena *arena, Text line) {
  Cells cells = { NULL, 0, 0 };
  for (size_t start = 0; start <= line.length;) {
    size_t end = text_find(line, TEXT("\t"), start);
    if (end > line.length)
      end = line.length;
    LIST_ADD(arena, &cells, Text, text_trim(text_part(line, start, end)));
    start = end + 1;
  }
  return cells;
}

static const FieldType *field_of(const RecordType *record, Text heading) {
  const FieldType *field = record_type_find(record, heading);
  for (size_t i = 0; !field && i < record->count; i++)
    if (text_equal(record->fields[i].title, heading) ||
        text_equal(record->fields[i].column, heading))
      field = &record->fields[i];
  return field;
}

static void read_headings(Pasting *pasting, const Cells *headings) {
  Dialogue *dialogue = pasting->dialogue;
  const RecordType *record = pasting->decision->subject;
  pasting->columns = headings->count;
  pasting->fields = arena_array(dialogue->turn.arena, const FieldType *, headings->count + 1);
  pasting->key = headings->count;
  for (size_t i = 0; i < headings->count; i++) {
    pasting->fields[i] = field_of(record, headings->items[i]);
    if (!pasting->fields[i])
      diag_report(dialogue->turn.diags, DIAG_PASTED, SPAN_NONE, "\"%.*s\" is no field of %.*s",
                  TEXT_PRINT(headings->items[i]), TEXT_PRINT(record->name));
    else if (pasting->fields[i]->key)
      pasting->key = i;
  }
  if (pasting->key == headings->count) {
    diag_report(dialogue->turn.diags, DIAG_PASTED, SPAN_NONE, "no column is the key, %.*s",
                TEXT_PRINT(record->fields[record->key].name));
    diag_help(dialogue->turn.diags, "the first row names the fields, and one of them is the key");
  }
  dialogue_stop_on_errors(dialogue);
}

/* ---- rows --------------------------------------------------------------------------------- */

static void list_change(Pasting *pasting, Text key, const FieldType *field, Value before,
                        Value after) {
  DialogueTurn *turn = &pasting->dialogue->turn;
  const char *arrow = turn->screen.ascii ? "->" : "→";
  pasting->changes++;
  if (pasting->listed++ >= CHANGES_LISTED)
    return;
  writer_print(turn->out, "  %.*s %.*s: %.*s %s %.*s\n",
               TEXT_PRINT(screen_visible(turn->arena, key)),
               TEXT_PRINT(screen_visible(turn->arena, field->name)),
               TEXT_PRINT(screen_value(turn->arena, &turn->screen, before, &field->type)), arrow,
               TEXT_PRINT(screen_value(turn->arena, &turn->screen, after, &field->type)));
}

static bool read_cell(Pasting *pasting, const FieldType *field, Text cell, Text key, Value *value) {
  Dialogue *dialogue = pasting->dialogue;
  bool swedish = dialogue_surface(dialogue) == SURFACE_SWEDISH;
  CsvForm form = { .type = field->type, .scale = field->import_scale, .decimal_comma = swedish,
                   .language = dialogue->turn.diags->language };
  const char *reason;
  if (csv_value(dialogue->turn.arena, &form, cell, value, &reason))
    return true;
  diag_report(dialogue->turn.diags, DIAG_PASTED, SPAN_NONE, "%.*s, %.*s: \"%.*s\" %s",
              TEXT_PRINT(key), TEXT_PRINT(field->name), TEXT_PRINT(cell),
              diag_words(dialogue->turn.diags, reason));
  return false;
}

static void assume(Pasting *pasting, Text key, const FieldType *field, Value value) {
  Dialogue *dialogue = pasting->dialogue;
  Arena *arena = dialogue->turn.arena;
  bool swedish = dialogue_surface(dialogue) == SURFACE_SWEDISH;
  Text name = arena_format(arena, "%.*s.%.*s", TEXT_PRINT(key), TEXT_PRINT(field->name));
  bool quoted = keyword_reserves(field->name, dialogue_surface(dialogue));
  Text text = arena_format(arena, quoted ? "\"%.*s\", '%.*s' %.*s" : "\"%.*s\", %.*s %.*s",
                           TEXT_PRINT(key), TEXT_PRINT(field->name),
                           TEXT_PRINT(value_show(arena, value, &field->type, swedish)));
  state_drop(pasting->state, ENTRY_FACT, name);
  state_add(dialogue, pasting->state, ENTRY_FACT, name, text, TEXT(""));
}

static bool differs(Value before, Value after) {
  return before.state != VALUE_KNOWN || !value_same(before, after);
}

static void read_row(Pasting *pasting, const Cells *cells) {
  Dialogue *dialogue = pasting->dialogue;
  Arena *arena = dialogue->turn.arena;
  if (cells->count <= pasting->key || cells->items[pasting->key].length == 0)
    return;
  Text key = unicode_nfc(arena, cells->items[pasting->key]);
  size_t number, before = pasting->changes;
  if (!experiment_find(dialogue->base->experiment, pasting->decision->subject, key, &number)) {
    diag_report(dialogue->turn.diags, DIAG_NO_SUCH_KEY, SPAN_NONE, "no record has the key \"%.*s\"",
                TEXT_PRINT(key));
    return;
  }
  const Record *record = experiment_record(dialogue->base->experiment, &dialogue->assumed,
                                           pasting->decision, number, arena);
  for (size_t i = 0; i < cells->count && i < pasting->columns; i++) {
    const FieldType *field = pasting->fields[i];
    Value value;
    bool simple = field->type.kind != TYPE_LIST && field->type.kind != TYPE_RECORD;
    if (i == pasting->key || !simple || cells->items[i].length == 0 ||
        !read_cell(pasting, field, cells->items[i], key, &value))
      continue;
    if (value.state != VALUE_KNOWN || !differs(record->fields[field->index], value))
      continue;
    list_change(pasting, key, field, record->fields[field->index], value);
    assume(pasting, key, field, value);
  }
  pasting->records += pasting->changes > before;
}

void ask_pasted(Dialogue *dialogue, Text input) {
  DialogueTurn *turn = &dialogue->turn;
  Text rest = block_of(dialogue, input);
  Pasting pasting = { .dialogue = dialogue, .decision = dialogue_decision(dialogue),
                      .state = state_copy(dialogue) };
  Cells headings = cells_of(turn->arena, next_line(&rest));
  read_headings(&pasting, &headings);
  while (rest.length) {
    Cells cells = cells_of(turn->arena, next_line(&rest));
    read_row(&pasting, &cells);
  }
  dialogue_stop_on_errors(dialogue);
  if (pasting.listed > CHANGES_LISTED)
    writer_say_number(turn->out, pasting.listed - CHANGES_LISTED, "  and %zu more\n");
  if (pasting.changes == 0) {
    writer_say(turn->out, "  the table says what is known already\n");
    return;
  }
  writer_say(turn->out, "  %zu facts of %zu records, as what if; :undo takes them back\n",
             pasting.changes, pasting.records);
  step_to(dialogue, pasting.state);
}
