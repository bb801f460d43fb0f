import { Button, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconCheck, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { Empty } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { useTemplateName } from '../../parts/template-name.ts'
import { useCardSearch } from '../../parts/use-card-search.ts'
import { useWords } from '../../words/define-words.ts'
import { draftWords } from './draft-words.ts'

const mostCards = 5 // LINE: 1..5 objects a request

/** Approved cards to choose from; they are sent in the order they were chosen. */
export function CardStep({
  chosen,
  onChange,
}: {
  chosen: string[]
  onChange: (cards: string[], lastTitle: string) => void
}) {
  const w = useWords(draftWords)
  const nameOf = useTemplateName()
  const [search, setSearch] = useState('')
  const cards = useCardSearch(search)
  return (
    <QueryView query={cards} rows={4}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items)
        if (items.length === 0 && search === '')
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
        return (
          <Stack gap="sm">
            <TextInput
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
              placeholder={w('findCard')}
              aria-label={w('findCard')}
              maxLength={100}
              leftSection={<IconSearch size={18} aria-hidden />}
            />
            <div className="choice-list">
              {items.map(({ id, title, template }) => {
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
                      <span className="row-title">
                        <ThaiText text={title} />
                      </span>
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
            {cards.hasNextPage ? (
              <Button variant="subtle" onClick={() => void cards.fetchNextPage()} loading={cards.isFetchingNextPage}>
                {w('moreCards')}
              </Button>
            ) : null}
            <Text size="sm" c="dimmed">
              {w('cardHelp')}
            </Text>
          </Stack>
        )
      }}
    </QueryView>
  )
}
