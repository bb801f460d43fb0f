import { ActionIcon, Button, Group } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconPencil, IconPlus, IconQrcode } from '@tabler/icons-react'
import { useState } from 'react'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { useMay } from '../../api/me.ts'
import { useAllUnits } from '../../api/use-all.ts'
import { Empty, Panel } from '../../parts/page.tsx'
import { QueryView } from '../../parts/query-view.tsx'
import { common } from '../../words/common.ts'
import { useWords } from '../../words/define-words.ts'
import { InviteSheet } from './invite-sheet.tsx'
import { type EditedUnit, UnitSheet } from './unit-sheet.tsx'
import { countAll, type InTree, toTree } from './unit-tree.ts'
import { audienceWords } from './words.ts'

type Unit = EditedUnit & { staffCount: number; groupCount: number }

/** The tree of units, with how many people and groups each has, and a parent with all below it. */
export function UnitsTab() {
  const w = useWords(audienceWords)
  const may = useMay()
  const [isAdding, setIsAdding] = useState(false)
  const [edited, setEdited] = useState<Unit>()
  const [invitesOf, setInvitesOf] = useState<Unit>()
  const units = useAllUnits()
  const addButton = (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setIsAdding(true)}
    >
      {w('addUnit')}
    </Button>
  )
  return (
    <Panel title={w('units')} aside={may('units.edit') ? addButton : null}>
      <QueryView query={units} rows={5}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={w('noUnits')} text={w('noUnitsText')} />
          ) : (
            <UnitRows nodes={toTree(all)} onEdit={setEdited} onInvites={setInvitesOf} />
          )
        }
      </QueryView>
      {isAdding ? <UnitSheet onClose={() => setIsAdding(false)} /> : null}
      {edited ? <UnitSheet key={edited.id} unit={edited} onClose={() => setEdited(undefined)} /> : null}
      {invitesOf ? <InviteSheet unit={invitesOf} onClose={() => setInvitesOf(undefined)} /> : null}
    </Panel>
  )
}

type RowActions = { onEdit: (unit: Unit) => void; onInvites: (unit: Unit) => void }

function UnitRows({ nodes, ...actions }: { nodes: InTree<Unit>[] } & RowActions) {
  return (
    <ul className="rows unit-rows">
      {nodes.map((node) => (
        <UnitBranch key={node.unit.id} node={node} {...actions} />
      ))}
    </ul>
  )
}

function UnitBranch({ node, ...actions }: { node: InTree<Unit> } & RowActions) {
  const { unit, below } = node
  const w = useWords(audienceWords)
  const t = useWords(common)
  const may = useMay()
  const [isOpen, setIsOpen] = useState(true)
  const countsOf = ({ staff, groups }: { staff: number; groups: number }) =>
    `${w('staffCount', { count: staff })} · ${t('groups', { count: groups })}`
  return (
    <li>
      <div className="row">
        <span className="row-main">
          <span className="row-title">
            <ThaiText text={unit.nameTh} />
          </span>
          {below.length > 0 ? (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              ms={4}
              style={{ verticalAlign: 'middle' }}
              aria-expanded={isOpen}
              aria-label={w('unitsBelow', { unit: unit.nameTh })}
              onClick={() => setIsOpen(!isOpen)}
            >
              {isOpen ? <IconChevronDown size={18} aria-hidden /> : <IconChevronRight size={18} aria-hidden />}
            </ActionIcon>
          ) : null}
          <br />
          <span className="quiet">{countsOf({ staff: unit.staffCount, groups: unit.groupCount })}</span>
          {below.length > 0 ? (
            <>
              <br />
              <span className="quiet">
                {w('withBelow')}: {countsOf(countAll(node))}
              </span>
            </>
          ) : null}
        </span>
        <Group gap="xs">
          {may('units.edit') ? (
            <Button
              size="xs"
              variant="subtle"
              leftSection={<IconPencil size={16} aria-hidden />}
              aria-label={`${t('edit')} ${unit.nameTh}`}
              onClick={() => actions.onEdit(unit)}
            >
              {t('edit')}
            </Button>
          ) : null}
          {may('invites.edit') ? (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconQrcode size={16} aria-hidden />}
              onClick={() => actions.onInvites(unit)}
            >
              {w('invites')}
            </Button>
          ) : null}
        </Group>
      </div>
      {isOpen && below.length > 0 ? <UnitRows nodes={below} {...actions} /> : null}
    </li>
  )
}
