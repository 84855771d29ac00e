/* search.h - places in arrays that stand in order.
 *
 * The items begin with a uint32_t, which rises from one to the next (the number of a row that
 * something is kept beside, as a rule).  Cost: log n. */
#ifndef ANSLAG_BASE_SEARCH_H
#define ANSLAG_BASE_SEARCH_H

#include <stddef.h>
#include <stdint.h>

/* The place of the first that is not below `number`; `count` where there is none.  `size`: of an
 * item, in bytes. */
size_t      search_place(const void *items, size_t count, size_t size, uint32_t number);
/* The item of that number; NULL: there is none. */
const void *search_number(const void *items, size_t count, size_t size, uint32_t number);

#endif
