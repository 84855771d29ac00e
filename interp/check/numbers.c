#include "interp/check/checker.h"

#include "grammar/keywords.h"

/* Law 8: a number used twice, or deep in an expression, has a name.  0 and 1, 1 kr and 100 % need
 * none, nor does a number that its clause names (semantics X9). */

enum {
  DEEP = 3,          /* from here a number is hard to find */
  LIST_DEPTH = 3,    /* a list operation or a choice hides what is in it at once */
  SUM_DEPTH = 1
};

typedef struct {
  ModuleScope *module;
  Map          seen;          /* value and type -> Expr */
  const Expr  *entered;       /* whose parts are being visited */
  const Expr  *named;         /* set by its clause's name; NULL: none */
  unsigned     depth;
} Search;

/* One of a currency, as in "cost / 1 EUR": it turns money into a number, and is no figure. */
static bool is_one(const Search *search, const Unit *unit, Fraction number) {
  Name name = { SPAN_NONE, unit->currency->name };
  const Symbol *whole = symbol_find(search->module, SPACE_UNIT, name);
  return fraction_compare(number, fraction_from(1)) == 0 && whole && whole->as.unit &&
         fraction_compare(whole->as.unit->minor, unit->minor) == 0;
}

/* The same value in the same kind of unit, however written; empty: of no interest. */
static Text key_of(const Search *search, const Expr *expr) {
  Arena *arena = search->module->checker->arena;
  Text unit = expr->as.number.unit;
  Fraction number;
  if (!fraction_parse(expr->as.number.digits, '.', &number) || fraction_is_zero(number))
    return TEXT_NONE;
  if (expr->as.number.percent)
    return fraction_compare(number, fraction_from(100)) == 0
             ? TEXT_NONE : arena_format(arena, "%.*s %%", TEXT_PRINT(fraction_text(arena, number)));
  if (unit.length == 0)
    return fraction_compare(number, fraction_from(1)) == 0 ? TEXT_NONE : fraction_text(arena,
                                                                                       number);
  TimeUnit time = keyword_time_unit(unit);
  if (time != TIME_NOT) {
    bool years = time == TIME_YEARS, weeks = time == TIME_WEEKS;
    if ((years && !fraction_multiply(number, fraction_from(12), &number)) ||
        (weeks && !fraction_multiply(number, fraction_from(7), &number)))
      return TEXT_NONE;
    return arena_format(arena, "%.*s time %d", TEXT_PRINT(fraction_text(arena, number)),
                        (int)(years ? TIME_MONTHS : weeks ? TIME_DAYS : time));
  }
  Name name = { SPAN_NONE, unit };
  const Symbol *symbol = symbol_find(search->module, SPACE_UNIT, name);
  if (!symbol || !symbol->as.unit || is_one(search, symbol->as.unit, number) ||
      !fraction_multiply(number, symbol->as.unit->minor, &number))
    return TEXT_NONE;
  return arena_format(arena, "%.*s %.*s", TEXT_PRINT(fraction_text(arena, number)),
                      TEXT_PRINT(symbol->as.unit->currency->name));
}

static void help_name(Diags *diags, const Search *search, const Expr *expr) {
  Scope scope = scope_of_module(search->module);
  diag_help(diags, "name it: parameter NAME = %.*s; and write NAME here",
            TEXT_PRINT(term_written(&scope, expr->span)));
}

static void meet_number(Search *search, const Expr *expr) {
  Diags *diags = search->module->checker->diags;
  Text key = expr == search->named ? TEXT_NONE : key_of(search, expr);
  if (key.length == 0)
    return;
  const Expr *first = map_get(&search->seen, key);
  if (!first)
    map_add(&search->seen, key, (Expr *)expr);
  if (first && first != expr) {
    diag_report(diags, DIAG_UNNAMED_NUMBER, expr->span, "a number is used twice without a name");
    diag_label(diags, first->span, "here too");
    help_name(diags, search, expr);
  } else if (search->depth >= DEEP) {
    diag_report(diags, DIAG_UNNAMED_NUMBER, expr->span,
                "a number deep in an expression has no name");
    help_name(diags, search, expr);
  }
}

static unsigned depth_of(const Expr *expr) {
  switch (expr->kind) {
    case EXPR_IF: case EXPR_QUANTIFIED: case EXPR_AGGREGATE: case EXPR_APPORTION:
      return LIST_DEPTH;
    case EXPR_CALL:
      return SUM_DEPTH;
    case EXPR_BINARY:
      switch (expr->as.binary.op) {
        case BINARY_ADD: case BINARY_SUBTRACT: case BINARY_MULTIPLY: case BINARY_DIVIDE:
          return SUM_DEPTH;
        default:
          return 0;
      }
    default:
      return 0;
  }
}

/* A cell of a table: numbers that are its keys say which, as a name would. */
static bool is_cell(const Search *search, const Expr *expr) {
  const Symbol *symbol = expr->kind == EXPR_CALL
      ? symbol_find(search->module, SPACE_VALUE, (Name){ SPAN_NONE, expr->as.call.name.text })
      : NULL;
  return symbol && (symbol->kind == SYMBOL_TABLE ||
                    (symbol->kind == SYMBOL_PARAMETER && symbol->decl->as.parameter.table));
}

static bool visit(void *context, const Expr *expr);

static void look_at_keys(Search *search, const Expr *expr) {
  for (size_t i = 0; i < expr->as.call.arguments.count; i++)
    if (expr->as.call.arguments.items[i]->kind != EXPR_NUMBER)
      tree_walk(expr->as.call.arguments.items[i], visit, search);
}

static bool visit(void *context, const Expr *expr) {
  Search *search = context;
  if (is_cell(search, expr)) {
    look_at_keys(search, expr);
    return false;
  }
  if (expr->kind == EXPR_NUMBER)
    meet_number(search, expr);
  if (expr->kind == EXPR_ROUND) {
    tree_walk(expr->as.round.value, visit, search);     /* the unit of rounding says what it is */
    return false;
  }
  unsigned depth = depth_of(expr);
  if (depth == 0 || search->entered == expr)
    return true;
  const Expr *outer = search->entered;
  search->entered = expr;
  search->depth += depth;
  tree_walk(expr, visit, search);
  search->depth -= depth;
  search->entered = outer;
  return false;
}

static void look(Search *search, const Expr *expr, const Expr *named) {
  search->named = named;
  tree_walk(expr, visit, search);
}

static void look_at_criterion(Search *search, const Clause *clause) {
  for (size_t i = 0; i < clause->as.criterion.requires.count; i++)
    look(search, clause->as.criterion.requires.items[i].test, NULL);
  look(search, clause->as.criterion.considers, NULL);
}

static void look_at_deadline(Search *search, const Clause *clause) {
  look(search, clause->as.deadline.owed_when, NULL);
  look(search, clause->as.deadline.due, only_number(clause->as.deadline.due, true));
  look(search, clause->as.deadline.fulfilled, NULL);
}

static void look_at_power(Search *search, const Clause *clause) {
  look(search, clause->as.power.above, only_number(clause->as.power.above, false));
  look(search, clause->as.power.most, only_number(clause->as.power.most, false));
}

/* A value that it gives is named by the exception, as a parameter's is. */
static void look_at_exception(Search *search, const Decl *decl) {
  if (decl->kind != DECL_EXCEPTION)
    return;
  if (decl->as.exception.kind == EXCEPTION_REQUIRES)
    look(search, decl->as.exception.value, NULL);
  look(search, decl->as.exception.when, NULL);
}

static void look_at_clause(Search *search, const Clause *clause) {
  look(search, clause->when, NULL);
  switch (clause->kind) {
    case CLAUSE_ELIGIBLE: case CLAUSE_EXCLUDED:
      if (clause->as.who.test != clause->when)
        look(search, clause->as.who.test, NULL);
      return;
    case CLAUSE_CRITERION: look_at_criterion(search, clause); return;
    case CLAUSE_ATTESTED: case CLAUSE_AMOUNT: case CLAUSE_SHOWS: case CLAUSE_JUDGED_BY:
      look(search, clause->as.value.value, NULL);
      return;
    case CLAUSE_CEILING:
      look(search, clause->as.value.value, only_number(clause->as.value.value, false));
      return;
    case CLAUSE_FRAME:
      look(search, clause->as.frame.value, only_number(clause->as.frame.value, false));
      look(search, clause->as.frame.only_when, NULL);
      return;
    case CLAUSE_DECIDED_BY: case CLAUSE_DELEGATED: look_at_power(search, clause); return;
    case CLAUSE_DEADLINE: look_at_deadline(search, clause); return;
    case CLAUSE_DECLARED: look_at_exception(search, clause->as.declared.decl); return;
    case CLAUSE_NEEDS: case CLAUSE_OUTCOME: case CLAUSE_ALLOCATE: case CLAUSE_CONDITION:
    case CLAUSE_NOTE: case CLAUSE_SCORE: case CLAUSE_NEVER_SPLIT:
      return;
  }
}

void numbers_advise(Checker *checker) {
  for (size_t i = 0; i < checker->modules.count; i++) {
    ModuleScope *module = checker->modules.items[i];
    const File *tree = module->module->tree;
    Search search = { .module = module };
    map_init(&search.seen, checker->arena);
    for (size_t j = 0; !module->module->library && j < tree->decls.count; j++) {
      const Decl *decl = tree->decls.items[j];
      if (decl->kind != DECL_DECISION)
        continue;
      for (size_t k = 0; k < decl->as.decision.clauses.count; k++)
        look_at_clause(&search, &decl->as.decision.clauses.items[k]);
    }
  }
}
