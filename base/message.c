#include "base/message.h"

#include <string.h>

const char *message(Language language, const char *english) {
  if (language == LANGUAGE_ENGLISH)
    return english;
  unsigned low = 0, high = messages_swedish_count;
  while (low < high) {
    unsigned middle = low + (high - low) / 2;
    int order = strcmp(english, messages_swedish[middle].english);
    if (order == 0)
      return messages_swedish[middle].other;
    if (order < 0)
      high = middle;
    else
      low = middle + 1;
  }
  return english;
}

const char *message_for(Language language, unsigned long count, const char *one,
                        const char *several) {
  return message(language, count == 1 ? one : several);
}
