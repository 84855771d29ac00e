#include "interp/repl/inside.h"

#include "base/unicode.h"

#include "grammar/keywords.h"
#include "grammar/parse.h"
#include "interp/report/summary.h"

#include <string.h>

/* ---- words -------------------------------------------------------------------------------- */

const char *said(const Dialogue *dialogue, const char *english) {
  return screen_words(&dialogue->turn.screen, english);
}

const Model *dialogue_model(const Dialogue *dialogue) {
  return dialogue->base->model;
}

Surface dialogue_surface(const Dialogue *dialogue) {
  return dialogue->base->model->surface;
}

_Noreturn void dialogue_stop(const Dialogue *dialogue) {
  memory_stop(dialogue->memory);
}

void dialogue_stop_on_errors(const Dialogue *dialogue) {
  if (dialogue->turn.diags->errors)
    dialogue_stop(dialogue);
}

bool word_means(Text word, const char *english, const char *swedish) {
  return keyword_matches(text_from(english), word, true) ||
         keyword_matches(text_from(swedish), word, true);
}

const Decision *dialogue_decision(const Dialogue *dialogue) {
  const Model *model = dialogue_model(dialogue);
  if (model->decisions.count)
    return model->decisions.items[0];
  diag_report(dialogue->turn.diags, DIAG_NO_DECISION, SPAN_NONE, "these rules decide nothing");
  diag_help(dialogue->turn.diags, "budget, targets and controls can be asked for");
  dialogue_stop(dialogue);
}

Source *dialogue_source(const Dialogue *dialogue, Text text) {
  return sources_add(dialogue->turn.diags->sources, TEXT(">"), text);
}

/* ---- memory that lasts -------------------------------------------------------------------- */

Arena *kept_begin(Kept *kept) {
  Arena *next = &kept->arenas[!kept->now];
  arena_free(next);
  return next;
}

void kept_end(Kept *kept) {
  arena_free(&kept->arenas[kept->now]);
  kept->now = !kept->now;
}

void display_keep(Dialogue *dialogue, const Display *table) {
  kept_end(&dialogue->table.kept);
  dialogue->table.table = table;
  dialogue->table.state = state_now(dialogue);
  dialogue->table.asked = table->total > table->rows.count && !table->ready
                              ? arena_text(table->arena, dialogue->entered) : TEXT("");
}

static void kept_open(Kept *kept, Memory *memory) {
  arena_init(&kept->arenas[0], memory);
  arena_init(&kept->arenas[1], memory);
}

static void kept_close(Kept *kept) {
  arena_free(&kept->arenas[0]);
  arena_free(&kept->arenas[1]);
}

/* ---- opening and closing ------------------------------------------------------------------ */

static Kept *each_kept(Dialogue *dialogue, size_t i) {
  Kept *const all[] = { &dialogue->table.kept, &dialogue->chart.kept, &dialogue->record.kept };
  return i < sizeof all / sizeof *all ? all[i] : NULL;
}

static void close_dialogue(void *context) {
  dialogue_close(context);
}

static Dialogue *new_dialogue(Arena *lasting, const DialogueHost *host,
                              const DialogueTurn *turn) {
  Dialogue *dialogue = arena_new(lasting, Dialogue);
  dialogue->lasting = lasting;
  dialogue->host = *host;
  dialogue->turn = *turn;
  dialogue->memory = lasting->memory;
  for (size_t i = 0; each_kept(dialogue, i); i++)
    kept_open(each_kept(dialogue, i), dialogue->memory);
  LIST_ADD(lasting, &dialogue->states, const State *, arena_new(lasting, State));
  return dialogue;
}

/* What is open besides the name: "(proposed …) · application: 304, 0 decided". */
static Text what_is_open(Dialogue *dialogue, const char *dot) {
  const Model *model = dialogue_model(dialogue);
  DialogueTurn *turn = &dialogue->turn;
  Writer writer, *out = &writer;
  writer_to_memory(out, turn->arena);
  out->language = turn->out->language;
  Text standing = summary_standing(turn->arena, model, turn->diags->language);
  if (standing.length)
    writer_print(out, " (%.*s)", TEXT_PRINT(screen_visible(turn->arena, standing)));
  const Standing *standing_of = standing_baseline(dialogue);
  size_t records = 0;
  for (size_t i = 0; i < model->decisions.count; i++) {
    const RecordType *subject = model->decisions.items[i]->subject;
    size_t count = experiment_count(dialogue->base->experiment, subject);
    records += count;
    if (count || model->budgets.count == 0)
      writer_print(out, "%s%.*s: %.*s", dot, TEXT_PRINT(screen_visible(turn->arena, subject->name)),
                   TEXT_PRINT(screen_count(turn->arena, count)));
  }
  if (records)
    writer_say_number(out, standing_held(standing_of), ", %zu decided");
  if (model->budgets.count)
    writer_say(out, "%s%zu budgets, %zu targets", dot, model->budgets.count, model->targets.count);
  return writer_text(out);
}

/* "omställning_2026 (proposed …) · application: 304, 0 decided · :help tells the words", the last
 * on a line of its own where it has no room. */
static void greet(Dialogue *dialogue) {
  DialogueTurn *turn = &dialogue->turn;
  const char *dot = turn->screen.ascii ? " - " : " · ";
  const char *help = message(turn->out->language,
                             ":help tells the words, Tab completes, Ctrl-D ends\n");
  Text name = screen_visible(turn->arena, dialogue_model(dialogue)->name);
  Text rest = what_is_open(dialogue, dot);
  size_t width = unicode_width(name) + unicode_width(rest) + unicode_width(text_from(help)) + 2;
  screen_styled(turn->out, &turn->screen, STYLE_STRONG, name);
  if (width > turn->screen.width) {
    writer_put_char(turn->out, ' ');
    screen_wrap(turn->out, &turn->screen, rest, unicode_width(name) + 1, 2);
  } else {
    writer_print(turn->out, "%.*s%s", TEXT_PRINT(rest), dot);
  }
  writer_put(turn->out, text_from(help));
}

static void begin_with(Dialogue *dialogue, const DialogueStart *start) {
  State *state = state_copy(dialogue);
  if (start->scenario)
    state_add_scenario(dialogue, state, text_from(start->scenario));
  for (size_t i = 0; i < start->setting_count; i++)
    state_add_setting(dialogue, state, text_from(start->settings[i]));
  if (state->entries.count == 0)
    return;
  Assumptions assumed = state_understand(dialogue, dialogue->base, state);
  dialogue_stop_on_errors(dialogue);
  state_try(dialogue, dialogue->base, &assumed);
  state_keep(dialogue, state, dialogue->base, &assumed);
}

Dialogue *dialogue_open(Arena *lasting, const DialogueHost *host, const DialogueTurn *turn,
                        const DialogueStart *start) {
  Dialogue *dialogue = new_dialogue(lasting, host, turn);
  memory_defer(dialogue->memory, close_dialogue, dialogue);
  base_open_first(dialogue);
  begin_with(dialogue, start);
  greet(dialogue);
  memory_forget(dialogue->memory, dialogue);
  return dialogue;
}

void dialogue_close(Dialogue *dialogue) {
  if (dialogue->closed)
    return;
  dialogue->closed = true;
  bases_close(dialogue);
  for (size_t i = 0; each_kept(dialogue, i); i++)
    kept_close(each_kept(dialogue, i));
}

bool dialogue_over(const Dialogue *dialogue) {
  return dialogue->over;
}

void dialogue_turn(Dialogue *dialogue, const DialogueTurn *turn) {
  dialogue->turn = *turn;
  turn_clean(dialogue);
}

/* ---- one input ---------------------------------------------------------------------------- */

static void answer(Dialogue *dialogue, const Question *question) {
  switch (question->kind) {
    case QUESTION_VALUE:         ask_value(dialogue, question); break;
    case QUESTION_LIST:          ask_list(dialogue, question); break;
    case QUESTION_SET:           ask_set(dialogue, question); break;
    case QUESTION_UNSET:         ask_unset(dialogue, question); break;
    case QUESTION_SCENARIO:      ask_scenario(dialogue, question); break;
    case QUESTION_WITHOUT:       ask_without(dialogue, question); break;
    case QUESTION_WHAT_IF:       ask_what_if(dialogue, question); break;
    case QUESTION_DIFF:          ask_diff(dialogue, question); break;
    case QUESTION_COMPARE:       ask_compare(dialogue, question); break;
    case QUESTION_EXPLAIN:       ask_explain(dialogue, question); break;
    case QUESTION_WHY_NOT:       ask_why_not(dialogue, question); break;
    case QUESTION_SWEEP:         ask_sweep(dialogue, question); break;
    case QUESTION_PLOT:          ask_plot(dialogue); break;
    case QUESTION_SOLVE:         ask_solve(dialogue, question); break;
    case QUESTION_BUDGET:        ask_budget(dialogue, question); break;
    case QUESTION_TARGETS:       ask_targets(dialogue); break;
    case QUESTION_CONTROLS:      ask_controls(dialogue); break;
    case QUESTION_FRAMES:        ask_frames(dialogue); break;
    case QUESTION_SAVE_SCENARIO: ask_save_scenario(dialogue, question); break;
    case QUESTION_SAVE_TEST:     ask_save_test(dialogue, question); break;
    case QUESTION_TEST:          ask_test(dialogue, question); break;
    case QUESTION_UNDO:          ask_undo(dialogue, false); break;
    case QUESTION_REDO:          ask_undo(dialogue, true); break;
  }
}

/* A declaration may begin as a question does (budget, scenario, test): which it is shows in
 * whether it can be read as one. */
static const Question *read_question(Dialogue *dialogue, Text input) {
  DialogueTurn *turn = &dialogue->turn;
  bool muted = input_declares(dialogue, input);
  if (!muted)
    return parse_question(turn->arena, dialogue_source(dialogue, input),
                          dialogue_surface(dialogue), turn->diags);
  return input_question(dialogue, input);
}

const Display *display_whole(Dialogue *dialogue) {
  const LastTable *last = &dialogue->table;
  Diags *diags = dialogue->turn.diags;
  if (!last->asked.length)
    return last->table;
  if (last->state != state_now(dialogue)) {
    diag_report(diags, DIAG_NOTHING_THERE, SPAN_NONE, "the list was of other assumptions");
    diag_help(diags, "ask for it again, then write it to a file");
    dialogue_stop(dialogue);
  }
  const Question *question = read_question(dialogue, last->asked);
  return list_whole(dialogue, question, dialogue->turn.arena);
}

void dialogue_enter(Dialogue *dialogue, Text input) {
  Text prepared = input_prepared(dialogue, input);
  dialogue->entered = prepared;
  if (prepared.length == 0)
    return;
  if (prepared.bytes[0] == ':' || is_bare_command(prepared)) {
    ask_command(dialogue, prepared);
    return;
  }
  if (looks_pasted(prepared)) {
    ask_pasted(dialogue, prepared);
    return;
  }
  input_need_key(dialogue, prepared);
  const Question *question = read_question(dialogue, prepared);
  if (question)
    answer(dialogue, question);
  else if (dialogue->turn.diags->errors == 0)
    ask_declare(dialogue, prepared);
  else
    input_help_language(dialogue, prepared);
  dialogue_stop_on_errors(dialogue);
}
