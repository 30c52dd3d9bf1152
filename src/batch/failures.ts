/** Why an input could not be read or written: one row a code, so that every message has the same tone and its own page. */

export type FailureCode =
  | 'not-found'
  | 'no-permission'
  | 'not-a-regular-file'
  | 'too-large'
  | 'not-text'
  | 'unreadable'
  | 'is-a-link'
  | 'leads-outside'
  | 'changed-meanwhile'
  | 'write-failed'
  | 'bad-configuration'
  | 'internal-error';

export interface FailureFacts {
  /** What did not work: `cannot read the file`. */
  readonly what: string;
  /** Why, when the system gives no better words. */
  readonly why: string;
  /** What the user can do. */
  readonly advice: string;
}

/** The largest Dockerfile that is read, in bytes. Real ones are below 100 KiB; BuildKit's own limit is of the same order. */
export const sizeLimit = 1024 * 1024;

export const failures: Readonly<Record<FailureCode, FailureFacts>> = {
  'not-found': {
    what: 'cannot read the file',
    why: 'there is no such file or directory',
    advice: 'check the name',
  },
  'no-permission': {
    what: 'cannot read the file',
    why: 'permission denied',
    advice: 'make it readable for this user',
  },
  'not-a-regular-file': {
    what: 'cannot read the file',
    why: 'it is not a regular file',
    advice: "name a regular file, or use '-' to read standard input",
  },
  'too-large': {
    what: 'cannot read the file',
    why: 'it is larger than 1 MiB, which no Dockerfile is',
    advice: 'name a Dockerfile, or leave the file out with --exclude',
  },
  'not-text': {
    what: 'cannot read the file',
    why: 'it is not a text file (it has NUL bytes)',
    advice: 'name a Dockerfile, or leave the file out with --exclude',
  },
  unreadable: {
    what: 'cannot read the file',
    why: 'the system reported an error',
    advice: 'check the disk and the permissions',
  },
  'is-a-link': {
    what: 'cannot write the file',
    why: 'it is a symbolic link',
    advice: 'name the file it points to, or pass --follow-symlinks',
  },
  'leads-outside': {
    what: 'cannot write the file',
    why: 'the link leads out of the directory that was named',
    advice: 'name the file it points to',
  },
  'changed-meanwhile': {
    what: 'cannot write the file',
    why: 'it was changed by something else after it was read',
    advice: 'run dfopt again',
  },
  'write-failed': {
    what: 'cannot write the file',
    why: 'the system reported an error',
    advice: 'check the free space and the permissions; the file is as it was',
  },
  'bad-configuration': {
    what: 'cannot use the configuration',
    why: 'it has errors',
    advice: "correct it, or pass --no-config; 'dfopt config' shows what applies",
  },
  'internal-error': {
    what: 'cannot decide about the file',
    why: 'dfopt has a bug here',
    advice: 'please report it with the file; nothing was written',
  },
};

/** A failure at one place, with the reason in the system's words where there are any. */
export interface Failure {
  readonly code: FailureCode;
  /** Takes the place of the table's reason. */
  readonly why?: string;
}

/** `cannot read the file: permission denied; make it readable for this user` */
export function describeFailure({ code, why }: Failure): string {
  const facts = failures[code];
  return `${facts.what}: ${why ?? facts.why}; ${facts.advice}`;
}

/** `dfopt: <what> at <where>: <why>; <what to do>`, the one form of every error line. `where` must be printable. */
export function failureLine(where: string, { code, why }: Failure): string {
  const facts = failures[code];
  return `dfopt: ${facts.what} at ${where}: ${why ?? facts.why}; ${facts.advice}`;
}

/** The failure an error of the file system stands for. */
export function failureOf(error: unknown, otherwise: 'unreadable' | 'write-failed'): Failure {
  switch (errorCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { code: 'not-found' };
    case 'EACCES':
    case 'EPERM':
      return otherwise === 'unreadable'
        ? { code: 'no-permission' }
        : { code: 'write-failed', why: 'permission denied' };
    case 'ELOOP':
      return { code: otherwise, why: 'too many symbolic links' };
    case 'ENAMETOOLONG':
      return { code: otherwise, why: 'the name is too long' };
    case 'EISDIR':
      return { code: otherwise, why: 'it is a directory' };
    case 'ENOSPC':
      return { code: otherwise, why: 'no space is left on the device' };
    case 'EROFS':
      return { code: otherwise, why: 'the file system is read-only' };
    case undefined:
      return { code: otherwise };
    default:
      return { code: otherwise, why: `the system reported ${errorCode(error)}` };
  }
}

/** The `code` of a system error. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
