/* expected.h - what the parser would have taken, in the reader's words: used by complain.c. */
#ifndef ANSLAG_GRAMMAR_EXPECTED_H
#define ANSLAG_GRAMMAR_EXPECTED_H

#include "grammar/parsing.h"

typedef struct {
  const int *kinds;
  int        count;
} Expected;

bool expects(Expected expected, int kind);
/* The piece could end here: a declaration or the end would fit. */
bool expects_end(Expected expected);
bool expects_value(Expected expected);
/* "a criterion needs \"requires\" or \"considers\""; empty if there is no such sentence. */
Text expected_need(Parse *parse, Expected expected);
/* "a name, \"on\" or a text in quotes"; empty if there are more than four. */
Text expected_list(Parse *parse, Expected expected);

#endif
