/** A cell with its place, both counted from 0. */
export type Cell = { text: string; row: number; column: number }

/**
 * One category in one month, wherever the sheet has its parts. `repeated`: where it is told that it stands there twice; `unclear`:
 * where a row ought to say whether it is of the plan or of the result, and does not.
 */
export type Line = {
  category: Cell
  month: Cell
  planned: Cell
  spent: Cell | undefined
  repeated: Cell
  unclear?: Cell | undefined
}
