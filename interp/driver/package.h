/* package.h - a folder of rules, tests and data, and the file that says so.
 *
 * `anslag.package` holds lines `name = value`; `rules` names the main rule file
 * and `db` the database, both relative to its folder.  Empty lines and lines
 * that begin with -- are passed over; anything else is E0802. */
#ifndef ANSLAG_INTERP_DRIVER_PACKAGE_H
#define ANSLAG_INTERP_DRIVER_PACKAGE_H

#include "interp/driver/work.h"

#define PACKAGE_FILE "anslag.package"

typedef struct {
  Text folder;        /* empty: the current one */
  Text rules;         /* path with the folder */
  Text database;      /* path with the folder; empty: not said */
} Package;

/* The package that `folder` is or lies in; false if there is none. */
bool package_around(Work *work, Text folder, Package *package);
/* The package whose file stands in `folder` itself. */
bool package_in(Work *work, Text folder, Package *package);

#endif
