import { Alert, Button, Group, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, client } from '../../api/client.ts'
import { showDayTime, showNumber } from '../../parts/dates.ts'
import { EndlessList, nextPage } from '../../parts/endless-list.tsx'
import { Empty, Panel } from '../../parts/page.tsx'
import { useWords } from '../../words/define-words.ts'
import { auditWords, hasAuditWords } from './audit-words.ts'
import { settingsWords } from './words.ts'

/** Who did what, newest first; the chain is checked on request. */
export function AuditTab() {
  const w = useWords(settingsWords)
  const a = useWords(auditWords)
  const actionName = (action: string) => (hasAuditWords(action) ? a(action) : action)
  const [search, setSearch] = useState('')
  const users = useQuery(api.users.list.queryOptions({ input: { limit: 200 } }))
  const entries = useInfiniteQuery(
    api.audit.list.infiniteOptions({ input: (cursor) => ({ limit: 100, ...(cursor && { cursor }) }), ...nextPage }),
  )
  const verify = useMutation({ mutationFn: () => client.audit.verify() })
  const nameOf = (id: string | null) =>
    id === null ? w('system') : (users.data?.items.find((user) => user.id === id)?.name ?? id)
  const wanted = search.trim().toLowerCase()
  return (
    <Panel
      title={w('audit')}
      aside={
        <Button size="xs" variant="default" onClick={() => verify.mutate()} loading={verify.isPending}>
          {w('verify')}
        </Button>
      }
    >
      {verify.data ? (
        <Alert color={verify.data.firstBadSeq === null ? 'teal' : 'red'} variant="light" role="status" mb="md">
          {verify.data.firstBadSeq === null
            ? w('chainGood', { n: showNumber(verify.data.entries) })
            : w('chainBad', { seq: verify.data.firstBadSeq })}
        </Alert>
      ) : null}
      <Group mb="md">
        <TextInput
          aria-label={w('findAudit')}
          placeholder={w('findAudit')}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          flex="1 1 240px"
        />
      </Group>
      <EndlessList query={entries} empty={<Empty title={w('nothing')} />}>
        {(items) => (
          <ul className="rows">
            {items
              .filter((entry) =>
                `${entry.action} ${actionName(entry.action)} ${nameOf(entry.actorId)} ${entry.subject ?? ''}`
                  .toLowerCase()
                  .includes(wanted),
              )
              .map(({ seq, at, actorId, action, subject }) => (
                <li key={seq}>
                  <div className="row">
                    <span className="row-main">
                      <span className="row-title">{actionName(action)}</span>{' '}
                      <span className="quiet">{nameOf(actorId)}</span>
                      {subject ? (
                        <>
                          <br />
                          <span className="quiet">{subject}</span>
                        </>
                      ) : null}
                    </span>
                    <span className="row-aside">
                      {showDayTime(at)} · {seq}
                    </span>
                  </div>
                </li>
              ))}
          </ul>
        )}
      </EndlessList>
    </Panel>
  )
}
