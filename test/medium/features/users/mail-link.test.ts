import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createMailer } from '../../../../src/platform/mail/create-mailer.ts'
import { startMailServer } from '../../../support/mail-server.ts'
import { openSignInOffice, readAuthenticator, type SignInOffice } from '../../../support/sign-in-office.ts'

/** An owner who has signed in with both factors. */
async function openBoss(office: SignInOffice) {
  const owner = await office.hire('owner')
  const boss = office.openBrowser()
  await boss.signIn(owner.email, owner.password)
  const { body } = await boss.auth('/two-factor/enable', { password: owner.password })
  await boss.auth('/two-factor/verify-totp', { code: readAuthenticator(body.totpURI) })
  return boss
}

/** The words of a mail of one part, as its header says they are encoded. */
function textOf(data: string): string {
  const [head = '', ...body] = data.split('\n\n')
  const text = body.join('\n\n')
  if (/^Content-Transfer-Encoding: base64/im.test(head)) return Buffer.from(text, 'base64').toString()
  const bytes = text
    .replaceAll('=\n', '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

describe('a link for a password, mailed', () => {
  let mail: Awaited<ReturnType<typeof startMailServer>>
  let isRefusing = false
  let office: SignInOffice
  let boss: Awaited<ReturnType<typeof openBoss>>

  beforeAll(async () => {
    mail = await startMailServer((step) => (isRefusing && step === 'RCPT' ? '550 nobody here' : undefined))
    office = await openSignInOffice({ mailer: createMailer({ url: mail.url, from: 'sucharit@office.example' }) })
    boss = await openBoss(office)
  })
  afterAll(async () => {
    await office?.close()
    await mail?.close()
  })

  const invite = async (email: string) =>
    (await boss.post('/users', { name: 'สมหญิง', email, role: 'editor' })).body as {
      user: { id: string }
      link: { url: string }
    }

  test('reaches the account’s own address alone, opens the door once, and ends the link that was shown', async () => {
    const { user, link } = await invite('somying@office.example')
    const sent = await boss.post(`/users/${user.id}/mail-link`)
    expect(sent).toMatchObject({ status: 200, body: { to: 'somying@office.example' } })
    expect(JSON.stringify(sent.body)).not.toContain('#')
    const [received] = mail.mails
    expect(received?.to).toEqual(['somying@office.example'])
    const [, token = 'none'] = /welcome#([\w-]{43})/.exec(textOf(received?.data ?? '')) ?? []

    const visitor = office.openBrowser()
    const old = link.url.split('#')[1]
    expect((await visitor.post('/sign-in-links/look', { token: old })).status).toBe(404)
    const password = 'somying walks to work'
    expect((await visitor.post('/sign-in-links/use', { token, password })).status).toBe(200)
    expect((await visitor.post('/sign-in-links/use', { token, password })).status).toBe(404)
    expect((await visitor.signIn('somying@office.example', password)).status).toBe(200)
    expect(office.lines.join('')).not.toContain(token)
  })

  test('that the server refuses is told with the remedy, and a link can still be handed over', async () => {
    const { user } = await invite('nobody@office.example')
    isRefusing = true
    const refused = await boss.post(`/users/${user.id}/mail-link`)
    isRefusing = false
    expect(refused).toMatchObject({ status: 502, body: { code: 'MAIL_NOT_SENT' } })
    expect(refused.body.message).toContain('ส่งมอบให้เจ้าของบัญชี')
    expect((await boss.post(`/users/${user.id}/link`)).body.url).toContain('/welcome#')
  })

  test('is offered where a mail server is set, and nowhere else', async () => {
    expect((await office.openBrowser().get('/site')).body.canMail).toBe(true)
    const without = await openSignInOffice()
    const owner = await openBoss(without)
    expect((await owner.get('/site')).body.canMail).toBe(false)
    const [{ id } = { id: '' }] = (await owner.get('/users')).body.items
    expect((await owner.post(`/users/${id}/mail-link`)).status).toBe(409)
    await without.close()
  })
})
