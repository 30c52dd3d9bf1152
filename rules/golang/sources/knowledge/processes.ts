/**
 * Programs, plugins, users, time zones and the source tree. Source of each row: the function's page,
 * https://pkg.go.dev/<import path>#<name>
 */

import {
  type ApiFacts,
  type Effect,
  type KnowledgeArea,
  argument,
  does,
  each,
  effect,
  passes,
  returning,
} from './facts.ts';

function starts(index: number): ApiFacts {
  return { effects: [effect('program', argument(index))] };
}

/** As that, with a list of what the program is given, the name it is started under first. */
function startsWith(index: number, list: number, more: readonly Effect[] = []): ApiFacts {
  const given = { list, namesItself: true };
  return { effects: [{ ...effect('program', argument(index)), given }, ...more] };
}

/** Shell-like helpers take a whole command line. */
const startsShell: ApiFacts = { effects: [effect('program', { from: 'text', text: 'sh' })] };

/** The user or group of a name; without one, whoever runs the program. */
const looksUp: ApiFacts = { effects: [effect('user-lookup', argument(0))] };

const callsGo: ApiFacts = {
  effects: [effect('program', { from: 'text', text: 'go' }), effect('source-tree')],
};

/**
 * The package time looks for the zone that TZ names when it is first asked for the local one (time/zoneinfo_unix.go), and for
 * zones in ZONEINFO; crypto/x509 reads certificates where SSL_CERT_FILE and SSL_CERT_DIR say (x509/root_unix.go); os/exec looks programs up along PATH (os/exec/lp_unix.go).
 */
const setsVariable: ApiFacts = {
  effects: [
    { ...effect('time-zone', argument(1, 'zone')), when: { index: 0, texts: ['TZ'] } },
    { ...effect('search-path', argument(1)), when: { index: 0, texts: ['PATH'] } },
    ...[
      { texts: ['TZ'], file: effect('read-file', argument(1, 'zone-file')) },
      // A directory or an archive (time/zoneinfo_read.go).
      { texts: ['ZONEINFO'], file: effect('read-file', argument(1)) },
      { texts: ['SSL_CERT_FILE'], file: effect('read-file', argument(1)) },
      { texts: ['SSL_CERT_DIR'], file: effect('read-file', argument(1, 'path-list')) },
    ].map(({ texts, file }): Effect => ({
      ...file,
      optional: true,
      when: { index: 0, texts, surely: true },
    })),
  ],
};

/** The variables of a started program. */
const variablesOfProgram: Effect = effect('search-path', argument(0, 'search-path'));

export const processes: KnowledgeArea = {
  functions: {
    'os/exec': {
      Command: returning('os/exec.Cmd', starts(0)),
      CommandContext: returning('os/exec.Cmd', starts(1)),
      LookPath: passes(0, starts(0)),
      // What is started was named where the command was made.
      ...each('Cmd.Start Cmd.Run Cmd.Output Cmd.CombinedOutput', { counted: ['program'] }),
      'Cmd.Environ': does('environment'),
    },
    // What it starts was named where the handler was made.
    'net/http/cgi': { 'Handler.ServeHTTP': { counted: ['program'] } },
    'golang.org/x/sys/execabs': {
      Command: returning('os/exec.Cmd', starts(0)),
      CommandContext: returning('os/exec.Cmd', starts(1)),
      LookPath: passes(0, starts(0)),
    },
    os: { StartProcess: startsWith(0, 1), Setenv: setsVariable },
    syscall: {
      Exec: startsWith(0, 1, [effect('search-path', argument(2, 'search-path'))]),
      ...each('ForkExec StartProcess', startsWith(0, 1)),
      Setenv: setsVariable,
    },
    'golang.org/x/sys/unix': {
      Exec: startsWith(0, 1, [effect('search-path', argument(2, 'search-path'))]),
      Setenv: setsVariable,
    },
    plugin: { Open: { effects: [effect('plugin', argument(0))] } },
    'os/user': {
      Current: returning('os/user.User', does('user-lookup')),
      ...each('Lookup LookupId', returning('os/user.User', looksUp)),
      ...each('LookupGroup LookupGroupId', looksUp),
    },
    'github.com/robfig/cron': {
      ...each('New NewWithLocation', { returns: 'github.com/robfig/cron.Cron' }),
      ...each('Cron.AddFunc Cron.AddJob ParseStandard Parse Parser.Parse', {
        effects: [effect('time-zone', argument(0, 'cron'))],
      }),
    },
    time: {
      LoadLocation: { effects: [effect('time-zone', argument(0, 'zone'))] },
      // The local one is called "Local" where /etc/localtime is there, and "UTC" where it isn't (time/zoneinfo_unix.go).
      'Location.String': {
        effects: [{ ...effect('read-file', { from: 'text', text: '/etc/localtime' }), optional: true }],
      },
      'Time.Location': { returns: 'time.Location' },
      Now: { returns: 'time.Time' },
    },
    runtime: {
      GOROOT: { ...does('source-tree'), gives: { kind: 'text', text: '/usr/local/go' } },
    },
    'go/build': { ...each('Import ImportDir Context.Import Context.ImportDir', does('source-tree')) },
    // Since Go 1.20 the standard library comes without export data: `go list` is asked for it (go/internal/gcimporter).
    'go/importer': each('Default For ForCompiler', callsGo),
    'golang.org/x/tools/go/packages': { Load: callsGo },
    'golang.org/x/tools/go/loader': { 'Config.Load': does('source-tree') },
    'github.com/bitfield/script': { Exec: startsShell },
    'github.com/codeskyblue/go-sh': { Command: starts(0) },
    'github.com/go-cmd/cmd': { NewCmd: starts(0) },
    // Libraries that do their work with a program of their name
    'github.com/go-rod/rod/lib/launcher': {
      New: { effects: [effect('program', { from: 'text', text: 'chromium' })] },
      LookPath: { effects: [effect('program', { from: 'text', text: 'chromium' })] },
    },
    'github.com/chromedp/chromedp': {
      ...each('NewContext NewExecAllocator', {
        effects: [effect('program', { from: 'text', text: 'chromium' })],
      }),
    },
    'github.com/SebastiaanKlippert/go-wkhtmltopdf': {
      NewPDFGenerator: { effects: [effect('program', { from: 'text', text: 'wkhtmltopdf' })] },
    },
    'github.com/u2takey/ffmpeg-go': {
      ...each('Input Probe', { effects: [effect('program', { from: 'text', text: 'ffmpeg' })] }),
    },
    'github.com/xfrr/goffmpeg/transcoder': {
      ...each('Transcoder.Initialize Transcoder.Run', {
        effects: [effect('program', { from: 'text', text: 'ffmpeg' })],
      }),
    },
    'github.com/hashicorp/go-getter': {
      ...each('Get GetFile GetAny', does('tls-client')),
    },
  },
  types: { 'time.Local': 'time.Location' },
  fields: {
    'os/exec': {
      'Cmd.Path': {
        ...effect('program', argument(0)),
        given: { list: 1, namesItself: true, beside: 'Args' },
      },
      'Cmd.Env': variablesOfProgram,
      'Cmd.Dir': effect('program-directory', argument(0)),
    },
    os: {
      'ProcAttr.Dir': effect('program-directory', argument(0)),
      'ProcAttr.Env': variablesOfProgram,
    },
    syscall: {
      'ProcAttr.Dir': effect('program-directory', argument(0)),
      'ProcAttr.Env': variablesOfProgram,
    },
    'net/http/cgi': {
      // "optional arguments to pass to child process", without its name
      'Handler.Path': {
        ...effect('program', argument(0)),
        given: { list: 1, namesItself: false, beside: 'Args' },
      },
      'Handler.Env': variablesOfProgram,
      'Handler.Dir': effect('program-directory', argument(0)),
    },
  },
};
