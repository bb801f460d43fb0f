import type { System } from './system.ts'
import { until } from './until.ts'

/**
 * Joins the demo's officer of this role to a chat, as a person does: signed in at the console, the code typed to the bot. A token
 * may not ask for that code. Gives an API caller for the same officer.
 */
export async function linkDemoOfficer(system: System, role: 'editor' | 'approver', chat: string) {
  const origin = `http://localhost:${new URL(system.urls.web).port}`
  const post = (path: string, body: object, cookie = '') =>
    fetch(`${system.urls.web}${path}`, {
      method: 'POST',
      headers: { origin, cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const entered = await post('/api/auth/demo/sign-in', { role })
  const cookie = entered.headers.getSetCookie().map((one) => one.split(';')[0])
  const asked = await post('/api/v1/me/line/code', {}, cookie.join('; '))
  const { code } = (await asked.json()) as { code?: string }
  if (asked.status !== 201 || !code) throw new Error(`No code for the link: ${entered.status}, ${asked.status}`)
  await system.sim.act({ type: 'message', userId: chat, text: code })
  const officer = system.api(await system.createToken(role, `${role}@demo.sucharit.local`))
  await until(async () => (await officer.get('/me/line')).body.isLinked, { withinMs: 20_000, what: 'the link' })
  return officer
}
