import type { Role } from '../../contracts/roles.ts'

export type OfficerState = 'invited' | 'active' | 'closed'

export function stateOf(officer: { disabledAt: Date | null; hasPassword: boolean; isDemo: boolean }): OfficerState {
  if (officer.disabledAt) return 'closed'
  return officer.hasPassword || officer.isDemo ? 'active' : 'invited'
}

/** Why a change of an account is refused, or undefined. Owners keep each other in: none locks everybody out. */
export function findRefusal(change: {
  actorId: string
  officer: { id: string; role: Role; state: OfficerState }
  /** The role afterwards; null when the account is closed. */
  roleAfter: Role | null
  /** Owners who can sign in, this one included if it can. */
  activeOwners: number
}): 'OWN_ACCOUNT' | 'LAST_OWNER' | undefined {
  const { actorId, officer, roleAfter, activeOwners } = change
  if (roleAfter === officer.role) return undefined
  if (officer.id === actorId) return 'OWN_ACCOUNT'
  const losesOwner = officer.role === 'owner' && officer.state === 'active'
  return losesOwner && activeOwners <= 1 ? 'LAST_OWNER' : undefined
}
