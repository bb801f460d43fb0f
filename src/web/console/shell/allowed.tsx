import type { ReactNode } from 'react'
import type { Permission } from '../../../contracts/roles.ts'
import { useMay } from '../api/me.ts'
import { NoAccessPage } from './page-error.tsx'

/** A page for those who are shown the way to it; to others it says so, and asks the API nothing. */
export function Allowed({ permission, children }: { permission: Permission | undefined; children: ReactNode }) {
  const may = useMay()
  return permission === undefined || may(permission) ? children : <NoAccessPage />
}
