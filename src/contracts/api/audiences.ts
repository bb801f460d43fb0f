import { z } from 'zod'
import { AudienceRule } from './audience-rule.ts'
import { AudienceSpec } from './campaigns.ts'
import { At, Id, PageQuery, pageOf, route, words } from './common.ts'

const SavedAudience = z.object({ id: Id, name: z.string(), rule: AudienceRule, createdAt: At, updatedAt: At })

const count = z.number().int()

export const Estimate = z.object({
  people: count.describe('people reached 1:1'),
  groups: count.describe('groups reached'),
  messages: count.describe('LINE messages it costs: members of each group without the bot, one for each person'),
  skipped: z
    .object({ pending: count, left: count, unregistered: count, blocked: count })
    .describe('meant, yet out of reach: groups not approved or left, people not registered or who blocked the account'),
  doubles: z
    .array(z.object({ groupId: Id, containedGroupId: Id, people: count }))
    .describe('groups chosen beside one that contains them, with the people reached twice'),
  publicOnlyGroups: count.describe('groups with outsiders, to which only public cards are sent'),
  unsizedGroups: count.describe('groups whose members LINE has not told yet; counted as none'),
})
export type Estimate = z.infer<typeof Estimate>

export const audiences = {
  list: route
    .route({ method: 'GET', path: '/audiences', summary: 'กลุ่มผู้รับที่บันทึกไว้', tags: ['Audience'] })
    .input(PageQuery)
    .output(pageOf(SavedAudience)),
  create: route
    .route({ method: 'POST', path: '/audiences', successStatus: 201, summary: 'Save an audience', tags: ['Audience'] })
    .input(z.strictObject({ name: words(200), rule: AudienceRule }))
    .output(SavedAudience),
  get: route
    .route({ method: 'GET', path: '/audiences/{id}', summary: 'A saved audience', tags: ['Audience'] })
    .input(z.object({ id: Id }))
    .output(SavedAudience),
  update: route
    .route({
      method: 'PATCH',
      path: '/audiences/{id}',
      summary: 'Change a saved audience',
      description: 'The rule stays as it is while a submitted campaign uses it: who is reached was approved.',
      tags: ['Audience'],
    })
    .input(z.strictObject({ id: Id, name: words(200).optional(), rule: AudienceRule.optional() }))
    .output(SavedAudience),
  remove: route
    .route({
      method: 'DELETE',
      path: '/audiences/{id}',
      summary: 'Delete a saved audience that no unfinished campaign uses',
      tags: ['Audience'],
    })
    .input(z.object({ id: Id }))
    .output(z.object({ removed: z.literal(true) })),
  estimate: route
    .route({
      method: 'POST',
      path: '/audiences/estimate',
      summary: 'How many an audience reaches now, and what it costs',
      tags: ['Audience'],
    })
    .input(z.strictObject({ audience: AudienceSpec }))
    .output(Estimate),
}
