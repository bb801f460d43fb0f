import { Alert, Button, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearchParams } from 'react-router'
import { missingFiling } from '../../../../contracts/filing.ts'
import { api } from '../../api/client.ts'
import { describeError } from '../../api/errors.ts'
import { useMay, useMe } from '../../api/me.ts'
import { ByHand } from '../../parts/by-hand.tsx'
import { ConfirmButton } from '../../parts/confirm-button.tsx'
import { showDay, showDayTime } from '../../parts/dates.ts'
import { Facts } from '../../parts/facts.tsx'
import { changeAtOnce } from '../../parts/item-at-once.ts'
import { Page, Panel } from '../../parts/page.tsx'
import { PageQuery } from '../../parts/page-query.tsx'
import { PhoneFrame } from '../../parts/phone-frame.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { useTemplateName } from '../../parts/template-name.ts'
import { useRendered } from '../../parts/use-rendered.ts'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { ApproveCard } from './approve-card.tsx'
import { CardPictures } from './card-pictures.tsx'
import { CardVersions } from './card-versions.tsx'
import { FilingMissing } from './filing-missing.tsx'
import { cardWords } from './words.ts'

const cardOptions = (id: string) => api.contents.get.queryOptions({ input: { id } })
type Card = Awaited<ReturnType<NonNullable<ReturnType<typeof cardOptions>['queryFn'] & object>>>

export default function CardPage() {
  const { id = '' } = useParams()
  const card = useQuery(cardOptions(id))
  return <PageQuery query={card}>{(data) => <CardView card={data} />}</PageQuery>
}

function CardView({ card }: { card: Card }) {
  const w = useWords(cardWords)
  const t = useWords(common)
  const nameOf = useTemplateName()
  const may = useMay()
  const me = useMe()
  const [asked] = useSearchParams()
  const campaignId = asked.get('campaign')
  const templates = useQuery(api.templates.list.queryOptions())
  const preview = useRendered([{ template: card.template, data: card.data }])
  const retire = useMutation(changeAtOnce(api.contents.retire, api.contents.key(), () => ({ state: 'retired' })))
  const restore = useMutation(changeAtOnce(api.contents.restore, api.contents.key(), () => ({ state: 'draft' })))
  const isOwn = card.authorId === me.id
  const mayApprove = card.state === 'draft' && may('contents.approve')
  const missing = card.state === 'draft' ? missingFiling(card) : []
  const template = templates.data?.items.find(({ name }) => name === card.template)
  const isPublic = template?.isPublic && card.data.recipients !== 'staff'
  return (
    <Page
      title={card.title}
      lead={<StateMark state={card.state} />}
      backTo={{ to: '/cards', label: w('title') }}
      actions={
        <>
          {mayApprove && !isOwn && missing.length === 0 ? <ApproveCard card={card} /> : null}
          {card.state === 'approved' && may('campaigns.edit') ? (
            <Button component={Link} to={`/campaigns/new?card=${card.id}`}>
              {w('useIt')}
            </Button>
          ) : null}
          {card.state === 'approved' ? (
            <ByHand
              contentId={card.id}
              {...(campaignId && { campaignId })}
              startsOpen={asked.get('record') === 'by-hand'}
            />
          ) : null}
          {may('contents.edit') ? (
            <>
              {card.state === 'retired' ? (
                <Button onClick={() => restore.mutate({ id: card.id })}>{w('restore')}</Button>
              ) : (
                <Button component={Link} to={`/cards/${card.id}/edit`} variant="default">
                  {t('edit')}
                </Button>
              )}
              <Button component={Link} to={`/cards/new?from=${card.id}`} variant="default">
                {w('duplicate')}
              </Button>
              {card.state === 'retired' ? null : (
                <ConfirmButton
                  variant="subtle"
                  color="red"
                  title={w('retireTitle')}
                  text={w('retireText')}
                  confirmLabel={w('retire')}
                  onConfirm={() => retire.mutate({ id: card.id })}
                >
                  {w('retire')}
                </ConfirmButton>
              )}
            </>
          ) : null}
        </>
      }
    >
      <FilingMissing missing={missing} />
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
                isPublic !== undefined && [w('recipients'), w(isPublic ? 'public' : 'staffOnly')],
                card.basis !== null && [w('basis'), card.basis],
                card.owner !== null && [w('owner'), card.owner],
                card.reviewOn !== null && [w('reviewOn'), showDay(`${card.reviewOn}T12:00:00+07:00`)],
                card.tags.length > 0 && [w('tags'), card.tags.join(', ')],
                [w('version'), String(card.version)],
                card.itaItems.length > 0 && [w('itaItems'), card.itaItems.join(', ')],
                card.approvedAt !== null && [w('approvedAt'), showDayTime(card.approvedAt)],
              ]}
            />
          </Panel>
          {card.state === 'draft' && card.toConfirm.length > 0 ? (
            <Panel title={w('checkedBefore')}>
              <ul>
                {card.toConfirm.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            </Panel>
          ) : null}
          {preview.error ? (
            <Alert color="red" variant="light">
              {describeError(preview.error)}
            </Alert>
          ) : null}
          <CardPictures id={card.id} isApproved={card.state === 'approved'} />
          <CardVersions id={card.id} />
        </Stack>
        <div className="sticky looked-at-first">
          <PhoneFrame messages={preview.messages} isLoading={preview.isPending} empty="" />
        </div>
      </div>
    </Page>
  )
}
