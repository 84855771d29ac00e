#include "interp/check/checker.h"

enum { MONTH_LENGTH = 7 };      /* 2025-04 */

/* The day, or the first of the month that is all that is said. */
static bool read_day(Checker *checker, Name day, Meeting *meeting) {
  meeting->day_not_set = day.text.length == MONTH_LENGTH;
  if (!meeting->day_not_set)
    return date_need(checker, day, &meeting->day);
  Name first = { day.span, arena_format(checker->arena, "%.*s-01", TEXT_PRINT(day.text)) };
  return date_need(checker, first, &meeting->day);
}

static void check_meeting(ModuleScope *module, Symbol *symbol) {
  Checker *checker = module->checker;
  const Decl *decl = symbol->decl;
  Meeting *meeting = arena_new(checker->arena, Meeting);
  *meeting = (Meeting){ .name = symbol->name, .title = decl->label.text, .span = symbol->span };
  meeting->at = symbol_need_body(module, decl->as.meeting.at);
  if (decl->as.meeting.day.text.length == 0 ||
      !read_day(checker, decl->as.meeting.day, meeting))
    return;
  meeting->bases = bases_check(module, &decl->bases, NULL);
  symbol->as.meeting = meeting;
  LIST_ADD(checker->arena, &checker->model->meetings, Meeting *, meeting);
}

void meetings_check(Checker *checker) {
  symbols_each(checker, SYMBOL_MEETING, check_meeting);
}

/* What is due before a day is due on the one before it; of a month, on the last before it (T6). */
const Meeting *meeting_need(const Scope *scope, Name name, const Term **day_before) {
  const Symbol *symbol = symbol_need(scope->module, SYMBOL_MEETING, name);
  const Meeting *meeting = symbol ? symbol->as.meeting : NULL;
  Date before;
  if (!meeting || !date_add_days(meeting->day, -1, &before))
    return NULL;
  *day_before = term_constant(scope, NULL, type_of_kind(TYPE_DATE), value_date(before));
  return meeting;
}
