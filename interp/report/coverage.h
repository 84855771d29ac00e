/* coverage.h - how much of each source document the rules cite, sentence by sentence.
 *
 * A sentence is encoded if words of it stand in a rule's quote, else declared not
 * encoded or background if words of it stand there, else open; a heading that nothing
 * cites is told apart.  One that stands again in the same words is as it was the first
 * time.  Documents that could not be read are left out (they have been reported).
 * Owner: the arena.  Cost: linear in the documents, n log n in the citations. */
#ifndef ANSLAG_INTERP_REPORT_COVERAGE_H
#define ANSLAG_INTERP_REPORT_COVERAGE_H

#include "interp/check/model.h"
#include "interp/report/screen.h"
#include "interp/report/sentences.h"
#include "interp/report/sheet.h"

#define COVERED_KINDS(X)                          \
  X(COVERED_ENCODED,     MESSAGE("encoded"))      \
  X(COVERED_NOT_ENCODED, MESSAGE("not encoded"))  \
  X(COVERED_BACKGROUND,  MESSAGE("background"))   \
  X(COVERED_HEADING,     MESSAGE("headings"))     \
  X(COVERED_OPEN,        MESSAGE("open"))

typedef enum {
#define X(kind, label) kind,
  COVERED_KINDS(X)
#undef X
  COVERED_COUNT
} Covered;

typedef struct {
  const Document *document;
  Sentences       sentences;
  Covered        *covered;      /* of each sentence */
  size_t          counts[COVERED_COUNT];
} DocumentCoverage;

typedef LIST(DocumentCoverage) Coverage;

/* Only the guideline's own documents: what the standard library cites is its own. */
Coverage coverage_of(Arena *arena, const Model *model);

/* Counts, and the sentences that are open. */
void coverage_write_text(Writer *writer, const Screen *screen, const Coverage *coverage);
void coverage_write_json(Writer *writer, const Coverage *coverage);
/* A row for each sentence. */
void coverage_to_sheet(Sheet *sheet, const Coverage *coverage);

#endif
