import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readAudience } from '../../../../src/features/audience/audience-service.ts'
import { type CampaignOffice, expectStatus, openCampaignOffice } from '../../../support/campaign-office.ts'

let office: CampaignOffice
let whilePlanning: (() => Promise<void>) | undefined
let readChats: string[] = []
beforeAll(async () => {
  office = await openCampaignOffice({
    needs: {
      async *readAudience(tx, spec, among) {
        for await (const page of readAudience(tx, spec, among)) {
          await whilePlanning?.()
          readChats.push(...page.map(({ chatId }) => chatId))
          yield page
        }
      },
    },
  })
})
afterEach(async () => {
  whilePlanning = undefined
  await office.simulator.control('/faults', [])
})
afterAll(() => office.close())

const stateOf = async (runId: string, id: string) => {
  const chatId = office.chatIdOf(id)
  const { state, reason } = (await office.recipients(runId)).find((row) => row.chatId === chatId) ?? {}
  return [state, reason]
}

describe('who leaves, blocks or is erased', () => {
  test('before the first try gets nothing, and the others get theirs', async () => {
    const people = await office.addPeople(3)
    const groups = [await office.addGroup(), await office.addGroup()]
    const { runId } = await office.plan({ audience: { people, groups } })
    const [blocker] = people as [string]
    const [leaver] = groups as [string]
    await office.withdraw(office.chatIdOf(blocker), 'blocked')
    await office.withdraw(office.chatIdOf(leaver), 'left')
    await office.drain(runId)
    expect(await office.counts([...people, ...groups])).toEqual([0, 1, 1, 0, 1])
    expect([await stateOf(runId, blocker), await stateOf(runId, leaver)]).toEqual([
      ['skipped', 'blocked'],
      ['skipped', 'left'],
    ])
    expect((await office.deliveries(runId)).map(({ state }) => state).toSorted()).toEqual([
      'accepted',
      'accepted',
      'empty',
    ])
    expect((await office.run(runId)).state).toBe('done')
  })

  test('after the first try stays in it: the body and the people of a key never change', async () => {
    const people = await office.addPeople(3)
    const { runId } = await office.plan({ audience: { people } })
    await office.simulator.control('/faults', [{ endpoint: 'multicast', mode: 'status', status: 500, times: 1 }])
    await office.drain(runId)
    const [tried] = await office.deliveries(runId)
    expect(tried).toMatchObject({ state: 'queued', tryCount: 1 })
    expect(tried?.to.toSorted()).toEqual(people.map(office.chatIdOf).toSorted())
    await office.withdraw(office.chatIdOf(people[0] as string), 'blocked')
    office.turnClock(2000)
    await office.drain(runId)
    expect(await office.counts(people)).toEqual([1, 1, 1])
    const [item] = (await office.arrivals(people)).flat()
    expect(item?.retryKey).toBe(tried?.retryKey)
    expect(await stateOf(runId, people[0] as string)).toEqual(['accepted', null])
  })

  test('may still be taken out when a claim gave the request back without calling', async () => {
    const groups = [await office.addGroup()]
    const { runId } = await office.plan({ audience: { groups } })
    // The process is told to stop between its claim and its first call.
    let looks = 0
    const stopping = {
      get aborted() {
        return ++looks > 1
      },
    }
    await office.drain(runId, stopping as AbortSignal)
    expect(await office.deliveries(runId)).toMatchObject([
      { state: 'queued', firstTriedAt: null, leaseUntil: null, to: [], fence: expect.any(String) },
    ])
    await office.withdraw(office.chatIdOf(groups[0] as string), 'left')
    await office.drain(runId)
    expect(await office.counts(groups)).toEqual([0])
  })
})

describe('while a large run is being planned', () => {
  /** Does this once, when the plan has read its first page and not written it yet. */
  function meanwhile(act: () => Promise<void>) {
    whilePlanning = async () => {
      whilePlanning = undefined
      await act()
    }
  }

  test('who blocks, is erased or left with outsiders does not wait for it, and is taken out of it', async () => {
    const [blocker, erased, stays] = (await office.addPeople(3)) as [string, string, string]
    const group = await office.addGroup()
    const { runId } = await office.schedule({ audience: { people: [blocker, erased, stays], groups: [group] } })
    const erasedChat = office.chatIdOf(erased)
    const approval: { status?: number } = {}
    meanwhile(async () => {
      const unfollowedAt = office.clock.now()
      // Among those who are gone the plan meets them once more.
      await office.database.prisma.staff.update({ where: { id: blocker }, data: { unfollowedAt } })
      await office.withdraw(office.chatIdOf(blocker), 'blocked')
      await office.transaction(async (tx) => {
        await office.campaigns.withdrawChat(tx, erasedChat, 'erased')
        await office.campaigns.forgetChat(tx, erasedChat)
      })
      approval.status = (await office.call(office.people.owner, `/groups/${group}/approve`, { outsiders: true })).status
    })
    await office.runJob('start-run', runId)
    expect(approval.status).toBe(200)
    await office.drain(runId)
    expect(await office.counts([blocker, erased, stays, group])).toEqual([0, 0, 1, 0])
    expect([await stateOf(runId, blocker), await stateOf(runId, group)]).toEqual([
      ['skipped', 'blocked'],
      ['skipped', 'outsiders'],
    ])
    // Erased: counted among the skipped, and nothing says any more who it was.
    const rows = await office.recipients(runId)
    expect(rows.filter(({ chatId }) => chatId === null)).toMatchObject([{ state: 'skipped', reason: 'erased' }])
    expect(JSON.stringify(rows)).not.toContain(erasedChat)
    expect(await office.database.prisma.withdrawal.count()).toBe(0)
  })

  test('a test goes out, and what failed is tried again', async () => {
    const [tester, failed] = (await office.addPeople(2)) as [string, string]
    const draft = (await office.draft({ audience: { people: [failed] } })).body
    const other = await office.plan({ audience: { people: [failed] } })
    await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 400, times: 1 }])
    await office.drain(other.runId)
    const { runId } = await office.schedule({ audience: { people: await office.addPeople(1) } })
    const statuses: number[] = []
    meanwhile(async () => {
      statuses.push(
        (await office.call(office.people.owner, `/campaigns/${draft.id}/test`, { people: [tester] })).status,
      )
      statuses.push((await office.steer(`/runs/${other.runId}/retry`)).status)
      const test = await office.database.prisma.run.findFirstOrThrow({ where: { campaignId: draft.id, isTest: true } })
      await office.runJob('start-run', test.id)
      await office.drain(test.id)
      await office.drain(other.runId)
    })
    await office.runJob('start-run', runId)
    expect(statuses).toEqual([200, 200])
    expect(await office.counts([tester, failed])).toEqual([1, 1])
  })

  test('a retry that has caps to keep is told to wait, and can be made a moment later', async () => {
    office.limitChats({ perDay: 5, perWeek: 0 })
    const failed = await office.plan({ audience: { groups: [await office.addGroup()] } })
    await office.simulator.control('/faults', [{ endpoint: 'push', mode: 'status', status: 400, times: 1 }])
    await office.drain(failed.runId)
    const { runId } = await office.schedule({ audience: { people: await office.addPeople(1) } })
    let early: Awaited<ReturnType<typeof office.steer>> | undefined
    meanwhile(async () => {
      early = await office.steer(`/runs/${failed.runId}/retry`)
    })
    await office.runJob('start-run', runId)
    expect(early).toMatchObject({ status: 409, body: { code: 'CAMPAIGN_BUSY' } })
    expectStatus(200, await office.steer(`/runs/${failed.runId}/retry`))
    office.limitChats({ perDay: 0, perWeek: 0 })
  }, 20_000)

  test('its campaign and its run are steered by nobody: each is told so, and can be a moment later', async () => {
    const { campaignId, runId } = await office.schedule({ audience: { people: await office.addPeople(2) } })
    const steps = [`/campaigns/${campaignId}/pause`, `/campaigns/${campaignId}/cancel`, `/runs/${runId}/cancel`]
    let answers: Awaited<ReturnType<typeof office.steer>>[] = []
    meanwhile(async () => {
      answers = await Promise.all(steps.map((step) => office.steer(step)))
    })
    await office.runJob('start-run', runId)
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(steps.map(() => [409, 'CAMPAIGN_BUSY']))
    expect(answers[0]?.body.message).toMatch(/โปรดรอสักครู่/)
    expect(await office.seeCampaign(campaignId)).toMatchObject({ state: 'scheduled', runs: [{ state: 'sending' }] })
    const steered = {
      subject: { in: [campaignId, runId] },
      action: { in: ['campaign.pause', 'campaign.cancel', 'run.cancel'] },
    }
    expect(await office.database.prisma.auditEntry.count({ where: steered })).toBe(0)
    expectStatus(200, await office.steer(`/campaigns/${campaignId}/pause`))
    await office.drain(runId)
    expect((await office.run(runId)).state).toBe('paused')
    expect((await office.deliveries(runId)).map(({ state }) => state)).toEqual(['queued'])
  }, 20_000)

  test('what a plan that was rolled back has noted is no concern of the next one', async () => {
    const [person] = (await office.addPeople(1)) as [string]
    const { runId } = await office.schedule({ audience: { people: [person] } })
    meanwhile(async () => {
      await office.withdraw(office.chatIdOf(person), 'blocked')
      throw new Error('The plan fails.')
    })
    await expect(office.runJob('start-run', runId)).rejects.toThrow('The plan fails.')
    expect(await office.database.prisma.withdrawal.count()).toBe(1)
    await office.runJob('start-run', runId)
    expect(await stateOf(runId, person)).toEqual(['planned', null])
    expect(await office.database.prisma.withdrawal.count()).toBe(0)
  })
})

describe('a retry of a large run', () => {
  const audiences = {
    'of people who are named': async (people: string[]) => ({ people }),
    'of everyone': async () => ({ everyone: true, via: 'people' as const }),
    'of a saved audience': async (people: string[]) => {
      const { id: unitId } = await office.database.prisma.unit.create({
        data: { code: randomUUID(), nameTh: 'กองทดสอบ', kind: 'กอง' },
      })
      await office.database.prisma.staff.updateMany({ where: { id: { in: people } }, data: { unitId } })
      const saved = { name: randomUUID(), rule: { units: [unitId], via: 'people' } }
      return { savedAudienceId: expectStatus(201, await office.call(office.people.editor, '/audiences', saved)).id }
    },
  }

  test.each(Object.entries(audiences))('%s reads those who failed and nobody else', async (_kind, audienceOf) => {
    const people = await office.addPeople(30)
    const [failed, blocked, reached] = people as [string, string, string]
    const { runId } = await office.plan({ audience: await audienceOf(people) })
    const { delivery, recipient, run, staff } = office.database.prisma
    const refused = { runId, chatId: { in: [failed, blocked].map(office.chatIdOf) } }
    await delivery.updateMany({ where: { runId }, data: { state: 'accepted' } })
    await recipient.updateMany({ where: { runId }, data: { state: 'accepted' } })
    await recipient.updateMany({ where: refused, data: { state: 'failed' } })
    await run.update({ where: { id: runId }, data: { state: 'done' } })
    await staff.update({ where: { id: blocked }, data: { unfollowedAt: office.clock.now() } })
    readChats = []
    expectStatus(200, await office.steer(`/runs/${runId}/retry`))
    expect(readChats).toEqual([office.chatIdOf(failed)])
    await office.drain(runId)
    expect(await office.counts([failed, blocked, reached])).toEqual([1, 0, 0])
  })
})

describe('who is erased', () => {
  test('is forgotten, and every count stays', async () => {
    const people = await office.addPeople(2)
    const { campaignId, runId } = await office.plan({ audience: { people } })
    const chatId = office.chatIdOf(people[0] as string)
    await office.transaction(async (tx) => {
      await office.campaigns.withdrawChat(tx, chatId, 'erased')
      await office.campaigns.forgetChat(tx, chatId)
    })
    await office.drain(runId)
    expect(await office.counts(people)).toEqual([0, 1])
    expect((await office.seeCampaign(campaignId)).runs[0].progress).toMatchObject({ total: 2, accepted: 1, skipped: 1 })
    const rows = JSON.stringify([await office.recipients(runId), await office.deliveries(runId)])
    expect(rows).not.toContain(chatId)
  })

  test('after the first try stays in that one request: LINE may have it already under this key', async () => {
    const people = await office.addPeople(2)
    const { runId } = await office.plan({ audience: { people } })
    await office.simulator.control('/faults', [{ endpoint: 'multicast', mode: 'status', status: 500, times: 1 }])
    await office.drain(runId)
    const chatId = office.chatIdOf(people[0] as string)
    await office.transaction((tx) => office.campaigns.forgetChat(tx, chatId))
    office.turnClock(2000)
    await office.drain(runId)
    expect(await office.counts(people)).toEqual([1, 1])
    // Once the outcome is known, nothing says any more who it was.
    const rows = JSON.stringify([await office.recipients(runId), await office.deliveries(runId)])
    expect(rows).not.toContain(chatId)
  })

  test('after a first try that LINE then refuses as a whole is left out of the halves', async () => {
    const people = await office.addPeople(3)
    people.push(await office.addStranger())
    const { runId } = await office.plan({ audience: { people } })
    await office.simulator.control('/faults', [{ endpoint: 'multicast', mode: 'status', status: 429, times: 1 }])
    await office.drain(runId)
    const chatId = office.chatIdOf(people[0] as string)
    await office.transaction(async (tx) => {
      await office.campaigns.withdrawChat(tx, chatId, 'erased')
      await office.campaigns.forgetChat(tx, chatId)
    })
    office.turnClock(2000)
    await office.drain(runId)
    expect(await office.counts(people)).toEqual([0, 1, 1, 0])
    expect((await office.recipients(runId)).map(({ state }) => state).toSorted()).toEqual([
      'accepted',
      'accepted',
      'failed',
      'skipped',
    ])
    expect((await office.run(runId)).state).toBe('done')
  })
})

test('chats of runs older than 400 days are forgotten, the counts stay', async () => {
  const people = await office.addPeople(2)
  const { runId } = await office.plan({ audience: { people } })
  await office.drain(runId)
  const inDays = (days: number) => new Date(office.clock.now().getTime() + days * 86_400_000)
  const keep = (now: Date) => office.transaction((tx) => office.campaigns.retention.apply(tx, now))
  await keep(inDays(399))
  expect((await office.recipients(runId)).every(({ chatId }) => chatId !== null)).toBe(true)
  await keep(inDays(401))
  const rows = await office.recipients(runId)
  expect(rows.map(({ chatId, state }) => [chatId, state])).toEqual([
    [null, 'accepted'],
    [null, 'accepted'],
  ])
})
