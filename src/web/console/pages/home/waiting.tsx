import { IconArrowBackUp, IconCircleCheck, IconRubberStamp, IconUsersGroup } from '@tabler/icons-react'
import { Link } from 'react-router'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { useWords } from '../../words/define-words.ts'
import { useWaiting } from './use-waiting.ts'
import { homeWords } from './words.ts'

const icons = { approve: IconRubberStamp, returned: IconArrowBackUp, check: IconUsersGroup }

export function Waiting() {
  const w = useWords(homeWords)
  const { campaigns, collect } = useWaiting()
  return (
    <Panel title={w('waits')}>
      <QueryView query={campaigns}>
        {({ items }) => {
          const waiting = collect(items)
          if (waiting.length === 0)
            return (
              <p className="alert-line">
                <IconCircleCheck size={20} color="var(--good)" aria-hidden /> {w('nothingWaits')}
              </p>
            )
          return (
            <ul className="rows">
              {waiting.map(({ key, kind, to, title, note }) => {
                const Icon = icons[kind]
                return (
                  <li key={key}>
                    <Link to={to} className="row row-led">
                      <span className="row-icon">
                        <Icon size={20} aria-hidden />
                      </span>
                      <span className="row-main">
                        <span className="row-title">
                          <ThaiText text={title} />
                        </span>
                        <br />
                        <span className="quiet">
                          <ThaiText text={note} />
                        </span>
                      </span>
                    </Link>
                  </li>
                )
              })}
            </ul>
          )
        }}
      </QueryView>
    </Panel>
  )
}
