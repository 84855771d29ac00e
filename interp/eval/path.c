/* A fact's name in full, from the record judged to the field: "applicants[3].owned_share". */
#include "interp/eval/asks.h"

static Text term_path(Evaluator *evaluator, const Term *term);

static Text in_caller(Evaluator *evaluator, const Term *argument) {
  Scope *scope = evaluator->scope;
  evaluator->scope = scope->caller;
  Text path = term_path(evaluator, argument);
  evaluator->scope = scope;
  return path;
}

static Text keyed(Evaluator *evaluator, Text base, const Record *record) {
  Text key = record_key_text(evaluator->batch, record);
  return arena_format(evaluator->batch, "%.*s[%.*s]", TEXT_PRINT(base), TEXT_PRINT(key));
}

/* A list variable is called by its list, with the element's key. */
static Text variable_path(Evaluator *evaluator, const Term *term) {
  unsigned number = term->as.variable.slot;
  const Scope *scope = evaluator->scope;
  const Slot *slot = &scope->slots[number];
  if (!slot->domain && scope->arguments && number < scope->argument_count)
    return in_caller(evaluator, scope->arguments[number]);
  if (slot->value.state != VALUE_KNOWN || slot->value.kind != TYPE_RECORD)
    return TEXT("");
  const Record *record = slot->value.as.record;
  Text list = slot->domain && slot->domain->list ? term_path(evaluator, slot->domain->list)
                                                 : TEXT("");
  return keyed(evaluator, list.length > 0 ? list : record->type->name, record);
}

static Text joined(Evaluator *evaluator, Text object, Text field) {
  if (object.length == 0)
    return field;
  return arena_format(evaluator->batch, "%.*s.%.*s", TEXT_PRINT(object), TEXT_PRINT(field));
}

static Text term_path(Evaluator *evaluator, const Term *term) {
  if (term->kind == TERM_VARIABLE)
    return variable_path(evaluator, term);
  if (term->kind != TERM_FIELD)
    return TEXT("");
  const Term *object = term->as.field.object;
  Text owner = object ? term_path(evaluator, object) : TEXT("");
  return joined(evaluator, owner, term->as.field.field->name);
}

Text path_text(Evaluator *evaluator, const Term *object, const FieldType *field,
               const Record *record) {
  Text owner = object ? term_path(evaluator, object) : TEXT("");
  if (owner.length == 0 && record && record != evaluator->subject)
    owner = keyed(evaluator, record->type->name, record);
  return joined(evaluator, owner, field->name);
}
