import type { ComponentType } from 'react'
import type { Permission } from '../../../contracts/roles.ts'
import type { LoadPage } from '../shell/lazy-page.tsx'

/** What a folder of pages says of itself. Its first route is where the menu leads. */
export type PageFolder = {
  routes: { path: string; load: LoadPage }[]
  /** Left out: not in the menu. */
  label?: { th: string; en: string }
  icon?: ComponentType<{ size?: number | string; stroke?: number | string }>
  /** Whoever lacks it is not shown the way; the API refuses them in any case. */
  permission?: Permission
}
