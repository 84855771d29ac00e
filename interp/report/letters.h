/* letters.h - the letter that a record gets by its decision, as a page of HTML.
 *
 * What stands in braces is filled in: fields, amounts and workings of the record, and the words
 * of LETTER_WORDS.  Of what is missing only what the applicant states is asked for.  What is not
 * known is left as a gap to fill in.  Everything from data and rules is escaped.
 * Call while a visitor looks at the judgement.  Owner: the arena. */
#ifndef ANSLAG_INTERP_REPORT_LETTERS_H
#define ANSLAG_INTERP_REPORT_LETTERS_H

#include "interp/decide/judge.h"
#include "interp/report/screen.h"

/* The letter for this outcome; NULL: the rules have none. */
const Letter *letter_for(const Model *model, const Judgement *judgement);

/* A draft is marked so. */
Text letter_write(Arena *arena, const Model *model, const Screen *screen, Language language,
                  const Letter *letter, const Judgement *judgement, bool draft);

#endif
