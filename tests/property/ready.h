/* ready.h - a database that has been run on before, with no records.
 *
 * Making the tables and views of a run takes longer than judging a few records, so it is done
 * once: most trials begin with these bytes.  Owner: the memory given; made in a guard of it. */
#ifndef ANSLAG_TESTS_PROPERTY_READY_H
#define ANSLAG_TESTS_PROPERTY_READY_H

#include "base/arena.h"

/* The bytes of the file; empty: it could not be made. */
Text ready_database(Memory *memory, Arena *arena);

#endif
