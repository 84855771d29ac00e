/* An expression: of the rules, of one record, or of how all stand. */
#include "interp/repl/columns.h"

#include "base/unicode.h"
#include "grammar/keywords.h"
#include "interp/check/check.h"
#include "interp/experiment/measure.h"

/* ---- reading with nothing reported -------------------------------------------------------- */

/* NULL, and nothing reported, where it is no expression over the subject. */
static const Term *quietly(Dialogue *dialogue, const RecordType *subject, const Expr *expr) {
  Diags *diags = dialogue->turn.diags;
  bool muted = diags->muted;
  size_t errors = diags->errors;
  diags->muted = true;
  const Term *term = check_expression(dialogue_model(dialogue), subject, expr, diags);
  diags->muted = muted;
  diags->errors = errors;
  return term;
}

/* ---- 212.amount --------------------------------------------------------------------------- */

static bool is_key(const Expr *expr) {
  return (expr->kind == EXPR_NUMBER && !expr->as.number.percent &&
          expr->as.number.unit.length == 0) || expr->kind == EXPR_STRING;
}

static Text key_text(const Expr *expr) {
  return expr->kind == EXPR_NUMBER ? expr->as.number.digits : expr->as.literal.text;
}

typedef struct {
  Arena *arena;
  Text   key;                   /* of the record; empty: none is named */
  Span   span;
  bool   several;
} Keyed;

static const Expr *unkeyed(Keyed *keyed, const Expr *expr);

static const Expr *unkeyed_member(Keyed *keyed, const Expr *expr) {
  const Expr *object = expr->as.member.object;
  Expr *copy = arena_new(keyed->arena, Expr);
  *copy = *expr;
  if (!is_key(object)) {
    copy->as.member.object = unkeyed(keyed, object);
    return copy;
  }
  keyed->several |= keyed->key.length && !text_equal(keyed->key, key_text(object));
  keyed->key = key_text(object);
  keyed->span = object->span;
  copy->kind = EXPR_NAME;
  copy->as.name.text = expr->as.member.field.text;
  copy->as.name.quoted = true;
  return copy;
}

/* The expression as one over the record whose key stands in it: `212.amount / 2`. */
static const Expr *unkeyed(Keyed *keyed, const Expr *expr) {
  Expr *copy = arena_new(keyed->arena, Expr);
  *copy = *expr;
  switch (expr->kind) {
    case EXPR_MEMBER: return unkeyed_member(keyed, expr);
    case EXPR_GROUP:  copy->as.group.inner = unkeyed(keyed, expr->as.group.inner); break;
    case EXPR_UNARY:  copy->as.unary.operand = unkeyed(keyed, expr->as.unary.operand); break;
    case EXPR_STATE:  copy->as.state.value = unkeyed(keyed, expr->as.state.value); break;
    case EXPR_BINARY:
      copy->as.binary.left = unkeyed(keyed, expr->as.binary.left);
      copy->as.binary.right = unkeyed(keyed, expr->as.binary.right);
      break;
    default: return expr;
  }
  return copy;
}

/* ---- one value ---------------------------------------------------------------------------- */

typedef struct {
  Dialogue         *dialogue;
  const Decision   *decision;   /* NULL: of no record */
  size_t            number;
  const Assumptions *assumed;
  Base             *base;
  const Term       *term;
  Text              shown;
} Asked;

static void evaluate_asked(void *context, Evaluator *evaluator, const RecordSource *source,
                           Arena *scratch) {
  Asked *asked = context;
  Arena *arena = asked->dialogue->turn.arena;
  const Record *record = NULL;
  if (asked->decision) {
    record = experiment_record(asked->base->experiment, asked->assumed, asked->decision,
                               asked->number, arena);
    evaluator_subject(evaluator, record, asked->decision, source, scratch);
  }
  Listed listed = { .dialogue = asked->dialogue, .record = record, .arena = arena };
  asked->shown = arena_text(arena, shown_value(&listed, evaluate(evaluator, asked->term),
                                               &asked->term->type).shown);
}

static Text value_under(Asked *asked, const Assumptions *assumed) {
  asked->assumed = assumed;
  experiment_alone(asked->base->experiment, assumed, evaluate_asked, asked);
  return asked->shown;
}

/* The value now and, where that is another, as the rules are. */
static void write_value(Dialogue *dialogue, Asked *asked) {
  Writer *out = dialogue->turn.out;
  Assumptions nothing = { .eval = dialogue->eval };
  Text now = value_under(asked, &dialogue->assumed);
  Text plain = value_under(asked, &nothing);
  writer_print(out, "  %.*s", TEXT_PRINT(now));
  if (!text_equal(now, plain))
    writer_say(out, "   (without what is assumed: %.*s)", TEXT_PRINT(plain));
  writer_put_char(out, '\n');
}

static void ask_of_record(Dialogue *dialogue, const Keyed *keyed, const Expr *expr) {
  const Decision *decision = dialogue_decision(dialogue);
  Text key = unicode_nfc(dialogue->turn.arena, keyed->key);
  size_t number;
  if (!experiment_find(dialogue->base->experiment, decision->subject, key, &number))
    stop_no_record(dialogue, (Name){ keyed->span, keyed->key });
  record_note(dialogue, key);
  ColumnKind kind;
  if (ending_word(decision->subject, expr, &kind)) {
    Listed listed = { .dialogue = dialogue,
                      .of = &standing_now(dialogue)->decisions[decision->index],
                      .number = number, .arena = dialogue->turn.arena };
    writer_print(dialogue->turn.out, "  %.*s\n", TEXT_PRINT(ending_cell(&listed, kind).shown));
    return;
  }
  const Term *term = check_expression(dialogue_model(dialogue), decision->subject, expr,
                                      dialogue->turn.diags);
  if (!term)
    dialogue_stop(dialogue);
  Asked asked = { .dialogue = dialogue, .decision = decision, .number = number,
                  .base = dialogue->base, .term = term };
  write_value(dialogue, &asked);
}

/* "plot" under Swedish rules: a word of the dialogue in the other language. */
static void stop_other_language(Dialogue *dialogue, const Expr *expr) {
  if (expr->kind != EXPR_NAME || !input_in_other_language(dialogue, expr->as.name.text))
    return;
  diag_report(dialogue->turn.diags, DIAG_NO_MEASURE, expr->span,
              "\"%.*s\" is nothing that can be measured", TEXT_PRINT(expr->as.name.text));
  input_help_language(dialogue, expr->as.name.text);
  dialogue_stop(dialogue);
}

static MeasureList read_measured(Dialogue *dialogue, const Expr *expr) {
  DialogueTurn *turn = &dialogue->turn;
  Experiment *experiment = dialogue->base->experiment;
  MeasureList measures = { NULL, 0, 0 };
  Shown shown = { .span = expr->span, .value = expr };
  turn->diags->muted = true;
  bool found = measure_read(experiment, turn->arena, &shown, turn->diags, &measures);
  turn->diags->muted = false;
  if (found)
    return measures;
  stop_other_language(dialogue, expr);
  measure_read(experiment, turn->arena, &shown, turn->diags, &measures);
  dialogue_stop(dialogue);
}

/* What is measured of a standing: granted, director.drawn, fundable. */
static void ask_measured(Dialogue *dialogue, const Expr *expr) {
  DialogueTurn *turn = &dialogue->turn;
  Experiment *experiment = dialogue->base->experiment;
  MeasureList measures = read_measured(dialogue, expr);
  const Standing *standing = measures_need_standing(&measures) ? standing_now(dialogue) : NULL;
  Value *values = arena_array(turn->arena, Value, measures.count + 1);
  measures_take(experiment, turn->arena, &dialogue->assumed, standing, &measures, values);
  for (size_t i = 0; i < measures.count; i++)
    writer_print(turn->out, "  %.*s\n",
                 TEXT_PRINT(screen_value(turn->arena, &turn->screen, values[i],
                                         &measures.items[i].type)));
}

/* director_limit = 2 mkr, where set may be what was meant. */
static bool compares_parameter(const Dialogue *dialogue, const Expr *expr) {
  if (expr->kind != EXPR_BINARY || expr->as.binary.op != BINARY_EQUAL ||
      expr->as.binary.left->kind != EXPR_NAME)
    return false;
  const Model *model = dialogue_model(dialogue);
  for (size_t i = 0; i < model->parameters.count; i++)
    if (text_equal(model->parameters.items[i]->name, expr->as.binary.left->as.name.text))
      return true;
  return false;
}

void ask_value(Dialogue *dialogue, const Question *question) {
  const Expr *expr = question->as.list.of;
  OutcomeKind kind;
  int own;
  if (expr->kind == EXPR_NAME && dialogue_model(dialogue)->decisions.count &&
      (word_means(expr->as.name.text, "all", "alla") ||
       names_outcome(dialogue, expr->as.name.text, &kind, &own))) {
    ask_list(dialogue, question);
    return;
  }
  Keyed keyed = { .arena = dialogue->turn.arena };
  const Expr *over_record = unkeyed(&keyed, expr);
  if (keyed.several) {
    diag_report(dialogue->turn.diags, DIAG_NOT_ASKABLE, expr->span,
                "a question of two records at once");
    diag_help(dialogue->turn.diags, "ask for each: 212.amount, 40.amount");
    dialogue_stop(dialogue);
  }
  if (keyed.key.length) {
    ask_of_record(dialogue, &keyed, over_record);
    return;
  }
  const Term *term = quietly(dialogue, NULL, expr);
  if (!term) {
    ask_measured(dialogue, expr);
    return;
  }
  Asked asked = { .dialogue = dialogue, .base = dialogue->base, .term = term };
  write_value(dialogue, &asked);
  if (compares_parameter(dialogue, expr))
    writer_say(dialogue->turn.out, "  a question; to assume it: %s %.*s = …\n",
               keyword_called("set", dialogue_surface(dialogue)),
               TEXT_PRINT(expr->as.binary.left->as.name.text));
}
