/** Below this many people nothing of a question is shown, not even how many they were. */
export const awarenessThreshold = 5
// "Everybody" and "nobody" of a small office say what each of them knew: a band in place of the figure.
const exactFrom = 20

export type AwarenessCount = { questionCode: string; peopleCount: number; rightCount: number }

/** `percent` or `band`, never both; neither where nothing may be shown. */
export type AwarenessCell = { people: number | null; percent: number | null; band: string | null }

const hidden: AwarenessCell = { people: null, percent: null, band: null }

export function showQuestion({ peopleCount, rightCount }: AwarenessCount): AwarenessCell {
  if (peopleCount < awarenessThreshold) return hidden
  return show(peopleCount, rightCount, isUnanimous(peopleCount, rightCount))
}

/**
 * An ITA item is the sum of its questions that may be shown, so that nothing hidden can be had by subtracting; with one of
 * them banded it is a band too. A question was met by five people or more, so the item was.
 */
export function showItem(counts: readonly AwarenessCount[]): AwarenessCell {
  const visible = counts.filter(({ peopleCount }) => peopleCount >= awarenessThreshold)
  if (visible.length === 0) return hidden
  const met = sum(visible.map(({ peopleCount }) => peopleCount))
  const right = sum(visible.map(({ rightCount }) => rightCount))
  const isBanded = visible.some((count) => isUnanimous(count.peopleCount, count.rightCount)) || isUnanimous(met, right)
  const cell = show(met, right, isBanded)
  // The same people may have met several of its questions: how many they were is not known.
  return { ...cell, people: visible.length === 1 ? met : null }
}

const isUnanimous = (people: number, right: number) => people < exactFrom && (right === 0 || right === people)

function show(people: number, right: number, isBanded: boolean): AwarenessCell {
  const percent = (right / people) * 100
  return isBanded
    ? { people, percent: null, band: bandOf(percent) }
    : { people, percent: Math.round(percent * 100) / 100, band: null }
}

function bandOf(percent: number): string {
  if (percent < 25) return '0-24'
  if (percent < 50) return '25-49'
  return percent < 75 ? '50-74' : '75-100'
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
