/* sift.h - how each record of a decision stands before allocation, in columns.
 *
 *   Sift *sift = sift_new(arena, model, decision, census);
 *   const Sifted *sifted = sift_judge(sift, &under);       first time: all of it
 *   sifted = sift_judge(sift, &changed);                   then only what depends on the change
 *
 * The same as judge_record for every record: kind, own outcome, asked, amount, keys, masks and
 * draws, rule by rule.  What the batch evaluator cannot settle exactly (an error, an unknown that
 * U2 to U4 may settle, an open version) is judged by judge_record, row by row.  A verdict that is
 * POSSIBLY there is UNKNOWN here: what is missing is told by judging the record.
 *
 * Owner: the arena; the Sifted of a sift is overwritten by its next sift_judge.
 * Cost: the first time some 50 ns a record; then only rules, amounts and masks that read a
 * parameter (or a fact) that has changed, and the ladder over them.  Leaves through the guard. */
#ifndef ANSLAG_INTERP_DECIDE_SIFT_H
#define ANSLAG_INTERP_DECIDE_SIFT_H

#include "interp/decide/judge.h"
#include "interp/plan/columns.h"

typedef struct Sift Sift;
typedef struct Profile Profile;

/* False: its records must be judged one by one, in a run: what it reads is decided on the way
 * (late).  Results of other decisions are read of SiftUnder.evaluator's source, and must be those
 * of all records by then. */
bool sift_can(const Model *model, const Decision *decision);

/* The census holds every record of the decision's type, in key order, and all that those refer
 * to. */
Sift *sift_new(Arena *arena, const Model *model, const Decision *decision, Census *census);
/* The census holds a window of them at a time, at most `room`: sift_window judges the one that it
 * holds now, all of it, and memory does not grow with the windows. */
Sift *sift_new_windowed(Arena *arena, const Model *model, const Decision *decision,
                        Census *census, size_t room);

/* What is judged under. */
typedef struct {
  Arena              *arena;          /* lives as long as the Sifted and its candidates are used */
  Evaluator          *evaluator;      /* of the settings */
  const RecordSource *source;         /* all records of a type */
  Book               *book;           /* frames without keys are open; draws open the others */
  const StoreDecided *decided;        /* of anslag_decided, for this decision */
  size_t              decided_count;
  const Rule *const  *without;        /* rules switched off: they pass */
  size_t              without_count;
  bool                hold_none;      /* decisions taken are judged too, as if none were */
  Judge              *judge;          /* that of all windows, told all of the above; NULL: made */
  /* Of a window: this rule of the decision, in their order, is judged for these rows, while its
   * verdicts and nodes can still be read; NULL: nobody looks. */
  void              (*rule)(void *context, size_t rule, size_t first, size_t rows);
  /* Of a window: these rows are judged, while what their chunk's nodes say beside the rules' can
   * still be read; NULL: nobody looks. */
  void              (*chunk)(void *context, size_t first, size_t rows);
  /* Where what is drawn depends on the record: one that is decided already, at its place among
   * those that are queued, since the first to draw opens the frame's state; NULL: likewise. */
  void              (*recorded)(void *context, uint32_t row);
  void               *context;
} SiftUnder;

enum { SIFT_NOT_JUDGED = UINT8_MAX }; /* a verdict: the rule is off, or not in this version */
#define SIFT_NOT_KNOWN INT64_MIN      /* an amount */

/* One item for each record, by its number. */
typedef struct {
  const Decision *decision;
  size_t          count;
  const uint8_t  *kinds;              /* OutcomeKind; OUTCOME_QUEUED: allocation decides */
  const uint8_t  *owns;               /* OUTCOME_OWN: place in Decision.outcomes */
  const uint8_t  *recorded;           /* decided already (F3) */
  const int64_t  *asked;              /* minor units, or SIFT_NOT_KNOWN */
  const int64_t  *amounts;            /* queued: what would be granted; may be `asked` */
  const int64_t  *least;              /* partial down to; NULL where the rules have none */
  const uint64_t *admits, *stops;     /* of queued records, as Candidate has them; or NULL, and */
  const uint8_t  *few_admits, *few_stops;   /* these: of at most 8 powers.  But: */
  const int64_t  *mosts;              /* by power: above this it takes none, whatever they say */
  size_t          power_count;        /* 1 where the decision has none */
  const uint8_t  *unread;             /* invalid by its facts: its verdicts say nothing */
  const uint8_t *const *verdicts;     /* by rule of the decision: of Verdict, or SIFT_NOT_JUDGED;
                                         NULL of a window: SiftUnder.rule has them */
  bool            draws;              /* candidates have draws of their own */
  bool            finish;             /* results of allocation decide further: judge_finish each */
  size_t          by_reference;       /* how many judge_record has judged, this time */
  /* Since the sift_judge before: may some of these be others? */
  bool            kinds_changed, amounts_changed, order_changed, masks_changed;
  bool            some_hidden;        /* some ask for an amount that does not show, now or before */
} Sifted;

/* Of a queued record, with what the powers take at most. */
uint64_t sifted_admits(const Sifted *sifted, size_t row);
uint64_t sifted_stops(const Sifted *sifted, size_t row);

const Sifted *sift_judge(Sift *sift, const SiftUnder *under);
/* The same of another window, under what the first was judged under. */
const Sifted *sift_window(Sift *sift, const SiftUnder *under);

/* From here on the time is taken of each rule, to be told to the profile (profile.h) at the end. */
void sift_measure(Sift *sift);
void sift_profile(Sift *sift, Profile *profile);

/* A queued record as a candidate; `keys` has room for Decision.order_count.  A placement that is
 * QUEUED (stopped) is for judge_finish to tell. */
void sift_candidate(const Sift *sift, uint32_t row, Candidate *candidate, Value *keys);
/* The values of a key of Decision.order for the rows of a chunk, some of them only by
 * sift_candidate (false). */
bool sift_key_chunk(const Sift *sift, size_t key, size_t chunk, CandidateKey *cells);
/* The rows that can stand in the order, queued or not; false: that takes a judgement of each. */
bool sift_orderable(const Sift *sift, uint32_t *rows, size_t *count);
/* Those rows (ascending, all queued and not decided already) as candidates, numbered `first` + row:
 * many at once where the columns tell all of them.  Cost: some 10 ns each then. */
void sift_queue(const Sift *sift, const uint32_t *rows, size_t count, uint32_t first,
                Allocation *allocation);
/* Who decides by that row of Decision.powers (0 where it has none); NULL: not known. */
const Body *sift_decider(Sift *sift, uint32_t row, size_t power);
/* The decision taken on a record that is decided already, and the record's key, in `batch`.  False:
 * it takes the whole judgement to tell. */
bool sift_recorded(Sift *sift, uint32_t row, Arena *batch, RecordedDecision *taken, Text *key);
/* A record decided already, with draws where frames depend on the record, in full: as judge_record
 * gives it, in `batch`. */
Judgement *sift_judgement(Sift *sift, uint32_t row, Arena *batch);

#endif
