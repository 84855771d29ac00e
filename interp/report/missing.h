/* missing.h - the facts that incomplete records lack, by who has to supply them.
 *
 * Add every judgement of a run, or be the reader of its harvest (decide/harvest.h); then write.
 * Owner: the arena. */
#ifndef ANSLAG_INTERP_REPORT_MISSING_H
#define ANSLAG_INTERP_REPORT_MISSING_H

#include "base/map.h"
#include "interp/decide/harvest.h"
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
  Text      word;               /* the name as rules write it */
  LIST(MissingCase) cases;
  size_t    records;            /* distinct */
} MissingFact;

/* What the records of an ending lack. */
typedef struct { LIST(Ask) asks; } MissingWay;

typedef struct {
  Arena *arena;
  Map    ways;                  /* by the words of the harvest, to MissingWay */
  Map    facts;                 /* by owner and name, to MissingFact */
  Map    seen[4];               /* records that lack something of an owner */
  size_t records;               /* incomplete ones */
  size_t invalid;               /* with something that cannot be read or computed */
  Text   noun;                  /* what the records are */
  const RecordType *of;         /* their type, the last met */
  const Model *model;
} Missing;

void missing_init(Missing *missing, Arena *arena, const Model *model);
void missing_add(Missing *missing, const Judgement *judgement);
/* The words of a harvest, and what is taken of it; `context` is the Missing. */
Text missing_words(void *context, const Judgement *judgement, Arena *batch);
void missing_take(void *context, const Harvest *harvest);
/* For who takes a harvest and more of it: what those words stand for (NULL: nothing is missing),
 * and a record that ended so. */
const MissingWay *missing_way(const Missing *missing, Text words);
void missing_add_ended(Missing *missing, const RecordType *type, Text key, OutcomeKind kind,
                       const MissingWay *way);

/* All facts, those that most records lack first (then as first met). */
typedef LIST(const MissingFact *) WantedFacts;
WantedFacts missing_wanted(const Missing *missing);

void missing_write_text(Writer *writer, const Screen *screen, const Missing *missing);
void missing_write_json(Writer *writer, const Missing *missing);
/* A row for each record and fact. */
void missing_to_sheet(Sheet *sheet, const Screen *screen, const Missing *missing);

#endif
