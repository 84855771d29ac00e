#include "base/message.h"
#include "base/writer.h"
#include "tests/unit/base_support.h"

#include <string.h>

static void what_is_translated_is_said_in_swedish(void **state) {
  (void)state;
  assert_string_equal(message(LANGUAGE_SWEDISH, "error"), "fel");
  assert_string_equal(message(LANGUAGE_ENGLISH, "error"), "error");
}

static void what_is_not_stays_english(void **state) {
  (void)state;
  const char *text = "no such text";
  assert_ptr_equal(message(LANGUAGE_SWEDISH, text), text);
  assert_string_equal(message(LANGUAGE_SWEDISH, ""), "");
}

/* The search needs the order of the bytes: a text out of place would not be found. */
static void each_text_is_found(void **state) {
  (void)state;
  assert_true(messages_swedish_count > 100);
  for (unsigned i = 0; i < messages_swedish_count; i++) {
    assert_string_equal(message(LANGUAGE_SWEDISH, messages_swedish[i].english),
                        messages_swedish[i].other);
    if (i > 0)
      assert_true(strcmp(messages_swedish[i - 1].english, messages_swedish[i].english) < 0);
  }
}

static void one_and_several(void **state) {
  (void)state;
  assert_string_equal(message_for(LANGUAGE_SWEDISH, 1, "%zu row", "%zu rows"), "%zu rad");
  assert_string_equal(message_for(LANGUAGE_SWEDISH, 0, "%zu row", "%zu rows"), "%zu rader");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_is_translated_is_said_in_swedish),
    cmocka_unit_test(what_is_not_stays_english),
    cmocka_unit_test(each_text_is_found),
    cmocka_unit_test(one_and_several),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
