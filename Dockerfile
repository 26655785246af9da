# Two stages: build the bundle with all tools, run it with none of them.
FROM node:24-trixie-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY tools tools
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-trixie-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data NODE_COMPILE_CACHE=/app/compile-cache
COPY package.json package-lock.json .npmrc ./
COPY tools tools
RUN npm ci --omit=dev
COPY bin bin
COPY mappings mappings
COPY rulebook rulebook
COPY migrations migrations
COPY --from=build /app/dist dist
RUN mkdir -p /data compile-cache && chown node:node /data compile-cache
USER node
RUN node tools/warm.mjs
VOLUME /data
EXPOSE 4600
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["node", "bin/pointsman.mjs", "health"]
CMD ["node", "bin/pointsman.mjs", "serve"]
