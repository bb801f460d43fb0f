import express, { type Router } from 'express'
import type { Metrics } from '../metrics.ts'
import { readRawBody } from './read-raw-body.ts'

/** Takes the raw bytes and the signature; resolves once everything that is to be kept is stored. */
export type ReceiveWebhook = (rawBody: Buffer, signature: string | undefined) => Promise<void>

// LINE's own bodies stay far below; 1 MB leaves room for 100 events and bounds what a stranger can make us hash.
const bodyLimitBytes = 1_048_576

/** POST /webhook: 200 means stored, or on purpose not kept. Never limited by address: LINE's are undisclosed and shared. */
export function createWebhookRoute(deps: { receive: ReceiveWebhook; metrics: Metrics }): Router {
  const router = express.Router()
  router.post('/webhook', readRawBody({ limitBytes: bodyLimitBytes }), async (request, response) => {
    const stop = deps.metrics.webhookSeconds.startTimer()
    response.once('finish', () => stop({ status: String(response.statusCode) }))
    await deps.receive(request.body, request.headers['x-line-signature']?.toString())
    response.status(200).end()
  })
  return router
}
