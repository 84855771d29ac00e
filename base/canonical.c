#include "base/canonical.h"

#include <inttypes.h>

/* What stands behind the backslash; '\0': the byte stands for itself. */
static char escaped(char c) {
  return c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\\' ? '\\' : '\0';
}

static void canonical_put(Writer *writer, Text field) {
  size_t plain = 0;
  for (size_t i = 0; i < field.length; i++) {
    char name = escaped(field.bytes[i]);
    if (!name)
      continue;
    writer_put(writer, text_part(field, plain, i));
    writer_put_char(writer, '\\');
    writer_put_char(writer, name);
    plain = i + 1;
  }
  writer_put(writer, text_part(field, plain, field.length));
}

char *canonical_bytes(char *out, Text field) {
  for (size_t i = 0; i < field.length; i++) {
    char name = escaped(field.bytes[i]);
    if (name)
      *out++ = '\\';
    *out++ = name ? name : field.bytes[i];
  }
  return out;
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
