#include "interp/check/gaps.h"

#include <string.h>

enum { WORK_MOST = 100000000, GAPS_SHOWN = 3, ROWS_MOST = 4000 };

typedef struct {
  Checker    *checker;
  const Grid *grid;
  Cover       cover;
  bool       *ignored;          /* pieces that no one asks about: beyond the ends of a list */
  size_t      work;             /* pieces and words of rows looked at so far */
  bool        cut_short;        /* work came to its end somewhere */
  size_t     *chosen;           /* the piece of each column on the way to a gap */
  uint64_t  **left, **before;   /* of each column: the rows that are left on the way down */
  size_t      found;
} Search;

static bool swedish(const Checker *checker) {
  return checker->diags->language == LANGUAGE_SWEDISH;
}

/* ---- the cover of a table -------------------------------------------------------------- */

/* False: some cell is compared with what is no constant. */
static bool build(Search *search) {
  const Grid *grid = search->grid;
  cover_init(&search->cover, search->checker->arena, grid->row_count);
  for (size_t i = 0; i < grid->input_count; i++) {
    Text name = grid->written->inputs.items[i].text;
    if (cover_column(&search->cover, name, grid->inputs[i]) != i)
      return false;
  }
  for (size_t row = 0; row < grid->row_count; row++)
    for (size_t i = 0; i < grid->input_count; i++)
      if (grid->rows[row].cells[i] &&
          !cover_test(&search->cover, row, i, grid->rows[row].cells[i]))
        return false;
  cover_cut(&search->cover);
  return true;
}

static size_t pieces_before(const Search *search, size_t column) {
  size_t count = 0;
  for (size_t i = 0; i < column; i++)
    count += search->cover.columns.items[i].pieces.count;
  return count;
}

/* Beyond the ends of what a column names: the ends of a parameter's table are its ends; below a
 * least bound of zero there is nothing to say. */
static bool beyond(const Search *search, const CoverColumn *column, const Piece *piece) {
  bool down = piece->low.state != VALUE_KNOWN && piece->high.state == VALUE_KNOWN;
  bool up = piece->high.state != VALUE_KNOWN && piece->low.state == VALUE_KNOWN;
  if (piece->other || (!down && !up))
    return false;
  if (search->grid->parameter)
    return true;
  const Value *least = column->named.count ? &column->named.items[0] : NULL;
  return down && least && !column->below && type_is_quantity(&column->type) &&
         fraction_is_zero(least->as.number);
}

static void ignore_ends(Search *search) {
  size_t columns = search->cover.columns.count;
  search->ignored = arena_array(search->checker->arena, bool, pieces_before(search, columns) + 1);
  for (size_t i = 0; i < columns; i++) {
    const CoverColumn *column = &search->cover.columns.items[i];
    for (size_t j = 0; j < column->pieces.count; j++)
      search->ignored[pieces_before(search, i) + j] =
          beyond(search, column, &column->pieces.items[j]);
  }
}

/* What is needed on the way through the columns, once for all ways. */
static void make_room(Search *search) {
  Arena *arena = search->checker->arena;
  size_t columns = search->cover.columns.count;
  search->chosen = arena_array(arena, size_t, columns + 1);
  search->left = arena_array(arena, uint64_t *, columns + 1);
  search->before = arena_array(arena, uint64_t *, columns + 1);
  for (size_t i = 0; i <= columns; i++) {
    search->left[i] = arena_array(arena, uint64_t, search->cover.words);
    search->before[i] = arena_array(arena, uint64_t, search->cover.words);
  }
}

/* ---- rows as sets ---------------------------------------------------------------------- */

static bool is_empty(const Search *search, const uint64_t *rows) {
  for (size_t i = 0; i < search->cover.words; i++)
    if (rows[i])
      return false;
  return true;
}

static void intersect(const Search *search, uint64_t *to, const uint64_t *a, const uint64_t *b) {
  for (size_t i = 0; i < search->cover.words; i++)
    to[i] = a[i] & b[i];
}

/* False: so much has been looked at that the rest is taken as it should be. */
static bool may_go_on(Search *search, size_t work) {
  search->work += work;
  search->cut_short |= search->work > WORK_MOST;
  return search->work <= WORK_MOST;
}

static bool same_rows(const Search *search, const uint64_t *a, const uint64_t *b) {
  return memcmp(a, b, search->cover.words * sizeof *a) == 0;
}

/* ---- gaps ------------------------------------------------------------------------------ */

static bool is_line(const CoverColumn *column) {
  return type_is_ordered(&column->type) && column->type.kind != TYPE_TEXT;
}

/* The chosen piece with its neighbours that no row covers either, which read as one. */
static Text gap_text(const Search *search, size_t index, const uint64_t *rows) {
  const CoverColumn *column = &search->cover.columns.items[index];
  Arena *arena = search->checker->arena;
  uint64_t *left = arena_array(arena, uint64_t, search->cover.words);
  size_t first = search->chosen[index], last = first;
  while (is_line(column) && last + 1 < column->pieces.count &&
         !search->ignored[pieces_before(search, index) + last + 1]) {
    intersect(search, left, rows, cover_rows(&search->cover, index, last + 1));
    if (!is_empty(search, left))
      break;
    last++;
  }
  Piece whole = first == last ? column->pieces.items[first]
                              : cover_join(&column->pieces.items[first],
                                           &column->pieces.items[last]);
  return arena_format(arena, "%.*s %.*s", TEXT_PRINT(column->name),
                      TEXT_PRINT(cover_piece_text(arena, column, &whole,
                                                  swedish(search->checker))));
}

/* Does each of the rows cover the whole column? */
static bool takes_all(const Search *search, size_t column, const uint64_t *rows) {
  const CoverColumn *asked = &search->cover.columns.items[column];
  for (size_t i = 0; i < asked->pieces.count; i++) {
    uint64_t some = 0;
    for (size_t j = 0; j < search->cover.words; j++)
      some |= rows[j] & ~cover_rows(&search->cover, column, i)[j];
    if (some)
      return false;
  }
  return true;
}

/* Columns in which all rows left say the same are no part of the reason. */
static void report_gap(Search *search, size_t last, const uint64_t *rows) {
  Arena *arena = search->checker->arena;
  Diags *diags = search->checker->diags;
  Text where = TEXT("");
  uint64_t *all = arena_array(arena, uint64_t, search->cover.words);
  memset(all, 0xff, search->cover.words * sizeof *all);
  for (size_t i = 0; i <= last; i++) {
    if (i < last && takes_all(search, i, all))
      continue;
    Text piece = gap_text(search, i, i == last ? rows : all);
    where = arena_format(arena, "%.*s%s%.*s", TEXT_PRINT(where), where.length ? ", " : "",
                         TEXT_PRINT(piece));
  }
  if (search->found++ == 0) {
    diag_report(diags, DIAG_TABLE_GAP, search->grid->written->heading_span, "no row for %.*s",
                TEXT_PRINT(where));
    diag_help(diags, "a record that comes there is invalid: add a row, or \"-\" where anything "
              "fits");
  } else {
    diag_help(diags, "nor for %.*s", TEXT_PRINT(where));
  }
}

/* True: every place behind `column` is covered by one of the rows.  Ends at the last gap shown. */
static bool look(Search *search, size_t column, const uint64_t *rows) {
  if (is_empty(search, rows))
    return false;
  if (column == search->cover.columns.count)
    return true;
  const CoverColumn *asked = &search->cover.columns.items[column];
  uint64_t *left = search->left[column], *before = search->before[column];
  bool whole = true, first = true;
  for (size_t i = 0; i < asked->pieces.count && search->found < GAPS_SHOWN; i++) {
    if (search->ignored[pieces_before(search, column) + i])
      continue;
    if (!may_go_on(search, search->cover.words))
      break;
    intersect(search, left, rows, cover_rows(&search->cover, column, i));
    bool same = !first && same_rows(search, left, before);
    first = false;
    if (same)
      continue;                 /* and so the same answer */
    memcpy(before, left, search->cover.words * sizeof *left);
    search->chosen[column] = i;
    if (look(search, column + 1, left))
      continue;
    whole = false;
    if (is_empty(search, left))
      report_gap(search, column, rows);
  }
  return whole;
}

static void find_gaps(Search *search) {
  uint64_t *rows = arena_array(search->checker->arena, uint64_t, search->cover.words);
  for (size_t i = 0; i < search->cover.rows; i++)
    rows[i / 64] |= UINT64_C(1) << i % 64;
  search->work = 0;
  look(search, 0, rows);
}

/* ---- overlaps -------------------------------------------------------------------------- */

/* The pieces of a column that both rows cover, those beside each other joined; the first run. */
static bool common_piece(const Search *search, size_t index, size_t a, size_t b, Piece *common) {
  const CoverColumn *column = &search->cover.columns.items[index];
  bool found = false;
  for (size_t i = 0; i < column->pieces.count; i++) {
    bool both = cover_holds(&search->cover, a, index, i) &&
                cover_holds(&search->cover, b, index, i);
    if (!both && found)
      return true;
    if (!both)
      continue;
    const Piece *piece = &column->pieces.items[i];
    *common = found ? cover_join(common, piece) : *piece;
    found = true;
    if (!is_line(column))
      return true;
  }
  return found;
}

/* "amount from 10 to 20": where both rows match; empty: nowhere. */
static Text overlap_text(const Search *search, size_t a, size_t b) {
  Arena *arena = search->checker->arena;
  Text where = TEXT("");
  uint64_t *both = arena_array(arena, uint64_t, search->cover.words);
  both[a / 64] |= UINT64_C(1) << a % 64;
  both[b / 64] |= UINT64_C(1) << b % 64;
  for (size_t i = 0; i < search->cover.columns.count; i++) {
    Piece common;
    if (!common_piece(search, i, a, b, &common))
      return TEXT("");
    if (takes_all(search, i, both))
      continue;
    const CoverColumn *column = &search->cover.columns.items[i];
    where = arena_format(arena, "%.*s%s%.*s %.*s", TEXT_PRINT(where), where.length ? ", " : "",
                         TEXT_PRINT(column->name),
                         TEXT_PRINT(cover_piece_text(arena, column, &common,
                                                     swedish(search->checker))));
  }
  return where.length ? where
                      : text_from(diag_words(search->checker->diags, MESSAGE("everything")));
}

static bool certainly_differ(const Term *a, const Term *b) {
  Value first, second;
  return term_default(a, &first) && term_default(b, &second) && first.state == VALUE_KNOWN &&
         second.state == VALUE_KNOWN && !value_same(first, second);
}

/* The rows that share a piece with the row in each column, itself among them. */
static void rows_beside(const Search *search, size_t row, uint64_t *beside) {
  const Cover *cover = &search->cover;
  uint64_t *shared = search->left[0];
  memset(beside, 0xff, cover->words * sizeof *beside);
  for (size_t i = 0; i < cover->columns.count; i++) {
    memset(shared, 0, cover->words * sizeof *shared);
    for (size_t j = 0; j < cover->columns.items[i].pieces.count; j++) {
      const uint64_t *rows = cover_rows(cover, i, j);
      bool held = rows[row / 64] >> row % 64 & 1;
      for (size_t k = 0; held && k < cover->words; k++)
        shared[k] |= rows[k];
    }
    intersect(search, beside, beside, shared);
  }
}

static void report_overlap(const Search *search, size_t a, size_t b) {
  const Grid *grid = search->grid;
  Diags *diags = search->checker->diags;
  Text where = overlap_text(search, a, b);
  bool any = grid->policy == HIT_ANY;
  diag_report(diags, DIAG_TABLE_OVERLAP, grid->rows[b].span,
              any ? MESSAGE("rows %zu and %zu both match %.*s, with different values")
                  : MESSAGE("rows %zu and %zu both match %.*s"),
              a + 1, b + 1, TEXT_PRINT(where));
  diag_label(diags, grid->rows[a].span, "row %zu", a + 1);
  diag_help(diags, any ? MESSAGE("let them give the same value, or part their cells")
                       : MESSAGE("part their cells; or write \"first match\" if the upper row "
                                 "goes before"));
}

static void find_overlaps(const Search *search) {
  const Grid *grid = search->grid;
  uint64_t *beside = arena_array(search->checker->arena, uint64_t, search->cover.words);
  for (size_t b = 1; b < grid->row_count; b++) {
    rows_beside(search, b, beside);
    for (size_t a = 0; a < b; a++)
      if (beside[a / 64] >> a % 64 & 1 &&
          (grid->policy == HIT_UNIQUE ||
           certainly_differ(grid->rows[a].output, grid->rows[b].output))) {
        report_overlap(search, a, b);
        break;
      }
  }
}

/* ---- rows that never decide ------------------------------------------------------------ */

static bool never_matches(const Search *search, size_t row) {
  for (size_t i = 0; i < search->cover.columns.count; i++) {
    bool some = false;
    for (size_t j = 0; j < search->cover.columns.items[i].pieces.count; j++)
      some |= cover_holds(&search->cover, row, i, j);
    if (!some)
      return true;
  }
  return false;
}

/* Whether the rows of the set cover all that the row does. */
static bool covered_by(Search *search, size_t column, size_t row, const uint64_t *rows) {
  if (is_empty(search, rows))
    return false;
  if (column == search->cover.columns.count)
    return true;
  uint64_t *left = search->left[column];
  for (size_t i = 0; i < search->cover.columns.items[column].pieces.count; i++) {
    if (!may_go_on(search, 1))
      return false;
    if (!cover_holds(&search->cover, row, column, i))
      continue;
    search->work += search->cover.words;
    intersect(search, left, rows, cover_rows(&search->cover, column, i));
    if (!covered_by(search, column + 1, row, left))
      return false;
  }
  return true;
}

static bool is_hidden(Search *search, size_t row) {
  uint64_t *above = search->before[0];
  memset(above, 0, search->cover.words * sizeof *above);
  for (size_t i = 0; i < row; i++)
    above[i / 64] |= UINT64_C(1) << i % 64;
  return covered_by(search, 0, row, above);
}

static void find_unreached(Search *search) {
  const Grid *grid = search->grid;
  search->work = 0;
  for (size_t i = 0; i < grid->row_count; i++) {
    bool never = never_matches(search, i);
    if (!never && (grid->policy != HIT_FIRST || i == 0 || !is_hidden(search, i)))
      continue;
    diag_report(search->checker->diags, DIAG_TABLE_UNREACHED, grid->rows[i].span,
                never ? MESSAGE("row %zu never matches")
                      : MESSAGE("row %zu never decides: rows above match first"), i + 1);
    diag_help(search->checker->diags, never ? MESSAGE("one of its cells leaves no value")
                                            : MESSAGE("take it out, or move it up"));
  }
}

/* ---- tables that are too large --------------------------------------------------------- */

static void report_large(const Search *search) {
  Diags *diags = search->checker->diags;
  diag_report(diags, DIAG_TABLE_LARGE, search->grid->written->heading_span,
              "a table of %zu rows is not searched for gaps and overlaps", search->grid->row_count);
  diag_help(diags, "one of up to %d rows is: part it, or keep the values in a table with keys",
            ROWS_MOST);
}

static void report_cut_short(const Search *search) {
  Diags *diags = search->checker->diags;
  diag_report(diags, DIAG_TABLE_LARGE, search->grid->written->heading_span,
              "this table has more cases than could be searched for gaps and overlaps");
  diag_help(diags, "part the table: fewer inputs or fewer rows are searched whole");
}

void gaps_check(Checker *checker, const Grid *grid) {
  Search search = { .checker = checker, .grid = grid };
  bool collects = grid->policy != HIT_UNIQUE && grid->policy != HIT_ANY &&
                  grid->policy != HIT_FIRST;
  if (grid->row_count > ROWS_MOST) {
    report_large(&search);
    return;
  }
  if (!build(&search))
    return;
  ignore_ends(&search);
  make_room(&search);
  if (!collects)
    find_gaps(&search);
  if (grid->policy == HIT_UNIQUE || grid->policy == HIT_ANY)
    find_overlaps(&search);
  find_unreached(&search);
  if (search.cut_short)
    report_cut_short(&search);
}
