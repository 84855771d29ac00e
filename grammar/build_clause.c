#include "grammar/build.h"

/* ---- decisions ------------------------------------------------------------------------------ */

Decl *decision_new(Parse *parse, Span span, Span head, Name name, Name label, Name record) {
  Decl *decl = decl_new(parse, span, head, DECL_DECISION, name, label);
  decl->as.decision.record = record;
  return decl;
}

Decl *decision_governed(Parse *parse, Decl *decl, Span span, BasisList bases, const Expr *date,
                        BasisList governed_bases) {
  decl->as.decision.governed = date;
  decl->as.decision.governed_bases = governed_bases;
  return decl_end(parse, decl, span, bases);
}

Decl *decision_add(Parse *parse, Decl *decl, const Clause *clause, Span span) {
  LIST_ADD(parse->arena, &decl->as.decision.clauses, Clause, *clause);
  decl->span = span;
  return decl;
}

static Clause *clause_new(Parse *parse, Span span, Span head, ClauseKind kind, Name name,
                          Name label) {
  Clause *clause = arena_new(parse->arena, Clause);
  clause->kind = kind;
  clause->span = span;
  clause->head = head;
  clause->name = name;
  clause->label = label;
  return clause;
}

Clause *clause_end(Clause *clause, Span span, BasisList bases) {
  clause->bases = bases;
  clause->span = span;
  return clause;
}

/* A frame between clauses is a clause of its own; a parameter or definition stays what it is. */
Clause *clause_declared(Parse *parse, Span span, Decl *decl) {
  bool frame = decl->kind == DECL_FRAME;
  Clause *clause = clause_new(parse, span, decl->head, frame ? CLAUSE_FRAME : CLAUSE_DECLARED,
                              decl->name, decl->label);
  clause->bases = decl->bases;
  if (frame)
    clause->as.frame = decl->as.frame;
  else
    clause->as.declared.decl = decl;
  return clause;
}

Clause *clause_needs(Parse *parse, Span span, Span head, NameList fields, const Expr *when) {
  Clause *clause = clause_new(parse, span, head, CLAUSE_NEEDS, name_none(), name_none());
  clause->as.needs.fields = fields;
  clause->when = when;
  return clause;
}

Clause *clause_who(Parse *parse, Span span, Span head, ClauseKind kind, Name name, Name label,
                   const Expr *test, Name reason) {
  Clause *clause = clause_new(parse, span, head, kind, name, label);
  clause->as.who.test = test;
  clause->as.who.reason = reason;
  return clause;
}

Clause *clause_outcome(Parse *parse, Span span, Span head, Name name, Name label, Stage stage,
                       const Expr *when) {
  Clause *clause = clause_new(parse, span, head, CLAUSE_OUTCOME, name, label);
  clause->as.outcome.stage = stage.word;
  clause->as.outcome.after = stage.after;
  clause->when = when;
  return clause;
}

Clause *clause_value(Parse *parse, Span span, Span head, ClauseKind kind, Name name, Name label,
                     const Expr *value) {
  Clause *clause = clause_new(parse, span, head, kind, name, label);
  clause->as.value.value = value;
  return clause;
}

Clause *clause_note(Parse *parse, Span span, Span head, ClauseKind kind, Name name, Name label,
                    const Expr *when) {
  Clause *clause = clause_new(parse, span, head, kind, name, label);
  clause->when = when;
  return clause;
}

/* ---- criteria --------------------------------------------------------------------------- */

Clause *clause_criterion(Parse *parse, Span span, Span head, Name name, Name label,
                         const Expr *when, const Requirement *requirement) {
  Clause *clause = clause_new(parse, span, head, CLAUSE_CRITERION, name, label);
  clause->when = when;
  return criterion_add(parse, clause, requirement, span);
}

Clause *clause_considers(Parse *parse, Span span, Span head, Name name, Name label,
                         const Expr *when, const Expr *considers) {
  Clause *clause = clause_new(parse, span, head, CLAUSE_CRITERION, name, label);
  clause->when = when;
  clause->as.criterion.considers = considers;
  return clause;
}

Clause *criterion_add(Parse *parse, Clause *clause, const Requirement *requirement, Span span) {
  LIST_ADD(parse->arena, &clause->as.criterion.requires, Requirement, *requirement);
  clause->span = span;
  return clause;
}

Requirement *requirement_new(Parse *parse, Span span, const Expr *test, Name reason) {
  Requirement *requirement = arena_new(parse->arena, Requirement);
  *requirement = (Requirement){ .span = span, .test = test, .reason = reason };
  return requirement;
}

/* ---- frames ----------------------------------------------------------------------------- */

Decl *frame_new(Parse *parse, Span span, Span head, Name name, Name label, const Expr *value) {
  Decl *decl = decl_new(parse, span, head, DECL_FRAME, name, label);
  decl->as.frame.value = value;
  return decl;
}

Decl *frame_within(Parse *parse, Span part, Decl *decl, Span span, Name parent) {
  check_once(parse, decl->as.frame.within.text.length > 0, part);
  decl->as.frame.within = parent;
  decl->span = span;
  return decl;
}

Decl *frame_earmarked(Parse *parse, Span part, Decl *decl, Span span) {
  check_once(parse, decl->as.frame.earmarked, part);
  decl->as.frame.earmarked = true;
  decl->span = span;
  return decl;
}

Decl *frame_purpose(Parse *parse, Span part, Decl *decl, Span span, Name text) {
  check_once(parse, decl->as.frame.purpose.text.length > 0, part);
  decl->as.frame.purpose = text;
  decl->span = span;
  return decl;
}

Decl *frame_only_when(Parse *parse, Span part, Decl *decl, Span span, const Expr *test) {
  check_once(parse, decl->as.frame.only_when, part);
  decl->as.frame.only_when = test;
  decl->span = span;
  return decl;
}

Decl *frame_governed(Parse *parse, Span part, Decl *decl, Span span, const Expr *date) {
  check_once(parse, decl->as.frame.governed, part);
  decl->as.frame.governed = date;
  decl->span = span;
  return decl;
}

Decl *frame_for_each(Parse *parse, Span part, Decl *decl, Span span, ExprList keys) {
  check_once(parse, decl->as.frame.for_each.count > 0, part);
  decl->as.frame.for_each = keys;
  return decl_close(decl, span);
}

Decl *frame_each_year(Parse *parse, Span part, Decl *decl, Span span, const Expr *date) {
  check_once(parse, decl->as.frame.each_year, part);
  decl->as.frame.each_year = date;
  return decl_close(decl, span);
}

Decl *frame_rolling(Parse *parse, Span part, Decl *decl, Span span, const Expr *period,
                    const Expr *back_from) {
  check_once(parse, decl->as.frame.rolling, part);
  decl->as.frame.rolling = period;
  decl->as.frame.back_from = back_from;
  return decl_close(decl, span);
}

Decl *frame_counting(Parse *parse, Span part, Decl *decl, Span span, const Drawn *drawn) {
  check_once(parse, decl->as.frame.counting, part);
  decl->as.frame.counting = drawn;
  return decl_close(decl, span);
}

Decl *frame_adds(Parse *parse, Decl *decl, Span span, const Drawn *drawn) {
  LIST_ADD(parse->arena, &decl->as.frame.adds, Drawn, *drawn);
  return decl_close(decl, span);
}

Decl *frame_shared_by(Parse *parse, Span part, Decl *decl, Span span, const Expr *keys) {
  check_once(parse, decl->as.frame.shared_by, part);
  decl->as.frame.shared_by = keys;
  return decl_close(decl, span);
}

Decl *frame_carries_over(Parse *parse, Span part, Decl *decl, Span span, const Expr *most) {
  check_once(parse, decl->as.frame.carries_over, part);
  decl->as.frame.carries_over = most;
  return decl_close(decl, span);
}

Decl *frame_overdraws(Parse *parse, Span part, Decl *decl, Span span, const Expr *most) {
  check_once(parse, decl->as.frame.overdraws, part);
  decl->as.frame.overdraws = most;
  return decl_close(decl, span);
}

Drawn *drawn_value(Parse *parse, Span span, const Expr *value) {
  Drawn *drawn = arena_new(parse->arena, Drawn);
  *drawn = (Drawn){ .span = span, .value = value };
  return drawn;
}

Drawn *drawn_new(Parse *parse, Span span, const Expr *value, Name variable, const Domain *domain,
                 const Expr *where) {
  Drawn *drawn = drawn_value(parse, span, value);
  drawn->domain = *domain;
  drawn->domain.variable = variable;
  drawn->where = where;
  return drawn;
}

/* ---- who decides, in which order -------------------------------------------------------- */

Limits limits_none(void) {
  return (Limits){ NULL, NULL, false };
}

Clause *clause_power(Parse *parse, Span span, Span head, ClauseKind kind, const Expr *decider,
                     Limits limits, Name out_of) {
  Clause *clause = clause_new(parse, span, head, kind, name_none(), name_none());
  clause->as.power.decider = decider;
  clause->as.power.above = limits.above;
  clause->as.power.most = limits.most;
  clause->as.power.below = limits.below;
  clause->as.power.out_of = out_of;
  return clause;
}

Clause *power_when(Clause *clause, Span span, const Expr *when, const Expr *governed) {
  clause->when = when;
  clause->as.power.governed = governed;
  clause->span = span;
  return clause;
}

Clause *power_consulting(Clause *clause, NameList names) {
  clause->as.power.consulting = names;
  return clause;
}

Clause *power_deputy(Parse *parse, Clause *clause, Span span, Span part, Name name, Name label,
                     const Expr *when, BasisList bases) {
  Deputy deputy = { .span = part, .name = name, .label = label, .when = when, .bases = bases };
  LIST_ADD(parse->arena, &clause->as.power.deputies, Deputy, deputy);
  clause->span = span;
  return clause;
}

Clause *clause_score(Parse *parse, Span span, Span head, Name name, Name label, const Expr *value,
                     const Expr *threshold) {
  Clause *clause = clause_new(parse, span, head, CLAUSE_SCORE, name, label);
  clause->as.score.value = value;
  clause->as.score.threshold = threshold;
  return clause;
}

Clause *clause_never_split(Parse *parse, Span span, Span head, NameList keys, const Expr *within) {
  Clause *clause = clause_new(parse, span, head, CLAUSE_NEVER_SPLIT, name_none(), name_none());
  clause->as.never_split.keys = keys;
  clause->as.never_split.within = within;
  return clause;
}

Clause *clause_allocate(Parse *parse, Span span, Span head, SortKeyList keys, SortKeyList ties,
                        How how, ElseOut otherwise) {
  Clause *clause = clause_new(parse, span, head, CLAUSE_ALLOCATE, name_none(), name_none());
  clause->as.allocate.keys = keys;
  clause->as.allocate.ties = ties;
  clause->as.allocate.how = how.how;
  clause->as.allocate.least = how.least;
  clause->as.allocate.otherwise = otherwise.kind;
  clause->as.allocate.outcome = otherwise.outcome;
  clause->as.allocate.otherwise_written = otherwise.written;
  return clause;
}

/* ---- deadlines -------------------------------------------------------------------------- */

Owed *owed_new(Parse *parse, NameList names, const Expr *when, NameList others) {
  Owed *owed = arena_new(parse->arena, Owed);
  *owed = (Owed){ .names = names, .others = others, .when = when };
  return owed;
}

Clause *clause_deadline(Parse *parse, Span span, Span head, Name name, Name label,
                        const Expr *when, const Owed *owed, Name to) {
  Clause *clause = clause_new(parse, span, head, CLAUSE_DEADLINE, name, label);
  clause->when = when;
  clause->as.deadline.owed_by = owed->names;
  clause->as.deadline.owed_when = owed->when;
  clause->as.deadline.owed_else = owed->others;
  clause->as.deadline.owed_to = to;
  return clause;
}

Clause *deadline_due(Clause *clause, Span span, const Expr *due) {
  clause->as.deadline.due = due;
  clause->span = span;
  return clause;
}

Clause *deadline_due_before(Clause *clause, Span span, Name meeting) {
  clause->as.deadline.due_before = meeting;
  clause->span = span;
  return clause;
}

Clause *deadline_governed(Parse *parse, Span part, Clause *clause, Span span, const Expr *date) {
  check_once(parse, clause->as.deadline.governed, part);
  clause->as.deadline.governed = date;
  clause->span = span;
  return clause;
}

Clause *deadline_fulfilled(Parse *parse, Span part, Clause *clause, Span span, const Expr *test) {
  check_once(parse, clause->as.deadline.fulfilled, part);
  clause->as.deadline.fulfilled = test;
  clause->span = span;
  return clause;
}

Clause *deadline_when(Parse *parse, Span part, Clause *clause, Span span, const Expr *when) {
  check_once(parse, clause->when, part);
  clause->when = when;
  clause->span = span;
  return clause;
}

Clause *deadline_contains(Parse *parse, Span part, Clause *clause, Span span, StringList contains) {
  check_once(parse, clause->as.deadline.contains.count > 0, part);
  clause->as.deadline.contains = contains;
  clause->span = span;
  return clause;
}
