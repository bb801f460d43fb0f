/** A cell with its place, both counted from 0. */
export type Cell = { text: string; row: number; column: number }

/** One category in one month, wherever the sheet has its parts. `repeated`: where it is told that it stands there twice. */
export type Line = { category: Cell; month: Cell; planned: Cell; spent: Cell | undefined; repeated: Cell }
