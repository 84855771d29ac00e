#include "interp/report/profile.h"

#include "base/sort.h"
#include "base/unicode.h"

#include <inttypes.h>

enum { NAME_WIDTH = 28, TIME_WIDTH = 12, SHARE_WIDTH = 8, RULES_SHOWN = 20 };

static const char *const phase_names[] = {
#define X(phase, name) [phase] = name,
  PROFILE_PHASES(X)
#undef X
};

static const char *phase_title(const Screen *screen, ProfilePhase phase) {
  switch (phase) {
    case PHASE_READ:     return screen_words(screen, MESSAGE("reading records"));
    case PHASE_JUDGE:    return screen_words(screen, MESSAGE("judging by columns"));
    case PHASE_ALONE:    return screen_words(screen, MESSAGE("judging record by record"));
    case PHASE_ALLOCATE: return screen_words(screen, MESSAGE("serving the frames"));
    case PHASE_END:      return screen_words(screen, MESSAGE("endings"));
    case PHASE_DIGEST:   return screen_words(screen, MESSAGE("digest"));
    case PHASE_WRITE:    return screen_words(screen, MESSAGE("writing rows"));
    case PHASE_COMMIT:   return screen_words(screen, MESSAGE("committing"));
    case PHASE_REST:     return screen_words(screen, MESSAGE("the rest"));
    case PHASE_COUNT:    break;
  }
  return "";
}

static const char *const reason_names[] = {
#define X(reason, name) [reason] = name,
  ALONE_REASONS(X)
#undef X
};

static const char *reason_title(const Screen *screen, AloneReason reason) {
  switch (reason) {
    case ALONE_FIRST:
      return screen_words(screen, MESSAGE("the first of its kind: the others end as it does"));
    case ALONE_DECISION:
      return screen_words(screen, MESSAGE("the decision looks at other records at its turn"));
    case ALONE_DECIDED:
      return screen_words(screen, MESSAGE("a decision has been taken"));
    case ALONE_INVALID:
      return screen_words(screen, MESSAGE("invalid, or refers to a record that is"));
    case ALONE_TERM:
      return screen_words(screen, MESSAGE("a rule reads what columns do not have"));
    case ALONE_OPEN:
      return screen_words(screen, MESSAGE("what is missing depends on the record's other facts"));
    case ALONE_TRIED:
      return screen_words(screen, MESSAGE("values were tried for facts that are not known"));
    case ALONE_MANY:
      return screen_words(screen, MESSAGE("there are too many kinds of records"));
    case ALONE_VALUE:
      return screen_words(screen, MESSAGE("a value that columns do not have"));
    case ALONE_REASON:
      return screen_words(screen, MESSAGE("a reason that is about the record itself"));
    case ALONE_POWER:
      return screen_words(screen, MESSAGE("who decides is not known before the record is seen"));
    case ALONE_GRANTED:
      return screen_words(screen, MESSAGE("what it owes or is told, being granted something"));
    case ALONE_COUNT:
      break;
  }
  return "";
}

/* ---- lines --------------------------------------------------------------------------- */

static void put_right(Writer *writer, Text text, size_t width) {
  for (size_t i = unicode_width(text); i < width; i++)
    writer_put_char(writer, ' ');
  writer_put(writer, text);
}

/* 1.23 s, 4.5 ms: three figures that count. */
static Text time_text(Arena *arena, const Screen *screen, int64_t time) {
  bool seconds = time >= 1000000000;
  int64_t hundredths = time / (seconds ? 10000000 : 10000);
  return arena_format(arena, "%" PRId64 "%c%02" PRId64 " %s", hundredths / 100,
                      screen->swedish ? ',' : '.', hundredths % 100, seconds ? "s" : "ms");
}

static Text share_text(Arena *arena, int64_t time, int64_t total) {
  return arena_format(arena, "%" PRId64 " %%", total > 0 ? (time * 100 + total / 2) / total : 0);
}

static void put_line(Writer *writer, Arena *arena, const Screen *screen, Text name, int64_t time,
                     int64_t total) {
  writer_put(writer, TEXT("  "));
  screen_styled_pad(writer, screen, STYLE_PLAIN, name, NAME_WIDTH);
  put_right(writer, time_text(arena, screen, time), TIME_WIDTH);
  put_right(writer, share_text(arena, time, total), SHARE_WIDTH);
}

/* ---- phases -------------------------------------------------------------------------- */

static void put_phases(Writer *writer, Arena *arena, const Screen *screen,
                       const Profile *profile) {
  for (size_t i = 0; i < PHASE_COUNT; i++) {
    if (!profile->times[i] && !profile->records[i])
      continue;
    put_line(writer, arena, screen, text_from(phase_title(screen, (ProfilePhase)i)),
             profile->times[i], profile->total);
    if (profile->records[i])
      writer_say(writer, "  %.*s records",
                 TEXT_PRINT(screen_count(arena, profile->records[i])));
    if (i == PHASE_DIGEST && profile->beside)
      writer_say(writer, "  beside the writing");
    writer_put_char(writer, '\n');
  }
  put_line(writer, arena, screen, text_from(screen_words(screen, MESSAGE("in all"))),
           profile->total, profile->total);
  writer_put_char(writer, '\n');
}

/* ---- record by record ------------------------------------------------------------------ */

static bool has_alone(const Profile *profile) {
  size_t count = 0;
  for (size_t i = 0; i < ALONE_COUNT; i++)
    count += profile->alone[i];
  return count > 0;
}

/* Why, the commonest first. */
static void put_reasons(Writer *writer, Arena *arena, const Screen *screen,
                        const Profile *profile) {
  bool told[ALONE_COUNT] = { false };
  for (;;) {
    size_t most = ALONE_COUNT;
    for (size_t i = 0; i < ALONE_COUNT; i++)
      if (!told[i] && profile->alone[i] &&
          (most == ALONE_COUNT || profile->alone[i] > profile->alone[most]))
        most = i;
    if (most == ALONE_COUNT)
      return;
    told[most] = true;
    put_right(writer, screen_count(arena, profile->alone[most]), TIME_WIDTH);
    writer_print(writer, "  %s\n", reason_title(screen, (AloneReason)most));
  }
}

/* ---- rules --------------------------------------------------------------------------- */

static int by_time(const void *a, const void *b) {
  const ProfileRule *x = a, *y = b;
  return (x->time < y->time) - (x->time > y->time);
}

static Text rule_title(Arena *arena, const Screen *screen, const ProfileRule *rule) {
  Text decision = rule->decision->name;
  if (rule->rule)
    return screen_visible(arena, arena_format(arena, "%.*s.%.*s", TEXT_PRINT(decision),
                                              TEXT_PRINT(rule->rule->name)));
  return arena_format(arena, "%.*s: %s", TEXT_PRINT(decision),
                      screen_words(screen, MESSAGE("amounts, order")));
}

static int64_t time_of_rules(const Profile *profile) {
  int64_t total = 0;
  for (size_t i = 0; i < profile->rules.count; i++)
    total += profile->rules.items[i].time;
  return total;
}

static void put_rules(Writer *writer, Arena *arena, const Screen *screen,
                      const Profile *profile) {
  size_t count = profile->rules.count;
  int64_t total = time_of_rules(profile);
  ProfileRule *sorted = arena_array(arena, ProfileRule, count + 1);
  for (size_t i = 0; i < count; i++)
    sorted[i] = profile->rules.items[i];
  sorted = sort_stable(arena, sorted, count, sizeof *sorted, by_time);
  for (size_t i = 0; i < count && i < RULES_SHOWN; i++) {
    put_line(writer, arena, screen, rule_title(arena, screen, &sorted[i]), sorted[i].time, total);
    if (sorted[i].by_reference)
      writer_say(writer, "  %.*s record by record",
                 TEXT_PRINT(screen_count(arena, sorted[i].by_reference)));
    writer_put_char(writer, '\n');
  }
  int64_t others = 0;
  for (size_t i = RULES_SHOWN; i < count; i++)
    others += sorted[i].time;
  if (count > RULES_SHOWN) {
    put_line(writer, arena, screen, text_from(screen_words(screen, MESSAGE("other rules"))),
             others, total);
    writer_put_char(writer, '\n');
  }
}

void profile_write_text(Writer *writer, Arena *arena, const Screen *screen,
                        const Profile *profile) {
  writer_say(writer, "\nWhere the time went\n");
  put_phases(writer, arena, screen, profile);
  if (has_alone(profile)) {
    writer_say(writer, "\nRecords judged one by one, and why\n");
    put_reasons(writer, arena, screen, profile);
  }
  if (!profile->rules.count)
    return;
  writer_say(writer, "\nOf judging by columns, by rule\n");
  put_rules(writer, arena, screen, profile);
}

/* ---- JSON ---------------------------------------------------------------------------- */

void profile_write_json(Writer *writer, const Profile *profile) {
  writer_print(writer, "{\"total\":%" PRId64 ",\"phases\":{", profile->total);
  for (size_t i = 0; i < PHASE_COUNT; i++)
    writer_print(writer, "%s\"%s\":{\"time\":%" PRId64 ",\"records\":%zu}", i ? "," : "",
                 phase_names[i], profile->times[i], profile->records[i]);
  writer_put(writer, TEXT("},\"alone\":{"));
  for (size_t i = 0; i < ALONE_COUNT; i++)
    writer_print(writer, "%s\"%s\":%zu", i ? "," : "", reason_names[i], profile->alone[i]);
  writer_print(writer, "},\"digest_beside\":%s,\"rules\":[", profile->beside ? "true" : "false");
  for (size_t i = 0; i < profile->rules.count; i++) {
    const ProfileRule *rule = &profile->rules.items[i];
    writer_put(writer, i ? TEXT(",{\"decision\":") : TEXT("{\"decision\":"));
    writer_json(writer, rule->decision->name);
    writer_put(writer, TEXT(",\"rule\":"));
    if (rule->rule)
      writer_json(writer, rule->rule->name);
    else
      writer_put(writer, TEXT("null"));
    writer_print(writer, ",\"time\":%" PRId64 ",\"by_reference\":%zu}", rule->time,
                 rule->by_reference);
  }
  writer_put(writer, TEXT("]}"));
}
