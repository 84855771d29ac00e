/* instructions.h - a file of what people decided where it differs from a proposal.
 *
 * CSV with a heading: record (or the record's own name, key or title), outcome, granted, reason,
 * decider, reference, decision, in English or Swedish, in any order; only the record must be
 * there.  Amounts are in the main unit.  An outcome is a name or a title; `undecided` leaves the
 * record for another time.  Every cell that can't be read is reported where it stands.
 *
 * Owner: the arena; texts stay in the source. */
#ifndef ANSLAG_INTERP_LEDGER_INSTRUCTIONS_H
#define ANSLAG_INTERP_LEDGER_INSTRUCTIONS_H

#include "interp/ledger/take.h"

typedef LIST(Instruction) Instructions;

/* False (reported): the file cannot be used. */
bool instructions_read(Arena *arena, const Model *model, const Source *source, Diags *diags,
                       Instructions *instructions);

/* By name, title or what it is also called; NULL: the rules know no such body. */
const Body *instructions_body(const Model *model, Text name);

#endif
