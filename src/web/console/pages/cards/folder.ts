import { IconCards } from '@tabler/icons-react'
import type { PageFolder } from '../page-folder.ts'

export const cards: PageFolder = {
  label: { th: 'การ์ด', en: 'Cards' },
  icon: IconCards,
  permission: 'contents.read',
  routes: [
    { path: '/cards', load: () => import('./list-page.tsx') },
    { path: '/cards/import', load: () => import('./import-page.tsx') },
    { path: '/cards/new', load: () => import('./new-page.tsx') },
    { path: '/cards/:id/edit', load: () => import('./edit-page.tsx') },
    { path: '/cards/:id', load: () => import('./card-page.tsx') },
  ],
}
