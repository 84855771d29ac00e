/* experiment.h - a population held in memory, judged again and again under other assumptions.
 *
 * Opened once over a model and a database; every question after that is answered
 * from memory.  An answer for the assumptions of a run is that run's answer: same
 * outcomes, same digest.
 *
 *   Experiment *experiment = experiment_open(arena, model, store, diags);
 *   Standing *baseline = experiment_judge(experiment, &none);
 *   Standing *what_if  = experiment_judge(experiment, &assumed);
 *   Difference *difference = standing_compare(arena, experiment, baseline, what_if);
 *
 * Nothing is ever written.  What is interrupted or fails leaves through the guard and
 * leaves the experiment as it was; what returns has left nothing deferred, so that an
 * experiment outlives the guard it was opened in.
 * Owner: the arena given; each Standing has its own memory, given back by standing_free before the
 * arena goes.
 * Cost: judging again costs what depends on what has changed since the last time.  Memory: the
 * columns of the population (plan/columns.h), those of its sifting (decide/sift.h), 2 bytes a
 * record for each standing, 8 or 16 more for the amounts where they are others. */
#ifndef ANSLAG_INTERP_EXPERIMENT_EXPERIMENT_H
#define ANSLAG_INTERP_EXPERIMENT_EXPERIMENT_H

#include "interp/decide/run.h"

typedef struct Experiment Experiment;

/* ---- what is assumed ----------------------------------------------------------- */

/* what if 212, amount 900 tkr */
typedef struct {
  const RecordType *record;
  Text              key;              /* as a digest writes it */
  const FieldType  *field;
  Value             value;            /* known, unknown or none */
  Text              text;             /* as written */
} FactChange;

typedef struct {
  Text             name;              /* a scenario's; empty: what is set now */
  ModelSettings    settings;          /* each parameter's last one counts, on the days it is for */
  EvalOptions      eval;
  LIST(FactChange) facts;
  LIST(const Rule *) without;         /* rules switched off: they pass, and are not listed */
  const FrameRaise *raises;           /* more room (F13) */
  size_t           raise_count;
  bool             hold_none;         /* decisions taken are judged too, as if none were */
} Assumptions;

/* ---- how all records stand ----------------------------------------------------- */

/* A way to end, which many records have in common. */
typedef struct {
  uint16_t decider;                   /* in StandingOf.deciders; 0: nobody */
  uint16_t frame;                     /* drawn from, or lacking room: Frame.index + 1; 0: none */
  uint8_t  kind;                      /* OutcomeKind */
  uint8_t  own;                       /* OUTCOME_OWN: place in Decision.outcomes */
  bool     recorded;                  /* decided already, held */
  bool     silent;                    /* asks for nothing, whatever StandingOf.asked says */
} StandWay;

/* What a fundable record is granted where that is not its amount. */
typedef struct { uint32_t number; int64_t granted; } StandGrant;

#define STAND_NOT_ASKED INT64_MIN

/* One decision, its records in key order: standing_at tells how one of them stands. */
typedef struct {
  const Decision *decision;
  size_t          count;
  const uint16_t *way_of;             /* by number: in `ways` */
  const StandWay *ways;
  const size_t   *way_counts;         /* how many records each has */
  size_t          way_count;
  const int64_t  *asked;              /* by number, minor units; or STAND_NOT_ASKED.  Not of those
                                         whose way is silent */
  const int64_t  *amounts;            /* what a fundable record gets that is not in `grants` */
  const StandGrant *grants;           /* in order of number */
  size_t          grant_count;
  const Text     *deciders;           /* [0] is empty */
  size_t          decider_count;
  const int64_t  *limits;             /* by Power.index: `most`, minor units; INT64_MAX: none that
                                         holds for all records */
  DecisionSummary summary;
} StandingOf;

/* One record. */
typedef struct {
  int64_t  asked, granted;            /* minor units; granted is 0 unless fundable */
  uint16_t decider, frame;            /* as in StandWay */
  uint8_t  kind, own;
  bool     has_asked, recorded;
} Stand;

typedef struct {
  Experiment     *experiment;         /* that judged it */
  Assumptions     assumptions;        /* copied, but for what they point to */
  StandingOf     *decisions;          /* by Decision.index */
  size_t          decision_count;
  const FrameState *frames;           /* by frame and key */
  size_t          frame_count;
} Standing;

/* Reads the records that decisions and rules read, all fields of those that decisions are on, and
 * the decisions taken, into columns, with up to two threads; the store may be closed then.
 * `store` NULL: what ships with the rules. */
Experiment *experiment_open(Arena *arena, Model *model, Store *store, unsigned threads,
                            Diags *diags);

const Model *experiment_model(const Experiment *experiment);
/* How many records of a type there are. */
size_t       experiment_count(const Experiment *experiment, const RecordType *record);

Standing *experiment_judge(Experiment *experiment, const Assumptions *assumptions);
/* The same by a whole run, every record judged in full: what the other is held against. */
Standing *experiment_judge_in_full(Experiment *experiment, const Assumptions *assumptions);
void      standing_free(Standing *standing);
/* Records decided already, held as they are. */
size_t    standing_held(const Standing *standing);
/* Cost: the logarithm of grant_count. */
Stand     standing_at(const StandingOf *of, size_t number);
/* An outcome's name as tables have it. */
Text      stand_outcome(const Decision *decision, const Stand *stand);

/* The digest a run under these assumptions would write (H1).  Cost: that of a run over columns. */
Text experiment_digest(Experiment *experiment, Arena *arena, const Assumptions *assumptions);

/* One record in full, for explanations: gather is called once for each decision on it, as by a
 * run (the judgement lives as long as the call).  False: no record has the key. */
bool experiment_explain(Experiment *experiment, const Assumptions *assumptions, Text key,
                        void gather(void *context, const Judgement *judgement, Arena *batch),
                        void *context);

/* For questions about single records, without judging the others: work has an evaluator under the
 * assumptions, the records they change, and memory until it returns. */
void experiment_alone(Experiment *experiment, const Assumptions *assumptions,
                      void work(void *context, Evaluator *evaluator, const RecordSource *source,
                                Arena *scratch),
                      void *context);

/* Record `number` of a decision, as assumed (NULL: as it is), made in `batch`; its key. */
const Record *experiment_record(Experiment *experiment, const Assumptions *assumptions,
                                const Decision *decision, size_t number, Arena *batch);
Text   experiment_key(const Experiment *experiment, Arena *arena, const Decision *decision,
                      size_t number);
/* False: there is none. */
bool   experiment_find(Experiment *experiment, const RecordType *record, Text key,
                       size_t *number);

/* ---- what differs -------------------------------------------------------------- */

typedef struct { Text name; size_t before, after; int64_t granted_before, granted_after; } Shift;

/* What explains most of a change: one record (or few) that now gets room, or no longer does, and
 * how many others gain or lose it by that; or a frame that is full (`records`: the first for which
 * it lacked room). */
typedef enum {
  CAUSE_NONE,
  CAUSE_TAKES_ROOM,                   /* records get in and push others out */
  CAUSE_LEAVES_ROOM,                  /* records fall out and let others in */
  CAUSE_FRAME_FULL                    /* the frame binds: more is allowed, no more is funded */
} CauseKind;

enum { CAUSE_LARGEST = 4 };

typedef struct {
  CauseKind    kind;
  const Frame *frame;                 /* which they draw on; may be NULL */
  size_t       count;                 /* of records */
  uint32_t     largest[CAUSE_LARGEST];   /* numbers of as many as there are, largest amount first */
  int64_t      amount;                /* of them all */
  int64_t      least, most;           /* of one of them */
  size_t       others;                /* pushed out, or let in */
} Cause;

/* What a change should have done and did not: a limit or a frame that was raised, and fewer are
 * decided by it or funded from it; or lowered, and more are. */
typedef struct {
  const Power *power;                 /* whose limit changed; or NULL */
  const Frame *frame;                 /* which changed; or NULL */
  bool         raised;                /* else lowered */
  size_t       before, after;         /* decided by, or funded from */
} Surprise;

/* When records' deadlines are due. */
typedef struct Dues Dues;

/* Told from columns where they tell them: some nanoseconds a record, 4 bytes a record and deadline;
 * else by a run. */
const Dues *dues_of(Arena *arena, const Standing *standing, const Decision *decision);
/* Of one of them, as judgement_deadlines; empty for one without. */
Text dues_text(const Dues *dues, Arena *arena, size_t number);

typedef struct {
  const Decision *decision;
  const uint32_t *records;            /* numbers of those whose outcome, decider, granted, asked or
                                         a deadline differs; in key order */
  size_t          record_count;
  const Dues     *due_before, *due_after;   /* NULL: what is assumed moves none (who ends otherwise
                                               may owe one all the same: dues_of) */
  LIST(Shift)     outcomes;           /* those that occur, in the order of OutcomeKind, own last */
  LIST(Shift)     deciders;           /* in the order of the rules */
  size_t          moved_dues;         /* of these, in how many nothing but a deadline */
  size_t          winners, losers;    /* get more, get less */
  int64_t         won, lost;          /* minor units, not below 0 */
  Cause           cause;
  bool            against_expectation;   /* obs */
  Surprise        surprise;           /* where it is */
} DifferenceOf;

typedef struct {
  const Standing *before, *after;
  LIST(DifferenceOf) decisions;       /* each of the model */
} Difference;

/* A standing of another model's experiment over the same records, in the terms of `model`: by the
 * names of decisions, frames, deciders and outcomes, for standing_compare.  NULL: a decision of
 * `model` is not there.  Itself where the models are the same. */
const Standing *standing_translated(Arena *arena, const Standing *standing, const Model *old,
                                    const Model *model);

Difference *standing_compare(Arena *arena, Experiment *experiment, const Standing *before,
                             const Standing *after);

/* A state of the other standing with the same frame and key; NULL: none. */
const FrameState *standing_frame(const Standing *standing, const Frame *frame, Text key);
/* Does the frame bind: was a record refused because it lacked room? */
bool standing_binds(const Standing *standing, const FrameState *state);

#endif
