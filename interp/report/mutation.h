/* mutation.h - the changes of the rules that no test notices, for people and for machines.
 *
 * Text: the survivors as source lines with the change below, then a line for each file and one
 * for all.  JSON: counts by file, and every change that was tried. */
#ifndef ANSLAG_INTERP_REPORT_MUTATION_H
#define ANSLAG_INTERP_REPORT_MUTATION_H

#include "interp/report/remarks.h"
#include "interp/trials/mutation.h"

/* Of one file, or of all. */
typedef struct {
  Text     path;
  size_t   tried, noticed, explained, survived;     /* survived: neither of the two before */
  size_t   by_source, by_figures;                   /* of those noticed */
} MutationCount;

typedef LIST(MutationCount) MutationCounts;

/* Adds the results to the counts of their files. */
void mutation_count(Arena *arena, MutationCounts *counts, const MutantResults *results,
                    const Sources *sources);
MutationCount mutation_sum(const MutationCounts *counts);
/* Noticed in a hundred, rounded down; 100 where nothing was tried. */
unsigned mutation_percent(const MutationCount *count);

void mutation_write_text(Writer *writer, const Screen *screen, const MutantResults *results,
                         const MutationCounts *counts, Sources *sources);
void mutation_write_json(Writer *writer, const MutantResults *results,
                         const MutationCounts *counts, Sources *sources);

#endif
