/* Meetings, duties, ladders, letters; budgets with their lines, targets, controls. */
#include "interp/compare/parts_inside.h"

/* ---- duties --------------------------------------------------------------------------- */

static void take_duty(Taking *taking, const Duty *duty) {
  if (!side_stands(taking->side, duty->stands))
    return;
  RulesPart *part = part_add(taking, PART_DUTY, TEXT(""), duty->name, duty->title, duty->span);
  part->sort = duty->report ? MESSAGE("report") : MESSAGE("assignment");
  part->bases = &duty->bases;
  part_versions(part, duty->stands, NULL);
  part_parties(taking, part, MESSAGE("owed by"), duty->owed_by.items, duty->owed_by.count);
  part_parties(taking, part, MESSAGE("owed to"), duty->to.items, duty->to.count);
  part_parties(taking, part, MESSAGE("lead"), duty->lead.items, duty->lead.count);
  part_parties(taking, part, MESSAGE("together with"), duty->together.items,
               duty->together.count);
  for (size_t i = 0; i < duty->depends.count; i++)
    part_words(taking, part, MESSAGE("depends on"), duty->depends.items[i]->name);
  part_term(taking, part, MESSAGE("due"), duty->due);
  part_words(taking, part, MESSAGE("before"), duty->before ? duty->before->name : TEXT(""));
  if (duty->further_notice)
    part_said(taking, part, "", MESSAGE("until further notice"));
  part_told(taking, part, MESSAGE("provided"), duty->provided);
  for (size_t i = 0; i < duty->covering.count; i++)
    part_words(taking, part, MESSAGE("covering"),
               arena_format(taking->arena, "%.*s %.*s",
                            TEXT_PRINT(duty->covering.items[i].from.text),
                            TEXT_PRINT(duty->covering.items[i].to.text)));
  for (size_t i = 0; i < duty->contains.count; i++)
    part_told(taking, part, MESSAGE("contains"), duty->contains.items[i]);
}

static void take_ladder(Taking *taking, const Ladder *ladder) {
  RulesPart *part = part_add(taking, PART_LADDER, TEXT(""), ladder->name, ladder->title,
                             ladder->span);
  part->bases = &ladder->bases;
  for (size_t i = 0; i < ladder->steps.count; i++) {
    const ModelStep *step = &ladder->steps.items[i];
    part_words(taking, part, MESSAGE("step"), step->code->name);
    part_term(taking, part, MESSAGE("due"), step->due);
    part_term(taking, part, MESSAGE("when"), step->when);
  }
}

static void take_meeting(Taking *taking, const Meeting *meeting) {
  RulesPart *part = part_add(taking, PART_MEETING, TEXT(""), meeting->name, meeting->title,
                             meeting->span);
  part->bases = &meeting->bases;
  part_words(taking, part, MESSAGE("at"), meeting->at ? meeting->at->name : TEXT(""));
  part_words(taking, part, "", date_text(taking->arena, meeting->day));
  if (meeting->day_not_set)
    part_said(taking, part, "", MESSAGE("day not set"));
}

static void take_letter(Taking *taking, const Letter *letter) {
  RulesPart *part = part_add(taking, PART_LETTER, TEXT(""), letter->name, letter->title,
                             letter->span);
  part->bases = &letter->bases;
  part_words(taking, part, MESSAGE("when"), letter->outcome);
  for (size_t i = 0; i < letter->paragraphs.count; i++)
    part_told(taking, part, MESSAGE("text"), letter->paragraphs.items[i]);
}

static void take_conflict(Taking *taking, const Conflict *conflict) {
  RulesPart *part = part_add(taking, PART_CONFLICT, TEXT(""), conflict->name, conflict->title,
                             conflict->span);
  part_words(taking, part, MESSAGE("follows"),
             conflict->follows && conflict->document ? conflict->document->name : TEXT(""));
}

/* ---- budgets -------------------------------------------------------------------------- */

static Text shares_text(Taking *taking, const ModelShares *shares) {
  Text names = TEXT_NONE;
  for (size_t i = 0; i < shares->count; i++)
    part_name(taking, &names, shares->items[i].name);
  return names;
}

static void take_transfer(Taking *taking, const Transfer *transfer) {
  RulesPart *part = part_add(taking, PART_TRANSFER, TEXT(""), transfer->name, transfer->title,
                             transfer->span);
  part->bases = &transfer->bases;
  part_term(taking, part, "", transfer->amount);
  part_words(taking, part, MESSAGE("from"), shares_text(taking, &transfer->from));
  part_words(taking, part, MESSAGE("to"), shares_text(taking, &transfer->to));
  for (size_t i = 0; i < transfer->from.count; i++)
    part_term(taking, part, MESSAGE("from"), transfer->from.items[i].part);
  for (size_t i = 0; i < transfer->to.count; i++)
    part_term(taking, part, MESSAGE("to"), transfer->to.items[i].part);
  if (transfer->has_prices)
    part_words(taking, part, MESSAGE("in prices of"),
               arena_format(taking->arena, "%lld", (long long)transfer->prices));
}

static void take_item(Taking *taking, const Budget *budget, const BudgetItem *item) {
  RulesPart *part = part_add(taking, PART_LINE, budget->name, item->name, item->title, item->span);
  part->bases = &item->bases;
  part_words(taking, part, MESSAGE("section"), item->section ? item->section->name : TEXT(""));
  part_term(taking, part, "", item->value);
  part_words(taking, part, MESSAGE("transfer"), item->transfer ? item->transfer->name : TEXT(""));
  if (item->once)
    part_said(taking, part, "", MESSAGE("once"));
  if (item->has_prices)
    part_words(taking, part, MESSAGE("in prices of"),
               arena_format(taking->arena, "%lld", (long long)item->prices));
  part_term(taking, part, MESSAGE("agrees with"), item->printed);
  part_term(taking, part, MESSAGE("within"), item->tolerance);
}

static void take_budget(Taking *taking, const Budget *budget) {
  RulesPart *part = part_add(taking, PART_BUDGET, TEXT(""), budget->name, budget->title,
                             budget->span);
  part->bases = &budget->bases;
  part_words(taking, part, MESSAGE("for each"), budget->record->name);
  for (size_t i = 0; i < budget->by_count; i++)
    part_words(taking, part, MESSAGE("by"), budget->by[i]->name);
  if (budget->has_years)
    part_words(taking, part, MESSAGE("for year"),
               arena_format(taking->arena, "%lld – %lld", (long long)budget->first_year,
                            (long long)budget->last_year));
  part_words(taking, part, MESSAGE("continues"),
             budget->continues ? budget->continues->name : TEXT(""));
  part_term(taking, part, MESSAGE("continues"), budget->continued);
  if (budget->balanced)
    part_words(taking, part, MESSAGE("balanced by"), budget->balanced_by);
  for (size_t i = 0; i < budget->items.count; i++)
    if (budget->items.items[i]->kind != ITEM_WEIGHT)
      take_item(taking, budget, budget->items.items[i]);
}

/* ---- targets, controls ---------------------------------------------------------------- */

static void take_target(Taking *taking, const Target *target) {
  static const char *const bounds[] = {
#define X(op, label) label,
    BINARY_OPS(X)
#undef X
  };
  RulesPart *part = part_add(taking, PART_TARGET, TEXT(""), target->name, target->title,
                             target->span);
  part->bases = &target->bases;
  part_term(taking, part, MESSAGE("value"), target->value);
  part_term(taking, part, bounds[target->op], target->bound);
  for (size_t i = 0; i < target->years.count; i++)
    part_words(taking, part, MESSAGE("for year"),
               arena_format(taking->arena, "%lld", (long long)target->years.items[i]));
  if (target->rolling)
    part_words(taking, part, MESSAGE("rolling"),
               arena_format(taking->arena, "%lld", (long long)target->rolling));
  for (size_t i = 0; i < target->suspensions.count; i++)
    part_words(taking, part, MESSAGE("suspended for"),
               arena_format(taking->arena, "%lld – %lld",
                            (long long)target->suspensions.items[i].from,
                            (long long)target->suspensions.items[i].to));
}

static void take_control(Taking *taking, const Control *control) {
  static const char *const gravities[] = { MESSAGE("not said"), MESSAGE("low"),
                                           MESSAGE("medium"), MESSAGE("high") };
  RulesPart *part = part_add(taking, PART_CONTROL, TEXT(""), control->name, control->title,
                             control->span);
  part->bases = &control->bases;
  part_words(taking, part, MESSAGE("of"), control->record->name);
  part_term(taking, part, MESSAGE("when"), control->when);
  part_said(taking, part, MESSAGE("severity"), gravities[control->gravity]);
}

void parts_of_duties(Taking *taking) {
  const Model *model = taking->side->model;
  for (size_t i = 0; i < model->meetings.count; i++)
    take_meeting(taking, model->meetings.items[i]);
  for (size_t i = 0; i < model->duties.count; i++)
    take_duty(taking, model->duties.items[i]);
  for (size_t i = 0; i < model->ladders.count; i++)
    take_ladder(taking, model->ladders.items[i]);
  for (size_t i = 0; i < model->letters.count; i++)
    take_letter(taking, model->letters.items[i]);
  for (size_t i = 0; i < model->conflicts.count; i++)
    take_conflict(taking, model->conflicts.items[i]);
  for (size_t i = 0; i < model->transfers.count; i++)
    take_transfer(taking, model->transfers.items[i]);
  for (size_t i = 0; i < model->budgets.count; i++)
    take_budget(taking, model->budgets.items[i]);
  for (size_t i = 0; i < model->targets.count; i++)
    take_target(taking, model->targets.items[i]);
  for (size_t i = 0; i < model->controls.count; i++)
    take_control(taking, model->controls.items[i]);
}
