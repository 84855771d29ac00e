#include "interp/decide/judge.h"

Text judgement_outcome(const Judgement *judgement) {
  if (judgement->kind == OUTCOME_OWN && judgement->own)
    return judgement->own->name;
  return text_from(outcome_names[judgement->kind]);
}

/* Names in order, each once, joined by commas. */
static Text join(Arena *arena, const Text *names, size_t count) {
  if (!count)
    return TEXT_NONE;
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < count; i++) {
    bool seen = false;
    for (size_t j = 0; j < i && !seen; j++)
      seen = text_equal(names[i], names[j]);
    if (seen)
      continue;
    if (i)
      writer_put(&writer, TEXT(","));
    writer_put(&writer, names[i]);
  }
  return writer_text(&writer);
}

static Text join_rules(Arena *arena, const RuleVerdictChoice *choice) {
  Text *names = arena_array(arena, Text, choice->count + 1);
  for (size_t i = 0; i < choice->count; i++)
    names[i] = choice->items[i]->name;
  return join(arena, names, choice->count);
}

Text judgement_failed(Arena *arena, const Judgement *judgement) {
  return join_rules(arena, &judgement->failed);
}

Text judgement_noted(Arena *arena, const Judgement *judgement) {
  return join_rules(arena, &judgement->noted);
}

Text judgement_missing(Arena *arena, const Judgement *judgement) {
  Text *names = arena_array(arena, Text, judgement->missing.count + 1);
  for (size_t i = 0; i < judgement->missing.count; i++) {
    const Ask *ask = &judgement->missing.items[i];
    names[i] = ask->field ? ask->field->name : ask->pending;
  }
  return join(arena, names, judgement->missing.count);
}

Text judgement_deadlines(Arena *arena, const Judgement *judgement) {
  Text all = TEXT_NONE;
  for (size_t i = 0; i < judgement->deadlines.count; i++) {
    const DeadlineResult *deadline = &judgement->deadlines.items[i];
    Text due = deadline->due.state == VALUE_KNOWN ? value_plain(arena, deadline->due) : TEXT("?");
    Text one = arena_format(arena, "%.*s %.*s", TEXT_PRINT(deadline->deadline->name),
                            TEXT_PRINT(due));
    all = all.length ? arena_format(arena, "%.*s, %.*s", TEXT_PRINT(all), TEXT_PRINT(one)) : one;
  }
  return all;
}

Text judgement_consulted(Arena *arena, const Judgement *judgement) {
  const Power *power = judgement->power;
  if (!power || judgement->kind != OUTCOME_FUNDABLE)
    return TEXT_NONE;
  Text *names = arena_array(arena, Text, power->consulting_count + 1);
  for (size_t i = 0; i < power->consulting_count; i++)
    names[i] = power->consulting[i]->name;
  return join(arena, names, power->consulting_count);
}

Text ask_owner(const Ask *ask) {
  return ask->field ? text_from(fact_owner_names[ask->field->owner]) : TEXT_NONE;
}

Text ask_name(const Ask *ask) {
  if (ask->path.length)
    return ask->path;
  return ask->field ? ask->field->name : ask->pending;
}
