#include "interp/report/missing.h"

#include "base/canonical.h"
#include "interp/report/titles.h"

enum { OWNERS = 4, MOST_SHOWN_RECORDS = 24, COUNT_WIDTH = 7 };

static const char *const owner_headings[OWNERS] = {
  MESSAGE("Ask the applicant"), MESSAGE("Assess"), MESSAGE("Look up"), MESSAGE("Wait for")
};

void missing_init(Missing *missing, Arena *arena, const Model *model) {
  *missing = (Missing){ .arena = arena, .model = model };
  map_init(&missing->ways, arena);
  map_init(&missing->facts, arena);
  for (size_t i = 0; i < OWNERS; i++)
    map_init(&missing->seen[i], arena);
}

/* ---- gathering ------------------------------------------------------------------- */

static MissingFact *fact_of(Missing *missing, const Ask *ask) {
  Arena *arena = missing->arena;
  Text name = ask->field ? ask->field->name : ask->pending;
  FactOwner owner = ask->field ? ask->field->owner : FACT_EVENT;
  Text key = arena_format(arena, "%d %d %.*s", (int)owner, ask->field != NULL, TEXT_PRINT(name));
  MissingFact *fact = map_get(&missing->facts, key);
  if (fact)
    return fact;
  fact = arena_new(arena, MissingFact);
  *fact = (MissingFact){ .owner = owner, .pending = !ask->field, .name = arena_text(arena, name) };
  fact->word = fact->name;
  if (ask->field) {
    fact->title = ask->field->title;
    fact->word = field_word(ask->field);
    fact->supplier = title_of_supplier(missing->model, ask->field->owner_name);
  }
  map_add(&missing->facts, key, fact);
  return fact;
}

static void add_ask(Missing *missing, Text record, const Ask *ask) {
  MissingFact *fact = fact_of(missing, ask);
  size_t before = fact->cases.count;
  Text path = ask_name(ask);
  bool same = before && text_equal(fact->cases.items[before - 1].record, record);
  if (same && text_equal(fact->cases.items[before - 1].path, path))
    return;
  MissingCase lacks = { record, arena_text(missing->arena, path), ask->possibly };
  LIST_ADD(missing->arena, &fact->cases, MissingCase, lacks);
  fact->records += !same;
  map_add(&missing->seen[fact->owner], record, missing);
}

static void add_record(Missing *missing, const RecordType *type, Text key, const Ask *asks,
                       size_t count) {
  Text record = arena_text(missing->arena, key);
  missing->records++;
  missing->noun = title_of_type(type);
  missing->of = type;
  for (size_t i = 0; i < count; i++)
    add_ask(missing, record, &asks[i]);
}

void missing_add(Missing *missing, const Judgement *judgement) {
  missing->invalid += judgement->kind == OUTCOME_INVALID;
  if (judgement->kind == OUTCOME_INCOMPLETE)
    add_record(missing, judgement->record->type,
               record_key_text(missing->arena, judgement->record), judgement->missing.items,
               judgement->missing.count);
}

/* ---- of a run by columns --------------------------------------------------------------- */

static void keep_way(Missing *missing, Text words, const AskList *asks) {
  Arena *arena = missing->arena;
  MissingWay *way = arena_new(arena, MissingWay);
  for (size_t i = 0; i < asks->count; i++) {
    Ask ask = asks->items[i];
    ask.path = arena_text(arena, ask.path);
    ask.pending = arena_text(arena, ask.pending);
    LIST_ADD(arena, &way->asks, Ask, ask);
  }
  map_add(&missing->ways, arena_text(arena, words), way);
}

Text missing_words(void *context, const Judgement *judgement, Arena *batch) {
  Missing *missing = context;
  Writer writer;
  if (judgement->kind != OUTCOME_INCOMPLETE)
    return TEXT_NONE;
  writer_to_memory(&writer, batch);
  for (size_t i = 0; i < judgement->missing.count; i++) {
    const Ask *ask = &judgement->missing.items[i];
    writer_print(&writer, "%d %d", ask->field ? (int)ask->field->owner : -1, ask->possibly);
    canonical_field(&writer, ask->field ? ask->field->name : ask->pending);
    canonical_field(&writer, ask_name(ask));
    writer_put_char(&writer, '\n');
  }
  Text words = writer_text(&writer);
  if (!map_get(&missing->ways, words))
    keep_way(missing, words, &judgement->missing);
  return words;
}

const MissingWay *missing_way(const Missing *missing, Text words) {
  return words.length ? map_get(&missing->ways, words) : NULL;
}

void missing_add_ended(Missing *missing, const RecordType *type, Text key, OutcomeKind kind,
                       const MissingWay *way) {
  missing->invalid += kind == OUTCOME_INVALID;
  if (kind == OUTCOME_INCOMPLETE)
    add_record(missing, type, key, way ? way->asks.items : NULL, way ? way->asks.count : 0);
}

void missing_take(void *context, const Harvest *harvest) {
  Missing *missing = context;
  const RecordType *type = harvest_decision(harvest)->subject;
  size_t count = harvest_ending_count(harvest);
  OutcomeKind *kinds = arena_array(missing->arena, OutcomeKind, count + 1);
  const MissingWay **ways = arena_array(missing->arena, const MissingWay *, count + 1);
  HarvestRecord record;
  for (size_t i = 0; i < count; i++) {
    HarvestEnding ending = harvest_ending(harvest, (uint32_t)i);
    kinds[i] = ending.kind;
    ways[i] = missing_way(missing, ending.words);
  }
  for (HarvestReader *reader = harvest_read(harvest); harvest_next(reader, &record);)
    missing_add_ended(missing, type, record.key, kinds[record.ending], ways[record.ending]);
}

/* ---- the most wanted first, then as first met ------------------------------------------ */

static void add_wanted(Arena *arena, WantedFacts *found, const MissingFact *fact) {
  LIST_ADD(arena, found, const MissingFact *, fact);
  for (size_t i = found->count - 1;
       i > 0 && found->items[i]->records > found->items[i - 1]->records; i--) {
    const MissingFact *swapped = found->items[i];
    found->items[i] = found->items[i - 1];
    found->items[i - 1] = swapped;
  }
}

static void facts_of_owner(const Missing *missing, FactOwner owner, WantedFacts *found) {
  for (size_t i = 0; i < missing->facts.count; i++) {
    const MissingFact *fact = missing->facts.entries[i].value;
    if (fact->owner == owner)
      add_wanted(missing->arena, found, fact);
  }
}

WantedFacts missing_wanted(const Missing *missing) {
  WantedFacts found = { NULL, 0, 0 };
  for (size_t i = 0; i < missing->facts.count; i++)
    add_wanted(missing->arena, &found, missing->facts.entries[i].value);
  return found;
}

/* ---- text -------------------------------------------------------------------------- */

static Text record_list(const Missing *missing, const MissingFact *fact, Language language) {
  Writer writer;
  size_t shown = 0, distinct = 0;
  writer_to_memory(&writer, missing->arena);
  writer.language = language;
  for (size_t i = 0; i < fact->cases.count; i++) {
    if (i && text_equal(fact->cases.items[i].record, fact->cases.items[i - 1].record))
      continue;
    distinct++;
    if (shown == MOST_SHOWN_RECORDS)
      continue;
    writer_print(&writer, "%s%.*s", shown ? ", " : "", TEXT_PRINT(fact->cases.items[i].record));
    shown++;
  }
  if (distinct > shown)
    writer_say_number(&writer, distinct - shown, " and %zu more");
  return screen_visible(missing->arena, writer_text(&writer));
}

static Text fact_line(const Missing *missing, const MissingFact *fact, Language language) {
  Writer writer;
  writer_to_memory(&writer, missing->arena);
  writer.language = language;
  writer_put(&writer, fact->word);
  if (fact->title.length)
    writer_print(&writer, " - %.*s", TEXT_PRINT(fact->title));
  if (fact->pending)
    writer_say(&writer, " - pending: the rules leave it open");
  else if (fact->supplier.length)
    writer_print(&writer, " (%.*s)", TEXT_PRINT(fact->supplier));
  return screen_visible(missing->arena, writer_text(&writer));
}

static void put_owner(Writer *writer, const Screen *screen, const Missing *missing,
                      FactOwner owner) {
  WantedFacts facts = { NULL, 0, 0 };
  facts_of_owner(missing, owner, &facts);
  if (facts.count == 0)
    return;
  size_t records = missing->seen[owner].count;
  writer_put_char(writer, '\n');
  Language language = writer->language;
  screen_styled(writer, screen, STYLE_STRONG,
                text_from(message(language, owner_headings[owner])));
  writer_print(writer, message_for(language, records, ", %.*s record\n", ", %.*s records\n"),
               TEXT_PRINT(screen_count(missing->arena, records)));
  for (size_t i = 0; i < facts.count; i++) {
    writer_pad_left(writer, screen_count(missing->arena, facts.items[i]->records), COUNT_WIDTH);
    writer_put(writer, TEXT("  "));
    screen_wrap(writer, screen, fact_line(missing, facts.items[i], language), COUNT_WIDTH + 2,
                COUNT_WIDTH + 2);
    writer_repeat(writer, TEXT(" "), COUNT_WIDTH + 2);
    screen_wrap(writer, screen, record_list(missing, facts.items[i], language), COUNT_WIDTH + 2,
                COUNT_WIDTH + 2);
  }
}

/* Invalid records lack nothing that one could ask for: they are to be mended. */
static void put_invalid(Writer *writer, const Screen *screen, const Missing *missing) {
  if (missing->invalid == 0)
    return;
  const char *said =
    message_for(writer->language, missing->invalid,
                "%.*s record is invalid, for what cannot be read or computed: "
                "anslag explain KEY, or anslag export, says why.",
                "%.*s records are invalid, for what cannot be read or computed: "
                "anslag explain KEY, or anslag export, says why.");
  Text line = arena_format(missing->arena, said,
                           TEXT_PRINT(screen_count(missing->arena, missing->invalid)));
  writer_put_char(writer, '\n');
  screen_wrap(writer, screen, line, 0, 0);
}

void missing_write_text(Writer *writer, const Screen *screen, const Missing *missing) {
  if (missing->records == 0) {
    writer_say(writer, "Nothing is missing.\n");
    put_invalid(writer, screen, missing);
    return;
  }
  writer_say(writer, "%.*s: %.*s incomplete\n",
             TEXT_PRINT(screen_visible(missing->arena, missing->noun)),
             TEXT_PRINT(screen_count(missing->arena, missing->records)));
  for (unsigned owner = 0; owner < OWNERS; owner++)
    put_owner(writer, screen, missing, (FactOwner)owner);
  put_invalid(writer, screen, missing);
}

/* ---- JSON and lists ------------------------------------------------------------------ */

static void put_fact_object(Writer *writer, const MissingFact *fact) {
  writer_put(writer, TEXT("{\"owner\":"));
  writer_json(writer, text_from(fact->pending ? "" : fact_owner_names[fact->owner]));
  writer_put(writer, TEXT(",\"supplier\":"));
  writer_json(writer, fact->supplier);
  writer_put(writer, TEXT(",\"fact\":"));
  writer_json(writer, fact->name);
  writer_put(writer, TEXT(",\"title\":"));
  writer_json(writer, fact->title);
  writer_print(writer, ",\"pending\":%s,\"records\":%zu,\"cases\":[",
               fact->pending ? "true" : "false", fact->records);
  for (size_t i = 0; i < fact->cases.count; i++) {
    writer_put(writer, i ? TEXT(",{\"record\":") : TEXT("{\"record\":"));
    writer_json(writer, fact->cases.items[i].record);
    writer_put(writer, TEXT(",\"path\":"));
    writer_json(writer, fact->cases.items[i].path);
    writer_print(writer, ",\"possibly\":%s}", fact->cases.items[i].possibly ? "true" : "false");
  }
  writer_put(writer, TEXT("]}"));
}

void missing_write_json(Writer *writer, const Missing *missing) {
  writer_print(writer, "{\"incomplete\":%zu,\"facts\":[", missing->records);
  bool first = true;
  for (unsigned owner = 0; owner < OWNERS; owner++) {
    WantedFacts facts = { NULL, 0, 0 };
    facts_of_owner(missing, (FactOwner)owner, &facts);
    for (size_t i = 0; i < facts.count; i++) {
      writer_put(writer, first ? TEXT("\n") : TEXT(",\n"));
      put_fact_object(writer, facts.items[i]);
      first = false;
    }
  }
  writer_put(writer, TEXT("\n]}\n"));
}

static void put_case(Sheet *sheet, const Screen *screen, const Missing *missing,
                     const MissingFact *fact, const MissingCase *lacks) {
  Text owner = text_from(fact->pending ? MESSAGE("pending") : fact_owner_names[fact->owner]);
  Text path = path_word(sheet->arena, missing->model, missing->of, lacks->path);
  SheetCell *row = sheet_add_row(sheet);
  row[0] = sheet_word(owner, text_from(screen_words(screen, owner.bytes)));
  row[1] = sheet_text(fact->supplier);
  row[2] = sheet_text(lacks->record);
  row[3] = sheet_word(fact->name, fact->word);
  row[4] = sheet_text(fact->title);
  row[5] = sheet_word(lacks->path, path);
}

void missing_to_sheet(Sheet *sheet, const Screen *screen, const Missing *missing) {
  Text record = text_from(screen_words(screen, "Record"));
  sheet_add_column(sheet, TEXT("owner"), text_from(screen_words(screen, "Who")));
  sheet_add_column(sheet, TEXT("supplier"), text_from(screen_words(screen, "Supplier")));
  sheet_add_column(sheet, TEXT("record"), missing->noun.length ? missing->noun : record);
  sheet_add_column(sheet, TEXT("fact"), text_from(screen_words(screen, "Fact")));
  sheet_add_column(sheet, TEXT("title"), text_from(screen_words(screen, "Title")));
  sheet_add_column(sheet, TEXT("path"), text_from(screen_words(screen, "In full")));
  for (unsigned owner = 0; owner < OWNERS; owner++) {
    WantedFacts facts = { NULL, 0, 0 };
    facts_of_owner(missing, (FactOwner)owner, &facts);
    for (size_t i = 0; i < facts.count; i++)
      for (size_t j = 0; j < facts.items[i]->cases.count; j++)
        put_case(sheet, screen, missing, facts.items[i], &facts.items[i]->cases.items[j]);
  }
}
