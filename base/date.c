#include "base/date.h"

enum {
  FIRST_YEAR = 1,
  LAST_YEAR = 9999,
  DAYS_IN_ERA = 146097,       /* 400 years */
  EPOCH_FROM_MARCH = 719468,  /* 0000-03-01 to 1970-01-01 */
  SECONDS_IN_DAY = 24 * 60 * 60
};

static bool is_leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int date_month_length(int year, int month) {
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  if (month < 1 || month > 12)
    return 0;
  return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

/* Years begin in March here, so that the leap day comes last: day d of month m
 * (March = 0) is day (153 m + 2) / 5 + d - 1 of its year. */
static Date day_number(int year, int month, int day) {
  int y = month > 2 ? year : year - 1;
  int m = month > 2 ? month - 3 : month + 9;
  int era = y / 400, year_of_era = y % 400;
  int day_of_year = (153 * m + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * DAYS_IN_ERA + day_of_era - EPOCH_FROM_MARCH;
}

bool date_make(int year, int month, int day, Date *result) {
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return false;
  if (day < 1 || day > date_month_length(year, month))
    return false;
  *result = day_number(year, month, day);
  return true;
}

Civil date_civil(Date date) {
  int days = date + EPOCH_FROM_MARCH;
  int era = days / DAYS_IN_ERA, day_of_era = days % DAYS_IN_ERA;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                     day_of_era / (DAYS_IN_ERA - 1)) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int m = (5 * day_of_year + 2) / 153;
  int month = m < 10 ? m + 3 : m - 9;
  int year = era * 400 + year_of_era + (month <= 2);
  return (Civil){ year, month, day_of_year - (153 * m + 2) / 5 + 1 };
}

bool date_add_days(Date date, int64_t days, Date *result) {
  if (days < (int64_t)DATE_FIRST - date || days > (int64_t)DATE_LAST - date)
    return false;
  *result = (Date)(date + days);
  return true;
}

bool date_add_months(Date date, int64_t months, MonthRule rule, Date *result) {
  const int64_t most = (int64_t)12 * (LAST_YEAR + 1);
  if (months < -most || months > most)
    return false;
  Civil civil = date_civil(date);
  int64_t index = (int64_t)civil.year * 12 + civil.month - 1 + months;
  if (index < 12 * FIRST_YEAR || index >= most)
    return false;
  int year = (int)(index / 12), month = (int)(index % 12) + 1;
  int length = date_month_length(year, month);
  if (civil.day <= length)
    return date_make(year, month, civil.day, result);
  Date last = day_number(year, month, length);
  return date_add_days(last, rule == MONTHS_CEILING ? 1 : 0, result);
}

Date date_month_end(Date date) {
  Civil civil = date_civil(date);
  return day_number(civil.year, civil.month, date_month_length(civil.year, civil.month));
}

int date_weekday(Date date) {
  /* 0001-01-01 was a Monday. */
  return (date - DATE_FIRST) % 7 + 1;
}

/* Reads exactly `count` digits at `at`; -1 if they are not there. */
static int read_digits(Text text, size_t at, size_t count) {
  int value = 0;
  if (at > text.length || count > text.length - at)
    return -1;
  for (size_t i = at; i < at + count; i++) {
    if (text.bytes[i] < '0' || text.bytes[i] > '9')
      return -1;
    value = value * 10 + (text.bytes[i] - '0');
  }
  return value;
}

bool date_parse(Text text, Date *result) {
  if (text.length != DATE_LENGTH || text.bytes[4] != '-' || text.bytes[7] != '-')
    return false;
  int year = read_digits(text, 0, 4), month = read_digits(text, 5, 2);
  int day = read_digits(text, 8, 2);
  return year >= 0 && month >= 0 && day >= 0 && date_make(year, month, day, result);
}

bool date_parse_moment(Text text, int64_t *result) {
  Date date;
  bool with_seconds = text.length == 19;
  if (!with_seconds && text.length != 16)
    return false;
  if (!date_parse(text_part(text, 0, DATE_LENGTH), &date))
    return false;
  if (text.bytes[10] != 'T' || text.bytes[13] != ':' || (with_seconds && text.bytes[16] != ':'))
    return false;
  int hour = read_digits(text, 11, 2), minute = read_digits(text, 14, 2);
  int second = with_seconds ? read_digits(text, 17, 2) : 0;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return false;
  *result = (int64_t)date * SECONDS_IN_DAY + hour * 3600 + minute * 60 + second;
  return true;
}

static void write_digits(char *out, int value, int count) {
  for (int i = count - 1; i >= 0; i--) {
    out[i] = (char)('0' + value % 10);
    value /= 10;
  }
}

void date_write(Date date, char out[DATE_LENGTH + 1]) {
  Civil civil = date_civil(date);
  write_digits(out, civil.year, 4);
  write_digits(out + 5, civil.month, 2);
  write_digits(out + 8, civil.day, 2);
  out[4] = out[7] = '-';
  out[DATE_LENGTH] = '\0';
}

Text date_text(Arena *arena, Date date) {
  char out[DATE_LENGTH + 1];
  date_write(date, out);
  return arena_text(arena, (Text){ out, DATE_LENGTH });
}

/* A moment as its day, the rest of it as seconds of that day. */
static int64_t split_moment(int64_t moment, Date *day) {
  int64_t days = moment / SECONDS_IN_DAY, seconds = moment % SECONDS_IN_DAY;
  if (seconds < 0) {
    seconds += SECONDS_IN_DAY;
    days--;
  }
  *day = (Date)days;
  return seconds;
}

Text date_stamp(Arena *arena, int64_t moment) {
  Date day;
  int64_t seconds = split_moment(moment, &day);
  char out[DATE_LENGTH + 1];
  date_write(day, out);
  return arena_format(arena, "%sT%02d:%02d:%02dZ", out, (int)(seconds / 3600),
                      (int)(seconds / 60 % 60), (int)(seconds % 60));
}

Text date_moment_text(Arena *arena, int64_t moment) {
  Date day;
  int64_t seconds = split_moment(moment, &day);
  char out[DATE_LENGTH + 1];
  date_write(day, out);
  int hour = (int)(seconds / 3600), minute = (int)(seconds / 60 % 60);
  int second = (int)(seconds % 60);
  if (second == 0)
    return arena_format(arena, "%sT%02d:%02d", out, hour, minute);
  return arena_format(arena, "%sT%02d:%02d:%02d", out, hour, minute, second);
}
