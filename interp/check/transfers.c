/* Transfers: an amount from some to others, whose parts add up (language.md, Budgets). */
#include "interp/check/checker.h"

static const Term *check_amount(ModuleScope *module, const Expr *written, Text name,
                                const char *place) {
  Scope scope = scope_of_module(module);
  Type money = type_of_money(module->checker->model->currency);
  scope.constant = place;
  scope.may_be_pending = written;
  scope.pending_name = name;
  const Term *amount = term_of_kind(&scope, written, TYPE_MONEY, place);
  if (term_failed(amount))
    return NULL;
  term_settle(amount, &money);
  return amount;
}

/* A key of some record that ships with the rules. */
static bool is_row_key(const Model *model, Text name) {
  for (size_t i = 0; i < model->records.count; i++)
    if (record_type_row(model->records.items[i], name))
      return true;
  return false;
}

static const Body *body_named(const Model *model, Text name) {
  for (size_t i = 0; i < model->bodies.count; i++)
    if (body_is_called(model->bodies.items[i], name))
      return model->bodies.items[i];
  return NULL;
}

static bool has_shipped_records(const Model *model) {
  for (size_t i = 0; i < model->records.count; i++)
    if (model->records.items[i]->row_by_key)
      return true;
  return false;
}

static void report_nobody(ModuleScope *module, Name name) {
  Checker *checker = module->checker;
  const Model *model = checker->model;
  if (symbols_unread(checker, name.text))
    return;
  diag_report(checker->diags, DIAG_TRANSFER_PARTY, name.span,
              "\"%.*s\" is no body, and no key of a record", TEXT_PRINT(name.text));
  Guess guess = guess_start(checker, name.text);
  guess_offer_space(&guess, module, SPACE_VALUE);
  for (size_t i = 0; i < model->records.count; i++) {
    const RecordType *record = model->records.items[i];
    for (size_t j = 0; j < record->row_count; j++)
      guess_offer(&guess, record_key_text(checker->arena, record->rows[j]));
  }
  guess_help(&guess);
}

static void check_shares(ModuleScope *module, const Transfer *transfer,
                         const TransferShareList *written, ModelShares *shares) {
  Checker *checker = module->checker;
  for (size_t i = 0; i < written->count; i++) {
    const TransferShare *share = &written->items[i];
    ModelShare made = { .name = share->name.text, .span = share->name.span };
    made.body = symbol_body(module, share->name);
    if (!made.body)
      made.body = body_named(checker->model, share->name.text);
    if (!made.body && has_shipped_records(checker->model) &&
        !is_row_key(checker->model, share->name.text))
      report_nobody(module, share->name);
    if (share->part)
      made.part = check_amount(module, share->part, transfer->name, "a part of a transfer");
    LIST_ADD(checker->arena, shares, ModelShare, made);
  }
}

/* ---- parts add up -------------------------------------------------------------------- */

static void report_parts(Checker *checker, const Transfer *transfer, const char *side,
                         const ModelShares *shares, const char *fact) {
  Span span = span_join(shares->items[0].span, shares->items[shares->count - 1].span);
  diag_report(checker->diags, DIAG_TRANSFER_PARTS, span, "%s %s of transfer \"%.*s\" %s",
              shares->count == 1 ? diag_words(checker->diags, "the part")
                                 : diag_words(checker->diags, "the parts"),
              side, TEXT_PRINT(transfer->name), diag_words(checker->diags, fact));
}

static Text show(Checker *checker, Fraction amount) {
  Type money = type_of_money(checker->model->currency);
  return value_show(checker->arena, value_number(TYPE_MONEY, amount), &money,
                    checker->model->surface == SURFACE_SWEDISH);
}

static void check_sum(Checker *checker, const Transfer *transfer, const char *side,
                      const ModelShares *shares) {
  Fraction sum = fraction_from(0);
  Value amount, part;
  size_t whole = 0;
  for (size_t i = 0; i < shares->count; i++) {
    whole += !shares->items[i].part;
    if (!shares->items[i].part || !term_default(shares->items[i].part, &part) ||
        !fraction_add(sum, part.as.number, &sum))
      continue;
  }
  if (whole == 1 && shares->count == 1)
    return;
  if (whole) {
    report_parts(checker, transfer, side, shares, "are not all said");
    diag_help(checker->diags, "write each one's part: from SUS 0.6 mkr, HBG 0.4 mkr");
    return;
  }
  if (!transfer->amount || !term_default(transfer->amount, &amount) ||
      fraction_compare(sum, amount.as.number) == 0)
    return;
  Text have = show(checker, sum), want = show(checker, amount.as.number);
  report_parts(checker, transfer, side, shares, "do not add up");
  diag_mark(checker->diags, "these are %.*s", TEXT_PRINT(have));
  diag_label(checker->diags, transfer->amount->span, "the transfer is of %.*s", TEXT_PRINT(want));
}

/* ---- a transfer ---------------------------------------------------------------------- */

static void check_prices(ModuleScope *module, const Expr *written, Transfer *transfer) {
  Scope scope = scope_of_module(module);
  scope.constant = MESSAGE("the year of prices");
  const Term *year = term_of_kind(&scope, written, TYPE_INTEGER, scope.constant);
  Value value;
  transfer->has_prices = !term_failed(year) && term_default(year, &value) &&
                         fraction_to_int64(value.as.number, &transfer->prices);
}

static void check_transfer(ModuleScope *module, Symbol *symbol) {
  Checker *checker = module->checker;
  const Decl *decl = symbol->decl;
  Transfer *transfer = symbol->as.transfer;
  transfer->amount = check_amount(module, decl->as.transfer.amount, transfer->name,
                                  "the amount of a transfer");
  check_shares(module, transfer, &decl->as.transfer.from, &transfer->from);
  check_shares(module, transfer, &decl->as.transfer.to, &transfer->to);
  if (decl->as.transfer.prices)
    check_prices(module, decl->as.transfer.prices, transfer);
  if (transfer->from.count)
    check_sum(checker, transfer, "given", &transfer->from);
  if (transfer->to.count)
    check_sum(checker, transfer, "received", &transfer->to);
  QuotedRule about = bases_about_value(transfer->amount, symbol->span);
  transfer->bases = bases_check(module, &decl->bases, &about);
  bases_need(module, &decl->bases, symbol->span, "transfer", decl->name);
}

void transfers_check(Checker *checker) {
  symbols_each(checker, SYMBOL_TRANSFER, check_transfer);
}

/* Where there are budgets, a transfer that is in none is forgotten money. */
void transfers_advise(Checker *checker) {
  const Model *model = checker->model;
  bool any = false;
  for (size_t i = 0; i < model->transfers.count; i++)
    any = any || model->transfers.items[i]->listed;
  for (size_t i = 0; model->budgets.count > 0 && i < model->transfers.count; i++) {
    const Transfer *transfer = model->transfers.items[i];
    if (transfer->listed)
      continue;
    diag_report(checker->diags, DIAG_TRANSFER_UNUSED, transfer->span,
                "transfer \"%.*s\" stands in no budget", TEXT_PRINT(transfer->name));
    if (any)
      diag_help(checker->diags, "a section takes the transfers of its year of prices: \"in prices "
                "of …\" there and here are not the same year");
    else
      diag_help(checker->diags, "put it into a section of a budget with: lines from transfers");
  }
}
