/* anslag.h - libanslag: funding rules checked, tested and run over records.
 *
 * The one public header.  A session is opened with its options, does one thing
 * at a time, and is closed:
 *
 *   AnslagOptions options = anslag_options();
 *   options.results = to_window;
 *   options.messages = to_log;
 *   AnslagSession *session = anslag_open(&options);
 *   AnslagRun run = { .rules = { .path = "guideline.anslag" }, .database = "cases.db" };
 *   int code = anslag_run(session, &run);
 *   anslag_close(session);
 *
 * The library never prints, ends the process, changes a signal or keeps global
 * state: text leaves through the sinks, and each call returns an exit code of
 * the list below.  Sessions are independent, so each thread may have its own;
 * one session belongs to one thread at a time.  Strings are UTF-8 that end in
 * NUL; they, and the arrays given, need to live only until the call returns.
 *
 * Failure: what goes wrong is told to the messages sink, with a code ("E0610")
 * and what to do.  A call that fails has changed nothing in a database, which is
 * written in one transaction; a file is replaced whole or left as it was, one
 * after the other where there are several (anslag_fmt, anslag_init).
 * Cost: memory is given back when the call returns, within max_memory if that is set. */
#ifndef ANSLAG_H
#define ANSLAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ANSLAG_API __attribute__((visibility("default")))

/* ---- what a call returns ------------------------------------------------------ */

enum {
  ANSLAG_DONE        = 0,     /* done; nothing to complain of */
  ANSLAG_MISTAKES    = 1,     /* the rules, tests or data have errors (all are listed) */
  ANSLAG_USAGE       = 2,     /* what was asked for is wrong */
  ANSLAG_ENVIRONMENT = 3,     /* a file, the database or the machine's memory failed */
  ANSLAG_LIMIT       = 4,     /* max_memory, max_steps or a limit of the language */
  ANSLAG_INTERRUPTED = 130    /* *interrupt was set; nothing half-written is left */
};

/* ---- a session ----------------------------------------------------------------- */

typedef struct AnslagSession AnslagSession;

/* Takes all `length` bytes and returns true, or returns false: that ends the call with 3. */
typedef bool AnslagSink(void *context, const char *bytes, size_t length);

/* Fills `bytes` with up to `room` bytes of what "-" names; 0 at the end, -1 on failure. */
typedef long AnslagInput(void *context, char *bytes, size_t room);

/* Work of which `done` of `total` steps are behind (total 0: not known). */
typedef void AnslagProgress(void *context, size_t done, size_t total);

typedef enum {
  ANSLAG_FORMAT_TEXT,         /* for people */
  ANSLAG_FORMAT_JSON,
  ANSLAG_FORMAT_SARIF,        /* check */
  ANSLAG_FORMAT_TAP,          /* test */
  ANSLAG_FORMAT_JUNIT,        /* test */
  ANSLAG_FORMAT_CSV,          /* missing, export, budget, deadlines, doc --sources */
  ANSLAG_FORMAT_HTML,         /* doc */
  ANSLAG_FORMAT_ICS           /* deadlines: iCalendar */
} AnslagFormat;

typedef enum {
  ANSLAG_LANGUAGE_OF_FILE,    /* as the rules are written */
  ANSLAG_LANGUAGE_ENGLISH,
  ANSLAG_LANGUAGE_SWEDISH
} AnslagLanguage;

typedef struct {
  AnslagSink     *results, *messages;        /* NULL: dropped */
  void           *results_context, *messages_context;
  AnslagInput    *input;                     /* NULL: "-" is empty */
  void           *input_context;
  AnslagProgress *progress;                  /* NULL: not told */
  void           *progress_context;
  const volatile int *interrupt;             /* set it not 0 to stop; may be NULL */
  size_t          max_memory;                /* bytes; 0: no limit */
  uint64_t        max_steps;                 /* for one record; 0: 10 000 000 */
  unsigned        jobs;                      /* threads at most; 0: two, if there are two cores */
  AnslagFormat    format;
  AnslagLanguage  language;                  /* of numbers and words of the rules in texts */
  AnslagLanguage  speaks;                    /* before rules are read; OF_FILE: English */
  bool            color_results, color_messages;
  bool            ascii;                     /* bars without Unicode */
  bool            quiet;                     /* no closing lines and accounts */
  size_t          most_messages;             /* printed; 0: all */
  unsigned        width;                     /* columns of a text result; 0: 80 */
  unsigned        message_width;             /* columns of source lines in messages; 0: 100 */
  const char     *library;                   /* a folder instead of the built-in stdlib; or NULL */
} AnslagOptions;

/* The usual ones: text, no colour, 20 messages, nothing connected. */
ANSLAG_API AnslagOptions anslag_options(void);

/* NULL only if there is no memory for it.  `options` is copied. */
ANSLAG_API AnslagSession *anslag_open(const AnslagOptions *options);
ANSLAG_API void           anslag_close(AnslagSession *session);

/* ---- what rules, and what about them ------------------------------------------- */

typedef struct {
  const char        *path;          /* a file, a package's folder, "-"; NULL: that of "." */
  const char *const *settings;      /* "director_limit = 2 mkr" */
  size_t             setting_count;
  const char        *scenario;      /* its name, or a file that holds one; or NULL */
  const char        *as_of;         /* 2026-01-31; or NULL */
} AnslagRules;

/* ---- the work ------------------------------------------------------------------- */

/* Files and folders (all .anslag files in them): every mistake.  No path: the package. */
typedef struct {
  const char *const *paths;
  size_t             path_count;
  bool               strict;        /* a rule without a basis is an error */
  bool               pending;       /* also list what the sources leave open */
} AnslagCheck;
ANSLAG_API int anslag_check(AnslagSession *session, const AnslagCheck *check);

/* What the tests that stand in the files show: whether they hold; what they come to; which bounds
 * of the rules none stands at; which small changes of the rules none notices. */
typedef enum {
  ANSLAG_TEST_RUN,
  ANSLAG_TEST_COVERAGE,
  ANSLAG_TEST_BOUNDARIES,
  ANSLAG_TEST_MUTATE
} AnslagTestKind;

/* Runs the tests; paths as for anslag_check. */
typedef struct {
  const char *const *paths;
  size_t             path_count;
  AnslagTestKind     kind;          /* but for RUN, the tests must hold first */
  unsigned           threshold;     /* per cent that must be covered, met, noticed; 0: none */
  size_t             sample;        /* MUTATE: so many changes; 0: all */
  uint64_t           seed;          /* by which they are chosen */
} AnslagTest;
ANSLAG_API int anslag_test(AnslagSession *session, const AnslagTest *test);

/* Judges every record, writes the proposal (tables anslag_*) and prints a summary. */
typedef struct {
  AnslagRules rules;
  const char *database;             /* NULL: the package's */
  const char *output;               /* another database for the proposal; NULL: the same */
  bool        dry_run;              /* writes nothing */
  bool        commit;               /* decides as proposed, each by its decider, on rules.as_of */
  size_t      window;               /* records held at a time; 0: 65 536.  Nothing comes out
                                       otherwise */
  bool        profile;              /* tells where the time went, by phase and by rule */
} AnslagRun;
ANSLAG_API int anslag_run(AnslagSession *session, const AnslagRun *run);

/* Records what people decided: as a run proposed, or as a file says where they differ (CSV: record,
 * outcome, granted, reason, decider).  All of it or nothing. */
typedef struct {
  AnslagRules rules;                /* settings, scenario, as_of: those of the run count */
  const char *database;
  const char *run;                  /* the proposal's number */
  const char *by;                   /* a body, by its name or title */
  const char *on;                   /* 2026-01-31 */
  const char *reference;            /* where it stands in the minutes; or NULL */
  const char *path;                 /* the file, "-": input; NULL: as proposed */
  bool        replace;              /* only what the file lists, in place of what is recorded */
  bool        dry_run;
} AnslagDecide;
ANSLAG_API int anslag_decide(AnslagSession *session, const AnslagDecide *decide);

typedef enum {
  ANSLAG_RUNS_LIST,
  ANSLAG_RUNS_SHOW,                 /* one run, and what was decided by it */
  ANSLAG_RUNS_VERIFY,               /* does the record say what was written?  1 where it does not */
  ANSLAG_RUNS_REPLAY                /* one run judged again; 1 where it comes out otherwise */
} AnslagRunsWhat;

typedef struct {
  AnslagRules    rules;
  const char    *database;
  AnslagRunsWhat what;
  const char    *run;               /* SHOW, REPLAY: its number */
  const char    *head;              /* VERIFY: the chain's last hash, as noted elsewhere; or NULL */
} AnslagRuns;
ANSLAG_API int anslag_runs(AnslagSession *session, const AnslagRuns *runs);

/* Decisions outside powers, frames or rules; applications split; reports late; data changed since;
 * the chain, which exits 1 where it is broken. */
typedef struct {
  AnslagRules rules;
  const char *database;
  const char *from, *until;         /* decided on these days; NULL: no bound */
  const char *to;                   /* a .csv or .json file; NULL: results */
} AnslagAudit;
ANSLAG_API int anslag_audit(AnslagSession *session, const AnslagAudit *audit);

/* Why one record got its outcome, from the rules and data as they are now, or as they were. */
typedef struct {
  AnslagRules rules;
  const char *database;
  const char *key;                  /* as in the tables: 212; parts of a composite key by ',' */
  const char *decision;             /* NULL: every decision on such records */
  bool        decided;              /* what was decided, from the facts and rules kept with it */
  const char *run;                  /* the same of what was decided by that run; NULL: the latest */
} AnslagExplain;
ANSLAG_API int anslag_explain(AnslagSession *session, const AnslagExplain *explain);

/* What is missing, by who has to supply it. */
typedef struct {
  AnslagRules rules;
  const char *database;
  const char *to;                   /* a .csv or .json file; NULL: results */
} AnslagMissing;
ANSLAG_API int anslag_missing(AnslagSession *session, const AnslagMissing *missing);

/* What changed between two rule sets: rules and parameters by meaning, then every record that ends
 * otherwise.  `before` and `after`: a rule file, a package's folder, an amendment (the guideline
 * without it and with it), each also with @DAY (the text of that day) or @SCENARIO behind it, and
 * nothing else than that where it is the other's.  NULL: that of the other; both: the package. */
typedef struct {
  AnslagRules rules;                /* settings, scenario: laid over `after`; as_of: of both; path:
                                       whose quotes, of `documents` */
  const char *before, *after;
  const char *database;             /* NULL: the package's; without one the rules alone */
  const char *to;                   /* a .csv or .json file; NULL: results */
  bool        documents;            /* source documents instead: quotes that no longer stand */
  bool        decided;              /* decisions taken, beside what the new rules would say */
} AnslagDiff;
ANSLAG_API int anslag_diff(AnslagSession *session, const AnslagDiff *diff);

/* A text file as a source document of the package: sources/NAME_DATED.txt. */
typedef struct {
  const char *file;
  const char *name;                 /* NULL: the file's */
  const char *dated;                /* 2026-08-20; or NULL */
  const char *case_number;          /* or NULL */
} AnslagSource;
ANSLAG_API int anslag_source_add(AnslagSession *session, const AnslagSource *source);

/* The tables the rules need: printed as SQL, made in `database`, or compared with it. */
typedef struct {
  AnslagRules rules;
  const char *database;             /* NULL: print */
  bool        check;                /* compare */
} AnslagSchema;
ANSLAG_API int anslag_schema(AnslagSession *session, const AnslagSchema *schema);

typedef enum { ANSLAG_ALL_OR_NOTHING, ANSLAG_KEEP_GOOD, ANSLAG_KEEP_BAD } AnslagKeep;

/* A CSV file into a record's table, or into the link table of a list. */
typedef struct {
  AnslagRules rules;
  const char *database;
  const char *record;
  const char *path;                 /* "-": input */
  AnslagKeep  keep;
  bool        dry_run, update;
  bool        guess;                /* writes a first import clause instead; needs no database */
} AnslagImport;
ANSLAG_API int anslag_import(AnslagSession *session, const AnslagImport *import);

/* A list for people from the latest proposal. */
typedef struct {
  AnslagRules rules;
  const char *database;
  const char *what;                 /* decisions, findings, frames, deadlines */
  const char *to;                   /* a .csv or .json file, or "-" */
  const char *columns;              /* "id, title, granted"; NULL: the usual ones */
  const char *where;                /* a condition over the record; or NULL */
  const char *decider;              /* only what this body decides; or NULL */
} AnslagExport;
ANSLAG_API int anslag_export(AnslagSession *session, const AnslagExport *export_);

/* Budgets, targets and controls; with settings beside the rules as they stand. */
typedef struct {
  AnslagRules rules;
  const char *name;                 /* one budget; NULL: all, and targets and controls.  Where it
                                       is NULL and rules.path is no file, that is the name */
  const char *database;             /* NULL: the package's, or the records that ship */
  const char *year;                 /* only this one; or NULL */
} AnslagBudget;
ANSLAG_API int anslag_budget(AnslagSession *session, const AnslagBudget *budget);

/* What is owed by whom and when, and how it stands on the day rules.as_of. */
typedef struct {
  AnslagRules rules;
  const char *database;             /* NULL: the package's, or what the rules alone say */
  const char *body;                 /* only what this body owes; or NULL */
  const char *to;                   /* a .csv, .json or .ics file; NULL: results */
} AnslagDeadlines;
ANSLAG_API int anslag_deadlines(AnslagSession *session, const AnslagDeadlines *deadlines);

/* A letter to each record by its decision, one page of HTML each. */
typedef struct {
  AnslagRules rules;
  const char *database;
  const char *to;                   /* the folder */
  const char *decider;              /* only what this body decides; or NULL */
  bool        draft;                /* also before a decision, marked so */
} AnslagLetters;
ANSLAG_API int anslag_letters(AnslagSession *session, const AnslagLetters *letters);

/* How all records stand, on one page with its own style: tables with bars, what stopped records,
 * frames, what is missing, targets, assumptions.  Writes no database. */
typedef struct {
  AnslagRules rules;
  const char *database;
  const char *to;                   /* an .html file; NULL or "-": results */
} AnslagReport;
ANSLAG_API int anslag_report(AnslagSession *session, const AnslagReport *report);

/* ---- the dialogue: policy experiments -------------------------------------------- */

/* Rules and a population read once, and questions about them.  It belongs to its session, which
 * does nothing else until it is closed.  Nothing in it changes a database. */
typedef struct AnslagRepl AnslagRepl;

typedef struct {
  AnslagRules rules;
  const char *database;             /* NULL: the package's, or none where the rules need none */
} AnslagDialogue;

/* Says in one line what is open (results).  NULL: *code says why, the messages what. */
ANSLAG_API AnslagRepl *anslag_repl_open(AnslagSession *session, const AnslagDialogue *dialogue,
                                        int *code);
/* One whole input: a question, a setting, declarations, a pasted table; of `length` bytes, any
 * bytes.  What fails has changed nothing, and the dialogue goes on. */
ANSLAG_API int  anslag_repl_enter(AnslagRepl *repl, const char *text, size_t length);
/* Does the input want more lines (a clause, a parenthesis, a text is open)? */
ANSLAG_API bool anslag_repl_unfinished(AnslagRepl *repl, const char *text, size_t length);
/* :quit was entered. */
ANSLAG_API bool anslag_repl_over(const AnslagRepl *repl);
/* The language it speaks: that of the rules, unless the session has another. */
ANSLAG_API AnslagLanguage anslag_repl_language(const AnslagRepl *repl);
/* The window has this size from now on. */
ANSLAG_API void anslag_repl_window(AnslagRepl *repl, unsigned width, unsigned height);

typedef struct {
  const char *text;                 /* what would stand in place of the word begun */
  const char *about;                /* its title or value, for a list; may be empty */
} AnslagCompletion;

/* What may stand where the cursor is: verbs, parameters, fields, rules, values, in context, the
 * likeliest first.  They take the place of text[*start] to the cursor; kept until the next call. */
ANSLAG_API size_t anslag_repl_complete(AnslagRepl *repl, const char *text, size_t length,
                                       size_t cursor, size_t *start,
                                       const AnslagCompletion **completions);
ANSLAG_API void   anslag_repl_close(AnslagRepl *repl);

/* The one layout, in place; paths as for anslag_check, "-" reads input and prints. */
typedef struct {
  const char *const *paths;
  size_t             path_count;
  bool               check;         /* names the files that differ, writes nothing */
  AnslagLanguage     to;            /* whose keywords to write; OF_FILE: as they are */
} AnslagFmt;
ANSLAG_API int anslag_fmt(AnslagSession *session, const AnslagFmt *fmt);

typedef enum {
  ANSLAG_DOC_RULES,                 /* the rules beside the words they rest on */
  ANSLAG_DOC_SOURCES,               /* how much of each document is cited, sentence by sentence */
  ANSLAG_DOC_READINGS               /* readings and assumptions */
} AnslagDocWhat;

/* The rules as a document; with rules.as_of the consolidated text of that day. */
typedef struct {
  AnslagRules   rules;
  AnslagDocWhat what;
  const char   *to;                 /* .html or .json, of a list .csv or .json; NULL: results */
} AnslagDoc;
ANSLAG_API int anslag_doc(AnslagSession *session, const AnslagDoc *doc);

/* A new package in an empty or new folder. */
ANSLAG_API int anslag_init(AnslagSession *session, const char *folder);

/* A topic of the language, or a code as "E0312"; NULL: the list of topics. */
ANSLAG_API int anslag_help(AnslagSession *session, const char *topic);

/* Where one stands in the package around "."; outside one 2, and nothing is said. */
ANSLAG_API int anslag_status(AnslagSession *session);

ANSLAG_API const char *anslag_version(void);

#ifdef __cplusplus
}
#endif
#endif
