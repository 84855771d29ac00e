#include "interp/check/quote_rule.h"

/* ---- figures as values of the rule's type ---- */

static bool same_currency(const Figure *figure, const Type *type) {
  return figure->currency.length == 0 || !type->currency ||
         text_equal(figure->currency, type->currency->name);
}

/* Is the figure of the type that the rule's value has? */
static bool is_of_type(const Figure *figure, const QuoteLeaf *leaf) {
  switch (leaf->type.kind) {
    case TYPE_MONEY:    return figure->kind == FIGURE_MONEY && same_currency(figure, &leaf->type);
    case TYPE_RATE:     return figure->kind == FIGURE_RATE;
    case TYPE_DATE:     return figure->kind == FIGURE_DATE;
    case TYPE_DURATION: return figure->kind == FIGURE_DURATION;
    case TYPE_INTEGER:
    case TYPE_DECIMAL:  return figure->kind == FIGURE_NUMBER;
    case TYPE_UNKNOWN: case TYPE_TRUTH: case TYPE_MOMENT: case TYPE_TEXT: case TYPE_CODE:
    case TYPE_BODY: case TYPE_RECORD: case TYPE_LIST:
      return false;
  }
  return false;
}

/* The number of the rule in the units of a figure: main units of money. */
static bool leaf_number(const QuoteLeaf *leaf, Fraction *number) {
  int64_t scale = leaf->type.kind == TYPE_MONEY && leaf->type.currency
                      ? leaf->type.currency->minor_per_main : 1;
  return fraction_divide(leaf->value.as.number, fraction_from(scale), number);
}

/* "minskar med 36,5" is said of a value below zero: the sign is the rule's. */
static bool same_number(Fraction figure, Fraction number) {
  Fraction opposite;
  return fraction_compare(figure, number) == 0 ||
         (fraction_sign(number) < 0 && fraction_negate(number, &opposite) &&
          fraction_compare(figure, opposite) == 0);
}

static bool same_date(const Figure *figure, Date date) {
  Civil civil = date_civil(date);
  return (figure->year == 0 || figure->year == civil.year) && figure->month == civil.month &&
         (figure->day == 0 || figure->day == civil.day);
}

static bool says(const Figure *figure, const QuoteLeaf *leaf) {
  if (!is_of_type(figure, leaf))
    return false;
  const Duration *a = &figure->duration, *b = &leaf->value.as.duration;
  Fraction number;
  switch (figure->kind) {
    case FIGURE_DATE:
      return same_date(figure, leaf->value.as.date);
    case FIGURE_DURATION:
      return a->months == b->months && a->days == b->days && a->working_days == b->working_days;
    case FIGURE_NUMBER: case FIGURE_MONEY: case FIGURE_RATE:
      return leaf_number(leaf, &number) &&
             (same_number(figure->number, number) ||
              (figure->has_other && same_number(figure->other, number)));
  }
  return false;
}

/* ---- what to show ---- */

/* Millions and milliards of kronor as people write them: 1.5 mkr; empty: not so many, or not so
 * round. */
static Text short_money(QuoteWork *work, Fraction kronor, bool swedish) {
  static const struct { const char *unit; int64_t factor; } units[] = {
    { "mdkr", 1000000000 }, { "mkr", 1000000 },
  };
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    Fraction number, thousandths;
    if (!fraction_divide(kronor, fraction_from(units[i].factor), &number) ||
        !fraction_multiply(number, fraction_from(1000), &thousandths) ||
        !fraction_is_whole(thousandths) || number.numerator / number.denominator == 0)
      continue;
    Text digits = fraction_text(work->scratch, number);
    size_t point = swedish ? text_find(digits, TEXT("."), 0) : digits.length + 1;
    Text before = text_part(digits, 0, point), after = text_part(digits, point + 1, digits.length);
    return arena_format(work->scratch, "%.*s%s%.*s %s", TEXT_PRINT(before),
                        after.length > 0 ? "," : "", TEXT_PRINT(after), units[i].unit);
  }
  return TEXT_NONE;
}

static Text shown_value(QuoteWork *work, Value value, const Type *type) {
  bool swedish = work->model->surface == SURFACE_SWEDISH;
  bool kronor = type->kind == TYPE_MONEY && type->currency &&
                text_is(type->currency->name, "SEK");
  Fraction main_units;
  if (kronor && fraction_divide(value.as.number,
                                fraction_from(type->currency->minor_per_main), &main_units)) {
    Text text = short_money(work, main_units, swedish);
    if (text.length > 0)
      return text;
  }
  return value_show(work->scratch, value, type, swedish);
}

/* As the rule would write it. */
static Text figure_text(QuoteWork *work, const ModelBasis *basis, const Figure *figure,
                        const QuoteLeaf *leaf) {
  const Type *type = &leaf->type;
  Value value = value_number(type->kind, figure->number);
  Date date;
  switch (figure->kind) {
    case FIGURE_MONEY:
      if (type->currency &&
          fraction_multiply(figure->number, fraction_from(type->currency->minor_per_main),
                            &value.as.number))
        return shown_value(work, value, type);
      break;
    case FIGURE_RATE:
    case FIGURE_NUMBER:
      return shown_value(work, value, type);
    case FIGURE_DATE:
      if (figure->day != 0 && date_make(figure->year, figure->month, figure->day, &date))
        return date_text(work->scratch, date);
      break;
    case FIGURE_DURATION:
      value = (Value){ .state = VALUE_KNOWN, .kind = TYPE_DURATION };
      value.as.duration = figure->duration;
      return shown_value(work, value, type);
  }
  return text_part(basis->text, figure->start, figure->end);
}

static void warn(QuoteWork *work, const QuotedRule *rule, const QuoteLeaf *leaf,
                 const Figures *figures) {
  enum { LABELS = 3 };
  const ModelBasis *basis = rule->basis;
  Text value = shown_value(work, leaf->value, &leaf->type);
  Text first = TEXT_NONE;
  diag_report(work->diags, DIAG_QUOTE_VALUE, leaf->span, "the value is not in the quoted words");
  diag_mark(work->diags, "%.*s", TEXT_PRINT(value));
  for (size_t i = 0, shown = 0; i < figures->count && shown < LABELS; i++) {
    const Figure *figure = &figures->items[i];
    if (!is_of_type(figure, leaf) || figure->weak || (figure->approximate && !rule->has_reading))
      continue;
    Text text = figure_text(work, basis, figure, leaf);
    diag_label(work->diags, quote_text_span(work->diags, basis, figure->start, figure->end),
               "%.*s stands here", TEXT_PRINT(text));
    if (shown++ == 0)
      first = text;
  }
  diag_help(work->diags, "write %.*s, or quote the words that say %.*s", TEXT_PRINT(first),
            TEXT_PRINT(value));
}

/* ---- the check (Q4) ---- */

/* Do the figures of its type leave the value out? */
static bool is_contradicted(const QuotedRule *rule, const QuoteLeaf *leaf,
                            const Figures *figures) {
  bool any = false;
  for (size_t i = 0; i < figures->count; i++) {
    const Figure *figure = &figures->items[i];
    if (!is_of_type(figure, leaf) || (figure->approximate && !rule->has_reading))
      continue;
    if (says(figure, leaf))
      return false;
    any = any || !figure->weak;
  }
  return any;
}

/* The value of the rule: its own, or the number that its only comparison is with. */
static bool rule_leaf(const QuotedRule *rule, QuoteLeaf *leaf) {
  QuoteComparison comparison;
  if (rule->test_count == 0)
    return rule->value && quote_leaf(rule->value, leaf);
  if (!quote_comparison(rule, &comparison))
    return false;
  *leaf = comparison.leaf;
  /* "above 0 kr" only says that there is something: no figure of a text. */
  bool number = leaf->type.kind == TYPE_MONEY || leaf->type.kind == TYPE_RATE ||
                leaf->type.kind == TYPE_INTEGER || leaf->type.kind == TYPE_DECIMAL;
  return !number || !fraction_is_zero(leaf->value.as.number);
}

static bool has_warned(const QuoteWork *work, const Parameter *parameter) {
  for (size_t i = 0; parameter && i < work->warned.count; i++)
    if (work->warned.items[i] == parameter)
      return true;
  return false;
}

/* The parameter whose own value this is, when the rule is its declaration. */
static const Parameter *declared(const QuoteWork *work, const QuotedRule *rule) {
  for (size_t i = 0; rule->value && i < work->model->parameters.count; i++)
    if (work->model->parameters.items[i]->value == rule->value)
      return work->model->parameters.items[i];
  return NULL;
}

void quote_check_value(QuoteWork *work, const QuotedRule *rule) {
  QuoteLeaf leaf;
  if (!rule_leaf(rule, &leaf) || has_warned(work, leaf.parameter))
    return;
  Figures figures = quote_figures(work->scratch, rule->basis->text);
  if (!is_contradicted(rule, &leaf, &figures))
    return;
  warn(work, rule, &leaf, &figures);
  const Parameter *parameter = leaf.parameter ? leaf.parameter : declared(work, rule);
  if (parameter)
    LIST_ADD(work->arena, &work->warned, const Parameter *, parameter);
}
