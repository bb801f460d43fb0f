import { z } from 'zod'
import { At, Id, PageQuery, pageOf, route, words } from './common.ts'

export const Group = z.object({
  id: Id,
  lineGroupId: z.string(),
  name: z.string().nullable(),
  state: z.enum(['pending', 'approved', 'left']),
  memberCount: z.number().int().nullable(),
  hasOutsiders: z.boolean().nullable().describe('true: outsiders are members, so only public cards are sent'),
  unitId: Id.nullable(),
  joinedAt: At,
  lastSentAt: At.nullable().describe('when a card last reached it, sent by hand included'),
})

export const Unit = z.object({
  id: Id,
  code: z.string(),
  nameTh: z.string(),
  kind: z.string(),
  parentId: Id.nullable().describe('the unit it is part of; null at the top'),
  staffCount: z.number().int(),
  groupCount: z.number().int(),
})

export const Invite = z.object({
  id: Id,
  code: z.string(),
  unitId: Id,
  expiresAt: At,
  useLimit: z.number().int(),
  useCount: z.number().int(),
  revokedAt: At.nullable(),
  addUrl: z.string().describe('opens the chat with the code typed in'),
  qrSvg: z.string().describe('QR of addUrl as SVG, to print'),
})

export const StaffMember = z.object({
  id: Id,
  displayName: z.string().nullable(),
  state: z.enum(['guest', 'pending', 'registered']),
  unitId: Id.nullable(),
  unitConfirmedAt: At.nullable().describe(
    'when it was last known for sure where the person works; asked by the bot once a year',
  ),
  noticeVersion: z.string().nullable(),
  joinedAt: At,
  isBlocked: z.boolean(),
})

export const groups = {
  list: route
    .route({ method: 'GET', path: '/groups', summary: 'LINE groups the bot is or was in', tags: ['Audience'] })
    .input(PageQuery.extend({ state: Group.shape.state.optional() }))
    .output(pageOf(Group)),
  approve: route
    .route({
      method: 'POST',
      path: '/groups/{id}/approve',
      summary: 'Let a group receive cards, or change what was said of one that does',
      description:
        'outsiders: whether people from outside the office are members; such groups get public cards only. Left out means none. unitId: null takes its unit away.',
      tags: ['Audience'],
    })
    .input(z.object({ id: Id, unitId: Id.nullable().optional(), outsiders: z.boolean().default(false) }))
    .output(Group),
  listContained: route
    .route({
      method: 'GET',
      path: '/groups/{id}/contains',
      summary: 'Groups whose members are all in this one',
      tags: ['Audience'],
    })
    .input(z.object({ id: Id }))
    .output(z.object({ groupIds: z.array(Id) })),
  setContained: route
    .route({
      method: 'POST',
      path: '/groups/{id}/contains',
      summary: 'Say which groups this one contains, in place of those said before',
      description: 'LINE does not tell who is in a group. Whoever chooses both is then warned of those reached twice.',
      tags: ['Audience'],
    })
    .input(z.object({ id: Id, groupIds: z.array(Id).max(500) }))
    .output(z.object({ groupIds: z.array(Id) })),
}

export const units = {
  list: route
    .route({
      method: 'GET',
      path: '/units',
      summary: 'กอง กลุ่ม สำนักงาน',
      description: 'Units form a tree. Wherever a unit is named, it means that unit and all below it.',
      tags: ['Audience'],
    })
    .input(PageQuery)
    .output(pageOf(Unit)),
  create: route
    .route({ method: 'POST', path: '/units', successStatus: 201, summary: 'Add a unit', tags: ['Audience'] })
    .input(
      z.object({
        code: z.string().regex(/^[a-z0-9-]{2,40}$/),
        nameTh: words(200),
        kind: words(40),
        parentId: Id.optional(),
      }),
    )
    .output(Unit),
  update: route
    .route({
      method: 'PATCH',
      path: '/units/{id}',
      summary: 'Rename a unit, or move it with all below it',
      description: 'parentId: the unit it is to be part of; null puts it at the top.',
      tags: ['Audience'],
    })
    .input(
      z.object({
        id: Id,
        nameTh: words(200).optional(),
        kind: words(40).optional(),
        parentId: Id.nullable().optional(),
      }),
    )
    .output(Unit),
  listInvites: route
    .route({ method: 'GET', path: '/units/{id}/invites', summary: 'Invite codes of a unit', tags: ['Audience'] })
    .input(z.object({ id: Id }))
    .output(z.object({ items: z.array(Invite), nextCursor: z.string().nullable() })),
  createInvite: route
    .route({
      method: 'POST',
      path: '/units/{id}/invites',
      successStatus: 201,
      summary: 'Make an invite code with its QR',
      tags: ['Audience'],
    })
    .input(
      z.object({
        id: Id,
        expiresInDays: z.number().int().min(1).max(90).default(14),
        useLimit: z.number().int().min(1).max(1000).default(50),
      }),
    )
    .output(Invite),
  revokeInvite: route
    .route({ method: 'POST', path: '/invites/{id}/revoke', summary: 'End an invite code', tags: ['Audience'] })
    .input(z.object({ id: Id }))
    .output(Invite),
}

export const staff = {
  list: route
    .route({ method: 'GET', path: '/staff', summary: 'People who follow the account', tags: ['Audience'] })
    .input(PageQuery.extend({ unitId: Id.optional(), state: StaffMember.shape.state.optional() }))
    .output(pageOf(StaffMember)),
  confirm: route
    .route({
      method: 'POST',
      path: '/staff/{id}/confirm',
      summary: 'Confirm that a pending person works in the unit they picked',
      tags: ['Audience'],
    })
    .input(z.object({ id: Id, unitId: Id.describe('as it was shown: they may have picked another meanwhile') }))
    .output(StaffMember),
  export: route
    .route({
      method: 'GET',
      path: '/staff/{id}/export',
      summary: 'A copy of what is kept about a person',
      description:
        'For a request on paper. What nobody else sees, own settings and quiz, the person alone gets in the 1:1 chat. Each copy is in the audit chain.',
      tags: ['Audience'],
    })
    .input(z.object({ id: Id }))
    .output(
      StaffMember.omit({ id: true, unitId: true, noticeVersion: true, isBlocked: true }).extend({
        copiedAt: At,
        unit: z.string().nullable(),
        tags: z.array(z.string()),
        notice: z.object({ version: z.string(), acknowledgedAt: At }).nullable(),
        unfollowedAt: At.nullable(),
        messageCount: z.number().int().describe('of the last 400 days, in the 1:1 chat'),
      }),
    ),
  erase: route
    .route({
      method: 'DELETE',
      path: '/staff/{id}',
      summary: 'Erase a person and everything kept about them',
      tags: ['Audience'],
    })
    .input(z.object({ id: Id }))
    .output(z.object({ erased: z.literal(true) })),
}
