/** A message as a sentence, for documents of sentences; elsewhere messages start in lower case and have no stop. */
export function sentence(text: string): string {
  const capital = `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
  return /[.!?…]$/u.test(capital) ? capital : `${capital}.`;
}
