/**
 * Packages by what they ask for when they run. Data. A package can ask for a shared framework as a project can (`frameworkReferences`
 * in its nuspec), so that one that is not known may need ASP.NET Core.
 */

/**
 * None of these asks for ASP.NET Core, nor do those that they depend on. Sources: the project files in their repositories
 * (no FrameworkReference), which target .NET Standard or .NET alone; for Microsoft.Extensions.* and System.* dotnet/runtime, src/libraries.
 */
const withoutAspnet: ReadonlySet<string> = new Set(
  (
    'newtonsoft.json serilog serilog.sinks.console serilog.sinks.file nlog log4net dapper npgsql mysqlconnector polly ' +
    'stackexchange.redis rabbitmq.client confluent.kafka mongodb.driver commandlineparser spectre.console csvhelper ' +
    'yamldotnet htmlagilitypack google.protobuf'
  ).split(' '),
);

/** Of dotnet/runtime, src/libraries. */
const ofRuntime =
  /^(microsoft\.extensions\.(configuration|dependencyinjection|hosting|logging|options|primitives|fileproviders|filesystemglobbing|caching|http)(\.(abstractions|binder|commandline|environmentvariables|fileextensions|ini|json|usersecrets|xml|systemd|windowsservices|configuration|console|debug|eventlog|eventsource|tracesource|configurationextensions|dataannotations|composite|physical|memory))?|system\.commandline|system\.(text|io|net|threading|collections|linq|reflection|security|data|diagnostics|runtime|memory|numerics)(\.\w+)*)$/;

/** Whether a package certainly asks for no more than .NET itself. */
export function asksForNothing(name: string): boolean {
  const small = name.toLowerCase();
  return withoutAspnet.has(small) || ofRuntime.test(small);
}

/** Packages that are ASP.NET Core. Source: learn.microsoft.com/aspnet/core/fundamentals/metapackage-app. */
export const aspnetPackages: ReadonlySet<string> = new Set([
  'microsoft.aspnetcore.app',
  'microsoft.aspnetcore.all',
]);

/** Packages that look for the SDK when they run, each with what it does. Source: their READMEs. */
export const askingForSdk: ReadonlyMap<string, string> = new Map([
  ['microsoft.build.locator', 'looks for the MSBuild of an SDK'],
  ['microsoft.build', 'builds projects'],
  ['microsoft.codeanalysis.workspaces.msbuild', 'opens projects with MSBuild'],
  ['buildalyzer', 'builds projects'],
  ['microsoft.visualstudio.web.codegeneration.tools', 'is a tool of the SDK'],
]);
