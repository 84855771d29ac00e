/* The same report for programs: JSON, and a row for each record that differs. */
#include "interp/report/difference_inside.h"

#include "interp/report/bases.h"
#include "interp/report/titles.h"

#include <inttypes.h>

static const Screen plain = { .ascii = false, .width = 80 };

static void put_text(Writer *writer, const char *name, Text text, bool first) {
  writer_print(writer, "%s\"%s\":", first ? "" : ",", name);
  writer_json(writer, text);
}

/* null where there is none. */
/* ---- rules that changed --------------------------------------------------------------- */

static const char *change_word(RulesChangeKind kind) {
  static const char *const words[] = { "added", "removed", "changed", "renamed" };
  return words[kind];
}

static void put_source(Writer *writer, const RulesPart *part) {
  for (size_t i = 0; part->bases && i < part->bases->count; i++) {
    const ModelBasis *basis = &part->bases->items[i];
    if (basis->kind != BASIS_SOURCE || !basis->document)
      continue;
    put_text(writer, "document", basis->document->name, false);
    writer_print(writer, ",\"line\":%zu", basis->line);
    put_text(writer, "quote", basis->text, false);
    return;
  }
}

static void put_aspect(Writer *writer, const Comparison *comparison, const RulesChange *change,
                       const AspectChange *aspect) {
  Arena *arena = writer->arena;
  const char *label = aspect->after ? aspect->after->label : aspect->before->label;
  writer_put(writer, TEXT("{"));
  put_text(writer, "aspect", text_from(label), true);
  writer_json_text(writer, "before",
                   aspect->before ? difference_aspect(arena, &plain, comparison, change->before,
                                                      aspect->before, false)
                                  : TEXT(""));
  writer_json_text(writer, "after",
                   aspect->after ? difference_aspect(arena, &plain, comparison, change->after,
                                                     aspect->after, true)
                                 : TEXT(""));
  writer_put(writer, TEXT("}"));
}

/* All aspects of a part that is new or gone; those that differ of one that has changed. */
static void put_aspects(Writer *writer, const Comparison *comparison, const RulesChange *change) {
  const RulesPart *part = change_part(change);
  writer_put(writer, TEXT(",\"aspects\":["));
  for (size_t i = 0; i < change->aspects.count; i++) {
    writer_put(writer, i ? TEXT(",") : TEXT(""));
    put_aspect(writer, comparison, change, &change->aspects.items[i]);
  }
  bool whole = change->kind == RULES_ADDED || change->kind == RULES_REMOVED;
  for (size_t i = 0; whole && i < part->aspects.count; i++) {
    const Aspect *aspect = &part->aspects.items[i];
    AspectChange one = change->after ? (AspectChange){ NULL, aspect }
                                     : (AspectChange){ aspect, NULL };
    writer_put(writer, i ? TEXT(",") : TEXT(""));
    put_aspect(writer, comparison, change, &one);
  }
  writer_put(writer, TEXT("]"));
}

static Text governed_of(Arena *arena, const Comparison *comparison, const RulesChange *change) {
  for (unsigned words = 0; words < 2; words++) {
    ChangeRows rows = difference_rows(arena, &plain, comparison, words != 0);
    for (size_t i = 0; i < rows.count; i++)
      if (rows.items[i].change == change)
        return rows.items[i].governed;
  }
  return TEXT("");
}

static void put_change(Writer *writer, const Comparison *comparison, const RulesChange *change) {
  const RulesPart *part = change_part(change);
  writer_put(writer, TEXT("{"));
  put_text(writer, "change", text_from(change_word(change->kind)), true);
  put_text(writer, "kind", text_from(part->sort), false);
  writer_json_text(writer, "in", part->owner);
  put_text(writer, "name", part->name, false);
  put_text(writer, "title", part->title, false);
  if (change->kind == RULES_RENAMED)
    put_text(writer, "was", change->before->name, false);
  const Amendment *amendment = difference_amendment(change);
  writer_json_text(writer, "amendment", amendment ? amendment->name : TEXT(""));
  writer_json_text(writer, "governed_by", governed_of(writer->arena, comparison, change));
  writer_print(writer, ",\"only_words\":%s", change->only_words ? "true" : "false");
  put_source(writer, part);
  put_aspects(writer, comparison, change);
  writer_put(writer, TEXT("}"));
}

static void put_rules(Writer *writer, const Comparison *comparison) {
  writer_put(writer, TEXT(",\"rules\":["));
  for (size_t i = 0; comparison && i < comparison->changes.count; i++) {
    writer_put(writer, i ? TEXT(",\n") : TEXT("\n"));
    put_change(writer, comparison, &comparison->changes.items[i]);
  }
  writer_put(writer, TEXT("]"));
}

/* ---- records -------------------------------------------------------------------------- */

static void put_ending(Writer *writer, const char *name, const Ending *ending) {
  writer_print(writer, ",\"%s\":", name);
  if (ending->outcome.length == 0) {
    writer_put(writer, TEXT("null"));
    return;
  }
  writer_put(writer, TEXT("{"));
  put_text(writer, "outcome", ending->outcome, true);
  writer_json_text(writer, "decider", ending->decider);
  writer_print(writer, ",\"granted\":%" PRId64, ending->granted);
  writer_json_text(writer, "deadlines", ending->due);
  writer_json_text(writer, "because", ending->why);
  writer_put(writer, TEXT("}"));
}

static void put_counts(Writer *writer, const char *name, const EndingCounts *counts) {
  writer_print(writer, ",\"%s\":[", name);
  for (size_t i = 0; i < counts->count; i++) {
    const EndingCount *count = &counts->items[i];
    writer_put(writer, i ? TEXT(",{") : TEXT("{"));
    put_text(writer, "name", count->name, true);
    writer_print(writer, ",\"before\":%zu,\"after\":%zu,\"granted_before\":%" PRId64
                 ",\"granted_after\":%" PRId64 "}", count->before, count->after,
                 count->granted_before, count->granted_after);
  }
  writer_put(writer, TEXT("]"));
}

static void put_missing(Writer *writer, const EndingMissings *missing) {
  writer_put(writer, TEXT(",\"missing\":["));
  for (size_t i = 0; i < missing->count; i++) {
    const EndingMissing *each = &missing->items[i];
    writer_put(writer, i ? TEXT(",{") : TEXT("{"));
    put_text(writer, "fact", each->name, true);
    put_text(writer, "title", each->title, false);
    put_text(writer, "owner", each->pending ? TEXT("pending")
                                            : text_from(fact_owner_names[each->owner]), false);
    writer_print(writer, ",\"records\":%zu}", each->records);
  }
  writer_put(writer, TEXT("]"));
}

/* Of an amendment's transition: how many records meet which changes. */
static void put_groups(Writer *writer, const DifferenceReport *report, const EndingsOf *of) {
  writer_put(writer, TEXT(",\"transition\":["));
  for (size_t i = 0; report->comparison && i < of->groups.count; i++) {
    const EndingGroup *group = &of->groups.items[i];
    const char *before = "";
    writer_print(writer, "%s{\"records\":%zu,\"changes\":[", i ? "," : "", group->records);
    for (size_t j = 0; j < report->comparison->changes.count && j < 64; j++) {
      if (!(group->changes >> j & 1))
        continue;
      writer_print(writer, "%s", before);
      writer_json(writer, change_part(&report->comparison->changes.items[j])->name);
      before = ",";
    }
    writer_put(writer, TEXT("]"));
    put_missing(writer, &group->missing);
    writer_put(writer, TEXT("}"));
  }
  writer_put(writer, TEXT("]"));
}

static void put_pairs(Writer *writer, const EndingsOf *of) {
  Arena batch;
  arena_init_deferred(&batch, writer->arena->memory);
  for (size_t i = 0; i < of->differ; i++) {
    arena_reset(&batch);
    memory_poll(batch.memory);
    EndingPair pair = endings_pair(of, i, &batch);
    writer_put(writer, i ? TEXT(",\n{") : TEXT("\n{"));
    put_text(writer, "record", pair.key, true);
    writer_json_text(writer, "title", endings_title(of, i, &batch));
    put_ending(writer, "before", &pair.before);
    put_ending(writer, "after", &pair.after);
    writer_put(writer, TEXT("}"));
  }
  memory_release(batch.memory, &batch);
}

static void put_decision(Writer *writer, const DifferenceReport *report, const EndingsOf *of) {
  writer_put(writer, TEXT("{"));
  put_text(writer, "decision", of->decision->name, true);
  writer_print(writer, ",\"records\":%zu,\"decided\":%zu,\"differ\":%zu", of->records, of->held,
               of->differ);
  put_counts(writer, "outcomes", &of->outcomes);
  put_counts(writer, "deciders", &of->deciders);
  put_missing(writer, &of->missing);
  put_groups(writer, report, of);
  writer_put(writer, TEXT(",\"different\":["));
  put_pairs(writer, of);
  writer_put(writer, TEXT("]}"));
}

static void put_frame(Writer *writer, const EndingFrame *frame) {
  writer_put(writer, TEXT("{"));
  put_text(writer, "frame", frame->frame->name, true);
  put_text(writer, "key", frame->key, false);
  writer_print(writer, ",\"limit_before\":%" PRId64 ",\"limit_after\":%" PRId64
               ",\"used_before\":%" PRId64 ",\"used_after\":%" PRId64
               ",\"binds_before\":%s,\"binds_after\":%s}",
               frame->limit_before, frame->limit_after, frame->used_before, frame->used_after,
               frame->binds_before ? "true" : "false", frame->binds_after ? "true" : "false");
}

void difference_write_json(Writer *writer, const DifferenceReport *report) {
  const Endings *endings = report->endings;
  writer_put(writer, TEXT("{"));
  put_text(writer, "before", report->before, true);
  put_text(writer, "after", report->after, false);
  put_rules(writer, report->comparison);
  if (endings) {
    writer_put(writer, TEXT(",\"decisions\":["));
    for (size_t i = 0; i < endings->decisions.count; i++) {
      writer_put(writer, i ? TEXT(",\n") : TEXT("\n"));
      put_decision(writer, report, &endings->decisions.items[i]);
    }
    writer_put(writer, TEXT("],\"frames\":["));
    for (size_t i = 0; i < endings->frames.count; i++) {
      writer_put(writer, i ? TEXT(",\n") : TEXT("\n"));
      put_frame(writer, &endings->frames.items[i]);
    }
    writer_put(writer, TEXT("],\"columns_needed\":["));
    for (size_t i = 0; i < endings->lacking_count; i++) {
      writer_put(writer, i ? TEXT(",") : TEXT(""));
      writer_json(writer, endings->lacking[i]->column);
    }
    writer_put(writer, TEXT("]"));
  }
  writer_put(writer, TEXT("}\n"));
}

/* ---- rows ----------------------------------------------------------------------------- */

static SheetCell amount_cell(Arena *arena, const Ending *ending, const Currency *currency) {
  int64_t per = currency && currency->minor_per_main > 0 ? currency->minor_per_main : 100;
  Fraction amount;
  if (ending->outcome.length == 0 || !fraction_make(ending->granted, per, &amount))
    return sheet_none();
  return sheet_number(fraction_text(arena, amount));
}

static void fill_row(SheetCell *row, const EndingsOf *of, size_t number, Arena *arena) {
  const Currency *currency = of->decision->currency;
  EndingPair made = endings_pair(of, number, arena), *pair = &made;
  row[0] = sheet_text(of->decision->name);
  row[1] = sheet_text(pair->key);
  row[2] = sheet_text(endings_title(of, number, arena));
  row[3] = sheet_text(pair->before.outcome);
  row[4] = sheet_text(pair->after.outcome);
  row[5] = sheet_text(pair->before.decider);
  row[6] = sheet_text(pair->after.decider);
  row[7] = amount_cell(arena, &pair->before, currency);
  row[8] = amount_cell(arena, &pair->after, currency);
  row[9] = sheet_text(pair->before.due);
  row[10] = sheet_text(pair->after.due);
  row[11] = sheet_text(pair->before.why);
  row[12] = sheet_text(pair->after.why);
}

static bool next_row(void *context, size_t number, SheetCell *row, Arena *batch) {
  const Endings *endings = context;
  for (size_t i = 0; i < endings->decisions.count; i++) {
    const EndingsOf *of = &endings->decisions.items[i];
    if (number < of->differ) {
      fill_row(row, of, number, batch);
      return true;
    }
    number -= of->differ;
  }
  return false;
}

void difference_to_sheet(Sheet *sheet, const DifferenceReport *report) {
  static const char *const names[] = { "decision", "record", "title", "outcome_before",
                                       "outcome_after", "decider_before", "decider_after",
                                       "granted_before", "granted_after", "deadlines_before",
                                       "deadlines_after", "because_before", "because_after" };
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    sheet_add_column(sheet, text_from(names[i]), text_from(names[i]));
  sheet->next = report->endings ? next_row : NULL;
  sheet->context = (void *)report->endings;
}
