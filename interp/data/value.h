/* value.h - a value with what is known of it, and the records it comes from.
 *
 * Exact everywhere: money is a fraction of minor units, a rate is a fraction
 * (1 is 100 %), and only kept amounts are whole (semantics A1, A2).  An error is
 * a value too, because logic may mask it (L8).
 *
 * Owner: the arena of the batch (facts) or of the program (constants). */
#ifndef ANSLAG_INTERP_DATA_VALUE_H
#define ANSLAG_INTERP_DATA_VALUE_H

#include "base/date.h"
#include "interp/data/type.h"

typedef enum {
  VALUE_UNKNOWN,      /* no value yet; what is missing is found by asks (eval/asks.h) */
  VALUE_KNOWN,
  VALUE_NONE,         /* certainly nothing: an optional field left empty, max of nothing */
  VALUE_ERROR         /* overflow, division by zero …: as.error */
} ValueState;

typedef struct {
  int64_t months, days, working_days;   /* of one sign; years are 12 months, weeks 7 days */
} Duration;

/* "12 months", "1 year 6 months", as the language writes it; false: not one. */
bool duration_parse(Text text, Duration *duration);

#define MONEY_MOST INT64_C(90000000000000000)   /* minor units, above and below zero (A4) */

typedef struct Value  Value;
typedef struct Record Record;

typedef struct {
  Span span;                    /* the operation that erred */
  Text message;                 /* "division by zero", in the reader's words */
} ValueError;

struct Value {
  ValueState state;
  TypeKind   kind;              /* set for KNOWN values at least */
  union {
    bool              truth;
    Fraction          number;   /* INTEGER, DECIMAL, RATE, MONEY (minor units) */
    Date              date;
    int64_t           moment;
    Duration          duration;
    Text              text;
    const Code       *code;
    const Body       *body;
    const Record     *record;
    struct { const Value *items; size_t count; } list;
    const ValueError *error;
  } as;
};

/* A cell that could not be read: the record is invalid. */
typedef struct {
  const FieldType *field;       /* NULL: the record as a whole (valid when, double key) */
  Text             cell;        /* as it stands */
  Text             reason;      /* "is not a whole number of öre" */
} Fault;

struct Record {
  const RecordType *type;
  Value            *fields;     /* by FieldType.index; those not used are UNKNOWN */
  LIST(Fault)       faults;     /* not empty: invalid */
};

Value value_unknown(TypeKind kind);
/* Unknown also in an optional field, which else is none where it has no value: any value, or none,
 * as a what-if. */
Value value_open(TypeKind kind);
bool  value_is_open(Value value);
Value value_none(TypeKind kind);
Value value_truth(bool truth);
Value value_number(TypeKind kind, Fraction number);
Value value_integer(int64_t number);
Value value_date(Date date);
Value value_duration(Duration duration);
Value value_text(Text text);
Value value_code(const Code *code);
Value value_body(const Body *body);
Value value_record(const Record *record);
Value value_list(const Value *items, size_t count);
Value value_error(const ValueError *error);

bool value_is_known(Value value);
/* Equality of two known values of one type; a body and an organisation are equal by name. */
bool value_same(Value a, Value b);
/* Do the two have an order?  Not months against days. */
bool value_comparable(Value a, Value b);
/* Order of two known values of one ordered type: -1, 0, 1; of durations, one that sorting may
 * use. */
int  value_compare(Value a, Value b);

/* In the language's own notation: 1 000 000,01 kr under sv, 1_000_000.01 kr else;
 * "not known", "none"; codes in the language of the rules, names of organisations for records. */
Text value_show(Arena *arena, Value value, const Type *type, bool swedish);
/* The same with thousands parted by spaces, as people write: for reasons, accounts, screens. */
Text value_say(Arena *arena, Value value, const Type *type, bool swedish);
/* For tables and digests: plain digits, minor units for money, yes/no, code names. */
Text value_plain(Arena *arena, Value value);
/* The key of a record as the digest writes it, in `arena`: parts joined by ',' (semantics H1). */
Text record_key_text(Arena *arena, const Record *record);
/* Its name for people: the name field if known, else its key. */
Text record_name(Arena *arena, const Record *record);
/* Order of keys: integers by value, text by bytes. */
int  record_key_compare(const Record *a, const Record *b);

#endif
