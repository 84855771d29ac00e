#include "tests/property/maker.h"

#include <stdio.h>

const char *const made_form_names[] = {
#define X(form, label) label,
  FORMS(X)
#undef X
};

size_t chance(Maker *maker, size_t bound) {
  maker->state = maker->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (size_t)(maker->state >> 33) % bound;
}

bool once_in(Maker *maker, size_t times) {
  return chance(maker, times) == 0;
}

const char *text(Maker *maker, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  Text made = arena_format_list(maker->arena, format, arguments);
  va_end(arguments);
  return made.bytes;
}

void rule_line(Maker *maker, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  Text made = arena_format_list(maker->arena, format, arguments);
  va_end(arguments);
  LIST_ADD(maker->arena, &maker->made->rules, const char *, made.bytes);
}

const char *reached(Maker *maker, MadeForm form, const char *expression) {
  maker->made->reached[form] = true;
  return expression;
}

/* ---- scopes -------------------------------------------------------------------------- */

void scope_name(Scope *scope, const char *name, Kind kind) {
  if (scope->named_count < MOST_NAMED)
    scope->named[scope->named_count++] = (NamedMade){ name, kind };
}

Scope scope_of(const Maker *maker, const TableMade *table, const char *path) {
  Scope scope = maker->parameters;
  scope.objects[0] = (ObjectMade){ path, table, NULL };
  scope.object_count = 1;
  return scope;
}

Scope scope_of_subject(const Maker *maker) {
  Scope scope = scope_of(maker, &maker->application, "");
  scope.governed = maker->governed;
  scope.subject = true;
  for (size_t i = 0; i < maker->define_count; i++)
    scope_name(&scope, maker->defines[i].name, maker->defines[i].kind);
  return scope;
}

/* ---- the whole ----------------------------------------------------------------------- */

Text made_text(Arena *arena, const MadeLines *lines) {
  size_t length = 0, at = 0;
  for (size_t i = 0; i < lines->count; i++)
    length += text_from(lines->items[i]).length + 1;
  char *bytes = arena_alloc(arena, length + 1);
  for (size_t i = 0; i < lines->count; i++)
    at += (size_t)snprintf(bytes + at, length + 1 - at, "%s\n", lines->items[i]);
  return (Text){ bytes, length };
}

void make_rules(Made *made, Arena *arena, uint64_t seed) {
  Maker *maker = arena_new(arena, Maker);
  *made = (Made){ .seed = seed };
  *maker = (Maker){ .arena = arena, .made = made,
                    .state = (seed + 1) * UINT64_C(0x9E3779B97F4A7C15) };
  for (size_t i = 0; i < 4; i++)
    chance(maker, 2);
  make_head(maker);
  make_records(maker);
  make_parameters(maker);
  make_defines(maker);
  make_plans(maker);
  make_decisions(maker);
  make_amendments(maker);
  make_rows(maker);
}
