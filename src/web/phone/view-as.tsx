import { Combobox, InputBase, useCombobox } from '@mantine/core'
import { IconSelector } from '@tabler/icons-react'
import { useState } from 'react'
import { Avatar } from './avatar.tsx'
import { usePage } from './page-context.ts'
import type { Person } from './simulator-state.ts'

type Props = { viewer: Person | undefined; people: Person[]; onViewAs(userId: string): void }

// More than this in one open list helps nobody; the field narrows it.
const shownAtMost = 60

/** Chooses through whose eyes the phone is seen. */
export function ViewAs({ viewer, people, onViewAs }: Props) {
  const { words } = usePage()
  const [sought, setSought] = useState('')
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setSought('')
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  })
  const found = people
    .filter((one) => one.displayName.toLowerCase().includes(sought.trim().toLowerCase()))
    .slice(0, shownAtMost)
  return (
    <div className="view-as">
      <span id="view-as-label" className="view-as-label">
        {words.viewAs}
      </span>
      <Combobox
        store={combobox}
        width="target"
        onOptionSubmit={(userId) => {
          onViewAs(userId)
          combobox.closeDropdown()
        }}
      >
        <Combobox.Target targetType="button">
          <InputBase
            component="button"
            type="button"
            pointer
            aria-labelledby="view-as-label view-as-name"
            leftSection={viewer ? <Avatar kind="person" name={viewer.displayName} size={26} /> : null}
            leftSectionWidth={42}
            rightSection={<IconSelector size={16} />}
            rightSectionPointerEvents="none"
            onClick={() => combobox.toggleDropdown()}
          >
            <span id="view-as-name" className="view-as-name">
              {viewer?.displayName ?? words.choosePerson}
            </span>
          </InputBase>
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Search
            value={sought}
            placeholder={words.search}
            aria-label={words.search}
            role="combobox"
            aria-expanded
            onChange={(event) => setSought(event.currentTarget.value)}
          />
          <Combobox.Options labelledBy="view-as-label" mah={320} style={{ overflowY: 'auto' }}>
            {found.map((person) => (
              <Combobox.Option key={person.userId} value={person.userId} active={person.userId === viewer?.userId}>
                <span className="view-as-option">
                  <Avatar kind="person" name={person.displayName} size={26} />
                  {person.displayName}
                </span>
              </Combobox.Option>
            ))}
            {found.length === 0 ? <Combobox.Empty>{words.noPerson}</Combobox.Empty> : null}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </div>
  )
}
