#include "interp/check/amendments.h"

#include "grammar/parse.h"

/* ---- paths ------------------------------------------------------------------------------- */

bool modules_path_allowed(Checker *checker, Text path, Span span) {
  bool absolute = path.length && (path.bytes[0] == '/' || path.bytes[0] == '\\');
  if (path.length > 1 && path.bytes[1] == ':')
    absolute = true;
  bool upward = false, hidden = false;
  size_t start = 0;
  for (size_t i = 0; i <= path.length; i++) {
    if (i < path.length && path.bytes[i] == '\0')
      hidden = true;
    if (i < path.length && path.bytes[i] != '/' && path.bytes[i] != '\\')
      continue;
    upward |= text_is(text_part(path, start, i), "..");
    start = i + 1;
  }
  if (!absolute && !upward && !hidden)
    return true;
  diag_report(checker->diags, DIAG_PATH_FORBIDDEN, span,
              "the path \"%.*s\" leads out of the package",
              TEXT_PRINT(path));
  diag_help(checker->diags, "put the file beside the rules and name it from there, as "
            "\"sources/guideline.txt\"");
  return false;
}

/* ---- modules ----------------------------------------------------------------------------- */

ModuleScope *module_add(Checker *checker, Text path, Text name, Text bytes, bool library,
                        size_t depth) {
  ModuleScope *scope = arena_new(checker->arena, ModuleScope);
  scope->checker = checker;
  scope->depth = depth;
  for (Space space = 0; space < SPACE_COUNT; space++)
    map_init(&scope->spaces[space], checker->arena);
  map_init(&scope->aliases, checker->arena);
  Module *module = arena_new(checker->arena, Module);
  module->path = path;
  module->module = name;
  module->library = library;
  module->source = sources_add(checker->diags->sources, path, bytes);
  module->written = parse_file(checker->arena, module->source, checker->diags);
  module->tree = module->written;
  scope->module = module;
  LIST_ADD(checker->arena, &checker->modules, ModuleScope *, scope);
  LIST_ADD(checker->arena, &checker->model->modules, Module *, module);
  map_add(&checker->modules_by_name, name, scope);
  return scope;
}

/* a.b is a/b.anslag, or a/b.anslag.md */
static Text path_of_module(Arena *arena, Text name, const char *ending) {
  Text path = arena_format(arena, "%.*s%s", TEXT_PRINT(name), ending);
  char *bytes = arena_alloc(arena, path.length + 1);
  for (size_t i = 0; i < path.length; i++)
    bytes[i] = path.bytes[i] == '.' && i < name.length ? '/' : path.bytes[i];
  return (Text){ bytes, path.length };
}

static bool is_standard(Text name) {
  return text_starts_with(name, TEXT("std.")) || text_is(name, "std");
}

/* NULL if there is no such file, or it could not be read: why, in *reason. */
static ModuleScope *load_own(Checker *checker, Name name, Text path, size_t depth,
                             Text *reason) {
  const CheckOptions *options = checker->options;
  Text base = checker->model->modules.items[0]->path, bytes;
  if (is_standard(name.text) ||
      !options->load(options->load_context, checker->arena, base, path, false, &bytes, reason))
    return NULL;
  return module_add(checker, package_path(checker->arena, base, path), name.text, bytes, false,
                    depth);
}

/* The package's own file, then the standard library's. */
static ModuleScope *load_module(Checker *checker, Name name, size_t depth) {
  const CheckOptions *options = checker->options;
  Text path = path_of_module(checker->arena, name.text, ".anslag"), reason = TEXT_NONE;
  Text literate = path_of_module(checker->arena, name.text, ".anslag.md"), ignored = TEXT_NONE;
  ModuleScope *own = load_own(checker, name, path, depth, &reason);
  if (!own)
    own = load_own(checker, name, literate, depth, &ignored);
  if (own)
    return own;
  Text base = checker->model->modules.items[0]->path, bytes;
  if (options->load(options->load_context, checker->arena, base, path, true, &bytes, &ignored))
    return module_add(checker, path, name.text, bytes, true, depth);
  diag_report(checker->diags, DIAG_MODULE_MISSING, name.span,
              "module \"%.*s\" could not be found", TEXT_PRINT(name.text));
  if (is_standard(name.text))
    diag_help(checker->diags, "the standard library has std.money, std.organisation, std.time.se "
              "and std.time.eu");
  else
    diag_help(checker->diags, "there should be a file %.*s beside the rules%s%.*s",
              TEXT_PRINT(path), reason.length ? ": " : "",
              TEXT_PRINT(reason));
  return NULL;
}

static void report_circle(Checker *checker, Name name, const ModuleScope *used,
                          const ModuleScope *const *chain, size_t count) {
  size_t start = 0;
  while (start < count && chain[start] != used)
    start++;
  Text circle = TEXT("");
  for (size_t i = start; i < count; i++) {
    const Module *module = chain[i]->module;
    circle = arena_format(checker->arena, "%.*s%.*s -> ", TEXT_PRINT(circle),
                          TEXT_PRINT(i == start ? name.text : module->module));
  }
  diag_report(checker->diags, DIAG_MODULE_CYCLE, name.span, "module \"%.*s\" uses itself",
              TEXT_PRINT(name.text));
  diag_help(checker->diags, "the circle is %.*s%.*s: move what they share to a module of its own",
            TEXT_PRINT(circle), TEXT_PRINT(name.text));
}

static void load_uses(ModuleScope *scope, const ModuleScope **chain, size_t count);

static void add_use(ModuleScope *scope, ModuleScope *used) {
  for (size_t i = 0; i < scope->uses.count; i++)
    if (scope->uses.items[i] == used)
      return;
  LIST_ADD(scope->checker->arena, &scope->uses, ModuleScope *, used);
}

static void use_module(ModuleScope *scope, Name name, const ModuleScope **chain, size_t count) {
  Checker *checker = scope->checker;
  ModuleScope *used = map_get(&checker->modules_by_name, name.text);
  if (used && used->progress == PROGRESS_NOW) {
    report_circle(checker, name, used, chain, count);
    return;
  }
  if (!used && count > MODULES_DEEP) {
    diag_report(checker->diags, DIAG_MODULE_DEPTH, name.span,
                "modules are used more than %d levels deep", MODULES_DEEP);
    diag_help(checker->diags, "use \"%.*s\" directly from the first file", TEXT_PRINT(name.text));
    return;
  }
  if (!used)
    used = load_module(checker, name, count);
  if (!used)
    return;
  if (used->progress == PROGRESS_NOT)
    load_uses(used, chain, count);
  add_use(scope, used);
}

static void load_uses(ModuleScope *scope, const ModuleScope **chain, size_t count) {
  scope->progress = PROGRESS_NOW;
  chain[count++] = scope;
  const File *tree = scope->module->tree;
  for (size_t i = 0; i < tree->decls.count; i++) {
    const Decl *decl = tree->decls.items[i];
    if (decl->kind == DECL_USE && decl->name.text.length)
      use_module(scope, decl->name, chain, count);
    if (decl->kind != DECL_HEAD)
      continue;
    for (size_t j = 0; j < decl->as.head.lines.count; j++) {
      const HeadLine *line = &decl->as.head.lines.items[j];
      if (line->kind == HEAD_COUNTS_TIME_BY && line->text.text.length)
        use_module(scope, line->text, chain, count);
    }
  }
  scope->progress = PROGRESS_DONE;
}

/* std.money is in use everywhere. */
static void use_money(Checker *checker) {
  Name money = { SPAN_NONE, TEXT("std.money") };
  ModuleScope *units = map_get(&checker->modules_by_name, money.text);
  if (!units)
    units = load_module(checker, money, 1);
  if (!units)
    return;
  if (units->progress == PROGRESS_NOT)
    load_uses(units, (const ModuleScope *[MODULES_DEEP + 1]){ NULL }, 0);
  for (size_t i = 0; i < checker->modules.count; i++)
    if (checker->modules.items[i] != units)
      add_use(checker->modules.items[i], units);
}

/* What another module would call the file at `path`: its name without folder and ending. */
static Text stem_of(Text path) {
  size_t start = path.length;
  while (start > 0 && path.bytes[start - 1] != '/')
    start--;
  Text stem = text_part(path, start, path.length), ending = TEXT(".anslag");
  return text_ends_with(stem, ending) ? text_part(stem, 0, stem.length - ending.length) : stem;
}

void modules_load(Checker *checker, Text path, Text bytes) {
  const ModuleScope *chain[MODULES_DEEP + 1];
  Text asked = path;
  amendments_find_guideline(checker, &path, &bytes);
  ModuleScope *root = module_add(checker, path, TEXT(""), bytes, false, 0);
  if (!is_standard(stem_of(path)))
    map_add(&checker->modules_by_name, stem_of(path), root);
  checker->model->surface = root->module->tree->surface;
  load_uses(root, chain, 0);
  use_money(checker);
  amendments_load(checker, asked);
}
