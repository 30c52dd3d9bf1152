/** Project files, conditions and command lines of .NET. */
import { describe, expect, it, test } from 'vitest';
import { buildCall } from '../../../rules/dotnet/msbuild/call.ts';
import { conditionHolds } from '../../../rules/dotnet/msbuild/condition.ts';

const values: Readonly<Record<string, string | undefined>> = {
  '$(Configuration)': 'Release',
  '$(Configuration)|$(Platform)': 'Release|AnyCPU',
  '$(Empty)': '',
  '$(Unknown)': undefined,
};

const holds = (condition: string): boolean | undefined =>
  conditionHolds(
    condition,
    (text) => (text in values ? values[text] : text),
    (path) => path === 'there',
  );

describe('conditions', () => {
  test.each([
    [`'$(Configuration)' == 'Release'`, true],
    [`'$(Configuration)'=='release'`, true],
    [`'$(Configuration)|$(Platform)' == 'Debug|AnyCPU'`, false],
    [`'$(Configuration)' != 'Debug' and '$(Empty)' == ''`, true],
    [`'$(Unknown)' == 'x'`, undefined],
    [`'$(Unknown)' == 'x' And '$(Empty)' != ''`, false],
    [`'$(Unknown)' == 'x' Or '$(Empty)' == ''`, true],
    [`!('$(Empty)' == '')`, false],
    [`Exists('there')`, true],
    [`!Exists('elsewhere')`, true],
    [`$([MSBuild]::IsOSPlatform('Linux'))`, undefined],
    [`'a' == `, undefined],
    [`true`, true],
  ])('%s', (condition, truth) => {
    expect(holds(condition)).toBe(truth);
  });
});

const call = (line: string): ReturnType<typeof buildCall> => buildCall(line.split(' '), '/src');

describe('command lines', () => {
  it('name what is published, how and where', () => {
    expect(
      call('dotnet publish Api/Api.csproj -c Release -o /app --no-restore -p:UseAppHost=false'),
    ).toMatchObject({
      verb: 'publish',
      project: '/src/Api/Api.csproj',
      configuration: 'Release',
      output: '/app',
      selfContained: undefined,
      unknown: false,
    });
  });

  test.each([
    ['dotnet publish --self-contained', true],
    ['dotnet publish --self-contained false', false],
    ['dotnet publish --sc=true', true],
    ['dotnet publish --no-self-contained', false],
    ['dotnet publish /p:SelfContained=true', true],
    ['dotnet publish', undefined],
  ])('%s is self-contained: %s', (line, expected) => {
    expect(call(line)?.selfContained).toBe(expected);
  });

  it('give properties in every form', () => {
    const properties = call('dotnet build -p:A=1 /p:B=2;C=3 --property:D=4 -property:E=5')?.properties;
    expect([...(properties ?? [])]).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['c', '3'],
      ['d', '4'],
      ['e', '5'],
    ]);
  });

  it('put a platform together', () => {
    expect(call('dotnet publish --os linux --arch arm64')?.runtime).toBe('linux-arm64');
    expect(call('dotnet publish -r linux-musl-x64')?.runtime).toBe('linux-musl-x64');
  });

  it('are of no build where they ask, or do something else', () => {
    expect(call('dotnet publish --help')).toBeUndefined();
    expect(call('dotnet run')).toBeUndefined();
    expect(call('dotnet Shop.dll')).toBeUndefined();
  });

  it('are not known where a word is not', () => {
    expect(buildCall(['dotnet', 'publish', ''], '/src')?.unknown).toBe(true);
    expect(buildCall(['dotnet', 'publish', '-r', '', '-o', 'out'], '/src')?.unknown).toBe(false);
  });
});
