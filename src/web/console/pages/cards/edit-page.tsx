import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from 'react-router'
import { api } from '../../api/client.ts'
import { codeOf } from '../../api/errors.ts'
import { PageQuery } from '../../parts/page-query.tsx'
import { tell, tellError } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { draftOf } from './card-draft.ts'
import { CardForm } from './card-form.tsx'
import { cardWords } from './words.ts'

const cardOptions = (id: string) => api.contents.get.queryOptions({ input: { id } })
type Card = Awaited<ReturnType<NonNullable<ReturnType<typeof cardOptions>['queryFn'] & object>>>

export default function EditCardPage() {
  const { id = '' } = useParams()
  const card = useQuery(cardOptions(id))
  return <PageQuery query={card}>{(data) => <EditCard key={id} card={data} />}</PageQuery>
}

/** Whoever is second to save is told so: what they typed stays, and they choose with both versions in sight. */
function EditCard({ card }: { card: Card }) {
  const w = useWords(cardWords)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const refresh = () => queryClient.invalidateQueries({ queryKey: api.contents.key() })
  const save = useMutation(api.contents.update.mutationOptions({ meta: { isToldInPlace: true } }))
  return (
    <CardForm
      name={`card-edit-${card.id}`}
      title={w('editTitle')}
      backTo={{ to: `/cards/${card.id}`, label: card.title }}
      initial={draftOf(card)}
      isSaving={save.isPending}
      notice={(draft, change, clear) =>
        draft.version !== card.version ? (
          <Alert color="yellow" variant="light" role="alert">
            <Stack gap="xs">
              <Text c="var(--text)" fw={600}>
                {w('changedMeanwhile')}
              </Text>
              <Text c="var(--text)">{w('changedMeanwhileText')}</Text>
              <Group gap="xs">
                <Button size="xs" variant="default" component="a" href={`/cards/${card.id}`} target="_blank">
                  {w('seeTheirs')}
                </Button>
                <Button size="xs" variant="default" onClick={() => change({ version: card.version })}>
                  {w('keepMine')}
                </Button>
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => {
                    clear(draftOf(card))
                  }}
                >
                  {w('takeTheirs')}
                </Button>
              </Group>
            </Stack>
          </Alert>
        ) : card.state === 'approved' ? (
          <Alert variant="light" color="navy">
            {w('approvedAgain')}
          </Alert>
        ) : null
      }
      onSave={({ draft, input, clear }) =>
        save.mutate(
          { id: card.id, version: draft.version ?? card.version, ...input },
          {
            onSuccess: () => {
              clear()
              tell(w('savedNow'))
              void refresh()
              void navigate(`/cards/${card.id}`)
            },
            onError: (error) => {
              tellError(error)
              if (codeOf(error) === 'CHANGED_MEANWHILE') void refresh()
            },
          },
        )
      }
    />
  )
}
