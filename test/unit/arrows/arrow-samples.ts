/** An import to plant in an empty tree: a file or a package, as a value or as a type. */
export type Arrow = { from: string; to: string; kind: 'value' | 'type' }
export type ForbiddenArrow = Arrow & { rule: string }

const arrow = (from: string, to: string, kind: Arrow['kind'] = 'value'): Arrow => ({ from, to, kind })
const forbidden = (rule: string, ...planted: Parameters<typeof arrow>): ForbiddenArrow => ({
  rule,
  ...arrow(...planted),
})

/** At least one wrong arrow for every rule. */
export const forbiddenArrows: ForbiddenArrow[] = [
  // 1. layers
  forbidden('layers-contracts-points-down', 'src/contracts/up.ts', 'src/platform/log.ts'),
  forbidden('layers-platform-points-down', 'src/platform/up.ts', 'src/line/client.ts'),
  forbidden('layers-platform-points-down', 'src/platform/type-up.ts', 'src/features/polls/service.ts', 'type'),
  forbidden('layers-line-points-down', 'src/line/up.ts', 'src/bot/router.ts'),
  forbidden('layers-bot-points-down', 'src/bot/up.ts', 'src/features/polls/service.ts'),
  forbidden('layers-features-points-down', 'src/features/up/service.ts', 'src/compose.ts'),
  forbidden('layers-features-points-down', 'src/features/up/screen.ts', 'src/web/console/app.ts'),
  forbidden('layers-contracts-libraries', 'src/contracts/clever.ts', 'pino'),
  forbidden('layers-contracts-libraries', 'src/contracts/node.ts', 'node:fs'),
  forbidden('layers-nothing-imports-the-top', 'src/platform/http/settings.ts', 'src/config.ts', 'type'),
  forbidden('layers-nothing-imports-the-top', 'src/simulator/settings.ts', 'src/config.ts'),
  forbidden('layers-nothing-imports-main', 'src/compose.ts', 'src/main.ts'),
  forbidden('layers-config-is-low', 'src/config.ts', 'src/platform/db/open-database.ts'),
  forbidden('layers-config-is-low', 'src/environment.ts', 'src/platform/secrets/secrets.ts'),
  forbidden('layers-known-folders', 'src/helpers/strings.ts', 'src/contracts/roles.ts'),
  forbidden('layers-no-test-code', 'src/platform/tested.ts', 'test/support/until.ts'),
  forbidden('layers-seed-points-down', 'prisma/seed/through-feature.ts', 'src/features/polls/service.ts'),

  // 2. features
  forbidden('features-stay-apart', 'src/features/near/service.ts', 'src/features/polls/rules.ts'),
  forbidden('features-stay-apart', 'src/features/near/index.ts', 'src/features/polls/index.ts', 'type'),

  // 3. inside a feature
  forbidden('inside-edges-use-the-service', 'src/features/a/routes.ts', 'src/features/a/repo.ts'),
  forbidden('inside-edges-use-the-service', 'src/features/b/bot.ts', 'src/features/b/routes.ts'),
  forbidden('inside-edges-use-the-service', 'src/features/c/jobs/drain.ts', 'src/features/c/repo/runs.ts', 'type'),
  forbidden('inside-nothing-points-at-edges', 'src/features/d/service.ts', 'src/features/d/jobs.ts'),
  forbidden('inside-nothing-points-at-edges', 'src/features/d/repo.ts', 'src/features/d/index.ts'),
  forbidden('inside-repo-is-low', 'src/features/e/repo.ts', 'src/features/e/service.ts', 'type'),
  forbidden('inside-repo-is-low', 'src/features/j/run-repo.ts', 'src/features/j/run-service.ts'),
  forbidden('inside-rules-are-pure', 'src/features/f/rules.ts', 'node:crypto'),
  forbidden('inside-rules-are-pure', 'src/features/g/rules.ts', 'src/platform/log.ts'),
  forbidden('inside-rules-are-pure', 'src/features/h/rules/names.ts', 'ulid'),
  forbidden('inside-rules-know-only-rules', 'src/features/i/rules.ts', 'src/features/i/repo.ts', 'type'),

  // 4. web and simulator
  forbidden('web-imports-contracts-and-web', 'src/web/console/app.ts', 'src/platform/log.ts'),
  forbidden('web-imports-contracts-and-web', 'src/web/console/card.ts', 'src/line/flex/card.ts', 'type'),
  forbidden('web-runs-in-a-browser', 'src/web/ui/file.ts', 'node:fs'),
  forbidden('simulator-knows-no-feature', 'src/simulator/people.ts', 'src/features/audience/service.ts'),
  forbidden('simulator-knows-no-feature', 'src/simulator/talk.ts', 'src/bot/router.ts'),
  forbidden('simulator-is-known-to-the-top-only', 'src/features/k/service.ts', 'src/simulator/ledger.ts'),
  forbidden('simulator-is-known-to-the-top-only', 'src/line/client.ts', 'src/simulator/faults.ts', 'type'),

  // 5. one owner per library
  forbidden('one-owner-prisma', 'src/features/l/service.ts', '@prisma/client'),
  forbidden('one-owner-prisma', 'src/features/m/service.ts', 'src/platform/db/generated/client.ts', 'type'),
  forbidden('one-owner-takumi', 'src/features/l/poster.ts', '@takumi-rs/helpers'),
  forbidden('one-owner-typst', 'src/features/l/sheet.ts', '@myriaddreamin/typst-ts-node-compiler'),
  forbidden('one-owner-sharp', 'src/features/l/logo.ts', 'sharp'),
  forbidden('one-owner-sheets', 'src/features/l/import.ts', 'read-excel-file/node'),
  forbidden('one-owner-pg', 'src/features/l/repo.ts', 'pg'),
  forbidden('one-owner-bullmq', 'src/platform/outbox/relay.ts', 'bullmq', 'type'),
  forbidden('one-owner-ioredis', 'src/features/l/jobs.ts', 'ioredis'),
  forbidden('one-owner-ioredis-one-module', 'src/platform/first-redis.ts', 'ioredis'),
  forbidden('one-owner-ioredis-one-module', 'src/platform/second-redis.ts', 'ioredis', 'type'),
  forbidden('one-owner-line-bot-sdk', 'src/features/l/bot.ts', '@line/bot-sdk', 'type'),
  forbidden('one-owner-express', 'src/features/n/service.ts', 'express', 'type'),
  forbidden('one-owner-orpc-server', 'src/bot/api.ts', '@orpc/server'),
  forbidden('one-owner-orpc-server', 'src/bot/document.ts', '@orpc/openapi'),
  forbidden('one-owner-better-auth', 'src/platform/http/session.ts', 'better-auth'),
  forbidden('one-owner-better-auth', 'src/platform/http/token.ts', '@better-auth/api-key'),
  forbidden('one-owner-nodemailer', 'src/features/n/mail.ts', 'nodemailer'),
  forbidden('one-owner-jose', 'src/features/l/draw-service.ts', 'jose'),
  forbidden('one-owner-liff-sdk', 'src/web/ballot/main.ts', '@line/liff'),
  forbidden('one-owner-better-sse', 'src/features/n/stream.ts', 'better-sse'),
  forbidden('one-owner-orpc-contract', 'src/features/n/routes.ts', '@orpc/contract'),
  forbidden('one-owner-orpc-client', 'src/web/console/pages/polls/list.ts', '@orpc/client'),
  forbidden('one-owner-i18next', 'src/web/console/pages/polls/words.ts', 'i18next'),
  forbidden('one-owner-ts-fsrs', 'src/features/n/service.ts', 'ts-fsrs'),

  // 6. cycles, and imports that lead nowhere
  forbidden('no-cycles', 'src/platform/media/here.ts', 'src/platform/media/there.ts'),
  forbidden('no-cycles', 'src/platform/media/there.ts', 'src/platform/media/here.ts', 'type'),
  forbidden('no-unresolved', 'src/platform/lost.ts', 'no-such-package-anywhere'),
]

/** What the design draws: a rule that refuses one of these is too strict. */
export const allowedArrows: Arrow[] = [
  arrow('src/main.ts', 'src/features/polls/index.ts'),
  arrow('src/main.ts', 'src/simulator/ledger.ts'),
  arrow('src/features/ok/index.ts', 'src/features/ok/routes.ts'),
  arrow('src/features/ok/routes.ts', 'src/features/ok/service.ts'),
  arrow('src/features/ok/routes.ts', '@orpc/server'),
  arrow('src/features/ok/jobs.ts', 'src/features/ok/service.ts'),
  arrow('src/features/ok/service.ts', 'src/features/ok/rules.ts'),
  arrow('src/features/ok/service.ts', 'src/features/ok/repo.ts'),
  arrow('src/features/ok/service.ts', 'src/contracts/roles.ts'),
  arrow('src/features/ok/repo.ts', 'src/platform/db/generated/client.ts'),
  arrow('src/features/ok/repo.ts', 'src/features/ok/rules.ts'),
  arrow('src/features/ok/run-repo.ts', 'src/platform/db/generated/client.ts', 'type'),
  arrow('src/features/ok/jobs.ts', 'src/features/ok/jobs/drain.ts'),
  arrow('src/features/ok/rules.ts', 'src/contracts/roles.ts'),
  arrow('src/features/ok/rules.ts', 'src/line/messages/message.ts', 'type'),
  arrow('src/features/ok/rules.ts', 'src/platform/errors.ts'),
  arrow('src/features/ok/rules.ts', 'zod'),
  arrow('src/bot/ok.ts', 'src/line/messages/message.ts'),
  arrow('src/line/ok.ts', '@line/bot-sdk'),
  arrow('src/simulator/ok.ts', 'src/line/messages/message.ts'),
  arrow('src/simulator/ok.ts', 'express'),
  arrow('src/web/phone/ok.ts', 'src/contracts/roles.ts'),
  arrow('src/web/phone/ok.ts', 'react'),
  arrow('src/platform/queue/ok.ts', 'bullmq'),
  arrow('src/platform/auth/ok.ts', 'better-auth'),
  arrow('src/platform/http/ok.ts', 'express'),
  arrow('src/contracts/ok.ts', '@orpc/contract'),
]
