/* sweep, plot, solve: a parameter varied, and what is measured. */
#include "interp/repl/inside.h"

#include "grammar/print.h"
#include "interp/experiment/solve.h"
#include "interp/report/figure.h"

enum { MOST_AXES = 2, ROWS_SHOWN = 60 };

/* ---- what was asked ----------------------------------------------------------------------- */

static void read_axes(Dialogue *dialogue, Arena *arena, const Question *question, SweepAxis *axes) {
  const SweptList *swept = &question->as.sweep.swept;
  if (swept->count > MOST_AXES) {
    diag_report(dialogue->turn.diags, DIAG_NOT_ASKABLE, swept->items[MOST_AXES].span,
                "more than two parameters at once");
    diag_help(dialogue->turn.diags, "vary one or two; set the others");
    dialogue_stop(dialogue);
  }
  for (size_t i = 0; i < swept->count; i++)
    if (!sweep_axis(dialogue->base->experiment, arena, &dialogue->assumed, &swept->items[i],
                    dialogue->turn.diags, &axes[i]))
      dialogue_stop(dialogue);
}

static MeasureList read_measures(Dialogue *dialogue, Arena *arena, const ShownList *shown) {
  MeasureList measures = { NULL, 0, 0 };
  for (size_t i = 0; i < shown->count; i++)
    if (!measure_read(dialogue->base->experiment, arena, &shown->items[i], dialogue->turn.diags,
                      &measures))
      dialogue_stop(dialogue);
  return measures;
}

/* ---- a table of it ------------------------------------------------------------------------ */

/* All values of one column read together: one unit. */
static FigureScale scale_of(Arena *arena, const Type *type, const Value *values, size_t count,
                            size_t stride) {
  Fraction largest = fraction_from(0);
  for (size_t i = 0; i < count; i++) {
    Value value = values[i * stride];
    if (value.state != VALUE_KNOWN)
      continue;
    Fraction size = value.as.number;
    if (fraction_compare(size, fraction_from(0)) < 0 &&
        !fraction_subtract(fraction_from(0), size, &size))
      continue;
    if (fraction_compare(size, largest) > 0)
      largest = size;
  }
  return figure_scale(arena, type, largest, fraction_from(0));
}

static bool is_figure(const Type *type) {
  return type->kind == TYPE_MONEY || type->kind == TYPE_INTEGER || type->kind == TYPE_DECIMAL ||
         type->kind == TYPE_RATE;
}

static void fill_column(Dialogue *dialogue, Display *table, size_t column, const Type *type,
                        const Value *values, size_t stride) {
  const Screen *screen = &dialogue->turn.screen;
  bool figures = is_figure(type);
  FigureScale scale = { .kind = type->kind };
  if (figures)
    scale = scale_of(table->arena, type, values, table->rows.count, stride);
  for (size_t i = 0; i < table->rows.count; i++) {
    Value value = values[i * stride];
    DisplayCell cell = display_value(table->arena, screen, value, type);
    if (figures && value.state == VALUE_KNOWN) {
      Text figure = figure_on(table->arena, screen, &scale, value.as.number);
      cell.shown = scale.unit.length ? arena_format(table->arena, "%.*s %.*s", TEXT_PRINT(figure),
                                                    TEXT_PRINT(scale.unit))
                                     : figure;
    } else if (value.state != VALUE_KNOWN) {
      cell.shown = TEXT("–");
    }
    table->rows.items[i][column] = cell;
  }
}

/* A title as people read it: an outcome's words stand without the quotes of a name. */
static Text without_quotes(Text title) {
  size_t end = title.length;
  if (end > 2 && title.bytes[0] == '\'' && title.bytes[end - 1] == '\'')
    return text_part(title, 1, end - 1);
  return title;
}

/* Whose part it is, where the parts of two measures are called alike ("granted by decider, fundable
 * by decider"); else empty. */
static Text measure_of(const MeasureList *measures, size_t place) {
  const Measure *measure = &measures->items[place];
  bool alike = false;
  for (size_t i = 0; i < measures->count; i++)
    alike |= i != place && text_equal(measures->items[i].title, measure->title);
  return alike ? without_quotes(measure->of) : TEXT("");
}

/* "granted: The board" */
static Text measure_title(Arena *arena, const MeasureList *measures, size_t place) {
  Text title = without_quotes(measures->items[place].title), of = measure_of(measures, place);
  return of.length ? arena_format(arena, "%.*s: %.*s", TEXT_PRINT(of), TEXT_PRINT(title)) : title;
}

static Display *table_of(Dialogue *dialogue, const Sweep *sweep) {
  Display *table = display_new(kept_begin(&dialogue->table.kept));
  for (size_t i = 0; i < sweep->axis_count; i++)
    display_column(table, sweep->axes[i].like.parameter->name, sweep->axes[i].like.parameter->name,
                 true);
  for (size_t i = 0; i < sweep->measures.count; i++) {
    Text title = without_quotes(sweep->measures.items[i].title);
    display_column(table, measure_title(table->arena, &sweep->measures, i),
                   screen_visible(table->arena, title), true);
    display_over(table, screen_visible(table->arena, measure_of(&sweep->measures, i)));
  }
  for (size_t i = 0; i < sweep->count; i++)
    display_row(table);
  for (size_t i = 0; i < sweep->axis_count; i++)
    fill_column(dialogue, table, i, &sweep->axes[i].type, sweep->xs + i, sweep->axis_count);
  for (size_t i = 0; i < sweep->measures.count; i++)
    fill_column(dialogue, table, sweep->axis_count + i, &sweep->measures.items[i].type,
                sweep->values + i, sweep->measures.count);
  return table;
}

/* ---- a chart of it ------------------------------------------------------------------------ */

static Text chart_title(Dialogue *dialogue, Arena *arena, const Sweep *sweep) {
  return arena_format(arena, said(dialogue, "%.*s varied"),
                      TEXT_PRINT(sweep->axes[0].like.parameter->name));
}

static Text axis_title(const SweepAxis *axis) {
  const Parameter *parameter = axis->like.parameter;
  return parameter->title.length ? parameter->title : parameter->name;
}

static Chart *chart_of(Dialogue *dialogue, Arena *arena, const Sweep *sweep) {
  Chart *chart = arena_new(arena, Chart);
  const SweepAxis *axis = &sweep->axes[0];
  *chart = (Chart){ .title = chart_title(dialogue, arena, sweep), .form = CHART_LINE,
                    .x_title = axis_title(axis), .x_type = &axis->type, .x = sweep->xs,
                    .count = sweep->count,
                    .now = axis->now.state == VALUE_KNOWN ? &axis->now : NULL };
  for (size_t i = 0; i < sweep->measures.count; i++) {
    Value *values = arena_array(arena, Value, sweep->count + 1);
    for (size_t j = 0; j < sweep->count; j++)
      values[j] = sweep->values[j * sweep->measures.count + i];
    const Measure *measure = &sweep->measures.items[i];
    LIST_ADD(arena, &chart->series, ChartSeries,
             (ChartSeries){ measure_title(arena, &sweep->measures, i), &measure->type, values });
  }
  return chart;
}

/* One measure over both parameters. */
static Heat heat_of(Arena *arena, const Sweep *sweep, size_t at) {
  const SweepAxis *y = &sweep->axes[0], *x = &sweep->axes[1];
  const Measure *measure = &sweep->measures.items[at];
  Value *xs = arena_array(arena, Value, x->count + 1);
  Value *ys = arena_array(arena, Value, y->count + 1);
  Value *cells = arena_array(arena, Value, sweep->count + 1);
  for (size_t i = 0; i < x->count; i++)
    xs[i] = sweep_value(x, i);
  for (size_t i = 0; i < y->count; i++)
    ys[i] = sweep_value(y, i);
  for (size_t i = 0; i < sweep->count; i++)
    cells[i] = sweep->values[i * sweep->measures.count + at];
  return (Heat){ .title = measure_title(arena, &sweep->measures, at), .x_title = axis_title(x),
                 .y_title = axis_title(y), .x_type = &x->type, .y_type = &y->type,
                 .type = &measure->type, .x = xs, .y = ys, .x_count = x->count,
                 .y_count = y->count, .cells = cells };
}

static Heat *heats_of(Arena *arena, const Sweep *sweep) {
  Heat *heats = arena_array(arena, Heat, sweep->measures.count + 1);
  for (size_t i = 0; i < sweep->measures.count; i++)
    heats[i] = heat_of(arena, sweep, i);
  return heats;
}

static void write_heats(DialogueTurn *turn, const Heat *heats, size_t count) {
  for (size_t i = 0; i < count; i++)
    heat_write(turn->out, turn->arena, &turn->screen, &heats[i]);
}

static void keep_chart(Dialogue *dialogue, const Chart *chart, const Heat *heats, size_t count) {
  kept_end(&dialogue->chart.kept);
  dialogue->chart.chart = chart;
  dialogue->chart.heats = heats;
  dialogue->chart.heat_count = count;
}

static void tell_progress(void *context, size_t done, size_t total) {
  const Dialogue *dialogue = context;
  dialogue->host.progress(dialogue->host.context, done, total);
}

void ask_sweep(Dialogue *dialogue, const Question *question) {
  DialogueTurn *turn = &dialogue->turn;
  Arena *arena = kept_begin(&dialogue->chart.kept);
  SweepAxis *axes = arena_array(arena, SweepAxis, MOST_AXES);
  read_axes(dialogue, arena, question, axes);
  MeasureList measures = read_measures(dialogue, arena, &question->as.sweep.shown);
  SweepProgress progress = { tell_progress, dialogue };
  const Sweep *sweep = sweep_run(dialogue->base->experiment, arena, &dialogue->assumed, axes,
                                 question->as.sweep.swept.count, &measures, &progress,
                                 turn->diags);
  if (!sweep)
    dialogue_stop(dialogue);
  Display *table = table_of(dialogue, sweep);
  bool two = sweep->axis_count == MOST_AXES;
  Heat *heats = two ? heats_of(arena, sweep) : NULL;
  Chart *chart = two ? NULL : chart_of(dialogue, arena, sweep);
  if (two)
    write_heats(turn, heats, measures.count);
  else
    display_write(turn->out, &turn->screen, table, ROWS_SHOWN);
  display_keep(dialogue, table);
  keep_chart(dialogue, chart, heats, two ? measures.count : 0);
}

/* ---- plot --------------------------------------------------------------------------------- */

void ask_plot(Dialogue *dialogue) {
  DialogueTurn *turn = &dialogue->turn;
  if (dialogue->chart.heat_count) {
    write_heats(turn, dialogue->chart.heats, dialogue->chart.heat_count);
    return;
  }
  if (!dialogue->chart.chart) {
    diag_report(turn->diags, DIAG_NOTHING_THERE, SPAN_NONE, "there is nothing to draw yet");
    diag_help(turn->diags, "vary a parameter first: sweep NAME from A to B step C show granted");
    dialogue_stop(dialogue);
  }
  unsigned height = turn->height > 8 ? turn->height - 4 : 0;
  chart_write(turn->out, turn->arena, &turn->screen, dialogue->chart.chart,
              height > 24 ? 24 : height);
}

/* ---- solve -------------------------------------------------------------------------------- */

typedef struct {
  Dialogue       *dialogue;
  const Solution *solution;
} Telling;

static Text value_words(const Telling *telling, Value value, const Type *type) {
  return screen_value(telling->dialogue->turn.arena, &telling->dialogue->turn.screen, value, type);
}

static Text x_words(const Telling *telling, Value value) {
  return value_words(telling, value, &telling->solution->axis.type);
}

static void write_range(const Telling *telling, const SolveRange *range, bool first, bool last) {
  const Solution *solution = telling->solution;
  Writer *out = telling->dialogue->turn.out;
  Text name = solution->axis.like.parameter->name;
  Text low = x_words(telling, range->low), high = x_words(telling, range->high);
  bool open_low = first && solution->open_low, open_high = last && solution->open_high;
  if (text_equal(low, high))
    writer_print(out, "  %.*s = %.*s\n", TEXT_PRINT(name), TEXT_PRINT(low));
  else if (open_low && open_high)
    writer_say(out, "  %.*s: every value that was tried, %.*s to %.*s\n", TEXT_PRINT(name),
               TEXT_PRINT(low), TEXT_PRINT(high));
  else if (open_high)
    writer_say(out, "  %.*s from %.*s (at least to %.*s)\n", TEXT_PRINT(name), TEXT_PRINT(low),
               TEXT_PRINT(high));
  else if (open_low)
    writer_say(out, "  %.*s up to %.*s (at least from %.*s)\n", TEXT_PRINT(name), TEXT_PRINT(high),
               TEXT_PRINT(low));
  else
    writer_say(out, "  %.*s from %.*s to %.*s\n", TEXT_PRINT(name), TEXT_PRINT(low),
               TEXT_PRINT(high));
}

/* What is measured; a count has its thousands parted. */
static Text y_words(const Telling *telling, Value value) {
  const Type *type = &telling->solution->measure.type;
  int64_t count;
  if (type->kind == TYPE_INTEGER && value.state == VALUE_KNOWN &&
      fraction_to_int64(value.as.number, &count) && count >= 0)
    return screen_count(telling->dialogue->turn.arena, (size_t)count);
  return value_words(telling, value, type);
}

static void write_near(const Telling *telling, const SolvePoint *point) {
  const Solution *solution = telling->solution;
  writer_say(telling->dialogue->turn.out, "  nearest: %.*s = %.*s gives %.*s\n",
             TEXT_PRINT(solution->axis.like.parameter->name),
             TEXT_PRINT(x_words(telling, point->x)),
             TEXT_PRINT(y_words(telling, point->y)));
}

void ask_solve(Dialogue *dialogue, const Question *question) {
  DialogueTurn *turn = &dialogue->turn;
  const Solution *solution =
      solve_run(dialogue->base->experiment, turn->arena, &dialogue->assumed,
                &question->as.solve.path, question->as.solve.goal, question->as.solve.from,
                question->as.solve.to, turn->diags);
  if (!solution)
    dialogue_stop(dialogue);
  Telling telling = { dialogue, solution };
  for (size_t i = 0; i < solution->answers.count; i++)
    write_range(&telling, &solution->answers.items[i], i == 0, i + 1 == solution->answers.count);
  if (solution->answers.count > 1)
    writer_say(turn->out, "  %zu answers, perhaps more: what is measured turns in between\n",
               solution->answers.count);
  if (solution->answers.count)
    return;
  writer_say(turn->out, "  no value from %.*s to %.*s gives it\n",
             TEXT_PRINT(x_words(&telling, solution->axis.from)),
             TEXT_PRINT(x_words(&telling, solution->axis.to)));
  if (solution->has_below)
    write_near(&telling, &solution->below);
  if (solution->has_above)
    write_near(&telling, &solution->above);
}
