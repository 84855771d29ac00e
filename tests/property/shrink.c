#include "tests/property/shrink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- one judgement ------------------------------------------------------------------- */

typedef struct { Trial *trial; const Made *made; } Checking;

static void check(void *context) {
  Checking *checking = context;
  trial_check(checking->trial, checking->made);
}

static void tell_errors(const Trial *trial) {
  for (size_t i = 0; i < trial->diags.list.count; i++) {
    const Diag *diag = trial->diags.list.items[i];
    if (diag->severity == SEVERITY_ERROR)
      printf("%s %.*s\n", diag_code_text(diag->code), TEXT_PRINT(diag->message));
  }
}

static char *own(Text text) {
  char *copy = calloc(text.length + 1, 1);
  if (!copy)
    abort();
  memcpy(copy, text.bytes, text.length);
  return copy;
}

void judge_made(const Made *made, const Manner *manner, Counted *counted, Answer *answer) {
  Trial *trial = calloc(1, sizeof *trial);
  if (!trial)
    abort();
  *answer = (Answer){ .valid = false };
  Checking checking = { trial, made };
  bool runs = manner->only || made->again || made->seed % 6 == 0;
  if (runs && made->seed % 5)              /* of the others a run makes its tables itself */
    trial->ready = manner->ready;
  answer->valid = memory_guard(&trial->memory, check, &checking) && trial->model;
  if (!answer->valid && manner->errors)
    tell_errors(trial);
  answer->judged = answer->valid && trial_read(trial);
  Comparing comparing = { .trial = trial, .counted = counted, .planted = manner->planted,
                          .only = manner->only, .all = manner->only || made->again };
  if (answer->judged && !compare_all(&comparing, &answer->comparison)) {
    answer->differs = true;
    answer->difference = own(comparing.difference);
  }
  trial_close(trial);
  free(trial);
}

void answer_free(Answer *answer) {
  free(answer->difference);
  answer->difference = NULL;
}

/* ---- leaving out --------------------------------------------------------------------- */

typedef struct {
  Arena  *arena;
  Made   *made;
  Answer *answer;
  Text    ready;
  size_t  left;                 /* how many may still be tried */
} Shrinking;

/* Does what is made now differ in the same comparison? */
static bool still(Shrinking *shrinking) {
  Counted counted = { 0 };
  Answer answer;
  if (!shrinking->left)
    return false;
  shrinking->left--;
  const Manner manner = { .only = shrinking->answer->comparison->name,
                          .ready = shrinking->ready };
  judge_made(shrinking->made, &manner, &counted, &answer);
  if (answer.differs) {
    answer_free(shrinking->answer);
    *shrinking->answer = answer;
    return true;
  }
  answer_free(&answer);
  return false;
}

/* How many lines are one part: a declaration with its clauses, a clause with what is deeper. */
static size_t indented(const char *line) {
  return strspn(line, " ");
}

static size_t part(const MadeLines *lines, size_t first) {
  size_t count = 1;
  while (first + count < lines->count &&
         indented(lines->items[first + count]) > indented(lines->items[first]))
    count++;
  return count;
}

static bool without(Shrinking *shrinking, MadeLines *lines, size_t first, size_t count) {
  MadeLines before = *lines;
  const char **items = arena_array(shrinking->arena, const char *, lines->count + 1);
  memcpy(items, lines->items, first * sizeof *items);
  memcpy(items + first, lines->items + first + count,
         (lines->count - first - count) * sizeof *items);
  *lines = (MadeLines){ items, lines->count - count, lines->count + 1 };
  if (still(shrinking))
    return true;
  *lines = before;
  return false;
}

/* From the end, so that what reads is left out before what is read. */
static bool leave_out(Shrinking *shrinking, MadeLines *lines, bool parts) {
  bool shorter = false;
  for (size_t i = lines->count; i-- > 0;)
    shorter |= without(shrinking, lines, i, parts ? part(lines, i) : 1);
  return shorter;
}

/* ---- simpler expressions ------------------------------------------------------------- */

static const char *closing(const char *open) {
  size_t depth = 0;
  for (const char *at = open; *at; at++) {
    if (*at == '(')
      depth++;
    else if (*at == ')' && --depth == 0)
      return at;
  }
  return NULL;
}

/* The line with what stands from `first` to `last`, both included, replaced. */
static bool replaced(Shrinking *shrinking, const char **line, const char *first, const char *last,
                     const char *with, size_t length) {
  const char *before = *line;
  *line = arena_format(shrinking->arena, "%.*s%.*s%s", (int)(first - before), before, (int)length,
                       with, last + 1).bytes;
  if (still(shrinking))
    return true;
  *line = before;
  return false;
}

/* ( … (inner) … ) by (inner), by a word of it, or by a constant. */
static bool simpler(Shrinking *shrinking, const char **line, const char *open) {
  static const char *const constants[] = { "yes", "no", "1 kr", "1", "10 %", "2026-01-01", "open",
                                           "amount", "received" };
  const char *close = closing(open);
  if (!close)
    return false;
  for (const char *inner = open + 1; inner < close; inner++) {
    const char *end = *inner == '(' ? closing(inner) : NULL;
    if (!end)
      continue;
    if (replaced(shrinking, line, open, close, inner, (size_t)(end - inner) + 1))
      return true;
    inner = end;
  }
  if (close - open <= 12)
    return false;
  for (size_t i = 0; i < sizeof constants / sizeof *constants; i++)
    if (replaced(shrinking, line, open, close, constants[i], strlen(constants[i])))
      return true;
  return false;
}

static bool simplify(Shrinking *shrinking, const char **line) {
  bool shorter = false;
  for (size_t at = 0; (*line)[at]; at++)
    while ((*line)[at] == '(' && simpler(shrinking, line, *line + at))
      shorter = true;
  return shorter;
}

void shrink(Arena *arena, Made *made, Text ready, Answer *answer) {
  Shrinking shrinking = { arena, made, answer, ready, 1500 };
  bool shorter = true;
  while (shorter && shrinking.left) {
    shorter = leave_out(&shrinking, &made->rows, false);
    shorter |= leave_out(&shrinking, &made->rules, true);
    for (size_t i = 0; i < made->rules.count; i++)
      shorter |= simplify(&shrinking, &made->rules.items[i]);
  }
}
