/**
 * What a process may do because it is root's. Source: capabilities(7), by the system calls that it names; the functions of
 * package syscall and of golang.org/x/sys/unix have their names.
 */

import { type ApiFacts, type KnowledgeArea, does, each, effect } from './facts.ts';

const privileged = does('privileged');

/** CAP_SETUID, CAP_SETGID, CAP_SYS_ADMIN, CAP_SYS_CHROOT, CAP_MKNOD, CAP_SYS_TIME, CAP_NET_RAW, CAP_SYS_PTRACE and others. */
const systemCalls: Readonly<Record<string, ApiFacts>> = each(
  'Setuid Setgid Setgroups Setreuid Setregid Setresuid Setresgid Seteuid Setegid Setfsuid Setfsgid Chroot Mount Unmount ' +
    'PivotRoot Mknod Mknodat Sethostname Setdomainname Settimeofday ClockSettime Adjtimex Reboot Acct Swapon Swapoff Setns ' +
    'Unshare Klogctl Iopl Ioperm Chown Lchown Fchown Fchownat BindToDevice PtraceAttach Capset Socket Setpriority ' +
    'Syscall Syscall6 RawSyscall RawSyscall6',
  privileged,
);

export const privileges: KnowledgeArea = {
  functions: {
    os: { 'File.Chown': privileged },
    syscall: systemCalls,
    'golang.org/x/sys/unix': systemCalls,
  },
  fields: {
    syscall: {
      'SysProcAttr.Credential': effect('privileged'),
      'SysProcAttr.Chroot': effect('privileged'),
      'SysProcAttr.Cloneflags': effect('privileged'),
    },
  },
};
