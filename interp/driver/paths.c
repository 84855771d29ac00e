#include "interp/driver/paths.h"

#include "interp/driver/package.h"

static void drop_doubles(TextList *files) {
  size_t kept = 0;
  for (size_t i = 0; i < files->count; i++) {
    bool known = false;
    for (size_t j = 0; j < kept && !known; j++)
      known = text_equal(files->items[j], files->items[i]);
    if (!known)
      files->items[kept++] = files->items[i];
  }
  files->count = kept;
}

void paths_expand(Work *work, const char *const *paths, size_t count, TextList *files) {
  Package package;
  if (count == 0 && package_around(work, TEXT(""), &package))
    files_collect(work, package.folder.length ? package.folder.bytes : ".", files);
  for (size_t i = 0; i < count; i++)
    files_collect(work, paths[i], files);
  work_stop_on_errors(work);
  drop_doubles(files);
  if (files->count)
    return;
  if (count == 0)
    diag_report(&work->diags, DIAG_NO_RULES, SPAN_NONE,
                "no files were named, and this folder is not in a package");
  else
    diag_report(&work->diags, DIAG_NO_RULES, SPAN_NONE, "there are no .anslag files in \"%s\"",
                paths[0]);
  diag_help(&work->diags, "name a rule file or a folder that holds some");
  memory_stop(work->memory);
}

static void add_main(PathsInOrder *order, Text file) {
  Package package;
  if (text_is(file, "-") || !package_in(order->work, files_folder_of(file), &package))
    return;
  if (text_equal(package.rules, file))
    map_add(&order->mains, file, order);
}

PathsInOrder paths_in_order(Work *work, const char *const *paths, size_t count) {
  PathsInOrder order = { .work = work };
  TextList found = { NULL, 0, 0 };
  map_init(&order.mains, &work->arena);
  map_init(&order.reached, &work->arena);
  paths_expand(work, paths, count, &found);
  for (size_t i = 0; i < found.count; i++)
    add_main(&order, found.items[i]);
  for (int mains = 1; mains >= 0; mains--)
    for (size_t i = 0; i < found.count; i++)
      if (paths_is_main(&order, found.items[i]) == mains)
        LIST_ADD(&work->arena, &order.files, Text, found.items[i]);
  return order;
}

bool paths_is_main(const PathsInOrder *order, Text file) {
  return map_get(&order->mains, file) != NULL;
}

bool paths_passed(const PathsInOrder *order, Text file) {
  return map_get(&order->reached, file) != NULL;
}

void paths_note(PathsInOrder *order, Text file, const Model *model) {
  if (!paths_is_main(order, file))
    return;
  for (size_t i = 0; i < model->modules.count; i++)
    if (!model->modules.items[i]->library)
      map_add(&order->reached, model->modules.items[i]->path, order);
}
