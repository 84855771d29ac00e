/* What is assumed: rows of entries, understood by a model, judged over its population. */
#include "interp/repl/inside.h"

#include "base/unicode.h"
#include "grammar/keywords.h"
#include "grammar/parse.h"
#include "interp/check/check.h"

/* ---- models and their populations --------------------------------------------------------- */

static void free_base(Base *base) {
  if (!base)
    return;
  standing_free(base->plain);
  arena_free(&base->arena);
}

/* `made` holds it until the turn ends well. */
static Base *make_base(Dialogue *dialogue, const State *state, Text declared) {
  Base *base = arena_new(dialogue->lasting, Base);
  arena_init(&base->arena, dialogue->memory);
  dialogue->made = base;
  base->declared = arena_text(&base->arena, declared);
  const Overlay *overlay = overlay_make(dialogue, &base->arena, state);
  base->model = dialogue->host.model(dialogue->host.context, &base->arena, overlay);
  if (!dialogue->first)
    dialogue->eval = dialogue->host.options(dialogue->host.context, base->model);
  base->experiment = dialogue->host.population(dialogue->host.context, &base->arena, base->model);
  return base;
}

void base_open_first(Dialogue *dialogue) {
  dialogue->base = dialogue->first = make_base(dialogue, state_now(dialogue), TEXT(""));
  dialogue->made = NULL;
}

static Text declarations_of(const Dialogue *dialogue, const State *state) {
  Writer writer;
  writer_to_memory(&writer, dialogue->turn.arena);
  for (size_t i = 0; i < state->entries.count; i++)
    if (state->entries.items[i]->kind == ENTRY_DECLARED) {
      writer_put(&writer, state->entries.items[i]->text);
      writer_put_char(&writer, '\n');
    }
  return writer_text(&writer);
}

Base *base_for(Dialogue *dialogue, const State *state) {
  Text declared = declarations_of(dialogue, state);
  if (declared.length == 0)
    return dialogue->first;
  if (dialogue->declared && text_equal(dialogue->declared->declared, declared))
    return dialogue->declared;
  return make_base(dialogue, state, declared);
}

static void settle_base(Dialogue *dialogue, Base *base) {
  dialogue->base = base;
  if (base != dialogue->made)
    return;
  free_base(dialogue->declared);
  dialogue->declared = base;
  dialogue->made = NULL;
}

void turn_clean(Dialogue *dialogue) {
  standing_free(dialogue->pending);
  dialogue->pending = NULL;
  free_base(dialogue->made);
  dialogue->made = NULL;
}

void bases_close(Dialogue *dialogue) {
  turn_clean(dialogue);
  standing_free(dialogue->standing);
  free_base(dialogue->declared);
  free_base(dialogue->first);
}

/* ---- entries ------------------------------------------------------------------------------ */

const State *state_now(const Dialogue *dialogue) {
  return dialogue->states.items[dialogue->at];
}

State *state_copy(Dialogue *dialogue) {
  const State *now = state_now(dialogue);
  State *state = arena_new(dialogue->lasting, State);
  state->hold_none = now->hold_none;
  for (size_t i = 0; i < now->entries.count; i++)
    LIST_ADD(dialogue->lasting, &state->entries, const Entry *, now->entries.items[i]);
  return state;
}

void state_add(Dialogue *dialogue, State *state, EntryKind kind, Text name, Text text,
               Text scenario) {
  Arena *arena = dialogue->lasting;
  Entry *entry = arena_new(arena, Entry);
  *entry = (Entry){ kind, arena_text(arena, text), arena_text(arena, name),
                    scenario.length ? arena_text(arena, scenario) : TEXT("") };
  LIST_ADD(arena, &state->entries, const Entry *, entry);
}

bool state_drop(State *state, EntryKind kind, Text name) {
  size_t kept = 0;
  for (size_t i = 0; i < state->entries.count; i++) {
    const Entry *entry = state->entries.items[i];
    if (entry->kind != kind || !text_equal(entry->name, name))
      state->entries.items[kept++] = entry;
  }
  bool dropped = kept < state->entries.count;
  state->entries.count = kept;
  return dropped;
}

/* ---- settings ----------------------------------------------------------------------------- */

static bool read_setting(const Dialogue *dialogue, Arena *arena, const Model *model, Text written,
                         ModelSetting *setting) {
  Setting *parsed = arena_new(arena, Setting);
  return parse_setting(arena, dialogue_source(dialogue, written), model->surface,
                       dialogue->turn.diags, parsed) &&
         check_setting(model, parsed, dialogue->turn.diags, setting);
}

/* One that holds always takes the place of those before it. */
static void put_setting(Dialogue *dialogue, State *state, const ModelSetting *setting,
                        Text scenario) {
  Text name = setting->parameter->name;
  if (!setting->dated)
    state_drop(state, ENTRY_SET, name);
  Text text = arena_format(dialogue->turn.arena, "%.*s = %.*s", TEXT_PRINT(name),
                           TEXT_PRINT(setting->text));
  state_add(dialogue, state, ENTRY_SET, name, text, scenario);
}

void state_add_setting(Dialogue *dialogue, State *state, Text written) {
  ModelSetting setting;
  if (!read_setting(dialogue, &dialogue->base->arena, dialogue_model(dialogue), written, &setting))
    dialogue_stop(dialogue);
  put_setting(dialogue, state, &setting, TEXT(""));
}

void state_add_scenario(Dialogue *dialogue, State *state, Text name) {
  const Scenario *scenario = dialogue->host.scenario(dialogue->host.context,
                                                     dialogue_model(dialogue), name);
  if (!scenario)
    dialogue_stop(dialogue);
  for (size_t i = 0; i < scenario->settings.count; i++)
    put_setting(dialogue, state, &scenario->settings.items[i], scenario->name);
}

/* ---- understanding ------------------------------------------------------------------------ */

static const Rule *find_rule(const Model *model, Text name) {
  for (size_t i = 0; i < model->decisions.count; i++)
    for (size_t j = 0; j < model->decisions.items[i]->rules.count; j++)
      if (text_equal(model->decisions.items[i]->rules.items[j]->name, name))
        return model->decisions.items[i]->rules.items[j];
  return NULL;
}

static void understand_without(Dialogue *dialogue, Base *base, Text name, Assumptions *assumed) {
  const Rule *rule = find_rule(base->model, name);
  if (rule) {
    LIST_ADD(&base->arena, &assumed->without, const Rule *, rule);
    return;
  }
  UnicodeNearest nearest = { dialogue->turn.arena, name, TEXT_NONE, 4 };
  diag_report(dialogue->turn.diags, DIAG_UNKNOWN_NAME, SPAN_NONE, "no rule is called \"%.*s\"",
              TEXT_PRINT(name));
  for (size_t i = 0; i < base->model->decisions.count; i++)
    for (size_t j = 0; j < base->model->decisions.items[i]->rules.count; j++)
      unicode_nearest(&nearest, base->model->decisions.items[i]->rules.items[j]->name);
  if (nearest.best.length)
    diag_help(dialogue->turn.diags, "did you mean %.*s?", TEXT_PRINT(nearest.best));
}

static void understand_setting(Dialogue *dialogue, Base *base, Text text, Assumptions *assumed) {
  ModelSetting setting;
  if (read_setting(dialogue, &base->arena, base->model, text, &setting))
    settings_put(&base->arena, &assumed->settings, setting);
}

static void understand_facts(Dialogue *dialogue, Base *base, Text text, Assumptions *assumed) {
  Text input = arena_format(dialogue->turn.arena, "%s %.*s",
                            keyword_called("what if", base->model->surface), TEXT_PRINT(text));
  const Question *question = parse_question(&base->arena, dialogue_source(dialogue, input),
                                            base->model->surface, dialogue->turn.diags);
  if (question)
    facts_understand(dialogue, base, question, assumed);
}

Assumptions state_understand(Dialogue *dialogue, Base *base, const State *state) {
  Assumptions assumed = { .eval = dialogue->eval, .hold_none = state->hold_none };
  for (size_t i = 0; i < state->entries.count; i++) {
    const Entry *entry = state->entries.items[i];
    switch (entry->kind) {
      case ENTRY_SET:      understand_setting(dialogue, base, entry->text, &assumed); break;
      case ENTRY_WITHOUT:  understand_without(dialogue, base, entry->text, &assumed); break;
      case ENTRY_FACT:     understand_facts(dialogue, base, entry->text, &assumed); break;
      case ENTRY_DECLARED: break;
    }
  }
  dialogue_stop_on_errors(dialogue);
  return assumed;
}

/* ---- judging ------------------------------------------------------------------------------ */

const Standing *state_try(Dialogue *dialogue, Base *base, const Assumptions *assumed) {
  if (base->model->decisions.count == 0)
    return NULL;
  standing_free(dialogue->pending);
  dialogue->pending = NULL;
  dialogue->pending = experiment_judge(base->experiment, assumed);
  return dialogue->pending;
}

void state_go(Dialogue *dialogue, size_t at, Base *base, const Assumptions *assumed) {
  standing_free(dialogue->standing);
  dialogue->standing = dialogue->pending;
  dialogue->pending = NULL;
  dialogue->assumed = *assumed;
  dialogue->at = at;
  settle_base(dialogue, base);
}

void state_keep(Dialogue *dialogue, const State *state, Base *base, const Assumptions *assumed) {
  size_t next = dialogue->at + 1;
  if (next == dialogue->states.room)       /* room first: what may fail comes before the step */
    LIST_ADD(dialogue->lasting, &dialogue->states, const State *, state);
  dialogue->states.count = next;
  LIST_ADD(dialogue->lasting, &dialogue->states, const State *, state);
  state_go(dialogue, next, base, assumed);
}

const Standing *standing_baseline(Dialogue *dialogue) {
  Base *base = dialogue->first;
  Assumptions nothing = { .eval = dialogue->eval };
  if (!base->plain && base->model->decisions.count)
    base->plain = experiment_judge(base->experiment, &nothing);
  return base->plain;
}

const Standing *standing_baseline_for(Dialogue *dialogue, const Base *base) {
  const Standing *baseline = standing_baseline(dialogue);
  return baseline ? standing_translated(dialogue->turn.arena, baseline, dialogue->first->model,
                                        base->model)
                  : NULL;
}

const Standing *standing_now(Dialogue *dialogue) {
  if (dialogue->standing)
    return dialogue->standing;
  const State *state = state_now(dialogue);
  if (state->entries.count == 0 && !state->hold_none)
    return standing_baseline(dialogue);
  if (dialogue->base->model->decisions.count)
    dialogue->standing = experiment_judge(dialogue->base->experiment, &dialogue->assumed);
  return dialogue->standing;
}
