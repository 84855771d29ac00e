/* Results of decisions that are run before, as columns of the records decided on. */
#include "interp/plan/census.h"

static bool is_same(const ResultColumn *result, const Term *term, bool waits) {
  const Term *other = result->term;
  return result->waits == waits && other->as.result.decision == term->as.result.decision &&
         (waits || (other->as.result.result == term->as.result.result &&
                    other->as.result.amount == term->as.result.amount));
}

static ResultColumn *new_result(Columns *columns, const Term *term, bool waits) {
  ResultColumn *result = arena_new(columns->census->arena, ResultColumn);
  *result = (ResultColumn){ .term = term, .waits = waits };
  result->field = (FieldType){ .name = term->as.result.decision->name, .type = term->type,
                               .span = term->span, .used = true };
  if (waits)
    result->field.type = (Type){ .kind = TYPE_INTEGER };
  result->column = (Column){ .field = &result->field, .denominator = 1,
                             .form = field_form(&result->field), .result = true };
  LIST_ADD(columns->census->arena, &columns->results, ResultColumn *, result);
  return result;
}

static ResultColumn *result_of(Columns *columns, const Term *term, bool waits) {
  for (size_t i = 0; i < columns->results.count; i++)
    if (is_same(columns->results.items[i], term, waits))
      return columns->results.items[i];
  return new_result(columns, term, waits);
}

ResultColumn *columns_result(Columns *columns, const Term *term) {
  return result_of(columns, term, false);
}

ResultColumn *columns_waits(Columns *columns, const Term *term) {
  return result_of(columns, term, true);
}

/* ---- where the records stand among all ------------------------------------------------- */

static Text key_of_row(Columns *columns, uint32_t row, Arena *batch) {
  const RecordType *type = columns->type;
  if (type->key_count != 1)
    return record_key_text(batch, columns_record(columns, row, batch));
  Value key = column_value(columns, &columns->fields[type->key], row, batch);
  return value_plain(batch, key);
}

static size_t place_of_row(Columns *columns, const ResultColumn *result, uint32_t row,
                           const ResultSource *source, Arena *batch) {
  if (columns->placed)
    return columns->first + row;
  arena_reset(batch);
  return source->place(source->context, result->term->as.result.decision,
                       key_of_row(columns, row, batch));
}

/* ---- filling --------------------------------------------------------------------------- */

static bool is_filled(const Columns *columns, const ResultColumn *result,
                      const ResultSource *source) {
  return result->filled && result->source == source && result->rows == columns->count &&
         result->version == columns->census->version &&
         result->filled == (source ? source->version : 1);
}

static Value value_of_row(Columns *columns, const ResultColumn *result, uint32_t row,
                          const ResultSource *source, Arena *batch) {
  size_t place = source ? place_of_row(columns, result, row, source, batch) : RESULT_NOWHERE;
  if (result->waits)
    return value_integer(!source ? 0 : source->waits(source->context,
                                                     result->term->as.result.decision, place));
  return place == RESULT_NOWHERE ? value_unknown(result->term->type.kind)
                                 : source->value(source->context, result->term, place);
}

void columns_fill_result(Columns *columns, ResultColumn *result, const ResultSource *source) {
  Census *census = columns->census;
  if (is_filled(columns, result, source))
    return;
  Arena batch;
  arena_init_deferred(&batch, census->arena->memory);
  column_clear(&result->column, columns->count);
  column_extend(census->arena, &result->column, columns->count);
  for (size_t row = 0; row < columns->count; row++)
    column_set(columns, &result->column, (uint32_t)row,
               value_of_row(columns, result, (uint32_t)row, source, &batch));
  memory_release(census->arena->memory, &batch);
  result->source = source;
  result->rows = columns->count;
  result->version = census->version;
  result->filled = source ? source->version : 1;
}
