import { ActionIcon, Button, Modal, SegmentedControl, Select } from '@mantine/core'
import { useDisclosure, useInterval } from '@mantine/hooks'
import { IconPlugConnectedX, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { standardColors as colors } from '../../contracts/colors.ts'
import { type Place, places, type Trouble, toFault, troubleOf, troubles } from './faults.ts'
import { usePage, usePhoneState } from './page-context.ts'
import type { Fault } from './simulator-state.ts'

const lookAgainMs = 1000 // faults wear off as calls are struck

/** LINE going wrong, to order: how the service and its officers fare can be watched without waiting for the real thing. */
export function FaultsPanel() {
  const { store, words, tell } = usePage()
  const { simulator } = usePhoneState(store)
  const [isOpen, sheet] = useDisclosure(false)
  const [trouble, setTrouble] = useState<Trouble>('hang')
  const [place, setPlace] = useState<Place>('any')
  const [times, setTimes] = useState('1')
  const faults = simulator?.faults ?? []
  const { start, stop } = useInterval(store.refreshState, lookAgainMs)
  useEffect(() => {
    if (isOpen) start()
    return stop
  }, [isOpen, start, stop])

  const order = (wanted: Fault[]) => store.setFaults(wanted).catch(() => tell(words.eventFailed))
  const release = () => store.release().catch(() => tell(words.eventFailed))
  const label = faults.length > 0 ? words.faultsOn(faults.length) : words.faults
  return (
    <>
      <ActionIcon
        variant={faults.length > 0 ? 'filled' : 'subtle'}
        color={faults.length > 0 ? colors.clay : undefined}
        size={36}
        aria-label={label}
        title={label}
        onClick={sheet.open}
      >
        <IconPlugConnectedX size={20} stroke={1.75} />
      </ActionIcon>
      <Modal
        opened={isOpen}
        onClose={sheet.close}
        title={words.faults}
        centered
        closeButtonProps={{ 'aria-label': words.close }}
      >
        <p className="faults-help">{words.faultsHelp}</p>
        <div className="faults-form">
          <Select
            label={words.faultWhat}
            data={troubles.map((value) => ({ value, label: words.trouble[value] }))}
            value={trouble}
            allowDeselect={false}
            onChange={(value) => setTrouble(value as Trouble)}
          />
          <Select
            label={words.faultWhere}
            data={places.map((value) => ({ value, label: words.place[value] }))}
            value={place}
            allowDeselect={false}
            onChange={(value) => setPlace(value as Place)}
          />
          <SegmentedControl
            fullWidth
            aria-label={words.faultTimes}
            data={[
              { value: '1', label: words.times(1) },
              { value: '5', label: words.times(5) },
              { value: '', label: words.always },
            ]}
            value={times}
            onChange={setTimes}
          />
          <Button onClick={() => order([...faults, toFault(trouble, place, times ? Number(times) : undefined)])}>
            {words.faultStart}
          </Button>
        </div>
        <ul className="faults-list" aria-label={words.faultsNow}>
          {faults.map((fault, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two of the same kind differ by nothing but their place
            <li key={index}>
              <span>{describe(fault, words)}</span>
              <ActionIcon
                variant="subtle"
                size={36}
                aria-label={`${words.faultStop}: ${describe(fault, words)}`}
                onClick={() => order(faults.filter((_, other) => other !== index))}
              >
                <IconX size={18} />
              </ActionIcon>
            </li>
          ))}
        </ul>
        {simulator && simulator.heldCount > 0 ? (
          <Button variant="default" fullWidth onClick={release}>
            {words.release(simulator.heldCount)}
          </Button>
        ) : null}
        {faults.length > 0 ? (
          <Button variant="default" fullWidth mt={8} onClick={() => order([])}>
            {words.faultsEnd}
          </Button>
        ) : null}
      </Modal>
    </>
  )
}

function describe(fault: Fault, words: ReturnType<typeof usePage>['words']): string {
  const trouble = troubleOf(fault)
  const place = places.find((one) => one === fault.endpoint)
  return [
    trouble ? words.trouble[trouble] : fault.mode,
    place ? words.place[place] : fault.endpoint,
    fault.times === undefined ? words.always : words.times(fault.times),
  ].join(' · ')
}
