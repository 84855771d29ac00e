#include "interp/check/checker.h"

/* ---- one declaration each: the name, and an empty thing to be understood later ----------- */

static void declare_body(ModuleScope *module, const Decl *decl) {
  Checker *checker = module->checker;
  SymbolKind kind = decl->kind == DECL_ROLE ? SYMBOL_ROLE : SYMBOL_BODY;
  Symbol *symbol = symbol_declare(module, kind, decl->name, decl);
  if (!symbol)
    return;
  Body *body = arena_new(checker->arena, Body);
  *body = (Body){ .kind = decl->kind == DECL_ROLE ? BODY_ROLE : BODY_BODY, .name = decl->name.text,
                  .title = decl->label.text, .span = decl->name.span };
  for (size_t i = 0; i < decl->as.body.aliases.count; i++)
    LIST_ADD(checker->arena, &body->aliases, Text, decl->as.body.aliases.items[i].text);
  symbol->as.body = body;
  LIST_ADD(checker->arena, &checker->model->bodies, Body *, body);
}

static void declare_group(ModuleScope *module, const Decl *decl) {
  Symbol *symbol = symbol_declare(module, SYMBOL_GROUP, decl->name, decl);
  if (!symbol)
    return;
  Group *group = arena_new(module->checker->arena, Group);
  *group = (Group){ .name = decl->name.text, .title = decl->label.text, .span = decl->name.span };
  symbol->as.group = group;
  LIST_ADD(module->checker->arena, &module->checker->model->groups, Group *, group);
}

static void declare_document(ModuleScope *module, const Decl *decl) {
  Symbol *symbol = symbol_declare(module, SYMBOL_DOCUMENT, decl->name, decl);
  if (!symbol)
    return;
  Document *document = arena_new(module->checker->arena, Document);
  *document = (Document){ .name = decl->name.text, .title = decl->label.text,
                          .path = decl->as.document.file.text,
                          .case_number = decl->as.document.case_number.text,
                          .span = decl->name.span };
  symbol->as.document = document;
  LIST_ADD(module->checker->arena, &module->checker->model->documents, Document *, document);
}

static void declare_codelist(ModuleScope *module, const Decl *decl) {
  Symbol *symbol = symbol_declare(module, SYMBOL_CODELIST, decl->name, decl);
  if (!symbol)
    return;
  Codelist *codelist = arena_new(module->checker->arena, Codelist);
  *codelist = (Codelist){ .name = decl->name.text, .title = decl->label.text,
                          .span = decl->name.span };
  symbol->as.codelist = codelist;
  LIST_ADD(module->checker->arena, &module->checker->model->codelists, Codelist *, codelist);
}

static void declare_record(ModuleScope *module, const Decl *decl) {
  Checker *checker = module->checker;
  Symbol *symbol = symbol_declare(module, SYMBOL_RECORD, decl->name, decl);
  if (!symbol)
    return;
  RecordType *record = arena_new(checker->arena, RecordType);
  *record = (RecordType){ .index = checker->model->records.count, .name = decl->name.text,
                          .title = decl->label.text, .span = decl->name.span, .name_field = -1,
                          .file = decl->as.record.file.text,
                          .table = decl->as.record.table.text.length ? decl->as.record.table.text
                                                                     : decl->name.text };
  for (size_t i = 0; i < decl->as.record.aliases.count; i++) {
    Name alias = decl->as.record.aliases.items[i];
    LIST_ADD(checker->arena, &record->aliases, Text, alias.text);
    map_add(&module->spaces[SPACE_TYPE], alias.text, symbol);
  }
  symbol->as.record = record;
  LIST_ADD(checker->arena, &checker->model->records, RecordType *, record);
}

static void declare_calendar(ModuleScope *module, const Decl *decl) {
  Checker *checker = module->checker;
  Symbol *symbol = symbol_declare(module, SYMBOL_CALENDAR, decl->name, decl);
  if (!symbol)
    return;
  Calendar *calendar = arena_new(checker->arena, Calendar);
  *calendar = (Calendar){ .index = checker->model->calendars.count, .name = decl->name.text,
                          .title = decl->label.text, .span = decl->name.span };
  symbol->as.calendar = calendar;
  LIST_ADD(checker->arena, &checker->model->calendars, Calendar *, calendar);
}

static void declare_table(ModuleScope *module, const Decl *decl) {
  Symbol *symbol = symbol_declare(module, SYMBOL_TABLE, decl->name, decl);
  if (!symbol)
    return;
  symbol->as.table = arena_new(module->checker->arena, DataTable);
  *symbol->as.table = (DataTable){ .name = decl->name.text, .title = decl->label.text,
                                   .span = decl->name.span };
}

static void declare_parameter(ModuleScope *module, const Decl *decl) {
  Symbol *symbol = symbol_declare(module, SYMBOL_PARAMETER, decl->name, decl);
  if (!symbol)
    return;
  Parameter *parameter = arena_new(module->checker->arena, Parameter);
  *parameter = (Parameter){ .name = decl->name.text, .title = decl->label.text,
                            .span = decl->name.span };
  symbol->as.parameter = parameter;
}

static void declare_decision(ModuleScope *module, const Decl *decl) {
  Checker *checker = module->checker;
  Symbol *symbol = symbol_declare(module, SYMBOL_DECISION, decl->name, decl);
  if (symbol) {
    Decision *decision = arena_new(checker->arena, Decision);
    *decision = (Decision){ .index = checker->model->decisions.count, .name = decl->name.text,
                            .title = decl->label.text, .span = decl->name.span };
    symbol->as.decision = decision;
    LIST_ADD(checker->arena, &checker->model->decisions, Decision *, decision);
  }
  for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
    const Clause *clause = &decl->as.decision.clauses.items[i];
    const Decl *inner = clause->kind == CLAUSE_DECLARED ? clause->as.declared.decl : NULL;
    if (inner && inner->kind == DECL_PARAMETER)
      declare_parameter(module, inner);
    else if (inner && inner->kind == DECL_DEFINE)
      symbol_declare(module, SYMBOL_DEFINE, inner->name, inner);
  }
}

static void declare_duty(ModuleScope *module, const Decl *decl) {
  Checker *checker = module->checker;
  Symbol *symbol = symbol_declare(module, SYMBOL_DUTY, decl->name, decl);
  if (!symbol)
    return;
  Duty *duty = arena_new(checker->arena, Duty);
  *duty = (Duty){ .index = checker->model->duties.count, .name = decl->name.text,
                 .title = decl->label.text,
                  .span = decl->name.span, .report = decl->kind == DECL_REPORT };
  symbol->as.duty = duty;
  LIST_ADD(checker->arena, &checker->model->duties, Duty *, duty);
}

/* What is understood later has no thing of its own yet. */
static void declare_name(ModuleScope *module, const Decl *decl, SymbolKind kind) {
  symbol_declare(module, kind, decl->name, decl);
}

/* A ladder is a value, the step to take next, and a codelist of its steps. */
static void declare_ladder(ModuleScope *module, const Decl *decl) {
  declare_name(module, decl, SYMBOL_LADDER);
  declare_codelist(module, decl);
}

static void declare_sample(ModuleScope *module, const Decl *decl) {
  Symbol *symbol = symbol_declare(module, SYMBOL_SAMPLE, decl->name, decl);
  if (!symbol)
    return;
  Sample *sample = arena_new(module->checker->arena, Sample);
  *sample = (Sample){ .name = decl->name.text, .span = decl->name.span };
  symbol->as.sample = sample;
  LIST_ADD(module->checker->arena, &module->checker->model->samples, Sample *, sample);
}

static void declare_budget(ModuleScope *module, const Decl *decl) {
  Checker *checker = module->checker;
  Symbol *symbol = symbol_declare(module, SYMBOL_BUDGET, decl->name, decl);
  if (symbol) {
    symbol->as.budget = arena_new(checker->arena, Budget);
    *symbol->as.budget = (Budget){ .name = decl->name.text, .title = decl->label.text,
                                   .span = decl->name.span };
  }
  for (size_t i = 0; i < decl->as.budget.lines.count; i++) {
    const Decl *inner = decl->as.budget.lines.items[i].decl;
    if (inner && inner->kind == DECL_PARAMETER)
      declare_parameter(module, inner);
    else if (inner && inner->kind == DECL_DEFINE)
      symbol_declare(module, SYMBOL_DEFINE, inner->name, inner);
  }
}

static void declare_transfer(ModuleScope *module, const Decl *decl) {
  Checker *checker = module->checker;
  Symbol *symbol = symbol_declare(module, SYMBOL_TRANSFER, decl->name, decl);
  if (!symbol)
    return;
  Transfer *transfer = arena_new(checker->arena, Transfer);
  *transfer = (Transfer){ .index = checker->model->transfers.count, .name = decl->name.text,
                          .title = decl->label.text, .span = decl->name.span };
  symbol->as.transfer = transfer;
  LIST_ADD(checker->arena, &checker->model->transfers, Transfer *, transfer);
}

static void declare_target(ModuleScope *module, const Decl *decl) {
  Symbol *symbol = symbol_declare(module, SYMBOL_TARGET, decl->name, decl);
  if (!symbol)
    return;
  symbol->as.target = arena_new(module->checker->arena, Target);
  *symbol->as.target = (Target){ .name = decl->name.text, .title = decl->label.text,
                                 .span = decl->name.span };
}

static void declare_control(ModuleScope *module, const Decl *decl) {
  Symbol *symbol = symbol_declare(module, SYMBOL_CONTROL, decl->name, decl);
  if (!symbol)
    return;
  symbol->as.control = arena_new(module->checker->arena, Control);
  *symbol->as.control = (Control){ .name = decl->name.text, .title = decl->label.text,
                                   .span = decl->name.span,
                                   .gravity = decl->as.control.severity };
}

static void declare_frame(ModuleScope *module, const Decl *decl) {
  Symbol *symbol = symbol_declare(module, SYMBOL_FRAME, decl->name, decl);
  if (symbol)
    symbol->as.frame = frame_declare(module, NULL, decl->name, decl->label, decl->name.span,
                                     &decl->as.frame);
}

static void declare(ModuleScope *module, const Decl *decl) {
  switch (decl->kind) {
    case DECL_BODY:
    case DECL_ROLE:       declare_body(module, decl); return;
    case DECL_GROUP:      declare_group(module, decl); return;
    case DECL_DOCUMENT:   declare_document(module, decl); return;
    case DECL_CODELIST:   declare_codelist(module, decl); return;
    case DECL_RECORD:     declare_record(module, decl); return;
    case DECL_CALENDAR:   declare_calendar(module, decl); return;
    case DECL_PARAMETER:  declare_parameter(module, decl); return;
    case DECL_TABLE:      declare_table(module, decl); return;
    case DECL_DEFINE:     symbol_declare(module, SYMBOL_DEFINE, decl->name, decl); return;
    case DECL_FRAME:      declare_frame(module, decl); return;
    case DECL_DECISION:   declare_decision(module, decl); return;
    case DECL_ASSIGNMENT:
    case DECL_REPORT:     declare_duty(module, decl); return;
    case DECL_ASSIGNMENTS_FROM: assignments_read(module, decl, declare_duty); return;
    case DECL_MEETING:    declare_name(module, decl, SYMBOL_MEETING); return;
    case DECL_LADDER:     declare_ladder(module, decl); return;
    case DECL_LETTER:     declare_name(module, decl, SYMBOL_LETTER); return;
    case DECL_CONFLICT:   declare_name(module, decl, SYMBOL_CONFLICT); return;
    case DECL_BUDGET:     declare_budget(module, decl); return;
    case DECL_TRANSFER:   declare_transfer(module, decl); return;
    case DECL_TARGET:     declare_target(module, decl); return;
    case DECL_CONTROL:    declare_control(module, decl); return;
    case DECL_SAMPLE:     declare_sample(module, decl); return;
    case DECL_SCENARIO:   symbol_declare(module, SYMBOL_SCENARIO, decl->name, decl); return;
    case DECL_TEST:       symbol_declare(module, SYMBOL_TEST, decl->name, decl); return;
    case DECL_HEAD: case DECL_USE: case DECL_UNIT: case DECL_BACKGROUND: case DECL_NOT_ENCODED:
    case DECL_IMPORT: case DECL_EXCEPTION: case DECL_AMENDMENT:
      return;
  }
}

void declare_all(Checker *checker) {
  for (size_t i = 0; i < checker->modules.count; i++) {
    ModuleScope *module = checker->modules.items[i];
    const File *tree = module->module->tree;
    for (size_t j = 0; j < tree->decls.count; j++)
      declare(module, tree->decls.items[j]);
  }
}
