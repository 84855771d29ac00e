// The criteria and the delegation by amount in rule engines of npm, each in its own language, over better-sqlite3.
//   node engines.mjs by_hand|cel|json_logic|zen FILE.db      judges the applications into the table `decision`
// A criterion is 2 (holds), 1 (not known) or 0 (fails): none of them has an unknown of its own.
import fs from 'node:fs'
import Database from 'better-sqlite3'

const AREAS = ['FO1', 'FO2', 'FO3', 'FO4', 'FO5', 'FO6']
const NAMES = ['applicant', 'focus', 'benefit', 'ongoing', 'shared_benefit', 'innovation']
const MKR = 100000000
const engines = {}

engines.by_hand = async () => {
  const flag = value => value === null ? 1 : value ? 2 : 0
  const positive = value => value === null ? 1 : value > 0 ? 2 : 0
  return row => {
    const kind = row.applicant_kind
    const model = row.benefit_model === null ? 1 : row.benefit_model === 'faststalld' ? 2 : 0
    return [
      kind === 'namnd' || kind === 'styrelse' ? 2 : kind !== 'bolag' ? 0 : row.ownership_pct === null ? 1 : row.ownership_pct > 50 ? 2 : 0,
      row.focus_area === null ? 1 : AREAS.includes(row.focus_area) ? 2 : 0,
      Math.min(positive(row.benefit_short_ore), positive(row.benefit_long_ore), model),
      flag(row.ongoing), flag(row.shared_benefit), flag(row.innovation_considered),
      row.amount_ore <= MKR ? 'regiondirektor' : 'regionstyrelsen']
  }
}

engines.cel = async () => {
  const { Environment } = await import('@marcbachmann/cel-js')
  const environment = new Environment({ unlistedVariablesAreDyn: true })
  const flag = name => `${name} == null ? 1 : ${name} == 1 ? 2 : 0`
  const fails = "(benefit_short_ore != null && benefit_short_ore <= 0) || (benefit_long_ore != null && benefit_long_ore <= 0) || " +
    "(benefit_model != null && benefit_model != 'faststalld')"
  const open = 'benefit_short_ore == null || benefit_long_ore == null || benefit_model == null'
  const judge = environment.parse(`[
    applicant_kind in ['namnd', 'styrelse'] ? 2 : applicant_kind != 'bolag' ? 0 : ownership_pct == null ? 1 : ownership_pct > 50 ? 2 : 0,
    focus_area == null ? 1 : focus_area in [${AREAS.map(area => `'${area}'`)}] ? 2 : 0,
    ${fails} ? 0 : ${open} ? 1 : 2,
    ${flag('ongoing')}, ${flag('shared_benefit')}, ${flag('innovation_considered')},
    amount_ore <= ${MKR} ? 1 : 0]`)
  return row => {      // a list of CEL has elements of one type
    const found = judge(row)
    return [...found.slice(0, 6), Number(found[6]) === 1 ? 'regiondirektor' : 'regionstyrelsen']
  }
}

engines.json_logic = async () => {
  const logic = (await import('json-logic-js')).default
  const fact = name => ({ var: name })
  const is_open = name => ({ '===': [fact(name), null] })
  const flag = name => ({ if: [is_open(name), 1, { '===': [fact(name), 1] }, 2, 0] })
  const is_low = name => ({ and: [{ '!==': [fact(name), null] }, { '<=': [fact(name), 0] }] })
  const rules = [
    { if: [{ in: [fact('applicant_kind'), ['namnd', 'styrelse']] }, 2, { '!==': [fact('applicant_kind'), 'bolag'] }, 0,
      is_open('ownership_pct'), 1, { '>': [fact('ownership_pct'), 50] }, 2, 0] },
    { if: [is_open('focus_area'), 1, { in: [fact('focus_area'), AREAS] }, 2, 0] },
    { if: [{ or: [is_low('benefit_short_ore'), is_low('benefit_long_ore'),
      { and: [{ '!==': [fact('benefit_model'), null] }, { '!==': [fact('benefit_model'), 'faststalld'] }] }] }, 0,
      { or: ['benefit_short_ore', 'benefit_long_ore', 'benefit_model'].map(is_open) }, 1, 2] },
    flag('ongoing'), flag('shared_benefit'), flag('innovation_considered'),
    { if: [{ '<=': [fact('amount_ore'), MKR] }, 'regiondirektor', 'regionstyrelsen'] }]
  return row => logic.apply(rules, row)
}

engines.zen = async () => {
  const { ZenEngine } = (await import('@gorules/zen-engine')).default
  const flag = name => `${name} == null ? 1 : ${name} == 1 ? 2 : 0`
  const texts = {
    c0: "applicant_kind in ['namnd', 'styrelse'] ? 2 : applicant_kind != 'bolag' ? 0 : ownership_pct == null ? 1 : ownership_pct > 50 ? 2 : 0",
    c1: `focus_area == null ? 1 : focus_area in [${AREAS.map(area => `'${area}'`)}] ? 2 : 0`,
    c2: "(benefit_short_ore != null and benefit_short_ore <= 0) or (benefit_long_ore != null and benefit_long_ore <= 0) or " +
      "(benefit_model != null and benefit_model != 'faststalld') ? 0 : " +
      'benefit_short_ore == null or benefit_long_ore == null or benefit_model == null ? 1 : 2',
    c3: flag('ongoing'), c4: flag('shared_benefit'), c5: flag('innovation_considered'),
    decider: `amount_ore <= ${MKR} ? 'regiondirektor' : 'regionstyrelsen'` }
  const expressions = Object.entries(texts).map(([key, value]) => ({ id: key, key, value }))
  const place = x => ({ x, y: 0 })
  const decision = new ZenEngine().createDecision({
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: place(0) },
      { id: 'rules', type: 'expressionNode', name: 'rules', position: place(1), content: { expressions, passThrough: false } },
      { id: 'out', type: 'outputNode', name: 'out', position: place(2) }],
    edges: [{ id: 'a', type: 'edge', sourceId: 'in', targetId: 'rules' }, { id: 'b', type: 'edge', sourceId: 'rules', targetId: 'out' }] })
  return async row => {
    const { c0, c1, c2, c3, c4, c5, decider } = (await decision.evaluate(row)).result
    return [c0, c1, c2, c3, c4, c5, decider]
  }
}

// ---- reading and writing, the same for all -------------------------------------------------

const BATCH = 1000
const is_leap = year => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const a_year_later = day => {
  const year = Number(day.slice(0, 4)) + 1
  return day.endsWith('02-29') && !is_leap(year) ? `${year}-02-28` : `${year}${day.slice(4)}`
}
const [name, file] = process.argv.slice(2)
const judge = await engines[name]()
const reading = new Database(file, { readonly: true })
const applications = reading.prepare('SELECT * FROM application ORDER BY id')
reading.pragma('journal_mode')
const writing = new Database(file)
writing.pragma('journal_mode = WAL')
writing.exec(`BEGIN; DROP TABLE IF EXISTS decision;
  CREATE TABLE decision (id INTEGER PRIMARY KEY, outcome TEXT, decider TEXT, granted INTEGER, failed TEXT, due TEXT)`)
const insert = writing.prepare('INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?)')
const write = (row, found) => {
  const decider = found[6]
  let failed = '', open = false
  for (let i = 0; i < 6; i++) {
    const verdict = Number(found[i])
    if (verdict === 0) failed += (failed ? ',' : '') + NAMES[i]
    open ||= verdict === 1
  }
  if (failed || open) insert.run(row.id, failed ? 'rejected' : 'incomplete', null, null, failed, null)
  else insert.run(row.id, 'fundable', decider, row.amount_ore, '', a_year_later(row.decided))
}
let batch = []
const judge_batch = async () => {
  const found = await Promise.all(batch.map(judge))
  batch.forEach((row, i) => write(row, found[i]))
  batch = []
}
for (const row of applications.iterate()) if (batch.push(row) === BATCH) await judge_batch()
await judge_batch()
reading.close()
writing.exec('COMMIT')
writing.close()
process.exit(0)
