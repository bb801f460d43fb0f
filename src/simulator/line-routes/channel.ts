import { z } from 'zod'
import { type LineEndpoint, ok } from '../line-call.ts'
import { refuseBody } from '../line-refusal.ts'
import { parseBody } from '../parse-body.ts'
import { webhookEndpointLimit, webhookTestLimit } from '../rate-limits.ts'
import type { Simulation } from '../simulation.ts'

// https://developers.line.biz/en/docs/messaging-api/ssl-tls-spec-of-the-webhook-source: at most 500 characters.
const endpoint = z.string().max(500, 'Length must be between 0 and 500')
const SetEndpointBody = z.strictObject({ endpoint })
const TestEndpointBody = z.strictObject({ endpoint: endpoint.optional() })

/** The channel itself: the bot, its quota, its webhook address. */
export function channelRoutes({ bot, settings, webhooks }: Simulation): LineEndpoint[] {
  function refuseUnlessAllowed(url: string) {
    if (!webhooks.isAllowed(url)) throw refuseBody([{ message: 'Invalid webhook endpoint URL', property: 'endpoint' }])
  }

  return [
    {
      name: 'info',
      method: 'GET',
      path: '/v2/bot/info',
      handle: ({ at }) => ok({ ...bot, chatMode: settings.current(at).chatMode, markAsReadMode: 'auto' }),
    },
    {
      name: 'quota',
      method: 'GET',
      path: '/v2/bot/message/quota',
      handle({ at }) {
        const { quota } = settings.current(at)
        return ok(quota === null ? { type: 'none' } : { type: 'limited', value: quota })
      },
    },
    {
      name: 'consumption',
      method: 'GET',
      path: '/v2/bot/message/quota/consumption',
      handle: ({ at }) => ok({ totalUsage: settings.current(at).consumption }),
    },
    {
      name: 'webhook-endpoint',
      method: 'GET',
      path: '/v2/bot/channel/webhook/endpoint',
      limit: webhookEndpointLimit,
      handle: ({ at }) => ok({ endpoint: webhooks.endpoint(), active: settings.current(at).webhook === 'on' }),
    },
    {
      name: 'webhook-endpoint',
      method: 'PUT',
      path: '/v2/bot/channel/webhook/endpoint',
      limit: webhookEndpointLimit,
      handle(call) {
        const { endpoint: url } = parseBody(call, SetEndpointBody)
        refuseUnlessAllowed(url)
        webhooks.setEndpoint(url)
        return ok()
      },
    },
    {
      name: 'webhook-test',
      method: 'POST',
      path: '/v2/bot/channel/webhook/test',
      limit: webhookTestLimit,
      async handle(call) {
        // The whole body is optional here.
        const { endpoint: url = webhooks.endpoint() } = call.body.length > 0 ? parseBody(call, TestEndpointBody) : {}
        refuseUnlessAllowed(url)
        return ok(await webhooks.test(url))
      },
    },
  ]
}
