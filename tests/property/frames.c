/* Frames, who decides out of them, and the order. */
#include "tests/property/maker.h"

#define BASIS "assumed \"Made.\""

static bool has_field(const TableMade *table, const char *name) {
  for (size_t i = 0; i < table->count; i++)
    if (text_equal(text_from(table->fields[i].name), text_from(name)))
      return true;
  return false;
}

/* Of parameters and keys alone. */
static const char *limit(Maker *maker) {
  maker->scope = maker->parameters;
  maker->scope.object_count = 0;
  switch (chance(maker, 4)) {
    case 0: return text(maker, "%zu_000 kr", 1 + chance(maker, 30));
    case 1: return text(maker, "(limit * %zu)", 1 + chance(maker, 8));
    case 2: return text(maker, "%zu kr", 100 + 50 * chance(maker, 100));
    default: return text(maker, "(portion of %zu_000 kr)", 1 + chance(maker, 60));
  }
}

static const char *yearly(Maker *maker) {
  static const char *const moved[] = { "", " carries over at most 10 %",
                                       " overdraws at most 250 kr",
                                       " carries over at most 1_000 kr overdraws at most 5 %" };
  const char *between = moved[chance(maker, 4)];
  if (*between)
    reached(maker, FORM_MADE_CARRIED, "");
  return reached(maker, FORM_MADE_YEARLY, text(maker, " in each year of received%s", between));
}

/* What a family's frame is for each of. */
static const char *keys(Maker *maker, FramesMade *frames) {
  switch (chance(maker, 6)) {
    case 0:
      return maker->governed ? yearly(maker) : "";
    case 1:
      if (has_field(&maker->organisation, "members") && once_in(maker, 2))
        return reached(maker, FORM_MADE_SHARED, " for each org shared by org.members");
      return reached(maker, FORM_MADE_KEYED, " for each org");
    case 2:
      return has_field(&maker->application, "sort")
                 ? reached(maker, FORM_MADE_KEYED, " for each sort") : "";
    case 3:
      if (!maker->calendar || !maker->governed)
        return "";
      reached(maker, FORM_MADE_ROLLING, "");
      return once_in(maker, 2)
                 ? " for each org rolling 12 months back from received"
                 : reached(maker, FORM_MADE_COUNTING,
                           " for each org rolling 3 years back from received counting w.given_sum "
                           "for w in award where w.receiver is org and w.given_on in the 3 years "
                           "before received");
    case 4:
      if (!has_field(&maker->application, "payments"))
        return "";
      frames->several = true;
      return reached(maker, FORM_MADE_SEVERAL,
                     " for each p.year counting p.paid for p in payments");
    default:
      return reached(maker, FORM_MADE_COUNTING,
                     " counting w.given_sum for w in award where w.receiver is org");
  }
}

static const char *more(Maker *maker) {
  if (once_in(maker, 6))
    return reached(maker, FORM_MADE_COUNTING,
                   " adds t.given_sum for t in award where t.given_on before 2026-01-01");
  if (!once_in(maker, 6))
    return "";
  maker->scope = scope_of_subject(maker);
  return text(maker, " only when %s",
              reached(maker, FORM_MADE_ONLY_WHEN, expression(maker, TRUTH, 3)));
}

static const char *outermost(Maker *maker, bool second) {
  if (second && maker->pooled && once_in(maker, 2))
    return reached(maker, FORM_MADE_WITHIN_OTHER, " within grant.pool");
  return maker->outside && once_in(maker, 2)
             ? reached(maker, FORM_MADE_OUTSIDE, " within all_money") : "";
}

FramesMade make_frames(Maker *maker, bool second) {
  static const char *const called[] = { "pool", "inner", "innermost" };
  FramesMade frames = { .count = chance(maker, 4) };
  for (size_t i = 0; i < frames.count; i++) {
    bool inside = i > 0 && !once_in(maker, 4);
    const char *parent = inside ? text(maker, " within %s", called[i - 1])
                                : outermost(maker, second);
    const char *keyed = once_in(maker, 2) ? keys(maker, &frames) : "";
    const char *ear = inside && !*keyed && once_in(maker, 4)
                          ? reached(maker, FORM_MADE_EARMARKED, " earmarked") : "";
    reached(maker, inside ? FORM_MADE_NESTED_FRAME : FORM_MADE_FRAME, "");
    const char *room = limit(maker);
    rule_line(maker, "  frame %s = %s%s%s%s%s " BASIS, called[i], room, parent, keyed, ear,
              *keyed ? "" : more(maker));
    frames.keyed |= *keyed != '\0';
    maker->pooled |= i == 0 && !second && !*keyed && !*parent;
    frames.names[i] = called[i];
  }
  return frames;
}
