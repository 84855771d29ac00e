/* difference_inside.h - what the files of the difference report share; private to interp/report.
 *
 * A change is told in rows: a name, what was, what is, the date it goes by. */
#ifndef ANSLAG_INTERP_REPORT_DIFFERENCE_INSIDE_H
#define ANSLAG_INTERP_REPORT_DIFFERENCE_INSIDE_H

#include "interp/report/difference.h"

typedef struct {
  const RulesChange *change;
  Text name, before, after;     /* before, after: empty where there is none */
  Text governed;                /* "received"; empty: not told */
} ChangeRow;

typedef LIST(ChangeRow) ChangeRows;

/* The rows of all changes, in words; `only_words`: of those that decide nothing otherwise, else
 * of the others. */
ChangeRows difference_rows(Arena *arena, const Screen *screen, const Comparison *comparison,
                           bool only_words);
/* The amendment by which the change holds for a record; NULL: by none. */
const Amendment *difference_amendment(const RulesChange *change);
/* An aspect of one side as written; whole: not shortened to what follows the name. */
Text difference_aspect(Arena *arena, const Screen *screen, const Comparison *comparison,
                       const RulesPart *part, const Aspect *aspect, bool after);
/* "hemtagning", or its title where that is what people read. */
Text difference_part_name(Arena *arena, const Screen *screen, const RulesPart *part);


/* ---- a page of text ------------------------------------------------------------------- */

typedef struct {
  Writer       *writer;
  Arena        *arena;
  const Screen *screen;
  const DifferenceReport *report;
} DifferencePage;

/* The wider of `width` and the text's own width, where that is at most `most`. */
size_t difference_widest(size_t width, Text text, size_t most);
/* The text; a dash where there is none. */
Text difference_dash(Text text);
const char *difference_arrow(const DifferencePage *page, bool same);
/* "119.98 mkr → 149.99 mkr"; the one figure where they are the same. */
Text difference_amounts(const DifferencePage *page, int64_t before, int64_t after,
                        const Currency *currency);
/* "received no earlier than 2026-09-01", or "received from 2026-09-01". */
Text difference_condition(const DifferencePage *page, const Amendment *amendment,
                          const Term *governed);
/* "not decided before 2026-09-01". */
Text difference_not_before(const DifferencePage *page, const Amendment *amendment,
                           const Term *date);
/* A line begun with obs. */
void difference_put_remark(const DifferencePage *page, Text text);
/* A line for each record that differs, several on one where they differ alike; or a line for all
 * that have the same EndingPair.group (difference_pairs.c). */
void difference_put_pairs(const DifferencePage *page, const EndingsOf *of);
void difference_put_gathered(const DifferencePage *page, const EndingsOf *of);
/* Groups of a transition, counts, remarks, then each record (difference_records.c). */
void difference_put_endings(const DifferencePage *page, const Endings *endings,
                            const EndingsOf *of);

#endif
