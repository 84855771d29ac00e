#include "interp/decide/digest.h"

#include "base/canonical.h"

Sha256 *digest_start(Memory *memory) {
  Sha256 *sha = sha256_start(memory);
  sha256_add(sha, TEXT("anslag-digest-1\n"));
  return sha;
}

static Text frame_name(const Judgement *judgement) {
  return judgement->frame ? judgement->frame->name : TEXT_NONE;
}

static void put_decision(Writer *writer, const Judgement *judgement, Arena *batch) {
  const Decision *decision = judgement->decision;
  int64_t asked = 0;
  bool has_asked = judgement->asked.state == VALUE_KNOWN &&
                   fraction_to_int64(judgement->asked.as.number, &asked);
  writer_put(writer, TEXT("D"));
  canonical_field(writer, decision->name);
  canonical_field(writer, record_key_text(batch, judgement->record));
  canonical_field(writer, judgement_outcome(judgement));
  canonical_field(writer, judgement->decider_name);
  canonical_number(writer, has_asked, asked);
  canonical_number(writer, judgement->has_granted, judgement->granted);
  canonical_field(writer, decision->currency ? decision->currency->name : TEXT_NONE);
  canonical_field(writer, frame_name(judgement));
  canonical_number(writer, judgement->reached, (int64_t)judgement->placement.rank);
  canonical_field(writer, judgement_failed(batch, judgement));
  canonical_field(writer, judgement_missing(batch, judgement));
  canonical_field(writer, judgement_noted(batch, judgement));
  writer_put_char(writer, '\n');
}

static void put_deadlines(Writer *writer, const Judgement *judgement, Arena *batch) {
  for (size_t i = 0; i < judgement->deadlines.count; i++) {
    const DeadlineResult *deadline = &judgement->deadlines.items[i];
    writer_put(writer, TEXT("L"));
    canonical_field(writer, deadline->deadline->name);
    canonical_field(writer, deadline->due.state == VALUE_KNOWN ? value_plain(batch, deadline->due)
                                                               : TEXT_NONE);
    writer_put_char(writer, '\n');
  }
}

Text digest_lines(const Judgement *judgement, Arena *batch) {
  Writer writer;
  writer_to_memory(&writer, batch);
  put_decision(&writer, judgement, batch);
  put_deadlines(&writer, judgement, batch);
  return writer_text(&writer);
}

Text digest_deadlines(const Judgement *judgement, Arena *batch) {
  Writer writer;
  writer_to_memory(&writer, batch);
  put_deadlines(&writer, judgement, batch);
  return writer_text(&writer);
}
