#include "interp/report/taken.h"

#include "interp/report/figure.h"

enum { DEVIATIONS_SHOWN = 8, FINDINGS_SHOWN = 10 };

void taken_start(Taken *taken, Arena *arena, const Taking *taking) {
  *taken = (Taken){ .arena = arena, .taking = taking };
}

/* ---- gathering -------------------------------------------------------------------------- */

static TakenDue *due_of(Taken *taken, const Deadline *deadline) {
  for (size_t i = 0; i < taken->dues.count; i++)
    if (text_equal(taken->dues.items[i].deadline->name, deadline->name))
      return &taken->dues.items[i];
  LIST_ADD(taken->arena, &taken->dues, TakenDue, (TakenDue){ .deadline = deadline });
  return &taken->dues.items[taken->dues.count - 1];
}

static void gather_deadline(Taken *taken, const DeadlineResult *result) {
  TakenDue *due = due_of(taken, result->deadline);
  if (result->due.state != VALUE_KNOWN) {
    due->waiting++;
    return;
  }
  Date day = result->due.as.date;
  due->first = due->count && due->first < day ? due->first : day;
  due->last = due->count && due->last > day ? due->last : day;
  due->count++;
}

void taken_gather(Taken *taken, const Judgement *judgement, Arena *batch) {
  Text key = record_key_text(batch, judgement->record);
  Text subject = arena_format(batch, "%.*s\t%.*s", TEXT_PRINT(judgement->decision->name),
                              TEXT_PRINT(key));
  const Map *by_subject = &taken->taking->by_subject;
  const Take *take = by_subject->count ? map_get(by_subject, subject) : NULL;
  if (!take || !take->line.id)
    return;
  for (size_t i = 0; i < judgement->deadlines.count; i++)
    gather_deadline(taken, &judgement->deadlines.items[i]);
  for (size_t i = 0; i < judgement->controls.count; i++)
    LIST_ADD(taken->arena, &taken->findings, TakenFinding,
             (TakenFinding){ take->line.record,
                             arena_text(taken->arena, judgement->controls.items[i].reason) });
}

/* ---- text ------------------------------------------------------------------------------- */

static const Currency *currency_of(const Take *take) {
  return take->decision->currency;
}

static Text granted_text(const Taken *taken, const Screen *screen, const Take *take,
                         int64_t granted) {
  return figure_amount(taken->arena, screen, granted, currency_of(take));
}

/* "88: 4,0 mkr in place of 5,3 mkr, "etapp 1"" */
static void put_deviation(Writer *writer, const Screen *screen, const Taken *taken,
                          const Take *take) {
  const StoreTaken *line = &take->line;
  Arena *arena = taken->arena;
  writer_print(writer, "%.*s: ", TEXT_PRINT(screen_visible(arena, line->record)));
  bool same_outcome = text_equal(line->outcome, take->proposed);
  if (!same_outcome)
    writer_put(writer, outcome_text(line->outcome, writer->language));
  if (line->has_granted && !same_outcome)
    writer_print(writer, " %.*s", TEXT_PRINT(granted_text(taken, screen, take, line->granted)));
  else if (line->has_granted && line->granted != take->proposed_granted)
    writer_say(writer, "%.*s in place of %.*s",
               TEXT_PRINT(granted_text(taken, screen, take, line->granted)),
               TEXT_PRINT(granted_text(taken, screen, take, take->proposed_granted)));
  else if (same_outcome)
    writer_say(writer, "decided by %.*s", TEXT_PRINT(line->decider));
  if (line->reason.length)
    writer_print(writer, ", \"%.*s\"", TEXT_PRINT(screen_visible(arena, line->reason)));
}

typedef struct { size_t granted, refused, deviating; } Counts;

static Counts count_takes(const Taking *taking) {
  Counts counts = { 0, 0, 0 };
  for (size_t i = 0; i < taking->takes.count; i++) {
    const Take *take = taking->takes.items[i];
    if (take_deviates(take))
      counts.deviating++;
    else if (take_grants(take))
      counts.granted++;
    else
      counts.refused++;
  }
  return counts;
}

static void put_recorded(Writer *writer, const Screen *screen, const Taken *taken,
                         const Counts *counts) {
  Writer line;
  writer_to_memory(&line, taken->arena);
  line.language = writer->language;
  bool corrects = taken->taking->order->replace;
  if (corrects)
    writer_say_number(&line, taken->taking->takes.count,
                      taken->dry_run ? MESSAGE("Would be recorded in place of earlier decisions: "
                                               "%zu")
                                     : MESSAGE("Recorded in place of earlier decisions: %zu"));
  else
    writer_say_number(&line, counts->granted,
                      taken->dry_run ? MESSAGE("Would be recorded: %zu as proposed")
                                     : MESSAGE("Recorded: %zu as proposed"));
  size_t shown = 0;
  if (counts->deviating && corrects)
    writer_put(&line, TEXT(" ("));
  else if (counts->deviating)
    writer_say_count(&line, counts->deviating, ", %zu differs (", ", %zu differ (");
  for (size_t i = 0; i < taken->taking->takes.count && shown < DEVIATIONS_SHOWN; i++) {
    const Take *take = taken->taking->takes.items[i];
    if (!take_deviates(take))
      continue;
    writer_put(&line, shown++ ? TEXT("; ") : TEXT(""));
    put_deviation(&line, screen, taken, take);
  }
  if (shown < counts->deviating)
    writer_say_number(&line, counts->deviating - shown, "; and %zu more");
  writer_put(&line, counts->deviating ? TEXT(").") : TEXT("."));
  screen_wrap(writer, screen, writer_text(&line), 0, 2);
}

/* Refusals as proposed, by outcome. */
static void put_refused(Writer *writer, const Screen *screen, const Taken *taken) {
  const TakeList *takes = &taken->taking->takes;
  LIST(RunTally) tallies = { NULL, 0, 0 };
  for (size_t i = 0; i < takes->count; i++) {
    const Take *take = takes->items[i];
    if (take_grants(take) || take_deviates(take))
      continue;
    size_t at = 0;
    while (at < tallies.count && !text_equal(tallies.items[at].name, take->line.outcome))
      at++;
    if (at == tallies.count)
      LIST_ADD(taken->arena, &tallies, RunTally, (RunTally){ .name = take->line.outcome });
    tallies.items[at].count++;
  }
  if (!tallies.count)
    return;
  Writer line;
  writer_to_memory(&line, taken->arena);
  line.language = writer->language;
  writer_say(&line, "Without money, as proposed: ");
  for (size_t i = 0; i < tallies.count; i++)
    writer_print(&line, "%s%.*s %.*s", i ? ", " : "",
                 TEXT_PRINT(screen_count(taken->arena, tallies.items[i].count)),
                 TEXT_PRINT(outcome_text(tallies.items[i].name, writer->language)));
  writer_put(&line, TEXT("."));
  screen_wrap(writer, screen, writer_text(&line), 0, 2);
}

static void put_frames(Writer *writer, const Screen *screen, const Taken *taken) {
  const RunSummary *after = taken->after;
  Writer line;
  writer_to_memory(&line, taken->arena);
  line.language = writer->language;
  size_t shown = 0;
  for (size_t i = 0; i < after->frames.count; i++) {
    FrameState state = frame_list_at(&after->frames, taken->arena, i);
    const Currency *currency = taken->taking->order->model->decisions.items[0]->currency;
    if (state.pending || !state.opening)
      continue;
    Text name = state.frame->title.length ? state.frame->title : state.frame->name;
    writer_put(&line, shown++ ? TEXT(" · ") : TEXT(""));
    writer_print(&line, "%.*s%s%.*s ", TEXT_PRINT(screen_visible(taken->arena, name)),
                 state.key.length ? " " : "", TEXT_PRINT(state.key));
    writer_say(&line, "%.*s of %.*s",
               TEXT_PRINT(figure_amount(taken->arena, screen, state.opening, currency)),
               TEXT_PRINT(figure_amount(taken->arena, screen, state.limit, currency)));
  }
  if (!shown)
    return;
  Text text = writer_text(&line);
  screen_wrap(writer, screen, arena_format(taken->arena, "%s%.*s",
                                           screen_words(screen, "Decided: "), TEXT_PRINT(text)),
              0, 2);
}

static void put_dues(Writer *writer, const Screen *screen, const Taken *taken) {
  for (size_t i = 0; i < taken->dues.count; i++) {
    const TakenDue *due = &taken->dues.items[i];
    Text title = due->deadline->title.length ? due->deadline->title : due->deadline->name;
    Text name = screen_visible(taken->arena, title);
    Text first = date_text(taken->arena, due->first), last = date_text(taken->arena, due->last);
    Text count = screen_count(taken->arena, due->count);
    Text said = TEXT("");
    if (due->count && due->first == due->last)
      said = arena_format(taken->arena, screen_words(screen, "%.*s × %.*s, due %.*s"),
                          TEXT_PRINT(count), TEXT_PRINT(name), TEXT_PRINT(first));
    else if (due->count)
      said = arena_format(taken->arena, screen_words(screen, "%.*s × %.*s, due %.*s to %.*s"),
                          TEXT_PRINT(count), TEXT_PRINT(name), TEXT_PRINT(first),
                          TEXT_PRINT(last));
    if (said.length)
      screen_wrap(writer, screen, said, 0, 2);
    if (due->waiting)
      screen_wrap(writer, screen,
                  arena_format(taken->arena,
                               screen_words(screen, "%.*s × %.*s, whose day is not known"),
                               TEXT_PRINT(screen_count(taken->arena, due->waiting)),
                               TEXT_PRINT(name)), 0, 2);
  }
}

static void put_findings(Writer *writer, const Screen *screen, const Taken *taken) {
  for (size_t i = 0; i < taken->findings.count && i < FINDINGS_SHOWN; i++) {
    const TakenFinding *finding = &taken->findings.items[i];
    Text said = arena_format(taken->arena, screen_words(screen, "note %.*s: %.*s"),
                             TEXT_PRINT(screen_visible(taken->arena, finding->record)),
                             TEXT_PRINT(screen_visible(taken->arena, finding->finding)));
    screen_wrap(writer, screen, said, 0, 2);
  }
  if (taken->findings.count > FINDINGS_SHOWN)
    writer_say_number(writer, taken->findings.count - FINDINGS_SHOWN,
                      "and %zu more; anslag audit shows all\n");
}

void taken_write_text(Writer *writer, const Screen *screen, const Taken *taken) {
  Counts counts = count_takes(taken->taking);
  put_recorded(writer, screen, taken, &counts);
  put_refused(writer, screen, taken);
  if (taken->taking->left)
    writer_say(writer, "Left for another time: %zu.\n", taken->taking->left);
  if (taken->taking->already)
    writer_say(writer, "Decided before, left as it is: %zu.\n", taken->taking->already);
  put_frames(writer, screen, taken);
  put_dues(writer, screen, taken);
  put_findings(writer, screen, taken);
  if (!taken->dry_run)
    writer_say(writer, "The chain ends in %.*s\n", TEXT_PRINT(taken->head));
}

/* ---- JSON ------------------------------------------------------------------------------- */

static void put_take(Writer *writer, const Take *take) {
  const StoreTaken *line = &take->line;
  writer_print(writer, "{\"id\":%lld", (long long)line->id);
  writer_json_text(writer, "decision", line->decision);
  writer_json_text(writer, "record", line->record);
  writer_json_text(writer, "outcome", line->outcome);
  writer_json_number(writer, "granted", line->has_granted, line->granted);
  writer_json_text(writer, "decider", line->decider);
  writer_json_text(writer, "deviates", line->deviates);
  writer_json_text(writer, "reason", line->reason);
  writer_json_text(writer, "proposed_outcome", take->proposed);
  writer_json_number(writer, "proposed_granted", take->proposed_has_granted,
                     take->proposed_granted);
  writer_json_number(writer, "replaces", line->has_replaces, line->replaces);
  writer_put(writer, TEXT("}"));
}

static void put_json_frames(Writer *writer, Arena *arena, const RunSummary *after) {
  writer_put(writer, TEXT(",\n\"frames\":["));
  for (size_t i = 0; i < after->frames.count; i++) {
    FrameState state = frame_list_at(&after->frames, arena, i);
    writer_put(writer, i ? TEXT(",\n{\"frame\":") : TEXT("\n{\"frame\":"));
    writer_json(writer, state.frame->name);
    writer_json_text(writer, "key", state.key);
    writer_json_number(writer, "limit", !state.pending, state.limit);
    writer_json_number(writer, "decided", true, state.opening);
    writer_put(writer, TEXT("}"));
  }
  writer_put(writer, TEXT("]"));
}

static void put_json_dues(Writer *writer, const Taken *taken) {
  writer_put(writer, TEXT(",\n\"deadlines\":["));
  for (size_t i = 0; i < taken->dues.count; i++) {
    const TakenDue *due = &taken->dues.items[i];
    writer_put(writer, i ? TEXT(",\n{\"deadline\":") : TEXT("\n{\"deadline\":"));
    writer_json(writer, due->deadline->name);
    writer_print(writer, ",\"count\":%zu,\"waiting\":%zu", due->count, due->waiting);
    writer_json_text(writer, "first", due->count ? date_text(taken->arena, due->first) : TEXT(""));
    writer_json_text(writer, "last", due->count ? date_text(taken->arena, due->last) : TEXT(""));
    writer_put(writer, TEXT("}"));
  }
  writer_put(writer, TEXT("]"));
}

void taken_write_json(Writer *writer, const Taken *taken) {
  const Taking *taking = taken->taking;
  Counts counts = count_takes(taking);
  writer_print(writer, "{\"run\":%lld,\"recorded\":%zu,\"granted_as_proposed\":%zu,"
               "\"refused_as_proposed\":%zu,\"deviating\":%zu,\"already\":%zu,\"left\":%zu,"
               "\"dry_run\":%s", (long long)taking->order->run_id, taking->takes.count,
               counts.granted, counts.refused, counts.deviating, taking->already, taking->left,
               taken->dry_run ? "true" : "false");
  writer_json_text(writer, "head", taken->head);
  writer_put(writer, TEXT(",\n\"decisions\":["));
  for (size_t i = 0; i < taking->takes.count; i++) {
    writer_put(writer, i ? TEXT(",\n") : TEXT("\n"));
    put_take(writer, taking->takes.items[i]);
  }
  writer_put(writer, TEXT("]"));
  put_json_frames(writer, taken->arena, taken->after);
  put_json_dues(writer, taken);
  writer_put(writer, TEXT(",\n\"findings\":["));
  for (size_t i = 0; i < taken->findings.count; i++) {
    writer_put(writer, i ? TEXT(",\n{\"record\":") : TEXT("\n{\"record\":"));
    writer_json(writer, taken->findings.items[i].record);
    writer_json_text(writer, "finding", taken->findings.items[i].finding);
    writer_put(writer, TEXT("}"));
  }
  writer_put(writer, TEXT("]}\n"));
}
