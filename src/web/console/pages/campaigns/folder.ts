import { IconSend } from '@tabler/icons-react'
import type { PageFolder } from '../page-folder.ts'

export const campaigns: PageFolder = {
  label: { th: 'รายการส่ง', en: 'Campaigns' },
  icon: IconSend,
  permission: 'campaigns.read',
  routes: [
    { path: '/campaigns', load: () => import('./list-page.tsx') },
    { path: '/campaigns/new', load: () => import('./new-page.tsx') },
    { path: '/campaigns/:id', load: () => import('./campaign-page.tsx') },
    { path: '/campaigns/:id/edit', load: () => import('./new-page.tsx') },
    { path: '/runs/:id', load: () => import('./run-page.tsx') },
  ],
}
