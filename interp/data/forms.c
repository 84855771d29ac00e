#include "interp/data/forms.h"

ColumnForm field_form(const FieldType *field) {
  switch (field->type.kind) {
    case TYPE_TRUTH:
      return COLUMN_TRUTH;
    case TYPE_INTEGER: case TYPE_DECIMAL: case TYPE_RATE: case TYPE_MONEY: case TYPE_MOMENT:
      return COLUMN_NUMBER;
    case TYPE_DATE:
      return COLUMN_DAY;
    case TYPE_TEXT: case TYPE_CODE: case TYPE_BODY: case TYPE_RECORD:
      return COLUMN_NAME;
    case TYPE_LIST:
      return field->type.element->kind == TYPE_RECORD ? COLUMN_LIST : COLUMN_VALUE;
    case TYPE_DURATION: case TYPE_UNKNOWN:
      break;
  }
  return COLUMN_VALUE;
}
