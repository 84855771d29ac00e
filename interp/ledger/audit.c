#include "interp/ledger/audit.h"

#include "base/sort.h"
#include "base/unicode.h"
#include "interp/decide/to_store.h"
#include "interp/ledger/facts.h"

const char *const audit_part_names[] = {
#define X(part, name, title) [part] = name,
  AUDIT_PARTS(X)
#undef X
};

const char *const audit_part_titles[] = {
#define X(part, name, title) [part] = title,
  AUDIT_PARTS(X)
#undef X
};

static __attribute__((format_arg(2))) const char *said(const Audit *audit, const char *english) {
  return message(audit->language, english);
}

Text audit_money(const Audit *audit, int64_t amount) {
  const Decision *decision = audit->model->decisions.items[0];
  Type type = { .kind = TYPE_MONEY, .currency = decision->currency };
  return value_say(audit->arena, value_number(TYPE_MONEY, fraction_from(amount)), &type,
                   audit->language == LANGUAGE_SWEDISH);
}

void audit_add(Audit *audit, AuditPart part, AuditFinding finding) {
  LIST_ADD(audit->arena, &audit->findings[part], AuditFinding, finding);
}

/* ---- decisions -------------------------------------------------------------------------- */

static Text subject_of(Arena *arena, Text decision, Text record) {
  return arena_format(arena, "%.*s\t%.*s", TEXT_PRINT(decision), TEXT_PRINT(record));
}

void audit_start(Audit *audit) {
  Map replaced;
  map_init(&replaced, audit->arena);
  map_init(&audit->by_subject, audit->arena);
  map_init(&audit->seen, audit->arena);
  for (size_t i = 0; i < audit->taken->count; i++)
    if (audit->taken->items[i].has_replaces)
      map_set(&replaced, arena_format(audit->arena, "%lld",
                                      (long long)audit->taken->items[i].replaces), audit);
  for (size_t i = 0; i < audit->taken->count; i++) {
    StoreTaken *line = &audit->taken->items[i];
    Text id = arena_format(audit->arena, "%lld", (long long)line->id);
    if (!replaced.count || !map_get(&replaced, id))
      map_set(&audit->by_subject, subject_of(audit->arena, line->decision, line->record), line);
  }
}

const StoreTaken *audit_taken(const Audit *audit, Arena *batch, Text decision, Text record) {
  return audit->by_subject.count
             ? map_get(&audit->by_subject, subject_of(batch, decision, record)) : NULL;
}

/* A decision without a day is looked at whatever days are asked about. */
static bool is_within(const Audit *audit, bool has_date, Date on) {
  return !has_date || ((!audit->has_from || on >= audit->from) &&
                       (!audit->has_until || on <= audit->until));
}

static AuditFinding finding_of(const Audit *audit, const Judgement *judgement,
                               const StoreTaken *line, Text key) {
  const RecordedDecision *decision = &judgement->record_decision;
  return (AuditFinding){
    .decision = judgement->decision->name, .record = arena_text(audit->arena, key),
    .id = line ? line->id : 0, .has_date = decision->has_date, .on = decision->on,
    .decider = arena_text(audit->arena, decision->decider),
    .has_amount = decision->kind == OUTCOME_FUNDABLE, .amount = decision->granted,
  };
}

/* ---- powers ----------------------------------------------------------------------------- */

/* The most that the row may grant, on the day that governs it; false: there is no bound. */
static bool limit_of(const Judgement *judgement, const Power *power, int64_t *limit) {
  if (!power || !power->most)
    return false;
  evaluator_governed_by(judgement->evaluator, power->governed);
  Value most = evaluate_kept(judgement->evaluator, power->most);
  evaluator_governed_by(judgement->evaluator, NULL);
  return most.state == VALUE_KNOWN && fraction_to_int64(most.as.number, limit);
}

/* "; 1 500 000 kr applies from 2026-09-01", where another limit comes after that day. */
static Text limit_afterwards(const Audit *audit, const Judgement *judgement, const Power *power,
                             Date on) {
  LeafList leaves = { NULL, 0, 0 };
  evaluate_leaves(judgement->evaluator, power->most, &leaves);
  for (size_t i = 0; i < leaves.count; i++) {
    for (size_t j = 0; j < audit->model->parameters.count; j++) {
      const Parameter *parameter = audit->model->parameters.items[j];
      if (!leaves.items[i].parameter || !text_equal(parameter->name, leaves.items[i].name))
        continue;
      for (size_t k = 0; k < parameter->values.count; k++) {
        const DatedTerm *dated = &parameter->values.items[k];
        Value value = evaluate_kept(judgement->evaluator, dated->value);
        int64_t amount;
        Date from = dated->days.from;
        if (from == DATE_FIRST && dated->versions && dated->versions->from)
          from = dated->versions->from->in_force.items[0].from;
        if (from > on && value.state == VALUE_KNOWN &&
            fraction_to_int64(value.as.number, &amount))
          return arena_format(audit->arena, said(audit, "; %.*s applies from %.*s"),
                              TEXT_PRINT(audit_money(audit, amount)),
                              TEXT_PRINT(date_text(audit->arena, from)));
      }
    }
  }
  return TEXT("");
}

static Text power_said(const Audit *audit, const Judgement *judgement, Text reason) {
  const RecordedDecision *decision = &judgement->record_decision;
  int64_t limit;
  if (decision->kind != OUTCOME_FUNDABLE || !limit_of(judgement, decision->power, &limit) ||
      decision->granted <= limit)
    return arena_text(audit->arena, reason);
  Text later = decision->has_date ? limit_afterwards(audit, judgement, decision->power,
                                                     decision->on)
                                  : TEXT("");
  return arena_format(audit->arena, said(audit, "%.*s granted %.*s, above the limit %.*s of that "
                                                "day%.*s"),
                      TEXT_PRINT(decision->decider),
                      TEXT_PRINT(audit_money(audit, decision->granted)),
                      TEXT_PRINT(audit_money(audit, limit)), TEXT_PRINT(later));
}

static AuditPart part_of(ControlKind control) {
  switch (control) {
    case CONTROL_NONE: case CONTROL_RULES: return AUDIT_RULES;
    case CONTROL_REGISTER: return AUDIT_REGISTER;
    case CONTROL_POWER:    return AUDIT_POWER;
    case CONTROL_FRAME:    return AUDIT_FRAMES;
  }
  return AUDIT_RULES;
}

static void look_at_controls(Audit *audit, const Judgement *judgement, const StoreTaken *line,
                             Text key, Arena *batch) {
  for (size_t i = 0; i < judgement->controls.count; i++) {
    const RuleVerdict *control = &judgement->controls.items[i];
    AuditFinding finding = finding_of(audit, judgement, line, key);
    finding.said = control->control == CONTROL_POWER
                       ? power_said(audit, judgement, control->reason)
                       : arena_text(audit->arena, control->reason);
    finding.source = arena_text(audit->arena,
                                to_store_source(audit->model, batch, control->bases));
    audit_add(audit, part_of(control->control), finding);
  }
}

/* Where the board went its own way, the minutes should say why. */
static void look_at_deviation(Audit *audit, const Judgement *judgement, const StoreTaken *line,
                              Text key) {
  if (!line || !line->deviates.length)
    return;
  AuditFinding finding = finding_of(audit, judgement, line, key);
  finding.said = line->reason.length
      ? arena_format(audit->arena, said(audit, "decided otherwise than proposed (%.*s): %.*s"),
                     TEXT_PRINT(line->deviates), TEXT_PRINT(line->reason))
      : arena_format(audit->arena, said(audit, "decided otherwise than proposed (%.*s), without a "
                                               "reason"), TEXT_PRINT(line->deviates));
  if (!line->reason.length)
    audit_add(audit, AUDIT_RULES, finding);
}

/* ---- who applies for what --------------------------------------------------------------- */

/* "Schedules, stage 2" and "Schedules 3" are the same project. */
static Text project_of(const Audit *audit, Arena *batch, const Record *live) {
  Text title = unicode_fold(batch, audit->title(batch, live));
  static const char *const parts[] = { "etapp", "del", "stage", "part", "fas", "phase" };
  size_t end = title.length;
  while (end > 0 && (title.bytes[end - 1] == ' ' || title.bytes[end - 1] == ',' ||
                     title.bytes[end - 1] == '-' || (title.bytes[end - 1] >= '0' &&
                                                     title.bytes[end - 1] <= '9')))
    end--;
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    Text part = text_from(parts[i]);
    if (end > part.length + 1 && text_ends_with(text_part(title, 0, end), part))
      end -= part.length;
  }
  while (end > 0 && (title.bytes[end - 1] == ' ' || title.bytes[end - 1] == ','))
    end--;
  return end ? text_part(title, 0, end) : title;
}

static void put_keys(Writer *writer, Arena *batch, Value value) {
  if (value.state != VALUE_KNOWN)
    return;
  if (value.kind == TYPE_RECORD)
    writer_print(writer, "\t%.*s", TEXT_PRINT(record_key_text(batch, value.as.record)));
  for (size_t i = 0; value.kind == TYPE_LIST && i < value.as.list.count; i++)
    put_keys(writer, batch, value.as.list.items[i]);
}

/* The records in the applicant's own fields: who applies. */
static Text applicants_of(Arena *batch, const Record *live) {
  Writer writer;
  writer_to_memory(&writer, batch);
  for (size_t i = 0; i < live->type->count; i++)
    if (live->type->fields[i].owner == FACT_APPLICANT)
      put_keys(&writer, batch, live->fields[i]);
  return writer_text(&writer);
}

static void keep_grant(Audit *audit, const Judgement *judgement, const StoreTaken *line, Text key,
                       const Record *live, Arena *batch) {
  const RecordedDecision *decision = &judgement->record_decision;
  if (decision->kind != OUTCOME_FUNDABLE || decision->granted <= 0 || !live)
    return;
  Text project = project_of(audit, batch, live);
  if (text_equal(project, unicode_fold(batch, key)))
    return;                               /* nothing tells projects apart but their numbers */
  AuditGrant grant = {
    .decision = judgement->decision->name, .record = arena_text(audit->arena, key),
    .decider = arena_text(audit->arena, decision->decider), .id = line ? line->id : 0,
    .granted = decision->granted, .has_date = decision->has_date, .on = decision->on,
    .project = arena_format(audit->arena, "%.*s\t%.*s%.*s",
                            TEXT_PRINT(judgement->decision->name), TEXT_PRINT(project),
                            TEXT_PRINT(applicants_of(batch, live))),
  };
  const Power *power = decision->power;
  grant.has_limit = limit_of(judgement, power, &grant.limit);
  if (power)
    grant.source = arena_text(audit->arena,
                              to_store_source(audit->model, batch, &power->bases));
  LIST_ADD(audit->arena, &audit->grants, AuditGrant, grant);
}

void audit_look(Audit *audit, const Judgement *judgement, const Record *live, Arena *batch) {
  const RecordedDecision *decision = &judgement->record_decision;
  Text key = record_key_text(batch, judgement->record), name = judgement->decision->name;
  const StoreTaken *line = audit_taken(audit, batch, name, key);
  if (line)
    map_set(&audit->seen, subject_of(audit->arena, name, key), audit);
  if (!judgement->recorded)
    return;
  if (!decision->written)
    line = NULL;
  keep_grant(audit, judgement, line, key, live, batch);
  if (!is_within(audit, decision->has_date, decision->on))
    return;
  audit->decisions++;
  audit->of_register += !decision->written;
  look_at_controls(audit, judgement, line, key, batch);
  look_at_deviation(audit, judgement, line, key);
}

/* ---- frames ----------------------------------------------------------------------------- */

static AuditPeak *peak_of(Audit *audit, const FrameState *state) {
  for (size_t i = 0; i < audit->peaks.count; i++)
    if (audit->peaks.items[i].frame == state->frame &&
        text_equal(audit->peaks.items[i].key, state->key))
      return &audit->peaks.items[i];
  LIST_ADD(audit->arena, &audit->peaks, AuditPeak,
           (AuditPeak){ .frame = state->frame, .key = arena_text(audit->arena, state->key),
                        .has_limit = !state->pending, .limit = state->limit });
  return &audit->peaks.items[audit->peaks.count - 1];
}

/* Lines come in order of date; what a run would grant is not decided. */
void audit_line(Audit *audit, const FrameLine *line) {
  if (text_is(text_from(line->kind), "reserved") || text_is(text_from(line->kind), "paid"))
    return;
  AuditPeak *peak = peak_of(audit, line->state);
  if (__builtin_add_overflow(peak->drawn, line->amount, &peak->drawn))
    peak->drawn = INT64_MAX;
  if (peak->drawn <= peak->most)
    return;
  peak->most = peak->drawn;
  peak->has_day = line->has_date;
  peak->on = line->on;
}

/* ---- facts ------------------------------------------------------------------------------ */

/* As the rules write it. */
static Text shown(const Audit *audit, const RecordType *type, Text field, bool there, Text value) {
  return there ? facts_shown(audit->arena, path_value_word(audit->model, type, field, value))
               : text_from(said(audit, MESSAGE("nothing")));
}

void audit_facts(Audit *audit, const StoreTaken *line, const RecordType *type,
                 const StoreFactList *then, const StoreFactList *now,
                 const StoreChanges *history, Arena *batch) {
  Date on;
  bool dated = date_parse(line->decided_on, &on);
  if (!then->count || !is_within(audit, dated, dated ? on : 0))
    return;
  SinceChanges changes = since_compare(batch, type, line, then, now, history);
  for (size_t i = 0; i < changes.count; i++) {
    const SinceChange *change = &changes.items[i];
    Text by = change->change
        ? arena_format(audit->arena, said(audit, " (%.*s, file %.*s, line %lld)"),
                       TEXT_PRINT(text_part(change->change->at, 0, DATE_LENGTH)),
                       TEXT_PRINT(change->change->file), (long long)change->change->row)
        : text_from(said(audit, MESSAGE(" (no import tells by what)")));
    AuditFinding finding = {
      .decision = line->decision, .record = line->record, .id = line->id, .has_date = dated,
      .on = dated ? on : 0, .decider = line->decider, .has_amount = line->has_granted,
      .amount = line->granted,
      .said = arena_format(audit->arena, "%.*s %.*s → %.*s%.*s",
                           TEXT_PRINT(path_word(audit->arena, audit->model, type, change->field)),
                           TEXT_PRINT(shown(audit, type, change->field, change->had, change->was)),
                           TEXT_PRINT(shown(audit, type, change->field, change->has, change->is)),
                           TEXT_PRINT(by)),
    };
    audit_add(audit, AUDIT_FACTS, finding);
  }
}

/* ---- what is late ----------------------------------------------------------------------- */

void audit_owed(Audit *audit, const OwedList *owed) {
  for (size_t i = 0; i < owed->list.count; i++) {
    const Owed *row = &owed->list.items[i];
    Date done = 0;
    bool late = row->status == OWED_OVERDUE;
    bool dated = row->when == OWED_ON_DAY || row->when == OWED_IN_MONTH;
    bool was_late = row->status == OWED_DONE && dated && date_parse(row->done_on, &done) &&
                    done > row->due;
    if (row->proposal || (!late && !was_late) || !is_within(audit, true, row->due))
      continue;
    AuditFinding finding = { .record = row->record, .has_date = true, .on = row->due,
                             .decider = row->body,
                             .days = late ? audit->as_of - row->due : done - row->due };
    Text who = row->body_title.length ? row->body_title : row->body;
    finding.said = arena_format(audit->arena,
                                late ? said(audit, MESSAGE("%.*s: %.*s was due %.*s, late by "
                                                           "%lld days"))
                                     : said(audit, MESSAGE("%.*s: %.*s was due %.*s, done %lld "
                                                           "days late")),
                                TEXT_PRINT(who), TEXT_PRINT(row->title),
                                TEXT_PRINT(date_text(audit->arena, row->due)),
                                (long long)finding.days);
    finding.source = to_store_source(audit->model, audit->arena, row->bases);
    audit_add(audit, AUDIT_LATE, finding);
  }
}

/* ---- controls of the rules -------------------------------------------------------------- */

void audit_outlook(Audit *audit, const Outlook *outlook) {
  for (size_t i = 0; outlook && i < outlook->controls.count; i++) {
    const ControlReport *report = &outlook->controls.items[i];
    const Control *control = report->control;
    for (size_t j = 0; j < report->findings.count; j++) {
      const ControlFinding *hit = &report->findings.items[j];
      if (!hit->certain)
        continue;
      audit_add(audit, AUDIT_CONTROLS,
                (AuditFinding){ .record = hit->key,
                                .said = control->title.length ? control->title : control->name,
                                .source = to_store_source(audit->model, audit->arena,
                                                          &control->bases) });
    }
  }
}

/* ---- the end ---------------------------------------------------------------------------- */

static bool is_decided_by_rules(const Audit *audit, Text decision) {
  for (size_t i = 0; i < audit->model->decisions.count; i++)
    if (text_equal(audit->model->decisions.items[i]->name, decision))
      return true;
  return false;
}

/* Decisions on records that are no longer there: nothing above has met them. */
static void look_for_gone(Audit *audit) {
  for (size_t i = 0; i < audit->taken->count; i++) {
    const StoreTaken *line = &audit->taken->items[i];
    Text subject = subject_of(audit->arena, line->decision, line->record);
    Date on = 0;
    bool dated = date_parse(line->decided_on, &on);
    if (map_get(&audit->by_subject, subject) != line || map_get(&audit->seen, subject) ||
        !is_decided_by_rules(audit, line->decision) || !is_within(audit, dated, on))
      continue;
    audit->decisions++;
    audit_add(audit, AUDIT_FACTS, (AuditFinding){
      .decision = line->decision, .record = line->record, .id = line->id, .has_date = dated,
      .on = on, .decider = line->decider, .has_amount = line->has_granted,
      .amount = line->granted,
      .said = text_from(said(audit, MESSAGE("the record is no longer in the database"))) });
  }
}

/* The latest first where something is late; else by day. */
static int compare_findings(const void *left, const void *right) {
  const AuditFinding *a = left, *b = right;
  if (a->days != b->days)
    return a->days > b->days ? -1 : 1;
  if (a->has_date != b->has_date)
    return a->has_date ? -1 : 1;
  return a->has_date && a->on != b->on ? (a->on < b->on ? -1 : 1) : 0;
}

void audit_finish(Audit *audit) {
  look_for_gone(audit);
  audit_splits(audit);
  for (int part = 0; part < AUDIT_COUNT; part++)
    audit->findings[part].items =
        sort_stable(audit->arena, audit->findings[part].items, audit->findings[part].count,
                    sizeof(AuditFinding), compare_findings);
}
