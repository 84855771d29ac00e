/* The verbs that assume something, and those that take it back. */
#include "interp/repl/inside.h"

#include "base/unicode.h"
#include "grammar/keywords.h"
#include "grammar/print.h"
#include "interp/check/check.h"

/* ---- one step further --------------------------------------------------------------------- */

/* Judges under the state, says what that changes, and makes it the one in force. */
void step_to(Dialogue *dialogue, const State *state) {
  Base *base = base_for(dialogue, state);
  Assumptions assumed = state_understand(dialogue, base, state);
  const Standing *baseline = standing_baseline_for(dialogue, base);
  const Standing *after = state_try(dialogue, base, &assumed);
  account_of_change(dialogue, base, state, &assumed, baseline, after);
  state_keep(dialogue, state, base, &assumed);
}

static _Noreturn void stop_nothing(Dialogue *dialogue, const char *english) {
  diag_report(dialogue->turn.diags, DIAG_NOTHING_THERE, SPAN_NONE, "%s", said(dialogue, english));
  dialogue_stop(dialogue);
}

/* ---- set, scenario, unset ----------------------------------------------------------------- */

/* What stands after the verb, as it was typed. */
static Text written_part(const Dialogue *dialogue, Span span) {
  const Source *source = sources_get(dialogue->turn.diags->sources, span);
  return text_part(source->text, span.start, span.end);
}

void ask_set(Dialogue *dialogue, const Question *question) {
  State *state = state_copy(dialogue);
  state_add_setting(dialogue, state, written_part(dialogue, question->as.setting->span));
  step_to(dialogue, state);
}

void ask_scenario(Dialogue *dialogue, const Question *question) {
  State *state = state_copy(dialogue);
  state_add_scenario(dialogue, state, question->as.text.text.text);
  step_to(dialogue, state);
}

/* A name that is assumed something of: a parameter, a rule, the key or field of a fact. */
static bool drop_named(State *state, Text name) {
  bool dropped = state_drop(state, ENTRY_SET, name) || state_drop(state, ENTRY_WITHOUT, name) ||
                 state_drop(state, ENTRY_FACT, name);
  size_t kept = 0;
  for (size_t i = 0; i < state->entries.count; i++) {
    const Entry *entry = state->entries.items[i];
    Text name_of = entry->name;
    bool of_record = entry->kind == ENTRY_FACT && text_starts_with(name_of, name) &&
                     name_of.length > name.length && name_of.bytes[name.length] == '.';
    if (!of_record)
      state->entries.items[kept++] = entry;
  }
  dropped = dropped || kept < state->entries.count;
  state->entries.count = kept;
  return dropped;
}

static void report_not_set(Dialogue *dialogue, Name name, const State *state) {
  UnicodeNearest nearest = { dialogue->turn.arena, name.text, TEXT_NONE, 4 };
  diag_report(dialogue->turn.diags, DIAG_NOTHING_THERE, name.span,
              "nothing is assumed of \"%.*s\"", TEXT_PRINT(name.text));
  for (size_t i = 0; i < state->entries.count; i++)
    unicode_nearest(&nearest, state->entries.items[i]->name);
  if (nearest.best.length)
    diag_help(dialogue->turn.diags, "did you mean %.*s?", TEXT_PRINT(nearest.best));
  else
    diag_help(dialogue->turn.diags, ":set shows what is");
}

void ask_unset(Dialogue *dialogue, const Question *question) {
  State *state = state_copy(dialogue);
  NameList asked = question->as.names;
  const NameList *names = &asked;
  if (asked.count == 1 && (word_means(asked.items[0].text, "all", "allt") ||
                           word_means(asked.items[0].text, "everything", "alla")))
    asked.count = 0;
  if (state->entries.count == 0 && !state->hold_none)
    stop_nothing(dialogue, MESSAGE("nothing is assumed"));
  for (size_t i = 0; i < names->count; i++)
    if (!drop_named(state, names->items[i].text))
      report_not_set(dialogue, names->items[i], state);
  dialogue_stop_on_errors(dialogue);
  if (names->count == 0) {
    state->entries.count = 0;
    state->hold_none = false;
  }
  step_to(dialogue, state);
}

/* ---- without ------------------------------------------------------------------------------ */

void ask_without(Dialogue *dialogue, const Question *question) {
  State *state = state_copy(dialogue);
  for (size_t i = 0; i < question->as.names.count; i++) {
    Text name = question->as.names.items[i].text;
    state_drop(state, ENTRY_WITHOUT, name);
    state_add(dialogue, state, ENTRY_WITHOUT, name, name, TEXT(""));
  }
  step_to(dialogue, state);
}

/* ---- what if ------------------------------------------------------------------------------ */

static Value value_of(Dialogue *dialogue, Base *base, const Term *term) {
  ModelSettings nothing = { NULL, 0, 0 };
  EvalOptions options = dialogue->eval;
  Arena *arena = dialogue->turn.arena;
  Evaluator *evaluator = evaluator_new(arena, base->model, &nothing, &options,
                                       dialogue->turn.diags);
  evaluator_subject(evaluator, NULL, NULL, NULL, arena);
  return evaluate(evaluator, term);
}

static void understand_fact(Dialogue *dialogue, Base *base, const RecordType *record, Text key,
                            const Fact *written, Assumptions *assumed) {
  Diags *diags = dialogue->turn.diags;
  ModelFact fact;
  if (!check_fact(base->model, record, written, diags, &fact))
    return;
  TypeKind kind = fact.field->type.kind;
  if (fact.field->key || kind == TYPE_LIST || kind == TYPE_RECORD) {
    diag_report(diags, DIAG_NOT_CHANGEABLE, written->span,
                "\"%.*s\" cannot be changed in a what-if", TEXT_PRINT(fact.field->name));
    diag_help(diags, fact.field->key ? "the key is what the record is called by"
                                     : MESSAGE("change a field of the record it refers to"));
    return;
  }
  Value value = fact.value ? value_of(dialogue, base, fact.value)
                           : value_unknown(fact.field->type.kind);
  FactChange change = { record, arena_text(&base->arena, key), fact.field, value,
                        written_part(dialogue, written->span) };
  LIST_ADD(&base->arena, &assumed->facts, FactChange, change);
}

/* The record types that have a record of that key, those that decisions are on first. */
static const RecordType *find_record(Dialogue *dialogue, Base *base, Text key) {
  const Model *model = base->model;
  size_t number;
  for (size_t i = 0; i < model->decisions.count; i++)
    if (experiment_find(base->experiment, model->decisions.items[i]->subject, key, &number))
      return model->decisions.items[i]->subject;
  for (size_t i = 0; i < model->records.count; i++)
    if (experiment_find(base->experiment, model->records.items[i], key, &number))
      return model->records.items[i];
  (void)dialogue;
  return NULL;
}

_Noreturn void stop_no_record(const Dialogue *dialogue, Name key) {
  diag_report(dialogue->turn.diags, DIAG_NO_SUCH_KEY, key.span, "no record has the key \"%.*s\"",
              TEXT_PRINT(key.text));
  diag_help(dialogue->turn.diags, "the key is the record's own, as in the database;\n"
                                  "parts of a composite key are joined by a comma");
  dialogue_stop(dialogue);
}

void facts_understand(Dialogue *dialogue, Base *base, const Question *question,
                      Assumptions *assumed) {
  Text key = unicode_nfc(dialogue->turn.arena, question->as.record.key.text);
  const RecordType *record = find_record(dialogue, base, key);
  if (!record)
    stop_no_record(dialogue, question->as.record.key);
  for (size_t i = 0; i < question->as.record.facts.count; i++)
    understand_fact(dialogue, base, record, key, &question->as.record.facts.items[i], assumed);
}

/* One entry for each field, so that a later value takes the place of an earlier one. */
static void facts_assume(Dialogue *dialogue, State *state, const Question *question) {
  Arena *arena = dialogue->turn.arena;
  for (size_t i = 0; i < question->as.record.facts.count; i++) {
    Question one = *question;
    Fact fact = question->as.record.facts.items[i];
    Text name = arena_format(arena, "%.*s.%.*s", TEXT_PRINT(question->as.record.key.text),
                             TEXT_PRINT(fact.name.text));
    one.as.record.facts = (FactList){ &fact, 1, 1 };
    Writer writer;
    writer_to_memory(&writer, arena);
    print_question(&writer, &one, dialogue_surface(dialogue));
    Text text = writer_text(&writer);
    size_t verb = text_from(keyword_called("what if", dialogue_surface(dialogue))).length;
    state_drop(state, ENTRY_FACT, name);
    state_add(dialogue, state, ENTRY_FACT, name,
              text_trim(text_part(text, verb, text.length)), TEXT(""));
  }
}

void ask_what_if(Dialogue *dialogue, const Question *question) {
  State *state = state_copy(dialogue);
  facts_assume(dialogue, state, question);
  record_note(dialogue, question->as.record.key.text);
  step_to(dialogue, state);
}

/* ---- undo, redo, hold, :set --------------------------------------------------------------- */

void ask_undo(Dialogue *dialogue, bool redo) {
  if (!redo && dialogue->at == 0)
    stop_nothing(dialogue, MESSAGE("there is nothing to undo"));
  if (redo && dialogue->at + 1 >= dialogue->states.count)
    stop_nothing(dialogue, MESSAGE("there is nothing to redo"));
  size_t at = redo ? dialogue->at + 1 : dialogue->at - 1;
  const State *state = dialogue->states.items[at];
  Base *base = base_for(dialogue, state);
  Assumptions assumed = state_understand(dialogue, base, state);
  const Standing *after = state_try(dialogue, base, &assumed);
  account_of_change(dialogue, base, state, &assumed, standing_baseline_for(dialogue, base), after);
  state_go(dialogue, at, base, &assumed);
}

void ask_hold(Dialogue *dialogue, bool none) {
  State *state = state_copy(dialogue);
  state->hold_none = none;
  step_to(dialogue, state);
}

Text entry_line(const Dialogue *dialogue, const Entry *entry) {
  Surface surface = dialogue_surface(dialogue);
  size_t end = text_find(entry->text, TEXT("\n"), 0);
  Text line = text_part(entry->text, 0, end < entry->text.length ? end : entry->text.length);
  const char *verb = entry->kind == ENTRY_WITHOUT ? keyword_called("without", surface)
                     : entry->kind == ENTRY_FACT  ? keyword_called("what if", surface)
                                                  : "";
  return arena_format(dialogue->turn.arena, "%s%s%.*s", verb, *verb ? " " : "", TEXT_PRINT(line));
}

static void write_entry(const Dialogue *dialogue, const Entry *entry) {
  Writer *out = dialogue->turn.out;
  Surface surface = dialogue_surface(dialogue);
  bool set = entry->kind == ENTRY_SET;
  writer_print(out, "  %s%s%.*s", set ? keyword_called("set", surface) : "", set ? " " : "",
               TEXT_PRINT(screen_visible(dialogue->turn.arena, entry_line(dialogue, entry))));
  if (entry->scenario.length)
    writer_print(out, "   (%s \"%.*s\")", keyword_called("scenario", surface),
                 TEXT_PRINT(screen_visible(dialogue->turn.arena, entry->scenario)));
  writer_put_char(out, '\n');
}

void ask_settings(Dialogue *dialogue) {
  const State *state = state_now(dialogue);
  if (state->entries.count == 0)
    writer_say(dialogue->turn.out, "  nothing is assumed: the rules as they are\n");
  for (size_t i = 0; i < state->entries.count; i++)
    write_entry(dialogue, state->entries.items[i]);
  const Standing *standing = standing_now(dialogue);
  if (state->hold_none)
    writer_say(dialogue->turn.out, "  decisions taken are judged too (:hold all holds them)\n");
  else if (standing && standing_held(standing))
    writer_say_number(dialogue->turn.out, standing_held(standing),
                      "  %zu decided are held (:hold none judges them too)\n");
}
