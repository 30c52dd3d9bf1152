# dfopt's own image: docker build -t dfopt . && docker run --rm -v "$PWD:/work" dfopt migrate
#
# As little as it can run from: the node executable with its one library, the bundled program, and the pages that
# 'dfopt explain' prints. There is a shell because engines that run over many repositories start their steps with one.

FROM node:24-alpine3.22 AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc LICENSE ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json rolldown.config.js rolldown.parts.js ./
COPY bin bin
COPY rules rules
COPY src src
# The bundle has beside it the code that V8 compiles from it: made by the same node that runs it below.
RUN npm run build

# The pages of all codes, without the sources they lie beside.
FROM build AS pages
RUN find rules src -type f ! -name README.md -delete && find rules src -type d -empty -delete

# The same release as the build's, so that node finds the C library it was made for.
FROM alpine:3.22
RUN apk add --no-cache libstdc++
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /src/package.json /src/LICENSE /opt/dfopt/
COPY --from=build /src/bin /opt/dfopt/bin
COPY --from=build /src/dist/cli /opt/dfopt/dist/cli
COPY --from=pages /src/rules /opt/dfopt/rules
COPY --from=pages /src/src /opt/dfopt/src
RUN ln -s ../../../opt/dfopt/bin/dfopt.js /usr/local/bin/dfopt
WORKDIR /work
# No USER: files that are mounted here belong to whoever mounts them, and dfopt keeps their owners. Pass
# --user "$(id -u):$(id -g)" for your own.
ENTRYPOINT ["dfopt"]
CMD ["--help"]
