#include "interp/check/checker.h"

#include "base/unicode.h"

static const struct { Space space; const char *label, *phrase; } kinds[] = {
#define X(kind, space, label, phrase) [kind] = { space, label, phrase },
  SYMBOL_KINDS(X)
#undef X
};

const char *symbol_kind_text(const Checker *checker, SymbolKind kind) {
  return diag_words(checker->diags, kinds[kind].label);
}

/* "a table" */
static const char *phrase(const Checker *checker, SymbolKind kind) {
  return diag_words(checker->diags, kinds[kind].phrase);
}

enum { BODIES_SHOWN = 8 };

/* ---- declaring --------------------------------------------------------------------------- */

Symbol *symbol_declare(ModuleScope *module, SymbolKind kind, Name name, const Decl *decl) {
  Checker *checker = module->checker;
  if (name.text.length == 0)
    return NULL;
  Map *space = &module->spaces[kinds[kind].space];
  const Symbol *first = map_get(space, name.text);
  if (first) {
    diag_report(checker->diags, DIAG_DUPLICATE_NAME, name.span, "%s \"%.*s\" is declared twice",
                symbol_kind_text(checker, kind), TEXT_PRINT(name.text));
    if (first->kind == kind)
      diag_label(checker->diags, first->span, "first declared here");
    else
      diag_label(checker->diags, first->span, "declared here as %s",
                 phrase(checker, first->kind));
    diag_help(checker->diags, "give one of them another name");
    return NULL;
  }
  Symbol *symbol = arena_new(checker->arena, Symbol);
  symbol->kind = kind;
  symbol->name = name.text;
  symbol->span = name.span;
  symbol->module = module;
  symbol->decl = decl;
  map_add(space, symbol->name, symbol);
  LIST_ADD(checker->arena, &module->symbols, Symbol *, symbol);
  return symbol;
}

/* ---- finding ----------------------------------------------------------------------------- */

/* Of the modules used; two that declare the name are reported. */
static Symbol *find_used(ModuleScope *module, Space space, Name name) {
  Symbol *found = NULL;
  for (size_t i = 0; i < module->uses.count; i++) {
    Symbol *other = map_get(&module->uses.items[i]->spaces[space], name.text);
    if (!other || other == found)
      continue;
    if (found && name.span.file) {
      Diags *diags = module->checker->diags;
      diag_report(diags, DIAG_AMBIGUOUS_NAME, name.span, "two modules declare \"%.*s\"",
                  TEXT_PRINT(name.text));
      diag_label(diags, found->span, "in %.*s", TEXT_PRINT(found->module->module->module));
      diag_label(diags, other->span, "in %.*s", TEXT_PRINT(other->module->module->module));
      diag_help(diags, "use only one of the two modules");
      return found;
    }
    if (!found)
      found = other;
  }
  return found;
}

Symbol *symbol_find(ModuleScope *module, Space space, Name name) {
  Symbol *own = map_get(&module->spaces[space], name.text);
  return own ? own : find_used(module, space, name);
}

const Symbol *symbol_elsewhere(ModuleScope *module, Space not_this, Name name) {
  Name quiet = { SPAN_NONE, name.text };
  for (Space space = 0; space < SPACE_COUNT; space++) {
    const Symbol *symbol = space == not_this ? NULL : symbol_find(module, space, quiet);
    if (symbol)
      return symbol;
  }
  return NULL;
}

static void report_wrong_kind(ModuleScope *module, SymbolKind wanted, Name name,
                              const Symbol *found) {
  Diags *diags = module->checker->diags;
  diag_report(diags, DIAG_WRONG_KIND, name.span, "\"%.*s\" is %s, not %s",
              TEXT_PRINT(name.text), phrase(module->checker, found->kind),
              phrase(module->checker, wanted));
  diag_label(diags, found->span, "declared here");
}

Symbol *symbol_need(ModuleScope *module, SymbolKind kind, Name name) {
  if (name.text.length == 0)
    return NULL;
  Space space = kinds[kind].space;
  Symbol *found = symbol_find(module, space, name);
  if (found && found->kind == kind)
    return found;
  const Symbol *other = found ? found : symbol_elsewhere(module, space, name);
  if (other) {
    report_wrong_kind(module, kind, name, other);
    return NULL;
  }
  if (symbols_unread(module->checker, name.text))
    return NULL;
  diag_report(module->checker->diags, DIAG_UNKNOWN_NAME, name.span, "%s \"%.*s\" is not declared",
              symbol_kind_text(module->checker, kind), TEXT_PRINT(name.text));
  Guess guess = guess_start(module->checker, name.text);
  guess_offer_space(&guess, module, space);
  guess_help(&guess);
  if (kind == SYMBOL_BODY && guess.best.length == 0)
    symbols_help_bodies(module);
  return NULL;
}

static bool is_body(const Symbol *symbol) {
  return symbol->kind == SYMBOL_BODY || symbol->kind == SYMBOL_ROLE;
}

void symbols_help_bodies(const ModuleScope *module) {
  Checker *checker = module->checker;
  Text list = TEXT("");
  size_t count = 0;
  for (size_t i = 0; i <= module->uses.count; i++) {
    const ModuleScope *from = i == 0 ? module : module->uses.items[i - 1];
    for (size_t j = 0; j < from->symbols.count && count <= BODIES_SHOWN; j++) {
      const Symbol *symbol = from->symbols.items[j];
      if (is_body(symbol))
        list = arena_format(checker->arena, "%.*s%s%.*s", TEXT_PRINT(list), count++ ? ", " : "",
                            TEXT_PRINT(symbol->name));
    }
  }
  if (count > 0 && count <= BODIES_SHOWN)
    diag_help(checker->diags, "the bodies there are: %.*s", TEXT_PRINT(list));
  else if (count == 0)
    diag_help(checker->diags, "declare it: body NAME \"its name\"");
}

const Body *symbol_body(ModuleScope *module, Name name) {
  const Symbol *symbol = symbol_find(module, SPACE_VALUE, name);
  if (!symbol)
    symbol = map_get(&module->aliases, name.text);
  for (size_t i = 0; !symbol && i < module->uses.count; i++)
    symbol = map_get(&module->uses.items[i]->aliases, name.text);
  return symbol && is_body(symbol) ? symbol->as.body : NULL;
}

const Body *symbol_need_body(ModuleScope *module, Name name) {
  const Body *body = name.text.length ? symbol_body(module, name) : NULL;
  if (!body)
    symbol_need(module, SYMBOL_BODY, name);
  return body;
}

/* ---- names that a mistake has hidden ----------------------------------------------------- */

enum { UNREAD_MOST = 100, UNREAD_LINES = 4 };

/* The line of each mistake that the parser reported, with those just above it. */
void symbols_note_unread(Checker *checker) {
  Diags *diags = checker->diags;
  for (size_t i = 0; i < diags->list.count && checker->unread.count < UNREAD_MOST; i++) {
    const Diag *diag = diags->list.items[i];
    const Source *source = sources_get(diags->sources, diag->span);
    if (!source || diag->severity != SEVERITY_ERROR)
      continue;
    size_t start = diag->span.start, end = diag->span.start, lines = 0;
    while (start > 0 && lines < UNREAD_LINES)
      lines += source->text.bytes[--start] == '\n';
    while (end < source->text.length && source->text.bytes[end] != '\n')
      end++;
    LIST_ADD(checker->arena, &checker->unread, Text, text_part(source->text, start, end));
  }
}

static bool is_word_byte(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '_' || (byte & 0x80) != 0;
}

bool symbols_unread(const Checker *checker, Text name) {
  for (size_t i = 0; i < checker->unread.count; i++) {
    Text lines = checker->unread.items[i];
    for (size_t at = text_find(lines, name, 0); at + name.length <= lines.length;
         at = text_find(lines, name, at + 1)) {
      bool starts = at == 0 || !is_word_byte(lines.bytes[at - 1]);
      size_t after = at + name.length;
      if (starts && (after == lines.length || !is_word_byte(lines.bytes[after])))
        return true;
    }
  }
  return false;
}

/* ---- guessing ---------------------------------------------------------------------------- */

Guess guess_start(Checker *checker, Text name) {
  size_t length = unicode_count(name);
  unsigned most = length < 3 ? 1 : length < 6 ? 2 : 3;
  return (Guess){ checker, name, TEXT_NONE, most + 1 };
}

void guess_offer(Guess *guess, Text candidate) {
  size_t longest = guess->name.length + 4 * (size_t)guess->distance;
  if (candidate.length == 0 || candidate.length > longest || guess->name.length > 256 ||
      guess->distance == 0 || guess->checker->guesses >= GUESSES_MOST)
    return;
  guess->checker->guesses++;
  unsigned most = guess->distance - 1;
  unsigned distance = unicode_distance(guess->checker->arena, guess->name, candidate, most);
  if (distance < guess->distance && distance < unicode_count(candidate)) {
    guess->distance = distance;
    guess->best = candidate;
  }
}

void guess_offer_space(Guess *guess, const ModuleScope *module, Space space) {
  for (size_t i = 0; i < module->spaces[space].count; i++)
    guess_offer(guess, module->spaces[space].entries[i].key);
  for (size_t i = 0; i < module->uses.count; i++)
    for (size_t j = 0; j < module->uses.items[i]->spaces[space].count; j++)
      guess_offer(guess, module->uses.items[i]->spaces[space].entries[j].key);
}

void guess_offer_fields(Guess *guess, const RecordType *record) {
  for (size_t i = 0; i < record->count; i++) {
    guess_offer(guess, record->fields[i].name);
    for (size_t j = 0; j < record->fields[i].aliases.count; j++)
      guess_offer(guess, record->fields[i].aliases.items[j]);
  }
}

void guess_help(const Guess *guess) {
  if (guess->best.length)
    diag_help(guess->checker->diags, "did you mean %.*s?", TEXT_PRINT(guess->best));
}

/* ---- each of a kind ---------------------------------------------------------------------- */

void symbols_each(Checker *checker, SymbolKind kind, SymbolVisit *visit) {
  for (size_t i = 0; i < checker->modules.count; i++) {
    ModuleScope *module = checker->modules.items[i];
    for (size_t j = 0; j < module->symbols.count; j++)
      if (module->symbols.items[j]->kind == kind)
        visit(module, module->symbols.items[j]);
  }
}

/* ---- what leads back to itself ----------------------------------------------------------- */

bool trail_enter(Checker *checker, Symbol *symbol, Span used) {
  size_t start = checker->trail.count;
  for (size_t i = 0; i < checker->trail.count && start == checker->trail.count; i++)
    if (checker->trail.items[i] == symbol)
      start = i;
  if (start == checker->trail.count) {
    LIST_ADD(checker->arena, &checker->trail, Symbol *, symbol);
    return false;
  }
  Text chain = TEXT("");
  for (size_t i = start; i < checker->trail.count; i++) {
    Text name = checker->trail.items[i]->name;
    chain = arena_format(checker->arena, "%.*s%.*s -> ", TEXT_PRINT(chain), TEXT_PRINT(name));
  }
  diag_report(checker->diags, DIAG_CYCLE, used, "%s \"%.*s\" leads back to itself",
              symbol_kind_text(checker, symbol->kind), TEXT_PRINT(symbol->name));
  diag_label(checker->diags, symbol->span, "declared here");
  diag_help(checker->diags, "the circle is %.*s%.*s: write one of them without the others",
            TEXT_PRINT(chain), TEXT_PRINT(symbol->name));
  return true;
}

void trail_leave(Checker *checker, Symbol *symbol) {
  while (checker->trail.count && checker->trail.items[--checker->trail.count] != symbol)
    ;
}
