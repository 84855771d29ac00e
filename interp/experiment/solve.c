#include "interp/experiment/solve.h"

#include "grammar/keywords.h"
#include "interp/check/check.h"
#include "interp/experiment/inside.h"

enum { PROBES = 64, WIDENINGS = 40, CHECKS = 24, CHECKED_TIMES = 2 };

/* ---- the grid ------------------------------------------------------------------ */

/* Values of the parameter are whole multiples of `grid`; a date is days, a duration months or
 * days. */
typedef struct {
  Experiment        *experiment;
  Arena             *arena;           /* of the answer */
  Arena              scratch;         /* of one try */
  const Assumptions *assumed;
  Diags             *diags;
  const NameList    *path;
  const Expr        *goal, *from, *to;
  Solution          *solution;
  MeasureList        measures;        /* one: what the goal is about */
  bool               months;          /* a duration counts in months, else in days */
  int64_t            low, high, now;  /* on the grid */
  bool               fine;
} Solving;

static bool is_number(TypeKind kind) {
  return kind == TYPE_INTEGER || kind == TYPE_DECIMAL || kind == TYPE_RATE || kind == TYPE_MONEY;
}

/* A hundredth of what the value is written in, and whole kronor where it has no öre. */
static Fraction grid_of_number(const Solving *solving, Value now) {
  const Type *type = &solving->solution->axis.type;
  Fraction grid = fraction_from(1);
  if (type->kind == TYPE_INTEGER)
    return grid;
  if (type->kind == TYPE_MONEY) {
    Fraction main_unit = fraction_from(type->currency ? type->currency->minor_per_main : 100);
    Fraction quotient;
    bool whole = now.state != VALUE_KNOWN ||
                 (fraction_divide(now.as.number, main_unit, &quotient) &&
                  fraction_is_whole(quotient));
    return whole ? main_unit : grid;
  }
  fraction_make(1, type->kind == TYPE_RATE ? 10000 : 100, &grid);
  Fraction finer = grid, parts;
  for (int i = 0; i < 6 && now.state == VALUE_KNOWN; i++) {
    if (fraction_divide(now.as.number, finer, &parts) && fraction_is_whole(parts))
      return finer;
    if (!fraction_make(finer.numerator, finer.denominator * 10, &finer))
      break;
  }
  return grid;
}

static Value value_at(const Solving *solving, int64_t place) {
  const SweepAxis *axis = &solving->solution->axis;
  if (axis->type.kind == TYPE_DATE)
    return value_date((Date)place);
  if (axis->type.kind == TYPE_DURATION) {
    Value value = { .state = VALUE_KNOWN, .kind = TYPE_DURATION };
    *(solving->months ? &value.as.duration.months : &value.as.duration.days) = place;
    return value;
  }
  Fraction number = fraction_from(place);
  fraction_multiply(number, solving->solution->grid.as.number, &number);
  return value_number(axis->type.kind, number);
}

/* The nearest place at or below the value. */
static int64_t place_of(const Solving *solving, Value value) {
  int64_t place = 0;
  Fraction number;
  if (value.state != VALUE_KNOWN)
    return 0;
  if (value.kind == TYPE_DATE)
    return value.as.date;
  if (value.kind == TYPE_DURATION)
    return solving->months ? value.as.duration.months : value.as.duration.days;
  if (fraction_divide(value.as.number, solving->solution->grid.as.number, &number) &&
      fraction_round(number, fraction_from(1), ROUND_DOWN, &number))
    fraction_to_int64(number, &place);
  return place;
}

/* ---- what is sought ------------------------------------------------------------ */

static bool read_setting(Solving *solving, const Expr *value, ModelSetting *setting) {
  Setting written = { .span = value->span, .path = *solving->path, .value = value };
  return check_setting(solving->experiment->model, &written, solving->diags, setting);
}

static bool report_goal(Solving *solving) {
  diag_report(solving->diags, DIAG_NOT_SOLVED, solving->goal->span,
              "a goal is something measured, and the value it should have");
  diag_help(solving->diags, "write: solve PARAMETER for director.drawn = 20 mkr");
  return false;
}

/* EXPR = VALUE: the value is read as one of the measure's type. */
static const Term *read_goal(Solving *solving) {
  const Expr *goal = solving->goal;
  while (goal->kind == EXPR_GROUP)
    goal = goal->as.group.inner;
  if (goal->kind != EXPR_BINARY || goal->as.binary.op != BINARY_EQUAL) {
    report_goal(solving);
    return NULL;
  }
  Shown shown = { .span = goal->as.binary.left->span, .value = goal->as.binary.left };
  if (!measure_read(solving->experiment, solving->arena, &shown, solving->diags,
                    &solving->measures))
    return NULL;
  Measure *measure = &solving->measures.items[0];
  solving->solution->measure = *measure;
  const Term *term = check_value(solving->experiment->model, &measure->type,
                                 goal->as.binary.right, solving->diags);
  if (!term)
    return NULL;
  bool alike = measure->type.kind == term->type.kind ||
               (is_number(measure->type.kind) && measure->type.kind != TYPE_MONEY &&
                term->type.kind == TYPE_INTEGER);
  if (alike)
    return term;
  Language language = surface_language(solving->experiment->model->surface);
  diag_report(solving->diags, DIAG_NOT_SOLVED, goal->as.binary.right->span,
              "the goal is %.*s, and what is measured is %.*s",
              TEXT_PRINT(type_text(solving->arena, &term->type, language)),
              TEXT_PRINT(type_text(solving->arena, &measure->type, language)));
  return NULL;
}

typedef struct {
  Solving     *solving;
  const Term  *goal;
  ModelSetting bounds[2];
  const Parameter *parameter;
} Wanted;

static Value need(Solving *solving, Evaluator *evaluator, const Term *term, Span span) {
  Value value = evaluate(evaluator, term);
  if (value.state == VALUE_KNOWN)
    return value;
  diag_report(solving->diags, DIAG_NOT_SOLVED, span, "this value is not known");
  solving->fine = false;
  return value;
}

static void choose_grid(Solving *solving, Value like) {
  Solution *solution = solving->solution;
  TypeKind kind = solution->axis.type.kind;
  if (kind == TYPE_DURATION) {
    solving->months = like.state != VALUE_KNOWN || like.as.duration.months != 0;
    solution->grid = value_at(solving, 1);
  } else if (kind == TYPE_DATE) {
    solution->grid = (Value){ .state = VALUE_KNOWN, .kind = TYPE_DURATION };
    solution->grid.as.duration.days = 1;
  } else {
    solution->grid = value_number(kind, grid_of_number(solving, like));
  }
}

static void read_values(void *context, Evaluator *evaluator, const RecordSource *source,
                        Arena *scratch) {
  Wanted *wanted = context;
  Solving *solving = wanted->solving;
  Solution *solution = solving->solution;
  (void)source;
  (void)scratch;
  solution->goal = need(solving, evaluator, wanted->goal, solving->goal->span);
  solution->axis.now = evaluator_parameter(evaluator, wanted->parameter);
  choose_grid(solving, solution->axis.now);
  solving->now = place_of(solving, solution->axis.now);
  if (!solving->from || !solving->fine)
    return;
  Value low = need(solving, evaluator, wanted->bounds[0].value, solving->from->span);
  Value high = need(solving, evaluator, wanted->bounds[1].value, solving->to->span);
  if (!solving->fine)
    return;
  solving->low = place_of(solving, low);
  solving->high = place_of(solving, high);
  if (solving->low > solving->high) {
    int64_t other = solving->low;
    solving->low = solving->high;
    solving->high = other;
  }
}

static bool report_kind(Solving *solving, const Parameter *parameter) {
  diag_report(solving->diags, DIAG_NOT_VARIED, solving->path->items[0].span,
              "\"%.*s\" is no amount, number or time", TEXT_PRINT(parameter->name));
  diag_label(solving->diags, parameter->span, "declared here");
  return false;
}

static const Parameter *find_parameter(Solving *solving) {
  const Model *model = solving->experiment->model;
  Text name = solving->path->items[0].text;
  for (size_t i = 1; i < solving->path->count; i++)
    name = arena_format(solving->arena, "%.*s.%.*s", TEXT_PRINT(name),
                        TEXT_PRINT(solving->path->items[i].text));
  for (size_t i = 0; i < model->parameters.count; i++)
    if (text_equal(model->parameters.items[i]->name, name))
      return model->parameters.items[i];
  /* What a setting would say: where it is, and what is near. */
  ModelSetting setting;
  static const Expr none = { .kind = EXPR_TRUTH, .height = 1 };
  Setting written = { .span = solving->path->items[0].span, .path = *solving->path,
                      .value = &none };
  check_setting(model, &written, solving->diags, &setting);
  return NULL;
}

static bool read_all(Solving *solving) {
  Wanted wanted = { .solving = solving, .parameter = find_parameter(solving) };
  if (!wanted.parameter)
    return false;
  SweepAxis *axis = &solving->solution->axis;
  axis->like = (ModelSetting){ .parameter = wanted.parameter };
  axis->type = wanted.parameter->type;
  if (!is_number(axis->type.kind) && axis->type.kind != TYPE_DATE &&
      axis->type.kind != TYPE_DURATION)
    return report_kind(solving, wanted.parameter);
  wanted.goal = read_goal(solving);
  if (!wanted.goal ||
      (solving->from && (!read_setting(solving, solving->from, &wanted.bounds[0]) ||
                         !read_setting(solving, solving->to, &wanted.bounds[1]))))
    return false;
  experiment_alone(solving->experiment, solving->assumed, read_values, &wanted);
  return solving->fine;
}

/* ---- one try ------------------------------------------------------------------- */

typedef struct {
  int64_t place;
  bool    known;
  int     side;                       /* of the goal: -1 below, 0 on it, 1 above */
  Value   y;
} Try;

static void give_back(void *standing) {
  standing_free(standing);
}

static Value measure_at(Solving *solving, Value x) {
  Experiment *experiment = solving->experiment;
  Arena *scratch = &solving->scratch;
  Assumptions assumed = *solving->assumed;
  Standing *standing = NULL;
  Value y;
  assumed.settings = (ModelSettings){ NULL, 0, 0 };
  for (size_t i = 0; i < solving->assumed->settings.count; i++)
    LIST_ADD(scratch, &assumed.settings, ModelSetting, solving->assumed->settings.items[i]);
  settings_put(scratch, &assumed.settings,
               sweep_setting(scratch, &solving->solution->axis, x,
                             experiment->model->surface == SURFACE_SWEDISH));
  if (measures_need_standing(&solving->measures)) {
    standing = experiment_judge(experiment, &assumed);
    memory_defer(scratch->memory, give_back, standing);
  }
  measures_take(experiment, solving->arena, &assumed, standing, &solving->measures, &y);
  if (standing)
    memory_release(scratch->memory, standing);
  return y;
}

static void note_nearest(Solution *solution, Value x, const Try *tried) {
  SolvePoint point = { x, tried->y };
  if (tried->side < 0 &&
      (!solution->has_below || value_compare(tried->y, solution->below.y) > 0)) {
    solution->has_below = true;
    solution->below = point;
  }
  if (tried->side > 0 &&
      (!solution->has_above || value_compare(tried->y, solution->above.y) < 0)) {
    solution->has_above = true;
    solution->above = point;
  }
}

static Try try_at(Solving *solving, int64_t place) {
  Try tried = { .place = place };
  Value x = value_at(solving, place);
  memory_poll(solving->arena->memory);
  solving->solution->tries++;
  tried.y = measure_at(solving, x);
  tried.known = tried.y.state == VALUE_KNOWN;
  if (tried.known) {
    tried.side = value_compare(tried.y, solving->solution->goal);
    note_nearest(solving->solution, x, &tried);
  }
  arena_reset(&solving->scratch);
  return tried;
}

/* ---- the range ----------------------------------------------------------------- */

/* Money, times and shares are not below zero, unless they are now. */
static int64_t least_place(const Solving *solving) {
  TypeKind kind = solving->solution->axis.type.kind;
  bool signed_now = solving->now < 0 || kind == TYPE_DATE;
  return signed_now ? INT64_MIN / 4 : 0;
}

static int64_t first_width(const Solving *solving) {
  if (solving->solution->axis.type.kind == TYPE_DATE)
    return 30;
  int64_t size = solving->now < 0 ? -solving->now : solving->now;
  return size / 8 > 8 ? size / 8 : 8;
}

static bool date_fits(const Solving *solving, int64_t place) {
  return solving->solution->axis.type.kind != TYPE_DATE ||
         (place >= DATE_FIRST && place <= DATE_LAST);
}

/* How far the range has been widened on one side, and how long that has changed nothing. */
typedef struct {
  Value    last;
  unsigned still;
} Widening;

enum { STILL_ENOUGH = 5 };

static void note_widened(Widening *side, const Try *tried) {
  bool same = tried->known && side->last.state == VALUE_KNOWN &&
              value_compare(tried->y, side->last) == 0;
  side->still = same ? side->still + 1 : 0;
  side->last = tried->y;
}

/* Outwards from the value assumed, once at least, until results lie on both sides of the goal or on
 * it, or going further changes nothing. */
static void widen(Solving *solving) {
  int64_t least = least_place(solving), width = first_width(solving);
  Try now = try_at(solving, solving->now);
  bool below = now.known && now.side <= 0, above = now.known && now.side >= 0;
  Widening sides[] = { { now.y, 0 }, { now.y, 0 } };
  solving->low = solving->high = solving->now;
  for (int i = 0; i < WIDENINGS && (i == 0 || !(below && above)); i++, width *= 2) {
    int64_t ends[] = { solving->low > least + width ? solving->low - width : least,
                       solving->high + width };
    bool done = sides[1].still >= STILL_ENOUGH &&
                (sides[0].still >= STILL_ENOUGH || solving->low == least);
    if (done || !date_fits(solving, ends[0]) || !date_fits(solving, ends[1]) ||
        ends[1] > INT64_MAX / 8 || width > INT64_MAX / 8)
      return;
    for (size_t j = 0; j < 2; j++) {
      if (ends[j] == solving->low)
        continue;
      Try tried = try_at(solving, ends[j]);
      note_widened(&sides[j], &tried);
      below |= tried.known && tried.side <= 0;
      above |= tried.known && tried.side >= 0;
    }
    solving->low = ends[0];
    solving->high = ends[1];
  }
}

/* ---- answers ------------------------------------------------------------------- */

/* The last place from `near` towards `far` that has near's side. */
static int64_t last_of_side(Solving *solving, const Try *near, int64_t far) {
  int64_t inside = near->place, outside = far;
  while (outside - inside > 1 || inside - outside > 1) {
    int64_t middle = inside + (outside - inside) / 2;
    Try tried = try_at(solving, middle);
    if (tried.known && tried.side == near->side)
      inside = middle;
    else
      outside = middle;
  }
  return inside;
}

static void add_answer(Solving *solving, int64_t low, int64_t high) {
  Solution *solution = solving->solution;
  solution->open_low |= low == solving->low;
  solution->open_high |= high == solving->high;
  LIST_ADD(solving->arena, &solution->answers, SolveRange,
           (SolveRange){ value_at(solving, low), value_at(solving, high) });
}

static void find_answers(Solving *solving, const Try *probes, size_t count, int checked);

/* Where what is measured turns, a stretch may leave the goal and come back: looked at more closely,
 * and parted where it does. */
static void add_stretch(Solving *solving, int64_t low, int64_t high, int checked) {
  Try tries[CHECKS + 1];
  bool whole = true;
  size_t steps = high - low < CHECKS ? (size_t)(high - low) : CHECKS;
  if (solving->solution->monotone || checked == CHECKED_TIMES || steps < 2) {
    add_answer(solving, low, high);
    return;
  }
  for (size_t i = 0; i <= steps; i++) {
    int64_t span = high - low;
    tries[i] = try_at(solving, low + (int64_t)((Int128)span * (Int128)i / (Int128)steps));
    whole &= tries[i].known && tries[i].side == 0;
  }
  if (whole)
    add_answer(solving, low, high);
  else
    find_answers(solving, tries, steps + 1, checked + 1);
}

/* A stretch from one probe to another across which the goal is passed: is it met on the way? */
static void cross(Solving *solving, const Try *left, const Try *right, int checked) {
  int64_t last = last_of_side(solving, left, right->place);
  Try next = try_at(solving, last + 1);
  if (next.known && next.side == 0)
    add_stretch(solving, last + 1, last_of_side(solving, &next, right->place), checked);
}

/* Probes first .. last lie on the goal: how far does it reach on either side? */
static void reach(Solving *solving, const Try *probes, size_t first, size_t last, size_t count,
                  int checked) {
  int64_t low = probes[first].place, high = probes[last].place;
  if (first > 0)
    low = last_of_side(solving, &probes[first], probes[first - 1].place);
  if (last + 1 < count)
    high = last_of_side(solving, &probes[last], probes[last + 1].place);
  add_stretch(solving, low, high, checked);
}

static void find_answers(Solving *solving, const Try *probes, size_t count, int checked) {
  for (size_t i = 0; i < count; i++) {
    if (probes[i].known && probes[i].side == 0) {
      size_t first = i;
      while (i + 1 < count && probes[i + 1].known && probes[i + 1].side == 0)
        i++;
      reach(solving, probes, first, i, count, checked);
    } else if (i + 1 < count && probes[i].known && probes[i + 1].known &&
               probes[i].side * probes[i + 1].side < 0) {
      cross(solving, &probes[i], &probes[i + 1], checked);
    }
  }
}

static void note_slope(Solution *solution, const Try *probes, size_t count) {
  for (size_t i = 1; i < count; i++) {
    if (!probes[i - 1].known || !probes[i].known)
      continue;
    int order = value_compare(probes[i].y, probes[i - 1].y);
    solution->rises |= order > 0;
    solution->falls |= order < 0;
  }
  solution->monotone = !(solution->rises && solution->falls);
}

/* Evenly over the range, its ends and the value assumed among them. */
static size_t probe(Solving *solving, Try *probes) {
  int64_t span = solving->high - solving->low;
  size_t steps = span < PROBES ? (size_t)span : PROBES;
  size_t count = 0;
  bool   now = false;
  for (size_t i = 0; i <= steps; i++) {
    int64_t place = steps ? solving->low + (int64_t)((Int128)span * (Int128)i / (Int128)steps)
                          : solving->low;
    if (!now && solving->now > solving->low && solving->now < place)
      probes[count++] = try_at(solving, solving->now);
    now |= solving->now <= place;
    probes[count++] = try_at(solving, place);
  }
  return count;
}

const Solution *solve_run(Experiment *experiment, Arena *arena, const Assumptions *assumed,
                          const NameList *path, const Expr *goal, const Expr *from,
                          const Expr *to, Diags *diags) {
  Solution *solution = arena_new(arena, Solution);
  Solving solving = { .experiment = experiment, .arena = arena, .assumed = assumed,
                      .diags = diags, .path = path, .goal = goal, .from = from, .to = to,
                      .solution = solution, .fine = true };
  if (!read_all(&solving))
    return NULL;
  arena_init_deferred(&solving.scratch, arena->memory);
  if (!from)
    widen(&solving);
  Try *probes = arena_array(arena, Try, PROBES + 3);
  size_t count = probe(&solving, probes);
  note_slope(solution, probes, count);
  find_answers(&solving, probes, count, 0);
  solution->axis.from = value_at(&solving, solving.low);
  solution->axis.to = value_at(&solving, solving.high);
  memory_release(arena->memory, &solving.scratch);
  return solution;
}
