#include "interp/driver/rules.h"
#include "interp/store/store.h"

static void print_schema(Work *work, const Model *model) {
  store_schema(&work->results, model);
}

static void compare_tables(Work *work, const Model *model, const char *database) {
  Store *store = store_open(&work->arena, model, text_from(database), STORE_READ, &work->diags);
  store_begin(store);
  bool same = store_compare_schema(store);
  store_rollback(store);
  store_close(store);
  if (!same)
    work->exit = ANSLAG_MISTAKES;
  else
    work_say(work, "\"%s\" has the tables that the rules need\n", database);
}

/* A table that was there already is left as it is: a column that it lacks is reported. */
static void make_tables(Work *work, const Model *model, const char *database) {
  Store *store = store_open(&work->arena, model, text_from(database), STORE_CREATE, &work->diags);
  store_begin(store);
  store_make_tables(store);
  store_commit(store);
  store_close(store);
  compare_tables(work, model, database);
}

static void schema_body(Work *work) {
  const AnslagSchema *schema = work->request;
  RulesPlace place = rules_find(work, schema->rules.path);
  const Model *model = rules_load(work, place.path);
  if (schema->check)
    compare_tables(work, model, rules_database(work, &place, schema->database));
  else if (schema->database)
    make_tables(work, model, schema->database);
  else
    print_schema(work, model);
}

int anslag_schema(AnslagSession *session, const AnslagSchema *schema) {
  return session_run(session, schema_body, schema);
}
