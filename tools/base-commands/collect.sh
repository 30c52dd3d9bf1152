#!/bin/sh
# Prints what the images of a Debian release bring, for write.ts: packages of the slim image, packages of the golang image, who
# owns which command, and what a command's link leads to. Needs a container engine; installs in a throw-away container what
# docker-library/golang and docker-library/buildpack-deps (curl, scm) install.
#
#   collect.sh trixie > DIR/trixie.txt
set -eu
suite=$1
extra=''
[ "$suite" = trixie ] && extra=sq
echo "release $suite"
docker run --rm "debian:$suite-slim" dpkg-query -W -f 'slim ${Package}\n'
docker run --rm --network host "golang:$suite" sh -c "
  { apt-get update && apt-get remove -y 'golang-*'; DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
    ca-certificates curl gnupg netbase wget tzdata git mercurial openssh-client subversion procps \
    g++ gcc libc6-dev make pkg-config $extra; } >/dev/null 2>&1
  dpkg-query -W -f 'package \${Package}\n'
  for directory in /usr/local/sbin /usr/local/bin /usr/sbin /usr/bin /sbin /bin; do
    for file in \$directory/*; do
      [ -x \"\$file\" ] && [ ! -d \"\$file\" ] && echo \"command \$file \$(readlink -f \$file)\"
    done
  done
  for list in /var/lib/dpkg/info/*.list; do
    name=\$(basename \$list .list)
    sed -n \"s|^\\(/.*s\\{0,1\\}bin/.*\\)|owner \${name%%:*} \\1|p\" \$list
  done
"
