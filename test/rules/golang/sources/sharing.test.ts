/** Lists and maps that are written under another name than the one they are read by. */
import { describe, expect, it } from 'vitest';
import { found } from './program.ts';

const other = '"b" + os.Args[0]';

function reads(body: string, imports: readonly string[] = []): readonly string[] {
  return found(['os', ...imports], body).filter((each) => each.startsWith('read-'));
}

describe('an element may be another where a list or map is written as', () => {
  it.each<readonly [string, string]>([
    [
      'an entry of a map',
      `m := map[string][]string{"x": {"a"}}\nb := m["x"]\nb[0] = ${other}\nos.Open(m["x"][0])`,
    ],
    [
      'an entry that is asked for',
      `m := map[string][]string{"x": {"a"}}\nif b, ok := m["x"]; ok {\n\tb[0] = ${other}\n}\nos.Open(m["x"][0])`,
    ],
    [
      'what a loop goes over',
      `m := [][]string{{"a"}}\nfor _, b := range m {\n\tb[0] = ${other}\n}\nos.Open(m[0][0])`,
    ],
    [
      'a map in a map',
      `m := map[string]map[string]string{"x": {"f": "a"}}\nb := m["x"]\nb["f"] = ${other}\nos.Open(m["x"]["f"])`,
    ],
    ['three deep', `m := [][][]string{{{"a"}}}\nx := m[0]\ny := x[0]\ny[0] = ${other}\nos.Open(m[0][0][0])`],
    [
      'a parameter',
      `m := [][]string{{"a"}}\nset(m[0])\nos.Open(m[0][0])\n---\nfunc set(b []string) { b[0] = ${other} }`,
    ],
    [
      'a result',
      `get()[0] = ${other}\nos.Open(m[0][0])\n---\nvar m = [][]string{{"a"}}\nfunc get() []string { return m[0] }`,
    ],
    ['what another list holds', `m := []string{"a"}\nx := [][]string{m}\nx[0][0] = ${other}\nos.Open(m[0])`],
    [
      'a field',
      `m := []string{"a"}\nv := s{m}\nv.l[0] = ${other}\nos.Open(m[0])\n---\ntype s struct{ l []string }`,
    ],
    [
      'a field in a method',
      `m := []string{"a"}\nv := s{m}\nv.set()\nos.Open(m[0])\n---\ntype s struct{ l []string }\nfunc (v *s) set() { v.l[0] = ${other} }`,
    ],
    [
      'what came over a channel',
      `m := []string{"a"}\nc := make(chan []string, 1)\nc <- m\nb := <-c\nb[0] = ${other}\nos.Open(m[0])`,
    ],
    [
      'what an interface holds',
      `m := []string{"a"}\nvar i any = m\ni.([]string)[0] = ${other}\nos.Open(m[0])`,
    ],
    [
      'a case of a type switch',
      `m := []string{"a"}\nvar i any = m\nswitch b := i.(type) {\ncase []string:\n\tb[0] = ${other}\n}\nos.Open(m[0])`,
    ],
    ['a pointer', `m := []string{"a"}\np := &m\n(*p)[0] = ${other}\nos.Open(m[0])`],
    ['a pointer to an array', `m := [1]string{"a"}\np := &m\np[0] = ${other}\nos.Open(m[0])`],
    [
      'a pointer to a field',
      `v := s{[1]string{"a"}}\np := &v.l\np[0] = ${other}\nos.Open(v.l[0])\n---\ntype s struct{ l [1]string }`,
    ],
    [
      'what a method is called on',
      `m := list{"a"}\nm.set()\nos.Open(m[0])\n---\ntype list []string\nfunc (l list) set() { l[0] = ${other} }`,
    ],
    ['what is declared with it', `m := []string{"a"}\nvar b = m\nb[0] = ${other}\nos.Open(m[0])`],
    ['what is copied into', `m := []string{"a"}\nb := m\ncopy(b, os.Args)\nos.Open(m[0])`],
  ])('%s', (_way, body) => {
    expect(reads(body).some((name) => name.endsWith('…'))).toBe(true);
  });

  it('what maps.Copy writes', () => {
    const body = `m := map[string]string{"x": "a"}\nmaps.Copy(m, all())\nos.Open(m["x"])\n---\nfunc all() map[string]string { return map[string]string{"x": ${other}} }`;
    expect(reads(body, ['maps']).some((name) => name.endsWith('…'))).toBe(true);
  });
});

describe('elements keep their places unless', () => {
  it.each([
    ['a list is sorted', 'sort.Strings(m)'],
    ['it is sorted backwards', 'sort.Sort(sort.Reverse(sort.StringSlice(m)))'],
  ])('%s', (_way: string, sorted: string) => {
    const body = `m := []string{"a", "b"}\n${sorted}\nos.Open(m[0])`;
    expect(reads(body, ['sort'])).toEqual(['read-file a', 'read-file b']);
  });
});

describe('elements of a field', () => {
  it('keep no places where it is sorted', () => {
    const body = `v := s{[]string{"a", "b"}}\nsort.Strings(v.l)\nos.Open(v.l[0])\n---\ntype s struct{ l []string }`;
    expect(reads(body, ['sort'])).toEqual(['read-file a', 'read-file b']);
  });
});

describe('elements keep their values where', () => {
  it.each<readonly [string, string]>([
    [
      'only numbers are set',
      `counts := map[string]int{}\nn := counts\nn["x"] = 1\nm := []string{"a"}\nshow(m)\nos.Open(m[0])\n---\nfunc show([]string) {}`,
    ],
    [
      'maps are written and a list is read',
      `v := c{map[string]string{}}\nv.h["x"] = ${other}\nm := []string{"a"}\nshow(m)\nos.Open(m[0])\n---\nfunc show([]string) {}\ntype c struct{ h map[string]string }`,
    ],
    [
      'nothing is',
      `m := [][]string{{"a"}}\nfor _, x := range m {\n\tfor _, n := range x {\n\t\tos.Open(n)\n\t}\n}`,
    ],
    [
      'an element of another shape is',
      `m := [][]string{{"a"}}\nshow(m)\nb := [][][]string{m}\nb[0] = nil\nos.Open(m[0][0])\n---\nfunc show([][]string) {}`,
    ],
  ])('%s', (_way, body) => {
    expect(reads(body)).toEqual(['read-file a']);
  });
});
