/* What keys among equals hang on (F11): told of the rules once, so that not all are told anew after
 * each placing. */
#include "interp/check/term_walk.h"
#include "interp/decide/late.h"

/* ---- what a key reads ------------------------------------------------------------------- */

typedef struct {
  Arena       *arena;
  LateTies    *ties;
  bool         moves;                 /* it reads who is placed */
  bool         told;                  /* and nothing else that may change, or cannot be told */
  bool         apart;                 /* nothing that hangs on more than plain facts */
  size_t       lists;                 /* of earlier records; and those held equal by a field */
  const FieldType *heard, *said;
} Reading;

static void add_fact(Reading *reading, const FieldType *field) {
  TypeKind kind = field->type.kind;
  reading->apart &= kind == TYPE_TRUTH || evaluate_plain_equality(kind, kind);
  for (size_t i = 0; i < reading->ties->facts.count; i++)
    if (reading->ties->facts.items[i] == field)
      return;
  LIST_ADD(reading->arena, &reading->ties->facts, const FieldType *, field);
}

/* A list of records placed that a where narrows to those with the same value of a field. */
static void read_domain(Reading *reading, const TermDomain *domain, const Term *where) {
  const Term *value = NULL;
  if (!domain->list || domain->list->kind != TERM_EARLIER)
    return;
  const FieldType *said = evaluate_equality(where, domain->slot, &value);
  bool plain = said && value->kind == TERM_FIELD && value->as.field.object &&
               value->as.field.object->kind == TERM_SUBJECT &&
               evaluate_plain_equality(said->type.kind, value->type.kind);
  reading->said = plain ? said : NULL;
  reading->heard = plain ? value->as.field.field : NULL;
}

static bool visit(void *context, const Term *term) {
  Reading *reading = context;
  switch (term->kind) {
    case TERM_EARLIER:
      reading->moves = true;
      reading->lists++;
      return false;
    case TERM_AGGREGATE:
      if (term->as.aggregate.kind != AGGREGATE_SHARE)       /* which is of all */
        read_domain(reading, &term->as.aggregate.domain, term->as.aggregate.where);
      return true;
    case TERM_QUANTIFIED:
      read_domain(reading, &term->as.quantified.domain, term->as.quantified.where);
      return true;
    case TERM_RESULT:
      reading->told &= term->as.result.decision && term->as.result.object &&
                       term->as.result.object->kind == TERM_VARIABLE;
      reading->moves = true;
      return true;
    case TERM_FIELD:
      if (!term->as.field.object || term->as.field.object->kind != TERM_SUBJECT)
        return true;
      add_fact(reading, term->as.field.field);
      return false;
    case TERM_SUBJECT: case TERM_PARAMETER: case TERM_GOVERNING: case TERM_CALL: case TERM_GRID:
    case TERM_LOOKUP: case TERM_EXCEPTED: case TERM_BUILTIN: case TERM_WINDOW: case TERM_ELAPSED:
    case TERM_ROLL: case TERM_STANDS: case TERM_PENDING: case TERM_APPORTION:
      reading->apart = false;
      return true;
    case TERM_CONSTANT: case TERM_VARIABLE: case TERM_NOT: case TERM_NEGATE: case TERM_BINARY:
    case TERM_MEMBERSHIP: case TERM_STATE: case TERM_RANGE: case TERM_IF: case TERM_ROUND:
      return true;
    case TERM_ERROR: case TERM_STATE_OF_AMOUNT: case TERM_BUDGET: case TERM_SHARE:
    case TERM_TARGET: case TERM_CONTROL:
      reading->told = false;
      return false;
  }
  return false;
}

/* Those of one key; a definition may read anything. */
static bool reads_only_facts(Reading *reading, const Term *key) {
  size_t facts = reading->ties->facts.count;
  reading->moves = false;
  reading->told = reading->apart = true;
  term_walk(key, visit, reading);
  if (!reading->moves)
    reading->ties->facts.count = facts;       /* a key that stays need not be the same */
  return reading->told && (!reading->moves || reading->apart);
}

LateTies late_ties(Arena *arena, const Decision *decision) {
  LateTies ties = { .told = decision->tie_count > 0 };
  Reading reading = { .arena = arena, .ties = &ties };
  for (size_t i = 0; i < decision->tie_count; i++)
    ties.told &= reads_only_facts(&reading, decision->ties[i].value);
  if (reading.lists == 1) {
    ties.heard = reading.heard;
    ties.said = reading.said;
  }
  return ties;
}

/* ---- of a record ------------------------------------------------------------------------ */

/* Empty: it is faulty. */
static Text fact_of(Arena *arena, const Record *record, const FieldType *field) {
  Value value = record->fields[field->index];
  if (record->faults.count || value.state == VALUE_ERROR)
    return TEXT_NONE;
  if (value.state != VALUE_KNOWN)
    return value.state == VALUE_NONE ? TEXT("-") : TEXT("?");
  return arena_format(arena, "=%.*s", TEXT_PRINT(value_plain(arena, value)));
}

/* Empty: it is not known for certain, or nobody asks. */
static Text word_of(Arena *arena, const Record *record, const FieldType *field) {
  Text fact = field ? fact_of(arena, record, field) : TEXT_NONE;
  return fact.length && fact.bytes[0] == '=' ? fact : TEXT_NONE;
}

bool late_tied(void *context, Arena *arena, uint32_t number, AllocationTie *tie) {
  const Late *late = context;
  const Record *record = late->all[number];
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < late->ties.facts.count; i++) {
    Text fact = fact_of(arena, record, late->ties.facts.items[i]);
    if (!fact.length)
      return false;
    writer_print(&writer, "%zu ", fact.length);
    writer_put(&writer, fact);
  }
  tie->alike = writer_text(&writer);
  tie->hears = word_of(arena, record, late->ties.heard);
  return true;
}

Text late_placed(void *context, Arena *arena, uint32_t number) {
  const Late *late = context;
  return word_of(arena, late->all[number], late->ties.said);
}
