import { z } from 'zod'
import { At, route } from './common.ts'

const Finding = z.object({
  name: z.string().describe('what was looked at, such as "LINE token"'),
  state: z
    .enum(['ok', 'fix', 'by_hand', 'skipped'])
    .describe('fix: the detail is the remedy; by_hand: no program can see it; skipped: does not apply here'),
  detail: z.string(),
})
export type SetupFinding = z.infer<typeof Finding>

export const setup = {
  check: route
    .route({
      method: 'GET',
      path: '/setup/checks',
      summary: 'LINE, host names, machine and stores looked at now, as "sucharit doctor" does; shows no secret',
      tags: ['Administration'],
    })
    .output(
      z.object({
        items: z.array(Finding),
        nextCursor: z.null(),
        webhookUrl: z.url().describe('to be set at LINE'),
        checkedAt: At,
      }),
    ),
}
