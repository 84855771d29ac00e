/* difference_documents.h - a new text of a source document beside the one that the rules cite.
 *
 * A quote no longer stands where its words, folded (semantics Q1), are not in the new text; the
 * nearest wording is told beside it, and the rules that rest on it.  A sentence is new where its
 * words stand nowhere in the old text, and told where no rule cites it and no nearest wording
 * lies in it.
 * Owner: the arena.  Cost: linear in both texts, times the quotes that are gone. */
#ifndef ANSLAG_INTERP_REPORT_DIFFERENCE_DOCUMENTS_H
#define ANSLAG_INTERP_REPORT_DIFFERENCE_DOCUMENTS_H

#include "interp/check/model.h"
#include "interp/report/screen.h"
#include "interp/report/sheet.h"

typedef LIST(Text) RuleNames;

typedef struct {
  Text      quote;              /* the part of it that is gone, on one line */
  Text      nearest;            /* in the new text; empty: nothing is near */
  size_t    line;               /* where that begins in the new text; 0: nowhere */
  RuleNames rules;              /* that rest on it, in the order of the rules */
} LostQuote;

typedef struct {
  Text   sentence;
  size_t line;
} NewSentence;

typedef struct {
  Text   before, after;         /* what the two are called */
  bool   partial;               /* the new text is less than half as long: it may say only what
                                   changes, and quotes without a near wording are counted */
  size_t quotes;                /* of the old one in the rules, each once */
  LIST(LostQuote)   lost;       /* in the order in which they stand in the old text */
  LIST(NewSentence) added;      /* in the order of the new text */
} DocumentDifference;

/* `document` is the old one (NULL: a file that no rule cites); `cited` the new one where the rules
 * have it too, else NULL. */
DocumentDifference *documents_compare(Arena *arena, const Model *model, const Document *document,
                                      Text old_text, const Document *cited, Text new_text);

void documents_write_text(Writer *writer, const Screen *screen,
                          const DocumentDifference *difference);
void documents_write_json(Writer *writer, const DocumentDifference *difference);
/* A row for each quote and each sentence. */
void documents_to_sheet(Sheet *sheet, const DocumentDifference *difference);

#endif
