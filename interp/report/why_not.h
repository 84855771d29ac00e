/* why_not.h - what would make a record fundable, or give it another decider, in words.
 *
 * Text stands as a section of an explanation; json is one object. */
#ifndef ANSLAG_INTERP_REPORT_WHY_NOT_H
#define ANSLAG_INTERP_REPORT_WHY_NOT_H

#include "interp/experiment/why_not.h"
#include "interp/report/screen.h"

/* Is there anything to say?  Of a fundable record, only where others would decide. */
bool why_not_says(const WhyNot *why);

/* Since when a frame has had too little room for it, in words; empty where it is closed. */
Text why_not_since(Arena *arena, const Screen *screen, const WhyNot *why, const WhyRoom *room);

/* What it says, line by line; what is one deeper belongs to the line before it.  The rooms that
 * were lacking are left out where they are told already. */
typedef struct { unsigned depth; Text text; } WhyLine;
typedef LIST(WhyLine) WhyLines;
void why_not_lines(Arena *arena, const Screen *screen, const Model *model, const WhyNot *why,
                   bool with_rooms, WhyLines *lines);
Text why_not_heading(const Screen *screen);

void why_not_write_text(Writer *writer, const Screen *screen, const Model *model,
                        const WhyNot *why, bool with_rooms);
void why_not_write_json(Writer *writer, const WhyNot *why);

#endif
