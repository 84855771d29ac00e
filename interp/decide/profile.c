#define _POSIX_C_SOURCE 200809L
#include "interp/decide/profile.h"

#include <time.h>

int64_t profile_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

Profile *profile_new(Arena *arena) {
  Profile *profile = arena_new(arena, Profile);
  int64_t now = profile_now();
  *profile = (Profile){ .arena = arena, .phase = PHASE_REST, .since = now, .begun = now };
  return profile;
}

ProfilePhase profile_enter(Profile *profile, ProfilePhase phase) {
  if (!profile)
    return PHASE_REST;
  ProfilePhase before = profile->phase;
  int64_t now = profile_now();
  profile->times[before] += now - profile->since;
  profile->since = now;
  profile->phase = phase;
  return before;
}

void profile_count(Profile *profile, ProfilePhase phase, size_t records) {
  if (profile)
    profile->records[phase] += records;
}

void profile_alone(Profile *profile, AloneReason reason, size_t records) {
  if (profile)
    profile->alone[reason] += records;
}

void profile_end(Profile *profile) {
  profile_enter(profile, PHASE_REST);
  if (profile)
    profile->total = profile->since - profile->begun;
}

void profile_add_rule(Profile *profile, const ProfileRule *rule) {
  for (size_t i = 0; i < profile->rules.count; i++) {
    ProfileRule *kept = &profile->rules.items[i];
    if (kept->decision != rule->decision || kept->rule != rule->rule)
      continue;
    kept->time += rule->time;
    kept->by_reference += rule->by_reference;
    return;
  }
  LIST_ADD(profile->arena, &profile->rules, ProfileRule, *rule);
}
