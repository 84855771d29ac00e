#include "base/unicode.h"

#include <utf8proc.h>

/* Costs are counted in half edits: a missing accent or ring is half a slip, since
 * Swedish words are often typed without them ("atgard" for "åtgärd"). */
enum { WHOLE_EDIT = 2, HALF_EDIT = 1 };

typedef struct {
  const int32_t *points;      /* folded code points */
  const int32_t *bases;       /* the same without their marks */
  size_t         length;
} Name;

/* The letter under the marks: a for å and ä. */
static int32_t base_letter(int32_t code_point) {
  int32_t parts[16];
  int last_class = 0;
  utf8proc_ssize_t made =
      utf8proc_decompose_char(code_point, parts, 16, UTF8PROC_DECOMPOSE, &last_class);
  return made > 0 ? parts[0] : code_point;
}

static Name read_name(Arena *arena, Text text) {
  Text folded = unicode_fold(arena, text);
  size_t count = unicode_count(folded), offset = 0;
  int32_t *points = arena_array(arena, int32_t, count);
  int32_t *bases = arena_array(arena, int32_t, count);
  for (size_t i = 0; i < count; i++) {
    points[i] = unicode_next(folded, &offset);
    if (points[i] < 0)
      points[i] = (int32_t)(unsigned char)folded.bytes[offset++] + 0x110000;
    bases[i] = points[i] < 0x110000 ? base_letter(points[i]) : points[i];
  }
  return (Name){ points, bases, count };
}

static size_t least(size_t a, size_t b) {
  return a < b ? a : b;
}

static size_t replace_cost(Name a, size_t i, Name b, size_t j) {
  if (a.points[i] == b.points[j])
    return 0;
  return a.bases[i] == b.bases[j] ? HALF_EDIT : WHOLE_EDIT;
}

static bool swapped(Name a, size_t i, Name b, size_t j) {
  return i > 0 && j > 0 && a.bases[i] == b.bases[j - 1] && a.bases[i - 1] == b.bases[j];
}

/* The table's row for the first i + 1 letters of a, from the two rows above; only
 * columns within `reach` of the diagonal can matter.  Returns the row's least. */
static size_t fill_row(Name a, Name b, size_t i, size_t reach, size_t *rows[3]) {
  size_t first = i + 1 > reach ? i + 1 - reach : 0;
  size_t last = least(b.length, i + 1 + reach);
  size_t smallest = SIZE_MAX;
  for (size_t j = first; j <= last; j++) {
    size_t cost = rows[1][j] + WHOLE_EDIT;
    if (j > first)
      cost = least(cost, rows[2][j - 1] + WHOLE_EDIT);
    if (j > 0)
      cost = least(cost, rows[1][j - 1] + replace_cost(a, i, b, j - 1));
    if (j > 1 && swapped(a, i, b, j - 1))
      cost = least(cost, rows[0][j - 2] + WHOLE_EDIT);
    rows[2][j] = cost;
    smallest = least(smallest, cost);
  }
  if (last < b.length)
    rows[2][last + 1] = SIZE_MAX / 2;   /* beyond the reach; read by the next row */
  if (first > 0)
    rows[2][first - 1] = SIZE_MAX / 2;
  return smallest;
}

/* In half edits; anything above 2 * most once it is sure to be that. */
static size_t measure(Arena *scratch, Name a, Name b, unsigned most) {
  size_t longer = a.length > b.length ? a.length : b.length;
  size_t shorter = least(a.length, b.length);
  if (longer - shorter > most)
    return SIZE_MAX;
  size_t reach = least(most, longer);
  size_t *rows[3];
  for (size_t k = 0; k < 3; k++) {
    rows[k] = arena_array(scratch, size_t, b.length + 2);
    for (size_t j = 0; j <= b.length + 1; j++)
      rows[k][j] = k == 1 ? j * WHOLE_EDIT : SIZE_MAX / 2;
  }
  for (size_t i = 0; i < a.length; i++) {
    if (fill_row(a, b, i, reach, rows) > (size_t)most * WHOLE_EDIT)
      return SIZE_MAX;
    size_t *oldest = rows[0];
    rows[0] = rows[1];
    rows[1] = rows[2];
    rows[2] = oldest;
  }
  return rows[1][b.length];
}

unsigned unicode_distance(Arena *arena, Text a, Text b, unsigned most) {
  Arena scratch;    /* one error may be held against every name there is */
  arena_init_deferred(&scratch, arena->memory);
  Name left = read_name(&scratch, a), right = read_name(&scratch, b);
  size_t halves = measure(&scratch, left, right, most);
  memory_release(arena->memory, &scratch);
  size_t edits = halves / WHOLE_EDIT + halves % WHOLE_EDIT;
  return edits <= most ? (unsigned)edits : most < UINT32_MAX ? most + 1 : most;
}

void unicode_nearest(UnicodeNearest *nearest, Text candidate) {
  if (candidate.length == 0)
    return;
  unsigned edits = unicode_distance(nearest->arena, nearest->name, candidate, nearest->least);
  if (edits >= nearest->least)
    return;
  nearest->least = edits;
  nearest->best = candidate;
}
