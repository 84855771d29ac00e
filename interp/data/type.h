/* type.h - what a value may be, and what the rules know of: codes, records, bodies.
 *
 * Made by interp/check, const afterwards; owner: the program arena.  Types are
 * compared with type_equal, never by pointer. */
#ifndef ANSLAG_INTERP_DATA_TYPE_H
#define ANSLAG_INTERP_DATA_TYPE_H

#include "base/fraction.h"
#include "base/map.h"
#include "base/message.h"
#include "base/source.h"

#define TYPE_KINDS(X)                       \
  X(TYPE_UNKNOWN,  MESSAGE("unknown type"))          \
  X(TYPE_TRUTH,    MESSAGE("yes/no"))                \
  X(TYPE_INTEGER,  MESSAGE("integer"))               \
  X(TYPE_DECIMAL,  MESSAGE("decimal"))               \
  X(TYPE_RATE,     MESSAGE("rate"))                  \
  X(TYPE_MONEY,    MESSAGE("money"))                 \
  X(TYPE_DATE,     MESSAGE("date"))                  \
  X(TYPE_MOMENT,   MESSAGE("moment"))                \
  X(TYPE_DURATION, MESSAGE("duration"))              \
  X(TYPE_TEXT,     MESSAGE("text"))                  \
  X(TYPE_CODE,     MESSAGE("code"))                  \
  X(TYPE_BODY,     MESSAGE("body"))                  \
  X(TYPE_RECORD,   MESSAGE("record"))                \
  X(TYPE_LIST,     MESSAGE("list"))

typedef enum {
#define X(kind, label) kind,
  TYPE_KINDS(X)
#undef X
} TypeKind;
/* TYPE_UNKNOWN: of something already reported; everything passes it in silence. */

typedef struct Type       Type;
typedef struct Currency   Currency;
typedef struct Codelist   Codelist;
typedef struct RecordType RecordType;

struct Type {
  TypeKind          kind;
  const Currency   *currency;   /* TYPE_MONEY; NULL: the amount fits any currency (0 kr of none) */
  const Codelist   *codes;      /* TYPE_CODE */
  const RecordType *record;     /* TYPE_RECORD */
  const Type       *element;    /* TYPE_LIST */
};

bool type_equal(const Type *a, const Type *b);
/* In the reader's words: "money SEK", "list of organisation", "focus_area". */
Text type_text(Arena *arena, const Type *type, Language language);

struct Currency {
  Text     name;                /* SEK */
  Text     main_unit;           /* kr: how amounts are shown */
  unsigned decimals;            /* 2: 100 minor units to the main unit */
  int64_t  minor_per_main;      /* 100 */
};

typedef struct {
  const Codelist *codelist;
  size_t index;                 /* place in the list */
  Text   name, title;
  Text   local;                 /* the name in the language of the rules; empty: as it stands */
  LIST(Text) aliases;
  Span   span;
} Code;

/* As rules write it, for screens; and its title, else that. */
Text code_word(const Code *code);
Text code_title(const Code *code);

struct Codelist {
  Text   name, title;
  Span   span;
  Code  *codes;
  size_t count;
  bool   foreign;               /* its name is of the other language than the rules */
};

/* By name, title or alias, NFC; NULL if none. */
const Code *codelist_find(const Codelist *codelist, Text text);

typedef enum { FACT_APPLICANT, FACT_OFFICE, FACT_REGISTER, FACT_EVENT } FactOwner;
extern const char *const fact_owner_names[];   /* applicant, office, register, event */
/* An owner by its name, in words people read; anything else as it is. */
Text fact_owner_text(Text name, Language language);

typedef enum { LIST_NOT, LIST_VIA, LIST_BY } ListKind;

typedef struct {
  size_t    index;              /* place in RecordType.fields */
  Text      name, title;        /* title: the label, or empty */
  Text      local;              /* the name in the language of the rules; empty: as it stands */
  LIST(Text) aliases;           /* the name in another language */
  Text      column;             /* in the database */
  Span      span;
  Type      type;               /* reference: TYPE_RECORD; list: TYPE_LIST of TYPE_RECORD */
  bool      key, optional;
  bool      used;               /* by a rule, valid when, deadline or shows: only these are read */
  FactOwner owner;
  Text      owner_name;
  ListKind  list;
  Text      via;                /* LIST_VIA: the link table, with a column for each record */
  Text      by;                 /* LIST_BY: the field of the element that refers back */
  int64_t   at_least;           /* of a list; 0: not said */
  bool      scale_written;
  Text      scale_text;         /* "tkr", "%", "0.0001" */
  Fraction  scale;              /* cell * scale = value (minor units; a rate 1 is 100 %) */
  Fraction  import_scale;       /* the same for a cell of a file to import */
} FieldType;

/* As rules write it, for screens; and its title, else that. */
Text field_word(const FieldType *field);
Text field_title(const FieldType *field);

struct RecordType {
  size_t     index;             /* place in Model.records */
  Text       name, title, table;
  LIST(Text) aliases;
  Span       span;
  FieldType *fields;
  size_t     count;
  size_t     key;               /* index of the first key field */
  size_t     key_count;         /* composite keys have several */
  int        name_field;        /* index of the text field that names it, by which a body equals
                                   it; -1: none */
  bool       used;              /* some rule reads it */
  Text       file;              /* its rows ship with the rules in this CSV file; or empty */
  const struct Record *const *rows;     /* those rows, in the order of the file */
  const struct Record *const *sorted;   /* and in key order */
  const Map *row_by_key;        /* key as a digest writes it -> Record */
  size_t     row_count;
};

/* The row that ships with the rules under this key, as a digest writes it; NULL: none. */
const struct Record *record_type_row(const RecordType *record, Text key);

const FieldType *record_type_find(const RecordType *record, Text name);   /* name or alias; NULL */

typedef enum { BODY_BODY, BODY_ROLE } BodyKind;

typedef struct Body Body;
struct Body {
  BodyKind    kind;
  Text        name, title;
  LIST(Text)  aliases;
  const Body *at;               /* of a role */
  Span        span;
};

/* Is `name` (of an organisation, or in a register) this body's name, title or alias? */
bool body_is_called(const Body *body, Text name);
/* Who decided where nobody did: without a name, and none of the rules'. */
const Body *body_nobody(void);

#endif
