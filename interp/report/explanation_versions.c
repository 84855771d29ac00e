/* Which version a record was judged by, and which days chose its values (semantics X3, X4, X7). */
#include "interp/report/explanation_parts.h"

/* ---- days ---------------------------------------------------------------------------- */

/* "until 2025-12-31", "from 2026-01-01"; empty: always. */
static Text days_text(const Gathering *gathering, Days days) {
  Arena *arena = gathering->arena;
  Text from = date_text(arena, days.from), to = date_text(arena, days.to);
  if (days.from == DATE_FIRST)
    return days.to == DATE_LAST ? TEXT_NONE
                                : arena_format(arena, explained_words(gathering, "until %.*s"),
                                               TEXT_PRINT(to));
  if (days.to == DATE_LAST)
    return arena_format(arena, explained_words(gathering, "from %.*s"), TEXT_PRINT(from));
  return arena_format(arena, explained_words(gathering, "from %.*s to %.*s"), TEXT_PRINT(from),
                      TEXT_PRINT(to));
}

Text explained_chosen(const Gathering *gathering, const DatedTerm *chosen, Text shown) {
  if (!chosen)
    return shown;
  Arena *arena = gathering->arena;
  Text when = days_text(gathering, chosen->days);
  if (chosen->versions && chosen->versions->from) {
    Text amendment = arena_format(arena, explained_words(gathering, "amendment %.*s"),
                                  TEXT_PRINT(chosen->versions->from->name));
    when = when.length ? arena_format(arena, "%.*s, %.*s", TEXT_PRINT(amendment),
                                      TEXT_PRINT(when))
                       : amendment;
  }
  return when.length ? arena_format(arena, "%.*s (%.*s)", TEXT_PRINT(shown), TEXT_PRINT(when))
                     : shown;
}

/* ---- the date of a clause --------------------------------------------------------------- */

Text explained_governing(const Gathering *gathering, const Term *governed, bool differs) {
  if (!governed || !differs)
    return TEXT_NONE;
  Arena *arena = gathering->arena;
  Evaluator *evaluator = gathering->judgement->evaluator;
  Text named = explained_expr(gathering, governed);
  Value date = evaluate(evaluator, governed);
  if (date.state == VALUE_KNOWN)
    return arena_format(arena, explained_words(gathering, "governed by %.*s: %.*s"),
                        TEXT_PRINT(named), TEXT_PRINT(date_text(arena, date.as.date)));
  Date run;
  if (!evaluator_run_date(evaluator, &run))
    return arena_format(arena, explained_words(gathering, "governed by %.*s, which is not known"),
                        TEXT_PRINT(named));
  return arena_format(arena, explained_words(gathering, "governed by %.*s, which is not known: the "
                                             "day of the run counts, %.*s"),
                      TEXT_PRINT(named), TEXT_PRINT(date_text(arena, run)));
}

/* ---- the version ------------------------------------------------------------------------- */

static Text named(Arena *arena, const Amendment *amendment) {
  return amendment->title.length ? arena_format(arena, "%.*s \"%.*s\"",
                                                TEXT_PRINT(amendment->name),
                                                TEXT_PRINT(amendment->title))
                                 : amendment->name;
}

/* When it applies: its days, or what it asks of the record. */
static Text condition_text(const Gathering *gathering, const Amendment *amendment) {
  if (!amendment->when)
    return days_text(gathering, amendment->in_force.items[0]);
  return arena_format(gathering->arena, explained_words(gathering, "when %.*s"),
                      TEXT_PRINT(explained_expr(gathering, amendment->when)));
}

static Text told(const Gathering *gathering, const Amendment *amendment, Value stands) {
  Arena *arena = gathering->arena;
  Text name = named(arena, amendment), condition = condition_text(gathering, amendment);
  const char *how =
      stands.state != VALUE_KNOWN
          ? explained_words(gathering, "perhaps as amended by %.*s (%.*s)")
      : stands.as.truth ? explained_words(gathering, "as amended by %.*s (%.*s)")
                        : explained_words(gathering, "not yet as amended by %.*s (%.*s)");
  return arena_format(arena, how, TEXT_PRINT(name), TEXT_PRINT(condition));
}

void explanation_gather_versions(const Gathering *gathering) {
  const Model *model = gathering->model;
  Evaluator *evaluator = gathering->judgement->evaluator;
  for (size_t i = 0; i < model->amendments.count; i++) {
    Versions versions = { .from = model->amendments.items[i] };
    Value stands = evaluator_stands(evaluator, &versions);
    if (stands.state == VALUE_ERROR)
      continue;
    Text line = told(gathering, model->amendments.items[i], stands);
    LIST_ADD(gathering->arena, &gathering->explanation->versions, Text,
             explained_text(gathering, line));
  }
}
