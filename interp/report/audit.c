#include "interp/report/audit.h"

#include "base/unicode.h"
#include "interp/report/figure.h"
#include "interp/report/verification.h"

enum { FINDINGS_SHOWN = 5, TITLE_WIDTH = 13, COUNT_WIDTH = 4, HEAD_SHOWN = 8, INDENT = 21 };

static Text front(Text text, size_t length) {
  return text_part(text, 0, text.length < length ? text.length : length);
}

static const Currency *currency_of(const AuditReport *report) {
  const Model *model = report->audit->model;
  return model->decisions.count ? model->decisions.items[0]->currency : NULL;
}

static size_t fault_count(const Verification *verification) {
  size_t count = 0;
  for (size_t i = 0; i < VERIFY_COUNT; i++)
    count += verification->faults[i].count;
  return count;
}

/* ---- text ------------------------------------------------------------------------------- */

static void put_head(Writer *writer, Arena *arena, const Screen *screen,
                     const AuditReport *report) {
  const Audit *audit = report->audit;
  const Verification *verification = report->verification;
  Writer line;
  writer_to_memory(&line, arena);
  line.language = writer->language;
  writer_say_count(&line, audit->decisions, "%zu decision", "%zu decisions");
  if (audit->of_register)
    writer_say_number(&line, audit->of_register, " (%zu of the register)");
  writer_say_count(&line, verification->chain.runs.count, ", %zu run", ", %zu runs");
  if (fault_count(verification))
    writer_say(&line, "; THE RECORD IS BROKEN");
  else
    writer_say(&line, ", the chain is whole (last %.*s…; compare it with the minutes)",
               TEXT_PRINT(front(verification->head, HEAD_SHOWN)));
  screen_wrap(writer, screen, writer_text(&line), 0, 2);
  for (size_t part = 0; part < VERIFY_COUNT; part++)
    for (size_t i = 0; i < verification->faults[part].count && i < FINDINGS_SHOWN; i++) {
      Writer fault;
      writer_to_memory(&fault, arena);
      fault.language = writer->language;
      verification_put_fault(&fault, arena, &verification->faults[part].items[i]);
      writer_put(writer, TEXT("  "));
      screen_wrap(writer, screen, writer_text(&fault), 2, 4);
    }
  if (report->other_rules)
    screen_wrap(writer, screen,
                text_from(screen_words(screen, "Some were taken by earlier texts of the rules; "
                                               "they are held against those at hand.")), 0, 2);
}

/* "318: regiondirektor 2026-08-28, …" */
static Text finding_text(Arena *arena, const Writer *writer, const AuditFinding *finding,
                         AuditPart part) {
  Writer line;
  writer_to_memory(&line, arena);
  line.language = writer->language;
  if (finding->record.length)
    writer_print(&line, "%.*s: ", TEXT_PRINT(screen_visible(arena, finding->record)));
  if (part != AUDIT_LATE && part != AUDIT_FACTS && finding->has_date)
    writer_print(&line, "%.*s, ", TEXT_PRINT(date_text(arena, finding->on)));
  writer_put(&line, screen_visible(arena, finding->said));
  return writer_text(&line);
}

static void put_peaks(Writer *writer, Arena *arena, const Screen *screen,
                      const AuditReport *report, bool on_line) {
  const Audit *audit = report->audit;
  for (size_t i = 0; i < audit->peaks.count; i++) {
    const AuditPeak *peak = &audit->peaks.items[i];
    Writer line;
    if (!peak->most || !peak->has_limit)
      continue;
    writer_to_memory(&line, arena);
    line.language = writer->language;
    Text name = peak->frame->title.length ? peak->frame->title : peak->frame->name;
    writer_print(&line, "%.*s%s%.*s: ", TEXT_PRINT(screen_visible(arena, name)),
                 peak->key.length ? " " : "", TEXT_PRINT(screen_visible(arena, peak->key)));
    writer_say(&line, "at most %.*s of %.*s",
               TEXT_PRINT(figure_amount(arena, screen, peak->most, currency_of(report))),
               TEXT_PRINT(figure_amount(arena, screen, peak->limit, currency_of(report))));
    if (peak->has_day)
      writer_print(&line, ", %.*s", TEXT_PRINT(date_text(arena, peak->on)));
    writer_repeat(writer, TEXT(" "), on_line ? 0 : INDENT);
    screen_wrap(writer, screen, writer_text(&line), INDENT, INDENT + 2);
    on_line = false;
  }
  if (on_line)
    writer_put_char(writer, '\n');
}

static bool has_peaks(const Audit *audit, AuditPart part) {
  for (size_t i = 0; part == AUDIT_FRAMES && i < audit->peaks.count; i++)
    if (audit->peaks.items[i].most && audit->peaks.items[i].has_limit)
      return true;
  return false;
}

static void put_part(Writer *writer, Arena *arena, const Screen *screen,
                     const AuditReport *report, AuditPart part) {
  const Audit *audit = report->audit;
  size_t count = audit->findings[part].count;
  writer_put(writer, TEXT("  "));
  writer_pad(writer, text_from(screen_words(screen, audit_part_titles[part])), TITLE_WIDTH);
  Text number = screen_count(arena, count);
  writer_repeat(writer, TEXT(" "), number.length < COUNT_WIDTH ? COUNT_WIDTH - number.length : 0);
  screen_styled(writer, screen, count ? STYLE_BAD : STYLE_GOOD, number);
  writer_put(writer, count || has_peaks(audit, part) ? TEXT("  ") : TEXT(""));
  for (size_t i = 0; i < count && i < FINDINGS_SHOWN; i++) {
    writer_repeat(writer, TEXT(" "), i ? INDENT : 0);
    screen_wrap(writer, screen, finding_text(arena, writer, &audit->findings[part].items[i], part),
                INDENT, INDENT + 2);
  }
  if (count > FINDINGS_SHOWN) {
    writer_repeat(writer, TEXT(" "), INDENT);
    writer_say_number(writer, count - FINDINGS_SHOWN, "and %zu more (--to FILE.csv has all)\n");
  }
  if (part == AUDIT_FRAMES)
    put_peaks(writer, arena, screen, report, count == 0);
  else if (!count)
    writer_put_char(writer, '\n');
}

void audit_write_text(Writer *writer, Arena *arena, const Screen *screen,
                      const AuditReport *report) {
  put_head(writer, arena, screen, report);
  for (int part = 0; part < AUDIT_COUNT; part++)
    put_part(writer, arena, screen, report, (AuditPart)part);
}

/* ---- JSON ------------------------------------------------------------------------------- */

static void put_finding(Writer *writer, Arena *arena, AuditPart part,
                        const AuditFinding *finding) {
  writer_print(writer, "{\"part\":\"%s\"", audit_part_names[part]);
  writer_json_text(writer, "decision", finding->decision);
  writer_json_text(writer, "record", finding->record);
  writer_json_number(writer, "id", finding->id != 0, finding->id);
  writer_json_text(writer, "on", finding->has_date ? date_text(arena, finding->on) : TEXT(""));
  writer_json_text(writer, "decider", finding->decider);
  writer_json_number(writer, "amount", finding->has_amount, finding->amount);
  writer_json_number(writer, "days", finding->days != 0, finding->days);
  writer_json_text(writer, "finding", finding->said);
  writer_json_text(writer, "source", finding->source);
  writer_put(writer, TEXT("}"));
}

void audit_write_json(Writer *writer, Arena *arena, const AuditReport *report) {
  const Audit *audit = report->audit;
  const Verification *verification = report->verification;
  writer_print(writer, "{\"decisions\":%zu,\"of_register\":%zu,\"runs\":%zu,\"whole\":%s,"
               "\"faults\":%zu", audit->decisions, audit->of_register,
               verification->chain.runs.count, fault_count(verification) ? "false" : "true",
               fault_count(verification));
  writer_json_text(writer, "head", verification->head);
  writer_json_text(writer, "as_of", date_text(arena, audit->as_of));
  writer_put(writer, TEXT(",\n\"counts\":{"));
  for (int part = 0; part < AUDIT_COUNT; part++)
    writer_print(writer, "%s\"%s\":%zu", part ? "," : "", audit_part_names[part],
                 audit->findings[part].count);
  writer_put(writer, TEXT("},\n\"frames\":["));
  for (size_t i = 0; i < audit->peaks.count; i++) {
    const AuditPeak *peak = &audit->peaks.items[i];
    writer_put(writer, i ? TEXT(",\n{\"frame\":") : TEXT("\n{\"frame\":"));
    writer_json(writer, peak->frame->name);
    writer_json_text(writer, "key", peak->key);
    writer_json_number(writer, "most", true, peak->most);
    writer_json_number(writer, "limit", peak->has_limit, peak->limit);
    writer_json_text(writer, "on", peak->has_day ? date_text(arena, peak->on) : TEXT(""));
    writer_put(writer, TEXT("}"));
  }
  writer_put(writer, TEXT("],\n\"findings\":["));
  bool first = true;
  for (int part = 0; part < AUDIT_COUNT; part++)
    for (size_t i = 0; i < audit->findings[part].count; i++) {
      writer_put(writer, first ? TEXT("\n") : TEXT(",\n"));
      put_finding(writer, arena, (AuditPart)part, &audit->findings[part].items[i]);
      first = false;
    }
  writer_put(writer, TEXT("]}\n"));
}

/* ---- a list ----------------------------------------------------------------------------- */

static const struct { const char *name, *heading; } columns[] = {
  { "part", MESSAGE("Kind") },       { "record", MESSAGE("Record") },
  { "id", MESSAGE("Decision no") },  { "on", MESSAGE("Day") },
  { "decider", MESSAGE("Decided by") }, { "amount", MESSAGE("Amount") },
  { "finding", MESSAGE("Finding") }, { "source", MESSAGE("Source") },
};

/* Whole and minor units as plain digits with a point. */
static Text amount_digits(Arena *arena, const AuditReport *report, int64_t minor) {
  const Currency *currency = currency_of(report);
  Fraction amount;
  if (!fraction_divide(fraction_from(minor),
                       fraction_from(currency ? currency->minor_per_main : 100), &amount))
    amount = fraction_from(minor);
  return fraction_text(arena, amount);
}

static void add_finding(Sheet *sheet, const Screen *screen, const AuditReport *report,
                        AuditPart part, const AuditFinding *finding) {
  Arena *arena = sheet->arena;
  SheetCell *row = sheet_add_row(sheet);
  row[0] = sheet_text(text_from(screen_words(screen, audit_part_titles[part])));
  row[1] = sheet_text(finding->record);
  if (finding->id)
    row[2] = sheet_number(arena_format(arena, "%lld", (long long)finding->id));
  if (finding->has_date)
    row[3] = sheet_text(date_text(arena, finding->on));
  row[4] = sheet_text(finding->decider);
  if (finding->has_amount)
    row[5] = sheet_number(amount_digits(arena, report, finding->amount));
  row[6] = sheet_text(finding->said);
  row[7] = sheet_text(finding->source);
}

static void add_fault(Sheet *sheet, const Screen *screen, const VerifyFault *fault) {
  Writer line;
  writer_to_memory(&line, sheet->arena);
  line.language = screen->swedish ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH;
  verification_put_fault(&line, sheet->arena, fault);
  SheetCell *row = sheet_add_row(sheet);
  row[0] = sheet_text(text_from(screen_words(screen, "The chain")));
  row[6] = sheet_text(writer_text(&line));
}

void audit_to_sheet(Sheet *sheet, const Screen *screen, const AuditReport *report) {
  for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
    sheet_add_column(sheet, text_from(columns[i].name),
                     text_from(screen_words(screen, columns[i].heading)));
  LIST_ADD(sheet->arena, &sheet->notes, Text,
           arena_format(sheet->arena, screen_words(screen, "%.*s decisions; the chain ends "
                                                           "in %.*s"),
                        TEXT_PRINT(screen_count(sheet->arena, report->audit->decisions)),
                        TEXT_PRINT(report->verification->head)));
  for (size_t part = 0; part < VERIFY_COUNT; part++)
    for (size_t i = 0; i < report->verification->faults[part].count; i++)
      add_fault(sheet, screen, &report->verification->faults[part].items[i]);
  for (int part = 0; part < AUDIT_COUNT; part++)
    for (size_t i = 0; i < report->audit->findings[part].count; i++)
      add_finding(sheet, screen, report, (AuditPart)part,
                  &report->audit->findings[part].items[i]);
}
