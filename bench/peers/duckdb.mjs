// The guideline in DuckDB: the criteria in SQL; the frames, which SQL serves a row at a time or not at all, by a loop here.
//   node duckdb.mjs load FILE.csv FILE.duckdb         the applications into DuckDB's own file (not timed)
//   node duckdb.mjs run FILE.duckdb THREADS           judges them into its table `decision`
//   node duckdb.mjs tell FILE.duckdb                  prints the decisions, one a line
import fs from 'node:fs'
import duckdb from '@duckdb/node-api'

const [task, ...rest] = process.argv.slice(2)
const file = task === 'load' ? rest[1] : rest[0]
const threads = task === 'run' ? rest[1] : '2'
if (task === 'load') fs.rmSync(file, { force: true })
const instance = await duckdb.DuckDBInstance.create(file, { threads })
const connection = await instance.connect()
const run = sql => connection.run(sql)
const rows = async sql => (await connection.runAndReadAll(sql)).getRows()

const load = async () => {
  await run(`CREATE TABLE application AS SELECT * FROM read_csv('${rest[0]}', header = true, columns = {
    id: 'BIGINT', applicant_kind: 'VARCHAR', ownership_pct: 'DOUBLE', amount_ore: 'BIGINT', received: 'DATE', decided: 'DATE', focus_area: 'VARCHAR',
    benefit_short_ore: 'BIGINT', benefit_long_ore: 'BIGINT', benefit_model: 'VARCHAR', ongoing: 'INTEGER', shared_benefit: 'INTEGER',
    innovation_considered: 'INTEGER'})`)
  await run('CHECKPOINT')
}

const serve = async () => {
  await run('CREATE TEMP TABLE served (id BIGINT, taken BOOLEAN, director BOOLEAN)')
  const queue = await connection.runAndReadAll(
    'SELECT id, amount_ore FROM verdicts WHERE c0 AND c1 AND c2 AND c3 AND c4 AND c5 ORDER BY received, id')
  const [ids, amounts] = queue.getColumns()
  const appender = await connection.createAppender('served')
  let pool = 12000000000, small = 2000000000
  for (let i = 0; i < ids.length; i++) {
    const amount = Number(amounts[i])
    const taken = amount <= pool, director = taken && amount <= 100000000 && amount <= small
    if (taken) pool -= amount
    if (director) small -= amount
    appender.appendBigInt(ids[i])
    appender.appendBoolean(taken)
    appender.appendBoolean(director)
    appender.endRow()
  }
  appender.closeSync()
}

const judge = async () => {
  await run('BEGIN')
  await run('CREATE OR REPLACE TABLE decision (id BIGINT, outcome VARCHAR, decider VARCHAR, granted BIGINT, failed VARCHAR, due DATE)')
  await run(fs.readFileSync('bench/peers/verdicts.sql', 'utf8'))
  await serve()
  const named = ['applicant', 'focus', 'benefit', 'ongoing', 'shared_benefit', 'innovation']
  const failed = named.map((name, i) => `CASE WHEN NOT c${i} THEN ',${name}' ELSE '' END`).join(' || ')
  await run(`INSERT INTO decision
    SELECT v.id, CASE WHEN failed <> '' THEN 'rejected' WHEN taken IS NULL THEN 'incomplete' WHEN taken THEN 'fundable' ELSE 'waitlisted' END,
           CASE WHEN taken THEN CASE WHEN director THEN 'regiondirektor' ELSE 'regionstyrelsen' END END,
           CASE WHEN taken THEN amount_ore END, failed, CASE WHEN taken THEN (decided + INTERVAL 12 MONTH)::DATE END
      FROM (SELECT *, substr(${failed}, 2) AS failed FROM verdicts) v LEFT JOIN served s USING (id)`)
  await run('COMMIT')
  await run('CHECKPOINT')
}

const tell = async () => {
  const lines = (await rows(`SELECT id || '|' || outcome || '|' || coalesce(decider, '') || '|' || coalesce(granted::VARCHAR, '') || '|' || failed || '|' ||
    coalesce(due::VARCHAR, '') FROM decision ORDER BY id`)).map(row => row[0])
  fs.writeSync(1, lines.join('\n') + '\n')
}

await { load, run: judge, tell }[task]()
connection.closeSync()
process.exit(0)
