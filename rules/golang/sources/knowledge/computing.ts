/**
 * Packages that keep to the program: they compute, write to what they are given, or answer requests, but open no
 * connections or files of their own, look up no users and start no programs. What is below a path is of the same kind,
 * unless another table has a row for it. Source of each: the package's page and sources, https://pkg.go.dev/<import path>
 */

import { words } from './word-list.ts';
import type { KnowledgeArea } from './facts.ts';

const COMPUTING = words(
  // Identifiers, numbers, collections
  'github.com/google/uuid github.com/gofrs/uuid github.com/satori/go.uuid github.com/hashicorp/go-uuid',
  'github.com/oklog/ulid github.com/segmentio/ksuid github.com/lithammer/shortuuid github.com/teris-io/shortid',
  'github.com/matoous/go-nanoid github.com/shopspring/decimal github.com/dustin/go-humanize github.com/jinzhu/copier',
  'github.com/samber/lo github.com/deckarep/golang-set github.com/hashicorp/golang-lru github.com/patrickmn/go-cache',
  'github.com/imdario/mergo dario.cat/mergo github.com/google/go-cmp github.com/Masterminds/semver',
  'golang.org/x/exp/constraints golang.org/x/exp/maps golang.org/x/exp/slices golang.org/x/sync golang.org/x/text',
  'golang.org/x/time',
  // Errors and logs
  'github.com/pkg/errors github.com/hashicorp/go-multierror go.uber.org/multierr go.uber.org/atomic',
  'github.com/sirupsen/logrus github.com/rs/zerolog go.uber.org/zap github.com/fatih/color',
  'github.com/mattn/go-colorable github.com/mattn/go-isatty github.com/olekukonko/tablewriter',
  // Cryptography without certificates
  'golang.org/x/crypto/argon2 golang.org/x/crypto/bcrypt golang.org/x/crypto/blake2b golang.org/x/crypto/blake2s',
  'golang.org/x/crypto/chacha20poly1305 golang.org/x/crypto/ed25519 golang.org/x/crypto/hkdf golang.org/x/crypto/nacl',
  'golang.org/x/crypto/pbkdf2 golang.org/x/crypto/ripemd160 golang.org/x/crypto/scrypt golang.org/x/crypto/sha3',
  // Certificates as data, made known to crypto/x509 when it is imported
  'golang.org/x/crypto/x509roots',
  'github.com/golang-jwt/jwt github.com/dgrijalva/jwt-go',
  // Encodings, documents, validation
  'gopkg.in/yaml github.com/goccy/go-yaml github.com/ghodss/yaml sigs.k8s.io/yaml github.com/goccy/go-json',
  'github.com/json-iterator/go github.com/tidwall/gjson github.com/tidwall/sjson github.com/mailru/easyjson',
  'github.com/mitchellh/mapstructure github.com/go-viper/mapstructure github.com/vmihailenco/msgpack',
  'google.golang.org/protobuf github.com/golang/protobuf github.com/gogo/protobuf golang.org/x/net/html',
  'golang.org/x/net/idna github.com/yuin/goldmark github.com/russross/blackfriday github.com/microcosm-cc/bluemonday',
  'github.com/gosimple/slug github.com/go-playground/validator github.com/asaskevich/govalidator',
  'github.com/go-ozzo/ozzo-validation github.com/gorilla/schema github.com/gorilla/securecookie',
  // Data behind a driver that is known by itself
  'gorm.io/gorm github.com/mattn/go-sqlite3 modernc.org/sqlite github.com/Masterminds/squirrel',
  // Parts of servers
  'github.com/gin-gonic/gin/binding github.com/gin-gonic/gin/render github.com/gin-contrib/cors github.com/rs/cors',
  'github.com/go-chi/chi/middleware github.com/go-chi/cors github.com/go-chi/render github.com/gorilla/handlers',
  'github.com/gorilla/csrf github.com/labstack/gommon/log',
  'github.com/gofiber/fiber/middleware/basicauth github.com/gofiber/fiber/middleware/cache',
  'github.com/gofiber/fiber/middleware/compress github.com/gofiber/fiber/middleware/cors',
  'github.com/gofiber/fiber/middleware/csrf github.com/gofiber/fiber/middleware/etag',
  'github.com/gofiber/fiber/middleware/favicon github.com/gofiber/fiber/middleware/helmet',
  'github.com/gofiber/fiber/middleware/limiter github.com/gofiber/fiber/middleware/logger',
  'github.com/gofiber/fiber/middleware/monitor github.com/gofiber/fiber/middleware/recover',
  'github.com/gofiber/fiber/middleware/requestid github.com/gofiber/fiber/middleware/session',
  'github.com/swaggo/swag github.com/swaggo/files github.com/swaggo/gin-swagger github.com/swaggo/http-swagger',
  'github.com/swaggo/echo-swagger github.com/gofiber/swagger github.com/prometheus/client_golang/prometheus',
);

export const computing: KnowledgeArea = {
  imports: Object.fromEntries(COMPUTING.map((path) => [path, []])),
};
