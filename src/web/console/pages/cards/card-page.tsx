import { Alert, Button, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { api } from '../../api/client.ts'
import { describeError } from '../../api/errors.ts'
import { useMay, useMe } from '../../api/me.ts'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDayTime } from '../../parts/dates.ts'
import { Facts } from '../../parts/facts.tsx'
import { Page, Panel } from '../../parts/page.tsx'
import { PhoneFrame } from '../../parts/phone-frame.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { tell } from '../../parts/tell.ts'
import { useTemplateName } from '../../parts/template-name.ts'
import { useRendered } from '../../parts/use-rendered.ts'
import { useWords } from '../../words/define-words.ts'
import { cardWords } from './words.ts'

const cardOptions = (id: string) => api.contents.get.queryOptions({ input: { id } })
type Card = Awaited<ReturnType<NonNullable<ReturnType<typeof cardOptions>['queryFn'] & object>>>

export default function CardPage() {
  const { id = '' } = useParams()
  const card = useQuery(cardOptions(id))
  return <QueryView query={card}>{(data) => <CardView card={data} />}</QueryView>
}

function CardView({ card }: { card: Card }) {
  const w = useWords(cardWords)
  const nameOf = useTemplateName()
  const may = useMay()
  const me = useMe()
  const queryClient = useQueryClient()
  const templates = useQuery(api.templates.list.queryOptions())
  const preview = useRendered([{ template: card.template, data: card.data }])
  const approve = useMutation(
    api.contents.approve.mutationOptions({
      onSuccess: () => {
        tell(w('approvedNow'))
        void queryClient.invalidateQueries({ queryKey: api.contents.key() })
      },
    }),
  )
  const isOwn = card.authorId === me.id
  const mayApprove = card.state === 'draft' && may('contents.approve')
  const isPublic = templates.data?.items.find(({ name }) => name === card.template)?.isPublic
  return (
    <Page
      title={card.title}
      lead={<StateMark state={card.state} />}
      backTo={{ to: '/cards', label: w('title') }}
      actions={
        <>
          {mayApprove && !isOwn ? (
            <ConfirmButton
              title={w('approveTitle')}
              text={w('approveText')}
              confirmLabel={w('approve')}
              onConfirm={() => approve.mutate({ id: card.id })}
              loading={approve.isPending}
            >
              {w('approve')}
            </ConfirmButton>
          ) : null}
          {may('contents.edit') ? (
            <Button component={Link} to={`/cards/new?from=${card.id}`} variant="default">
              {w('duplicate')}
            </Button>
          ) : null}
        </>
      }
    >
      {mayApprove && isOwn ? (
        <Alert color="yellow" variant="light">
          <Text c="var(--text)">{w('ownWork')}</Text>
        </Alert>
      ) : null}
      <div className="two-columns">
        <Stack>
          <Panel>
            <Facts
              items={[
                [w('template'), nameOf(card.template)],
                isPublic !== undefined && ['LINE', w(isPublic ? 'public' : 'staffOnly')],
                card.basis !== null && [w('basis'), card.basis],
                card.itaItems.length > 0 && [w('itaItems'), card.itaItems.join(', ')],
                card.approvedAt !== null && [w('approvedAt'), showDayTime(card.approvedAt)],
              ]}
            />
          </Panel>
          {preview.error ? (
            <Alert color="red" variant="light">
              {describeError(preview.error)}
            </Alert>
          ) : null}
        </Stack>
        <div className="sticky">
          <PhoneFrame messages={preview.messages} />
        </div>
      </div>
    </Page>
  )
}
