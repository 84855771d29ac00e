/* Declarations and changes of the rules, laid over them.
 *
 * A declaration takes the place of one of the same kind and name in the file where that stands, or
 * stands before the first decision or budget of the guideline; a clause is added to the decision
 * or takes the place of one there; changes are an amendment that is in force from the guideline's
 * first day.  The text of the files is the text that was typed: messages show it. */
#include "interp/repl/inside.h"

#include "base/sort.h"
#include "grammar/keywords.h"
#include "grammar/parse.h"

/* ---- what was typed ----------------------------------------------------------------------- */

static const char *word(Surface surface, const char *english) {
  return keyword_called(english, surface);
}

static bool begins_with(Text text, const char *phrase) {
  Text first = text_from(phrase);
  return text.length > first.length &&
         keyword_matches(first, text_part(text, 0, first.length), true);
}

static bool is_change(Text text, Surface surface) {
  static const char *const verbs[] = { "add to", "replace in", "repeal" };
  for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
    if (begins_with(text, word(surface, verbs[i])))
      return true;
  return false;
}

static Text language_line(Surface surface) {
  return surface == SURFACE_SWEDISH ? TEXT("språk sv\n") : TEXT("language en\n");
}

/* Changes as an amendment of the guideline, in force on all days that it is. */
static Text amendment_text(Arena *arena, const Model *model, Text changes) {
  Surface surface = model->surface;
  Text from = model->in_force.count ? date_text(arena, model->in_force.items[0].from)
                                    : TEXT("0001-01-01");
  return arena_format(arena, "%.*s%s 'dialogue' %s '%.*s' \"%s\"\n  %s %.*s %s\n\n%.*s",
                      TEXT_PRINT(language_line(surface)), word(surface, "amendment"),
                      word(surface, "of"), TEXT_PRINT(model->name),
                      surface == SURFACE_SWEDISH ? "Prövat i dialogen" : "Tried in the dialogue",
                      word(surface, "in force"), TEXT_PRINT(from),
                      word(surface, "until further notice"), TEXT_PRINT(changes));
}

/* ---- where declarations stand ------------------------------------------------------------- */

/* A piece of a file that is another now; `end` == `start`: what is put in before it. */
typedef struct {
  const Module *module;
  uint32_t      start, end;
  DeclKind      kind;
  Text          name, text;
} Edit;

typedef LIST(Edit) Edits;

static const Decl *same_in(const Decl *decl, DeclKind kind, Text name) {
  if (decl->kind == kind && text_equal(decl->name.text, name))
    return decl;
  if (decl->kind == DECL_DECISION)
    for (size_t i = 0; i < decl->as.decision.clauses.count; i++) {
      const Clause *clause = &decl->as.decision.clauses.items[i];
      if (clause->kind == CLAUSE_DECLARED && clause->as.declared.decl->kind == kind &&
          text_equal(clause->as.declared.decl->name.text, name))
        return clause->as.declared.decl;
    }
  if (decl->kind == DECL_BUDGET)
    for (size_t i = 0; i < decl->as.budget.lines.count; i++) {
      const BudgetLine *line = &decl->as.budget.lines.items[i];
      if (line->kind == BUDGET_DECLARED && line->decl->kind == kind &&
          text_equal(line->decl->name.text, name))
        return line->decl;
    }
  return NULL;
}

static const Decl *find_decl(const Model *model, DeclKind kind, Text name, const Module **module) {
  for (size_t i = 0; i < model->modules.count; i++) {
    *module = model->modules.items[i];
    for (size_t j = 0; !(*module)->library && j < (*module)->written->decls.count; j++) {
      const Decl *found = same_in((*module)->written->decls.items[j], kind, name);
      if (found)
        return found;
    }
  }
  return NULL;
}

/* Before the first decision or budget: what stands after one is a part of it. */
static uint32_t place_for_new(const Module *module) {
  const File *file = module->written;
  for (size_t i = 0; i < file->decls.count; i++) {
    const Decl *decl = file->decls.items[i];
    if (decl->kind == DECL_DECISION || decl->kind == DECL_BUDGET || decl->kind == DECL_AMENDMENT)
      return decl->span.start;
  }
  return file->decls.count ? file->decls.items[file->decls.count - 1]->span.end
                           : (uint32_t)module->source->text.length;
}

static void put_edit(Arena *arena, Edits *edits, Edit edit) {
  for (size_t i = 0; i < edits->count; i++) {
    Edit *other = &edits->items[i];
    if (other->kind == edit.kind && text_equal(other->name, edit.name)) {
      other->text = edit.text;
      return;
    }
  }
  LIST_ADD(arena, edits, Edit, edit);
}

static void add_decl(Arena *arena, const Model *model, const Source *source, const Decl *decl,
                     Edits *edits) {
  const Module *module;
  Text name = decl->name.text;
  const Decl *found = name.length ? find_decl(model, decl->kind, name, &module) : NULL;
  Text text = arena_text(arena, text_part(source->text, decl->span.start, decl->span.end));
  Edit edit = { model->modules.items[0], 0, 0, decl->kind, arena_text(arena, decl->name.text),
                text };
  if (found) {
    edit.module = module;
    edit.start = found->span.start;
    edit.end = found->span.end;
  } else {
    edit.start = edit.end = place_for_new(edit.module);
  }
  put_edit(arena, edits, edit);
}

/* ---- the files with what was declared ----------------------------------------------------- */

static int by_start(const void *left, const void *right) {
  const Edit *a = left, *b = right;
  return (a->start > b->start) - (a->start < b->start);
}

static Text edited(Arena *arena, const Module *module, const Edits *edits) {
  Writer writer;
  writer_to_memory(&writer, arena);
  Text text = module->source->text;
  size_t at = 0;
  for (size_t i = 0; i < edits->count; i++) {
    const Edit *edit = &edits->items[i];
    if (edit->module != module || edit->start < at)
      continue;
    writer_put(&writer, text_part(text, at, edit->start));
    if (edit->start == edit->end)
      writer_print(&writer, "\n%.*s\n\n", TEXT_PRINT(edit->text));
    else
      writer_put(&writer, edit->text);
    at = edit->end;
  }
  writer_put(&writer, text_part(text, at, text.length));
  return writer_text(&writer);
}

static bool is_edited(const Module *module, const Edits *edits) {
  for (size_t i = 0; i < edits->count; i++)
    if (edits->items[i].module == module)
      return true;
  return false;
}

static void add_declarations(Dialogue *dialogue, Arena *arena, Text text, Edits *edits) {
  const Model *model = dialogue->first->model;
  Text whole = arena_format(dialogue->turn.arena, "%.*s%.*s\n",
                            TEXT_PRINT(language_line(model->surface)), TEXT_PRINT(text));
  Source *source = dialogue_source(dialogue, whole);
  const File *file = parse_file(dialogue->turn.arena, source, dialogue->turn.diags);
  for (size_t i = 0; i < file->decls.count; i++)
    add_decl(arena, model, source, file->decls.items[i], edits);
}

const Overlay *overlay_make(Dialogue *dialogue, Arena *arena, const State *state) {
  Overlay *overlay = arena_new(arena, Overlay);
  Edits edits = { NULL, 0, 0 };
  Writer changes;
  writer_to_memory(&changes, dialogue->turn.arena);
  bool any = false;
  for (size_t i = 0; i < state->entries.count; i++) {
    const Entry *entry = state->entries.items[i];
    if (entry->kind != ENTRY_DECLARED)
      continue;
    if (is_change(entry->text, dialogue->first->model->surface)) {
      writer_print(&changes, "%.*s\n", TEXT_PRINT(entry->text));
      any = true;
    } else {
      add_declarations(dialogue, arena, entry->text, &edits);
    }
  }
  if (!dialogue->first)
    return overlay;
  const Model *model = dialogue->first->model;
  edits.items = sort_stable(arena, edits.items, edits.count, sizeof *edits.items, by_start);
  for (size_t i = 0; i < model->modules.count; i++)
    if (is_edited(model->modules.items[i], &edits))
      LIST_ADD(arena, &overlay->files, OverlayFile,
               (OverlayFile){ model->modules.items[i]->path,
                              edited(arena, model->modules.items[i], &edits) });
  if (any)
    overlay->amendment = arena_text(arena, amendment_text(arena, model, writer_text(&changes)));
  return overlay;
}

/* ---- what is declared now ----------------------------------------------------------------- */

static bool has_clause(const Decision *decision, Text name) {
  for (size_t i = 0; i < decision->rules.count; i++)
    if (text_equal(decision->rules.items[i]->name, name))
      return true;
  return false;
}

/* The word after the clause's own: its name; empty where there is none. */
static Text clause_name(Text text) {
  size_t start = text_find(text, TEXT(" "), 0) + 1, end = start;
  if (start >= text.length)
    return TEXT("");
  while (end < text.length && text.bytes[end] != ' ' && text.bytes[end] != '\n')
    end++;
  return text_part(text, start, end);
}

/* The decision whose own frame that is; NULL: nobody's, or one that stands outside decisions. */
static const Decision *owner_of_frame(const Model *model, Text name) {
  const Decision *owner = NULL;
  for (size_t i = 0; i < model->frames.count; i++) {
    if (!text_equal(model->frames.items[i]->name, name))
      continue;
    if (!model->frames.items[i]->decision)
      return NULL;
    if (!owner)
      owner = model->frames.items[i]->decision;
  }
  return owner;
}

static Text in_decision(Dialogue *dialogue, const char *verb, const Decision *decision,
                        Text clause) {
  Surface surface = dialogue_model(dialogue)->surface;
  return arena_format(dialogue->turn.arena, "%s %s %.*s %.*s", word(surface, verb),
                      word(surface, "decision"), TEXT_PRINT(decision->name), TEXT_PRINT(clause));
}

/* A clause of a decision, typed alone, is a change of the decision; so is another version of a
 * frame of its own. */
static Text as_change(Dialogue *dialogue, Text text) {
  const Model *model = dialogue_model(dialogue);
  Surface surface = model->surface;
  static const char *const clauses[] = { "criterion", "eligible", "excluded", "ceiling",
                                         "delegated to", "decided by", "allocate by", "deadline",
                                         "condition", "note", "needs", "outcome", "shows",
                                         "attested by", "score" };
  bool clause = false;
  for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++)
    clause |= begins_with(text, word(surface, clauses[i]));
  if (begins_with(text, word(surface, "frame"))) {
    const Decision *owner = owner_of_frame(model, clause_name(text));
    return owner ? in_decision(dialogue, "replace in", owner, text) : text;
  }
  if (!clause || model->decisions.count == 0)
    return text;
  const Decision *decision = model->decisions.items[0];
  const char *verb = has_clause(decision, clause_name(text)) ? "replace in" : "add to";
  return in_decision(dialogue, verb, decision, text);
}

static Text whole_text(Dialogue *dialogue, Text text) {
  const Model *model = dialogue_model(dialogue);
  return is_change(text, model->surface)
             ? amendment_text(dialogue->turn.arena, model, text)
             : arena_format(dialogue->turn.arena, "%.*s%.*s\n",
                            TEXT_PRINT(language_line(model->surface)), TEXT_PRINT(text));
}

Text declared_alone(Dialogue *dialogue, Text input) {
  return whole_text(dialogue, as_change(dialogue, text_trim(input)));
}

/* Mistakes are told where they were typed, before the rules are read again. */
static void read_alone(Dialogue *dialogue, Text text) {
  const File *file = parse_file(dialogue->turn.arena,
                                dialogue_source(dialogue, whole_text(dialogue, text)),
                                dialogue->turn.diags);
  dialogue_stop_on_errors(dialogue);
  for (size_t i = 0; i < file->decls.count; i++)
    if (file->decls.items[i]->kind == DECL_HEAD || file->decls.items[i]->kind == DECL_USE) {
      diag_report(dialogue->turn.diags, DIAG_DECLARED_HERE, file->decls.items[i]->span,
                  "the dialogue is about one guideline: another head or module is not taken");
      dialogue_stop(dialogue);
    }
}

void ask_declare(Dialogue *dialogue, Text input) {
  Text text = as_change(dialogue, text_trim(input));
  read_alone(dialogue, text);
  State *state = state_copy(dialogue);
  state_add(dialogue, state, ENTRY_DECLARED, TEXT(""), text, TEXT(""));
  step_to(dialogue, state);
}
