/* running.h - what the files that run nodes share.  Private to interp/plan. */
#ifndef ANSLAG_INTERP_PLAN_RUNNING_H
#define ANSLAG_INTERP_PLAN_RUNNING_H

#include "interp/plan/census.h"
#include "interp/plan/nodes.h"

/* NULL: all known. */
const uint8_t *run_states(const Node *node);
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

void run_shift(Node *node, const Node *a, const Node *b, size_t rows);
void run_days(Node *node, const Node *a, const Node *b, size_t rows);
void run_part(Node *node, const Node *a, size_t rows);
void run_governed(const Plan *plan, Node *node, const Node *a, size_t rows);
/* What it is of, but that a day that is none is not known. */
void run_versioned(Node *node, const Node *a, size_t rows);
void run_called(const Plan *plan, Node *node, const Node *a, size_t rows);
/* A parameter that differs with the date. */
void run_dated(const Plan *plan, Node *node, const Node *a, size_t rows);

#endif
