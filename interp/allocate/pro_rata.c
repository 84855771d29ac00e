/* Pro rata (semantics F10): each frame that lacks room is shared in proportion, from the
 * innermost outwards, so that the shares add up to its room. */
#include "interp/allocate/serve.h"

#include "base/sort.h"

typedef enum { SHARE_NONE, SHARE_STOPS, SHARE_TAKES } ShareKind;

/* One item, by its place in the order. */
typedef struct {
  int64_t   share;
  uint32_t  place;                    /* of the queue */
  uint32_t  refused;                  /* the state that left it nothing, + 1 */
  uint8_t   row;
  ShareKind kind;
} Share;

/* An item that draws on a state. */
typedef struct { uint32_t state; uint32_t share; } Member;

typedef struct {
  Serving *serving;
  Queue   *queue;
  Share   *shares;
  size_t   count;
  LIST(Member) members;               /* by state, and in order within it */
} Sharing;

/* ---- rows by limits alone ---------------------------------------------------------- */

static Share choose_row(Sharing *sharing, size_t place) {
  const Decision *decision = sharing->serving->allocation->decision;
  QueueItem item = queue_item(sharing->queue, place);
  QueueRows rows = item.rows;
  Share share = { .place = (uint32_t)place, .share = item.amount };
  for (size_t row = 0; row < serve_rows(decision); row++) {
    uint64_t bit = UINT64_C(1) << row;
    if (!((rows.admits | rows.stops) & bit))
      continue;
    share.row = (uint8_t)row;
    share.kind = rows.stops & bit ? SHARE_STOPS : SHARE_TAKES;
    return share;
  }
  return share;
}

/* Its states join it, but for one whose limit is not known: that stops it. */
static void join_states(Sharing *sharing, uint32_t at) {
  Serving *serving = sharing->serving;
  Share *share = &sharing->shares[at];
  QueueItem item = queue_item(sharing->queue, share->place);
  serve_chain(serving, &item, share->row);
  for (size_t i = 0; i < serving->chain.count && share->kind == SHARE_TAKES; i++)
    if (book_pending(serving->book, &serving->chain.items[i]))
      share->kind = SHARE_STOPS;
  for (size_t i = 0; i < serving->chain.count && share->kind == SHARE_TAKES; i++)
    LIST_ADD(serving->arena, &sharing->members, Member,
             (Member){ serving->chain.items[i].state, at });
}

/* ---- sharing one state ------------------------------------------------------------- */

typedef struct { uint32_t share; Int128 remainder; } Rest;

/* The largest remainder first; equal ones in the order of the queue. */
static int compare_rests(const void *left, const void *right) {
  const Rest *a = left, *b = right;
  if (a->remainder != b->remainder)
    return a->remainder > b->remainder ? -1 : 1;
  return (a->share > b->share) - (a->share < b->share);
}

/* amount * room / sum rounded down; the units left go one each to the largest remainders. */
static void share_out(Sharing *sharing, const Member *members, size_t count, int64_t room,
                      Int128 sum) {
  Arena *arena = sharing->serving->arena;
  Rest *rests = arena_array(arena, Rest, count + 1);
  Int128 left = room;
  for (size_t i = 0; i < count; i++) {
    Share *share = &sharing->shares[members[i].share];
    Int128 product = (Int128)share->share * room;
    share->share = (int64_t)(product / sum);
    left -= share->share;
    rests[i] = (Rest){ members[i].share, product % sum };
  }
  rests = sort_stable(arena, rests, count, sizeof *rests, compare_rests);
  for (size_t i = 0; i < count && left > 0; i++, left--)
    sharing->shares[rests[i].share].share++;
}

/* What fits stands; else each has its part of the room. */
static void share_room(Sharing *sharing, const Member *members, size_t count, int64_t room) {
  Int128 sum = 0;
  for (size_t i = 0; i < count; i++)
    sum += sharing->shares[members[i].share].share;
  if (sum <= room)
    return;
  if (room > 0)
    share_out(sharing, members, count, room, sum);
  for (size_t i = 0; i < count; i++) {
    Share *share = &sharing->shares[members[i].share];
    serve_note_refused(sharing->serving, members[i].state,
                       queue_number(sharing->queue, share->place));
    if (room <= 0)
      share->share = 0;
    if (share->share == 0 && !share->refused)
      share->refused = members[i].state + 1;
  }
}

/* The room that it sees, and what is left of the limit whatever is kept for others. */
static int64_t room_of(Sharing *sharing, const Member *member, int64_t *rest) {
  Serving *serving = sharing->serving;
  const Share *share = &sharing->shares[member->share];
  QueueItem item = queue_item(sharing->queue, share->place);
  serve_chain(serving, &item, share->row);
  for (size_t i = 0; i < serving->chain.count; i++) {
    if (serving->chain.items[i].state != member->state)
      continue;
    *rest = book_rest(serving->book, &serving->chain.items[i]);
    return book_room(serving->book, &serving->chain, i);
  }
  return *rest = 0;
}

/* Those who see the least room (they draw past what is earmarked, or have a version with a lower
 * limit) share that among themselves first; then all share what is left of the limit. */
static void share_state(Sharing *sharing, const Member *members, size_t count) {
  Arena *arena = sharing->serving->arena;
  int64_t *rooms = arena_array(arena, int64_t, count + 1);
  int64_t least = INT64_MAX, most = INT64_MIN;
  for (size_t i = 0; i < count; i++) {
    int64_t rest;
    rooms[i] = room_of(sharing, &members[i], &rest);
    least = rooms[i] < least ? rooms[i] : least;
    most = rest > most ? rest : most;
  }
  if (least < most) {
    Member *chosen = arena_array(arena, Member, count + 1);
    size_t chosen_count = 0;
    for (size_t i = 0; i < count; i++)
      if (rooms[i] == least)
        chosen[chosen_count++] = members[i];
    share_room(sharing, chosen, chosen_count, least);
  }
  share_room(sharing, members, count, most);
}

/* ---- from the innermost outwards ---------------------------------------------------- */

static size_t depth_of(const Book *book, uint32_t state) {
  size_t depth = 0;
  for (const Frame *frame = book_frame(book, state)->within; frame; frame = frame->within)
    depth++;
  return depth;
}

/* Members by state, each state's in the order of the queue; starts[state] .. starts[state + 1]. */
static size_t *group_members(Sharing *sharing, Member **grouped) {
  Arena *arena = sharing->serving->arena;
  size_t states = sharing->serving->book->count;
  size_t *starts = arena_array(arena, size_t, states + 2);
  for (size_t i = 0; i < sharing->members.count; i++)
    starts[sharing->members.items[i].state + 1]++;
  for (size_t i = 0; i < states; i++)
    starts[i + 1] += starts[i];
  size_t *next = arena_array(arena, size_t, states + 1);
  for (size_t i = 0; i < states; i++)
    next[i] = starts[i];
  *grouped = arena_array(arena, Member, sharing->members.count + 1);
  for (size_t i = 0; i < sharing->members.count; i++)
    (*grouped)[next[sharing->members.items[i].state]++] = sharing->members.items[i];
  return starts;
}

static void share_all(Sharing *sharing) {
  const Book *book = sharing->serving->book;
  Member *grouped;
  const size_t *starts = group_members(sharing, &grouped);
  size_t deepest = 0;
  for (uint32_t i = 0; i < book->count; i++)
    deepest = depth_of(book, i) > deepest ? depth_of(book, i) : deepest;
  for (size_t depth = deepest + 1; depth > 0; depth--)
    for (uint32_t i = 0; i < book->count; i++)
      if (starts[i + 1] > starts[i] && depth_of(book, i) == depth - 1)
        share_state(sharing, &grouped[starts[i]], starts[i + 1] - starts[i]);
}

/* ---- what comes of it --------------------------------------------------------------- */

static void refuse(Sharing *sharing, const Share *share, QueueItem *item) {
  Serving *serving = sharing->serving;
  serving->lacked.count = 0;
  if (share->refused)
    LIST_ADD(serving->arena, &serving->lacked, uint32_t, share->refused - 1);
  item->refused = share->refused;
  serve_turn_away(serving, item);
}

static void settle(Sharing *sharing, const Share *share) {
  QueueItem item = queue_item(sharing->queue, share->place);
  if (share->kind == SHARE_STOPS)
    serve_stop(&item, share->row);
  else if (share->kind == SHARE_NONE || (share->share == 0 && item.amount > 0))
    refuse(sharing, share, &item);
  else
    serve_grant(sharing->serving, &item, share->row, share->share);
  queue_put(sharing->queue, share->place, &item);
  serve_count(sharing->serving->allocation->totals, item.end, 1, serve_granted(&item));
}

void serve_pro_rata(Serving *serving, Queue *queue) {
  Sharing sharing = { .serving = serving, .queue = queue, .count = queue->count };
  sharing.shares = arena_array(serving->arena, Share, queue->count + 1);
  for (uint32_t i = 0; i < queue->count; i++) {
    sharing.shares[i] = choose_row(&sharing, queue_at(queue, i));
    if (sharing.shares[i].kind == SHARE_TAKES && sharing.shares[i].share > 0)
      join_states(&sharing, i);
  }
  share_all(&sharing);
  for (size_t i = 0; i < queue->count; i++) {
    memory_poll(serving->arena->memory);
    settle(&sharing, &sharing.shares[i]);
  }
}
