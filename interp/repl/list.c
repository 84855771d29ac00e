/* Lists of records: which, in what order, with what beside them. */
#include "interp/repl/columns.h"

#include "grammar/keywords.h"
#include "interp/check/check.h"
#include "interp/experiment/query.h"
#include "interp/report/figure.h"
#include "interp/report/titles.h"

#include <stdlib.h>

/* More rows than these are made when a file asks for them. */
enum { ROWS_SHOWN = 40, ROWS_MADE = 1000 };

typedef struct {
  Dialogue         *dialogue;
  const Decision   *decision;
  const StandingOf *of;
  bool              only_kind, only_decider;
  OutcomeKind       kind;
  int               own;        /* -1: any */
  Text              decider;
  const Term       *where;
  const QueryKey   *keys;
  size_t            key_count;
  size_t            most;       /* 0: all */
  size_t            rows_most;  /* of the table; 0: all */
  AskedColumns      columns;
  QueryAnswer       found;
  Display          *table;
  int64_t           granted;
} Listing;

static bool names_body(const Model *model, Text word, Text *name) {
  for (size_t i = 0; i < model->bodies.count; i++)
    if (text_equal(model->bodies.items[i]->name, word)) {
      *name = word;
      return true;
    }
  return false;
}

static void add_column(Listing *listing, ColumnKind kind, Text name) {
  LIST_ADD(listing->dialogue->turn.arena, &listing->columns, AskedColumn,
           (AskedColumn){ .kind = kind, .name = name });
}

/* One whose heading is a word of the screen. */
static void add_ending(Listing *listing, ColumnKind kind, const char *english) {
  add_column(listing, kind, text_from(said(listing->dialogue, english)));
}

/* Which records: an outcome, all, a body's, or (an expression over a record) all with its value. */
static void read_which(Listing *listing, const Expr *of) {
  Dialogue *dialogue = listing->dialogue;
  if (!of)
    return;
  Text word = of->kind == EXPR_NAME ? of->as.name.text : TEXT("");
  if (word.length && names_outcome(dialogue, word, &listing->kind, &listing->own)) {
    listing->only_kind = true;
    return;
  }
  if (word.length && word_means(word, "all", "alla"))
    return;
  if (word.length && names_body(dialogue_model(dialogue), word, &listing->decider)) {
    listing->only_decider = true;
    return;
  }
  AskedColumn column;
  if (!column_of(dialogue, listing->decision, of, &column))
    dialogue_stop(dialogue);
  add_column(listing, COLUMN_KEY,
             listing->decision->subject->fields[listing->decision->subject->key].name);
  LIST_ADD(dialogue->turn.arena, &listing->columns, AskedColumn, column);
}

static bool shows_key(const RecordType *subject, const ShownList *shown) {
  for (size_t i = 0; i < shown->count; i++) {
    const Expr *value = shown->items[i].value;
    const FieldType *field = value->kind == EXPR_NAME
                                 ? record_type_find(subject, value->as.name.text) : NULL;
    if (field && field->key)
      return true;
  }
  return false;
}

static void read_columns(Listing *listing, const ShownList *shown) {
  Dialogue *dialogue = listing->dialogue;
  const RecordType *subject = listing->decision->subject;
  if (listing->columns.count == 0 && !shows_key(subject, shown))
    add_column(listing, COLUMN_KEY, subject->fields[subject->key].name);
  if (shown->count == 0 && listing->columns.count == 1) {
    if (title_field(subject))
      add_column(listing, COLUMN_TITLE, title_field(subject)->name);
    if (listing->decision->amounts.count)
      add_ending(listing, COLUMN_ASKED, MESSAGE("asked"));
    if (!listing->only_kind)
      add_ending(listing, COLUMN_OUTCOME, MESSAGE("outcome"));
    if (!listing->only_kind || listing->kind == OUTCOME_FUNDABLE)
      add_ending(listing, COLUMN_DECIDER, MESSAGE("decider"));
    if (listing->decision->amounts.count &&
        (!listing->only_kind || listing->kind == OUTCOME_FUNDABLE))
      add_ending(listing, COLUMN_GRANTED, MESSAGE("granted"));
  }
  for (size_t i = 0; i < shown->count; i++) {
    AskedColumn column;
    if (!column_of(dialogue, listing->decision, shown->items[i].value, &column))
      dialogue_stop(dialogue);
    LIST_ADD(dialogue->turn.arena, &listing->columns, AskedColumn, column);
  }
}

static void read_test(Listing *listing, const Expr *where) {
  Dialogue *dialogue = listing->dialogue;
  if (!where)
    return;
  listing->where = check_ended_expression(dialogue_model(dialogue), listing->decision, where,
                                          dialogue->turn.diags);
  if (listing->where && listing->where->type.kind != TYPE_TRUTH)
    diag_report(dialogue->turn.diags, DIAG_NOT_ASKABLE, where->span,
                "\"%s\" needs a test, which is yes or no",
                keyword_called("where", dialogue_surface(dialogue)));
  dialogue_stop_on_errors(dialogue);
}

/* The amounts asked and granted need no evaluation; other words for how a record ends have no
 * largest. */
static void read_keys(Listing *listing, const SortKeyList *keys) {
  Dialogue *dialogue = listing->dialogue;
  QueryKey *read = arena_array(dialogue->turn.arena, QueryKey, keys->count + 1);
  for (size_t i = 0; i < keys->count; i++) {
    AskedColumn column;
    if (!column_of(dialogue, listing->decision, keys->items[i].value, &column))
      dialogue_stop(dialogue);
    if (column.kind != COLUMN_TERM && !column_right(&column)) {
      diag_report(dialogue->turn.diags, DIAG_NOT_ASKABLE, keys->items[i].value->span,
                  "\"%.*s\" has no order", TEXT_PRINT(column.name));
      diag_help(dialogue->turn.diags, "a field, an amount or an expression of them has one");
      dialogue_stop(dialogue);
    }
    read[i] = (QueryKey){ .kind = column.kind == COLUMN_ASKED   ? QUERY_ASKED
                                : column.kind == COLUMN_GRANTED ? QUERY_GRANTED : QUERY_TERM,
                          .term = column.term };
  }
  listing->keys = read;
  listing->key_count = keys->count;
}

static bool is_listed(const Listing *listing, const StandWay *way) {
  if (listing->only_kind && way->kind != listing->kind)
    return false;
  if (listing->only_kind && listing->own >= 0 && way->own != listing->own)
    return false;
  return !listing->only_decider ||
         text_equal(listing->of->deciders[way->decider], listing->decider);
}

static void find_records(Listing *listing, Evaluator *evaluator, const RecordSource *source) {
  Arena *arena = listing->dialogue->turn.arena;
  const StandingOf *of = listing->of;
  bool *ways = arena_array(arena, bool, of->way_count + 1);
  for (size_t i = 0; i < of->way_count; i++)
    ways[i] = is_listed(listing, &of->ways[i]);
  Query query = { .of = of, .ways = ways, .where = listing->where,
                  .keys = listing->keys, .key_count = listing->key_count,
                  .most = listing->most };
  listing->found = experiment_query(listing->dialogue->base->experiment, arena, &query, evaluator,
                                    source);
}

static void fill_table(Listing *listing, Evaluator *evaluator, const RecordSource *source,
                       Arena *batch) {
  Dialogue *dialogue = listing->dialogue;
  size_t count = listing->found.count, most = listing->rows_most;
  listing->table->total = count;
  for (size_t i = 0; i < count; i++)
    listing->granted += standing_at(listing->of, listing->found.numbers[i]).granted;
  for (size_t i = 0; i < count && (!most || i < most); i++) {
    size_t number = listing->found.numbers[i];
    memory_poll(dialogue->memory);
    arena_reset(batch);
    const Record *record = experiment_record(dialogue->base->experiment, &dialogue->assumed,
                                             listing->decision, number, batch);
    evaluator_subject(evaluator, record, listing->decision, source, batch);
    query_results(listing->of, dialogue_model(dialogue), number, evaluator);
    Listed listed = { dialogue, listing->of, number, record, evaluator, listing->table->arena };
    DisplayCell *row = display_row(listing->table);
    for (size_t j = 0; j < listing->columns.count; j++)
      row[j] = column_cell(&listed, &listing->columns.items[j]);
  }
}

static void list_records(void *context, Evaluator *evaluator, const RecordSource *source,
                         Arena *scratch) {
  Listing *listing = context;
  Arena batch;
  arena_init_deferred(&batch, listing->dialogue->memory);
  (void)scratch;
  find_records(listing, evaluator, source);
  fill_table(listing, evaluator, source, &batch);
  memory_release(listing->dialogue->memory, &batch);
}

static void write_list(Listing *listing) {
  Dialogue *dialogue = listing->dialogue;
  DialogueTurn *turn = &dialogue->turn;
  if (listing->found.count == 0) {
    writer_say_number(turn->out, listing->of->count, "  none of %zu\n");
    return;
  }
  display_write(turn->out, &turn->screen, listing->table, ROWS_SHOWN);
  size_t all = listing->found.found, shown = listing->found.count;
  writer_put(turn->out, TEXT("  "));
  if (shown < all)
    writer_say(turn->out, "the first %.*s of %.*s", TEXT_PRINT(screen_count(turn->arena, shown)),
               TEXT_PRINT(screen_count(turn->arena, all)));
  else
    writer_say(turn->out, "%.*s of %.*s", TEXT_PRINT(screen_count(turn->arena, all)),
               TEXT_PRINT(screen_count(turn->arena, listing->of->count)));
  if (listing->decision->amounts.count && listing->granted)
    writer_say(turn->out, ", granted %.*s",
               TEXT_PRINT(figure_amount(turn->arena, &turn->screen, listing->granted,
                                        listing->decision->currency)));
  writer_put_char(turn->out, '\n');
}

static Listing make_list(Dialogue *dialogue, const Question *question, Arena *arena,
                         size_t rows_most) {
  const Decision *decision = dialogue_decision(dialogue);
  const Standing *standing = standing_now(dialogue);
  Listing listing = { .dialogue = dialogue, .decision = decision, .own = -1,
                      .of = &standing->decisions[decision->index], .rows_most = rows_most };
  bool listed = question->kind == QUESTION_LIST;
  static const ShownList nothing = { NULL, 0, 0 };
  static const SortKeyList no_keys = { NULL, 0, 0 };
  read_which(&listing, question->as.list.of);
  read_columns(&listing, listed ? &question->as.list.shown : &nothing);
  read_test(&listing, listed ? question->as.list.where : NULL);
  read_keys(&listing, listed ? &question->as.list.keys : &no_keys);
  Text digits = listed ? question->as.list.most : TEXT("");
  listing.most = digits.length ? (size_t)strtoull(arena_text(dialogue->turn.arena, digits).bytes,
                                                  NULL, 10) : 0;
  listing.table = display_new(arena);
  for (size_t i = 0; i < listing.columns.count; i++)
    display_column(listing.table, listing.columns.items[i].name, listing.columns.items[i].name,
                   column_right(&listing.columns.items[i]));
  experiment_alone(dialogue->base->experiment, &dialogue->assumed, list_records, &listing);
  return listing;
}

void ask_list(Dialogue *dialogue, const Question *question) {
  Listing listing = make_list(dialogue, question, kept_begin(&dialogue->table.kept), ROWS_MADE);
  write_list(&listing);
  display_keep(dialogue, listing.table);
}

const Display *list_whole(Dialogue *dialogue, const Question *question, Arena *arena) {
  return make_list(dialogue, question, arena, 0).table;
}
