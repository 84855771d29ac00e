#include "interp/command/commands.h"

#include "interp/command/repl.h"
#include "interp/command/usage.h"

#include <string.h>

#define HAS(id)  (UINT64_C(1) << OPTION_##id)
#define COMMON   (HAS(COLOR) | HAS(QUIET) | HAS(MESSAGES) | HAS(MAX_MEMORY) | HAS(STDLIB) | \
                  HAS(JOBS) | HAS(LANG) | HAS(HELP))
#define FORM(id) (1u << ANSLAG_FORMAT_##id)
#define FOR_BOTH (FORM(TEXT) | FORM(JSON))
#define WHAT_IF  (HAS(SET) | HAS(SCENARIO) | HAS(AS_OF) | HAS(MAX_STEPS))

/* RULES may be left out where the last `needed` words are given. */
static const char *rules_word(const Line *line, size_t needed) {
  return line->word_count > needed ? line->words[0] : NULL;
}

static const char *word_from_end(const Line *line, size_t back) {
  return line->word_count >= back ? line->words[line->word_count - back] : NULL;
}

static AnslagRules rules_of(const Line *line, size_t needed) {
  return (AnslagRules){ .path = rules_word(line, needed),
                        .settings = line->settings,
                        .setting_count = line->setting_count,
                        .scenario = line->values[OPTION_SCENARIO],
                        .as_of = line->values[OPTION_AS_OF] };
}

static int run_init(AnslagSession *session, const Line *line) {
  return anslag_init(session, line->words[0]);
}

static int run_check(AnslagSession *session, const Line *line) {
  AnslagCheck check = { line->words, line->word_count, line_has(line, STRICT),
                        line_has(line, PENDING) };
  return anslag_check(session, &check);
}

static int run_run(AnslagSession *session, const Line *line) {
  AnslagRun run = { rules_of(line, 0), line->values[OPTION_DB], line->values[OPTION_OUT],
                    line_has(line, DRY_RUN), line_has(line, COMMIT), line->window,
                    line_has(line, PROFILE) };
  return anslag_run(session, &run);
}

/* The last word is a file of decisions if it is called so, or stands behind the rules. */
static bool names_decisions(const Line *line) {
  const char *last = word_from_end(line, 1);
  size_t length = last ? strlen(last) : 0;
  return line->word_count > 1 || (length > 4 && strcmp(last + length - 4, ".csv") == 0);
}

static int run_decide(AnslagSession *session, const Line *line) {
  bool file = names_decisions(line);
  AnslagDecide decide = { rules_of(line, file), line->values[OPTION_DB],
                          line->values[OPTION_RUN], line->values[OPTION_BY],
                          line->values[OPTION_ON], line->values[OPTION_REF],
                          file ? word_from_end(line, 1) : NULL, line_has(line, REPLACE),
                          line_has(line, DRY_RUN) };
  return anslag_decide(session, &decide);
}

/* runs, runs show N, runs replay N, runs --verify; RULES before the verb or behind the number. */
static int run_runs(AnslagSession *session, const Line *line) {
  static const struct { const char *english, *swedish; AnslagRunsWhat what; } verbs[] = {
    { "show", "visa", ANSLAG_RUNS_SHOW }, { "replay", "ompröva", ANSLAG_RUNS_REPLAY },
  };
  AnslagRuns runs = { rules_of(line, 0), line->values[OPTION_DB],
                      line_has(line, VERIFY) ? ANSLAG_RUNS_VERIFY : ANSLAG_RUNS_LIST,
                      NULL, line->values[OPTION_HEAD] };
  for (size_t at = 0; at + 1 < line->word_count && !runs.run; at++)
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
      if (strcmp(line->words[at], verbs[i].english) == 0 ||
          strcmp(line->words[at], verbs[i].swedish) == 0) {
        runs.what = verbs[i].what;
        runs.run = line->words[at + 1];
        runs.rules.path = line->word_count == 2 ? NULL : line->words[at == 0 ? 2 : 0];
      }
  if (!runs.run && line->word_count > 1)
    return usage_error(line, usage_word(line->speaks, USAGE_RUN_VERBS), USAGE_NO_RUN_VERB,
                       line->words[1]);
  return anslag_runs(session, &runs);
}

static int run_audit(AnslagSession *session, const Line *line) {
  AnslagAudit audit = { rules_of(line, 0), line->values[OPTION_DB], line->values[OPTION_FROM],
                        line->values[OPTION_UNTIL], line->values[OPTION_TO] };
  return anslag_audit(session, &audit);
}

static int run_test(AnslagSession *session, const Line *line) {
  int asked = line_has(line, COVERAGE) + line_has(line, BOUNDARIES) + line_has(line, MUTATE);
  if (asked > 1)
    return usage_error(line, usage_word(line->speaks, USAGE_TEST_ONE), USAGE_TEST_THREE);
  AnslagTest test = { .paths = line->words, .path_count = line->word_count,
                      .kind = line_has(line, COVERAGE)     ? ANSLAG_TEST_COVERAGE
                              : line_has(line, BOUNDARIES) ? ANSLAG_TEST_BOUNDARIES
                              : line_has(line, MUTATE)     ? ANSLAG_TEST_MUTATE
                                                           : ANSLAG_TEST_RUN,
                      .threshold = line->threshold, .sample = line->sample, .seed = line->seed };
  return anslag_test(session, &test);
}

static int run_explain(AnslagSession *session, const Line *line) {
  AnslagExplain explain = { rules_of(line, 1), line->values[OPTION_DB], word_from_end(line, 1),
                            line->values[OPTION_DECISION], line_has(line, DECIDED),
                            line->values[OPTION_RUN] };
  return anslag_explain(session, &explain);
}

static int run_missing(AnslagSession *session, const Line *line) {
  AnslagMissing missing = { rules_of(line, 0), line->values[OPTION_DB], line->values[OPTION_TO] };
  return anslag_missing(session, &missing);
}

static int run_schema(AnslagSession *session, const Line *line) {
  AnslagSchema schema = { rules_of(line, 0), line->values[OPTION_DB], line_has(line, CHECK) };
  return anslag_schema(session, &schema);
}

static int run_import(AnslagSession *session, const Line *line) {
  AnslagImport import = { rules_of(line, 2), line->values[OPTION_DB], word_from_end(line, 2),
                          word_from_end(line, 1), line->keep, line_has(line, DRY_RUN),
                          line_has(line, UPDATE), line_has(line, GUESS) };
  return anslag_import(session, &import);
}

static int run_export(AnslagSession *session, const Line *line) {
  AnslagExport export = { rules_of(line, 1), line->values[OPTION_DB], word_from_end(line, 1),
                          line->values[OPTION_TO], line->values[OPTION_COLUMNS],
                          line->values[OPTION_WHERE], line->values[OPTION_DECIDER] };
  return anslag_export(session, &export);
}

static int run_fmt(AnslagSession *session, const Line *line) {
  const char *to = line->values[OPTION_TO];
  AnslagFmt fmt = { line->words, line->word_count, line_has(line, CHECK),
                    ANSLAG_LANGUAGE_OF_FILE };
  if (to && strcmp(to, "sv") != 0 && strcmp(to, "en") != 0)
    return usage_error(line, usage_word(line->speaks, USAGE_FMT_TO), USAGE_NO_LANGUAGE, to);
  if (to)
    fmt.to = strcmp(to, "sv") == 0 ? ANSLAG_LANGUAGE_SWEDISH : ANSLAG_LANGUAGE_ENGLISH;
  return anslag_fmt(session, &fmt);
}

static int run_budget(AnslagSession *session, const Line *line) {
  AnslagBudget budget = { rules_of(line, 0), line->word_count > 1 ? line->words[1] : NULL,
                          line->values[OPTION_DB], line->values[OPTION_YEAR] };
  return anslag_budget(session, &budget);
}

static int run_deadlines(AnslagSession *session, const Line *line) {
  AnslagDeadlines deadlines = { rules_of(line, 0), line->values[OPTION_DB],
                                line->values[OPTION_BODY], line->values[OPTION_TO] };
  return anslag_deadlines(session, &deadlines);
}

static int run_letters(AnslagSession *session, const Line *line) {
  AnslagLetters letters = { rules_of(line, 0), line->values[OPTION_DB], line->values[OPTION_TO],
                            line->values[OPTION_DECIDER], line_has(line, DRAFT) };
  return anslag_letters(session, &letters);
}

static int run_report(AnslagSession *session, const Line *line) {
  AnslagReport report = { rules_of(line, 0), line->values[OPTION_DB], line->values[OPTION_TO] };
  return anslag_report(session, &report);
}

static int run_doc(AnslagSession *session, const Line *line) {
  if (line_has(line, SOURCES) && line_has(line, READINGS))
    return usage_error(line, usage_word(line->speaks, USAGE_DOC_ONE), USAGE_DOC_TWO);
  AnslagDoc doc = { rules_of(line, 0),
                    line_has(line, SOURCES)    ? ANSLAG_DOC_SOURCES
                    : line_has(line, READINGS) ? ANSLAG_DOC_READINGS
                                               : ANSLAG_DOC_RULES,
                    line->values[OPTION_TO] };
  return anslag_doc(session, &doc);
}

static int run_diff(AnslagSession *session, const Line *line) {
  AnslagDiff diff = { .rules = rules_of(line, 2), .database = line->values[OPTION_DB],
                      .to = line->values[OPTION_TO], .documents = line_has(line, DOCUMENTS),
                      .decided = line_has(line, DECIDED) };
  bool laid = line->setting_count > 0 || line_has(line, SCENARIO);
  if (line->word_count == 0 && (diff.documents || !laid))
    return usage_error(line, usage_word(line->speaks, USAGE_DIFF), USAGE_NEEDS_MORE,
                       command_called(line->command, line->speaks));
  diff.rules.path = diff.documents && line->word_count > 2 ? line->words[0] : NULL;
  if (!diff.documents && line->word_count > 2)
    return usage_error(line, usage_word(line->speaks, USAGE_DIFF), USAGE_DIFF_MORE,
                       line->words[2]);
  diff.before = word_from_end(line, 2);
  diff.after = line->word_count ? line->words[line->word_count - 1] : NULL;
  return anslag_diff(session, &diff);
}

static int run_source(AnslagSession *session, const Line *line) {
  if (strcmp(line->words[0], "add") != 0 && strcmp(line->words[0], "ny") != 0)
    return usage_error(line, usage_word(line->speaks, USAGE_SOURCE), USAGE_NO_SOURCE_VERB,
                       line->words[0]);
  AnslagSource source = { line->words[1], line->values[OPTION_AS], line->values[OPTION_DATED],
                          line->values[OPTION_CASE_NUMBER] };
  return anslag_source_add(session, &source);
}

static int run_repl(AnslagSession *session, const Line *line) {
  AnslagDialogue dialogue = { rules_of(line, 0), line->values[OPTION_DB] };
  return repl_run(session, line->terminal, &dialogue, line_has(line, KEEP_GOING));
}

static int run_help(AnslagSession *session, const Line *line) {
  return anslag_help(session, line->word_count ? line->words[0] : NULL);
}

const Command commands[] = {
  { "init", "ny", "DIR", "A new package: a guideline, a test, data, a README",
    "",
    { "anslag init grants", "anslag test grants" },
    1, 1, COMMON,
    0, NULL, run_init },
  { "check", "kontrollera", "[PATH...]", "Read rules, sources and tables; show every mistake",
    "PATH is a rule file, a folder, or - for standard input.",
    { "anslag check guideline.anslag", "anslag check --strict --pending rules/",
      "anslag check --format sarif rules/ > check.sarif" },
    0, SIZE_MAX, COMMON | HAS(STRICT) | HAS(PENDING) | HAS(FORMAT),
    FOR_BOTH | FORM(SARIF), NULL, run_check },
  { "test", "testa", "[PATH...]", "Run the tests that stand in the rule files",
    "",
    { "anslag test guideline.anslag", "anslag test --format junit rules/ > tests.xml",
      "anslag test --mutate --threshold 90 rules/" },
    0, SIZE_MAX, COMMON | HAS(FORMAT) | HAS(COVERAGE) | HAS(BOUNDARIES) | HAS(MUTATE) |
    HAS(THRESHOLD) | HAS(SAMPLE) | HAS(SEED),
    FOR_BOTH | FORM(TAP) | FORM(JUNIT), NULL, run_test },
  { "schema", "schema", "[RULES]", "The SQL tables that the rules need",
    "Prints them; with --db makes those that are missing; with --check only compares.",
    { "anslag schema guideline.anslag | sqlite3 cases.db",
      "anslag schema guideline.anslag --db cases.db --check" },
    0, 1, COMMON | HAS(DB) | HAS(CHECK),
    0, NULL, run_schema },
  { "import", "läs", "[RULES] RECORD FILE.csv", "Load a CSV file into a record's table",
    "RECORD is a record of the rules, or the link table of a list.  All rows or none, unless\n"
    "--keep-good or --keep-bad says otherwise.",
    { "anslag import guideline.anslag --db cases.db application export.csv",
      "anslag import guideline.anslag --db cases.db --dry-run application export.csv" },
    2, 3, COMMON | HAS(DB) | HAS(DRY_RUN) | HAS(UPDATE) | HAS(GUESS) | HAS(KEEP_GOOD) |
    HAS(KEEP_BAD), 0,
    NULL, run_import },
  { "run", "pröva", "[RULES]", "Judge every record and write the proposal",
    "Nothing is decided: what is written is a proposal, in the tables anslag_*.",
    { "anslag run guideline.anslag --db cases.db",
      "anslag run guideline.anslag --db cases.db --dry-run --set \"director_limit = 2 mkr\"",
      "anslag run --format json" },
    0, 1, COMMON | WHAT_IF | HAS(DB) | HAS(OUT) | HAS(DRY_RUN) | HAS(COMMIT) | HAS(FORMAT) |
    HAS(WINDOW) | HAS(PROFILE),
    FOR_BOTH, NULL, run_run },
  { "decide", "beslut", "[RULES] --run N --by BODY --on DATE [FILE.csv]",
    "Record what people decided by a proposal",
    "As run N proposes it for that body; where they decided otherwise, FILE says so (record,\n"
    "outcome, granted, reason, decider).  Lines are only added, each sealed to the one before.",
    { "anslag decide --run 12 --by RS --on 2026-10-14 --ref \"§ 187\"",
      "anslag decide guideline.anslag --db cases.db --run 12 --by RS --on 2026-10-14 differs.csv",
      "anslag decide --run 12 --by RS --on 2026-11-02 --replace corrections.csv" },
    0, 2, COMMON | HAS(DB) | HAS(RUN) | HAS(BY) | HAS(ON) | HAS(REF) | HAS(REPLACE) |
    HAS(DRY_RUN) | HAS(MAX_STEPS) | HAS(FORMAT), FOR_BOTH, NULL, run_decide },
  { "runs", "körningar", "[RULES] [show N | replay N]",
    "The runs there are, one of them, or one judged again",
    "--verify tells whether runs, decisions, rows and rule texts still say what was written;\n"
    "with --head, whether the chain still holds the hash noted elsewhere.",
    { "anslag runs guideline.anslag --db cases.db", "anslag runs --verify",
      "anslag runs replay 12" },
    0, 3, COMMON | HAS(DB) | HAS(VERIFY) | HAS(HEAD) | HAS(MAX_STEPS) | HAS(FORMAT),
    FOR_BOTH, NULL, run_runs },
  { "audit", "granska", "[RULES]", "Decisions taken, held against powers, frames and rules",
    "Powers on the day of the decision, frames, splitting, late reports, facts changed since, and\n"
    "whether the record is whole; findings exit 0, a broken record 1.",
    { "anslag audit guideline.anslag --db cases.db --from 2026-01-01",
      "anslag audit --from 2026-01-01 --until 2026-12-31 --to findings.csv" },
    0, 1, COMMON | WHAT_IF | HAS(DB) | HAS(FROM) | HAS(UNTIL) | HAS(TO) | HAS(FORMAT),
    FOR_BOTH | FORM(CSV), "a .csv or .json file", run_audit },
  { "explain", "förklara", "[RULES] KEY", "Why a record got its outcome, and what would change it",
    "",
    { "anslag explain guideline.anslag --db cases.db 212",
      "anslag explain 212 --set \"pool_limit = 150 mkr\"" },
    1, 2, COMMON | WHAT_IF | HAS(DB) | HAS(DECISION) | HAS(DECIDED) | HAS(RUN) | HAS(FORMAT),
    FOR_BOTH | FORM(HTML), NULL, run_explain },
  { "repl", "fråga", "[RULES]", "Ask what if, why and why not, one question after the other",
    "Rules and records are read once; nothing is written to the database.  :help tells the words.\n"
    "Without a terminal it is a script: it stops at the first input that fails, with its code.",
    { "anslag repl guideline.anslag --db cases.db",
      "anslag repl --scenario \"doubled delegation\"",
      "echo 'set pool_limit = 150 mkr' | anslag repl guideline.anslag --db cases.db" },
    0, 1, COMMON | WHAT_IF | HAS(DB) | HAS(KEEP_GOING),
    0, NULL, run_repl },
  { "missing", "saknas", "[RULES]", "What is missing, by who has to supply it",
    "Ask the applicant, assess oneself, look up in a register, wait for an event.",
    { "anslag missing guideline.anslag --db cases.db",
      "anslag missing --to missing.csv" },
    0, 1, COMMON | WHAT_IF | HAS(DB) | HAS(TO) | HAS(FORMAT),
    FOR_BOTH | FORM(CSV), "a .csv or .json file", run_missing },
  { "export", "exportera", "[RULES] decisions|findings|frames|deadlines",
    "A list for people from the latest proposal",
    "Titles as headings, names for ids, reasons in words, assumptions first.",
    { "anslag export guideline.anslag --db cases.db decisions --to board.csv --decider RS",
      "anslag export decisions --columns id,title,granted,reasons --to list.json" },
    1, 2, COMMON | HAS(DB) | HAS(TO) | HAS(COLUMNS) | HAS(WHERE) | HAS(DECIDER) | HAS(FORMAT),
    FOR_BOTH | FORM(CSV), "a .csv or .json file", run_export },
  { "fmt", "formatera", "[PATH...]", "The one layout, in place",
    "- reads standard input and prints.",
    { "anslag fmt guideline.anslag", "anslag fmt --check rules/",
      "anslag fmt --to sv - < guideline.anslag" },
    0, SIZE_MAX, COMMON | HAS(CHECK) | HAS(TO),
    0, "en or sv: the words of that language", run_fmt },
  { "budget", "budget", "[RULES] [NAME]", "Budget tables, targets and controls",
    "NAME is one budget of the rules; without it all of them, and the targets and controls.\n"
    "With --set or --scenario what changes stands beside the rules as they are.",
    { "anslag budget plan.anslag", "anslag budget plan.anslag appropriations --year 2025",
      "anslag budget plan.anslag --set \"uprating = 2.4 %\"" },
    0, 2, COMMON | WHAT_IF | HAS(DB) | HAS(YEAR) | HAS(FORMAT),
    FOR_BOTH | FORM(CSV), NULL, run_budget },
  { "deadlines", "bevaka", "[RULES]", "What is owed by whom and when, due and overdue",
    "Assignments, reports and deadlines of decisions, by body and day; without a database what\n"
    "the rules alone say.  --to takes a .csv, .json or .ics file.",
    { "anslag deadlines plan.anslag --as-of 2026-03-01",
      "anslag deadlines --db cases.db --as-of 2026-03-01 --body RS",
      "anslag deadlines plan.anslag --as-of 2026-03-01 --to plan.ics" },
    0, 1, COMMON | WHAT_IF | HAS(DB) | HAS(BODY) | HAS(TO) | HAS(FORMAT),
    FOR_BOTH | FORM(CSV) | FORM(ICS), "a .csv, .json or .ics file", run_deadlines },
  { "letters", "brev", "[RULES] --to FOLDER", "A letter to each record by its decision",
    "One page of HTML each; before a decision only with --draft, marked so.  Only what the\n"
    "applicant states is asked for.",
    { "anslag letters guideline.anslag --db cases.db --to letters",
      "anslag letters --to drafts --draft --decider RS" },
    0, 1, COMMON | WHAT_IF | HAS(DB) | HAS(TO) | HAS(DECIDER) | HAS(DRAFT),
    0, "the folder that the letters go to", run_letters },
  { "report", "rapport", "[RULES]", "How all records stand, on one page",
    "Tables with bars, what stopped records, frames, what is missing, assumptions.  The page "
    "needs\nnothing but itself, and may be printed or sent.",
    { "anslag report guideline.anslag --db cases.db -o report.html",
      "anslag report --to report.html --set \"pool_limit = 150 mkr\"" },
    0, 1, COMMON | WHAT_IF | HAS(DB) | HAS(TO),
    0, "an .html page (or -o)", run_report },
  { "doc", "dokument", "[RULES]", "The rules as a document beside their sources",
    "--sources counts what of each source document is encoded, and shows the sentences that\n"
    "no rule cites; --readings lists readings and assumptions.",
    { "anslag doc guideline.anslag --to guideline.html", "anslag doc --sources guideline.anslag",
      "anslag doc --as-of 2026-09-01 guideline.anslag" },
    0, 1, COMMON | HAS(TO) | HAS(SOURCES) | HAS(READINGS) | HAS(AS_OF) | HAS(FORMAT),
    FOR_BOTH | FORM(CSV) | FORM(HTML), "a .html page; of a list a .csv or .json file", run_doc },
  { "diff", "jämför", "[[OLD] NEW]",
    "What changed: rules, parameters, and the records that end otherwise",
    "OLD and NEW are rule files, packages, or a guideline and its amendment; @DAY behind one is\n"
    "the text of that day, @SCENARIO a scenario of its rules, alone those of the other.  --set\n"
    "and --scenario are laid over NEW, or over the package's own rules where neither is named.\n"
    "With --documents they are source documents.",
    { "anslag diff guideline.anslag september.anslag --db cases.db",
      "anslag diff guideline.anslag \"@doubled delegation\" --db cases.db",
      "anslag diff --documents guideline sources/guideline_2026-08-20.txt" },
    0, 3, COMMON | WHAT_IF | HAS(DB) | HAS(TO) | HAS(DOCUMENTS) | HAS(DECIDED) | HAS(FORMAT),
    FOR_BOTH | FORM(CSV), "a .csv or .json file", run_diff },
  { "source", "källa", "add FILE", "A text file as a source document of the package",
    "Writes sources/NAME_DATE.txt, tells where a hyphen or a minus sign may be lost, and prints\n"
    "the clause that names the document.  PDF and Word where a program that reads them is\n"
    "installed.",
    { "anslag source add ~/amendment.txt --as amendment --dated 2026-08-20",
      "anslag source add decision.pdf --as decision --case-number RS-2026-0123" },
    2, 2, COMMON | HAS(AS) | HAS(DATED) | HAS(CASE_NUMBER),
    0, NULL, run_source },
  { "help", "hjälp", "[TOPIC|CODE]", "Topics of the language; what a message means",
    "",
    { "anslag help words", "anslag help E0312" },
    0, 1, COMMON,
    0, NULL, run_help },
};

const size_t command_count = sizeof commands / sizeof commands[0];
