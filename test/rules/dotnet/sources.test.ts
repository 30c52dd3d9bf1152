/** C# as it is read: tokens, and what they say of run time. */
import { describe, expect, it, test } from 'vitest';
import { readCsharp } from '../../../rules/dotnet/sources/findings.ts';
import { csharpTokens } from '../../../rules/dotnet/sources/tokens.ts';

const texts = (source: string): readonly string[] | undefined =>
  csharpTokens(source)?.flatMap(({ kind, text }) => (kind === 'text' ? [text] : []));

describe('tokens', () => {
  test.each([
    [String.raw`"a\tb\u0041\\"`, 'a\tbA\\'],
    [String.raw`@"c:\data\""x"""`, String.raw`c:\data\"x"`],
    ['"""a "quoted" text"""', 'a "quoted" text'],
    ['""""three """ inside""""', 'three """ inside'],
    ['$"data/{name}.txt"', 'data/'],
    ['$"{{braces}}"', '{braces}'],
    [String.raw`$@"c:\{name}"`, 'c:\\'],
    ['$$"""{one} {{two}}"""', '{one}'],
    ['"u8"u8', 'u8'],
  ])('of %s', (source, text) => {
    expect(texts(source)?.[0]).toBe(text);
  });

  it('go on behind a value that is put into a text, with texts of its own', () => {
    expect(texts('$"a {Read("b", $"c{d}")} e" + "f"')).toEqual(['a ', 'b', 'c', 'f']);
  });

  it('leave out comments, characters and directives', () => {
    const source = ['#region "x"', '// "a"', '/* "b"', '*/ var c = \'"\'; var d = "e";', '#endregion'].join(
      '\n',
    );
    expect(texts(source)).toEqual(['e']);
  });

  it('know their lines', () => {
    const found = csharpTokens('var a = """\n  one\n  """;\nvar b = @"x\ny";\nvar c = 1;');
    expect(found?.find(({ text }) => text === 'c')?.line).toBe(6);
  });

  it('are none of what does not end', () => {
    expect(csharpTokens('"abc\n"')).toBeUndefined();
    expect(csharpTokens('/* abc')).toBeUndefined();
    expect(csharpTokens('$"{a')).toBeUndefined();
  });
});

const found = (source: string): readonly string[] =>
  (readCsharp(source, '/src/Program.cs', '/app')?.findings ?? []).map(({ kind, name }) =>
    name === undefined ? kind : `${kind} ${name.known ? name.text : `${name.prefix}…`}`,
  );

function outsideOf(source: string): string | undefined {
  return readCsharp(source, '/a.cs', '/app')?.outside;
}

describe('findings', () => {
  test.each([
    ['File.ReadAllText("data/x.txt")', ['read-file data/x.txt']],
    ['System.IO.File.WriteAllText("log.txt", text)', ['write log.txt']],
    ['await File.ReadAllLinesAsync(path)', ['read-file …']],
    ['paths.Select(File.ReadAllText)', ['read-file …']],
    ['File.ReadAllText(Path.Combine("data", name))', ['read-file data/…']],
    ['File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "x.txt"))', ['read-file /app/x.txt']],
    ['File.ReadAllText(Path.Combine("data", "/etc/x"))', ['read-file /etc/x']],
    ['const string Dir = "conf"; Directory.GetFiles(Dir + "/d")', ['read-directory conf/d']],
    ['new StreamReader("a.txt")', ['read-file a.txt']],
    ['Stream s = Open(); new StreamReader(s)', []],
    ['FileStream f = new("b.bin", FileMode.Open);', ['read-file b.bin']],
    ['Process.Start("git", "log")', ['program git']],
    ['Process.Start(new ProcessStartInfo("convert"))', ['program convert']],
    [
      'var i = new ProcessStartInfo { FileName = "ffmpeg", Arguments = "-i" }; Process.Start(i);',
      ['program ffmpeg'],
    ],
    ['Environment.GetEnvironmentVariable("PORT")', ['environment PORT']],
    ['Environment.GetEnvironmentVariables()', ['environment']],
    ['TimeZoneInfo.FindSystemTimeZoneById("Europe/Rome")', ['time-zone']],
    ['Directory.SetCurrentDirectory("/srv")', ['working-directory /srv']],
    ['builder.Configuration.AddJsonFile("shop.json", optional: true)', ['read-file shop.json']],
    ['Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)', ['home-directory']],
    ['string text = "File.ReadAllText(x)";', []],
  ])('of %s', (source, expected) => {
    expect(found(source)).toEqual(expected);
  });

  it('are not all where code goes by other names, or is none of .NET', () => {
    expect(outsideOf('using static System.IO.File;')).toBeDefined();
    expect(outsideOf('using F = System.IO.File;')).toBeDefined();
    expect(outsideOf('[DllImport("x")] static extern int F();')).toBe('DllImport');
    expect(outsideOf('ProcessStartInfo Info() => new("git");')).toBeDefined();
    expect(outsideOf('Type.GetType("System.IO.File").GetMethod("ReadAllText")')).toBe('GetType');
    expect(outsideOf('Activator.CreateInstance(type)')).toBe('CreateInstance');
    expect(outsideOf('Assembly.Load(name)')).toBe('Load');
    expect(outsideOf('var m = t.GetMethods();')).toBe('GetMethods');
    expect(
      outsideOf('Console.WriteLine(x.GetType().Name); var d = XDocument.Load("a.xml");'),
    ).toBeUndefined();
    expect(outsideOf('Activator.CreateInstance<Shop>()')).toBeUndefined();
    expect(
      outsideOf('using System.IO; using var f = File.OpenRead("x"); List<int> a = new();'),
    ).toBeUndefined();
  });
});
