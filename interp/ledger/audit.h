/* audit.h - decisions taken, looked at afterwards: what went beyond powers, frames and rules.
 *
 *   audit_start(&audit, …);
 *   … each record as it was when decided: audit_look, audit_line for each change of a frame …
 *   … each record as it stands: audit_owed for what is late, audit_facts for each decision …
 *   audit_outlook(&audit, outlook);            controls that the rules have
 *   audit_finish(&audit);                      applications split, frames, order
 *
 * Decisions are those of anslag_decided and of the register.  Findings are told for decisions taken
 * from `from` until `until`; frames count all of them.  A decision whose record is gone is told by
 * audit_finish, among the facts.  Limits are those of the day of the decision.
 *
 * Owner: the arena of the audit.  Cost: linear; memory for decisions that grant money. */
#ifndef ANSLAG_INTERP_LEDGER_AUDIT_H
#define ANSLAG_INTERP_LEDGER_AUDIT_H

#include "interp/budget/outlook.h"
#include "interp/decide/owed.h"
#include "interp/decide/run.h"
#include "interp/ledger/since.h"

#define AUDIT_PARTS(X)                                                   \
  X(AUDIT_POWER,    "power",    MESSAGE("Delegation"))                   \
  X(AUDIT_FRAMES,   "frames",   MESSAGE("Frames"))                       \
  X(AUDIT_RULES,    "rules",    MESSAGE("Rules"))                        \
  X(AUDIT_SPLIT,    "split",    MESSAGE("Splitting"))                    \
  X(AUDIT_LATE,     "late",     MESSAGE("Reports"))                      \
  X(AUDIT_FACTS,    "facts",    MESSAGE("Facts"))                        \
  X(AUDIT_REGISTER, "register", MESSAGE("Register"))                     \
  X(AUDIT_CONTROLS, "controls", MESSAGE("Controls"))

typedef enum {
#define X(part, name, title) part,
  AUDIT_PARTS(X)
#undef X
  AUDIT_COUNT
} AuditPart;

typedef struct {
  Text    decision, record;     /* several records of one finding are parted by ", " */
  int64_t id;                   /* of anslag_decided; 0: of the register, or of no decision */
  bool    has_date, has_amount;
  Date    on;                   /* the day it was decided; of what is late: was due */
  Text    decider;
  int64_t amount;               /* minor units */
  Text    said, source;         /* in the language of the audit; source: of the rules */
  int64_t days;                 /* late by */
} AuditFinding;

/* The most that was drawn of a frame by decisions, and since when. */
typedef struct {
  const Frame *frame;
  Text    key;
  bool    has_limit, has_day;
  int64_t limit, most, drawn;   /* drawn: as added up so far */
  Date    on;
} AuditPeak;

/* A decision that granted money. */
typedef struct {
  Text    decision, record, decider, project;   /* project: who applies for what, folded */
  int64_t id, granted, limit;
  bool    has_date, has_limit;
  Date    on;
  Text    source;
} AuditGrant;

typedef struct {
  Arena       *arena;
  const Model *model;
  Language     language;
  bool         has_from, has_until;
  Date         from, until, as_of;
  const StoreTakenList *taken;
  Text       (*title)(Arena *arena, const Record *record);     /* what people call a record */
  Map          by_subject;      /* "decision record" -> const StoreTaken *, those that stand */
  Map          seen;            /* of these, those whose record is there */
  size_t       decisions;       /* within the days asked about */
  size_t       of_register;     /* of these */
  LIST(AuditFinding) findings[AUDIT_COUNT];
  LIST(AuditPeak)    peaks;
  LIST(AuditGrant)   grants;
} Audit;

extern const char *const audit_part_names[], *const audit_part_titles[];

void audit_start(Audit *audit);
/* The line that stands for that record; NULL: it is not decided by one. */
const StoreTaken *audit_taken(const Audit *audit, Arena *batch, Text decision, Text record);
/* `live`: the record as it stands, with its name. */
void audit_look(Audit *audit, const Judgement *judgement, const Record *live, Arena *batch);
void audit_line(Audit *audit, const FrameLine *line);
void audit_facts(Audit *audit, const StoreTaken *line, const RecordType *type,
                 const StoreFactList *then, const StoreFactList *now,
                 const StoreChanges *history, Arena *batch);
void audit_owed(Audit *audit, const OwedList *owed);
void audit_outlook(Audit *audit, const Outlook *outlook);
void audit_finish(Audit *audit);

/* Private to the files of the audit: a finding of that part, whose decision is told by the rest. */
void audit_add(Audit *audit, AuditPart part, AuditFinding finding);
Text audit_money(const Audit *audit, int64_t amount);
void audit_splits(Audit *audit);

#endif
