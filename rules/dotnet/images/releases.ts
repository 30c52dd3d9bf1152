/**
 * Releases of the SDK with the release of .NET that each brings: they are counted apart, and the images of the runtime bear the
 * other number. Of each line `last numbers of the SDK:last number of .NET`. Read from the Dockerfiles of src/sdk in the history of
 * dotnet/dotnet-docker (the version of the SDK, and the image with ASP.NET Core that it is built on). Data.
 */
const releases: Readonly<Record<string, string>> = {
  '2.1': '816:28 817:29 818:30',
  '3.1':
    '411:17 412:18 413:19 414:20 415:21 416:22 417:23 418:24 419:25 420:26 421:27 422:28 423:29 424:30 425:31 426:32',
  '5.0': '302:8 303:9 400:9 401:10 402:11 403:12 404:13 405:14 406:15 407:16 408:17',
  '6.0':
    '100:0 101:1 102:2 200:2 201:3 202:4 300:5 301:6 302:7 400:8 401:9 402:10 403:11 404:12 405:13 406:14 407:15 408:16 410:18 ' +
    '411:19 412:20 413:21 414:22 415:23 416:24 417:25 418:26 419:27 420:28 421:29 422:30 423:31 424:32 425:33 427:35 428:36',
  '7.0':
    '100:0 101:1 102:2 103:3 201:3 202:4 203:5 302:5 304:7 305:8 306:9 400:10 401:11 402:12 403:13 404:14 405:15 406:16 407:17 ' +
    '408:18 409:19 410:20',
  '8.0':
    '100:0 101:1 200:2 201:2 202:3 203:3 204:4 300:5 301:6 302:6 303:7 400:8 401:8 402:8 403:10 404:11 405:12 406:13 407:14 ' +
    '408:15 409:16 410:16 411:17 412:18 413:19 414:20 415:21 416:22 417:23 418:24 419:25 420:26 421:27 422:28 423:29 424:30',
  '9.0':
    '100:0 101:0 102:1 200:2 201:3 202:3 203:4 300:5 301:6 302:7 303:7 304:8 305:9 306:10 307:11 308:11 309:12 310:12 311:13 ' +
    '312:14 313:15 314:16 315:17 316:18 317:19',
  '10.0': '100:0 101:1 102:2 103:3 200:4 201:5 202:6 203:7 300:8 301:9 302:10 400:11',
};

/** `8.0.11` for the SDK `8.0.404`; undefined for one that is not in the table. */
export function runtimeOfSdk(version: string): string | undefined {
  const [major, minor, patch] = version.split('.');
  const line = `${major ?? ''}.${minor ?? ''}`;
  const found = (releases[line] ?? '').split(' ').find((pair) => pair.startsWith(`${patch ?? ''}:`));
  return found === undefined ? undefined : `${line}.${found.slice(found.indexOf(':') + 1)}`;
}
