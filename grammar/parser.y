/* parser.y - the grammar of a rule file, in both surfaces; builds the tree of ast.h.
 *
 * LALR(1) without conflicts or precedence.  What keeps it so:
 *   - no clause begins with a bare name, a number, "-" or "(", and no two
 *     expressions stand side by side: a clause ends where the next word begins;
 *   - a word directly after a number is its unit;
 *   - a phrase is one token, the longest wins; after a dot, "from column" and "from
 *     table" any word is a name: both are settled by the scanner;
 *   - words that may follow a list of names are reserved; the others are names too (free);
 *   - a row of a decision table is a line: the scanner tells the | that begins it and the
 *     one that ends it from those between its cells;
 *   - "governed by" of a decision stands directly after its head and bases; a power's
 *     limits stand before its "when"; after a decision a parameter, definition, exception
 *     or frame is one of its clauses (of a budget, but for a frame, one of its lines), so
 *     that frames of a file's own stand before the decisions.  After an amendment every
 *     declaration is one of its changes, up to a decision, budget, scenario, sample or test.
 *
 * After a mistake the stream (stream.c) passes over tokens up to the next line that
 * begins a clause or declaration and gives RESUME before it: `error RESUME` stands
 * wherever reading can go on.  Every action is one call into build_*.c. */
%define api.pure full
%define api.location.type {Span}
%define api.token.prefix {TOK_}
%define api.value.type union
%define parse.error custom
%define parse.lac full
%define parse.lac.es-capacity-initial {2000}
%locations
%expect 0
/* Only for the token `error`: a mistake is taken up at the innermost place that can. */
%precedence OUTER
%precedence error
%param {Parse *parse}

%code requires {
#include "grammar/build.h"
}

%code {
/* The stack is bounded and never grows: bison allocates nothing. */
#define YYINITDEPTH 2000
#define YYMAXDEPTH  2000
#define YYMALLOC(size) ((void)(size), NULL)
#define YYFREE(block)  ((void)(block))

#define YYLLOC_DEFAULT(whole, parts, count)                                  \
  do {                                                                       \
    (whole).file = YYRHSLOC(parts, (count) ? 1 : 0).file;                    \
    (whole).start = (count) ? YYRHSLOC(parts, 1).start : YYRHSLOC(parts, 0).end; \
    (whole).end = YYRHSLOC(parts, count).end;                                \
  } while (0)

/* An expression that could not be built has been reported: recovers as from a mistake. */
#define BUILD(result, node)                       \
  do {                                            \
    (result) = (node);                            \
    if (!(result)) {                              \
      parse_skip(parse, yychar != TOK_YYEMPTY);       \
      YYERROR;                                    \
    }                                             \
  } while (0)

static int yylex(YYSTYPE *value, Span *span, Parse *parse);
static void yyerror(Span *span, Parse *parse, const char *message);
}

%token <Name> NAME "name"  STRING "text in quotes"  NUMBER "number"  DATE "date value"
  MONTH "month value"  MOMENT_VALUE "moment value"
%token <Name>
  EQUAL_SIGN "="  NOT_EQUAL_SIGN "<>"  LESS_SIGN "<"  AT_MOST_SIGN "<="  MORE_SIGN ">"
  AT_LEAST_SIGN ">="  PLUS "+"  MINUS "-"  STAR "*"  SLASH "/"  PERCENT "%"  OPEN "("
  CLOSE ")"  OPEN_BRACKET "["  CLOSE_BRACKET "]"  COMMA ","  DOT "."  DOTS ".."  BAR "|"
  BARS "||"  ROW "| at the beginning of a row"  ROW_END "| at the end of the row"
%token START_FILE "a file"  START_EXPRESSION "an expression"  START_SETTING "a setting"
  START_QUESTION "a question"  RESUME "the next clause"  END "the end"

%token <Name>
  YES_NO "yes/no"
  AND "and"  OR "or"  NOT "not"  IN "in"  NOT_IN "not in"  BETWEEN "between"  IS "is"
  IS_NOT "is not"  IS_KNOWN "is known"  IS_NOT_KNOWN "is not known"  IS_GIVEN "is given"
  IS_NOT_GIVEN "is not given"  AT_MOST "at most"  AT_LEAST "at least"  BELOW "below"
  ABOVE "above"  NO_LATER_THAN "no later than"  NO_EARLIER_THAN "no earlier than"
  BEFORE "before"  AFTER "after"  OF "of"  IF "if"  THEN "then"  ELSE "else"
  OTHERWISE "otherwise"  EVERY "every"  SOME "some"  SATISFIES "satisfies"  SUM_OF "sum of"
  COUNT_OF "count of"  COUNT_OF_DISTINCT "count of distinct"  AVERAGE_OF "average of"
  SHARE_OF "share of"  MAX_OF "max of"  MIN_OF "min of"  LIST_OF "list of"
  FIRST_OF "first of"  THE "the"  FOR "for"  WHERE "where"  APPORTION "apportion"
  IN_PROPORTION_TO "in proportion to"  ROUNDED_TO "rounded to"
  ROUNDED_DOWN_TO "rounded down to"  ROUNDED_UP_TO "rounded up to"  YEAR_OF "year of"
  MONTH_OF "month of"  IN_THE "in the"  SINCE "since"
  ROLLING_TO_NEXT_WORKING_DAY "rolling to next working day"  WORKING_DAYS "working days"
  PREVIOUS "previous"  YES "yes"  NO "no"  PENDING "pending"  TO "to"  UNTIL "until"
  UNTIL_FURTHER_NOTICE "until further notice"  FROM "from"  BY "by"  WHEN "when"  ON "on"
  OVERRIDES "overrides"  BECAUSE "because"  NEEDS "needs"  EXCLUDED "excluded"
  ELIGIBLE "eligible"  CRITERION "criterion"  REQUIRES "requires"  CONSIDERS "considers"
  ATTESTED_BY "attested by"  GOVERNED_BY "governed by"  USE "use"  DOCUMENT "document"
  UNIT "unit"  CALENDAR "calendar"  PARAMETER "parameter"  CODELIST "codelist"
  RECORD "record"  TABLE "table"  FROM_TABLE "from table"  FROM_COLUMN "from column"
  DEFINE "define"  BY_TABLE "by table"  UNIQUE_MATCH "unique match"  ANY_MATCH "any match"
  FIRST_MATCH "first match"  COLLECT_SUM "collect sum"  COLLECT_MAX "collect max"
  COLLECT_MIN "collect min"  COLLECT_COUNT "collect count"  COLLECT_LIST "collect list"
  EXCEPTION "exception"  EXCEPTION_TO "exception to"  DECISION "decision"  BUDGET "budget"
  TARGET "target"  CONTROL "control"  AMENDMENT "amendment"  SCENARIO "scenario"
  TEST "test"  SAMPLE "sample"  IMPORT "import"  BODY "body"  ROLE "role"  GROUP "group"
  MEETING "meeting"  ASSIGNMENT "assignment"  ASSIGNMENTS_FROM "assignments from"
  REPORT "report"  TRANSFER "transfer"  LADDER "ladder"  LETTER "letter"
  CONFLICT "conflict"  BACKGROUND "background"  NOT_ENCODED "not encoded"
  NEEDS_JUDGEMENT_IN "needs judgement in"  FRAME "frame"  SET "set"  ADD_TO "add to"
  REPLACE_IN "replace in"  REPEAL "repeal"  VALID_WHEN "valid when"
  RECORDED_DECISION "recorded decision"  KEY "key"  OPTIONAL "optional"  VIA "via"
  AWAITED "awaited"  STATED_BY "stated by"  ASSESSED_BY "assessed by"
  LOOKED_UP_IN "looked up in"  LIKE "like"  FOLLOWS "follows"  ISSUED_BY "issued by"
  IN_FORCE "in force"  COUNTS_TIME_BY "counts time by"  SENT_TO "sent to"
  PROPOSED_BY "proposed by"  ADOPTED_BY "adopted by"  CASE_NUMBER "case number"
  ALSO_CALLED "also called"  APPLIES_TO "applies to"  SEPARATED_BY "separated by"
  BLANK_CELLS "blank cells"  DECIDED_BY "decided by"  DELEGATED_TO "delegated to"
  OUT_OF "out of"  FOR_EACH "for each"  FOR_YEAR "for year"
  IN_EACH_YEAR_OF "in each year of"  BACK_FROM "back from"  SHARED_BY "shared by"
  CARRIES_OVER "carries over"  OVERDRAWS "overdraws"  ONLY_WHEN "only when"
  NEVER_SPLIT_BY "never split by"  ALLOCATE_BY "allocate by"  TIES_BY "ties by"
  FULL_AMOUNT "full amount"  PARTIAL_DOWN_TO "partial down to"  PRO_RATA "pro rata"
  OWED_BY "owed by"  FULFILLED_WHEN "fulfilled when"  JUDGED_BY "judged by"
  TOGETHER_WITH "together with"  DEPENDS_ON "depends on"  HANDLED_AS "handled as"
  DECISION_ITEM "decision item"  INFORMATION_ITEM "information item"
  LINES_FROM "lines from"  SHOWN_IN "shown in"  BALANCED_BY "balanced by"
  AGREES_WITH "agrees with"  IN_PRICES_OF "in prices of"  FINANCED_FROM "financed from"
  SUSPENDED_FOR "suspended for"  AT_EVERY_DATE_IN "at every date in"  AS_OF "as of"

%token <Name>
  FUNDABLE "fundable"  INELIGIBLE "ineligible"  REJECTED "rejected"  INCOMPLETE "incomplete"
  WAITLISTED "waitlisted"  INVALID "invalid"  DECIDER "decider"  GRANTED "granted"
  FAILED "failed"  MISSING "missing"  NOTED "noted"  THAT "that"  GIVEN "given"
  EXPECT "expect"  MONEY "money"  RATE "rate"  DECIMAL "decimal"  INTEGER "integer"
  DATE_WORD "date"  DURATION "duration"  TEXT_WORD "text"  MOMENT "moment"
  GUIDELINE "guideline"  PLAN "plan"  DIRECTIVE "directive"  REGULATION "regulation"
  CALL "call"  CURRENCY "currency"  STATUS "status"  PROPOSED "proposed"  ADOPTED "adopted"
  DATED "dated"  SOURCE "source"  READING "reading"  ASSUMED "assumed"  AT "at"
  COLUMN "column"  AS "as"  SCORE "score"  THRESHOLD "threshold"  AMOUNT "amount"
  CEILING "ceiling"  WITHIN "within"  PURPOSE "purpose"  EARMARKED "earmarked"
  ROLLING "rolling"  COUNTING "counting"  ADDS "adds"  CONSULTING "consulting"
  DEPUTY "deputy"  DESCENDING "descending"  WAITLIST "waitlist"  STOP "stop"
  REJECT "reject"  CONDITION "condition"  NOTE "note"  DEADLINE "deadline"  DUE "due"
  CONTAINS "contains"  OUTCOME "outcome"  SHOWS "shows"  ALLOCATE "allocate"  LEAD "lead"
  PROVIDED "provided"  QUOTE "quote"  COVERING "covering"  STEP "step"  SECTION "section"
  LINE "line"  SUBTOTAL "subtotal"  TOTAL "total"  ONCE "once"  CONTINUES "continues"
  REQUESTED "requested"  SEVERITY "severity"  HIGH "high"  MEDIUM "medium"  LOW "low"
  FORECAST "forecast"  ACTUAL "actual"

/* Of questions: the scanner gives them only there. */
%token <Name>
  UNSET "unset"  DIFF "diff"  EXPLAIN "explain"  WHY_NOT "why not"  COMPARE "compare"
  SAVE "save"  SHOW "show"  TOP "top"  COUNT "count"  WHAT_IF "what if"  WITHOUT "without"
  SWEEP "sweep"  PLOT "plot"  SOLVE "solve"  UNDO "undo"  REDO "redo"  FRAMES "frames"

%nterm <Name>            name member free free_member dotted label reason place rule_called
%nterm <Name>            unit_word scale column_scale out_of text_date body_name due_before day
%nterm <Name>            separated letter_outcome for_years up_to
%nterm <NameList>        path names and_names rule_names by_group overrides heading_names
%nterm <StringList>      strings aliases contains paragraphs
%nterm <BasisList>       bases
%nterm <Basis *>         basis
%nterm <const Expr *>    expr or_closed or_open and_closed and_open not_closed not_open quantified
%nterm <const Expr *>    choice comparison value sum product share dated unary primary literal
%nterm <const Expr *>    aggregate elapsed interval when where where_closed otherwise governed
%nterm <const Expr *>    blank threshold prices step_due
%nterm <ExprList>        list arguments key_list cell_values outputs
%nterm <Operator>        sign comparing
%nterm <Domain *>        domain
%nterm <AggregateKind>   aggregate_word
%nterm <SortKeyList>     keys ties
%nterm <SortKey *>       key
%nterm <WrittenType *>   type table_type
%nterm <Rows *>          rows
%nterm <ArgumentList>    parameters argument_list
%nterm <Decl *>          head head_start head_lines plain plain_core tried tried_core floating
%nterm <Decl *>          floating_core framed use document body unit calendar parameter codelist
%nterm <Decl *>          codelist_head record record_fields record_head define exception_to
%nterm <Decl *>          exception exception_head table import import_head frame decision
%nterm <Decl *>          decision_head decision_dated meeting assignment assignments report
%nterm <Decl *>          ladder ladder_head letter conflict background not_encoded budget
%nterm <Decl *>          budget_head transfer target control amendment amendment_start
%nterm <Decl *>          amendment_head scenario sample test
%nterm <TextKind>        text_kind
%nterm <HeadLine *>      header_line amended_line
%nterm <Field *>         field
%nterm <FactList>        facts
%nterm <Fact *>          fact
%nterm <Given *>         given
%nterm <Setting *>       set setting
%nterm <PairList>        pairs
%nterm <CoveringList>    spans
%nterm <ExpectationList> expectations
%nterm <Name>            span_end
%nterm <Expectation *>   expectation
%nterm <Name>            outcome
%nterm <Clause *>        clause clause_core criterion power power_head deputized deadline
%nterm <Clause *>        deadline_head added_clause
%nterm <StageWord>       stage_word
%nterm <Stage>           stage
%nterm <ElseOut>         else_out
%nterm <How>             how
%nterm <Period *>        period
%nterm <DatedValueList>  dated_values
%nterm <DatedValue *>    dated_value
%nterm <HitPolicy>       policy
%nterm <DecisionTable *> decided_table table_rows
%nterm <TableRow *>      row row_cells
%nterm <TableCell *>     cell
%nterm <ImportLine *>    import_column
%nterm <Drawn *>         drawn
%nterm <LadderStep *>    step
%nterm <Basis *>         quoted
%nterm <BudgetLine *>    budget_line budget_line_core
%nterm <StandingList>    standings
%nterm <YearStanding *>  standing
%nterm <YearStandingKind> standing_word
%nterm <TransferShareList> shares
%nterm <TransferShare *> shared
%nterm <BinaryOp>        bound
%nterm <Gravity>         severity level
%nterm <Change *>        change
%nterm <bool>            once requested
%nterm <Owed *>          owed
%nterm <Limits>          limits
%nterm <Requirement *>   requirement
%nterm <Question *>      question tail which top
%nterm <Name>            record_key
%nterm <NameList>        compared
%nterm <ShownList>       shown show
%nterm <Shown *>         shown_one
%nterm <SweptList>       swept
%nterm <Swept *>         swept_one

%%

input
  : START_FILE file
  | START_EXPRESSION expr END          { parse->expr = $expr; }
  | START_SETTING setting END          { setting_keep(parse, $setting); }
  | START_QUESTION question END        { parse->question = $question; }
  ;

/* `judged` ends in a decision, `budgeted` in a budget, `amended` in an amendment: each takes
 * some of what follows. */
file
  : open END
  | judged END
  | budgeted END
  | amended END
  ;

open
  : %empty
  | head                               { file_add(parse, $head); }
  | open plain                         { file_add(parse, $plain); }
  | open tried                         { file_add(parse, $tried); }
  | open floating                      { file_add(parse, $floating); }
  | open framed                        { file_add(parse, $framed); }
  | judged plain                       { file_add(parse, $plain); }
  | judged tried                       { file_add(parse, $tried); }
  | budgeted plain                     { file_add(parse, $plain); }
  | budgeted tried                     { file_add(parse, $tried); }
  | budgeted framed                    { file_add(parse, $framed); }
  | amended tried                      { file_add(parse, $tried); }
  | open error RESUME                  { yyerrok; }
  | judged error RESUME                { yyerrok; }
  | budgeted error RESUME              { yyerrok; }
  | amended error RESUME               { yyerrok; }
  ;

judged
  : open decision %prec OUTER          { file_add(parse, $decision); }
  | judged decision %prec OUTER        { file_add(parse, $decision); }
  | budgeted decision %prec OUTER      { file_add(parse, $decision); }
  | amended decision %prec OUTER       { file_add(parse, $decision); }
  ;

budgeted
  : open budget %prec OUTER            { file_add(parse, $budget); }
  | judged budget %prec OUTER          { file_add(parse, $budget); }
  | budgeted budget %prec OUTER        { file_add(parse, $budget); }
  | amended budget %prec OUTER         { file_add(parse, $budget); }
  ;

amended
  : open amendment %prec OUTER         { file_add(parse, $amendment); }
  | judged amendment %prec OUTER       { file_add(parse, $amendment); }
  | budgeted amendment %prec OUTER     { file_add(parse, $amendment); }
  | amended amendment %prec OUTER      { file_add(parse, $amendment); }
  ;

plain
  : plain_core bases                   { $$ = decl_end(parse, $plain_core, @$, $bases); }
  | record %prec OUTER
  | not_encoded
  | ladder %prec OUTER
  | target
  ;

plain_core
  : use | document | body | unit | calendar | table | meeting | assignment | assignments | report
  | letter | background | conflict | transfer | control
  | codelist %prec OUTER
  | import %prec OUTER
  ;

tried
  : tried_core bases                   { $$ = decl_end(parse, $tried_core, @$, $bases); }
  ;

tried_core
  : sample
  | scenario %prec OUTER
  | test %prec OUTER
  ;

/* What may stand between the clauses of a decision and the lines of a budget. */
floating
  : floating_core bases                { $$ = decl_end(parse, $floating_core, @$, $bases); }
  | "parameter" name label parameters "=" dated_values
      { $$ = parameter_valued(parse, @$, @1, $name, $label, $parameters, $dated_values); }
  ;

floating_core
  : parameter | define | exception
  ;

framed
  : frame bases                        { $$ = decl_end(parse, $frame, @$, $bases); }
  ;

/* ---- names, bases ------------------------------------------------------------------ */

name
  : NAME
  | free
  ;

/* A word that may also begin a basis is no code of a codelist. */
member
  : NAME
  | free_member
  ;

free
  : free_member
  | "source"                           { $$ = $1; }
  | "reading"                          { $$ = $1; }
  | "assumed"                          { $$ = $1; }
  ;

free_member
  : "fundable" | "ineligible" | "rejected" | "incomplete" | "waitlisted" | "invalid"
  | "decider" | "granted" | "failed" | "missing" | "noted" | "that" | "given" | "expect"
  | "money" | "rate" | "decimal" | "integer" | "date" | "duration" | "text" | "moment"
  | "guideline" | "plan" | "directive" | "regulation" | "call" | "currency" | "status"
  | "proposed" | "adopted" | "dated" | "at" | "column" | "as" | "score" | "threshold"
  | "amount" | "ceiling" | "within" | "purpose" | "earmarked" | "rolling" | "counting"
  | "adds" | "consulting" | "deputy" | "descending" | "waitlist" | "stop" | "reject"
  | "condition" | "note" | "deadline" | "due" | "contains" | "outcome" | "shows" | "allocate"
  | "lead" | "provided" | "quote" | "covering" | "step" | "section" | "line" | "subtotal"
  | "total" | "once" | "continues" | "requested" | "severity" | "high" | "medium" | "low"
  | "forecast" | "actual"
  ;

path
  : name                               { $$ = names_first(parse, $name); }
  | path "." NAME                      { $$ = names_add(parse, $1, $NAME); }
  ;

dotted
  : path                               { $$ = name_dotted(parse, @$, $path); }
  ;

names
  : dotted                             { $$ = names_first(parse, $dotted); }
  | names "," dotted                   { $$ = names_add(parse, $1, $dotted); }
  ;

and_names
  : dotted                             { $$ = names_first(parse, $dotted); }
  | and_names "and" dotted             { $$ = names_add(parse, $1, $dotted); }
  ;

/* Rules that were given no name of their own are called by their word. */
rule_called
  : dotted
  | "eligible"                         { $$ = name_of_rule(@1, "eligible"); }
  | "excluded"                         { $$ = name_of_rule(@1, "excluded"); }
  ;

rule_names
  : rule_called                        { $$ = names_first(parse, $1); }
  | rule_names "and" rule_called       { $$ = names_add(parse, $1, $3); }
  ;

label
  : %empty                             { $$ = name_none(); }
  | STRING
  ;

strings
  : STRING                             { $$ = strings_first(parse, $STRING); }
  | strings "," STRING                 { $$ = strings_add(parse, $1, $STRING); }
  ;

bases
  : %empty                             { $$ = bases_none(); }
  | bases basis                        { $$ = bases_add(parse, $1, $basis); }
  ;

basis
  : "source" name place STRING         { $$ = basis_source(parse, @$, $name, $place, $STRING); }
  | "reading" STRING                   { $$ = basis_text(parse, @$, BASIS_READING, $STRING); }
  | "assumed" STRING                   { $$ = basis_text(parse, @$, BASIS_ASSUMED, $STRING); }
  | "source" error RESUME
      { $$ = basis_source(parse, @1, name_none(), name_none(), name_none()); yyerrok; }
  | "reading" error RESUME             { $$ = NULL; yyerrok; }
  | "assumed" error RESUME
      { $$ = basis_text(parse, @1, BASIS_ASSUMED, name_none()); yyerrok; }
  ;

place
  : %empty                             { $$ = name_none(); }
  | "in" STRING                        { $$ = $STRING; }
  ;

governed
  : %empty                             { $$ = NULL; }
  | "governed by" value                { $$ = $value; }
  ;

when
  : %empty                             { $$ = NULL; }
  | "when" expr                        { $$ = $expr; }
  ;

reason
  : %empty                             { $$ = name_none(); }
  | "else" STRING                      { $$ = $STRING; }
  ;

/* ---- expressions --------------------------------------------------------------------
 * What reaches to the right as far as it can (a list operation, if, every) is open: it
 * stands last or in parentheses. */

expr
  : or_closed
  | or_open
  | choice
  | aggregate
  ;

or_closed
  : and_closed
  | or_closed "or" and_closed          { BUILD($$, expr_binary(parse, @$, BINARY_OR, @2, $1, $3)); }
  ;

or_open
  : and_open
  | or_closed "or" and_open            { BUILD($$, expr_binary(parse, @$, BINARY_OR, @2, $1, $3)); }
  ;

and_closed
  : not_closed
  | and_closed "and" not_closed
      { BUILD($$, expr_binary(parse, @$, BINARY_AND, @2, $1, $3)); }
  ;

and_open
  : not_open
  | and_closed "and" not_open
      { BUILD($$, expr_binary(parse, @$, BINARY_AND, @2, $1, $3)); }
  ;

not_closed
  : "not" not_closed                   { BUILD($$, expr_unary(parse, @$, UNARY_NOT, $2)); }
  | comparison
  ;

not_open
  : "not" not_open                     { BUILD($$, expr_unary(parse, @$, UNARY_NOT, $2)); }
  | quantified
  ;

quantified
  : "every" name "in" domain where "satisfies" expr
      { BUILD($$, expr_quantified(parse, @$, QUANTIFIED_EVERY, name_none(), $name, $domain, $where,
                                  $expr)); }
  | "some" name "in" domain where "satisfies" expr
      { BUILD($$, expr_quantified(parse, @$, QUANTIFIED_SOME, name_none(), $name, $domain, $where,
                                  $expr)); }
  | "at least" NUMBER name "in" domain where "satisfies" expr
      { BUILD($$, expr_quantified(parse, @$, QUANTIFIED_AT_LEAST, $NUMBER, $name, $domain, $where,
                                  $expr)); }
  ;

domain
  : value                              { $$ = domain_new(parse, $1, NULL); }
  | value "to" value                   { $$ = domain_new(parse, $1, $3); }
  ;

where
  : %empty                             { $$ = NULL; }
  | "where" expr                       { $$ = $expr; }
  ;

where_closed
  : %empty                             { $$ = NULL; }
  | "where" or_closed                  { $$ = $2; }
  ;

choice
  : "if" expr[test] "then" expr[yes] "else" expr[no]
      { BUILD($$, expr_choice(parse, @$, $test, $yes, $no)); }
  ;

comparison
  : value
  | value comparing value              { BUILD($$, expr_compare(parse, @$, $comparing, $1, $3)); }
  | value "in" value                   { BUILD($$, expr_binary(parse, @$, BINARY_IN, @2, $1, $3)); }
  | value "not in" value
      { BUILD($$, expr_binary(parse, @$, BINARY_NOT_IN, @2, $1, $3)); }
  | value "in" value "to" value
      { BUILD($$, expr_range(parse, @$, RANGE_TO, false, $1, $3, $5)); }
  | value "not in" value "to" value
      { BUILD($$, expr_range(parse, @$, RANGE_TO, true, $1, $3, $5)); }
  | value "in" interval                { BUILD($$, expr_within(parse, @$, false, $1, $3)); }
  | value "not in" interval            { BUILD($$, expr_within(parse, @$, true, $1, $3)); }
  | value "in the" value "before" value
      { BUILD($$, expr_window(parse, @$, $1, $3, $5, false)); }
  | value "in the" value "after" value
      { BUILD($$, expr_window(parse, @$, $1, $3, $5, true)); }
  | value "between" value "and" value
      { BUILD($$, expr_range(parse, @$, RANGE_BETWEEN, false, $1, $3, $5)); }
  | value "is known"         { BUILD($$, expr_state(parse, @$, $1, STATE_TEST_KNOWN, false)); }
  | value "is not known"     { BUILD($$, expr_state(parse, @$, $1, STATE_TEST_KNOWN, true)); }
  | value "is given"         { BUILD($$, expr_state(parse, @$, $1, STATE_TEST_GIVEN, false)); }
  | value "is not given"     { BUILD($$, expr_state(parse, @$, $1, STATE_TEST_GIVEN, true)); }
  | "at least" elapsed "since" value   { BUILD($$, expr_elapsed(parse, @$, $elapsed, $value)); }
  ;

elapsed
  : NUMBER unit_word                   { $$ = expr_number(parse, @$, $NUMBER, $unit_word); }
  | path                               { BUILD($$, expr_path(parse, $path)); }
  ;

unit_word
  : NAME
  | "working days"                     { $$ = $1; }
  ;

sign
  : "="                                { $$ = operator_of(BINARY_EQUAL, WORDED_SIGN, @1); }
  | "<>"                               { $$ = operator_of(BINARY_NOT_EQUAL, WORDED_SIGN, @1); }
  | "<"                                { $$ = operator_of(BINARY_LESS, WORDED_SIGN, @1); }
  | "<="                               { $$ = operator_of(BINARY_AT_MOST, WORDED_SIGN, @1); }
  | ">"                                { $$ = operator_of(BINARY_MORE, WORDED_SIGN, @1); }
  | ">="                               { $$ = operator_of(BINARY_AT_LEAST, WORDED_SIGN, @1); }
  ;

comparing
  : sign
  | "is"                               { $$ = operator_of(BINARY_EQUAL, WORDED_AMOUNT, @1); }
  | "is not"                           { $$ = operator_of(BINARY_NOT_EQUAL, WORDED_AMOUNT, @1); }
  | "at most"                          { $$ = operator_of(BINARY_AT_MOST, WORDED_AMOUNT, @1); }
  | "at least"                         { $$ = operator_of(BINARY_AT_LEAST, WORDED_AMOUNT, @1); }
  | "below"                            { $$ = operator_of(BINARY_LESS, WORDED_AMOUNT, @1); }
  | "above"                            { $$ = operator_of(BINARY_MORE, WORDED_AMOUNT, @1); }
  | "no later than"                    { $$ = operator_of(BINARY_AT_MOST, WORDED_DATE, @1); }
  | "no earlier than"                  { $$ = operator_of(BINARY_AT_LEAST, WORDED_DATE, @1); }
  | "before"                           { $$ = operator_of(BINARY_LESS, WORDED_DATE, @1); }
  | "after"                            { $$ = operator_of(BINARY_MORE, WORDED_DATE, @1); }
  ;

value
  : sum
  | value "rounded to" unary
      { BUILD($$, expr_round(parse, @$, ROUNDED_NEAREST, $1, $3)); }
  | value "rounded down to" unary      { BUILD($$, expr_round(parse, @$, ROUNDED_DOWN, $1, $3)); }
  | value "rounded up to" unary        { BUILD($$, expr_round(parse, @$, ROUNDED_UP, $1, $3)); }
  | value "rolling to next working day"  { BUILD($$, expr_roll(parse, @$, $1)); }
  ;

sum
  : product
  | sum "+" product
      { BUILD($$, expr_binary(parse, @$, BINARY_ADD, @2, $1, $3)); }
  | sum "-" product
      { BUILD($$, expr_binary(parse, @$, BINARY_SUBTRACT, @2, $1, $3)); }
  ;

product
  : share
  | product "*" share
      { BUILD($$, expr_binary(parse, @$, BINARY_MULTIPLY, @2, $1, $3)); }
  | product "/" share
      { BUILD($$, expr_binary(parse, @$, BINARY_DIVIDE, @2, $1, $3)); }
  ;

share
  : dated
  | dated "of" share                   { BUILD($$, expr_binary(parse, @$, BINARY_OF, @2, $1, $3)); }
  | "year of" share                    { BUILD($$, expr_unary(parse, @$, UNARY_YEAR_OF, $2)); }
  | "month of" share                   { BUILD($$, expr_unary(parse, @$, UNARY_MONTH_OF, $2)); }
  ;

dated
  : unary
  | unary "on" unary                   { BUILD($$, expr_on(parse, @$, $1, $3)); }
  ;

unary
  : primary
  | "-" unary                          { BUILD($$, expr_unary(parse, @$, UNARY_MINUS, $2)); }
  ;

primary
  : literal
  | name                               { $$ = expr_name(parse, $name); }
  | "previous" name                    { $$ = expr_previous(parse, @$, $name); }
  | name "(" ")"                       { BUILD($$, expr_call(parse, @$, $name, exprs_none())); }
  | name "(" list ")"                  { BUILD($$, expr_call(parse, @$, $name, $list)); }
  | primary "." NAME                   { BUILD($$, expr_member(parse, @$, $1, $NAME)); }
  | "(" expr ")"                       { BUILD($$, expr_group(parse, @$, $expr)); }
  | "(" expr "," list ")"              { BUILD($$, expr_list(parse, @$, $expr, $list)); }
  ;

list
  : expr                               { $$ = exprs_first(parse, $expr); }
  | list "," expr                      { $$ = exprs_add(parse, $1, $expr); }
  ;

literal
  : NUMBER                             { $$ = expr_number(parse, @$, $NUMBER, name_none()); }
  | NUMBER unit_word                   { $$ = expr_number(parse, @$, $NUMBER, $unit_word); }
  | NUMBER "%"                         { $$ = expr_percent(parse, @$, $NUMBER); }
  | DATE                               { $$ = expr_literal(parse, EXPR_DATE, $1); }
  | MONTH                              { $$ = expr_literal(parse, EXPR_MONTH, $1); }
  | MOMENT_VALUE                       { $$ = expr_literal(parse, EXPR_MOMENT, $1); }
  | STRING                             { $$ = expr_literal(parse, EXPR_STRING, $1); }
  | "yes"                              { $$ = expr_truth(parse, @$, true); }
  | "no"                               { $$ = expr_truth(parse, @$, false); }
  | "pending"                          { $$ = expr_pending(parse, @$); }
  ;

aggregate
  : aggregate_word value
      { BUILD($$, expr_aggregate(parse, @$, $1, $2, NULL, name_none(), NULL, NULL, NULL)); }
  | aggregate_word value "for" name "in" domain where_closed otherwise
      { BUILD($$, expr_aggregate(parse, @$, $1, $2, NULL, $name, $domain, $7, $otherwise)); }
  | "count of" name "in" domain where
      { BUILD($$, expr_aggregate(parse, @$, AGGREGATE_COUNT, NULL, NULL, $name, $domain, $where,
                                 NULL)); }
  | "count of distinct" value "for" name "in" domain where
      { BUILD($$, expr_aggregate(parse, @$, AGGREGATE_DISTINCT, $value, NULL, $name, $domain,
                                 $where, NULL)); }
  | "list of" value "for" name "in" domain where
      { BUILD($$, expr_aggregate(parse, @$, AGGREGATE_LIST, $value, NULL, $name, $domain, $where,
                                 NULL)); }
  | "share of" name "in" domain where
      { BUILD($$, expr_aggregate(parse, @$, AGGREGATE_SHARE, NULL, NULL, $name, $domain, $where,
                                 NULL)); }
  | "the" value "for" name "in" domain where_closed otherwise
      { BUILD($$, expr_aggregate(parse, @$, AGGREGATE_THE, $value, NULL, $name, $domain, $7,
                                 $otherwise)); }
  | "first of" value "by" keys "for" name "in" domain where_closed otherwise
      { BUILD($$, expr_aggregate(parse, @$, AGGREGATE_FIRST, $value, &$keys, $name, $domain, $9,
                                 $otherwise)); }
  | "apportion" value "in proportion to" value
      { BUILD($$, expr_apportion(parse, @$, $2, $4, name_none(), NULL, NULL)); }
  | "apportion" value "in proportion to" value "for" name "in" domain where
      { BUILD($$, expr_apportion(parse, @$, $2, $4, $name, $domain, $where)); }
  ;

aggregate_word
  : "sum of"                           { $$ = AGGREGATE_SUM; }
  | "average of"                       { $$ = AGGREGATE_AVERAGE; }
  | "max of"                           { $$ = AGGREGATE_MAX; }
  | "min of"                           { $$ = AGGREGATE_MIN; }
  ;

otherwise
  : %empty                             { $$ = NULL; }
  | "otherwise" expr                   { $$ = $expr; }
  ;

interval
  : "[" value ".." value "]"
      { BUILD($$, expr_interval(parse, @$, $2, $4, false, false)); }
  | "[" value ".." value ")"           { BUILD($$, expr_interval(parse, @$, $2, $4, false, true)); }
  | "(" value ".." value "]"           { BUILD($$, expr_interval(parse, @$, $2, $4, true, false)); }
  | "(" value ".." value ")"           { BUILD($$, expr_interval(parse, @$, $2, $4, true, true)); }
  ;

keys
  : key                                { $$ = keys_first(parse, $key); }
  | keys "," key                       { $$ = keys_add(parse, $1, $key); }
  ;

key
  : value                              { $$ = key_new(parse, $value, false); }
  | value "descending"                 { $$ = key_new(parse, $value, true); }
  ;

/* ---- the head ------------------------------------------------------------------------ */

head
  : head_start %prec OUTER             { $$ = decl_close($1, @$); }
  | head_lines %prec OUTER             { $$ = decl_close($1, @$); }
  ;

head_start
  : text_kind name label               { $$ = head_new(parse, @$, @1, $text_kind, $name, $label); }
  | text_kind error RESUME
      { $$ = head_new(parse, @1, @1, $text_kind, name_none(), name_none()); yyerrok; }
  | head_start basis                   { $$ = head_add_basis(parse, $1, $basis); }
  ;

text_kind
  : "guideline"                        { $$ = TEXT_GUIDELINE; }
  | "plan"                             { $$ = TEXT_PLAN; }
  | "directive"                        { $$ = TEXT_DIRECTIVE; }
  | "regulation"                       { $$ = TEXT_REGULATION; }
  | "call"                             { $$ = TEXT_CALL; }
  ;

head_lines
  : head_start header_line             { $$ = head_add_line(parse, $1, $header_line); }
  | head_start error RESUME            { $$ = $1; yyerrok; }
  | head_lines header_line             { $$ = head_add_line(parse, $1, $header_line); }
  | head_lines basis                   { $$ = head_add_line_basis(parse, $1, $basis, @2); }
  | head_lines error RESUME            { $$ = $1; yyerrok; }
  ;

header_line
  : "issued by" STRING                 { $$ = head_text(parse, @$, HEAD_ISSUED_BY, $STRING); }
  | "currency" name                    { $$ = head_text(parse, @$, HEAD_CURRENCY, $name); }
  | "counts time by" dotted            { $$ = head_text(parse, @$, HEAD_COUNTS_TIME_BY, $dotted); }
  | "sent to" names                    { $$ = head_sent_to(parse, @$, $names); }
  | "status" "proposed" text_date
      { $$ = head_status(parse, @$, false, name_none(), $3, name_none()); }
  | "status" "proposed by" body_name text_date
      { $$ = head_status(parse, @$, false, $body_name, $4, name_none()); }
  | "status" "adopted" text_date label
      { $$ = head_status(parse, @$, true, name_none(), $3, $label); }
  | "status" "adopted by" body_name text_date label
      { $$ = head_status(parse, @$, true, $body_name, $4, $label); }
  | "in force" text_date up_to text_date  { $$ = head_in_force(parse, @$, $2, $4); }
  | "in force" text_date "until further notice"
      { $$ = head_in_force(parse, @$, $2, name_none()); }
  ;

text_date
  : DATE
  ;

body_name
  : name
  ;

/* ---- amendments ---------------------------------------------------------------------- */

amendment
  : amendment_start %prec OUTER        { $$ = decl_close($1, @$); }
  | amendment_head %prec OUTER         { $$ = decl_close($1, @$); }
  | amendment change                   { $$ = amendment_add(parse, $1, $change, @$); }
  | amendment plain                    { $$ = amendment_declare(parse, $1, $plain, @$); }
  | amendment floating                 { $$ = amendment_declare(parse, $1, $floating, @$); }
  | amendment framed                   { $$ = amendment_declare(parse, $1, $framed, @$); }
  | amendment error RESUME             { $$ = $1; yyerrok; }
  ;

amendment_start
  : "amendment" name "of" path label
      { $$ = amendment_new(parse, @$, @1, $name, $path, $label); }
  | "amendment" error RESUME
      { $$ = amendment_new(parse, @1, @1, name_none(), names_none(), name_none()); yyerrok; }
  | amendment_start basis              { $$ = head_add_basis(parse, $1, $basis); }
  ;

amendment_head
  : amendment_start amended_line       { $$ = head_add_line(parse, $1, $amended_line); }
  | amendment_start error RESUME       { $$ = $1; yyerrok; }
  | amendment_head amended_line        { $$ = head_add_line(parse, $1, $amended_line); }
  | amendment_head basis               { $$ = head_add_line_basis(parse, $1, $basis, @2); }
  | amendment_head error RESUME        { $$ = $1; yyerrok; }
  ;

amended_line
  : header_line
  | "applies to" name "when" expr      { $$ = head_applies_to(parse, @$, $name, $expr); }
  ;

change
  : "set" setting governed bases       { $$ = change_set(parse, @$, @1, $2, $governed, $bases); }
  | "add to" "record" name field       { $$ = change_add_field(parse, @$, @1, $name, $field); }
  | "add to" "decision" name added_clause
      { $$ = change_clause(parse, @$, @1, CHANGE_ADD_CLAUSE, $name, $added_clause); }
  | "add to" "budget" name budget_line
      { $$ = change_line(parse, @$, @1, CHANGE_ADD_LINE, $name, $budget_line); }
  | "replace in" "decision" name added_clause
      { $$ = change_clause(parse, @$, @1, CHANGE_REPLACE_CLAUSE, $name, $added_clause); }
  | "replace in" "budget" name budget_line
      { $$ = change_line(parse, @$, @1, CHANGE_REPLACE_LINE, $name, $budget_line); }
  | "repeal" path bases                { $$ = change_repeal(parse, @$, @1, $path, $bases); }
  ;

added_clause
  : clause_core bases                  { $$ = clause_end($1, @$, $bases); }
  | deputized
  | framed                             { $$ = clause_declared(parse, @$, $framed); }
  ;

/* ---- sources and bodies ---------------------------------------------------------------- */

use
  : "use" dotted
      { $$ = decl_new(parse, @$, @1, DECL_USE, $dotted, name_none()); }
  ;

document
  : "document" name "from" STRING label
      { $$ = document_new(parse, @$, @1, $name, $STRING, $label); }
  | document "dated" DATE              { $$ = document_dated(parse, @2, $1, $DATE); }
  | document "case number" STRING      { $$ = document_case(parse, @2, $1, $STRING); }
  ;

not_encoded
  : "not encoded" STRING bases         { $$ = not_encoded_new(parse, @$, @1, $STRING, $bases); }
  | "not encoded" STRING bases "because" STRING[why]
      { $$ = not_encoded_because(not_encoded_new(parse, @$, @1, $2, $bases), $why); }
  | "not encoded" STRING bases "needs judgement in" names
      { $$ = not_encoded_judged(not_encoded_new(parse, @$, @1, $2, $bases), $names); }
  | "not encoded" STRING bases "because" STRING[why] "needs judgement in" names
      { $$ = not_encoded_judged(
               not_encoded_because(not_encoded_new(parse, @$, @1, $2, $bases), $why), $names); }
  ;

background
  : "background" name "from" STRING[from] "to" STRING[to]
      { $$ = background_new(parse, @$, @1, $name, $from, $to); }
  ;

body
  : "body" name label aliases
      { $$ = body_new(parse, @$, @1, DECL_BODY, $name, $label, name_none(), $aliases); }
  | "role" name[role] label "at" name[at] aliases
      { $$ = body_new(parse, @$, @1, DECL_ROLE, $role, $label, $at, $aliases); }
  | "group" name label "=" names where
      { $$ = group_new(parse, @$, @1, $name, $label, $names, $where); }
  ;

meeting
  : "meeting" name label "at" name[at] day
      { $$ = meeting_new(parse, @$, @1, $2, $label, $at, $day); }
  ;

day
  : DATE
  | MONTH
  ;

conflict
  : "conflict" name label "between" quoted[first] "and" quoted[second]
      { $$ = conflict_new(parse, @$, @1, $name, $label, $first, $second); }
  | conflict "follows" name place "because" STRING
      { $$ = conflict_follows(parse, @2, $1, $name, $place, $STRING); }
  ;

quoted
  : name place STRING                  { $$ = basis_source(parse, @$, $name, $place, $STRING); }
  ;

aliases
  : %empty                             { $$ = strings_none(); }
  | "also called" strings              { $$ = $strings; }
  ;

/* ---- data ------------------------------------------------------------------------------ */

unit
  : "unit" NAME "=" NUMBER NAME[of]
      { $$ = unit_new(parse, @$, @1, $2, $NUMBER, $of); }
  ;

calendar
  : "calendar" name label parameters "when" expr "from" DATE[from] up_to DATE[to]
      { $$ = calendar_new(parse, @$, @1, $name, $label, $parameters, $expr, $from, $to); }
  | "calendar" name label parameters rows "from" DATE[from] up_to DATE[to]
      { $$ = calendar_in(parse, @$, @1, $name, $label, $parameters, $rows, $from, $to); }
  ;

parameter
  : "parameter" name label parameters decided_table
      { $$ = parameter_tabled(parse, @$, @1, $name, $label, $parameters, $decided_table); }
  ;

dated_values
  : dated_value                        { $$ = dated_first(parse, $1); }
  | dated_values "," dated_value       { $$ = dated_add(parse, $1, $3); }
  ;

dated_value
  : expr period bases                  { $$ = dated_new(parse, @$, $expr, $period, $bases); }
  ;

period
  : %empty                             { $$ = period_new(parse, name_none(), name_none()); }
  | "from" DATE                        { $$ = period_new(parse, $2, name_none()); }
  | "until" DATE                       { $$ = period_new(parse, name_none(), $2); }
  | "from" DATE up_to DATE             { $$ = period_new(parse, $2, $4); }
  ;

/* Between two dates both words mean that the last day is included. */
up_to
  : "to"
  | "until"
  ;

define
  : "define" name label parameters "=" expr
      { $$ = define_new(parse, @$, @1, $name, $label, $parameters, $expr); }
  | "define" name label parameters decided_table
      { $$ = define_tabled(parse, @$, @1, $name, $label, $parameters, $decided_table); }
  ;

exception
  : exception_head when overrides      { $$ = exception_when($1, $when, $overrides); }
  ;

exception_head
  : exception_to
  | exception_to "=" expr              { $$ = exception_value($1, $expr); }
  | exception_to "requires" expr reason
      { $$ = exception_requires($1, $expr, $reason); }
  ;

exception_to
  : "exception to" path
      { $$ = exception_new(parse, @$, @1, name_none(), name_none(), $path); }
  | "exception" name label "to" path
      { $$ = exception_new(parse, @$, @1, $name, $label, $path); }
  | "exception" name label "from" path
      { $$ = exception_new(parse, @$, @1, $name, $label, $path); }
  ;

overrides
  : %empty                             { $$ = names_none(); }
  | "overrides" names                  { $$ = $names; }
  ;

table
  : "table" name label "(" argument_list ")" table_type "from" STRING[file] blank
      { $$ = table_new(parse, @$, @1, $name, $label, $argument_list, $table_type, $file, $blank); }
  ;

table_type
  : type
  | "rate" "in" scale                  { $$ = type_new(parse, @$, WRITTEN_RATE, $scale); }
  | "decimal" "in" scale               { $$ = type_new(parse, @$, WRITTEN_DECIMAL, $scale); }
  ;

blank
  : %empty                             { $$ = NULL; }
  | "else" value                       { $$ = $value; }
  ;

import
  : import_head
  | import import_column               { $$ = import_add(parse, $1, $import_column, @$); }
  | import "blank cells" strings       { $$ = import_blanks(parse, $1, $strings, @$); }
  | import error RESUME                { $$ = $1; yyerrok; }
  ;

import_head
  : "import" name label "to" name[record]
      { $$ = import_new(parse, @$, @1, $2, $label, $record); }
  ;

import_column
  : "column" STRING "as" name column_scale separated
      { $$ = import_column(parse, @$, $STRING, $name, $column_scale, $separated); }
  ;

separated
  : %empty                             { $$ = name_none(); }
  | "separated by" STRING              { $$ = $STRING; }
  ;

/* ---- decision tables ------------------------------------------------------------------- */

decided_table
  : table_rows %prec OUTER
  ;

table_rows
  : "by table" policy ROW heading_names[inputs] "||" heading_names[outputs] ROW_END
      { $$ = table_start(parse, span_join(@3, @7), $policy, @2, $inputs, $outputs); }
  | "by table" policy error RESUME
      { $$ = table_start(parse, @2, $policy, @2, names_none(), names_none()); yyerrok; }
  | table_rows row                     { $$ = table_add(parse, $1, $row); }
  | table_rows error RESUME            { $$ = $1; yyerrok; }
  ;

heading_names
  : dotted                             { $$ = names_first(parse, $dotted); }
  | heading_names "|" dotted           { $$ = names_add(parse, $1, $dotted); }
  ;

policy
  : "unique match"                     { $$ = HIT_UNIQUE; }
  | "any match"                        { $$ = HIT_ANY; }
  | "first match"                      { $$ = HIT_FIRST; }
  | "collect sum"                      { $$ = HIT_COLLECT_SUM; }
  | "collect max"                      { $$ = HIT_COLLECT_MAX; }
  | "collect min"                      { $$ = HIT_COLLECT_MIN; }
  | "collect count"                    { $$ = HIT_COLLECT_COUNT; }
  | "collect list"                     { $$ = HIT_COLLECT_LIST; }
  ;

row
  : row_cells "||" outputs ROW_END     { $$ = row_end($1, @$, $outputs); }
  ;

row_cells
  : ROW cell                           { $$ = row_add(parse, row_new(parse, @$), $cell); }
  | row_cells "|" cell                 { $$ = row_add(parse, $1, $cell); }
  ;

outputs
  : expr                               { $$ = exprs_first(parse, $expr); }
  | outputs "|" expr                   { $$ = exprs_add(parse, $1, $expr); }
  ;

cell
  : "-"                                { $$ = cell_new(parse, @$, CELL_ANY, false); }
  | cell_values
      { $$ = cell_values(parse, cell_new(parse, @$, CELL_VALUES, false), $1); }
  | comparing value
      { $$ = cell_compared(parse, cell_new(parse, @$, CELL_COMPARED, false), $1, $2); }
  | interval                           { $$ = cell_interval(parse, @$, false, $1); }
  | "in" interval                      { $$ = cell_interval(parse, @$, false, $2); }
  | "not in" interval                  { $$ = cell_interval(parse, @$, true, $2); }
  | value "to" value                   { $$ = cell_range(parse, @$, false, $1, $3); }
  | "in" value "to" value              { $$ = cell_range(parse, @$, false, $2, $4); }
  | "not in" value "to" value          { $$ = cell_range(parse, @$, true, $2, $4); }
  | "in" value                         { $$ = cell_in(parse, @$, false, $value); }
  | "not in" value                     { $$ = cell_in(parse, @$, true, $value); }
  ;

cell_values
  : value                              { $$ = exprs_first(parse, $value); }
  | cell_values "," value              { $$ = exprs_add(parse, $1, $value); }
  ;

parameters
  : %empty                             { $$ = arguments_none(); }
  | "(" argument_list ")"              { $$ = $2; }
  ;

argument_list
  : name                               { $$ = arguments_add(parse, arguments_none(), $name, NULL); }
  | name type
      { $$ = arguments_add(parse, arguments_none(), $name, $type); }
  | argument_list "," name             { $$ = arguments_add(parse, $1, $name, NULL); }
  | argument_list "," name type        { $$ = arguments_add(parse, $1, $name, $type); }
  ;

codelist
  : codelist_head
  | codelist member label              { $$ = codelist_add(parse, $1, $member, $label); }
  | codelist "also called" strings     { $$ = codelist_add_aliases(parse, $1, @2, $strings, @$); }
  | codelist error RESUME              { $$ = $1; yyerrok; }
  ;

codelist_head
  : "codelist" name label
      { $$ = decl_new(parse, @$, @1, DECL_CODELIST, $name, $label); }
  | "codelist" error RESUME
      { $$ = decl_new(parse, @1, @1, DECL_CODELIST, name_none(), name_none()); yyerrok; }
  ;

record
  : record_fields %prec OUTER
  | record "valid when" expr label     { $$ = record_add_valid(parse, $1, $expr, $label, @2, @$); }
  | record "recorded decision" pairs   { $$ = record_add_pairs(parse, $1, $pairs, @$); }
  | record error RESUME                { $$ = $1; yyerrok; }
  ;

record_fields
  : record_head
  | record_fields field                { $$ = record_add_field(parse, $1, $field, @$); }
  | record_fields error RESUME         { $$ = $1; yyerrok; }
  ;

record_head
  : "record" name label aliases
      { $$ = record_new(parse, @$, @1, $name, $label, rows_none(parse), $aliases); }
  | "record" name label rows aliases
      { $$ = record_new(parse, @$, @1, $name, $label, $rows, $aliases); }
  | "record" error RESUME
      { $$ = record_new(parse, @1, @1, name_none(), name_none(), rows_none(parse),
                        strings_none()); yyerrok; }
  ;

rows
  : "from table" name                  { $$ = rows_in(parse, $name, name_none()); }
  | "from" STRING                      { $$ = rows_in(parse, name_none(), $STRING); }
  ;

field
  : name type                          { $$ = field_new(parse, @$, $name, $type); }
  | name "rate" "in" scale
      { $$ = field_new(parse, @$, $name, type_new(parse, @2, WRITTEN_RATE, name_none()));
        $$ = field_column(parse, @2, $$, @$, name_none(), $scale); }
  | name "decimal" "in" scale
      { $$ = field_new(parse, @$, $name, type_new(parse, @2, WRITTEN_DECIMAL, name_none()));
        $$ = field_column(parse, @2, $$, @$, name_none(), $scale); }
  | field "also called" STRING         { $$ = field_alias(parse, $1, @$, $STRING); }
  | field "key"                        { $$ = field_key(parse, @2, $1, @$); }
  | field "optional"                   { $$ = field_optional(parse, @2, $1, @$); }
  | field STRING                       { $$ = field_label(parse, $1, @$, $STRING); }
  | field "awaited"
      { $$ = field_owner(parse, @2, $1, @$, OWNER_EVENT, name_none()); }
  | field "from column" name column_scale
      { $$ = field_column(parse, @2, $1, @$, $name, $column_scale); }
  | field "stated by" name
      { $$ = field_owner(parse, @2, $1, @$, OWNER_APPLICANT, $name); }
  | field "assessed by" name           { $$ = field_owner(parse, @2, $1, @$, OWNER_OFFICE, $name); }
  | field "looked up in" STRING
      { $$ = field_owner(parse, @2, $1, @$, OWNER_REGISTER, $STRING); }
  | field "," "at least" NUMBER        { $$ = field_at_least(parse, @2, $1, @$, $NUMBER); }
  ;

column_scale
  : %empty                             { $$ = name_none(); }
  | "in" scale                         { $$ = $scale; }
  ;

scale
  : NAME
  | "%"                                { $$ = $1; }
  | NUMBER
  ;

type
  : "money"                            { $$ = type_new(parse, @$, WRITTEN_MONEY, name_none()); }
  | "money" "in" NAME                  { $$ = type_new(parse, @$, WRITTEN_MONEY, $NAME); }
  | "rate"                             { $$ = type_new(parse, @$, WRITTEN_RATE, name_none()); }
  | "decimal"                          { $$ = type_new(parse, @$, WRITTEN_DECIMAL, name_none()); }
  | "integer"                          { $$ = type_new(parse, @$, WRITTEN_INTEGER, name_none()); }
  | "date"                             { $$ = type_new(parse, @$, WRITTEN_DATE, name_none()); }
  | "duration"                         { $$ = type_new(parse, @$, WRITTEN_DURATION, name_none()); }
  | "text"                             { $$ = type_new(parse, @$, WRITTEN_TEXT, name_none()); }
  | "yes/no"                           { $$ = type_new(parse, @$, WRITTEN_TRUTH, name_none()); }
  | "moment"                           { $$ = type_new(parse, @$, WRITTEN_MOMENT, name_none()); }
  | NAME                               { $$ = type_new(parse, @$, WRITTEN_NAME, $NAME); }
  | "list of" NAME
      { $$ = type_list(parse, @$, $NAME, name_none(), name_none()); }
  | "list of" NAME "via" name          { $$ = type_list(parse, @$, $NAME, $name, name_none()); }
  | "list of" NAME "by" name           { $$ = type_list(parse, @$, $NAME, name_none(), $name); }
  ;

pairs
  : name[left] "=" name[right]         { $$ = pairs_add(parse, pairs_none(), $left, $right, @$); }
  | pairs[before] "," name[left] "=" name[right]
      { $$ = pairs_add(parse, $before, $left, $right, span_join(@left, @right)); }
  ;

/* ---- decisions --------------------------------------------------------------------------- */

decision
  : decision_dated
  | decision clause                    { $$ = decision_add(parse, $1, $clause, @$); }
  | decision error RESUME              { $$ = $1; yyerrok; }
  ;

decision_dated
  : decision_head bases %prec OUTER    { $$ = decl_end(parse, $1, @$, $bases); }
  | decision_head bases "governed by" value bases[why]
      { $$ = decision_governed(parse, $1, @$, $2, $value, $why); }
  | decision_head bases "governed by" error RESUME
      { $$ = decl_end(parse, $1, @1, $bases); yyerrok; }
  | decision_head bases error RESUME   { $$ = decl_end(parse, $1, @1, $bases); yyerrok; }
  ;

decision_head
  : "decision" name[decision] label "on" name[record]
      { $$ = decision_new(parse, @$, @1, $decision, $label, $record); }
  | "decision" error RESUME
      { $$ = decision_new(parse, @1, @1, name_none(), name_none(), name_none()); yyerrok; }
  ;

clause
  : clause_core bases                  { $$ = clause_end($1, @$, $bases); }
  | deputized
  | floating                           { $$ = clause_declared(parse, @$, $floating); }
  | framed                             { $$ = clause_declared(parse, @$, $framed); }
  ;

clause_core
  : "needs" names when                 { $$ = clause_needs(parse, @$, @1, $names, $when); }
  | "eligible" "when" expr reason
      { $$ = clause_who(parse, @$, @1, CLAUSE_ELIGIBLE, name_none(), name_none(), $expr, $reason); }
  | "eligible" name label "when" expr reason
      { $$ = clause_who(parse, @$, @1, CLAUSE_ELIGIBLE, $name, $label, $expr, $reason); }
  | "excluded" "when" expr reason
      { $$ = clause_who(parse, @$, @1, CLAUSE_EXCLUDED, name_none(), name_none(), $expr, $reason); }
  | "excluded" name label "when" expr reason
      { $$ = clause_who(parse, @$, @1, CLAUSE_EXCLUDED, $name, $label, $expr, $reason); }
  | "outcome" name label stage "when" expr
      { $$ = clause_outcome(parse, @$, @1, $name, $label, $stage, $expr); }
  | criterion
  | "attested by" expr
      { $$ = clause_value(parse, @$, @1, CLAUSE_ATTESTED, name_none(), name_none(), $expr); }
  | "amount" name label "=" expr
      { $$ = clause_value(parse, @$, @1, CLAUSE_AMOUNT, $name, $label, $expr); }
  | "shows" name label "=" expr
      { $$ = clause_value(parse, @$, @1, CLAUSE_SHOWS, $name, $label, $expr); }
  | "ceiling" name label "=" expr
      { $$ = clause_value(parse, @$, @1, CLAUSE_CEILING, $name, $label, $expr); }
  | "judged by" value
      { $$ = clause_value(parse, @$, @1, CLAUSE_JUDGED_BY, name_none(), name_none(), $value); }
  | "score" name label "=" value threshold
      { $$ = clause_score(parse, @$, @1, $name, $label, $value, $threshold); }
  | "never split by" names "within" value
      { $$ = clause_never_split(parse, @$, @1, $names, $value); }
  | "allocate by" keys ties how else_out
      { $$ = clause_allocate(parse, @$, @1, $keys, $ties, $how, $else_out); }
  | "condition" name label when
      { $$ = clause_note(parse, @$, @1, CLAUSE_CONDITION, $name, $label, $when); }
  | "note" name label "when" expr
      { $$ = clause_note(parse, @$, @1, CLAUSE_NOTE, $name, $label, $expr); }
  | deadline
  ;

threshold
  : %empty                             { $$ = NULL; }
  | "threshold" value                  { $$ = $value; }
  ;

ties
  : %empty                             { $$ = (SortKeyList){ NULL, 0, 0 }; }
  | "ties by" keys                     { $$ = $keys; }
  ;

how
  : "full amount"                      { $$ = (How){ HOW_FULL_AMOUNT, NULL }; }
  | "partial down to" value            { $$ = (How){ HOW_PARTIAL, $value }; }
  | "pro rata"                         { $$ = (How){ HOW_PRO_RATA, NULL }; }
  ;

criterion
  : "criterion" name label when requirement
      { $$ = clause_criterion(parse, @$, @1, $name, $label, $when, $requirement); }
  | "criterion" name label when "considers" expr
      { $$ = clause_considers(parse, @$, @1, $name, $label, $when, $expr); }
  | criterion requirement              { $$ = criterion_add(parse, $1, $requirement, @$); }
  ;

requirement
  : "requires" expr reason             { $$ = requirement_new(parse, @$, $expr, $reason); }
  | "requires" error RESUME
      { $$ = requirement_new(parse, @1, expr_error(parse, @1), name_none()); yyerrok; }
  ;

stage
  : %empty                             { $$ = (Stage){ STAGE_NONE, false }; }
  | "before" stage_word                { $$ = (Stage){ $stage_word, false }; }
  | "after" stage_word                 { $$ = (Stage){ $stage_word, true }; }
  ;

stage_word
  : "eligible"                         { $$ = STAGE_ELIGIBLE; }
  | "needs"                            { $$ = STAGE_NEEDS; }
  | "criterion"                        { $$ = STAGE_CRITERION; }
  | "allocate"                         { $$ = STAGE_ALLOCATE; }
  ;

frame
  : "frame" name label "=" value       { $$ = frame_new(parse, @$, @1, $name, $label, $value); }
  | frame "within" dotted              { $$ = frame_within(parse, @2, $1, @$, $dotted); }
  | frame "earmarked"                  { $$ = frame_earmarked(parse, @2, $1, @$); }
  | frame "purpose" STRING             { $$ = frame_purpose(parse, @2, $1, @$, $STRING); }
  | frame "only when" expr             { $$ = frame_only_when(parse, @2, $1, @$, $expr); }
  | frame "governed by" value          { $$ = frame_governed(parse, @2, $1, @$, $value); }
  | frame "for each" key_list          { $$ = frame_for_each(parse, @2, $1, @$, $key_list); }
  | frame "in each year of" value      { $$ = frame_each_year(parse, @2, $1, @$, $value); }
  | frame "rolling" value[period] "back from" value[from]
      { $$ = frame_rolling(parse, @2, $1, @$, $period, $from); }
  | frame "counting" value
      { $$ = frame_counting(parse, @2, $1, @$, drawn_value(parse, @3, $value)); }
  | frame "counting" drawn             { $$ = frame_counting(parse, @2, $1, @$, $drawn); }
  | frame "adds" drawn                 { $$ = frame_adds(parse, $1, @$, $drawn); }
  | frame "shared by" value            { $$ = frame_shared_by(parse, @2, $1, @$, $value); }
  | frame "carries over" "at most" value
      { $$ = frame_carries_over(parse, @2, $1, @$, $value); }
  | frame "overdraws" "at most" value  { $$ = frame_overdraws(parse, @2, $1, @$, $value); }
  ;

key_list
  : value                              { $$ = exprs_first(parse, $value); }
  | key_list "," value                 { $$ = exprs_add(parse, $1, $value); }
  ;

drawn
  : value "for" name "in" domain where_closed
      { $$ = drawn_new(parse, @$, $value, $name, $domain, $where_closed); }
  ;

/* A power, its bases, and who takes its place. */
deputized
  : power bases                        { $$ = clause_end($power, @$, $bases); }
  | deputized "deputy" name label when bases
      { $$ = power_deputy(parse, $1, @$, span_join(@2, @6), $name, $label, $when, $bases); }
  ;

power
  : power_head when governed           { $$ = power_when($1, @$, $when, $governed); }
  | power_head when governed "consulting" names
      { $$ = power_consulting(power_when($1, @$, $when, $governed), $names); }
  ;

power_head
  : "decided by" primary out_of
      { $$ = clause_power(parse, @$, @1, CLAUSE_DECIDED_BY, $primary, limits_none(), $out_of); }
  | "delegated to" primary limits out_of
      { $$ = clause_power(parse, @$, @1, CLAUSE_DELEGATED, $primary, $limits, $out_of); }
  ;

limits
  : %empty                             { $$ = limits_none(); }
  | "above" value                      { $$ = (Limits){ $2, NULL, false }; }
  | "at most" value                    { $$ = (Limits){ NULL, $2, false }; }
  | "below" value                      { $$ = (Limits){ NULL, $2, true }; }
  | "above" value "at most" value      { $$ = (Limits){ $2, $4, false }; }
  | "above" value "below" value        { $$ = (Limits){ $2, $4, true }; }
  ;

out_of
  : %empty                             { $$ = name_none(); }
  | "out of" dotted                    { $$ = $dotted; }
  ;

else_out
  : %empty                             { $$ = (ElseOut){ ELSE_WAITLIST, false, name_none() }; }
  | "," "else" "waitlist"              { $$ = (ElseOut){ ELSE_WAITLIST, true, name_none() }; }
  | "," "else" "stop"                  { $$ = (ElseOut){ ELSE_STOP, true, name_none() }; }
  | "," "else" "reject"                { $$ = (ElseOut){ ELSE_REJECT, true, name_none() }; }
  | "," "else" NAME                    { $$ = (ElseOut){ ELSE_OUTCOME, true, $NAME }; }
  ;

deadline
  : deadline_head "due" value          { $$ = deadline_due($1, @$, $value); }
  | deadline_head "due" due_before     { $$ = deadline_due_before($1, @$, $due_before); }
  | deadline "governed by" value       { $$ = deadline_governed(parse, @2, $1, @$, $value); }
  | deadline "fulfilled when" expr     { $$ = deadline_fulfilled(parse, @2, $1, @$, $expr); }
  | deadline "when" expr               { $$ = deadline_when(parse, @2, $1, @$, $expr); }
  | deadline contains                  { $$ = deadline_contains(parse, @2, $1, @$, $contains); }
  ;

deadline_head
  : "deadline" name label when owed "to" name[to]
      { $$ = clause_deadline(parse, @$, @1, $2, $label, $when, $owed, $to); }
  ;

owed
  : "owed by" names                    { $$ = owed_new(parse, $names, NULL, names_none()); }
  | "owed by" names[first] "when" expr "," "else" names[others]
      { $$ = owed_new(parse, $first, $expr, $others); }
  ;

due_before
  : "before" name                      { $$ = $name; }
  ;

contains
  : "contains" strings                 { $$ = $strings; }
  ;

/* ---- duties ------------------------------------------------------------------------------- */

assignment
  : "assignment" name label "to" names
      { $$ = assignment_new(parse, @$, @1, $name, $label, $names); }
  | assignment "lead" names            { $$ = assignment_lead(parse, @2, $1, $names); }
  | assignment "together with" names   { $$ = assignment_together(parse, @2, $1, $names); }
  | assignment "depends on" names      { $$ = assignment_depends(parse, @2, $1, $names); }
  | assignment "due" value             { $$ = assignment_due(parse, @2, $1, $value); }
  | assignment "due" due_before        { $$ = assignment_due_before(parse, @2, $1, $due_before); }
  | assignment "until further notice"  { $$ = assignment_until_further_notice(parse, @2, $1); }
  | assignment "provided" STRING       { $$ = assignment_provided(parse, @2, $1, $STRING); }
  ;

assignments
  : "assignments from" STRING "source" name[document] "quote" name[quote]
      { $$ = assignments_from_new(parse, @$, @1, $STRING, $document, $quote); }
  ;

report
  : "report" name label "owed by" names[owing] "to" names[to]
      { $$ = report_new(parse, @$, @1, $name, $label, $owing, $to); }
  | report "covering" spans            { $$ = report_covering(parse, $1, $spans); }
  | report "due" value                 { $$ = report_due(parse, @2, $1, $value); }
  | report "due" due_before            { $$ = report_due_before(parse, @2, $1, $due_before); }
  | report "handled as" "decision item"
      { $$ = report_handled(parse, @2, $1, HANDLED_DECISION); }
  | report "handled as" "information item"
      { $$ = report_handled(parse, @2, $1, HANDLED_INFORMATION); }
  | report contains                    { $$ = report_contains(parse, @2, $1, $contains); }
  ;

spans
  : span_end
      { $$ = coverings_add(parse, coverings_none(), $1, name_none()); }
  | span_end "to" span_end[to]         { $$ = coverings_add(parse, coverings_none(), $1, $to); }
  | spans "," span_end                 { $$ = coverings_add(parse, $1, $3, name_none()); }
  | spans "," span_end "to" span_end[to]  { $$ = coverings_add(parse, $1, $3, $to); }
  ;

span_end
  : NUMBER
  | MONTH
  | DATE
  ;

ladder
  : ladder_head step                   { $$ = ladder_add(parse, $1, $step, @$); }
  | ladder step                        { $$ = ladder_add(parse, $1, $step, @$); }
  | ladder_head error RESUME           { $$ = $1; yyerrok; }
  | ladder error RESUME                { $$ = $1; yyerrok; }
  ;

ladder_head
  : "ladder" name label "on" name[record] bases
      { $$ = ladder_new(parse, @$, @1, $2, $label, $record, $bases); }
  ;

step
  : "step" name label step_due when bases
      { $$ = step_new(parse, @$, $name, $label, $step_due, $when, $bases); }
  ;

step_due
  : %empty                             { $$ = NULL; }
  | "due" value                        { $$ = $value; }
  ;

letter
  : "letter" name label "when" letter_outcome paragraphs
      { $$ = letter_new(parse, @$, @1, $name, $label, $letter_outcome, $paragraphs); }
  ;

letter_outcome
  : outcome
  | NAME
  ;

paragraphs
  : STRING                             { $$ = strings_first(parse, $STRING); }
  | paragraphs STRING                  { $$ = strings_add(parse, $1, $STRING); }
  ;

/* ---- budgets, transfers, targets, controls ----------------------------------------------- */

budget
  : budget_head bases                  { $$ = decl_end(parse, $1, @$, $bases); }
  | budget budget_line                 { $$ = budget_add(parse, $1, $budget_line, @$); }
  | budget floating                    { $$ = budget_declare(parse, $1, $floating, @$); }
  | budget error RESUME                { $$ = $1; yyerrok; }
  ;

budget_head
  : "budget" name[budget] label "for each" name[record] by_group
      { $$ = budget_new(parse, @$, @1, $budget, $label, $record, $by_group); }
  | "budget" error RESUME
      { $$ = budget_new(parse, @1, @1, name_none(), name_none(), name_none(), names_none());
        yyerrok; }
  ;

by_group
  : %empty                             { $$ = names_none(); }
  | "by" names                         { $$ = $names; }
  ;

budget_line
  : budget_line_core bases             { $$ = line_end($1, @$, $bases); }
  ;

budget_line_core
  : "line" name label once "=" expr
      { $$ = line_value(line_new(parse, @$, @1, BUDGET_LINE, $name, $label), $once, $expr); }
  | "section" name label prices
      { $$ = line_prices(line_new(parse, @$, @1, BUDGET_SECTION, $name, $label), $prices); }
  | "lines from" name where
      { $$ = line_where(line_new(parse, @$, @1, BUDGET_LINES_FROM, $name, name_none()), $where); }
  | "subtotal" label
      { $$ = line_new(parse, @$, @1, BUDGET_SUBTOTAL, name_none(), $label); }
  | "total" name label
      { $$ = line_new(parse, @$, @1, BUDGET_TOTAL, $name, $label); }
  | "agrees with" value[printed] "within" value[within]
      { $$ = line_span(line_plain(parse, @$, @1, BUDGET_AGREES), $printed, $within); }
  | "balanced by" name
      { $$ = line_new(parse, @$, @1, BUDGET_BALANCED, $name, name_none()); }
  | "shown in" value
      { $$ = line_span(line_plain(parse, @$, @1, BUDGET_SHOWN_IN), $value, NULL); }
  | "continues" name
      { $$ = line_new(parse, @$, @1, BUDGET_CONTINUES, $name, name_none()); }
  | "for year" value
      { $$ = line_span(line_plain(parse, @$, @1, BUDGET_FOR_YEAR), $value, NULL); }
  | "for year" value[first] "to" value[last]
      { $$ = line_span(line_plain(parse, @$, @1, BUDGET_FOR_YEAR), $first, $last); }
  | "status" standings
      { $$ = line_standings(parse, line_plain(parse, @$, @1, BUDGET_STATUS), $standings); }
  | "financed from" name "in" value requested
      { $$ = line_financed(line_new(parse, @$, @1, BUDGET_FINANCED, $name, name_none()), $value,
                           $requested); }
  ;

once
  : %empty                             { $$ = false; }
  | "once"                             { $$ = true; }
  ;

prices
  : %empty                             { $$ = NULL; }
  | "in prices of" value               { $$ = $value; }
  ;

requested
  : %empty                             { $$ = false; }
  | "requested"                        { $$ = true; }
  ;

standings
  : standing                           { $$ = standings_add(parse, standings_none(), $1); }
  | standings "," standing             { $$ = standings_add(parse, $1, $3); }
  ;

standing
  : standing_word for_years value      { $$ = standing_new(parse, @$, $1, $value, NULL); }
  | standing_word for_years value "to" value
      { $$ = standing_new(parse, @$, $1, $3, $5); }
  ;

for_years
  : "for"
  | "for year"
  ;

standing_word
  : "proposed"                         { $$ = STANDING_PROPOSED; }
  | "adopted"                          { $$ = STANDING_ADOPTED; }
  | "plan"                             { $$ = STANDING_PLAN; }
  | "forecast"                         { $$ = STANDING_FORECAST; }
  | "actual"                           { $$ = STANDING_ACTUAL; }
  ;

transfer
  : "transfer" name label "of" value "from" shares[from] "to" shares[to] prices
      { $$ = transfer_new(parse, @$, @1, $name, $label, $value, $from, $to, $prices); }
  ;

shares
  : shared                             { $$ = shares_add(parse, shares_none(), $1); }
  | shares "," shared                  { $$ = shares_add(parse, $1, $3); }
  ;

shared
  : name                               { $$ = share_new(parse, @$, $name, NULL); }
  | name NUMBER unit_word
      { $$ = share_new(parse, @$, $name, expr_number(parse, span_join(@2, @3), $2, $3)); }
  ;

target
  : "target" name label "requires" value[what] bound value[limit] bases
      { $$ = decl_end(parse, target_new(parse, @$, @1, $name, $label, $what, $bound, $limit), @$,
                      $bases); }
  | "target" name label "requires" value[what] bound value[limit]
    "rolling" value[years] "to" value[year] bases
      { $$ = decl_end(parse, target_rolling(target_new(parse, @$, @1, $name, $label, $what, $bound,
                                                       $limit), $years, $year), @$, $bases); }
  | "target" name label "requires" value[what] bound value[limit] "at every date in" value[time]
    bases
      { $$ = decl_end(parse, target_every_date(target_new(parse, @$, @1, $name, $label, $what,
                                                          $bound, $limit), $time), @$, $bases); }
  | target "suspended for" value bases
      { $$ = target_suspended(parse, $1, @$, span_join(@2, @4), $value, NULL, $bases); }
  | target "suspended for" value[from] "to" value[to] bases
      { $$ = target_suspended(parse, $1, @$, span_join(@2, @6), $from, $to, $bases); }
  ;

bound
  : "at most"                          { $$ = BINARY_AT_MOST; }
  | "at least"                         { $$ = BINARY_AT_LEAST; }
  | "below"                            { $$ = BINARY_LESS; }
  | "above"                            { $$ = BINARY_MORE; }
  ;

control
  : "control" name[called] label severity "on" name[record] "when" expr
      { $$ = control_new(parse, @$, @1, $called, $label, $severity, $record, $expr); }
  ;

severity
  : %empty                             { $$ = GRAVITY_NOT_SAID; }
  | "severity" level                   { $$ = $level; }
  ;

level
  : "high"                             { $$ = GRAVITY_HIGH; }
  | "medium"                           { $$ = GRAVITY_MEDIUM; }
  | "low"                              { $$ = GRAVITY_LOW; }
  ;

/* ---- scenarios and tests -------------------------------------------------------------------- */

set
  : "set" setting                      { $$ = $setting; }
  ;

setting
  : path arguments "=" expr period
      { $$ = setting_new(parse, @$, $path, $arguments, $expr, $period); }
  ;

arguments
  : %empty                             { $$ = exprs_none(); }
  | "(" list ")"                       { $$ = $list; }
  ;

scenario
  : "scenario" STRING
      { $$ = decl_new(parse, @$, @1, DECL_SCENARIO, $STRING, name_none()); }
  | "scenario" error RESUME
      { $$ = decl_new(parse, @1, @1, DECL_SCENARIO, name_none(), name_none()); yyerrok; }
  | scenario set                       { $$ = scenario_add(parse, $1, $set); }
  | scenario error RESUME              { $$ = $1; yyerrok; }
  ;

sample
  : "sample" name[sample] name[record] facts
      { $$ = sample_new(parse, @$, @1, $2, $3, $facts); }
  ;

facts
  : fact                               { $$ = facts_add(parse, facts_none(), $fact); }
  | facts "," fact                     { $$ = facts_add(parse, $1, $fact); }
  ;

fact
  : name value                         { $$ = fact_new(parse, @$, $name, $value); }
  | name "is not known"                { $$ = fact_new(parse, @$, $name, NULL); }
  ;

test
  : "test" STRING
      { $$ = decl_new(parse, @$, @1, DECL_TEST, $STRING, name_none()); }
  | "test" error RESUME
      { $$ = decl_new(parse, @1, @1, DECL_TEST, name_none(), name_none()); yyerrok; }
  | test given                         { $$ = test_add_given(parse, $1, $given); }
  | test set                           { $$ = test_add_setting(parse, $1, $set); }
  | test "as of" DATE                  { $$ = test_as_of(parse, @2, $1, $DATE); }
  | test "expect" expectations         { $$ = test_expect(parse, $1, $expectations); }
  | test error RESUME                  { $$ = test_cut_short($1); yyerrok; }
  ;

given
  : "given" name facts                 { $$ = given_new(parse, @$, $name, name_none(), $facts); }
  | "given" name[record] "like" name[model]
      { $$ = given_new(parse, @$, $record, $model, facts_none()); }
  | "given" name[record] "like" name[model] "," facts
      { $$ = given_new(parse, @$, $record, $model, $facts); }
  ;

expectations
  : expectation                        { $$ = expectations_add(parse, expectations_none(), $1); }
  | expectations "," expectation       { $$ = expectations_add(parse, $1, $3); }
  ;

expectation
  : outcome                            { $$ = expectation_name(parse, @$, EXPECT_OUTCOME, $1); }
  | NAME                               { $$ = expectation_name(parse, @$, EXPECT_OUTCOME, $1); }
  | "decider" name                     { $$ = expectation_name(parse, @$, EXPECT_DECIDER, $2); }
  | "granted" value
      { $$ = expectation_value(parse, @$, EXPECT_GRANTED, name_none(), $2); }
  | "missing" and_names                { $$ = expectation_names(parse, @$, EXPECT_MISSING, $2); }
  | "failed" rule_names                { $$ = expectation_names(parse, @$, EXPECT_FAILED, $2); }
  | "noted" and_names                  { $$ = expectation_names(parse, @$, EXPECT_NOTED, $2); }
  | "deadline" name value
      { $$ = expectation_value(parse, @$, EXPECT_DEADLINE, $2, $3); }
  | "deadline" name "is not given"
      { $$ = expectation_name(parse, @$, EXPECT_NO_DEADLINE, $2); }
  | "that" expr
      { $$ = expectation_value(parse, @$, EXPECT_THAT, name_none(), $2); }
  ;

/* ---- questions of a dialogue ------------------------------------------------------------------
 * A question that begins with none of their words is an expression; what lists records is one
 * that nothing open ends, since a list operation has a `where` of its own. */

question
  : expr                               { $$ = question_value(parse, @$, $expr); }
  | or_closed tail                     { $$ = question_list($tail, @$, $1); }
  | "every"                            { $$ = question_new(parse, @$, QUESTION_LIST); }
  | "every" tail                       { $$ = question_list($tail, @$, NULL); }
  | which                              { $$ = question_list($which, @$, NULL); }
  | which show                         { $$ = question_list(question_show(parse, @$, $which, $show),
                                                            @$, NULL); }
  | "set" setting                      { $$ = question_set(parse, @$, $setting); }
  | "unset"                            { $$ = question_names(parse, @$, QUESTION_UNSET,
                                                             names_none()); }
  | "unset" names                      { $$ = question_names(parse, @$, QUESTION_UNSET, $names); }
  | "unset" NUMBER                     { $$ = question_name(parse, @$, QUESTION_UNSET, $NUMBER); }
  | "unset" STRING                     { $$ = question_name(parse, @$, QUESTION_UNSET, $STRING); }
  | "scenario" STRING                  { $$ = question_text(parse, @$, QUESTION_SCENARIO, $STRING,
                                                            name_none()); }
  | "without" names                    { $$ = question_names(parse, @$, QUESTION_WITHOUT, $names); }
  | "what if" record_key "," facts     { $$ = question_record(parse, @$, QUESTION_WHAT_IF, $2,
                                                              $facts); }
  | "diff"                             { $$ = question_names(parse, @$, QUESTION_DIFF,
                                                             names_none()); }
  | "diff" "by" dotted                 { $$ = question_name(parse, @$, QUESTION_DIFF, $dotted); }
  | "compare" compared                 { $$ = question_names(parse, @$, QUESTION_COMPARE,
                                                             $compared); }
  | "explain" record_key               { $$ = question_record(parse, @$, QUESTION_EXPLAIN, $2,
                                                              facts_none()); }
  | "why not" record_key               { $$ = question_record(parse, @$, QUESTION_WHY_NOT, $2,
                                                              facts_none()); }
  | "sweep" swept show                 { $$ = question_sweep(parse, @$, $swept, $show); }
  | "plot"                             { $$ = question_new(parse, @$, QUESTION_PLOT); }
  | "solve" path "for" expr            { $$ = question_solve(parse, @$, $path, $expr, NULL, NULL); }
  | "solve" path "for" expr "from" value[from] "to" value[to]
      { $$ = question_solve(parse, @$, $path, $expr, $from, $to); }
  | "budget"                           { $$ = question_names(parse, @$, QUESTION_BUDGET,
                                                             names_none()); }
  | "budget" dotted                    { $$ = question_name(parse, @$, QUESTION_BUDGET, $dotted); }
  | "target"                           { $$ = question_new(parse, @$, QUESTION_TARGETS); }
  | "control"                          { $$ = question_new(parse, @$, QUESTION_CONTROLS); }
  | "frames"                           { $$ = question_new(parse, @$, QUESTION_FRAMES); }
  | "save" "scenario" STRING[text] "to" STRING[file]
      { $$ = question_text(parse, @$, QUESTION_SAVE_SCENARIO, $text, $file); }
  | "save" "test" "to" STRING[file]
      { $$ = question_text(parse, @$, QUESTION_SAVE_TEST, name_none(), $file); }
  | "test" "that" STRING               { $$ = question_text(parse, @$, QUESTION_TEST, $STRING,
                                                            name_none()); }
  | "undo"                             { $$ = question_new(parse, @$, QUESTION_UNDO); }
  | "redo"                             { $$ = question_new(parse, @$, QUESTION_REDO); }
  ;

record_key
  : NUMBER
  | DATE
  | STRING
  | name
  ;

compared
  : STRING                             { $$ = names_first(parse, $1); }
  | name                               { $$ = names_first(parse, $1); }
  | compared "," STRING                { $$ = names_add(parse, $1, $3); }
  | compared "," name                  { $$ = names_add(parse, $1, $3); }
  ;

tail
  : which
  | which show                         { $$ = question_show(parse, @$, $1, $show); }
  | show                               { $$ = question_show(parse, @$, NULL, $show); }
  ;

which
  : "where" expr                       { $$ = question_where(parse, @$, $expr, NULL); }
  | "where" expr top                   { $$ = question_where(parse, @$, $expr, $top); }
  | top
  ;

top
  : "top" NUMBER                       { $$ = question_top(parse, @$, $NUMBER, NULL); }
  | "top" NUMBER "by" keys             { $$ = question_top(parse, @$, $NUMBER, &$keys); }
  | "top" NUMBER "after" keys          { $$ = question_top(parse, @$, $NUMBER, &$keys); }
  ;

show
  : "show" shown                       { $$ = $shown; }
  ;

shown
  : shown_one                          { $$ = shown_add(parse, shown_none(), $1); }
  | shown "," shown_one                { $$ = shown_add(parse, $1, $3); }
  ;

shown_one
  : expr                               { $$ = shown_new(parse, @$, $expr, name_none(), false); }
  | expr "by" dotted                   { $$ = shown_new(parse, @$, $expr, $dotted, false); }
  | "count" expr                       { $$ = shown_new(parse, @$, $expr, name_none(), true); }
  ;

swept
  : swept_one                          { $$ = swept_add(parse, swept_none(), $1); }
  | swept "," swept_one                { $$ = swept_add(parse, $1, $3); }
  ;

swept_one
  : path "from" value[from] "to" value[to] "step" value[step]
      { $$ = swept_new(parse, @$, $path, $from, $to, $step); }
  ;

outcome
  : "fundable"                         { $$ = outcome_name(@1, "fundable"); }
  | "waitlisted"                       { $$ = outcome_name(@1, "waitlisted"); }
  | "incomplete"                       { $$ = outcome_name(@1, "incomplete"); }
  | "rejected"                         { $$ = outcome_name(@1, "rejected"); }
  | "ineligible"                       { $$ = outcome_name(@1, "ineligible"); }
  | "invalid"                          { $$ = outcome_name(@1, "invalid"); }
  ;

%%

/* The token for the parser: what stream.c gives, its value beside its place. */
static int yylex(YYSTYPE *value, Span *span, Parse *parse) {
  const Token *token = stream_next(parse);
  value->TOK_NAME = token->value;
  *span = token->span;
  return token->kind;
}

static int yyreport_syntax_error(const yypcontext_t *place, Parse *parse) {
  yysymbol_kind_t symbols[YYNTOKENS];
  int expected[YYNTOKENS];
  int count = yypcontext_expected_tokens(place, symbols, YYNTOKENS);
  for (int i = 0; i < count; i++)   /* both are numbered in the order of declaration */
    expected[i] = TOK_NAME + ((int)symbols[i] - (int)YYSYMBOL_NAME);
  parse_mistake(parse, expected, count);
  return 0;
}

/* Only reached when the stack is full: what is nested needs more than its bound. */
static void yyerror(Span *span, Parse *parse, const char *message) {
  (void)message;
  nesting_report(parse, *span);
}
