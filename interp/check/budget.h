/* budget.h - budgets, transfers, targets and controls that have been understood.
 *
 * A part of the Model, in a header of its own.  The items of a budget stand in the order in which
 * they are computed: one reads only those before it, or the year before.
 * Owner: the program arena. */
#ifndef ANSLAG_INTERP_CHECK_BUDGET_H
#define ANSLAG_INTERP_CHECK_BUDGET_H

#include "interp/check/model.h"

/* ---- transfers ----------------------------------------------------------------------- */

/* Who gives or receives: the row of a budget with this key, or of this body. */
typedef struct {
  Text        name;             /* as written: a row's key */
  const Body *body;             /* of that name or alias; NULL: none */
  const Term *part;             /* NULL: the whole */
  Span        span;
} ModelShare;

typedef LIST(ModelShare) ModelShares;

struct Transfer {
  size_t      index;            /* in Model.transfers */
  Text        name, title;
  Span        span;
  const Term *amount;           /* TERM_PENDING: not settled */
  ModelShares from, to;
  bool        has_prices, listed;   /* listed: some budget has it among its lines */
  int64_t     prices;           /* the year in whose prices it is */
  ModelBases  bases;
};

/* ---- budgets ------------------------------------------------------------------------- */

typedef enum { ITEM_LINE, ITEM_SECTION, ITEM_TOTAL, ITEM_WEIGHT } BudgetItemKind;
/* ITEM_WEIGHT: what an apportioned pot is parted by; never shown */

/* financed from NAME in YEAR [requested] */
typedef struct {
  Text             name, title;
  const Frame     *frame;       /* one of the three */
  const Budget    *budget;
  const Parameter *parameter;
  int64_t          year;
  bool             requested;
  Span             span;
} Financing;

struct BudgetItem {
  size_t            index;      /* in Budget.items */
  BudgetItemKind    kind;
  Text              name, title;
  Text              subtotal;   /* of a section: what its sum is called; empty: not said */
  Span              span;
  bool              once;       /* money that `previous` leaves out */
  const BudgetItem *section;    /* that it stands in; NULL: none */
  const Term       *value;      /* ITEM_LINE, ITEM_WEIGHT: of one record and year */
  const Transfer   *transfer;   /* the line is this transfer, instead of a value */
  bool              has_prices; /* of the section, or of the transfer */
  int64_t           prices;
  const Term       *printed, *tolerance;   /* agrees with, within; or NULL */
  Text              printed_text;          /* as written */
  Span              agrees_span;
  LIST(Financing)   financings;
  ModelBases        bases;
};

typedef struct { YearStandingKind kind; int64_t from, to; } BudgetStanding;

struct Budget {
  size_t            index;      /* in Model.budgets */
  Text              name, title;
  Span              span;
  const RecordType *record;
  const FieldType **by;         /* group totals, the outermost first */
  size_t            by_count;
  LIST(BudgetItem *) items;
  bool              has_years;
  int64_t           first_year, last_year;
  const Budget     *continues;  /* what `previous` means in the first year: another budget, */
  const Term       *continued;  /* or the total as printed; NULL: neither */
  LIST(BudgetStanding) standings;
  bool              has_shown;
  Fraction          shown_in;   /* minor units; print only */
  Text              shown_text; /* "0,1 mkr", as written */
  Text              shown_unit; /* "mkr"; empty: not written as a number with a unit */
  Fraction          shown_one;  /* one of it, in minor units */
  unsigned          shown_decimals;
  bool              balanced;
  Text              balanced_by;          /* the key */
  const Record     *balancing;  /* its row, or one of which only the key is known */
  const Currency   *currency;
  unsigned          slots;      /* slot 0: the year */
  ModelBases        bases;
};

const BudgetItem *budget_item(const Budget *budget, Text name);      /* NULL: none */
/* The total that ends it, or the last item that is shown; NULL: it has no items. */
const BudgetItem *budget_last_total(const Budget *budget);
/* How a year stands (adopted, plan …); false: not said. */
bool budget_standing(const Budget *budget, int64_t year, YearStandingKind *kind);

/* ---- targets and controls ------------------------------------------------------------ */

typedef struct { int64_t from, to; ModelBases bases; } ModelSuspension;

struct Target {
  size_t      index;            /* in Model.targets */
  Text        name, title;
  Span        span;
  const Term *value, *bound;    /* slot 0: the year; slot 1: the date */
  BinaryOp    op;
  bool        reads_year;
  LIST(int64_t) years;          /* for which it is judged, rising; of reads_year */
  int64_t     rolling;          /* years in the window; 0: none */
  bool        every_date;
  int64_t     date_year;        /* at every date in it */
  LIST(ModelSuspension) suspensions;
  unsigned    slots;
  ModelBases  bases;
};

enum { TARGET_YEAR_SLOT = 0, TARGET_DATE_SLOT = 1 };

struct Control {
  size_t            index;      /* in Model.controls */
  Text              name, title;
  Span              span;
  Gravity           gravity;
  const RecordType *record;
  const Term       *when;
  ModelBases        bases;
};

#endif
