/* model_sources.h - the documents that rules cite, and what rules rest on.
 *
 * A part of the Model.  What is read of a document is kept as long as the model, so that a quote
 * can be shown where it stands.
 * Owner: the program arena. */
#ifndef ANSLAG_INTERP_CHECK_MODEL_SOURCES_H
#define ANSLAG_INTERP_CHECK_MODEL_SOURCES_H

#include "base/date.h"
#include "grammar/ast.h"

typedef struct {
  Text    name, title, path;
  Date    dated;
  bool    has_date;
  Text    case_number;
  Span    span;
  Source *text;                 /* NULL: could not be read (reported) */
} Document;

typedef struct {
  BasisKind       kind;
  const Document *document;     /* BASIS_SOURCE */
  Text            place;        /* in "…"; may be empty */
  Text            text;         /* quote, reading or assumption */
  size_t          line;         /* of the document, where the quote begins; 0: not found */
  Span            span;
  Span            text_span, place_span;   /* of the quoted texts; SPAN_NONE: not known */
} ModelBasis;

typedef LIST(ModelBasis) ModelBases;

typedef enum { CITED_BY_RULE, CITED_AS_NOT_ENCODED, CITED_AS_BACKGROUND } CitedAs;

/* Words of a document that the rules cite: a part of a quote, or a background. */
typedef struct {
  const Document *document;
  size_t          from, to;     /* bytes of the document's text */
  CitedAs         as;
  Span            span;         /* of the basis or the background */
} Citation;

#endif
