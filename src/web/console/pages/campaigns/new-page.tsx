import { useQuery } from '@tanstack/react-query'
import { Navigate, useParams, useSearchParams } from 'react-router'
import { api } from '../../api/client.ts'
import { PageQuery } from '../../parts/page-query.tsx'
import { CampaignWizard } from './campaign-wizard.tsx'
import { draftFrom, emptyDraft } from './draft.ts'

/** A new campaign, one made from another (`?from=`) to be sent again, or a stored draft that is gone on with. */
export default function NewCampaignPage() {
  const { id } = useParams()
  const [parameters] = useSearchParams()
  const from = parameters.get('from')
  const card = parameters.get('card')
  const original = id ?? from
  const stored = useQuery({
    ...api.campaigns.get.queryOptions({ input: { id: original ?? '' } }),
    enabled: original !== null,
  })
  if (original === null)
    return (
      <CampaignWizard
        key={card ?? 'new'}
        draftName={card ? `campaign-card-${card}` : 'campaign'}
        first={() => ({ ...emptyDraft(), cards: card ? [card] : [] })}
      />
    )
  return (
    <PageQuery query={stored}>
      {(campaign) => {
        if (id === undefined)
          return <CampaignWizard key={from} draftName={`campaign-${from}`} first={() => draftFrom(campaign)} />
        // Handed in meanwhile: its page says what can be done now.
        if (campaign.state !== 'draft') return <Navigate to={`/campaigns/${id}`} replace />
        return (
          <CampaignWizard
            key={id}
            stored={campaign}
            draftName={`campaign-edit-${id}`}
            first={() => draftFrom(campaign)}
          />
        )
      }}
    </PageQuery>
  )
}
