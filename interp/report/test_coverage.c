#include "interp/report/test_coverage.h"

#include "base/unicode.h"

/* ---- counting ---------------------------------------------------------------------------- */

static bool may(const Point *point, Way way) {
  return point->ways >> way & 1;
}

static bool is_open(const Point *point, Way way) {
  return may(point, way) && !(point->shown >> way & 1);
}

static void count_point(CoverageCount *count, const Point *point) {
  for (Way way = 0; way < WAY_COUNT; way++) {
    count->all += may(point, way);
    count->shown += may(point, way) && !is_open(point, way);
  }
}

CoverageCount test_coverage_count(const TestCoverage *coverage) {
  CoverageCount count = { 0, 0 };
  for (size_t i = 0; i < coverage->count; i++)
    count_point(&count, &coverage->items[i]);
  return count;
}

unsigned test_coverage_percent(CoverageCount count) {
  return count.all ? (unsigned)(count.shown * 100 / count.all) : 100;
}

static CoverageCount count_kind(const TestCoverage *coverage, PointKind kind) {
  CoverageCount count = { 0, 0 };
  for (size_t i = 0; i < coverage->count; i++)
    if (coverage->items[i].kind == kind)
      count_point(&count, &coverage->items[i]);
  return count;
}

/* The points of one file stand together. */
static size_t file_end(const TestCoverage *coverage, size_t start, CoverageCount *count) {
  size_t end = start;
  *count = (CoverageCount){ 0, 0 };
  uint32_t file = coverage->items[start].span.file;
  for (; end < coverage->count && coverage->items[end].span.file == file; end++)
    count_point(count, &coverage->items[end]);
  return end;
}

/* ---- text -------------------------------------------------------------------------------- */

/* "passes in no test, is unknown in no test"; empty: all is shown. */
static Text open_text(Arena *arena, const Screen *screen, const Point *point) {
  Text text = TEXT("");
  for (Way way = 0; way < WAY_COUNT; way++) {
    if (!is_open(point, way))
      continue;
    Text words = text_from(screen_words(screen, way_texts[way]));
    text = text.length ? arena_format(arena, "%.*s, %.*s", TEXT_PRINT(text), TEXT_PRINT(words))
                       : words;
  }
  Text name = outcome_text(point->name, screen->swedish ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH);
  return text.length && name.length
             ? arena_format(arena, "%.*s: %.*s", TEXT_PRINT(name), TEXT_PRINT(text))
             : text;
}

static void put_counts(Writer *writer, CoverageCount count) {
  writer_say(writer, MESSAGE("%zu of %zu shown, %u %%\n"), count.shown, count.all,
             test_coverage_percent(count));
}

static void put_kinds(Writer *writer, const Screen *screen, const TestCoverage *coverage) {
  for (PointKind kind = 0; kind < POINT_KIND_COUNT; kind++) {
    CoverageCount count = count_kind(coverage, kind);
    if (count.all == 0)
      continue;
    writer_pad(writer, text_from(screen_words(screen, point_kind_titles[kind])), 18);
    put_counts(writer, count);
  }
}

static void put_files(Writer *writer, const TestCoverage *coverage, Sources *sources) {
  CoverageCount count;
  if (coverage->count == 0 || file_end(coverage, 0, &count) == coverage->count)
    return;
  for (size_t start = 0, end; start < coverage->count; start = end) {
    const Source *source = sources_get(sources, coverage->items[start].span);
    end = file_end(coverage, start, &count);
    if (source)
      writer_print(writer, "%.*s: ", TEXT_PRINT(screen_visible(writer->arena, source->path)));
    put_counts(writer, count);
  }
}

void test_coverage_write_text(Writer *writer, const Screen *screen, const TestCoverage *coverage,
                              Sources *sources) {
  Remarks remarks = { NULL, 0, 0 };
  for (size_t i = 0; i < coverage->count; i++) {
    Text text = open_text(writer->arena, screen, &coverage->items[i]);
    if (text.length)
      remarks_add(writer->arena, &remarks, sources, coverage->items[i].span, text);
  }
  remarks_write_text(writer, screen, &remarks);
  writer_put(writer, remarks.count ? TEXT("\n") : TEXT(""));
  put_files(writer, coverage, sources);
  put_kinds(writer, screen, coverage);
  writer_pad(writer, text_from(screen_words(screen, MESSAGE("in all"))), 18);
  put_counts(writer, test_coverage_count(coverage));
}

/* ---- JSON -------------------------------------------------------------------------------- */

static void put_count_json(Writer *writer, CoverageCount count) {
  writer_print(writer, "\"ways\":%zu,\"shown\":%zu,\"percent\":%u", count.all, count.shown,
               test_coverage_percent(count));
}

static void put_ways_json(Writer *writer, const char *name, unsigned ways) {
  const char *before = "";
  writer_print(writer, ",\"%s\":[", name);
  for (Way way = 0; way < WAY_COUNT; way++)
    if (ways >> way & 1) {
      writer_print(writer, "%s\"%s\"", before, way_names[way]);
      before = ",";
    }
  writer_put_char(writer, ']');
}

static void put_point_json(Writer *writer, const Point *point, Sources *sources) {
  Source *source = sources_get(sources, point->span);
  Place place = source_place(sources, source, point->span.start);
  writer_put(writer, TEXT("{\"path\":"));
  writer_json(writer, source->path);
  writer_print(writer, ",\"line\":%zu,\"column\":%zu,\"kind\":\"%s\"", place.line, place.column,
               point_kind_names[point->kind]);
  if (point->name.length) {
    writer_put(writer, TEXT(",\"name\":"));
    writer_json(writer, point->name);
  }
  put_ways_json(writer, "shown", point->shown);
  put_ways_json(writer, "open", point->ways & ~point->shown);
  writer_put_char(writer, '}');
}

void test_coverage_write_json(Writer *writer, const TestCoverage *coverage, Sources *sources) {
  CoverageCount count;
  writer_put_char(writer, '{');
  put_count_json(writer, test_coverage_count(coverage));
  writer_put(writer, TEXT(",\"files\":["));
  for (size_t start = 0, end; start < coverage->count; start = end) {
    const Source *source = sources_get(sources, coverage->items[start].span);
    end = file_end(coverage, start, &count);
    writer_put(writer, start ? TEXT(",\n{\"path\":") : TEXT("\n{\"path\":"));
    writer_json(writer, source ? source->path : TEXT(""));
    writer_put_char(writer, ',');
    put_count_json(writer, count);
    writer_put_char(writer, '}');
  }
  writer_put(writer, TEXT("\n],\"points\":["));
  for (size_t i = 0; i < coverage->count; i++) {
    writer_put(writer, i ? TEXT(",\n") : TEXT("\n"));
    put_point_json(writer, &coverage->items[i], sources);
  }
  writer_put(writer, TEXT("\n]}\n"));
}
