#include "interp/decide/results.h"

#include <string.h>

#include "interp/decide/judging.h"

typedef struct {
  Results results;
  bool    open;                   /* incomplete or invalid: nothing is known (D3) */
  AskList waits;
} KeptResult;

/* ---- copies that outlive the record ------------------------------------------------------ */

static Value copy_value(Arena *arena, Value value);

/* A record with nothing but its key, that lives in `arena`. */
static const Record *record_of_key(Arena *arena, const Record *record) {
  Record *copy = arena_new(arena, Record);
  copy->type = record->type;
  copy->fields = arena_array(arena, Value, record->type->count + 1);
  for (size_t i = 0; i < record->type->count; i++)
    if (record->type->fields[i].key)
      copy->fields[i] = copy_value(arena, record->fields[i]);
  return copy;
}

static Value copy_value(Arena *arena, Value value) {
  if (value.state == VALUE_KNOWN && value.kind == TYPE_TEXT)
    value.as.text = arena_text(arena, value.as.text);
  if (value.state == VALUE_KNOWN && value.kind == TYPE_RECORD)
    value.as.record = record_of_key(arena, value.as.record);
  return value;
}

static void copy_asks(Arena *arena, AskList *to, const AskList *from) {
  for (size_t i = 0; i < from->count; i++) {
    Ask ask = from->items[i];
    ask.pending = arena_text(arena, ask.pending);
    ask.path = arena_text(arena, ask.path);
    if (ask.record)
      ask.record = record_of_key(arena, ask.record);
    LIST_ADD(arena, to, Ask, ask);
  }
}

/* ---- keeping ------------------------------------------------------------------------- */

static const Body *kept_body(Arena *arena, const Judgement *judgement) {
  if (judgement->decider)
    return judgement->decider;
  Body *body = arena_new(arena, Body);
  *body = (Body){ .kind = BODY_BODY, .name = arena_text(arena, judgement->decider_name) };
  return body;
}

static Value code_of_outcome(const Judgement *judgement) {
  const Codelist *codes = judgement->decision->outcome_codes;
  Text name = judgement_outcome(judgement);
  for (size_t i = 0; i < codes->count; i++)
    if (text_equal(codes->codes[i].name, name))
      return value_code(&codes->codes[i]);
  return value_unknown(TYPE_CODE);
}

static Value *copy_amounts(Arena *arena, const Judgement *judgement) {
  Value *amounts = arena_array(arena, Value, judgement->amounts.count + 1);
  for (size_t i = 0; i < judgement->amounts.count; i++) {
    Value value = judgement->amounts.items[i].value;
    amounts[i] = value.state == VALUE_ERROR ? value_unknown(TYPE_MONEY) : value;
  }
  return amounts;
}

static void wait_for(ResultBook *book, KeptResult *kept, const Judgement *judgement) {
  kept->open = true;
  if (judgement->missing.count)
    copy_asks(book->arena, &kept->waits, &judgement->missing);
  else
    kept->waits = book->not_run[judgement->decision->index];
}

void results_keep(ResultBook *book, const Judgement *judgement, Arena *batch) {
  const Decision *decision = judgement->decision;
  if (!decision->read)
    return;
  Arena *arena = book->arena;
  Map *map = &book->kept[decision->index];
  Text key = record_key_text(batch, judgement->record);
  KeptResult *kept = map_get(map, key);
  if (!kept) {
    kept = arena_new(arena, KeptResult);
    map_add(map, arena_text(arena, key), kept);
  }
  *kept = (KeptResult){ .results = {
    .decider = value_body(kept_body(arena, judgement)),
    .granted = value_number(TYPE_MONEY, fraction_from(judgement->granted)),
    .outcome = code_of_outcome(judgement),
    .rank = judgement->reached ? value_integer((int64_t)judgement->placement.rank)
                               : value_none(TYPE_INTEGER),
    .judged = judgement->judged,
    .amounts = copy_amounts(arena, judgement),
    .amount_count = judgement->amounts.count,
  } };
  if (judgement->kind == OUTCOME_INCOMPLETE || judgement->kind == OUTCOME_INVALID)
    wait_for(book, kept, judgement);
}

/* ---- finding ------------------------------------------------------------------------- */

static bool find(void *context, const Decision *decision, const Record *record, Results *results,
                 const AskList **waits) {
  const ResultBook *book = context;
  Arena *arena = book->arena;
  const Map *map = &book->kept[decision->index];
  const KeptResult *kept = map->count ? map_get(map, record_key_text(arena, record)) : NULL;
  *waits = kept ? &kept->waits : &book->not_run[decision->index];
  if (!kept || kept->open)
    return false;
  *results = kept->results;
  return true;
}

void results_init(ResultBook *book, Arena *arena, const Model *model) {
  size_t count = model->decisions.count;
  *book = (ResultBook){ .arena = arena, .model = model, .source = { book, find } };
  book->kept = arena_array(arena, Map, count + 1);
  book->not_run = arena_array(arena, AskList, count + 1);
  for (size_t i = 0; i < count; i++) {
    Text name = model->decisions.items[i]->name;
    map_init(&book->kept[i], arena);
    LIST_ADD(arena, &book->not_run[i], Ask, (Ask){ .pending = name, .path = name });
  }
}
