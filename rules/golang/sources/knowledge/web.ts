/**
 * Web servers and their frameworks: static files, views, uploads. Source of each row: the function's page,
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
  reads,
  readsAll,
  readsGlob,
  returning,
  writes,
} from './facts.ts';

function serves(index: number): ApiFacts {
  return { effects: [effect('read-directory', argument(index)), effect('mime-types')] };
}

function servesFile(index: number): ApiFacts {
  return { effects: [effect('read-file', argument(index)), effect('mime-types')] };
}

/** Large uploads are kept in temporary files while they are read. */
const uploads = does('temporary-directory');

function listens(index: number): ApiFacts {
  return { effects: [effect('service-names', argument(index, 'listen-address'))] };
}

function listensWithKeyPair(address: number, first: number): ApiFacts {
  return {
    effects: [
      effect('service-names', argument(address, 'listen-address')),
      effect('read-file', argument(first)),
      effect('read-file', argument(first + 1)),
    ],
  };
}

function methods(
  types: readonly string[],
  names: string,
  facts: ApiFacts,
): Readonly<Record<string, ApiFacts>> {
  return each(types.flatMap((type) => names.split(' ').map((name) => `${type}.${name}`)).join(' '), facts);
}

const GIN = 'github.com/gin-gonic/gin';
const ECHO = 'github.com/labstack/echo';
const FIBER = 'github.com/gofiber/fiber';
const IRIS = 'github.com/kataras/iris';

/** Run reads these directories of the working directory (https://pkg.go.dev/github.com/beego/beego/v2/server/web#pkg-variables). */
const beegoRun: ApiFacts = {
  effects: [
    effect('read-file', { from: 'text', text: 'conf/app.conf' }),
    effect('read-directory', { from: 'text', text: 'views' }),
    effect('read-directory', { from: 'text', text: 'static' }),
    effect('mime-types'),
  ],
};

const beego: Readonly<Record<string, ApiFacts>> = {
  ...each('Run RunWithMiddleWares', beegoRun),
  SetStaticPath: serves(1),
  SetViewsPath: { effects: [effect('read-directory', argument(0))] },
  LoadAppConfig: reads(1),
  'Controller.SaveToFile': { effects: [effect('write', argument(1)), effect('temporary-directory')] },
  ...each('Controller.GetFile Controller.GetFiles', uploads),
};

const martiniStatic: Effect = effect('read-directory', { from: 'text', text: 'public' });

export const web: KnowledgeArea = {
  functions: {
    'net/http': {
      // Making the file system is what opens the directory; FileServer only adds the types of contents.
      Dir: passes(0, { converts: true, effects: [effect('read-directory', argument(0))] }),
      ...each('FileServer FileServerFS', does('mime-types')),
      ServeFile: servesFile(2),
      ServeContent: does('mime-types'),
      'Request.FormFile': uploads,
      'Request.ParseMultipartForm': uploads,
    },
    'mime/multipart': { 'Reader.ReadForm': uploads },
    [GIN]: {
      ...each('Default New', returning(`${GIN}.Engine`)),
      ...methods(['Engine', 'RouterGroup', 'IRouter', 'IRoutes'], 'Static', serves(1)),
      ...methods(['Engine', 'RouterGroup', 'IRouter', 'IRoutes'], 'StaticFile', servesFile(1)),
      ...methods(['Engine', 'RouterGroup', 'IRouter', 'IRoutes'], 'StaticFS', does('mime-types')),
      ...methods(['Engine', 'RouterGroup', 'IRouter'], 'Group', returning(`${GIN}.RouterGroup`)),
      Dir: passes(0, { converts: true, effects: [effect('read-directory', argument(0))] }),
      'Engine.LoadHTMLGlob': readsGlob(),
      'Engine.LoadHTMLFiles': readsAll(),
      'Engine.Run': {
        effects: [
          effect('service-names', {
            from: 'arguments',
            index: 0,
            reading: 'listen-address',
            otherwise: ':8080',
          }),
        ],
      },
      'Engine.RunTLS': listensWithKeyPair(0, 1),
      'Engine.RunUnix': writes(),
      'Context.File': servesFile(0),
      'Context.FileAttachment': servesFile(0),
      ...each('Context.FormFile Context.MultipartForm', uploads),
      'Context.SaveUploadedFile': writes(1),
    },
    'github.com/gin-contrib/static': {
      LocalFile: passes(0, { effects: [effect('read-directory', argument(0))] }),
      Serve: does('mime-types'),
    },
    [ECHO]: {
      New: returning(`${ECHO}.Echo`),
      ...methods(['Echo', 'Group'], 'Static', serves(1)),
      ...methods(['Echo', 'Group'], 'File', servesFile(1)),
      ...methods(['Echo', 'Group'], 'Group', returning(`${ECHO}.Group`)),
      'Echo.Start': listens(0),
      'Echo.StartTLS': listensWithKeyPair(0, 1),
      'Echo.StartAutoTLS': does('tls-client'),
      'Context.File': servesFile(0),
      ...each('Context.Attachment Context.Inline', servesFile(0)),
      ...each('Context.FormFile Context.MultipartForm', uploads),
    },
    [`${ECHO}/middleware`]: { Static: serves(0) },
    [FIBER]: {
      New: returning(`${FIBER}.App`),
      ...methods(['App', 'Group', 'Router'], 'Static', serves(1)),
      ...methods(['App', 'Group', 'Router'], 'Group', returning(`${FIBER}.Group`)),
      'App.Listen': listens(0),
      'App.ListenTLS': listensWithKeyPair(0, 1),
      ...each('Ctx.SendFile Ctx.Download', servesFile(0)),
      ...each('Ctx.FormFile Ctx.MultipartForm', uploads),
      'Ctx.SaveFile': writes(1),
    },
    [`${FIBER}/middleware/static`]: { New: serves(0) },
    'github.com/valyala/fasthttp': {
      FSHandler: serves(0),
      ...each('ServeFile ServeFileUncompressed', servesFile(1)),
      'RequestCtx.SendFile': servesFile(0),
      SaveMultipartFile: writes(1),
    },
    'github.com/gorilla/mux': { NewRouter: returning('github.com/gorilla/mux.Router') },
    'github.com/julienschmidt/httprouter': { New: returning('github.com/julienschmidt/httprouter.Router') },
    'github.com/gorilla/sessions': {
      NewFilesystemStore: { effects: [effect('write', argument(0, 'temporary'))] },
    },
    'github.com/go-chi/chi': { ...each('NewRouter NewMux', returning('github.com/go-chi/chi.Mux')) },
    'github.com/go-martini/martini': {
      // Classic serves `public` (https://pkg.go.dev/github.com/go-martini/martini#Classic).
      Classic: returning('github.com/go-martini/martini.ClassicMartini', { effects: [martiniStatic] }),
      Static: serves(0),
    },
    'github.com/codegangsta/negroni': {
      Classic: { effects: [martiniStatic] },
      NewStatic: does('mime-types'),
    },
    'github.com/urfave/negroni': { Classic: { effects: [martiniStatic] }, NewStatic: does('mime-types') },
    'gopkg.in/macaron': {
      Classic: { effects: [martiniStatic] },
      Renderer: { effects: [effect('read-directory', { from: 'text', text: 'templates' })] },
      Static: serves(0),
    },
    [IRIS]: {
      ...each('New Default', returning(`${IRIS}.Application`)),
      ...each('Application.HandleDir Application.StaticWeb Application.Favicon', serves(1)),
      ...each('HTML Django Handlebars Pug Jet Amber', { effects: [effect('read-directory', argument(0))] }),
    },
    'github.com/astaxie/beego': beego,
    'github.com/beego/beego': beego,
    'github.com/beego/beego/server/web': beego,
    'github.com/revel/revel': { ...each('Run Init', does('source-tree')) },
  },
  fields: {
    [`${ECHO}/middleware`]: { 'StaticConfig.Root': effect('read-directory', argument(0)) },
    [`${FIBER}/middleware/logger`]: { 'Config.TimeZone': effect('time-zone', argument(0, 'zone')) },
    [`${FIBER}/middleware/favicon`]: { 'Config.File': effect('read-file', argument(0)) },
    'github.com/valyala/fasthttp': { 'FS.Root': effect('read-directory', argument(0)) },
  },
  types: {
    [`${GIN}.Context.Request`]: 'net/http.Request',
    [`${GIN}.Engine.RouterGroup`]: `${GIN}.RouterGroup`,
    'net/http.Request.URL': 'net/url.URL',
    'net/http.Request.MultipartForm': 'mime/multipart.Form',
  },
};
