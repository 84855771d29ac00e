#include "interp/ledger/line.h"

#include "base/canonical.h"
#include "base/sha256.h"

static void put_line(Writer *writer, const StoreTaken *line) {
  writer_put(writer, TEXT("anslag-decided-1"));
  canonical_number(writer, true, line->id);
  canonical_number(writer, true, line->run_id);
  canonical_field(writer, line->decision);
  canonical_field(writer, line->record);
  canonical_field(writer, line->outcome);
  canonical_number(writer, line->has_granted, line->granted);
  canonical_field(writer, line->currency);
  canonical_field(writer, line->decider);
  canonical_field(writer, line->decided_on);
  canonical_field(writer, line->reference);
  canonical_field(writer, line->deviates);
  canonical_field(writer, line->reason);
  canonical_field(writer, line->recorded_at);
  canonical_number(writer, line->has_replaces, line->replaces);
  canonical_field(writer, line->previous_hash);
  writer_put_char(writer, '\n');
}

Text line_hash(Arena *arena, const StoreTaken *line, const StoreFact *facts, size_t count) {
  Writer writer;
  writer_to_memory(&writer, arena);
  put_line(&writer, line);
  for (size_t i = 0; i < count; i++) {
    writer_put_char(&writer, 'F');
    canonical_field(&writer, facts[i].field);
    canonical_field(&writer, facts[i].value);
    writer_put_char(&writer, '\n');
  }
  return sha256_of(arena, writer_text(&writer));
}
