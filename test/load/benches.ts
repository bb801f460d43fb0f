import { ballotCastBench, ballotIssueBench } from './benches/ballot.ts'
import { botReplyBench } from './benches/bot-reply.ts'
import { broadcastMulticastBench } from './benches/broadcast-multicast.ts'
import { broadcastPushBench } from './benches/broadcast-push.ts'
import { broadcastScalingBench } from './benches/broadcast-scaling.ts'
import { cardSearchBench } from './benches/card-search.ts'
import { consoleJsBench } from './benches/console-js.ts'
import { consoleListBench } from './benches/console-list.ts'
import { infographicBench } from './benches/infographic.ts'
import { loadBench } from './benches/load.ts'
import { pollVoteBench } from './benches/poll-vote.ts'
import { screenLagBench } from './benches/screen-lag.ts'
import { serviceMemoryBench } from './benches/service-memory.ts'
import { startBench } from './benches/start.ts'
import { webhookBench } from './benches/webhook.ts'
import { workerMemoryBench } from './benches/worker-memory.ts'
import type { Bench } from './support/bench.ts'

/** Everything `npm run bench` knows. A new bench is a file beside the others and a line here. */
export const benches: Bench[] = [
  ballotCastBench,
  ballotIssueBench,
  botReplyBench,
  broadcastMulticastBench,
  broadcastPushBench,
  broadcastScalingBench,
  cardSearchBench,
  consoleJsBench,
  consoleListBench,
  infographicBench,
  loadBench,
  pollVoteBench,
  screenLagBench,
  serviceMemoryBench,
  startBench,
  webhookBench,
  workerMemoryBench,
]
