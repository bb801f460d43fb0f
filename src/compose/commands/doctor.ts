import type { Finding } from '../doctor/check.ts'
import { checkHosts } from '../doctor/check-hosts.ts'
import { checkLine } from '../doctor/check-line.ts'
import { checkMachine } from '../doctor/check-machine.ts'
import { checkStores } from '../doctor/check-stores.ts'
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
    const context = { config, now: clock.now() }
    const findings = (
      await Promise.all([
        checkLine(context, { clock, log }),
        checkMachine(context),
        checkStores(context, log),
        checkHosts(context),
      ])
    ).flat()
    if (flags.has('json')) print(JSON.stringify(findings, null, 1))
    else for (const { name, state, detail } of findings) print(`${marks[state]}${name}: ${detail}`)
    return findings.some(({ state }) => state === 'fix') ? 1 : 0
  },
}
