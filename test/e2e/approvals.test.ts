import { afterAll, beforeAll, expect, test } from 'vitest'
import { linkDemoOfficer } from '../support/link-officer.ts'
import { type ReceivedMail, startMailServer } from '../support/mail-server.ts'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

let system: System
let mailServer: Awaited<ReturnType<typeof startMailServer>>
let editor: ReturnType<System['api']>
let approver: ReturnType<System['api']>
let chat: string

beforeAll(async () => {
  mailServer = await startMailServer()
  system = await createSystem({ env: { SMTP_URL: mailServer.url, MAIL_FROM: 'สุจริต <sucharit@office.example>' } })
  await system.start().ready()
  const [editorToken, approverToken] = await Promise.all([
    system.createToken('editor'),
    system.createToken('approver', 'approver@demo.sucharit.local'),
    system.createToken('approver', 'second@office.example'),
  ])
  editor = system.api(editorToken)
  approver = system.api(approverToken)
  chat = ((await system.sim.post('/_sim/users', { displayName: 'ผู้อนุมัติ' })) as { userId: string }).userId
})
afterAll(async () => {
  await system.dispose()
  await mailServer.close()
})

const told = async () => (await system.sim.ledger()).filter(({ to, endpoint }) => to === chat && endpoint === 'push')

async function submit(name: string): Promise<string> {
  const groups = (await editor.get('/groups?state=approved')).body.items.map(({ id }: { id: string }) => id)
  const message = { template: 'notice', data: { title: name, text: 'เนื้อหา' } }
  const draft = { name, message, audience: { groups }, schedule: { kind: 'now' } }
  const { body } = await editor.post('/campaigns', draft)
  expect(await editor.post(`/campaigns/${body.id}/submit`, {})).toMatchObject({ status: 200 })
  return body.id
}

const bodyOf = ({ data }: ReceivedMail) =>
  Buffer.from(data.split('\n\n').slice(1).join('').replaceAll('\n', ''), 'base64').toString()

test('an approver links their chat with a code, is asked there, and what they approve goes out; another is asked by mail', async () => {
  await linkDemoOfficer(system, 'approver', chat)

  const id = await submit('เรื่องที่รออนุมัติ')
  const [asked] = await until(async () => ((await told()).length > 0 ? told() : undefined), { withinMs: 20_000 })
  expect(JSON.stringify(asked?.messages)).toContain(`/campaigns/${id}`)
  expect(asked?.messages[0]?.altText).toContain('ขออนุมัติรายการส่ง: “เรื่องที่รออนุมัติ”')

  const [mail] = await until(() => (mailServer.mails.length > 0 ? mailServer.mails : undefined), { withinMs: 20_000 })
  expect(mail?.to).toEqual(['second@office.example'])
  expect(bodyOf(mail as ReceivedMail)).toContain(`/campaigns/${id}`)

  expect(await approver.post(`/campaigns/${id}/approve`, {})).toMatchObject({ status: 200 })
  await until(async () => (await editor.get(`/campaigns/${id}`)).body.state === 'completed', { withinMs: 30_000 })
  expect((await system.sim.sentWith('เรื่องที่รออนุมัติ')).filter(({ to }) => to !== chat).length).toBeGreaterThan(0)
  expect(await told()).toHaveLength(1)
  expect(mailServer.mails).toHaveLength(1)
})

test('a counted link in a sent card leads on and is counted', async () => {
  const groups = (await editor.get('/groups?state=approved')).body.items.map(({ id }: { id: string }) => id)
  const link = { label: 'อ่านต่อ', url: 'https://www.opdc.go.th/content' }
  const message = { template: 'notice', data: { title: 'มีลิงก์', text: 'เนื้อหา', link } }
  const draft = { name: 'มีลิงก์', message, audience: { groups }, schedule: { kind: 'now' } }
  const { body } = await editor.post('/campaigns', draft)
  await editor.post(`/campaigns/${body.id}/submit`, {})
  await approver.post(`/campaigns/${body.id}/approve`, {})
  const [item] = await until(
    async () => {
      const sent = await system.sim.sentWith('/r/')
      return sent.length > 0 ? sent : undefined
    },
    { withinMs: 30_000 },
  )
  const path = /(\/r\/[\w-]{8})"/.exec(JSON.stringify(item?.messages))?.[1]
  const answer = await fetch(`${system.urls.web}${path}`, {
    redirect: 'manual',
    headers: { 'user-agent': 'Mozilla/5.0 Line/15' },
  })
  expect([answer.status, answer.headers.get('location')]).toEqual([302, link.url])
  const runId = (await editor.get(`/campaigns/${body.id}`)).body.runs[0].id
  expect((await editor.get(`/runs/${runId}/report`)).body.links).toEqual([{ url: link.url, clicks: 1 }])
})
