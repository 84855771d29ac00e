/* List operations: over a record's lists, lists of its elements, whole tables, and 1 to n. */
#include "tests/property/maker.h"

typedef struct {
  const char      *variable, *domain;
  const TableMade *table;       /* NULL: values of one kind */
  Kind             kind;
  const char      *tie;         /* ties the elements to the record; NULL: nothing does */
} Domain;

static void of_field(Maker *maker, Domain *domain) {
  const Scope *scope = &maker->scope;
  const char *found[16];
  const TableMade *tables[16];
  size_t count = 0;
  for (size_t i = 0; i < scope->object_count; i++) {
    const ObjectMade *object = &scope->objects[i];
    for (size_t j = 0; j < object->table->count && !object->guard; j++) {
      const FieldMade *field = &object->table->fields[j];
      if (field->kind != MANY || count == 16)
        continue;
      found[count] = *object->path ? text(maker, "%s.%s", object->path, field->name)
                                   : field->name;
      tables[count++] = field->to;
      if (i > 0)
        reached(maker, FORM_MADE_NESTED, "");
      if (i > 0 && field->via)
        reached(maker, FORM_MADE_TWO_LEVELS, "");
    }
  }
  if (!count)
    return;
  size_t chosen = chance(maker, count);
  domain->domain = found[chosen];
  domain->table = tables[chosen];
}

static const FieldMade *reference_to(const TableMade *table, const TableMade *to) {
  for (size_t i = 0; i < table->count; i++)
    if (table->fields[i].kind == REFERENCE && table->fields[i].to == to &&
        !table->fields[i].optional)
      return &table->fields[i];
  return NULL;
}

/* The organisation that the object is, or refers to; NULL: none, or it may be none. */
static const char *organisation_of(Maker *maker, const ObjectMade *object) {
  const FieldMade *own = reference_to(object->table, &maker->organisation);
  if (object->guard)
    return NULL;
  if (object->table == &maker->organisation && *object->path)
    return object->path;
  return own ? text(maker, "%s%s%s", object->path, *object->path ? "." : "", own->name) : NULL;
}

/* award.org is the record's own org, or an organisation that is gone through around it. */
static void tie(Maker *maker, Domain *domain) {
  const Scope *scope = &maker->scope;
  if (!scope->object_count)
    return;
  const FieldMade *other = reference_to(domain->table, &maker->organisation);
  const char *own = organisation_of(maker, &scope->objects[chance(maker, scope->object_count)]);
  if (!own || !other || once_in(maker, 3))
    return;
  domain->tie = reached(maker, FORM_MADE_CORRELATED,
                        text(maker, "%s.%s is %s", domain->variable, other->name, own));
}

static Scope enter(Maker *maker, const Domain *domain);
static const char *where(Maker *maker, const Domain *domain, unsigned depth);

/* A list that has a name, or is made on the spot of a table's records. */
static void of_values(Maker *maker, Domain *domain) {
  static const Kind kinds[] = { MONEY, INTEGER, DAY, SPAN, KIND };
  const Scope *scope = &maker->scope;
  if (scope->object_count >= MOST_OBJECTS || scope->variables >= 2)
    return;
  reached(maker, FORM_MADE_OVER_MADE, "");
  if (maker->list_count && scope->subject && once_in(maker, 2)) {
    const NamedMade *list = &maker->lists[chance(maker, maker->list_count)];
    domain->domain = list->name;
    domain->kind = list->kind;
    return;
  }
  Domain from = { .variable = "z", .table = &maker->payment, .domain = maker->payment.name };
  of_field(maker, &from);
  domain->kind = kinds[chance(maker, maker->calendar ? 5 : 3)];
  Scope outside = enter(maker, &from);
  const char *value = expression(maker, domain->kind, 3);
  const char *among = where(maker, &from, 2);
  maker->scope = outside;
  domain->domain = text(maker, "(list of %s for z in %s%s)", value, from.domain, among);
}

static Domain domain_of(Maker *maker) {
  static const char *const variables[] = { "v", "w", "x", "y" };
  Domain domain = { .variable = variables[maker->scope.variables % 4], .kind = INTEGER };
  if (once_in(maker, 8))
    of_values(maker, &domain);
  if (domain.domain)
    return domain;
  if (!once_in(maker, 3))
    of_field(maker, &domain);
  if (domain.domain && once_in(maker, 4))
    tie(maker, &domain);
  if (domain.domain)
    return domain;
  if (once_in(maker, 6)) {
    domain.domain = text(maker, "1 to %s", once_in(maker, 2) ? "4" : integer_written(maker));
    reached(maker, FORM_MADE_TO_N, "");
    return domain;
  }
  domain.table = once_in(maker, 3) ? &maker->payment
                 : once_in(maker, 4) ? &maker->organisation : &maker->award;
  if (maker->results && once_in(maker, 2))
    domain.table = &maker->application;
  domain.domain = domain.table->name;
  reached(maker, FORM_MADE_TABLE_OP, "");
  tie(maker, &domain);
  return domain;
}

/* What is asked of an element may speak of it and of all around it. */
static Scope enter(Maker *maker, const Domain *domain) {
  Scope outside = maker->scope;
  Scope *scope = &maker->scope;
  scope->variables++;
  if (!domain->table)
    scope_name(scope, domain->variable, domain->kind);
  else if (scope->object_count < MOST_OBJECTS)
    scope->objects[scope->object_count++] = (ObjectMade){ domain->variable, domain->table, NULL };
  return outside;
}

static const char *where(Maker *maker, const Domain *domain, unsigned depth) {
  const char *more = once_in(maker, 2) ? expression(maker, TRUTH, depth + 2) : NULL;
  if (domain->tie)
    return more ? text(maker, " where (%s and %s)", domain->tie, more)
                : text(maker, " where %s", domain->tie);
  return more ? text(maker, " where %s", more) : "";
}

static bool too_deep(const Maker *maker) {
  return maker->scope.object_count >= MOST_OBJECTS || maker->scope.variables >= 3;
}

/* ---- one value of a list ------------------------------------------------------------- */

static const char *gathered(Maker *maker, Kind kind, unsigned depth) {
  Domain domain = domain_of(maker);
  if (!domain.table && kind != domain.kind)
    return literal(maker, kind);
  Scope outside = enter(maker, &domain);
  const char *value = expression(maker, kind, depth + 2);
  const char *among = where(maker, &domain, depth);
  const char *key = expression(maker, once_in(maker, 2) ? MONEY : DAY, depth + 3);
  maker->scope = outside;
  const char *otherwise = text(maker, " otherwise %s", literal(maker, kind));
  bool ordered = kind == MONEY || kind == INTEGER || kind == DAY || kind == RATE;
  switch (chance(maker, 6)) {
    case 0: case 1:
      if (kind == MONEY || kind == INTEGER)
        return reached(maker, FORM_MADE_SUM,
                       text(maker, "(sum of %s for %s in %s%s)", value, domain.variable,
                            domain.domain, among));
      break;
    case 2: case 3:
      if (ordered)
        return reached(maker, FORM_MADE_EXTREME,
                       text(maker, "(%s of %s for %s in %s%s%s)",
                            kind == MONEY && once_in(maker, 3) ? "average"
                            : once_in(maker, 2)                ? "max" : "min",
                            value, domain.variable, domain.domain, among,
                            once_in(maker, 12) ? "" : otherwise));
      break;
    default: break;
  }
  if (once_in(maker, 2))
    return reached(maker, FORM_MADE_PICK,
                   text(maker, "(the %s for %s in %s%s%s)", value, domain.variable, domain.domain,
                        among, otherwise));
  return reached(maker, FORM_MADE_PICK,
                 text(maker, "(first of (%s) by %s%s for %s in %s%s%s)", value, key,
                      once_in(maker, 2) ? " descending" : "", domain.variable, domain.domain,
                      among, otherwise));
}

static const char *counted(Maker *maker, unsigned depth) {
  Domain domain = domain_of(maker);
  Scope outside = enter(maker, &domain);
  const char *among = where(maker, &domain, depth);
  static const Kind kinds[] = { MONEY, KIND, DAY, WORDS };
  const char *value = domain.table ? expression(maker, kinds[chance(maker, 4)], depth + 3)
                                   : domain.variable;
  maker->scope = outside;
  reached(maker, FORM_MADE_COUNT, "");
  if (once_in(maker, 3))
    return text(maker, "(count of distinct %s for %s in %s%s)", value, domain.variable,
                domain.domain, among);
  return text(maker, "(count of %s in %s%s)", domain.variable, domain.domain, among);
}

static const char *share(Maker *maker, unsigned depth) {
  Domain domain = domain_of(maker);
  Scope outside = enter(maker, &domain);
  const char *test = expression(maker, TRUTH, depth + 2);
  maker->scope = outside;
  return reached(maker, FORM_MADE_COUNT,
                 text(maker, "(share of %s in %s where %s)", domain.variable, domain.domain, test));
}

const char *list_expression(Maker *maker, Kind kind, unsigned depth) {
  if (!maker->scope.object_count || too_deep(maker))
    return literal(maker, kind);
  if (kind == INTEGER && once_in(maker, 2))
    return counted(maker, depth);
  if (kind == RATE && once_in(maker, 2))
    return share(maker, depth);
  return gathered(maker, kind, depth);
}

/* ---- tests --------------------------------------------------------------------------- */

/* In a list that has a name. */
static const char *member_of_named(Maker *maker, unsigned depth) {
  const NamedMade *list = &maker->lists[chance(maker, maker->list_count)];
  return reached(maker, FORM_MADE_NAMED_LIST,
                 text(maker, "(%s %s %s)", expression(maker, list->kind, depth + 2),
                      once_in(maker, 3) ? "not in" : "in", list->name));
}

static const char *member(Maker *maker, unsigned depth) {
  if (maker->list_count && maker->scope.subject && once_in(maker, 2))
    return member_of_named(maker, depth);
  Domain domain = domain_of(maker);
  if (!domain.table)
    return literal(maker, TRUTH);
  static const Kind kinds[] = { MONEY, KIND, DAY, INTEGER };
  Kind kind = kinds[chance(maker, 4)];
  const char *outer = expression(maker, kind, depth + 2);
  Scope outside = enter(maker, &domain);
  const char *value = expression(maker, kind, depth + 3);
  const char *among = where(maker, &domain, depth);
  maker->scope = outside;
  return reached(maker, FORM_MADE_LIST_OF,
                 text(maker, "(%s %s (list of %s for %s in %s%s))", outer,
                      once_in(maker, 3) ? "not in" : "in", value, domain.variable, domain.domain,
                      among));
}

const char *list_truth(Maker *maker, unsigned depth) {
  static const char *const ways[] = { "every", "some", "at least 2", "at least 1" };
  if (!maker->scope.object_count || too_deep(maker))
    return literal(maker, TRUTH);
  if (once_in(maker, 5))
    return member(maker, depth);
  Domain domain = domain_of(maker);
  Scope outside = enter(maker, &domain);
  const char *among = where(maker, &domain, depth);
  const char *test = expression(maker, TRUTH, depth + 1);
  maker->scope = outside;
  return reached(maker, FORM_MADE_QUANTIFIED,
                 text(maker, "(%s %s in %s%s satisfies %s)", ways[chance(maker, 4)],
                      domain.variable, domain.domain, among, test));
}
