/** The time zones that the toolchain brings, for programs that find no others. Source: time/zoneinfo_goroot.go. */
export const zoneArchive = '/usr/local/go/lib/time/zoneinfo.zip';
