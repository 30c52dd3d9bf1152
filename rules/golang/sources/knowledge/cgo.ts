/**
 * Modules whose packages need cgo, for when their sources aren't there to tell.
 *
 * Source of each row: the package's page on https://pkg.go.dev/<path> and the `#cgo` lines of its sources.
 * A module without a row may still need cgo; one that has a pure-Go fallback is listed only where it is often
 * mistaken.
 */

import { words } from './word-list.ts';

import { withoutVersions } from './naming.ts';
import type { CgoUse } from './types.ts';

export type CgoFacts = Pick<CgoUse, 'withoutCgo' | 'libraries' | 'staticWithMusl'>;

/** The C code is part of the package: a static program with musl is possible, without cgo it doesn't build. */
const bundled: CgoFacts = { withoutCgo: 'breaks-build', libraries: [], staticWithMusl: true };

/** Comes with a library compiled against glibc. */
const bundledForGlibc: CgoFacts = {
  withoutCgo: 'breaks-build',
  libraries: ['stdc++'],
  staticWithMusl: false,
};

function shared(...libraries: readonly string[]): CgoFacts {
  return { withoutCgo: 'breaks-build', libraries, staticWithMusl: false };
}

/** Builds without cgo, with functions that only return an error. */
const stub: CgoFacts = { withoutCgo: 'breaks-at-run-time', libraries: [], staticWithMusl: true };

/** Has the same in Go. */
const optional: CgoFacts = { withoutCgo: 'works', libraries: [], staticWithMusl: true };

/** By import path without versions; a row holds for the packages below it too. */
const MODULES: ReadonlyMap<string, CgoFacts> = new Map([
  // Databases compiled in
  ['github.com/mattn/go-sqlite3', stub],
  ['gorm.io/driver/sqlite', stub],
  ['github.com/jinzhu/gorm/dialects/sqlite', stub],
  ['github.com/mutecomm/go-sqlcipher', bundled],
  ['github.com/xeodou/go-sqlcipher', bundled],
  ['crawshaw.io/sqlite', bundled],
  ['github.com/golang-migrate/migrate/database/sqlite3', stub],
  ['github.com/tursodatabase/go-libsql', bundledForGlibc],
  ['github.com/marcboeker/go-duckdb', bundledForGlibc],
  ['github.com/duckdb/duckdb-go', bundledForGlibc],
  ['github.com/bmatsuo/lmdb-go', bundled],
  ['github.com/PowerDNS/lmdb-go', bundled],
  // Database and message clients
  ['github.com/confluentinc/confluent-kafka-go', bundled],
  ['github.com/godror/godror', bundled],
  ['gopkg.in/goracle', bundled],
  ['github.com/mattn/go-oci8', shared('clntsh')],
  ['github.com/ibmdb/go_ibm_db', shared('db2')],
  ['github.com/alexbrainman/odbc', shared('odbc')],
  ['github.com/ibm-messaging/mq-golang', shared('mqm_r')],
  ['github.com/pebbe/zmq4', shared('zmq')],
  ['github.com/pebbe/zmq3', shared('zmq')],
  ['github.com/zeromq/goczmq', shared('czmq', 'zmq', 'sodium')],
  ['github.com/apache/pulsar/pulsar-client-go', shared('pulsar')],
  ['github.com/apple/foundationdb/bindings/go', shared('fdb_c')],
  ['github.com/tecbot/gorocksdb', shared('rocksdb', 'stdc++')],
  ['github.com/linxGnu/grocksdb', shared('rocksdb', 'stdc++')],
  ['github.com/jmhodges/levigo', shared('leveldb')],
  ['github.com/ceph/go-ceph', shared('rados', 'rbd', 'cephfs')],
  // Images, sound, video
  ['github.com/davidbyttow/govips', shared('vips', 'glib-2.0', 'gobject-2.0')],
  ['github.com/h2non/bimg', shared('vips', 'glib-2.0', 'gobject-2.0')],
  ['gopkg.in/h2non/bimg', shared('vips', 'glib-2.0', 'gobject-2.0')],
  ['github.com/gographics/imagick', shared('MagickWand', 'MagickCore')],
  ['gopkg.in/gographics/imagick', shared('MagickWand', 'MagickCore')],
  ['gocv.io/x/gocv', shared('opencv_core', 'stdc++')],
  ['github.com/chai2010/webp', bundled],
  ['github.com/kolesa-team/go-webp', shared('webp')],
  [
    'github.com/asticode/go-astiav',
    shared('avcodec', 'avformat', 'avutil', 'avfilter', 'swscale', 'swresample'),
  ],
  ['github.com/giorgisio/goav', shared('avcodec', 'avformat', 'avutil', 'avfilter', 'swscale', 'swresample')],
  ['github.com/otiai10/gosseract', shared('tesseract', 'lept', 'stdc++')],
  ['github.com/gordonklaus/portaudio', shared('portaudio')],
  ['github.com/hajimehoshi/oto', shared('asound')],
  ['github.com/ebitengine/oto', shared('asound')],
  ['gopkg.in/hraban/opus', shared('opus', 'opusfile')],
  ['layeh.com/gopus', bundled],
  ['github.com/gen2brain/malgo', bundled],
  // Windows on a screen
  ['github.com/go-gl/gl', shared('GL')],
  ['github.com/go-gl/glfw', shared('GL', 'X11', 'Xrandr', 'Xxf86vm', 'Xi', 'Xcursor', 'Xinerama')],
  ['github.com/hajimehoshi/ebiten', shared('GL', 'X11', 'Xrandr', 'Xxf86vm', 'Xi', 'Xcursor', 'Xinerama')],
  ['github.com/veandco/go-sdl2', shared('SDL2')],
  ['fyne.io/fyne', shared('GL', 'X11')],
  ['github.com/gotk3/gotk3', shared('gtk-3', 'gdk-3', 'glib-2.0', 'gobject-2.0')],
  ['github.com/go-vgo/robotgo', shared('X11', 'Xtst')],
  ['github.com/gen2brain/raylib-go', shared('GL', 'X11')],
  // Networks, devices, systems
  ['github.com/google/gopacket/pcap', shared('pcap')],
  ['github.com/gopacket/gopacket/pcap', shared('pcap')],
  ['github.com/miekg/pkcs11', bundled],
  ['github.com/ThalesIgnite/crypto11', bundled],
  ['github.com/ThalesGroup/crypto11', bundled],
  ['github.com/spacemonkeygo/openssl', shared('ssl', 'crypto')],
  ['github.com/google/gousb', shared('usb-1.0')],
  ['github.com/karalabe/hid', bundled],
  ['github.com/msteinert/pam', shared('pam')],
  ['github.com/seccomp/libseccomp-golang', shared('seccomp')],
  ['github.com/coreos/go-systemd/sdjournal', shared('systemd')],
  ['github.com/iovisor/gobpf', shared('bcc')],
  ['github.com/aquasecurity/libbpfgo', shared('bpf', 'elf', 'z')],
  ['libvirt.org/go/libvirt', shared('virt')],
  ['libvirt.org/libvirt-go', shared('virt')],
  ['github.com/libvirt/libvirt-go', shared('virt')],
  // Languages, models, search
  ['github.com/libgit2/git2go', shared('git2')],
  ['github.com/lestrrat-go/libxml2', shared('xml2')],
  ['github.com/moovweb/gokogiri', shared('xml2')],
  ['github.com/hillu/go-yara', shared('yara')],
  ['github.com/flier/gohs', shared('hs')],
  ['github.com/tensorflow/tensorflow/tensorflow/go', shared('tensorflow')],
  ['github.com/yalue/onnxruntime_go', bundled],
  ['github.com/go-python/cpy3', shared('python3')],
  ['github.com/DataDog/go-python3', shared('python3')],
  ['github.com/yanyiwu/gojieba', { ...bundled, libraries: ['stdc++'] }],
  ['rogchap.com/v8go', bundledForGlibc],
  ['github.com/tommie/v8go', bundledForGlibc],
  ['github.com/wasmerio/wasmer-go', bundledForGlibc],
  ['github.com/bytecodealliance/wasmtime-go', bundledForGlibc],
  ['github.com/smacker/go-tree-sitter', bundled],
  ['github.com/tree-sitter/go-tree-sitter', bundled],
  // Maps
  ['github.com/uber/h3-go', bundled],
  ['github.com/twpayne/go-geos', shared('geos_c')],
  ['github.com/lukeroth/gdal', shared('gdal')],
  ['github.com/airbusgeo/godal', shared('gdal')],
  // Compression and cryptography
  ['github.com/DataDog/zstd', bundled],
  ['github.com/valyala/gozstd', bundled],
  ['github.com/supranational/blst', bundled],
  ['github.com/herumi/bls-eth-go-binary', bundledForGlibc],
  ['github.com/ethereum/go-ethereum/crypto/secp256k1', optional],
]);

/** Facts for the package or the nearest one above it. */
export function knownCgo(importPath: string): CgoFacts | undefined {
  let path = withoutVersions(importPath);
  for (;;) {
    const facts = MODULES.get(path);
    if (facts !== undefined) return facts;
    const slash = path.lastIndexOf('/');
    if (slash < 0) return undefined;
    path = path.slice(0, slash);
  }
}

/** Libraries that belong to the C library or to every program of the C compiler. */
export const LIBC_LIBRARIES: ReadonlySet<string> = new Set(
  words('c m pthread dl rt resolv util crypt nsl anl gcc gcc_s'),
);
