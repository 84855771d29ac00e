/* rulebook.h - the rules as they were: the texts of anslag_rulebook.
 *
 * Under the hash of a rule set stand its rule files and tables, and of each source document the
 * SHA-256; the document itself stands under that, so that the same document is kept once.  A
 * database from before documents were kept lacks them.
 *
 * Owner: the arena given. */
#ifndef ANSLAG_INTERP_LEDGER_RULEBOOK_H
#define ANSLAG_INTERP_LEDGER_RULEBOOK_H

#include "interp/store/ledger.h"

typedef struct { StoreRuleTexts texts; } Rulebook;

Rulebook rulebook_read(Store *store, Arena *arena);

/* The file or document as it was; false: it is not kept. */
bool rulebook_text(const Rulebook *book, Arena *arena, Text rules_hash, Text path, Text *text);
/* Is the document of that path kept by its hash, and are `bytes` what it was? */
bool rulebook_is_hash_of(const Rulebook *book, Arena *arena, Text rules_hash, Text path,
                         Text bytes);
/* Does the row hold a source document, kept under its own hash, that some rule set has? */
bool rulebook_is_document(const Rulebook *book, const StoreRuleText *row);

typedef enum {
  RULEBOOK_WHOLE,
  RULEBOOK_WITHOUT_DOCUMENT,    /* `path` is not kept */
  RULEBOOK_CHANGED,             /* `path`: the file, where that is known */
  RULEBOOK_GONE
} RulebookState;

/* The rule set's hash computed again (semantics H2). */
RulebookState rulebook_verify(const Rulebook *book, Arena *arena, Text rules_hash, Text *path);

#endif
