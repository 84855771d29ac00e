#include "interp/report/document.h"

#include "base/map.h"
#include "grammar/keywords.h"
#include "grammar/print.h"
#include "interp/check/check.h"
#include "interp/report/sentences.h"
#include "interp/report/summary.h"

typedef struct {
  const Document *document;
  Sentences       sentences;
} Cut;

typedef struct {
  Arena          *arena;
  const Model    *model;
  Sources        *sources;
  Surface         surface;
  const Date     *as_of;        /* NULL: as written */
  RulesDocument  *document;
  Map             citations;    /* by the quote's span: the first Citation of its parts */
  LIST(Cut)       cuts;
} Gathering;

/* ---- the words of the source ------------------------------------------------------- */

static Text span_key(Arena *arena, Span span) {
  return arena_format(arena, "%u %u", (unsigned)span.file, (unsigned)span.start);
}

static void index_citations(Gathering *gathering) {
  map_init(&gathering->citations, gathering->arena);
  for (size_t i = 0; i < gathering->model->citations.count; i++) {
    Citation *citation = &gathering->model->citations.items[i];
    Text key = span_key(gathering->arena, citation->span);
    if (!map_get(&gathering->citations, key))
      map_add(&gathering->citations, key, citation);
  }
}

static const Sentences *sentences_in(Gathering *gathering, const Document *document) {
  for (size_t i = 0; i < gathering->cuts.count; i++)
    if (gathering->cuts.items[i].document == document)
      return &gathering->cuts.items[i].sentences;
  Cut cut = { document, sentences_of(gathering->arena, document->text->text) };
  LIST_ADD(gathering->arena, &gathering->cuts, Cut, cut);
  return &gathering->cuts.items[gathering->cuts.count - 1].sentences;
}

/* The quote inside the sentences it stands in. */
static void put_words(Gathering *gathering, PartBasis *basis, const Citation *citation) {
  const Sentences *sentences = sentences_in(gathering, citation->document);
  Text text = citation->document->text->text;
  size_t from = citation->from, to = citation->to;
  for (size_t i = 0; i < sentences->count && sentences->items[i].from < citation->to; i++)
    if (sentences->items[i].to > citation->from) {
      from = sentences->items[i].from < from ? sentences->items[i].from : from;
      to = sentences->items[i].to > to ? sentences->items[i].to : to;
    }
  basis->before = sentences_line(gathering->arena, text, from, citation->from);
  basis->words = sentences_line(gathering->arena, text, citation->from, citation->to);
  basis->after = sentences_line(gathering->arena, text, citation->to, to);
}

static void add_basis(Gathering *gathering, DocumentPart *part, const Basis *written) {
  PartBasis basis = { .kind = written->kind, .text = written->text.text,
                      .place = written->place.text };
  const Citation *citation =
    map_get(&gathering->citations, span_key(gathering->arena, written->text.span));
  if (written->kind == BASIS_SOURCE && citation) {
    basis.document = citation->document;
    basis.line = source_place(gathering->sources, citation->document->text, citation->from).line;
    put_words(gathering, &basis, citation);
  }
  LIST_ADD(gathering->arena, &part->bases, PartBasis, basis);
}

static void add_bases(Gathering *gathering, DocumentPart *part, const BasisList *bases) {
  for (size_t i = 0; i < bases->count; i++)
    add_basis(gathering, part, &bases->items[i]);
}

/* "changed by september_2026, in force from 2026-09-01"; empty where nothing is. */
static Text changed_by(const Gathering *gathering, Span span) {
  const Amendment *amendment =
    gathering->as_of ? amendment_at(gathering->model, span) : NULL;
  if (!amendment || amendment->in_force.count == 0)
    return TEXT("");
  Arena *arena = gathering->arena;
  return arena_format(arena,
                      message(surface_language(gathering->surface),
                              MESSAGE("changed by %.*s, in force from %.*s")),
                      TEXT_PRINT(amendment->title.length ? amendment->title : amendment->name),
                      TEXT_PRINT(date_text(arena, amendment->in_force.items[0].from)));
}

/* ---- parts -------------------------------------------------------------------------------- */

static DocumentPart *add_part(Gathering *gathering, Span span, Span head, Name name, Name label,
                              unsigned depth) {
  DocumentPart part = { .name = name.text, .title = label.text, .depth = depth };
  Source *source = sources_get(gathering->sources, span);
  if (source) {
    part.path = source->path;
    part.line = source_place(gathering->sources, source, span.start).line;
    part.word = text_part(source->text, head.start, head.end);
  }
  part.changed = changed_by(gathering, span);
  LIST_ADD(gathering->arena, &gathering->document->parts, DocumentPart, part);
  return &gathering->document->parts.items[gathering->document->parts.count - 1];
}

static size_t leading_spaces(Text text, size_t from) {
  size_t count = 0;
  while (from + count < text.length && text.bytes[from + count] == ' ')
    count++;
  return count;
}

/* Its lines moved to the margin, as far as the first one stands in. */
static Text outdented(Arena *arena, Text text) {
  size_t margin = leading_spaces(text, 0);
  Writer writer;
  writer_to_memory(&writer, arena);
  for (size_t start = 0; start < text.length;) {
    size_t end = text_find(text, TEXT("\n"), start);
    end = end < text.length ? end : text.length;
    size_t spaces = leading_spaces(text, start);
    writer_put(&writer, text_part(text, start + (spaces < margin ? spaces : margin), end));
    if (end < text.length)
      writer_put_char(&writer, '\n');
    start = end + 1;
  }
  return writer_text(&writer);
}

static Writer piece_writer(Gathering *gathering) {
  Writer writer;
  writer_to_memory(&writer, gathering->arena);
  return writer;
}

static void add_decl(Gathering *gathering, const Decl *decl, unsigned depth);

static void add_clause(Gathering *gathering, const Clause *clause) {
  if (clause->kind == CLAUSE_DECLARED) {
    add_decl(gathering, clause->as.declared.decl, 1);
    return;
  }
  DocumentPart *part =
    add_part(gathering, clause->span, clause->head, clause->name, clause->label, 1);
  Writer writer = piece_writer(gathering);
  print_clause_alone(&writer, clause, gathering->surface);
  part->rule = outdented(gathering->arena, writer_text(&writer));
  add_bases(gathering, part, &clause->bases);
  if (clause->kind == CLAUSE_DELEGATED)
    for (size_t i = 0; i < clause->as.power.deputies.count; i++)
      add_bases(gathering, part, &clause->as.power.deputies.items[i].bases);
}

static void add_budget_line(Gathering *gathering, const BudgetLine *line) {
  if (line->kind == BUDGET_DECLARED) {
    add_decl(gathering, line->decl, 1);
    return;
  }
  DocumentPart *part = add_part(gathering, line->span, line->head, line->name, line->label, 1);
  Writer writer = piece_writer(gathering);
  print_budget_line_alone(&writer, line, gathering->surface);
  part->rule = outdented(gathering->arena, writer_text(&writer));
  add_bases(gathering, part, &line->bases);
}

static void add_change_bases(Gathering *gathering, DocumentPart *part, const Change *change) {
  if (change->setting)
    add_bases(gathering, part, &change->setting->bases);
  if (change->clause)
    add_bases(gathering, part, &change->clause->bases);
  if (change->line)
    add_bases(gathering, part, &change->line->bases);
  if (change->decl)
    add_bases(gathering, part, &change->decl->bases);
  add_bases(gathering, part, &change->bases);
}

/* Bases that stand inside a declaration, at a part of it. */
static void add_inner_bases(Gathering *gathering, DocumentPart *part, const Decl *decl) {
  switch (decl->kind) {
    case DECL_HEAD:
      for (size_t i = 0; i < decl->as.head.lines.count; i++)
        add_bases(gathering, part, &decl->as.head.lines.items[i].bases);
      break;
    case DECL_AMENDMENT:
      for (size_t i = 0; i < decl->as.amendment.lines.count; i++)
        add_bases(gathering, part, &decl->as.amendment.lines.items[i].bases);
      for (size_t i = 0; i < decl->as.amendment.changes.count; i++)
        add_change_bases(gathering, part, &decl->as.amendment.changes.items[i]);
      break;
    case DECL_PARAMETER:
      for (size_t i = 0; i < decl->as.parameter.values.count; i++)
        if (decl->as.parameter.values.items[i].bases.items != decl->bases.items)
          add_bases(gathering, part, &decl->as.parameter.values.items[i].bases);
      break;
    case DECL_DECISION:
      add_bases(gathering, part, &decl->as.decision.governed_bases);
      break;
    case DECL_LADDER:
      for (size_t i = 0; i < decl->as.ladder.steps.count; i++)
        add_bases(gathering, part, &decl->as.ladder.steps.items[i].bases);
      break;
    case DECL_TARGET:
      for (size_t i = 0; i < decl->as.target.suspensions.count; i++)
        add_bases(gathering, part, &decl->as.target.suspensions.items[i].bases);
      break;
    case DECL_CONFLICT:
      add_basis(gathering, part, &decl->as.conflict.first);
      add_basis(gathering, part, &decl->as.conflict.second);
      break;
    default:
      break;
  }
}

static void note_added_fields(const Gathering *gathering, DocumentPart *part, const Decl *decl) {
  for (size_t i = 0; i < decl->as.record.fields.count && part->changed.length == 0; i++)
    part->changed = changed_by(gathering, decl->as.record.fields.items[i].span);
}

static bool is_shown(DeclKind kind) {
  return kind != DECL_USE && kind != DECL_SCENARIO && kind != DECL_SAMPLE && kind != DECL_TEST &&
         kind != DECL_IMPORT;
}

static void add_decl(Gathering *gathering, const Decl *decl, unsigned depth) {
  if (!is_shown(decl->kind))
    return;
  size_t index = gathering->document->parts.count;
  DocumentPart *part =
    add_part(gathering, decl->span, decl->head, decl->name,
             decl->kind == DECL_NOT_ENCODED ? decl->as.not_encoded.text : decl->label, depth);
  Writer writer = piece_writer(gathering);
  print_decl_alone(&writer, decl, gathering->surface);
  part->rule = outdented(gathering->arena, writer_text(&writer));
  add_bases(gathering, part, &decl->bases);
  add_inner_bases(gathering, &gathering->document->parts.items[index], decl);
  if (decl->kind == DECL_RECORD)
    note_added_fields(gathering, &gathering->document->parts.items[index], decl);
  if (decl->kind == DECL_DECISION)
    for (size_t i = 0; i < decl->as.decision.clauses.count; i++)
      add_clause(gathering, &decl->as.decision.clauses.items[i]);
  if (decl->kind == DECL_BUDGET)
    for (size_t i = 0; i < decl->as.budget.lines.count; i++)
      add_budget_line(gathering, &decl->as.budget.lines.items[i]);
}

RulesDocument *rules_document(Arena *arena, const Model *model, Sources *sources,
                              Surface surface, const Date *as_of) {
  Gathering gathering = { .arena = arena, .model = model, .sources = sources,
                          .surface = surface, .as_of = as_of,
                          .document = arena_new(arena, RulesDocument) };
  index_citations(&gathering);
  gathering.document->title = model->title.length ? model->title : model->name;
  gathering.document->standing = summary_standing(arena, model, surface_language(surface));
  if (as_of)
    gathering.document->as_of = date_text(arena, *as_of);
  for (size_t i = 0; i < model->modules.count; i++) {
    const Module *module = model->modules.items[i];
    if (module->library || !module->written)
      continue;
    const File *text = as_of ? consolidated(arena, model, module, *as_of) : module->written;
    for (size_t j = 0; j < text->decls.count; j++)
      add_decl(&gathering, text->decls.items[j], 0);
  }
  return gathering.document;
}
