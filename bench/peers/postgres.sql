-- Whole: the frames are served one by one, by a loop in the database's own language.
\set ON_ERROR_STOP on
BEGIN;
DROP TABLE IF EXISTS decision;
CREATE TABLE decision (id BIGINT PRIMARY KEY, outcome TEXT, decider TEXT, granted BIGINT, failed TEXT, due DATE);
\i bench/peers/verdicts.sql
CREATE FUNCTION pg_temp.serve() RETURNS TABLE (id BIGINT, taken BOOLEAN, director BOOLEAN) LANGUAGE plpgsql AS $$
DECLARE
  next RECORD;
  pool BIGINT := 12000000000;
  small BIGINT := 2000000000;
BEGIN
  FOR next IN SELECT v.id AS number, v.amount_ore AS amount FROM verdicts v
               WHERE c0 AND c1 AND c2 AND c3 AND c4 AND c5 ORDER BY v.received, v.id LOOP
    id := next.number;
    taken := next.amount <= pool;
    director := taken AND next.amount <= 100000000 AND next.amount <= small;
    IF taken THEN pool := pool - next.amount; END IF;
    IF director THEN small := small - next.amount; END IF;
    RETURN NEXT;
  END LOOP;
END $$;
ANALYZE verdicts;
INSERT INTO decision
SELECT v.id, CASE WHEN failed <> '' THEN 'rejected' WHEN taken IS NULL THEN 'incomplete' WHEN taken THEN 'fundable' ELSE 'waitlisted' END,
       CASE WHEN taken THEN CASE WHEN director THEN 'regiondirektor' ELSE 'regionstyrelsen' END END,
       CASE WHEN taken THEN amount_ore END,
       failed,
       CASE WHEN taken THEN (decided + INTERVAL '12 months')::DATE END
  FROM (SELECT *, substr(CASE WHEN NOT c0 THEN ',applicant' ELSE '' END || CASE WHEN NOT c1 THEN ',focus' ELSE '' END ||
               CASE WHEN NOT c2 THEN ',benefit' ELSE '' END || CASE WHEN NOT c3 THEN ',ongoing' ELSE '' END ||
               CASE WHEN NOT c4 THEN ',shared_benefit' ELSE '' END || CASE WHEN NOT c5 THEN ',innovation' ELSE '' END, 2) AS failed
          FROM verdicts) v
  LEFT JOIN pg_temp.serve() s USING (id);
COMMIT;
