#include "interp/report/html.h"

void html_put(Writer *writer, Text text) {
  for (size_t i = 0; i < text.length; i++) {
    char c = text.bytes[i];
    switch (c) {
      case '&':  writer_put(writer, TEXT("&amp;")); break;
      case '<':  writer_put(writer, TEXT("&lt;")); break;
      case '>':  writer_put(writer, TEXT("&gt;")); break;
      case '"':  writer_put(writer, TEXT("&quot;")); break;
      case '\'': writer_put(writer, TEXT("&#39;")); break;
      default:
        if ((unsigned char)c >= ' ' || c == '\n' || c == '\t')
          writer_put_char(writer, c);
    }
  }
}

static const char style[] =
  ":root { color-scheme: light dark; --ink: light-dark(#1a1f24, #e6e6e6);\n"
  "  --faint: light-dark(#5c6670, #a0a8b0); --line: light-dark(#d5dadf, #3a4148);\n"
  "  --mark: light-dark(#fff1b8, #5b4b12); --paper: light-dark(#ffffff, #15181b); }\n"
  "body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);\n"
  "  margin: 2rem auto; max-width: 76rem; padding: 0 1rem; }\n"
  "h1 { line-height: 1.2; margin-bottom: 0.25rem; }\n"
  ".faint { color: var(--faint); }\n"
  "section { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 0 2rem;\n"
  "  border-top: 1px solid var(--line); padding: 0.75rem 0; break-inside: avoid; }\n"
  "section.clause { padding-left: 1.5rem; }\n"
  "h2 { font-size: 1.05rem; margin: 0 0 0.25rem; grid-column: 1 / -1; }\n"
  "h2 .changed { font-weight: normal; background: var(--mark); padding: 0 0.4rem; }\n"
  "pre { font: 14px/1.5 ui-monospace, monospace; margin: 0; white-space: pre-wrap;\n"
  "  overflow-wrap: anywhere; }\n"
  "blockquote, .reading { margin: 0 0 0.5rem; }\n"
  "mark { background: var(--mark); color: inherit; }\n"
  "table { border-collapse: collapse; margin: 0 0 2rem; width: 100%; }\n"
  "caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }\n"
  "th, td { border-top: 1px solid var(--line); padding: 0.25rem 0.75rem 0.25rem 0;\n"
  "  text-align: left; vertical-align: top; font-weight: normal; }\n"
  "thead th { color: var(--faint); border-top: 0; }\n"
  ".figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }\n"
  ".bar { inline-size: 22%; padding-right: 0; }\n"
  ".bar span { display: block; block-size: 1rem; min-inline-size: 1px;\n"
  "  background: light-dark(#2f6f9f, #6fb0dc); }\n"
  "@media (max-width: 48rem) { section { grid-template-columns: 1fr; } }\n";

void html_begin(Writer *writer, Text title, const char *language) {
  html_begin_styled(writer, title, language, "");
}

void html_begin_styled(Writer *writer, Text title, const char *language, const char *more) {
  writer_print(writer, "<!doctype html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<title>", language);
  html_put(writer, title);
  writer_print(writer, "</title>\n<style>\n%s%s</style>\n</head>\n<body>\n", style, more);
}

void html_end(Writer *writer) {
  writer_put(writer, TEXT("</body>\n</html>\n"));
}
