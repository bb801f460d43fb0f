import { type LineAnswer, type LineCall, type LineEndpoint, ok } from '../line-call.ts'
import { LineRefusal, refuseContentType } from '../line-refusal.ts'
import { parseForm } from '../parse-body.ts'
import { shortLivedTokenLimit } from '../rate-limits.ts'
import type { Simulation } from '../simulation.ts'

/** Issue, verify and revoke access tokens. OAuth's error shape, not the Messaging API's. */
export function tokenRoutes({ channel, tokens, liff }: Simulation): LineEndpoint[] {
  const secret = channel.channelSecretForTokens ?? channel.secret

  function readForm(call: LineCall) {
    const type = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
    if (type !== 'application/x-www-form-urlencoded') throw refuseContentType(type || 'null')
    return parseForm(call)
  }

  function refuseUnlessOurs(form: Record<string, string | undefined>) {
    const isComplete = form.grant_type === 'client_credentials' && form.client_id && form.client_secret
    if (!isComplete) throw refuse('invalid_request', 'some parameters missed or invalid')
    if (form.client_id !== channel.channelId || form.client_secret !== secret) {
      throw refuse('invalid_client', 'invalid client_id or client_secret')
    }
  }

  function answer(issued: { token: string; expiresInMs: number }): LineAnswer {
    // 899, not 900: LINE's own sample answers the whole seconds that are surely left.
    const expiresIn = Math.ceil(issued.expiresInMs / 1000) - 1
    return ok({ token_type: 'Bearer', access_token: issued.token, expires_in: expiresIn })
  }

  function verify(token: string | null | undefined, at: Date): LineAnswer {
    const msLeft = token ? tokens.msLeft(token, at) : undefined
    if (msLeft === undefined) throw refuse('invalid_request', 'access token expired')
    return ok({ client_id: channel.channelId, expires_in: Math.floor(msLeft / 1000), scope: 'P CM' })
  }

  return [
    {
      name: 'token',
      method: 'POST',
      path: '/oauth2/v3/token',
      isOpen: true,
      handle(call) {
        refuseUnlessOurs(readForm(call))
        return answer(tokens.issueStateless(call.at))
      },
    },
    {
      name: 'token',
      method: 'POST',
      path: '/v2/oauth/accessToken',
      isOpen: true,
      limit: shortLivedTokenLimit,
      handle(call) {
        refuseUnlessOurs(readForm(call))
        return answer(tokens.issueShortLived(call.at))
      },
    },
    {
      name: 'token-verify',
      method: 'POST',
      path: '/v2/oauth/verify',
      isOpen: true,
      handle: (call) => verify(readForm(call).access_token, call.at),
    },
    {
      name: 'token-verify',
      method: 'GET',
      path: '/oauth2/v2.1/verify',
      isOpen: true,
      handle: ({ query, at }) => verify(query.get('access_token'), at),
    },
    {
      name: 'certs',
      method: 'GET',
      path: '/oauth2/v2.1/certs',
      isOpen: true,
      handle: async () => ok(await liff.certs()),
    },
    {
      name: 'token-revoke',
      method: 'POST',
      path: '/v2/oauth/revoke',
      isOpen: true,
      handle(call) {
        const token = readForm(call).access_token
        if (!token) throw refuse('invalid_request', 'some parameters missed or invalid')
        tokens.revoke(token)
        return ok()
      },
    },
  ]
}

// LINE's sample of such a refusal: https://developers.line.biz/en/reference/messaging-api/#issue-shortlived-channel-access-token
function refuse(error: string, description: string) {
  return new LineRefusal(400, { error, error_description: description })
}
