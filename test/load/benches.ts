import { botReplyBench } from './benches/bot-reply.ts'
import { screenLagBench } from './benches/screen-lag.ts'
import { startBench } from './benches/start.ts'
import { webhookBench } from './benches/webhook.ts'
import type { Bench } from './support/bench.ts'

/** Everything `npm run bench` knows. A new bench is a file beside the others and a line here. */
export const benches: Bench[] = [webhookBench, botReplyBench, startBench, screenLagBench]
