import { Button, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconCheck, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { api } from '../../api/client.ts'
import { Empty } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { useTemplateName } from '../../parts/template-name.ts'
import { useWords } from '../../words/define-words.ts'
import { campaignWords } from './words.ts'

const mostCards = 5 // LINE: 1..5 objects a request

/** Approved cards to choose from; they are sent in the order they were chosen. */
export function CardStep({
  chosen,
  onChange,
}: {
  chosen: string[]
  onChange: (cards: string[], lastTitle: string) => void
}) {
  const w = useWords(campaignWords)
  const nameOf = useTemplateName()
  const [search, setSearch] = useState('')
  const cards = useQuery(api.contents.list.queryOptions({ input: { state: 'approved', limit: 200 } }))
  return (
    <QueryView query={cards} rows={4}>
      {({ items }) => {
        if (items.length === 0)
          return (
            <Empty
              title={w('noCards')}
              text={w('noCardsText')}
              action={
                <Button component={Link} to="/cards" variant="default">
                  {w('toCards')}
                </Button>
              }
            />
          )
        const wanted = search.trim().toLowerCase()
        const shown = items.filter(({ title, template }) => `${title} ${template}`.toLowerCase().includes(wanted))
        return (
          <Stack gap="sm">
            {items.length > 6 ? (
              <TextInput
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
                placeholder={w('findCard')}
                aria-label={w('findCard')}
                leftSection={<IconSearch size={18} aria-hidden />}
              />
            ) : null}
            <div className="choice-list">
              {shown.map(({ id, title, template }) => {
                const place = chosen.indexOf(id)
                return (
                  <UnstyledButton
                    key={id}
                    className="choice"
                    aria-pressed={place >= 0}
                    disabled={place < 0 && chosen.length >= mostCards}
                    onClick={() => onChange(place >= 0 ? chosen.filter((one) => one !== id) : [...chosen, id], title)}
                  >
                    <span className="row-main">
                      <span className="row-title">{title}</span>
                      <br />
                      <span className="quiet">{nameOf(template)}</span>
                    </span>
                    {place >= 0 ? (
                      <Text component="span" c="var(--accent)" fw={600}>
                        <IconCheck size={18} aria-hidden /> {chosen.length > 1 ? place + 1 : ''}
                      </Text>
                    ) : null}
                  </UnstyledButton>
                )
              })}
            </div>
            <Text size="sm" c="dimmed">
              {w('cardHelp')}
            </Text>
          </Stack>
        )
      }}
    </QueryView>
  )
}
