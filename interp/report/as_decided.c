#include "interp/report/as_decided.h"

#include "interp/ledger/facts.h"

enum { HASH_SHOWN = 8 };

static Text front(Text text, size_t length) {
  return text_part(text, 0, text.length < length ? text.length : length);
}

static Text visible(const AsDecided *decided, Text text) {
  return screen_visible(decided->arena, text);
}

static Text money(const AsDecided *decided, const Screen *screen, int64_t amount) {
  return screen_amount(decided->arena, screen, amount, decided->currency);
}

static Text decider_text(const AsDecided *decided) {
  const Body *body = decided->decider;
  return visible(decided, body && body->title.length ? body->title : decided->line->decider);
}

/* ---- text ------------------------------------------------------------------------------- */

/* Decision 14 (stod 212): rejected 2026-03-17, Regionstyrelsen, § 41. */
static void put_decision(Writer *writer, const Screen *screen, const AsDecided *decided) {
  const StoreTaken *line = decided->line;
  Writer text;
  writer_to_memory(&text, decided->arena);
  text.language = writer->language;
  writer_say(&text, "Decision %lld (%.*s %.*s): ", (long long)line->id,
             TEXT_PRINT(visible(decided, line->decision)),
             TEXT_PRINT(visible(decided, line->record)));
  writer_put(&text, outcome_text(line->outcome, writer->language));
  if (line->has_granted)
    writer_print(&text, " %.*s", TEXT_PRINT(money(decided, screen, line->granted)));
  writer_print(&text, ", %.*s, %.*s", TEXT_PRINT(visible(decided, line->decided_on)),
               TEXT_PRINT(decider_text(decided)));
  if (line->reference.length)
    writer_print(&text, ", %.*s", TEXT_PRINT(visible(decided, line->reference)));
  writer_put(&text, TEXT("."));
  screen_wrap(writer, screen, writer_text(&text), 0, 2);
}

static void put_proposal(Writer *writer, const Screen *screen, const AsDecided *decided) {
  const StoreTaken *line = decided->line;
  Writer text;
  writer_to_memory(&text, decided->arena);
  text.language = writer->language;
  writer_say(&text, "By run %lld", (long long)line->run_id);
  if (!line->deviates.length)
    writer_say(&text, ", as proposed");
  else if (decided->proposed_known) {
    writer_say(&text, ", which proposed: ");
    writer_put(&text, outcome_text(decided->proposed, writer->language));
    if (decided->proposed_has_granted)
      writer_print(&text, " %.*s", TEXT_PRINT(money(decided, screen, decided->proposed_granted)));
  }
  if (line->reason.length)
    writer_print(&text, ", \"%.*s\"", TEXT_PRINT(visible(decided, line->reason)));
  writer_say(&text, decided->same_rules
                        ? MESSAGE("; rules %.*s…, as they are today")
                        : MESSAGE("; rules %.*s…, other than today's"),
             TEXT_PRINT(visible(decided, front(decided->run->run.rules_hash, HASH_SHOWN))));
  if (decided->standing.length)
    writer_print(&text, " (%.*s)", TEXT_PRINT(visible(decided, decided->standing)));
  writer_put(&text, TEXT("."));
  screen_wrap(writer, screen, writer_text(&text), 0, 2);
  if (!decided->holds)
    writer_say(writer, "NOTE: this line says something else than when it was written.\n");
}

/* As the rules write it. */
static Text value_or_nothing(const AsDecided *decided, const Screen *screen,
                             const SinceChange *change, bool after) {
  const Explanation *of = decided->explanation;
  bool there = after ? change->has : change->had;
  Text value = after ? change->is : change->was;
  Text word = there ? path_value_word(of->model, of->subject, change->field, value) : value;
  return there ? visible(decided, facts_shown(decided->arena, word))
               : text_from(screen_words(screen, "nothing"));
}

static void put_change(Writer *text, const Screen *screen, const AsDecided *decided,
                       const SinceChange *change) {
  const StoreChange *by = change->change;
  const Explanation *of = decided->explanation;
  Text field = visible(decided, path_word(decided->arena, of->model, of->subject, change->field));
  if (by)
    writer_say(text, "%.*s %.*s was changed ",
               TEXT_PRINT(visible(decided, front(by->at, DATE_LENGTH))),
               TEXT_PRINT(field));
  else
    writer_say(text, "%.*s was changed ", TEXT_PRINT(field));
  writer_print(text, "%.*s → %.*s",
               TEXT_PRINT(value_or_nothing(decided, screen, change, false)),
               TEXT_PRINT(value_or_nothing(decided, screen, change, true)));
  if (by)
    writer_say(text, " (file %.*s, line %lld)", TEXT_PRINT(visible(decided, by->file)),
               (long long)by->row);
  else
    writer_say(text, " (no import tells by what)");
}

static void put_since(Writer *writer, const Screen *screen, const AsDecided *decided) {
  Writer text;
  writer_to_memory(&text, decided->arena);
  text.language = writer->language;
  writer_say(&text, "Since then: ");
  if (decided->gone)
    writer_say(&text, "the record is no longer in the database. ");
  else if (!decided->changes.count)
    writer_say(&text, "no fact that it rests on has changed. ");
  for (size_t i = 0; i < decided->changes.count; i++) {
    writer_put(&text, i ? TEXT("; ") : TEXT(""));
    put_change(&text, screen, decided, &decided->changes.items[i]);
  }
  writer_put(&text, decided->changes.count ? TEXT(". ") : TEXT(""));
  if (decided->today.length)
    writer_say(&text, "Judged today: %.*s. ",
               TEXT_PRINT(outcome_text(decided->today, writer->language)));
  if (decided->replaced_by)
    writer_say(&text, "Decision %lld of %.*s stands in its place.",
               (long long)decided->replaced_by->id,
               TEXT_PRINT(visible(decided, decided->replaced_by->decided_on)));
  else
    writer_say(&text, "No new decision is recorded.");
  screen_wrap(writer, screen, writer_text(&text), 0, 2);
}

void as_decided_write_text(Writer *writer, const Screen *screen, const AsDecided *decided) {
  put_decision(writer, screen, decided);
  put_proposal(writer, screen, decided);
  writer_put_char(writer, '\n');
  explanation_write_text(writer, screen, decided->explanation);
  writer_put_char(writer, '\n');
  put_since(writer, screen, decided);
}

/* ---- JSON ------------------------------------------------------------------------------- */

static void put_member(Writer *writer, const char *name, bool there, Text text) {
  writer_print(writer, ",\"%s\":", name);
  if (there)
    writer_json(writer, text);
  else
    writer_put(writer, TEXT("null"));
}

static void put_line(Writer *writer, const AsDecided *decided) {
  const StoreTaken *line = decided->line;
  writer_print(writer, "{\"decided\":{\"id\":%lld,\"run\":%lld", (long long)line->id,
               (long long)line->run_id);
  put_member(writer, "decision", true, line->decision);
  put_member(writer, "record", true, line->record);
  put_member(writer, "outcome", true, line->outcome);
  writer_json_number(writer, "granted", line->has_granted, line->granted);
  put_member(writer, "decider", true, line->decider);
  put_member(writer, "decided_on", true, line->decided_on);
  put_member(writer, "reference", line->reference.length, line->reference);
  put_member(writer, "deviates", line->deviates.length, line->deviates);
  put_member(writer, "reason", line->reason.length, line->reason);
  writer_json_number(writer, "replaces", line->has_replaces, line->replaces);
  put_member(writer, "hash", true, line->hash);
  writer_print(writer, ",\"holds\":%s,\"same_rules\":%s", decided->holds ? "true" : "false",
               decided->same_rules ? "true" : "false");
  put_member(writer, "rules_hash", true, decided->run->run.rules_hash);
  writer_put(writer, TEXT("},\n\"since\":["));
}

void as_decided_write_json(Writer *writer, const AsDecided *decided) {
  put_line(writer, decided);
  for (size_t i = 0; i < decided->changes.count; i++) {
    const SinceChange *change = &decided->changes.items[i];
    const StoreChange *by = change->change;
    writer_put(writer, i ? TEXT(",\n{\"field\":") : TEXT("\n{\"field\":"));
    writer_json(writer, change->field);
    put_member(writer, "was", change->had, change->was);
    put_member(writer, "is", change->has, change->is);
    put_member(writer, "at", by, by ? by->at : TEXT_NONE);
    put_member(writer, "file", by, by ? by->file : TEXT_NONE);
    writer_json_number(writer, "row", by, by ? by->row : 0);
    writer_put(writer, TEXT("}"));
  }
  writer_print(writer, "],\n\"gone\":%s", decided->gone ? "true" : "false");
  put_member(writer, "today", decided->today.length, decided->today);
  writer_json_number(writer, "replaced_by", decided->replaced_by,
                     decided->replaced_by ? decided->replaced_by->id : 0);
  writer_put(writer, TEXT(",\n\"explanation\":"));
  explanation_write_json(writer, decided->explanation);
  writer_put(writer, TEXT("}"));
}
