/**
 * Windows line ends in a heredoc or a script: the shell takes the carriage return for a part of the line's last word
 * (measured with BuildKit 0.25, which keeps it), and the go command knows neither such a verb nor such a package.
 */
export function endsInCarriageReturn(word: string): boolean {
  return word.endsWith('\r');
}

/** Why a call with such a word fails. */
export function carriageReturnAfter(word: string): string {
  const written = word.slice(0, -1);
  return `${written === '' ? 'the line' : `'${written}'`} has a carriage return behind it: the script has Windows line ends`;
}
