import { z } from 'zod'
import { roles } from '../roles.ts'
import { At, Id, route } from './common.ts'

/** Ids of officers are those of their accounts. */
const OfficerId = z.string().min(1).max(64)

const LineLink = z.object({ isLinked: z.boolean(), linkedAt: At.nullable() })

const Deputy = z.object({
  id: Id,
  principalId: z.string().describe('the approver'),
  deputyId: z.string().describe('who approves in their place'),
  startsAt: At,
  endsAt: At.describe('the first moment after the period'),
  endedAt: At.nullable().describe('ended before its time'),
  isInForce: z.boolean(),
  createdBy: z.string(),
})

const tags = ['Officers']

export const officers = {
  list: route
    .route({ method: 'GET', path: '/officers', summary: 'Names of colleagues, to choose a deputy from', tags })
    .output(
      z.object({
        items: z.array(z.object({ id: z.string(), name: z.string(), role: z.enum(roles) })),
        nextCursor: z.null(),
      }),
    ),
  seeLine: route
    .route({ method: 'GET', path: '/me/line', summary: 'Whether your account is linked to your LINE chat', tags })
    .output(LineLink),
  linkLine: route
    .route({
      method: 'POST',
      path: '/me/line/code',
      successStatus: 201,
      summary: 'A code to type or tap in the 1:1 chat with the bot; valid for 10 minutes, once',
      tags,
    })
    .output(
      z.object({ code: z.string(), url: z.url().describe('opens the chat with the code typed in'), expiresAt: At }),
    ),
  unlinkLine: route
    .route({ method: 'DELETE', path: '/me/line', summary: 'End the link with your LINE chat', tags })
    .output(LineLink),
  unlinkLineOf: route
    .route({ method: 'DELETE', path: '/users/{id}/line', summary: 'End the link of an officer with LINE', tags })
    .input(z.object({ id: OfficerId }))
    .output(LineLink),
  listAllDeputies: route
    .route({ method: 'GET', path: '/deputies', summary: 'ผู้รักษาราชการแทน of all approvers, latest first', tags })
    .output(z.object({ items: z.array(Deputy), nextCursor: z.null() })),
  listDeputies: route
    .route({
      method: 'GET',
      path: '/users/{id}/deputies',
      summary: 'ผู้รักษาราชการแทน of an approver, latest first',
      tags,
    })
    .input(z.object({ id: OfficerId }))
    .output(z.object({ items: z.array(Deputy), nextCursor: z.null() })),
  appointDeputy: route
    .route({
      method: 'POST',
      path: '/users/{id}/deputies',
      successStatus: 201,
      summary: 'Let another officer approve in an approver’s place for a period; by the approver or an owner',
      tags,
    })
    .input(z.object({ id: OfficerId, deputyId: OfficerId, startsAt: At, endsAt: At }))
    .output(Deputy),
  endDeputy: route
    .route({ method: 'POST', path: '/deputies/{id}/end', summary: 'End a period before its time', tags })
    .input(z.object({ id: Id }))
    .output(Deputy),
}
