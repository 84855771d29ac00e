/* paths.h - the rule files that PATH… of check, test and fmt mean. */
#ifndef ANSLAG_INTERP_DRIVER_PATHS_H
#define ANSLAG_INTERP_DRIVER_PATHS_H

#include "interp/check/model.h"
#include "interp/driver/files.h"

/* Files as named, folders as the .anslag files in them; without paths the package around "."
 * (E0803 if there is none).  Each file once; an empty result is E0803 too. */
void paths_expand(Work *work, const char *const *paths, size_t count, TextList *files);

/* The files of a package are one rule set: its main file comes first, and what it uses is read
 * with it (under its head, its law of time) and not once more alone. */
typedef struct {
  Work    *work;
  TextList files;               /* in the order to read them */
  Map      mains;               /* main files of packages */
  Map      reached;             /* files that a main file has read */
} PathsInOrder;

PathsInOrder paths_in_order(Work *work, const char *const *paths, size_t count);
/* Has a package's main file read it already? */
bool paths_passed(const PathsInOrder *order, Text file);
/* Notes what `file` has read. */
void paths_note(PathsInOrder *order, Text file, const Model *model);
bool paths_is_main(const PathsInOrder *order, Text file);

#endif
