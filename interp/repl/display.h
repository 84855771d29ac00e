/* display.h - a table that is shown and may then be saved: cells as people read them, and exactly.
 *
 *   Display *table = display_new(arena);
 *   display_column(table, TEXT("amount"), TEXT("Sökt belopp"), true);
 *   DisplayCell *row = display_row(table);
 *   row[0] = (DisplayCell){ shown, exact };
 *
 * Owner: the arena. */
#ifndef ANSLAG_INTERP_REPL_DISPLAY_H
#define ANSLAG_INTERP_REPL_DISPLAY_H

#include "interp/report/screen.h"
#include "interp/report/sheet.h"

typedef struct {
  Text name, heading;
  bool right;                   /* figures: to the right */
  Text over;                    /* stands above the heading; or empty */
} DisplayColumn;

typedef struct {
  Text      shown;              /* visible text */
  SheetCell exact;
} DisplayCell;

typedef struct {
  Arena *arena;
  LIST(DisplayColumn) columns;
  LIST(DisplayCell *)     rows;
  size_t total;                 /* rows there would be; 0: as many as there are */
  const Sheet *ready;           /* for a file, in place of the cells; or NULL */
} Display;

Display     *display_new(Arena *arena);
void       display_column(Display *table, Text name, Text heading, bool right);
/* What stands above the heading of the last column; in a file before it: "granted: The board". */
void       display_over(Display *table, Text over);
/* After the last column. */
DisplayCell *display_row(Display *table);

DisplayCell display_text(Text text);
/* A value as the screen shows it, and as a file has it: amounts in the main unit. */
DisplayCell display_value(Arena *arena, const Screen *screen, Value value, const Type *type);
DisplayCell display_money(Arena *arena, const Screen *screen, int64_t minor,
                          const Currency *currency);
DisplayCell display_count(Arena *arena, size_t count);

/* At most `most` rows (0: all), and how many are left out. */
void  display_write(Writer *writer, const Screen *screen, const Display *table, size_t most);
Sheet display_sheet(Arena *arena, const Display *table);
/* A sheet with all its texts, in `arena`. */
const Sheet *display_copy(Arena *arena, const Sheet *sheet);

#endif
