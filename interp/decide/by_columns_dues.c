/* Endings with what their records owe.  Of all who are granted something many share a day, and who
 * owes it, so this is said once for them, as findings are: what ends alike but for its deadlines is
 * as many endings.  What no two records share, and what lies beyond a bound (days that hardly two
 * share), stays in rows of the records' own. */
#include "interp/decide/by_columns.h"

enum {
  OWING_FEW = 64, OWING_MOST = 16384,   /* endings with deadlines: always, and never more */
  SHARED_BY = 8                         /* else one for so many records */
};

/* A key is the ending that it is but for deadlines; then the days; then who it is, where that
 * differs. */
typedef struct {
  ByColumns     *by;
  Arena         *arena;
  uint32_t       first;               /* the ending that is the first with deadlines */
  size_t         most;
  Numbering      keys;
  LIST(uint32_t) records;             /* by key: how many have it */
  uint32_t      *key;                 /* room for one */
  char           day[DATE_LENGTH + 1];
} Sharing;

static size_t width_of(const Kept *kept) {
  size_t width = 1 + kept->due_count;
  for (size_t side = 0; side < SIDE_COUNT; side++)
    for (size_t i = 0; i < kept->due_count; i++)
      width += kept->keeps[side][i];
  return width;
}

static Sharing start_sharing(ByColumns *by) {
  Arena *arena = by->round->run->arena;
  size_t most = by->kept.count / SHARED_BY;
  most = most < OWING_FEW ? OWING_FEW : most > OWING_MOST ? OWING_MOST : most;
  Sharing sharing = { .by = by, .arena = arena, .most = most,
                      .first = (uint32_t)by->endings.list.count };
  size_t width = width_of(&by->kept);
  numbering_init(&sharing.keys, arena, width);
  sharing.key = arena_array(arena, uint32_t, width);
  return sharing;
}

/* ---- keys ------------------------------------------------------------------------------ */

/* Behind the days: nobody, of what is not owed. */
static void read_owers(const Sharing *sharing, size_t number) {
  const ByColumns *by = sharing->by;
  const Kept *kept = &by->kept;
  uint32_t *ower = sharing->key + 1 + kept->due_count;
  for (size_t side = 0; side < SIDE_COUNT; side++)
    for (size_t i = 0; i < kept->due_count; i++)
      if (kept->keeps[side][i])
        *ower++ = (int32_t)sharing->key[1 + i] == DUE_NOT_OWED
                      ? OWERS_NOBODY : by_columns_ower(by, i, (OwedSide)side, number);
}

/* The key of a record that ends so; false: it owes nothing. */
static bool read_key(const Sharing *sharing, size_t number, uint32_t ending) {
  const ByColumns *by = sharing->by;
  OutcomeKind kind = by->endings.list.items[ending].kind;
  int32_t **dues = kept_chunk(&by->kept, number)->dues;
  bool owes = false;
  sharing->key[0] = ending;
  for (size_t i = 0; i < by->kept.due_count; i++) {
    int32_t due = dues[i][number % KEPT_CHUNK];
    bool owed = by_columns_owes(by, i, kind, due);
    sharing->key[1 + i] = (uint32_t)(owed ? due : DUE_NOT_OWED);
    owes |= owed;
  }
  if (owes)
    read_owers(sharing, number);
  return owes;
}

/* The ending with what the record owes, as the place of its key; itself where it stays. */
static uint32_t share(Sharing *sharing, size_t number, uint32_t ending) {
  uint32_t place;
  if (!read_key(sharing, number, ending))
    return ending;
  if (sharing->keys.count < sharing->most)
    place = numbering_of(&sharing->keys, sharing->key);
  else if (!numbering_find(&sharing->keys, sharing->key, &place)) {
    sharing->by->owes_apart = true;
    return ending;
  }
  if (place == sharing->records.count)
    LIST_ADD(sharing->arena, &sharing->records, uint32_t, 0);
  sharing->records.items[place]++;
  return sharing->first + place;
}

/* ---- endings with deadlines --------------------------------------------------------------- */

static Text day_of(Sharing *sharing, int32_t due) {
  if (due == DUE_NOT_KNOWN)
    return TEXT_NONE;
  date_write(due, sharing->day);
  return arena_text(sharing->arena, text_from(sharing->day));
}

/* Who it is of each deadline, by its place. */
static void take_owers(const Sharing *sharing, const uint32_t *key, size_t deadline,
                       uint32_t owers[SIDE_COUNT]) {
  const Kept *kept = &sharing->by->kept;
  const uint32_t *ower = key + 1 + kept->due_count;
  for (size_t side = 0; side < SIDE_COUNT; side++) {
    owers[side] = sharing->by->brought.deadlines.items[deadline].owers[side];
    for (size_t i = 0; i < kept->due_count; i++)
      if (kept->keeps[side][i]) {
        if (i == deadline)
          owers[side] = *ower;
        ower++;
      }
  }
}

static uint32_t add_ending(Sharing *sharing, const uint32_t *key) {
  ByColumns *by = sharing->by;
  StoreDeadlines deadlines = { NULL, 0, 0 };
  uint32_t owers[SIDE_COUNT];
  for (size_t i = 0; i < by->kept.due_count; i++) {
    int32_t due = (int32_t)key[1 + i];
    if (due == DUE_NOT_OWED)
      continue;
    take_owers(sharing, key, i, owers);
    LIST_ADD(sharing->arena, &deadlines, StoreDeadline,
             by_columns_deadline(by, i, owers, day_of(sharing, due)));
  }
  return endings_with_deadlines(&by->endings, key[0], &deadlines);
}

/* By place: the ending, without its deadlines where one record alone has the key. */
static uint32_t *make_endings(Sharing *sharing) {
  size_t count = sharing->keys.count;
  uint32_t *endings = arena_array(sharing->arena, uint32_t, count + 1);
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t *key = numbering_key(&sharing->keys, i);
    bool alone = sharing->records.items[i] == 1 && count > OWING_FEW;
    endings[i] = alone ? key[0] : add_ending(sharing, key);
    sharing->by->owes_apart |= alone;
  }
  return endings;
}

/* ---- all records --------------------------------------------------------------------------- */

static void share_all(Sharing *sharing) {
  const ByColumns *by = sharing->by;
  KeptCursor cursor = { 0 };
  for (size_t number = 0; number < by->kept.count; number++) {
    KeptRow row = kept_next(&by->kept, &cursor);
    if (!row.apart)
      kept_chunk(&by->kept, number)->endings[number % KEPT_CHUNK] =
          (row.placed ? KEPT_PLACED : 0) | share(sharing, number, row.ending);
  }
}

/* Places become endings; those that no record has as they are, are idle. */
static void name_endings(Sharing *sharing) {
  const ByColumns *by = sharing->by;
  const uint32_t *endings = make_endings(sharing);
  uint8_t *met = arena_array(sharing->arena, uint8_t, by->endings.list.count + 1);
  for (size_t number = 0; number < by->kept.count; number++) {
    uint32_t *kept = &kept_chunk(&by->kept, number)->endings[number % KEPT_CHUNK];
    uint32_t ending = *kept & KEPT_WHICH;
    if (ending >= sharing->first)
      ending = endings[ending - sharing->first];
    *kept = (*kept & KEPT_PLACED) | ending;
    met[ending] = true;
  }
  for (size_t i = 0; i < by->endings.list.count; i++)
    by->endings.list.items[i].idle = !met[i];
}

void by_columns_share_dues(ByColumns *by) {
  if (by->kept.due_count == 0 || by->kept.count == 0)
    return;
  Sharing sharing = start_sharing(by);
  share_all(&sharing);
  name_endings(&sharing);
}
