#!/usr/bin/env bash
# The step of action.yml that runs dfopt. Its inputs are the variables DFOPT_PATHS, DFOPT_MODE, DFOPT_FORMAT,
# DFOPT_OUTPUT and DFOPT_ARGS. Works with the bash 3.2 of macOS.
set -euo pipefail

dfopt() {
  node "$GITHUB_ACTION_PATH/bin/dfopt.js" "$@"
}

# Tells what is wrong as an annotation, and ends the step.
stop() {
  printf '::error title=dfopt::%s\n' "$1"
  exit 2
}

# Appends the lines that are not empty to the array `lines`.
read_lines() {
  lines=()
  local line
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    if [ -n "$line" ]; then lines+=("$line"); fi
  done <<<"$1"
}

options=(--format github)
case ${DFOPT_MODE:-check} in
  check) options+=(--check) ;;
  report) ;;
  write) options+=(--write) ;;
  *) stop "cannot use the input 'mode': it is none of check, report and write" ;;
esac
if [ -n "${DFOPT_FORMAT:-}" ] && [ -z "${DFOPT_OUTPUT:-}" ]; then
  stop "cannot use the input 'format': the annotations take standard output; give an 'output'"
fi
if [ -n "${DFOPT_OUTPUT:-}" ]; then
  options+=(--format "${DFOPT_FORMAT:-sarif}" --output "$DFOPT_OUTPUT")
fi

totals=${RUNNER_TEMP:-${TMPDIR:-/tmp}}/dfopt-totals.json
options+=(--format json --output "$totals")
read_lines "${DFOPT_ARGS:-}"
options+=(${lines[@]+"${lines[@]}"})
read_lines "${DFOPT_PATHS:-.}"

# The summary of the step is written by --format github, which knows $GITHUB_STEP_SUMMARY.
status=0
dfopt migrate "${options[@]}" -- ${lines[@]+"${lines[@]}"} || status=$?

if [ -n "${GITHUB_OUTPUT:-}" ] && [ -e "$totals" ]; then
  # shellcheck disable=SC2016 # it is JavaScript
  node -e '
    const { totals } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
    for (const name of ["changed", "refused", "failed"]) console.log(`${name}=${totals[name]}`);
  ' "$totals" >>"$GITHUB_OUTPUT"
fi
exit "$status"
