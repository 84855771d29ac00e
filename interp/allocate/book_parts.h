/* book_parts.h - what the files of a book share.
 *
 * Private to interp/allocate. */
#ifndef ANSLAG_INTERP_ALLOCATE_BOOK_PARTS_H
#define ANSLAG_INTERP_ALLOCATE_BOOK_PARTS_H

#include "interp/allocate/book.h"

/* book.c: a key, by its place. */
Text     book_text(const Book *book, uint32_t place);
/* Of a line: its other keys. */
Text     book_line_key(const Book *book, uint32_t line);
/* A state with these terms, for that place of Book.years. */
uint32_t book_add_year(Book *book, uint32_t terms, uint32_t year);
/* What an earmarked state keeps for itself; of others nothing. */
Int128   book_kept(const Book *book, uint32_t place);
/* Beyond so many lines a window has its sums by day. */
enum { BOOK_FEW_LINES = 32 };
/* book_room.c: of all its lines. */
DaySums *book_window_sums(const Book *book, const BookWindow *window);

/* book_years.c */
/* As book_find and book_key. */
uint32_t book_find_year_by_key(const Book *book, const Frame *frame, Text key);
Text     book_year_key(const Book *book, Arena *arena, uint32_t year);
/* Of a line: which years there are, ascending, each with its state or BOOK_NOWHERE. */
typedef struct { int64_t year; uint32_t state; } BookYearAt;
size_t   book_years_of(const Book *book, uint32_t line, BookYearAt *years);
size_t   book_count_years(const Book *book, uint32_t line);
/* As its state would stand; `arena`: for the key. */
FrameState book_year_state(const Book *book, Arena *arena, uint32_t line, BookYearAt at);

#endif
