import { IconCoins } from '@tabler/icons-react'
import type { PageFolder } from '../page-folder.ts'

export const budget: PageFolder = {
  label: { th: 'งบประมาณ', en: 'Budget' },
  icon: IconCoins,
  permission: 'budget.read',
  routes: [
    { path: '/budget', load: () => import('./budget-page.tsx') },
    { path: '/budget/import', load: () => import('./import-page.tsx') },
  ],
}
