import { saveLink } from '../../src/features/officers/repo.ts'
import { readAuthenticator, type SignInOffice, type TestBrowser } from './sign-in-office.ts'
import type { TestSimulator } from './test-simulator.ts'

/** Officers with LINE accounts of their own, on a simulator in place of LINE. */
export function createLineVisitors(office: SignInOffice, line: TestSimulator) {
  /** Links an officer with somebody new in LINE. */
  async function link(userId: string): Promise<string> {
    const lineUserId = await line.user()
    await office.database.transaction((tx) => saveLink(tx, { userId, lineUserId, linkedAt: new Date() }))
    return lineUserId
  }

  /** What LINE sends back once this person has allowed it. */
  async function answerOf(address: string, lineUserId: string): Promise<{ code: string; state: string }> {
    const url = new URL(address)
    url.searchParams.set('sim_user', lineUserId)
    url.searchParams.set('sim_choice', 'allow')
    const answer = await fetch(url, { redirect: 'manual' })
    const sent = new URL(answer.headers.get('location') as string).searchParams
    return { code: sent.get('code') as string, state: sent.get('state') as string }
  }

  const begin = async (browser: TestBrowser) => (await browser.auth('/line/begin')).body.url as string

  /** The whole way by LINE; what `finish` answers. */
  async function signIn(browser: TestBrowser, lineUserId: string) {
    return browser.auth('/line/finish', await answerOf(await begin(browser), lineUserId))
  }

  /** An approver with an authenticator app and a linked LINE account. */
  async function hireApprover(name: string) {
    const person = await office.hire('approver', name)
    const desk = office.openBrowser()
    await desk.signIn(person.email, person.password)
    const { body } = await desk.auth('/two-factor/enable', { password: person.password })
    const code = () => readAuthenticator(body.totpURI)
    await desk.auth('/two-factor/verify-totp', { code: code() })
    return { ...person, desk, code, lineUserId: await link(person.id) }
  }

  /** The same with a phone enrolled under a PIN, as it stands after its first sign-in by LINE and the app. */
  async function hireWithPhone(name: string, pin = '428317') {
    const approver = await hireApprover(name)
    const phone = office.openBrowser()
    await signIn(phone, approver.lineUserId)
    await phone.auth('/two-factor/verify-totp', { code: approver.code() })
    const enrolled = await phone.auth('/phone/enrol', { code: approver.code(), pin })
    if (enrolled.status !== 200) throw new Error(`The phone was not enrolled: ${JSON.stringify(enrolled.body)}`)
    await phone.auth('/sign-out')
    return { ...approver, phone, pin, enrolled }
  }

  return { link, answerOf, begin, signIn, hireApprover, hireWithPhone }
}
