/* files.h - files as the driver reads and writes them.
 *
 * Reading is whole; writing replaces a file whole or leaves it as it was (a
 * temporary file beside it, synced, then renamed), and never replaces a
 * database.  What fails is reported with the system's reason (E0601, E0815) and
 * leaves through memory_stop, except where a function returns false.  Descriptors
 * are deferred to the guard. */
#ifndef ANSLAG_INTERP_DRIVER_FILES_H
#define ANSLAG_INTERP_DRIVER_FILES_H

#include "interp/driver/work.h"

typedef LIST(Text) TextList;

#define FILES_RULES_MOST ((size_t)16 << 20)

/* "-" is the session's input.  A rule file larger than a rule file may be is reported. */
Text files_read(Work *work, const char *path);
Text files_read_rules(Work *work, const char *path);
/* False, with the system's words in `reason`; at most `most` bytes (0: any). */
bool files_try_read(Arena *arena, const char *path, size_t most, Text *bytes, Text *reason);

/* The same piece by piece, for what is too long to be held: it is there when files_end returns,
 * and before that only what goes to the results ("-") or to what is no regular file. */
typedef struct FilesOutput FilesOutput;
FilesOutput *files_begin(Work *work, const char *path);
Writer      *files_writer(FilesOutput *output);
void         files_end(FilesOutput *output);

/* Keeps the mode of a file that is there; "-" goes to the results. */
void files_write(Work *work, const char *path, Text bytes);
/* A folder, and those above it that are missing. */
void files_make_folder(Work *work, const char *path);

bool files_exist(const char *path);
bool files_is_folder(const char *path);
bool files_is_regular(const char *path);   /* no folder, pipe or device */
/* True if there is nothing in the folder (or no folder). */
bool files_folder_is_empty(Work *work, const char *path);

/* Every .anslag and .anslag.md file at or under `path`, sorted; hidden and linked folders are
 * passed over.  Reports a path that does not exist. */
void files_collect(Work *work, const char *path, TextList *found);

/* The names of the rule files that stand in the folder itself (empty: where one is), sorted. */
void files_in(Work *work, Text folder, TextList *found);

/* All names there but hidden ones, sorted by bytes. */
void files_names(Work *work, Text folder, TextList *found);

/* folder + "/" + name; the name alone if the folder is empty. */
Text files_join(Arena *arena, Text folder, Text name);
Text files_folder_of(Text path);          /* without the last part; empty if there is none */
/* True if `path` is relative, has no ".." part, and is no link out of `folder`. */
bool files_stay_inside(Arena *arena, Text folder, Text path);

#endif
