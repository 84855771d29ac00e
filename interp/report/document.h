/* document.h - the rules as a readable document: each rule beside the words it rests on.
 *
 * A part is a declaration, or a clause of a decision or a line of a budget, in
 * the order of the files; scenarios, samples and tests are left out, and so is the
 * standard library.  Its bases are those written at it.
 * Owner: the arena.  Cost: linear in the rules and in the documents they cite. */
#ifndef ANSLAG_INTERP_REPORT_DOCUMENT_H
#define ANSLAG_INTERP_REPORT_DOCUMENT_H

#include "interp/check/model.h"
#include "interp/report/screen.h"
#include "interp/report/sheet.h"

typedef struct {
  BasisKind       kind;
  Text            text;         /* the quote, reading or assumption */
  const Document *document;     /* a source that was found, else NULL */
  Text            place;
  size_t          line;         /* of the document */
  Text            before, words, after;   /* the sentences of the document that hold the quote */
} PartBasis;

typedef struct {
  Text        path;             /* of the rule file */
  size_t      line;
  Text        word;             /* its keyword, as written */
  Text        name, title;
  Text        rule;             /* printed, without its bases */
  Text        changed;          /* by which amendment; empty: as adopted */
  unsigned    depth;            /* 1: a clause or line of the part above */
  LIST(PartBasis) bases;
} DocumentPart;

typedef struct {
  Text  title;
  Text  standing;               /* "adopted by … 2026-01-15" */
  Text  as_of;                  /* the consolidated text of a day; empty: as adopted */
  LIST(DocumentPart) parts;
} RulesDocument;

/* As written, amendments as texts of their own; or with `as_of` the consolidated text of that
 * day, where each piece that an amendment changed says so. */
RulesDocument *rules_document(Arena *arena, const Model *model, Sources *sources,
                              Surface surface, const Date *as_of);

void document_write_text(Writer *writer, const Screen *screen, const RulesDocument *document);
/* A page of its own: the rule on the left, the words of the source on the right. */
void document_write_html(Writer *writer, const RulesDocument *document, Surface surface);
void document_write_json(Writer *writer, const RulesDocument *document);

/* Only the readings and assumptions, those who decide should know of. */
void readings_write_text(Writer *writer, const Screen *screen, const RulesDocument *document);
void readings_to_sheet(Sheet *sheet, const RulesDocument *document);

#endif
