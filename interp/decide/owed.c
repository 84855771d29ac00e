#include "interp/decide/owed.h"

#include "interp/decide/ladder.h"

#include <stdlib.h>

const char *const owed_kind_names[] = {
#define X(kind, name) [kind] = name,
  OWED_KINDS(X)
#undef X
};

const char *const owed_when_names[] = {
#define X(when, name) [when] = name,
  OWED_WHENS(X)
#undef X
};

const char *const owed_status_names[] = { "open", "due", "overdue", "done" };

void owed_start(OwedList *owed, Arena *arena, const Model *model, Evaluator *evaluator,
                const RecordSource *source, Date as_of) {
  *owed = (OwedList){ .arena = arena, .model = model, .evaluator = evaluator, .source = source,
                      .as_of = as_of };
}

/* ---- one row for each who owes it ---------------------------------------------------- */

static Text title_of(Text title, Text name) {
  return title.length ? title : name;
}

/* A group of which no records are at hand is told by its title. */
static Text group_title(const Model *model, Text name) {
  for (size_t i = 0; i < model->groups.count; i++)
    if (text_equal(model->groups.items[i]->name, name))
      return title_of(model->groups.items[i]->title, name);
  return name;
}

/* An organisation is the body of which its name is the title or another name. */
static const Body *body_of(const Model *model, const PartyName *who) {
  if (who->body || who->name.length == 0)
    return who->body;
  for (size_t i = 0; i < model->bodies.count; i++)
    if (body_is_called(model->bodies.items[i], who->name))
      return model->bodies.items[i];
  return NULL;
}

static void add_for(OwedList *owed, const Owed *row, const PartyName *who) {
  Owed made = *row;
  made.of = body_of(owed->model, who);
  made.body = made.of ? made.of->name : arena_text(owed->arena, who->name);
  made.body_title = made.of ? title_of(made.of->title, made.of->name)
                            : group_title(owed->model, made.body);
  made.place = owed->list.count;
  LIST_ADD(owed->arena, &owed->list, Owed, made);
}

static void add_rows(OwedList *owed, const Owed *row, const PartyNames *who) {
  const PartyName nobody = { TEXT_NONE, NULL };
  for (size_t i = 0; i < who->count; i++) {
    bool again = false;
    for (size_t j = 0; j < i && !again; j++)
      again = text_equal(who->items[i].name, who->items[j].name);
    if (!again)
      add_for(owed, row, &who->items[i]);
  }
  if (who->count == 0)
    add_for(owed, row, &nobody);
}

static void name_all(OwedList *owed, const Party *parties, size_t count, PartyNames *names) {
  PartyPlace place = { owed->evaluator, owed->source, NULL, owed->arena };
  parties_name(&place, parties, count, names);
}

static Text party_title(const Party *party) {
  if (party->body)
    return title_of(party->body->title, party->body->name);
  return party->group ? title_of(party->group->title, party->group->name) : TEXT("");
}

/* Receivers and helpers: a group is told by its title, not member by member. */
static Text titles_of(OwedList *owed, const Party *parties, size_t count) {
  Writer writer;
  writer_to_memory(&writer, owed->arena);
  for (size_t i = 0; i < count; i++)
    writer_print(&writer, "%s%.*s", i ? ", " : "", TEXT_PRINT(party_title(&parties[i])));
  return writer_text(&writer);
}

static Text join_texts(Arena *arena, const Text *texts, size_t count) {
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t i = 0; i < count; i++)
    writer_print(&writer, "%s%.*s", i ? "; " : "", TEXT_PRINT(texts[i]));
  return writer_text(&writer);
}

/* ---- assignments and reports --------------------------------------------------------- */

static void set_due(OwedList *owed, const Duty *duty, Owed *row) {
  Value due = duty->due ? evaluate(owed->evaluator, duty->due) : value_unknown(TYPE_DATE);
  row->before = duty->before;
  if (due.state == VALUE_KNOWN && due.kind == TYPE_DATE) {
    row->when = duty->day_not_set ? OWED_IN_MONTH : OWED_ON_DAY;
    row->due = due.as.date;
  } else if (duty->due) {
    row->when = OWED_PENDING;
  } else {
    row->when = duty->further_notice ? OWED_UNTIL_NOTICE : OWED_NOT_SAID;
  }
}

static Text names_of_duties(OwedList *owed, const Duty *duty) {
  Writer writer;
  writer_to_memory(&writer, owed->arena);
  for (size_t i = 0; i < duty->depends.count; i++)
    writer_print(&writer, "%s%.*s", i ? ", " : "", TEXT_PRINT(duty->depends.items[i]->name));
  return writer_text(&writer);
}

static Text covered(Arena *arena, const Covering *covering) {
  if (covering->to.text.length == 0)
    return covering->from.text;
  return arena_format(arena, "%.*s - %.*s", TEXT_PRINT(covering->from.text),
                      TEXT_PRINT(covering->to.text));
}

/* One for each period it covers; the period is part of the name where there are several. */
static void add_periods(OwedList *owed, const Duty *duty, const Owed *row,
                        const PartyNames *who) {
  for (size_t i = 0; i < duty->covering.count; i++) {
    Owed made = *row;
    made.covering = covered(owed->arena, &duty->covering.items[i]);
    if (duty->covering.count > 1)
      made.name = arena_format(owed->arena, "%.*s %.*s", TEXT_PRINT(duty->name),
                               TEXT_PRINT(made.covering));
    add_rows(owed, &made, who);
  }
}

static void add_duty(OwedList *owed, const Duty *duty) {
  Owed row = { .kind = duty->report ? OWED_REPORT : OWED_ASSIGNMENT, .name = duty->name,
               .title = title_of(duty->title, duty->name), .provided = duty->provided,
               .handled = duty->handled, .conflict = duty->conflict,
               .bases = &duty->bases };
  PartyNames who = { NULL, 0, 0 };
  set_due(owed, duty, &row);
  name_all(owed, duty->owed_by.items, duty->owed_by.count, &who);
  row.to = titles_of(owed, duty->to.items, duty->to.count);
  row.lead = titles_of(owed, duty->lead.items, duty->lead.count);
  row.together = titles_of(owed, duty->together.items, duty->together.count);
  row.depends = names_of_duties(owed, duty);
  row.contains = join_texts(owed->arena, duty->contains.items, duty->contains.count);
  if (duty->covering.count)
    add_periods(owed, duty, &row, &who);
  else
    add_rows(owed, &row, &who);
}

/* What an amendment brings is owed from the day that it is in force. */
static bool is_in_force(OwedList *owed, const Duty *duty) {
  Value stands = duty->stands ? evaluate(owed->evaluator, duty->stands) : value_truth(true);
  return stands.state != VALUE_KNOWN || stands.as.truth;
}

void owed_add_duties(OwedList *owed) {
  for (size_t i = 0; i < owed->model->duties.count; i++)
    if (is_in_force(owed, owed->model->duties.items[i]))
      add_duty(owed, owed->model->duties.items[i]);
}

/* ---- deadlines of decisions ---------------------------------------------------------- */

static Text with_key(OwedList *owed, Text name, Text key) {
  return arena_format(owed->arena, "%.*s %.*s", TEXT_PRINT(name), TEXT_PRINT(key));
}

static void add_deadline(OwedList *owed, const Judgement *judgement,
                         const DeadlineResult *result) {
  const Deadline *deadline = result->deadline;
  Text key = record_key_text(owed->arena, judgement->record);
  Owed row = { .kind = OWED_DEADLINE, .name = with_key(owed, deadline->name, key),
               .title = title_of(deadline->title, deadline->name), .record = key,
               .before = deadline->before,
               .proposal = !judgement->recorded, .bases = &deadline->bases };
  row.to = deadline->owed_to.field ? arena_text(owed->arena, result->owed_to)
                                   : titles_of(owed, &deadline->owed_to, 1);
  bool known = result->due.state == VALUE_KNOWN;
  row.when = known ? OWED_ON_DAY : OWED_NOT_KNOWN;
  row.due = known ? result->due.as.date : 0;
  if (known && deadline->day_not_set)
    row.when = OWED_IN_MONTH;
  row.status = result->fulfilled ? OWED_DONE : OWED_OPEN;
  row.contains = join_texts(owed->arena, deadline->contains.items, deadline->contains.count);
  add_rows(owed, &row, &result->owers);
}

/* A proposal whose day is not known begins when the decision is taken: counted, not listed. */
void owed_add_judgement(OwedList *owed, const Judgement *judgement) {
  for (size_t i = 0; i < judgement->deadlines.count; i++) {
    const DeadlineResult *result = &judgement->deadlines.items[i];
    if (!judgement->recorded && result->due.state != VALUE_KNOWN)
      owed->waiting++;
    else
      add_deadline(owed, judgement, result);
  }
}

void owed_add_harvest(OwedList *owed, const Harvest *harvest) {
  HarvestRecord record;
  Arena *batch;
  for (HarvestReader *reader = harvest_read(harvest); harvest_next(reader, &record);) {
    bool recorded = harvest_ending(harvest, record.ending).recorded;
    if (record.due || (recorded && record.owed))
      owed_add_judgement(owed, harvest_judgement(reader, &batch));
    else
      owed->waiting += record.owed;
  }
}

/* ---- steps of ladders ---------------------------------------------------------------- */

void owed_add_ladder(OwedList *owed, const Ladder *ladder, const Record *record) {
  evaluator_subject(owed->evaluator, record, NULL, owed->source, owed->arena);
  LadderStanding standing = ladder_stand(owed->evaluator, ladder, record, owed->arena);
  const ModelStep *step = standing.next;
  if (!step)
    return;
  Text key = record_key_text(owed->arena, record);
  Text title = code_title(step->code);
  Owed row = { .kind = OWED_STEP, .record = key, .proposal = true,
               .name = with_key(owed, ladder->name, key),
               .skipped = ladder_unexplained(owed->arena, &standing),
               .bases = step->bases.count ? &step->bases : &ladder->bases };
  Text name = record_name(owed->arena, record);
  row.title = text_equal(name, key) ? title
              : arena_format(owed->arena, "%.*s: %.*s", TEXT_PRINT(name), TEXT_PRINT(title));
  bool known = standing.due.state == VALUE_KNOWN && standing.due.kind == TYPE_DATE;
  row.when = known ? OWED_ON_DAY : step->due ? OWED_NOT_KNOWN : OWED_NOT_SAID;
  row.due = known ? standing.due.as.date : 0;
  add_rows(owed, &row, &(PartyNames){ NULL, 0, 0 });
}

/* ---- how they stand ------------------------------------------------------------------ */

bool owed_is_by(const Owed *owed, Text body) {
  return text_equal(owed->body, body) || text_equal(owed->body_title, body) ||
         (owed->of && body_is_called(owed->of, body));
}

static bool is_of(const OwedStanding *standing, const Owed *row) {
  if (standing->kind.length && !text_is(standing->kind, owed_kind_names[row->kind]))
    return false;
  return text_equal(standing->name, row->name) &&
         (standing->body.length == 0 || owed_is_by(row, standing->body));
}

static bool says_done(const OwedStanding *standing) {
  static const char *const words[] = { "done", "klar", "klart", "fullgjord", "fullgjort",
                                       "genomförd", "genomfört" };
  if (standing->done_on.length)
    return true;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (text_is(standing->status, words[i]))
      return true;
  return false;
}

/* A day in the table counts only where the rules set none. */
static void take_standing(Owed *row, OwedStanding *standing) {
  Date due;
  standing->used = true;
  row->said = standing->status;
  row->done_on = standing->done_on;
  row->evidence = standing->evidence;
  if (says_done(standing))
    row->status = OWED_DONE;
  if (row->when != OWED_ON_DAY && date_parse(standing->due, &due)) {
    row->when = OWED_ON_DAY;
    row->due = due;
  }
}

static void judge_standing(const OwedList *owed, Owed *row) {
  bool dated = row->when == OWED_ON_DAY || row->when == OWED_IN_MONTH;
  if (row->status == OWED_DONE || !dated)
    return;
  row->status = row->due < owed->as_of ? OWED_OVERDUE : OWED_DUE;
}

/* ---- their order --------------------------------------------------------------------- */

/* The rules' bodies in their order, then other names, then nobody. */
static int compare_bodies(const Owed *a, const Owed *b) {
  if (a->of && b->of)
    return a->of->span.file != b->of->span.file
               ? (a->of->span.file > b->of->span.file ? 1 : -1)
               : (a->of->span.start > b->of->span.start) - (a->of->span.start < b->of->span.start);
  if (a->of || b->of)
    return a->of ? -1 : 1;
  if (!a->body.length || !b->body.length)
    return (int)(a->body.length == 0) - (int)(b->body.length == 0);
  return text_compare(a->body_title, b->body_title);
}

static int compare_owed(const void *left, const void *right) {
  const Owed *a = left, *b = right;
  int bodies = compare_bodies(a, b);
  if (bodies)
    return bodies;
  bool dated_a = a->when == OWED_ON_DAY || a->when == OWED_IN_MONTH;
  bool dated_b = b->when == OWED_ON_DAY || b->when == OWED_IN_MONTH;
  if (dated_a != dated_b)
    return dated_a ? -1 : 1;
  if (dated_a && a->due != b->due)
    return a->due < b->due ? -1 : 1;
  if (a->when != b->when)
    return a->when < b->when ? -1 : 1;
  return (a->place > b->place) - (a->place < b->place);
}

void owed_finish(OwedList *owed, OwedStanding *standing, size_t count) {
  Map by_name;
  map_init(&by_name, owed->arena);
  for (size_t i = count; i-- > 0;) {
    standing[i].next = map_get(&by_name, standing[i].name);
    map_set(&by_name, standing[i].name, &standing[i]);
  }
  for (size_t i = 0; i < owed->list.count; i++) {
    Owed *row = &owed->list.items[i];
    for (OwedStanding *each = map_get(&by_name, row->name); each; each = each->next)
      if (is_of(each, row))
        take_standing(row, each);
    judge_standing(owed, row);
  }
  if (owed->list.count)
    qsort(owed->list.items, owed->list.count, sizeof(Owed), compare_owed);
}
