package main

// What ends the walk: functions whose effect is known by what they are. The numbers are parameters without a receiver.
//
// Readers of the system's own files are here with kinds of their own. Without that, whatever formats a time "opens a
// file", and whatever writes to a terminal through *os.File does too.
var barriers = map[string][]effect{
	// Time zones: one that is named, and the one of TZ and /etc/localtime.
	"time.LoadLocation": {{"zone", "0"}},
	"time.initLocal":    {{"local-zone", ""}},
	// Certificates of the system.
	"crypto/x509.systemRootsPool":             {{"certificates", ""}},
	"crypto/x509.loadSystemRoots":             {{"certificates", ""}},
	"crypto/x509.initSystemRoots":             {{"certificates", ""}},
	"(*crypto/x509.Certificate).systemVerify": {{"certificates", ""}},
	// Accounts.
	"os/user.current":       {{"user", ""}},
	"os/user.lookupUser":    {{"user", "0"}},
	"os/user.lookupUserId":  {{"user", "0"}},
	"os/user.lookupGroup":   {{"user", "0"}},
	"os/user.lookupGroupId": {{"user", "0"}},
	"os/user.listGroups":    {{"user", ""}},
	// Tables of the network.
	"net.readServices":  {{"services", ""}},
	"net.readProtocols": {{"protocols", ""}},
	// Of a network such as `ip4:gre`; the address is a host and a service.
	"net.parseNetwork":                {{"protocols", "1"}},
	"(*net.Resolver).LookupPort":      {{"services", "2"}},
	"(*net.resolverConfig).tryUpdate": {{"hosts", ""}},
	"(*net.conf).hostLookupOrder":     {{"hosts", ""}},
	"(*net.conf).addrLookupOrder":     {{"hosts", ""}},
	"net.lookupStaticHost":            {{"hosts", ""}},
	"net.lookupStaticAddr":            {{"hosts", ""}},
	"net.readHosts":                   {{"hosts", ""}},
	"net.dnsReadConfig":               {{"hosts", ""}},
	"net.initConfVal":                 {{"hosts", ""}},
	"net.getSystemNSS":                {{"hosts", ""}},
	// Media types.
	"mime.initMime": {{"media-types", ""}},
	// Temporary files.
	"os.TempDir":    {{"temporary", ""}, {"environment", `"TMPDIR"`}},
	"os.CreateTemp": {{"temporary", "0"}, {"environment", `"TMPDIR"`}},
	"os.MkdirTemp":  {{"temporary", "0"}, {"environment", `"TMPDIR"`}},
	// Programs.
	"os.StartProcess":      {{"start", "0"}},
	"os.startProcess":      {{"start", "0"}},
	"syscall.forkExec":     {{"start", "0"}},
	"syscall.ForkExec":     {{"start", "0"}},
	"syscall.StartProcess": {{"start", "0"}},
	"syscall.Exec":         {{"start", "0"}},
	"os/exec.LookPath":     {{"start", "0"}},
	"plugin.Open":          {{"plugin", "0"}},
	// The environment.
	"syscall.Getenv":  {{"environment", "0"}},
	"syscall.Environ": {{"environment", ""}},
	// Places that depend on how the program was started.
	"os.Executable":  {{"executable", ""}},
	"os.Getwd":       {{"working-directory", ""}},
	"syscall.Getwd":  {{"working-directory", ""}},
	"syscall.Getcwd": {{"working-directory", ""}},
	"syscall.Chdir":  {{"change-directory", "0"}},
	"syscall.Fchdir": {{"change-directory", ""}},
	"syscall.Chroot": {{"change-directory", "0"}},
	"runtime.GOROOT": {{"toolchain", ""}},
	// What was opened turns out to be a directory whose entries are asked for.
	"(*os.File).ReadDir":      {{"list-opened", ""}},
	"(*os.File).Readdir":      {{"list-opened", ""}},
	"(*os.File).Readdirnames": {{"list-opened", ""}},
	"(*os.File).readdir":      {{"list-opened", ""}},
	"os.ReadDir":              {{"list", "0"}},
	"(*os.Root).Open":         {{"open", "0~"}},
	// A socket that is listened on is a file.
	"(*net.sysListener).listenUnix":     {{"socket", ""}},
	"(*net.sysListener).listenUnixgram": {{"socket", ""}},
	"(*net.UnixListener).close":         {},
	// With flags that are not constant it may create; what has constant ones is told apart where it is called.
	"os.openFileNolog":     {{"open", "0"}},
	"os.rootOpenFileNolog": {{"open", "1~"}},
	// A part of a form that was too large for memory: a temporary file, whose name is the form's own.
	"(*mime/multipart.FileHeader).Open": {{"temporary", ""}},
	"(*mime/multipart.Form).RemoveAll":  {},
	// A server without TLS has connections of the type that a client has, and no handshake. One with TLS looks at the
	// certificates of its clients only where tls.Config.ClientAuth says so, which is an effect of that field.
	"net/http.unencryptedTLSConn":                                {},
	"(*crypto/tls.Conn).processCertsFromClient":                  {},
	"(*crypto/tls.serverHandshakeState).checkForResumption":      {},
	"(*crypto/tls.serverHandshakeStateTLS13).checkForResumption": {},
	// Only what shook hands as a client does so again; that is made by what mentions the client's handshake.
	"(*crypto/tls.Conn).handleRenegotiation": {},
	// Closing asks nobody.
	"(*net/http.Client).CloseIdleConnections":    {},
	"(*net/http.Transport).CloseIdleConnections": {},
	// The names of proxies, all of them known.
	"vendor/golang.org/x/net/http/httpproxy.FromEnvironment": {
		{"environment", `"HTTP_PROXY"`}, {"environment", `"HTTPS_PROXY"`}, {"environment", `"NO_PROXY"`}, {"environment", `"http_proxy"`},
		{"environment", `"https_proxy"`}, {"environment", `"no_proxy"`}, {"environment", `"REQUEST_METHOD"`}},
	// The environment is handed on to another program, and not read.
	"(*os/exec.Cmd).environ": {},
	"(*os/exec.Cmd).Environ": {{"environment", ""}},
	// The program's own file and its libraries, as the kernel has mapped them.
	"runtime/pprof.elfBuildID": {},
	// It keeps what it is given.
	"crypto/x509.SetFallbackRoots": {},
	// The source is given; the name stands in messages.
	"go/types.Eval": {},
}

// What a system call does with the path it is given. Those that are not named here open.
var systemCalls = map[string]string{
	"Creat": "create", "Mkdir": "create", "Mkdirat": "create", "mkdirat": "create", "Mknod": "create", "Mknodat": "create",
	"Truncate": "create", "Rename": "create", "Renameat": "create", "renameat": "create", "Link": "create", "link": "create", "Linkat": "create", "linkat": "create", "Symlink": "create", "symlinkat": "create", "Symlinkat": "create",
	"Chmod": "create", "Fchmodat": "create", "fchmodat": "create", "fchmodat2": "create", "Chown": "create", "Lchown": "create", "lchown": "create", "Fchownat": "create", "fchownat": "create",
	"Utime": "create", "Utimes": "create", "UtimesNano": "create", "UtimesNanoAt": "create", "utimes": "create", "utimensat": "create", "futimesat": "create", "Futimesat": "create", "Setxattr": "create", "Removexattr": "create",
	"Unlink": "remove", "Unlinkat": "remove", "unlinkat": "remove", "unlink": "remove", "Rmdir": "remove",
	"Stat": "stat", "Lstat": "stat", "stat": "stat", "lstat": "stat", "Fstatat": "stat", "fstatat": "stat", "Access": "stat", "Faccessat": "stat", "faccessat": "stat", "faccessat2": "stat", "Statfs": "stat", "Eaccess": "stat",
}

// Functions that give the text they are given back, or one that names the same file.
var sameName = map[string]bool{
	"os.fixLongPath": true, "strings.Clone": true, "path/filepath.Clean": true, "path.Clean": true, "internal/filepathlite.Clean": true,
	"path/filepath.FromSlash": true, "path/filepath.ToSlash": true, "internal/filepathlite.FromSlash": true, "internal/stringslite.Clone": true, "syscall.BytePtrFromString": true,
}

// Trees that every container has, whatever its image.
var ofEveryContainer = []string{"/proc/", "/sys/", "/dev/"}

// Kinds that only package net and those who hand an address on to it can have: the others ask for tcp, and for ports by
// number. There they count where an argument says which, and nowhere else.
var ofNetworksOnly = map[string]bool{"services": true, "protocols": true, "socket": true}

// Variables of other systems: the library's sources ask for runtime.GOOS when they run.
var ofOtherSystems = map[string]bool{"AppData": true, "LocalAppData": true, "USERPROFILE": true, "SYSTEMROOT": true, "home": true}

// The resolver connects to its servers: by udp and tcp, at port 53.
var ofResolver = map[effect]bool{{"services", ""}: true, {"protocols", ""}: true}
