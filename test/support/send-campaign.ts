import { expect } from 'vitest'
import type { System } from './system.ts'
import { until } from './until.ts'

export type Progress = { total: number; accepted: number; failed: number; unknown: number; skipped: number }

/**
 * An office with an editor and an approver, who send a marked notice to the demo groups now. The demo's own two campaigns are
 * cancelled first: they fire ten seconds after the first start, and would be struck by the faults of a test.
 */
export async function createSender(system: System) {
  // One after the other: two command lines starting at once keep each other from a machine that is busy anyway.
  const editor = system.api(await system.createToken('editor'))
  const approver = system.api(await system.createToken('approver'))
  await cancelDemo()

  async function cancelDemo(): Promise<void> {
    for (const { id } of (await approver.get('/campaigns?state=scheduled')).body.items as { id: string }[])
      await approver.post(`/campaigns/${id}/cancel`) // 409 when it was just completed: over either way
    await until(
      async () =>
        ((await approver.get('/runs')).body.items as { finishedAt: string | null }[]).every((run) => run.finishedAt),
      { withinMs: 20_000, what: 'the demo campaigns are over' },
    )
  }

  async function listGroupIds(): Promise<string[]> {
    const listed = await editor.get('/groups?state=approved')
    expect(listed).toMatchObject({ status: 200 })
    return (listed.body.items as { id: string }[]).map((group) => group.id)
  }

  /** Drafted and submitted; what is left is somebody's yes. */
  async function prepare(
    marker: string,
    audience?: Record<string, unknown>,
    more: Record<string, unknown> = {},
  ): Promise<string> {
    const created = await editor.post('/campaigns', {
      name: `ทดสอบ ${marker}`,
      message: { template: 'notice', data: { title: `ทดสอบ ${marker}`, text: 'ข้อความทดสอบ' } },
      audience: audience ?? { groups: await listGroupIds() },
      schedule: { kind: 'now' },
      ...more,
    })
    expect(created).toMatchObject({ status: 201 })
    expect(await editor.post(`/campaigns/${created.body.id}/submit`)).toMatchObject({ status: 200 })
    return created.body.id
  }

  async function approve(id: string): Promise<void> {
    expect(await approver.post(`/campaigns/${id}/approve`)).toMatchObject({ status: 200 })
  }

  async function send(
    marker: string,
    audience?: Record<string, unknown>,
    more?: Record<string, unknown>,
  ): Promise<string> {
    const id = await prepare(marker, audience, more)
    await approve(id)
    return id
  }

  async function runOf(campaignId: string): Promise<{ id: string; state: string; reason: string | null } | undefined> {
    return (await editor.get(`/campaigns/${campaignId}`)).body.runs[0]
  }

  /** Waits until no recipient of the campaign is open, and gives its progress. */
  async function settled(campaignId: string, withinMs = 60_000): Promise<Progress> {
    return until(
      async () => {
        const { body } = await editor.get(`/campaigns/${campaignId}`)
        return body.state === 'completed' ? body.runs[0]?.progress : undefined
      },
      { withinMs, everyMs: 100, what: `campaign ${campaignId} completed` },
    )
  }

  return { editor, approver, prepare, approve, send, runOf, settled }
}

export type Sender = Awaited<ReturnType<typeof createSender>>
