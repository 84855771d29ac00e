/* Lines that begin with a colon: about the dialogue itself. */
#include "interp/repl/inside.h"

typedef struct {
  const char *english, *swedish;
  void      (*run)(Dialogue *dialogue, Text rest);
  const char *about;
  const char *takes, *takes_swedish;   /* what follows it; NULL: nothing */
} Command;

static void run_undo(Dialogue *dialogue, Text rest) {
  (void)rest;
  ask_undo(dialogue, false);
}

static void run_redo(Dialogue *dialogue, Text rest) {
  (void)rest;
  ask_undo(dialogue, true);
}

static void run_set(Dialogue *dialogue, Text rest) {
  (void)rest;
  ask_settings(dialogue);
}

static void run_quit(Dialogue *dialogue, Text rest) {
  (void)rest;
  dialogue->over = true;
}

static void run_hold(Dialogue *dialogue, Text rest) {
  bool none = word_means(rest, "none", "inga"), all = word_means(rest, "all", "alla");
  if (none || all) {
    ask_hold(dialogue, none);
    return;
  }
  diag_report(dialogue->turn.diags, DIAG_NO_SUCH_COMMAND, SPAN_NONE,
              ":hold needs none or all");
  diag_help(dialogue->turn.diags, "all: decisions taken stand; none: they are judged too");
  dialogue_stop(dialogue);
}

/* What a run under the same settings would write. */
static void run_digest(Dialogue *dialogue, Text rest) {
  (void)rest;
  dialogue_decision(dialogue);
  Text digest = experiment_digest(dialogue->base->experiment, dialogue->turn.arena,
                                  &dialogue->assumed);
  writer_print(dialogue->turn.out, "  %.*s\n", TEXT_PRINT(digest));
}

static void need_file(Dialogue *dialogue, Text file, const char *example) {
  if (file.length)
    return;
  diag_report(dialogue->turn.diags, DIAG_NO_SUCH_COMMAND, SPAN_NONE,
              "the name of a file is missing");
  diag_help(dialogue->turn.diags, "%s", example);
  dialogue_stop(dialogue);
}

static void run_once(Dialogue *dialogue, Text file) {
  DialogueTurn *turn = &dialogue->turn;
  need_file(dialogue, file, ":once list.csv");
  if (!dialogue->table.table) {
    diag_report(turn->diags, DIAG_NOTHING_THERE, SPAN_NONE, "no table has been shown yet");
    dialogue_stop(dialogue);
  }
  bool json = text_ends_with(file, TEXT(".json"));
  if (!json && !text_ends_with(file, TEXT(".csv"))) {
    diag_report(turn->diags, DIAG_USAGE, SPAN_NONE, "\"%.*s\" is no form a list can have",
                TEXT_PRINT(file));
    diag_help(turn->diags, "end the file's name in .csv (for Excel) or .json");
    dialogue_stop(dialogue);
  }
  Sheet sheet = display_sheet(turn->arena, display_whole(dialogue));
  SheetStyle style = { .separator = turn->screen.swedish ? ';' : ',',
                       .point = turn->screen.swedish ? ',' : '.', .mark = true, .notes = true };
  Writer writer;
  writer_to_memory(&writer, turn->arena);
  if (json)
    sheet_write_json(&writer, &sheet);
  else
    sheet_write_csv(&writer, &sheet, &style);
  file_write(dialogue, file, writer_text(&writer));
  writer_say_count(turn->out, sheet.rows.count, "  %zu row written\n",
                   MESSAGE("  %zu rows written\n"));
}

static void run_svg(Dialogue *dialogue, Text file) {
  DialogueTurn *turn = &dialogue->turn;
  need_file(dialogue, file, ":svg picture.svg");
  if (!dialogue->chart.chart && !dialogue->chart.heat_count) {
    diag_report(turn->diags, DIAG_NOTHING_THERE, SPAN_NONE, "there is nothing to draw yet");
    diag_help(turn->diags, "vary a parameter first: sweep NAME from A to B step C show granted");
    dialogue_stop(dialogue);
  }
  Writer writer;
  writer_to_memory(&writer, turn->arena);
  if (dialogue->chart.chart)
    chart_svg(&writer, turn->arena, &turn->screen, dialogue->chart.chart, TEXT("chart"));
  else
    heat_svg(&writer, turn->arena, &turn->screen, &dialogue->chart.heats[0], TEXT("chart"));
  file_write(dialogue, file, writer_text(&writer));
  writer_say(turn->out, "  written to %.*s\n", TEXT_PRINT(screen_visible(turn->arena, file)));
}

static void run_help(Dialogue *dialogue, Text topic);

static const Command commands[] = {
  { ":help",   ":hjälp",   run_help,   MESSAGE("these words, or a page of help"),
    "[TOPIC]", "[ÄMNE]" },
  { ":set",    ":sätt",    run_set,    MESSAGE("what is assumed now"), NULL, NULL },
  { ":undo",   ":ångra",   run_undo,   MESSAGE("one step back"), NULL, NULL },
  { ":redo",   ":gör om",  run_redo,   MESSAGE("one step forward again"), NULL, NULL },
  { ":hold",   ":håll",    run_hold,   MESSAGE("all or none of the decisions taken"),
    "all|none", "alla|inga" },
  { ":once",   ":skriv",   run_once,   MESSAGE("the last table, as .csv or .json"),
    "FILE", "FIL" },
  { ":svg",    ":svg",     run_svg,    MESSAGE("the last chart, as .svg"),
    "FILE", "FIL" },
  { ":digest", ":kontrollsumma", run_digest, MESSAGE("the digest a run with this would have"),
    NULL, NULL },
  { ":quit",   ":avsluta", run_quit,   MESSAGE("ends the dialogue"), NULL, NULL },
};

enum { COMMANDS = sizeof commands / sizeof *commands };

/* ---- help --------------------------------------------------------------------------------- */

typedef struct { const char *english, *swedish, *about; } Verb;

static const Verb verbs[] = {
  { "set NAME = VALUE", "sätt NAMN = VÄRDE",
    MESSAGE("what if a parameter were another; settings add up") },
  { "unset [NAME]", "återställ [NAMN]",
    MESSAGE("takes it back; alone: all") },
  { "scenario \"NAME\"", "scenario \"NAMN\"",
    MESSAGE("the settings of a scenario of the rules") },
  { "what if KEY, FIELD VALUE", "tänk om NYCKEL, FÄLT VÄRDE",
    MESSAGE("other facts of one record") },
  { "without RULE", "utan REGEL",
    MESSAGE("a rule switched off") },
  { "diff [by FIELD]", "skillnader [per FÄLT]",
    MESSAGE("every record that differs") },
  { "compare baseline, \"NAME\", current", "jämför utgångsläge, \"NAMN\", nuläge",
    MESSAGE("side by side") },
  { "explain KEY", "förklara NYCKEL",
    MESSAGE("why a record ends as it does") },
  { "why not KEY", "varför inte NYCKEL",
    MESSAGE("what would have to change, the least first") },
  { "fundable where C top N by V show V, …", "kan beviljas där C topp N per V visa V, …",
    MESSAGE("records; all where … too") },
  { "sweep NAME from A to B step C show V, …", "variera NAMN från A till B steg C visa V, …",
    MESSAGE("a parameter step by step") },
  { "plot", "rita",
    MESSAGE("the sweep as a chart") },
  { "solve NAME for V = GOAL", "målsök NAMN för V = MÅL",
    MESSAGE("goal seek") },
  { "frames", "ramar",
    MESSAGE("what is drawn, and what binds") },
  { "budget [NAME], targets, controls", "budget [NAMN], mål, kontroller",
    MESSAGE("as budget shows them") },
  { "save scenario \"NAME\" to FILE", "spara scenario \"NAMN\" till FIL",
    MESSAGE("what is set, as a scenario") },
  { "test that \"SENTENCE\"", "test att \"MENING\"",
    MESSAGE("a test of the record on the screen; save test to FILE") },
};

/* The front end's own command, where it has an editor. */
static const char last_input[] = MESSAGE("the last input in an editor");

static void list_word(Dialogue *dialogue, Text form, const char *about) {
  enum { VERB_WIDTH = 44 };
  DialogueTurn *turn = &dialogue->turn;
  writer_put(turn->out, TEXT("  "));
  screen_styled_pad(turn->out, &turn->screen, STYLE_STRONG, form, VERB_WIDTH);
  writer_put_char(turn->out, ' ');
  screen_wrap(turn->out, &turn->screen, text_from(said(dialogue, about)), VERB_WIDTH + 3,
              VERB_WIDTH + 3);
}

/* ":once FILE" */
static Text command_form(const Dialogue *dialogue, const Command *command) {
  bool swedish = dialogue_surface(dialogue) == SURFACE_SWEDISH;
  const char *name = swedish ? command->swedish : command->english;
  const char *takes = swedish ? command->takes_swedish : command->takes;
  return takes ? arena_format(dialogue->turn.arena, "%s %s", name, takes) : text_from(name);
}

static void list_words(Dialogue *dialogue) {
  DialogueTurn *turn = &dialogue->turn;
  bool swedish = dialogue_surface(dialogue) == SURFACE_SWEDISH;
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
    list_word(dialogue, text_from(swedish ? verbs[i].swedish : verbs[i].english), verbs[i].about);
  for (size_t i = 0; i < COMMANDS; i++)
    list_word(dialogue, command_form(dialogue, &commands[i]), commands[i].about);
  list_word(dialogue, text_from(swedish ? ":redigera" : ":edit"), last_input);
  writer_put(turn->out, TEXT("  "));
  screen_wrap(turn->out, &turn->screen,
              text_from(said(dialogue, MESSAGE("An expression is evaluated (212.amount, "
                                               "director_limit / 2); a declaration is laid "
                                               "over the rules."))), 2, 2);
}

static void run_help(Dialogue *dialogue, Text topic) {
  if (topic.length == 0)
    list_words(dialogue);
  else
    dialogue->host.help(dialogue->host.context, topic);
}

/* ---- which it is -------------------------------------------------------------------------- */

static bool is_command(Text line, const char *name, Text *rest) {
  Text word = text_from(name);
  if (!text_starts_with(line, word))
    return false;
  if (line.length > word.length && line.bytes[word.length] != ' ')
    return false;
  *rest = text_trim(text_part(line, word.length, line.length));
  return true;
}

static void report_none(Dialogue *dialogue, Text line) {
  size_t end = text_find(line, TEXT(" "), 0);
  Text named = text_part(line, 0, end > line.length ? line.length : end);
  bool swedish = dialogue_surface(dialogue) == SURFACE_SWEDISH;
  UnicodeNearest nearest = { dialogue->turn.arena, named, TEXT_NONE, 3 };
  diag_report(dialogue->turn.diags, DIAG_NO_SUCH_COMMAND, SPAN_NONE, "there is no command %.*s",
              TEXT_PRINT(named));
  for (size_t i = 0; i < COMMANDS; i++)
    unicode_nearest(&nearest, text_from(swedish ? commands[i].swedish : commands[i].english));
  if (nearest.best.length)
    diag_help(dialogue->turn.diags, "did you mean %.*s?", TEXT_PRINT(nearest.best));
  else
    diag_help(dialogue->turn.diags, "%s tells the words", swedish ? ":hjälp" : ":help");
  dialogue_stop(dialogue);
}

bool is_bare_command(Text line) {
  return text_equal(line, TEXT("?")) || word_means(line, "help", "hjälp") ||
         word_means(line, "quit", "avsluta") || word_means(line, "exit", "sluta");
}

/* The command that a word without its colon means. */
static Text with_colon(const Dialogue *dialogue, Text line) {
  if (text_equal(line, TEXT("?")))
    return TEXT(":help");
  if (word_means(line, "exit", "sluta"))
    return TEXT(":quit");
  return is_bare_command(line)
             ? arena_format(dialogue->turn.arena, ":%.*s", TEXT_PRINT(line)) : line;
}

void ask_command(Dialogue *dialogue, Text typed) {
  Text rest, line = with_colon(dialogue, typed);
  for (size_t i = 0; i < COMMANDS; i++)
    if (is_command(line, commands[i].english, &rest) ||
        is_command(line, commands[i].swedish, &rest)) {
      commands[i].run(dialogue, rest);
      return;
    }
  report_none(dialogue, line);
}

void commands_offer(const Dialogue *dialogue, void offer(void *context, Text word, Text about),
                    void *context) {
  bool swedish = dialogue_surface(dialogue) == SURFACE_SWEDISH;
  for (size_t i = 0; i < COMMANDS; i++)
    offer(context, text_from(swedish ? commands[i].swedish : commands[i].english),
          text_from(said(dialogue, commands[i].about)));
  offer(context, text_from(swedish ? ":redigera" : ":edit"),
        text_from(said(dialogue, last_input)));
}
