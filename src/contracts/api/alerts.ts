import { z } from 'zod'
import { alertCodes } from '../alert-words.ts'
import { At, route } from './common.ts'

const Alert = z.object({
  code: z.enum(alertCodes),
  title: z.string(),
  remedy: z.string(),
  detail: z.string().nullable(),
  since: At,
})

export const alerts = {
  list: route
    .route({ method: 'GET', path: '/alerts', summary: 'What is wrong with the service now', tags: ['Administration'] })
    .output(z.object({ items: z.array(Alert), nextCursor: z.null() })),
}
