/* row_lines.h - the rows of a query, each as a line "a|b|-": `-` is NULL. */
#ifndef ANSLAG_TESTS_HARNESS_ROW_LINES_H
#define ANSLAG_TESTS_HARNESS_ROW_LINES_H

#include "base/writer.h"
#include "interp/store/store.h"

/* A StoreRow; the context is the writer. */
static inline bool add_row_line(void *context, const Text *cells, const bool *null, size_t count) {
  Writer *writer = context;
  for (size_t i = 0; i < count; i++)
    writer_print(writer, "%s%.*s", i ? "|" : "", TEXT_PRINT(null[i] ? TEXT("-") : cells[i]));
  writer_put_char(writer, '\n');
  return true;
}

#endif
