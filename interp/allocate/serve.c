/* One candidate at its turn: the row that takes it, what it draws, or how it is turned away. */
#include "interp/allocate/serve.h"

size_t serve_rows(const Decision *decision) {
  size_t rows = decision->powers.count ? decision->powers.count : 1;
  return rows > ALLOCATION_MOST_POWERS ? ALLOCATION_MOST_POWERS : rows;
}

const Frame *serve_frame(const Decision *decision, size_t row) {
  return allocation_frame(decision, decision->powers.count ? decision->powers.items[row] : NULL);
}

void serve_chain(Serving *serving, const QueueItem *item, size_t row) {
  size_t count;
  const Draw *draws = queue_draws(item, &count);
  book_chain(serving->book, serving->arena, serve_frame(serving->allocation->decision, row), draws,
             count, &serving->chain);
}

/* ---- one row --------------------------------------------------------------------- */

static RowAnswer try_row(Serving *serving, const QueueItem *item, size_t row, Refused *refused,
                         void *context) {
  bool refuses = false, pending = false;
  if (item->amount == 0)
    return ROW_TAKES;
  serve_chain(serving, item, row);
  for (size_t i = 0; i < serving->chain.count; i++) {
    const Link *link = &serving->chain.items[i];
    bool open = book_pending(serving->book, link);
    int64_t room = open ? 0 : book_room(serving->book, &serving->chain, i);
    int64_t taken = book_taken(link, item->amount);
    if (taken > 0 && (book_closed(serving->book, link->state) || (!open && taken > room))) {
      refuses = true;
      refused(context, (uint8_t)row, link, room);
    } else if (open && taken > 0) {
      pending = true;
    }
  }
  if (refuses)
    return ROW_REFUSES;
  return pending ? ROW_STOPS : ROW_TAKES;
}

RowAnswer serve_try(Serving *serving, const QueueItem *item, size_t *row, Refused *refused,
                    void *context) {
  for (size_t i = 0; i < serve_rows(serving->allocation->decision); i++) {
    uint64_t bit = UINT64_C(1) << i;
    if (!((item->rows.admits | item->rows.stops) & bit))
      continue;
    RowAnswer answer = try_row(serving, item, i, refused, context);
    if (answer == ROW_REFUSES)
      continue;
    *row = i;
    return item->rows.stops & bit ? ROW_STOPS : answer;
  }
  return ROW_REFUSES;
}

/* ---- how it ends ----------------------------------------------------------------- */

void serve_grant(Serving *serving, QueueItem *item, size_t row, int64_t granted) {
  serve_chain(serving, item, row);
  if (granted > 0)
    book_draw(serving->book, &serving->chain, granted);
  item->end = queue_end(END_TAKES, (uint32_t)row);
  item->granted = granted;
}

void serve_stop(QueueItem *item, size_t row) {
  item->end = queue_end(END_STOPS, (uint32_t)row);
}

OutcomeKind serve_turned_away(ElseKind otherwise) {
  switch (otherwise) {
    case ELSE_WAITLIST: case ELSE_STOP: return OUTCOME_WAITLISTED;
    case ELSE_REJECT:  return OUTCOME_REJECTED;
    case ELSE_OUTCOME: return OUTCOME_OWN;
  }
  return OUTCOME_WAITLISTED;
}

static int64_t add_saturated(int64_t a, int64_t b) {
  int64_t sum;
  return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

void serve_note_wanted(const Decision *decision, BookEvents *events, int64_t wanted) {
  if (decision->otherwise == ELSE_STOP)
    events->closed = true;
  events->queued = add_saturated(events->queued, wanted);
}

/* Shares are told by the state that left nothing (again.c), others by its frame. */
uint32_t serve_away(const Allocation *allocation, const Book *book, uint32_t refused) {
  if (refused && allocation->decision->how != HOW_PRO_RATA)
    refused = (uint32_t)book_frame(book, refused - 1)->index + 1;
  return queue_end(END_AWAY, refused);
}

void serve_turn_away(Serving *serving, QueueItem *item) {
  size_t count;
  const Draw *draws = queue_draws(item, &count);
  for (size_t i = 0; i < serving->lacked.count; i++) {
    uint32_t place = serving->lacked.items[i];
    int64_t wanted = item->amount;
    for (size_t j = 0; j < count; j++)
      if (draws[j].state == place && !draws[j].whole)
        wanted = draws[j].amount;
    serve_note_wanted(serving->allocation->decision, book_need_events(serving->book, place),
                      wanted);
  }
  item->end = serve_away(serving->allocation, serving->book, item->refused);
}

void serve_note_refused(Serving *serving, uint32_t state, uint32_t number) {
  BookEvents *found = book_need_events(serving->book, state);
  if (found->refused++)
    return;
  found->first_refused = number;
  found->refused_in = serving->allocation->decision;
}

/* ---- in part (F9) ---------------------------------------------------------------- */

/* The least room on the way, or nothing where a limit is not known or a frame is closed. */
int64_t serve_least_room(Serving *serving, const QueueItem *item, size_t row) {
  int64_t least = item->amount;
  serve_chain(serving, item, row);
  for (size_t i = 0; i < serving->chain.count; i++) {
    const Link *link = &serving->chain.items[i];
    if (book_closed(serving->book, link->state) || book_pending(serving->book, link))
      return 0;
    int64_t room = book_room(serving->book, &serving->chain, i);
    least = room < least ? room : least;
  }
  return least;
}

static bool serve_in_part(Serving *serving, QueueItem *item) {
  int64_t wanted = item->extra && item->extra->least > 0 ? item->extra->least : 1;
  for (size_t row = 0; row < serve_rows(serving->allocation->decision); row++) {
    uint64_t bit = UINT64_C(1) << row;
    if (!((item->rows.admits | item->rows.stops) & bit))
      continue;
    int64_t room = serve_least_room(serving, item, row);
    if (room < wanted)
      continue;
    if (item->rows.stops & bit)
      serve_stop(item, row);
    else
      serve_grant(serving, item, row, room);
    return true;
  }
  return false;
}

/* ---- one item -------------------------------------------------------------------- */

typedef struct {
  Serving   *serving;
  QueueItem *item;
} Lacking;

/* Keeps the first state that lacked room, and marks all. */
static void note_lacking(void *context, uint8_t power, const Link *link, int64_t room) {
  (void)power;
  (void)room;
  Lacking *lacking = context;
  Serving *serving = lacking->serving;
  bool noted = false;
  for (size_t i = 0; i < serving->lacked.count; i++)
    noted |= serving->lacked.items[i] == link->state;
  if (!noted) {
    LIST_ADD(serving->arena, &serving->lacked, uint32_t, link->state);
    serve_note_refused(serving, link->state, lacking->item->number);
  }
  if (!lacking->item->refused)
    lacking->item->refused = link->state + 1;
}

void serve_item(Serving *serving, QueueItem *item) {
  Lacking lacking = { serving, item };
  size_t row = 0;
  serving->lacked.count = 0;
  item->refused = 0;
  RowAnswer answer = serve_try(serving, item, &row, note_lacking, &lacking);
  if (answer == ROW_TAKES)
    serve_grant(serving, item, row, item->amount);
  else if (answer == ROW_STOPS)
    serve_stop(item, row);
  else if (serving->allocation->decision->how != HOW_PARTIAL || !serve_in_part(serving, item))
    serve_turn_away(serving, item);
}
