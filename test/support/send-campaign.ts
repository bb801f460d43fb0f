import { expect } from 'vitest'
import type { System } from './system.ts'
import { until } from './until.ts'

/** An office with an editor and an approver, who send a marked notice to the demo groups now. */
export async function createSender(system: System) {
  const editor = system.api(await system.createToken('editor'))
  const approver = system.api(await system.createToken('approver'))

  async function send(marker: string, audience?: Record<string, unknown>): Promise<string> {
    const listed = await editor.get('/groups?state=approved')
    expect(listed).toMatchObject({ status: 200 })
    const groups = listed.body.items as { id: string }[]
    const created = await editor.post('/campaigns', {
      name: `ทดสอบ ${marker}`,
      message: { template: 'notice', data: { title: `ทดสอบ ${marker}`, text: 'ข้อความทดสอบ' } },
      audience: audience ?? { groups: groups.map((group) => group.id) },
      schedule: { kind: 'now' },
    })
    expect(created.status).toBe(201)
    const path = `/campaigns/${created.body.id}`
    expect((await editor.post(`${path}/submit`)).status).toBe(200)
    expect((await approver.post(`${path}/approve`)).status).toBe(200)
    return created.body.id
  }

  /** Waits until no recipient of the campaign is open, and gives its progress. */
  async function settled(campaignId: string, withinMs = 60_000) {
    return until(
      async () => {
        const { body } = await editor.get(`/campaigns/${campaignId}`)
        const progress = body.runs[0]?.progress
        return body.state === 'completed' && progress ? progress : undefined
      },
      { withinMs, what: `campaign ${campaignId} completed` },
    )
  }

  return { editor, approver, send, settled }
}
