#include "interp/check/checker.h"

/* ---- the amount and its states (semantics M1) -------------------------------------------- */

static void keep_amount(Scope *scope, Name name, NamedTerm *amount) {
  Arena *arena = scope->checker->arena;
  DecisionWork *work = scope->work;
  LIST_ADD(arena, &work->decision->amounts, NamedTerm *, amount);
  LIST_ADD(arena, &work->amount_names, Name, name);
  scope->amount_count = work->decision->amounts.count;
  const Type *type = &amount->value->type;
  if (type->kind == TYPE_MONEY && type->currency)
    work->decision->currency = type->currency;
}

static const FieldType *field_called_amount(const RecordType *record) {
  const FieldType *field = record_type_find(record, TEXT("amount"));
  return field ? field : record_type_find(record, TEXT("belopp"));
}

/* What is asked, where no clause says so: the field `amount`. */
static void add_asked_field(Scope *scope) {
  const FieldType *field = field_called_amount(scope->subject);
  if (!field || field->type.kind != TYPE_MONEY)
    return;
  Term *term = term_new(scope, TERM_FIELD, NULL, field->type);
  term->span = field->span;
  term->as.field.object = scope->subject_term;
  term->as.field.field = field;
  term_holds(scope, term, scope->subject_term);
  if (field->optional)
    term_need_value(scope, term);
  NamedTerm *asked = arena_new(scope->checker->arena, NamedTerm);
  *asked = (NamedTerm){ .name = TEXT("asked"), .title = field->title, .span = field->span,
                        .value = term };
  keep_amount(scope, (Name){ field->span, TEXT("") }, asked);
}

static bool names_asked(const Clause *clause) {
  return clause->kind == CLAUSE_AMOUNT && word_is(clause->name.text, "asked", "sökt");
}

/* The state of that name, which an amendment replaces; the count of states if there is none. */
static size_t find_amount(const Scope *scope, const Clause *clause) {
  const DecisionWork *work = scope->work;
  for (size_t i = 0; clause_replaces(scope->checker, clause) && i < work->amount_names.count; i++)
    if (text_equal(work->amount_names.items[i].text, clause->name.text))
      return i;
  return work->decision->amounts.count;
}

static const Term *amount_before(const Scope *scope) {
  const Decision *decision = scope->work->decision;
  if (decision->amounts.count == 0)
    return NULL;
  const NamedTerm *last = decision->amounts.items[decision->amounts.count - 1];
  if (term_failed(last->value))
    return NULL;
  Term *term = term_new(scope, TERM_STATE_OF_AMOUNT, NULL, last->value->type);
  term->as.state_of_amount.amount = decision->amounts.count - 1;
  return term;
}

/* One place for all versions of a state: its value chooses.  Where a version lacks the state, it
 * is the one above it. */
static void place_amount(Scope *scope, const Clause *clause, size_t place, NamedTerm *amount) {
  NamedTermList *amounts = &scope->work->decision->amounts;
  bool replaces = place < amounts->count;
  const Term *otherwise = replaces ? amounts->items[place]->value : amount_before(scope);
  if (otherwise)
    amount->value = term_in_versions(scope, amount->stands, amount->value, otherwise);
  if (!replaces) {
    keep_amount(scope, clause->name, amount);
    return;
  }
  amount->replaces = amounts->items[place];
  amounts->items[place] = amount;
}

static void check_amount(Scope *scope, const Clause *clause) {
  const Term *stands = clause_stands(scope, clause);
  size_t place = find_amount(scope, clause), above = scope->amount_count;
  ModuleScope *module = scope->module;
  scope->module = module_at(module, clause->span);
  scope->amount_count = place < above ? place : above;
  const Term *value = term_of_kind(scope, clause->as.value.value, TYPE_MONEY, "an amount");
  QuotedRule about = bases_about_value(value, clause->head);
  ModelBases bases = bases_check(scope->module, &clause->bases, &about);
  if (!names_asked(clause))
    bases_need(scope->module, &clause->bases, clause->head, "amount", clause->name);
  scope->module = module;
  scope->amount_count = above;
  NamedTerm *amount = arena_new(scope->checker->arena, NamedTerm);
  *amount = (NamedTerm){ .name = clause->name.text, .title = clause->label.text,
                         .span = clause->name.span, .value = value, .bases = bases,
                         .stands = stands };
  place_amount(scope, clause, place, amount);
}

/* A frame, a ceiling, a limit or a further amount has nothing to be held against. */
static bool is_about_money(const Clause *clause) {
  switch (clause->kind) {
    case CLAUSE_FRAME: case CLAUSE_CEILING: case CLAUSE_AMOUNT:
      return true;
    case CLAUSE_DELEGATED: case CLAUSE_DECIDED_BY:
      return clause->as.power.above || clause->as.power.most;
    default:
      return false;
  }
}

static void report_nothing_asked(const Scope *scope, const Clause *clause) {
  Diags *diags = scope->checker->diags;
  const FieldType *field = field_called_amount(scope->subject);
  if (field && field->type.kind == TYPE_UNKNOWN)
    return;                                 /* of a type that has been reported */
  diag_report(diags, DIAG_NO_AMOUNT, clause->head, "nothing says what amount is asked");
  diag_label(diags, scope->subject->span, "this record has no field \"amount\" of money");
  diag_help(diags, "write \"amount asked = FIELD\" in the decision");
}

/* The asked amount comes first: the others are computed from it (M1). */
static void check_place_of_asked(const Scope *scope, const Clause *clause, const Clause *first) {
  if (clause == first || !names_asked(clause))
    return;
  diag_report(scope->checker->diags, DIAG_RESULT_TOO_EARLY, clause->head,
              "\"amount asked\" stands before the other amounts");
  diag_label(scope->checker->diags, first->head, "this one stands before it");
  diag_help(scope->checker->diags, "move it up");
}

void amounts_check(Scope *scope) {
  const Decl *decl = scope->work->decl;
  const Clause *first = NULL, *money = NULL;
  Map names;
  map_init(&names, scope->checker->arena);
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    first = !first && clause->kind == CLAUSE_AMOUNT ? clause : first;
    money = !money && is_about_money(clause) ? clause : money;
  }
  bool asked = first && names_asked(first);
  if (!asked)
    add_asked_field(scope);
  if (!asked && money && scope->work->decision->amounts.count == 0)
    report_nothing_asked(scope, money);
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    if (clause->kind != CLAUSE_AMOUNT)
      continue;
    clause_unique(scope->checker, &names, clause, "amount", "amount");
    check_place_of_asked(scope, clause, first);
    check_amount(scope, clause);
  }
}

/* ---- who decides (semantics F6, M3) ------------------------------------------------------ */

static const Body *decider_of(const Term *decider) {
  Value value;
  return decider && term_is_constant(decider, &value) && value.kind == TYPE_BODY ? value.as.body
                                                                                 : NULL;
}

/* The only number of a row names it, if no other row of the decider has one. */
static const Expr *limit_number(const Scope *scope, const Clause *clause) {
  const Expr *above = clause->as.power.above, *most = clause->as.power.most;
  const Expr *number = !above ? only_number(most, false) : !most ? only_number(above, false) : NULL;
  const Expr *decider = tree_inside(clause->as.power.decider);
  const Decl *decl = scope->work->decl;
  if (!number || !decider || decider->kind != EXPR_NAME)
    return NULL;
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
    const Clause *other = &decl->as.decision.clauses.items[i];
    if (other == clause || (other->kind != CLAUSE_DELEGATED && other->kind != CLAUSE_DECIDED_BY))
      continue;
    const Expr *name = tree_inside(other->as.power.decider);
    if (name && name->kind == EXPR_NAME && text_equal(name->as.name.text, decider->as.name.text) &&
        (only_number(other->as.power.above, false) || only_number(other->as.power.most, false)))
      return NULL;
  }
  return number;
}

static const Term *check_limit(const Scope *scope, const Clause *clause, const Expr *written,
                               const Term *decider) {
  if (!written)
    return NULL;
  Scope inner = *scope;
  const Body *body = decider_of(decider);
  inner.named_number = body ? limit_number(scope, clause) : NULL;
  if (body) {
    inner.implicit_name = arena_format(scope->checker->arena, "%.*s.limit", TEXT_PRINT(body->name));
    inner.implicit_title = body->title;
  }
  return term_of_kind(&inner, written, TYPE_MONEY, "the limit of a delegation");
}

static void check_frame_choice(const Scope *scope, const Clause *clause, Power *power) {
  const Decision *decision = scope->work->decision;
  if (clause->as.power.out_of.text.length) {
    power->out_of = frame_need(scope, clause->as.power.out_of);
    return;
  }
  if (decision->frames.count <= 1)
    return;
  diag_report(scope->checker->diags, DIAG_FRAME_CHOICE, clause->head,
              "the decision has %zu frames: which one is this drawn from?", decision->frames.count);
  diag_help(scope->checker->diags, "write \"out of %.*s\"",
            TEXT_PRINT(decision->frames.items[0]->name));
}

static void check_consulting(const Scope *scope, const Clause *clause, Power *power) {
  const NameList *names = &clause->as.power.consulting;
  power->consulting = arena_array(scope->checker->arena, const Body *, names->count + 1);
  for (size_t i = 0; i < names->count; i++) {
    const Body *body = symbol_need_body(scope->module, names->items[i]);
    if (body)
      power->consulting[power->consulting_count++] = body;
  }
}

/* Limits are of the currency of what is granted. */
static void check_currency(const Scope *scope, const Term *limit, const char *what) {
  const Currency *currency = scope->work->decision->currency;
  if (!limit || limit->type.kind != TYPE_MONEY || !currency || !limit->type.currency ||
      limit->type.currency == currency)
    return;
  diag_report(scope->checker->diags, DIAG_CURRENCY_MIX, limit->span,
              "%s is in %.*s, the amount in %.*s",
              diag_words(scope->checker->diags, what), TEXT_PRINT(limit->type.currency->name),
              TEXT_PRINT(currency->name));
}

/* The decider is a field, or a definition without arguments, and no body. */
static bool found_in_data(const Scope *scope, const Expr *name) {
  Name written = { SPAN_NONE, name->as.name.text };
  if (symbol_body(scope->module, written))
    return false;
  const Symbol *symbol = symbol_find(scope->module, SPACE_VALUE, written);
  return record_type_find(scope->subject, written.text) ||
         (symbol && symbol->kind == SYMBOL_DEFINE);
}

static const Term *check_decider(const Scope *scope, const Clause *clause) {
  const Expr *written = clause->as.power.decider;
  const Expr *inside = tree_inside(written);
  if (inside && inside->kind == EXPR_NAME && !found_in_data(scope, inside)) {
    Name name = { inside->span, inside->as.name.text };
    const Body *body = symbol_need_body(scope->module, name);
    return body ? term_constant(scope, inside, type_of_kind(TYPE_BODY), value_body(body))
                : term_error(scope, written);
  }
  const Term *decider = term_value(scope, written, NULL);
  TypeKind kind = decider->type.kind;
  bool named = kind == TYPE_RECORD && decider->type.record->name_field >= 0;
  if (kind == TYPE_BODY || kind == TYPE_TEXT || kind == TYPE_UNKNOWN || named)
    return decider;
  return term_of_kind(scope, written, TYPE_BODY, "who decides");
}

static Power *check_power(const Scope *outer, const Clause *clause) {
  Power *power = arena_new(outer->checker->arena, Power);
  Scope here = scope_at(outer, clause->span), inner;
  const Scope *scope = &here;
  here.governing |= clause->as.power.governed != NULL;
  power->stands = clause_stands(scope, clause);
  power->delegated = clause->kind == CLAUSE_DELEGATED;
  power->span = clause->span;
  power->decider = check_decider(scope, clause);
  here.earlier = true;
  clause_when(scope, clause, &power->when, &inner);
  power->above = check_limit(&inner, clause, clause->as.power.above, power->decider);
  power->most = check_limit(&inner, clause, clause->as.power.most, power->decider);
  power->most_strict = clause->as.power.below;
  check_currency(scope, power->above, "the limit");
  check_currency(scope, power->most, "the limit");
  check_frame_choice(scope, clause, power);
  if (clause->as.power.governed)
    power->governed = term_of_kind(scope, clause->as.power.governed, TYPE_DATE, "a governing date");
  check_consulting(scope, clause, power);
  const Term *limit = power->most ? power->most : power->above;
  const Expr *written = clause->as.power.most ? clause->as.power.most : clause->as.power.above;
  QuotedRule about = bases_about_value(limit, written ? written->span : clause->head);
  about.has_bound = about.bound_chosen = limit != NULL;
  about.strict_bound = limit && (power->most ? power->most_strict : true);
  about.lower_bound = limit && !power->most;
  power->bases = bases_check(scope->module, &clause->bases, &about);
  bases_need(scope->module, &clause->bases, clause->head,
             power->delegated ? "delegated to" : "decided by", (Name){ SPAN_NONE, TEXT("") });
  return power;
}

/* Delegations in their order, then deciders with a `when`, then the one without (F6). */
static void add_powers(const Scope *scope, Power *const *powers, size_t count) {
  Decision *decision = scope->work->decision;
  for (int pass = 0; pass < 3; pass++)
    for (size_t i = 0; i < count; i++) {
      int place = powers[i]->delegated ? 0 : powers[i]->when ? 1 : 2;
      if (place != pass)
        continue;
      powers[i]->index = decision->powers.count;
      LIST_ADD(scope->checker->arena, &decision->powers, Power *, powers[i]);
    }
}

/* A version that lacks the ceiling is cut to what it would grant without it. */
static const Term *ceiling_in_versions(const Scope *scope, const Term *stands,
                                       const Term *value) {
  const Term *whole = stands ? amount_before(scope) : NULL;
  if (!whole || term_failed(value))
    return value;
  const Term **arguments = arena_array(scope->checker->arena, const Term *, 2);
  arguments[0] = value;
  arguments[1] = whole;
  Term *lower = term_new(scope, TERM_BUILTIN, value->expr, value->type);
  lower->as.builtin.builtin = BUILTIN_MIN;
  lower->as.builtin.arguments = arguments;
  lower->as.builtin.count = 2;
  term_holds(scope, lower, value);
  return term_in_versions(scope, stands, lower, whole);
}

static void check_ceiling(const Scope *outer, const Clause *clause) {
  const Scope here = scope_at(outer, clause->span), *scope = &here;
  Scope inner = *scope;
  inner.named_number = only_number(clause->as.value.value, false);
  inner.implicit_name = arena_format(scope->checker->arena, "%.*s.limit",
                                     TEXT_PRINT(clause->name.text));
  inner.implicit_title = clause->label.text;
  NamedTerm *ceiling = arena_new(scope->checker->arena, NamedTerm);
  ceiling->name = clause->name.text;
  ceiling->title = clause->label.text;
  ceiling->span = clause->name.span;
  ceiling->value = term_of_kind(&inner, clause->as.value.value, TYPE_MONEY, "a ceiling");
  check_currency(scope, ceiling->value, "the ceiling");
  QuotedRule about = bases_about_value(ceiling->value, clause->head);
  about.has_bound = true;
  ceiling->bases = bases_check(scope->module, &clause->bases, &about);
  bases_need(scope->module, &clause->bases, clause->head, "ceiling", clause->name);
  ceiling->stands = clause_stands(scope, clause);
  ceiling->value = ceiling_in_versions(scope, ceiling->stands, ceiling->value);
  LIST_ADD(scope->checker->arena, &scope->work->decision->ceilings, NamedTerm *, ceiling);
}

static void check_judged_by(const Scope *outer, const Clause *clause) {
  const Scope here = scope_at(outer, clause->span), *scope = &here;
  Decision *decision = scope->work->decision;
  const Term *stands = clause_stands(scope, clause);
  Scope inner = *scope;
  inner.earlier = true;
  const Term *value = term_of_kind(&inner, clause->as.value.value, TYPE_MONEY,
                                   "the amount that decides who decides");
  bases_check(scope->module, &clause->bases, NULL);
  if (decision->judged_by && !clause_replaces(scope->checker, clause)) {
    diag_report(scope->checker->diags, DIAG_CLAUSE_TWICE, clause->head,
                "\"judged by\" may stand once in a decision");
    diag_label(scope->checker->diags, decision->judged_by->span, "the first one");
  }
  const Term *otherwise = decision->judged_by ? decision->judged_by : amount_before(scope);
  if (!term_failed(value))
    decision->judged_by = otherwise ? term_in_versions(scope, stands, value, otherwise) : value;
}

void powers_check(const Scope *scope) {
  const Decl *decl = scope->work->decl;
  Arena *arena = scope->checker->arena;
  Power **powers = arena_array(arena, Power *, POWERS_MOST + 1);
  size_t count = 0;
  bool full = false;
  Map ceilings;
  map_init(&ceilings, arena);
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    bool power = clause->kind == CLAUSE_DECIDED_BY || clause->kind == CLAUSE_DELEGATED;
    if (power && count == POWERS_MOST && !full)
      diag_report(scope->checker->diags, DIAG_TOO_MANY, clause->head,
                  "a decision has at most %d rows that say who decides", POWERS_MOST);
    full |= power && count == POWERS_MOST;
    if (power && !full) {
      powers[count++] = check_power(scope, clause);
      count += deputies_check(scope, clause, powers[count - 1], &powers[count],
                              POWERS_MOST - count);
    }
    if (clause->kind == CLAUSE_JUDGED_BY)
      check_judged_by(scope, clause);
    if (clause->kind != CLAUSE_CEILING)
      continue;
    clause_unique(scope->checker, &ceilings, clause, "ceiling", "ceiling");
    check_ceiling(scope, clause);
  }
  for (size_t i = 0; i < scope->work->decision->frames.count; i++)
    check_currency(scope, scope->work->decision->frames.items[i]->limit, "the frame");
  add_powers(scope, powers, count);
}
