#include "base/canonical.h"

#include <inttypes.h>

static void canonical_put(Writer *writer, Text field) {
  size_t plain = 0;
  for (size_t i = 0; i < field.length; i++) {
    char c = field.bytes[i];
    const char *escaped = c == '\t' ? "\\t" : c == '\n' ? "\\n" : c == '\r' ? "\\r"
                        : c == '\\' ? "\\\\" : NULL;
    if (!escaped)
      continue;
    writer_put(writer, text_part(field, plain, i));
    writer_put(writer, text_from(escaped));
    plain = i + 1;
  }
  writer_put(writer, text_part(field, plain, field.length));
}

void canonical_field(Writer *writer, Text field) {
  writer_put_char(writer, '\t');
  canonical_put(writer, field);
}

void canonical_number(Writer *writer, bool present, int64_t number) {
  writer_put_char(writer, '\t');
  if (present)
    writer_print(writer, "%" PRId64, number);
}
