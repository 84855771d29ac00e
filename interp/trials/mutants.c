/* Mutants gathered from the whole model, and put in place one at a time. */
#include "interp/trials/mutants.h"

#include "base/sort.h"

#include <string.h>

const char *const mutant_kind_names[MUTANT_KIND_COUNT] = {
#define X(kind, label) label,
  MUTANT_KINDS(X)
#undef X
};

enum { MOST_WRITTEN = 48 };     /* bytes shown of what stands at a place */

/* ---- in place, and back ---------------------------------------------------------------- */

static void exchange(Patch *patch) {
  unsigned char *own = patch->place, *other = patch->other;
  for (size_t i = 0; i < patch->size; i++) {
    unsigned char kept = own[i];
    own[i] = other[i];
    other[i] = kept;
  }
}

void mutant_apply(Mutant *mutant) {
  for (size_t i = 0; i < mutant->patches.count; i++)
    exchange(&mutant->patches.items[i]);
}

void mutant_restore(Mutant *mutant) {
  for (size_t i = mutant->patches.count; i-- > 0;)
    exchange(&mutant->patches.items[i]);
}

/* ---- gathering ------------------------------------------------------------------------- */

Text mutants_say(const Mutants *mutants, const char *english) {
  return text_from(diag_words(mutants->diags, english));
}

static bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t';
}

Text mutants_written(const Mutants *mutants, Span span) {
  const Source *source = sources_get(mutants->diags->sources, span);
  if (!source)
    return TEXT("…");
  Text text = text_trim(text_part(source->text, span.start, span.end));
  Writer writer;
  writer_to_memory(&writer, mutants->arena);
  size_t at = 0;
  for (; at < text.length && writer.used < MOST_WRITTEN; at++)
    if (!is_space(text.bytes[at]))
      writer_put_char(&writer, text.bytes[at]);
    else if (!is_space(text.bytes[at - 1]))
      writer_put_char(&writer, ' ');
  for (; at < text.length && ((unsigned char)text.bytes[at] & 0xc0) == 0x80; at++)
    writer_put_char(&writer, text.bytes[at]);
  if (at < text.length)
    writer_put(&writer, TEXT(" …"));
  return writer_text(&writer);
}

const Term *mutants_truth(Mutants *mutants, bool truth) {
  Term *term = arena_new(mutants->arena, Term);
  *term = (Term){ .kind = TERM_CONSTANT, .height = 1, .type = { .kind = TYPE_TRUTH } };
  term->as.constant = value_truth(truth);
  return term;
}

static void add_patch(Mutants *mutants, Mutant *mutant, void *place, const void *bytes,
                      size_t size) {
  for (size_t i = 0; i < mutant->patches.count; i++)
    if (mutant->patches.items[i].place == place)
      return;
  Patch patch = { .place = place, .other = arena_alloc(mutants->arena, size), .size = size };
  memcpy(patch.other, bytes, size);
  LIST_ADD(mutants->arena, &mutant->patches, Patch, patch);
}

void mutants_also(Mutants *mutants, void *place, const void *bytes, size_t size) {
  if (mutants->list.count)
    add_patch(mutants, &mutants->list.items[mutants->list.count - 1], place, bytes, size);
}

void mutants_add(Mutants *mutants, MutantKind kind, Span span, const Term *term, Text change,
                 void *place, const void *bytes, size_t size) {
  Span home = mutants->home.file ? mutants->home : span;
  if (!span.file || !mutants->wanted(mutants->wanted_context, home))
    return;
  Text key = arena_format(mutants->arena, "%d %u %u %u %.*s", (int)kind, span.file, span.start,
                          span.end, TEXT_PRINT(change));
  size_t known = (size_t)(uintptr_t)map_get(&mutants->known, key);
  if (known) {
    Mutant *same = &mutants->list.items[known - 1];
    same->term = NULL;
    add_patch(mutants, same, place, bytes, size);
    return;
  }
  Mutant mutant = { .kind = kind, .span = span, .change = change };
  mutant.home = home;
  mutant.term = mutants->everywhere ? NULL : term;
  mutant.parameter = mutants->parameter;
  mutant.table = mutants->table;
  add_patch(mutants, &mutant, place, bytes, size);
  LIST_ADD(mutants->arena, &mutants->list, Mutant, mutant);
  map_set(&mutants->known, key, (void *)(uintptr_t)mutants->list.count);
}

/* ---- the model ------------------------------------------------------------------------- */

static int compare_places(const void *a, const void *b) {
  const Mutant *first = a, *second = b;
  if (first->span.file != second->span.file)
    return first->span.file < second->span.file ? -1 : 1;
  if (first->span.start != second->span.start)
    return first->span.start < second->span.start ? -1 : 1;
  return 0;
}

static void mutate_valid(Mutants *mutants) {
  Model *model = mutants->model;
  for (size_t i = 0; i < model->valid.count; i++) {
    ModelValid *valid = &model->valid.items[i];
    MUTANTS_PUT(mutants, MUTANT_RULE, valid->span, NULL, mutants_say(mutants, MESSAGE("left out")),
                &valid->test, const Term *, mutants_truth(mutants, true));
    mutate_term(mutants, valid->test);
  }
}

MutantList mutants_of(Arena *arena, Model *model, Diags *diags, MutantWanted *wanted,
                      void *context) {
  Mutants mutants = { .arena = arena, .model = model, .diags = diags, .wanted = wanted,
                      .wanted_context = context };
  map_init(&mutants.known, arena);
  mutate_values(&mutants);
  mutate_valid(&mutants);
  for (size_t i = 0; i < model->frames.count; i++)
    mutate_frame(&mutants, model->frames.items[i]);
  for (size_t i = 0; i < model->decisions.count; i++)
    mutate_decision(&mutants, model->decisions.items[i]);
  mutate_budgets(&mutants);
  mutants.list.items = sort_stable(arena, mutants.list.items, mutants.list.count, sizeof(Mutant),
                                   compare_places);
  return mutants.list;
}
