import type { Finding } from '../doctor/check.ts'
import { runChecks } from '../doctor/run-checks.ts'
import type { Command } from './command.ts'

const marks: Record<Finding['state'], string> = {
  ok: 'ok      ',
  fix: 'FIX     ',
  by_hand: 'look    ',
  skipped: 'skipped ',
}

export const doctor: Command = {
  name: 'doctor',
  usage: '[--json]',
  help: 'checks LINE, the machine, the stores and the host names; each line is ok or says what to do',
  flags: ['json'],
  async run({ config, log, clock, flags, print }) {
    const findings = await runChecks({ config, log, clock })
    if (flags.has('json')) print(JSON.stringify(findings, null, 1))
    else for (const { name, state, detail } of findings) print(`${marks[state]}${name}: ${detail}`)
    return findings.some(({ state }) => state === 'fix') ? 1 : 0
  },
}
