import { Page } from '../../parts/page.tsx'
import { Tabbed } from '../../parts/tabbed.tsx'
import { useWords } from '../../words/define-words.ts'
import { AuditTab } from './audit-tab.tsx'
import { CalendarTab } from './calendar-tab.tsx'
import { LookTab } from './look-tab.tsx'
import { OfficeTab } from './office-tab.tsx'
import { QueuesTab } from './queues-tab.tsx'
import { QuotaTab } from './quota-tab.tsx'
import { SetupTab } from './setup-tab.tsx'
import { TokensTab } from './tokens-tab.tsx'
import { UsersTab } from './users-tab.tsx'
import { settingsWords } from './words.ts'

export default function SettingsPage() {
  const w = useWords(settingsWords)
  return (
    <Page title={w('title')}>
      <Tabbed
        label={w('title')}
        tabs={[
          { value: 'office', label: w('office'), content: () => <OfficeTab /> },
          { value: 'setup', label: w('setup'), content: () => <SetupTab /> },
          { value: 'look', label: w('look'), content: () => <LookTab /> },
          { value: 'calendar', label: w('calendar'), content: () => <CalendarTab /> },
          { value: 'quota', label: w('quota'), content: () => <QuotaTab /> },
          { value: 'users', label: w('users'), content: () => <UsersTab /> },
          { value: 'tokens', label: w('tokens'), content: () => <TokensTab /> },
          { value: 'queues', label: w('queues'), content: () => <QueuesTab /> },
          { value: 'audit', label: w('audit'), content: () => <AuditTab /> },
        ]}
      />
    </Page>
  )
}
