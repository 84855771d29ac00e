#include "interp/compare/form.h"

#include "base/sort.h"

/* After so many terms definitions are told by name: working them in could take for ever. */
enum { STEPS_MOST = 400000, POLL_EVERY = 1024 };

struct FormBinding {
  unsigned           slot;
  Text               text;
  const FormBinding *next;
};

#define YES TEXT("yes")
#define NO  TEXT("no")

/* ---- lists ---------------------------------------------------------------------------- */

static int compare_texts(const void *a, const void *b) {
  return text_compare(*(const Text *)a, *(const Text *)b);
}

typedef LIST(Text) FormParts;

/* "(head a b)", shortened where it is long; sorted and each once where the order says nothing. */
static Text form_list(Former *former, const char *head, FormParts *parts, bool ordered) {
  Arena *arena = former->arena;
  Writer writer;
  writer_to_memory(&writer, arena);
  writer_print(&writer, "(%s", head);
  Text *items = parts->items;
  if (!ordered)
    items = sort_stable(arena, items, parts->count, sizeof(Text), compare_texts);
  for (size_t i = 0; i < parts->count; i++) {
    writer_put_char(&writer, ' ');
    writer_put(&writer, items[i]);
  }
  writer_put_char(&writer, ')');
  return form_shortened(arena, writer_text(&writer));
}

static void add(Former *former, FormParts *parts, Text text) {
  LIST_ADD(former->arena, parts, Text, text);
}

static void add_term(Former *former, FormParts *parts, const Term *term) {
  add(former, parts, term ? form_of(former, term) : TEXT("-"));
}

static Text of_two(Former *former, const char *head, Text a, Text b, bool ordered) {
  FormParts parts = { NULL, 0, 0 };
  add(former, &parts, a);
  add(former, &parts, b);
  return form_list(former, head, &parts, ordered);
}

static Text of_one(Former *former, const char *head, Text a) {
  FormParts parts = { NULL, 0, 0 };
  add(former, &parts, a);
  return form_list(former, head, &parts, true);
}

static Text named(Former *former, const char *head, Text name) {
  return arena_format(former->arena, "(%s %.*s)", head, TEXT_PRINT(name));
}

static bool is_shared(const Former *former, char kind, Text name) {
  return former->shared && map_get(former->shared, form_name(former->arena, kind, name)) != NULL;
}

bool form_one_sided(const Former *former, const Parameter *parameter) {
  return parameter->implicit || !is_shared(former, 'p', parameter->name);
}

/* ---- variables ------------------------------------------------------------------------ */

static Text variable_form(const Former *former, unsigned slot) {
  for (const FormBinding *each = former->bindings; each; each = each->next)
    if (each->slot == slot)
      return each->text;
  return arena_format(former->arena, "slot%u", slot);
}

/* The variable is told by how many stand around it, not by its name or slot. */
static FormBinding bind_variable(Former *former, unsigned slot) {
  return (FormBinding){ slot, arena_format(former->arena, "v%u", former->depth++),
                        former->bindings };
}

static void add_domain(Former *former, FormParts *parts, const TermDomain *domain) {
  if (domain->all)
    add(former, parts, named(former, "all", domain->all->name));
  else if (domain->list)
    add_term(former, parts, domain->list);
  else
    add(former, parts, of_two(former, "numbers", form_of(former, domain->low),
                              form_of(former, domain->high), true));
}

/* ---- and, or, sums, products ---------------------------------------------------------- */

static bool is_chain(BinaryOp op) {
  return op == BINARY_AND || op == BINARY_OR || op == BINARY_ADD || op == BINARY_MULTIPLY ||
         op == BINARY_OF;
}

static bool same_chain(BinaryOp a, BinaryOp b) {
  return a == b || (a == BINARY_OF && b == BINARY_MULTIPLY) ||
         (a == BINARY_MULTIPLY && b == BINARY_OF);
}

static void gather_chain(Former *former, FormParts *parts, BinaryOp op, const Term *term) {
  term = side_term(former->side, term);
  if (term->kind == TERM_BINARY && same_chain(term->as.binary.op, op)) {
    gather_chain(former, parts, op, term->as.binary.left);
    gather_chain(former, parts, op, term->as.binary.right);
    return;
  }
  add(former, parts, form_of(former, term));
}

/* Without those that settle nothing; once each.  True: one settles it all. */
static bool simplify_logic(FormParts *parts, Text idle, Text settles) {
  size_t kept = 0;
  for (size_t i = 0; i < parts->count; i++) {
    Text part = parts->items[i];
    if (text_equal(part, settles))
      return true;
    bool seen = text_equal(part, idle);
    for (size_t j = 0; j < kept && !seen; j++)
      seen = text_equal(parts->items[j], part);
    if (!seen)
      parts->items[kept++] = part;
  }
  parts->count = kept;
  return false;
}

static Text logic_form(Former *former, bool is_and, FormParts *parts) {
  Text idle = is_and ? YES : NO, settles = is_and ? NO : YES;
  if (simplify_logic(parts, idle, settles))
    return settles;
  if (parts->count == 0)
    return idle;
  return parts->count == 1 ? parts->items[0] : form_list(former, is_and ? "and" : "or", parts,
                                                         false);
}

static Text chain_form(Former *former, const Term *term) {
  BinaryOp op = term->as.binary.op;
  FormParts parts = { NULL, 0, 0 };
  gather_chain(former, &parts, op, term);
  if (op == BINARY_AND || op == BINARY_OR)
    return logic_form(former, op == BINARY_AND, &parts);
  const char *head = op == BINARY_ADD ? "+" : "*";
  if (term->as.binary.calendar)
    head = "+working";
  return form_list(former, head, &parts, false);
}

static Text negated(Former *former, Text form) {
  if (text_equal(form, YES))
    return NO;
  if (text_equal(form, NO))
    return YES;
  if (text_starts_with(form, TEXT("(not ")) && text_ends_with(form, TEXT(")")))
    return text_part(form, 5, form.length - 1);
  return of_one(former, "not", form);
}

/* What is below is written `less`, what is at most `most`: more and at least are turned. */
static Text binary_form(Former *former, const Term *term) {
  BinaryOp op = term->as.binary.op;
  if (is_chain(op))
    return chain_form(former, term);
  Text left = form_of(former, term->as.binary.left);
  Text right = form_of(former, term->as.binary.right);
  switch (op) {
    case BINARY_LESS:      return of_two(former, "less", left, right, true);
    case BINARY_MORE:      return of_two(former, "less", right, left, true);
    case BINARY_AT_MOST:   return of_two(former, "most", left, right, true);
    case BINARY_AT_LEAST:  return of_two(former, "most", right, left, true);
    case BINARY_EQUAL:     return of_two(former, "is", left, right, false);
    case BINARY_NOT_EQUAL: return negated(former, of_two(former, "is", left, right, false));
    case BINARY_IN:        return of_two(former, "in", left, right, true);
    case BINARY_NOT_IN:    return negated(former, of_two(former, "in", left, right, true));
    case BINARY_SUBTRACT:
      return of_two(former, term->as.binary.calendar ? "-working" : "-", left, right, true);
    case BINARY_DIVIDE:    return of_two(former, "/", left, right, true);
    case BINARY_OR: case BINARY_AND: case BINARY_ADD: case BINARY_MULTIPLY: case BINARY_OF:
      break;
  }
  return TEXT("");
}

static Text range_form(Former *former, const Term *term) {
  FormParts parts = { NULL, 0, 0 };
  Text value = form_of(former, term->as.range.value);
  if (term->as.range.low)
    add(former, &parts, of_two(former, term->as.range.open_low ? "less" : "most",
                               form_of(former, term->as.range.low), value, true));
  if (term->as.range.high)
    add(former, &parts, of_two(former, term->as.range.open_high ? "less" : "most", value,
                               form_of(former, term->as.range.high), true));
  Text all = logic_form(former, true, &parts);
  return term->as.range.negated ? negated(former, all) : all;
}

static Text membership_form(Former *former, const Term *term) {
  Text value = form_of(former, term->as.membership.value), all;
  if (term->as.membership.list) {
    all = of_two(former, "in", value, form_of(former, term->as.membership.list), true);
  } else {
    FormParts parts = { NULL, 0, 0 };
    for (size_t i = 0; i < term->as.membership.count; i++)
      add(former, &parts, of_two(former, "is", value,
                                 form_of(former, term->as.membership.items[i]), false));
    all = logic_form(former, false, &parts);
  }
  return term->as.membership.negated ? negated(former, all) : all;
}

static Text choice_form(Former *former, const Term *term) {
  Text condition = form_of(former, term->as.choice.condition);
  if (text_equal(condition, YES))
    return form_of(former, term->as.choice.then);
  if (text_equal(condition, NO))
    return form_of(former, term->as.choice.otherwise);
  FormParts parts = { NULL, 0, 0 };
  add(former, &parts, condition);
  add_term(former, &parts, term->as.choice.then);
  add_term(former, &parts, term->as.choice.otherwise);
  return form_list(former, "if", &parts, true);
}

/* ---- lists of records ----------------------------------------------------------------- */

static Text over_list(Former *former, const char *head, unsigned number, const TermDomain *domain,
                      const Term *const *inside, size_t count) {
  FormParts parts = { NULL, 0, 0 };
  add(former, &parts, arena_format(former->arena, "%u", number));
  add_domain(former, &parts, domain);
  const FormBinding *before = former->bindings;
  FormBinding variable = bind_variable(former, domain->slot);
  former->bindings = &variable;
  for (size_t i = 0; i < count; i++)
    add_term(former, &parts, inside[i]);
  former->bindings = before;
  former->depth--;
  return form_list(former, head, &parts, true);
}

static Text quantified_form(Former *former, const Term *term) {
  const Term *inside[] = { term->as.quantified.where, term->as.quantified.satisfies };
  unsigned number = (unsigned)term->as.quantified.kind * 1000000u +
                    (unsigned)(term->as.quantified.least & 0xfffff);
  return over_list(former, "each", number, &term->as.quantified.domain, inside, 2);
}

static Text aggregate_form(Former *former, const Term *term) {
  size_t keys = term->as.aggregate.key_count;
  const Term **inside = arena_array(former->arena, const Term *, keys + 3);
  unsigned number = (unsigned)term->as.aggregate.kind;
  inside[0] = term->as.aggregate.value;
  inside[1] = term->as.aggregate.where;
  inside[2] = term->as.aggregate.otherwise;
  for (size_t i = 0; i < keys; i++) {
    inside[3 + i] = term->as.aggregate.keys[i].value;
    number = number * 2 + term->as.aggregate.keys[i].descending;
  }
  return over_list(former, "gathered", number * 64 + (unsigned)keys,
                   &term->as.aggregate.domain, inside, keys + 3);
}

static Text apportion_form(Former *former, const Term *term) {
  const Term *inside[] = { term->as.apportion.amount, term->as.apportion.weight,
                           term->as.apportion.where };
  return over_list(former, "apportion", 0, &term->as.apportion.domain, inside, 3);
}

/* ---- definitions, parameters, tables -------------------------------------------------- */

static Text call_by_name(Former *former, const Term *term) {
  FormParts parts = { NULL, 0, 0 };
  add(former, &parts, term->as.call.define->name);
  for (size_t i = 0; i < term->as.call.define->argument_count; i++)
    add_term(former, &parts, term->as.call.arguments[i]);
  return form_list(former, "call", &parts, true);
}

/* The definition's own term, with what it is given in place of its arguments. */
static Text call_form(Former *former, const Term *term) {
  const Define *define = term->as.call.define;
  bool told = former->steps > STEPS_MOST || !define->value ||
              (former->by_name && is_shared(former, 'd', define->name));
  if (told)
    return call_by_name(former, term);
  FormBinding *given = arena_array(former->arena, FormBinding, define->argument_count + 1);
  const FormBinding *before = former->bindings, *bound = NULL;
  for (size_t i = 0; i < define->argument_count; i++) {
    given[i] = (FormBinding){ (unsigned)i, form_of(former, term->as.call.arguments[i]), bound };
    bound = &given[i];
  }
  former->bindings = bound;
  Text form = form_of(former, define->value);
  former->bindings = before;
  return form;
}

Text form_parameter(Former *former, const Parameter *parameter) {
  SideValues values = side_values(former->arena, former->side, parameter);
  FormParts parts = { NULL, 0, 0 };
  Text before = TEXT_NONE;
  for (size_t i = 0; i < values.count; i++) {
    const SideValue *value = &values.items[i];
    Text form = value->value ? form_of(former, value->value) : TEXT("-");
    if (parts.count && text_equal(form, before))
      continue;
    before = form;
    if (value->days.from != DATE_FIRST && !former->side->has_day)
      add(former, &parts, date_text(former->arena, value->days.from));
    add(former, &parts, form);
  }
  return parts.count == 1 ? parts.items[0] : form_list(former, "dated", &parts, true);
}

static Text parameter_form(Former *former, const Term *term) {
  const Parameter *parameter = term->as.parameter.parameter;
  Text form = form_one_sided(former, parameter) && former->steps <= STEPS_MOST
                  ? form_parameter(former, parameter)
                  : named(former, "p", parameter->name);
  return term->as.parameter.on
             ? of_two(former, "on", form, form_of(former, term->as.parameter.on), true)
             : form;
}

Text form_table(Former *former, const DataTable *table) {
  Arena *arena = former->arena;
  FormParts rows = { NULL, 0, 0 };
  for (size_t i = 0; i < table->rows.count; i++) {
    const DataRow *row = &table->rows.items[i];
    FormParts cells = { NULL, 0, 0 };
    for (size_t j = 0; j < table->key_count; j++)
      add(former, &cells, form_value(arena, row->keys[j], &table->keys[j].type));
    add(former, &cells, row->pending ? TEXT("pending")
                                     : form_value(arena, row->value, &table->type));
    add(former, &rows, form_list(former, "row", &cells, true));
    if (i % POLL_EVERY == 0)
      memory_poll(arena->memory);
  }
  add(former, &rows, of_one(former, "else", form_of(former, table->blank)));
  return form_list(former, "table", &rows, false);
}

static Text lookup_form(Former *former, const Term *term) {
  const DataTable *table = term->as.lookup.table;
  FormParts parts = { NULL, 0, 0 };
  add(former, &parts, is_shared(former, 't', table->name) ? named(former, "t", table->name)
                                                          : form_table(former, table));
  for (size_t i = 0; i < table->key_count; i++)
    add_term(former, &parts, term->as.lookup.arguments[i]);
  return form_list(former, "cell", &parts, true);
}

static Text grid_form(Former *former, const Grid *grid) {
  FormParts parts = { NULL, 0, 0 }, rows = { NULL, 0, 0 };
  add(former, &parts, arena_format(former->arena, "%d", (int)grid->policy));
  for (size_t i = 0; i < grid->input_count; i++)
    add_term(former, &parts, grid->inputs[i]);
  for (size_t i = 0; i < grid->row_count; i++) {
    FormParts cells = { NULL, 0, 0 };
    for (size_t j = 0; j < grid->input_count; j++)
      add_term(former, &cells, grid->rows[i].cells[j]);
    add_term(former, &cells, grid->rows[i].output);
    add(former, &rows, form_list(former, "row", &cells, true));
  }
  bool ordered = grid->policy == HIT_FIRST || grid->policy == HIT_COLLECT_LIST;
  add(former, &parts, form_list(former, "rows", &rows, ordered));
  return form_list(former, "grid", &parts, true);
}

/* ---- exceptions ----------------------------------------------------------------------- */

static Text exception_form(Former *former, const Exception *exception, Text when) {
  FormParts parts = { NULL, 0, 0 };
  add(former, &parts, when);
  add(former, &parts, exception->lifts ? TEXT("lifts") : TEXT("gives"));
  add_term(former, &parts, exception->value);
  return form_list(former, "exception", &parts, true);
}

/* Those that can hold on this side, each with those it goes before. */
Text form_exceptions(Former *former, const Exceptions *exceptions) {
  FormParts parts = { NULL, 0, 0 };
  Text *forms = arena_array(former->arena, Text, exceptions->count + 1);
  for (size_t i = 0; i < exceptions->count; i++) {
    const Term *when = exceptions->items[i].when;
    Text form = when ? form_of(former, when) : YES;
    forms[i] = text_equal(form, NO) ? TEXT_NONE
                                    : exception_form(former, &exceptions->items[i], form);
  }
  for (size_t i = 0; i < exceptions->count; i++) {
    if (forms[i].length == 0)
      continue;
    FormParts before = { NULL, 0, 0 };
    for (size_t j = 0; j < exceptions->count; j++)
      if (forms[j].length && (exceptions->items[i].overrides >> j & 1))
        add(former, &before, forms[j]);
    add(former, &parts, of_two(former, "x", forms[i],
                               form_list(former, "before", &before, false), true));
  }
  return parts.count ? form_list(former, "exceptions", &parts, false) : TEXT("");
}

static Text excepted_form(Former *former, const Term *term) {
  Text general = form_of(former, term->as.excepted.general);
  Text exceptions = form_exceptions(former, term->as.excepted.exceptions);
  return exceptions.length ? of_two(former, "unless", general, exceptions, true) : general;
}

/* ---- results, budgets ----------------------------------------------------------------- */

static Text amount_name(const Former *former, const Decision *decision, size_t amount) {
  if (decision && amount < decision->amounts.count)
    return decision->amounts.items[amount]->name;
  return arena_format(former->arena, "amount%zu", amount);
}

static Text result_form(Former *former, const Term *term) {
  const Decision *decision = term->as.result.decision;
  FormParts parts = { NULL, 0, 0 };
  add(former, &parts, arena_format(former->arena, "%d", (int)term->as.result.result));
  add(former, &parts, decision ? decision->name : TEXT("-"));
  add_term(former, &parts, term->as.result.object);
  if (term->as.result.result == RESULT_AMOUNT)
    add(former, &parts, amount_name(former, decision ? decision : former->decision,
                                    term->as.result.amount));
  return form_list(former, "result", &parts, true);
}

static Text budget_form(Former *former, const Term *term) {
  FormParts parts = { NULL, 0, 0 };
  add(former, &parts, term->as.budget.budget->name);
  add(former, &parts, term->as.budget.item ? term->as.budget.item->name : TEXT("-"));
  add(former, &parts, arena_format(former->arena, "%d", (int)term->as.budget.reach));
  add_term(former, &parts, term->as.budget.row);
  add_term(former, &parts, term->as.budget.year);
  return form_list(former, "line", &parts, true);
}

static Text share_form(Former *former, const Term *term) {
  FormParts parts = { NULL, 0, 0 };
  add_term(former, &parts, term->as.share.amount);
  add(former, &parts, term->as.share.budget->name);
  add(former, &parts, form_of(former, term->as.share.weight->value));
  add(former, &parts, term->as.share.where ? form_of(former, term->as.share.where->value)
                                           : TEXT("-"));
  return form_list(former, "share", &parts, true);
}

/* ---- every kind ----------------------------------------------------------------------- */

static Text builtin_form(Former *former, const Term *term) {
  FormParts parts = { NULL, 0, 0 };
  Builtin which = term->as.builtin.builtin;
  add(former, &parts, arena_format(former->arena, "%d", (int)which));
  for (size_t i = 0; i < term->as.builtin.count; i++)
    add_term(former, &parts, term->as.builtin.arguments[i]);
  return form_list(former, "builtin", &parts, which != BUILTIN_MAX && which != BUILTIN_MIN);
}

static Text time_form(Former *former, const Term *term) {
  FormParts parts = { NULL, 0, 0 };
  if (term->kind == TERM_ELAPSED) {
    add_term(former, &parts, term->as.elapsed.period);
    add_term(former, &parts, term->as.elapsed.since);
    return form_list(former, "elapsed", &parts, true);
  }
  add_term(former, &parts, term->as.window.day);
  add_term(former, &parts, term->as.window.period);
  add_term(former, &parts, term->as.window.anchor);
  return form_list(former, term->as.window.after ? "after" : "before", &parts, true);
}

static Text round_form(Former *former, const Term *term) {
  return of_two(former, "round", form_of(former, term->as.round.value),
                arena_format(former->arena, "%.*s %d",
                             TEXT_PRINT(fraction_text(former->arena, term->as.round.unit)),
                             (int)term->as.round.kind), true);
}

static Text field_form(Former *former, const Term *term) {
  return of_two(former, "field", form_of(former, term->as.field.object),
                term->as.field.field->name, true);
}

static Text state_form(Former *former, const Term *term) {
  Text form = of_one(former, term->as.state.test == STATE_TEST_KNOWN ? "known" : "given",
                     form_of(former, term->as.state.value));
  return term->as.state.negated ? negated(former, form) : form;
}

static Text control_form(Former *former, const Term *term) {
  return arena_format(former->arena, "(control %.*s %d)",
                      TEXT_PRINT(term->as.control.control->name), (int)term->as.control.part);
}

static Text target_form(Former *former, const Term *term) {
  return arena_format(former->arena, "(target %.*s %d %.*s)",
                      TEXT_PRINT(term->as.target.target->name), (int)term->as.target.part,
                      TEXT_PRINT(form_of(former, term->as.target.year)));
}

static Text earlier_form(const Term *term) {
  static const char *const words[] = { "served", "better", "placed" };
  return text_from(words[term->as.earlier.kind]);
}

static Text state_of_amount_form(Former *former, const Term *term) {
  return named(former, "amount",
               amount_name(former, former->decision, term->as.state_of_amount.amount));
}

static Text term_form(Former *former, const Term *term) {
  switch (term->kind) {
    case TERM_ERROR:      return TEXT("error");
    case TERM_CONSTANT:   return form_value(former->arena, term->as.constant, &term->type);
    case TERM_PENDING:    return named(former, "pending", term->as.pending.name);
    case TERM_SUBJECT:    return TEXT("subject");
    case TERM_VARIABLE:   return variable_form(former, term->as.variable.slot);
    case TERM_EARLIER:    return earlier_form(term);
    case TERM_STATE_OF_AMOUNT: return state_of_amount_form(former, term);
    case TERM_GOVERNING:  return TEXT("governing");
    case TERM_STANDS:     return side_stands(former->side, term) ? YES : NO;
    case TERM_CONTROL:    return control_form(former, term);
    case TERM_FIELD:      return field_form(former, term);
    case TERM_PARAMETER:  return parameter_form(former, term);
    case TERM_CALL:       return call_form(former, term);
    case TERM_BUILTIN:    return builtin_form(former, term);
    case TERM_RESULT:     return result_form(former, term);
    case TERM_NOT:        return negated(former, form_of(former, term->as.unary.operand));
    case TERM_NEGATE:     return of_one(former, "minus", form_of(former, term->as.unary.operand));
    case TERM_BINARY:     return binary_form(former, term);
    case TERM_MEMBERSHIP: return membership_form(former, term);
    case TERM_STATE:      return state_form(former, term);
    case TERM_RANGE:      return range_form(former, term);
    case TERM_WINDOW: case TERM_ELAPSED: return time_form(former, term);
    case TERM_IF:         return choice_form(former, term);
    case TERM_ROUND:      return round_form(former, term);
    case TERM_ROLL:       return of_one(former, "roll", form_of(former, term->as.roll.value));
    case TERM_QUANTIFIED: return quantified_form(former, term);
    case TERM_AGGREGATE:  return aggregate_form(former, term);
    case TERM_APPORTION:  return apportion_form(former, term);
    case TERM_BUDGET:     return budget_form(former, term);
    case TERM_SHARE:      return share_form(former, term);
    case TERM_TARGET:     return target_form(former, term);
    case TERM_GRID:       return grid_form(former, term->as.grid);
    case TERM_LOOKUP:     return lookup_form(former, term);
    case TERM_EXCEPTED:   return excepted_form(former, term);
  }
  return TEXT("");
}

Text form_of(Former *former, const Term *term) {
  term = side_term(former->side, term);
  if (!term)
    return TEXT("");
  if (++former->steps % POLL_EVERY == 0)
    memory_poll(former->arena->memory);
  return term_form(former, term);
}
