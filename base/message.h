/* message.h - what the program says, in the language of its reader.
 *
 * English is written in the code; a translation stands in base/messages_LANGUAGE.po, one
 * entry a text, formats with the same arguments ("%2$s" where their order
 * differs).  `make messages` gathers new texts and checks the formats.  What has
 * no translation is said in English.  Cost: a binary search. */
#ifndef ANSLAG_BASE_MESSAGE_H
#define ANSLAG_BASE_MESSAGE_H

typedef enum { LANGUAGE_ENGLISH, LANGUAGE_SWEDISH } Language;

/* Marks a text for translation where it stands; `message` looks it up where it is said. */
#define MESSAGE(text) text

/* `english` itself where there is no translation. */
const char *message(Language language, const char *english) __attribute__((format_arg(2)));

/* The one text or the other, by the number: "%zu record", "%zu records". */
const char *message_for(Language language, unsigned long count, const char *one,
                        const char *several) __attribute__((format_arg(3), format_arg(4)));

/* A translation and its text, in the order of the texts' bytes (generated). */
typedef struct { const char *english, *other; } Translation;
extern const Translation messages_swedish[];
extern const unsigned    messages_swedish_count;

#endif
