/**
 * Adds up the results of test runs: `node tally.mjs BROKEN FILE…`, where BROKEN is the number of parts other than tests
 * that failed, and each FILE is a vitest report in JSON. Prints what failed, then the line `N passed, N failed`.
 */
import { readFileSync } from 'node:fs';

const [broken, ...files] = process.argv.slice(2);
const reports = files.map((file) => JSON.parse(readFileSync(file, 'utf8')));
const sum = (count) => reports.reduce((total, report) => total + count(report), 0);

const passed = sum(({ numPassedTests }) => numPassedTests);
const skipped = sum(({ numPendingTests, numTodoTests }) => numPendingTests + numTodoTests);
// A file that could not be loaded has no tests of its own, and a run may fail through an error outside of any test.
const unloaded = ({ testResults }) =>
  testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0);
const failedIn = (report) => {
  const failed = report.numFailedTests + unloaded(report).length;
  return failed === 0 && !report.success ? 1 : failed;
};
const failed = sum(failedIn) + Number(broken);

for (const report of reports) {
  for (const { name } of unloaded(report)) console.log(`failed to load: ${name}`);
  for (const { assertionResults } of report.testResults) {
    for (const { status, fullName } of assertionResults)
      if (status === 'failed') console.log(`failed: ${fullName}`);
  }
}
console.log(`${skipped} skipped`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
