/** The five roles of the product. Deny is the default: what is not listed here for a role is refused. */
export const roles = ['viewer', 'editor', 'coordinator', 'approver', 'owner'] as const
export type Role = (typeof roles)[number]

const reads = [
  'account.own',
  'campaigns.read',
  'series.read',
  'calendar.read',
  'contents.read',
  'groups.read',
  'audiences.read',
  'quota.read',
  'quiz.read',
  'polls.read',
  'units.read',
  'templates.read',
  'ita.read',
  'budget.read',
] as const
const edits = [
  ...reads,
  'campaigns.edit',
  'series.edit',
  'calendar.edit',
  'audiences.edit',
  'contents.edit',
  'budget.edit',
  'quiz.edit',
  'polls.edit',
  'rooms.present',
] as const
const approvals = [
  'alerts.read',
  'campaigns.approve',
  'campaigns.steer',
  'contents.approve',
  'quiz.approve',
  'polls.approve',
] as const

const granted = {
  viewer: reads,
  // Of units and their invite codes, those of their own unit and all below it alone.
  coordinator: ['account.own', 'units.read', 'invites.edit', 'templates.read', 'ita.read'],
  editor: edits,
  approver: [...edits, ...approvals, 'polls.moderate'],
  owner: [
    ...edits,
    ...approvals,
    'campaigns.urgent',
    'groups.approve',
    'units.edit',
    'invites.edit',
    'staff.read',
    'staff.edit',
    'audit.read',
    'settings.edit',
    'quota.edit',
    'users.edit',
    'tokens.edit',
    'officers.edit',
    'queues.edit',
  ],
} as const satisfies Record<Role, readonly string[]>

export type Permission = (typeof granted)[Role][number]

/** Whether a role may do a thing. The same table answers for the API and for what the console shows. */
export function may(role: Role, permission: Permission): boolean {
  return (granted[role] as readonly Permission[]).includes(permission)
}

/** Whether all that one role may do is granted to another: a token can lend no more than its person has. */
export function isWithin(role: Role, other: Role): boolean {
  return granted[role].every((permission) => may(other, permission))
}
