// Who may import whom. Six rules, each planted wrong and seen caught in test/unit/arrows/arrows.test.ts.
// Type imports are arrows too ('specify' below); only rules.ts may take the types, and nothing but the types, of lower layers.

const generatedClient = '^src/platform/db/generated/'
const packages = (...names) => names.map((name) => `(^|/)node_modules/(@types/)?${name}(/|$)`)

/** A part of a feature is one file and, once that has grown, several or a folder: repo.ts, run-repo.ts, repo/runs.ts. */
const partOf = (feature, names) => `^src/features/${feature}/[^/]*\\b(${names})(\\.ts$|/)`
const anyFeature = '([^/]+)'
const sameFeature = '$1'

// 1. main → compose → features → bot → line → platform → contracts: may skip down, never points up.
const layers = ['contracts', 'platform', 'line', 'bot', 'features']
const layerRules = layers.map((layer, height) => ({
  name: `layers-${layer}-points-down`,
  comment: `${layer}/ may import only what lies below it.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: { path: '^(src|prisma|test|\\.ci)/', pathNot: `^src/(${layers.slice(0, height + 1).join('|')})/` },
}))

// 5. One owner per library.
const owners = [
  {
    library: 'prisma',
    names: ['@prisma/client', '@prisma/adapter-pg', '@prisma/schema-engine-wasm'],
    alsoPath: [generatedClient],
    owner: ['^src/platform/', partOf(anyFeature, 'repo'), '^prisma/seed/'],
  },
  { library: 'pg', names: ['pg'], owner: ['^src/platform/'] },
  { library: 'bullmq', names: ['bullmq'], owner: ['^src/platform/queue/'] },
  { library: 'ioredis', names: ['ioredis'], owner: ['^src/platform/'] },
  { library: 'ts-fsrs', names: ['ts-fsrs'], owner: ['^src/features/quiz/schedule\\.ts$'] },
  { library: 'line-bot-sdk', names: ['@line/bot-sdk'], owner: ['^src/line/'] },
  {
    library: 'express',
    names: ['express'],
    owner: ['^src/platform/http/', partOf(anyFeature, 'routes'), '^src/simulator/'],
  },
  {
    library: 'orpc-server',
    names: ['@orpc/server', '@orpc/openapi', '@orpc/zod'],
    owner: ['^src/platform/http/', partOf(anyFeature, 'routes')],
  },
  { library: 'nodemailer', names: ['nodemailer'], owner: ['^src/platform/mail/'] },
  { library: 'better-auth', names: ['better-auth', '@better-auth/[^/]+'], owner: ['^src/platform/auth/'] },
  {
    library: 'orpc-contract',
    names: ['@orpc/contract'],
    owner: ['^src/contracts/', '^src/platform/http/', '^src/web/console/api/'],
  },
  { library: 'orpc-client', names: ['@orpc/(client|openapi-client|tanstack-query)'], owner: ['^src/web/console/api/'] },
  { library: 'i18next', names: ['i18next', 'react-i18next'], owner: ['^src/web/console/words/'] },
  { library: 'takumi', names: ['@takumi-rs/core', '@takumi-rs/helpers'], owner: ['^src/platform/pictures/'] },
  { library: 'typst', names: ['@myriaddreamin/typst-ts-node-compiler'], owner: ['^src/platform/'] },
  { library: 'sharp', names: ['sharp'], owner: ['^src/platform/pictures/'] },
  { library: 'jose', names: ['jose'], owner: ['^src/line/', '^src/simulator/'] },
  { library: 'liff-sdk', names: ['@line/liff', '@liff/[^/]+'], owner: ['^src/web/liff/'] },
  { library: 'better-sse', names: ['better-sse'], owner: ['^src/platform/live/'] },
  {
    library: 'sheets',
    names: ['read-excel-file', 'write-excel-file', 'chardet', 'iconv-lite'],
    owner: ['^src/platform/sheets/'],
  },
]
const ownerRules = owners.map(({ library, names, alsoPath = [], owner }) => ({
  name: `one-owner-${library}`,
  comment: `${names.join(', ')}: imported only in ${owner.join(', ')}.`,
  severity: 'error',
  from: { path: '^(src|prisma)/', pathNot: [...owner, generatedClient] },
  to: { path: [...packages(...names), ...alsoPath] },
}))

export default {
  forbidden: [
    // 1.
    ...layerRules,
    {
      name: 'layers-contracts-libraries',
      comment: 'contracts/ is read by the browser too: zod and @orpc/contract only.',
      severity: 'error',
      from: { path: '^src/contracts/' },
      to: { pathNot: ['^src/', ...packages('zod', '@orpc/contract')] },
    },
    {
      name: 'layers-nothing-imports-the-top',
      comment:
        'main, compose and config are imported by the files directly in src/ (and src/compose/) only: pass values down.',
      severity: 'error',
      from: { path: '^(src|prisma)/', pathNot: ['^src/[^/]+\\.ts$', '^src/compose/'] },
      to: { path: ['^src/[^/]+\\.ts$', '^src/compose/'] },
    },
    {
      name: 'layers-nothing-imports-main',
      comment: 'main.ts is a process, not a module.',
      severity: 'error',
      from: {},
      to: { path: '^src/main\\.ts$' },
    },
    {
      name: 'layers-config-is-low',
      comment: 'config.ts and its environment.ts know errors and contracts only.',
      severity: 'error',
      from: { path: '^src/(config|environment)\\.ts$' },
      to: { path: '^src/', pathNot: ['^src/contracts/', '^src/environment\\.ts$', '^src/platform/errors\\.ts$'] },
    },
    {
      name: 'layers-known-folders',
      comment: 'A new folder of src/ escapes every rule: give it its place here first.',
      severity: 'error',
      from: {
        path: '^src/[^/]+/',
        pathNot: '^src/(compose|features|bot|line|platform|contracts|simulator|web)/',
      },
      to: {},
    },
    {
      name: 'layers-no-test-code',
      comment: 'The product never imports its tests.',
      severity: 'error',
      from: { path: '^(src|prisma)/' },
      to: { path: '^(test|\\.ci)/' },
    },
    {
      name: 'layers-seed-points-down',
      comment: 'prisma/ is data and what writes it; it knows no feature and no process.',
      severity: 'error',
      from: { path: '^prisma/' },
      to: { path: '^src/', pathNot: '^src/(line|platform|contracts)/' },
    },

    // 2. A feature never imports another feature.
    {
      name: 'features-stay-apart',
      comment: 'Declare the functions you need; compose.ts passes them in.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/', pathNot: '^src/features/$1/' },
    },

    // 3. routes | bot | jobs → service → rules, repo
    {
      name: 'inside-edges-use-the-service',
      comment: 'routes, bot and jobs are thin: they reach rows through the service, and never each other.',
      severity: 'error',
      from: { path: partOf(anyFeature, 'routes|bot|jobs') },
      to: {
        path: partOf(sameFeature, 'routes|bot|jobs|repo|index'),
        pathNot: partOf(sameFeature, '$2'),
      },
    },
    {
      name: 'inside-nothing-points-at-edges',
      comment: 'Only index.ts gathers routes, bot and jobs.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/', pathNot: partOf(anyFeature, 'routes|bot|jobs|index') },
      to: { path: partOf(sameFeature, 'routes|bot|jobs|index') },
    },
    {
      name: 'inside-repo-is-low',
      comment: 'repo.ts runs queries; of its feature it may know the rules.',
      severity: 'error',
      from: { path: partOf(anyFeature, 'repo') },
      to: { path: partOf(sameFeature, 'service') },
    },
    {
      name: 'inside-rules-are-pure',
      comment:
        'rules.ts computes: contracts, zod, other rules and what is pure of platform/; of lower layers the types alone.',
      severity: 'error',
      from: { path: partOf(anyFeature, 'rules') },
      to: {
        pathNot: [
          '^src/contracts/',
          '^src/platform/(errors|calendar-day|local-time|cron)\\.ts$',
          '^src/features/$1/',
          ...packages('zod'),
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'inside-rules-know-only-rules',
      comment: 'Not even a type of service or repo: the arrow is the other way round.',
      severity: 'error',
      from: { path: partOf(anyFeature, 'rules') },
      to: { path: '^src/features/$1/', pathNot: partOf(sameFeature, 'rules') },
    },

    // 4. web and simulator
    {
      name: 'web-imports-contracts-and-web',
      comment: 'The browser gets web/ and contracts/ and nothing of the server, Node included.',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { path: '^(src|prisma|test|\\.ci)/', pathNot: '^src/(web|contracts)/' },
    },
    {
      name: 'web-runs-in-a-browser',
      comment: 'No Node module in the browser.',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'simulator-knows-no-feature',
      comment: 'The simulator is a LINE platform: it may use line, platform and contracts.',
      severity: 'error',
      from: { path: '^src/simulator/' },
      to: { path: '^(src|prisma)/', pathNot: '^src/(simulator|line|platform|contracts)/' },
    },
    {
      name: 'simulator-is-known-to-the-top-only',
      comment: 'Nothing in the product may tell the simulator from LINE.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/[^/]+\\.ts$', '^src/compose/', '^src/simulator/'] },
      to: { path: '^src/simulator/' },
    },

    // 5.
    ...ownerRules,
    {
      name: 'one-owner-ioredis-one-module',
      comment: 'One module makes and types every Redis connection.',
      severity: 'error',
      module: { path: packages('ioredis'), numberOfDependentsMoreThan: 1 },
      from: { path: '^src/' },
    },

    // 6. No cycles, and nothing the other rules cannot see.
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module, or need a third.',
      severity: 'error',
      from: { pathNot: generatedClient },
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that resolves to nothing would escape every rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: ['node_modules', generatedClient] },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
}
