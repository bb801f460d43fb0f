import type { ReactNode } from 'react'
import { Navigate, useLocation } from 'react-router'
import type { Permission } from '../../../contracts/roles.ts'
import { useMay } from '../api/me.ts'
import { NoAccessPage } from './page-error.tsx'
import { useMenu } from './use-menu.ts'

/** A page for those who are shown the way to it; to others it says so, and asks the API nothing. */
export function Allowed({ permission, children }: { permission: Permission | undefined; children: ReactNode }) {
  const may = useMay()
  const [home] = useMenu()
  const { pathname } = useLocation()
  if (permission === undefined || may(permission)) return children
  // Where signing in and every way back lead: whoever has no home page begins with the first that they have.
  if (pathname === '/' && home) return <Navigate to={home.path} replace />
  return <NoAccessPage />
}
