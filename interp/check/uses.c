#include "interp/check/checker.h"

/* ---- fields that are read -------------------------------------------------------------------
 * Terms are const; what they lead to was made by this room and is marked here once. */

static void mark_record(const RecordType *record);

static void mark_field(const FieldType *field) {
  FieldType *own = (FieldType *)field;
  if (own->used)
    return;
  own->used = true;
  if (own->type.kind == TYPE_RECORD)
    mark_record(own->type.record);
  if (own->type.kind == TYPE_LIST && own->type.element->kind == TYPE_RECORD)
    mark_record(own->type.element->record);
  if (own->list != LIST_BY || own->type.kind != TYPE_LIST)
    return;
  const FieldType *back = record_type_find(own->type.element->record, own->by);
  if (back)
    mark_field(back);
}

static void mark_record(const RecordType *record) {
  RecordType *own = (RecordType *)record;
  if (own->used)
    return;
  own->used = true;
  for (size_t i = 0; i < own->count; i++)
    if (own->fields[i].key)
      mark_field(&own->fields[i]);
}

static void mark_name(const RecordType *record) {
  mark_record(record);
  if (record->name_field >= 0)
    mark_field(&record->fields[record->name_field]);
}

/* A body beside a record is compared by the record's name. */
static void mark_compared(const Type *a, const Type *b) {
  if (a->kind != TYPE_BODY)
    return;
  if (b->kind == TYPE_RECORD)
    mark_name(b->record);
  if (b->kind == TYPE_LIST && b->element->kind == TYPE_RECORD)
    mark_name(b->element->record);
}

static void mark_membership(const Term *term) {
  const Term *value = term->as.membership.value;
  if (term->as.membership.list)
    mark_compared(&value->type, &term->as.membership.list->type);
  for (size_t i = 0; i < term->as.membership.count; i++) {
    mark_compared(&value->type, &term->as.membership.items[i]->type);
    mark_compared(&term->as.membership.items[i]->type, &value->type);
  }
}

static void mark_all(const TermDomain *domain) {
  if (domain->all)
    mark_record(domain->all);
}

static bool visit(void *context, const Term *term) {
  (void)context;
  switch (term->kind) {
    case TERM_FIELD:
      mark_field(term->as.field.field);
      break;
    case TERM_BINARY:
      mark_compared(&term->as.binary.left->type, &term->as.binary.right->type);
      mark_compared(&term->as.binary.right->type, &term->as.binary.left->type);
      break;
    case TERM_MEMBERSHIP: mark_membership(term); break;
    case TERM_QUANTIFIED: mark_all(&term->as.quantified.domain); break;
    case TERM_AGGREGATE:  mark_all(&term->as.aggregate.domain); break;
    case TERM_APPORTION:  mark_all(&term->as.apportion.domain); break;
    case TERM_CALL: {
      Define *define = (Define *)term->as.call.define;
      if (!define->used) {
        define->used = true;
        uses_mark_term(define->value);
      }
      break;
    }
    default:
      break;
  }
  return true;
}

void uses_mark_term(const Term *term) {
  term_walk(term, visit, NULL);
}

/* ---- what reads them --------------------------------------------------------------------- */

static void mark_party(const Party *party) {
  if (party->group && party->group->record) {
    mark_name(party->group->record);
    uses_mark_term(party->group->where);
  }
  if (!party->field)
    return;
  mark_field(party->field);
  const Type *type = party->field->type.kind == TYPE_LIST ? party->field->type.element
                                                          : &party->field->type;
  if (type->kind == TYPE_RECORD)
    mark_name(type->record);
}

/* "{amount} is too much" is written with the amount. */
static void mark_reason(const RecordType *subject, Text reason) {
  size_t from = 0;
  Text name;
  while (reason_next(reason, &from, &name)) {
    const FieldType *field = record_type_find(subject, name);
    if (field)
      mark_field(field);
  }
}

static void mark_exceptions(const RecordType *subject, const Exceptions *exceptions) {
  for (size_t i = 0; exceptions && i < exceptions->count; i++) {
    uses_mark_term(exceptions->items[i].when);
    uses_mark_term(exceptions->items[i].value);
    mark_reason(subject, exceptions->items[i].reason);
  }
}

static void mark_rule(const RecordType *subject, const Rule *rule) {
  uses_mark_term(rule->when);
  for (size_t i = 0; i < rule->require_count; i++) {
    uses_mark_term(rule->requires[i].test);
    mark_reason(subject, rule->requires[i].reason);
  }
  for (size_t i = 0; i < rule->need_count; i++)
    mark_field(rule->needs[i]);
  mark_exceptions(subject, rule->exceptions);
}

/* A decider found in the data is told by the record's name. */
static void mark_decider(const Term *decider) {
  if (decider && decider->type.kind == TYPE_RECORD)
    mark_name(decider->type.record);
}

static void mark_deadline(const Deadline *deadline) {
  uses_mark_term(deadline->when);
  uses_mark_term(deadline->owed_when);
  uses_mark_term(deadline->due);
  uses_mark_term(deadline->governed);
  uses_mark_term(deadline->fulfilled);
  for (size_t i = 0; i < deadline->owed_by_count; i++)
    mark_party(&deadline->owed_by[i]);
  for (size_t i = 0; i < deadline->owed_else_count; i++)
    mark_party(&deadline->owed_else[i]);
  mark_party(&deadline->owed_to);
}

static void mark_decision(const Decision *decision) {
  if (!decision->subject)
    return;
  mark_record(decision->subject);
  uses_mark_term(decision->governing);
  for (size_t i = 0; i < decision->rules.count; i++)
    mark_rule(decision->subject, decision->rules.items[i]);
  decision_each_term(decision, visit, NULL);
  for (size_t i = 0; i < decision->powers.count; i++)
    mark_decider(decision->powers.items[i]->decider);
  for (size_t i = 0; i < decision->deadlines.count; i++)
    mark_deadline(decision->deadlines.items[i]);
}

/* A `valid when` and a recorded decision read their fields where the record itself is read; a
 * test may lead to further records, so until nothing more is marked. */
static bool mark_valid(const Model *model, bool *done) {
  bool more = false;
  for (size_t i = 0; i < model->valid.count; i++) {
    if (done[i] || !model->valid.items[i].record->used)
      continue;
    done[i] = more = true;
    uses_mark_term(model->valid.items[i].test);
    mark_reason(model->valid.items[i].record, model->valid.items[i].reason);
  }
  return more;
}

static void mark_recorded(const ModelRecorded *recorded) {
  const FieldType *const fields[] = { recorded->decider, recorded->granted, recorded->decided,
                                      recorded->outcome, recorded->reference,
                                      recorded->paid, recorded->returned };
  for (size_t i = 0; recorded->record->used && i < 7; i++)
    if (fields[i])
      mark_field(fields[i]);
}

/* What a ladder reads of its record: its key and name too, by which a step is told. */
static void mark_ladder(const Ladder *ladder) {
  mark_name(ladder->subject);
  uses_mark_term(ladder->next);
  mark_field(ladder->taken);
  if (ladder->reason)
    mark_field(ladder->reason);
  for (size_t i = 0; i < ladder->steps.count; i++)
    uses_mark_term(ladder->steps.items[i].due);
}

/* A letter is written with what it names. */
static void mark_letter(const Model *model, const Letter *letter) {
  for (size_t i = 0; i < model->decisions.count; i++)
    for (size_t j = 0; model->decisions.items[i]->subject && j < letter->paragraphs.count; j++)
      mark_reason(model->decisions.items[i]->subject, letter->paragraphs.items[j]);
}

#define MARK_PARTIES(list)                                      \
  for (size_t i_ = 0; i_ < (list)->count; i_++)                 \
    mark_party(&(list)->items[i_])

static void mark_budget(const Budget *budget) {
  mark_name(budget->record);
  for (size_t i = 0; i < budget->by_count; i++)
    mark_field(budget->by[i]);
  for (size_t i = 0; i < budget->items.count; i++) {
    uses_mark_term(budget->items.items[i]->value);
    uses_mark_term(budget->items.items[i]->printed);
  }
  uses_mark_term(budget->continued);
}

static void mark_budgets(const Model *model) {
  for (size_t i = 0; i < model->budgets.count; i++)
    mark_budget(model->budgets.items[i]);
  for (size_t i = 0; i < model->targets.count; i++) {
    uses_mark_term(model->targets.items[i]->value);
    uses_mark_term(model->targets.items[i]->bound);
  }
  for (size_t i = 0; i < model->controls.count; i++) {
    mark_name(model->controls.items[i]->record);
    uses_mark_term(model->controls.items[i]->when);
  }
}

/* Which version a record is judged by may be told by its facts. */
static void mark_versions(const Model *model) {
  for (size_t i = 0; i < model->amendments.count; i++)
    uses_mark_term(model->amendments.items[i]->when);
  for (size_t i = 0; i < model->parameters.count; i++)
    for (size_t j = 0; j < model->parameters.items[i]->values.count; j++) {
      const DatedTerm *value = &model->parameters.items[i]->values.items[j];
      if (value->versions)
        uses_mark_term(value->versions->governed);
    }
}

void uses_mark(Checker *checker) {
  const Model *model = checker->model;
  mark_budgets(model);
  mark_versions(model);
  for (size_t i = 0; i < model->decisions.count; i++)
    mark_decision(model->decisions.items[i]);
  for (size_t i = 0; i < model->duties.count; i++) {
    const Duty *duty = model->duties.items[i];
    MARK_PARTIES(&duty->owed_by);
    MARK_PARTIES(&duty->to);
    MARK_PARTIES(&duty->lead);
    MARK_PARTIES(&duty->together);
  }
  for (size_t i = 0; i < model->ladders.count; i++)
    mark_ladder(model->ladders.items[i]);
  for (size_t i = 0; i < model->letters.count; i++)
    mark_letter(model, model->letters.items[i]);
  bool *done = arena_array(checker->arena, bool, model->valid.count + 1);
  while (mark_valid(model, done))
    ;
  for (size_t i = 0; i < model->recorded.count; i++)
    mark_recorded(&model->recorded.items[i]);
}
