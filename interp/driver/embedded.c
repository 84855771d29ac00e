#include "interp/driver/embedded.h"

Text embedded_text(const EmbeddedFile *file) {
  return (Text){ (const char *)file->bytes, file->length };
}

bool embedded_find(Text path, Text *bytes) {
  size_t low = 0, high = embedded_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = text_compare(text_from(embedded_files[middle].path), path);
    if (order == 0) {
      *bytes = embedded_text(&embedded_files[middle]);
      return true;
    }
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}
