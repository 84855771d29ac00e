-- Whole: the frames are served one by one, by a recursion over the queue.
PRAGMA temp_store = MEMORY;
BEGIN IMMEDIATE;
DROP TABLE IF EXISTS decision;
CREATE TABLE decision (id INTEGER PRIMARY KEY, outcome TEXT, decider TEXT, granted INTEGER, failed TEXT, due TEXT);
.read bench/peers/verdicts.sql
CREATE TEMP TABLE queue (n INTEGER PRIMARY KEY, id INTEGER, amount INTEGER);
INSERT INTO queue
SELECT row_number() OVER (ORDER BY received, id), id, amount_ore FROM verdicts
 WHERE c0 AND c1 AND c2 AND c3 AND c4 AND c5 ORDER BY received, id;
CREATE TEMP TABLE served (id INTEGER PRIMARY KEY, taken INTEGER, director INTEGER);
INSERT INTO served
WITH RECURSIVE turn (n, id, pool, director, taken, by_director) AS (
  SELECT 0, NULL, 12000000000, 2000000000, 0, 0
  UNION ALL
  SELECT q.n, q.id,
         turn.pool - CASE WHEN q.amount <= turn.pool THEN q.amount ELSE 0 END,
         turn.director - CASE WHEN q.amount <= turn.pool AND q.amount <= 100000000 AND q.amount <= turn.director THEN q.amount ELSE 0 END,
         q.amount <= turn.pool,
         q.amount <= turn.pool AND q.amount <= 100000000 AND q.amount <= turn.director
    FROM turn JOIN queue q ON q.n = turn.n + 1)
SELECT id, taken, by_director FROM turn WHERE n > 0;
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
