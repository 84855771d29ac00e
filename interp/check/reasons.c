#include "interp/check/checker.h"

bool reason_next(Text reason, size_t *from, Text *name) {
  size_t open = text_find(reason, TEXT("{"), *from);
  if (open >= reason.length)
    return false;
  size_t close = text_find(reason, TEXT("}"), open);
  if (close >= reason.length)
    return false;
  *name = text_trim(text_part(reason, open + 1, close));
  *from = close + 1;
  return true;
}

void reason_check(const Scope *scope, Name reason) {
  size_t from = 0;
  Text name;
  while (scope->subject && reason_next(reason.text, &from, &name)) {
    if (record_type_find(scope->subject, name) || symbols_unread(scope->checker, name))
      continue;
    diag_report(scope->checker->diags, DIAG_UNKNOWN_FIELD, reason.span,
                "the reason names a field \"%.*s\" that record \"%.*s\" does not have",
                TEXT_PRINT(name), TEXT_PRINT(scope->subject->name));
    Guess guess = guess_start(scope->checker, name);
    guess_offer_fields(&guess, scope->subject);
    guess_help(&guess);
  }
}
