#include "interp/decide/digest.h"

#include <inttypes.h>

Sha256 *digest_start(Memory *memory) {
  Sha256 *sha = sha256_start(memory);
  sha256_add(sha, TEXT("anslag-digest-1\n"));
  return sha;
}

/* TAB, LF, CR and \ behind a backslash. */
static void escape(Writer *writer, Text field) {
  size_t plain = 0;
  for (size_t i = 0; i < field.length; i++) {
    char c = field.bytes[i];
    const char *escaped = c == '\t' ? "\\t" : c == '\n' ? "\\n" : c == '\r' ? "\\r"
                        : c == '\\' ? "\\\\" : NULL;
    if (!escaped)
      continue;
    writer_put(writer, text_part(field, plain, i));
    writer_put(writer, text_from(escaped));
    plain = i + 1;
  }
  writer_put(writer, text_part(field, plain, field.length));
}

static void put_field(Writer *writer, Text field) {
  writer_put_char(writer, '\t');
  escape(writer, field);
}

static void put_number(Writer *writer, bool present, int64_t number) {
  writer_put_char(writer, '\t');
  if (present)
    writer_print(writer, "%" PRId64, number);
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
  put_field(writer, decision->name);
  put_field(writer, record_key_text(batch, judgement->record));
  put_field(writer, judgement_outcome(judgement));
  put_field(writer, judgement->decider_name);
  put_number(writer, has_asked, asked);
  put_number(writer, judgement->has_granted, judgement->granted);
  put_field(writer, decision->currency ? decision->currency->name : TEXT_NONE);
  put_field(writer, frame_name(judgement));
  put_number(writer, judgement->reached, (int64_t)judgement->placement.rank);
  put_field(writer, judgement_failed(batch, judgement));
  put_field(writer, judgement_missing(batch, judgement));
  put_field(writer, judgement_noted(batch, judgement));
  writer_put_char(writer, '\n');
}

Text digest_lines(const Judgement *judgement, Arena *batch) {
  Writer writer;
  writer_to_memory(&writer, batch);
  put_decision(&writer, judgement, batch);
  for (size_t i = 0; i < judgement->deadlines.count; i++) {
    const DeadlineResult *deadline = &judgement->deadlines.items[i];
    writer_put(&writer, TEXT("L"));
    put_field(&writer, deadline->deadline->name);
    put_field(&writer, deadline->due.state == VALUE_KNOWN ? value_plain(batch, deadline->due)
                                                          : TEXT_NONE);
    writer_put_char(&writer, '\n');
  }
  return writer_text(&writer);
}
