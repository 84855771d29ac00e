-- The six criteria, three-valued as SQL is.  SQLite and PostgreSQL and DuckDB alike read this.
CREATE TEMP TABLE verdicts AS
SELECT id, amount_ore, received, decided,
       applicant_kind IN ('namnd', 'styrelse') OR (applicant_kind = 'bolag' AND ownership_pct > 50) AS c0,
       focus_area <> 'OVRIGT' AS c1,
       benefit_short_ore > 0 AND benefit_long_ore > 0 AND benefit_model = 'faststalld' AS c2,
       ongoing <> 0 AS c3,
       shared_benefit <> 0 AS c4,
       innovation_considered <> 0 AS c5
  FROM application;
