import express, { type Request, type Response, type Router } from 'express'
import { escapeHtml, renderHtmlPage } from '../platform/http/html-page.ts'
import type { Simulation } from './simulation.ts'
import type { LoginRequest } from './web-login.ts'
import type { SimulatedUser } from './world.ts'

export const authorizePath = '/oauth2/v2.1/authorize'

// LINE's in-app browser knows whose phone it is and asks for no login. A page opened from a simulated phone is known as long.
const whoCookie = 'sim_line_user'
const whoSeconds = 600

/**
 * `/oauth2/v2.1/authorize` is `https://access.line.me/oauth2/v2.1/authorize`: who is there, and may the app know? From a simulated
 * phone LINE knows who it is, as LINE's browser does; elsewhere one chooses. `/_sim/browser` is how a phone opens a link.
 */
export function createWebLoginRoutes({ webLogin, world }: Simulation): Router {
  const router = express.Router()

  router.get('/_sim/browser', (request, response) => {
    const user = world.findUser(String(request.query.userId))
    const uri = URL.parse(String(request.query.uri))
    if (!user || !uri || !/^https?:$/.test(uri.protocol))
      return void response.status(404).type('text').send('No person of that id, or no web address.\n')
    response.cookie(whoCookie, user.userId, {
      path: authorizePath,
      maxAge: whoSeconds * 1000,
      httpOnly: true,
      sameSite: 'lax',
    })
    response.set('Cache-Control', 'no-store').redirect(302, uri.href)
  })

  router.get(authorizePath, (request, response) => {
    response.set('Cache-Control', 'no-store')
    const query = new URL(request.originalUrl, 'http://localhost').searchParams
    const [choice, chosen] = [query.get('sim_choice'), query.get('sim_user')]
    for (const own of ['sim_choice', 'sim_user']) query.delete(own)
    const asked = webLogin.readRequest(query)
    if ('refused' in asked) return void response.status(400).type('html').send(showRefusal(asked.refused))
    if (choice === 'deny') return response.redirect(302, webLogin.deny(asked))
    const user = world.findUser(chosen ?? readWho(request) ?? '')
    if (!user) return void response.type('html').send(choosePerson(query, [...world.users()]))
    answer(response, { asked, query, user, isAllowed: choice === 'allow' })
  })

  function answer(
    response: Response,
    {
      asked,
      query,
      user,
      isAllowed,
    }: { asked: LoginRequest; query: URLSearchParams; user: SimulatedUser; isAllowed: boolean },
  ) {
    if (isAllowed || webLogin.hasAllowed(user.userId, asked.scope))
      return response.redirect(302, webLogin.allow(asked, user.userId))
    response.type('html').send(askPermission(query, user, asked.scope))
  }

  return router
}

const readWho = ({ headers }: Request) =>
  new RegExp(`(?:^|; )${whoCookie}=(U[0-9a-f]{32})`).exec(headers.cookie ?? '')?.[1]

/** Links and not forms: form-action would refuse the redirect to the app's own host that follows. */
const again = (query: URLSearchParams, choice: Record<string, string>) =>
  escapeHtml(`${authorizePath}?${new URLSearchParams([...query, ...Object.entries(choice)])}`)

function choosePerson(query: URLSearchParams, users: SimulatedUser[]): string {
  const links = users.map(
    ({ userId, displayName }) =>
      `<li><a href="${again(query, { sim_user: userId })}">${escapeHtml(displayName)}</a></li>`,
  )
  return page('เข้าสู่ระบบด้วย LINE จำลอง', `<p>โปรดเลือกว่าท่านเป็นผู้ใด</p>\n<ul class="people">${links.join('')}</ul>`)
}

const scopeWords: Record<string, string> = { openid: 'รหัสผู้ใช้', profile: 'ชื่อและรูปโปรไฟล์', email: 'อีเมล' }

function askPermission(query: URLSearchParams, { userId, displayName }: SimulatedUser, scope: string): string {
  const asked = scope.split(' ').map((one) => `<li>${scopeWords[one]} (${one})</li>`)
  return page(
    'คำขออนุญาต · LINE จำลอง',
    `<p>ระบบของหน่วยงานขออนุญาตเข้าถึงข้อมูลต่อไปนี้ของ ${escapeHtml(displayName)}</p>
<ul>${asked.join('')}</ul>
<a class="allow" role="button" href="${again(query, { sim_user: userId, sim_choice: 'allow' })}">อนุญาต</a>
<a class="deny" role="button" href="${again(query, { sim_choice: 'deny' })}">ไม่อนุญาต</a>`,
  )
}

const showRefusal = (words: string) => page('400 Bad Request · LINE จำลอง', `<p>${escapeHtml(words)}</p>`)

const page = (title: string, body: string) =>
  renderHtmlPage({ lang: 'th', title, style, body: `<h1>${escapeHtml(title)}</h1>\n${body}` })

const style = `
h1 { font-size: 24px; line-height: 1.4 } ul { padding: 0; list-style: none; border-top: 1px solid #D9DEE9 }
li { display: block; padding: 12px 0; border-bottom: 1px solid #D9DEE9 } .people li { padding: 0 } .people a { display: block; padding: 12px 0; text-decoration: none }
a.allow, a.deny { display: block; text-align: center; border-radius: 8px; padding: 12px; margin-top: 12px; text-decoration: none }
a.allow { font-weight: 600; color: #FFF; background: #067A3A } a.deny { color: #14213D; border: 1px solid #D9DEE9 }`
