#include "interp/repl/columns.h"

#include "grammar/keywords.h"
#include "grammar/print.h"
#include "interp/check/check.h"
#include "interp/report/titles.h"

static const struct { ColumnKind kind; const char *english, *swedish; } ending_words[] = {
  { COLUMN_OUTCOME, "outcome", "utgång" },    { COLUMN_DECIDER, "decider", "beslutande" },
  { COLUMN_ASKED,   "asked",   "sökt" },      { COLUMN_GRANTED, "granted", "beviljat" },
  { COLUMN_FRAME,   "drawn_from", "dras_ur" },
};

enum { ENDING_WORDS = sizeof ending_words / sizeof *ending_words };

bool ending_word(const RecordType *subject, const Expr *expr, ColumnKind *kind) {
  if (expr->kind != EXPR_NAME || record_type_find(subject, expr->as.name.text))
    return false;
  for (size_t i = 0; i < ENDING_WORDS; i++)
    if (word_means(expr->as.name.text, ending_words[i].english, ending_words[i].swedish)) {
      *kind = ending_words[i].kind;
      return true;
    }
  return false;
}

bool column_of(Dialogue *dialogue, const Decision *decision, const Expr *expr,
               AskedColumn *column) {
  Writer writer;
  writer_to_memory(&writer, dialogue->turn.arena);
  print_expr(&writer, expr, dialogue_surface(dialogue));
  *column = (AskedColumn){ .name = writer_text(&writer) };
  if (ending_word(decision->subject, expr, &column->kind))
    return true;
  column->term = check_ended_expression(dialogue_model(dialogue), decision, expr,
                                        dialogue->turn.diags);
  return column->term != NULL;
}

static Text body_title(const Model *model, Text name) {
  for (size_t i = 0; i < model->bodies.count; i++)
    if (text_equal(model->bodies.items[i]->name, name))
      return model->bodies.items[i]->name;
  return name;
}

DisplayCell ending_cell(const Listed *listed, ColumnKind kind) {
  const Screen *screen = &listed->dialogue->turn.screen;
  const Stand stand = listed->of ? standing_at(listed->of, listed->number) : (Stand){ 0 };
  const Decision *decision = listed->of->decision;
  Language language = screen->swedish ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
  const Model *model = dialogue_model(listed->dialogue);
  switch (kind) {
    case COLUMN_OUTCOME:
      return display_text(screen_visible(listed->arena,
                                      outcome_text(stand_outcome(decision, &stand), language)));
    case COLUMN_DECIDER:
      return display_text(screen_visible(listed->arena,
                                      body_title(model, listed->of->deciders[stand.decider])));
    case COLUMN_ASKED:
      if (!stand.has_asked)
        break;
      return display_money(listed->arena, screen, stand.asked, decision->currency);
    case COLUMN_GRANTED:
      return stand.kind == OUTCOME_FUNDABLE && decision->amounts.count
                 ? display_money(listed->arena, screen, stand.granted, decision->currency)
                 : display_text(TEXT(""));
    case COLUMN_FRAME:
      return display_text(stand.frame ? screen_visible(listed->arena,
                                                     model->frames.items[stand.frame - 1]->name)
                                    : TEXT(""));
    case COLUMN_KEY:
      return display_text(screen_visible(listed->arena, record_key_text(listed->arena,
                                                                     listed->record)));
    case COLUMN_TITLE:
      return display_text(screen_visible(listed->arena, title_of(listed->arena, listed->record)));
    case COLUMN_TERM:
      break;
  }
  return display_text(TEXT(""));
}

/* A text value is shown as it is, without the quotes of the language. */
DisplayCell shown_value(const Listed *listed, Value value, const Type *type) {
  if (value.state == VALUE_KNOWN && value.kind == TYPE_TEXT)
    return display_text(screen_visible(listed->arena, arena_text(listed->arena, value.as.text)));
  if (value.state == VALUE_KNOWN && value.kind == TYPE_RECORD)
    return display_text(screen_visible(listed->arena, title_of(listed->arena, value.as.record)));
  if (value.state == VALUE_UNKNOWN)
    return display_text(TEXT("?"));
  return display_value(listed->arena, &listed->dialogue->turn.screen, value, type);
}

DisplayCell column_cell(const Listed *listed, const AskedColumn *column) {
  if (column->kind != COLUMN_TERM)
    return ending_cell(listed, column->kind);
  return shown_value(listed, evaluate(listed->evaluator, column->term), &column->term->type);
}

bool column_right(const AskedColumn *column) {
  if (column->kind == COLUMN_ASKED || column->kind == COLUMN_GRANTED)
    return true;
  if (column->kind != COLUMN_TERM)
    return false;
  TypeKind kind = column->term->type.kind;
  return kind == TYPE_INTEGER || kind == TYPE_DECIMAL || kind == TYPE_RATE || kind == TYPE_MONEY;
}

bool names_outcome(Dialogue *dialogue, Text word, OutcomeKind *kind, int *own) {
  const Decision *decision = dialogue_decision(dialogue);
  Language language = dialogue->turn.screen.swedish ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
  *own = -1;
  for (int i = 0; i < OUTCOME_OWN; i++) {
    Text name = text_from(outcome_names[i]);
    if (text_equal(word, name) || text_equal(word, outcome_text(name, language)) ||
        text_equal(word, text_from(keyword_called(outcome_names[i], dialogue_surface(dialogue))))) {
      *kind = (OutcomeKind)i;
      return true;
    }
  }
  for (size_t i = 0; i < decision->outcomes.count; i++)
    if (text_equal(decision->outcomes.items[i]->name, word)) {
      *kind = OUTCOME_OWN;
      *own = (int)i;
      return true;
    }
  return false;
}
