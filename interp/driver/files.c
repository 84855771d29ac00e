#define _POSIX_C_SOURCE 200809L
#define _XOPEN_SOURCE 700
#include "interp/driver/files.h"

#include "grammar/literate.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_FOLDERS_DEEP = 32, READ_ROOM = 65536 };

typedef struct { int number; } Descriptor;

static void close_descriptor(void *what) {
  Descriptor *descriptor = what;
  if (descriptor->number >= 0)
    close(descriptor->number);
  descriptor->number = -1;
}

/* The system's words for errno: those commonly met are translated where they are reported. */
static Text reason_of(Arena *arena, int error) {
  static const struct { int error; const char *words; } common[] = {
    { ENOENT,  MESSAGE("No such file or directory") },
    { EACCES,  MESSAGE("Permission denied") },
    { EISDIR,  MESSAGE("Is a directory") },
    { ENOTDIR, MESSAGE("Not a directory") },
    { EROFS,   MESSAGE("Read-only file system") },
    { ENOSPC,  MESSAGE("No space left on device") },
  };
  char words[256];
  for (size_t i = 0; i < sizeof common / sizeof common[0]; i++)
    if (common[i].error == error)
      return text_from(common[i].words);
  if (strerror_r(error, words, sizeof words) != 0)
    return TEXT(MESSAGE("the system gives no reason"));
  return arena_text(arena, text_from(words));
}

/* A reason in the language of the messages. */
static Text said(const Work *work, Text reason) {
  return text_from(diag_words(&work->diags, reason.bytes));
}

Text files_join(Arena *arena, Text folder, Text name) {
  if (folder.length == 0)
    return arena_text(arena, name);
  const char *slash = text_ends_with(folder, TEXT("/")) ? "" : "/";
  return arena_format(arena, "%.*s%s%.*s", TEXT_PRINT(folder), slash, TEXT_PRINT(name));
}

Text files_folder_of(Text path) {
  size_t end = path.length;
  while (end > 0 && path.bytes[end - 1] != '/')
    end--;
  if (end > 1)
    end--;               /* without the slash, unless it is the root */
  return text_part(path, 0, end);
}

/* ---- reading ----------------------------------------------------------------------------- */

typedef struct {
  char  *bytes;
  size_t used, room;
} Filling;

static void make_room(Arena *arena, Filling *filling) {
  if (filling->room - filling->used > 1)
    return;
  size_t room = filling->room ? filling->room * 2 : READ_ROOM;
  filling->bytes = arena_grow_array(arena, filling->bytes, filling->used, room, 1);
  filling->room = room;
}

static Text filled(Filling *filling) {
  filling->bytes[filling->used] = '\0';
  return (Text){ filling->bytes, filling->used };
}

/* True if so much is read that no more is needed to say that it is too much. */
static bool overfull(const Filling *filling, size_t most) {
  return most && filling->used > most;
}

static bool read_descriptor(Arena *arena, int number, size_t most, Text *bytes, Text *reason) {
  Filling filling = { NULL, 0, 0 };
  struct stat status;
  if (fstat(number, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    size_t size = (size_t)status.st_size;
    filling.room = (most && size > most ? most : size) + 2;
    filling.bytes = arena_array(arena, char, filling.room);
  }
  while (!overfull(&filling, most)) {
    make_room(arena, &filling);
    ssize_t got = read(number, filling.bytes + filling.used, filling.room - filling.used - 1);
    if (got < 0 && errno == EINTR) {
      memory_poll(arena->memory);
      continue;
    }
    if (got < 0) {
      *reason = reason_of(arena, errno);
      return false;
    }
    if (got == 0)
      break;
    filling.used += (size_t)got;
  }
  *bytes = filled(&filling);
  return true;
}

/* Opening a pipe waits for who writes into it, and can be interrupted. */
static int open_to_read(Arena *arena, const char *path) {
  for (;;) {
    int number = open(path, O_RDONLY | O_CLOEXEC);
    if (number >= 0 || errno != EINTR)
      return number;
    memory_poll(arena->memory);
  }
}

/* Reads no further than one byte beyond `most`. */
static bool read_file(Arena *arena, const char *path, size_t most, Text *bytes, Text *reason) {
  Descriptor descriptor = { open_to_read(arena, path) };
  if (descriptor.number < 0) {
    *reason = reason_of(arena, errno);
    return false;
  }
  memory_defer(arena->memory, close_descriptor, &descriptor);
  bool whole = read_descriptor(arena, descriptor.number, most, bytes, reason);
  memory_release(arena->memory, &descriptor);
  return whole;
}

bool files_try_read(Arena *arena, const char *path, size_t most, Text *bytes, Text *reason) {
  if (!read_file(arena, path, most, bytes, reason))
    return false;
  if (most == 0 || bytes->length <= most)
    return true;
  *reason = arena_format(arena, "it is larger than %zu bytes", most);
  return false;
}

static Text read_input(Work *work, size_t most) {
  const AnslagOptions *options = work->options;
  Filling filling = { NULL, 0, 0 };
  while (!overfull(&filling, most)) {
    make_room(&work->arena, &filling);
    long got = options->input ? options->input(options->input_context, filling.bytes + filling.used,
                                               filling.room - filling.used - 1)
                              : 0;
    memory_poll(work->memory);
    if (got < 0) {
      diag_report(&work->diags, DIAG_FILE_UNREADABLE, SPAN_NONE,
                  "standard input could not be read");
      memory_stop(work->memory);
    }
    if (got == 0)
      break;
    filling.used += (size_t)got;
  }
  return filled(&filling);
}

/* Reads no further than one byte beyond `most` (0: any). */
static Text read_named(Work *work, const char *path, size_t most) {
  if (strcmp(path, "-") == 0)
    return read_input(work, most);
  Text bytes, reason;
  if (read_file(&work->arena, path, most, &bytes, &reason))
    return bytes;
  diag_report(&work->diags, DIAG_FILE_UNREADABLE, SPAN_NONE, "\"%s\" could not be read: %.*s", path,
              TEXT_PRINT(said(work, reason)));
  memory_stop(work->memory);
}

Text files_read(Work *work, const char *path) {
  return read_named(work, path, 0);
}

Text files_read_rules(Work *work, const char *path) {
  Text bytes = read_named(work, path, FILES_RULES_MOST);
  if (bytes.length <= FILES_RULES_MOST)
    return bytes;
  diag_report(&work->diags, DIAG_SIZE_LIMIT, SPAN_NONE,
              "\"%s\" is larger than a rule file may be (16 MiB)", path);
  memory_stop(work->memory);
}

/* ---- writing ----------------------------------------------------------------------------- */

typedef struct {
  Descriptor  descriptor;
  const char *path;         /* of the temporary file; "" once it is renamed */
} Draft;

static void drop_draft(void *what) {
  Draft *draft = what;
  close_descriptor(&draft->descriptor);
  if (draft->path[0])
    unlink(draft->path);
}

static _Noreturn void stop_unwritable(Work *work, const char *path, int error) {
  Text reason = reason_of(&work->arena, error);
  diag_report(&work->diags, DIAG_FILE_UNWRITABLE, SPAN_NONE, "\"%s\" could not be written: %.*s",
              path, TEXT_PRINT(said(work, reason)));
  memory_stop(work->memory);
}

static bool write_all(int number, Text bytes) {
  for (size_t done = 0; done < bytes.length;) {
    ssize_t put = write(number, bytes.bytes + done, bytes.length - done);
    if (put < 0 && errno == EINTR)
      continue;
    if (put <= 0)
      return false;
    done += (size_t)put;
  }
  return true;
}

/* Beside the target, under a name that nobody has; a new file is as open as the user's mask. */
static void create_draft(Work *work, Draft *draft, const char *target) {
  for (unsigned i = 0; i < 100; i++) {
    Text name = arena_format(&work->arena, "%s.new%u", target, i);
    int number = open(name.bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (number < 0 && errno == EEXIST)
      continue;
    *draft = (Draft){ { number }, name.bytes };
    return;
  }
}

/* Text never takes the place of a database: what is recorded there cannot be made again. */
static void refuse_database(Work *work, const char *path) {
  static const char signature[] = "SQLite format 3";      /* its zero byte too */
  char start[sizeof signature] = "";
  Descriptor descriptor = { open(path, O_RDONLY | O_CLOEXEC) };
  if (descriptor.number < 0)
    return;
  bool whole = read(descriptor.number, start, sizeof start) == (ssize_t)sizeof start;
  close(descriptor.number);
  if (!whole || memcmp(start, signature, sizeof start) != 0)
    return;
  diag_report(&work->diags, DIAG_FILE_UNWRITABLE, SPAN_NONE,
              "\"%s\" is a database, and is not replaced", path);
  diag_help(&work->diags, "name another file");
  memory_stop(work->memory);
}

struct FilesOutput {
  Work       *work;
  const char *path, *target;
  Draft       draft;            /* its path is empty where the file is written into */
  Writer      writer;
  int         error;            /* of the first write that failed */
};

static bool put_bytes(void *context, const char *bytes, size_t length) {
  FilesOutput *output = context;
  if (write_all(output->draft.descriptor.number, (Text){ bytes, length }))
    return true;
  output->error = errno;
  return false;
}

/* What is no regular file (a device, a pipe) cannot be replaced: written into. */
static void open_output(FilesOutput *output) {
  Work *work = output->work;
  struct stat status;
  bool there = stat(output->path, &status) == 0;
  if (there && !S_ISREG(status.st_mode)) {
    output->draft.descriptor.number = open(output->path, O_WRONLY | O_CLOEXEC);
  } else {
    refuse_database(work, output->path);
    char *real = there ? arena_array(&work->arena, char, PATH_MAX) : NULL;
    bool linked = there && realpath(output->path, real);
    output->target = linked ? real : output->path;          /* a link stays one */
    create_draft(work, &output->draft, output->target);
  }
  if (output->draft.descriptor.number < 0)
    stop_unwritable(work, output->path, errno);
  memory_defer(work->memory, drop_draft, &output->draft);
  if (output->draft.path[0] && there &&
      fchmod(output->draft.descriptor.number, status.st_mode & 07777) != 0)
    stop_unwritable(work, output->path, errno);
}

FilesOutput *files_begin(Work *work, const char *path) {
  FilesOutput *output = arena_new(&work->arena, FilesOutput);
  *output = (FilesOutput){ .work = work, .path = path, .draft = { { -1 }, "" } };
  if (strcmp(path, "-") == 0)
    return output;
  open_output(output);
  writer_to_sink(&output->writer, &work->arena, put_bytes, output);
  output->writer.language = work->results.language;
  return output;
}

Writer *files_writer(FilesOutput *output) {
  return output->writer.sink ? &output->writer : &output->work->results;
}

/* A new file takes its name when all of it is on the disk. */
static bool settle(Draft *draft, const char *target) {
  if (!draft->path[0])
    return true;
  if (fsync(draft->descriptor.number) != 0 || rename(draft->path, target) != 0)
    return false;
  draft->path = "";
  return true;
}

void files_end(FilesOutput *output) {
  Work *work = output->work;
  Draft *draft = &output->draft;
  if (!output->writer.sink)
    return;
  if (!writer_flush(&output->writer))
    stop_unwritable(work, output->path, output->error);
  if (!settle(draft, output->target))
    stop_unwritable(work, output->path, errno);
  int number = draft->descriptor.number;
  draft->descriptor.number = -1;
  if (close(number) != 0)
    stop_unwritable(work, output->path, errno);
  memory_release(work->memory, draft);
}

void files_write(Work *work, const char *path, Text bytes) {
  FilesOutput *output = files_begin(work, path);
  writer_put(files_writer(output), bytes);
  files_end(output);
}

void files_make_folder(Work *work, const char *path) {
  Text text = text_from(path);
  for (size_t i = 1; i <= text.length; i++) {
    if (i < text.length && path[i] != '/')
      continue;
    Text part = arena_text(&work->arena, text_part(text, 0, i));
    if (mkdir(part.bytes, 0777) != 0 && !(errno == EEXIST && files_is_folder(part.bytes)))
      stop_unwritable(work, part.bytes, errno);
  }
}

/* ---- folders ----------------------------------------------------------------------------- */

bool files_exist(const char *path) {
  struct stat status;
  return stat(path, &status) == 0;
}

bool files_is_folder(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool files_is_regular(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static void close_folder(void *what) {
  DIR **folder = what;
  if (*folder)
    closedir(*folder);
  *folder = NULL;
}

static int compare_names(const void *a, const void *b) {
  return text_compare(*(const Text *)a, *(const Text *)b);
}

/* The names in a folder but for "." and "..", sorted by bytes. */
static bool names_in(Arena *arena, const char *path, TextList *names, Text *reason) {
  DIR *folder = opendir(path);
  if (!folder) {
    *reason = reason_of(arena, errno);
    return false;
  }
  memory_defer(arena->memory, close_folder, &folder);
  for (const struct dirent *entry; (entry = readdir(folder));) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
      continue;
    Text name = arena_text(arena, text_from(entry->d_name));
    LIST_ADD(arena, names, Text, name);
  }
  memory_release(arena->memory, &folder);
  if (names->count)
    qsort(names->items, names->count, sizeof names->items[0], compare_names);
  return true;
}

static void report_unreadable(Work *work, const char *path, Text reason) {
  diag_report(&work->diags, DIAG_FILE_UNREADABLE, SPAN_NONE, "\"%s\" could not be read: %.*s", path,
              TEXT_PRINT(said(work, reason)));
}

bool files_folder_is_empty(Work *work, const char *path) {
  TextList names = { NULL, 0, 0 };
  Text     reason;
  if (!files_exist(path))
    return true;
  if (names_in(&work->arena, path, &names, &reason))
    return names.count == 0;
  report_unreadable(work, path, reason);
  memory_stop(work->memory);
}

static bool is_rule_file(Text path) {
  return text_ends_with(path, TEXT(".anslag")) || literate_path(path);
}

void files_names(Work *work, Text folder, TextList *found) {
  TextList names = { NULL, 0, 0 };
  Text reason;
  Text named = folder.length ? arena_text(&work->arena, folder) : TEXT(".");
  if (!names_in(&work->arena, named.bytes, &names, &reason))
    return;
  for (size_t i = 0; i < names.count; i++)
    if (names.items[i].bytes[0] != '.')
      LIST_ADD(&work->arena, found, Text, names.items[i]);
}

void files_in(Work *work, Text folder, TextList *found) {
  TextList names = { NULL, 0, 0 };
  Text reason;
  Text named = folder.length ? arena_text(&work->arena, folder) : TEXT(".");
  if (!names_in(&work->arena, named.bytes, &names, &reason))
    return;                  /* what is read from it will say so */
  for (size_t i = 0; i < names.count; i++)
    if (is_rule_file(names.items[i]) && names.items[i].bytes[0] != '.' &&
        files_is_regular(files_join(&work->arena, folder, names.items[i]).bytes))
      LIST_ADD(&work->arena, found, Text, names.items[i]);
}

static void collect(Work *work, Text path, unsigned depth, TextList *found) {
  struct stat status;
  if (lstat(path.bytes, &status) != 0)
    return;
  if (!S_ISDIR(status.st_mode)) {
    if (is_rule_file(path) && files_is_regular(path.bytes))
      LIST_ADD(&work->arena, found, Text, path);
    return;
  }
  TextList names = { NULL, 0, 0 };
  Text     reason;
  if (depth > MOST_FOLDERS_DEEP || !names_in(&work->arena, path.bytes, &names, &reason)) {
    if (depth > MOST_FOLDERS_DEEP)
      reason = TEXT(MESSAGE("folders are nested too deeply"));
    report_unreadable(work, path.bytes, reason);
    return;
  }
  for (size_t i = 0; i < names.count; i++)
    if (names.items[i].bytes[0] != '.')
      collect(work,
              files_join(&work->arena, text_is(path, ".") ? TEXT("") : path, names.items[i]),
              depth + 1, found);
}

void files_collect(Work *work, const char *path, TextList *found) {
  memory_poll(work->memory);
  if (strcmp(path, "-") == 0 || (files_exist(path) && !files_is_folder(path))) {
    LIST_ADD(&work->arena, found, Text, arena_text(&work->arena, text_from(path)));
    return;
  }
  if (!files_exist(path)) {
    report_unreadable(work, path, reason_of(&work->arena, errno));
    return;
  }
  Text folder = text_from(path);
  while (folder.length > 1 && folder.bytes[folder.length - 1] == '/')
    folder.length--;
  /* A folder named on the command line is followed even if it is a link. */
  Text named = arena_text(&work->arena, folder);
  struct stat status;
  if (lstat(named.bytes, &status) == 0 && S_ISLNK(status.st_mode))
    named = files_join(&work->arena, named, TEXT("."));
  collect(work, named, 0, found);
}

/* ---- staying inside ---------------------------------------------------------------------- */

static bool has_parent_part(Text path) {
  for (size_t start = 0; start <= path.length;) {
    size_t end = start;
    while (end < path.length && path.bytes[end] != '/')
      end++;
    if (text_equal(text_part(path, start, end), TEXT("..")))
      return true;
    start = end + 1;
  }
  return false;
}

bool files_stay_inside(Arena *arena, Text folder, Text path) {
  if (path.length == 0 || path.bytes[0] == '/' || has_parent_part(path))
    return false;
  char root[PATH_MAX], real[PATH_MAX];
  Text joined = files_join(arena, folder, path);
  Text top = folder.length ? arena_text(arena, folder) : TEXT(".");
  if (!realpath(top.bytes, root) || !realpath(joined.bytes, real))
    return true;             /* it is not there: reading it will say so */
  size_t length = strlen(root);
  if (length == 1)
    return true;             /* the folder is the root itself */
  return strncmp(real, root, length) == 0 && real[length] == '/';
}
