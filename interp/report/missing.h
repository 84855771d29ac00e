/* missing.h - the facts that incomplete records lack, by who has to supply them.
 *
 * Add every judgement of a run; then write.  Owner: the arena. */
#ifndef ANSLAG_INTERP_REPORT_MISSING_H
#define ANSLAG_INTERP_REPORT_MISSING_H

#include "base/map.h"
#include "interp/decide/judge.h"
#include "interp/report/screen.h"
#include "interp/report/sheet.h"

typedef struct {
  Text record;                  /* the key of the record judged */
  Text path;                    /* the fact in full: applicants[3].owned_share */
  bool possibly;                /* it may turn out not to matter */
} MissingCase;

typedef struct {
  FactOwner owner;
  bool      pending;            /* left open by the rules, asked of nobody */
  Text      name, title, supplier;
  LIST(MissingCase) cases;
  size_t    records;            /* distinct */
} MissingFact;

typedef struct {
  Arena *arena;
  Map    facts;                 /* by owner and name, to MissingFact */
  Map    seen[4];               /* records that lack something of an owner */
  size_t records;               /* incomplete ones */
  size_t invalid;               /* with something that cannot be read or computed */
  Text   noun;                  /* what the records are */
  const Model *model;
} Missing;

void missing_init(Missing *missing, Arena *arena, const Model *model);
void missing_add(Missing *missing, const Judgement *judgement);

void missing_write_text(Writer *writer, const Screen *screen, const Missing *missing);
void missing_write_json(Writer *writer, const Missing *missing);
/* A row for each record and fact. */
void missing_to_sheet(Sheet *sheet, const Missing *missing);

#endif
