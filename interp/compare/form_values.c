/* The forms of names, types and values. */
#include "interp/compare/form.h"

#include <inttypes.h>

enum { LONGEST = 240 };   /* bytes; beyond, a form is its fingerprint */

Text form_shortened(Arena *arena, Text text) {
  static const uint64_t seeds[2] = { 0x5851f42d4c957f2d, 0x14057b7ef767814f };
  if (text.length <= LONGEST)
    return text;
  return arena_format(arena, "#%016" PRIx64 "%016" PRIx64, text_hash(text, seeds[0]),
                      text_hash(text, seeds[1]));
}

/* ---- names of both sides -------------------------------------------------------------- */

Text form_name(Arena *arena, char kind, Text name) {
  return arena_format(arena, "%c %.*s", kind, TEXT_PRINT(name));
}

static void add_names(Arena *arena, Map *names, const Model *model) {
  for (size_t i = 0; i < model->parameters.count; i++)
    if (!model->parameters.items[i]->implicit)
      map_add(names, form_name(arena, 'p', model->parameters.items[i]->name), names);
  for (size_t i = 0; i < model->defines.count; i++)
    map_add(names, form_name(arena, 'd', model->defines.items[i]->name), names);
  for (size_t i = 0; i < model->tables.count; i++)
    map_add(names, form_name(arena, 't', model->tables.items[i]->name), names);
}

Map *form_shared(Arena *arena, const Model *a, const Model *b) {
  Map of_a, of_b, *shared = arena_new(arena, Map);
  map_init(&of_a, arena);
  map_init(&of_b, arena);
  map_init(shared, arena);
  add_names(arena, &of_a, a);
  add_names(arena, &of_b, b);
  for (size_t i = 0; i < of_a.count; i++)
    if (map_get(&of_b, of_a.entries[i].key))
      map_add(shared, of_a.entries[i].key, shared);
  return shared;
}

/* ---- values --------------------------------------------------------------------------- */

static Text known_form(Arena *arena, Value value, const Type *type) {
  switch (value.kind) {
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY:
      return value.kind == TYPE_MONEY && type && type->currency
                 ? arena_format(arena, "%.*s %.*s",
                                TEXT_PRINT(fraction_text(arena, value.as.number)),
                                TEXT_PRINT(type->currency->name))
                 : fraction_text(arena, value.as.number);
    case TYPE_DURATION:
      return arena_format(arena, "%" PRId64 "m%" PRId64 "d%" PRId64 "w", value.as.duration.months,
                          value.as.duration.days, value.as.duration.working_days);
    case TYPE_TRUTH:
      return value.as.truth ? TEXT("yes") : TEXT("no");
    case TYPE_LIST: {
      Text all = TEXT("[");
      for (size_t i = 0; i < value.as.list.count; i++)
        all = arena_format(arena, "%.*s %.*s", TEXT_PRINT(all),
                           TEXT_PRINT(form_value(arena, value.as.list.items[i], NULL)));
      return form_shortened(arena, all);
    }
    case TYPE_UNKNOWN: case TYPE_DATE: case TYPE_MOMENT: case TYPE_TEXT: case TYPE_CODE:
    case TYPE_BODY: case TYPE_RECORD:
      break;
  }
  return form_shortened(arena,
                        arena_format(arena, "\"%.*s\"", TEXT_PRINT(value_plain(arena, value))));
}

Text form_value(Arena *arena, Value value, const Type *type) {
  switch (value.state) {
    case VALUE_UNKNOWN: return TEXT("unknown");
    case VALUE_NONE:    return TEXT("none");
    case VALUE_ERROR:   return TEXT("error");
    case VALUE_KNOWN:   break;
  }
  return known_form(arena, value, type);
}
