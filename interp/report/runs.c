#include "interp/report/runs.h"

#include "base/unicode.h"
#include "interp/report/figure.h"

enum { DAY_LENGTH = 10, HASH_SHOWN = 8, DIFFERENCES_SHOWN = 20, RULES_WIDTH = 24,
       NAME_WIDTH = 15 };

static Text front(Text text, size_t length) {
  return text_part(text, 0, text.length < length ? text.length : length);
}

static bool is_plain(Text settings) {
  return settings.length == 0 || text_is(settings, "{}") ||
         text_is(settings, "{\"scenario\":null,\"sets\":{}}");
}

typedef struct { size_t count, deviating; } DecidedBy;

static DecidedBy decided_by(const RunsReport *report, int64_t run_id) {
  DecidedBy decided = { 0, 0 };
  const StoreTakenList *taken = &report->chain->taken;
  for (size_t i = 0; i < taken->count; i++)
    if (taken->items[i].run_id == run_id) {
      decided.count++;
      decided.deviating += taken->items[i].deviates.length > 0;
    }
  return decided;
}

/* ---- the list --------------------------------------------------------------------------- */

static void put_run(Writer *writer, const Screen *screen, const RunsReport *report,
                    const StoreRunLine *line) {
  Arena *arena = report->arena;
  const StoreRun *run = &line->run;
  DecidedBy decided = decided_by(report, line->run_id);
  writer_pad_left(writer, arena_format(arena, "%lld", (long long)line->run_id), 5);
  writer_put(writer, TEXT("  "));
  writer_pad(writer, screen_visible(arena, front(run->started, DAY_LENGTH)), 10);
  writer_put(writer, TEXT("  "));
  writer_pad(writer, screen_visible(arena, run->as_of.length ? run->as_of : TEXT("–")), 10);
  writer_put(writer, TEXT("  "));
  writer_pad(writer, screen_visible(arena, run->rules), RULES_WIDTH);
  writer_put(writer, TEXT(" "));
  writer_pad(writer, screen_visible(arena, front(run->rules_hash, HASH_SHOWN)), HASH_SHOWN);
  writer_pad_left(writer, screen_count(arena, (size_t)run->records), 9);
  writer_pad_left(writer, screen_count(arena, decided.count), 9);
  if (decided.deviating)
    writer_say_number(writer, decided.deviating, " (%zu differ)");
  writer_put_char(writer, '\n');
  if (is_plain(run->settings))
    return;
  writer_put(writer, TEXT("       "));
  screen_wrap(writer, screen,
              arena_format(arena, screen_words(screen, "what if: %.*s"),
                           TEXT_PRINT(screen_visible(arena, run->settings))), 7, 9);
}

static void put_heading(Writer *writer, const Screen *screen) {
  writer_pad_left(writer, text_from(screen_words(screen, "run")), 5);
  writer_put(writer, TEXT("  "));
  writer_pad(writer, text_from(screen_words(screen, "made")), 12);
  writer_pad(writer, text_from(screen_words(screen, "as of")), 12);
  writer_pad(writer, text_from(screen_words(screen, "rules")), RULES_WIDTH + 1);
  writer_pad(writer, text_from(screen_words(screen, "text")), HASH_SHOWN);
  writer_pad_left(writer, text_from(screen_words(screen, "records")), 9);
  writer_pad_left(writer, text_from(screen_words(screen, "decided")), 9);
  writer_put_char(writer, '\n');
}

void runs_write_list(Writer *writer, const Screen *screen, const RunsReport *report) {
  const StoreRunLines *runs = &report->chain->runs;
  if (!runs->count) {
    writer_say(writer, "Nothing has been run yet.\n");
    return;
  }
  put_heading(writer, screen);
  for (size_t i = 0; i < runs->count; i++)
    put_run(writer, screen, report, &runs->items[i]);
}

/* ---- one of them ------------------------------------------------------------------------ */

static void put_row(Writer *writer, const Screen *screen, const char *name, Text value) {
  if (!value.length)
    return;
  writer_pad(writer, text_from(screen_words(screen, name)), NAME_WIDTH);
  writer_put(writer, value);
  writer_put_char(writer, '\n');
}

static void put_outcome(Writer *writer, const Screen *screen, const RunsReport *report,
                        const RunOutcome *outcome) {
  Arena *arena = report->arena;
  writer_put(writer, TEXT("  "));
  writer_pad(writer, screen_visible(arena, outcome->decision), 14);
  writer_pad(writer, outcome_text(outcome->outcome, writer->language), 16);
  writer_pad(writer, screen_visible(arena, outcome->decider), 22);
  writer_pad_left(writer, screen_count(arena, outcome->count), 8);
  if (outcome->has_granted) {
    writer_put(writer, TEXT("  "));
    writer_put(writer, figure_amount(arena, screen, outcome->granted, report->currency));
  }
  writer_put_char(writer, '\n');
}

/* Lines of one meeting: the same body, day and paragraph. */
static bool same_meeting(const StoreTaken *a, const StoreTaken *b) {
  return text_equal(a->decider, b->decider) && text_equal(a->decided_on, b->decided_on) &&
         text_equal(a->reference, b->reference);
}

static void put_meetings(Writer *writer, const RunsReport *report, int64_t run_id) {
  const StoreTakenList *taken = &report->chain->taken;
  for (size_t i = 0; i < taken->count; i++) {
    const StoreTaken *line = &taken->items[i];
    if (line->run_id != run_id || (i > 0 && taken->items[i - 1].run_id == run_id &&
                                   same_meeting(line, &taken->items[i - 1])))
      continue;
    size_t count = 1;
    while (i + count < taken->count && taken->items[i + count].run_id == run_id &&
           same_meeting(line, &taken->items[i + count]))
      count++;
    writer_say(writer, "  %.*s by %.*s on %.*s", TEXT_PRINT(screen_count(report->arena, count)),
               TEXT_PRINT(screen_visible(report->arena, line->decider)),
               TEXT_PRINT(screen_visible(report->arena, line->decided_on)));
    if (line->reference.length)
      writer_print(writer, ", %.*s", TEXT_PRINT(screen_visible(report->arena, line->reference)));
    writer_say(writer, " (decisions %lld to %lld)\n", (long long)line->id,
               (long long)taken->items[i + count - 1].id);
  }
}

void runs_write_one(Writer *writer, const Screen *screen, const RunsReport *report,
                    const StoreRunLine *line, const RunOutcomes *outcomes) {
  Arena *arena = report->arena;
  const StoreRun *run = &line->run;
  put_row(writer, screen, MESSAGE("run"), arena_format(arena, "%lld", (long long)line->run_id));
  put_row(writer, screen, MESSAGE("made"), screen_visible(arena, run->started));
  put_row(writer, screen, MESSAGE("as of"), screen_visible(arena, run->as_of));
  put_row(writer, screen, MESSAGE("rules"), screen_visible(arena, run->rules));
  put_row(writer, screen, MESSAGE("rules_hash"), screen_visible(arena, run->rules_hash));
  put_row(writer, screen, MESSAGE("data_hash"), screen_visible(arena, run->data_hash));
  put_row(writer, screen, MESSAGE("engine"), screen_visible(arena, run->engine));
  if (!is_plain(run->settings))
    put_row(writer, screen, MESSAGE("settings"), screen_visible(arena, run->settings));
  put_row(writer, screen, MESSAGE("digest"), screen_visible(arena, run->digest));
  put_row(writer, screen, MESSAGE("follows"), screen_visible(arena, line->previous_hash));
  put_row(writer, screen, MESSAGE("hash"), screen_visible(arena, line->hash));
  writer_say(writer, "Proposed\n");
  for (size_t i = 0; i < outcomes->count; i++)
    put_outcome(writer, screen, report, &outcomes->items[i]);
  DecidedBy decided = decided_by(report, line->run_id);
  if (!decided.count) {
    writer_say(writer, "Nothing is decided by it.\n");
    return;
  }
  writer_say(writer, "Decided\n");
  put_meetings(writer, report, line->run_id);
  if (decided.deviating)
    writer_say_count(writer, decided.deviating, "  %zu differs from the proposal\n",
                     "  %zu differ from the proposal\n");
}

/* ---- JSON ------------------------------------------------------------------------------- */

static void put_json_run(Writer *writer, const RunsReport *report, const StoreRunLine *line) {
  const StoreRun *run = &line->run;
  DecidedBy decided = decided_by(report, line->run_id);
  writer_print(writer, "{\"run\":%lld", (long long)line->run_id);
  writer_json_text(writer, "started", run->started);
  writer_json_text(writer, "as_of", run->as_of);
  writer_json_text(writer, "rules", run->rules);
  writer_json_text(writer, "rules_hash", run->rules_hash);
  writer_json_text(writer, "data_hash", run->data_hash);
  writer_json_text(writer, "engine", run->engine);
  writer_print(writer, ",\"settings\":%.*s,\"records\":%lld,\"decided\":%zu,\"deviating\":%zu",
               TEXT_PRINT(run->settings.length ? run->settings : TEXT("null")),
               (long long)run->records, decided.count, decided.deviating);
  writer_json_text(writer, "digest", run->digest);
  writer_json_text(writer, "previous_hash", line->previous_hash);
  writer_json_text(writer, "hash", line->hash);
}

void runs_write_list_json(Writer *writer, const RunsReport *report) {
  const StoreRunLines *runs = &report->chain->runs;
  writer_put(writer, TEXT("["));
  for (size_t i = 0; i < runs->count; i++) {
    writer_put(writer, i ? TEXT(",\n") : TEXT("\n"));
    put_json_run(writer, report, &runs->items[i]);
    writer_put(writer, TEXT("}"));
  }
  writer_put(writer, TEXT("]\n"));
}

void runs_write_one_json(Writer *writer, const RunsReport *report, const StoreRunLine *run,
                         const RunOutcomes *outcomes) {
  put_json_run(writer, report, run);
  writer_put(writer, TEXT(",\n\"proposed\":["));
  for (size_t i = 0; i < outcomes->count; i++) {
    const RunOutcome *outcome = &outcomes->items[i];
    writer_print(writer, "%s\n{\"count\":%zu", i ? "," : "", outcome->count);
    writer_json_text(writer, "decision", outcome->decision);
    writer_json_text(writer, "outcome", outcome->outcome);
    writer_json_text(writer, "decider", outcome->decider);
    if (outcome->has_granted)
      writer_print(writer, ",\"granted\":%lld}", (long long)outcome->granted);
    else
      writer_put(writer, TEXT(",\"granted\":null}"));
  }
  writer_put(writer, TEXT("]}\n"));
}

/* ---- judged again ----------------------------------------------------------------------- */

static const char *why_otherwise(const ReplayReport *report) {
  const Replay *replay = report->replay;
  if (!report->same_data)
    return MESSAGE("The data are not those that the run read: they have changed since.");
  if (!replay->same_rows)
    return MESSAGE("The data are those that the run read; the rows of the run have been changed.");
  if (!text_equal(report->engine, replay->run->run.engine))
    return MESSAGE("The data are those that the run read; another version of anslag judged it.");
  return MESSAGE("The data are those that the run read; something that is not among them has "
                 "changed: decisions taken, or the order of rows.");
}

static Text shown(Arena *arena, Text text) {
  return text.length ? screen_visible(arena, text) : TEXT("–");
}

static void put_difference(Writer *writer, Arena *arena, const ReplayDifference *difference) {
  Text was = difference->was, is = difference->is;
  if (text_is(difference->column, "outcome")) {
    was = outcome_text(was, writer->language);
    is = outcome_text(is, writer->language);
  }
  writer_print(writer, "  %.*s %.*s  %.*s: %.*s → %.*s\n", TEXT_PRINT(difference->decision),
               TEXT_PRINT(screen_visible(arena, difference->record)),
               TEXT_PRINT(difference->column), TEXT_PRINT(shown(arena, was)),
               TEXT_PRINT(shown(arena, is)));
}

/* A place in the order alone, which one record shifts for many, is told last. */
static void put_differences(Writer *writer, Arena *arena, const Replay *replay) {
  size_t shown_count = 0;
  for (int ranks = 0; ranks < 2; ranks++)
    for (size_t i = 0; i < replay->differences.count && shown_count < DIFFERENCES_SHOWN; i++) {
      const ReplayDifference *difference = &replay->differences.items[i];
      if (text_is(difference->column, "rank") != (ranks == 1))
        continue;
      put_difference(writer, arena, difference);
      shown_count++;
    }
}

void runs_write_replay(Writer *writer, Arena *arena, const Screen *screen,
                       const ReplayReport *report) {
  const Replay *replay = report->replay;
  long long run_id = (long long)replay->run->run_id;
  if (replay->same) {
    writer_say(writer, "Run %lld judged again by its own rules: the same digest, %.*s…\n", run_id,
               TEXT_PRINT(front(report->digest, HASH_SHOWN)));
    if (replay->same_rows)
      return;
    writer_say(writer, "The rows of the run have been changed since:\n");
  } else {
    screen_wrap(writer, screen,
                arena_format(arena, screen_words(screen, "Run %lld judged again by its own rules: "
                                                         "another digest, %.*s… instead of "
                                                         "%.*s…."), run_id,
                             TEXT_PRINT(front(report->digest, HASH_SHOWN)),
                             TEXT_PRINT(front(replay->run->run.digest, HASH_SHOWN))), 0, 2);
    screen_wrap(writer, screen, text_from(screen_words(screen, why_otherwise(report))), 0, 2);
  }
  put_differences(writer, arena, replay);
  if (replay->differing > DIFFERENCES_SHOWN)
    writer_say_number(writer, replay->differing - DIFFERENCES_SHOWN, "  and %zu more\n");
}

void runs_write_replay_json(Writer *writer, const ReplayReport *report) {
  const Replay *replay = report->replay;
  writer_print(writer, "{\"run\":%lld,\"same\":%s,\"same_data\":%s,\"same_rows\":%s,"
               "\"judged\":%zu,\"differing\":%zu", (long long)replay->run->run_id,
               replay->same ? "true" : "false", report->same_data ? "true" : "false",
               replay->same_rows ? "true" : "false", replay->judged, replay->differing);
  writer_json_text(writer, "digest", report->digest);
  writer_json_text(writer, "digest_then", replay->run->run.digest);
  writer_json_text(writer, "engine", report->engine);
  writer_json_text(writer, "engine_then", replay->run->run.engine);
  writer_put(writer, TEXT(",\n\"differences\":["));
  for (size_t i = 0; i < replay->differences.count; i++) {
    const ReplayDifference *difference = &replay->differences.items[i];
    writer_print(writer, "%s\n{\"column\":", i ? "," : "");
    writer_json(writer, difference->column);
    writer_json_text(writer, "decision", difference->decision);
    writer_json_text(writer, "record", difference->record);
    writer_json_text(writer, "was", difference->was);
    writer_json_text(writer, "is", difference->is);
    writer_put(writer, TEXT("}"));
  }
  writer_put(writer, TEXT("]}\n"));
}
