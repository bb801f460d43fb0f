import type { SweepSource } from '../../platform/outbox/create-sweeper.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import {
  MakePicture,
  makePictureJob,
  makePictureRequest,
  RenewHeroes,
  renewHeroesJob,
  renewHeroesRequest,
} from './job-requests.ts'
import type { PictureService } from './service.ts'

export const pictureJobs = [makePictureJob, renewHeroesJob] as const

export function registerPictureJobs(jobs: JobRegistry, service: PictureService): void {
  jobs.handle(makePictureJob, MakePicture, ({ pictureId }) => service.draw(pictureId), { concurrency: 2 })
  jobs.handle(renewHeroesJob, RenewHeroes, (_payload, { signal }) => service.renewHeroes(signal))
}

export const pictureSweepSources = (service: PictureService): SweepSource[] => [
  { name: 'pictures waiting', findLost: async () => (await service.listWaiting()).map(makePictureRequest) },
  { name: 'heroes to renew', findLost: async () => ((await service.isRenewalDue()) ? [renewHeroesRequest] : []) },
]
