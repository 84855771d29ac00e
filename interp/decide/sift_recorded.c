/* Decisions taken, of records that are sifted: read without judging the record once more. */
#include "interp/decide/sifting.h"

/* The judgement has a say: its amount is what was granted, or tells whether nothing was. */
static bool takes_judgement(const Sift *sift, uint32_t row, const RecordedDecision *taken) {
  const ModelRecorded *fields = sift->judge->recorded;
  return !sift->written[row] && (!fields || !fields->granted || taken->granted <= 0);
}

bool sift_recorded(Sift *sift, uint32_t row, Arena *batch, RecordedDecision *taken, Text *key) {
  if (sift->draws)
    return false;
  const Record *record = columns_record(sift->columns, row, batch);
  Judging *judging = judging_start(sift->judge, record, batch);
  *taken = recorded_of(judging);
  *key = record_key_text(batch, record);
  return !takes_judgement(sift, row, taken);
}
