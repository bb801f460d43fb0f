import { Stack } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/client.ts'
import { useMe } from '../../api/me.ts'
import { showDayTime } from '../../parts/dates.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { Empty, Panel } from '../../parts/page.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { AllDeputies } from '../account/deputies.tsx'
import { useUnits } from '../audience/use-units.tsx'
import { InviteUser } from './invite-user.tsx'
import { LinkSheet, type SignInLink } from './link-sheet.tsx'
import { UserMenu } from './user-menu.tsx'
import { settingsWords } from './words.ts'

export function UsersTab() {
  const w = useWords(settingsWords)
  const t = useWords(common)
  const me = useMe()
  const { nameOf } = useUnits()
  const [link, setLink] = useState<SignInLink>()
  const users = useInfiniteQuery(
    api.users.list.infiniteOptions({ input: (cursor) => ({ limit: 100, ...(cursor && { cursor }) }), ...nextPage }),
  )
  return (
    <Stack gap="lg">
      <Panel title={w('users')} aside={<InviteUser onInvited={setLink} />}>
        <EndlessList query={users} empty={<Empty title={w('nothing')} />}>
          {(items) => (
            <ul className="rows">
              {items.map((user) => (
                <li key={user.id}>
                  <div className="row">
                    <span className="row-main">
                      <span className="row-title">{user.name}</span>
                      <br />
                      <span className="quiet">
                        {[
                          user.email,
                          t(user.role),
                          nameOf(user.unitId),
                          user.hasSecondFactor ? w('factorOn') : undefined,
                          user.lastSignedInAt ? w('lastSeen', { at: showDayTime(user.lastSignedInAt) }) : w('never'),
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </span>
                    </span>
                    <StateMark state={user.state} />
                    <UserMenu user={user} isMe={user.id === me.id} onLink={setLink} />
                  </div>
                </li>
              ))}
            </ul>
          )}
        </EndlessList>
        {link ? <LinkSheet link={link} onClose={() => setLink(undefined)} /> : null}
      </Panel>
      <AllDeputies />
    </Stack>
  )
}
