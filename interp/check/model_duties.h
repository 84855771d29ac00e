/* model_duties.h - duties, ladders, letters, and what the rules leave out.
 *
 * A part of the Model.  Owner: the program arena. */
#ifndef ANSLAG_INTERP_CHECK_MODEL_DUTIES_H
#define ANSLAG_INTERP_CHECK_MODEL_DUTIES_H

#include "interp/check/model_decisions.h"

/* Two places of the sources that disagree.  Without `follows` what rests on either is unknown
 * under the conflict's name (V8). */
typedef struct {
  Text       name, title;
  Span       span;
  ModelBases places;            /* the two, as sources */
  bool       follows;
  const Document *document;     /* which is followed */
  Text       place, because;
} Conflict;

typedef struct Duty {
  size_t      index;            /* in Model.duties */
  Text        name, title;
  Span        span;
  bool        report;           /* a report, else an assignment */
  LIST(Party) owed_by, to, lead, together;   /* assignment: owed_by holds its receivers (`to`) */
  LIST(const struct Duty *) depends;
  const Term *stands;           /* declared by an amendment: is it in force? NULL: not so */
  const Term *due;              /* NULL: not said; TERM_PENDING; before a meeting: the day before */
  bool        day_not_set;      /* a month was written, of which `due` is the last day */
  const Meeting *before;        /* NULL: none */
  bool        further_notice;
  Text        provided;
  LIST(Covering) covering;
  HandledAs   handled;
  LIST(Text)  contains;
  const Conflict *conflict;     /* open, and the duty rests on it; NULL: none */
  ModelBases  bases;
} Duty;

typedef struct {
  const Code *code;             /* of Ladder.codes */
  Span        span;
  const Term *due, *when;       /* of the ladder's record, slot 0; or NULL */
  ModelBases  bases;
} ModelStep;

/* Steps that are taken in order.  The ladder is a codelist of its steps, by which a field of its
 * record says what has been taken, and a definition of one argument, the step to take next. */
typedef struct {
  Text              name, title;
  Span              span;
  const RecordType *subject;
  Codelist         *codes;
  LIST(ModelStep)   steps;
  const FieldType  *taken;      /* of the record: the last step, or a list of what was taken */
  const FieldType  *step;       /* of the list's record; NULL: `taken` is the last step itself */
  const FieldType  *reason;     /* of the list's record: why a step was skipped; NULL: none */
  const Define     *proposal;   /* the next step; none where there is none left */
  const Term       *next;       /* the same of the record judged */
  ModelBases        bases;
} Ladder;

/* What a {name} in a letter stands for. */
#define LETTER_WORDS(X)                              \
  X(LETTER_REASONS,   "reasons",   "skäl")           \
  X(LETTER_SOURCES,   "sources",   "källor")         \
  X(LETTER_MISSING,   "missing",   "saknas")         \
  X(LETTER_CONDITIONS, "conditions", "villkor")      \
  X(LETTER_DEADLINES, "deadlines", "tidsfrister")    \
  X(LETTER_DECIDER,   "decider",   "beslutande")     \
  X(LETTER_GRANTED,   "granted",   "beviljat")       \
  X(LETTER_DECIDED,   "decided_on", "beslutsdag")    \
  X(LETTER_REFERENCE, "reference", "paragraf")

typedef enum {
#define X(word, english, swedish) word,
  LETTER_WORDS(X)
#undef X
  LETTER_WORD_COUNT
} LetterWord;

typedef struct {
  Text       name, title;
  Span       span;
  Text       outcome;           /* English word, or an own outcome's name */
  LIST(Text) paragraphs;        /* with {field} and {word} in them */
  ModelBases bases;
} Letter;

typedef struct {
  Span            span;
  const Document *document;
  size_t          first_line, last_line;
  Text            from, to;
} Background;

/* A clause of a decision whose results need a person's judgement, for what is not encoded. */
typedef struct {
  const Decision *decision;
  Text            name;         /* of the clause, or the decision: what results are noted under */
  const Rule     *rule;         /* NULL: not a rule, every record judged */
} NeedsJudgement;

typedef struct {
  Span       span;
  Text       text, because;
  LIST(NeedsJudgement) judgement;
  ModelBases bases;
} NotEncoded;

#endif
