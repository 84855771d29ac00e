#include "interp/command/commands.h"

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
                    line_has(line, DRY_RUN) };
  return anslag_run(session, &run);
}

static int run_test(AnslagSession *session, const Line *line) {
  AnslagTest test = { line->words, line->word_count };
  return anslag_test(session, &test);
}

static int run_explain(AnslagSession *session, const Line *line) {
  AnslagExplain explain = { rules_of(line, 1), line->values[OPTION_DB], word_from_end(line, 1),
                            line->values[OPTION_DECISION] };
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
    return usage_error("anslag fmt --to sv", "\"%s\" is no language of the rules", to);
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

static int run_doc(AnslagSession *session, const Line *line) {
  if (line_has(line, SOURCES) && line_has(line, READINGS))
    return usage_error("anslag doc --sources", "--sources and --readings are two lists");
  AnslagDoc doc = { rules_of(line, 0),
                    line_has(line, SOURCES)    ? ANSLAG_DOC_SOURCES
                    : line_has(line, READINGS) ? ANSLAG_DOC_READINGS
                                               : ANSLAG_DOC_RULES,
                    line->values[OPTION_TO] };
  return anslag_doc(session, &doc);
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
    { "anslag test guideline.anslag", "anslag test --format junit rules/ > tests.xml" },
    0, SIZE_MAX, COMMON | HAS(FORMAT),
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
    0, 1, COMMON | WHAT_IF | HAS(DB) | HAS(OUT) | HAS(DRY_RUN) | HAS(FORMAT),
    FOR_BOTH, NULL, run_run },
  { "explain", "förklara", "[RULES] KEY", "Why a record got its outcome, and what would change it",
    "",
    { "anslag explain guideline.anslag --db cases.db 212",
      "anslag explain 212 --set \"pool_limit = 150 mkr\"" },
    1, 2, COMMON | WHAT_IF | HAS(DB) | HAS(DECISION) | HAS(FORMAT),
    FOR_BOTH, NULL, run_explain },
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
  { "doc", "dokument", "[RULES]", "The rules as a document beside their sources",
    "--sources counts what of each source document is encoded, and shows the sentences that\n"
    "no rule cites; --readings lists readings and assumptions.",
    { "anslag doc guideline.anslag --to guideline.html", "anslag doc --sources guideline.anslag",
      "anslag doc --as-of 2026-09-01 guideline.anslag" },
    0, 1, COMMON | HAS(TO) | HAS(SOURCES) | HAS(READINGS) | HAS(AS_OF) | HAS(FORMAT),
    FOR_BOTH | FORM(CSV) | FORM(HTML), "a .html page; of a list a .csv or .json file", run_doc },
  { "help", "hjälp", "[TOPIC|CODE]", "Topics of the language; what a message means",
    "",
    { "anslag help words", "anslag help E0312" },
    0, 1, COMMON,
    0, NULL, run_help },
};

const size_t command_count = sizeof commands / sizeof commands[0];
