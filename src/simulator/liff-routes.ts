import express, { type Request, type Router } from 'express'
import { allowFrames } from '../platform/http/allow-frames.ts'
import { escapeHtml, renderHtmlPage } from '../platform/http/html-page.ts'
import { ownOrigins } from './own-origins.ts'
import type { Simulation } from './simulation.ts'
import type { SimulatedUser } from './world.ts'

/**
 * `/liff/<id>/…` is what `https://liff.line.me/<id>/…` is at LINE. The phone page opens it for whoever taps; opened in a plain
 * browser it asks who is there, as LINE asks for a login. The first time, the person is asked to allow the app to know them.
 */
export function createLiffRoutes({ liff, world, settings, clock, sheetOrigins }: Simulation): Router {
  const router = express.Router()
  router.use(['/liff', '/_sim/liff'], (request, response, next) => {
    if (sheetOrigins.length > 0) allowFrames(response, ownOrigins(request))
    next()
  })
  router.get(/^\/liff\/[\w-]+(\/.*)?$/, (request, response) => {
    response.type('html').send(choosePerson(request.originalUrl, [...world.users()]))
  })
  router.get('/_sim/liff/open', async (request, response) => {
    const asked = readAsked(request, request.query)
    if (!asked) return void response.status(404).type('text').send('No LIFF app or person of that id.\n')
    const canShare = settings.current(clock.now()).sharePicker === 'on'
    const target = await liff.open(asked.uri, asked.user.userId, { device: asked.device, canShare })
    if (!target) return void response.status(404).type('text').send('No LIFF app of that id.\n')
    // A link, not a form: form-action would refuse the redirect to the app's own host that follows.
    if (request.query.allowed === '1') liff.allow(asked.user.userId)
    if (!liff.hasAllowed(asked.user.userId)) return void response.type('html').send(askPermission(asked))
    response.set('Cache-Control', 'no-store').redirect(302, target)
  })
  function readAsked(request: Request, { userId, uri, device }: Partial<Record<'userId' | 'uri' | 'device', unknown>>) {
    const user = world.findUser(String(userId))
    const url = URL.parse(String(uri), `http://${request.headers.host}`)
    return user && url ? { user, uri: url, device: device === 'pc' ? ('pc' as const) : ('phone' as const) } : undefined
  }

  return router
}

type Asked = { user: SimulatedUser; uri: URL; device: 'phone' | 'pc' }

const addressOf = ({ user, uri, device }: Pick<Asked, 'user' | 'device'> & { uri: URL | string }) =>
  `/_sim/liff/open?${new URLSearchParams({ userId: user.userId, uri: String(uri), device })}`

function choosePerson(uri: string, users: SimulatedUser[]): string {
  const links = users.map((user) => {
    return `<li><a href="${escapeHtml(addressOf({ user, uri, device: 'phone' }))}">${escapeHtml(user.displayName)}</a></li>`
  })
  return renderHtmlPage({
    lang: 'th',
    title: 'เข้าสู่ระบบด้วย LINE จำลอง',
    style,
    body: `<h1>เข้าสู่ระบบด้วย LINE จำลอง</h1>\n<p>โปรดเลือกว่าท่านเป็นผู้ใด</p>\n<ul>${links.join('')}</ul>`,
  })
}

function askPermission(asked: Asked): string {
  const { user } = asked
  return renderHtmlPage({
    lang: 'th',
    title: 'คำขออนุญาต · LINE จำลอง',
    style,
    body: `<h1>คำขออนุญาต</h1>
<p>แอปของหน่วยงานขออนุญาตเข้าถึงข้อมูลต่อไปนี้ของ ${escapeHtml(user.displayName)}</p>
<ul><li>รหัสผู้ใช้ (openid)</li></ul>
<a class="allow" role="button" href="${escapeHtml(`${addressOf(asked)}&allowed=1`)}">อนุญาต</a>`,
  })
}

const style = `
h1 { font-size: 24px; line-height: 1.4 } ul { padding: 0; list-style: none; border-top: 1px solid #D9DEE9 }
li { border-bottom: 1px solid #D9DEE9 } li a, li { display: block; padding: 12px 0; text-decoration: none } li a { padding: 0 }
a.allow { display: block; font-weight: 600; text-align: center; color: #FFF; background: #067A3A; border-radius: 8px; padding: 12px; text-decoration: none }`
