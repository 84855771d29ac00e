/* diff_documents.h - anslag diff --documents: two texts of a source document. */
#ifndef ANSLAG_INTERP_DRIVER_DIFF_DOCUMENTS_H
#define ANSLAG_INTERP_DRIVER_DIFF_DOCUMENTS_H

#include "interp/driver/work.h"

/* The request is an AnslagDiff; OLD and NEW are documents of the rules, files, or names under
 * which `source add` has put texts into sources/ (the newest). */
void diff_documents(Work *work);

#endif
