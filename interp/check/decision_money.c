#include "interp/check/checker.h"

/* ---- the amount and its states (semantics M1) -------------------------------------------- */

static void add_amount(Scope *scope, Name name, Text title, Span span, const Term *value,
                       ModelBases bases) {
  Arena *arena = scope->checker->arena;
  DecisionWork *work = scope->work;
  NamedTerm *amount = arena_new(arena, NamedTerm);
  *amount = (NamedTerm){ .name = name.text, .title = title, .span = span, .value = value,
                         .bases = bases };
  LIST_ADD(arena, &work->decision->amounts, NamedTerm *, amount);
  LIST_ADD(arena, &work->amount_names, Name, name);
  scope->amount_count = work->decision->amounts.count;
  if (value->type.kind == TYPE_MONEY && value->type.currency)
    work->decision->currency = value->type.currency;
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
  Name none = { field->span, TEXT("") };
  add_amount(scope, none, field->title, field->span, term, (ModelBases){ NULL, 0, 0 });
  scope->work->decision->amounts.items[0]->name = TEXT("asked");
}

static bool names_asked(const Clause *clause) {
  return clause->kind == CLAUSE_AMOUNT && word_is(clause->name.text, "asked", "sökt");
}

static void check_amount(Scope *scope, const Clause *clause) {
  const Term *value = term_of_kind(scope, clause->as.value.value, TYPE_MONEY, "an amount");
  QuotedRule about = bases_about_value(value, clause->head);
  ModelBases bases = bases_check(scope->module, &clause->bases, &about);
  if (!names_asked(clause))
    bases_need(scope->module, &clause->bases, clause->head, "amount", clause->name);
  add_amount(scope, clause->name, clause->label.text, clause->name.span, value, bases);
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
              "%s is in %.*s, the amount in %.*s", what, TEXT_PRINT(limit->type.currency->name),
              TEXT_PRINT(currency->name));
}

static const Term *check_decider(const Scope *scope, const Clause *clause) {
  const Expr *written = clause->as.power.decider;
  const Expr *inside = tree_inside(written);
  if (inside && inside->kind == EXPR_NAME) {
    Name name = { inside->span, inside->as.name.text };
    const Body *body = symbol_need_body(scope->module, name);
    return body ? term_constant(scope, inside, type_of_kind(TYPE_BODY), value_body(body))
                : term_error(scope, written);
  }
  return term_of_kind(scope, written, TYPE_BODY, "who decides");
}

static Power *check_power(const Scope *scope, const Clause *clause) {
  Power *power = arena_new(scope->checker->arena, Power);
  Scope inner;
  power->delegated = clause->kind == CLAUSE_DELEGATED;
  power->span = clause->span;
  power->decider = check_decider(scope, clause);
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

static void check_ceiling(const Scope *scope, const Clause *clause) {
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
  LIST_ADD(scope->checker->arena, &scope->work->decision->ceilings, NamedTerm *, ceiling);
}

static void check_judged_by(const Scope *scope, const Clause *clause) {
  Decision *decision = scope->work->decision;
  const Term *value = term_of_kind(scope, clause->as.value.value, TYPE_MONEY,
                                   "the amount that decides who decides");
  bases_check(scope->module, &clause->bases, NULL);
  if (decision->judged_by) {
    diag_report(scope->checker->diags, DIAG_CLAUSE_TWICE, clause->head,
                "\"judged by\" may stand once in a decision");
    diag_label(scope->checker->diags, decision->judged_by->span, "the first one");
  }
  if (!term_failed(value))
    decision->judged_by = value;
}

void powers_check(const Scope *scope) {
  const Decl *decl = scope->work->decl;
  Arena *arena = scope->checker->arena;
  Power **powers = arena_array(arena, Power *, decl->as.decision.clauses.count + 1);
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
    if (power && !full)
      powers[count++] = check_power(scope, clause);
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
