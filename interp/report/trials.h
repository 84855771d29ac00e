/* trials.h - what became of the tests, for people and for machines.
 *
 * Text is the closing line alone: what does not hold has been reported as a
 * diagnostic with its place.  A file whose rules have errors is one failure. */
#ifndef ANSLAG_INTERP_REPORT_TRIALS_H
#define ANSLAG_INTERP_REPORT_TRIALS_H

#include "base/writer.h"

typedef struct {
  Text       path, name;
  size_t     line;            /* 0: the file as a whole */
  bool       passed;
  LIST(Text) failures;
} TrialRow;

typedef LIST(TrialRow) TrialRows;

size_t trials_failed(const TrialRows *rows);

void trials_write_text(Writer *writer, const TrialRows *rows);
void trials_write_tap(Writer *writer, const TrialRows *rows);
void trials_write_junit(Writer *writer, Arena *arena, const TrialRows *rows);
void trials_write_json(Writer *writer, const TrialRows *rows);

#endif
