#include "interp/report/explanation.h"

#include <inttypes.h>

/* ---- members ---------------------------------------------------------------------- */

/* "name": after a comma where one is due; *first becomes false. */
static void key(Writer *writer, bool *first, const char *name) {
  if (!*first)
    writer_put_char(writer, ',');
  *first = false;
  writer_print(writer, "\"%s\":", name);
}

static void text_member(Writer *writer, bool *first, const char *name, Text text) {
  key(writer, first, name);
  if (text.length)
    writer_json(writer, text);
  else
    writer_put(writer, TEXT("null"));
}

static void truth_member(Writer *writer, bool *first, const char *name, bool truth) {
  key(writer, first, name);
  writer_put(writer, truth ? TEXT("true") : TEXT("false"));
}

static void minor_member(Writer *writer, bool *first, const char *name, bool known,
                         int64_t minor) {
  key(writer, first, name);
  if (known)
    writer_print(writer, "%" PRId64, minor);
  else
    writer_put(writer, TEXT("null"));
}

static void separate(Writer *writer, size_t index) {
  if (index)
    writer_put_char(writer, ',');
}

static void texts_member(Writer *writer, bool *first, const char *name, const TextItems *texts) {
  key(writer, first, name);
  writer_put_char(writer, '[');
  for (size_t i = 0; i < texts->count; i++) {
    separate(writer, i);
    writer_json(writer, texts->items[i]);
  }
  writer_put_char(writer, ']');
}

static void bases_member(Writer *writer, bool *first, const ExplainedBases *bases) {
  static const char *const kinds[] = {
#define X(kind, label) [kind] = label,
    BASIS_KINDS(X)
#undef X
  };
  key(writer, first, "bases");
  writer_put_char(writer, '[');
  for (size_t i = 0; i < bases->count; i++) {
    bool inner = true;
    separate(writer, i);
    writer_put_char(writer, '{');
    text_member(writer, &inner, "kind", text_from(kinds[bases->items[i].kind]));
    text_member(writer, &inner, "text", bases->items[i].text);
    text_member(writer, &inner, "place", bases->items[i].place);
    writer_put_char(writer, '}');
  }
  writer_put_char(writer, ']');
}

static void asks_member(Writer *writer, bool *first, const char *name, const ExplainedAsks *asks) {
  key(writer, first, name);
  writer_put_char(writer, '[');
  for (size_t i = 0; i < asks->count; i++) {
    bool inner = true;
    separate(writer, i);
    writer_put_char(writer, '{');
    text_member(writer, &inner, "fact", asks->items[i].name);
    text_member(writer, &inner, "title", asks->items[i].title);
    text_member(writer, &inner, "owner", asks->items[i].owner);
    text_member(writer, &inner, "supplier", asks->items[i].supplier);
    truth_member(writer, &inner, "possibly", asks->items[i].possibly);
    writer_put_char(writer, '}');
  }
  writer_put_char(writer, ']');
}

static void values_member(Writer *writer, bool *first, const char *name,
                          const ExplainedValues *values) {
  key(writer, first, name);
  writer_put_char(writer, '[');
  for (size_t i = 0; i < values->count; i++) {
    bool inner = true;
    separate(writer, i);
    writer_put_char(writer, '{');
    text_member(writer, &inner, "name", values->items[i].name);
    text_member(writer, &inner, "value", values->items[i].shown);
    truth_member(writer, &inner, "parameter", values->items[i].parameter);
    if (values->items[i].owner.length) {
      text_member(writer, &inner, "owner", values->items[i].owner);
      text_member(writer, &inner, "supplier", values->items[i].supplier);
    }
    writer_put_char(writer, '}');
  }
  writer_put_char(writer, ']');
}

/* ---- parts -------------------------------------------------------------------------- */

static void parts_member(Writer *writer, bool *first, const ExplainedTest *test) {
  key(writer, first, "parts");
  writer_put_char(writer, '[');
  for (size_t i = 0; i < test->parts.count; i++) {
    const ExplainedPart *part = &test->parts.items[i];
    bool inner = true;
    separate(writer, i);
    writer_put_char(writer, '{');
    key(writer, &inner, "depth");
    writer_print(writer, "%u", part->depth);
    text_member(writer, &inner, "name", part->name);
    text_member(writer, &inner, "text", part->text);
    text_member(writer, &inner, "verdict", part->verdict);
    truth_member(writer, &inner, "decides", part->decides);
    values_member(writer, &inner, "values", &part->values);
    writer_put_char(writer, '}');
  }
  writer_put_char(writer, ']');
}

static void put_rule(Writer *writer, const ExplainedRule *rule) {
  bool first = true;
  writer_put_char(writer, '{');
  text_member(writer, &first, "rule", rule->name);
  text_member(writer, &first, "title", rule->title);
  text_member(writer, &first, "verdict", text_from(verdict_names[rule->verdict]));
  text_member(writer, &first, "reason", rule->reason);
  key(writer, &first, "tests");
  writer_put_char(writer, '[');
  for (size_t i = 0; i < rule->tests.count; i++) {
    bool inner = true;
    separate(writer, i);
    writer_put_char(writer, '{');
    text_member(writer, &inner, "text", rule->tests.items[i].text);
    text_member(writer, &inner, "verdict", rule->tests.items[i].verdict);
    if (rule->tests.items[i].word.length)
      text_member(writer, &inner, "word", rule->tests.items[i].word);
    if (rule->tests.items[i].parts.count)
      parts_member(writer, &inner, &rule->tests.items[i]);
    values_member(writer, &inner, "values", &rule->tests.items[i].values);
    writer_put_char(writer, '}');
  }
  writer_put_char(writer, ']');
  values_member(writer, &first, "values", &rule->values);
  asks_member(writer, &first, "asks", &rule->asks);
  bases_member(writer, &first, &rule->bases);
  writer_put_char(writer, '}');
}

static void put_step(Writer *writer, const ExplainedStep *step) {
  bool first = true;
  writer_put_char(writer, '{');
  text_member(writer, &first, "name", step->name);
  text_member(writer, &first, "title", step->title);
  text_member(writer, &first, "value", step->shown);
  truth_member(writer, &first, "ceiling", step->ceiling);
  truth_member(writer, &first, "cuts", step->lowers);
  truth_member(writer, &first, "working", step->working);
  writer_put_char(writer, '}');
}

static void put_document(Writer *writer, const ExplainedDocument *document) {
  bool first = true;
  writer_put_char(writer, '{');
  text_member(writer, &first, "name", document->name);
  text_member(writer, &first, "title", document->title);
  text_member(writer, &first, "dated", document->dated);
  writer_put_char(writer, '}');
}

static void put_power(Writer *writer, const ExplainedPower *power) {
  bool first = true;
  writer_put_char(writer, '{');
  text_member(writer, &first, "decider", power->decider);
  text_member(writer, &first, "title", power->title);
  truth_member(writer, &first, "delegated", power->delegated);
  truth_member(writer, &first, "chosen", power->chosen);
  text_member(writer, &first, "verdict", text_from(verdict_names[power->verdict]));
  texts_member(writer, &first, "why", &power->why);
  if (power->governing.length)
    text_member(writer, &first, "governing", power->governing);
  asks_member(writer, &first, "asks", &power->asks);
  bases_member(writer, &first, &power->bases);
  writer_put_char(writer, '}');
}

static bool is_told(const Explanation *it, size_t at) {
  for (size_t i = 0; i < at; i++)
    if (explanation_same_refusal(&it->refusals.items[i], &it->refusals.items[at]))
      return true;
  return false;
}

/* The deciders whose rows lack this room, each by name. */
static void put_deciders(Writer *writer, const Explanation *it, const ExplainedRefusal *refusal) {
  size_t written = 0;
  writer_put_char(writer, '[');
  for (size_t i = 0; i < it->refusals.count; i++) {
    const ExplainedRefusal *each = &it->refusals.items[i];
    if (each->power >= it->powers.count || !explanation_same_refusal(each, refusal))
      continue;
    separate(writer, written++);
    writer_json(writer, it->powers.items[each->power].decider);
  }
  writer_put_char(writer, ']');
}

static void put_refusal(Writer *writer, const Explanation *it, const ExplainedRefusal *refusal) {
  bool first = true;
  writer_put_char(writer, '{');
  text_member(writer, &first, "frame", refusal->frame->name);
  text_member(writer, &first, "key", refusal->key);
  text_member(writer, &first, "room", refusal->room);
  text_member(writer, &first, "lacks", refusal->lacks);
  text_member(writer, &first, "waitlisted_before", refusal->before);
  text_member(writer, &first, "surely_suffices", refusal->enough);
  truth_member(writer, &first, "closed", refusal->closed);
  key(writer, &first, "deciders");
  put_deciders(writer, it, refusal);
  writer_put_char(writer, '}');
}

/* Each frame once, with all the deciders it stands in the way of. */
static void put_refusals(Writer *writer, const Explanation *it) {
  size_t written = 0;
  writer_put_char(writer, '[');
  for (size_t i = 0; i < it->refusals.count; i++) {
    if (is_told(it, i))
      continue;
    separate(writer, written++);
    put_refusal(writer, it, &it->refusals.items[i]);
  }
  writer_put_char(writer, ']');
}

static void put_room(Writer *writer, const ExplainedRoom *room) {
  bool first = true;
  writer_put_char(writer, '{');
  text_member(writer, &first, "frame", room->frame);
  text_member(writer, &first, "room", room->before);
  text_member(writer, &first, "left", room->after);
  writer_put_char(writer, '}');
}

static void put_condition(Writer *writer, const ExplainedCondition *condition) {
  bool first = true;
  writer_put_char(writer, '{');
  text_member(writer, &first, "name", condition->name);
  text_member(writer, &first, "title", condition->title);
  truth_member(writer, &first, "may_apply", condition->open);
  bases_member(writer, &first, &condition->bases);
  writer_put_char(writer, '}');
}

static void put_deadline(Writer *writer, const ExplainedDeadline *deadline) {
  bool first = true;
  writer_put_char(writer, '{');
  text_member(writer, &first, "name", deadline->name);
  text_member(writer, &first, "title", deadline->title);
  text_member(writer, &first, "due", deadline->due);
  text_member(writer, &first, "owed_by", deadline->owed_by);
  text_member(writer, &first, "owed_to", deadline->owed_to);
  text_member(writer, &first, "counted", deadline->counting);
  if (deadline->governing.length)
    text_member(writer, &first, "governing", deadline->governing);
  truth_member(writer, &first, "done", deadline->fulfilled);
  bases_member(writer, &first, &deadline->bases);
  writer_put_char(writer, '}');
}

/* "name":[ items ] */
#define ARRAY_MEMBER(writer, first, name, list, put)   \
  do {                                                 \
    key((writer), (first), (name));                    \
    writer_put_char((writer), '[');                    \
    for (size_t i_ = 0; i_ < (list).count; i_++) {     \
      separate((writer), i_);                          \
      put((writer), &(list).items[i_]);                \
    }                                                  \
    writer_put_char((writer), ']');                    \
  } while (0)

static void put_trial(Writer *writer, bool *first, FundingTrial trial) {
  key(writer, first, "tried_with_that_room");
  writer_put(writer, trial == TRIAL_FUNDS   ? TEXT("\"fundable\"")
                     : trial == TRIAL_FAILS ? TEXT("\"not fundable\"")
                                            : TEXT("null"));
}

void explanation_write_json(Writer *writer, const Explanation *it) {
  bool first = true;
  writer_put_char(writer, '{');
  text_member(writer, &first, "decision", it->decision);
  text_member(writer, &first, "record_type", it->record_type);
  text_member(writer, &first, "key", it->key);
  text_member(writer, &first, "name", it->name);
  text_member(writer, &first, "outcome", it->outcome);
  text_member(writer, &first, "outcome_title", it->outcome_title);
  texts_member(writer, &first, "reasons", &it->reasons);
  if (it->versions.count)
    texts_member(writer, &first, "versions", &it->versions);
  text_member(writer, &first, "asked", it->asked);
  text_member(writer, &first, "amount", it->amount);
  text_member(writer, &first, "granted", it->granted);
  minor_member(writer, &first, "asked_minor", it->has_asked, it->asked_minor);
  minor_member(writer, &first, "amount_minor", it->has_amount, it->amount_minor);
  minor_member(writer, &first, "granted_minor", it->has_granted, it->granted_minor);
  text_member(writer, &first, "currency", it->currency);
  text_member(writer, &first, "frame", it->frame);
  text_member(writer, &first, "decider", it->decider);
  text_member(writer, &first, "consulted", it->consulted);
  text_member(writer, &first, "recorded", it->recorded);
  key(writer, &first, "rank");
  if (it->rank)
    writer_print(writer, "%" PRIu64, it->rank);
  else
    writer_put(writer, TEXT("null"));
  values_member(writer, &first, "parties", &it->parties);
  asks_member(writer, &first, "missing", &it->missing);
  ARRAY_MEMBER(writer, &first, "rules", it->rules, put_rule);
  ARRAY_MEMBER(writer, &first, "steps", it->steps, put_step);
  ARRAY_MEMBER(writer, &first, "powers", it->powers, put_power);
  key(writer, &first, "refusals");
  put_refusals(writer, it);
  ARRAY_MEMBER(writer, &first, "rooms", it->rooms, put_room);
  put_trial(writer, &first, it->trial);
  ARRAY_MEMBER(writer, &first, "conditions", it->conditions, put_condition);
  ARRAY_MEMBER(writer, &first, "deadlines", it->deadlines, put_deadline);
  ARRAY_MEMBER(writer, &first, "documents", it->documents, put_document);
  if (it->why) {
    key(writer, &first, "why_not");
    why_not_write_json(writer, it->why);
  }
  text_member(writer, &first, "issued_by", it->issued_by);
  text_member(writer, &first, "sent_to", it->sent_to);
  writer_put_char(writer, '}');
}
