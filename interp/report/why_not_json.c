#include "interp/report/why_not.h"

#include "interp/report/titles.h"

#include <inttypes.h>

static void separate(Writer *writer, size_t index) {
  if (index)
    writer_put_char(writer, ',');
}

static void put_text(Writer *writer, const char *name, Text text) {
  writer_print(writer, "\"%s\":", name);
  if (text.length)
    writer_json(writer, text);
  else
    writer_put(writer, TEXT("null"));
}

/* As in tables: plain digits, minor units, names of codes; null: not known. */
static void put_value(Writer *writer, const char *name, Value value) {
  put_text(writer, name, value.state == VALUE_KNOWN ? value_plain(writer->arena, value) : TEXT(""));
}

static void put_change(Writer *writer, const WhyChange *change) {
  static const char *const reaches[] = {
    [REACH_ONLY] = "only", [REACH_FROM] = "at least", [REACH_TO] = "at most",
    [REACH_BETWEEN] = "between", [REACH_ONE_OF] = "one of", [REACH_ANY] = "any",
    [REACH_WITHOUT] = "without",
  };
  writer_put_char(writer, '{');
  put_text(writer, "fact", change->path);
  writer_put_char(writer, ',');
  put_text(writer, "record", change->record->name);
  writer_put_char(writer, ',');
  put_text(writer, "key", change->key);
  writer_put_char(writer, ',');
  put_text(writer, "field", change->field->name);
  writer_put_char(writer, ',');
  put_text(writer, "owner", text_from(fact_owner_names[change->field->owner]));
  writer_put_char(writer, ',');
  put_value(writer, "now", change->now);
  writer_put_char(writer, ',');
  put_value(writer, "to", change->to);
  writer_print(writer, ",\"reach\":\"%s\",", reaches[change->reach]);
  put_value(writer, "end", change->reach == REACH_BETWEEN ? change->end
                                                           : value_unknown(change->to.kind));
  writer_put(writer, TEXT(",\"values\":["));
  for (size_t i = 0; i < change->values.count; i++) {
    separate(writer, i);
    writer_json(writer, value_plain(writer->arena, change->values.items[i]));
  }
  writer_put_char(writer, ']');
  if (change->reach == REACH_WITHOUT) {
    writer_put_char(writer, ',');
    put_text(writer, "entry", change->entry);
  }
  writer_put_char(writer, '}');
}

static void put_answers(Writer *writer, const char *name, const WhyAnswers *answers) {
  writer_print(writer, "\"%s\":[", name);
  for (size_t i = 0; i < answers->count; i++) {
    const WhyAnswer *answer = &answers->items[i];
    separate(writer, i);
    writer_put(writer, TEXT("{\"changes\":["));
    for (size_t j = 0; j < answer->changes.count; j++) {
      separate(writer, j);
      put_change(writer, &answer->changes.items[j]);
    }
    writer_print(writer, "],\"outcome\":\"%s\",", outcome_names[answer->kind]);
    put_text(writer, "decider", answer->decider);
    writer_print(writer, ",\"granted\":%" PRId64 ",\"tried\":%s}", answer->granted,
                 answer->untried ? "false" : "true");
  }
  writer_put(writer, TEXT("],"));
}

static void put_rooms(Writer *writer, const WhyNot *why) {
  writer_put(writer, TEXT("\"rooms\":["));
  for (size_t i = 0; i < why->rooms.count; i++) {
    const WhyRoom *room = &why->rooms.items[i];
    separate(writer, i);
    writer_put_char(writer, '{');
    put_text(writer, "frame", room->frame->name);
    writer_put_char(writer, ',');
    put_text(writer, "key", room->key);
    writer_print(writer, ",\"closed\":%s,\"wanted\":%" PRId64 ",\"room\":%" PRId64
                 ",\"lacks\":%" PRId64 ",", room->closed ? "true" : "false", room->wanted,
                 room->room, room->lacks);
    put_text(writer, "since", room->has_since ? room->since : TEXT(""));
    writer_put_char(writer, '}');
  }
  writer_put(writer, TEXT("],"));
}

static void put_asks(Writer *writer, const WhyNot *why) {
  writer_put(writer, TEXT("\"ask_first\":["));
  for (size_t i = 0; i < why->asks.count; i++) {
    const WhyAsk *ask = &why->asks.items[i];
    separate(writer, i);
    writer_put_char(writer, '{');
    put_text(writer, "fact", ask->path);
    writer_print(writer, ",\"rules\":%zu,\"values\":%zu,\"settles\":%zu}", ask->rules, ask->values,
                 ask->settles);
  }
  writer_put(writer, TEXT("],"));
}

static void put_bars(Writer *writer, const WhyNot *why) {
  static const char *const kinds[] = {
    [BAR_RULE] = "rule", [BAR_OUTCOME] = "outcome", [BAR_FAULT] = "invalid",
    [BAR_DECIDED] = "decided", [BAR_OTHERS] = "others", [BAR_TRIES] = "not all tried",
  };
  writer_put(writer, TEXT("\"bars\":["));
  for (size_t i = 0; i < why->bars.count; i++) {
    const WhyBar *bar = &why->bars.items[i];
    separate(writer, i);
    writer_print(writer, "{\"kind\":\"%s\",", kinds[bar->kind]);
    put_text(writer, "name", bar->name);
    writer_put_char(writer, ',');
    put_text(writer, "reason", bar->reason);
    writer_put_char(writer, ',');
    put_text(writer, "fixed", bar->fixed);
    writer_put_char(writer, '}');
  }
  writer_put_char(writer, ']');
}

void why_not_write_json(Writer *writer, const WhyNot *why) {
  writer_put_char(writer, '{');
  put_answers(writer, "answers", &why->answers);
  put_answers(writer, "with_others", &why->others);
  put_answers(writer, "deciders", &why->deciders);
  put_answers(writer, "queued", &why->queued);
  put_rooms(writer, why);
  put_asks(writer, why);
  put_bars(writer, why);
  writer_put_char(writer, '}');
}
