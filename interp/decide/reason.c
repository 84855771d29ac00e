#include "interp/decide/judging.h"

/* The field of the record judged that the name between braces means, as people read it; what is
 * no field stands as it is written. */
static void put_field(const Judge *judge, const Record *record, Writer *writer, Text braced,
                      Arena *batch) {
  Text name = text_trim(text_part(braced, 1, braced.length - 1));
  const FieldType *field = record_type_find(record->type, name);
  writer_put(writer, field ? value_say(batch, record->fields[field->index], &field->type,
                                       judge->swedish)
                           : braced);
}

bool reason_speaks_of_record(Text reason) {
  return text_find(reason, TEXT("{"), 0) < reason.length;
}

Text reason_of(const Judge *judge, const Record *record, Text reason, Arena *batch) {
  if (!reason_speaks_of_record(reason))
    return reason;
  Writer writer;
  writer_to_memory(&writer, batch);
  size_t at = 0;
  while (at < reason.length) {
    size_t open = text_find(reason, TEXT("{"), at);
    size_t close = open < reason.length ? text_find(reason, TEXT("}"), open) : reason.length;
    if (close >= reason.length)
      break;
    writer_put(&writer, text_part(reason, at, open));
    put_field(judge, record, &writer, text_part(reason, open, close + 1), batch);
    at = close + 1;
  }
  writer_put(&writer, text_part(reason, at, reason.length));
  return writer_text(&writer);
}

Text reason_fill(Judging *judging, Text reason) {
  if (judging->judge->unfilled)
    return reason;
  return reason_of(judging->judge, judging->judgement->record, reason, judging->batch);
}
