/* dialogue.h - a dialogue about rules: questions, assumptions, answers.
 *
 *   Dialogue *dialogue = dialogue_open(lasting, &host, &turn, &start);
 *   for each input:  dialogue_turn(dialogue, &turn);  dialogue_enter(dialogue, text);
 *   dialogue_close(dialogue);
 *
 * Each turn runs inside a memory guard of its own, with memory of its own; what lasts is made in
 * arenas that only a turn that ends well puts in place of the ones before.  So a mistake (reported,
 * left by memory_stop), an interrupt or the end of memory changes nothing.
 *
 * Files and rules are the host's: the dialogue opens nothing.
 * Owner: `lasting`, which grows by what is typed; standings and answers kept for the next question
 * are given back as they are replaced, all by dialogue_close. */
#ifndef ANSLAG_INTERP_REPL_DIALOGUE_H
#define ANSLAG_INTERP_REPL_DIALOGUE_H

#include "interp/experiment/experiment.h"
#include "interp/report/screen.h"

typedef struct Dialogue Dialogue;

/* What is declared in the dialogue, laid over the rules.  Kept as long as the model. */
typedef struct { Text path, bytes; } OverlayFile;
typedef struct {
  LIST(OverlayFile) files;      /* in place of those read first, by their paths */
  Text amendment;               /* the text of an amendment beside them; empty: none */
} Overlay;

typedef struct {
  void *context;
  /* The rules, with the overlay.  Mistakes are reported and left by memory_stop. */
  Model      *(*model)(void *context, Arena *arena, const Overlay *overlay);
  Experiment *(*population)(void *context, Arena *arena, Model *model);
  /* A scenario of the rules or, where a file is named, the one that stands in it; NULL:
   * reported. */
  const Scenario *(*scenario)(void *context, const Model *model, Text name);
  /* The day of the run and what else the command line says of judging. */
  EvalOptions (*options)(void *context, const Model *model);
  /* A file replaced whole; false, and nothing written: it is there already, and not `again`. */
  bool        (*write)(void *context, Text path, Text bytes, bool again);
  /* Puts text at the end of a file of the rules. */
  void        (*append)(void *context, Text path, Text bytes);
  /* A page of help; empty: the topics. */
  void        (*help)(void *context, Text topic);
  /* Work of which `done` of `total` steps are behind. */
  void        (*progress)(void *context, size_t done, size_t total);
} DialogueHost;

/* One turn: its memory, its messages, where its answer goes. */
typedef struct {
  Arena  *arena;
  Diags  *diags;                /* the same for all turns, emptied between them */
  Writer *out;
  Screen  screen;
  unsigned height;              /* lines of the window; 0: not known */
} DialogueTurn;

/* What stands before the first question: the command line's. */
typedef struct {
  const char *const *settings;
  size_t             setting_count;
  const char        *scenario;  /* or NULL */
} DialogueStart;

/* Judges the baseline, and says what is open. */
Dialogue *dialogue_open(Arena *lasting, const DialogueHost *host, const DialogueTurn *turn,
                        const DialogueStart *start);
/* The next turn's. */
void      dialogue_turn(Dialogue *dialogue, const DialogueTurn *turn);
void      dialogue_enter(Dialogue *dialogue, Text input);
bool      dialogue_over(const Dialogue *dialogue);
void      dialogue_close(Dialogue *dialogue);

/* Does the input want more lines: is a text, a parenthesis or a clause open?  What is reported on
 * the way is no message. */
bool dialogue_unfinished(Dialogue *dialogue, Text input);

typedef struct { Text text, about; } Completion;
typedef LIST(Completion) Completions;

/* What may stand at `cursor`, in place of the word begun, which starts at *start. */
void dialogue_complete(Dialogue *dialogue, Text input, size_t cursor, size_t *start,
                       Completions *completions);

#endif
