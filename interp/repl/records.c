/* explain and why not: one record, as it stands under what is assumed. */
#include "interp/repl/inside.h"

#include "base/unicode.h"
#include "interp/report/explanation.h"

typedef struct {
  Dialogue *dialogue;
  LIST(Explanation *) found;
} Gathering;

static void gather(void *context, const Judgement *judgement, Arena *batch) {
  Gathering *gathering = context;
  Dialogue  *dialogue = gathering->dialogue;
  Arena     *arena = dialogue->turn.arena;
  (void)batch;
  Explanation *explanation = arena_new(arena, Explanation);
  explanation_gather(explanation, arena, dialogue_model(dialogue), &dialogue->turn.screen,
                     judgement);
  explanation_name(explanation, arena, judgement->record);
  LIST_ADD(arena, &gathering->found, Explanation *, explanation);
}

/* Kept until another record is asked about. */
void record_note(Dialogue *dialogue, Text key) {
  Arena *arena = kept_begin(&dialogue->record.kept);
  Text kept = arena_text(arena, key);
  kept_end(&dialogue->record.kept);
  dialogue->record.key = kept;
}

void ask_explain(Dialogue *dialogue, const Question *question) {
  DialogueTurn *turn = &dialogue->turn;
  Text key = unicode_nfc(turn->arena, question->as.record.key.text);
  Gathering gathering = { .dialogue = dialogue };
  WhyNots whys = { NULL, 0, 0 };
  dialogue_decision(dialogue);
  if (!experiment_explain(dialogue->base->experiment, &dialogue->assumed, key, gather, &gathering))
    stop_no_record(dialogue, question->as.record.key);
  why_not_ask(dialogue->base->experiment, &dialogue->assumed, key, turn->arena, &whys);
  for (size_t i = 0; i < gathering.found.count; i++) {
    Explanation *explanation = gathering.found.items[i];
    if (i < whys.count && whys.items[i]->decision == explanation->rules_of)
      explanation->why = whys.items[i];
    if (i)
      writer_put_char(turn->out, '\n');
    explanation_write_text(turn->out, &turn->screen, explanation);
  }
  record_note(dialogue, key);
}

/* "  212: rejected" */
static void write_heading(Dialogue *dialogue, const WhyNot *why) {
  DialogueTurn *turn = &dialogue->turn;
  Language language = turn->screen.swedish ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
  Text name = why->kind < OUTCOME_OWN ? text_from(outcome_names[why->kind]) : TEXT("");
  writer_print(turn->out, "%.*s %.*s",
               TEXT_PRINT(screen_visible(turn->arena, why->decision->subject->name)),
               TEXT_PRINT(screen_visible(turn->arena, why->key)));
  if (name.length)
    writer_print(turn->out, ": %.*s", TEXT_PRINT(outcome_text(name, language)));
  writer_put_char(turn->out, '\n');
}

void ask_why_not(Dialogue *dialogue, const Question *question) {
  DialogueTurn *turn = &dialogue->turn;
  Text key = unicode_nfc(turn->arena, question->as.record.key.text);
  WhyNots whys = { NULL, 0, 0 };
  dialogue_decision(dialogue);
  if (!why_not_ask(dialogue->base->experiment, &dialogue->assumed, key, turn->arena, &whys))
    stop_no_record(dialogue, question->as.record.key);
  for (size_t i = 0; i < whys.count; i++) {
    write_heading(dialogue, whys.items[i]);
    if (why_not_says(whys.items[i]))
      why_not_write_text(turn->out, &turn->screen, dialogue_model(dialogue), whys.items[i],
                         true);
    else
      writer_say(turn->out, "  it can be funded as it is\n");
  }
  record_note(dialogue, key);
}
