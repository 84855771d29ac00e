#include "interp/ledger/rulebook.h"

#include "base/sha256.h"

Rulebook rulebook_read(Store *store, Arena *arena) {
  return (Rulebook){ store_rule_texts(store, arena) };
}

static bool is_hash(Text text) {
  if (text.length != SHA256_HEX_LENGTH)
    return false;
  for (size_t i = 0; i < text.length; i++) {
    char c = text.bytes[i];
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
      return false;
  }
  return true;
}

static const StoreRuleText *find(const Rulebook *book, Text rules_hash, Text path) {
  for (size_t i = 0; i < book->texts.count; i++) {
    const StoreRuleText *row = &book->texts.items[i];
    if (text_equal(row->rules_hash, rules_hash) && text_equal(row->path, path))
      return row;
  }
  return NULL;
}

bool rulebook_text(const Rulebook *book, Arena *arena, Text rules_hash, Text path, Text *text) {
  const StoreRuleText *row = find(book, rules_hash, path);
  if (!row)
    return false;
  if (is_hash(row->text))
    row = find(book, row->text, path);
  if (row)
    *text = arena_text(arena, row->text);
  return row != NULL;
}

/* BOM and CR count for nothing (H2). */
static Text folded(Arena *arena, Text bytes) {
  Sources sources;
  sources_init(&sources, arena);
  return sources_add(&sources, TEXT(""), bytes)->text;
}

bool rulebook_is_hash_of(const Rulebook *book, Arena *arena, Text rules_hash, Text path,
                         Text bytes) {
  const StoreRuleText *row = find(book, rules_hash, path);
  return row && is_hash(row->text) &&
         text_equal(row->text, sha256_of(arena, folded(arena, bytes)));
}

bool rulebook_is_document(const Rulebook *book, const StoreRuleText *row) {
  for (size_t i = 0; i < book->texts.count; i++)
    if (text_equal(book->texts.items[i].text, row->rules_hash) &&
        text_equal(book->texts.items[i].path, row->path))
      return true;
  return false;
}

/* One file into the hash. */
static RulebookState add_file(const Rulebook *book, Arena *arena, Sha256 *sha,
                              const StoreRuleText *row) {
  Text text = row->text;
  if (is_hash(text)) {
    const StoreRuleText *document = find(book, text, row->path);
    if (!document)
      return RULEBOOK_WITHOUT_DOCUMENT;
    if (!text_equal(sha256_of(arena, document->text), text))
      return RULEBOOK_CHANGED;
    text = document->text;
  }
  sha256_add(sha, arena_format(arena, "%.*s\t%zu\n", TEXT_PRINT(row->path), text.length));
  sha256_add(sha, text);
  return RULEBOOK_WHOLE;
}

RulebookState rulebook_verify(const Rulebook *book, Arena *arena, Text rules_hash, Text *path) {
  Sha256 *sha = sha256_start(arena->memory);
  RulebookState state = RULEBOOK_GONE;
  for (size_t i = 0; i < book->texts.count; i++) {
    const StoreRuleText *row = &book->texts.items[i];
    if (!text_equal(row->rules_hash, rules_hash))
      continue;
    RulebookState of_file = add_file(book, arena, sha, row);
    bool worse = state == RULEBOOK_GONE || of_file > state;
    if (worse && of_file != RULEBOOK_WHOLE)
      *path = row->path;
    if (worse)
      state = of_file;
  }
  Text digest = sha256_finish(sha, arena);
  return state == RULEBOOK_WHOLE && !text_equal(digest, rules_hash) ? RULEBOOK_CHANGED : state;
}
