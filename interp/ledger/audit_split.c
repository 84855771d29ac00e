/* One project parted into several applications, each within a power that the whole is beyond. */
#include "base/sort.h"
#include "interp/ledger/audit.h"

enum { SPLIT_DAYS = 30 };

static int compare_grants(const void *left, const void *right) {
  const AuditGrant *a = left, *b = right;
  int order = text_compare(a->project, b->project);
  if (order)
    return order;
  if (a->has_date != b->has_date)
    return a->has_date ? -1 : 1;
  if (a->has_date && a->on != b->on)
    return a->on < b->on ? -1 : 1;
  return 0;
}

static bool is_within_days(const AuditGrant *first, const AuditGrant *next) {
  return first->has_date && next->has_date && next->on - first->on <= SPLIT_DAYS;
}

static bool is_asked_about(const Audit *audit, const AuditGrant *grants, size_t count) {
  for (size_t i = 0; i < count; i++)
    if ((!audit->has_from || grants[i].on >= audit->from) &&
        (!audit->has_until || grants[i].on <= audit->until))
      return true;
  return false;
}

static void put(Writer *writer, size_t number, const char *between, Text text) {
  writer_print(writer, "%s%.*s", number ? between : "", TEXT_PRINT(text));
}

static void add_split(Audit *audit, const AuditGrant *grants, size_t count, int64_t sum,
                      int64_t limit) {
  Writer records, amounts;
  writer_to_memory(&records, audit->arena);
  writer_to_memory(&amounts, audit->arena);
  for (size_t i = 0; i < count; i++) {
    put(&records, i, ", ", grants[i].record);
    put(&amounts, i, " + ", audit_money(audit, grants[i].granted));
  }
  const char *form = message(audit->language, MESSAGE("the same project: %.*s within %d days, "
                                                      "together above the limit %.*s"));
  audit_add(audit, AUDIT_SPLIT,
            (AuditFinding){
              .decision = grants[0].decision, .record = writer_text(&records),
              .id = grants[0].id, .has_date = true, .on = grants[count - 1].on,
              .decider = grants[0].decider, .has_amount = true, .amount = sum,
              .said = arena_format(audit->arena, form, TEXT_PRINT(writer_text(&amounts)),
                                   SPLIT_DAYS, TEXT_PRINT(audit_money(audit, limit))),
              .source = grants[0].source });
}

/* How many from the first on are within the days, and whether their sum is beyond its limit. */
static size_t take_group(Audit *audit, const AuditGrant *grants, size_t count) {
  size_t taken = 1;
  int64_t sum = grants[0].granted, limit = grants[0].limit;
  bool each_within = grants[0].has_limit && grants[0].granted <= limit;
  while (taken < count && text_equal(grants[taken].project, grants[0].project) &&
         is_within_days(&grants[0], &grants[taken])) {
    const AuditGrant *next = &grants[taken++];
    each_within &= next->has_limit && next->granted <= next->limit;
    limit = next->has_limit && next->limit > limit ? next->limit : limit;
    if (__builtin_add_overflow(sum, next->granted, &sum))
      sum = INT64_MAX;
  }
  if (taken > 1 && each_within && sum > limit && is_asked_about(audit, grants, taken))
    add_split(audit, grants, taken, sum, limit);
  return taken;
}

void audit_splits(Audit *audit) {
  AuditGrant *grants = sort_stable(audit->arena, audit->grants.items, audit->grants.count,
                                   sizeof(AuditGrant), compare_grants);
  for (size_t i = 0; i < audit->grants.count;)
    i += take_group(audit, &grants[i], audit->grants.count - i);
}
