/* running.h - what the files that run nodes share.  Private to interp/plan. */
#ifndef ANSLAG_INTERP_PLAN_RUNNING_H
#define ANSLAG_INTERP_PLAN_RUNNING_H

#include "interp/plan/census.h"
#include "interp/plan/nodes.h"

/* NULL: all known. */
const uint8_t *run_states(const Node *node);
/* Is any row beyond UNKNOWN: without a value, or left to the reference? */
bool           run_is_odd(const Node *node);
CellState      run_state_at(const Node *node, size_t row);
/* States of what is computed from both (`b` may be NULL); none where both are known. */
void           run_join_states(Node *node, const Node *a, const Node *b, size_t rows);
/* The same of truths, where one operand may settle it. */
void           run_finish_truths(Node *node, const Node *a, const Node *b, size_t rows);
/* Before single rows are marked ODD. */
void           run_own_states(Node *node, size_t rows);
/* The operand's numbers times its factor; in `room` where that is not 1. */
const int64_t *run_scaled(const Node *node, int64_t factor, int64_t *room, size_t rows);

void run_column(const Plan *plan, Node *node, size_t rows);
void run_gather(const Plan *plan, Node *node, size_t rows);
void run_state(const Plan *plan, Node *node, const Node *a, size_t rows);
void run_connective(Node *node, const Node *a, const Node *b, size_t rows);
void run_not(Node *node, const Node *a, size_t rows);
void run_compare(Node *node, const Node *a, const Node *b, size_t rows);

void run_arithmetic(Node *node, const Node *a, const Node *b, size_t rows);
void run_quotient(Node *node, const Node *a, const Node *b, size_t rows);
void run_sign(Node *node, const Node *a, size_t rows);
void run_round(Node *node, const Node *a, size_t rows);
void run_keep(Node *node, const Node *a, size_t rows);
void run_choice(Node *node, const Node *a, const Node *b, const Node *c, size_t rows);
void run_lowered(Node *node, const Node *a, const Node *b, const Node *c, size_t rows);

/* An item of any form but a duration: a truth, a number or a name. */
int64_t        run_item(const Node *node, size_t row);
void           run_put_item(Node *node, size_t row, int64_t item);
/* What is known of it: of a truth, its byte says so. */
CellState      run_item_state(const Node *node, size_t row);
/* The other way round; a truth that is none is ODD. */
void           run_set_state(Node *node, size_t row, CellState state);
/* Comparisons' states, once the truths are those of known values. */
void run_settle_compared(Node *node, const Node *a, const Node *b, size_t rows);
/* A choice's, once its values are those of known conditions. */
void run_choose_states(Node *node, const Node *a, const Node *b, const Node *c, size_t rows);
bool run_same_ratio(const Node *a, const Node *b, size_t row);
/* number / by in whole steps. */
Int128 run_rounded(Int128 number, Int128 by, RoundedKind kind);
/* Where it, or what it reads, is a RATIO. */
void run_rational(Node *node, const Node *a, const Node *b, const Node *c, size_t rows);
void run_remainder(Node *node, const Node *a, const Node *b, size_t rows);
void run_grid(const Plan *plan, Node *node, size_t rows);
void run_excepted(const Plan *plan, Node *node, const Node *a, size_t rows);
void run_lifted(const Plan *plan, Node *node, size_t rows);
void run_memo(Plan *plan, Node *node, size_t rows, Arena *batch);

void run_shift(const Plan *plan, Node *node, const Node *a, const Node *b, size_t rows);
void run_days(Node *node, const Node *a, const Node *b, size_t rows);
void run_part(Node *node, const Node *a, size_t rows);
void run_governed(const Plan *plan, Node *node, const Node *a, size_t rows);
/* What it is of, but that a day that is none is not known. */
void run_versioned(Node *node, const Node *a, size_t rows);
void run_called(const Plan *plan, Node *node, const Node *a, const Node *b, size_t rows);
/* A parameter that differs with the date. */
void run_dated(const Plan *plan, Node *node, const Node *a, size_t rows);

#endif
