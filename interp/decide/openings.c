#include "interp/decide/openings.h"

#include "base/sort.h"

#include <string.h>

void openings_init(Openings *openings, Arena *arena) {
  *openings = (Openings){ .arena = arena };
  map_init(&openings->exceeded, arena);
}

static void copy_draws(Openings *openings, const Judgement *judgement, Opening *opening) {
  size_t count = judgement ? judgement->draws.count : 0;
  if (!count)
    return;
  Draw *draws = arena_array(openings->arena, Draw, count);
  memcpy(draws, judgement->draws.items, count * sizeof *draws);
  for (size_t i = 0; i < count; i++)
    draws[i].shared_count = 0;                /* what is drawn is drawn on the own key alone */
  opening->draws = draws;
  opening->draw_count = count;
}

void openings_add(Openings *openings, Text key, const RecordedDecision *decided,
                  const Judgement *judgement) {
  if (decided->kind != OUTCOME_FUNDABLE || decided->granted <= 0 || !decided->frame)
    return;
  Opening opening = { .key = arena_text(openings->arena, key), .has_date = decided->has_date,
                      .on = decided->on, .frame = decided->frame,
                      .amount = decided->granted - decided->returned,
                      .granted = decided->granted, .paid = decided->paid,
                      .returned = decided->returned };
  copy_draws(openings, judgement, &opening);
  LIST_ADD(openings->arena, &openings->list, Opening, opening);
}

static bool is_number(Text key) {
  for (size_t i = 0; i < key.length; i++)
    if (key.bytes[i] < '0' || key.bytes[i] > '9')
      return false;
  return key.length > 0;
}

/* Whole numbers by value: the shorter is the smaller. */
static int compare_keys(Text a, Text b) {
  if (is_number(a) && is_number(b) && a.length != b.length)
    return a.length < b.length ? -1 : 1;
  return text_compare(a, b);
}

/* By date, those without one last, then by key. */
static int compare_openings(const void *left, const void *right) {
  const Opening *a = left, *b = right;
  if (a->has_date != b->has_date)
    return a->has_date ? -1 : 1;
  if (a->has_date && a->on != b->on)
    return a->on < b->on ? -1 : 1;
  return compare_keys(a->key, b->key);
}

void openings_add_orphans(Openings *openings, Judge *judge, const StoreDecided *rows, size_t count,
                          const Map *seen) {
  for (size_t i = 0; i < count; i++) {
    if (seen->count && map_get(seen, rows[i].record))
      continue;
    RecordedDecision decided = judge_decided_row(judge, &rows[i]);
    openings_add(openings, rows[i].record, &decided, NULL);
  }
}

const Frame *openings_draw(Openings *openings, Allocation *allocation) {
  openings->list.items = sort_stable(openings->arena, openings->list.items,
                                     openings->list.count, sizeof(Opening), compare_openings);
  openings->list.room = openings->list.count;
  for (size_t i = 0; i < openings->list.count; i++) {
    Opening *opening = &openings->list.items[i];
    if (!allocation_open(allocation, opening->frame, opening->draws, opening->draw_count,
                         opening->amount, &opening->exceeded))
      return opening->frame;
    if (opening->exceeded)
      map_set(&openings->exceeded, opening->key, opening);
  }
  return NULL;
}

const Opening *openings_exceeded(const Openings *openings, Text key) {
  return openings->exceeded.count ? map_get(&openings->exceeded, key) : NULL;
}
