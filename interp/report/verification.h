/* verification.h - whether the record still says what was written: four verdicts, their faults. */
#ifndef ANSLAG_INTERP_REPORT_VERIFICATION_H
#define ANSLAG_INTERP_REPORT_VERIFICATION_H

#include "interp/ledger/verify.h"
#include "interp/report/screen.h"

void verification_write_text(Writer *writer, Arena *arena, const Screen *screen,
                             const Verification *verification);
/* {"whole":…,"runs":…,"decisions":…,"head":…,"verdicts":[{"part":…,"whole":…,"faults":[…]}]} */
void verification_write_json(Writer *writer, const Verification *verification);
/* What a fault says, in the language of the writer: "decision 14 (stod 212): …". */
void verification_put_fault(Writer *writer, Arena *arena, const VerifyFault *fault);

#endif
