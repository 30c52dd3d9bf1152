import { describe, expect, test } from 'vitest';
import { found } from './program.ts';

interface Case {
  readonly name: string;
  readonly imports: readonly string[];
  readonly body: string;
  readonly finds: readonly string[];
  readonly environment?: boolean;
}

function table(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    test.each(cases)('$name', ({ imports, body, finds, environment = false }) => {
      expect(found(imports, body, { environment })).toEqual(finds);
    });
  });
}

table('files that are read and written', [
  {
    name: 'a file is read',
    imports: ['os'],
    body: 'os.ReadFile("config.json")',
    finds: ['read-file config.json'],
  },
  {
    name: 'the old package',
    imports: ['io/ioutil'],
    body: 'ioutil.ReadFile("a.txt")',
    finds: ['read-file a.txt'],
  },
  { name: 'an alias', imports: ['system os'], body: 'system.Open("a.txt")', finds: ['read-file a.txt'] },
  { name: 'a dot import', imports: ['. os'], body: 'Open("a.txt")', finds: ['read-file a.txt'] },
  {
    name: 'a local variable of the same name as the package is not the package',
    imports: ['os'],
    body: 'os := newThing()\nos.Open("a.txt")\n---\ntype thing struct{}\nfunc newThing() thing { return thing{} }\nfunc (thing) Open(string) {}',
    finds: [],
  },
  {
    name: 'a function of the program that has the same name',
    imports: [],
    body: 'ReadFile("a.txt")\n---\nfunc ReadFile(name string) {}',
    finds: [],
  },
  { name: 'a file is created', imports: ['os'], body: 'os.Create("out/a.txt")', finds: ['write out/a.txt'] },
  {
    name: 'OpenFile with O_CREATE writes',
    imports: ['os'],
    body: 'os.OpenFile("app.log", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0644)',
    finds: ['write app.log'],
  },
  {
    name: 'OpenFile that only reads reads',
    imports: ['os'],
    body: 'os.OpenFile("data.bin", os.O_RDONLY, 0)',
    finds: ['read-file data.bin'],
  },
  {
    name: 'OpenFile with flags from a constant',
    imports: ['os'],
    body: 'os.OpenFile("x", mode, 0600)\n---\nconst mode = os.O_RDWR',
    finds: ['write x'],
  },
  {
    name: 'directories are made',
    imports: ['os'],
    body: 'os.MkdirAll("data/uploads", 0755)',
    finds: ['write data/uploads'],
  },
  {
    name: 'a directory is listed',
    imports: ['os'],
    body: 'os.ReadDir("plugins")',
    finds: ['read-directory plugins'],
  },
  {
    name: 'a pattern',
    imports: ['path/filepath'],
    body: 'filepath.Glob("conf.d/*.yml")',
    finds: ['read-glob conf.d/*.yml'],
  },
  {
    name: 'what the container runtime provides is no need',
    imports: ['os'],
    body: 'os.ReadFile("/proc/cpuinfo")\nos.Open("/dev/null")\nos.ReadFile("/etc/hosts")\nos.ReadFile("/etc/hostsfile")',
    finds: ['read-file /etc/hostsfile'],
  },
  {
    name: 'removing a file matters where the image has it',
    imports: ['os'],
    body: 'os.Remove("/run/app.sock")',
    finds: ['write /run/app.sock'],
  },
  {
    name: 'code for other systems does not run',
    imports: ['os', 'runtime'],
    body: 'if runtime.GOOS == "windows" { os.Open("C:/x") } else { os.Open("/etc/x") }\nswitch runtime.GOOS {\ncase "darwin":\n\tos.Open("/Library/x")\ncase "linux", "freebsd":\n\tos.Open("/usr/x")\ndefault:\n\tos.Open("other")\n}',
    finds: ['read-file /etc/x', 'read-file /usr/x'],
  },
  {
    name: 'a function nobody calls is not part of the program',
    imports: ['os'],
    body: '---\nfunc unused() { os.Open("unused.txt") }',
    finds: [],
  },
]);

table('names', [
  {
    name: 'a constant, concatenation and a joined path',
    imports: ['os', 'path/filepath'],
    body: 'os.Open(dir + "/a.txt")\nos.Open(filepath.Join(dir, "sub", "..", "b.txt"))\n---\nconst dir = "data"',
    finds: ['read-file data/a.txt', 'read-file data/b.txt'],
  },
  {
    name: 'constants that follow from others',
    imports: ['os'],
    body: 'os.Open(file)\n---\nconst (\n\troot = "/srv"\n\tfile = root + "/index"\n)',
    finds: ['read-file /srv/index'],
  },
  {
    name: 'a format with known and unknown parts',
    imports: ['fmt', 'os'],
    body: 'os.Open(fmt.Sprintf("%s/%d.txt", "pages", 3))\nos.Open(fmt.Sprintf("pages/%s.html", os.Args[1]))\nos.Open(fmt.Sprintf("%05d.txt", 1))',
    finds: ['read-file pages/3.txt', 'read-file pages/…', 'read-file …'],
  },
  {
    name: 'only the start is known',
    imports: ['os'],
    body: 'serve("x")\n---\nvar names = make(chan string)\nfunc serve(s string) { os.Open("templates/" + <-names) }',
    finds: ['read-file templates/…'],
  },
  {
    name: 'a variable that is set once, and one of the package',
    imports: ['os'],
    body: 'path := "a.txt"\nos.Open(path)\nos.Open(global)\n---\nvar global = "b.txt"',
    finds: ['read-file a.txt', 'read-file b.txt'],
  },
  {
    name: 'a variable that is set anew has only the new value from there on',
    imports: ['os'],
    body: 'open("x")\n---\nfunc open(name string) {\n\tname = "dir/" + name\n\tos.Open(name)\n\tname = "other"\n\tos.Create(name)\n}',
    finds: ['read-file dir/x', 'write other'],
  },
  {
    name: 'unless a function literal holds on to it',
    imports: ['os'],
    body: 'name := "a"\nopen := func() { os.Open(name) }\nname = "b"\nopen()',
    finds: ['read-file a', 'read-file b'],
  },
  {
    name: 'a named result that is set is what is returned',
    imports: ['os'],
    body: 'os.Open(name())\n---\nfunc name() (s string) { s = "a.txt"; return }',
    finds: ['read-file a.txt'],
  },
  {
    name: 'a variable that is set in two places',
    imports: ['os'],
    body: 'path := "a.txt"\nif len(os.Args) > 1 { path = "b.txt" }\nos.Open(path)',
    finds: ['read-file a.txt', 'read-file b.txt'],
  },
  {
    name: 'an inner variable hides an outer one',
    imports: ['os'],
    body: 'path := "a.txt"\nif true { path := "b.txt"; os.Open(path) }\n_ = path',
    finds: ['read-file b.txt'],
  },
  {
    name: 'a variable of the environment with a fallback',
    imports: ['os'],
    body: 'path := os.Getenv("CONFIG")\nif path == "" { path = "config.yml" }\nos.Open(path)',
    finds: ['environment CONFIG', 'read-file config.yml', 'read-file … (environment CONFIG)'],
    environment: true,
  },
  {
    name: 'a helper for variables with fallbacks keeps what belongs together',
    imports: ['os'],
    body: 'os.Open(getenv("A", "a.txt"))\nos.Open(getenv("B", "b.txt"))\n---\nfunc getenv(key, fallback string) string {\n\tif v, ok := os.LookupEnv(key); ok { return v }\n\treturn fallback\n}',
    finds: [
      'read-file a.txt',
      'read-file … (environment A)',
      'read-file b.txt',
      'read-file … (environment B)',
    ],
  },
  {
    name: 'a flag with a default',
    imports: ['flag', 'os'],
    body: 'config := flag.String("config", "app.toml", "file")\nflag.Parse()\nos.Open(*config)',
    finds: ['read-file app.toml (flag config)'],
  },
  {
    name: 'a flag in a variable of the package',
    imports: ['flag', 'os'],
    body: 'flag.StringVar(&path, "data", "/data", "")\nflag.Parse()\nos.ReadDir(path)\n---\nvar path string',
    finds: ['read-directory /data (flag data)'],
  },
  {
    name: 'a flag without a default must be given',
    imports: ['flag', 'os'],
    body: 'f := flag.String("in", "", "")\nos.Open(*f)',
    finds: ['read-file … (flag in)'],
  },
  { name: 'an argument', imports: ['os'], body: 'os.Open(os.Args[2])', finds: ['read-file … (argument 2)'] },
  {
    name: 'cobra flags, asked for by name',
    imports: ['os', 'github.com/spf13/cobra'],
    body: 'cmd := &cobra.Command{Run: run}\ncmd.Flags().StringP("config", "c", "conf.yml", "")\ncmd.Execute()\n---\nfunc run(cmd *cobra.Command, args []string) {\n\tpath, _ := cmd.Flags().GetString("config")\n\tos.Open(path)\n}',
    finds: ['read-file conf.yml (flag config)'],
  },
  {
    name: 'kingpin',
    imports: ['os', 'kingpin gopkg.in/alecthomas/kingpin.v2'],
    body: 'f := kingpin.Flag("web.config", "help").Default("web.yml").String()\nkingpin.Parse()\nos.Open(*f)',
    finds: ['read-file web.yml (flag web.config)'],
  },
  {
    name: 'urfave/cli',
    imports: ['os', 'github.com/urfave/cli/v2'],
    body: 'app := &cli.App{Flags: []cli.Flag{&cli.StringFlag{Name: "rules", Value: "rules.d"}}, Action: act}\napp.Run(os.Args)\n---\nfunc act(c *cli.Context) error {\n\tos.ReadDir(c.String("rules"))\n\treturn nil\n}',
    finds: ['read-directory rules.d (flag rules)'],
  },
  {
    name: 'a field of a struct',
    imports: ['os'],
    body: 's := &store{path: "db.json"}\ns.load()\n---\ntype store struct { path string }\nfunc (s *store) load() { os.ReadFile(s.path) }',
    finds: ['read-file db.json'],
  },
  {
    name: 'fields by position',
    imports: ['os'],
    body: 's := store{3, "db.json"}\nos.ReadFile(s.path)\n---\ntype store struct { n int; path string }',
    finds: ['read-file db.json'],
  },
  {
    name: 'a field that a decoder fills is not known',
    imports: ['encoding/json', 'os'],
    body: 'var c conf\njson.Unmarshal(nil, &c)\nos.Open(c.Path)\n---\ntype conf struct { Path string }',
    finds: ['read-file …'],
  },
  {
    name: 'tags with defaults',
    imports: ['os', 'github.com/caarlos0/env/v6'],
    body: 'var c conf\nenv.Parse(&c)\nos.Open(c.Path)\n---\ntype conf struct {\n\tPath string `env:"CONF_PATH" envDefault:"conf.json"`\n}',
    finds: ['read-file conf.json', 'read-file … (environment CONF_PATH)', 'environment CONF_PATH'],
    environment: true,
  },
  {
    name: 'tags of a file that is decoded too',
    imports: ['os', 'github.com/ilyakaznacheev/cleanenv'],
    body: 'var c conf\ncleanenv.ReadConfig("c.yml", &c)\nos.Open(c.Path)\n---\ntype conf struct {\n\tPath string `yaml:"path" env:"P" env-default:"x"`\n}',
    finds: ['read-file c.yml', 'read-file x', 'read-file … (environment P)', 'read-file …'],
  },
  {
    name: 'a parameter: each call gives a name',
    imports: ['os'],
    body: 'render("home")\nrender("about")\n---\nfunc render(page string) { os.Open("pages/" + page + ".html") }',
    finds: ['read-file pages/about.html', 'read-file pages/home.html'],
  },
  {
    name: 'parameters of one call stay together over two levels',
    imports: ['os', 'path/filepath'],
    body: 'load("a", "x")\nload("b", "y")\n---\nfunc load(dir, name string) { open(filepath.Join(dir, name)) }\nfunc open(path string) { os.Open(path) }',
    finds: ['read-file a/x', 'read-file b/y'],
  },
  {
    name: 'a function that is also used as a value may get anything',
    imports: ['os'],
    body: 'open("a.txt")\nrun(open)\n---\nfunc run(f func(string)) {}\nfunc open(path string) { os.Open(path) }',
    finds: ['read-file a.txt', 'read-file …'],
  },
  {
    name: 'a variadic parameter',
    imports: ['html/template'],
    body: 'parse("a.html", "b.html")\n---\nfunc parse(files ...string) { template.ParseFiles(files...) }',
    finds: ['read-file a.html', 'read-file b.html'],
  },
  {
    name: 'lists, appended and ranged over',
    imports: ['os'],
    body: 'files := []string{"a.txt"}\nfiles = append(files, "b.txt")\nfor _, f := range files { os.Open(f) }',
    finds: ['read-file a.txt', 'read-file b.txt'],
  },
  {
    name: 'a function literal that is called by its variable',
    imports: ['os'],
    body: 'open := func(name string) { os.Open("d/" + name) }\nopen("a")\nopen("b")',
    finds: ['read-file d/a', 'read-file d/b'],
  },
  {
    name: 'an interface method finds its implementation',
    imports: ['os'],
    body: 'var l loader = disk{}\nl.Load("seed.sql")\n---\ntype loader interface { Load(name string) }\ntype disk struct{}\nfunc (disk) Load(name string) { os.Open(name) }',
    finds: ['read-file seed.sql'],
  },
  {
    name: 'the working directory in front changes nothing',
    imports: ['os', 'path/filepath'],
    body: 'wd, _ := os.Getwd()\nos.Open(filepath.Join(wd, "a.txt"))\nos.Open(wd + "/b.txt")',
    finds: ['working-directory', 'read-file a.txt', 'read-file ./b.txt'],
  },
  {
    name: 'beside the program',
    imports: ['os', 'path/filepath'],
    body: 'exe, _ := os.Executable()\nos.Open(filepath.Join(filepath.Dir(exe), "conf", "a.yml"))',
    finds: ['executable-directory', 'read-file <executable-directory>/conf/a.yml'],
  },
  {
    name: 'beside the program by its first argument',
    imports: ['os', 'path/filepath'],
    body: 'dir, _ := filepath.Abs(filepath.Dir(os.Args[0]))\nos.Open(dir + "/a.yml")',
    finds: ['working-directory', 'read-file <executable-directory>/a.yml'],
  },
  {
    name: 'in the home directory',
    imports: ['os', 'path/filepath'],
    body: 'home, _ := os.UserHomeDir()\nos.ReadFile(filepath.Join(home, ".apprc"))',
    finds: ['home-directory', 'read-file <home-directory>/.apprc'],
  },
  {
    name: 'in the directory for temporary files',
    imports: ['os', 'path/filepath'],
    body: 'os.Create(filepath.Join(os.TempDir(), "x"))',
    finds: ['temporary-directory', 'write <temporary-directory>/x'],
  },
  {
    name: 'beside the source file',
    imports: ['os', 'path/filepath', 'runtime'],
    body: '_, file, _, _ := runtime.Caller(0)\nos.Open(filepath.Join(filepath.Dir(file), "testdata"))',
    finds: ['read-file /src/testdata', 'source-tree /src/testdata'],
  },
  {
    name: 'a log line with the caller reads no source',
    imports: ['fmt', 'runtime'],
    body: '_, file, line, _ := runtime.Caller(1)\nfmt.Println(file, line)',
    finds: [],
  },
  {
    name: 'a walk gives paths below its root',
    imports: ['os', 'path/filepath'],
    body: 'filepath.Walk("content", func(path string, info os.FileInfo, err error) error {\n\tos.ReadFile(path)\n\treturn nil\n})',
    finds: ['read-directory content', 'read-file content…'],
  },
  {
    name: 'a function that calls itself comes to an end',
    imports: ['os'],
    body: 'walk("a")\n---\nfunc walk(dir string) { os.ReadDir(dir); walk(dir + "/b") }',
    finds: ['read-directory a', 'read-directory …'],
  },
]);

table('templates', [
  {
    name: 'files',
    imports: ['html/template'],
    body: 'template.ParseFiles("a.html", "b.html")',
    finds: ['read-file a.html', 'read-file b.html'],
  },
  {
    name: 'a pattern through a chain and Must',
    imports: ['text/template'],
    body: 'template.Must(template.New("x").Funcs(nil).ParseGlob("t/*.tmpl"))',
    finds: ['read-glob t/*.tmpl'],
  },
  {
    name: 'a package of another name that has ParseFiles',
    imports: ['template example.com/other/template'],
    body: 'template.ParseFiles("a.html")',
    finds: ['names-file a.html'],
  },
  {
    name: 'embedded templates read nothing',
    imports: ['embed', 'html/template'],
    body: 'template.ParseFS(files, "t/*.html")\n---\n//go:embed t\nvar files embed.FS',
    finds: [],
  },
  {
    name: 'templates of a directory do',
    imports: ['html/template', 'os'],
    body: 'template.ParseFS(os.DirFS("web"), "*.html")',
    finds: ['read-directory web'],
  },
]);

table('web servers', [
  {
    name: 'a file server',
    imports: ['net/http'],
    body: 'http.Handle("/", http.FileServer(http.Dir("./static")))',
    finds: ['mime-types', 'read-directory ./static'],
  },
  {
    name: 'an embedded file server needs only the types',
    imports: ['embed', 'io/fs', 'net/http'],
    body: 'sub, _ := fs.Sub(assets, "web")\nhttp.Handle("/", http.FileServer(http.FS(sub)))\n---\n//go:embed web\nvar assets embed.FS',
    finds: ['mime-types'],
  },
  {
    name: 'a file served in a handler',
    imports: ['net/http'],
    body: 'http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, "index.html") })',
    finds: ['mime-types', 'read-file index.html'],
  },
  {
    name: 'a server alone only listens',
    imports: ['net/http'],
    body: 'http.ListenAndServe(":8080", nil)',
    finds: ['listens 8080'],
  },
  {
    name: 'certificates of the server',
    imports: ['net/http'],
    body: 'http.ListenAndServeTLS(":443", "cert.pem", "key.pem", nil)',
    finds: ['listens 443', 'read-file cert.pem', 'read-file key.pem'],
  },
  {
    name: 'gin, by the type of the variable',
    imports: ['github.com/gin-gonic/gin'],
    body: 'r := gin.Default()\nr.LoadHTMLGlob("templates/*")\nr.Static("/assets", "./assets")\nsetup(r)\nr.Run()\n---\nfunc setup(e *gin.Engine) { e.Group("/v1").StaticFile("/favicon.ico", "favicon.ico") }',
    finds: [
      'read-glob templates/*',
      'mime-types',
      'read-directory ./assets',
      'listens 8080',
      'mime-types',
      'read-file favicon.ico',
    ],
  },
  {
    name: 'gin in a field',
    imports: ['github.com/gin-gonic/gin'],
    body: 's := &server{router: gin.New()}\ns.routes()\n---\ntype server struct { router *gin.Engine }\nfunc (s *server) routes() { s.router.LoadHTMLFiles("a.tmpl", "b.tmpl") }',
    finds: ['read-file a.tmpl', 'read-file b.tmpl'],
  },
  {
    name: 'gin embedded in a struct',
    imports: ['github.com/gin-gonic/gin'],
    body: 's := &server{gin.New()}\ns.Static("/", "public")\n---\ntype server struct { *gin.Engine }',
    finds: ['mime-types', 'read-directory public'],
  },
  {
    name: 'a type of its own with the same method',
    imports: [],
    body: 'r := router{}\nr.LoadHTMLGlob("templates/*")\n---\ntype router struct{}\nfunc (router) LoadHTMLGlob(string) {}',
    finds: [],
  },
  {
    name: 'echo',
    imports: ['github.com/labstack/echo/v4'],
    body: 'e := echo.New()\ne.Static("/", "public")\ne.File("/x", "x.html")\ne.Start(":1323")',
    finds: ['mime-types', 'read-directory public', 'mime-types', 'read-file x.html', 'listens 1323'],
  },
  {
    name: 'fiber with views',
    imports: ['github.com/gofiber/fiber/v2', 'github.com/gofiber/template/html/v2'],
    body: 'app := fiber.New(fiber.Config{Views: html.New("./views", ".html")})\napp.Static("/", "./public")',
    finds: ['read-directory ./views', 'mime-types', 'read-directory ./public'],
  },
  {
    name: 'uploads',
    imports: ['net/http', 'os', 'path/filepath'],
    body: 'http.HandleFunc("/", up)\n---\nfunc up(w http.ResponseWriter, r *http.Request) {\n\t_, h, _ := r.FormFile("f")\n\tos.Create(filepath.Join("uploads", h.Filename))\n}',
    finds: ['temporary-directory', 'write uploads/…'],
  },
  {
    name: 'beego',
    imports: ['github.com/astaxie/beego'],
    body: 'beego.Run()',
    finds: ['mime-types', 'read-directory static', 'read-directory views', 'read-file conf/app.conf'],
  },
]);

table('configuration and data', [
  {
    name: 'godotenv by default',
    imports: ['github.com/joho/godotenv'],
    body: 'godotenv.Load()',
    finds: ['read-file .env'],
  },
  {
    name: 'godotenv by name',
    imports: ['github.com/joho/godotenv'],
    body: 'godotenv.Load("app.env")',
    finds: ['read-file app.env'],
  },
  {
    name: 'godotenv by import',
    imports: ['_ github.com/joho/godotenv/autoload'],
    body: '',
    finds: ['read-file .env'],
  },
  {
    name: 'viper searches a directory for its name',
    imports: ['github.com/spf13/viper'],
    body: 'viper.SetConfigName("app")\nviper.AddConfigPath(".")\nviper.AddConfigPath("/etc/app/")\nviper.AddConfigPath("$HOME/.app")\nviper.ReadInConfig()',
    finds: ['read-glob app.*', 'read-glob /etc/app/app.*', 'read-glob <home-directory>/.app/app.*'],
  },
  {
    name: 'viper takes a name without extension when the type is set',
    imports: ['github.com/spf13/viper'],
    body: 'viper.SetConfigName(".env")\nviper.SetConfigType("env")\nviper.AddConfigPath("./")',
    finds: ['read-glob .env', 'read-glob .env.*'],
  },
  {
    name: 'viper settings have defaults',
    imports: ['os', 'github.com/spf13/viper'],
    body: 'viper.SetDefault("db.path", "/data/app.db")\nos.Create(viper.GetString("db.path"))',
    finds: ['write /data/app.db', 'write …'],
  },
  {
    name: 'migrations',
    imports: ['github.com/golang-migrate/migrate/v4'],
    body: 'migrate.New("file://db/migrations", "postgres://x")',
    finds: ['read-directory db/migrations'],
  },
  {
    name: 'migrations from elsewhere',
    imports: ['github.com/golang-migrate/migrate/v4'],
    body: 'migrate.New("github://owner/repo", "postgres://x")',
    finds: [],
  },
  {
    name: 'goose',
    imports: ['database/sql', 'github.com/pressly/goose/v3'],
    body: 'var db *sql.DB\ngoose.Up(db, "migrations")',
    finds: ['read-directory migrations'],
  },
  {
    name: 'a SQLite file, its options left out',
    imports: ['database/sql'],
    body: 'sql.Open("sqlite3", "file:app.db?cache=shared")',
    finds: ['write app.db'],
  },
  {
    name: 'a SQLite file whose times are of a zone',
    imports: ['database/sql'],
    body: 'sql.Open("sqlite3", "app.db?_loc=Europe%2FOslo")',
    finds: ['time-zone', 'write app.db'],
  },
  {
    name: 'a SQLite file whose times are local',
    imports: ['gorm.io/driver/sqlite'],
    body: 'sqlite.Open("app.db?_loc=auto")',
    finds: ['write app.db'],
  },
  {
    name: 'the zone of a field',
    imports: ['github.com/gin-gonic/gin'],
    body: 'gin.Default()\n---\ntype visit struct {\n\tAt time.Time `form:"at" time_location:"Europe/Oslo"`\n}',
    finds: ['time-zone'],
  },
  {
    name: 'a field that has to be a zone, among other rules',
    imports: ['github.com/go-playground/validator/v10'],
    body: 'validator.New()\n---\ntype visit struct {\n\tZone string `json:"zone" validate:"required,timezone"`\n}',
    finds: ['time-zone'],
  },
  {
    name: 'a field whose name tells of a zone, and one in UTC',
    imports: ['github.com/gin-gonic/gin'],
    body: 'gin.Default()\n---\ntype visit struct {\n\tZone string `json:"timezone" binding:"required"`\n\tAt time.Time `time_location:"UTC"`\n}',
    finds: [],
  },
  {
    name: 'the zone of a schedule',
    imports: ['github.com/robfig/cron/v3'],
    body: 'c := cron.New()\nc.AddFunc("CRON_TZ=Europe/Oslo 30 4 * * *", nil)',
    finds: ['time-zone'],
  },
  {
    name: 'a schedule in local time',
    imports: ['github.com/robfig/cron/v3'],
    body: 'c := cron.New()\nc.AddFunc("30 4 * * *", nil)\nc.AddFunc("TZ=UTC @daily", nil)',
    finds: [],
  },
  {
    name: 'the zone of a log',
    imports: ['github.com/gofiber/fiber/v2/middleware/logger'],
    body: 'logger.New(logger.Config{TimeZone: "Europe/Oslo"})',
    finds: ['time-zone Europe/Oslo'],
  },
  {
    name: "the zone of a log where it is the machine's",
    imports: ['github.com/gofiber/fiber/v2/middleware/logger'],
    body: 'logger.New(logger.Config{TimeZone: "Local"})',
    finds: [],
  },
  { name: 'SQLite in memory', imports: ['database/sql'], body: 'sql.Open("sqlite3", ":memory:")', finds: [] },
  { name: 'another database', imports: ['database/sql'], body: 'sql.Open("postgres", "host=db")', finds: [] },
  {
    name: 'a MySQL source without a zone',
    imports: ['database/sql'],
    body: 'sql.Open("mysql", "shop:tea@tcp(db:3306)/shop?parseTime=true")',
    finds: [],
  },
  {
    name: 'a MySQL source in local time',
    imports: ['database/sql'],
    body: 'sql.Open("mysql", "shop@tcp(db)/shop?parseTime=true&loc=Local")',
    finds: [],
  },
  {
    name: 'a MySQL source with a zone',
    imports: ['database/sql'],
    body: 'sql.Open("mysql", "shop@tcp(db)/shop?loc=Europe%2FOslo&parseTime=true")',
    finds: ['time-zone'],
  },
  {
    name: 'a MySQL source that is not known to its end',
    imports: ['database/sql', 'os'],
    body: 'sql.Open("mysql", "shop@tcp(db)/" + os.Getenv("DATABASE"))',
    finds: ['time-zone'],
  },
  {
    name: 'a driver that the caller names',
    imports: ['database/sql', 'os'],
    body: 'open := func(driver string) { sql.Open(driver, os.Getenv("SOURCE")) }\nopen("mysql")',
    finds: ['time-zone'],
  },
  {
    name: 'bolt',
    imports: ['bolt go.etcd.io/bbolt'],
    body: 'bolt.Open("my.db", 0600, nil)',
    finds: ['write my.db'],
  },
  {
    name: 'a log file by a field',
    imports: ['gopkg.in/natefinch/lumberjack.v2'],
    body: '_ = &lumberjack.Logger{Filename: "/var/log/app.log", MaxSize: 5}',
    finds: ['write /var/log/app.log'],
  },
  {
    name: 'zap writes to standard output or a file',
    imports: ['go.uber.org/zap'],
    body: '_ = zap.Config{OutputPaths: []string{"stdout", "app.log"}}',
    finds: ['write app.log'],
  },
  {
    name: 'a box from the source tree',
    imports: ['github.com/gobuffalo/packr/v2'],
    body: 'packr.New("web", "./web")',
    finds: ['read-directory /src/web'],
  },
  {
    name: 'a box of go.rice',
    imports: ['github.com/GeertJohan/go.rice'],
    body: 'rice.FindBox("web")',
    finds: ['read-directory /src/web'],
  },
  {
    name: 'a box of go.rice that must be there',
    imports: ['github.com/GeertJohan/go.rice'],
    body: 'rice.MustFindBox("/data")',
    finds: ['read-directory /data'],
  },
  {
    name: 'a client of a module with a dot in its name',
    imports: ['mqtt github.com/eclipse/paho.mqtt.golang'],
    body: 'mqtt.NewClientOptions().AddBroker("ssl://broker:8883")',
    finds: ['tls-client ssl://broker:8883'],
  },
  {
    name: 'files that pkger asks the go command for',
    imports: ['github.com/markbates/pkger'],
    body: 'pkger.Open("/web/index.html")',
    finds: ['program go', 'source-tree /web/index.html'],
  },
]);

table('programs', [
  {
    name: 'started by name',
    imports: ['os/exec'],
    body: 'exec.Command("git", "rev-parse", "HEAD").Run()',
    finds: ['program git'],
  },
  {
    name: 'looked for',
    imports: ['os/exec'],
    body: 'p, _ := exec.LookPath("ffmpeg")\nexec.Command(p, "-i").Run()',
    finds: ['program ffmpeg', 'program ffmpeg'],
  },
  {
    name: 'with a context',
    imports: ['context', 'os/exec'],
    body: 'exec.CommandContext(context.TODO(), "sh", "-c", "ls")',
    finds: ['program sh'],
  },
  {
    name: 'the system call',
    imports: ['syscall'],
    body: 'syscall.Exec("/bin/true", nil, nil)',
    finds: ['program /bin/true'],
  },
  {
    name: 'by an unknown name',
    imports: ['os', 'os/exec'],
    body: 'exec.Command(os.Args[1])',
    finds: ['program … (argument 1)'],
  },
  {
    name: 'a command of a command-line library is no program',
    imports: ['github.com/spf13/cobra'],
    body: 'c := cobra.Command{Use: "git"}\nc.Execute()',
    finds: [],
  },
]);

table('connections', [
  {
    name: 'a PostgreSQL driver, which asks who the user is and takes the zone of the server',
    imports: ['_ github.com/lib/pq'],
    body: '',
    finds: ['time-zone', 'tls-client', 'user-lookup'],
  },
  {
    name: 'a PostgreSQL driver that takes no zone',
    imports: ['_ github.com/jackc/pgx/v5/stdlib'],
    body: '',
    finds: ['tls-client', 'user-lookup'],
  },
  {
    name: 'https',
    imports: ['net/http'],
    body: 'http.Get("https://example.com")',
    finds: ['tls-client https://example.com'],
  },
  {
    name: 'plain http, which may be redirected',
    imports: ['net/http'],
    body: 'http.Get("http://localhost:8080/health")',
    finds: ['tls-client http://localhost:8080/health'],
  },
  {
    name: 'an unknown address',
    imports: ['net/http', 'os'],
    body: 'http.Get(os.Getenv("URL"))',
    finds: ['tls-client … (environment URL)'],
  },
  {
    name: 'a request by a client',
    imports: ['net/http'],
    body: 'req, _ := http.NewRequest("GET", "https://a.example", nil)\nc := &http.Client{}\nc.Do(req)',
    finds: ['tls-client https://a.example'],
  },
  {
    name: 'a plain request by a client',
    imports: ['net/http'],
    body: 'req, _ := http.NewRequest("GET", "http://backend/", nil)\nhttp.DefaultClient.Do(req)',
    finds: ['tls-client http://backend/'],
  },
  { name: 'tls.Dial', imports: ['crypto/tls'], body: 'tls.Dial("tcp", "a:443", nil)', finds: ['tls-client'] },
  {
    name: 'mail',
    imports: ['net/smtp'],
    body: 'smtp.SendMail("a:587", nil, "", nil, nil)',
    finds: ['tls-client'],
  },
  {
    name: 'gRPC with TLS',
    imports: ['google.golang.org/grpc/credentials'],
    body: 'credentials.NewClientTLSFromCert(nil, "")',
    finds: ['tls-client'],
  },
  {
    name: 'gRPC without',
    imports: ['google.golang.org/grpc', 'google.golang.org/grpc/credentials/insecure'],
    body: 'grpc.Dial("a:1", grpc.WithTransportCredentials(insecure.NewCredentials()))',
    finds: [],
  },
  {
    name: 'a cloud library, with its profile',
    imports: ['github.com/aws/aws-sdk-go-v2/config'],
    body: 'config.LoadDefaultConfig(nil)',
    finds: ['home-directory', 'tls-client'],
  },
  {
    name: 'certificates compiled in',
    imports: ['net/http', '_ golang.org/x/crypto/x509roots/fallback'],
    body: 'http.Get("https://example.com")',
    finds: ['tls-client https://example.com'],
  },
  {
    name: 'a service by name',
    imports: ['net'],
    body: 'net.Listen("tcp", ":postgresql")',
    finds: ['listens postgresql', 'service-names postgresql'],
  },
  {
    name: 'a service that package net knows',
    imports: ['net/http'],
    body: 'http.ListenAndServe(":http", nil)',
    finds: ['listens http'],
  },
  {
    name: 'a server without an address listens on the port of http',
    imports: ['net/http'],
    body: 'http.ListenAndServe("", nil)',
    finds: ['listens http'],
  },
  {
    name: 'a server with its address in a field',
    imports: ['net/http'],
    body: 's := &http.Server{Addr: ":8443"}\ns.ListenAndServe()',
    finds: ['listens 8443', 'listens'],
  },
  {
    name: 'packets that only root may send',
    imports: ['net'],
    body: 'net.ListenPacket("ip4:icmp", "0.0.0.0")\nnet.ListenPacket("udp", ":5353")',
    finds: ['privileged', 'protocol-names icmp', 'listens 5353'],
  },
  {
    name: 'a socket that somebody else made',
    imports: ['net'],
    body: 'net.Dial("unix", "/run/other.sock")\nnet.Dial("tcp", "db:5432")',
    finds: ['privileged /run/other.sock'],
  },
  {
    name: 'calls that are for root',
    imports: ['syscall', 'os'],
    body: 'syscall.Setuid(1000)\nos.Chown("x", 1000, 1000)',
    finds: ['privileged', 'privileged', 'write x'],
  },
  {
    name: 'a socket in the file system',
    imports: ['net'],
    body: 'net.Listen("unix", "/run/app.sock")',
    finds: ['write /run/app.sock'],
  },
]);

table('other needs', [
  {
    name: 'a time zone',
    imports: ['time'],
    body: 'time.LoadLocation("Asia/Tokyo")',
    finds: ['time-zone Asia/Tokyo'],
  },
  { name: 'no zone', imports: ['time'], body: 'time.LoadLocation("UTC")', finds: [] },
  {
    name: 'zones compiled in',
    imports: ['time', '_ time/tzdata'],
    body: 'time.LoadLocation("Asia/Tokyo")',
    finds: [],
  },
  { name: 'users', imports: ['os/user'], body: 'user.Current()', finds: ['user-lookup'] },
  {
    name: 'a temporary file',
    imports: ['os'],
    body: 'os.CreateTemp("", "x")',
    finds: ['temporary-directory'],
  },
  {
    name: 'a temporary file in its own place',
    imports: ['os'],
    body: 'os.CreateTemp("/data/tmp", "x")',
    finds: ['write /data/tmp'],
  },
  { name: 'a plugin', imports: ['plugin'], body: 'plugin.Open("p.so")', finds: ['plugin p.so'] },
  {
    name: 'a type of content',
    imports: ['mime'],
    body: 'mime.TypeByExtension(".csv")',
    finds: ['mime-types'],
  },
  {
    name: 'a type that package mime knows',
    imports: ['mime'],
    body: 'mime.TypeByExtension(".css")',
    finds: [],
  },
  {
    name: 'environment',
    imports: ['os'],
    body: 'os.Getenv("PORT")',
    finds: ['environment PORT'],
    environment: true,
  },
  {
    name: 'the home directory of the user',
    imports: ['os', 'os/user'],
    body: 'u, _ := user.Current()\nos.Open(u.HomeDir + "/.x")',
    finds: ['user-lookup', 'read-file <home-directory>/.x'],
  },
]);
