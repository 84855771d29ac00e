#define _POSIX_C_SOURCE 200809L
#include "base/diag_write.h"
#include "interp/driver/work.h"

#include <stdlib.h>
#include <string.h>

#ifndef ANSLAG_VERSION
#define ANSLAG_VERSION "0.0.0"
#endif

const char *anslag_version(void) {
  return ANSLAG_VERSION;
}

enum { USUAL_MESSAGES = 20, USUAL_WIDTH = 80 };

AnslagOptions anslag_options(void) {
  return (AnslagOptions){ .most_messages = USUAL_MESSAGES, .width = USUAL_WIDTH };
}

AnslagSession *anslag_open(const AnslagOptions *options) {
  AnslagSession *session = calloc(1, sizeof *session);
  if (!session)
    return NULL;
  session->options = *options;
  if (session->options.width == 0)
    session->options.width = USUAL_WIDTH;
  if (options->library) {
    session->library = strdup(options->library);
    if (!session->library) {
      free(session);
      return NULL;
    }
    session->options.library = session->library;
  }
  session->memory.limit = options->max_memory;
  session->memory.interrupt = options->interrupt;
  return session;
}

void anslag_close(AnslagSession *session) {
  if (!session)
    return;
  free(session->library);
  free(session);
}

static bool drop(void *context, const char *bytes, size_t length) {
  (void)context, (void)bytes, (void)length;
  return true;
}

static void open_writers(Work *work) {
  const AnslagOptions *options = work->options;
  writer_to_sink(&work->results, &work->arena, options->results ? options->results : drop,
                 options->results_context);
  writer_to_sink(&work->messages, &work->arena, options->messages ? options->messages : drop,
                 options->messages_context);
  work->results.language = work->messages.language = work->diags.language;
}

typedef struct {
  Work     *work;
  WorkBody *body;
} Call;

static void run_body(void *context) {
  Call *call = context;
  Work *work = call->work;
  if (!work->lasting)
    sources_init(&work->sources, &work->arena);
  diags_init(&work->diags, &work->arena, &work->sources);
  if (work->options->speaks == ANSLAG_LANGUAGE_SWEDISH)
    work->diags.language = LANGUAGE_SWEDISH;
  if (work->options->language != ANSLAG_LANGUAGE_OF_FILE)
    diags_speak(&work->diags, work->options->language == ANSLAG_LANGUAGE_SWEDISH
                                ? LANGUAGE_SWEDISH : LANGUAGE_ENGLISH);
  work->diags.most_shown = work->options->most_messages;
  work->diags.width = work->options->message_width;
  open_writers(work);
  call->body(work);
}

static void write_reports(Work *work) {
  const AnslagOptions *options = work->options;
  DiagFormat format = options->format == ANSLAG_FORMAT_JSON    ? DIAG_JSON
                      : options->format == ANSLAG_FORMAT_SARIF ? DIAG_SARIF
                                                               : DIAG_TEXT;
  if (work->messages_are_results) {
    diags_write(&work->diags, &work->results, format, options->color_results);
    return;
  }
  diags_write(&work->diags, &work->messages, DIAG_TEXT, options->color_messages);
}

/* Forgets what was written, not that there were errors. */
static void forget_reports(Work *work) {
  int called_for = diags_exit_code(&work->diags);
  if (called_for > work->exit)
    work->exit = called_for;
  work->diags.list.count = 0;
}

void work_write_messages(Work *work) {
  if (work->messages_are_results)
    return;
  write_reports(work);
  forget_reports(work);
  writer_flush(&work->messages);
}

/* Line by line, so that no path or name in it steers the terminal. */
static void put_lines(Writer *writer, Text text) {
  for (size_t start = 0; start < text.length;) {
    size_t end = text_find(text, TEXT("\n"), start);
    bool whole = end < text.length;
    diag_put_shown(writer, text_part(text, start, whole ? end : text.length));
    if (whole)
      writer_put_char(writer, '\n');
    start = end + 1;
  }
}

void work_say(Work *work, const char *format, ...) {
  if (work->options->quiet)
    return;
  va_list arguments;
  va_start(arguments, format);
  const char *said = message(work->diags.language, format);
  put_lines(&work->messages, arena_format_list(&work->arena, said, arguments));
  va_end(arguments);
}

void work_stop_on_errors(Work *work) {
  if (work->diags.errors || work->exit)
    memory_stop(work->memory);
}

void work_forget_warnings(Work *work) {
  size_t kept = 0;
  for (size_t i = 0; i < work->diags.list.count; i++)
    if (work->diags.list.items[i]->severity == SEVERITY_ERROR)
      work->diags.list.items[kept++] = work->diags.list.items[i];
  work->diags.list.count = kept;
  work->diags.warnings = 0;
}

/* What left the guard early, as a message. */
static void report_failure(Work *work, Failure failure) {
  switch (failure) {
    case FAILURE_NONE:
    case FAILURE_STOPPED:
      break;
    case FAILURE_MEMORY:
      diag_report(&work->diags, DIAG_NO_MEMORY, SPAN_NONE, "the machine has no more memory");
      diag_help(&work->diags,
                "nothing half-written is left; try again when other programs use less");
      break;
    case FAILURE_LIMIT:
      if (diags_exit_code(&work->diags) == ANSLAG_LIMIT)
        break;
      diag_report(&work->diags, DIAG_MEMORY_LIMIT, SPAN_NONE,
                  "the memory limit of %zu bytes was reached", work->options->max_memory);
      diag_help(&work->diags, "nothing half-written is left; a higher limit: --max-memory");
      break;
    case FAILURE_INTERRUPT:
      diag_report(&work->diags, DIAG_INTERRUPTED, SPAN_NONE,
                  "interrupted; nothing half-written is left");
      break;
  }
}

typedef struct {
  Work   *work;
  Failure failure;
} Ending;

static void end_work(void *context) {
  Ending *ending = context;
  Work   *work = ending->work;
  report_failure(work, ending->failure);
  bool results_kept = ending->failure == FAILURE_NONE || work->messages_are_results;
  if (work->messages_are_results)
    write_reports(work);
  if (results_kept && !writer_flush(&work->results)) {
    work->messages_are_results = false;
    diag_report(&work->diags, DIAG_RESULT_UNWRITABLE, SPAN_NONE,
                "the result could not be written: is the device full, or the reader gone?");
  }
  if (!work->messages_are_results)
    write_reports(work);
  forget_reports(work);
  if (!writer_flush(&work->messages) && work->exit < ANSLAG_ENVIRONMENT)
    work->exit = ANSLAG_ENVIRONMENT;
}

static int failure_code(Failure failure) {
  return failure == FAILURE_LIMIT       ? ANSLAG_LIMIT
         : failure == FAILURE_INTERRUPT ? ANSLAG_INTERRUPTED
                                        : ANSLAG_ENVIRONMENT;
}

/* There was no memory even for the message: a fixed one. */
static int end_without_memory(Work *work, Failure failure) {
  Text said = failure == FAILURE_LIMIT ? TEXT("error[E0904]: the memory limit was reached\n")
              : failure == FAILURE_INTERRUPT
                  ? TEXT("error[E0906]: interrupted; nothing half-written is left\n")
                  : TEXT("error[E0905]: the machine has no more memory\n");
  if (work->options->messages)
    work->options->messages(work->options->messages_context, said.bytes, said.length);
  return failure_code(failure);
}

/* One call: `work` is filled but for what the session gives it. */
static int run_work(AnslagSession *session, Work *work, WorkBody *body) {
  work->options = &session->options;
  work->memory = &session->memory;
  Memory *memory = &session->memory;
  Call call = { work, body };
  arena_init(&work->arena, memory);
  memory->failure = FAILURE_NONE;
  bool whole = memory_guard(memory, run_body, &call);
  work->diags.muted = false;     /* it may have been left in the middle of a trial */
  Ending ending = { work, whole ? FAILURE_NONE : memory->failure };
  size_t limit = memory->limit;
  const volatile int *interrupt = memory->interrupt;
  memory->limit = 0;             /* the message itself may go above it */
  memory->interrupt = NULL;
  bool opened = work->messages.sink != NULL;
  if (!opened || !memory_guard(memory, end_work, &ending))
    work->exit = end_without_memory(work, ending.failure);
  arena_free(&work->arena);
  memory->limit = limit;
  memory->interrupt = interrupt;
  return work->exit;
}

int session_run(AnslagSession *session, WorkBody *body, const void *request) {
  Work work = { .request = request };
  return run_work(session, &work, body);
}

int session_turn(AnslagSession *session, Work *work, Arena *lasting, WorkBody *body,
                 const void *request) {
  Sources sources = work->sources;
  *work = (Work){ .request = request, .lasting = lasting, .sources = sources };
  if (!sources.arena)
    sources_init(&work->sources, lasting);
  return run_work(session, work, body);
}
