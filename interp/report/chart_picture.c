#include "interp/report/chart_picture.h"

#include "interp/report/html.h"

#include <inttypes.h>

/* Series 0 to 5: l lines, f filled marks and bars, o open marks; h0 to h4 the shades of a table.
 * '~' stands for the class of our pictures, so that the style of one reaches nothing else on a
 * page. */
static const char style[] =
  "~text{font:13px system-ui,sans-serif;fill:#1a1f24}~.t{font-size:16px;font-weight:600}\n"
  "~.m{text-anchor:middle}~.e{text-anchor:end}~.p{fill:#fff}~path{fill:none}\n"
  "~.g{stroke:#d5dadf}~.a{stroke:#5c6670}~.n{stroke:#5c6670;stroke-dasharray:2 3}\n"
  "~.l0{stroke:#12599b}~.l1{stroke:#a33a00}~.l2{stroke:#176b2e}\n"
  "~.l3,~.o3{stroke:#7a2a8c}~.l4,~.o4{stroke:#6b5900}~.l5,~.o5{stroke:#8c1c3f}\n"
  "~[class^=l]{stroke-width:2}~[class^=o]{stroke-width:2;fill:#fff}\n"
  "~.f0{fill:#12599b}~.f1{fill:#a33a00}~.f2{fill:#176b2e}~.f3{fill:#7a2a8c}~.f4{fill:#6b5900}"
  "~.f5{fill:#8c1c3f}\n"
  "~.h0{fill:#fff}~.h1{fill:#dce9f5}~.h2{fill:#b9d3eb}~.h3{fill:#94bcdf}~.h4{fill:#6fa5d3}\n"
  "@media (prefers-color-scheme:dark){~text{fill:#e6e6e6}~.p{fill:#15181b}\n"
  "~.g{stroke:#3a4148}~.a,~.n{stroke:#a0a8b0}~[class^=o]{fill:#15181b}\n"
  "~.l0{stroke:#7ab8f5}~.l1{stroke:#ffab7a}~.l2{stroke:#7fd48f}\n"
  "~.l3,~.o3{stroke:#d9a3e8}~.l4,~.o4{stroke:#d9c35c}~.l5,~.o5{stroke:#ff9db5}\n"
  "~.f0{fill:#7ab8f5}~.f1{fill:#ffab7a}~.f2{fill:#7fd48f}~.f3{fill:#d9a3e8}~.f4{fill:#d9c35c}"
  "~.f5{fill:#ff9db5}\n"
  "~.h0{fill:#15181b}~.h1{fill:#1b2c3c}~.h2{fill:#20405d}~.h3{fill:#25507a}~.h4{fill:#285a8c}"
  "}\n";

static void put_style(Writer *out) {
  writer_put(out, TEXT("<style>\n"));
  for (const char *c = style; *c; c++)
    if (*c == '~')
      writer_put(out, TEXT(".anslag-picture "));
    else
      writer_put_char(out, *c);
  writer_put(out, TEXT("</style>\n"));
}

void picture_begin(Picture *picture, Text name, Text title, int64_t width, int64_t height) {
  Writer *out = picture->out;
  writer_print(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %" PRId64 " %" PRId64
               "\" width=\"%" PRId64 "\" height=\"%" PRId64 "\" role=\"img\" \n"
               "class=\"anslag-picture\" ",
               width, height, width, height);
  writer_print(out, "lang=\"%s\" aria-labelledby=\"%.*s-title\" aria-describedby=\"%.*s-words\">\n",
               picture->screen->swedish ? "sv" : "en", TEXT_PRINT(name), TEXT_PRINT(name));
  writer_print(out, "<title id=\"%.*s-title\">", TEXT_PRINT(name));
  html_put(out, title);
  writer_print(out, "</title>\n<desc id=\"%.*s-words\">", TEXT_PRINT(name));
}

void picture_describe_end(Picture *picture) {
  writer_put(picture->out, TEXT("</desc>\n"));
  put_style(picture->out);
  writer_put(picture->out, TEXT("<rect class=\"p\" width=\"100%\" height=\"100%\"/>\n"));
}

void picture_end(Picture *picture) {
  writer_put(picture->out, TEXT("</svg>\n"));
}

void picture_put_words(Picture *picture, Text words) {
  html_put(picture->out, screen_visible(picture->arena, words));
}

void picture_put_tenths(Picture *picture, int64_t tenths) {
  writer_print(picture->out, "%s%" PRId64, tenths < 0 ? "-" : "",
               (tenths < 0 ? -tenths : tenths) / 10);
  if (tenths % 10)
    writer_print(picture->out, ".%" PRId64, (tenths < 0 ? -tenths : tenths) % 10);
}

void picture_put_point(Picture *picture, int64_t x, int64_t y) {
  picture_put_tenths(picture, x);
  writer_put_char(picture->out, ' ');
  picture_put_tenths(picture, y);
}

void picture_put_text(Picture *picture, const char *kind, int64_t x, int64_t y, Text text) {
  writer_print(picture->out, "<text class=\"%s\" x=\"%" PRId64 "\" y=\"%" PRId64 "\">", kind, x, y);
  picture_put_words(picture, text);
  writer_put(picture->out, TEXT("</text>\n"));
}

Text picture_now(Picture *picture, const Chart *chart) {
  Text now = figure_value(picture->arena, picture->screen, *chart->now, chart->x_type);
  return arena_format(picture->arena, screen_words(picture->screen, "now %.*s"),
                      TEXT_PRINT(now));
}
