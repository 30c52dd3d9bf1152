#!/bin/sh
# Clones one repository, migrates its Dockerfiles on a branch, and pushes the branch if something changed.
#
#   migrate-repository.sh URL
#
# DFOPT_BRANCH    the branch, dfopt/multi-stage when not set; one that is there already is not overwritten
# DFOPT_TITLE     the message of the commit
# DFOPT_ARGS      further arguments of 'dfopt migrate', split at spaces: --confidence proven
# DFOPT_REPORTS   a directory for a JSON report ('dfopt report merge' makes one of many) and a Markdown text for the
#                 pull request, named after the repository
#
# Ends with 0 when the branch is pushed and when there was nothing to change. Anything else means that nothing was pushed.
set -eu

url=$1
branch=${DFOPT_BRANCH:-dfopt/multi-stage}
title=${DFOPT_TITLE:-'build: split Dockerfiles into a build and a runtime stage'}

# https://git.example.com/team/app.git and git@git.example.com:team/app.git are both git.example.com/team/app.
name=$(printf '%s\n' "$url" | sed -e 's|^[a-z+]*://||' -e 's|^[^/@]*@||' -e 's|:|/|g' -e 's|^/*||' -e 's|\.git/*$||')

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

git clone --quiet --depth 1 -- "$url" "$work/$name"
cd "$work"
# From above the repository, so that the report calls it by its name.
# shellcheck disable=SC2086 # the arguments are split on purpose
dfopt migrate --write --quiet ${DFOPT_ARGS:-} \
  --format json --output report.json \
  --format markdown --output body.md \
  -- "$name"

if [ -n "${DFOPT_REPORTS:-}" ]; then
  file=$(printf '%s\n' "$name" | tr / _)
  mkdir -p "$DFOPT_REPORTS"
  cp report.json "$DFOPT_REPORTS/$file.json"
  cp body.md "$DFOPT_REPORTS/$file.md"
fi

cd "$name"
if git diff --quiet; then
  echo "$name: nothing to change"
  exit 0
fi
git checkout --quiet -b "$branch"
git commit --quiet --all --message "$title"
git push --quiet origin "$branch"
echo "$name: pushed $branch"
