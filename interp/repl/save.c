/* save scenario, test that, save test: what was tried, as text of the language. */
#include "interp/repl/inside.h"

#include "grammar/keywords.h"
#include "interp/decide/run.h"

/* ---- files -------------------------------------------------------------------------------- */

void file_write(Dialogue *dialogue, Text path, Text bytes) {
  bool again = text_equal(dialogue->refused, path);
  if (dialogue->host.write(dialogue->host.context, path, bytes, again)) {
    dialogue->refused = TEXT("");
    return;
  }
  dialogue->refused = arena_text(dialogue->lasting, path);
  diag_report(dialogue->turn.diags, DIAG_FILE_THERE, SPAN_NONE, "\"%.*s\" is there already",
              TEXT_PRINT(path));
  diag_help(dialogue->turn.diags, "enter the same once more to replace it, or name another");
  dialogue_stop(dialogue);
}

/* Is it a file of the rules?  There what is saved stands at the end. */
static bool is_of_rules(const Dialogue *dialogue, Text path) {
  const Model *model = dialogue->first->model;
  for (size_t i = 0; i < model->modules.count; i++)
    if (!model->modules.items[i]->library && text_equal(model->modules.items[i]->path, path))
      return true;
  return false;
}

/* At the end of a rule file of the dialogue, or a file of its own. */
static void save_text(Dialogue *dialogue, Text path, Text text) {
  Arena *arena = dialogue->turn.arena;
  Writer *out = dialogue->turn.out;
  Text shown = screen_visible(arena, path);
  if (is_of_rules(dialogue, path)) {
    dialogue->host.append(dialogue->host.context, path, text);
    writer_say(out, "  added to %.*s\n", TEXT_PRINT(shown));
    return;
  }
  Surface surface = dialogue_surface(dialogue);
  file_write(dialogue, path,
             arena_format(arena, "%s%.*s", surface == SURFACE_SWEDISH ? "språk sv\n\n" : "",
                          TEXT_PRINT(text)));
  writer_say(out, "  written to %.*s\n", TEXT_PRINT(shown));
}

static const char *word(const Dialogue *dialogue, const char *english) {
  return keyword_called(english, dialogue_surface(dialogue));
}

/* A text in quotes; a quote inside is doubled. */
static void put_quoted(Writer *writer, Text text) {
  writer_put_char(writer, '"');
  for (size_t i = 0; i < text.length; i++) {
    if (text.bytes[i] == '"')
      writer_put_char(writer, '"');
    if (text.bytes[i] != '\n')
      writer_put_char(writer, text.bytes[i]);
  }
  writer_put_char(writer, '"');
}

/* ---- a scenario --------------------------------------------------------------------------- */

static size_t count_of(const State *state, EntryKind kind) {
  size_t count = 0;
  for (size_t i = 0; i < state->entries.count; i++)
    count += state->entries.items[i]->kind == kind;
  return count;
}

static void put_settings(Dialogue *dialogue, Writer *writer, const State *state) {
  for (size_t i = 0; i < state->entries.count; i++)
    if (state->entries.items[i]->kind == ENTRY_SET)
      writer_print(writer, "  %s %.*s\n", word(dialogue, "set"),
                   TEXT_PRINT(state->entries.items[i]->text));
}

/* What a scenario does not hold stands beside it, as a comment. */
static void put_left_out(Dialogue *dialogue, Writer *writer, const State *state) {
  for (size_t i = 0; i < state->entries.count; i++) {
    const Entry *entry = state->entries.items[i];
    const char *verb = entry->kind == ENTRY_WITHOUT ? word(dialogue, "without")
                       : entry->kind == ENTRY_FACT  ? word(dialogue, "what if")
                                                    : "";
    if (entry->kind == ENTRY_SET)
      continue;
    Text rest = entry->text;
    while (rest.length) {
      size_t end = text_find(rest, TEXT("\n"), 0);
      if (end > rest.length)
        end = rest.length;
      writer_print(writer, "-- %s%s%.*s\n", verb, *verb ? " " : "",
                   TEXT_PRINT(text_part(rest, 0, end)));
      rest = text_part(rest, end < rest.length ? end + 1 : end, rest.length);
      verb = "";
    }
  }
}

void ask_save_scenario(Dialogue *dialogue, const Question *question) {
  const State *state = state_now(dialogue);
  Writer writer;
  if (count_of(state, ENTRY_SET) == 0) {
    diag_report(dialogue->turn.diags, DIAG_NOTHING_THERE, SPAN_NONE,
                "nothing is set that a scenario could hold");
    dialogue_stop(dialogue);
  }
  writer_to_memory(&writer, dialogue->turn.arena);
  put_left_out(dialogue, &writer, state);
  writer_print(&writer, "%s ", word(dialogue, "scenario"));
  put_quoted(&writer, question->as.text.text.text);
  writer_put_char(&writer, '\n');
  put_settings(dialogue, &writer, state);
  save_text(dialogue, question->as.text.file.text, writer_text(&writer));
  if (count_of(state, ENTRY_SET) < state->entries.count)
    writer_say(dialogue->turn.out, "  what a scenario cannot hold stands there as comments\n");
}

/* ---- a test of one record ----------------------------------------------------------------- */

typedef struct {
  Dialogue         *dialogue;
  Writer           *writer;
  Arena            *arena;
  const Record     *record;
  LIST(const Record *) referred;   /* written as samples, each once */
} Testing;

/* The name of a record's sample: organisation_2. */
static Text sample_name(const Testing *testing, const Record *record) {
  Text key = record_key_text(testing->arena, record);
  Writer writer;
  writer_to_memory(&writer, testing->arena);
  writer_print(&writer, "%.*s_", TEXT_PRINT(record->type->name));
  for (size_t i = 0; i < key.length; i++) {
    char c = key.bytes[i];
    bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                 (unsigned char)c >= 0x80;
    writer_put_char(&writer, plain ? c : '_');
  }
  return writer_text(&writer);
}

static void put_value(Testing *testing, Value value, const Type *type);

static void put_list(Testing *testing, Value value) {
  writer_put_char(testing->writer, '(');
  for (size_t i = 0; i < value.as.list.count; i++) {
    if (i)
      writer_put(testing->writer, TEXT(", "));
    put_value(testing, value.as.list.items[i], NULL);
  }
  writer_put_char(testing->writer, ')');
}

static void put_value(Testing *testing, Value value, const Type *type) {
  bool swedish = dialogue_surface(testing->dialogue) == SURFACE_SWEDISH;
  if (value.kind == TYPE_LIST)
    put_list(testing, value);
  else if (value.kind == TYPE_RECORD)
    writer_put(testing->writer, sample_name(testing, value.as.record));
  else if (value.kind == TYPE_TEXT)
    put_quoted(testing->writer, value.as.text);
  else
    writer_put(testing->writer, value_show(testing->arena, value, type, swedish));
}

static void put_name(Testing *testing, Text name) {
  bool quoted = keyword_reserves(name, dialogue_surface(testing->dialogue));
  writer_print(testing->writer, quoted ? "'%.*s'" : "%.*s", TEXT_PRINT(name));
}

/* Known facts, a line each. */
static void put_facts(Testing *testing, const Record *record) {
  bool first = true;
  for (size_t i = 0; i < record->type->count; i++) {
    const FieldType *field = &record->type->fields[i];
    Value value = record->fields[i];
    bool empty = value.state == VALUE_KNOWN && value.kind == TYPE_LIST && value.as.list.count == 0;
    if (value.state != VALUE_KNOWN || field->list == LIST_BY || empty)
      continue;
    writer_put(testing->writer, first ? TEXT("\n    ") : TEXT(",\n    "));
    put_name(testing, field_word(field));
    writer_put_char(testing->writer, ' ');
    put_value(testing, value, &field->type);
    first = false;
  }
  writer_put_char(testing->writer, '\n');
}

static void gather_referred(Testing *testing, const Record *record);

static void refer(Testing *testing, const Record *record) {
  for (size_t i = 0; i < testing->referred.count; i++)
    if (testing->referred.items[i] == record)
      return;
  LIST_ADD(testing->arena, &testing->referred, const Record *, record);
  gather_referred(testing, record);
}

static void gather_referred(Testing *testing, const Record *record) {
  for (size_t i = 0; i < record->type->count; i++) {
    Value value = record->fields[i];
    if (value.state != VALUE_KNOWN || record->type->fields[i].list == LIST_BY)
      continue;
    if (value.kind == TYPE_RECORD)
      refer(testing, value.as.record);
    for (size_t j = 0; value.kind == TYPE_LIST && j < value.as.list.count; j++)
      if (value.as.list.items[j].kind == TYPE_RECORD)
        refer(testing, value.as.list.items[j].as.record);
  }
}

/* What the test expects: how the record ends where it stands alone. */
static void expect(void *context, const Judgement *judgement, Arena *batch) {
  Testing *testing = context;
  Dialogue *dialogue = testing->dialogue;
  if (judgement->record->type != testing->record->type ||
      record_key_compare(judgement->record, testing->record) != 0)
    return;
  Writer *writer = testing->writer;
  bool own = judgement->kind == OUTCOME_OWN;
  Text name = judgement_outcome(judgement);
  writer_print(writer, "  %s %s", word(dialogue, "expect"),
               own ? arena_text(batch, name).bytes
                   : word(dialogue, arena_text(batch, name).bytes));
  if (judgement->decider_name.length)
    writer_print(writer, ", %s %.*s", word(dialogue, "decider"),
                 TEXT_PRINT(judgement->decider_name));
  if (judgement->kind == OUTCOME_FUNDABLE && judgement->has_granted &&
      judgement->decision->amounts.count) {
    Type money = { .kind = TYPE_MONEY, .currency = judgement->decision->currency };
    Value granted = value_number(TYPE_MONEY, fraction_from(judgement->granted));
    writer_print(writer, ", %s %.*s", word(dialogue, "granted"),
                 TEXT_PRINT(value_show(batch, granted, &money,
                                       dialogue_surface(dialogue) == SURFACE_SWEDISH)));
  }
  writer_put_char(writer, '\n');
}

static void judge_alone(Testing *testing) {
  Dialogue *dialogue = testing->dialogue;
  Population population;
  const Record **records = arena_array(testing->arena, const Record *,
                                       testing->referred.count + 2);
  size_t count = 0;
  records[count++] = testing->record;
  for (size_t i = 0; i < testing->referred.count; i++)
    records[count++] = testing->referred.items[i];
  population_of_records(&population, testing->arena, records, count);
  RunVisitor visitor = { .finished = expect, .context = testing };
  run_population(testing->arena, dialogue_model(dialogue), &dialogue->assumed.settings,
                 &dialogue->assumed.eval, &population, &visitor, dialogue->turn.diags);
}

static void put_samples(Testing *testing) {
  for (size_t i = testing->referred.count; i-- > 0;) {
    const Record *record = testing->referred.items[i];
    writer_print(testing->writer, "%s %.*s ", word(testing->dialogue, "sample"),
                 TEXT_PRINT(sample_name(testing, record)));
    put_name(testing, record->type->name);
    put_facts(testing, record);
    writer_put_char(testing->writer, '\n');
  }
}

/* Of the record that was last asked about, as it is assumed to be. */
static Text test_text(Dialogue *dialogue, Text key, Text name) {
  Writer writer;
  writer_to_memory(&writer, dialogue->turn.arena);
  Testing testing = { .dialogue = dialogue, .writer = &writer, .arena = dialogue->turn.arena };
  const Decision *decision = dialogue_decision(dialogue);
  size_t number;
  if (!experiment_find(dialogue->base->experiment, decision->subject, key, &number))
    stop_no_record(dialogue, (Name){ SPAN_NONE, key });
  testing.record = experiment_record(dialogue->base->experiment, &dialogue->assumed, decision,
                                     number, testing.arena);
  gather_referred(&testing, testing.record);
  put_samples(&testing);
  writer_print(&writer, "%s ", word(dialogue, "test"));
  put_quoted(&writer, name);
  writer_print(&writer, "\n  %s ", word(dialogue, "given"));
  put_name(&testing, decision->subject->name);
  put_facts(&testing, testing.record);
  put_settings(dialogue, &writer, state_now(dialogue));
  if (dialogue->eval.has_as_of)
    writer_print(&writer, "  %s %.*s\n", word(dialogue, "as of"),
                 TEXT_PRINT(date_text(testing.arena, dialogue->eval.as_of)));
  judge_alone(&testing);
  return writer_text(&writer);
}

static void put_lines(const DialogueTurn *turn, Text text) {
  while (text.length) {
    size_t end = text_find(text, TEXT("\n"), 0);
    bool last = end > text.length;
    writer_print(turn->out, "%.*s\n",
                 TEXT_PRINT(screen_visible(turn->arena,
                                           text_part(text, 0, last ? text.length : end))));
    text = text_part(text, last ? text.length : end + 1, text.length);
  }
}

void ask_test(Dialogue *dialogue, const Question *question) {
  DialogueTurn *turn = &dialogue->turn;
  if (dialogue->record.key.length == 0) {
    diag_report(turn->diags, DIAG_NOTHING_THERE, question->span, "no record is on the screen");
    diag_help(turn->diags, "ask about one first: explain KEY, or what if KEY, FIELD VALUE");
    dialogue_stop(dialogue);
  }
  Text text = test_text(dialogue, dialogue->record.key, question->as.text.text.text);
  put_lines(turn, text);
  Arena *arena = kept_begin(&dialogue->record.kept);
  Text key = arena_text(arena, dialogue->record.key), kept = arena_text(arena, text);
  kept_end(&dialogue->record.kept);
  dialogue->record.key = key;
  dialogue->record.test = kept;
}

void ask_save_test(Dialogue *dialogue, const Question *question) {
  DialogueTurn *turn = &dialogue->turn;
  if (dialogue->record.test.length == 0) {
    diag_report(turn->diags, DIAG_NOTHING_THERE, question->span, "no test has been made yet");
    diag_help(turn->diags, "make one of the record on the screen: test that \"…\"");
    dialogue_stop(dialogue);
  }
  save_text(dialogue, question->as.text.file.text, dialogue->record.test);
}
