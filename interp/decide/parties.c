#include "interp/decide/parties.h"

static void add_name(const PartyPlace *place, PartyNames *names, Text name, const Body *body) {
  LIST_ADD(place->arena, names, PartyName, (PartyName){ name, body });
}

static void name_value(const PartyPlace *place, PartyNames *names, Value value) {
  if (value.state != VALUE_KNOWN)
    return;
  switch (value.kind) {
    case TYPE_RECORD:
      add_name(place, names, record_name(place->arena, value.as.record), NULL);
      break;
    case TYPE_BODY:
      add_name(place, names, value.as.body->name, value.as.body);
      break;
    case TYPE_LIST:
      for (size_t i = 0; i < value.as.list.count; i++)
        name_value(place, names, value.as.list.items[i]);
      break;
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE:
    case TYPE_MONEY: case TYPE_DATE: case TYPE_MOMENT: case TYPE_DURATION: case TYPE_TEXT:
    case TYPE_CODE:
      add_name(place, names, value_plain(place->arena, value), NULL);
      break;
  }
}

bool records_at_hand(const RecordSource *source, const RecordType *type,
                     const Record *const **records, size_t *count) {
  *records = type->sorted;
  *count = type->row_count;
  if (type->row_by_key)
    return true;
  if (!source || !source->all)
    return false;
  source->all(source->context, type, records, count);
  return true;
}

/* Each record of the table for which `where` is yes, in key order. */
static void name_members(const PartyPlace *place, PartyNames *names, const Group *group) {
  const Record *const *records;
  size_t count;
  if (!records_at_hand(place->source, group->record, &records, &count)) {
    add_name(place, names, group->name, NULL);
    return;
  }
  for (size_t i = 0; i < count; i++) {
    Value belongs = group->where ? evaluate_with(place->evaluator, group->where, 0,
                                                 value_record(records[i]))
                                 : value_truth(true);
    if (belongs.state == VALUE_KNOWN && belongs.as.truth)
      add_name(place, names, record_name(place->arena, records[i]), NULL);
  }
}

static void name_party(const PartyPlace *place, PartyNames *names, const Party *party) {
  if (party->body)
    add_name(place, names, party->body->name, party->body);
  if (party->field && place->record)
    name_value(place, names, place->record->fields[party->field->index]);
  if (!party->group)
    return;
  for (size_t i = 0; i < party->group->count; i++)
    add_name(place, names, party->group->bodies[i]->name, party->group->bodies[i]);
  if (party->group->record)
    name_members(place, names, party->group);
}

void parties_name(const PartyPlace *place, const Party *parties, size_t count,
                  PartyNames *names) {
  for (size_t i = 0; i < count; i++)
    name_party(place, names, &parties[i]);
}

Text parties_join(Arena *arena, const PartyNames *names) {
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < names->count; i++) {
    if (i)
      writer_put(&writer, TEXT(","));
    writer_put(&writer, names->items[i].name);
  }
  return writer_text(&writer);
}
