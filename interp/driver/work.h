/* work.h - one call of the library: its memory, its messages, its results.
 *
 * Every public function fills a request and calls session_run, which opens a
 * Work inside a memory guard, runs the body, writes the messages and turns what
 * happened into an exit code.  A body that has nothing more to do returns; one
 * that cannot go on has reported why and calls memory_stop.
 *
 * Owner: session_run; a Work lives as long as the call. */
#ifndef ANSLAG_INTERP_DRIVER_WORK_H
#define ANSLAG_INTERP_DRIVER_WORK_H

#include "base/diag.h"
#include "interp/driver/anslag.h"

struct AnslagSession {
  AnslagOptions options;
  Memory        memory;
  char         *library;      /* owner of options.library */
};

typedef struct {
  const AnslagOptions *options;
  Memory     *memory;
  Arena       arena;
  const Arena *lasting;       /* one of many turns: what was read stays there; NULL: one call */
  Sources     sources;
  Diags       diags;
  Writer      results, messages;
  const void *request;
  int         exit;           /* besides what the messages call for */
  bool        messages_are_results;   /* check --format json: diagnostics go to results */
} Work;

typedef void WorkBody(Work *work);

int session_run(AnslagSession *session, WorkBody *body, const void *request);
/* The same for a work that is taken up again turn by turn (a dialogue): its sources live in
 * `lasting`, where all spans of earlier turns stay places; its messages keep their address.  Zeroed
 * before the first turn. */
int session_turn(AnslagSession *session, Work *work, Arena *lasting, WorkBody *body,
                 const void *request);

/* Writes what was reported so far, so that later results stand below it. */
void work_write_messages(Work *work);
/* A line of talk for people (closing lines, accounts), in their language; dropped when quiet. */
void work_say(Work *work, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Leaves if something reported so far is an error. */
void work_stop_on_errors(Work *work);
/* Drops warnings and notes: `check` shows them, other commands are about other things. */
void work_forget_warnings(Work *work);

#endif
