#include "grammar/print_parts.h"

#include "base/unicode.h"
#include "parser.h"

static bool written(Name name) {
  return name.text.bytes != NULL;
}

/* ---- the head ------------------------------------------------------------------------- */

static int text_kind_token(TextKind kind) {
  switch (kind) {
    case TEXT_GUIDELINE:  return TOK_GUIDELINE;
    case TEXT_PLAN:       return TOK_PLAN;
    case TEXT_DIRECTIVE:  return TOK_DIRECTIVE;
    case TEXT_REGULATION: return TOK_REGULATION;
    case TEXT_CALL:       return TOK_CALL;
  }
  return 0;
}

static int head_line_token(HeadLineKind kind) {
  switch (kind) {
    case HEAD_ISSUED_BY:      return TOK_ISSUED_BY;
    case HEAD_STATUS:         return TOK_STATUS;
    case HEAD_IN_FORCE:       return TOK_IN_FORCE;
    case HEAD_CURRENCY:       return TOK_CURRENCY;
    case HEAD_COUNTS_TIME_BY: return TOK_COUNTS_TIME_BY;
    case HEAD_SENT_TO:        return TOK_SENT_TO;
    case HEAD_APPLIES_TO:     return TOK_APPLIES_TO;
  }
  return 0;
}

static void put_status(Layout *layout, const HeadLine *line) {
  bool by = written(line->by);
  int word = line->adopted ? by ? TOK_ADOPTED_BY : TOK_ADOPTED
                           : by ? TOK_PROPOSED_BY : TOK_PROPOSED;
  layout_word(layout, word);
  if (by)
    layout_name(layout, line->by.text);
  layout_verbatim(layout, line->from.text);
  put_label(layout, line->paragraph);
}

static void put_in_force(Layout *layout, const HeadLine *line) {
  layout_verbatim(layout, line->from.text);
  if (written(line->to)) {
    layout_word(layout, TOK_TO);
    layout_verbatim(layout, line->to.text);
  } else {
    layout_word(layout, TOK_UNTIL_FURTHER_NOTICE);
  }
}

static void put_head_value(Layout *layout, const HeadLine *line) {
  switch (line->kind) {
    case HEAD_ISSUED_BY:      layout_string(layout, line->text.text); break;
    case HEAD_STATUS:         put_status(layout, line); break;
    case HEAD_IN_FORCE:       put_in_force(layout, line); break;
    case HEAD_CURRENCY:       layout_name(layout, line->text.text); break;
    case HEAD_COUNTS_TIME_BY: put_dotted(layout, line->text.text); break;
    case HEAD_APPLIES_TO:
      layout_name(layout, line->record.text);
      put_after(layout, TOK_WHEN, line->when);
      break;
    case HEAD_SENT_TO:
      put_dotted(layout, line->names.items[0].text);
      for (size_t i = 1; i < line->names.count; i++) {
        layout_close(layout, ",");
        layout_break(layout);
        put_dotted(layout, line->names.items[i].text);
      }
      break;
  }
}

void print_head_lines(Layout *layout, const HeadLineList *lines) {
  size_t widest = 0;
  for (size_t i = 0; i < lines->count; i++) {
    int token = head_line_token(lines->items[i].kind);
    size_t width = unicode_width(text_from(keyword_text(token, layout->surface)));
    if (width > widest)
      widest = width;
  }
  for (size_t i = 0; i < lines->count; i++) {
    const HeadLine *line = &lines->items[i];
    layout_begin(layout, line->span, 2);
    layout_word(layout, head_line_token(line->kind));
    layout_pad(layout, widest + 2);
    put_head_value(layout, line);
    print_bases(layout, &line->bases, 4);
  }
}

static void print_head(Layout *layout, const Decl *decl) {
  put_head(layout, text_kind_token(decl->as.head.kind), decl->name, decl->label);
  print_bases(layout, &decl->bases, 2);
  print_head_lines(layout, &decl->as.head.lines);
}

/* ---- sources and bodies ------------------------------------------------------------------ */

static void put_document(Layout *layout, const Decl *decl) {
  layout_word(layout, TOK_DOCUMENT);
  layout_name(layout, decl->name.text);
  layout_word(layout, TOK_FROM);
  layout_string(layout, decl->as.document.file.text);
  put_label(layout, decl->label);
  if (written(decl->as.document.dated)) {
    layout_break(layout);
    layout_word(layout, TOK_DATED);
    layout_verbatim(layout, decl->as.document.dated.text);
  }
  put_text_after(layout, TOK_CASE_NUMBER, decl->as.document.case_number);
}

static void put_body(Layout *layout, const Decl *decl) {
  put_head(layout, decl->kind == DECL_ROLE ? TOK_ROLE : TOK_BODY, decl->name, decl->label);
  if (written(decl->as.body.at)) {
    layout_break(layout);
    layout_word(layout, TOK_AT);
    layout_name(layout, decl->as.body.at.text);
  }
  put_strings(layout, TOK_ALSO_CALLED, decl->as.body.aliases.items,
              decl->as.body.aliases.count);
}

static void put_group(Layout *layout, const Decl *decl) {
  put_head(layout, TOK_GROUP, decl->name, decl->label);
  layout_sign(layout, "=");
  for (size_t i = 0; i < decl->as.group.names.count; i++) {
    if (i > 0) {
      layout_close(layout, ",");
      layout_break(layout);
    }
    put_dotted(layout, decl->as.group.names.items[i].text);
  }
  put_after(layout, TOK_WHERE, decl->as.group.where);
}

static void put_background(Layout *layout, const Decl *decl) {
  layout_word(layout, TOK_BACKGROUND);
  layout_name(layout, decl->as.background.document.text);
  put_text_after(layout, TOK_FROM, decl->as.background.from);
  put_text_after(layout, TOK_TO, decl->as.background.to);
}

static void put_meeting(Layout *layout, const Decl *decl) {
  put_head(layout, TOK_MEETING, decl->name, decl->label);
  layout_word(layout, TOK_AT);
  layout_name(layout, decl->as.meeting.at.text);
  layout_verbatim(layout, decl->as.meeting.day.text);
}

/* DOCUMENT in "place" */
static void put_cited(Layout *layout, Name document, Name place) {
  layout_name(layout, document.text);
  if (!written(place))
    return;
  layout_word(layout, TOK_IN);
  layout_string(layout, place.text);
}

static void print_conflict(Layout *layout, const Decl *decl) {
  const Basis *first = &decl->as.conflict.first, *second = &decl->as.conflict.second;
  put_head(layout, TOK_CONFLICT, decl->name, decl->label);
  layout_begin(layout, first->span, 2);
  layout_word(layout, TOK_BETWEEN);
  put_cited(layout, first->document, first->place);
  layout_string(layout, first->text.text);
  layout_begin(layout, second->span, 2);
  layout_word(layout, TOK_AND);
  put_cited(layout, second->document, second->place);
  layout_string(layout, second->text.text);
  if (decl->as.conflict.follows) {
    layout_begin(layout, decl->as.conflict.document.span, 2);
    layout_word(layout, TOK_FOLLOWS);
    put_cited(layout, decl->as.conflict.document, decl->as.conflict.place);
    put_text_after(layout, TOK_BECAUSE, decl->as.conflict.because);
  }
  print_bases(layout, &decl->bases, 2);
}

static void print_not_encoded(Layout *layout, const Decl *decl) {
  Span parts = decl->as.not_encoded.because.span;
  layout_word(layout, TOK_NOT_ENCODED);
  layout_string(layout, decl->as.not_encoded.text.text);
  print_bases(layout, &decl->bases, 2);
  if (written(decl->as.not_encoded.because)) {
    layout_begin(layout, parts, 2);
    layout_word(layout, TOK_BECAUSE);
    layout_string(layout, decl->as.not_encoded.because.text);
  }
  if (decl->as.not_encoded.judgement.count == 0)
    return;
  layout_begin(layout, decl->as.not_encoded.judgement.items[0].span, 2);
  put_names(layout, TOK_NEEDS_JUDGEMENT_IN, decl->as.not_encoded.judgement.items,
            decl->as.not_encoded.judgement.count);
}

/* ---- all of them ------------------------------------------------------------------------ */

/* A line of its own, bases on lines below. */
static void print_line(Layout *layout, const Decl *decl, void put(Layout *, const Decl *)) {
  put(layout, decl);
  print_bases(layout, &decl->bases, layout->indent + 2);
}

/* A line with its basis beside it where that fits. */
static void print_value(Layout *layout, const Decl *decl, void put(Layout *, const Decl *)) {
  put(layout, decl);
  print_bases_beside(layout, &decl->bases, layout->indent + 2);
}

static void put_frame_decl(Layout *layout, const Decl *decl) {
  put_frame(layout, decl->name, decl->label, &decl->as.frame);
}

static void put_use(Layout *layout, const Decl *decl) {
  layout_word(layout, TOK_USE);
  put_dotted(layout, decl->name.text);
}

void print_decl(Layout *layout, const Decl *decl, unsigned indent) {
  layout_begin(layout, decl->span, indent);
  switch (decl->kind) {
    case DECL_HEAD:        print_head(layout, decl); break;
    case DECL_USE:         print_line(layout, decl, put_use); break;
    case DECL_DOCUMENT:    print_line(layout, decl, put_document); break;
    case DECL_BODY:
    case DECL_ROLE:        print_line(layout, decl, put_body); break;
    case DECL_GROUP:       print_line(layout, decl, put_group); break;
    case DECL_UNIT:        print_value(layout, decl, put_unit_decl); break;
    case DECL_CALENDAR:    print_line(layout, decl, put_calendar); break;
    case DECL_PARAMETER:   print_parameter(layout, decl, indent); break;
    case DECL_CODELIST:    print_codelist(layout, decl); break;
    case DECL_RECORD:      print_record(layout, decl); break;
    case DECL_DEFINE:      print_define(layout, decl, indent); break;
    case DECL_FRAME:       print_line(layout, decl, put_frame_decl); break;
    case DECL_DECISION:    print_decision(layout, decl); break;
    case DECL_ASSIGNMENT:  print_line(layout, decl, put_assignment); break;
    case DECL_REPORT:      print_line(layout, decl, put_report); break;
    case DECL_BACKGROUND:  print_line(layout, decl, put_background); break;
    case DECL_NOT_ENCODED: print_not_encoded(layout, decl); break;
    case DECL_SCENARIO:    print_scenario(layout, decl); break;
    case DECL_SAMPLE:      print_sample(layout, decl); break;
    case DECL_TEST:        print_test(layout, decl); break;
    case DECL_TABLE:       print_line(layout, decl, put_table); break;
    case DECL_IMPORT:      print_import(layout, decl); break;
    case DECL_EXCEPTION:   print_value(layout, decl, put_exception); break;
    case DECL_MEETING:     print_value(layout, decl, put_meeting); break;
    case DECL_ASSIGNMENTS_FROM: print_line(layout, decl, put_assignments_from); break;
    case DECL_LADDER:      print_ladder(layout, decl); break;
    case DECL_LETTER:      print_letter(layout, decl); break;
    case DECL_BUDGET:      print_budget(layout, decl); break;
    case DECL_TRANSFER:    print_line(layout, decl, put_transfer); break;
    case DECL_TARGET:      print_target(layout, decl); break;
    case DECL_CONTROL:     print_line(layout, decl, put_control); break;
    case DECL_CONFLICT:    print_conflict(layout, decl); break;
    case DECL_AMENDMENT:   print_amendment(layout, decl); break;
  }
}

/* The first line names the surface: always in Swedish, in English where it did. */
static void print_language(Layout *layout, const File *file, Surface surface) {
  bool swedish = surface == SURFACE_SWEDISH;
  if (!swedish && !(file->surface == SURFACE_ENGLISH && file->surface_written))
    return;
  layout_begin(layout, SPAN_NONE, 0);
  layout_verbatim(layout, swedish ? TEXT("språk sv") : TEXT("language en"));
  layout_blank_next(layout);
}

void print_file(Writer *writer, const File *file, const Sources *sources, Surface surface) {
  Layout layout;
  layout_init(&layout, writer, writer->arena, surface);
  layout.file = file;
  Source *source = sources ? sources_get(sources, (Span){ file->source, 0, 0 }) : NULL;
  if (source)
    layout.source = source->text;
  bool literate = file->literate && source;
  if (literate && file->blocks.count == 0) {
    writer_put(writer, source->text);
    return;
  }
  if (literate)
    layout_begin_blocks(&layout);
  print_language(&layout, file, surface);
  for (size_t i = 0; i < file->decls.count; i++)
    print_decl(&layout, file->decls.items[i], 0);
  layout_end(&layout);
  if (literate)
    layout_end_blocks(&layout, writer);
}
