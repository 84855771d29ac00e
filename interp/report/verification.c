#include "interp/report/verification.h"

#include "base/unicode.h"

enum { FAULTS_SHOWN = 20, PART_WIDTH = 12, VERDICT_WIDTH = 24 };

typedef struct { const char *name, *title, *whole, *broken; } PartWords;

static const PartWords part_words[VERIFY_COUNT] = {
  [VERIFY_RUNS]      = { "runs", MESSAGE("Runs"), MESSAGE("the chain is whole"),
                         MESSAGE("THE CHAIN IS BROKEN") },
  [VERIFY_DECISIONS] = { "decisions", MESSAGE("Decisions"), MESSAGE("the chain is whole"),
                         MESSAGE("THE CHAIN IS BROKEN") },
  [VERIFY_ROWS]      = { "rows", MESSAGE("Rows"), MESSAGE("as they were written"),
                         MESSAGE("CHANGED") },
  [VERIFY_RULES]     = { "rules", MESSAGE("Rules"), MESSAGE("as they were"), MESSAGE("CHANGED") },
};

typedef struct { const char *name, *said; } FaultWords;

static const FaultWords fault_words[] = {
  [FAULT_CHANGED]         = { "changed", MESSAGE("says something else than when it was written") },
  [FAULT_NO_HASH]         = { "no hash", MESSAGE("has no hash: anslag has not written it") },
  [FAULT_LINE_GONE]       = { "line gone", MESSAGE("the line before it is gone") },
  [FAULT_BESIDE]          = { "beside", MESSAGE("stands beside the chain: another line follows the "
                                                "same one") },
  [FAULT_RUN_GONE]        = { "run gone", MESSAGE("is gone, and its rows are there") },
  [FAULT_DECISION_GONE]   = { "decision gone", MESSAGE("the decision is gone, and its facts are "
                                                       "there") },
  [FAULT_ROWS_CHANGED]    = { "rows changed", MESSAGE("its rows give another digest than when they "
                                                      "were written") },
  [FAULT_UNLIKE_PROPOSAL] = { "unlike proposal", MESSAGE("was decided as proposed, and the "
                                                         "proposal says something else") },
  [FAULT_RULES_CHANGED]   = { "rules changed", MESSAGE("was judged by other words than those that "
                                                       "are kept") },
  [FAULT_RULES_GONE]      = { "rules gone", MESSAGE("the rules it was judged by are gone") },
  [FAULT_RULES_ADDED]     = { "rules added", MESSAGE("no run was judged by this text") },
  [FAULT_HEAD]            = { "head", MESSAGE("the hash noted before is not in the chain: lines "
                                              "are gone, or all were written anew") },
};

/* ---- text ------------------------------------------------------------------------------- */

static void put_place(Writer *writer, Arena *arena, const VerifyFault *fault) {
  Text name = screen_visible(arena, fault->name);
  if (fault->of_run && fault->number)
    writer_say(writer, "run %lld", (long long)fault->number);
  else if (fault->number)
    writer_say(writer, "decision %lld", (long long)fault->number);
  if (fault->number && name.length)
    writer_print(writer, " (%.*s)", TEXT_PRINT(name));
  else if (!fault->number)
    writer_put(writer, name);
}

void verification_put_fault(Writer *writer, Arena *arena, const VerifyFault *fault) {
  put_place(writer, arena, fault);
  writer_put(writer, TEXT(": "));
  writer_say(writer, "%s", message(writer->language, fault_words[fault->kind].said));
}

static void put_counts(Writer *writer, const Verification *verification, VerifyPart part) {
  const RecordChain *chain = &verification->chain;
  if (part == VERIFY_RUNS)
    writer_say_count(writer, chain->runs.count, "%zu run", "%zu runs");
  else if (part == VERIFY_DECISIONS)
    writer_say_count(writer, chain->taken.count, "%zu decision", "%zu decisions");
  else if (part == VERIFY_RULES)
    writer_say_count(writer, verification->rule_sets, "%zu text", "%zu texts");
}

static void put_part(Writer *writer, Arena *arena, const Screen *screen,
                     const Verification *verification, VerifyPart part) {
  const PartWords *words = &part_words[part];
  size_t faults = verification->faults[part].count;
  writer_pad(writer, text_from(screen_words(screen, words->title)), PART_WIDTH);
  Style style = faults ? STYLE_BAD : STYLE_GOOD;
  Text verdict = text_from(screen_words(screen, faults ? words->broken : words->whole));
  if (part == VERIFY_ROWS)
    screen_styled(writer, screen, style, verdict);
  else
    screen_styled_pad(writer, screen, style, verdict, VERDICT_WIDTH);
  put_counts(writer, verification, part);
  writer_put_char(writer, '\n');
  for (size_t i = 0; i < faults && i < FAULTS_SHOWN; i++) {
    Writer line;
    writer_to_memory(&line, arena);
    line.language = writer->language;
    verification_put_fault(&line, arena, &verification->faults[part].items[i]);
    writer_put(writer, TEXT("  "));
    screen_wrap(writer, screen, writer_text(&line), 2, 4);
  }
  if (faults > FAULTS_SHOWN)
    writer_say_number(writer, faults - FAULTS_SHOWN, "  and %zu more\n");
}

void verification_write_text(Writer *writer, Arena *arena, const Screen *screen,
                             const Verification *verification) {
  for (int part = 0; part < VERIFY_COUNT; part++)
    put_part(writer, arena, screen, verification, (VerifyPart)part);
  writer_say(writer, "The chain ends in %.*s\n", TEXT_PRINT(verification->head));
  if (verify_is_whole(verification))
    writer_say(writer, "Compare it with the hash noted outside the database: --head HASH\n");
}

/* ---- JSON ------------------------------------------------------------------------------- */

static void put_json_fault(Writer *writer, const VerifyFault *fault) {
  writer_put(writer, TEXT("{\"fault\":"));
  writer_json(writer, text_from(fault_words[fault->kind].name));
  writer_print(writer, ",\"line\":%s", fault->number ? (fault->of_run ? "\"run\"" : "\"decision\"")
                                                     : "null");
  if (fault->number)
    writer_print(writer, ",\"number\":%lld", (long long)fault->number);
  else
    writer_put(writer, TEXT(",\"number\":null"));
  writer_put(writer, TEXT(",\"name\":"));
  writer_json(writer, fault->name);
  writer_put(writer, TEXT("}"));
}

void verification_write_json(Writer *writer, const Verification *verification) {
  writer_print(writer, "{\"whole\":%s,\"runs\":%zu,\"decisions\":%zu,\"head\":",
               verify_is_whole(verification) ? "true" : "false", verification->chain.runs.count,
               verification->chain.taken.count);
  writer_json(writer, verification->head);
  writer_put(writer, TEXT(",\"verdicts\":["));
  for (int part = 0; part < VERIFY_COUNT; part++) {
    size_t count = verification->faults[part].count;
    writer_print(writer, "%s\n{\"part\":\"%s\",\"whole\":%s,\"faults\":[", part ? "," : "",
                 part_words[part].name, count ? "false" : "true");
    for (size_t i = 0; i < count; i++) {
      writer_put(writer, i ? TEXT(",") : TEXT(""));
      put_json_fault(writer, &verification->faults[part].items[i]);
    }
    writer_put(writer, TEXT("]}"));
  }
  writer_put(writer, TEXT("]}\n"));
}
