import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils, type ProcedureUtils } from '@orpc/tanstack-query'
// In the browser this is the contract's routes alone: vite.config.ts leaves its schemas on the server.
import { contract } from '../../../contracts/api/index.ts'
import { currentLanguage } from '../words/language.ts'
import { fetchOnce } from './fetch-once.ts'

type Context = { idempotencyKey?: string }

const link = new OpenAPILink<Context>(contract, {
  url: () => `${location.origin}/api/v1`,
  headers: ({ context }) => ({
    'Accept-Language': currentLanguage(),
    ...(context.idempotencyKey !== undefined && { 'Idempotency-Key': context.idempotencyKey }),
  }),
  fetch: fetchOnce,
})

export const client: JsonifiedClient<ContractRouterClient<typeof contract, Context>> = createORPCClient(link)

/** Query and mutation options of every route, typed from the contract. */
export const api = createTanstackQueryUtils(client)

/** One route of them, as `api.contents.retire`. */
export type Procedure<Input, Output> = ProcedureUtils<Context, Input, Output, Error>
