/* writer.h - where text goes: memory, a file, or the host's function.
 *
 * Errors stick: after the first failed write all else is dropped and
 * writer_flush says so; the one who opened the writer asks once, at the end.
 * Owner: the caller.  Cost: buffered, 8 KiB. */
#ifndef ANSLAG_BASE_WRITER_H
#define ANSLAG_BASE_WRITER_H

#include "base/arena.h"
#include "base/message.h"

/* Takes all bytes and returns true, or returns false. */
typedef bool WriterSink(void *context, const char *bytes, size_t length);

typedef struct {
  WriterSink *sink;         /* NULL: into `arena`, read with writer_text */
  void       *context;
  Arena      *arena;
  char       *buffer;
  size_t      used, room;
  bool        failed;
  Language    language;     /* of what writer_say writes */
} Writer;

void writer_to_memory(Writer *writer, Arena *arena);
/* The buffer lives in `arena`. */
void writer_to_sink(Writer *writer, Arena *arena, WriterSink *sink, void *context);
void writer_put(Writer *writer, Text text);
void writer_put_char(Writer *writer, char c);
void writer_print(Writer *writer, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* As writer_print, said in the writer's language (message.h). */
void writer_say(Writer *writer, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* 1 000 000 */
void writer_count(Writer *writer, uint64_t count);
/* Said with `count` for its only conversion, %zu, as writer_count writes it. */
void writer_say_number(Writer *writer, size_t count, const char *text);
/* The one or the other by the number, likewise. */
void writer_say_count(Writer *writer, size_t count, const char *one, const char *several);
void writer_repeat(Writer *writer, Text text, size_t times);
/* Text padded with spaces on the right (left: on the left) to `width` columns. */
void writer_pad(Writer *writer, Text text, size_t width);
void writer_pad_left(Writer *writer, Text text, size_t width);
/* A JSON string with its quotes; invalid UTF-8 becomes U+FFFD. */
void writer_json(Writer *writer, Text text);
/* Behind another member of an object: ,"name":"text", null where it is empty; ,"name":1, null where
 * it is not `present`. */
void writer_json_text(Writer *writer, const char *name, Text text);
void writer_json_number(Writer *writer, const char *name, bool present, int64_t number);
bool writer_flush(Writer *writer);   /* false: failed, now or before */
Text writer_text(Writer *writer);    /* of one to memory; ends in NUL */

#endif
