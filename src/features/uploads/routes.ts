import { contract } from '../../contracts/api/index.ts'
import { allow, implementApi, type Writing } from '../../platform/http/api-guards.ts'
import type { UploadService } from './service.ts'

const api = implementApi({ uploads: contract.uploads })

export function createUploadRoutes({ service, writing }: { service: UploadService; writing: Writing }) {
  return {
    uploads: {
      picture: api.uploads.picture
        .use(allow('contents.edit'))
        // Ahead of the transaction, which a large one would outlast: a request that is repeated is redrawn for nothing.
        .use(async ({ next }, { file, crop }) => next({ context: { photo: await service.readPicture(file, crop) } }))
        .use(writing)
        .handler(({ context }) => service.keepPicture(context.tx, context.actor, context.photo)),
      document: api.uploads.document
        .use(allow('contents.edit'))
        .use(async ({ next }, { file }) => next({ context: { document: await service.readDocument(file) } }))
        .use(writing)
        .handler(({ input, context }) => service.keepDocument(context.tx, context.actor, context.document, input.name)),
    },
  }
}
