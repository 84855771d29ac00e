/* owers.h - who owes something, or receives it, told from columns as a number.
 *
 * Private to interp/decide.  Names in a row ("A,B", as tables have them) have one number for all
 * records that have the same names; 0 is nobody.  What names somebody is planned once, and then
 * read of the rows of a chunk: bodies and groups, also of records, are the same for all; a field
 * names a text or a record, a list one after the other.
 *
 * Owner: the arena.  Cost: some 5 ns for a name and a record; a hash of the text for each that is
 * new in a window, and some 120 bytes for each that is new in the population. */
#ifndef ANSLAG_INTERP_DECIDE_OWERS_H
#define ANSLAG_INTERP_DECIDE_OWERS_H

#include "base/numbering.h"
#include "interp/decide/parties.h"
#include "interp/plan/columns.h"

enum { OWERS_NOBODY = 0 };

/* Of a deadline. */
typedef enum { SIDE_OWES, SIDE_RECEIVES, SIDE_COUNT } OwedSide;

/* A field that names somebody. */
typedef struct {
  const Column  *column;
  LIST(uint32_t) names;               /* by the cell's number: its name's, + 1; 0: not looked up */
} OwerField;

typedef struct {
  Arena         *arena;
  const Columns *columns;             /* of the records that are judged */
  uint64_t       version;             /* of the census that cells' numbers are of */
  LIST(OwerField *) fields;
  Map            names;               /* one name -> number */
  LIST(Text)     texts;               /* by number */
  Numbering      joined;              /* names in a row, and those behind them */
  LIST(uint32_t) joins;               /* by that number: what they are together */
} Owers;

/* Who owes it: one part after another. */
typedef struct {
  OwerField *field;                   /* NULL: */
  uint32_t   names;                   /* the same for all records */
} OwerPart;

typedef LIST(OwerPart) OwerParts;

void owers_init(Owers *owers, Arena *arena, const Columns *columns);
/* The place stands on no record.  False: columns do not tell (a group of which records are members
 * by more than their own facts). */
bool owers_plan(Owers *owers, const PartyPlace *place, const Party *parties, size_t count,
                OwerParts *parts);
/* Is it the same for every record? */
bool owers_are_fixed(const OwerParts *parts);
/* Of rows first .. first + rows, which begin a chunk: who it is of each; and which of them hold a
 * name that no column does (set to 1, else left): they are the reference's to tell. */
void owers_of(Owers *owers, const OwerParts *parts, size_t first, uint32_t *numbers, size_t rows);
void owers_left(const Owers *owers, size_t first, uint8_t *left, size_t rows);
/* As tables have it. */
Text owers_text(const Owers *owers, uint32_t number);

#endif
