/* literate.h - rules in a Markdown file: NAME.anslag.md.
 *
 * Only what stands between the fences of a block ```anslag is read (no other word behind it:
 * ```anslag example is shown, not read); the rest is prose.  Places stay those of the
 * Markdown.  A declaration may go on in the next block.  Cost: linear. */
#ifndef ANSLAG_GRAMMAR_LITERATE_H
#define ANSLAG_GRAMMAR_LITERATE_H

#include "base/diag.h"
#include "grammar/ast.h"

bool literate_path(Text path);

/* Fills file->blocks; a block that is not closed, and a file without any, are reported. */
void literate_blocks(Arena *arena, const Source *source, Diags *diags, File *file);

/* The text with a space for each byte of the prose, up to the last block; line ends stay. */
Text literate_rules(Arena *arena, Text text, const File *file);

/* The other way round: a space for each byte of the blocks and their fences.  For rules that cite
 * the prose they stand in. */
Text literate_prose(Arena *arena, const Source *source, Diags *diags);

#endif
