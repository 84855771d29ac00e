#include "interp/report/mutation.h"

/* ---- counting ---------------------------------------------------------------------------- */

static MutationCount *count_of(Arena *arena, MutationCounts *counts, const Source *source) {
  for (size_t i = 0; i < counts->count; i++)
    if (text_equal(counts->items[i].path, source->path))
      return &counts->items[i];
  LIST_ADD(arena, counts, MutationCount,
           (MutationCount){ .path = source->path });
  return &counts->items[counts->count - 1];
}

void mutation_count(Arena *arena, MutationCounts *counts, const MutantResults *results,
                    const Sources *sources) {
  for (size_t i = 0; i < results->count; i++) {
    const Source *source = sources_get(sources, results->items[i].mutant->span);
    if (!source)
      continue;
    MutationCount *count = count_of(arena, counts, source);
    MutantFate fate = results->items[i].fate;
    count->tried++;
    count->noticed += fate == MUTANT_NOTICED;
    count->by_source += fate == MUTANT_NOTICED && results->items[i].notice == NOTICED_BY_SOURCE;
    count->by_figures += fate == MUTANT_NOTICED && results->items[i].notice == NOTICED_BY_FIGURES;
    count->explained += fate == MUTANT_EXPLAINED;
    count->survived += fate == MUTANT_SURVIVED || fate == MUTANT_UNREACHED;
  }
}

MutationCount mutation_sum(const MutationCounts *counts) {
  MutationCount sum = { .tried = 0 };
  for (size_t i = 0; i < counts->count; i++) {
    sum.tried += counts->items[i].tried;
    sum.noticed += counts->items[i].noticed;
    sum.by_source += counts->items[i].by_source;
    sum.by_figures += counts->items[i].by_figures;
    sum.explained += counts->items[i].explained;
    sum.survived += counts->items[i].survived;
  }
  return sum;
}

unsigned mutation_percent(const MutationCount *count) {
  return count->tried ? (unsigned)(count->noticed * 100 / count->tried) : 100;
}

/* ---- text -------------------------------------------------------------------------------- */

static Text survivor_text(Arena *arena, const Screen *screen, const MutantResult *result) {
  if (result->fate == MUTANT_SURVIVED)
    return result->mutant->change;
  return arena_format(arena, screen_words(screen, MESSAGE("%.*s   (no test comes here)")),
                      TEXT_PRINT(result->mutant->change));
}

static void put_count(Writer *writer, const MutationCount *count) {
  writer_say(writer, MESSAGE("%zu of %zu changes noticed, %u %%"), count->noticed, count->tried,
             mutation_percent(count));
  if (count->by_figures)
    writer_say(writer, MESSAGE(", %zu of them by printed figures"), count->by_figures);
  if (count->by_source)
    writer_say(writer, MESSAGE(", %zu of them by the words quoted"), count->by_source);
  if (count->explained)
    writer_say(writer, MESSAGE(", %zu explained"), count->explained);
  if (count->survived)
    writer_say(writer, MESSAGE(", %zu noticed by no test"), count->survived);
  writer_put_char(writer, '\n');
}

void mutation_write_text(Writer *writer, const Screen *screen, const MutantResults *results,
                         const MutationCounts *counts, Sources *sources) {
  Arena *arena = writer->arena;
  Remarks remarks = { NULL, 0, 0 };
  for (size_t i = 0; i < results->count; i++)
    if (results->items[i].fate == MUTANT_SURVIVED || results->items[i].fate == MUTANT_UNREACHED)
      remarks_add(arena, &remarks, sources, results->items[i].mutant->span,
                  survivor_text(arena, screen, &results->items[i]));
  remarks_write_text(writer, screen, &remarks);
  writer_put(writer, remarks.count ? TEXT("\n") : TEXT(""));
  for (size_t i = 0; counts->count > 1 && i < counts->count; i++) {
    writer_print(writer, "%.*s: ", TEXT_PRINT(screen_visible(arena, counts->items[i].path)));
    put_count(writer, &counts->items[i]);
  }
  MutationCount sum = mutation_sum(counts);
  put_count(writer, &sum);
}

/* ---- JSON -------------------------------------------------------------------------------- */

static void put_counts_json(Writer *writer, const MutationCount *count) {
  writer_print(writer, "\"changes\":%zu,\"noticed\":%zu,\"explained\":%zu,\"survived\":%zu,"
               "\"percent\":%u", count->tried, count->noticed, count->explained, count->survived,
               mutation_percent(count));
}

static void put_result_json(Writer *writer, const MutantResult *result, Sources *sources) {
  static const char *const notices[] = { "test", "figures", "source" };
  static const char *const fates[] = { "noticed", "survived", "unreached", "explained" };
  Remarks remarks = { NULL, 0, 0 };
  remarks_add(writer->arena, &remarks, sources, result->mutant->span, result->mutant->change);
  writer_put_char(writer, '{');
  for (size_t i = 0; i < remarks.count; i++) {
    remark_write_json(writer, &remarks.items[i]);
    writer_put_char(writer, ',');
  }
  writer_print(writer, "\"kind\":\"%s\",\"fate\":\"%s\"",
               mutant_kind_names[result->mutant->kind], fates[result->fate]);
  if (result->fate == MUTANT_NOTICED)
    writer_print(writer, ",\"noticed_as\":\"%s\"", notices[result->notice]);
  if (result->noticed_by) {
    writer_put(writer, TEXT(",\"noticed_by\":"));
    writer_json(writer, result->noticed_by->name);
  }
  if (result->reason.length) {
    writer_put(writer, TEXT(",\"reason\":"));
    writer_json(writer, result->reason);
  }
  writer_put_char(writer, '}');
}

void mutation_write_json(Writer *writer, const MutantResults *results,
                         const MutationCounts *counts, Sources *sources) {
  MutationCount sum = mutation_sum(counts);
  writer_put_char(writer, '{');
  put_counts_json(writer, &sum);
  writer_put(writer, TEXT(",\"files\":["));
  for (size_t i = 0; i < counts->count; i++) {
    writer_put(writer, i ? TEXT(",\n{\"path\":") : TEXT("\n{\"path\":"));
    writer_json(writer, counts->items[i].path);
    writer_put_char(writer, ',');
    put_counts_json(writer, &counts->items[i]);
    writer_put_char(writer, '}');
  }
  writer_put(writer, TEXT("\n],\"tried\":["));
  for (size_t i = 0; i < results->count; i++) {
    writer_put(writer, i ? TEXT(",\n") : TEXT("\n"));
    put_result_json(writer, &results->items[i], sources);
  }
  writer_put(writer, TEXT("\n]}\n"));
}
