import { z } from 'zod'
import { Id, route } from './common.ts'

export const digests = {
  create: route
    .route({
      method: 'POST',
      path: '/digests',
      successStatus: 201,
      summary:
        'Draft the summary of a month: a card with its picture, and a campaign to the groups; both wait for an approver',
      tags: ['Content'],
    })
    .input(
      z.strictObject({
        month: z
          .string()
          .regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
          .describe('YYYY-MM, of Bangkok; one that is over'),
      }),
    )
    .output(z.object({ contentId: Id, campaignId: Id })),
}
