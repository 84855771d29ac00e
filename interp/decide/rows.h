/* rows.h - what a judgement becomes in the tables: its ending, findings, values, deadlines.
 *
 * Private to interp/decide.  Texts are the model's, or live in `batch`.  A judgement that its
 * visitor is looking at: values of amendments and ladders are told by its evaluator. */
#ifndef ANSLAG_INTERP_DECIDE_ROWS_H
#define ANSLAG_INTERP_DECIDE_ROWS_H

#include "interp/decide/judge.h"

typedef LIST(StoreFinding)  StoreFindings;
typedef LIST(StoreValue)    StoreValues;
typedef LIST(StoreDeadline) StoreDeadlines;

/* All but its findings. */
StoreEnding    rows_ending(const Judgement *judgement, Arena *batch);
/* What is not as it should be, in the order of the rules; then of ladders. */
StoreFindings  rows_findings(const Judgement *judgement, Arena *batch);
/* Amounts that say more than what was asked, what is shown, the version, steps of ladders. */
StoreValues    rows_values(const Judgement *judgement, Arena *batch);
StoreDeadlines rows_deadlines(const Judgement *judgement, Arena *batch);

/* The only state of an amount that is a field as it stands is in `asked` already. */
bool rows_say_amounts(const Decision *decision);
/* Is the version told beside what is shown? */
bool rows_say_version(const Model *model, const Decision *decision);
/* "riktlinjer: line 41: ett maxbelopp om 1 mkr", or what is assumed; of several the first. */
Text rows_source(const Model *model, Arena *batch, const ModelBases *bases);

#endif
