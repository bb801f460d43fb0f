import type { Question } from '../../contracts/polls.ts'
import { addCells, type Cell, countOf, subtractCells } from './cell-rules.ts'
import { textThreshold } from './flush-rules.ts'

/**
 * How much of a cell may be told. `coarse`: a band in place of the mean, an order in place of figures, small options as one.
 */
export type Shade = 'hidden' | 'coarse' | 'exact'

// Below this a spread with gaps says what single people chose, however many k is.
export const smallCell = 20

/** Rules 1 and 4 on a cell by itself: too few answers, or few enough that an empty or a full option would tell on somebody. */
export function shadeOf(question: Question, cell: Cell, threshold: number): Shade {
  if (cell.answered < Math.max(threshold, question.kind === 'text' ? textThreshold : 0)) return 'hidden'
  if (cell.answered >= smallCell) return 'exact'
  switch (question.kind) {
    case 'scale':
    case 'agreement':
    case 'nps':
      return optionsOf(question).some((option) => isEmptyOrFull(cell, option)) ? 'coarse' : 'exact'
    case 'single':
    case 'multiple':
      if (optionsOf(question).some((option) => countOf(cell, option) === cell.answered)) return 'hidden'
      return optionsOf(question).some((option) => countOf(cell, option) < 2) ? 'coarse' : 'exact'
    case 'ranking':
    case 'points':
      return 'coarse'
    case 'word': // words of fewer than k people are left out one by one
    case 'text': // themes are written by a moderator
      return 'exact'
  }
}

/**
 * What may be told of each child of a cell so that nothing hidden follows by taking the shown from the whole. While that would
 * leave 1 to k − 1 answers, or a remainder that rule 4 would not show, the smallest shown child is hidden too.
 */
export function shadeCuts(question: Question, whole: Cell, children: readonly Cell[], threshold: number): Shade[] {
  const shades = children.map((child) => shadeOfChild(question, child, threshold))
  // A whole that is not exact must not be put together from children that are.
  if (shadeOf(question, whole, threshold) !== 'exact') return children.map(() => 'hidden')

  const hideSmallest = (among: (shade: Shade) => boolean) => {
    const places = shades.flatMap((shade, place) => (among(shade) ? [place] : []))
    const smallest = places.toSorted((a, b) => (children[a] as Cell).answered - (children[b] as Cell).answered)[0]
    if (smallest !== undefined) shades[smallest] = 'hidden'
  }
  const shown = (isMeant: (shade: Shade) => boolean) =>
    addCells(children.filter((_, place) => isMeant(shades[place] as Shade)))
  const isShown = (shade: Shade) => shade !== 'hidden'
  const isExact = (shade: Shade) => shade === 'exact'
  for (;;) {
    const unseen = whole.answered - shown(isShown).answered
    const rest = subtractCells(whole, shown(isExact))
    if (unseen > 0 && unseen < threshold && shades.some(isShown)) hideSmallest(isShown)
    else if (rest.answered > 0 && shadeOf(question, rest, threshold) !== 'exact' && shades.some(isExact))
      hideSmallest(isExact)
    else return shades
  }
}

function shadeOfChild(question: Question, child: Cell, threshold: number): Shade {
  // People's own words are not split: a word of k people in the whole may be one person's in a part.
  if (question.kind === 'word' || question.kind === 'text') return 'hidden'
  const shade = shadeOf(question, child, threshold)
  // The merged options of one child would give away those of its hidden sibling.
  return shade === 'coarse' && (question.kind === 'single' || question.kind === 'multiple') ? 'hidden' : shade
}

/** Two rounds may stand side by side when neither is too small and nobody alone makes the difference between them. */
export function mayCompare(
  rounds: { before: number; after: number; membersChanged: number },
  threshold: number,
): boolean {
  const { before, after, membersChanged } = rounds
  return before >= threshold && after >= threshold && (membersChanged === 0 || membersChanged >= threshold)
}

/**
 * How many people at least are in one of two audiences and not in the other, where the lists themselves are gone: those who
 * came in between are new, and of those before no more can be left than the others. Never more than the truth, and never 0 for
 * audiences that differ.
 */
export function leastChange({ before, after, joined }: { before: number; after: number; joined: number }): number {
  const left = Math.max(0, before - (after - joined))
  return Math.max(1, joined + left, after - before)
}

export type Turnout =
  | { kind: 'nothing' }
  | { kind: 'over_90' }
  | { kind: 'counts'; answered: number; eligible: number | null }

/**
 * How many have answered while a poll is open: nothing that would point at the few who have, or at the few who have not. Of a
 * room nobody knows who has not (`eligible` is null): it is told from k on, as on its screen.
 */
export function turnoutOf(answered: number, eligible: number | null, threshold: number): Turnout {
  if (answered < threshold) return { kind: 'nothing' }
  if (eligible === null) return { kind: 'counts', answered, eligible }
  const left = eligible - answered
  if (left === 0 || left >= threshold) return { kind: 'counts', answered, eligible }
  return answered / eligible > 0.9 ? { kind: 'over_90' } : { kind: 'nothing' }
}

/** The keys under which the answers of a question of choices or steps are counted. */
export function optionsOf(question: Question): string[] {
  switch (question.kind) {
    case 'scale':
      return ['0', '1', '2', '3']
    case 'agreement':
      return Array.from({ length: question.steps }, (_, step) => String(step + 1))
    case 'nps':
      return Array.from({ length: 11 }, (_, value) => String(value))
    case 'word':
    case 'text':
      return []
    default:
      return question.options.map(({ key }) => key)
  }
}

function isEmptyOrFull(cell: Cell, option: string): boolean {
  const count = countOf(cell, option)
  return count === 0 || count === cell.answered
}
