/* line.h - the hash of a decision taken, as the chain has it (semantics H3).
 *
 * It is the SHA-256 of lines that each end in LF: first `anslag-decided-1` and the columns of
 * anslag_decided in order, up to previous_hash, then a line `F, field, value` for each fact that
 * the decision rests on, as written.  Fields are parted by TAB, written as in base/canonical.h. */
#ifndef ANSLAG_INTERP_LEDGER_LINE_H
#define ANSLAG_INTERP_LEDGER_LINE_H

#include "interp/store/ledger.h"

Text line_hash(Arena *arena, const StoreTaken *line, const StoreFact *facts, size_t count);

#endif
