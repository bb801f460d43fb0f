import { type FormEvent, useState } from 'react'
import type { SharedCard } from '../../contracts/sharing.ts'
import { Refused } from './visit.ts'
import type { Words } from './words.ts'

type Props = {
  groups: SharedCard['groups']
  onRecord(groups: string[], key: string): Promise<void>
  onClose: (() => void) | undefined
  t: Words
}

/** Which groups it went to, as the officer says: LINE tells nobody. */
export function RecordForm({ groups, onRecord, onClose, t }: Props) {
  const [chosen, setChosen] = useState<string[]>([])
  // Of this record: pressed again after a lost answer it is the same one.
  const [key, setKey] = useState(() => crypto.randomUUID())
  const [state, setState] = useState<'asking' | 'saving' | { saved: number } | { failed: string }>('asking')

  async function record(event: FormEvent) {
    event.preventDefault()
    setState('saving')
    try {
      await onRecord(chosen, key)
      setState({ saved: chosen.length })
      setChosen([])
      setKey(crypto.randomUUID())
    } catch (error) {
      setState({ failed: error instanceof Refused ? error.message : t.failed })
    }
  }

  function toggle(id: string, isChosen: boolean) {
    setChosen((before) => (isChosen ? [...before, id] : before.filter((one) => one !== id)))
    setKey(crypto.randomUUID())
    setState('asking')
  }

  if (groups.length === 0) return <p>{t.noGroups}</p>
  return (
    <form className="stack" onSubmit={(event) => void record(event)}>
      <p id="record-lead">{t.recordLead}</p>
      <fieldset className="stack" aria-labelledby="record-lead">
        {groups.map(({ id, name, memberCount, hasOutsiders }) => (
          <label key={id} className="choice" data-chosen={chosen.includes(id)}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) => toggle(id, event.currentTarget.checked)}
            />
            <span>
              {name ?? t.unnamed}
              <small>
                {[memberCount !== null && t.members(memberCount), hasOutsiders && t.outsiders]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
          </label>
        ))}
      </fieldset>
      <button type="submit" className="primary" disabled={chosen.length === 0 || state === 'saving'}>
        {state === 'saving' ? t.saving : t.save}
      </button>
      <div role="status">
        {typeof state === 'object' && 'saved' in state ? (
          <p className="good">
            <strong>{t.saved(state.saved)}</strong> {t.savedText}
          </p>
        ) : null}
        {typeof state === 'object' && 'failed' in state ? <p className="bad">{state.failed}</p> : null}
      </div>
      {typeof state === 'object' && 'saved' in state && onClose ? (
        <button type="button" onClick={onClose}>
          {t.close}
        </button>
      ) : null}
    </form>
  )
}
