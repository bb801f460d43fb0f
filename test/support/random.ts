/** Numbers from 0 to 1 that a printed seed brings back: TEST_SEED=… repeats a run. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  // Marsaglia's xorshift32, which stays at 0 for ever once there.
  state ||= 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 2 ** 32
  }
}

export const testSeed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000)
