import type { ComboboxItem } from '@mantine/core'
import { ThaiText } from '../../../ui/thai-text.tsx'
import { useAllUnits } from '../../api/use-all.ts'
import { useWords } from '../../words/define-words.ts'
import { flatten, toTree } from './unit-tree.ts'
import { audienceWords } from './words.ts'

/** All units, for names and for choosing one: each indented under the one it is part of. */
export function useUnits(enabled = true) {
  const w = useWords(audienceWords)
  const { data: units = [] } = useAllUnits(enabled)
  const nodes = flatten(toTree(units))
  const renderUnit =
    (isWhole: boolean) =>
    ({ option, checked }: { option: ComboboxItem; checked?: boolean }) => {
      const node = nodes.find(({ unit }) => unit.id === option.value)
      return (
        <span className="unit-option" data-checked={checked || undefined} style={{ '--depth': node?.depth ?? 0 }}>
          <ThaiText text={option.label} />
          {isWhole && node && node.below.length > 0 ? <span className="quiet"> {w('withBelow')}</span> : null}
        </span>
      )
    }
  const data = nodes.map(({ unit }) => ({ value: unit.id, label: unit.nameTh }))
  return {
    nameOf: (id: string | null) => units.find((unit) => unit.id === id)?.nameTh,
    /** As an audience means it: with all below it. */
    wholeNameOf(id: string): string {
      const node = nodes.find(({ unit }) => unit.id === id)
      if (!node) return '…'
      return node.below.length > 0 ? `${node.unit.nameTh} (${w('withBelow')})` : node.unit.nameTh
    },
    nodes,
    /** To choose a unit with all below it. */
    choices: { data, renderOption: renderUnit(true) },
    /** To choose a unit by itself: where a group or another unit belongs. */
    places: { data, renderOption: renderUnit(false) },
  }
}
