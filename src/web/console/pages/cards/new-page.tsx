import { Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearchParams } from 'react-router'
import { reviewDayAfter } from '../../../../contracts/filing.ts'
import { isPictureSize } from '../../../../contracts/picture-sizes.ts'
import { api, client } from '../../api/client.ts'
import { dayOf } from '../../parts/days.ts'
import { Page } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { tell } from '../../parts/tell.ts'
import { useWords } from '../../words/define-words.ts'
import { type CardDraft, draftOf, emptyCard, imageOf } from './card-draft.ts'
import { CardForm } from './card-form.tsx'
import { cardWords } from './words.ts'

/**
 * A new card, a picture that is there already (`?template=picture`), the picture drawn of a card (`?imageOf=&size=`), or a copy of a
 * card (`?from=`).
 */
export default function NewCardPage() {
  const [parameters] = useSearchParams()
  const from = parameters.get('from')
  const original = useQuery({ ...api.contents.get.queryOptions({ input: { id: from ?? '' } }), enabled: from !== null })
  if (from !== null)
    return (
      <QueryView query={original}>
        {(card) => <NewCard key={from} name={`card-${from}`} initial={{ ...draftOf(card), version: null }} />}
      </QueryView>
    )
  const pictured = parameters.get('imageOf')
  if (pictured !== null) return <NewImage id={pictured} size={parameters.get('size') ?? ''} />
  const template = parameters.get('template')
  return template === 'picture' ? (
    <NewCard key="picture" name="picture" initial={{ ...emptyCard, template }} />
  ) : (
    <NewCard key="new" name="card" initial={emptyCard} />
  )
}

function NewImage({ id, size: asked }: { id: string; size: string }) {
  const size = isPictureSize(asked) ? asked : 'square'
  const image = useQuery({
    queryKey: ['image-of', id, size],
    // The card before its picture, and neither out of the cache: the picture of a draft has its band across.
    queryFn: async () => {
      const card = await client.contents.get({ id })
      return {
        card,
        url: card.state === 'approved' ? (await client.contentPictures.getPicture({ id, size })).url : null,
      }
    },
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const templates = useQuery(api.templates.list.queryOptions())
  return (
    <QueryView query={image}>
      {({ card, url }) => (
        <QueryView query={templates}>
          {({ items }) => {
            if (!url) return <NotReady id={id} />
            const isPublic = items.some(({ name, isPublic }) => name === card.template && isPublic)
            const initial = imageOf(card, { size, url, isPublic })
            return <NewCard key={`${id} ${size}`} name={`image-${size}-${id}`} initial={initial} />
          }}
        </QueryView>
      )}
    </QueryView>
  )
}

function NotReady({ id }: { id: string }) {
  const w = useWords(cardWords)
  return (
    <Page title={w('sendPicture')} backTo={{ to: `/cards/${id}`, label: w('title') }}>
      <Text>{w('imageNotReady')}</Text>
    </Page>
  )
}

function NewCard({ name, initial }: { name: string; initial: CardDraft }) {
  const w = useWords(cardWords)
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const save = useMutation(api.contents.create.mutationOptions())
  return (
    <CardForm
      name={name}
      title={w(initial.template === 'picture' ? 'sendPicture' : 'new')}
      backTo={{ to: '/cards', label: w('title') }}
      initial={{ ...initial, reviewOn: reviewDayAfter(dayOf(new Date())) }}
      isSaving={save.isPending}
      onSave={({ input, clear }) =>
        save.mutate(input, {
          onSuccess: ({ id }) => {
            clear()
            tell(w('savedNow'))
            void queryClient.invalidateQueries({ queryKey: api.contents.key() })
            void navigate(`/cards/${id}`)
          },
        })
      }
    />
  )
}
