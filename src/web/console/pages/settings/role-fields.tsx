import { Select } from '@mantine/core'
import { type Role, roles } from '../../../../contracts/roles.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { useUnits } from '../audience/use-units.tsx'
import { settingsWords } from './words.ts'

export type RoleChoice = { role: Role; unitId: string | null }

/** What somebody may do; of a coordinator also where, since they see that unit alone. */
export function RoleFields({ value, onChange }: { value: RoleChoice; onChange: (value: RoleChoice) => void }) {
  const w = useWords(settingsWords)
  const t = useWords(common)
  const { choices } = useUnits()
  const { role, unitId } = value
  return (
    <>
      <Select
        label={w('role')}
        description={w(`may_${role}`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDeselect={false}
        value={role}
        onChange={(chosen) => chosen && onChange({ ...value, role: chosen as Role })}
        data={roles.map((one) => ({ value: one, label: t(one) }))}
      />
      {role === 'coordinator' ? (
        <Select
          label={w('ofUnit')}
          required
          searchable
          value={unitId}
          onChange={(chosen) => onChange({ ...value, unitId: chosen })}
          {...choices}
        />
      ) : null}
    </>
  )
}

/** The API takes a unit of coordinators alone. */
export const asSent = ({ role, unitId }: RoleChoice) => ({ role, ...(role === 'coordinator' && unitId && { unitId }) })
