#include "interp/report/document.h"
#include "interp/report/html.h"

static void put_source(Writer *writer, const PartBasis *basis) {
  writer_put(writer, TEXT("<blockquote>"));
  if (basis->document) {
    html_put(writer, basis->before);
    writer_put(writer, TEXT("<mark>"));
    html_put(writer, basis->words);
    writer_put(writer, TEXT("</mark>"));
    html_put(writer, basis->after);
    writer_put(writer, TEXT("<br><span class=\"faint\">"));
    html_put(writer, basis->document->title.length ? basis->document->title
                                                   : basis->document->name);
    writer_print(writer, ", %zu</span>", basis->line);
  } else {
    html_put(writer, basis->text);
  }
  writer_put(writer, TEXT("</blockquote>\n"));
}

static void put_reading(Writer *writer, const PartBasis *basis, bool swedish) {
  const char *word = basis->kind == BASIS_ASSUMED ? (swedish ? "Antagande" : "Assumed")
                                                  : (swedish ? "Tolkning" : "Reading");
  writer_print(writer, "<p class=\"reading\"><span class=\"faint\">%s:</span> ", word);
  html_put(writer, basis->text);
  writer_put(writer, TEXT("</p>\n"));
}

static void put_part(Writer *writer, const DocumentPart *part, bool swedish) {
  Text heading = part->title.length ? part->title : part->name.length ? part->name : part->word;
  writer_print(writer, "<section%s>\n<h2>", part->depth ? " class=\"clause\"" : "");
  html_put(writer, heading);
  if (part->changed.length) {
    writer_put(writer, TEXT(" <span class=\"changed\">"));
    html_put(writer, part->changed);
    writer_put(writer, TEXT("</span>"));
  }
  writer_put(writer, TEXT("</h2>\n<pre>"));
  html_put(writer, part->rule);
  writer_put(writer, TEXT("</pre>\n<div>\n"));
  for (size_t i = 0; i < part->bases.count; i++)
    if (part->bases.items[i].kind == BASIS_SOURCE)
      put_source(writer, &part->bases.items[i]);
    else
      put_reading(writer, &part->bases.items[i], swedish);
  writer_put(writer, TEXT("</div>\n</section>\n"));
}

void document_write_html(Writer *writer, const RulesDocument *document, Surface surface) {
  bool swedish = surface == SURFACE_SWEDISH;
  html_begin(writer, document->title, swedish ? "sv" : "en");
  writer_put(writer, TEXT("<h1>"));
  html_put(writer, document->title);
  writer_put(writer, TEXT("</h1>\n<p class=\"faint\">"));
  html_put(writer, document->standing);
  if (document->as_of.length) {
    writer_put(writer, swedish ? TEXT(" Lydelse ") : TEXT(" As of "));
    html_put(writer, document->as_of);
  }
  writer_put(writer, TEXT("</p>\n"));
  for (size_t i = 0; i < document->parts.count; i++)
    put_part(writer, &document->parts.items[i], swedish);
  html_end(writer);
}
