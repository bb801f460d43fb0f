import { useMay } from '../../api/me.ts'
import { Page } from '../../parts/page.tsx'
import { Tabbed } from '../../parts/tabbed.tsx'
import { useWords } from '../../words/define-words.ts'
import { GroupsTab } from './groups-tab.tsx'
import { SavedTab } from './saved-tab.tsx'
import { StaffTab } from './staff-tab.tsx'
import { UnitsTab } from './units-tab.tsx'
import { audienceWords } from './words.ts'

export default function AudiencePage() {
  const w = useWords(audienceWords)
  const may = useMay()
  return (
    <Page title={w('title')} lead={w(may('groups.read') ? 'lead' : 'leadOfUnits')}>
      <Tabbed
        label={w('title')}
        tabs={[
          ...(may('groups.read') ? [{ value: 'groups', label: w('groups'), content: () => <GroupsTab /> }] : []),
          { value: 'units', label: w('units'), content: () => <UnitsTab /> },
          ...(may('staff.read') ? [{ value: 'staff', label: w('staff'), content: () => <StaffTab /> }] : []),
          ...(may('audiences.read') ? [{ value: 'saved', label: w('saved'), content: () => <SavedTab /> }] : []),
        ]}
      />
    </Page>
  )
}
