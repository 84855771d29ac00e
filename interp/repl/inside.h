/* inside.h - what the files of this room share.  Private to interp/repl.
 *
 * A State is what is assumed: entries in the words they were typed in, so that they can be read
 * again by a model that declarations have changed.  A Base is a model and its population: the
 * rules as they are, or with declarations over them. */
#ifndef ANSLAG_INTERP_REPL_INSIDE_H
#define ANSLAG_INTERP_REPL_INSIDE_H

#include "grammar/ast_question.h"
#include "base/unicode.h"
#include "interp/repl/dialogue.h"
#include "interp/repl/display.h"
#include "interp/report/chart.h"

/* ---- what is assumed ---------------------------------------------------------------------- */

typedef enum {
  ENTRY_SET,                    /* director_limit = 1.5 mkr */
  ENTRY_WITHOUT,                /* a rule's name */
  ENTRY_FACT,                   /* 212, amount 900 tkr */
  ENTRY_DECLARED                /* a declaration, or a change as in an amendment */
} EntryKind;

typedef struct {
  EntryKind kind;
  Text      text;               /* as it would be entered, without its verb */
  Text      name;               /* what it is about, as unset names it */
  Text      scenario;           /* it came with; or empty */
} Entry;

typedef LIST(const Entry *) Entries;

typedef struct {
  Entries entries;
  bool    hold_none;
} State;

/* ---- a model and its population ----------------------------------------------------------- */

typedef struct {
  Arena       arena;
  Text        declared;         /* the entries that made it; empty: the rules as they are */
  Model      *model;
  Experiment *experiment;
  Standing   *plain;            /* how all stand where nothing is assumed; NULL: not judged yet */
} Base;

/* Memory that outlives a turn, made in one and kept if it ends well. */
typedef struct { Arena arenas[2]; unsigned now; } Kept;

/* ---- the last answers, for plot, :once, :svg, test that ----------------------------------- */

typedef struct {
  Kept           kept;
  const Display *table;         /* NULL: none */
  Text           asked;         /* the input it answers, where it has not all rows; else empty */
  const State   *state;         /* under which it was asked */
} LastTable;

typedef struct {
  Kept         kept;
  const Chart *chart;           /* NULL: none, or a heat table */
  const Heat  *heats;           /* by measure */
  size_t       heat_count;
} LastChart;

typedef struct {
  Kept kept;
  Text key;                     /* of the record last explained or asked about; empty: none */
  Text test;                    /* the text of the last test made; empty: none */
  Text test_name;
} LastRecord;

struct Dialogue {
  Arena       *lasting;
  DialogueHost host;
  EvalOptions  eval;
  DialogueTurn turn;
  Memory      *memory;

  Base        *first;           /* the rules as they are */
  Base        *declared;        /* with what was declared; NULL: nothing was yet */
  Base        *made;            /* by this turn, not kept yet; or NULL */
  Base        *base;            /* the one in use */
  LIST(const State *) states;   /* along which undo and redo go */
  size_t       at;              /* of the one in force */
  Assumptions  assumed;         /* it, understood */
  Standing    *standing;        /* how all stand under it; NULL: not judged */
  Standing    *pending;         /* judged by this turn, not kept yet */
  LastTable    table;
  LastChart    chart;
  LastRecord   record;
  Text         refused;         /* a file that was there already; in `lasting` */
  Text         entered;         /* this turn's input */
  bool         over, closed;
};

/* ---- words (dialogue.c) ------------------------------------------------------------------- */

/* A text in the language of the dialogue. */
const char *said(const Dialogue *dialogue, const char *english) __attribute__((format_arg(2)));
const Model *dialogue_model(const Dialogue *dialogue);
Surface dialogue_surface(const Dialogue *dialogue);
/* Leaves the turn: what is wrong has been reported. */
_Noreturn void dialogue_stop(const Dialogue *dialogue);
void dialogue_stop_on_errors(const Dialogue *dialogue);
/* A word of the dialogue that is no word of the language: baseline, current, none, all. */
bool word_means(Text word, const char *english, const char *swedish);
/* The decision that questions about records are about: the first. */
const Decision *dialogue_decision(const Dialogue *dialogue);
/* Adds a source of what was typed. */
Source *dialogue_source(const Dialogue *dialogue, Text text);

/* ---- memory that lasts (dialogue.c) ------------------------------------------------------- */

/* An empty arena for what the turn makes. */
Arena *kept_begin(Kept *kept);
/* The turn's arena takes the place of the one before. */
void   kept_end(Kept *kept);

/* The table made in table.kept is the last one shown from now on. */
void   display_keep(Dialogue *dialogue, const Display *table);
/* It with all its rows, for a file: a long list is asked for again, and what does not stand as it
 * did is reported. */
const Display *display_whole(Dialogue *dialogue);

/* ---- states (state.c) --------------------------------------------------------------------- */

const State *state_now(const Dialogue *dialogue);
/* A copy to change. */
State *state_copy(Dialogue *dialogue);
void   state_add(Dialogue *dialogue, State *state, EntryKind kind, Text name, Text text,
                 Text scenario);
/* Takes out entries of a kind and name; false: there was none. */
bool   state_drop(State *state, EntryKind kind, Text name);
/* What it means to a model.  Mistakes are reported; the turn is left. */
Assumptions state_understand(Dialogue *dialogue, Base *base, const State *state);
/* One written "director_limit = 1.5 mkr"; reported and left if it is none.  A scenario's. */
void   state_add_setting(Dialogue *dialogue, State *state, Text written);
void   state_add_scenario(Dialogue *dialogue, State *state, Text name);
/* How all would stand; kept until the turn ends, or for good by state_keep.  NULL: these rules
 * decide nothing. */
const Standing *state_try(Dialogue *dialogue, Base *base, const Assumptions *assumed);
/* The last step of a turn: the state is the one in force, and those that were undone are gone. */
void   state_keep(Dialogue *dialogue, const State *state, Base *base,
                  const Assumptions *assumed);
/* The same for one that is in the row already: undo, redo. */
void   state_go(Dialogue *dialogue, size_t at, Base *base, const Assumptions *assumed);
/* The facts of a what if, read by a model: appended.  What does not fit is reported. */
void   facts_understand(Dialogue *dialogue, Base *base, const Question *question,
                        Assumptions *assumed);
/* As they stand now and as the rules are. */
const Standing *standing_now(Dialogue *dialogue);
const Standing *standing_baseline(Dialogue *dialogue);
/* The same in the terms of a base with declarations, for this turn; NULL: it decides other
 * things. */
const Standing *standing_baseline_for(Dialogue *dialogue, const Base *base);
/* The base that holds the state's declarations, made if need be. */
Base *base_for(Dialogue *dialogue, const State *state);
/* The declarations of a state, as texts over the rules (declare.c). */
const Overlay *overlay_make(Dialogue *dialogue, Arena *arena, const State *state);
void  base_open_first(Dialogue *dialogue);
void  bases_close(Dialogue *dialogue);
/* Gives back what a turn that was left had made. */
void  turn_clean(Dialogue *dialogue);

/* ---- verbs -------------------------------------------------------------------------------- */

void ask_set(Dialogue *dialogue, const Question *question);
void ask_unset(Dialogue *dialogue, const Question *question);
void ask_scenario(Dialogue *dialogue, const Question *question);
void ask_without(Dialogue *dialogue, const Question *question);
void ask_what_if(Dialogue *dialogue, const Question *question);
void ask_undo(Dialogue *dialogue, bool redo);
void ask_hold(Dialogue *dialogue, bool none);
void ask_settings(Dialogue *dialogue);                       /* :set */
/* An entry on one line, as it would be entered (set left out). */
Text entry_line(const Dialogue *dialogue, const Entry *entry);
/* Judges under a new state, says what that changes, and makes it the one in force. */
void step_to(Dialogue *dialogue, const State *state);
_Noreturn void stop_no_record(const Dialogue *dialogue, Name key);
/* The record that `test that` will be about. */
void record_note(Dialogue *dialogue, Text key);
/* Declarations and changes, as they were typed. */
void ask_declare(Dialogue *dialogue, Text input);
/* Such an input as a file of its own. */
Text declared_alone(Dialogue *dialogue, Text input);
/* A block of cells parted by tabs. */
void ask_pasted(Dialogue *dialogue, Text input);
bool looks_pasted(Text input);

void ask_value(Dialogue *dialogue, const Question *question);
void ask_list(Dialogue *dialogue, const Question *question);
/* The table of such a question with all its rows. */
const Display *list_whole(Dialogue *dialogue, const Question *question, Arena *arena);
void ask_diff(Dialogue *dialogue, const Question *question);
void ask_compare(Dialogue *dialogue, const Question *question);
void ask_explain(Dialogue *dialogue, const Question *question);
void ask_why_not(Dialogue *dialogue, const Question *question);
void ask_sweep(Dialogue *dialogue, const Question *question);
void ask_plot(Dialogue *dialogue);
void ask_solve(Dialogue *dialogue, const Question *question);
void ask_budget(Dialogue *dialogue, const Question *question);
void ask_targets(Dialogue *dialogue);
void ask_controls(Dialogue *dialogue);
void ask_frames(Dialogue *dialogue);
void ask_save_scenario(Dialogue *dialogue, const Question *question);
void ask_test(Dialogue *dialogue, const Question *question);
void ask_save_test(Dialogue *dialogue, const Question *question);
/* help, quit and their like, typed without the colon. */
bool is_bare_command(Text line);
/* A line that begins with a colon. */
void ask_command(Dialogue *dialogue, Text line);
/* Each of them with what it does, for completion. */
void commands_offer(const Dialogue *dialogue, void offer(void *context, Text word, Text about),
                    void *context);

/* ---- what is said after a change (account.c) ---------------------------------------------- */

void account_of_change(Dialogue *dialogue, const Base *base, const State *state,
                   const Assumptions *assumed, const Standing *before, const Standing *after);
/* The same of rules that decide nothing: targets and totals (budget.c). */
void account_of_outlook(Dialogue *dialogue, const Base *base, const Assumptions *assumed);

/* Writes a file; one that is there already is reported, unless the same was asked just before. */
void file_write(Dialogue *dialogue, Text path, Text bytes);

/* ---- what is typed (input.c) -------------------------------------------------------------- */

/* Without its comments' own lines and outer space; keys and files that are no words of the
 * language put in quotes. */
Text input_prepared(const Dialogue *dialogue, Text input);
/* Does it begin as a declaration or a change of the rules does? */
bool input_declares(const Dialogue *dialogue, Text input);
/* Does it begin with a word of the dialogue in the other language, and with none of this? */
bool input_in_other_language(const Dialogue *dialogue, Text input);
/* Where the first word is one of the other language, or no question begins so: says so, after
 * another message. */
void input_help_language(const Dialogue *dialogue, Text input);
/* Where nothing stands after a verb that asks about a record: says so, and leaves the turn. */
void input_need_key(const Dialogue *dialogue, Text input);
/* Such an input read as a question all the same; NULL, and nothing reported: it is none. */
const Question *input_question(Dialogue *dialogue, Text input);

#endif
