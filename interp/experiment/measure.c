#include "interp/experiment/measure.h"

#include "base/unicode.h"
#include "grammar/keywords.h"
#include "grammar/print.h"
#include "interp/check/budget.h"
#include "interp/check/check.h"
#include "interp/experiment/inside.h"

/* ---- words --------------------------------------------------------------------- */

static bool is_word(Text name, const char *english, const char *swedish) {
  return text_is(name, english) || text_is(name, swedish);
}

const char *const frame_part_words[][2] = {
  [FRAME_DRAWN]  = { "drawn", "utnyttjat" },   [FRAME_REMAINING] = { "remaining", "kvar" },
  [FRAME_LIMIT]  = { "limit", "gräns" },       [FRAME_OPENING]   = { "opening", "ingående" },
  [FRAME_QUEUED] = { "queued", "väntar" },
};

static bool frame_part(Text name, FramePart *part) {
  for (int each = FRAME_DRAWN; each <= FRAME_QUEUED; each++)
    if (is_word(name, frame_part_words[each][0], frame_part_words[each][1])) {
      *part = (FramePart)each;
      return true;
    }
  return false;
}

static bool is_granted(Text name) { return is_word(name, "granted", "beviljat"); }
static bool is_decider(Text name) { return is_word(name, "decider", "beslutande"); }
static bool is_outcome(Text name) { return is_word(name, "outcome", "utgång"); }
static bool is_frame(Text name)   { return is_word(name, "frame", "ram"); }

/* ---- what is read -------------------------------------------------------------- */

typedef struct {
  Experiment  *experiment;
  const Model *model;
  Arena       *arena;
  Diags       *diags;
} Reading;

static Type count_type(void) { return (Type){ .kind = TYPE_INTEGER }; }

static Type money_of(const Reading *reading, const Decision *decision) {
  const Currency *currency = decision ? decision->currency : reading->model->currency;
  return (Type){ .kind = TYPE_MONEY, .currency = currency };
}

static Text written(const Reading *reading, const Expr *expr) {
  Writer writer;
  writer_to_memory(&writer, reading->arena);
  print_expr(&writer, expr, reading->model->surface);
  return writer_text(&writer);
}

/* A value of the rules comes before a word of ours. */
static bool is_declared(const Model *model, Text name) {
  for (size_t i = 0; i < model->parameters.count; i++)
    if (text_equal(model->parameters.items[i]->name, name))
      return true;
  for (size_t i = 0; i < model->defines.count; i++)
    if (text_equal(model->defines.items[i]->name, name))
      return true;
  return false;
}

static const Frame *find_frame(const Model *model, Text name) {
  for (size_t i = 0; i < model->frames.count; i++)
    if (text_equal(model->frames.items[i]->name, name))
      return model->frames.items[i];
  return NULL;
}

static const Decision *find_decision(const Model *model, Text name) {
  for (size_t i = 0; i < model->decisions.count; i++)
    if (text_equal(model->decisions.items[i]->name, name))
      return model->decisions.items[i];
  return NULL;
}

/* The outcome's name as tables have it; empty: none is called so in that decision (NULL: any). */
static Text find_outcome(const Model *model, const Decision *decision, Text name) {
  for (size_t i = 0; i < model->decisions.count; i++) {
    const Decision *each = model->decisions.items[i];
    if (decision && each != decision)
      continue;
    const Code *code = codelist_find(each->outcome_codes, name);
    if (code)
      return code->name;
  }
  return TEXT_NONE;
}

static const Body *decider_of(const Power *power) {
  const Term *decider = power->decider;
  bool fixed = decider && decider->kind == TERM_CONSTANT && decider->as.constant.kind == TYPE_BODY;
  return fixed ? decider->as.constant.as.body : NULL;
}

static const Body *find_decider(const Model *model, const Decision *decision, Text name) {
  for (size_t i = 0; i < model->decisions.count; i++) {
    const Decision *each = model->decisions.items[i];
    for (size_t j = 0; (!decision || each == decision) && j < each->powers.count; j++) {
      const Body *body = decider_of(each->powers.items[j]);
      if (body && body_is_called(body, name))
        return body;
    }
  }
  return NULL;
}

/* ---- one name, or two ---------------------------------------------------------- */

/* Of a decision, or of all where it is NULL. */
static bool read_word(const Reading *reading, const Decision *decision, Text name,
                      Measure *measure) {
  measure->decision = decision;
  Text outcome = find_outcome(reading->model, decision, name);
  const Body *decider = find_decider(reading->model, decision, name);
  if (is_granted(name)) {
    measure->kind = MEASURE_GRANTED;
    measure->type = money_of(reading, decision);
  } else if (outcome.length) {
    measure->kind = MEASURE_OUTCOME;
    measure->name = outcome;
    measure->type = count_type();
  } else if (decider) {
    measure->kind = MEASURE_DECIDER;
    measure->name = decider->name;
    measure->type = count_type();
  } else {
    return false;
  }
  return true;
}

static bool read_name(const Reading *reading, Text name, Measure *measure) {
  if (is_declared(reading->model, name))
    return false;
  const Frame *frame = find_frame(reading->model, name);
  if (!frame)
    return read_word(reading, NULL, name, measure);
  measure->kind = MEASURE_FRAME;
  measure->frame = frame;
  measure->part = FRAME_DRAWN;
  measure->type = money_of(reading, frame->decision);
  return true;
}

static bool read_member(const Reading *reading, const Expr *expr, Measure *measure) {
  const Expr *object = expr->as.member.object;
  if (object->kind != EXPR_NAME)
    return false;
  Text name = object->as.name.text, part = expr->as.member.field.text;
  const Frame *frame = find_frame(reading->model, name);
  if (frame && frame_part(part, &measure->part)) {
    measure->kind = MEASURE_FRAME;
    measure->frame = frame;
    measure->type = money_of(reading, frame->decision);
    return true;
  }
  const Body *decider = find_decider(reading->model, NULL, name);
  if (decider && is_granted(part)) {
    measure->kind = MEASURE_DECIDER_GRANTED;
    measure->name = decider->name;
    measure->type = money_of(reading, NULL);
    return true;
  }
  const Decision *decision = find_decision(reading->model, name);
  return decision && read_word(reading, decision, part, measure);
}

/* ---- expressions --------------------------------------------------------------- */

static bool read_expr(const Reading *reading, const Expr *expr, Measure *measure);

static bool is_number(const Type *type) {
  return type->kind == TYPE_INTEGER || type->kind == TYPE_DECIMAL || type->kind == TYPE_RATE ||
         type->kind == TYPE_MONEY;
}

static Type arithmetic_type(BinaryOp op, const Type *left, const Type *right) {
  bool quotient = op == BINARY_DIVIDE;
  if (left->kind == TYPE_MONEY || right->kind == TYPE_MONEY) {
    if (quotient && left->kind == right->kind)
      return (Type){ .kind = TYPE_RATE };
    return left->kind == TYPE_MONEY ? *left : *right;
  }
  bool alike = left->kind == right->kind;
  if (left->kind == TYPE_RATE || right->kind == TYPE_RATE || (quotient && alike))
    return (Type){ .kind = TYPE_RATE };
  bool whole = left->kind == TYPE_INTEGER && right->kind == TYPE_INTEGER;
  return (Type){ .kind = whole ? TYPE_INTEGER : TYPE_DECIMAL };
}

/* Sums are of one kind; a product has one factor of money at most. */
static bool fits(BinaryOp op, const Type *left, const Type *right) {
  bool money = left->kind == TYPE_MONEY, other = right->kind == TYPE_MONEY;
  if (op == BINARY_ADD || op == BINARY_SUBTRACT)
    return money == other;
  return op == BINARY_MULTIPLY ? !(money && other) : money || !other;
}

static bool read_binary(const Reading *reading, const Expr *expr, Measure *measure) {
  BinaryOp op = expr->as.binary.op;
  if (op != BINARY_ADD && op != BINARY_SUBTRACT && op != BINARY_MULTIPLY && op != BINARY_DIVIDE)
    return false;
  Measure *parts = arena_array(reading->arena, Measure, 2);
  if (!read_expr(reading, expr->as.binary.left, &parts[0]) ||
      !read_expr(reading, expr->as.binary.right, &parts[1]) || !is_number(&parts[0].type) ||
      !is_number(&parts[1].type) || !fits(op, &parts[0].type, &parts[1].type))
    return false;
  *measure = (Measure){ .kind = MEASURE_ARITHMETIC, .op = op, .left = &parts[0],
                        .right = &parts[1],
                        .type = arithmetic_type(op, &parts[0].type, &parts[1].type) };
  return true;
}

static bool read_term(const Reading *reading, const Expr *expr, Measure *measure) {
  bool muted = reading->diags->muted;
  reading->diags->muted = true;
  const Term *term = check_expression(reading->model, NULL, expr, reading->diags);
  reading->diags->muted = muted;
  if (!term || term->type.kind == TYPE_RECORD || term->type.kind == TYPE_LIST ||
      term->type.kind == TYPE_TRUTH)
    return false;
  *measure = (Measure){ .kind = MEASURE_TERM, .term = term, .type = term->type };
  return true;
}

/* What stands for itself; false: nothing is reported yet. */
static bool read_expr(const Reading *reading, const Expr *expr, Measure *measure) {
  *measure = (Measure){ .kind = MEASURE_TERM };
  bool found = (expr->kind == EXPR_NAME && read_name(reading, expr->as.name.text, measure)) ||
               (expr->kind == EXPR_MEMBER && read_member(reading, expr, measure)) ||
               (expr->kind == EXPR_GROUP && read_expr(reading, expr->as.group.inner, measure)) ||
               read_term(reading, expr, measure) ||
               (expr->kind == EXPR_BINARY && read_binary(reading, expr, measure));
  measure->title = written(reading, expr);
  return found;
}

/* ---- what cannot be measured --------------------------------------------------- */

static void offer_decisions(const Reading *reading, UnicodeNearest *nearest) {
  const Model *model = reading->model;
  bool swedish = model->surface == SURFACE_SWEDISH;
  unicode_nearest(nearest, text_from(swedish ? "beviljat" : "granted"));
  for (size_t i = 0; i < model->decisions.count; i++) {
    const Codelist *codes = model->decisions.items[i]->outcome_codes;
    for (size_t j = 0; j < codes->count; j++)
      unicode_nearest(nearest, code_word(&codes->codes[j]));
    for (size_t j = 0; j < model->decisions.items[i]->powers.count; j++)
      if (decider_of(model->decisions.items[i]->powers.items[j]))
        unicode_nearest(nearest, decider_of(model->decisions.items[i]->powers.items[j])->name);
  }
}

static void offer_all(const Reading *reading, UnicodeNearest *nearest) {
  const Model *model = reading->model;
  offer_decisions(reading, nearest);
  for (size_t i = 0; i < model->frames.count; i++)
    unicode_nearest(nearest, model->frames.items[i]->name);
  for (size_t i = 0; i < model->parameters.count; i++)
    unicode_nearest(nearest, model->parameters.items[i]->name);
  for (size_t i = 0; i < model->targets.count; i++)
    unicode_nearest(nearest, model->targets.items[i]->name);
  for (size_t i = 0; i < model->budgets.count; i++)
    unicode_nearest(nearest, model->budgets.items[i]->name);
}

static void report_name(const Reading *reading, Span span, Text name) {
  UnicodeNearest nearest = { reading->arena, name, TEXT_NONE, name.length < 5 ? 2 : 4 };
  offer_all(reading, &nearest);
  diag_report(reading->diags, DIAG_NO_MEASURE, span, "\"%.*s\" is nothing that can be measured",
              TEXT_PRINT(name));
  if (nearest.best.length)
    diag_help(reading->diags, "did you mean %.*s?", TEXT_PRINT(nearest.best));
  else
    diag_help(reading->diags, "an outcome, granted, a decider, FRAME.drawn, a target or any value "
                              "of the rules can be");
}

static void report_part(const Reading *reading, const Expr *expr) {
  Name part = expr->as.member.field;
  bool swedish = reading->model->surface == SURFACE_SWEDISH;
  UnicodeNearest nearest = { reading->arena, part.text, TEXT_NONE, 4 };
  for (int each = FRAME_DRAWN; each <= FRAME_QUEUED; each++)
    unicode_nearest(&nearest, text_from(frame_part_words[each][swedish]));
  diag_report(reading->diags, DIAG_NO_MEASURE, part.span, "a frame has no \"%.*s\"",
              TEXT_PRINT(part.text));
  if (nearest.best.length)
    diag_help(reading->diags, "did you mean %.*s?", TEXT_PRINT(nearest.best));
  else
    diag_help(reading->diags, "it has: %s, %s, %s, %s, %s", frame_part_words[0][swedish],
              frame_part_words[1][swedish], frame_part_words[2][swedish],
              frame_part_words[3][swedish], frame_part_words[4][swedish]);
}

static bool is_arithmetic(const Expr *expr) {
  return expr->kind == EXPR_BINARY && expr->as.binary.op >= BINARY_ADD &&
         expr->as.binary.op <= BINARY_DIVIDE;
}

static void report(const Reading *reading, const Expr *expr);

static void report_arithmetic(const Reading *reading, const Expr *expr) {
  Measure left, right;
  if (!read_expr(reading, expr->as.binary.left, &left)) {
    report(reading, expr->as.binary.left);
  } else if (!read_expr(reading, expr->as.binary.right, &right)) {
    report(reading, expr->as.binary.right);
  } else {
    Language language = surface_language(reading->model->surface);
    diag_report(reading->diags, DIAG_NO_MEASURE, expr->span,
                "%.*s and %.*s don't go together here",
                TEXT_PRINT(type_text(reading->arena, &left.type, language)),
                TEXT_PRINT(type_text(reading->arena, &right.type, language)));
  }
}

/* In the checker's words where it is an expression of the rules; of a sum, the part at fault. */
static void report(const Reading *reading, const Expr *expr) {
  if (expr->kind == EXPR_NAME) {
    report_name(reading, expr->span, expr->as.name.text);
    return;
  }
  if (expr->kind == EXPR_MEMBER && expr->as.member.object->kind == EXPR_NAME &&
      find_frame(reading->model, expr->as.member.object->as.name.text)) {
    report_part(reading, expr);
    return;
  }
  if (is_arithmetic(expr)) {
    report_arithmetic(reading, expr);
    return;
  }
  if (check_expression(reading->model, NULL, expr, reading->diags))
    diag_report(reading->diags, DIAG_NO_MEASURE, expr->span,
                "this has no value that can be measured");
}

/* ---- parted by ----------------------------------------------------------------- */

static Text title_of_body(const Body *body) {
  return body->title.length ? body->title : body->name;
}

static bool has_measure(const MeasureList *measures, size_t from, Text name) {
  for (size_t i = from; i < measures->count; i++)
    if (text_equal(measures->items[i].name, name))
      return true;
  return false;
}

static void part_by_decider(const Reading *reading, const Measure *whole, MeasureList *measures) {
  size_t from = measures->count;
  for (size_t i = 0; i < reading->model->decisions.count; i++) {
    const Decision *decision = reading->model->decisions.items[i];
    if (whole->decision && decision != whole->decision)
      continue;
    for (size_t j = 0; j < decision->powers.count; j++) {
      const Body *body = decider_of(decision->powers.items[j]);
      if (!body || has_measure(measures, from, body->name))
        continue;
      Measure part = *whole;
      part.kind = whole->kind == MEASURE_GRANTED ? MEASURE_DECIDER_GRANTED : MEASURE_DECIDER;
      part.name = body->name;
      part.title = title_of_body(body);
      part.of = whole->title;
      LIST_ADD(reading->arena, measures, Measure, part);
    }
  }
}

static void part_by_outcome(const Reading *reading, const Measure *whole,
                            MeasureList *measures) {
  size_t from = measures->count;
  for (size_t i = 0; i < reading->model->decisions.count; i++) {
    const Codelist *codes = reading->model->decisions.items[i]->outcome_codes;
    for (size_t j = 0; j < codes->count; j++) {
      const Code *code = &codes->codes[j];
      if (!has_measure(measures, from, code->name))
        LIST_ADD(reading->arena, measures, Measure,
                 (Measure){ .kind = MEASURE_OUTCOME, .name = code->name, .type = count_type(),
                            .title = code_title(code), .of = whole->title });
    }
  }
}

static void part_by_frame(const Reading *reading, const Measure *whole, MeasureList *measures) {
  for (size_t i = 0; i < reading->model->frames.count; i++) {
    const Frame *frame = reading->model->frames.items[i];
    LIST_ADD(reading->arena, measures, Measure,
             (Measure){ .kind = MEASURE_FRAME, .part = FRAME_DRAWN, .frame = frame,
                        .type = money_of(reading, frame->decision),
                        .title = frame->name, .of = whole->title });
  }
}

static bool is_fundable(const Measure *measure) {
  return measure->kind == MEASURE_OUTCOME && text_is(measure->name, "fundable");
}

/* What is granted, and how many are fundable, have a decider; what is granted has a frame. */
static bool part_by(const Reading *reading, const Shown *shown, const Measure *whole,
                    MeasureList *measures) {
  bool granted = whole->kind == MEASURE_GRANTED;
  if (is_decider(shown->by.text) && (granted || is_fundable(whole)))
    part_by_decider(reading, whole, measures);
  else if (is_frame(shown->by.text) && granted)
    part_by_frame(reading, whole, measures);
  else if (is_outcome(shown->by.text) && (shown->counts || whole->kind == MEASURE_OUTCOME))
    part_by_outcome(reading, whole, measures);
  else {
    diag_report(reading->diags, DIAG_NO_MEASURE, shown->by.span,
                "%.*s is not told apart by \"%.*s\"", TEXT_PRINT(whole->title),
                TEXT_PRINT(shown->by.text));
    diag_help(reading->diags, "there is: granted by decider, granted by frame, fundable by "
                              "decider, fundable by outcome");
    return false;
  }
  return true;
}

bool measure_read(Experiment *experiment, Arena *arena, const Shown *shown, Diags *diags,
                  MeasureList *measures) {
  Reading reading = { experiment, experiment->model, arena, diags };
  Measure whole;
  if (!read_expr(&reading, shown->value, &whole)) {
    report(&reading, shown->value);
    return false;
  }
  if (shown->by.text.length)
    return part_by(&reading, shown, &whole, measures);
  LIST_ADD(arena, measures, Measure, whole);
  return true;
}
