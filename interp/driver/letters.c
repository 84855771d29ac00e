#include "interp/report/letters.h"

#include "base/map.h"
#include "base/unicode.h"
#include "interp/driver/files.h"
#include "interp/driver/judging.h"

typedef struct {
  Work          *work;
  const Judging *judging;
  size_t         written, without, undecided;
  Map            names;         /* of the files written, folded: the last number given */
} Letters;

enum { KEY_BYTES_MOST = 100 };

/* The record's key as part of a file's name: nothing that leads elsewhere, and not too long. */
static Text safe_key(Arena *arena, const Record *record) {
  Text key = record_key_text(arena, record);
  char *safe = arena_alloc(arena, key.length + 1);
  for (size_t i = 0; i < key.length; i++) {
    unsigned char c = (unsigned char)key.bytes[i];
    bool plain = c >= 0x80 || c == '-' || c == '_' || (c >= '0' && c <= '9') ||
                 (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    safe[i] = plain ? (char)c : '_';
  }
  size_t length = key.length;
  if (length > KEY_BYTES_MOST)
    for (length = KEY_BYTES_MOST; length && ((unsigned char)safe[length] & 0xc0) == 0x80;)
      length--;
  return (Text){ safe, length };
}

/* A name of its own: keys that are written alike, also where capital letters count for nothing,
 * are numbered in the order of the records. */
static Text file_name(Letters *letters, const Letter *letter, const Judgement *judgement) {
  Arena *arena = &letters->work->arena;
  Text stem = arena_format(arena, "%.*s_%.*s_%.*s", TEXT_PRINT(judgement->decision->name),
                           TEXT_PRINT(letter->name),
                           TEXT_PRINT(safe_key(arena, judgement->record)));
  Text folded = unicode_fold(arena, stem), name;
  size_t *last = map_get(&letters->names, folded);
  if (!last) {
    last = arena_array(arena, size_t, 1);
    *last = 1;
    map_add(&letters->names, folded, last);
    return arena_format(arena, "%.*s.html", TEXT_PRINT(stem));
  }
  do {
    name = arena_format(arena, "%.*s_%zu", TEXT_PRINT(stem), ++*last);
  } while (!map_add(&letters->names, unicode_fold(arena, name), arena_array(arena, size_t, 1)));
  return arena_format(arena, "%.*s.html", TEXT_PRINT(name));
}

static bool is_wanted(const AnslagLetters *request, const Judgement *judgement) {
  if (!request->decider)
    return true;
  Text wanted = text_from(request->decider);
  return text_equal(judgement->decider_name, wanted) ||
         (judgement->decider && body_is_called(judgement->decider, wanted));
}

static void write_letter(void *context, const Judgement *judgement, Arena *batch) {
  Letters *letters = context;
  Work *work = letters->work;
  const AnslagLetters *request = work->request;
  const Model *model = letters->judging->model;
  if (!is_wanted(request, judgement))
    return;
  if (!judgement->recorded && !request->draft) {
    letters->undecided++;
    return;
  }
  const Letter *letter = letter_for(model, judgement);
  if (!letter) {
    letters->without++;
    return;
  }
  Text page = letter_write(batch, model, &letters->judging->screen, work->results.language,
                           letter, judgement, !judgement->recorded);
  Text path = files_join(batch, text_from(request->to), file_name(letters, letter, judgement));
  files_write(work, path.bytes, page);
  letters->written++;
}

/* Without a folder there is nowhere to write; without a letter nothing to. */
static void need_both(Work *work, const Model *model) {
  const AnslagLetters *request = work->request;
  if (!request->to || !*request->to) {
    diag_report(&work->diags, DIAG_USAGE, SPAN_NONE, "no folder was named for the letters");
    diag_help(&work->diags, "add --to FOLDER");
    memory_stop(work->memory);
  }
  if (model->letters.count)
    return;
  diag_report(&work->diags, DIAG_NO_LETTER, SPAN_NONE, "these rules have no letter");
  diag_help(&work->diags, "declare one: letter NAME \"…\" when rejected \"… {id} …\"");
  memory_stop(work->memory);
}

static void tell(const Letters *letters) {
  Work *work = letters->work;
  const AnslagLetters *request = work->request;
  work_say(work, "letters written to %s: %.*s\n", request->to,
           TEXT_PRINT(screen_count(&work->arena, letters->written)));
  if (letters->undecided)
    work_say(work, "not decided: %.*s (--draft writes what they would get)\n",
             TEXT_PRINT(screen_count(&work->arena, letters->undecided)));
  if (letters->without)
    work_say(work, "no letter for their outcome: %.*s\n",
             TEXT_PRINT(screen_count(&work->arena, letters->without)));
}

static void letters_body(Work *work) {
  const AnslagLetters *request = work->request;
  Judging judging = judging_begin(work, &request->rules, request->database);
  Letters letters = { .work = work, .judging = &judging };
  need_both(work, judging.model);
  map_init(&letters.names, &work->arena);
  files_make_folder(work, request->to);
  RunVisitor visitor = { .finished = write_letter, .context = &letters };
  judging_read(work, &judging, &visitor);
  tell(&letters);
}

int anslag_letters(AnslagSession *session, const AnslagLetters *letters) {
  return session_run(session, letters_body, letters);
}
