/* The making of questions: see build.h. */
#include "grammar/build.h"

Question *question_new(Parse *parse, Span span, QuestionKind kind) {
  Question *question = arena_new(parse->arena, Question);
  *question = (Question){ .kind = kind, .span = span };
  return question;
}

Question *question_set(Parse *parse, Span span, const Setting *setting) {
  Question *question = question_new(parse, span, QUESTION_SET);
  question->as.setting = setting;
  return question;
}

Question *question_names(Parse *parse, Span span, QuestionKind kind, NameList names) {
  Question *question = question_new(parse, span, kind);
  question->as.names = names;
  return question;
}

Question *question_name(Parse *parse, Span span, QuestionKind kind, Name name) {
  return question_names(parse, span, kind, names_first(parse, name));
}

Question *question_record(Parse *parse, Span span, QuestionKind kind, Name key, FactList facts) {
  Question *question = question_new(parse, span, kind);
  question->as.record.key = key;
  question->as.record.facts = facts;
  return question;
}

Question *question_text(Parse *parse, Span span, QuestionKind kind, Name text, Name file) {
  Question *question = question_new(parse, span, kind);
  question->as.text.text = text;
  question->as.text.file = file;
  return question;
}

Question *question_value(Parse *parse, Span span, const Expr *value) {
  Question *question = question_new(parse, span, QUESTION_VALUE);
  question->as.list.of = value;
  return question;
}

Question *question_top(Parse *parse, Span span, Name most, const SortKeyList *keys) {
  Question *question = question_new(parse, span, QUESTION_LIST);
  question->as.list.most = most.text;
  if (keys)
    question->as.list.keys = *keys;
  return question;
}

Question *question_where(Parse *parse, Span span, const Expr *where, Question *top) {
  Question *question = top ? top : question_new(parse, span, QUESTION_LIST);
  question->as.list.where = where;
  return question;
}

Question *question_show(Parse *parse, Span span, Question *which, ShownList shown) {
  Question *question = which ? which : question_new(parse, span, QUESTION_LIST);
  question->as.list.shown = shown;
  return question;
}

Question *question_list(Question *tail, Span span, const Expr *of) {
  tail->span = span;
  tail->as.list.of = of;
  return tail;
}

Question *question_sweep(Parse *parse, Span span, SweptList swept, ShownList shown) {
  Question *question = question_new(parse, span, QUESTION_SWEEP);
  question->as.sweep.swept = swept;
  question->as.sweep.shown = shown;
  return question;
}

Question *question_solve(Parse *parse, Span span, NameList path, const Expr *goal,
                         const Expr *from, const Expr *to) {
  Question *question = question_new(parse, span, QUESTION_SOLVE);
  question->as.solve.path = path;
  question->as.solve.goal = goal;
  question->as.solve.from = from;
  question->as.solve.to = to;
  return question;
}

Shown *shown_new(Parse *parse, Span span, const Expr *value, Name by, bool counts) {
  Shown *shown = arena_new(parse->arena, Shown);
  *shown = (Shown){ .span = span, .value = value, .by = by, .counts = counts };
  return shown;
}

ShownList shown_none(void) {
  return (ShownList){ NULL, 0, 0 };
}

ShownList shown_add(Parse *parse, ShownList list, const Shown *shown) {
  LIST_ADD(parse->arena, &list, Shown, *shown);
  return list;
}

Swept *swept_new(Parse *parse, Span span, NameList path, const Expr *from, const Expr *to,
                 const Expr *step) {
  Swept *swept = arena_new(parse->arena, Swept);
  *swept = (Swept){ .span = span, .path = path, .from = from, .to = to, .step = step };
  return swept;
}

SweptList swept_none(void) {
  return (SweptList){ NULL, 0, 0 };
}

SweptList swept_add(Parse *parse, SweptList list, const Swept *swept) {
  LIST_ADD(parse->arena, &list, Swept, *swept);
  return list;
}
