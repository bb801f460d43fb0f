import { contract } from '../../contracts/api/index.ts'
import { allow, implementApi, type Writing } from '../../platform/http/api-guards.ts'
import type { UploadService } from './service.ts'

const api = implementApi({ uploads: contract.uploads })

export function createUploadRoutes({ service, writing }: { service: UploadService; writing: Writing }) {
  return {
    uploads: {
      picture: api.uploads.picture
        .use(allow('contents.edit'))
        .use(writing)
        .handler(({ input, context }) => service.keepPicture(context.tx, context.actor, input.file, input.crop)),
      document: api.uploads.document
        .use(allow('contents.edit'))
        .use(writing)
        .handler(({ input, context }) => service.keepDocument(context.tx, context.actor, input.file, input.name)),
    },
  }
}
