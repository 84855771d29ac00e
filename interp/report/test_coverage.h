/* test_coverage.h - what the tests come to, and the places where they do not.
 *
 * Text: the lines with what no test shows of them, then a line for each kind of point, for each
 * file and for all.  JSON: the same, and every point. */
#ifndef ANSLAG_INTERP_REPORT_TEST_COVERAGE_H
#define ANSLAG_INTERP_REPORT_TEST_COVERAGE_H

#include "interp/report/remarks.h"
#include "interp/trials/coverage.h"

/* A point counts once for each way it may come out. */
typedef struct { size_t all, shown; } CoverageCount;

CoverageCount test_coverage_count(const TestCoverage *coverage);
/* In a hundred, rounded down; 100 where there is nothing. */
unsigned test_coverage_percent(CoverageCount count);

void test_coverage_write_text(Writer *writer, const Screen *screen, const TestCoverage *coverage,
                              Sources *sources);
void test_coverage_write_json(Writer *writer, const TestCoverage *coverage, Sources *sources);

#endif
