import { type LineAnswer, type LineCall, type LineEndpoint, ok } from '../line-call.ts'
import { LineRefusal, refuseContentType, refuseToken } from '../line-refusal.ts'
import { parseForm } from '../parse-body.ts'
import type { Simulation } from '../simulation.ts'
import type { LoginRefusal } from '../web-login.ts'

/** LINE Login's own calls: tokens for a code, ID tokens looked at, and who a person's access token speaks for. */
export function loginRoutes({ webLogin, world }: Simulation): LineEndpoint[] {
  return [
    {
      name: 'login-token',
      method: 'POST',
      path: '/oauth2/v2.1/token',
      isOpen: true,
      handle: async (call) => answer(await webLogin.exchange(readLoginForm(call))),
    },
    {
      name: 'id-token-verify',
      method: 'POST',
      path: '/oauth2/v2.1/verify',
      isOpen: true,
      handle: async (call) => answer(await webLogin.verifyIdToken(readLoginForm(call))),
    },
    {
      name: 'login-profile',
      method: 'GET',
      path: '/v2/profile',
      isOpen: true,
      handle(call) {
        const { userId } = bearerOf(call, 'profile')
        const user = world.findUser(userId)
        if (!user) throw refuseToken()
        const { displayName, pictureUrl, statusMessage } = user
        return ok({ userId, displayName, ...(pictureUrl && { pictureUrl }), ...(statusMessage && { statusMessage }) })
      },
    },
    {
      name: 'login-profile',
      method: 'GET',
      path: '/oauth2/v2.1/userinfo',
      isOpen: true,
      handle: (call) => ok({ sub: bearerOf(call, 'openid').userId }),
    },
  ]

  function bearerOf(call: LineCall, scope: string) {
    const bearer = webLogin.findBearer(/^Bearer (\S+)$/.exec(call.headers.authorization ?? '')?.[1])
    if (!bearer) throw refuseToken()
    if (!bearer.scope.split(' ').includes(scope))
      throw new LineRefusal(403, { message: 'The access token does not have the required scope' })
    return bearer
  }
}

function readLoginForm(call: LineCall) {
  const type = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') throw refuseContentType(type || 'null')
  return parseForm(call)
}

function answer(result: object | LoginRefusal): LineAnswer {
  return 'error' in result ? { status: 400, body: result } : ok(result)
}
