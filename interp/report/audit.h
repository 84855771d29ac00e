/* audit.h - what an audit found: a screen, JSON, and a list for a spreadsheet. */
#ifndef ANSLAG_INTERP_REPORT_AUDIT_H
#define ANSLAG_INTERP_REPORT_AUDIT_H

#include "interp/ledger/audit.h"
#include "interp/ledger/verify.h"
#include "interp/report/screen.h"
#include "interp/report/sheet.h"

typedef struct {
  const Audit        *audit;
  const Verification *verification;
  bool                other_rules;    /* decisions were taken by other texts of the rules */
} AuditReport;

void audit_write_text(Writer *writer, Arena *arena, const Screen *screen,
                      const AuditReport *report);
void audit_write_json(Writer *writer, Arena *arena, const AuditReport *report);
/* A row for each finding, and for each fault of the chain. */
void audit_to_sheet(Sheet *sheet, const Screen *screen, const AuditReport *report);

#endif
