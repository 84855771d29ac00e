/* extract.h - the text inside a PDF or Word file, by a program that reads such files.
 *
 * None is carried along: pdftotext, docx2txt, antiword and the like are asked where they are
 * installed.  They are started without a shell and read nothing but the file.  Where there is
 * none, that is reported with what to do (E0851), and the call is left. */
#ifndef ANSLAG_INTERP_DRIVER_EXTRACT_H
#define ANSLAG_INTERP_DRIVER_EXTRACT_H

#include "interp/driver/work.h"

/* `bytes` is what stands in the file at `path`; a text is given back as it is. */
Text extract_text(Work *work, const char *path, Text bytes);

#endif
