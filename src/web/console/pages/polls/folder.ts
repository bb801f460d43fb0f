import { IconChecklist } from '@tabler/icons-react'
import type { PageFolder } from '../page-folder.ts'

export const polls: PageFolder = {
  label: { th: 'แบบสำรวจ', en: 'Polls' },
  icon: IconChecklist,
  permission: 'polls.read',
  routes: [
    { path: '/polls', load: () => import('./list-page.tsx') },
    { path: '/polls/new', load: () => import('./builder-page.tsx') },
    { path: '/polls/:id', load: () => import('./poll-page.tsx') },
    { path: '/polls/:id/edit', load: () => import('./builder-page.tsx') },
  ],
}
