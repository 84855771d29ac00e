/* Which facts to change, and to what: one alone, then several together. */
#include "interp/experiment/why_parts.h"

enum { MOST_POOL = 40, MOST_OPEN = 8, MOST_SETTINGS = MOST_OPEN + WHY_NOT_MOST_CHANGES,
       MOST_ANSWERS = 12, MOST_TOLD = 64 };

typedef struct {
  Search     *search;
  bool        others;             /* some fact must be another's */
  const WhyFact *pool[MOST_POOL]; /* known facts that may matter */
  size_t      pool_count;
  WhySetting  settings[MOST_SETTINGS];
  size_t      base, count;        /* facts not known, which are asked for anyway; and all */
  WhyAnswers *answers;
} Combination;

/* ---- what may matter --------------------------------------------------------------------- */

static bool is_asked(const AskList *asks, const WhyFact *fact) {
  for (size_t i = 0; i < asks->count; i++)
    if (asks->items[i].field == fact->field && text_equal(asks->items[i].path, fact->path))
      return true;
  return false;
}

static bool was_in_order(const Judgement *first, const RuleVerdict *verdict) {
  for (size_t i = 0; i < first->rules.count; i++) {
    const RuleVerdict *before = &first->rules.items[i];
    if (before->rule != verdict->rule || !text_equal(before->name, verdict->name))
      continue;
    return before->verdict == VERDICT_PASS || before->verdict == VERDICT_NOTED ||
           before->verdict == VERDICT_DOES_NOT_APPLY;
  }
  return first->kind != OUTCOME_INVALID && verdict->rule &&
         !(first->own && text_equal(first->own->name, verdict->name));
}

/* With all facts open, do the rules that stand in the way ask for this one? */
static void mark_asked(const Search *search, const bool *open, bool *marks) {
  const Judgement *judged = search->judged;
  for (size_t i = 0; i < judged->rules.count; i++) {
    const RuleVerdict *verdict = &judged->rules.items[i];
    if (was_in_order(search->first, verdict))
      continue;
    for (size_t j = 0; j < search->facts.count; j++)
      marks[j] |= open[j] && is_asked(&verdict->asks, &search->facts.items[j]);
  }
}

static bool has_open_rule(const Judgement *judged) {
  for (size_t i = 0; i < judged->rules.count; i++) {
    const RuleVerdict *verdict = &judged->rules.items[i];
    if (verdict->rule && verdict->rule->kind != RULE_NOTE &&
        (verdict->verdict == VERDICT_UNKNOWN || verdict->verdict == VERDICT_POSSIBLY))
      return true;
  }
  return false;
}

/* Do the amount, the order or the decider hang on it? */
static bool moves_money(Search *search, const WhyFact *fact) {
  WhySetting open = { .fact = fact };
  Try tried = why_try(search, &open, 1);
  const Judgement *judged = search->judged, *first = search->first;
  if (first->amount.state == VALUE_KNOWN && judged->amount.state == VALUE_UNKNOWN)
    return true;
  return tried == TRY_OPEN && !has_open_rule(judged);
}

/* An optional field that is left empty is none: that somebody should fill it in is not told. */
static bool is_given(const WhyFact *fact) {
  return fact->record->fields[fact->field->index].state == VALUE_KNOWN;
}

static void gather_pool(Combination *combination) {
  Search *search = combination->search;
  size_t count = search->facts.count, opened = 0;
  bool *open = arena_array(&search->work, bool, count + 1);
  bool *marks = arena_array(&search->work, bool, count + 1);
  WhySetting *all = arena_array(&search->work, WhySetting, count + 1);
  for (size_t i = 0; i < count; i++) {
    open[i] = combination->others || !search->facts.items[i].others;
    if (open[i])
      all[opened++] = (WhySetting){ .fact = &search->facts.items[i] };
  }
  why_try(search, all, opened);
  mark_asked(search, open, marks);
  for (size_t i = 0; i < count && combination->pool_count < MOST_POOL; i++) {
    const WhyFact *fact = &search->facts.items[i];
    if (open[i] && !fact->open && is_given(fact) &&
        (marks[i] || moves_money(search, fact)))
      combination->pool[combination->pool_count++] = fact;
  }
}

/* What is asked for, once cells that can't be read are taken for unknown ones. */
static const AskList *asked_for(Search *search) {
  WhySetting *faults = arena_array(&search->work, WhySetting, search->facts.count + 1);
  size_t count = 0;
  if (!search->first->record->faults.count)
    return &search->first->missing;
  for (size_t i = 0; i < search->facts.count; i++)
    if (why_fault(search->facts.items[i].record, search->facts.items[i].field))
      faults[count++] = (WhySetting){ .fact = &search->facts.items[i] };
  why_try(search, faults, count);
  return &search->judged->missing;
}

/* Facts that are not known and stand in the way; false: one of them can't be supplied here. */
static bool gather_base(Combination *combination) {
  Search *search = combination->search;
  const AskList *missing = asked_for(search);
  size_t found = 0;
  for (size_t i = 0; i < search->facts.count; i++) {
    const WhyFact *fact = &search->facts.items[i];
    bool asked = is_asked(missing, fact);
    if (!fact->open || !(asked || why_fault(fact->record, fact->field)))
      continue;
    found += asked;
    if (combination->count == MOST_OPEN || (fact->others && !combination->others))
      return false;
    combination->settings[combination->count++] = (WhySetting){ .fact = fact };
  }
  combination->base = combination->count;
  return found == missing->count;
}

/* ---- choosing values --------------------------------------------------------------------- */

static Value now_of(const WhyFact *fact) {
  return fact->record->fields[fact->field->index];
}

static bool is_now(const WhySetting *setting, Value value) {
  Value now = now_of(setting->fact);
  return now.state == VALUE_KNOWN && value_same(now, value);
}

static bool place_now(const WhySetting *setting, const WhyGrid *grid, int64_t *place) {
  return !setting->fact->open && why_place(grid, now_of(setting->fact), ROUND_NEAREST, place);
}

/* By their distance from `now`, those above before those below. */
static int64_t *by_distance(Arena *arena, const WhyPlaces *places, int64_t now) {
  int64_t *sorted = arena_array(arena, int64_t, places->count + 1);
  size_t up = 0;
  while (up < places->count && places->items[up] < now)
    up++;
  size_t down = up;
  for (size_t i = 0; i < places->count; i++) {
    bool take_up = down == 0 || (up < places->count &&
                                 places->items[up] - now <= now - places->items[down - 1]);
    sorted[i] = take_up ? places->items[up++] : places->items[--down];
  }
  return sorted;
}

static bool all_chosen(const Combination *combination) {
  for (size_t i = 0; i < combination->count; i++)
    if (!combination->settings[i].chosen)
      return false;
  return true;
}

/* It would only reach the queue: told where nothing does more. */
static void keep_queued(Combination *combination) {
  Search *search = combination->search;
  if (search->queued_count || search->wanted || !search->first->queue)
    return;
  search->queued = arena_array(&search->work, WhySetting, combination->count);
  search->queued_count = combination->count;
  for (size_t i = 0; i < combination->count; i++)
    search->queued[i] = combination->settings[i];
}

static bool choose(Combination *combination, size_t at);

static bool is_set(const Combination *combination, const WhyFact *fact) {
  for (size_t i = 0; i < combination->count; i++)
    if (combination->settings[i].fact == fact)
      return true;
  return false;
}

/* All are chosen, and something else is not known: those facts too, if they can be supplied. */
static bool choose_more(Combination *combination) {
  const Search *search = combination->search;
  const AskList *missing = &search->judged->missing;
  size_t before = combination->count, found = 0;
  for (size_t i = 0; i < search->facts.count && combination->count < MOST_SETTINGS; i++) {
    const WhyFact *fact = &search->facts.items[i];
    if (!fact->open || !is_asked(missing, fact) || is_set(combination, fact) ||
        (fact->others && !combination->others))
      continue;
    combination->settings[combination->count++] = (WhySetting){ .fact = fact };
    found++;
  }
  if (found && found == missing->count && choose(combination, before))
    return true;
  combination->count = before;
  return false;
}

/* With this value, do the rest come out? */
static bool choose_value(Combination *combination, size_t at, Value value) {
  WhySetting *setting = &combination->settings[at];
  setting->chosen = true;
  setting->value = value;
  Try tried = why_try(combination->search, combination->settings, combination->count);
  if (tried == TRY_QUEUED && combination->search->judged->kind == OUTCOME_WAITLISTED &&
      all_chosen(combination))
    keep_queued(combination);
  if (at + 1 < combination->count)
    return tried == TRY_YES || (tried != TRY_NO && choose(combination, at + 1));
  return tried == TRY_YES || (tried == TRY_OPEN && choose_more(combination));
}

static bool choose_among(Combination *combination, size_t at, const WhyValues *values) {
  Search *search = combination->search;
  WhySetting *setting = &combination->settings[at];
  int64_t place = 0;
  bool known = values->ordered && place_now(setting, &values->grid, &place);
  int64_t *places = by_distance(&search->work, &values->places, place);
  for (size_t i = 0; i < values->places.count && !why_tired(search); i++)
    if (!(known && places[i] == place) &&
        choose_value(combination, at, why_value(&values->grid, places[i])))
      return true;
  for (size_t i = 0; i < values->values.count && !why_tired(search); i++)
    if (!is_now(setting, values->values.items[i]) &&
        choose_value(combination, at, values->values.items[i]))
      return true;
  return false;
}

/* Where rules turn; then where the rooms that were found lacking are reached; then further off. */
static bool choose(Combination *combination, size_t at) {
  Search *search = combination->search;
  WhySetting *setting = &combination->settings[at];
  bool last = at + 1 == combination->count;
  for (int round = 0; round < 3 && !why_tired(search); round++) {
    size_t rooms = search->rooms.count;
    ValueList turns = { NULL, 0, 0 };
    WhyValues values;
    why_turns(search, combination->settings, combination->count, at, &turns);
    bool far = round > 0 && (last || !turns.count);
    why_values(&search->work, setting->fact, &turns, far, &values);
    if (choose_among(combination, at, &values))
      return true;
    if (!values.ordered || (far && rooms == search->rooms.count))
      break;
  }
  setting->chosen = false;
  return false;
}

/* ---- as near as can be ------------------------------------------------------------------- */

static bool try_place(Combination *combination, size_t at, const WhyGrid *grid, int64_t place) {
  WhySetting *setting = &combination->settings[at];
  Value kept = setting->value;
  setting->value = why_value(grid, place);
  Try tried = why_try(combination->search, combination->settings, combination->count);
  setting->value = kept;
  return tried == TRY_YES;
}

/* Between a place that does not do and one that does: the last that does. */
static int64_t bisect(Combination *combination, size_t at, const WhyGrid *grid, int64_t bad,
                      int64_t good) {
  for (;;) {
    int64_t middle = bad + (good - bad) / 2;
    if (middle == bad || middle == good)
      return good;
    if (try_place(combination, at, grid, middle))
      good = middle;
    else
      bad = middle;
  }
}

static bool grid_of(Combination *combination, size_t at, ValueList *turns, WhyGrid *grid) {
  why_turns(combination->search, combination->settings, combination->count, at, turns);
  return why_grid(combination->settings[at].fact, turns, grid);
}

/* A unit nearer to what it is must not do. */
static void draw_near(Combination *combination, size_t at) {
  WhySetting *setting = &combination->settings[at];
  ValueList turns = { NULL, 0, 0 };
  WhyGrid grid;
  int64_t now, place;
  if (!setting->chosen || !grid_of(combination, at, &turns, &grid) ||
      !place_now(setting, &grid, &now) || !why_place(&grid, setting->value, ROUND_NEAREST, &place))
    return;
  int64_t nearer = place + (now > place ? 1 : -1);
  if (nearer == now || !try_place(combination, at, &grid, nearer))
    return;
  setting->value = why_value(&grid, bisect(combination, at, &grid, now, nearer));
}

/* ---- which others do --------------------------------------------------------------------- */

/* The furthest place in one direction that does without a gap; *all: to the end of those tried. */
static int64_t stretch(Combination *combination, size_t at, const WhyValues *values,
                       int64_t from, int direction, bool *all) {
  const WhyPlaces *places = &values->places;
  int64_t reached = from;
  *all = true;
  for (size_t i = 0; i < places->count; i++) {
    int64_t place = places->items[direction > 0 ? i : places->count - 1 - i];
    if (direction > 0 ? place <= reached : place >= reached)
      continue;
    if (!try_place(combination, at, &values->grid, place)) {
      *all = false;
      return bisect(combination, at, &values->grid, place, reached);
    }
    reached = place;
  }
  return reached;
}

static void reach_between(WhyChange *change, const WhyGrid *grid, int64_t low, int64_t high) {
  change->to = why_value(grid, low);
  change->end = why_value(grid, high);
  change->reach = low == high ? REACH_ONLY : REACH_BETWEEN;
}

static void reach_open(WhyChange *change, const WhyGrid *grid, int64_t low, bool all_down,
                       int64_t high, bool all_up) {
  change->reach = all_down && all_up ? REACH_ANY : all_up ? REACH_FROM : REACH_TO;
  if (!all_up && !all_down)
    reach_between(change, grid, low, high);
  else if (all_up && !all_down)
    change->to = why_value(grid, low);
  else if (all_down && !all_up)
    change->to = why_value(grid, high);
}

/* No less is ever asked for: a bound that goes without saying. */
static bool is_least(const WhyGrid *grid, int64_t low) {
  return grid->kind != TYPE_DATE && grid->kind != TYPE_MOMENT && (low == 0 || low == 1);
}

static void reach_places(Combination *combination, size_t at, WhyChange *change) {
  Search *search = combination->search;
  const WhySetting *setting = &combination->settings[at];
  ValueList turns = { NULL, 0, 0 };
  WhyValues values;
  int64_t now = 0, place = 0;
  bool all_up = false, all_down = false;
  why_turns(search, combination->settings, combination->count, at, &turns);
  why_values(&search->work, setting->fact, &turns, true, &values);
  if (!why_place(&values.grid, setting->value, ROUND_NEAREST, &place))
    return;
  bool known = place_now(setting, &values.grid, &now);
  int64_t high = known && now > place ? place
                                      : stretch(combination, at, &values, place, 1, &all_up);
  int64_t low = known && now < place ? place
                                     : stretch(combination, at, &values, place, -1, &all_down);
  if (!known)
    reach_open(change, &values.grid, low, all_down, high, all_up);
  else if (now < place)
    change->reach = all_up ? REACH_FROM : high == place ? REACH_ONLY : REACH_BETWEEN;
  else
    change->reach = all_down || is_least(&values.grid, low) ? REACH_TO
                    : low == place                         ? REACH_ONLY
                                                           : REACH_BETWEEN;
  if (known && change->reach == REACH_BETWEEN)
    change->end = why_value(&values.grid, now < place ? high : low);
}

static void reach_values(Combination *combination, size_t at, const WhyValues *values,
                         WhyChange *change) {
  Search *search = combination->search;
  WhySetting *setting = &combination->settings[at];
  Value chosen = setting->value;
  LIST_ADD(search->arena, &change->values, Value, chosen);
  for (size_t i = 0; i < values->values.count && i < MOST_TOLD; i++) {
    setting->value = values->values.items[i];
    if (!value_same(setting->value, chosen) && !is_now(setting, setting->value) &&
        why_try(search, combination->settings, combination->count) == TRY_YES)
      LIST_ADD(search->arena, &change->values, Value, setting->value);
  }
  setting->value = chosen;
  change->reach = change->values.count == 1 ? REACH_ONLY
                  : setting->fact->open && change->values.count == values->values.count
                      ? REACH_ANY
                      : REACH_ONE_OF;
}

static Value lasting(Arena *arena, Value value) {
  if (value.state == VALUE_KNOWN && value.kind == TYPE_TEXT)
    value.as.text = arena_text(arena, value.as.text);
  return value;
}

WhyChange why_change(Arena *arena, const WhySetting *setting) {
  const WhyFact *fact = setting->fact;
  return (WhyChange){ .record = fact->record->type, .field = fact->field, .path = fact->path,
                      .key = record_key_text(arena, fact->record),
                      .now = fact->open ? value_unknown(fact->field->type.kind)
                                        : lasting(arena, now_of(fact)),
                      .to = lasting(arena, setting->value) };
}

static WhyChange change_of(Combination *combination, size_t at) {
  Search *search = combination->search;
  const WhyFact *fact = combination->settings[at].fact;
  WhyChange change = why_change(search->arena, &combination->settings[at]);
  ValueList turns = { NULL, 0, 0 };
  WhyValues values;
  why_turns(search, combination->settings, combination->count, at, &turns);
  why_values(&search->work, fact, &turns, false, &values);
  change.ordered = values.ordered;
  change.grid = values.grid;
  if (values.ordered)
    reach_places(combination, at, &change);
  else
    reach_values(combination, at, &values, &change);
  return change;
}

/* ---- answers ----------------------------------------------------------------------------- */

static bool is_untried(const Search *search, const WhySetting *settings, size_t count) {
  const Decision *decision = search->first->decision;
  bool shared = false;
  for (size_t i = 0; i < count; i++)
    shared |= settings[i].fact->record != search->first->record;
  return shared || !search->first->queue || decision->late || decision->reads.count ||
         decision->how == HOW_PRO_RATA;
}

static WhyAnswer answer_of(Combination *combination) {
  Search *search = combination->search;
  WhyAnswer answer = { .untried = is_untried(search, combination->settings, combination->count) };
  for (size_t i = 0; i < combination->count; i++) {
    answer.others |= combination->settings[i].fact->others;
    LIST_ADD(search->arena, &answer.changes, WhyChange, change_of(combination, i));
  }
  why_try(search, combination->settings, combination->count);
  answer.kind = search->judged->kind;
  answer.power = search->judged->power;
  answer.decider = arena_text(search->arena, search->judged->decider_name);
  answer.granted = search->judged->granted;
  return answer;
}

static void add_answer(Combination *combination) {
  for (int round = 0; round < 2; round++)
    for (size_t i = 0; i < combination->count; i++)
      draw_near(combination, i);
  WhyAnswer answer = answer_of(combination);
  LIST_ADD(combination->search->arena, combination->answers, WhyAnswer, answer);
}

/* All of them open: is there any hope?  Then their values. */
static void attempt(Combination *combination) {
  Search *search = combination->search;
  size_t count = combination->count;
  for (size_t i = 0; i < combination->count; i++)
    combination->settings[i].chosen = false;
  Try tried = why_try(search, combination->settings, combination->count);
  bool wanted = search->wanted && tried == TRY_QUEUED;
  if ((tried == TRY_OPEN || wanted) && choose(combination, 0) && all_chosen(combination))
    add_answer(combination);
  combination->count = count;
}

static bool has_other(const Combination *combination) {
  for (size_t i = 0; i < combination->count; i++)
    if (combination->settings[i].fact->others)
      return true;
  return false;
}

static void combine(Combination *combination, size_t from, size_t left) {
  Search *search = combination->search;
  if (why_tired(search) || combination->answers->count >= MOST_ANSWERS)
    return;
  if (left == 0) {
    if (combination->count && combination->others == has_other(combination))
      attempt(combination);
    return;
  }
  for (size_t i = from; i + left <= combination->pool_count; i++) {
    combination->settings[combination->count++] = (WhySetting){ .fact = combination->pool[i] };
    combine(combination, i + 1, left - 1);
    combination->count--;
  }
}

void why_search(Search *search, bool others, WhyAnswers *answers) {
  Combination *combination = arena_new(&search->work, Combination);
  size_t before = answers->count;
  *combination = (Combination){ .search = search, .others = others, .answers = answers };
  if (!gather_base(combination))
    return;
  gather_pool(combination);
  size_t first = combination->base ? 0 : 1;
  for (size_t size = first; size <= WHY_NOT_MOST_CHANGES && answers->count == before; size++)
    combine(combination, 0, size);
}

void why_search_decider(Search *search, const Power *wanted, WhyAnswers *answers) {
  Combination *combination = arena_new(&search->work, Combination);
  *combination = (Combination){ .search = search, .answers = answers };
  search->wanted = wanted;
  for (size_t i = 0; i < search->facts.count && combination->pool_count < MOST_POOL; i++) {
    const WhyFact *fact = &search->facts.items[i];
    if (!fact->others && !fact->open && is_given(fact) && moves_money(search, fact))
      combination->pool[combination->pool_count++] = fact;
  }
  combine(combination, 0, 1);
  search->wanted = NULL;
}
