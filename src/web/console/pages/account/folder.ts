import type { PageFolder } from '../page-folder.ts'

/** Reached from the account menu. */
export const account: PageFolder = { routes: [{ path: '/account', load: () => import('./account-page.tsx') }] }
