#include "interp/compare/parts_inside.h"

static const char *const part_names[PART_KIND_COUNT] = {
#define X(kind, label) label,
  PART_KINDS(X)
#undef X
};

/* ---- what all parts are made with ----------------------------------------------------- */

RulesPart *part_add(Taking *taking, PartKind kind, Text owner, Text name, Text title, Span span) {
  RulesPart *part = arena_new(taking->arena, RulesPart);
  *part = (RulesPart){ .kind = kind, .sort = part_names[kind], .owner = owner, .name = name,
                  .title = title, .span = span, .listed = true };
  LIST_ADD(taking->arena, &taking->parts->of[kind], RulesPart *, part);
  return part;
}

void part_term(Taking *taking, RulesPart *part, const char *label, const Term *term) {
  if (term)
    LIST_ADD(taking->arena, &part->aspects, Aspect, ((Aspect){ .label = label, .term = term }));
}

void part_words(Taking *taking, RulesPart *part, const char *label, Text words) {
  if (words.length)
    LIST_ADD(taking->arena, &part->aspects, Aspect, ((Aspect){ .label = label, .words = words }));
}

void part_said(Taking *taking, RulesPart *part, const char *label, const char *said) {
  LIST_ADD(taking->arena, &part->aspects, Aspect, ((Aspect){ .label = label, .said = said }));
}

void part_told(Taking *taking, RulesPart *part, const char *label, Text words) {
  if (words.length)
    LIST_ADD(taking->arena, &part->aspects, Aspect,
             ((Aspect){ .label = label, .words = words, .only_words = true }));
}

void part_name(Taking *taking, Text *joined, Text name) {
  *joined = joined->length ? arena_format(taking->arena, "%.*s, %.*s", TEXT_PRINT(*joined),
                                          TEXT_PRINT(name))
                           : name;
}

static Text party_name(const Party *party) {
  if (party->body)
    return party->body->name;
  if (party->group)
    return party->group->name;
  return party->field ? party->field->name : TEXT("?");
}

void part_parties(Taking *taking, RulesPart *part, const char *label, const Party *parties,
                  size_t count) {
  Text names = TEXT_NONE;
  for (size_t i = 0; i < count; i++)
    part_name(taking, &names, party_name(&parties[i]));
  part_words(taking, part, label, names);
}

void part_versions(RulesPart *part, const Term *stands, const Term *governed) {
  part->versions = stands && stands->kind == TERM_STANDS ? stands->as.stands.versions : NULL;
  part->governed = part->versions && part->versions->governed ? part->versions->governed
                                                              : governed;
}

/* ---- the head ------------------------------------------------------------------------- */

static Text period_text(Arena *arena, const Period *period) {
  return period->open ? arena_format(arena, "%.*s –", TEXT_PRINT(date_text(arena, period->from)))
                      : arena_format(arena, "%.*s – %.*s",
                                     TEXT_PRINT(date_text(arena, period->from)),
                                     TEXT_PRINT(date_text(arena, period->to)));
}

static void take_head(Taking *taking) {
  const Model *model = taking->side->model;
  Text periods = TEXT_NONE;
  for (size_t i = 0; i < model->in_force.count; i++)
    part_name(taking, &periods, period_text(taking->arena, &model->in_force.items[i]));
  RulesPart *force = part_add(taking, PART_HEAD, TEXT(""), TEXT("in force"), TEXT(""), SPAN_NONE);
  force->sort = MESSAGE("in force");
  part_words(taking, force, "", periods);
  RulesPart *currency = part_add(taking, PART_HEAD, TEXT(""), TEXT("currency"), TEXT(""),
                                 SPAN_NONE);
  currency->sort = MESSAGE("currency");
  part_words(taking, currency, "", model->currency ? model->currency->name : TEXT(""));
  RulesPart *time = part_add(taking, PART_HEAD, TEXT(""), TEXT("counts time by"), TEXT(""),
                             SPAN_NONE);
  time->sort = MESSAGE("counts time by");
  part_words(taking, time, "", model->time_law ? model->time_law->module : TEXT(""));
}

/* ---- values --------------------------------------------------------------------------- */

/* The version whose value this side has last, and the date that tells it. */
static void version_of_value(const Taking *taking, RulesPart *part, const Parameter *parameter) {
  for (size_t i = parameter->values.count; i-- > 0;) {
    const Versions *versions = parameter->values.items[i].versions;
    if (!versions || !side_has(taking->side, versions))
      continue;
    part->versions = versions;
    part->governed = versions->governed;
    part->bases = &parameter->values.items[i].bases;
    part->span = parameter->values.items[i].span;
    return;
  }
}

static void take_parameters(Taking *taking) {
  const Model *model = taking->side->model;
  for (size_t i = 0; i < model->parameters.count; i++) {
    const Parameter *parameter = model->parameters.items[i];
    if (parameter->implicit)
      continue;
    RulesPart *part = part_add(taking, PART_PARAMETER, TEXT(""), parameter->name, parameter->title,
                               parameter->span);
    part->bases = &parameter->bases;
    part->listed = false;
    LIST_ADD(taking->arena, &part->aspects, Aspect,
             ((Aspect){ .label = "", .parameter = parameter }));
    version_of_value(taking, part, parameter);
  }
}

static void take_tables(Taking *taking) {
  const Model *model = taking->side->model;
  for (size_t i = 0; i < model->tables.count; i++) {
    const DataTable *table = model->tables.items[i];
    RulesPart *part = part_add(taking, PART_TABLE, TEXT(""), table->name, table->title,
                               table->span);
    part->bases = &table->bases;
    part->listed = false;
    LIST_ADD(taking->arena, &part->aspects, Aspect, ((Aspect){ .label = "", .table = table }));
  }
}

/* A setting of one cell: what the cell says is what is set. */
static void take_cells(Taking *taking) {
  const ModelSettings *settings = taking->side->settings;
  for (size_t i = 0; settings && i < settings->count; i++) {
    const ModelSetting *setting = &settings->items[i];
    if (!setting->cell)
      continue;
    RulesPart *part = part_add(taking, PART_CELL, TEXT(""), setting->parameter->name, TEXT(""),
                               SPAN_NONE);
    part_words(taking, part, "", setting->text);
  }
}

static bool defined_before(const Model *model, size_t index) {
  for (size_t i = 0; i < index; i++)
    if (text_equal(model->defines.items[i]->name, model->defines.items[index]->name))
      return true;
  return false;
}

/* Of a definition used with several types the first stands for all. */
static void take_definitions(Taking *taking) {
  const Model *model = taking->side->model;
  for (size_t i = 0; i < model->defines.count; i++) {
    const Define *define = model->defines.items[i];
    if (!define->value || defined_before(model, i))
      continue;
    RulesPart *part = part_add(taking, PART_DEFINITION, TEXT(""), define->name, define->title,
                               define->span);
    part->bases = &define->bases;
    part->listed = false;
    part_term(taking, part, "", define->value);
  }
}

static void take_codelists(Taking *taking) {
  const Model *model = taking->side->model;
  for (size_t i = 0; i < model->codelists.count; i++) {
    const Codelist *list = model->codelists.items[i];
    RulesPart *part = part_add(taking, PART_CODELIST, TEXT(""), list->name, list->title,
                               list->span);
    part->listed = false;
    for (size_t j = 0; j < list->count; j++)
      part_words(taking, part, MESSAGE("code"), list->codes[j].name);
  }
}

/* ---- parties, calendars --------------------------------------------------------------- */

static void take_bodies(Taking *taking) {
  const Model *model = taking->side->model;
  for (size_t i = 0; i < model->bodies.count; i++) {
    const Body *body = model->bodies.items[i];
    RulesPart *part = part_add(taking, PART_BODY, TEXT(""), body->name, body->title, body->span);
    part->listed = false;
    for (size_t j = 0; j < body->aliases.count; j++)
      part_words(taking, part, MESSAGE("also called"), body->aliases.items[j]);
  }
}

static void take_groups(Taking *taking) {
  const Model *model = taking->side->model;
  for (size_t i = 0; i < model->groups.count; i++) {
    const Group *group = model->groups.items[i];
    RulesPart *part = part_add(taking, PART_GROUP, TEXT(""), group->name, group->title,
                               group->span);
    for (size_t j = 0; j < group->count; j++)
      part_words(taking, part, MESSAGE("member"), group->bodies[j]->name);
    if (group->record)
      part_words(taking, part, MESSAGE("of"), group->record->name);
    part_term(taking, part, MESSAGE("where"), group->where);
  }
}

static void take_calendars(Taking *taking) {
  const Model *model = taking->side->model;
  for (size_t i = 0; i < model->calendars.count; i++) {
    const Calendar *calendar = model->calendars.items[i];
    RulesPart *part = part_add(taking, PART_CALENDAR, TEXT(""), calendar->name, calendar->title,
                               calendar->span);
    part->bases = &calendar->bases;
    part->listed = false;
    part_term(taking, part, MESSAGE("closed when"), calendar->when);
  }
}

/* ---- records -------------------------------------------------------------------------- */

static Text type_words(Arena *arena, const FieldType *field) {
  const Type *type = &field->type;
  bool list = type->kind == TYPE_LIST;
  if (list)
    type = type->element;
  Text name = type->kind == TYPE_RECORD ? type->record->name
              : type->kind == TYPE_CODE ? type->codes->name
                                        : TEXT("");
  return name.length && list ? arena_format(arena, "list of %.*s", TEXT_PRINT(name)) : name;
}

static void take_field(Taking *taking, const RecordType *record, const FieldType *field) {
  static const char *const owners[] = { MESSAGE("stated by"), MESSAGE("assessed by"),
                                        MESSAGE("looked up in"), MESSAGE("awaited") };
  static const char *const kinds[] = {
#define X(kind, label) label,
    TYPE_KINDS(X)
#undef X
  };
  RulesPart *part = part_add(taking, PART_FIELD, record->name, field->name, field->title,
                             field->span);
  Text words = type_words(taking->arena, field);
  if (words.length)
    part_words(taking, part, MESSAGE("is"), words);
  else
    part_said(taking, part, MESSAGE("is"), kinds[field->type.kind]);
  if (field->optional)
    part_said(taking, part, "", MESSAGE("optional"));
  if (field->key)
    part_said(taking, part, "", MESSAGE("key"));
  if (field->owner_name.length)
    part_words(taking, part, owners[field->owner], field->owner_name);
  else
    part_said(taking, part, "", owners[field->owner]);
  if (!text_equal(field->column, field->name))
    part_words(taking, part, MESSAGE("from column"), field->column);
  part_words(taking, part, MESSAGE("in"), field->scale_text);
  part_words(taking, part, MESSAGE("via"), field->via);
  if (field->at_least)
    part_words(taking, part, MESSAGE("at least"),
               arena_format(taking->arena, "%lld", (long long)field->at_least));
}

static void take_records(Taking *taking) {
  const Model *model = taking->side->model;
  for (size_t i = 0; i < model->records.count; i++)
    for (size_t j = 0; j < model->records.items[i]->count; j++)
      take_field(taking, model->records.items[i], &model->records.items[i]->fields[j]);
  for (size_t i = 0; i < model->valid.count; i++) {
    const ModelValid *valid = &model->valid.items[i];
    RulesPart *part = part_add(taking, PART_VALID, TEXT(""), valid->record->name, TEXT(""),
                               valid->span);
    part_term(taking, part, "", valid->test);
    part_told(taking, part, MESSAGE("else"), valid->reason);
  }
}

void parts_gather(Arena *arena, const RulesSide *side, PartsByKind *parts) {
  *parts = (PartsByKind){ 0 };
  Taking taking = { arena, side, parts };
  take_head(&taking);
  take_parameters(&taking);
  take_cells(&taking);
  take_tables(&taking);
  take_definitions(&taking);
  take_codelists(&taking);
  take_bodies(&taking);
  take_groups(&taking);
  take_calendars(&taking);
  take_records(&taking);
  parts_of_decisions(&taking);
  parts_of_duties(&taking);
}
