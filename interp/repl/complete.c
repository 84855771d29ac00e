/* What may stand where the cursor is. */
#include "interp/repl/inside.h"

#include "grammar/keywords.h"
#include "interp/check/budget.h"
#include "interp/experiment/measure.h"

#include <string.h>

enum { MOST_KEYS = 60 };

typedef struct {
  Dialogue    *dialogue;
  Arena       *arena;
  Surface      surface;
  Text         begun;           /* the word that is to be completed, up to the cursor */
  Completions *offered;
} Offering;

/* ---- offering ----------------------------------------------------------------------------- */

static bool offered_before(const Offering *offering, Text word) {
  for (size_t i = 0; i < offering->offered->count; i++)
    if (text_equal(offering->offered->items[i].text, word))
      return true;
  return false;
}

static bool fits(const Offering *offering, Text word) {
  Text begun = offering->begun;
  if (begun.length == 0)
    return true;
  if (word.length < begun.length)
    return false;
  Text start = text_part(word, 0, begun.length);
  return text_equal(start, begun) ||
         text_equal(unicode_fold(offering->arena, start), unicode_fold(offering->arena, begun));
}

static void offer(Offering *offering, Text word, Text about) {
  if (word.length == 0 || !fits(offering, word) || offered_before(offering, word))
    return;
  Completion completion = { arena_text(offering->arena, word), arena_text(offering->arena, about) };
  LIST_ADD(offering->arena, offering->offered, Completion, completion);
}

static void offer_word(Offering *offering, const char *english) {
  offer(offering, text_from(keyword_called(english, offering->surface)), TEXT(""));
}

static void offer_words(Offering *offering, const char *const *words) {
  for (; *words; words++)
    offer_word(offering, *words);
}

static void offer_either(Offering *offering, const char *english, const char *swedish) {
  offer(offering, text_from(offering->surface == SURFACE_SWEDISH ? swedish : english), TEXT(""));
}

/* ---- things of the rules ------------------------------------------------------------------ */

/* As it is set now, in the words it was set in, else the constant of the rules; else empty. */
static Text value_now(const Offering *offering, const Parameter *parameter) {
  const ModelSettings *set = &offering->dialogue->assumed.settings;
  bool swedish = offering->surface == SURFACE_SWEDISH;
  for (size_t i = set->count; i-- > 0;)
    if (text_equal(set->items[i].parameter->name, parameter->name))
      return set->items[i].text;
  if (!parameter->value || parameter->value->kind != TERM_CONSTANT)
    return TEXT("");
  return value_say(offering->arena, parameter->value->as.constant, &parameter->type, swedish);
}

static void offer_parameters(Offering *offering, bool implicit) {
  const Model *model = dialogue_model(offering->dialogue);
  for (size_t i = 0; i < model->parameters.count; i++) {
    const Parameter *parameter = model->parameters.items[i];
    if (parameter->implicit != implicit)
      continue;
    Text about = parameter->title, now = value_now(offering, parameter);
    if (now.length)
      about = arena_format(offering->arena, "= %.*s%s%.*s", TEXT_PRINT(now),
                           about.length ? "  " : "", TEXT_PRINT(about));
    offer(offering, parameter->name, about);
  }
}

static const RecordType *subject(const Offering *offering) {
  const Model *model = dialogue_model(offering->dialogue);
  return model->decisions.count ? model->decisions.items[0]->subject : NULL;
}

static void offer_fields(Offering *offering) {
  const RecordType *record = subject(offering);
  for (size_t i = 0; record && i < record->count; i++)
    offer(offering, field_word(&record->fields[i]), record->fields[i].title);
}

static void offer_codes(Offering *offering, const Type *type) {
  const Model *model = dialogue_model(offering->dialogue);
  if (type->kind == TYPE_CODE)
    for (size_t i = 0; i < type->codes->count; i++)
      offer(offering, code_word(&type->codes->codes[i]), type->codes->codes[i].title);
  if (type->kind == TYPE_TRUTH) {
    offer_word(offering, "yes");
    offer_word(offering, "no");
  }
  if (type->kind == TYPE_BODY)
    for (size_t i = 0; i < model->bodies.count; i++)
      offer(offering, model->bodies.items[i]->name, model->bodies.items[i]->title);
}

static void offer_rules(Offering *offering) {
  const Model *model = dialogue_model(offering->dialogue);
  for (size_t i = 0; i < model->decisions.count; i++)
    for (size_t j = 0; j < model->decisions.items[i]->rules.count; j++)
      offer(offering, model->decisions.items[i]->rules.items[j]->name,
            model->decisions.items[i]->rules.items[j]->title);
}

static void offer_outcomes(Offering *offering) {
  const Model *model = dialogue_model(offering->dialogue);
  for (int kind = OUTCOME_FUNDABLE; kind >= 0; kind--)
    offer_word(offering, outcome_names[kind]);
  for (size_t i = 0; i < model->decisions.count; i++)
    for (size_t j = 0; j < model->decisions.items[i]->outcomes.count; j++)
      offer(offering, model->decisions.items[i]->outcomes.items[j]->name,
            model->decisions.items[i]->outcomes.items[j]->title);
}

static void offer_bodies(Offering *offering) {
  const Model *model = dialogue_model(offering->dialogue);
  for (size_t i = 0; i < model->bodies.count; i++)
    offer(offering, model->bodies.items[i]->name, model->bodies.items[i]->title);
}

static void offer_frames(Offering *offering) {
  const Model *model = dialogue_model(offering->dialogue);
  for (size_t i = 0; i < model->frames.count; i++)
    for (int part = FRAME_DRAWN; part <= FRAME_QUEUED; part++)
      offer(offering,
            arena_format(offering->arena, "%.*s.%s", TEXT_PRINT(model->frames.items[i]->name),
                         frame_part_words[part][offering->surface == SURFACE_SWEDISH]),
            model->frames.items[i]->title);
}

static void offer_scenarios(Offering *offering) {
  const Model *model = dialogue_model(offering->dialogue);
  for (size_t i = 0; i < model->scenarios.count; i++)
    offer(offering, arena_format(offering->arena, "\"%.*s\"",
                                 TEXT_PRINT(model->scenarios.items[i]->name)),
          TEXT(""));
}

static void offer_keys(Offering *offering) {
  const Model *model = dialogue_model(offering->dialogue);
  const Experiment *experiment = offering->dialogue->base->experiment;
  if (model->decisions.count == 0)
    return;
  const Decision *decision = model->decisions.items[0];
  size_t count = experiment_count(experiment, decision->subject);
  for (size_t i = 0; i < count && offering->offered->count < MOST_KEYS; i++)
    offer(offering, experiment_key(experiment, offering->arena, decision, i), TEXT(""));
}

static void offer_entries(Offering *offering) {
  const State *state = state_now(offering->dialogue);
  for (size_t i = 0; i < state->entries.count; i++)
    offer(offering, state->entries.items[i]->name, state->entries.items[i]->text);
}

static void offer_budgets(Offering *offering) {
  const Model *model = dialogue_model(offering->dialogue);
  for (size_t i = 0; i < model->budgets.count; i++)
    offer(offering, model->budgets.items[i]->name, model->budgets.items[i]->title);
}

static void offer_measures(Offering *offering) {
  offer_outcomes(offering);
  offer_word(offering, "granted");
  offer_word(offering, "count");
  offer_frames(offering);
  offer_bodies(offering);
}

static void offer_verbs(Offering *offering) {
  static const char *const verbs[] = {
    "set", "unset", "scenario", "what if", "without", "diff", "compare", "explain", "why not",
    "sweep", "plot", "solve", "frames", "budget", "target", "control", "save", "undo", "redo",
    "test", NULL };
  offer_words(offering, verbs);
  offer_outcomes(offering);
  offer_either(offering, "all", "alla");
}

/* ---- where the cursor is ------------------------------------------------------------------ */

static bool in_word(unsigned char c) {
  return c >= 0x80 || c == '_' || c == '.' || c == ':' || (c >= '0' && c <= '9') ||
         (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static size_t word_start(Text input, size_t cursor) {
  size_t start = cursor;
  while (start > 0 && in_word((unsigned char)input.bytes[start - 1]))
    start--;
  if (start > 0 && input.bytes[start - 1] == '"')
    start--;
  return start;
}

/* Does the text before the cursor hold the word (and a space after it)? */
static bool holds(const Offering *offering, Text before, const char *english) {
  Text word = arena_format(offering->arena, " %s ", keyword_called(english, offering->surface));
  Text padded = arena_format(offering->arena, " %.*s ", TEXT_PRINT(before));
  return text_find(padded, word, 0) < padded.length;
}

static bool begins(const Offering *offering, Text before, const char *english) {
  Text word = text_from(keyword_called(english, offering->surface));
  return before.length >= word.length &&
         keyword_matches(word, text_part(before, 0, word.length), true) &&
         (before.length == word.length || before.bytes[word.length] == ' ');
}

static bool ends_with_word(const Offering *offering, Text before, const char *english) {
  Text word = text_from(keyword_called(english, offering->surface));
  before = text_trim(before);
  return text_ends_with(before, word) &&
         (before.length == word.length || before.bytes[before.length - word.length - 1] == ' ');
}

/* The field named last before the cursor: its codes may follow. */
static const FieldType *last_field(const Offering *offering, Text before) {
  const RecordType *record = subject(offering);
  const FieldType *found = NULL;
  for (size_t start = 0; record && start < before.length;) {
    size_t end = start;
    while (end < before.length && in_word((unsigned char)before.bytes[end]))
      end++;
    const FieldType *field = end > start
                                 ? record_type_find(record, text_part(before, start, end)) : NULL;
    if (field)
      found = field;
    start = end + 1;
  }
  return found;
}

static bool compares(const Offering *offering, Text before) {
  static const char *const words[] = { "is", "is not", "in", "not in", NULL };
  Text trimmed = text_trim(before);
  for (size_t i = 0; words[i]; i++)
    if (ends_with_word(offering, before, words[i]))
      return true;
  return trimmed.length && strchr("=(,", trimmed.bytes[trimmed.length - 1]);
}

static void offer_test(Offering *offering, Text before) {
  const FieldType *field = last_field(offering, before);
  if (field && compares(offering, before))
    offer_codes(offering, &field->type);
  offer_fields(offering);
  offer_parameters(offering, false);
  static const char *const words[] = { "and", "or", "not", "is", "is not", "is known",
                                       "is not known", "at most", "at least", "above", "below",
                                       "top", "show", NULL };
  if (!compares(offering, before))
    offer_words(offering, words);
}

static void offer_swept(Offering *offering, Text before) {
  static const char *const words[] = { "from", "to", "step", "show", NULL };
  if (holds(offering, before, "show")) {
    offer_measures(offering);
    offer_word(offering, "by");
    offer_word(offering, "decider");
    return;
  }
  offer_parameters(offering, false);
  offer_parameters(offering, true);
  offer_words(offering, words);
}

static void offer_set(Offering *offering, Text before) {
  const Model *model = dialogue_model(offering->dialogue);
  size_t equals = text_find(before, TEXT("="), 0);
  if (equals > before.length) {
    offer_parameters(offering, false);
    offer_parameters(offering, true);
    return;
  }
  for (size_t i = 0; i < model->parameters.count; i++) {
    Text name = model->parameters.items[i]->name;
    if (equals < name.length + 1)
      continue;
    Text left = text_trim(text_part(before, 0, equals));
    if (text_ends_with(left, name))
      offer_codes(offering, &model->parameters.items[i]->type);
  }
}

/* what if KEY, FACT VALUE, … */
static void offer_facts(Offering *offering, Text before) {
  const FieldType *field = last_field(offering, before);
  bool after_comma = text_ends_with(text_trim(before), TEXT(","));
  if (text_find(before, TEXT(","), 0) > before.length)
    offer_keys(offering);
  else if (field && !after_comma)
    offer_codes(offering, &field->type);
  else
    offer_fields(offering);
}

/* OUTCOME where TEST top N by FIELD show FIELDS, or an expression */
static void offer_query(Offering *offering, Text before) {
  static const char *const words[] = { "where", "top", "show", NULL };
  if (holds(offering, before, "show")) {
    offer_fields(offering);
    offer_either(offering, "outcome", "utgång");
    offer_word(offering, "decider");
    offer_word(offering, "granted");
  } else if (holds(offering, before, "top")) {
    offer_word(offering, "by");
    offer_fields(offering);
    offer_word(offering, "show");
  } else if (holds(offering, before, "where")) {
    offer_test(offering, before);
  } else {
    offer_words(offering, words);
    offer_test(offering, before);
  }
}

static void offer_after(Offering *offering, Text before) {
  if (begins(offering, before, "set")) {
    offer_set(offering, before);
  } else if (begins(offering, before, "unset")) {
    offer_entries(offering);
  } else if (begins(offering, before, "without")) {
    offer_rules(offering);
  } else if (begins(offering, before, "scenario")) {
    offer_scenarios(offering);
  } else if (begins(offering, before, "explain") || begins(offering, before, "why not")) {
    offer_keys(offering);
  } else if (begins(offering, before, "what if")) {
    offer_facts(offering, before);
  } else if (begins(offering, before, "compare")) {
    offer_either(offering, "baseline", "utgångsläge");
    offer_either(offering, "current", "nuläge");
    offer_scenarios(offering);
  } else if (begins(offering, before, "diff")) {
    if (ends_with_word(offering, before, "by"))
      offer_fields(offering);
    else
      offer_word(offering, "by");
  } else if (begins(offering, before, "sweep")) {
    offer_swept(offering, before);
  } else if (begins(offering, before, "solve")) {
    offer_parameters(offering, false);
    offer_parameters(offering, true);
    offer_word(offering, "for");
    offer_measures(offering);
  } else if (begins(offering, before, "budget")) {
    offer_budgets(offering);
  } else if (begins(offering, before, "save")) {
    offer_word(offering, "scenario");
    offer_word(offering, "test");
    offer_word(offering, "to");
  } else {
    offer_query(offering, before);
  }
}

static void offer_command(void *context, Text word, Text about) {
  offer(context, word, about);
}

/* 212.am: the fields of a record. */
static bool offer_members(Offering *offering, size_t *start) {
  Text begun = offering->begun;
  size_t dot = text_find(begun, TEXT("."), 0);
  if (dot == 0 || dot >= begun.length || begun.bytes[0] < '0' || begun.bytes[0] > '9')
    return false;
  *start += dot + 1;
  offering->begun = text_part(begun, dot + 1, begun.length);
  offer_fields(offering);
  offer_either(offering, "outcome", "utgång");
  return true;
}

void dialogue_complete(Dialogue *dialogue, Text input, size_t cursor, size_t *start,
                       Completions *completions) {
  if (cursor > input.length)
    cursor = input.length;
  size_t line = cursor;
  while (line > 0 && input.bytes[line - 1] != '\n')
    line--;
  *start = word_start(input, cursor);
  Offering offering = { .dialogue = dialogue, .arena = dialogue->turn.arena,
                        .surface = dialogue_surface(dialogue),
                        .begun = text_part(input, *start, cursor), .offered = completions };
  Text before = text_part(input, line, *start);
  bool at_start = text_trim(before).length == 0;
  if (at_start && offering.begun.length && offering.begun.bytes[0] == ':') {
    commands_offer(dialogue, offer_command, &offering);
    return;
  }
  if (offer_members(&offering, start))
    return;
  if (!at_start) {
    offer_after(&offering, text_trim(before));
    return;
  }
  offer_verbs(&offering);
  offer_parameters(&offering, false);
}
