/* Entries of the record's own lists that stand in the way: which of them to take away, one alone,
 * then several together.  Only of what the applicant states and a link table holds (who applies,
 * what is applied for): what others have recorded about the case is not taken away. */
#include "interp/experiment/why_parts.h"

#include "interp/data/value.h"

enum { MOST_ENTRIES = 60, MOST_ANSWERS = 12 };

typedef struct {
  Search     *search;
  WhyFacts    entries;
  WhySetting  settings[WHY_NOT_MOST_CHANGES];
  size_t      count;
  WhyAnswers *answers;
} Taking;

/* ---- which there are --------------------------------------------------------------------- */

static bool may_be_taken(const FieldType *field, Value value) {
  return field->list == LIST_VIA && field->used && field->owner == FACT_APPLICANT &&
         value.state == VALUE_KNOWN && value.as.list.count > 1;
}

static void gather_entries(Taking *taking) {
  Search *search = taking->search;
  const Record *record = search->first->record;
  for (size_t i = 0; i < record->type->count; i++) {
    const FieldType *field = &record->type->fields[i];
    Value list = record->fields[i];
    for (size_t j = 0; may_be_taken(field, list) && j < list.as.list.count &&
                       taking->entries.count < MOST_ENTRIES; j++) {
      const Record *entry = list.as.list.items[j].as.record;
      LIST_ADD(&search->work, &taking->entries, WhyFact,
               (WhyFact){ .record = record, .field = field, .path = field->name,
                          .entry = entry });
    }
  }
}

/* Something must be left, and as much as the rules ask for. */
static bool leaves_enough(const Taking *taking) {
  const Record *record = taking->search->first->record;
  for (size_t i = 0; i < taking->count; i++) {
    const FieldType *field = taking->settings[i].fact->field;
    size_t least = field->at_least > 1 ? (size_t)field->at_least : 1, taken = 0;
    for (size_t j = 0; j < taking->count; j++)
      taken += taking->settings[j].fact->field == field;
    if (record->fields[field->index].as.list.count < taken + least)
      return false;
  }
  return true;
}

/* ---- answers ----------------------------------------------------------------------------- */

static WhyChange taken_away(Arena *arena, const WhyFact *fact) {
  return (WhyChange){ .record = fact->record->type, .field = fact->field, .path = fact->path,
                      .key = record_key_text(arena, fact->record), .reach = REACH_WITHOUT,
                      .now = value_unknown(TYPE_LIST), .to = value_unknown(TYPE_LIST),
                      .entry = record_key_text(arena, fact->entry),
                      .entry_name = arena_text(arena, record_name(arena, fact->entry)) };
}

static void add_answer(Taking *taking) {
  Search *search = taking->search;
  const Judgement *judged = search->judged;
  WhyAnswer answer = { .kind = judged->kind, .power = judged->power,
                       .decider = arena_text(search->arena, judged->decider_name),
                       .granted = judged->granted };
  for (size_t i = 0; i < taking->count; i++)
    LIST_ADD(search->arena, &answer.changes, WhyChange,
             taken_away(search->arena, taking->settings[i].fact));
  LIST_ADD(search->arena, taking->answers, WhyAnswer, answer);
}

static void combine(Taking *taking, size_t from, size_t left) {
  Search *search = taking->search;
  if (why_tired(search) || taking->answers->count >= MOST_ANSWERS)
    return;
  if (left == 0) {
    if (leaves_enough(taking) && why_try(search, taking->settings, taking->count) == TRY_YES)
      add_answer(taking);
    return;
  }
  for (size_t i = from; i + left <= taking->entries.count; i++) {
    taking->settings[taking->count++] = (WhySetting){ .fact = &taking->entries.items[i] };
    combine(taking, i + 1, left - 1);
    taking->count--;
  }
}

/* Where other records have a say in it, only a run would tell. */
static bool can_be_tried(const Decision *decision) {
  return !decision->late && !decision->reads.count && decision->how != HOW_PRO_RATA;
}

void why_search_entries(Search *search, WhyAnswers *answers) {
  Taking *taking = arena_new(&search->work, Taking);
  size_t before = answers->count;
  *taking = (Taking){ .search = search, .answers = answers };
  if (!can_be_tried(search->first->decision))
    return;
  gather_entries(taking);
  for (size_t size = 1; size <= WHY_NOT_MOST_CHANGES && answers->count == before; size++)
    combine(taking, 0, size);
}
