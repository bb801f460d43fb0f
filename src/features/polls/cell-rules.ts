import type { Sums, TallyRow } from './tally-rules.ts'

/** The answers of one question by a part of those who gave them. */
export type Cell = { answered: number; sums: Sums }

/** One question's cell, of everybody ('') or of one cut. */
export function cellOf(rows: readonly TallyRow[], question: string, cut = ''): Cell {
  const own = rows.filter((row) => row.question === question && row.cut === cut)
  const sums = Object.fromEntries(own.map(({ option, count }) => [option, count]))
  const { '': answered = 0, ...rest } = sums
  return { answered, sums: rest }
}

/** Of own keys alone: a word or an option may be called as something that every object has, such as `constructor`. */
export const countOf = ({ sums }: Cell, option: string): number =>
  Object.hasOwn(sums, option) ? (sums[option] as number) : 0

export function addCells(cells: readonly Cell[]): Cell {
  return cells.reduce((whole, cell) => combine(whole, cell, 1), { answered: 0, sums: {} } as Cell)
}

export function subtractCells(whole: Cell, part: Cell): Cell {
  return combine(whole, part, -1)
}

function combine(a: Cell, b: Cell, sign: 1 | -1): Cell {
  const options = new Set([...Object.keys(a.sums), ...Object.keys(b.sums)])
  const sums = [...options].map((option) => [option, countOf(a, option) + sign * countOf(b, option)])
  return { answered: a.answered + sign * b.answered, sums: Object.fromEntries(sums) }
}
