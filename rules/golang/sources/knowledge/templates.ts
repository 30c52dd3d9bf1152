/** Templates read from files. Source of each row: the function's page, https://pkg.go.dev/<import path>#<name> */

import {
  type ApiFacts,
  type KnowledgeArea,
  argument,
  each,
  effect,
  passes,
  reads,
  readsAll,
  readsDirectory,
  readsGlob,
  returning,
} from './facts.ts';

/** html/template and text/template have the same functions. */
function standardTemplates(path: string): Readonly<Record<string, ApiFacts>> {
  const type = `${path}.Template`;
  return {
    New: { returns: type },
    // The type is that of its argument; files were named where that was made.
    Must: passes(0),
    ...each('ParseFiles Template.ParseFiles', returning(type, readsAll())),
    ...each('ParseGlob Template.ParseGlob', returning(type, readsGlob())),
    // The file system is a finding where it is made, unless it is embedded.
    ...each('ParseFS Template.ParseFS', { returns: type }),
    ...each('Template.New Template.Funcs Template.Delims Template.Option Template.Lookup Template.Parse', {
      returns: type,
    }),
    ...each('Template.Clone', { returns: type }),
  };
}

const viewsDirectory = readsDirectory(0);

export const templates: KnowledgeArea = {
  functions: {
    'html/template': standardTemplates('html/template'),
    'text/template': standardTemplates('text/template'),
    'github.com/flosch/pongo2': {
      ...each('FromFile FromCache RenderTemplateFile', reads()),
      ...each('NewLocalFileSystemLoader MustNewLocalFileSystemLoader', readsDirectory()),
    },
    'github.com/CloudyKit/jet': {
      ...each('NewOSFileSystemLoader', readsDirectory()),
      NewHTMLSet: readsDirectory(),
    },
    'github.com/aymerick/raymond': { ParseFile: reads() },
    'github.com/mailgun/raymond': { ParseFile: reads() },
    'github.com/cbroglie/mustache': { ...each('RenderFile ParseFile', reads()) },
    'github.com/hoisie/mustache': { ...each('RenderFile ParseFile', reads()) },
    'github.com/yosssi/ace': {
      Load: {
        effects: [
          effect('read-file', { from: 'joined', indices: [0], suffix: '.ace' }),
          effect('read-file', { from: 'joined', indices: [1], suffix: '.ace' }),
        ],
      },
    },
    'github.com/gin-contrib/multitemplate': {
      NewRenderer: { returns: 'github.com/gin-contrib/multitemplate.Renderer' },
      'Renderer.AddFromFiles': readsAll(1),
      'Renderer.AddFromGlob': readsGlob(1),
      'Renderer.AddFromFilesFuncs': readsAll(2),
    },
    'github.com/gofiber/template/html': { ...each('New', viewsDirectory) },
    'github.com/gofiber/template/django': { ...each('New', viewsDirectory) },
    'github.com/gofiber/template/handlebars': { ...each('New', viewsDirectory) },
    'github.com/gofiber/template/mustache': { ...each('New', viewsDirectory) },
    'github.com/gofiber/template/pug': { ...each('New', viewsDirectory) },
    'github.com/gofiber/template/jet': { ...each('New', viewsDirectory) },
    'github.com/gofiber/template/amber': { ...each('New', viewsDirectory) },
    'github.com/gofiber/template/ace': { ...each('New', viewsDirectory) },
    'github.com/nicksnyder/go-i18n/i18n': {
      ...each('LoadTranslationFile MustLoadTranslationFile', reads()),
      ...each('Bundle.LoadMessageFile Bundle.MustLoadMessageFile', reads()),
      NewBundle: { returns: 'github.com/nicksnyder/go-i18n/i18n.Bundle' },
    },
    'github.com/gosexy/gettext': { BindTextdomain: readsDirectory(1) },
    'github.com/leonelquinteros/gotext': {
      Configure: readsDirectory(0),
      'Po.ParseFile': reads(),
      'Mo.ParseFile': reads(),
      NewLocale: readsDirectory(0),
    },
    'github.com/qor/i18n/backends/yaml': {
      New: { effects: [effect('read-directory', { from: 'arguments', index: 0, reading: 'as-is' })] },
    },
    'github.com/jung-kurt/gofpdf': {
      'Fpdf.AddUTF8Font': { effects: [effect('read-file', argument(2))] },
      'Fpdf.ImageOptions': reads(),
      'Fpdf.Image': reads(),
      'Fpdf.OutputFileAndClose': { effects: [effect('write', argument(0))] },
      New: { returns: 'github.com/jung-kurt/gofpdf.Fpdf', effects: [effect('read-directory', argument(3))] },
    },
    'github.com/fogleman/gg': {
      ...each('LoadImage LoadPNG LoadJPG LoadFontFace', reads()),
      SavePNG: { effects: [effect('write', argument(0))] },
      NewContext: { returns: 'github.com/fogleman/gg.Context' },
      'Context.LoadFontFace': reads(),
      'Context.SavePNG': { effects: [effect('write', argument(0))] },
    },
    'github.com/xuri/excelize': {
      OpenFile: reads(),
      NewFile: { returns: 'github.com/xuri/excelize.File' },
      'File.SaveAs': { effects: [effect('write', argument(0))] },
    },
    'github.com/disintegration/imaging': { Open: reads(), Save: { effects: [effect('write', argument(1))] } },
  },
  fields: {
    'github.com/unrolled/render': { 'Options.Directory': effect('read-directory', argument(0)) },
    'github.com/foolin/goview': { 'Config.Root': effect('read-directory', argument(0)) },
    'github.com/foolin/gin-template': { 'TemplateConfig.Root': effect('read-directory', argument(0)) },
    'github.com/martini-contrib/render': { 'Options.Directory': effect('read-directory', argument(0)) },
  },
};
