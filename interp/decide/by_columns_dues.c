/* Endings with their deadlines' days.  Of all who are granted something many share a day, so days
 * are said once for them, as findings are: what ends alike but for its days is as many endings.
 * Beyond a bound (days that hardly two records share) deadlines stay rows of the records' own. */
#include "interp/decide/by_columns.h"

#include <string.h>

enum {
  DATED_FEW = 64, DATED_MOST = 16384,   /* endings with days: always, and never more */
  SHARED_BY = 8,                        /* else one for so many records */
  FEWEST_SLOTS = 256
};

typedef struct {
  ByColumns *by;
  Arena     *arena;
  uint32_t   first;                   /* the ending that is the first with days */
  size_t     count, most;
  size_t     width;                   /* of a key: the ending that it is but for days, then those */
  int32_t   *keys;                    /* of endings with days, one after another */
  uint32_t  *slots;                   /* a key's place + 1; 0: free */
  size_t     slot_count;              /* a power of two */
  uint8_t   *met;                     /* endings that some record has as they are */
} Dating;

static Dating start_dating(ByColumns *by) {
  Arena *arena = by->round->run->arena;
  size_t most = by->kept.count / SHARED_BY;
  most = most < DATED_FEW ? DATED_FEW : most > DATED_MOST ? DATED_MOST : most;
  Dating dating = { .by = by, .arena = arena, .first = (uint32_t)by->endings.list.count,
                    .most = most, .width = 1 + by->kept.due_count, .slot_count = FEWEST_SLOTS };
  dating.keys = arena_array(arena, int32_t, most * dating.width);
  dating.slots = arena_array(arena, uint32_t, dating.slot_count);
  dating.met = arena_array(arena, uint8_t, dating.first);
  return dating;
}

/* Behind the ending in `key` what the record owes, a day for each deadline; false: nothing. */
static bool read_days(const ByColumns *by, size_t number, OutcomeKind kind, int32_t *key) {
  int32_t **dues = kept_chunk(&by->kept, number)->dues;
  bool owes = false;
  for (size_t i = 0; i < by->kept.due_count; i++) {
    int32_t due = dues[i][number % KEPT_CHUNK];
    bool owed = by_columns_owes(by, i, kind, due);
    key[1 + i] = owed ? due : DUE_NOT_OWED;
    owes |= owed;
  }
  return owes;
}

/* The slot of the key, or the free one where it belongs. */
static size_t find_slot(const Dating *dating, const int32_t *key) {
  uint64_t mixed = 0;
  for (size_t i = 0; i < dating->width; i++)
    mixed = (mixed ^ (uint32_t)key[i]) * UINT64_C(0x9E3779B97F4A7C15);
  size_t slot = (size_t)(mixed >> 40) & (dating->slot_count - 1);
  for (uint32_t at; (at = dating->slots[slot]) != 0 &&
                    memcmp(dating->keys + (at - 1) * dating->width, key,
                           dating->width * sizeof *key) != 0;
       slot = (slot + 1) & (dating->slot_count - 1))
    continue;
  return slot;
}

static void make_slots(Dating *dating) {
  dating->slot_count *= 2;
  dating->slots = arena_array(dating->arena, uint32_t, dating->slot_count);
  for (size_t i = 0; i < dating->count; i++)
    dating->slots[find_slot(dating, dating->keys + i * dating->width)] = (uint32_t)i + 1;
}

static void add_dated(Dating *dating, const int32_t *key) {
  ByColumns *by = dating->by;
  StoreDeadlines deadlines = { NULL, 0, 0 };
  for (size_t i = 0; i < by->kept.due_count; i++)
    if (key[1 + i] != DUE_NOT_OWED)
      LIST_ADD(dating->arena, &deadlines, StoreDeadline,
               by_columns_deadline(by, i, key[1 + i], dating->arena));
  endings_with_deadlines(&by->endings, (uint32_t)key[0], &deadlines);
  memcpy(dating->keys + dating->count * dating->width, key, dating->width * sizeof *key);
  dating->count++;
}

/* The ending with the days that the record owes something; itself where it stays. */
static uint32_t date_ending(Dating *dating, const int32_t *key) {
  size_t   slot = find_slot(dating, key);
  uint32_t found = dating->slots[slot];
  if (!found && dating->count == dating->most) {
    dating->by->owes_apart = true;
    return (uint32_t)key[0];
  }
  if (!found) {
    add_dated(dating, key);
    dating->slots[slot] = found = (uint32_t)dating->count;
    if (2 * dating->count > dating->slot_count)
      make_slots(dating);
  }
  return dating->first + found - 1;
}

/* ---- endings with days ------------------------------------------------------------------- */

void by_columns_share_days(ByColumns *by) {
  if (by->kept.due_count == 0 || by->kept.count == 0)
    return;
  Dating dating = start_dating(by);
  KeptCursor cursor = { 0 };
  int32_t *key = arena_array(dating.arena, int32_t, dating.width);
  for (size_t number = 0; number < by->kept.count; number++) {
    KeptRow row = kept_next(&by->kept, &cursor);
    uint32_t ending = row.ending;
    key[0] = (int32_t)ending;
    if (!row.apart && read_days(by, number, by->endings.list.items[ending].kind, key))
      ending = date_ending(&dating, key);
    if (ending < dating.first)
      dating.met[ending] = true;
    kept_chunk(&by->kept, number)->endings[number % KEPT_CHUNK] =
        (row.placed ? KEPT_PLACED : 0) | ending;
  }
  for (size_t i = 0; i < dating.first; i++)
    by->endings.list.items[i].idle = !dating.met[i];
}
