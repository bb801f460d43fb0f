type Query = <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>

/**
 * A poll as one is soon written, with what was found in real code: a row for each answer as it comes, with who, when and a serial
 * number, requests in the log, sums of any filter, and a list of who has not answered. What the attacks are tried on.
 */
export async function createNaivePoll(query: Query) {
  await query('CREATE SCHEMA IF NOT EXISTS naive')
  await query(`CREATE TABLE IF NOT EXISTS naive.answer (id bigserial PRIMARY KEY, poll_id uuid, response_id uuid,
    line_user_id text, unit text, question text, answer text, answered_at timestamptz DEFAULT now())`)
  const id = crypto.randomUUID()
  const lines: string[] = []
  let threshold = 5

  async function vote(
    person: string,
    answer: string,
    more: { unit?: string; question?: string; response?: string } = {},
  ) {
    const { unit = 'กพร.', question = 'q1', response = crypto.randomUUID() } = more
    lines.push(JSON.stringify({ msg: 'request', body: { userId: person, data: `vote/1/${id}/${question}/${answer}` } }))
    await query(
      `INSERT INTO naive.answer (poll_id, response_id, line_user_id, unit, question, answer) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, response, person, unit, question, answer],
    )
  }

  async function counts(filter = 'true'): Promise<Record<string, number>> {
    const rows = await query<{ answer: string; count: number }>(
      `SELECT answer, count(*)::int AS count FROM naive.answer WHERE poll_id = $1 AND ${filter} GROUP BY answer ORDER BY answer`,
      [id],
    )
    return Object.fromEntries(rows.map(({ answer, count }) => [answer, count]))
  }

  async function answered(): Promise<string[]> {
    const rows = await query<{ who: string }>('SELECT line_user_id AS who FROM naive.answer WHERE poll_id = $1', [id])
    return rows.map(({ who }) => who)
  }

  return {
    id,
    lines,
    vote,
    counts,
    answered,
    get threshold() {
      return threshold
    },
    setThreshold: (k: number) => {
      threshold = k
    },
    linkFor: (person: string) => `https://office.example/poll/${id}?suId=${person}`,
    toRemind: async (audience: string[]) => {
      const done = await answered()
      return audience.filter((person) => !done.includes(person))
    },
    drop: () => query('DROP SCHEMA IF EXISTS naive CASCADE'),
  }
}

export type NaivePoll = Awaited<ReturnType<typeof createNaivePoll>>
