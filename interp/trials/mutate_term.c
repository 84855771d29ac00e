/* The operations of a term: each another of its kind. */
#include "grammar/print.h"
#include "interp/check/cover.h"
#include "interp/check/term_walk.h"
#include "interp/trials/mutants.h"

#define PUT(mutants, kind, term, change, field, Type, ...) \
  MUTANTS_PUT((mutants), (kind), (term)->span, (term), (change), &((Term *)(term))->as.field, \
              Type, __VA_ARGS__)

/* ---- operators ------------------------------------------------------------------------- */

static Surface surface_of(const Mutants *mutants) {
  return mutants->diags->language == LANGUAGE_SWEDISH ? SURFACE_SWEDISH : SURFACE_ENGLISH;
}

static Text operator_text(const Mutants *mutants, const Term *term, BinaryOp op) {
  const Expr *expr = term->expr;
  Worded worded = expr && expr->kind == EXPR_BINARY ? expr->as.binary.worded : WORDED_AMOUNT;
  return text_from(print_operator(op, worded, surface_of(mutants)));
}

/* The operator with what stands on its right. */
static void put_operator(Mutants *mutants, MutantKind kind, const Term *term, BinaryOp op) {
  Text right = mutants_written(mutants, term->as.binary.right->span);
  Text word = operator_text(mutants, term, op);
  Text change = arena_format(mutants->arena, "%.*s %.*s", TEXT_PRINT(word), TEXT_PRINT(right));
  bool written = term->expr && term->expr->kind == EXPR_BINARY &&
                 term->expr->as.binary.op_span.file;
  MUTANTS_PUT(mutants, kind, written ? term->expr->as.binary.op_span : term->span, term, change,
              &((Term *)term)->as.binary.op, BinaryOp, op);
}

static bool is_number(const Term *term) {
  return term->type.kind == TYPE_INTEGER || term->type.kind == TYPE_DECIMAL ||
         term->type.kind == TYPE_RATE;
}

static void mutate_binary(Mutants *mutants, const Term *term) {
  switch (term->as.binary.op) {
    case BINARY_EQUAL:     put_operator(mutants, MUTANT_COMPARISON, term, BINARY_NOT_EQUAL); return;
    case BINARY_NOT_EQUAL: put_operator(mutants, MUTANT_COMPARISON, term, BINARY_EQUAL); return;
    case BINARY_LESS:      put_operator(mutants, MUTANT_COMPARISON, term, BINARY_AT_MOST); return;
    case BINARY_AT_MOST:   put_operator(mutants, MUTANT_COMPARISON, term, BINARY_LESS); return;
    case BINARY_MORE:      put_operator(mutants, MUTANT_COMPARISON, term, BINARY_AT_LEAST); return;
    case BINARY_AT_LEAST:  put_operator(mutants, MUTANT_COMPARISON, term, BINARY_MORE); return;
    case BINARY_AND:       put_operator(mutants, MUTANT_LOGIC, term, BINARY_OR); return;
    case BINARY_OR:        put_operator(mutants, MUTANT_LOGIC, term, BINARY_AND); return;
    case BINARY_ADD:       put_operator(mutants, MUTANT_ARITHMETIC, term, BINARY_SUBTRACT); return;
    case BINARY_SUBTRACT:  put_operator(mutants, MUTANT_ARITHMETIC, term, BINARY_ADD); return;
    case BINARY_MULTIPLY: case BINARY_OF:
      if (is_number(term->as.binary.right))
        put_operator(mutants, MUTANT_ARITHMETIC, term, BINARY_DIVIDE);
      return;
    case BINARY_DIVIDE:
      if (is_number(term->as.binary.right))
        put_operator(mutants, MUTANT_ARITHMETIC, term, BINARY_MULTIPLY);
      return;
    case BINARY_IN: case BINARY_NOT_IN:
      return;
  }
}

/* The term as what stands below it alone. */
static void put_instead(Mutants *mutants, MutantKind kind, const Term *term, const Term *instead,
                        Text change) {
  Term copy = *instead;
  copy.span = term->span;
  MUTANTS_PUT(mutants, kind, term->span, term, change, term, Term, copy);
}

static void put_opposite(Mutants *mutants, const Term *term, bool *negated) {
  MUTANTS_PUT(mutants, MUTANT_LOGIC, term->span, term,
              mutants_say(mutants, MESSAGE("the opposite")), negated, bool, !*negated);
}

/* ---- membership, ranges ------------------------------------------------------------------ */

static void mutate_membership(Mutants *mutants, const Term *term) {
  put_opposite(mutants, term, &((Term *)term)->as.membership.negated);
  size_t count = term->as.membership.count;
  for (size_t left_out = 0; count > 1 && left_out < count; left_out++) {
    const Term **items = arena_array(mutants->arena, const Term *, count);
    for (size_t i = 0, kept = 0; i < count; i++)
      if (i != left_out)
        items[kept++] = term->as.membership.items[i];
    Text item = mutants_written(mutants, term->as.membership.items[left_out]->span);
    Text change = arena_format(mutants->arena,
                               diag_words(mutants->diags, MESSAGE("without %.*s")),
                               TEXT_PRINT(item));
    PUT(mutants, MUTANT_LOGIC, term, change, membership.items, const Term *const *, items);
    mutants_also(mutants, &((Term *)term)->as.membership.count, &(size_t){ count - 1 },
                 sizeof(size_t));
  }
}

static void put_end(Mutants *mutants, const Term *term, bool *open, const char *without,
                    const char *with) {
  MUTANTS_PUT(mutants, MUTANT_COMPARISON, term->span, term,
              mutants_say(mutants, *open ? with : without), open, bool, !*open);
}

static void mutate_range(Mutants *mutants, const Term *term) {
  Term *own = (Term *)term;
  if (term->as.range.low)
    put_end(mutants, term, &own->as.range.open_low, MESSAGE("without its lower end"),
            MESSAGE("with its lower end"));
  if (term->as.range.high)
    put_end(mutants, term, &own->as.range.open_high, MESSAGE("without its upper end"),
            MESSAGE("with its upper end"));
}

/* ---- lists --------------------------------------------------------------------------------- */

static void put_without_where(Mutants *mutants, const Term *term, const Term **where) {
  if (*where)
    MUTANTS_PUT(mutants, MUTANT_LIST, (*where)->span, term,
                mutants_say(mutants, MESSAGE("without the condition")), where, const Term *, NULL);
}

static void mutate_quantified(Mutants *mutants, const Term *term) {
  Term *own = (Term *)term;
  int64_t least = term->as.quantified.least;
  put_without_where(mutants, term, &own->as.quantified.where);
  switch (term->as.quantified.kind) {
    case QUANTIFIED_EVERY:
      PUT(mutants, MUTANT_LIST, term, mutants_say(mutants, MESSAGE("some for every")),
          quantified.kind, QuantifiedKind, QUANTIFIED_SOME);
      return;
    case QUANTIFIED_SOME:
      PUT(mutants, MUTANT_LIST, term, mutants_say(mutants, MESSAGE("every for some")),
          quantified.kind, QuantifiedKind, QUANTIFIED_EVERY);
      return;
    case QUANTIFIED_AT_LEAST:
      for (int64_t other = least - 1; other <= least + 1; other += 2)
        PUT(mutants, MUTANT_LIST, term,
            arena_format(mutants->arena, diag_words(mutants->diags, MESSAGE("at least %lld")),
                         (long long)other),
            quantified.least, int64_t, other);
      return;
  }
}

static void mutate_keys(Mutants *mutants, const Term *term) {
  for (size_t i = 0; i < term->as.aggregate.key_count; i++) {
    TermKey *key = (TermKey *)&term->as.aggregate.keys[i];
    MUTANTS_PUT(mutants, MUTANT_ORDER, key->value->span, term,
                mutants_say(mutants, key->descending ? MESSAGE("ascending")
                                                     : MESSAGE("descending")),
                &key->descending, bool, !key->descending);
  }
}

static void mutate_aggregate(Mutants *mutants, const Term *term) {
  static const struct { AggregateKind other; const char *text; } others[] = {
    [AGGREGATE_SUM]      = { AGGREGATE_MAX,      MESSAGE("the greatest, not the sum") },
    [AGGREGATE_AVERAGE]  = { AGGREGATE_SUM,      MESSAGE("the sum, not the average") },
    [AGGREGATE_MAX]      = { AGGREGATE_MIN,      MESSAGE("the least, not the greatest") },
    [AGGREGATE_MIN]      = { AGGREGATE_MAX,      MESSAGE("the greatest, not the least") },
    [AGGREGATE_DISTINCT] = { AGGREGATE_DISTINCT, NULL },
    [AGGREGATE_FIRST]    = { AGGREGATE_FIRST,    NULL },
  };
  AggregateKind kind = term->as.aggregate.kind;
  put_without_where(mutants, term, &((Term *)term)->as.aggregate.where);
  mutate_keys(mutants, term);
  if (kind < sizeof others / sizeof *others && others[kind].text)
    PUT(mutants, MUTANT_LIST, term, mutants_say(mutants, others[kind].text), aggregate.kind,
        AggregateKind, others[kind].other);
}

/* ---- the rest -------------------------------------------------------------------------------- */

static void mutate_choice(Mutants *mutants, const Term *term) {
  Text change = mutants_say(mutants, MESSAGE("the branches exchanged"));
  PUT(mutants, MUTANT_LOGIC, term, change, choice.then, const Term *, term->as.choice.otherwise);
  mutants_also(mutants, &((Term *)term)->as.choice.otherwise, &term->as.choice.then,
               sizeof(const Term *));
}

static void mutate_rounding(Mutants *mutants, const Term *term) {
  static const char *const names[] = {
    [ROUNDED_NEAREST] = MESSAGE("rounded to the nearest"),
    [ROUNDED_DOWN]    = MESSAGE("rounded down"),
    [ROUNDED_UP]      = MESSAGE("rounded up"),
  };
  bool written = term->expr && term->expr->kind == EXPR_ROUND;
  for (RoundedKind kind = ROUNDED_NEAREST; written && kind <= ROUNDED_UP; kind++)
    if (kind != term->as.round.kind)
      PUT(mutants, MUTANT_ARITHMETIC, term, mutants_say(mutants, names[kind]), round.kind,
          RoundedKind, kind);
}

static void mutate_builtin(Mutants *mutants, const Term *term) {
  Builtin builtin = term->as.builtin.builtin;
  if (builtin == BUILTIN_MAX || builtin == BUILTIN_MIN)
    PUT(mutants, MUTANT_ARITHMETIC, term, text_from(builtin == BUILTIN_MAX ? "min" : "max"),
        builtin.builtin, Builtin, builtin == BUILTIN_MAX ? BUILTIN_MIN : BUILTIN_MAX);
}

/* ---- decision tables ------------------------------------------------------------------------- */

/* The rows cut into pieces; a column that can't be is left out. */
static void cut_rows(const Mutants *mutants, const Grid *grid, Cover *cover) {
  cover_init(cover, mutants->arena, grid->row_count);
  for (size_t i = 0; i < grid->input_count; i++) {
    size_t column = cover_column(cover, TEXT_NONE, grid->inputs[i]);
    for (size_t row = 0; column != SIZE_MAX && row < grid->row_count; row++)
      if (grid->rows[row].cells[i])
        cover_test(cover, row, column, grid->rows[row].cells[i]);
  }
  cover_cut(cover);
}

/* Is there a value of the column for which both hold? */
static bool meet_in(const Cover *cover, size_t column, size_t a, size_t b) {
  for (size_t i = 0; i < cover->columns.items[column].pieces.count; i++)
    if (cover_holds(cover, a, column, i) && cover_holds(cover, b, column, i))
      return true;
  return false;
}

/* Rows that exclude each other may stand in any order. */
static bool rows_meet(const Cover *cover, size_t a, size_t b) {
  for (size_t column = 0; column < cover->columns.count; column++)
    if (!meet_in(cover, column, a, b))
      return false;
  return true;
}

/* Of the first that matches: does an earlier row take each value that the row would?  Told only
 * where there is one column. */
static bool never_reached(const Grid *grid, const Cover *cover, size_t row) {
  if (grid->policy != HIT_FIRST || grid->input_count != 1 || cover->columns.count != 1)
    return false;
  for (size_t i = 0; i < cover->columns.items[0].pieces.count; i++) {
    bool earlier = false;
    for (size_t other = 0; other < row; other++)
      earlier |= cover_holds(cover, other, 0, i);
    if (!earlier && cover_holds(cover, row, 0, i))
      return false;
  }
  return true;
}

static void leave_out_row(Mutants *mutants, const Term *term, Grid *grid, size_t row) {
  GridRow *rows = arena_array(mutants->arena, GridRow, grid->row_count);
  for (size_t i = 0, kept = 0; i < grid->row_count; i++)
    if (i != row)
      rows[kept++] = grid->rows[i];
  MUTANTS_PUT(mutants, MUTANT_ROW, grid->rows[row].span, term,
              mutants_say(mutants, MESSAGE("left out")), &grid->rows, const GridRow *, rows);
  mutants_also(mutants, &grid->row_count, &(size_t){ grid->row_count - 1 }, sizeof(size_t));
}

static void exchange_rows(Mutants *mutants, const Term *term, Grid *grid, size_t row) {
  GridRow *rows = arena_array(mutants->arena, GridRow, grid->row_count);
  for (size_t i = 0; i < grid->row_count; i++)
    rows[i] = grid->rows[i == row ? row + 1 : i == row + 1 ? row : i];
  MUTANTS_PUT(mutants, MUTANT_ROW, grid->rows[row].span, term,
              mutants_say(mutants, MESSAGE("after the next row")), &grid->rows,
              const GridRow *, rows);
}

static void mutate_grid_rows(Mutants *mutants, const Term *term) {
  Grid *grid = (Grid *)term->as.grid;
  Cover cover;
  cut_rows(mutants, grid, &cover);
  for (size_t row = 0; row < grid->row_count; row++) {
    if (!never_reached(grid, &cover, row))
      leave_out_row(mutants, term, grid, row);
    if (grid->policy == HIT_FIRST && row + 1 < grid->row_count && rows_meet(&cover, row, row + 1))
      exchange_rows(mutants, term, grid, row);
  }
}

/* ---- one term -------------------------------------------------------------------------------- */

static void mutate_here(Mutants *mutants, const Term *term) {
  Term *own = (Term *)term;
  switch (term->kind) {
    case TERM_CONSTANT:   mutate_constant(mutants, term, term->span); return;
    case TERM_BINARY:     mutate_binary(mutants, term); return;
    case TERM_MEMBERSHIP: mutate_membership(mutants, term); return;
    case TERM_RANGE:      mutate_range(mutants, term); return;
    case TERM_QUANTIFIED: mutate_quantified(mutants, term); return;
    case TERM_AGGREGATE:  mutate_aggregate(mutants, term); return;
    case TERM_IF:         mutate_choice(mutants, term); return;
    case TERM_ROUND:      mutate_rounding(mutants, term); return;
    case TERM_BUILTIN:    mutate_builtin(mutants, term); return;
    case TERM_GRID:       mutate_grid_rows(mutants, term); return;
    case TERM_STATE:      put_opposite(mutants, term, &own->as.state.negated); return;
    case TERM_WINDOW:
      PUT(mutants, MUTANT_COMPARISON, term,
          mutants_say(mutants, term->as.window.after ? MESSAGE("before, not after")
                                                     : MESSAGE("after, not before")),
          window.after, bool, !term->as.window.after);
      return;
    case TERM_NOT:
      put_instead(mutants, MUTANT_LOGIC, term, term->as.unary.operand,
                  mutants_say(mutants, MESSAGE("without not")));
      return;
    case TERM_NEGATE:
      put_instead(mutants, MUTANT_ARITHMETIC, term, term->as.unary.operand,
                  mutants_say(mutants, MESSAGE("without the minus")));
      return;
    case TERM_ROLL:
      put_instead(mutants, MUTANT_ARITHMETIC, term, term->as.roll.value,
                  mutants_say(mutants, MESSAGE("on the day itself")));
      return;
    case TERM_EXCEPTED:   mutate_exceptions(mutants, term->as.excepted.exceptions); return;
    case TERM_ERROR: case TERM_PENDING: case TERM_SUBJECT: case TERM_VARIABLE: case TERM_FIELD:
    case TERM_PARAMETER: case TERM_CALL: case TERM_RESULT: case TERM_EARLIER:
    case TERM_STATE_OF_AMOUNT: case TERM_GOVERNING: case TERM_STANDS: case TERM_ELAPSED:
    case TERM_APPORTION: case TERM_BUDGET: case TERM_SHARE: case TERM_TARGET: case TERM_CONTROL:
    case TERM_LOOKUP:
      return;
  }
}

static bool visit(void *context, const Term *term) {
  Mutants *mutants = context;
  if (!pointers_add(mutants->arena, &mutants->walked, term))
    return false;
  mutate_here(mutants, term);
  return true;
}

void mutate_term(Mutants *mutants, const Term *term) {
  term_walk(term, visit, mutants);
}
