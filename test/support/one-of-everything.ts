import { filing } from './filing.ts'
import type { System } from './system.ts'
import { until } from './until.ts'

const fairness = {
  title: 'ความเป็นธรรมในการมอบหมายงาน',
  anonymity: 'ballot',
  questions: [{ kind: 'scale', text: 'ท่านเห็นว่าการมอบหมายงานเป็นธรรมเพียงใด' }],
  audience: { everyone: true, via: 'people' },
}

/** Fills the demo with what it starts without, so that every page of the console has a row, and every state its buttons. */
export async function makeOneOfEverything(system: System) {
  const [editor, approver, owner] = (
    await Promise.all(['editor', 'approver', 'owner'].map((role) => system.createToken(role)))
  ).map((token) => system.api(token)) as [Api, Api, Api]
  const make = async (by: Api, path: string, body: unknown) => {
    const answer = await by.post(path, body)
    if (answer.status !== 201) throw new Error(`${path} answered ${answer.status} ${answer.body.code}`)
    return answer.body.id as string
  }
  const first = async (path: string) => (await owner.get(path)).body.items[0].id as string

  const data = { title: 'หัวข้อ', text: 'ข้อความ' }
  const card = await make(editor, '/contents', { title: 'การ์ดรออนุมัติ', template: 'notice', data, ...filing })
  const mended = {
    title: 'การ์ดรออนุมัติ',
    template: 'notice',
    data: { ...data, text: 'ข้อความที่แก้แล้ว' },
    ...filing,
    version: 1,
  }
  await editor.put(`/contents/${card}`, mended)
  const approvedCard = await first('/contents?state=approved')
  await editor.post(`/contents/${approvedCard}/picture`, { sizes: ['a4'] })
  const series = await make(editor, '/series', { name: 'ชุดความรู้', items: [{ contentId: approvedCard }] })

  const draftOf = (name: string) =>
    make(editor, '/campaigns', {
      name,
      message: { contentId: approvedCard },
      audience: { everyone: true },
      schedule: { kind: 'once', at: '2030-03-12T03:00:00Z' },
    })
  const submit = async (name: string) => {
    const id = await draftOf(name)
    await editor.post(`/campaigns/${id}/submit`)
    return id
  }
  const pending = await submit('รายการรออนุมัติ')
  const scheduled = await submit('รายการที่ตั้งเวลาแล้ว')
  await approver.post(`/campaigns/${scheduled}/approve`)
  const draft = await draftOf('รายการที่ร่างไว้')
  const insertRun = async (state: string, reason: string, hoursAgo: number) => {
    const [run] = await system.query<{ id: string }>(
      `INSERT INTO run (id, campaign_id, scheduled_for, due_at, state, reason)
       SELECT gen_random_uuid(), id, now() - $2 * interval '1 hour', now(), $3::run_state, $4 FROM campaign WHERE id = $1 RETURNING id`,
      [scheduled, hoursAgo, state, reason],
    )
    return run?.id ?? ''
  }
  const held = await insertRun('held', 'late', 1)
  const paused = await insertRun('paused', 'refused_by_line', 2)

  const submitPoll = async (title: string) => {
    const id = await make(editor, '/polls', { ...fairness, title })
    await editor.post(`/polls/${id}/submit`)
    return id
  }
  const draftPoll = await make(editor, '/polls', { ...fairness, title: 'แบบสำรวจที่ร่างไว้' })
  const pendingPoll = await submitPoll('แบบสำรวจรออนุมัติ')
  const publishedPoll = await submitPoll('แบบสำรวจที่เผยแพร่แล้ว')
  await approver.post(`/polls/${publishedPoll}/approve`)
  const polls = (await owner.get('/polls')).body.items as { id: string; state: string; anonymity: string }[]
  const pollOf = (state: string, anonymity: string) =>
    polls.find((poll) => poll.state === state && poll.anonymity === anonymity)?.id ?? ''

  const groups = (await owner.get('/groups')).body.items as { id: string; lineGroupId: string }[]
  await make(editor, '/audiences', { name: 'ผู้รับประจำ', rule: { groups: [groups[0]?.id] } })
  await make(owner, `/units/${await first('/units')}/invites`, {})
  const { groupId } = (await system.sim.post('/_sim/groups', { groupName: 'กองกลาง', memberIds: [] })) as {
    groupId: string
  }
  const isKnown = async () =>
    (await owner.get('/groups')).body.items.some((group: { lineGroupId: string }) => group.lineGroupId === groupId)
  await until(isKnown, { withinMs: 20_000, what: 'the new group in the console' })

  const chats = await system.query<{ chat: string }>('SELECT line_user_id AS chat FROM staff ORDER BY id LIMIT 2')
  for (const [place, role] of ['owner', 'editor'].entries())
    await system.query(
      `INSERT INTO officer_line (user_id, line_user_id, linked_at) SELECT id, $1, now() FROM "user" WHERE email = $2`,
      [chats[place]?.chat, `${role}@demo.sucharit.local`],
    )
  const officers = (await owner.get('/users')).body.items as { id: string; email: string }[]
  const idOf = (role: string) => officers.find(({ email }) => email === `${role}@demo.sucharit.local`)?.id
  await make(owner, `/users/${idOf('owner')}/deputies`, {
    deputyId: idOf('approver'),
    startsAt: new Date().toISOString(),
    endsAt: new Date(Date.now() + 30 * 86_400_000).toISOString(),
  })
  await system.query(
    `INSERT INTO failed_job (id, job, job_id, payload, code, failed_at) VALUES (gen_random_uuid(), 'make-picture', 'one', '{}', 'UNKNOWN', now())`,
  )
  const room = (await owner.get('/rooms')).body.items[0].code as string
  const { remoteUrl } = (await owner.post(`/rooms/${room}/remote`, {})).body
  const { link } = (await owner.post('/users', { name: 'สมหญิง', email: 'somying@example.org', role: 'editor' })).body
  return {
    room,
    remoteKey: new URL(remoteUrl).hash,
    invitation: new URL(link.url).hash,
    officerChat: chats[1]?.chat ?? '',
    groupChat: groups[0]?.lineGroupId ?? '',
    card,
    approvedCard,
    series,
    pending,
    scheduled,
    draft,
    held,
    paused,
    draftPoll,
    done: await first('/runs?state=done'),
    pendingPoll,
    publishedPoll,
    ballotPoll: pollOf('open', 'ballot'),
    chatPoll: pollOf('open', 'chat'),
    roomPoll: pollOf('open', 'room'),
    closedPoll: pollOf('closed', 'chat'),
  }
}

type Api = ReturnType<System['api']>
