/** What a changed calendar answers: the runs that it has moved. */
export type Moves = { movedRuns: unknown[] }
