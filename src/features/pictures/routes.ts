import { contract } from '../../contracts/api/index.ts'
import { allow, implementApi, needsFreshLogin, type Writing } from '../../platform/http/api-guards.ts'
import type { PictureService } from './service.ts'

const api = implementApi({ pictures: contract.pictures, contentPictures: contract.contentPictures })

export function createPictureRoutes({ service, writing }: { service: PictureService; writing: Writing }) {
  return {
    contentPictures: {
      getPicture: api.contentPictures.getPicture
        .use(allow('contents.read'))
        .handler(({ input, context }) => service.findOfCard(context.tx, input.id, input.size)),
      makePictures: api.contentPictures.makePictures
        .use(allow('contents.edit'))
        .use(async ({ context, next }, input) => {
          await service.checkCard(context.tx, input.id, input.sizes)
          return next()
        })
        .use(writing)
        .handler(async ({ input, context }) => ({
          items: await service.makeOfCard(context.tx, context.actor, input.id, input.sizes),
        })),
    },
    pictures: {
      make: api.pictures.make
        .use(allow('contents.edit'))
        .use(async ({ context, next }, input) => {
          await service.checkFits(context.tx, { ...input, state: 'draft' }, input.sizes)
          return next()
        })
        .use(writing)
        .handler(async ({ input, context }) => ({
          items: await service.makeOfFigures(context.tx, context.actor, input),
        })),
      get: api.pictures.get
        .use(allow('contents.read'))
        .handler(({ input, context }) => service.get(context.tx, input.id)),
      getLook: api.pictures.getLook.use(allow('contents.read')).handler(({ context }) => service.getLook(context.tx)),
      setLook: api.pictures.setLook
        .use(allow('settings.edit'))
        .use(needsFreshLogin)
        .use(writing)
        .handler(({ input, context }) => service.setLook(context.tx, context.actor, input)),
      setLogo: api.pictures.setLogo
        .use(allow('settings.edit'))
        .use(needsFreshLogin)
        .use(writing)
        .handler(({ input, context }) => service.setLogo(context.tx, context.actor, input.image)),
    },
  }
}
