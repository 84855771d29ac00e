-- By sums over a window: whoever comes after the sum has passed the frame gets nothing, also where a smaller one
-- would still have had room.  That is another rule, which is what people write when a loop is too slow.
PRAGMA temp_store = MEMORY;
BEGIN IMMEDIATE;
DROP TABLE IF EXISTS decision;
CREATE TABLE decision (id INTEGER PRIMARY KEY, outcome TEXT, decider TEXT, granted INTEGER, failed TEXT, due TEXT);
.read bench/peers/verdicts.sql
CREATE TEMP TABLE served (id INTEGER PRIMARY KEY, taken INTEGER, director INTEGER);
INSERT INTO served
SELECT id, sum(amount_ore) OVER queue <= 12000000000,
       amount_ore <= 100000000 AND sum(CASE WHEN amount_ore <= 100000000 THEN amount_ore ELSE 0 END) OVER queue <= 2000000000
  FROM verdicts WHERE c0 AND c1 AND c2 AND c3 AND c4 AND c5
WINDOW queue AS (ORDER BY received, id ROWS UNBOUNDED PRECEDING);
INSERT INTO decision
SELECT v.id, CASE WHEN failed <> '' THEN 'rejected' WHEN taken IS NULL THEN 'incomplete' WHEN taken THEN 'fundable' ELSE 'waitlisted' END,
       CASE WHEN taken THEN CASE WHEN director THEN 'regiondirektor' ELSE 'regionstyrelsen' END END,
       CASE WHEN taken THEN amount_ore END,
       failed,
       CASE WHEN taken THEN CASE WHEN substr(decided, 6) = '02-29' THEN date(decided, '+12 months', '-1 day') ELSE date(decided, '+12 months') END END
  FROM (SELECT *, substr(CASE WHEN NOT c0 THEN ',applicant' ELSE '' END || CASE WHEN NOT c1 THEN ',focus' ELSE '' END ||
               CASE WHEN NOT c2 THEN ',benefit' ELSE '' END || CASE WHEN NOT c3 THEN ',ongoing' ELSE '' END ||
               CASE WHEN NOT c4 THEN ',shared_benefit' ELSE '' END || CASE WHEN NOT c5 THEN ',innovation' ELSE '' END, 2) AS failed
          FROM verdicts) v
  LEFT JOIN served s USING (id) ORDER BY v.id;
COMMIT;
