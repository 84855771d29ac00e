/* digest.h - the SHA-256 over a run's decisions, line by line (semantics H1).
 *
 * For interp/decide and interp/ledger.  digest_start, then digest_lines of each finished
 * judgement, decision by decision in order of the file and in key order, then sha256_finish. */
#ifndef ANSLAG_INTERP_DECIDE_DIGEST_H
#define ANSLAG_INTERP_DECIDE_DIGEST_H

#include "base/sha256.h"
#include "interp/decide/judge.h"

Sha256 *digest_start(Memory *memory);
Text    digest_lines(const Judgement *judgement, Arena *batch);   /* lives in `batch` */
Text    digest_deadlines(const Judgement *judgement, Arena *batch);   /* those of them alone */

#endif
