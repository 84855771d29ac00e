/* Frames that move money between years: lines of years, and what is left in one. */
#include "interp/allocate/book_parts.h"

#include <string.h>

bool book_moves(const Frame *frame) {
  return frame->yearly && (frame->carries_over || frame->overdraws);
}

static BookLine *line_at(const Book *book, uint32_t line) {
  return pile_at(&book->lines, line);
}

static BookYear *year_at(const Book *book, uint32_t place) {
  return pile_at(&book->years, book_at(book, place)->name.key);
}

/* ---- what a year is held to ---------------------------------------------------------------- */

/* So that `year` has a place. */
static void reach(Arena *arena, BookYearTerms *known, int64_t year) {
  int64_t end = known->first + (int64_t)known->count;
  int64_t first = known->count && known->first < year ? known->first : year;
  end = known->count && end > year ? end : year + 1;
  size_t count = (size_t)(end - first);
  if (count == known->count)
    return;
  uint32_t *terms = arena_array(arena, uint32_t, count);
  if (known->count)
    memcpy(terms + (known->first - first), known->terms, known->count * sizeof *terms);
  *known = (BookYearTerms){ first, terms, count };
}

static uint32_t *known_terms(const BookYearTerms *known, int64_t year) {
  return &known->terms[year - known->first];
}

/* BOOK_NOWHERE: there is no such year. */
static uint32_t ask_terms(Book *book, uint32_t line, int64_t year, const BookTeller *teller) {
  BookYearTerms *known = line_at(book, line)->terms;
  reach(book->arena, known, year);
  if (!*known_terms(known, year)) {
    uint32_t number = teller->terms(teller->context, year);
    *known_terms(known, year) = number == BOOK_NOWHERE ? BOOK_NOWHERE : number + 1;
  }
  uint32_t number = *known_terms(known, year);
  return number == BOOK_NOWHERE ? BOOK_NOWHERE : number - 1;
}

/* Of a year that there is, with or without a state. */
static const FrameTerms *terms_at(const Book *book, uint32_t line, int64_t year, uint32_t state) {
  const Book *own = book->origin ? book->origin : book;
  if (state != BOOK_NOWHERE)
    return book_terms_of(book, state);
  return book_terms_at(own, *known_terms(line_at(own, line)->terms, year) - 1);
}

/* ---- lines ------------------------------------------------------------------------------- */

/* The state of the latest year before that one, and of the earliest from it on. */
static void find_around(const Book *book, uint32_t line, int64_t year, uint32_t *below,
                        uint32_t *above) {
  *below = BOOK_NOWHERE;
  *above = line_at(book, line)->lowest;
  while (*above != BOOK_NOWHERE && year_at(book, *above)->year < year) {
    *below = *above;
    *above = year_at(book, *above)->after;
  }
}

static uint32_t find_year(const Book *book, uint32_t line, int64_t year) {
  uint32_t below, above;
  find_around(book, line, year, &below, &above);
  return above != BOOK_NOWHERE && year_at(book, above)->year == year ? above : BOOK_NOWHERE;
}

/* Is the state before it one whose money can come to it? */
static bool hangs_together(const Book *book, const BookYear *year) {
  return year->before != BOOK_NOWHERE && year->since <= year_at(book, year->before)->year;
}

/* The first of the years without a state between that one and the state before. */
static int64_t first_between(const Book *book, const BookYear *year) {
  return hangs_together(book, year) ? year_at(book, year->before)->year + INT64_C(1)
                                    : year->since;
}

/* ---- opening ------------------------------------------------------------------------------- */

static void keep_years(Book *book, uint32_t terms) {
  const FrameTerms *added = book_terms_at(book, terms);
  if (added->frame->earmarked && !added->pending && added->limit > 0)
    book->kept[added->frame->index] += added->limit;
}

/* The first year that hangs together with it: down to the state below it, or as far as told. */
static int64_t walk_down(Book *book, uint32_t line, int64_t year, uint32_t below,
                         const BookTeller *teller) {
  for (;; year--) {
    if (below != BOOK_NOWHERE && year_at(book, below)->year == year - 1)
      return year - 1;
    uint32_t terms = ask_terms(book, line, year - 1, teller);
    if (terms == BOOK_NOWHERE)
      return year;
    keep_years(book, terms);
  }
}

static void put_between(Book *book, uint32_t line, uint32_t place, uint32_t below,
                        uint32_t above) {
  if (below == BOOK_NOWHERE)
    line_at(book, line)->lowest = place;
  else
    year_at(book, below)->after = place;
  if (above != BOOK_NOWHERE)
    year_at(book, above)->before = place;
}

uint32_t book_open_year(Book *book, uint32_t line, int64_t year, const FrameTerms *terms,
                        const BookTeller *teller) {
  uint32_t below, above, number = book_terms(book, terms);
  find_around(book, line, year, &below, &above);
  bool between = above != BOOK_NOWHERE && year_at(book, above)->since <= year;
  int64_t since = between ? year_at(book, above)->since
                          : walk_down(book, line, year, below, teller);
  uint32_t place = book_add_year(book, number, (uint32_t)book->years.count);
  *(BookYear *)pile_add(&book->years) = (BookYear){
    .line = line, .year = (int32_t)year, .before = below, .after = above, .since = (int32_t)since };
  put_between(book, line, place, below, above);
  if (between)
    year_at(book, above)->since = (int32_t)year;
  else
    book->kept[terms->frame->index] += book_kept(book, place);
  return place;
}

/* ---- by key ---------------------------------------------------------------------------------- */

/* The other keys and the year of a key: what stands behind its last ','. */
static bool split_key(const Frame *frame, Text key, Text *others, int64_t *year) {
  enum { MOST_DIGITS = 18 };
  size_t at = key.length;
  while (at > 0 && key.bytes[at - 1] != ',')
    at--;
  if (frame->key_count == 1)
    at = 0;
  *others = text_part(key, 0, at ? at - 1 : 0);
  *year = 0;
  bool below_zero = at < key.length && key.bytes[at] == '-';
  size_t first = at + below_zero;
  for (size_t i = first; i < key.length; i++) {
    if (key.bytes[i] < '0' || key.bytes[i] > '9')
      return false;
    *year = 10 * *year + (key.bytes[i] - '0');
  }
  *year = below_zero ? -*year : *year;
  return key.length > first && key.length - first <= MOST_DIGITS;
}

uint32_t book_find_year_by_key(const Book *book, const Frame *frame, Text key) {
  Text others;
  int64_t year;
  if (!split_key(frame, key, &others, &year))
    return BOOK_NOWHERE;
  uint32_t line = book_find_line(book, frame, others);
  return line == BOOK_NOWHERE ? BOOK_NOWHERE : find_year(book, line, year);
}

/* A year that there is, without a state: what it is held to; NULL: there is none. */
static const FrameTerms *terms_between(const Book *book, uint32_t line, int64_t year) {
  uint32_t below, above;
  find_around(book, line, year, &below, &above);
  if (above == BOOK_NOWHERE || year_at(book, above)->year == year ||
      year < first_between(book, year_at(book, above)))
    return NULL;
  return terms_at(book, line, year, BOOK_NOWHERE);
}

uint32_t book_need_year(Book *book, uint32_t line, int64_t year) {
  uint32_t found = find_year(book, line, year);
  const FrameTerms *terms = found == BOOK_NOWHERE ? terms_between(book, line, year) : NULL;
  if (!terms)
    return found;
  const FrameTerms held = *terms;
  return book_open_year(book, line, year, &held, NULL);
}

uint32_t book_need(Book *book, const Frame *frame, Text key) {
  Text others;
  int64_t year;
  if (!book_moves(frame) || !split_key(frame, key, &others, &year))
    return book_find(book, frame, key);
  uint32_t line = book_find_line(book, frame, others);
  return line == BOOK_NOWHERE ? BOOK_NOWHERE : book_need_year(book, line, year);
}

static Text key_of_year(const Book *book, Arena *arena, uint32_t line, int64_t year) {
  Text others = book_line_key(book, line);
  return line_at(book, line)->many_keys
             ? arena_format(arena, "%.*s,%lld", TEXT_PRINT(others), (long long)year)
             : arena_format(arena, "%lld", (long long)year);
}

Text book_year_key(const Book *book, Arena *arena, uint32_t year) {
  const BookYear *of = pile_at(&book->years, year);
  return key_of_year(book, arena, of->line, of->year);
}

/* ---- what is left of a year --------------------------------------------------------- */

/* Year after year upwards: what came from the year before or was borrowed by it, what is left, and
 * from the year that is asked for on the least that can be drawn there. */
typedef struct {
  Int128 brought, left, passed, room;
  bool   counts, first;
} YearWalk;

static void pass_year(YearWalk *walk, const FrameTerms *terms, Int128 drawn) {
  walk->left = terms->limit + walk->brought - drawn;
  walk->brought = walk->left > terms->carry_most                  ? terms->carry_most
                  : walk->left < 0 && !terms->frame->overdraws ? 0
                                                               : walk->left;
  if (!walk->counts)
    return;
  Int128 here = walk->left + terms->overdraw_most + walk->passed;
  if (walk->first || here < walk->room)
    walk->room = here;
  walk->first = false;
  if (walk->left > terms->carry_most)
    walk->passed += walk->left - terms->carry_most;       /* lapses anyway */
}

static void pass_between(const Book *book, YearWalk *walk, const BookYear *year) {
  for (int64_t at = first_between(book, year); at < year->year; at++)
    pass_year(walk, terms_at(book, year->line, at, BOOK_NOWHERE), 0);
}

static void pass_state(const Book *book, YearWalk *walk, uint32_t place) {
  const FrameTerms *terms = book_terms_of(book, place);
  pass_year(walk, terms, terms->limit - book_left(book, place));
}

Int128 book_room_of_year(const Book *book, uint32_t place) {
  YearWalk walk = { .first = true };
  uint32_t at = place;
  while (hangs_together(book, year_at(book, at)))
    at = year_at(book, at)->before;
  for (;; at = year_at(book, at)->after) {
    const BookYear *year = year_at(book, at);
    pass_between(book, &walk, year);
    walk.counts |= at == place;
    pass_state(book, &walk, at);
    if (walk.counts && (year->after == BOOK_NOWHERE ||
                        !hangs_together(book, year_at(book, year->after))))
      return walk.room;
  }
}

/* ---- all years of a line -------------------------------------------------------------- */

size_t book_count_years(const Book *book, uint32_t line) {
  size_t count = 0;
  for (uint32_t at = line_at(book, line)->lowest; at != BOOK_NOWHERE;
       at = year_at(book, at)->after)
    count += (size_t)(year_at(book, at)->year - first_between(book, year_at(book, at))) + 1;
  return count;
}

size_t book_years_of(const Book *book, uint32_t line, BookYearAt *years) {
  size_t count = 0;
  for (uint32_t at = line_at(book, line)->lowest; at != BOOK_NOWHERE;
       at = year_at(book, at)->after) {
    const BookYear *of = year_at(book, at);
    for (int64_t year = first_between(book, of); year < of->year; year++)
      years[count++] = (BookYearAt){ year, BOOK_NOWHERE };
    years[count++] = (BookYearAt){ of->year, at };
  }
  return count;
}

FrameState book_year_state(const Book *book, Arena *arena, uint32_t line, BookYearAt at) {
  if (at.state != BOOK_NOWHERE)
    return book_state(book, arena, at.state);
  const FrameTerms *terms = terms_at(book, line, at.year, BOOK_NOWHERE);
  return (FrameState){ .frame = terms->frame, .key = key_of_year(book, arena, line, at.year),
                       .pending = terms->pending, .limit = terms->limit };
}
