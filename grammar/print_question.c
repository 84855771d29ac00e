/* A question on one line, as it would be entered again. */
#include "grammar/print_parts.h"

#include "parser.h"

static bool written(Name name) {
  return name.text.bytes != NULL;
}

static void put_parted(Layout *layout, const Name *names, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (i > 0)
      layout_close(layout, ",");
    put_dotted(layout, names[i].text);
  }
}

/* Scenarios are texts, baseline and current are names: a text prints as it will be read. */
static void put_compared(Layout *layout, NameList names) {
  for (size_t i = 0; i < names.count; i++) {
    if (i > 0)
      layout_close(layout, ",");
    layout_string(layout, names.items[i].text);
  }
}

static bool plain_digits(Text text) {
  for (size_t i = 0; i < text.length; i++)
    if (text.bytes[i] < '0' || text.bytes[i] > '9')
      return false;
  return text.length > 0 && (text.length == 1 || text.bytes[0] != '0');
}

static void put_key(Layout *layout, Text key) {
  if (plain_digits(key))
    layout_verbatim(layout, key);
  else
    layout_string(layout, key);
}

static void put_facts(Layout *layout, FactList facts) {
  for (size_t i = 0; i < facts.count; i++) {
    layout_close(layout, ",");
    layout_name(layout, facts.items[i].name.text);
    if (facts.items[i].value)
      put_expr(layout, facts.items[i].value);
    else
      layout_word(layout, TOK_IS_NOT_KNOWN);
  }
}

static void put_shown(Layout *layout, ShownList shown) {
  if (shown.count == 0)
    return;
  layout_word(layout, TOK_SHOW);
  for (size_t i = 0; i < shown.count; i++) {
    if (i > 0)
      layout_close(layout, ",");
    if (shown.items[i].counts)
      layout_word(layout, TOK_COUNT);
    put_expr(layout, shown.items[i].value);
    if (written(shown.items[i].by)) {
      layout_word(layout, TOK_BY);
      put_dotted(layout, shown.items[i].by.text);
    }
  }
}

static void put_list(Layout *layout, const Question *question) {
  if (question->as.list.of)
    put_expr(layout, question->as.list.of);
  else
    layout_word(layout, TOK_EVERY);
  put_after(layout, TOK_WHERE, question->as.list.where);
  if (question->as.list.most.length) {
    layout_word(layout, TOK_TOP);
    layout_verbatim(layout, question->as.list.most);
    if (question->as.list.keys.count) {
      layout_word(layout, TOK_BY);
      put_keys(layout, question->as.list.keys);
    }
  }
  put_shown(layout, question->as.list.shown);
}

static void put_sweep(Layout *layout, const Question *question) {
  layout_word(layout, TOK_SWEEP);
  for (size_t i = 0; i < question->as.sweep.swept.count; i++) {
    const Swept *swept = &question->as.sweep.swept.items[i];
    if (i > 0)
      layout_close(layout, ",");
    put_path(layout, swept->path);
    put_after(layout, TOK_FROM, swept->from);
    put_after(layout, TOK_TO, swept->to);
    put_after(layout, TOK_STEP, swept->step);
  }
  put_shown(layout, question->as.sweep.shown);
}

static void put_solve(Layout *layout, const Question *question) {
  layout_word(layout, TOK_SOLVE);
  put_path(layout, question->as.solve.path);
  put_after(layout, TOK_FOR, question->as.solve.goal);
  put_after(layout, TOK_FROM, question->as.solve.from);
  put_after(layout, TOK_TO, question->as.solve.to);
}

static void put_names_after(Layout *layout, int token, NameList names) {
  layout_word(layout, token);
  put_parted(layout, names.items, names.count);
}

/* Names, or the key of a record. */
static bool is_key(Text text) {
  return text.length > 0 && ((text.bytes[0] >= '0' && text.bytes[0] <= '9') ||
                             text_find(text, TEXT(" "), 0) < text.length);
}

static void put_unset(Layout *layout, NameList names) {
  if (names.count != 1 || !is_key(names.items[0].text)) {
    put_names_after(layout, TOK_UNSET, names);
    return;
  }
  layout_word(layout, TOK_UNSET);
  put_key(layout, names.items[0].text);
}

static void put_record(Layout *layout, int token, const Question *question) {
  layout_word(layout, token);
  put_key(layout, question->as.record.key.text);
  put_facts(layout, question->as.record.facts);
}

static void put_saved(Layout *layout, int what, const Question *question) {
  layout_word(layout, TOK_SAVE);
  layout_word(layout, what);
  if (written(question->as.text.text))
    layout_string(layout, question->as.text.text.text);
  layout_word(layout, TOK_TO);
  layout_string(layout, question->as.text.file.text);
}

static void put_question(Layout *layout, const Question *question) {
  switch (question->kind) {
    case QUESTION_VALUE:    put_expr(layout, question->as.list.of); break;
    case QUESTION_LIST:     put_list(layout, question); break;
    case QUESTION_SET:      put_setting(layout, question->as.setting); break;
    case QUESTION_UNSET:    put_unset(layout, question->as.names); break;
    case QUESTION_SCENARIO:
      layout_word(layout, TOK_SCENARIO);
      layout_string(layout, question->as.text.text.text);
      break;
    case QUESTION_WITHOUT:  put_names_after(layout, TOK_WITHOUT, question->as.names); break;
    case QUESTION_WHAT_IF:  put_record(layout, TOK_WHAT_IF, question); break;
    case QUESTION_DIFF:
      layout_word(layout, TOK_DIFF);
      if (question->as.names.count)
        put_names_after(layout, TOK_BY, question->as.names);
      break;
    case QUESTION_COMPARE:
      layout_word(layout, TOK_COMPARE);
      put_compared(layout, question->as.names);
      break;
    case QUESTION_EXPLAIN:  put_record(layout, TOK_EXPLAIN, question); break;
    case QUESTION_WHY_NOT:  put_record(layout, TOK_WHY_NOT, question); break;
    case QUESTION_SWEEP:    put_sweep(layout, question); break;
    case QUESTION_PLOT:     layout_word(layout, TOK_PLOT); break;
    case QUESTION_SOLVE:    put_solve(layout, question); break;
    case QUESTION_BUDGET:   put_names_after(layout, TOK_BUDGET, question->as.names); break;
    case QUESTION_TARGETS:  layout_word(layout, TOK_TARGET); break;
    case QUESTION_CONTROLS: layout_word(layout, TOK_CONTROL); break;
    case QUESTION_FRAMES:   layout_word(layout, TOK_FRAMES); break;
    case QUESTION_SAVE_SCENARIO: put_saved(layout, TOK_SCENARIO, question); break;
    case QUESTION_SAVE_TEST:     put_saved(layout, TOK_TEST, question); break;
    case QUESTION_TEST:
      layout_word(layout, TOK_TEST);
      layout_word(layout, TOK_THAT);
      layout_string(layout, question->as.text.text.text);
      break;
    case QUESTION_UNDO:     layout_word(layout, TOK_UNDO); break;
    case QUESTION_REDO:     layout_word(layout, TOK_REDO); break;
  }
}

void print_question(Writer *writer, const Question *question, Surface surface) {
  Layout layout;
  layout_init(&layout, writer, writer->arena, surface);
  layout.glued = true;
  put_question(&layout, question);
  layout_write_plain(&layout);
}
