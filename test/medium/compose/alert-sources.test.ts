import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LineGroupId } from '../../../src/line/ids.ts'
import type { Fault } from '../../../src/simulator/faults.ts'
import { type AlertWatch, openAlertWatch } from '../../support/alert-watch.ts'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../support/campaign-office.ts'
import { startMailServer } from '../../support/mail-server.ts'

// Real: PostgreSQL, every feature as compose builds it, the client of LINE. Played: LINE, by the simulator; the clock.

let office: CampaignOffice
let alerts: AlertWatch
beforeEach(async () => {
  office = await openCampaignOffice({ deadlineMs: 1500 })
  alerts = openAlertWatch(office)
})
afterEach(async () => {
  await alerts.close()
  await office.close()
})

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const setFaults = (...faults: Fault[]) => office.simulator.control('/faults', faults)

async function send(groupCount: number, ...faults: Fault[]): Promise<string> {
  const groups = await Promise.all(Array.from({ length: groupCount }, () => office.addGroup()))
  const { runId } = await office.plan({ audience: { groups } })
  await setFaults(...faults)
  await office.drain(runId)
  await setFaults()
  return runId
}

describe('deliveries_failing', () => {
  test('an office of three groups hears that LINE refused one of them, for an hour', async () => {
    await send(3)
    expect(await alerts.look()).not.toHaveProperty('deliveries_failing')
    await send(3, { endpoint: 'push', mode: 'status', status: 403, times: 1 })
    expect(await alerts.look()).toMatchObject({ deliveries_failing: '1' })
    office.turnClock(hourMs + minuteMs)
    expect(await alerts.look()).not.toHaveProperty('deliveries_failing')
  })

  test('one bad chat among many is no alarm', async () => {
    await send(21, { endpoint: 'push', mode: 'status', status: 404, times: 1 })
    expect(await alerts.look()).not.toHaveProperty('deliveries_failing')
  })

  test('what LINE has not taken for five minutes, and nobody has paused, counts before it is given up', async () => {
    const runId = await send(3, { endpoint: 'push', mode: 'status', status: 500 })
    expect(await alerts.look()).not.toHaveProperty('deliveries_failing')
    office.turnClock(6 * minuteMs)
    expect(await alerts.look()).toMatchObject({ deliveries_failing: '3' })
    await office.steer(`/runs/${runId}/pause`)
    expect(await alerts.look()).not.toHaveProperty('deliveries_failing')
    await office.steer(`/runs/${runId}/resume`)
    await office.drain(runId)
    expect(await alerts.look()).not.toHaveProperty('deliveries_failing')
  })
})

describe('token_failing', () => {
  test('LINE takes the token no more; once it does again the alert goes', async () => {
    expect(await alerts.look()).not.toHaveProperty('token_failing')
    await setFaults({ endpoint: 'any', mode: 'status', status: 401 })
    expect(await alerts.look()).toHaveProperty('token_failing')
    await setFaults()
    expect(await alerts.look()).not.toHaveProperty('token_failing')
  })

  test('a LINE that is away says nothing of the token', async () => {
    await setFaults({ endpoint: 'any', mode: 'status', status: 500 })
    expect(await alerts.look()).not.toHaveProperty('token_failing')
  })
})

describe('group_left', () => {
  const happen = (type: 'join' | 'leave', id: string) =>
    office.transaction((tx) =>
      office.bot.handle(
        {
          type,
          webhookEventId: randomUUID(),
          happenedAt: office.clock.now(),
          mode: 'active',
          isRedelivery: false,
          source: { kind: 'group', groupId: office.chatIdOf(id) as LineGroupId },
        },
        tx,
      ),
    )

  /** The bot came in a minute ago, and somebody has approved the group. */
  async function addApproved(): Promise<string> {
    const id = await office.addGroup()
    await office.database.prisma.group.update({ where: { id }, data: { state: 'pending' } })
    office.turnClock(minuteMs)
    expectStatus(200, await office.call(office.people.owner, `/groups/${id}/approve`, { outsiders: false }))
    return id
  }

  test('an approved group without the bot stands for a week; one that nobody had approved does not', async () => {
    const [first, second, unapproved] = [await addApproved(), await addApproved(), await office.addGroup()]
    await office.database.prisma.group.update({ where: { id: unapproved }, data: { state: 'pending' } })
    expect(await alerts.look()).not.toHaveProperty('group_left')
    office.turnClock(minuteMs)
    await happen('leave', first)
    await happen('leave', unapproved)
    expect(await alerts.look()).toMatchObject({ group_left: '1' })
    office.turnClock(6 * dayMs)
    await happen('leave', second)
    expect(await alerts.look()).toMatchObject({ group_left: '2' })
    office.turnClock(2 * dayMs)
    expect(await alerts.look()).toMatchObject({ group_left: '1' })
    office.turnClock(6 * dayMs)
    expect(await alerts.look()).not.toHaveProperty('group_left')
  })

  test('a group that lets the bot in again is no loss', async () => {
    const group = await addApproved()
    await happen('leave', group)
    expect(await alerts.look()).toHaveProperty('group_left')
    office.turnClock(minuteMs)
    await happen('join', group)
    expect(await alerts.look()).not.toHaveProperty('group_left')
  })

  test('a second group that throws the bot out within the week is told too, each once', async () => {
    const owner = await office.hireOfficer('owner')
    for (const group of [await addApproved(), await addApproved()]) {
      office.turnClock(minuteMs)
      await happen('leave', group)
      for (const _ of [1, 2, 3]) await alerts.look()
    }
    await office.tellOfficers()
    expect(await office.told(owner.lineUserId)).toHaveLength(2)
  })
})

describe('webhook_silent', () => {
  const line = (method: string, path: string, body?: unknown) =>
    office.simulator.line(method, `/v2/bot/channel/webhook${path}`, body)

  test('LINE’s own call is refused or answered with an error; once it is answered the alert goes', async () => {
    expect(await alerts.look()).not.toHaveProperty('webhook_silent')
    office.simulator.receiver.answers.push(500)
    expect(await alerts.look()).toMatchObject({ webhook_silent: 'ERROR_STATUS_CODE' })
    expect(await alerts.look()).not.toHaveProperty('webhook_silent')
  })

  test('LINE calls another address than ours, which answers well', async () => {
    const ours = office.simulator.receiver.url
    await line('PUT', '/endpoint', { endpoint: ours.replace('127.0.0.1', 'localhost') })
    expect(await alerts.look()).toMatchObject({ webhook_silent: 'OTHER_ADDRESS' })
    await line('PUT', '/endpoint', { endpoint: ours })
    expect(await alerts.look()).not.toHaveProperty('webhook_silent')
  })

  test('“Use webhook” is off, though LINE’s own call is answered', async () => {
    await office.simulator.control('/settings', { webhook: 'off' })
    expect((await line('POST', '/test')).body).toMatchObject({ success: true })
    expect(await alerts.look()).toMatchObject({ webhook_silent: 'SWITCHED_OFF' })
    await office.simulator.control('/settings', { webhook: 'on' })
    expect(await alerts.look()).not.toHaveProperty('webhook_silent')
  })
})

describe('runs that wait for a person', () => {
  test('runs_held: one that came too late, until it is cancelled', async () => {
    const { runId } = await office.schedule({ audience: { groups: [await office.addGroup()] } })
    expect(await alerts.look()).not.toHaveProperty('runs_held')
    office.turnClock(hourMs)
    await office.runJob('start-run', runId)
    expect(await alerts.look()).toMatchObject({ runs_held: '1' })
    expectStatus(200, await office.steer(`/runs/${runId}/cancel`))
    expect(await alerts.look()).not.toHaveProperty('runs_held')
  })

  test('runs_paused: until it is resumed', async () => {
    const { runId } = await office.plan({ audience: { groups: [await office.addGroup()] } })
    expect(await alerts.look()).not.toHaveProperty('runs_paused')
    expectStatus(200, await office.steer(`/runs/${runId}/pause`))
    expect(await alerts.look()).toMatchObject({ runs_paused: '1' })
    expectStatus(200, await office.steer(`/runs/${runId}/resume`))
    expect(await alerts.look()).not.toHaveProperty('runs_paused')
  })
})

test('quota_80: from the eightieth of a hundred messages on, and no more when LINE sells more', async () => {
  async function lookAt(settings: object) {
    await office.simulator.control('/settings', settings)
    office.turnClock(10 * minuteMs) // LINE's figures are kept for five
    return alerts.look()
  }
  expect(await lookAt({ quota: null, consumption: 5000 })).not.toHaveProperty('quota_80')
  expect(await lookAt({ quota: 100, consumption: 79 })).not.toHaveProperty('quota_80')
  expect(await lookAt({ consumption: 80 })).toHaveProperty('quota_80')
  expect(await lookAt({ quota: 1000 })).not.toHaveProperty('quota_80')
})

describe('the machine', () => {
  test('disk_low: there is no room under DATA_DIR', async () => {
    expect(await alerts.look()).not.toHaveProperty('disk_low')
    const full = openAlertWatch(office, { env: { DATA_DIR: '/proc' } }) // a file system that never has any
    expect(await full.look()).toMatchObject({ disk_low: '0.0 GB' })
    await full.close()
  })

  test('backup_old: a day and a half after the newest, or after the start where there is none', async () => {
    await office.database.prisma.installation.create({ data: { id: 1, kind: 'real', bornAt: office.clock.now() } })
    const backups = join(dirname(alerts.config.dataDir), 'backups')
    expect(await alerts.look()).not.toHaveProperty('backup_old')
    office.turnClock(37 * hourMs)
    expect(await alerts.look()).toMatchObject({ backup_old: backups })
    mkdirSync(join(backups, nameOf(office.clock.now())), { recursive: true })
    expect(await alerts.look()).not.toHaveProperty('backup_old')
    office.turnClock(37 * hourMs)
    mkdirSync(join(backups, `${nameOf(office.clock.now())}.partial`))
    expect(await alerts.look()).toMatchObject({ backup_old: backups })
  })

  test('backup_old: the second place has none, though the first has', async () => {
    await office.database.prisma.installation.create({ data: { id: 1, kind: 'real', bornAt: office.clock.now() } })
    const backups = join(dirname(alerts.config.dataDir), 'backups')
    const second = join(dirname(alerts.config.dataDir), 'second')
    mkdirSync(backups)
    writeFileSync(join(backups, 'second-place'), `${second}\n`)
    office.turnClock(37 * hourMs)
    for (const [folder, found] of [
      [backups, second],
      [second, undefined],
    ] as const) {
      mkdirSync(join(folder, nameOf(office.clock.now())), { recursive: true })
      expect((await alerts.look()).backup_old).toBe(found)
    }
  })

  const nameOf = (at: Date) => at.toISOString().slice(0, 19).replaceAll(/:/g, '')
})

test('ALERT_TO gets one mail for a dead webhook, none while it stays dead, and one more when it dies again', async () => {
  const server = await startMailServer()
  const mailing = openAlertWatch(office, {
    env: { ALERT_TO: 'it@office.example', SMTP_URL: server.url, MAIL_FROM: 'sucharit@office.example' },
  })
  const { answers } = office.simulator.receiver
  for (const _ of ['the first time', 'the second']) {
    for (const __ of [1, 2, 3, 4]) {
      answers.push(500)
      office.turnClock(5 * minuteMs)
      await mailing.look()
    }
    expect(await mailing.look()).not.toHaveProperty('webhook_silent')
  }
  expect(server.mails.map(({ to }) => to)).toEqual([['it@office.example'], ['it@office.example']])
  const [first, second] = server.mails.map(({ data }) => /^Message-ID: (.*)$/im.exec(data)?.[1])
  expect(first).not.toBe(second)
  await mailing.close()
  await server.close()
})

describe('results_overdue', () => {
  const promise = (returnsOn: string, more: { holdReason?: string; resultCampaignId?: string } = {}) =>
    office.database.prisma.poll.create({
      data: {
        title: 'ความเป็นธรรมในการมอบหมายงาน',
        anonymity: 'ballot',
        state: 'closed',
        outcome: 'counted',
        questions: [],
        audience: {},
        authorId: randomUUID(),
        openedAt: new Date(returnsOn),
        returnsOn: new Date(returnsOn),
        ...more,
      },
    })

  test('counts what was promised for a day that is over, unless it is on its way or a reason is told', async () => {
    const day = (count: number) => new Date(office.clock.now().getTime() + count * dayMs).toISOString().slice(0, 10)
    await promise(day(1))
    await promise(day(-2), { holdReason: 'รอมติที่ประชุมฝ่ายบริหาร' })
    const { campaignId: approved } = await office.plan({ audience: { groups: [await office.addGroup()] } })
    await promise(day(-2), { resultCampaignId: approved })
    expect(await alerts.look()).not.toHaveProperty('results_overdue')
    await promise(day(-2))
    const { id: draft } = expectStatus(201, await office.draft({ audience: { groups: [await office.addGroup()] } }))
    await promise(day(-2), { resultCampaignId: draft })
    expect(await alerts.look()).toMatchObject({ results_overdue: '2' })
  })
})

describe('on the demo', () => {
  test('what LINE says is looked at as with a real channel, and the machine is not', async () => {
    const demo = openAlertWatch(office, { isDemo: true })
    await send(3, { endpoint: 'push', mode: 'status', status: 403 })
    await setFaults({ endpoint: 'info', mode: 'status', status: 401 })
    office.simulator.receiver.answers.push(500)
    expect(Object.keys(await demo.look()).sort()).toEqual(['deliveries_failing', 'token_failing', 'webhook_silent'])
    await demo.close()
  })
})
