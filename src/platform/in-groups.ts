/**
 * What arrives while a group is under way shares the next: one statement and one commit for many. Each caller gets its own place
 * of what `run` gives, or the error of its whole group. `atOnce` is 2 where one group commits while the next fills: more only
 * split the groups.
 */
export function createGroups<Item, Result>(options: {
  most: number
  atOnce: number
  run(items: Item[]): Promise<Result[]>
}): (item: Item) => Promise<Result> {
  const { most, atOnce, run } = options
  const waiting: { item: Item; done(result: Result): void; fail(error: unknown): void }[] = []
  let running = 0

  async function runNext(): Promise<void> {
    if (running >= atOnce || waiting.length === 0) return
    const group = waiting.splice(0, most)
    running += 1
    try {
      const results = await run(group.map(({ item }) => item))
      for (const [place, { done }] of group.entries()) done(results[place] as Result)
    } catch (error) {
      for (const { fail } of group) fail(error)
    } finally {
      running -= 1
      void runNext()
    }
  }

  return (item) =>
    new Promise((done, fail) => {
      waiting.push({ item, done, fail })
      void runNext()
    })
}
