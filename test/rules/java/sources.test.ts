/** What Java sources say of files, programs and the JDK, and what a command line of java starts. */
import { describe, expect, it } from 'vitest';
import { entriesOf, javaCall } from '../../../rules/java/java-call.ts';
import { readJava, type SourceFacts } from '../../../rules/java/sources/findings.ts';
import { javaTokens } from '../../../rules/java/sources/tokens.ts';

function factsIn(text: string): SourceFacts {
  const facts = readJava(text, '/app/Main.java');
  if (facts === undefined) throw new Error('it is not understood');
  return facts;
}

const found = (text: string): readonly unknown[] =>
  factsIn(text).findings.map(({ kind, name, arguments: given = [] }) => [
    kind,
    ...[name, ...given].map((one) =>
      one === undefined ? undefined : one.known ? one.text : `${one.prefix}…`,
    ),
  ]);

const texts = (source: string): readonly string[] | undefined => javaTokens(source)?.map(({ text }) => text);

const launched = (line: string): unknown => javaCall(line.split(' ')).launched;

describe('files', () => {
  it.each([
    ['new File("data/x.txt")', [['read-file', 'data/x.txt']]],
    ['new FileReader("conf/" + name)', [['read-file', 'conf/…']]],
    ['Path.of("data", "x")', [['read-file', 'data/x']]],
    ['Paths.get(DIR + "/x"); static final String DIR = "data";', [['read-file', 'data/x']]],
    ['new FileOutputStream("log.txt")', [['write', 'log.txt']]],
    ['new FileInputStream(args[0])', [['read-file', '…']]],
    ['File f = new File("a"); new FileReader(f);', [['read-file', 'a']]],
    ['// new File("a")\n"new File(\\"b\\")"', []],
    ['new File(".").listFiles()', [['read-directory', '.']]],
    [
      'new File("logs").mkdirs()',
      [
        ['read-file', 'logs'],
        ['write', 'logs'],
      ],
    ],
    ['getClass().getResourceAsStream("/x")', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('programs', () => {
  it.each([
    ['Runtime.getRuntime().exec("git log -1")', [['program', 'git', 'log', '-1']]],
    ['new ProcessBuilder("convert", file)', [['program', 'convert', '…']]],
    ['new ProcessBuilder(List.of("ls", "-l"))', [['program', 'ls', '-l']]],
    ['runtime.exec(new String[] {"dot", "-V"})', [['program', 'dot', '-V']]],
    ['runtime.exec(command)', [['program', '…']]],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

describe('the environment', () => {
  it.each([
    ['System.getenv("PORT")', [['environment', 'PORT']]],
    ['System.getenv()', [['environment', undefined]]],
    ['new ServerSocket(8080)', [['listens', '8080']]],
    ['System.getProperty("user.home")', [['home-directory', undefined]]],
    ['System.getProperty("shop.name")', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

it('what only a JDK has', () => {
  expect(factsIn('import javax.tools.JavaCompiler;').asksForJdk?.what).toBe('javax.tools.JavaCompiler');
  expect(factsIn('import com.sun.tools.attach.*;').asksForJdk).toBeDefined();
  expect(factsIn('import java.util.List;').asksForJdk).toBeUndefined();
});

describe('tokens', () => {
  it('of texts, with what they stand for', () => {
    expect(texts('"a\\"b" + \'c\'')).toEqual(['a"b', '+', 'c']);
    expect(texts('"""\n  a "b"\n  """')).toEqual(['\n  a "b"\n  ']);
    expect(texts('"\\u0041\\n"')).toEqual(['A\n']);
  });

  it('on their lines', () => {
    expect(javaTokens('/* a\n b */ x\n"""\n"""\ny')?.map(({ line }) => line)).toEqual([2, 3, 5]);
  });

  it('not of what does not end', () => {
    expect(javaTokens('"a\n"')).toBeUndefined();
    expect(javaTokens('/* a')).toBeUndefined();
  });
});

describe('java', () => {
  it.each([
    ['java -jar app.jar x', { kind: 'jar', file: 'app.jar' }],
    ['java -Xmx1g -cp a.jar:lib/* shop.Main x', { kind: 'class', name: 'shop.Main', path: 'a.jar:lib/*' }],
    ['java --class-path=a Main', { kind: 'class', name: 'Main', path: 'a' }],
    ['java -p mods -m shop/shop.Main', { kind: 'class', name: 'shop/shop.Main', path: 'mods' }],
    ['java Main.java', { kind: 'source', file: 'Main.java' }],
    ['java -version', { kind: 'asks' }],
    ['java @options', { kind: 'unknown', why: 'its options stand in the file options' }],
  ])('%s', (line, expected) => {
    expect(launched(line)).toEqual(expected);
  });

  it('has agents and arguments', () => {
    const call = javaCall('java -javaagent:/a.jar=x -jar app.jar y'.split(' '));
    expect(call.agents).toEqual(['/a.jar']);
    expect(call.arguments).toEqual(['y']);
  });

  it('has a class path', () => {
    expect(entriesOf('a.jar:lib/*:classes:', '/app')).toEqual([
      { path: '/app/a.jar', directory: false },
      { path: '/app/lib', directory: true },
      { path: '/app/classes', directory: true },
      { path: '/app', directory: true },
    ]);
  });
});
