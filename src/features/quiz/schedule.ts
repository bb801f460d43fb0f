import { createEmptyCard, fsrs, generatorParameters, Rating, type State } from 'ts-fsrs'

/** When a person should meet a question again, as FSRS keeps it. */
export type Schedule = {
  dueAt: Date
  stability: number
  difficulty: number
  reps: number
  lapses: number
  state: number
  missCount: number
  reviewedAt: Date
}

// Days, not minutes: people come back next week, not in ten minutes. No fuzz: the same history gives the same day.
const scheduler = fsrs(generatorParameters({ enable_short_term: false, enable_fuzz: false, maximum_interval: 365 }))

/** The schedule after a question was met once more. FSRS is told "again" or "good": of three options more is not known. */
export function scheduleNext(before: Schedule | undefined, isRight: boolean, now: Date): Schedule {
  const { card } = scheduler.next(
    before ? toCard(before) : createEmptyCard(now),
    now,
    isRight ? Rating.Good : Rating.Again,
  )
  return {
    dueAt: card.due,
    stability: card.stability,
    difficulty: card.difficulty,
    reps: card.reps,
    lapses: card.lapses,
    state: card.state,
    missCount: (before?.missCount ?? 0) + (isRight ? 0 : 1),
    reviewedAt: now,
  }
}

function toCard({ dueAt, stability, difficulty, reps, lapses, state, reviewedAt }: Schedule) {
  return {
    due: dueAt,
    stability,
    difficulty,
    reps,
    lapses,
    state: state as State,
    learning_steps: 0,
    elapsed_days: 0, // FSRS counts from last_review
    scheduled_days: Math.max(0, Math.round((dueAt.getTime() - reviewedAt.getTime()) / 86_400_000)),
    last_review: reviewedAt,
  }
}

// FSRS expects it to be remembered for a month: whoever missed it once has learnt it.
const learntFromDays = 30

/** A question once missed comes back when it is due, until it has settled. */
export function isToRepeat({ missCount, stability, dueAt }: Schedule, now: Date): boolean {
  return missCount > 0 && stability < learntFromDays && dueAt <= now
}
