#include "tests/unit/base_support.h"

#include "base/sha256.h"
#include "base/source.h"
#include "base/writer.h"

#include <string.h>

/* ---- writer ---- */

typedef struct {
  char   bytes[100000];
  size_t length, calls, room;
} Device;

static bool write_device(void *context, const char *bytes, size_t length) {
  Device *device = context;
  device->calls++;
  if (length > device->room - device->length)
    return false;
  memcpy(device->bytes + device->length, bytes, length);
  device->length += length;
  return true;
}

static Device *open_device(Writer *writer, void **state, size_t room) {
  static Device device;
  device.length = device.calls = 0;
  device.room = room;
  writer_to_sink(writer, arena_of(state), write_device, &device);
  return &device;
}

static void text_in_memory_is_put_together(void **state) {
  Writer writer;
  writer_to_memory(&writer, arena_of(state));
  assert_text(writer_text(&writer), "");
  writer_put(&writer, TEXT("år"));
  writer_put_char(&writer, ' ');
  writer_print(&writer, "%d", 2026);
  writer_repeat(&writer, TEXT("=-"), 3);
  assert_text(writer_text(&writer), "år 2026=-=-=-");
  assert_int_equal(writer_text(&writer).bytes[writer_text(&writer).length], '\0');
  assert_true(writer_flush(&writer));
}

static void text_in_memory_may_be_of_any_length(void **state) {
  Writer writer;
  writer_to_memory(&writer, arena_of(state));
  for (int i = 0; i < 20000; i++)
    writer_print(&writer, "%09d\n", i);
  Text text = writer_text(&writer);
  assert_int_equal(text.length, 200000);
  assert_memory_equal(text.bytes + 199990, "000019999\n", 10);
}

static void there_is_always_room_for_the_nul(void **state) {
  Writer writer;
  writer_to_memory(&writer, arena_of(state));
  for (size_t length = 1; length < 1100; length++) {
    writer_put_char(&writer, 'x');
    assert_int_equal(strlen(writer_text(&writer).bytes), length);
  }
}

static void a_sink_gets_all_bytes_in_order_in_few_calls(void **state) {
  Writer writer;
  Device *device = open_device(&writer, state, sizeof device->bytes);
  for (int i = 0; i < 5000; i++)
    writer_print(&writer, "%09d\n", i);
  assert_true(writer_flush(&writer));
  assert_int_equal(device->length, 50000);
  assert_true(device->calls < 10);
  for (int i = 0; i < 5000; i++)
    assert_int_equal(device->bytes[10 * i + 8], '0' + i % 10);
}

static void pieces_of_every_size_pass_the_buffer(void **state) {
  static char piece[30000];
  memset(piece, 'x', sizeof piece);
  static const size_t sizes[] = { 8191, 8192, 8193, 1, 20000, 0, 8192 };
  Writer writer;
  Device *device = open_device(&writer, state, sizeof device->bytes);
  size_t sum = 0;
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    writer_put(&writer, (Text){ piece, sizes[i] });
    sum += sizes[i];
  }
  writer_print(&writer, "%*d", 9000, 1);
  assert_true(writer_flush(&writer));
  assert_int_equal(device->length, sum + 9000);
}

static void a_failure_sticks_and_nothing_more_is_tried(void **state) {
  Writer writer;
  Device *device = open_device(&writer, state, 10000);
  for (int i = 0; i < 5000; i++)
    writer_put(&writer, TEXT("0123456789"));
  assert_false(writer_flush(&writer));
  size_t calls = device->calls;
  device->room = sizeof device->bytes;
  writer_put(&writer, TEXT("more"));
  assert_false(writer_flush(&writer));
  assert_int_equal(device->calls, calls);
}

static void a_full_device_is_seen_at_the_last_flush(void **state) {
  Writer writer;
  open_device(&writer, state, 3);
  writer_put(&writer, TEXT("four"));
  assert_false(writer_flush(&writer));
  assert_false(writer_flush(&writer));
}

static void padding_counts_columns_and_not_bytes(void **state) {
  Writer writer;
  writer_to_memory(&writer, arena_of(state));
  writer_pad(&writer, TEXT("åäö"), 5);
  writer_put(&writer, TEXT("|"));
  writer_pad_left(&writer, TEXT("åäö"), 5);
  writer_put(&writer, TEXT("|"));
  writer_pad(&writer, TEXT("too long"), 3);
  writer_put(&writer, TEXT("|"));
  writer_pad_left(&writer, TEXT("漢"), 3);
  assert_text(writer_text(&writer), "åäö  |  åäö|too long| 漢");
}

static void counts_are_parted_by_thousands(void **state) {
  Writer writer;
  writer_to_memory(&writer, arena_of(state));
  static const uint64_t counts[] = { 0, 999, 1000, 20045, 1000000, UINT64_MAX };
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    writer_count(&writer, counts[i]);
    writer_put(&writer, TEXT("|"));
  }
  writer.language = LANGUAGE_SWEDISH;
  writer_say_count(&writer, 1, "%zu row", "%zu rows");
  writer_put(&writer, TEXT("|"));
  writer_say_count(&writer, 2500, "%zu row", "%zu rows");
  writer_say_number(&writer, 1200, "%zu sold at 5 % or so");      /* no text of the program */
  assert_text(writer_text(&writer), "0|999|1 000|20 045|1 000 000|18 446 744 073 709 551 615|"
                                    "1 rad|2 500 rader1 200 sold at 5 % or so");
}

static void json_strings_are_escaped(void **state) {
  Writer writer;
  writer_to_memory(&writer, arena_of(state));
  writer_json(&writer, TEXT("a\"b\\c\n\t\r\b\f\x01å/"));
  assert_text(writer_text(&writer), "\"a\\\"b\\\\c\\n\\t\\r\\b\\f\\u0001å/\"");
}

static void json_strings_are_always_valid_utf8(void **state) {
  Writer writer;
  writer_to_memory(&writer, arena_of(state));
  writer_json(&writer, (Text){ "a\xff\xc3z\0\xed\xa0\x80", 8 });
  assert_text(writer_text(&writer),
              "\"a\xef\xbf\xbd\xef\xbf\xbdz\\u0000\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
}

/* ---- sha-256 ---- */

static void the_published_vectors_agree(void **state) {
  Arena *arena = arena_of(state);
  assert_text(sha256_of(arena, TEXT_NONE),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  assert_text(sha256_of(arena, TEXT("abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert_text(sha256_of(arena, TEXT("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void a_million_a_in_pieces_agree(void **state) {
  Arena *arena = arena_of(state);
  char piece[1000];
  memset(piece, 'a', sizeof piece);
  Sha256 *sha = sha256_start(arena->memory);
  for (int i = 0; i < 1000; i++)
    sha256_add(sha, (Text){ piece, sizeof piece });
  assert_text(sha256_finish(sha, arena),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* ---- sources ---- */

static Source *add_source(Sources *sources, void **state, Text bytes) {
  sources_init(sources, arena_of(state));
  sources_add(sources, TEXT("first.anslag"), TEXT("one line"));
  return sources_add(sources, TEXT("second.anslag"), bytes);
}

static void check_place(Sources *sources, Source *source, size_t offset, size_t line,
                        size_t column) {
  Place place = source_place(sources, source, offset);
  assert_int_equal(place.line, line);
  assert_int_equal(place.column, column);
}

static void a_byte_order_mark_and_crlf_are_folded(void **state) {
  Sources sources;
  Source *source = add_source(&sources, state, TEXT("\xef\xbb\xbf" "a\r\nb\rc\r\n\r"));
  assert_text(source->text, "a\nb\rc\n\r");
  assert_int_equal(source->text.bytes[source->text.length], '\0');
  assert_int_equal(source->number, 2);
  char *one = arena_alloc(arena_of(state), 1);
  *one = '\r';
  assert_text(sources_add(&sources, TEXT("one"), (Text){ one, 1 })->text, "\r");
}

static void places_count_code_points(void **state) {
  Sources sources;
  Source *source = add_source(&sources, state, TEXT("åäö x\n\tå\xff" "b\n"));
  check_place(&sources, source, 0, 1, 1);
  check_place(&sources, source, 6, 1, 4);
  check_place(&sources, source, 7, 1, 5);
  check_place(&sources, source, 8, 1, 6);
  check_place(&sources, source, 9, 2, 1);
  check_place(&sources, source, 10, 2, 2);
  check_place(&sources, source, 12, 2, 3);
  check_place(&sources, source, 13, 2, 4);
  check_place(&sources, source, 15, 3, 1);
  check_place(&sources, source, 1000, 3, 1);
}

static void lines_are_given_without_their_end(void **state) {
  Sources sources;
  Source *source = add_source(&sources, state, TEXT("one\n\nthree"));
  assert_text(source_line(&sources, source, 1), "one");
  assert_text(source_line(&sources, source, 2), "");
  assert_text(source_line(&sources, source, 3), "three");
  assert_text(source_line(&sources, source, 4), "");
  assert_text(source_line(&sources, source, 0), "");
  assert_int_equal(source_line_start(&sources, source, 3), 5);
  assert_int_equal(source_line_start(&sources, source, 4), 10);
  Source *empty = sources_add(&sources, TEXT("empty"), TEXT_NONE);
  assert_text(source_line(&sources, empty, 1), "");
  check_place(&sources, empty, 0, 1, 1);
}

static void spans_join_and_name_their_source(void **state) {
  Sources sources;
  Source *source = add_source(&sources, state, TEXT("abc"));
  Span a = { 2, 1, 2 }, b = { 2, 2, 3 }, other = { 1, 0, 5 };
  assert_ptr_equal(sources_get(&sources, a), source);
  assert_null(sources_get(&sources, SPAN_NONE));
  assert_null(sources_get(&sources, (Span){ 3, 0, 0 }));
  assert_int_equal(span_join(a, b).start, 1);
  assert_int_equal(span_join(b, a).end, 3);
  assert_int_equal(span_join(SPAN_NONE, b).file, 2);
  assert_int_equal(span_join(a, SPAN_NONE).end, 2);
  assert_int_equal(span_join(a, other).end, 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    TEST(text_in_memory_is_put_together),
    TEST(text_in_memory_may_be_of_any_length),
    TEST(there_is_always_room_for_the_nul),
    TEST(a_sink_gets_all_bytes_in_order_in_few_calls),
    TEST(pieces_of_every_size_pass_the_buffer),
    TEST(a_failure_sticks_and_nothing_more_is_tried),
    TEST(a_full_device_is_seen_at_the_last_flush),
    TEST(padding_counts_columns_and_not_bytes),
    TEST(counts_are_parted_by_thousands),
    TEST(json_strings_are_escaped),
    TEST(json_strings_are_always_valid_utf8),
    TEST(the_published_vectors_agree),
    TEST(a_million_a_in_pieces_agree),
    TEST(a_byte_order_mark_and_crlf_are_folded),
    TEST(places_count_code_points),
    TEST(lines_are_given_without_their_end),
    TEST(spans_join_and_name_their_source),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
