import type { Database } from '../../platform/db/open-database.ts'
import { createGroups } from '../../platform/in-groups.ts'
import { type AskedBallot, type IssuedBallot, issue, listStandings, type Standing } from './draw-repo.ts'

const most = 200
const atOnce = 2

/** Reads and writes of draws, each shared by whoever draws at the moment: after a card to 5,000 people that is many. */
export function createDrawStore({ pool }: Pick<Database, 'pool'>) {
  async function listAll(requests: AskedBallot[][]): Promise<Standing[][]> {
    // Each standing once, whoever asks for it how often: a person's 200 requests in a group would else sign 200 ballots each.
    const wanted = new Map(requests.flat().map((one) => [`${one.lineUserId} ${one.poll} ${one.part}`, one]))
    const found = Map.groupBy(await listStandings(pool, [...wanted.values()]), ({ lineUserId }) => lineUserId)
    return requests.map((asked) => {
      const own = found.get(asked[0]?.lineUserId ?? '') ?? []
      return own.filter((standing) => asked.some((one) => isOf(one, standing)))
    })
  }

  async function issueAll(requests: IssuedBallot[][]): Promise<(IssuedBallot[] | undefined)[]> {
    const issued = await issue(pool, requests.flat())
    // The rows of one poll were taken away by its close: the others are written without it.
    if (!issued) return requests.length === 1 ? [undefined] : Promise.all(requests.map((one) => issue(pool, one)))
    const rows = Map.groupBy(issued, ({ staffId }) => staffId)
    return requests.map((asked) => {
      const own = rows.get(asked[0]?.staffId ?? '') ?? []
      return own.filter((row) => asked.some((one) => isOf(one, row)))
    })
  }

  return {
    /** How one person stands to the polls they ask for. */
    listStandings: createGroups({ most, atOnce, run: listAll }),
    /** Writes the ballots of one person and gives what then stands there; undefined when one of their polls has just closed. */
    issue: createGroups({ most, atOnce, run: issueAll }),
  }
}

type Named = { poll: string; part: string }
const isOf = (one: Named, other: Named) => one.poll === other.poll && one.part === other.part
