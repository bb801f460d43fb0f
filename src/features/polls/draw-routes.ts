import express, { type Router } from 'express'
import { createLiffPage, idTokenOf } from '../../platform/http/liff-page.ts'
import type { DrawService } from './draw-service.ts'

const bodyLimit = '32kb' // 20 ballots of 3,072 bits and an ID token are 16 kB

/** Page A and what it asks: who may draw, and the drawing. No answer of these is kept anywhere. */
export function createDrawRoutes({
  service,
  ...page
}: {
  service: DrawService
  pageDir: string
  frameHolders: readonly string[]
}): Router {
  const api = express.Router()
  api.get('/settings', async (_request, response) => {
    response.json(await service.settings())
  })
  api.get('/polls', async (request, response) => {
    response.json(await service.listPolls(idTokenOf(request)))
  })
  api.post('/draw', express.json({ limit: bodyLimit }), async (request, response) => {
    response.json(await service.draw(request.body))
  })
  return createLiffPage('/liff', { ...page, api })
}
