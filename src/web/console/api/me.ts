import { useSuspenseQuery } from '@tanstack/react-query'
import { may, type Permission } from '../../../contracts/roles.ts'
import { api } from './client.ts'

/** Who is signed in. Pages stand below the gate, which has asked already. */
export function useMe() {
  return useSuspenseQuery(api.me.get.queryOptions()).data
}

/** The same table that the API asks, deputies included: what a person may not do is not offered. */
export function useMay(): (permission: Permission) => boolean {
  const { role, standsFor } = useMe()
  return (permission) => may(role, permission) || (standsFor.length > 0 && may('approver', permission))
}
