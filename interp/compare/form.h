/* form.h - what a term means, as text: two terms of the same form mean the same.
 *
 * No part of a form are the names of variables and of what stands on one side only (definitions
 * and parameters are worked in), the order of what has no order (and, or, sums, products, lists
 * of values, rows of a table with one match), how a comparison is turned, units, layout.
 * Parameters and tables that both sides have are told by name: what became of them is a change
 * of their own.  Long forms are shortened to a fingerprint.
 *
 * Owner: the arena.  Cost: linear in the terms, with definitions worked in, up to a limit beyond
 * which definitions are told by name. */
#ifndef ANSLAG_INTERP_COMPARE_FORM_H
#define ANSLAG_INTERP_COMPARE_FORM_H

#include "base/map.h"
#include "interp/compare/side.h"

typedef struct FormBinding FormBinding;

typedef struct {
  Arena             *arena;
  const RulesSide        *side;
  const Map         *shared;      /* names of both sides, as form_name tells them */
  const Decision    *decision;    /* whose named amounts may be read; or NULL */
  bool               by_name;     /* definitions of both sides are told by name too */
  size_t             steps;       /* taken so far */
  unsigned           depth;       /* of variables bound */
  const FormBinding *bindings;
} Former;

/* Empty where there is no term. */
Text form_of(Former *former, const Term *term);
/* The text itself, or its fingerprint where it is long. */
Text form_shortened(Arena *arena, Text text);
Text form_value(Arena *arena, Value value, const Type *type);
Text form_exceptions(Former *former, const Exceptions *exceptions);
/* Of a parameter: its values with their days. */
Text form_parameter(Former *former, const Parameter *parameter);
Text form_table(Former *former, const DataTable *table);

/* "p limit", "d net_effect", "t rates": how Former.shared has them. */
Text form_name(Arena *arena, char kind, Text name);
/* The names that both have. */
Map *form_shared(Arena *arena, const Model *a, const Model *b);
/* Does only one side have the parameter?  Then it stands for its values. */
bool form_one_sided(const Former *former, const Parameter *parameter);

#endif
