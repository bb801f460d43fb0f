import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { alertCodes } from '../../../src/contracts/alert-words.ts'
import type { CallOutcome } from '../../../src/features/campaigns/rules.ts'
import { type AlertWatch, openAlertWatch } from '../../support/alert-watch.ts'
import { type CampaignOffice, openCampaignOffice } from '../../support/campaign-office.ts'

let office: CampaignOffice
let alerts: AlertWatch
beforeAll(async () => {
  office = await openCampaignOffice()
  alerts = openAlertWatch(office)
})
afterAll(async () => {
  await alerts.close()
  await office.close()
})

const { groups } = parse(readFileSync('docs/deploy/prometheus-alerts.yml', 'utf8')) as {
  groups: { rules: { alert: string; expr: string }[] }[]
}
const rules = groups.flatMap((group) => group.rules)
const dashboard = readFileSync('docs/deploy/grafana-dashboard.json', 'utf8')
const asked = `${rules.map(({ expr }) => expr).join(' ')} ${dashboard.replaceAll('\\"', '"')}`

/** `sucharit_runs{state="held"}` as metric, label and the values it is compared with. */
const matchers = [...asked.matchAll(/(sucharit_\w+)\{(\w+)=~?"([^"]+)"/g)].map(
  ([, metric = '', label = '', values = '']) => ({
    metric,
    label,
    values: values.split('|'),
  }),
)

/** Every end of a call; a kind that is added to the type and not here does not compile. */
const outcomes = {
  accepted: true,
  unreachable: true,
  rate_limited: true,
  unauthorized: true,
  monthly_limit: true,
  rejected: true,
} satisfies Record<CallOutcome['kind'], true>

async function valuesOf(metric: string, label: string): Promise<string[]> {
  if (metric === 'sucharit_deliveries_total') return Object.keys(outcomes)
  const found = (await alerts.metrics.registry.getMetricsAsJSON()).find(({ name }) => name === metric)
  return (found?.values ?? []).map(({ labels }) => String((labels as Record<string, unknown>)[label]))
}

test('alerts and dashboard ask for metrics that exist, and for nothing of another exporter', () => {
  const known = alerts.metrics.registry.getMetricsAsArray().map(({ name }) => name)
  const names = asked.match(/sucharit_[a-z_]+/g) ?? []
  expect(names.length).toBeGreaterThan(10)
  for (const name of names) expect(known).toContain(name.replace(/_bucket$/, ''))
  for (const { expr } of rules) expect(expr).toMatch(/sucharit_|^up\{/)
})

test('a label is asked for a value that the service writes', async () => {
  expect(matchers.map(({ metric }) => metric)).toEqual(
    expect.arrayContaining(['sucharit_deliveries_total', 'sucharit_runs', 'sucharit_alerts']),
  )
  for (const { metric, label, values } of matchers)
    expect(await valuesOf(metric, label), metric).toEqual(expect.arrayContaining(values))
})

test('whatever the service itself calls wrong has a rule', () => {
  const byOwnFigure = ['runs_held', 'runs_paused', 'disk_low', 'backup_old']
  const byAlert = matchers.filter(({ metric }) => metric === 'sucharit_alerts').flatMap(({ values }) => values)
  expect([...byOwnFigure, ...byAlert].toSorted()).toEqual(alertCodes.toSorted())
})

test('a refused delivery is counted under a word that the rule asks for', async () => {
  const { runId } = await office.plan({ audience: { groups: [await office.addGroup()] } })
  await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 403 }])
  await office.drain(runId)
  await office.simulator.control('/faults', [])
  const counted = (await office.metrics.deliveries.get()).values.map(({ labels }) => labels.outcome)
  const wanted = matchers.find(({ metric }) => metric === 'sucharit_deliveries_total')?.values
  expect(counted).toHaveLength(1)
  expect(wanted).toContain(counted[0])
})

test('tells what is wrong as 1, all else as 0, and the room that is left on the disk of the data', async () => {
  office.simulator.receiver.answers.push(500)
  await alerts.watch()
  const page = await alerts.metrics.registry.metrics()
  expect(page).toContain('sucharit_alerts{code="webhook_silent"} 1')
  expect(page).toContain('sucharit_alerts{code="token_failing"} 0')
  expect(Number(/^sucharit_disk_free_bytes (\S+)$/m.exec(page)?.[1])).toBeGreaterThan(1024 ** 2)
})
