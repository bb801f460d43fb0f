import { z } from 'zod'
import { Id, route } from './common.ts'

export const sharing = {
  get: route
    .route({
      method: 'GET',
      path: '/contents/{id}/sharing',
      summary: 'ส่งเองด้วย LINE ของฉัน: how an officer sends an approved card from their own LINE',
      description: 'What was sent is recorded with POST /runs/by-hand, or on the page itself.',
      tags: ['Content', 'Runs'],
    })
    .input(z.object({ id: Id, campaignId: Id.optional() }))
    .output(
      z.object({
        text: z.string().describe('what the card says in words, to copy'),
        isShareable: z.boolean().describe('LINE lets people send this card as their own'),
        pictureUrl: z.string().nullable().describe('the picture on the card, or that it is'),
        pageUrl: z.string().nullable().describe('opens LINE’s choice of groups and friends; null: no LIFF is set up'),
      }),
    ),
}
