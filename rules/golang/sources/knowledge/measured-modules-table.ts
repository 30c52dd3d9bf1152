/**
 * What the modules that programs use most can do at run time, by package, each with all that it imports. Generated on 2026-11-29 from
 * the modules' own sources at the versions that stand beside them; `npm run modules` makes it anew, and tools/modules says how.
 *
 * Behind a module: what any package of it can do; then packages that can do less, or nothing, by their paths below the module's.
 * Words are those of measured-codes.ts; `start:git` and `open:/x` tell a name that stands in the call.
 */
export const MEASURED_MODULES = {
  date: '2026-11-29',
  modules: 699,
  packages: 10355,
  rows: String.raw`github.com/stretchr/testify v1.12.1
	directory list open temporary write
		. assert/yaml
	open	assert http mock require
google.golang.org/protobuf v1.36.12
	beside open unknown
	beside open	cmd/protoc-gen-go/internal_gengo compiler/protogen encoding/protodelim encoding/protojson encoding/prototext encoding/protowire proto protoadapt reflect/... runtime/... testing/... types/...
	unknown	cmd/protoc-gen-go/builder_test cmd/protoc-gen-go/descriptor_test cmd/protoc-gen-go/feature_resolution_test cmd/protoc-gen-go/name_clash_test cmd/protoc-gen-go/opaque_default_test cmd/protoc-gen-go/opaque_map_test encoding
google.golang.org/grpc v1.85.0
	beside directory home list open protocols services start temporary tls unknown user write
		attributes authz/audit/... backoff benchmark/flags benchmark/latency codes connectivity encoding encoding/gzip experimental/opentelemetry experimental/stats/... grpclog keepalive mem metadata profiling serviceconfig stats tap test/bufconn
	beside open tls	balancer balancer/autosharding balancer/base balancer/endpointsharding balancer/grpclb/state balancer/lazy balancer/leastrequest balancer/pickfirst balancer/randomsubsetting balancer/ringhash balancer/roundrobin balancer/weightedtarget/... channelz credentials credentials/insecure credentials/jwt credentials/local credentials/sts credentials/tls/certprovider/pemfile credentials/xds experimental/balancer/... peer resolver resolver/manual resolver/passthrough resolver/ringhash
	beside open	binarylog/grpc_binarylog_v1 encoding/proto interop/grpc_testing/core status test/codec_perf
	beside open protocols services tls	experimental/credentials resolver/dns
	beside open protocols services temporary tls	. admin authz balancer/grpclb balancer/grpclb/grpc_lb_v1 balancer/rls balancer/weightedroundrobin benchmark benchmark/stats channelz/grpc_channelz_v1 channelz/service credentials/alts experimental health/... interop/grpc_testing interop/stress/grpc_testing orca profiling/proto profiling/service reflection reflection/grpc_reflection_v1 reflection/grpc_reflection_v1alpha reflection/grpc_testing stats/opentelemetry
	beside directory list open protocols services temporary tls write	admin/test test
	unknown	benchmark/primitives reflection/test test/xds xds/test
	open tls	credentials/tls/certprovider
	beside home open protocols services start tls user	credentials/oauth
	beside home open protocols services start temporary tls user	credentials/google interop stats/opentelemetry/csm xds xds/bootstrap xds/csds xds/googledirectpath
	beside open temporary	binarylog
	open temporary user write	grpclog/glogger
golang.org/x/sys v0.50.0
	open start
		unix
	open	cpu
	start	execabs
github.com/google/go-cmp v0.7.0
	
google.golang.org/api v0.312.0
	beside home open protocols services start temporary tls unknown user
		. googleapi iterator/... support/bundler
	beside home open protocols services start temporary tls user	abusiveexperiencereport/v1 acceleratedmobilepageurl/v1 accessapproval/v1 accesscontextmanager/... acmedns/v1 addressvalidation/v1 adexchangebuyer/... adexchangebuyer2/v2beta1 adexchangeseller/... adexperiencereport/v1 admin/... admob/... adsense/... adsensehost/v4.1 adsenseplatform/... advisorynotifications/v1 agenciesandbrands/v1 agentidentity/... agentidentitycredentials/... agentregistry/... aiplatform/... airquality/v1 alertcenter/v1beta1 alloydb/... analytics/... analyticsadmin/... analyticsdata/... analyticshub/... analyticsreporting/v4 androiddeveloperidstatus/v1 androiddeviceprovisioning/v1 androidenterprise/v1 androidmanagement/v1 androidpublisher/... apigateway/... apigee/v1 apigeeregistry/v1 apihub/v1 apikeys/v2 apim/v1alpha appengine/... apphub/... appsactivity/v1 appsmarket/v2 appstate/v1 area120tables/v1alpha1 areainsights/v1 artifactregistry/... assuredworkloads/... auditmanager/v1 authorizedbuyersmarketplace/... backupdr/... baremetalsolution/... batch/v1 beyondcorp/... biglake/v1 bigquery/v2 bigqueryconnection/... bigquerydatapolicy/... bigquerydatatransfer/v1 bigqueryreservation/... bigtableadmin/... billingbudgets/... binaryauthorization/... blockchainnodeengine/v1 blogger/... books/v1 businessprofileperformance/v1 calendar/v3 certificatemanager/v1 ces/... chat/v1 checks/v1alpha chromemanagement/v1 chromepolicy/v1 chromeuxreport/v1 chromewebstore/... civicinfo/v2 classroom/v1 cloudasset/... cloudbilling/... cloudbuild/... cloudchannel/v1 cloudcommerceprocurement/v1 cloudcontrolspartner/... clouddebugger/v2 clouddeploy/v1 clouderrorreporting/v1beta1 cloudfunctions/... cloudidentity/... cloudiot/v1 cloudkms/v1 cloudlocationfinder/... cloudnumberregistry/v1alpha cloudprivatecatalog/v1beta1 cloudprivatecatalogproducer/v1beta1 cloudproductregistry/v1 cloudprofiler/v2 cloudresourcemanager/... cloudscheduler/... cloudsearch/v1 cloudshell/... cloudsupport/... cloudtasks/... cloudtrace/... colaboratory/... commentanalyzer/v1alpha1 composer/... compute/... config/v1 connectors/... consumersurveys/v2 contactcenteraiplatform/v1alpha1 contactcenterinsights/v1 container/... containeranalysis/... content/... contentwarehouse/v1 css/v1 curationpartners/v1 customsearch/v1 databasecenter/v1beta datacatalog/... dataflow/v1b3 dataform/... datafusion/... datalabeling/v1beta1 datalineage/v1 datamanager/v1 datamigration/... datapipelines/v1 dataplex/v1 dataportability/... dataproc/... datastore/... datastream/... deepreview/v1 deploymentmanager/... developerconnect/v1 developerknowledge/... devicerun/... dfareporting/... dialogflow/... digitalassetlinks/v1 discovery/v1 discoveryengine/... displayvideo/... dlp/v2 dns/... docs/v1 documentai/... domains/... domainsrdap/v1 doubleclickbidmanager/... doubleclicksearch/v2 drive/... driveactivity/v2 drivelabels/... essentialcontacts/v1 eventarc/... factchecktools/v1alpha1 fcm/v1 fcmdata/v1beta1 file/... firebase/v1beta1 firebaseappcheck/... firebaseappdistribution/... firebaseapphosting/... firebasecrashlytics/v1alpha firebasedatabase/v1beta firebasedataconnect/... firebasedynamiclinks/v1 firebasehosting/... firebaseml/... firebaserules/v1 firebasestorage/v1beta firestore/... fitness/v1 forms/v1 ftp/... fusiontables/... games/v1 gamesconfiguration/v1configuration gameservices/... gamesmanagement/v1management genomics/... gkebackup/v1 gkehub/... gkeonprem/v1 gmail/v1 gmailpostmastertools/... groupsmigration/v1 groupssettings/v1 health/... healthcare/... homegraph/v1 hypercomputecluster/v1 iam/... iamcredentials/v1 iap/... ideahub/... identitytoolkit/... ids/v1 idtoken impersonate indexing/v3 integrations/... jobs/... keep/v1 kgsearch/v1 kmsinventory/v1 language/... libraryagent/v1 licensing/v1 lifesciences/v2beta localservices/v1 logging/... looker/v1 managedidentities/... managedkafka/v1 manufacturers/v1 marketingplatformadmin/v1alpha meet/v2 memcache/... merchantapi/... metastore/... migrationcenter/... mirror/v1 ml/v1 monitoring/... mybusinessaccountmanagement/v1 mybusinessbusinesscalls/v1 mybusinessbusinessinformation/v1 mybusinesslodging/v1 mybusinessnotifications/v1 mybusinessplaceactions/v1 mybusinessqanda/v1 mybusinessverifications/v1 netapp/... networkconnectivity/... networkmanagement/... networksecurity/... networkservices/... notebooks/... oauth2/... observability/v1 ondemandscanning/... option/... oracledatabase/v1 orgpolicy/v2 osconfig/... oslogin/... pagespeedonline/... parallelstore/... parametermanager/v1 partners/v2 paymentsresellersubscription/v1 people/v1 places/v1 playablelocations/v3 playcustomapp/v1 playdeveloperreporting/... playgrouping/v1alpha1 playintegrity/v1 playmoviespartner/v1 plus/v1 plusdomains/v1 policyanalyzer/... policysimulator/... policytroubleshooter/... pollen/v1 poly/v1 privateca/... prod_tt_sasportal/v1alpha1 proximitybeacon/v1beta1 publicca/... pubsub/... pubsublite/v1 qpxexpress/v1 rapidmigrationassessment/v1 readerrevenuesubscriptionlinking/v1 realtimebidding/... recaptchaenterprise/v1 recommendationengine/v1beta1 recommender/... redis/... remotebuildexecution/... replicapool/v1beta1 replicapoolupdater/v1beta1 reseller/v1 resourcesettings/v1 retail/... run/... runtimeconfig/... saasservicemgmt/... safebrowsing/... sasportal/v1alpha1 script/v1 searchads360/... searchconsole/v1 secretmanager/... securesourcemanager/v1 securitycenter/... securityposture/v1 servicebroker/... serviceconsumermanagement/... servicecontrol/... servicedirectory/... servicemanagement/v1 servicenetworking/... serviceusage/... serviceuser/v1 sheets/v4 siteverification/v1 slides/v1 smartdevicemanagement/v1 solar/v1 sourcerepo/v1 spanner/v1 spectrum/v1explorer speech/... sql/v1beta4 sqladmin/... storage/... storagebatchoperations/v1 storagetransfer/v1 streetviewpublish/v1 sts/... surveys/v2 tagmanager/... tasks/v1 testing/v1 texttospeech/... threatintelligence/v1beta toolresults/... tpu/... tracing/v2 trafficdirector/... transcoder/... translate/... transport transport/grpc transport/http travelimpactmodel/v1 urlshortener/v1 vault/v1 vectortile/v1 verifiedaccess/... versionhistory/v1 videointelligence/... vision/... vmmigration/... vmwareengine/v1 vpcaccess/... walletobjects/v1 webcontentpublisher/v1 webfonts/v1 webmasters/v3 webrisk/v1 websecurityscanner/... workflowexecutions/... workflows/... workloadmanager/v1 workspaceevents/v1 workstations/... youtube/v3 youtubeanalytics/... youtubereporting/v1
	tls	googleapi/transport
	unknown	integration-tests/...
	beside open protocols services temporary tls	transport/bytestream
golang.org/x/net v0.62.0
	directory list media open protocols services start start:oslevel temporary tls write
	temporary	trace
		bpf context dns/dnsmessage html/... http/... http2/hpack idna ipv4 ipv6 netutil publicsuffix xsrftoken
	protocols services tls	http2 http2/h2c websocket
	tls	context/ctxhttp
	protocols services	dict proxy
	protocols services write	icmp
	open services tls	quic
	open	quic/qlog
	directory list protocols services start start:oslevel temporary write	nettest
	list media open write	webdav
golang.org/x/sync v0.10.0
	
github.com/google/uuid v1.6.0
	
google.golang.org/genproto/googleapis/api v0.0.0-20261110000943-09e21b237f2c
	beside open protocols services temporary tls
	beside open	. annotations configchange distribution error_reason expr/v1alpha1 expr/v1beta1 httpbody label metric monitoredres serviceconfig visibility
google.golang.org/genproto v0.0.0-20261026165753-2ffab32bce7e
	beside open protocols services temporary tls
	beside open	googleapis/actions/sdk/v2/conversation googleapis/actions/sdk/v2/interactionmodel/... googleapis/appengine/legacy googleapis/appengine/logging/v1 googleapis/apps/card/v1 googleapis/apps/script/... googleapis/chat/... googleapis/cloud/aiplatform/logging googleapis/cloud/aiplatform/v1/schema/... googleapis/cloud/aiplatform/v1beta1/schema/... googleapis/cloud/assuredworkloads/regulatoryintercept/logging/v1 googleapis/cloud/backupdr/logging/v1 googleapis/cloud/batch/v1main googleapis/cloud/bigquery/dataexchange/common googleapis/cloud/bigquery/migration/tasks/... googleapis/cloud/certificatemanager/logging/v1 googleapis/cloud/clouddms/logging/v1 googleapis/cloud/cloudsetup/logging/v1 googleapis/cloud/common googleapis/cloud/containers/workflow/analysis googleapis/cloud/datapipelines/logging/v1 googleapis/cloud/dataproc/logging googleapis/cloud/datastream/logging/v1 googleapis/cloud/extendedops googleapis/cloud/gkebackup/logging/v1 googleapis/cloud/gkehub/cloudauditlogging/v1alpha googleapis/cloud/gkehub/configmanagement/... googleapis/cloud/gkehub/metering/... googleapis/cloud/gkehub/multiclusteringress/... googleapis/cloud/gkehub/servicemesh/v1alpha googleapis/cloud/gsuiteaddons/logging/v1 googleapis/cloud/healthcare/logging googleapis/cloud/identitytoolkit/logging googleapis/cloud/ids/logging/v1 googleapis/cloud/integrations/v1alpha googleapis/cloud/kubernetes/security/containersecurity_logging googleapis/cloud/metastore/logging/v1 googleapis/cloud/networkanalyzer/logging/v1 googleapis/cloud/notebooks/logging/v1 googleapis/cloud/orgpolicy/v1 googleapis/cloud/osconfig/logging googleapis/cloud/oslogin/common googleapis/cloud/retail/logging googleapis/cloud/saasaccelerator/management/logs/v1 googleapis/cloud/secretmanager/logging/v1 googleapis/cloud/stream/logging/v1 googleapis/cloud/support/common googleapis/cloud/workflows/type googleapis/devtools/containeranalysis/v1beta1/attestation googleapis/devtools/containeranalysis/v1beta1/build googleapis/devtools/containeranalysis/v1beta1/common googleapis/devtools/containeranalysis/v1beta1/cvss googleapis/devtools/containeranalysis/v1beta1/deployment googleapis/devtools/containeranalysis/v1beta1/discovery googleapis/devtools/containeranalysis/v1beta1/image googleapis/devtools/containeranalysis/v1beta1/package googleapis/devtools/containeranalysis/v1beta1/provenance googleapis/devtools/containeranalysis/v1beta1/source googleapis/devtools/containeranalysis/v1beta1/vulnerability googleapis/devtools/source/v1 googleapis/gapic/metadata googleapis/geo/type/viewport googleapis/identity/accesscontextmanager/type googleapis/logging/type googleapis/maps/playablelocations/v3/sample googleapis/maps/unity googleapis/networking/trafficdirector/type googleapis/search/partnerdataingestion/logging/v1 googleapis/storage/clouddms/logging/v1 googleapis/storagetransfer/logging googleapis/type/... protobuf/...
github.com/googleapis/gax-go/v2 v2.12.0
	beside open protocols services temporary tls
		callctx internallog iterator
	beside open	apierror internallog/grpclog
golang.org/x/crypto v0.31.0
	home open protocols services temporary tls write
		bcrypt blowfish bn256 cast5 chacha20 cryptobyte/... curve25519 ed25519 hkdf md4 nacl/auth nacl/secretbox nacl/sign ocsp openpgp/... otr pbkdf2 pkcs12 poly1305 ripemd160 salsa20/... scrypt ssh/terminal ssh/test tea twofish x509roots/nss xtea xts
	open	argon2 blake2b blake2s chacha20poly1305 nacl/box sha3
	tls	acme
	protocols services	ssh ssh/agent
	open protocols services	ssh/knownhosts
go.uber.org/goleak v1.3.0
	
golang.org/x/text v0.21.0
	directory list open sources start start:gccgo start:go start:gopackagesdriver start:pkg-config start:ps temporary tls write
		. cases collate/... currency encoding/... feature/plural language/... message message/catalog number runes search secure/... transform unicode unicode/bidi unicode/norm unicode/rangetable unicode/runenames width
	list open	unicode/cldr
	directory list open sources start start:gccgo tls write	date
go.uber.org/zap v1.28.0
	open temporary
		buffer zapcore zaptest/observer
golang.org/x/tools v0.52.0
	beside directory home list media open protocols services sources start start:cmd start:gccgo start:go start:gopackagesdriver start:pkg-config start:ps start:rc start:sel_ldr_arm start:sh temporary tls unknown write
		benchmark/parse blog/atom container/intsets go/analysis go/analysis/passes/atomicalign go/analysis/passes/bools go/analysis/passes/buildssa go/analysis/passes/composite go/analysis/passes/copylock go/analysis/passes/ctrlflow go/analysis/passes/deepequalerrors go/analysis/passes/errorsas go/analysis/passes/fieldalignment go/analysis/passes/findcall go/analysis/passes/hostport go/analysis/passes/httpmux go/analysis/passes/httpresponse go/analysis/passes/inspect go/analysis/passes/pkgfact go/analysis/passes/scannererr go/analysis/passes/shift go/analysis/passes/sortslice go/analysis/passes/sqlrowserr go/analysis/passes/structtag go/ast/... go/callgraph go/callgraph/rta go/callgraph/static go/callgraph/vta go/cfg go/ssa go/types/... refactor/satisfy
	directory list open sources start start:gccgo	go/buildutil refactor/importgraph
	directory list open sources start start:gccgo start:pkg-config temporary write	go/loader
	directory list open sources start start:gccgo start:go	go/gcexportdata
	directory list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary write	go/analysis/checker go/packages
	directory list open sources start start:gccgo start:go start:gopackagesdriver start:pkg-config start:ps temporary write	go/callgraph/cha go/ssa/ssautil
	unknown	.
	open	cover go/analysis/passes/appends go/analysis/passes/assign go/analysis/passes/atomic go/analysis/passes/buildtag go/analysis/passes/cgocall go/analysis/passes/defers go/analysis/passes/directive go/analysis/passes/gofix go/analysis/passes/ifaceassert go/analysis/passes/inline go/analysis/passes/loopclosure go/analysis/passes/lostcancel go/analysis/passes/modernize go/analysis/passes/nilfunc go/analysis/passes/nilness go/analysis/passes/printf go/analysis/passes/reflectvaluecompare go/analysis/passes/shadow go/analysis/passes/sigchanyzer go/analysis/passes/slog go/analysis/passes/stdmethods go/analysis/passes/stringintconv go/analysis/passes/testinggoroutine go/analysis/passes/tests go/analysis/passes/timeformat go/analysis/passes/unmarshal go/analysis/passes/unreachable go/analysis/passes/unsafeptr go/analysis/passes/unusedresult go/analysis/passes/unusedwrite go/analysis/passes/usesgenerics go/analysis/passes/waitgroup go/analysis/suite/fix present txtar
	list media open temporary	blog
	write	refactor/eg
	tls	playground
	directory list open sources start start:cmd start:gccgo start:pkg-config start:rc start:sh temporary write	refactor/rename
	directory list open protocols services sources start start:sel_ldr_arm temporary tls write	playground/socket
	sources	go/analysis/passes/stdversion go/ssa/interp
	list open	copyright
	beside directory list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary write	go/analysis/analysistest go/analysis/multichecker go/analysis/singlechecker
	beside directory list open sources start start:gccgo write	go/analysis/unitchecker
	open sources	go/analysis/passes/asmdecl go/analysis/passes/framepointer go/analysis/suite/vet
	open start	go/gccgoexportdata
	directory home list open sources start start:gccgo start:go start:ps temporary write	imports
go.opentelemetry.io/otel v1.47.0
	
github.com/aws/aws-sdk-go-v2 v1.48.0
	protocols services tls
		. aws/arn aws/protocol/ec2query aws/protocol/restjson aws/protocol/xml aws/ratelimit
	tls	aws aws/defaults aws/middleware aws/protocol/query aws/retry aws/signer/v4
go.opentelemetry.io/otel/trace v1.47.0
	
github.com/spf13/cobra v1.10.2
	open write
cloud.google.com/go/longrunning v0.5.1
	beside home open protocols services start temporary tls user
	beside open protocols services temporary tls	autogen/longrunningpb
google.golang.org/genproto/googleapis/rpc v0.0.0-20261110000943-09e21b237f2c
	beside open
github.com/aws/smithy-go v1.28.9
	tls
		. auth container/... context document/... encoding/... endpoints endpoints/private/bdd eventstream io logging metrics middleware prelude ptr rand sync testing/... time tracing traits waiter
go.opentelemetry.io/collector/pdata v1.71.0
	beside open protocols services temporary tls
		. pcommon plog pmetric ptrace
github.com/prometheus/client_golang v1.25.0
	beside directory list open protocols services temporary tls write
	beside directory list open temporary write	prometheus prometheus/collectors/... prometheus/promauto prometheus/promhttp prometheus/testutil/promlint
	protocols services tls	api
	beside open protocols services tls	api/prometheus/v1
	beside directory list open protocols services temporary write	prometheus/graphite
		prometheus/promhttp/zstd
	beside directory list open temporary tls write	prometheus/push prometheus/testutil
	beside open	prometheus/testutil/promlint/validations
github.com/klauspost/compress v1.15.9
	open
		. dict flate fse gzhttp/... gzip huff0 lzw s2 snappy/... xpress zlib zstd
github.com/pkg/errors v0.9.1
	
github.com/spf13/pflag v1.1.0
	
github.com/golang/protobuf v1.5.4
	beside open sources
	beside open	descriptor jsonpb proto protoc-gen-go/descriptor protoc-gen-go/plugin ptypes/...
golang.org/x/time v0.16.0
	
golang.org/x/exp v0.0.0-20261113113407-e3970619a1a4
	open
		apidiff constraints ebnf io/i2c/driver io/spi/driver maps rand slices slog/... stats trace utf8string
gopkg.in/yaml.v3 v3.0.1
	
go.opentelemetry.io/otel/sdk v1.47.0
	beside open user
		. instrumentation
k8s.io/apimachinery v0.37.2
	beside directory home list open protocols services sources start start:protoc temporary tls unknown user write
		. pkg/api/operation pkg/api/resource pkg/api/safe pkg/api/validate/constraints pkg/api/validate/content pkg/api/validation/path pkg/apis/asn1 pkg/conversion/... pkg/fields pkg/runtime/schema pkg/runtime/serializer/cbor/direct pkg/selection pkg/test/coverage pkg/types pkg/util/cache pkg/util/diff pkg/util/dump pkg/util/duration pkg/util/errors pkg/util/framer pkg/util/httpstream pkg/util/json pkg/util/jsonmergepatch pkg/util/mergepatch pkg/util/naming pkg/util/portforward pkg/util/rand pkg/util/resourceversion pkg/util/sets pkg/util/sort pkg/util/uuid pkg/util/validation/field pkg/util/version pkg/util/waitgroup pkg/util/yaml pkg/version third_party/...
	open temporary user write	pkg/api/apitesting/naming pkg/runtime pkg/runtime/serializer/recognizer pkg/runtime/serializer/streaming pkg/runtime/serializer/yaml pkg/runtime/testing/v1 pkg/util/intstr pkg/util/runtime pkg/util/wait
	open protocols services temporary user write	pkg/labels pkg/util/validation
	open protocols services temporary tls user write	pkg/api/apitesting/fuzzer pkg/api/equality pkg/api/errors pkg/api/meta/... pkg/api/validate pkg/api/validation pkg/apis/meta/internalversion/... pkg/apis/meta/v1/... pkg/apis/meta/v1beta1/... pkg/apis/testapigroup pkg/apis/testapigroup/install pkg/apis/testapigroup/v1 pkg/runtime/serializer pkg/runtime/serializer/cbor pkg/runtime/serializer/json pkg/runtime/serializer/protobuf pkg/runtime/serializer/versioning pkg/sharding pkg/test pkg/util/httpstream/spdy pkg/util/httpstream/wsstream pkg/util/net pkg/util/proxy pkg/util/remotecommand pkg/watch
	directory list open protocols services temporary tls user write	pkg/api/apitesting pkg/apis/meta/fuzzer pkg/apis/testapigroup/fuzzer
	directory list open protocols services start start:protoc temporary tls user write	pkg/api/apitesting/roundtrip
	unknown	pkg/runtime/serializer/recognizer/testing
	directory list open temporary user write	pkg/runtime/testing
	beside directory home list open protocols services sources start temporary tls user write	pkg/util/managedfields/... pkg/util/strategicpatch
	protocols services tls write	pkg/util/net/testing
	beside directory home list open sources start tls	pkg/util/strategicpatch/testing
cloud.google.com/go/iam v1.1.2
	beside home open protocols services start temporary tls user
	beside open protocols services temporary tls	. admin/apiv1/adminpb apiv1/iampb apiv2/iampb apiv3/iampb apiv3beta/iampb credentials/apiv1/credentialspb
golang.org/x/oauth2 v0.11.0
	home open protocols services start tls user
	tls	. amazon authhandler bitbucket cern clientcredentials endpoints facebook fitbit foursquare github gitlab google/downscope heroku hipchat instagram jira jwt kakao linkedin mailchimp mailru mediamath microsoft nokiahealth odnoklassniki paypal slack spotify stackoverflow twitch uber vk yahoo yandex
	open start tls	google/externalaccount
		jws
golang.org/x/mod v0.17.0
	directory list open start start:git temporary write
		modfile module semver sumdb sumdb/note sumdb/tlog
	list open start start:git write	zip
	list open	sumdb/dirhash
	directory list temporary write	sumdb/storage
golang.org/x/term v0.27.0
	
k8s.io/client-go v0.37.2
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services sources start temporary tls unknown user write
		. pkg/version third_party/forked/golang/template tools/cache/synctrack tools/metrics util/connrotation util/exec util/flowcontrol util/jsonpath
	open protocols services temporary tls user write	kubernetes/scheme pkg/apis/... rest/watch scale/scheme/... tools/cache/testing tools/pager tools/record/util tools/reference transport util/consistencydetector util/csaupgrade util/retry util/watchlist
	open temporary user write	features/... util/workqueue
	directory open temporary user write	tools/clientcmd/api tools/clientcmd/api/v1
	directory open protocols services start temporary tls user write	dynamic dynamic/dynamiclister listers/... metadata metadata/metadatalister plugin/... rest rest/fake tools/auth/... tools/cache tools/portforward tools/remotecommand tools/watch transport/spdy transport/websocket util/apply
	open write	util/keyutil
	open protocols services tls write	util/cert
	beside directory home list media open protocols services sources start temporary tls user write	applyconfigurations/... discovery/... dynamic/dynamicinformer informers/... kubernetes kubernetes/fake kubernetes/typed/admissionregistration/... kubernetes/typed/apiserverinternal/... kubernetes/typed/apps/... kubernetes/typed/autoscaling/... kubernetes/typed/batch/... kubernetes/typed/certificates/... kubernetes/typed/coordination/... kubernetes/typed/core/... kubernetes/typed/discovery/... kubernetes/typed/events/... kubernetes/typed/extensions/... kubernetes/typed/flowcontrol/... kubernetes/typed/lifecycle/... kubernetes/typed/networking/... kubernetes/typed/node/... kubernetes/typed/policy/... kubernetes/typed/rbac/... kubernetes/typed/resource/... kubernetes/typed/scheduling/... kubernetes/typed/storage/... kubernetes/typed/storagemigration/... metadata/metadatainformer openapi/... openapi3 restmapper scale scale/fake tools/events tools/leaderelection/... util/certificate/...
	tls	third_party/forked/httpcache
	beside directory home list open protocols services sources start temporary tls user write	dynamic/fake gentype kubernetes/typed/authentication/... kubernetes/typed/authorization/... metadata/fake testing tools/record
	directory open protocols services temporary tls user write	tools/clientcmd/api/latest
	home open	util/homedir
	directory home open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services start temporary tls user write	tools/clientcmd
	unknown	kubernetes_test
	beside directory home list media open sources start temporary tls user write	util/testing
k8s.io/api v0.37.2
	open protocols services temporary tls user write
		.
go.opentelemetry.io/otel/metric v1.47.0
	
go.opentelemetry.io/otel/sdk/metric v1.47.0
	beside open user
		exemplar
go.yaml.in/yaml/v3 v3.0.6
	
gopkg.in/yaml.v2 v2.4.0
	
github.com/sirupsen/logrus v1.10.2
	
github.com/lib/pq v1.12.3
	home open protocols services tls user zone
		hstore oid pqerror scram
github.com/fsnotify/fsnotify v1.10.1
	list open write
github.com/go-sql-driver/mysql v1.10.1
	open protocols services tls zone
github.com/prometheus/client_model v0.6.3
	beside open
github.com/cespare/xxhash/v2 v2.3.0
	
github.com/onsi/gomega v1.44.0
	beside list open sources start start:go temporary tls write
		extensions/gomockadaptor format gbytes gcustom gleak/goroutine gmeasure/table gstruct/... matchers/support/... types
	list open temporary write	. gleak gmeasure matchers
	list open sources start start:go temporary write	gexec
	beside list open temporary tls write	ghttp
	beside open	ghttp/protobuf
github.com/aws/aws-sdk-go-v2/config v1.33.18
	home open protocols services start tls user write
sigs.k8s.io/yaml v1.6.0
	
go.uber.org/multierr v1.11.0
	
github.com/davecgh/go-spew v1.1.1
	
golang.org/x/image v0.48.0
	open
		bmp ccitt colornames draw font font/basicfont font/gofont/... font/inconsolata font/plan9font font/sfnt math/... riff tiff/... vp8 vp8l webp
github.com/mattn/go-isatty v0.0.24
	
github.com/fatih/color v1.19.0
	
go.opentelemetry.io/collector/pipeline v1.71.0
	
github.com/jackc/pgx/v5 v5.12.0
	directory home list open protocols services temporary tls user write
		pgconn/ctxwatch pgproto3 pgtype/...
	home open protocols services tls user	. log/testingadapter multitracer pgconn pgxpool stdlib tracelog
modernc.org/sqlite v1.62.0
	beside start start:sh zone
	beside start start:sh	lib vec vfs
		vtab
k8s.io/utils v0.0.0-20261023123148-ca04ba58ecab
	list open protocols services start start:systemd-run start:umount temporary user write
	protocols services write	net
		buffer clock/... diff dump env field integer keymutex lru pointer ptr semantic set strings/... third_party/...
	open temporary user write	trace
	open	cpuset inotify io path
	start	exec/... net/ebtables
	open start start:systemd-run start:umount temporary user write	mount
	open start temporary user write	nsenter
	list open temporary write	temp/...
github.com/gorilla/websocket v1.5.3
	protocols services tls
github.com/BurntSushi/toml v1.6.0
	open
github.com/dustin/go-humanize v1.1.0
	
go.opentelemetry.io/collector/receiver v1.71.0
	open temporary
github.com/spf13/viper v1.21.0
	directory home list open temporary write zone
go.opentelemetry.io/collector/receiver/receivertest v0.165.0
	beside directory list open temporary user write
cloud.google.com/go v0.110.8
	beside home open protocols services start temporary tls user write
		. civil third_party/pkgsite
	beside open	rpcreplay/proto/rpcreplay
	beside open protocols services temporary tls write	rpcreplay
	beside open protocols services temporary tls	rpcreplay/proto/intstore
github.com/golang/snappy v1.0.0
	
github.com/opencontainers/go-digest v1.0.0
	
gonum.org/v1/gonum v0.17.0
	directory list open temporary write
		. blas blas/blas32 blas/blas64 blas/cblas128 blas/cblas64 blas/gonum cmplxs/... diff/fd dsp/... floats/... graph graph/coloring graph/community graph/encoding graph/encoding/digraph6 graph/encoding/graph6 graph/encoding/graphql graph/flow graph/formats/cytoscapejs graph/formats/dot/ast graph/formats/gexf12 graph/formats/rdf graph/formats/sigmajs graph/graphs/gen graph/iterator graph/layout graph/multi graph/network graph/path/... graph/product graph/set/uid graph/simple graph/spectral graph/topo graph/traverse integrate/... interp lapack lapack/gonum lapack/lapack64 mat mathext/... num/... optimize optimize/convex/lp spatial/... stat/... unit/...
	directory list temporary write	blas/testblas graph/testgraph lapack/testlapack optimize/functions
	open	graph/encoding/dot graph/formats/dot
go.opentelemetry.io/collector/processor v1.71.0
	open temporary
github.com/go-viper/mapstructure/v2 v2.5.0
	zone
github.com/gorilla/mux v1.8.1
	
github.com/gogo/protobuf v1.3.2
	open sources start start:protoc
		codec gogoproto io jsonpb/... proto/... protoc-gen-gogo/descriptor protoc-gen-gogo/plugin sortkeys test/... types vanity vanity/test/...
	open sources	plugin/... protoc-gen-gogo/generator protoc-gen-gogo/grpc vanity/command
	start start:protoc	version
github.com/mattn/go-sqlite3 v1.14.53
	cgo zone
go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp v0.72.0
	tls
github.com/prometheus/common v0.73.1
	beside directory list media open protocols services temporary tls write
	beside open	helpers/templates model
	beside directory list open temporary write	expfmt
		promslog version
	beside directory list open protocols services temporary tls write	config
	open protocols services	promslog/flag
	list media	route
	media	server
go.opentelemetry.io/collector/processor/processortest v0.165.0
	beside directory list open temporary user write
github.com/joho/godotenv v1.5.1
	open start write
github.com/gin-gonic/gin v1.12.0
	beside list media open protocols services temporary tls write zone
		codec/json
	beside list open protocols services temporary write zone	binding
	beside list open	render
github.com/opencontainers/image-spec v1.0.2
	directory open
		identity specs-go/...
github.com/go-logr/logr v0.1.0
	directory list temporary unknown write
		. funcr slogr
	unknown	benchmark
	directory list temporary write	testing testr
github.com/golang-jwt/jwt/v5 v5.3.1
	open temporary
		.
	temporary	request
	open	test
gorm.io/gorm v1.31.2
	directory list temporary write
		. callbacks clause logger migrator schema utils
github.com/hashicorp/go-multierror v1.1.1
	
github.com/tidwall/gjson v1.20.2
	
github.com/aws/aws-sdk-go-v2/service/s3 v1.114.10
	protocols services tls
		types
github.com/onsi/ginkgo/v2 v2.34.0
	directory home list open protocols services sources start start:gccgo start:go start:gopackagesdriver start:ps temporary tls unknown write zone
		config extensions/table formatter integration
	open write	types
	directory list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary write	reporters
	directory list open protocols services sources start start:gccgo start:go start:gopackagesdriver start:ps temporary tls write	. dsl/core dsl/decorators dsl/reporting dsl/table extensions/globals
	unknown	docs dsl ginkgo/performance
	home open write	ginkgo/command ginkgo/outline
	directory home list open protocols services sources start start:gccgo start:go start:gopackagesdriver start:ps temporary tls write	ginkgo/build ginkgo/labels ginkgo/run ginkgo/watch
	directory home list open protocols services sources start start:gccgo start:go start:gopackagesdriver start:ps temporary tls write zone	ginkgo/generators
	home list open temporary write	ginkgo/unfocus
	open	ginkgo/automaxprocs
github.com/pmezard/go-difflib v1.0.0
	
go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc v1.47.0
	beside open protocols services temporary tls user
golang.org/x/xerrors v0.0.0-20240903120638-7835f813f4da
	
cloud.google.com/go/storage v1.70.0
	beside directory home list open protocols services start temporary tls user write
	beside home open protocols services start temporary tls user	. control/apiv2 dataflux experimental
	beside open protocols services temporary tls	control/apiv2/controlpb
github.com/golang/mock v1.6.0
	
github.com/mattn/go-runewidth v0.0.31
	
sigs.k8s.io/controller-runtime v0.25.2
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services sources start temporary tls user write zone
	directory open protocols services start temporary tls user write	pkg/cache/cacheapi
	beside directory home list media open protocols services sources start temporary tls user write	pkg/builder pkg/cache pkg/cache/informertest pkg/certwatcher/... pkg/client pkg/client/apiutil pkg/client/fake pkg/client/interceptor pkg/cluster pkg/controller/... pkg/envtest/komega pkg/event pkg/finalizer pkg/handler pkg/leaderelection/... pkg/manager pkg/metrics pkg/metrics/server pkg/predicate pkg/reconcile pkg/recorder pkg/source pkg/webhook pkg/webhook/admission/... pkg/webhook/conversion/...
		hack/boilerplate/test pkg pkg/config pkg/healthz pkg/log pkg/manager/signals
	open temporary user write	pkg/conversion
	directory home open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services start temporary tls user write	pkg/client/config
	open protocols services temporary tls user write	pkg/log/zap pkg/scheme pkg/webhook/authentication
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services sources start temporary tls user write	. pkg/envtest
github.com/Masterminds/semver/v3 v3.5.0
	
github.com/Azure/azure-sdk-for-go/sdk/azcore v1.24.0
	protocols services tls
		arm/policy cloud log messaging policy runtime/datetime streaming to tracing
github.com/json-iterator/go v1.1.12
	unknown
		. extra
github.com/rs/zerolog v1.35.1
	directory open:/etc/machine-id protocols services temporary write
	directory	. log
		diode pkgerrors
	directory open:/etc/machine-id	hlog
	directory protocols services temporary write	journald
github.com/andybalholm/brotli v1.3.0
	
github.com/pierrec/lz4/v4 v4.1.33
	
github.com/alibabacloud-go/tea v1.3.13
	directory list open protocols services temporary tls write
	directory list temporary write	utils
	directory list protocols services temporary tls write	tea
go.opentelemetry.io/collector/pdata/pprofile v0.165.0
	beside open protocols services temporary tls
		.
github.com/hashicorp/golang-lru/v2 v2.0.7
	
github.com/hashicorp/go-retryablehttp v0.7.8
	protocols services tls
github.com/aws/aws-sdk-go v1.45.1
	directory home list open protocols services start temporary tls user write
		. aws/arn aws/awserr aws/awsutil aws/client/metadata aws/endpoints models/endpoints private/model/api private/model/api/codegentest/service service
	home open user	aws/credentials aws/credentials/plugincreds
	home open tls user	aws aws/auth/bearer aws/client aws/corehandlers aws/credentials/ec2rolecreds aws/credentials/endpointcreds aws/credentials/stscreds aws/crr aws/defaults aws/ec2metadata aws/request aws/signer/v4 private/checksum private/model/api/codegentest/service/awsendpointdiscoverytest/... private/model/api/codegentest/service/awsquerycompatible/... private/model/api/codegentest/service/restjsonservice/... private/model/api/codegentest/service/restxmlservice/... private/model/api/codegentest/service/rpcservice/... private/protocol private/protocol/ec2query private/protocol/eventstream private/protocol/eventstream/eventstreamapi private/protocol/json/jsonutil private/protocol/jsonrpc private/protocol/query/... private/protocol/rest private/protocol/restjson private/protocol/restxml private/protocol/xml/xmlutil private/signer/v2 private/util service/accessanalyzer/... service/account/... service/acm/... service/acmpca/... service/amplify/... service/amplifybackend/... service/amplifyuibuilder/... service/apigateway/... service/apigatewaymanagementapi/... service/apigatewayv2/... service/appconfig/... service/appconfigdata/... service/appfabric/... service/appflow/... service/appintegrationsservice/... service/applicationautoscaling/... service/applicationcostprofiler/... service/applicationdiscoveryservice/... service/applicationinsights/... service/applicationsignals/... service/appmesh/... service/appregistry/... service/apprunner/... service/appstream/... service/appsync/... service/apptest/... service/arczonalshift/... service/artifact/... service/athena/... service/auditmanager/... service/augmentedairuntime/... service/autoscaling/... service/autoscalingplans/... service/b2bi/... service/backup/... service/backupgateway/... service/batch/... service/bcmdataexports/... service/bedrock/... service/bedrockagent/... service/bedrockagentruntime/... service/bedrockruntime/... service/billingconductor/... service/braket/... service/budgets/... service/chatbot/... service/chime/... service/chimesdkidentity/... service/chimesdkmediapipelines/... service/chimesdkmeetings/... service/chimesdkmessaging/... service/chimesdkvoice/... service/cleanrooms/... service/cleanroomsml/... service/cloud9/... service/cloudcontrolapi/... service/clouddirectory/... service/cloudformation/... service/cloudfront service/cloudfront/cloudfrontiface service/cloudhsm/... service/cloudhsmv2/... service/cloudsearch/... service/cloudsearchdomain/... service/cloudtrail/... service/cloudtraildata/... service/cloudwatch/... service/cloudwatchevents/... service/cloudwatchevidently/... service/cloudwatchlogs/... service/cloudwatchrum/... service/codeartifact/... service/codebuild/... service/codecommit/... service/codeconnections/... service/codedeploy/... service/codeguruprofiler/... service/codegurureviewer/... service/codegurusecurity/... service/codepipeline/... service/codestar/... service/codestarconnections/... service/codestarnotifications/... service/cognitoidentity/... service/cognitoidentityprovider/... service/cognitosync/... service/comprehend/... service/comprehendmedical/... service/computeoptimizer/... service/configservice/... service/connect/... service/connectcampaigns/... service/connectcases/... service/connectcontactlens/... service/connectparticipant/... service/connectwisdomservice/... service/controlcatalog/... service/controltower/... service/costandusagereportservice/... service/costexplorer/... service/costoptimizationhub/... service/customerprofiles/... service/databasemigrationservice/... service/dataexchange/... service/datapipeline/... service/datasync/... service/datazone/... service/dax/... service/deadline/... service/detective/... service/devicefarm/... service/devopsguru/... service/directconnect/... service/directoryservice/... service/dlm/... service/docdb/... service/docdbelastic/... service/drs/... service/dynamodb/... service/dynamodbstreams/... service/ebs/... service/ec2/... service/ec2instanceconnect/... service/ecr/... service/ecrpublic/... service/ecs/... service/efs/... service/eks/... service/eksauth/... service/elasticache/... service/elasticbeanstalk/... service/elasticinference/... service/elasticsearchservice/... service/elastictranscoder/... service/elb/... service/elbv2/... service/emr/... service/emrcontainers/... service/emrserverless/... service/entityresolution/... service/eventbridge/... service/finspace/... service/finspacedata/... service/firehose/... service/fis/... service/fms/... service/forecastqueryservice/... service/forecastservice/... service/frauddetector/... service/freetier/... service/fsx/... service/gamelift/... service/glacier/... service/globalaccelerator/... service/glue/... service/gluedatabrew/... service/greengrass/... service/greengrassv2/... service/groundstation/... service/guardduty/... service/health/... service/healthlake/... service/iam/... service/identitystore/... service/imagebuilder/... service/inspector/... service/inspector2/... service/internetmonitor/... service/iot/... service/iot1clickdevicesservice/... service/iot1clickprojects/... service/iotanalytics/... service/iotdataplane/... service/iotdeviceadvisor/... service/iotevents/... service/ioteventsdata/... service/iotfleethub/... service/iotfleetwise/... service/iotjobsdataplane/... service/iotsecuretunneling/... service/iotsitewise/... service/iotthingsgraph/... service/iottwinmaker/... service/iotwireless/... service/ivs/... service/ivschat/... service/ivsrealtime/... service/kafka/... service/kafkaconnect/... service/kendra/... service/kendraranking/... service/keyspaces/... service/kinesis/... service/kinesisanalytics/... service/kinesisanalyticsv2/... service/kinesisvideo/... service/kinesisvideoarchivedmedia/... service/kinesisvideomedia/... service/kinesisvideosignalingchannels/... service/kinesisvideowebrtcstorage/... service/kms/... service/lakeformation/... service/lambda/... service/launchwizard/... service/lexmodelbuildingservice/... service/lexmodelsv2/... service/lexruntimeservice/... service/lexruntimev2/... service/licensemanager/... service/licensemanagerlinuxsubscriptions/... service/licensemanagerusersubscriptions/... service/lightsail/... service/locationservice/... service/lookoutequipment/... service/lookoutforvision/... service/lookoutmetrics/... service/m2/... service/machinelearning/... service/macie2/... service/mailmanager/... service/managedblockchain/... service/managedblockchainquery/... service/managedgrafana/... service/marketplaceagreement/... service/marketplacecatalog/... service/marketplacecommerceanalytics/... service/marketplacedeployment/... service/marketplaceentitlementservice/... service/marketplacemetering/... service/mediaconnect/... service/mediaconvert/... service/medialive/... service/mediapackage/... service/mediapackagev2/... service/mediapackagevod/... service/mediastore/... service/mediastoredata/... service/mediatailor/... service/medicalimaging/... service/memorydb/... service/mgn/... service/migrationhub/... service/migrationhubconfig/... service/migrationhuborchestrator/... service/migrationhubrefactorspaces/... service/migrationhubstrategyrecommendations/... service/mobileanalytics/... service/mq/... service/mturk/... service/mwaa/... service/neptune/... service/neptunedata/... service/networkfirewall/... service/networkmanager/... service/networkmonitor/... service/nimblestudio/... service/oam/... service/omics/... service/opensearchserverless/... service/opensearchservice/... service/opsworks/... service/opsworkscm/... service/organizations/... service/osis/... service/outposts/... service/panorama/... service/paymentcryptography/... service/paymentcryptographydata/... service/pcaconnectorad/... service/pcaconnectorscep/... service/personalize/... service/personalizeevents/... service/personalizeruntime/... service/pi/... service/pinpoint/... service/pinpointemail/... service/pinpointsmsvoice/... service/pinpointsmsvoicev2/... service/pipes/... service/polly/... service/pricing/... service/privatenetworks/... service/prometheusservice/... service/proton/... service/qapps/... service/qbusiness/... service/qconnect/... service/qldb/... service/qldbsession/... service/quicksight/... service/ram/... service/rds/... service/rdsdataservice/... service/recyclebin/... service/redshift/... service/redshiftdataapiservice/... service/redshiftserverless/... service/rekognition/... service/repostspace/... service/resiliencehub/... service/resourceexplorer2/... service/resourcegroups/... service/resourcegroupstaggingapi/... service/robomaker/... service/rolesanywhere/... service/route53/... service/route53domains/... service/route53profiles/... service/route53recoverycluster/... service/route53recoverycontrolconfig/... service/route53recoveryreadiness/... service/route53resolver/... service/s3 service/s3/s3iface service/s3/s3manager/... service/s3control/... service/s3outposts/... service/sagemaker/... service/sagemakeredgemanager/... service/sagemakerfeaturestoreruntime/... service/sagemakergeospatial/... service/sagemakermetrics/... service/sagemakerruntime/... service/savingsplans/... service/scheduler/... service/schemas/... service/secretsmanager/... service/securityhub/... service/securitylake/... service/serverlessapplicationrepository/... service/servicecatalog/... service/servicediscovery/... service/servicequotas/... service/ses/... service/sesv2/... service/sfn/... service/shield/... service/signer/... service/simpledb/... service/simspaceweaver/... service/sms/... service/snowball/... service/snowdevicemanagement/... service/sns/... service/sqs/... service/ssm/... service/ssmcontacts/... service/ssmincidents/... service/ssmsap/... service/sso/... service/ssoadmin/... service/ssooidc/... service/storagegateway/... service/sts/... service/supplychain/... service/support/... service/supportapp/... service/swf/... service/synthetics/... service/taxsettings/... service/textract/... service/timestreaminfluxdb/... service/timestreamquery/... service/timestreamwrite/... service/tnb/... service/transcribeservice/... service/transcribestreamingservice/... service/transfer/... service/translate/... service/trustedadvisor/... service/verifiedpermissions/... service/voiceid/... service/vpclattice/... service/waf/... service/wafregional/... service/wafv2/... service/wellarchitected/... service/workdocs/... service/worklink/... service/workmail/... service/workmailmessageflow/... service/workspaces/... service/workspacesthinclient/... service/workspacesweb/... service/xray/...
	home open start user	aws/credentials/processcreds
	home open tls user write	aws/credentials/ssocreds
	home open protocols services tls user	aws/csm
	home open protocols services start tls user write	aws/session awstesting/mock awstesting/unit
	directory home list open protocols services temporary tls user write	awstesting
	open	service/cloudfront/sign
	home open temporary tls user write	service/s3/s3crypto
github.com/go-jose/go-jose/v4 v4.1.9
	tls unknown
		cipher json testutils/...
	tls	. cryptosigner jose-util/generator jwt
	unknown	fuzz
github.com/opentracing/opentracing-go v1.1.0
	directory list open temporary write
		. ext log mocktracer
github.com/kr/pretty v0.3.1
	
github.com/miekg/dns v1.1.73
	open protocols services tls write
go.uber.org/atomic v1.12.0
	
github.com/cenkalti/backoff/v4 v4.3.0
	
github.com/charmbracelet/lipgloss v1.1.0
	open start start:tmux user
github.com/rogpeppe/go-internal v1.16.0
	beside cgo directory home list open protocols services sources start start:go temporary write
		diff fmtsort modfile module par semver
	open	lockedfile
	home open write	cache
	list open	dirhash imports
	cgo open sources start	testenv
	open write	txtar
	beside cgo directory list open sources start temporary write	testscript/...
	beside cgo directory list open protocols services sources start start:go temporary write	goproxytest
	beside cgo directory list open sources start start:go temporary write	gotooltest
	open temporary write	renameio
	list open write	robustio
k8s.io/apiserver v0.37.2
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services sources start temporary tls user write zone
	beside directory list open protocols services temporary tls user write	pkg/admission/plugin/policy/config pkg/admission/plugin/policy/manifest/loader pkg/admission/plugin/webhook/config pkg/apis/apiserver pkg/apis/apiserver/install pkg/apis/apiserver/load pkg/apis/apiserver/v1 pkg/apis/apiserver/v1alpha1 pkg/apis/apiserver/v1beta1 pkg/audit/... pkg/authentication/request/anonymous pkg/authentication/request/x509 pkg/authentication/token/cache pkg/endpoints/filterlatency pkg/endpoints/handlers/finisher pkg/endpoints/handlers/negotiation pkg/endpoints/metrics pkg/server/egressselector pkg/server/healthz pkg/server/httplog pkg/storage pkg/storage/cacher/consistency pkg/storage/cacher/delegator pkg/storage/cacher/testing pkg/storage/errors pkg/storage/etcd3/metrics pkg/storage/feature pkg/storage/value pkg/storage/value/encrypt/aes pkg/storage/value/encrypt/envelope pkg/storage/value/encrypt/envelope/kmsv2 pkg/storage/value/encrypt/envelope/testing/v1beta1 pkg/storage/value/encrypt/identity pkg/storage/value/encrypt/secretbox pkg/util/apihelpers pkg/util/flowcontrol/debug pkg/util/flowcontrol/fairqueuing pkg/util/flowcontrol/fairqueuing/queueset pkg/util/flowcontrol/fairqueuing/testing pkg/util/flowcontrol/metrics pkg/util/flowcontrol/request pkg/util/x509metrics plugin/pkg/audit/buffered plugin/pkg/audit/fake plugin/pkg/audit/log plugin/pkg/audit/truncate
		. pkg/admission/plugin/webhook/testcerts pkg/apis/cel pkg/authentication/authenticator pkg/authentication/group pkg/authentication/request/bearertoken pkg/authentication/request/union pkg/authentication/token/jwt pkg/authentication/token/union pkg/authentication/user pkg/endpoints/responsewriter pkg/registry pkg/server/flagz/negotiate pkg/server/statusz/negotiate pkg/storage/cacher/key pkg/storage/etcd3/testing/testingcert pkg/storage/names pkg/util/dryrun pkg/util/flowcontrol/counter pkg/util/flowcontrol/fairqueuing/eventclock pkg/util/flowcontrol/fairqueuing/promise pkg/util/flushwriter pkg/util/responsewriter pkg/util/shufflesharding pkg/warning plugin/pkg/audit plugin/pkg/authenticator plugin/pkg/authenticator/token/tokentest
	beside directory list open temporary user write	pkg/admission/plugin/manifest/... pkg/cel/metrics pkg/endpoints/filters/impersonation/metrics pkg/endpoints/handlers/metrics pkg/features pkg/server/egressselector/metrics pkg/server/options/authenticationconfig/metrics pkg/server/options/authorizationconfig/metrics pkg/server/options/encryptionconfig/metrics pkg/storage/cacher/metrics pkg/storage/metrics pkg/storage/value/encrypt/envelope/metrics pkg/util/compatibility pkg/util/configmetrics pkg/util/feature pkg/util/peerproxy/metrics pkg/util/proxy/metrics pkg/validation
	beside directory home list media open protocols services sources start temporary tls user write	pkg/authentication/request/headerrequest pkg/cel/openapi/resolver pkg/registry/generic pkg/server/dynamiccertificates pkg/server/resourceconfig pkg/server/storage pkg/storage/cacher pkg/storage/etcd3 pkg/storage/etcd3/testing pkg/storage/etcd3/testserver pkg/storage/storagebackend/... pkg/storage/testing pkg/storageversion pkg/util/flowcontrol pkg/util/proxy
	open protocols services temporary tls user write	pkg/admission/plugin/policy/config/apis/... pkg/admission/plugin/resourcequota/apis/... pkg/admission/plugin/webhook/config/apis/... pkg/admission/plugin/webhook/errors pkg/apis/apidiscovery/... pkg/apis/audit/... pkg/apis/example2/... pkg/apis/flowcontrol/bootstrap pkg/authentication/request/websocket pkg/authentication/serviceaccount pkg/endpoints/request pkg/endpoints/testing pkg/server/flagz/api/... pkg/server/routine pkg/server/statusz/api/... pkg/storage/testresource pkg/util/flowcontrol/format
	open protocols services temporary user write	pkg/admission/plugin/authorizer pkg/authorization/authorizer pkg/authorization/path pkg/authorization/union
	open temporary user write	pkg/authentication/token/tokenfile pkg/endpoints/deprecation pkg/endpoints/openapi/testing pkg/server/mux pkg/storage/cacher/progress pkg/util/flowcontrol/fairqueuing/testing/eventclock pkg/util/flowcontrol/fairqueuing/testing/promise
	beside directory home list open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services start temporary tls user write	pkg/util/webhook plugin/pkg/audit/webhook
	beside directory home list open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services sources start temporary tls user write	plugin/pkg/authenticator/token/webhook
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services sources start temporary tls user write	pkg/authentication/authenticatorfactory
	beside open write zone	pkg/cel pkg/cel/lazy
	beside open protocols services temporary tls user write zone	pkg/cel/library pkg/sharding
	beside directory list open protocols services temporary tls user write zone	pkg/apis/apiserver/validation pkg/authentication/cel pkg/authorization/cel pkg/cel/environment pkg/server/options/encryptionconfig pkg/server/options/encryptionconfig/controller plugin/pkg/authenticator/token/oidc plugin/pkg/authorizer/webhook/metrics
	beside directory home list open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services sources start temporary tls user write zone	pkg/admission/plugin/webhook/initializer pkg/authorization/authorizerfactory plugin/pkg/authorizer/webhook
	beside directory home list open protocols services sources start temporary tls user write zone	pkg/admission pkg/admission/metrics pkg/admission/plugin/cel pkg/admission/plugin/webhook/matchconditions pkg/admission/plugin/webhook/predicates/object pkg/admission/plugin/webhook/predicates/rules pkg/admission/testing pkg/cel/common pkg/cel/mutation pkg/cel/openapi pkg/endpoints/discovery/... pkg/endpoints/handlers pkg/endpoints/handlers/fieldmanager pkg/endpoints/handlers/responsewriters pkg/quota/v1 pkg/registry/generic/rest pkg/registry/rest/... pkg/server/flagz pkg/server/statusz pkg/util/notfoundhandler
	beside open zone	pkg/cel/mutation/dynamic
	beside directory home list media open protocols services sources start temporary tls user write zone	pkg/admission/initializer pkg/admission/plugin/namespace/lifecycle pkg/admission/plugin/policy/matching pkg/admission/plugin/policy/mutating/patch pkg/admission/plugin/resourcequota pkg/admission/plugin/webhook/predicates/namespace pkg/endpoints pkg/quota/v1/generic pkg/reconcilers pkg/registry/generic/registry pkg/registry/generic/testing pkg/server/filters pkg/server/routes pkg/util/peerproxy
	beside directory home list open protocols services sources start temporary tls user write	pkg/endpoints/openapi
	list open write	pkg/util/filesystem
	beside directory list open temporary user write zone	pkg/admission/plugin/policy/mutating/metrics pkg/admission/plugin/policy/validating/metrics
	beside directory list open protocols services temporary user write	pkg/authorization/metrics
	temporary	pkg/endpoints/warning
	beside directory list open protocols services start temporary tls user write	pkg/storage/cacher/store
	directory list open protocols services temporary tls user write	pkg/server/flagz/testing pkg/server/statusz/testing
	beside open	pkg/storage/value/encrypt/envelope/kmsv2/v2
	protocols services	pkg/storage/etcd3/preflight
	beside open protocols services temporary tls user write	pkg/storage/value/encrypt/envelope/testing/v2
	beside directory home list open sources start temporary tls user write	pkg/util/openapi
go.opencensus.io v0.24.0
	beside media open tls
		. exporter/stackdriver/propagation metric/... plugin/ochttp/propagation/... plugin/runmetrics resource/... stats/... tag trace/...
	beside open	plugin/ocgrpc
	beside media open	zpages
	tls	plugin/ochttp
github.com/spf13/afero v1.15.0
	list open temporary write
		mem
github.com/urfave/cli/v2 v2.27.7
	directory open tls
	open	.
github.com/yuin/goldmark v1.8.7
	open unknown
		. ast extension/... parser renderer/... text util
	unknown	fuzz
	open	testutil
github.com/sergi/go-diff v1.4.0
	
go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp v1.47.0
	beside open protocols services temporary tls user
github.com/goccy/go-yaml v1.19.2
	list open
		ast lexer printer scanner token
	open	parser
github.com/rivo/uniseg v0.4.7
	
github.com/hashicorp/go-hclog v1.6.3
	
gopkg.in/natefinch/lumberjack.v2 v2.2.1
	list open temporary write
k8s.io/apiextensions-apiserver v0.17.3
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services sources start temporary tls unknown user write zone
	open protocols services temporary tls user write	pkg/apihelpers pkg/apis/apiextensions pkg/apis/apiextensions/fuzzer pkg/apis/apiextensions/install pkg/apis/apiextensions/v1 pkg/apis/apiextensions/v1beta1 pkg/client/clientset/clientset/scheme
	beside directory home list media open protocols services sources start temporary tls user write	pkg/client/applyconfiguration/... pkg/client/clientset/clientset pkg/client/clientset/clientset/fake pkg/client/clientset/clientset/typed/... pkg/client/informers/... pkg/controller/apiapproval pkg/controller/nonstructuralschema pkg/controller/status test/integration test/integration/storage
	beside directory list open temporary user write	pkg/features
	beside directory home list open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services start temporary tls user write	pkg/apiserver/conversion
	beside directory home list open protocols services sources start temporary tls user write	pkg/apiserver/schema pkg/apiserver/schema/listtype pkg/apiserver/schema/objectmeta pkg/apiserver/schema/pruning pkg/controller/openapi/v2 pkg/generated/openapi
	beside directory home list open protocols services sources start temporary tls user write zone	pkg/apiserver/schema/cel/... pkg/apiserver/schema/defaulting pkg/apiserver/validation pkg/registry/customresource/tableconvertor pkg/registry/customresourcedefinition/tableconvertor pkg/test
	directory open protocols services start temporary tls user write	pkg/client/listers/...
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services sources start temporary tls user write	pkg/controller/establish
	beside directory home list media open protocols services sources start temporary tls user write zone	pkg/controller/finalizer pkg/registry/customresource
	beside directory home list open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services sources start temporary tls user write zone	pkg/apis/apiextensions/validation
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services sources start temporary tls user write zone	pkg/apiserver pkg/cmd/... pkg/controller/openapi pkg/controller/openapi/builder pkg/controller/openapiv3 pkg/registry/customresourcedefinition test/integration/fixtures
	open temporary user write	pkg/crdserverscheme
	unknown	pkg/apis pkg/client/clientset_test
	directory list open protocols services temporary tls user write	test/integration/conversion
go.opentelemetry.io/collector/processor/processorhelper v0.165.0
	open temporary
go.opentelemetry.io/collector/receiver/xreceiver v0.165.0
	open temporary
github.com/hashicorp/go-cleanhttp v0.5.1
	protocols services tls
go.etcd.io/bbolt v1.5.0
	list open start start:dmsetup temporary unknown write
		errors tests/utils version
	open write	.
	open temporary write	cmd/bbolt/command
	list open start start:dmsetup write	tests/dmflakey
	unknown	tests/failpoint tests/robustness
github.com/mattn/go-colorable v0.1.12
	
github.com/goccy/go-json v0.12.0
	unknown
		. jsontext v2
github.com/tidwall/sjson v1.2.9
	
github.com/nats-io/nats.go v1.55.0
	beside home open protocols services tls unknown write
		encoders/builtin util
	home open protocols services tls write	. bench jetstream micro
	beside home open protocols services tls write	encoders/protobuf
	unknown	jetstream/test micro/test test
github.com/Masterminds/sprig/v3 v3.3.0
	zone
go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc v0.72.0
	beside open protocols services temporary tls
github.com/coreos/go-systemd/v22 v22.3.2
	cgo open open:/etc/machine-id open:/run/systemd/system protocols services start temporary user write
	protocols services temporary write	journal
		activation daemon unit
	open protocols services start user	dbus import1 login1 machine1
	cgo	sdjournal
	cgo open:/etc/machine-id open:/run/systemd/system	util
github.com/gobwas/glob v1.1.0
	
github.com/tetratelabs/wazero v1.12.0
	directory list open protocols services temporary write
		api experimental experimental/sys experimental/wazerotest sys
	list open protocols services write	experimental/logging experimental/table
	protocols services write	experimental/sock
github.com/santhosh-tekuri/jsonschema/v6 v6.0.3
	directory open
		kind
github.com/DATA-DOG/go-sqlmock v1.5.2
	
github.com/mitchellh/mapstructure v1.4.1
	
github.com/olekukonko/tablewriter v1.1.5
	directory list open temporary write
		pkg/twcache
	directory list open	. pkg/twwarp pkg/twwidth renderer tw
	directory list temporary write	tests
github.com/prometheus/prometheus v0.316.0
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services sources start start:/bin/sh start:pwsh.exe temporary tls unknown user write zone
	beside open	discovery/targetgroup model/exemplar model/histogram model/labels model/metadata model/relabel model/textparse prompb prompb/io/... schema tsdb/chunkenc util/annotations util/convertnhcb util/jsonutil util/namevalidationutil
		model/timestamp model/value promql/parser/posrange tsdb/compression tsdb/encoding tsdb/goversion util/almost util/compression util/features util/gate util/junitxml util/kahansum util/netconnlimit util/osutil util/pool util/runutil util/strutil util/zeropool
	beside directory list open protocols services temporary tls user write	discovery discovery/digitalocean discovery/dns discovery/eureka discovery/file discovery/hetzner discovery/http discovery/ionos discovery/marathon discovery/moby discovery/openstack discovery/puppetdb discovery/refresh discovery/triton discovery/uyuni discovery/vultr discovery/xds discovery/zookeeper
	beside directory list open protocols services start start:/bin/sh start:pwsh.exe temporary tls write	storage/remote/azuread
	beside home open protocols services start temporary tls user	storage/remote/googleiam
	beside directory home list open protocols services start start:/bin/sh start:pwsh.exe temporary tls user write	config promql/promqltest scrape storage/remote/otlptranslator/prometheusremotewrite tracing tsdb util/fuzzing util/teststorage
	beside directory home list open protocols services sources start start:/bin/sh start:pwsh.exe temporary tls user write zone	notifier rules web/api/testhelpers
	beside directory home list open protocols services start temporary tls user write	discovery/aws discovery/gce
	beside directory list open protocols services start start:/bin/sh start:pwsh.exe temporary tls user write	discovery/azure
	beside directory list open protocols services temporary tls unknown user write zone	discovery/consul
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token protocols services sources start temporary tls user write	discovery/kubernetes
	beside directory home list open protocols services temporary tls user write	discovery/linode discovery/oci discovery/outscale discovery/ovhcloud discovery/scaleway discovery/stackit
	beside directory list open protocols services temporary tls user write zone	discovery/nomad
	beside directory list open protocols services temporary write	util/testutil util/treecache
	list open write	tsdb/fileutil
	beside directory list open temporary write	model/rulefmt promql promql/parser storage template tsdb/chunks tsdb/index tsdb/record tsdb/tombstones util/fmtutil util/httputil util/notifications util/stats util/testrecord util/testwal
	open	util/logging util/runtime
	beside directory list open protocols services temporary tls write	tsdb/tsdbutil tsdb/wlog
	beside directory home list open protocols services start start:/bin/sh start:pwsh.exe temporary tls user write zone	storage/remote tsdb/agent
	open protocols services	util/documentcli
	beside directory home list media open protocols services sources start start:/bin/sh start:pwsh.exe temporary tls user write zone	web web/api/v1
	directory list	web/ui
	unknown	prompb/rwcommon
github.com/docker/go-units v0.4.0
	
github.com/hashicorp/go-version v1.9.0
	
github.com/coder/websocket v1.8.15
	tls
github.com/redis/go-redis/v9 v9.23.0
	open protocols services start start:cae-resp-proxy tls unknown
		auth helper logging maintnotifications push
	open protocols services tls	.
	unknown	doctests
	start start:cae-resp-proxy tls	maintnotifications/e2e
github.com/xeipuuv/gojsonschema v1.2.0
	open tls
github.com/jonboulle/clockwork v0.5.0
	
k8s.io/component-base v0.37.2
	beside directory home list media open protocols services sources start temporary tls user write
	open	metrics/api/v1
	beside directory list open temporary write	metrics/prometheusextension
		. logs/logreduction term version/...
	beside directory list open temporary user write	compatibility featuregate/... metrics metrics/features metrics/legacyregistry metrics/prometheus/compatversion metrics/prometheus/controllers metrics/prometheus/feature metrics/prometheus/meta metrics/prometheus/restclient metrics/prometheus/slis metrics/prometheus/version metrics/prometheus/workqueue tracing/api/v1 zpages/features
	beside directory list open protocols services temporary tls user write	cli cli/globalflag logs logs/api/v1 logs/json/... logs/testinit tracing
	open temporary user write	cli/flag configz logs/datapol logs/klogflags
	beside directory list open temporary tls user write	metrics/testutil
	open protocols services temporary tls user write	codec config config/options config/v1alpha1 config/validation
	directory list open protocols services temporary tls user write	config/testing
	beside directory list open protocols services start temporary tls user write	metrics/prometheus/clientgo/fifo
k8s.io/kube-openapi v0.0.0-20260821135717-be32def86098
	beside directory home list media open protocols services sources start start:gccgo start:go start:gopackagesdriver start:ps temporary tls user write
		cmd/openapi-gen/args pkg/cached pkg/idl pkg/util pkg/util/jsontesting pkg/util/sets pkg/validation/errors pkg/validation/strfmt/bson
	beside open start tls	pkg/util/proto/...
	beside directory home list open sources start tls	pkg/aggregator pkg/builder3/util pkg/schemaconv pkg/schemamutation pkg/spec3 pkg/validation/spec
	beside directory home list open sources start temporary tls	pkg/builder pkg/builder3 pkg/common/...
	beside directory home list media open sources start temporary tls user write	pkg/handler pkg/handler3
	protocols services write	pkg/validation/strfmt
	beside directory home list open protocols services sources start tls write	pkg/validation/validate
	directory home list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary user write	pkg/generators/rules
	beside directory home list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary tls user write	pkg/generators
	beside directory home list open sources start temporary tls user write	pkg/openapiconv
github.com/ProtonMail/go-crypto v1.5.2
	open unknown
		bitcurves brainpool eax ocb openpgp/aes/keywrap openpgp/armor openpgp/elgamal openpgp/errors openpgp/slhdsa
	open	openpgp openpgp/clearsign openpgp/ecdh openpgp/ecdsa openpgp/ed25519 openpgp/ed448 openpgp/eddsa openpgp/mldsa_eddsa openpgp/mlkem_ecdh openpgp/packet openpgp/s2k openpgp/v2 openpgp/x25519 openpgp/x448
	unknown	openpgp/integration_tests/...
modernc.org/mathutil v1.5.0
	
go.opentelemetry.io/collector/receiver/receiverhelper v0.165.0
	beside open temporary
go.opentelemetry.io/collector/processor/xprocessor v0.165.0
	open temporary
go.opentelemetry.io/collector/pdata/xpdata v0.165.0
	open
		. entity pref xhash
go.opentelemetry.io/proto/otlp v0.19.0
	beside open protocols services temporary tls
	beside open	common/v1 logs/v1 metrics/v1 resource/v1 trace/v1
github.com/cenkalti/backoff/v5 v5.0.3
	
cloud.google.com/go/compute/metadata v0.2.3
	protocols services tls
github.com/vishvananda/netlink v1.3.1
	list open open:/var/run/docker.pid write
github.com/godbus/dbus/v5 v5.0.6
	open protocols services start user
github.com/google/go-containerregistry v0.22.1
	home list open protocols services start start:pass temporary tls user write
		pkg/compression pkg/legacy pkg/logs pkg/name pkg/v1 pkg/v1/compare pkg/v1/empty pkg/v1/fake pkg/v1/match pkg/v1/partial pkg/v1/static pkg/v1/stream pkg/v1/types pkg/v1/validate
	open temporary write	pkg/legacy/tarball pkg/v1/cache pkg/v1/mutate pkg/v1/random pkg/v1/tarball
	home open start start:pass temporary user write	pkg/authn/...
	list open temporary write	pkg/v1/layout
	home open start start:pass temporary tls user write	pkg/v1/remote/transport
	home open protocols services start start:pass temporary tls user write	pkg/v1/google pkg/v1/remote
	open protocols services temporary tls write	pkg/registry pkg/v1/daemon
github.com/quic-go/quic-go v0.65.0
	open services tls unknown write
		integrationtests/tools/proxy qlogwriter/... quicvarint testutils/events testutils/simnet
	open write	qlog
	open services tls write	. http3/... integrationtests/tools interop/...
	unknown	integrationtests/self integrationtests/versionnegotiation
	open tls write	testutils
github.com/klauspost/pgzip v1.2.4
	
github.com/zeebo/xxh3 v1.1.0
	
github.com/klauspost/cpuid/v2 v2.4.2
	
github.com/spf13/cast v1.10.0
	
github.com/bmatcuk/doublestar/v4 v4.10.4
	open
github.com/rs/cors v1.11.1
	
github.com/blang/semver v3.5.1+incompatible
	
github.com/shopspring/decimal v1.6.0
	
github.com/creack/pty v1.1.24
	open start
github.com/Microsoft/go-winio v0.6.4
	
github.com/go-openapi/swag v0.19.5
	directory home list open sources tls
go.uber.org/mock v0.6.0
	
github.com/invopop/jsonschema v0.14.0
	list open
github.com/go-git/go-git/v5 v5.19.3
	directory home list open protocols services start temporary tls unknown user write
		plumbing plumbing/cache plumbing/color plumbing/filemode plumbing/format/commitgraph/... plumbing/format/diff plumbing/format/idxfile plumbing/format/index plumbing/format/objfile plumbing/format/packfile plumbing/format/pktline plumbing/hash plumbing/protocol/packp/capability plumbing/protocol/packp/sideband plumbing/storer utils/...
	open	plumbing/format/config
	home list open temporary write	config plumbing/object/... plumbing/protocol/packp plumbing/revlist storage storage/filesystem/... storage/memory storage/transactional
	home open user	plumbing/format/gitignore
	directory home list open temporary write	plumbing/transport plumbing/transport/server plumbing/transport/test storage/test
	directory home list open start temporary write	plumbing/transport/file
	directory home list open protocols services temporary write	plumbing/transport/git
	directory home list open temporary tls write	plumbing/transport/http
	directory home list open protocols services temporary user write	plumbing/transport/ssh
	directory home list open protocols services start temporary tls user write	. plumbing/serverinfo plumbing/transport/client
	home open	plumbing/format/gitattributes
	unknown	tests/objectverify
github.com/google/shlex v0.0.0-20191202100458-e7afc7fbc510
	
github.com/moby/moby/client v0.6.2
	open protocols services tls write
		pkg/...
github.com/pelletier/go-toml/v2 v2.4.3
	unknown
		. ossfuzz unstable
github.com/mitchellh/go-homedir v1.1.0
	home start start:getent start:sh
github.com/go-chi/chi/v5 v5.5.0
	temporary
		.
github.com/valyala/bytebufferpool v1.0.0
	
github.com/apache/thrift v0.16.0
	protocols services tls write
go.mongodb.org/mongo-driver v1.17.10
	directory list open protocols services start temporary tls write
		bson bson/bsoncodec bson/bsonoptions bson/bsonrw bson/bsontype bson/mgocompat bson/primitive event mongo/address mongo/description mongo/integration mongo/readconcern mongo/readpref mongo/writeconcern tag version x/bsonx/bsoncore x/mongo/driver/dns x/mongo/driver/drivertest x/mongo/driver/integration x/mongo/driver/session x/mongo/driver/wiremessage
	tls	x/mongo/driver/mongocrypt/... x/mongo/driver/ocsp
	open protocols services tls	mongo/options x/mongo/driver x/mongo/driver/auth x/mongo/driver/connstring x/mongo/driver/operation x/mongo/driver/topology
	open tls	x/mongo/driver/auth/creds
	open protocols services start tls	mongo mongo/gridfs
	directory list temporary write	bson/bsonrw/bsonrwtest
github.com/testcontainers/testcontainers-go v0.45.0
	directory home list open protocols services start start:pass start:sh start:unpigz temporary tls user write
	open protocols services tls write	exec wait
		log
go.etcd.io/etcd/client/pkg/v3 v3.5.0
	directory list open protocols services temporary tls write
	protocols services	systemd
	open protocols services temporary write	logutil
		pathutil types verify
	directory list open temporary write	fileutil
	open	tlsutil
	services	srv
	directory list open temporary tls write	testutil
github.com/go-openapi/spec v0.19.3
	directory open tls
github.com/go-openapi/strfmt v0.19.3
	zone
github.com/google/gofuzz v1.2.0
	
github.com/gofrs/flock v0.13.2
	open
github.com/jmoiron/sqlx v1.4.0
	directory open
		reflectx types
github.com/google/pprof v0.0.0-20261105003125-4bf881d7fb0b
	directory home list open protocols services start start:dot start:perf_to_profile temporary tls write
		fuzz profile third_party/svgpan
github.com/shirou/gopsutil/v4 v4.26.10
	list open start user
		. common
	list open start	cpu docker sensors
	open start	disk host load mem net
github.com/modern-go/reflect2 v1.0.2
	
github.com/vishvananda/netns v0.0.5
	list open open:/var/run/docker.pid write
github.com/hashicorp/hcl/v2 v2.25.0
	open unknown
		. ext/... gohcl hcldec hcled hclsyntax hcltest hclwrite integrationtest
	open	hclparse hclsimple json
	unknown	hclsyntax/fuzz hclwrite/fuzz json/fuzz specsuite
gopkg.in/ini.v1 v1.67.0
	open write
github.com/alecthomas/chroma/v2 v2.27.0
	open
		. formatters/html lexers styles
go.uber.org/automaxprocs v1.6.0
	open
github.com/google/flatbuffers v2.0.8+incompatible
	beside open protocols services temporary tls unknown
		go goldens/go/flatbuffers/goldens tests tests/MyGame tests/MyGame/Example2 tests/optional_scalars
	unknown	grpc/tests tests/namespace_test/... tests/order
github.com/go-openapi/jsonpointer v0.19.3
	
github.com/iancoleman/strcase v0.3.0
	
github.com/muesli/termenv v0.16.0
	
github.com/gofrs/uuid v4.4.0+incompatible
	
github.com/hashicorp/go-uuid v1.0.2
	
github.com/Azure/azure-sdk-for-go/sdk/storage/azblob v1.8.3
	open protocols services tls zone
	protocols services tls	appendblob blob bloberror blockblob pageblob sas
github.com/golang-jwt/jwt/v4 v4.5.2
	open temporary
		.
	temporary	request
	open	test
github.com/nfnt/resize v0.0.0-20180221191011-83c6a9932646
	
github.com/chzyer/readline v1.5.1
	open protocols services write
		runes
github.com/aws/aws-sdk-go-v2/service/kms v1.62.6
	protocols services tls
		schemas types
github.com/google/cel-go v0.31.0
	beside directory list open temporary write zone
	beside open	checker/decls common common/functions common/types/pb common/types/ref common/types/traits interpreter/functions test/proto2pb test/proto3pb
		common/operators common/overloads common/runes
	beside open zone	cel/async common/ast common/containers common/debug common/decls common/env common/stdlib common/types interpreter test
	open write	parser/gen
	beside open write zone	cel checker ext parser
go.etcd.io/etcd/api/v3 v3.5.0
	beside open protocols services temporary tls
	beside open	authpb membershippb mvccpb v3rpc/rpctypes versionpb
		version
go.etcd.io/etcd/client/v3 v3.7.3
	beside directory list open protocols services temporary tls write
	beside open tls	credentials
	beside open protocols services temporary tls write	mock/mockserver
		naming
github.com/moby/term v0.0.0-20200915141129-7f0af18e79f2
	
github.com/go-openapi/errors v0.19.2
	
github.com/cyphar/filepath-securejoin v0.2.3
	open write
	open	. pathrs-lite/procfs
github.com/grpc-ecosystem/grpc-gateway/v2 v2.33.0
	beside open protocols services temporary tls
		utilities
	beside open	protoc-gen-openapiv2/options protoc-gen-openapiv3/options
github.com/PuerkitoBio/goquery v1.13.0
	tls
github.com/jessevdk/go-flags v1.6.1
	list open write
github.com/go-errors/errors v1.4.2
	open
github.com/zclconf/go-cty v1.20.0
	
github.com/ulikunitz/xz v0.5.17
	
github.com/moby/sys/mountinfo v0.5.0
	directory open
github.com/rs/xid v1.6.0
	open:/etc/machine-id
charm.land/lipgloss/v2 v2.1.0
	open start start:tmux temporary user
github.com/aws/aws-lambda-go v1.55.1
	directory list open protocols services temporary tls write
		events lambda/handlertrace lambda/messages lambdacontext
	tls	cfn
	directory list open temporary write	events/test
	directory protocols services tls write	lambda lambdaurl
github.com/twmb/franz-go v1.22.3
	protocols services tls
		pkg/kbin pkg/kerr pkg/kversion pkg/sasl/...
github.com/charmbracelet/bubbletea v1.3.10
	open start start:tmux user
github.com/docker/docker v28.5.2+incompatible
	beside cgo directory home list media open open:/ open:/.dockerenv open:/run/systemd/system open:/sbin/apparmor_parser open:/var/run/docker.pid protocols services start start:/proc/self/exe start:cp start:git start:go start:id start:ip start:ip6tables start:iptables start:mkfs.xfs start:modprobe start:mount start:netsh.exe start:nft start:ps start:slirp4netns start:tar start:unpigz start:usermod start:vpnkit start:wpr.exe start:zfs temporary tls unknown user write
		api api/types/... builder/builder-next/exporter/overrides builder/builder-next/worker/label builder/remotecontext/urlutil cli/winresources/dockerd cmd/... container/stream/bytespipe daemon/cluster/provider daemon/events/testutils daemon/links daemon/logger/jsonfilelog/jsonlog daemon/logger/templates daemon/names daemon/network distribution/utils dockerversion errdefs integration libcontainerd/queue libnetwork/bitmap libnetwork/cluster libnetwork/discoverapi libnetwork/drivers/overlay/overlayutils libnetwork/drivers/windows/... libnetwork/ipamutils libnetwork/ipbits libnetwork/netlabel libnetwork/options libnetwork/scope oci/caps pkg/jsonmessage pkg/meminfo pkg/namesgenerator pkg/parsers pkg/parsers/kernel pkg/platform pkg/plugins/pluginrpc-gen/... pkg/plugins/transport pkg/progress pkg/rootless pkg/stdcopy pkg/streamformatter pkg/stringid pkg/tailfile pkg/tarsum pkg/useragent restartmanager volume volume/service/opts
	beside open	api/server/httpstatus libcontainerd/shimopts
	unknown	builder/builder-next/exporter integration/build integration/capabilities integration/config integration/container integration/daemon integration/image integration/network/bridge/... integration/network/ipvlan integration/network/macvlan integration/network/overlay integration/networking integration/plugin/... integration/secret integration/service integration/session integration/system integration/volume libnetwork/driverapi libnetwork/drivers/bridge/brmanager libnetwork/drivers/host libnetwork/drivers/ipvlan/ivmanager libnetwork/drivers/macvlan/mvmanager libnetwork/drivers/null libnetwork/drivers/overlay/ovmanager libnetwork/drivers/remote/api libnetwork/drvregistry libnetwork/ipamapi libnetwork/ipams/defaultipam libnetwork/ipams/null libnetwork/ipams/remote/api libnetwork/ipams/windowsipam libnetwork/types pkg/atomicwriter pkg/ioutils pkg/pools pkg/reexec profiles/...
	temporary unknown	api/server/httputils api/server/router api/server/router/build api/server/router/checkpoint api/server/router/debug api/server/router/session api/server/router/swarm api/server/router/system api/server/router/volume
	beside open temporary unknown	api/server/middleware
	beside open temporary tls unknown user	api/server
	directory list open start start:unpigz temporary unknown user write	builder builder/builder-next/exporter/mobyexporter builder/builder-next/imagerefchecker daemon/graphdriver distribution/metadata distribution/xfer image image/cache image/v1 layer pkg/chrootarchive
	directory list open start start:git temporary tls write	builder/remotecontext/git
	temporary	pkg/longpath
	open write	integration-cli/checker libnetwork/etchosts libnetwork/osl/kernel pkg/pidfile pkg/system
	directory list open start start:git start:unpigz temporary tls unknown user write	api/server/router/image builder/remotecontext
	beside directory list open protocols services start start:/proc/self/exe temporary write	daemon/snapshotter oci
	beside directory list open protocols services start start:/proc/self/exe start:git start:unpigz temporary tls unknown user write	builder/dockerfile
	list open temporary unknown write	container/stream
	directory home open user write	opts pkg/homedir
	directory home list open protocols services tls unknown user write	daemon/cluster/convert libnetwork/drivers/remote libnetwork/ipams libnetwork/ipams/remote pkg/authorization pkg/plugingetter pkg/plugins volume/drivers volume/testutils
	beside directory home list open protocols services temporary tls unknown user write	daemon/logger daemon/logger/fluentd daemon/logger/gelf daemon/logger/journald daemon/logger/jsonfilelog daemon/logger/local daemon/logger/loggertest daemon/logger/loggerutils/... daemon/logger/splunk daemon/logger/syslog
	beside directory list open protocols services start start:/proc/self/exe temporary tls user write	libcontainerd/types
	directory open write	daemon/initlayer pkg/fileutils pkg/idtools
	directory home list open temporary user write	volume/mounts
	beside directory home list open protocols services start start:/proc/self/exe start:unpigz temporary tls unknown user write	api/server/router/plugin container daemon/cluster/controllers/plugin daemon/events daemon/stats plugin
	beside directory home list open protocols services start start:/proc/self/exe temporary tls unknown user write	plugin/v2
	beside directory home list open protocols services temporary tls user write	registry
	directory open unknown	reference
	beside directory home list open protocols services start start:unpigz temporary tls unknown user write	api/server/router/distribution distribution
	beside directory list open start start:unpigz temporary tls unknown user write	image/tarexport
	beside directory home list open protocols services start start:/proc/self/exe start:git start:unpigz temporary tls unknown user write	builder/builder-next/adapters/containerimage builder/builder-next/worker daemon/containerd daemon/images
	beside directory list open protocols services start start:unpigz temporary tls unknown user write	builder/builder-next/adapters/localinlinecache
	beside directory list open protocols services start start:/proc/self/exe start:unpigz temporary unknown user write	builder/builder-next/adapters/snapshot daemon/graphdriver/overlayutils
	open unknown write	libnetwork/datastore libnetwork/resolvconf
	list open open:/var/run/docker.pid protocols services start start:ip6tables start:iptables unknown user write	libnetwork/iptables
	list open open:/var/run/docker.pid start start:modprobe write	libnetwork/ns
	list open open:/var/run/docker.pid protocols services start start:modprobe unknown write	libnetwork/drivers/ipvlan libnetwork/drivers/macvlan libnetwork/netutils libnetwork/osl
	open	libnetwork/diagnostic libnetwork/portallocator pkg/parsers/operatingsystem pkg/process pkg/stack
	start unknown	libnetwork/portmapper
	beside list open open:/.dockerenv open:/var/run/docker.pid protocols services start start:ip6tables start:iptables start:modprobe unknown user write	libnetwork/drivers/bridge
	beside directory home list open open:/.dockerenv open:/var/run/docker.pid protocols services start start:ip6tables start:iptables start:modprobe temporary tls unknown user write	daemon/config
	directory home list open open:/var/run/docker.pid protocols services start start:modprobe tls unknown user write	libnetwork/config
	list open open:/ open:/var/run/docker.pid protocols services start start:ip6tables start:iptables start:modprobe unknown user write	libnetwork/drivers/overlay
	open protocols services start start:ip tls unknown write	libnetwork/cmd/networkdb-test/dbserver libnetwork/cmd/networkdb-test/dummyclient libnetwork/networkdb
	beside directory home list open open:/ open:/.dockerenv open:/var/run/docker.pid protocols services start start:ip start:ip6tables start:iptables start:modprobe start:nft tls unknown user write	libnetwork
	beside directory home list open open:/ open:/.dockerenv open:/var/run/docker.pid protocols services start start:/proc/self/exe start:git start:ip start:ip6tables start:iptables start:modprobe start:nft start:unpigz temporary tls unknown user write	api/server/backend/build builder/builder-next
	beside directory list open protocols services start start:netsh.exe start:wpr.exe temporary user write	pkg/sysinfo runconfig
	beside directory list open protocols services start start:netsh.exe start:unpigz start:wpr.exe temporary tls unknown user write	api/server/router/container
	beside open protocols services temporary tls unknown user	api/server/router/grpc
	beside directory home list open open:/ open:/.dockerenv open:/var/run/docker.pid protocols services start start:ip start:ip6tables start:iptables start:modprobe start:nft temporary tls unknown user write	api/server/router/network
	open protocols services tls write	client
	open protocols services tls unknown write	client/buildkit
	beside directory home list open open:/ open:/.dockerenv open:/var/run/docker.pid protocols services start start:/proc/self/exe start:ip start:ip6tables start:iptables start:modprobe start:nft start:unpigz temporary tls unknown user write	daemon/cluster/executor
	cgo directory home list open start start:unpigz temporary unknown user write	daemon/graphdriver/btrfs
	beside directory home list open protocols services start start:/proc/self/exe start:unpigz temporary unknown user write	daemon/graphdriver/fuse-overlayfs
	cgo directory list open start start:mkfs.xfs start:mount temporary write	quota
	beside cgo directory home list open protocols services start start:/proc/self/exe start:mkfs.xfs start:mount start:unpigz temporary unknown user write	daemon/graphdriver/overlay2
	list open unknown write	daemon/graphdriver/copy
	cgo directory home list open start start:mkfs.xfs start:mount start:unpigz temporary unknown user write	daemon/graphdriver/vfs
	directory home list open start start:unpigz start:zfs temporary unknown user write	daemon/graphdriver/zfs
	beside cgo directory home list open protocols services start start:/proc/self/exe start:mkfs.xfs start:mount start:unpigz start:zfs temporary unknown user write	daemon/graphdriver/register
	beside directory home list open protocols services start temporary tls unknown user write	daemon/logger/awslogs daemon/logger/gcplogs
	beside directory list open protocols services start start:/proc/self/exe temporary tls unknown user write	libcontainerd libcontainerd/remote libcontainerd/supervisor plugin/executor/containerd
	cgo directory list open protocols services start start:mkfs.xfs start:mount temporary unknown write	volume/local
	cgo directory home list open protocols services start start:mkfs.xfs start:mount temporary tls unknown user write	volume/service
	beside cgo directory home list open open:/ open:/.dockerenv open:/run/systemd/system open:/sbin/apparmor_parser open:/var/run/docker.pid protocols services start start:/proc/self/exe start:git start:id start:ip start:ip6tables start:iptables start:mkfs.xfs start:modprobe start:mount start:netsh.exe start:nft start:ps start:slirp4netns start:unpigz start:usermod start:vpnkit start:wpr.exe start:zfs temporary tls unknown user write	daemon daemon/cluster daemon/cluster/executor/container
	beside directory home list open protocols services tls unknown user write	libnetwork/cnmallocator
	directory home open protocols services start start:id start:usermod tls user write	daemon/listeners
	cgo directory list open start start:mkfs.xfs start:mount start:unpigz temporary unknown user write	daemon/graphdriver/graphtest
	beside directory list open protocols services start temporary tls user write	integration/network testutil
	directory open protocols services start start:tar tls write	testutil/fixtures/load
	beside directory list open open:/.dockerenv open:/var/run/docker.pid protocols services start start:ip6tables start:iptables start:modprobe start:tar temporary tls unknown user write	integration-cli/environment testutil/environment testutil/request
	beside directory home list open open:/.dockerenv open:/var/run/docker.pid protocols services start start:/proc/self/exe start:ip6tables start:iptables start:modprobe start:tar start:unpigz temporary tls unknown user write	integration-cli/cli integration-cli/daemon testutil/daemon
	directory list open start start:unpigz temporary user write	integration-cli/cli/build pkg/archive testutil/fakecontext
	directory list temporary write	integration-cli/requirement
	tls	libnetwork/cmd/networkdb-test/dbclient registry/resumable
	beside directory list media open open:/.dockerenv open:/var/run/docker.pid protocols services start start:cp start:go start:ip6tables start:iptables start:modprobe start:tar start:unpigz temporary tls unknown user write	testutil/fakestorage
	beside directory list media open open:/.dockerenv open:/var/run/docker.pid protocols services start start:cp start:git start:go start:ip6tables start:iptables start:modprobe start:tar start:unpigz temporary tls unknown user write	testutil/fakegit
	beside directory home list open protocols services start start:/proc/self/exe start:go start:unpigz temporary tls unknown user write	testutil/fixtures/plugin
	list open start temporary tls write	testutil/registry
github.com/golang/glog v1.1.2
	open temporary user write
github.com/ebitengine/purego v0.11.3
	cgo
gotest.tools/v3 v3.5.2
	directory list open protocols services start temporary write
	open write	assert assert/cmp golden skip
		. assert/opt x
	open start write	icmd
	open protocols services write	poll
	directory open write	env
	list open temporary write	fs
	directory list temporary write	x/subtest
github.com/grpc-ecosystem/go-grpc-middleware v1.4.0
	beside directory list open protocols services temporary tls write
	beside open protocols services temporary tls	. auth logging/kit/... logging/logrus/... logging/zap/... ratelimit recovery retry tags/... testing/testproto tracing/opentracing validator
		logging/settable util/...
	beside open	logging testing/gogotestproto
gorm.io/driver/postgres v1.6.3
	home open protocols services tls user zone
modernc.org/libc v1.81.0
	beside open start start:sh
		dirent errno fcntl fts grp headers langinfo limits locale netdb netinet/in poll pthread pwd signal stdio stdlib sys/... termios time unistd utime uuid/uuid wctype
	beside start start:sh	.
	open	honnef.co/go/netdb
github.com/prometheus/procfs v0.10.1
	list open
	open	nfs selinuxfs
cloud.google.com/go/kms v1.37.0
	beside home open protocols services start temporary tls user
	beside open protocols services temporary tls	apiv1/kmspb inventory/apiv1/inventorypb
go.opentelemetry.io/collector/pipeline/xpipeline v0.165.0
	
gopkg.in/check.v1 v1.0.0-20201130134442-10cb98267c6c
	directory list open temporary write
github.com/alecthomas/kong v1.17.0
	directory open user
github.com/vmihailenco/msgpack/v5 v5.4.1
	
github.com/grpc-ecosystem/go-grpc-prometheus v1.2.0
	beside directory list open protocols services temporary tls write
github.com/grpc-ecosystem/go-grpc-middleware/v2 v2.3.4
	beside directory list open protocols services temporary tls write zone
	beside open protocols services temporary tls	. interceptors interceptors/auth interceptors/logging interceptors/ratelimit interceptors/realip interceptors/recovery interceptors/retry interceptors/selector interceptors/timeout interceptors/validator testing/testvalidate/...
	beside open protocols services temporary tls write zone	interceptors/protovalidate
		metadata util/backoffutils
	beside directory list open protocols services temporary tls write	testing/testpb
github.com/cncf/xds/go v0.0.0-20230607035331-e9ce68804cb4
	beside open protocols services temporary tls
	beside open	udpa/annotations udpa/data/orca/v1 udpa/type/v1 xds/annotations/v3 xds/core/v3 xds/data/orca/v3 xds/type/...
github.com/envoyproxy/go-control-plane/envoy v1.40.0
	beside open protocols services temporary tls
	beside open	admin/v3 annotations api/v2/auth api/v2/cluster api/v2/core api/v2/endpoint api/v2/listener api/v2/ratelimit api/v2/route config/accesslog/... config/bootstrap/v3 config/cluster/aggregate/v2alpha config/cluster/redis config/cluster/v3 config/common/key_value/v3 config/common/matcher/v3 config/common/mutation_rules/v3 config/core/v3 config/endpoint/v3 config/filter/accesslog/v2 config/filter/dubbo/router/v2alpha1 config/filter/fault/v2 config/filter/http/adaptive_concurrency/v2alpha config/filter/http/aws_lambda/v2alpha config/filter/http/aws_request_signing/v2alpha config/filter/http/buffer/v2 config/filter/http/cache/v2alpha config/filter/http/compressor/v2 config/filter/http/cors/v2 config/filter/http/csrf/v2 config/filter/http/dynamo/v2 config/filter/http/ext_authz/v2 config/filter/http/fault/v2 config/filter/http/grpc_http1_bridge/v2 config/filter/http/grpc_http1_reverse_bridge/v2alpha1 config/filter/http/grpc_stats/v2alpha config/filter/http/grpc_web/v2 config/filter/http/gzip/v2 config/filter/http/header_to_metadata/v2 config/filter/http/health_check/v2 config/filter/http/ip_tagging/v2 config/filter/http/jwt_authn/v2alpha config/filter/http/lua/v2 config/filter/http/on_demand/v2 config/filter/http/original_src/v2alpha1 config/filter/http/rate_limit/v2 config/filter/http/rbac/v2 config/filter/http/router/v2 config/filter/http/squash/v2 config/filter/http/transcoder/v2 config/filter/listener/... config/filter/network/client_ssl_auth/v2 config/filter/network/direct_response/v2 config/filter/network/dubbo_proxy/v2alpha1 config/filter/network/echo/v2 config/filter/network/ext_authz/v2 config/filter/network/kafka_broker/v2alpha1 config/filter/network/local_rate_limit/v2alpha config/filter/network/mongo_proxy/v2 config/filter/network/mysql_proxy/v1alpha1 config/filter/network/rate_limit/v2 config/filter/network/rbac/v2 config/filter/network/redis_proxy/v2 config/filter/network/sni_cluster/v2 config/filter/network/tcp_proxy/v2 config/filter/network/thrift_proxy/v2alpha1 config/filter/network/zookeeper_proxy/v1alpha1 config/filter/thrift/... config/filter/udp/udp_proxy/v2alpha config/grpc_credential/... config/health_checker/redis/v2 config/listener/... config/metrics/... config/overload/... config/ratelimit/... config/rbac/... config/resource_monitor/... config/retry/... config/route/v3 config/tap/v3 config/trace/... config/transport_socket/alts/v2alpha config/transport_socket/raw_buffer/v2 config/upstream/local_address_selector/v3 data/... extensions/... type/... watchdog/v3
github.com/docker/cli v29.9.3+incompatible
	beside directory home list open protocols services start start:/usr/local/go/bin/go start:git start:pass start:unpigz temporary tls unknown user write zone
		cli-plugins/metadata cli/command/formatter/tabwriter cli/compose/interpolation cli/compose/schema/data cli/compose/template cli/compose/types cli/config/types cli/connhelper/ssh cli/debug cli/hints cli/manifest/types cli/streams cli/version cmd/docker/winresources opts/swarmopts templates
	start start:pass	cli/config/credentials cli/config/memorystore
	open start start:pass temporary write	cli/config/configfile
	home open start start:pass temporary user write	cli/config
	list open unknown write	cli/context cli/context/store
	start	cli/connhelper cli/connhelper/commandconn
	list open protocols services start tls unknown write	cli/context/docker
	home open protocols services start start:pass temporary tls user write	cli/flags
	open	pkg/kvfile
	directory open protocols services tls write	opts
	beside directory home list open protocols services start start:pass temporary tls unknown user write	cli cli-plugins/plugin cli/command cli/command/checkpoint cli/command/config cli/command/context cli/command/inspect cli/command/manifest cli/command/network cli/command/node cli/command/registry cli/command/secret cli/command/service cli/command/swarm cli/command/system/... cli/command/task cli/command/volume cli/compose/convert
	write	cli-plugins/socket
	open write	cli-plugins/hooks
	home list open start start:pass temporary unknown user write	cli-plugins/manager
	open protocols services tls write	cli/command/completion cli/command/formatter cli/command/idresolver cli/command/service/progress cli/command/swarm/progress
	directory list open start start:git start:unpigz temporary tls user write	cli/command/image/build
	beside directory home list open protocols services start start:git start:pass start:unpigz temporary tls unknown user write	cli/command/builder cli/command/image
	beside directory home list open protocols services start start:pass start:unpigz temporary tls unknown user write	cli/command/container cli/command/plugin
	list open write	cli/manifest/store
	directory open	cli/compose/schema
	directory open protocols services tls write zone	cli/compose/loader
	beside directory home list open protocols services start start:pass temporary tls unknown user write zone	cli/command/stack
	beside directory home list open protocols services start start:git start:pass start:unpigz temporary tls unknown user write zone	cli/command/commands
	unknown	e2e/cli-plugins e2e/container e2e/context e2e/global e2e/image e2e/plugin e2e/registry e2e/stack e2e/system
	directory list open start start:/usr/local/go/bin/go temporary write	e2e/testutils
github.com/opencontainers/runtime-spec v1.0.3-0.20210326190908-1c3f411f0417
	
github.com/tinylib/msgp v1.6.5
	directory home list open sources start start:gccgo start:go start:ps temporary unknown write
		gen msgp/...
	list open	parse
	directory home list open sources start start:gccgo start:go start:ps temporary write	printer
	unknown	tinygotest
github.com/dave/jennifer v1.7.1
	write
		.
github.com/robfig/cron/v3 v3.0.1
	zone
github.com/golang/groupcache v0.0.0-20241129210726-2c02b8208cf8
	beside open tls
		consistenthash lru singleflight
	beside open	groupcachepb testpb
github.com/gorilla/handlers v1.5.2
	temporary
github.com/urfave/cli v1.22.1
	open tls
	open	.
github.com/julienschmidt/httprouter v1.3.0
	media
pgregory.net/rapid v1.3.0
	directory list open temporary write
github.com/deckarep/golang-set/v2 v2.9.0
	
github.com/uber/jaeger-client-go v2.16.0+incompatible
	open protocols services temporary tls unknown write
		crossdock/log crossdock/thrift/tracetest log log/zap/mock_opentracing thrift thrift-gen/...
	services tls	. config crossdock/common crossdock/endtoend rpcmetrics testutils transport/... utils x zipkin
	protocols services tls unknown write	crossdock/client
	protocols services tls write	crossdock/server
	open services temporary tls	log/zap
	unknown	metrics/prometheus
github.com/pulumi/pulumi/sdk/v3 v3.274.1
	beside directory home list open protocols services start start:bun start:git start:npm start:pnpm start:poetry start:pulumi start:pyenv start:tmux start:uv start:yarn temporary tls user write
		go/auto/automation/base go/auto/automation/opt go/auto/automation/optabout go/auto/automation/optaboutenv go/auto/automation/optapi go/auto/automation/optapidescribe go/auto/automation/optapilist go/auto/automation/optcancel go/auto/automation/optconfig go/auto/automation/optconfigcopy go/auto/automation/optconfigenv go/auto/automation/optconfigenvadd go/auto/automation/optconfigenvinit go/auto/automation/optconfigenvlist go/auto/automation/optconfigenvremove go/auto/automation/optconfigget go/auto/automation/optconfigrefresh go/auto/automation/optconfigremove go/auto/automation/optconfigremoveall go/auto/automation/optconfigset go/auto/automation/optconfigsetall go/auto/automation/optconvert go/auto/automation/optenv go/auto/automation/optenvchangerequest go/auto/automation/optenvchangerequestapply go/auto/automation/optenvchangerequestapprove go/auto/automation/optenvchangerequestclose go/auto/automation/optenvchangerequestcomment go/auto/automation/optenvchangerequestdiff go/auto/automation/optenvchangerequestget go/auto/automation/optenvchangerequestlist go/auto/automation/optenvchangerequestlog go/auto/automation/optenvchangerequestrebase go/auto/automation/optenvchangerequestunapprove go/auto/automation/optenvclone go/auto/automation/optenvdiff go/auto/automation/optenvedit go/auto/automation/optenvget go/auto/automation/optenvinit go/auto/automation/optenvlist go/auto/automation/optenvopen go/auto/automation/optenvopenrequest go/auto/automation/optenvprovider go/auto/automation/optenvproviderawslogin go/auto/automation/optenvproviderawsloginoidc go/auto/automation/optenvproviderawsloginstatic go/auto/automation/optenvproviderazurelogin go/auto/automation/optenvproviderazureloginoidc go/auto/automation/optenvproviderazureloginstatic go/auto/automation/optenvprovidergcplogin go/auto/automation/optenvprovidergcploginoidc go/auto/automation/optenvprovidergcploginstatic go/auto/automation/optenvreferrer go/auto/automation/optenvreferrerlist go/auto/automation/optenvremove go/auto/automation/optenvrotate go/auto/automation/optenvrun go/auto/automation/optenvschedule go/auto/automation/optenvscheduleedit go/auto/automation/optenvscheduleget go/auto/automation/optenvschedulehistory go/auto/automation/optenvschedulelist go/auto/automation/optenvschedulenew go/auto/automation/optenvscheduleremove go/auto/automation/optenvset go/auto/automation/optenvsettings go/auto/automation/optenvsettingsget go/auto/automation/optenvsettingsset go/auto/automation/optenvsetup go/auto/automation/optenvsetupaws go/auto/automation/optenvsetupazure go/auto/automation/optenvsetupgcp go/auto/automation/optenvtag go/auto/automation/optenvtagget go/auto/automation/optenvtaglist go/auto/automation/optenvtagmove go/auto/automation/optenvtagremove go/auto/automation/optenvversion go/auto/automation/optenvversionhistory go/auto/automation/optenvversionretract go/auto/automation/optenvversionrollback go/auto/automation/optenvversiontag go/auto/automation/optenvversiontaglist go/auto/automation/optenvversiontagremove go/auto/automation/optenvwebhook go/auto/automation/optenvwebhookdelivery go/auto/automation/optenvwebhookdeliverylist go/auto/automation/optenvwebhookedit go/auto/automation/optenvwebhookget go/auto/automation/optenvwebhooklist go/auto/automation/optenvwebhooknew go/auto/automation/optenvwebhookping go/auto/automation/optenvwebhookremove go/auto/automation/optimport go/auto/automation/optinstall go/auto/automation/optlogs go/auto/automation/optlogsdecrypt go/auto/automation/optlogslist go/auto/automation/optlogsremove go/auto/automation/optlogsshare go/auto/automation/optnew go/auto/automation/optorg go/auto/automation/optorgauditlog go/auto/automation/optorgauditlogexport go/auto/automation/optorgauditloglist go/auto/automation/optorggetdefault go/auto/automation/optorgmember go/auto/automation/optorgmemberedit go/auto/automation/optorgmemberlist go/auto/automation/optorgmemberremove go/auto/automation/optorgrole go/auto/automation/optorgroleassign go/auto/automation/optorgroleedit go/auto/automation/optorgrolelist go/auto/automation/optorgrolenew go/auto/automation/optorgroleremove go/auto/automation/optorgsearch go/auto/automation/optorgsearchai go/auto/automation/optorgsetdefault go/auto/automation/optorgusage go/auto/automation/optorgusageget go/auto/automation/optrefresh go/auto/automation/optschema go/auto/automation/optschemacheck go/auto/automation/optstate go/auto/automation/optstateedit go/auto/automation/optstateget go/auto/automation/optstatemove go/auto/automation/optstatepromote go/auto/automation/optstateprotect go/auto/automation/optstateremove go/auto/automation/optstaterename go/auto/automation/optstaterepair go/auto/automation/optstatetaint go/auto/automation/optstateunprotect go/auto/automation/optstateuntaint go/auto/automation/optstateupgrade go/auto/automation/optup go/auto/automation/optversion go/auto/automation/optwhoami go/auto/debug go/auto/opthistory go/auto/optimport go/auto/optlist go/auto/optremove go/auto/optrename go/common/constant go/common/esc/diags go/common/esc/syntax go/common/resource/sig go/common/slice go/common/testing/iotest go/common/util/errutil go/common/util/retry go/common/util/yamlutil go/common/version go/pulumi-internal go/pulumi-internal/gsync go/pulumi/errors go/tools/automation/boilerplate/testing
	beside open protocols services temporary tls user write	go/common/diag/colors go/common/encoding go/common/env go/common/esc/ast go/common/promise go/common/resource/urn go/common/tokens go/common/util/contract go/common/util/env go/common/util/httputil go/common/util/logging go/common/util/mapper go/common/util/pulumihome go/common/util/result go/common/util/rpcutil/rpcerror
	beside directory open protocols services temporary tls user write	go/common/resource/asset go/common/util/archive go/common/util/otelreceiver
	beside directory list open protocols services temporary tls user write	go/auto/events go/auto/optdestroy go/auto/optpreview go/auto/optrefresh go/auto/optremotedestroy go/auto/optremotepreview go/auto/optremoterefresh go/auto/optremoteup go/auto/optup go/common/apitype go/common/diag go/common/esc/eval go/common/esc/syntax/encoding go/common/providers go/common/resource go/common/resource/archive go/common/resource/config go/common/tail go/common/testing/diagtest go/common/util/deepcopy go/common/util/fsutil go/property/... go/propertyprint go/propertyrpc
	open	go/common/util/ciutil
	beside open protocols services temporary tls	go/common/util/otelreceiver/logging go/common/util/tracing go/pulumi-internal/rpcdebug proto/...
	beside directory list open protocols services start start:tmux temporary tls user write	. go/common/util/cmdutil go/common/util/rpcutil go/common/util/securestore go/pulumix
	directory	go/auto/automation go/tools/automation/boilerplate/standard
	tls	go/common/esc go/common/esc/schema
	home open	go/common/util/agentdetect
	beside directory home list open protocols services start start:tmux temporary tls user write	go/auto go/common/resource/plugin go/common/util/gitutil go/common/workspace go/pulumi go/pulumi/config go/pulumi/internals go/pulumi/policyx go/pulumi/provider
	beside directory home list open protocols services start start:git start:npm start:pulumi start:uv temporary tls user write	go/common/testing
	beside directory open protocols services start temporary tls user write	go/common/util/executable
	protocols services write	go/pulumi-internal/netutil
	beside directory home list open protocols services start start:bun start:npm start:pnpm start:tmux start:yarn temporary tls user write	nodejs/npm
	beside directory home list open protocols services start start:poetry start:pyenv start:tmux start:uv temporary tls user write	python/toolchain
gocloud.dev v0.47.0
	beside directory home list open protocols services start start:/bin/sh start:pwsh.exe temporary tls user write zone
		. pubsub/batcher server/driver server/health/... server/requestlog
	home open protocols services start tls user write	aws
	tls	aws/rds azure/azuredb
	beside open protocols services temporary tls	blob/driver docstore/driver gcerrors pubsub/driver runtimevar/driver secrets/driver
	beside open protocols services temporary tls user	blob blob/memblob docstore pubsub pubsub/mempubsub runtimevar runtimevar/blobvar runtimevar/constantvar runtimevar/httpvar secrets secrets/localsecrets
	beside home open protocols services start temporary tls user write	aws/awscloud blob/s3blob docstore/awsdynamodb/v2 pubsub/awssnssqs runtimevar/awsparamstore runtimevar/awssecretsmanager secrets/awskms server/xrayserver
	open tls	server
	beside directory home open protocols services start start:/bin/sh start:pwsh.exe temporary tls user write zone	azure/azurecloud blob/azureblob
	beside directory home open protocols services start start:/bin/sh start:pwsh.exe temporary tls user write	secrets/azurekeyvault
	beside directory list open protocols services temporary tls user write	blob/drivertest blob/fileblob docstore/drivertest pubsub/drivertest runtimevar/filevar secrets/drivertest
	home open protocols services start tls user	gcp
	beside home open protocols services start temporary tls user	blob/gcsblob docstore/gcpfirestore gcp/cloudsql gcp/gcpcloud pubsub/gcppubsub pubsub/gcppubsubv2 runtimevar/gcpruntimeconfig runtimevar/gcpsecretmanager secrets/gcpkms server/sdserver
	beside open protocols services temporary tls user write	docstore/memdocstore
	open protocols services tls zone	mysql mysql/azuremysql
	home open protocols services start tls user write zone	mysql/awsmysql postgres/awspostgres
	beside home open protocols services start temporary tls user zone	mysql/gcpmysql postgres/gcppostgres
	home open protocols services tls user zone	postgres
	beside directory open protocols services start start:/bin/sh start:pwsh.exe temporary tls user write	pubsub/azuresb
	beside directory home list open protocols services start temporary tls user write	runtimevar/drivertest
github.com/schollz/progressbar/v3 v3.19.1
	
github.com/ghodss/yaml v1.0.0
	
github.com/aws/aws-sdk-go-v2/service/dynamodb v1.74.0
	protocols services tls
		schemas types
github.com/labstack/echo/v4 v4.16.0
	directory home list media open protocols services temporary tls write
	directory home media open protocols services temporary tls write	.
github.com/syndtr/goleveldb v1.0.0
	directory list open protocols services temporary tls write
		leveldb/cache leveldb/comparer leveldb/filter leveldb/opt leveldb/util
	open write	leveldb leveldb/errors leveldb/iterator leveldb/journal leveldb/memdb leveldb/storage leveldb/table
github.com/golang/freetype v0.0.0-20170609003504-e2365dfdc4a0
	
github.com/rabbitmq/amqp091-go v1.16.0
	open protocols services tls
github.com/apache/arrow-go/v18 v18.8.0
	beside cgo list open protocols services temporary tls write zone
		arrow/decimal arrow/decimal128 arrow/decimal256 arrow/endian arrow/float16
	open	arrow/bitutil arrow/memory
	open zone	arrow arrow/array/... arrow/arrio arrow/compute/exec arrow/csv arrow/encoded arrow/flight/flightsql/schema_ref arrow/ipc arrow/math arrow/scalar arrow/tensor parquet/variant
	protocols services tls write	parquet/compress
	open protocols services tls write zone	arrow/avro arrow/compute arrow/extensions parquet parquet/file parquet/metadata parquet/schema
	beside open protocols services temporary tls	arrow/flight/gen/flight
	beside open protocols services temporary tls write zone	arrow/flight arrow/flight/flightsql arrow/flight/flightsql/driver arrow/flight/session parquet/pqarrow
	cgo open zone	arrow/cdata
	beside list open protocols services tls write zone	arrow/compute/exprs
	cgo	arrow/memory/mallocator
	beside open zone	arrow/util
	beside open	arrow/util/util_message
github.com/zishang520/socket.io/v3 v3.0.6
	open protocols services tls user write
	open user	pkg/log pkg/queue pkg/utils
	open services tls write	pkg/webtransport
		pkg/slices pkg/version
oras.land/oras-go/v2 v2.7.0
	directory home list open start start:pass temporary tls user write
		content content/memory errdef registry registry/remote/credentials/trace registry/remote/errcode
	tls	. registry/remote registry/remote/auth registry/remote/retry
	directory list open temporary user write	content/file
	directory list open temporary write	content/oci
	home open start start:pass temporary tls write	registry/remote/credentials
github.com/aws/aws-sdk-go-v2/service/ec2 v1.344.3
	protocols services tls
		types
k8s.io/code-generator v0.17.3
	beside directory home list open protocols services sources start start:gccgo start:go start:gofmt start:goimports start:gopackagesdriver start:protoc start:ps temporary tls user write
		. cmd/applyconfiguration-gen/args cmd/client-gen/types cmd/deepcopy-gen/args cmd/deepcopy-gen/output_tests/... cmd/defaulter-gen/output_tests/marker/external/... cmd/defaulter-gen/output_tests/marker/external2 cmd/defaulter-gen/output_tests/marker/external3 cmd/informer-gen/args cmd/lister-gen/args cmd/prerelease-lifecycle-gen/args cmd/register-gen/args cmd/register-gen/output_tests cmd/validation-gen/output_tests cmd/validation-gen/output_tests/_codegenignore/other cmd/validation-gen/output_tests/multiple_packages/types cmd/validation-gen/output_tests/one_type_match/trivial cmd/validation-gen/output_tests/tags/subfield/deep cmd/validation-gen/util pkg/apidefinitions third_party/forked/golang/reflect
	directory home list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary user write	cmd/client-gen/args cmd/client-gen/generators/... cmd/conversion-gen/... cmd/deepcopy-gen/generators cmd/defaulter-gen/args cmd/defaulter-gen/generators cmd/defaulter-gen/output_tests cmd/informer-gen/generators cmd/lister-gen/generators cmd/prerelease-lifecycle-gen/prerelease-lifecycle-generators cmd/register-gen/generators pkg/namer pkg/util
	beside directory home list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary tls user write	cmd/applyconfiguration-gen/generators
	open temporary user write	cmd/defaulter-gen/output_tests/empty cmd/defaulter-gen/output_tests/marker cmd/defaulter-gen/output_tests/pointer cmd/defaulter-gen/output_tests/slices cmd/defaulter-gen/output_tests/wholepkg
	directory home list open sources start start:gccgo start:go start:gofmt start:goimports start:gopackagesdriver start:protoc start:ps temporary user write	cmd/go-to-protobuf/protobuf
	open protocols services temporary tls user write	cmd/register-gen/output_tests/simpletype/v1 cmd/validation-gen/output_tests/multiple_packages/external
	directory home list open protocols services sources start start:gccgo start:go start:gopackagesdriver start:ps temporary tls user write	cmd/validation-gen/validators
	directory list open temporary write	cmd/validation-gen/output_tests/all_types_match/trivial cmd/validation-gen/output_tests/no_generation cmd/validation-gen/output_tests/no_types_match cmd/validation-gen/output_tests/tags/union/union/discriminated/empty cmd/validation-gen/testscheme
	directory list open protocols services temporary tls user write	cmd/validation-gen/output_tests/all_types_match/with_field_validations cmd/validation-gen/output_tests/all_types_match/with_type_validations cmd/validation-gen/output_tests/cohorts cmd/validation-gen/output_tests/cross_pkg cmd/validation-gen/output_tests/elide_no_validations cmd/validation-gen/output_tests/embedded cmd/validation-gen/output_tests/maps/... cmd/validation-gen/output_tests/multiple_packages/consumer cmd/validation-gen/output_tests/multiple_packages/registered cmd/validation-gen/output_tests/multiple_tags cmd/validation-gen/output_tests/one_type_match/with_field_validations cmd/validation-gen/output_tests/one_type_match/with_type_validations cmd/validation-gen/output_tests/ordering/... cmd/validation-gen/output_tests/pointers cmd/validation-gen/output_tests/primitives cmd/validation-gen/output_tests/public_private cmd/validation-gen/output_tests/ratcheting/... cmd/validation-gen/output_tests/recursive/... cmd/validation-gen/output_tests/slices/... cmd/validation-gen/output_tests/tags/customvalidation cmd/validation-gen/output_tests/tags/dependentforbidden cmd/validation-gen/output_tests/tags/dependentrequired cmd/validation-gen/output_tests/tags/eachkey cmd/validation-gen/output_tests/tags/eachval/... cmd/validation-gen/output_tests/tags/enum/... cmd/validation-gen/output_tests/tags/forbidden cmd/validation-gen/output_tests/tags/format/... cmd/validation-gen/output_tests/tags/immutable cmd/validation-gen/output_tests/tags/item/... cmd/validation-gen/output_tests/tags/levels/... cmd/validation-gen/output_tests/tags/listmap/... cmd/validation-gen/output_tests/tags/listset cmd/validation-gen/output_tests/tags/maxbytes cmd/validation-gen/output_tests/tags/maximum cmd/validation-gen/output_tests/tags/maxitems/... cmd/validation-gen/output_tests/tags/maxlength cmd/validation-gen/output_tests/tags/maxproperties cmd/validation-gen/output_tests/tags/minimum cmd/validation-gen/output_tests/tags/minitems/... cmd/validation-gen/output_tests/tags/minlength cmd/validation-gen/output_tests/tags/minproperties cmd/validation-gen/output_tests/tags/mode cmd/validation-gen/output_tests/tags/monotonic cmd/validation-gen/output_tests/tags/neq/... cmd/validation-gen/output_tests/tags/opaque cmd/validation-gen/output_tests/tags/optional/... cmd/validation-gen/output_tests/tags/options/... cmd/validation-gen/output_tests/tags/required cmd/validation-gen/output_tests/tags/subfield/list cmd/validation-gen/output_tests/tags/subfield/nonincluded cmd/validation-gen/output_tests/tags/subfield/shallow cmd/validation-gen/output_tests/tags/subfield/shortcircuit cmd/validation-gen/output_tests/tags/subfield/unions cmd/validation-gen/output_tests/tags/supported_resources/... cmd/validation-gen/output_tests/tags/union/union/discriminated/custom_members cmd/validation-gen/output_tests/tags/union/union/discriminated/multiple cmd/validation-gen/output_tests/tags/union/union/discriminated/simple cmd/validation-gen/output_tests/tags/union/union/discriminated/sparse cmd/validation-gen/output_tests/tags/union/union/undiscriminated/... cmd/validation-gen/output_tests/tags/unique cmd/validation-gen/output_tests/tags/update/... cmd/validation-gen/output_tests/tags/validate_false cmd/validation-gen/output_tests/tags/validate_true cmd/validation-gen/output_tests/tags/validatetruealpha cmd/validation-gen/output_tests/tags/validatetruebeta cmd/validation-gen/output_tests/tags/zerooroneof/... cmd/validation-gen/output_tests/type_args cmd/validation-gen/output_tests/typedefs cmd/validation-gen/output_tests/types_with_suffix cmd/validation-gen/output_tests/update_validations/...
k8s.io/cri-api v0.37.2
	beside directory list open protocols services temporary tls write
		.
	beside open protocols services temporary tls	pkg/apis pkg/apis/runtime/v1
	beside open	pkg/errors
github.com/go-openapi/validate v0.19.5
	directory home list open protocols services sources tls zone
github.com/asaskevich/govalidator v0.0.0-20190424111038-f61b66f89f4a
	
go.opentelemetry.io/collector/service v0.165.0
	beside directory home list open protocols services start temporary tls user write zone
	beside directory list open temporary user write zone	extensions
	open temporary	pipelines
	beside directory list open protocols services temporary tls user write	telemetry
	beside directory list open protocols services start temporary tls user write zone	.
cloud.google.com/go/pubsub v1.33.0
	beside directory home list open protocols services start temporary tls user write
	beside open protocols services temporary tls	apiv1/pubsubpb loadtest/pb
	beside home open protocols services start temporary tls user	. apiv1 loadtest
github.com/jhump/protoreflect v1.19.0
	beside directory open protocols services temporary tls write
	beside open	codec desc desc/builder desc/sourceinfo dynamic dynamic/msgregistry
		desc/protoparse/ast
	beside directory open	desc/protoparse
	beside open write	desc/protoprint
	beside open protocols services temporary tls	dynamic/grpcdynamic grpcreflect
github.com/oklog/ulid/v2 v2.1.2
	
github.com/pelletier/go-toml v1.9.3
	open
github.com/opencontainers/selinux v1.10.0
	home list open user write
	list open	pkg/pwalkdir
	list	pkg/pwalk
honnef.co/go/tools v0.8.2
	beside directory home list open sources start start:gccgo start:go start:gopackagesdriver start:pkg-config start:ps temporary write
	open	analysis/facts/generated go/buildid
		analysis/dfa/... analysis/edit analysis/facts/deprecated analysis/facts/directives analysis/facts/nilness analysis/facts/tokenfile analysis/lint go/ast/astutil go/ir go/types/typeutil knowledge lintcmd/cache/cacheprog lintcmd/version pattern printf sarif staticcheck/fakejson staticcheck/fakereflect staticcheck/fakexml structlayout
	directory list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary write	analysis/callcheck analysis/code analysis/facts/purity analysis/report go/ir/irutil quickfix/... simple/... staticcheck/sa1000 staticcheck/sa1001 staticcheck/sa1002 staticcheck/sa1003 staticcheck/sa1004 staticcheck/sa1005 staticcheck/sa1006 staticcheck/sa1007 staticcheck/sa1008 staticcheck/sa1010 staticcheck/sa1011 staticcheck/sa1012 staticcheck/sa1013 staticcheck/sa1014 staticcheck/sa1015 staticcheck/sa1016 staticcheck/sa1017 staticcheck/sa1018 staticcheck/sa1019 staticcheck/sa1020 staticcheck/sa1021 staticcheck/sa1023 staticcheck/sa1024 staticcheck/sa1025 staticcheck/sa1026 staticcheck/sa1027 staticcheck/sa1028 staticcheck/sa1029 staticcheck/sa1030 staticcheck/sa1031 staticcheck/sa1032 staticcheck/sa2000 staticcheck/sa2001 staticcheck/sa2002 staticcheck/sa2003 staticcheck/sa3000 staticcheck/sa3001 staticcheck/sa4000 staticcheck/sa4001 staticcheck/sa4003 staticcheck/sa4004 staticcheck/sa4005 staticcheck/sa4006 staticcheck/sa4008 staticcheck/sa4009 staticcheck/sa4010 staticcheck/sa4011 staticcheck/sa4012 staticcheck/sa4013 staticcheck/sa4014 staticcheck/sa4015 staticcheck/sa4016 staticcheck/sa4017 staticcheck/sa4018 staticcheck/sa4019 staticcheck/sa4020 staticcheck/sa4021 staticcheck/sa4022 staticcheck/sa4023 staticcheck/sa4024 staticcheck/sa4025 staticcheck/sa4026 staticcheck/sa4027 staticcheck/sa4028 staticcheck/sa4029 staticcheck/sa4030 staticcheck/sa4031 staticcheck/sa4032 staticcheck/sa5000 staticcheck/sa5001 staticcheck/sa5002 staticcheck/sa5003 staticcheck/sa5004 staticcheck/sa5005 staticcheck/sa5007 staticcheck/sa5008 staticcheck/sa5009 staticcheck/sa5010 staticcheck/sa5011 staticcheck/sa5012 staticcheck/sa6000 staticcheck/sa6001 staticcheck/sa6002 staticcheck/sa6003 staticcheck/sa6005 staticcheck/sa6006 staticcheck/sa9001 staticcheck/sa9002 staticcheck/sa9003 staticcheck/sa9004 staticcheck/sa9005 staticcheck/sa9006 staticcheck/sa9008 staticcheck/sa9009 staticcheck/sa9010 stylecheck/st1000 stylecheck/st1005 stylecheck/st1006 stylecheck/st1008 stylecheck/st1011 stylecheck/st1012 stylecheck/st1015 stylecheck/st1016 stylecheck/st1017 stylecheck/st1018 stylecheck/st1019 stylecheck/st1020 stylecheck/st1021 stylecheck/st1022 stylecheck/st1023 unused
	home open	config
	home list open start write	lintcmd/cache
	directory home list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary write	go/loader lintcmd/runner staticcheck staticcheck/sa9007 stylecheck stylecheck/st1001 stylecheck/st1003 stylecheck/st1013
	beside directory home list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary write	analysis/lint/testutil lintcmd
	sources	go/gcsizes
	directory list open start start:gccgo start:pkg-config	debug
golang.org/x/telemetry v0.0.0-20261111153349-cdaf7e97dd7b
	beside home list open start start:go temporary tls write
	home open write	counter/...
		crashmonitor
github.com/go-redis/redis/v8 v8.11.5
	protocols services tls
github.com/alicebob/miniredis/v2 v2.40.0
	directory open protocols services start temporary tls write
		fpconv geohash hyperloglog metro size
	directory open start temporary write	gopher-json
	protocols services tls	proto
	protocols services write	server
github.com/tidwall/btree v1.8.2
	
github.com/docker/go-connections v0.4.0
	open protocols services tls write
	protocols services tls write	sockets
	open tls	tlsconfig
		. nat proxy
github.com/antlr4-go/antlr/v4 v4.13.1
	open write
charm.land/bubbletea/v2 v2.1.1
	open start start:tmux temporary user write
github.com/onsi/ginkgo v1.16.5
	directory list open protocols services sources start start:gccgo start:ginkgo start:go temporary tls write
		config formatter ginkgo/interrupthandler ginkgo/outline integration reporters/stenographer/... types
	directory open write	reporters
	directory list open protocols services temporary tls write	.
	directory open tls write	extensions/...
	directory list open sources start start:gccgo start:ginkgo start:go write	ginkgo/convert
	directory list open sources start start:gccgo	ginkgo/nodot ginkgo/watch
	directory list open	ginkgo/testsuite
	directory list open protocols services start start:go temporary tls write	ginkgo/testrunner
github.com/OneOfOne/xxhash v1.2.2
	
github.com/go-openapi/loads v0.19.4
	directory open protocols services tls zone
	directory open tls	fmts
github.com/charmbracelet/bubbles v1.0.0
	list open start start:tmux user
	open start start:tmux user	cursor help list paginator progress spinner stopwatch table textarea textinput timer viewport
		. key runeutil textarea/memoization
github.com/hashicorp/go-plugin v1.8.0
	beside directory list open protocols services start temporary tls user write
		runner
	beside open protocols services temporary tls	test/grpc
github.com/mitchellh/go-testing-interface v1.14.0
	
github.com/redis/rueidis v1.0.79
	open protocols services tls
github.com/ory/dockertest/v3 v3.12.0
	directory home list open protocols services start start:unpigz temporary tls user write zone
		docker/pkg/longpath docker/pkg/stdcopy docker/types/...
	directory open protocols services tls write zone	docker/opts
	directory list open write	docker/pkg/fileutils
	open	docker/pkg/mount
	directory list open temporary write	docker/pkg/ioutils docker/pkg/pools docker/pkg/system
	directory list open start temporary write	docker/pkg/homedir docker/pkg/idtools
	directory list open start start:unpigz temporary user write	docker/pkg/archive
	home open	docker/pkg/jsonmessage
github.com/cockroachdb/datadriven v0.0.0-20190809214429-80d97fb3cbaa
	directory list open temporary write
		diagram
github.com/google/btree v1.1.3
	
github.com/tjfoc/gmsm v1.4.1
	beside list open protocols services temporary tls write
		sm2 sm3
	open write	sm4
	list open tls	x509
	list open protocols services tls write	gmtls gmtls/websvr
	beside list open protocols services tls write	gmtls/gmcredentials
	beside open protocols services temporary tls	gmtls/gmcredentials/echo
	list open tls write	pkcs12
github.com/hashicorp/golang-lru v1.0.2
	
github.com/agnivade/levenshtein v1.2.2
	
github.com/alecthomas/assert/v2 v2.11.0
	directory open sources
github.com/open-telemetry/opentelemetry-collector-contrib/pkg/stanza v0.165.1
	beside cgo directory list open protocols services start temporary tls unknown user write zone
	unknown	.
		entry fileconsumer/emit flush stanzaerrors tokenlen trim
	open temporary zone	operator pipeline testutil
	beside cgo open temporary tls zone	operator/helper operator/input/generate operator/input/stdin operator/input/windows operator/output/... operator/parser/csv operator/parser/jsonarray operator/parser/jsonparser operator/parser/keyvalue operator/parser/otelcol operator/parser/regex operator/parser/scope operator/parser/severity operator/parser/syslog/... operator/parser/timeparser operator/parser/trace operator/parser/uri operator/transformer/add operator/transformer/assignkeys operator/transformer/copy operator/transformer/filter operator/transformer/flatten operator/transformer/move operator/transformer/noop operator/transformer/regexreplace operator/transformer/remove operator/transformer/retain operator/transformer/router operator/transformer/sanitizeutf8 operator/transformer/unquote
	directory open user	fileconsumer/attrs
	beside cgo directory open temporary tls user zone	adapter operator/parser/container operator/transformer/recombine
	open temporary	split
	cgo open temporary zone	fileconsumer/matcher
	beside cgo directory open temporary tls user write zone	fileconsumer operator/input/file
	beside cgo open start temporary tls zone	operator/input/journald
	beside cgo open temporary tls write zone	operator/input/namedpipe
	beside cgo open protocols services temporary tls write zone	operator/input/syslog operator/input/tcp
	beside cgo open services temporary tls zone	operator/input/udp
	beside directory list open temporary user write zone	operator/operatortest
	directory list open temporary write	split/splittest
github.com/open-telemetry/opentelemetry-collector-contrib/pkg/translator/zipkin v0.165.1
	beside open protocols services tls unknown write
	unknown	.
	protocols services tls write	zipkinthriftconverter zipkinv1
	beside open	zipkinv2
github.com/valyala/fastjson v1.6.10
	
github.com/Azure/go-autorest v14.2.0+incompatible
	
gorm.io/driver/mysql v1.6.0
	open protocols services tls zone
github.com/samber/lo v1.53.0
	
github.com/fxamacker/cbor/v2 v2.10.0
	
github.com/go-openapi/jsonreference v0.19.3
	
github.com/Masterminds/squirrel v1.5.4
	
github.com/kballard/go-shellquote v0.0.0-20180428030007-95032a82bc51
	
modernc.org/xc v1.0.0
	directory home
filippo.io/edwards25519 v1.2.0
	
gonum.org/v1/plot v0.17.0
	directory list open temporary write
	open	font/... text tools/bezier vg vg/draw vg/recorder vg/vgeps vg/vgsvg
	open write	vg/vgimg vg/vgtex
	list open temporary write	. gob plotter plotutil vg/vgpdf
		palette/...
go.opentelemetry.io/collector/processor/processorhelper/xprocessorhelper v0.165.0
	open temporary
go.opentelemetry.io/collector/otelcol v0.165.0
	beside directory list open protocols services start temporary tls user write zone
github.com/petermattis/goid v0.0.0-20261109124353-7cfa343ad0ab
	
github.com/coreos/go-oidc/v3 v3.21.0
	tls
github.com/vektah/gqlparser/v2 v2.5.64
	directory list open temporary write
		. ast formatter gqlerror lexer parser validator/...
github.com/sahilm/fuzzy v0.1.3
	
cloud.google.com/go/secretmanager v1.11.1
	beside home open protocols services start temporary tls user
	beside open protocols services temporary tls	apiv1/secretmanagerpb apiv1beta2/secretmanagerpb
github.com/golang-migrate/migrate/v4 v4.20.1
	beside cgo directory home list media open protocols services sources start start:sh temporary tls user write zone
		. database database/clickhouse database/multistmt database/stub source source/go_bindata source/httpfs source/iofs source/stub
	directory open	source/file
	open tls	database/cassandra source/bitbucket source/gitlab
	home open protocols services tls user zone	database/cockroachdb database/pgx database/postgres database/redshift database/yugabytedb
	beside protocols services zone	database/firebird
	open protocols services start tls	database/mongodb
	open protocols services tls zone	database/mysql
	protocols services tls zone	database/neo4j
	home open protocols services tls user	database/pgx/v5
	cgo directory home open temporary write zone	database/ql
	tls	database/rqlite
	beside directory home list open protocols services start temporary tls user write zone	database/snowflake
	beside home open protocols services start temporary tls user zone	database/spanner
	cgo open zone	database/sqlcipher
	beside start start:sh zone	database/sqlite
	cgo zone	database/sqlite3
	open protocols services temporary tls write zone	database/sqlserver
	directory list temporary write	database/testing source/testing
	directory list open protocols services temporary tls write	dktesting testing
	home open protocols services start tls user write	source/aws_s3
	media tls	source/github source/github_ee
	list open sources	source/godoc_vfs
	beside home open protocols services start temporary tls user	source/google_cloud_storage
	directory list open start write	source/pkger
google.golang.org/appengine v1.6.7
	beside list open protocols services sources start start:dev_appserver.py temporary tls write
	beside open protocols services tls	. blobstore capability channel datastore file image log mail memcache module runtime search taskqueue urlfetch user
	beside list open protocols services start start:dev_appserver.py temporary tls write	aetest
		cloudsql
	beside open protocols services sources tls	delay
	beside open protocols services temporary tls	remote_api xmpp
	protocols services	socket
github.com/caddyserver/certmagic v0.25.6
	home list open protocols services temporary tls write
github.com/pires/go-proxyproto v0.0.0-20191211124218-517ecdf5bb2b
	protocols services tls
		. tlvparse
go.opentelemetry.io/otel/exporters/prometheus v0.69.0
	beside directory list open temporary user write
github.com/sebdah/goldie/v2 v2.8.0
	list open write
github.com/puzpuzpuz/xsync/v4 v4.5.0
	
github.com/gorilla/securecookie v1.1.2
	
github.com/urfave/cli/v3 v3.14.0
	open
github.com/benbjohnson/clock v1.3.5
	
github.com/containerd/continuity v0.0.0-20200710164510-efbc4488d8fe
	beside directory list open open:/etc/group start start:losetup start:mount temporary write
	write	devices pkg/ext4
	open write	sysx
	list open temporary write	fs
	list open write	driver
	directory list	pathdriver
	beside open	proto
	beside directory list open open:/etc/group temporary write	.
	directory list open temporary write	testutil
	open start start:losetup temporary write	testutil/loopback
github.com/tidwall/match v1.1.1
	
github.com/alecthomas/kingpin/v2 v2.4.0
	open protocols services
github.com/go-openapi/analysis v0.19.5
	directory open tls zone
	directory open tls	diff
github.com/go-openapi/runtime v0.19.4
	directory home list open protocols services sources temporary tls zone
	home list open sources temporary tls zone	. security yamlpc
		flagext logger middleware/denco middleware/header
github.com/jedib0t/go-pretty/v6 v6.8.3
	
github.com/adrg/xdg v0.5.3
	home open temporary write
github.com/gabriel-vasile/mimetype v1.4.16
	open
github.com/google/go-querystring v1.2.0
	
github.com/segmentio/encoding v0.5.4
	open
		iso8601 thrift
github.com/hashicorp/errwrap v1.0.0
	
github.com/mitchellh/cli v1.1.0
	beside directory list open start temporary user write zone
github.com/imdario/mergo v0.3.6
	
github.com/disintegration/imaging v1.6.2
	open write
github.com/beevik/etree v1.8.1
	open write
golang.org/x/lint v0.0.0-20210508222113-6edffad5e616
	directory list open sources start start:gccgo start:go
github.com/aws/jsii-runtime-go v1.142.0
	list open start start:node temporary write
github.com/valyala/fasthttp v1.78.0
	beside directory media open protocols services start temporary tls write
		fasthttputil stackless
	directory media open protocols services temporary tls write	. expvarhandler fasthttpadaptor fasthttpproxy pprofhandler
	open services	reuseport tcplisten
github.com/twmb/murmur3 v1.1.8
	
github.com/valyala/fasttemplate v1.0.1
	
github.com/go-playground/validator/v10 v10.30.6
	list open protocols services write zone
github.com/ThreeDotsLabs/watermill v1.5.1
	beside directory list open start temporary write
		. components/delay components/fanin components/forwarder components/requeuer message/... pubsub pubsub/gochannel pubsub/sync
	beside open	components/cqrs components/requestreply
	beside directory list open temporary write	components/metrics
	directory list open start temporary write	pubsub/tests
github.com/yandex-cloud/go-genproto v0.137.0
	beside open protocols services temporary tls
	beside open	yandex/cloud yandex/cloud/access yandex/cloud/ai/common yandex/cloud/ai/foundation_models/v1 yandex/cloud/api yandex/cloud/cic/v1/common yandex/cloud/datatransfer/v1/endpoint yandex/cloud/iam yandex/cloud/loadtesting/api/v1/common yandex/cloud/loadtesting/api/v1/config yandex/cloud/loadtesting/api/v1/regression yandex/cloud/loadtesting/api/v1/report/... yandex/cloud/loadtesting/api/v1/test yandex/cloud/maintenance/v2 yandex/cloud/mdb/clickhouse/v1/config yandex/cloud/mdb/elasticsearch/v1/config yandex/cloud/mdb/mongodb/v1/config yandex/cloud/mdb/mysql/v1/config yandex/cloud/mdb/mysql/v1alpha/config yandex/cloud/mdb/opensearch/v1/config yandex/cloud/mdb/opensearch/v1/extension yandex/cloud/mdb/operationlog/v1 yandex/cloud/mdb/postgresql/v1/config yandex/cloud/mdb/redis/v1/config yandex/cloud/mdb/sqlserver/v1/config yandex/cloud/mdb/v1 yandex/cloud/oauth yandex/cloud/quota yandex/cloud/reference yandex/cloud/speechsense/v1/analysis
github.com/gofiber/fiber/v2 v2.52.15
	directory list media open protocols services start start:cmd start:getconf start:lsof start:pgrep start:sysctl temporary tls user write zone
		log
	media	utils
	directory media open protocols services start start:cmd temporary tls write	. middleware/adaptor middleware/basicauth middleware/cache middleware/compress middleware/cors middleware/csrf middleware/earlydata middleware/encryptcookie middleware/envvar middleware/etag middleware/expvar middleware/favicon middleware/filesystem middleware/healthcheck middleware/helmet middleware/idempotency middleware/keyauth middleware/limiter middleware/pprof middleware/proxy middleware/recover middleware/redirect middleware/requestid middleware/rewrite middleware/session middleware/skip middleware/timeout
	directory media open protocols services start start:cmd temporary tls write zone	middleware/logger
	directory list media open protocols services start start:cmd start:getconf start:lsof start:pgrep start:sysctl temporary tls user write	middleware/monitor
go.mongodb.org/mongo-driver/v2 v2.10.0
	open protocols services start tls
		bson/... event mongo/address mongo/readconcern mongo/readpref mongo/writeconcern tag version x/bsonx/bsoncore x/mongo/driver/description x/mongo/driver/dns x/mongo/driver/integration x/mongo/driver/mnet x/mongo/driver/session x/mongo/driver/wiremessage
	tls	x/mongo/driver/mongocrypt/... x/mongo/driver/ocsp
	open protocols services tls	mongo/options x/mongo/driver x/mongo/driver/auth x/mongo/driver/connstring x/mongo/driver/drivertest x/mongo/driver/topology x/mongo/driver/xoptions
	open tls	x/mongo/driver/auth/creds
github.com/fogleman/gg v1.3.0
	open write
github.com/golang/geo v0.0.0-20260818125358-b200a1149890
	
github.com/dsoprea/go-logging v0.0.0-20200710184922-b02d349568dd
	open
gorgonia.org/tensor v0.9.24
	beside open
github.com/boombuler/barcode v1.0.1
	
github.com/patrickmn/go-cache v2.1.0+incompatible
	open write
github.com/microcosm-cc/bluemonday v1.0.27
	
github.com/armon/go-socks5 v0.0.0-20160902184237-e75332964ef5
	protocols services write
github.com/emirpasic/gods v1.18.1
	
github.com/buger/jsonparser v0.0.0-20200322175846-f7e751efca13
	
github.com/open-telemetry/opentelemetry-collector-contrib/pkg/sampling v0.165.1
	
github.com/open-telemetry/opentelemetry-collector-contrib/pkg/translator/jaeger v0.165.1
	beside open protocols services temporary tls write
	protocols services tls write	.
github.com/dgraph-io/badger/v4 v4.9.6
	beside directory list open temporary user write
		fb options
	beside open	pb
	beside directory open temporary user write	skl table trie y
github.com/zishang520/socket.io/parsers/engine/v3 v3.0.6
	open protocols services tls user write
		.
github.com/coreos/go-semver v0.3.0
	
github.com/dgrijalva/jwt-go v3.2.0+incompatible
	open temporary
		.
	temporary	request
	open	test
gorm.io/driver/sqlite v1.6.0
	cgo zone
mvdan.cc/sh/v3 v3.14.1
	directory home list open start start:locale temporary user write
		fileutil pattern syntax/...
	start start:locale temporary user write	expand shell
gopkg.in/inf.v0 v0.9.1
	
github.com/munnerz/goautoneg v0.0.0-20191010083416-a7dc8b61c822
	
k8s.io/klog v1.0.0
	open temporary unknown user write
	open temporary user write	. klogr
	unknown	integration_tests
github.com/NYTimes/gziphandler v1.1.1
	
connectrpc.com/connect v1.21.1
	beside open
github.com/evanphx/json-patch v4.5.0+incompatible
	
modernc.org/strutil v1.1.3
	home
modernc.org/fileutil v1.0.0
	directory list open start temporary write
	open temporary write	. falloc hdb
	open	storage
modernc.org/cc v1.0.1
	directory home open start unknown
	directory home open start	. v2
	unknown	v2/headers
go.opentelemetry.io/collector/scraper v0.165.0
	open temporary
		scrapererror
cloud.google.com/go/auth v0.24.4
	beside home open protocols services start temporary tls user
	protocols services tls	. credentials/downscope
	home open protocols services start tls user	credentials credentials/externalaccount
entgo.io/ent v0.14.5
	directory home list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary tls write
		. dialect dialect/entsql dialect/gremlin/encoding/... dialect/gremlin/graph/... dialect/sql dialect/sql/sqlgraph dialect/sql/sqljson entql privacy schema/...
	list open temporary write	dialect/sql/schema
	directory list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary write	entc/load
	directory home list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary write	entc entc/gen
	tls	dialect/gremlin dialect/gremlin/ocgremlin
helm.sh/helm/v3 v3.22.0
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token plugin protocols services sources start start:bzr start:git start:hg start:pass start:svn temporary tls user write zone
	open write	cmd/helm/require
		pkg/chart pkg/cli/output pkg/gates pkg/helmpath/xdg pkg/lint/support pkg/plugin/cache pkg/strvals pkg/time/...
	open	pkg/ignore
	directory open	pkg/chart/loader pkg/provenance
	home open	pkg/helmpath
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token plugin protocols services sources start start:git temporary tls user write	pkg/cli pkg/kube/... pkg/plugin
	directory home open start start:pass temporary tls write	pkg/registry
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token plugin protocols services sources start start:git start:pass temporary tls user write	cmd/helm/search pkg/cli/values pkg/downloader pkg/getter pkg/pusher pkg/repo/... pkg/uploader
	directory open protocols services temporary tls user write	pkg/chartutil pkg/releaseutil
	beside directory home list media open protocols services sources start temporary tls user write zone	pkg/engine pkg/lint pkg/lint/rules pkg/storage/...
	directory start	pkg/postrender
	open temporary user write	pkg/release
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token plugin protocols services sources start start:git start:pass temporary tls user write zone	pkg/action
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token plugin protocols services sources start start:bzr start:git start:hg start:pass start:svn temporary tls user write	pkg/plugin/installer
cloud.google.com/go/firestore v1.13.0
	beside home open protocols services start temporary tls user
	beside open protocols services temporary tls	apiv1/admin/adminpb apiv1/firestorepb
github.com/russross/blackfriday/v2 v2.1.0
	
cloud.google.com/go/datastore v1.15.0
	beside home open protocols services start temporary tls unknown user
	beside open protocols services temporary tls	admin/apiv1/adminpb
	beside home open protocols services start temporary tls user	admin/apiv1
github.com/gliderlabs/ssh v0.3.8
	open protocols services temporary write
cloud.google.com/go/bigquery v1.56.0
	beside home open protocols services start temporary tls user zone
	beside open protocols services temporary tls	analyticshub/apiv1/analyticshubpb biglake/apiv1/biglakepb biglake/apiv1alpha1/biglakepb connection/apiv1/connectionpb connection/apiv1beta1/connectionpb dataexchange/apiv1beta1/dataexchangepb datapolicies/apiv1/datapoliciespb datapolicies/apiv1beta1/datapoliciespb datapolicies/apiv2/datapoliciespb datapolicies/apiv2beta1/datapoliciespb datatransfer/apiv1/datatransferpb migration/apiv2/migrationpb migration/apiv2alpha/migrationpb reservation/apiv1/reservationpb storage/apiv1/storagepb storage/apiv1alpha/storagepb storage/apiv1beta/storagepb storage/apiv1beta1/storagepb storage/apiv1beta2/storagepb
	beside home open protocols services start temporary tls user	analyticshub/apiv1 biglake/apiv1 biglake/apiv1alpha1 connection/apiv1 connection/apiv1beta1 dataexchange/apiv1beta1 datapolicies/apiv1 datapolicies/apiv1beta1 datapolicies/apiv2 datapolicies/apiv2beta1 datatransfer/apiv1 migration/apiv2 migration/apiv2alpha reservation/apiv1 storage/apiv1 storage/apiv1alpha storage/apiv1beta storage/apiv1beta1 storage/apiv1beta2 storage/managedwriter
golang.org/x/perf v0.0.0-20260908200009-22c9c6c9d4da
	beside cgo directory home list media open protocols services start temporary tls user write zone
		analysis benchmath benchproc/syntax benchunit storage/benchfmt storage/fs storage/query
	list open	benchstat
	tls	storage storage/db
	list open tls	analysis/app
	open	benchfmt benchproc
	list open temporary write	benchseries
	list media tls	storage/app
	beside home open protocols services start temporary tls user	storage/fs/gcs
	cgo tls zone	storage/db/sqlite3
	cgo directory list temporary tls write zone	storage/db/dbtest
	open write	storage/fs/local
github.com/coreos/go-systemd v0.0.0-20190719114852-fd7a80b32e1f
	cgo home open open:/etc/machine-id open:/run/systemd/system protocols services start temporary user write
		activation daemon unit
	home open protocols services start user	dbus import1 login1 machine1
	protocols services temporary write	journal
	cgo	sdjournal
	cgo open:/etc/machine-id open:/run/systemd/system	util
github.com/lmittmann/tint v1.2.1
	
github.com/felixge/fgprof v0.9.5
	
github.com/openshift/api v3.9.0+incompatible
	open protocols services temporary tls unknown user write
	open protocols services temporary tls user write	apps/v1 authorization/v1 build/v1 image/... network/v1 oauth/v1 project/v1 quota/v1 route/v1 security/v1 template/v1 user/v1 webconsole/v1
	open temporary user write	pkg/serialization
	unknown	pkg/testing
github.com/containernetworking/plugins v1.10.0
	list open open:/var/run open:/var/run/docker.pid start temporary unknown write
	unknown	integration
		pkg/errors pkg/utils/buildversion plugins/ipam/host-local/backend plugins/ipam/host-local/backend/testing
	list open open:/var/run/docker.pid write	pkg/netlinksafe
	open	pkg/ns
	list open open:/var/run/docker.pid start write	pkg/ip pkg/ipam pkg/utils plugins/ipam/host-local/backend/allocator
	open write	pkg/utils/sysctl
	start	pkg/link
	list open open:/var/run open:/var/run/docker.pid start temporary write	pkg/testutils
	list open write	plugins/ipam/host-local/backend/disk
charm.land/bubbles/v2 v2.2.1
	list open start start:tmux temporary user write
		. key
	open start start:tmux temporary user write	cursor help list paginator progress spinner stopwatch table textarea textinput timer tree viewport
go.starlark.net v0.0.0-20260908191801-89a6a09411d5
	beside open protocols services write zone
	open	lib/json lib/math resolve starlark starlarkjson starlarkstruct starlarktest syntax
	open zone	lib/time
	open protocols services write	repl
	beside open	lib/proto
github.com/cilium/ebpf v0.22.0
	list open start start:netsh.exe start:wpr.exe temporary write
github.com/dlclark/regexp2/v2 v2.13.0
	
github.com/cpuguy83/go-md2man/v2 v2.0.6
	
cel.dev/cel-go v0.33.2
	beside directory list open temporary write zone
	beside open	checker/decls common common/functions common/types/pb common/types/ref common/types/traits interpreter/functions test/proto2pb test/proto3pb
		common/operators common/overloads common/runes
	beside open zone	cel/async common/ast common/containers common/cost common/debug common/decls common/env common/stdlib common/types interpreter test
	open write	parser/gen
	beside open write zone	cel checker ext parser
github.com/zeebo/blake3 v0.2.4
	
go.opentelemetry.io/otel/exporters/stdout/stdouttrace v1.47.0
	beside open user
github.com/posener/complete v1.2.3
	beside directory list open temporary user write
	beside directory open temporary user write	cmd/...
		match
github.com/aws/aws-sdk-go-v2/service/sns v1.48.0
	protocols services tls
		schemas types
github.com/oklog/run v1.2.0
	
github.com/hashicorp/memberlist v0.7.0
	open protocols services start start:ip tls write
github.com/anmitsu/go-shlex v0.0.0-20161002113705-648efa622239
	
github.com/magiconair/properties v1.8.5
	directory list open temporary tls write
	open tls	.
	directory list temporary write	assert
github.com/sabhiram/go-gitignore v0.0.0-20210923224102-525f6e181f06
	open
github.com/charmbracelet/glamour v1.0.0
	open start start:tmux user
github.com/aws/aws-sdk-go-v2/service/iam v1.65.0
	protocols services tls
		schemas types
github.com/hashicorp/hcl v1.0.0
	list open start start:diff temporary write
		. hcl/ast hcl/parser hcl/printer hcl/scanner hcl/strconv hcl/token json/... testhelper
gotest.tools v2.2.0+incompatible
	directory list open start temporary write
		. assert/opt poll x
	open	assert assert/cmp skip
	directory list temporary write	x/subtest
	directory list open temporary write	env fs
	open write	golden
	open start	icmd
github.com/Masterminds/semver v1.4.2
	
github.com/yuin/gopher-lua v1.1.2
	directory open start temporary write
		ast parse pm
github.com/go-kit/log v0.2.1
	
github.com/bmizerany/pat v0.0.0-20170815010413-6226ea591a40
	
gopkg.in/h2non/gock.v1 v1.1.2
	open tls
github.com/cenkalti/backoff/v3 v3.0.0
	
github.com/centrifugal/protocol v0.23.1
	beside directory list open start start:go
		cfjson cfprotobuf
	beside open	.
	directory list open start start:go	cfjson/gen
	open	cfprotobuf/gen
github.com/aws/aws-sdk-go-v2/service/sqs v1.53.0
	protocols services tls
		schemas types
cloud.google.com/go/pubsub/v2 v2.9.0
	beside directory home list open protocols services start temporary tls user write
	beside open protocols services temporary tls	apiv1/pubsubpb
	beside home open protocols services start temporary tls user	. apiv1
github.com/riverqueue/river v0.51.2
	directory home list open protocols services temporary tls user write
		. riverlog rivermigrate
github.com/getkin/kin-openapi v0.153.0
	directory open tls
		routers/legacy/pathpattern
github.com/pion/ice/v4 v4.4.9
	open protocols services tls write
github.com/guptarohit/asciigraph v0.5.1
	start start:cmd
github.com/nats-io/nats-server/v2 v2.15.2
	directory home list open protocols services start start:pgrep temporary tls write zone
	open	conf server/pse
	list open write	logger
		server/archive server/ats server/avl server/elastic server/gsl server/stree server/sysmem server/thw server/tpm
	tls	server/certidp server/certstore
github.com/hanwen/go-fuse/v2 v2.12.1
	directory list open start temporary user write
		. fuse/test
	open	splice
	directory open start	fuse
	directory open start user write	benchmark fs fuse/pathfs newunionfs zipfs
	directory open start write	fuse/nodefs virtiofs
	directory list open start temporary write	posixtest
github.com/containerd/containerd/v2 v2.4.2
	beside cgo directory home list open open:/etc/group open:/run/systemd/system open:/sbin/apparmor_parser open:/var/run/docker.pid protocols services start start:/proc/self/exe start:apparmor_parser start:blkdiscard start:criu start:dmsetup start:gpg start:gpg2 start:losetup start:mkfs.erofs start:mount start:netsh.exe start:rootlesskit start:sh start:wpr.exe temporary tls user write
	beside open	core/containers core/events core/events/exchange core/metrics/cgroups/common core/metrics/types/... core/remotes/errors core/streaming core/transfer/plugins core/transfer/streaming pkg/namespaces pkg/protobuf/... plugins/events
		core/content core/leases core/runtime/v2/logging core/snapshots/benchsuite defaults integration/failpoint pkg/cap pkg/deprecation pkg/epoch pkg/filters pkg/gc pkg/identifiers pkg/imageverifier pkg/ioutil pkg/kernelversion pkg/labels pkg/oom pkg/progress pkg/reference pkg/schedcore pkg/seccomp pkg/shutdown pkg/stdio pkg/timeout plugins plugins/services plugins/services/warning version
	beside open protocols services temporary tls	core/content/proxy core/events/proxy core/introspection/... core/leases/proxy core/streaming/proxy plugins/services/content/contentserver plugins/services/events plugins/services/healthcheck plugins/services/leases plugins/services/streaming plugins/services/version
	start	core/images core/images/archive core/images/converter core/images/converter/uncompress core/remotes core/transfer pkg/archive/compression pkg/display pkg/snapshotters
	open protocols services start:/proc/self/exe write	pkg/sys
	beside directory list open protocols services start start:/proc/self/exe temporary write	cmd/containerd-shim-runc-v2/process contrib/seccomp core/diff core/images/usage core/metrics/cgroups/v2 core/mount core/runtime core/snapshots core/snapshots/storage pkg/cdi pkg/netns pkg/oci pkg/os/... pkg/rootfs plugins/mount/fsview/erofs plugins/snapshots/blockfile/... plugins/snapshots/native/... plugins/snapshots/overlay/...
	beside directory list open protocols services start start:/proc/self/exe temporary tls write	contrib/diffservice contrib/snapshotservice core/content/testsuite core/diff/proxy core/metadata core/mount/manager core/mount/proxy core/sandbox/... core/snapshots/proxy core/transfer/local core/transfer/proxy core/unpack pkg/shim pkg/testutil plugins/leases plugins/metadata plugins/mount plugins/services/containers plugins/services/content plugins/services/diff plugins/services/images plugins/services/mounts plugins/services/namespaces plugins/services/sandbox plugins/services/snapshots plugins/services/transfer plugins/streaming plugins/transfer
	beside open tls	core/remotes/docker/auth pkg/tracing
	beside open protocols services start tls	core/remotes/docker
	user	pkg/archive/tarheader pkg/archive/tartest
	list open temporary user write	pkg/archive
	list open temporary write	pkg/cio plugins/content/...
	protocols services	pkg/dialer
	beside directory list open protocols services start start:/proc/self/exe temporary tls user write	client cmd/ctr/commands cmd/ctr/commands/deprecations cmd/ctr/commands/events cmd/ctr/commands/info cmd/ctr/commands/install cmd/ctr/commands/leases cmd/ctr/commands/oci cmd/ctr/commands/plugins cmd/ctr/commands/sandboxes cmd/ctr/commands/shim cmd/ctr/commands/snapshots cmd/ctr/commands/tasks cmd/ctr/commands/version core/runtime/restart core/runtime/v2 integration integration/client plugins/diff/walking/plugin plugins/restart plugins/sandbox plugins/services/tasks
	beside open write	core/metadata/boltutil
	beside list open protocols services start tls	core/remotes/docker/config core/transfer/registry
	open:/sbin/apparmor_parser	pkg/apparmor
	list open	cmd/containerd/server/config pkg/blockio
	beside directory list open temporary write	core/metrics pkg/rdt plugins/gc
	beside directory list open protocols services start start:/proc/self/exe temporary user write	core/diff/apply core/metrics/cgroups core/metrics/cgroups/v1 pkg/oom/v1 plugins/diff/walking
	open temporary write	pkg/atomicfile
	directory list open start temporary write	core/images/imagetest pkg/sys/reaper
	beside open protocols services	pkg/ttrpcutil
	beside open protocols services temporary tls user	pkg/tracing/plugin
	beside open start	core/transfer/archive core/transfer/image
	tls	pkg/httpdbg
	beside directory list open protocols services start start:/proc/self/exe start:apparmor_parser start:rootlesskit temporary write	contrib/apparmor
	beside cgo directory home list open open:/etc/group open:/run/systemd/system open:/sbin/apparmor_parser open:/var/run/docker.pid protocols services start start:/proc/self/exe start:apparmor_parser start:criu start:gpg start:gpg2 start:netsh.exe start:rootlesskit start:wpr.exe temporary tls user write	contrib/fuzz plugins/cri
	beside cgo directory home list open protocols services start start:/proc/self/exe start:gpg start:gpg2 temporary tls user write	plugins/cri/images
	beside directory home list open protocols services start start:/proc/self/exe temporary tls user write	plugins/cri/runtime
	beside directory list open protocols services start start:/proc/self/exe start:dmsetup start:mkfs.erofs temporary tls user write	plugins/diff/erofs/...
	list start	pkg/imageverifier/bindir plugins/imageverifier
	beside directory list open protocols services start start:/proc/self/exe start:dmsetup temporary write	plugins/mount/erofs
	beside directory list open protocols services start temporary write	plugins/nri
	beside open protocols services start:/proc/self/exe temporary write	plugins/server/debug
	beside directory list open protocols services start:/proc/self/exe temporary tls write	plugins/server/grpc
	beside directory list open protocols services temporary write	plugins/server/metrics
	beside open protocols services start:/proc/self/exe write	plugins/server/ttrpc
	beside open protocols services temporary tls write	plugins/services/introspection
	open write	pkg/fifosync plugins/services/opt
	beside cgo directory list open protocols services start start:/proc/self/exe temporary write	plugins/snapshots/btrfs/...
	start start:blkdiscard	plugins/snapshots/devmapper/blkdiscard
	open start start:blkdiscard start:dmsetup	plugins/snapshots/devmapper/dmsetup
	beside directory list open protocols services start start:/proc/self/exe start:blkdiscard start:dmsetup temporary write	plugins/snapshots/devmapper plugins/snapshots/devmapper/plugin
	beside directory list open protocols services start start:/proc/self/exe start:dmsetup start:mkfs.erofs temporary write	plugins/snapshots/erofs/...
	beside cgo directory home list open open:/etc/group open:/run/systemd/system open:/sbin/apparmor_parser open:/var/run/docker.pid protocols services start start:/proc/self/exe start:apparmor_parser start:blkdiscard start:criu start:dmsetup start:gpg start:gpg2 start:mkfs.erofs start:netsh.exe start:rootlesskit start:wpr.exe temporary tls user write	cmd/containerd/builtins
	beside directory list open protocols services start start:/proc/self/exe start:netsh.exe start:wpr.exe temporary tls user write	cmd/containerd-shim-runc-v2/manager cmd/containerd-shim-runc-v2/runc cmd/containerd-shim-runc-v2/task/... cmd/containerd/command cmd/containerd/server cmd/ctr/commands/namespaces
	beside open protocols services start temporary tls user write	integration/remote
	beside directory list open protocols services start start:/proc/self/exe start:apparmor_parser start:rootlesskit temporary tls user write	cmd/ctr/commands/containers cmd/ctr/commands/run
	beside directory list open protocols services start start:/proc/self/exe start:sh temporary tls user write	cmd/ctr/commands/content
	beside directory list open protocols services start start:/proc/self/exe start:mkfs.erofs temporary write	core/images/converter/erofs
	beside directory list open protocols services start start:/proc/self/exe start:dmsetup start:mkfs.erofs start:sh temporary tls user write	cmd/ctr/commands/images
	beside list open protocols services start start:netsh.exe start:wpr.exe temporary user write	core/runtime/opts
	open protocols services tls	cmd/ctr/commands/pprof
	beside directory list open protocols services start start:/proc/self/exe start:apparmor_parser start:dmsetup start:mkfs.erofs start:netsh.exe start:rootlesskit start:sh start:wpr.exe temporary tls user write	cmd/ctr/app
	beside directory list open open:/etc/group protocols services start start:/proc/self/exe start:losetup start:mount temporary tls write	core/snapshots/testsuite
	open	integration/images
	beside directory list open protocols services start start:/proc/self/exe start:netsh.exe start:wpr.exe temporary user write	pkg/oom/v2
github.com/rogpeppe/fastuuid v1.2.0
	
fyne.io/fyne/v2 v2.7.1
	beside cgo directory home list media open protocols services sources start start:gccgo start:go start:gopackagesdriver start:pkg-config start:ps start:xdg-open temporary tls user write
	open tls	. cmd/fyne_demo/data data/validation driver/desktop driver/embedded driver/mobile lang
	media open tls	storage/repository
	directory media open tls	data/binding storage
	directory home media open tls	canvas layout theme
	directory home list media open tls user write	container widget
		cmd/fyne_settings/data driver
	beside cgo directory home list media open protocols services start start:xdg-open temporary tls user write	app cmd/fyne_settings/settings
	directory list media open sources start start:gccgo start:go start:gopackagesdriver start:pkg-config start:ps temporary tls write	cmd/fyne/commands
	directory home list media open start tls user write	cmd/fyne_demo/tutorials dialog
	directory home list media open temporary tls user write	driver/software test tools/playground
github.com/paulmach/orb v0.14.0
	
github.com/aliyun/credentials-go v1.4.5
	directory home list open protocols services temporary tls unknown write
		. credentials/response
	home open protocols services tls write	credentials/providers
	protocols services	credentials/request credentials/utils
	directory home list open protocols services temporary tls write	credentials
	unknown	integration/...
github.com/alibabacloud-go/darabonba-openapi/v2 v2.1.14
	directory home list open protocols services temporary tls write
github.com/goombaio/namegenerator v0.0.0-20181006234301-989e774b106e
	
github.com/skip2/go-qrcode v0.0.0-20200617195104-da1b6568686e
	write
		bitset reedsolomon
github.com/emersion/go-sasl v0.0.0-20241020182733-b788ff22d5a6
	
buf.build/go/protovalidate v1.4.0
	beside open write zone
github.com/pion/transport/v5 v5.1.5
	directory list protocols services temporary write
		. deadline dpipe netctx packetio replaydetector reuseport udp utils/xor
	protocols services write	netchange stdnet vnet
	directory list temporary write	test
github.com/cockroachdb/pebble/v2 v2.1.7
	beside cgo directory list open sources start start:cmd temporary tls write
	cgo list open sources start tls write	batchrepr bloom objstorage/remote sstable/virtual vfs/...
	beside cgo directory list open sources start temporary tls write	. cockroachkvs metamorphic objstorage objstorage/objstorageprovider/... rangedel rangekey record sstable sstable/blob sstable/block sstable/colblk sstable/compressionanalyzer sstable/rowblk sstable/valblk tool/... wal
		sstable/block/blockkind
github.com/DataDog/datadog-go v2.2.0+incompatible
	protocols services
github.com/hashicorp/go-rootcerts v1.0.2
	list open
github.com/mitchellh/go-wordwrap v1.0.0
	
github.com/bits-and-blooms/bitset v1.29.0
	
github.com/kelseyhightower/envconfig v1.4.0
	
github.com/chewxy/hm v1.0.0
	
github.com/alibabacloud-go/tea-utils/v2 v2.0.7
	directory list protocols services temporary tls write
github.com/caarlos0/env/v11 v11.4.2
	open zone
github.com/lithammer/fuzzysearch v1.1.8
	
cloud.google.com/go/spanner v1.50.0
	beside home open protocols services start temporary tls user write zone
	beside open protocols services temporary tls	adapter/apiv1/adapterpb admin/database/apiv1/databasepb admin/instance/apiv1/instancepb apiv1/spannerpb executor/apiv1/executorpb test/proto/locationpb
	beside home open protocols services start temporary tls user	. adapter/apiv1 admin/database/apiv1 admin/instance/apiv1 apiv1 executor/apiv1 omni test/cloudexecutor/...
	zone	spansql
	beside open protocols services temporary tls write zone	spannertest
github.com/aws/aws-sdk-go-v2/feature/rds/auth v1.7.12
	tls
github.com/kr/text v0.2.0
	
github.com/minio/c2goasm v0.0.0-20190812172519-36a3d3bbc4f3
	cgo
		test
github.com/JohnCGriffin/overflow v0.0.0-20211019200055-46fa312c352c
	
github.com/klauspost/asmfmt v1.3.2
	
github.com/docopt/docopt-go v0.0.0-20180111231733-ee0de3bc6815
	
github.com/open-telemetry/opentelemetry-collector-contrib/pkg/core/xidutils v0.165.1
	
github.com/open-telemetry/opentelemetry-collector-contrib/pkg/translator/prometheus v0.165.1
	
github.com/ClickHouse/clickhouse-go/v2 v2.51.0
	directory home list open protocols services start start:pass start:sh start:unpigz temporary tls unknown user write zone
		lib/binary lib/chcol lib/churl lib/cityhash102
	zone	lib/timezone
	open zone	ext lib/column/... lib/driver lib/proto resources
	open protocols services tls zone	.
	unknown	benchmark tests/issues
	directory home list open protocols services start start:pass start:sh start:unpigz temporary tls user write zone	tests tests/std
github.com/pion/webrtc/v4 v4.2.26
	open protocols services tls write
		pkg/media pkg/media/h264reader pkg/media/h265reader pkg/media/ivfreader pkg/media/oggreader pkg/media/rtpdump pkg/media/samplebuilder pkg/null pkg/rtcerr
	write	pkg/media/h264writer pkg/media/h265writer pkg/media/ivfwriter pkg/media/oggwriter
github.com/charmbracelet/ultraviolet v0.0.0-20261008173134-6b8d4baf91b4
	open start start:tmux temporary user
github.com/Azure/go-autorest/autorest/adal v0.9.13
	open protocols services temporary tls write
github.com/aws/aws-sdk-go-v2/feature/s3/manager v1.23.24
	protocols services tls
github.com/satori/go.uuid v1.2.0
	
github.com/VictoriaMetrics/metrics v1.45.0
	open sources tls
github.com/hashicorp/vault/api v1.23.0
	directory home list open protocols services start start:getent start:ip start:sh temporary tls write
	list open protocols services start start:ip tls	.
	directory home list open start start:getent start:sh temporary write	cliconfig tokenhelper
github.com/hashicorp/consul/api v1.34.5
	list open protocols services tls unknown zone
github.com/spiffe/go-spiffe/v2 v2.9.0
	beside open protocols services temporary tls write
		exp logger spiffeid
	open tls	bundle/jwtbundle bundle/spiffebundle exp/bundle/witbundle exp/svid/witsvid federation spiffetls/tlsconfig svid/...
	open	bundle/x509bundle
	beside open tls	spiffegrpc/grpccredentials
	beside open protocols services temporary tls	exp/proto/spiffe/broker proto/spiffe/workload workloadapi
github.com/envoyproxy/protoc-gen-validate v1.0.2
	beside directory home list open sources start start:gccgo start:go start:ps temporary write
	beside open	validate
	beside list open temporary write	templates/shared
github.com/envoyproxy/go-control-plane v0.14.0
	beside open protocols services temporary tls unknown write
	beside open	pkg/cache/types pkg/conversion pkg/resource/v3
		pkg/log pkg/server/config pkg/wellknown
	beside open protocols services temporary tls	pkg/cache/v3 pkg/client/sotw/v3 pkg/server/delta/v3 pkg/server/rest/v3 pkg/server/sotw/v3 pkg/server/stream/v3 pkg/server/v3 pkg/test/resource/v3 pkg/test/v3
	unknown	pkg/integration
	beside open protocols services temporary tls write	pkg/test
github.com/chewxy/math32 v1.10.1
	
github.com/soheilhy/cmux v0.1.4
	protocols services tls
github.com/swaggo/swag v1.16.6
	directory home list open sources start start:gccgo start:go start:pkg-config start:ps temporary tls write
github.com/aws/aws-sdk-go-v2/service/autoscaling v1.81.0
	protocols services tls
		schemas types
github.com/aws/aws-sdk-go-v2/service/ecr v1.67.6
	protocols services tls
		schemas types
github.com/mxk/go-flowrate v0.0.0-20140419014527-cca7078d478f
	
go.etcd.io/etcd/server/v3 v3.7.3
	beside directory list open protocols services temporary tls user write
	beside directory list open protocols services temporary tls write	auth config etcdserver etcdserver/api/etcdhttp etcdserver/api/rafthttp etcdserver/api/v3alarm etcdserver/api/v3client etcdserver/api/v3compactor etcdserver/api/v3discovery etcdserver/api/v3election etcdserver/api/v3lock etcdserver/api/v3rpc etcdserver/apply etcdserver/cindex etcdserver/txn lease lease/leasehttp proxy/grpcproxy storage storage/mvcc storage/schema storage/wal storage/wal/testing verify
		etcdserver/api/etcdhttp/types etcdserver/api/v2error etcdserver/errors storage/datadir
	beside directory list open temporary write	etcdserver/api/snap etcdserver/api/v2store etcdserver/read storage/backend/... storage/mvcc/testutil
	open temporary	etcdserver/version features
	beside directory list open services temporary write	etcdserver/api etcdserver/api/membership
	beside open	etcdserver/api/snap/snappb storage/wal/walpb
	beside open temporary	etcdserver/api/v2stats
	beside open protocols services temporary tls	etcdserver/api/v3election/v3electionpb/... etcdserver/api/v3lock/v3lockpb/... lease/leasepb proxy/grpcproxy/adapter proxy/grpcproxy/cache
	open protocols services temporary	proxy/tcpproxy
	beside directory list open temporary tls write	mock/mockstorage mock/mockstore
	directory list open temporary tls write	mock/mockwait
connectrpc.com/connect/v2 v2.0.2
	beside open
		. connectgzip
github.com/montanaflynn/stats v0.14.0
	
github.com/Masterminds/vcs v1.13.0
	directory open start start:bzr start:git start:hg start:svn tls write
modernc.org/httpfs v1.0.6
	
modernc.org/ccgo/v3 v3.16.13
	beside directory home list open sources start start:gccgo start:go start:gofmt start:gopackagesdriver start:ps start:sh start:strace temporary write
modernc.org/token v1.1.0
	
nhooyr.io/websocket v1.6.5
	beside open tls
	tls	. wsjson
github.com/ThalesGroup/crypto11 v1.6.2
	cgo open
rsc.io/pdf v0.1.1
	open
github.com/opentracing-contrib/go-grpc v0.1.4
	beside open protocols services temporary tls
github.com/h2non/parth v0.0.0-20190131123155-b4df798d6542
	
github.com/nbio/st v0.0.0-20140626010706-e9e8d9816f32
	
github.com/google/s2a-go v0.1.7
	beside open protocols services temporary tls
	beside open protocols services tls	fallback
		retry
github.com/googleapis/enterprise-certificate-proxy v0.2.5
	cgo home open start user
	home open user	client/util
	home open start user	client
	cgo	linux
github.com/andybalholm/cascadia v1.1.0
	
github.com/99designs/gqlgen v0.17.98
	beside directory home list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary tls unknown write zone
	directory home list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary write	api codegen codegen/config codegen/templates plugin plugin/federation plugin/federation/fieldset plugin/modelgen plugin/resolvergen plugin/servergen plugin/stubgen
		codegen/testserver codegen/testserver/benchmark/... codegen/testserver/childfielddedup codegen/testserver/compliant-int/generated-compliant-strict codegen/testserver/compliant-int/generated-default codegen/testserver/followschema/... codegen/testserver/nullabledirectives/... codegen/testserver/omittypedinputunmarshalers codegen/testserver/protogetters/... codegen/testserver/returnpointersinunmarshalinput codegen/testserver/singlefile/... codegen/testserver/subscriptioncontextfield codegen/testserver/subscriptionwithcontext codegen/testserver/usefunctionsyntaxforexecutioncontext complexity graphql graphql/errcode graphql/executor/... graphql/handler/apollofederatedtracingv1/logger graphql/handler/apollotracing graphql/handler/debug graphql/handler/lru graphql/introspection graphql/playground integration/... plugin/federation/fedruntime plugin/federation/test_data/... plugin/modelgen/out plugin/modelgen/out_conflicting_types plugin/modelgen/out_covariant_types plugin/modelgen/out_directive_binding_models plugin/modelgen/out_directive_diamond plugin/modelgen/out_directive_embedding_models plugin/modelgen/out_directive_nullable_models plugin/modelgen/out_directive_partial plugin/modelgen/out_directive_skipped_parents plugin/modelgen/out_embedded_struct_models_with_binding plugin/modelgen/out_embedded_structs_models plugin/modelgen/out_enable_model_json_omitempty_tag_false plugin/modelgen/out_enable_model_json_omitempty_tag_false_omitempty_tag_false_omitzero_tag_nil plugin/modelgen/out_enable_model_json_omitempty_tag_false_omitempty_tag_false_omitzero_tag_true plugin/modelgen/out_enable_model_json_omitempty_tag_false_omitzero_tag_false plugin/modelgen/out_enable_model_json_omitempty_tag_false_omitzero_tag_nil plugin/modelgen/out_enable_model_json_omitempty_tag_false_omitzero_tag_true plugin/modelgen/out_enable_model_json_omitempty_tag_nil plugin/modelgen/out_enable_model_json_omitempty_tag_true plugin/modelgen/out_enable_model_json_omitzero_tag_false plugin/modelgen/out_enable_model_json_omitzero_tag_nil plugin/modelgen/out_enable_model_json_omitzero_tag_true plugin/modelgen/out_no_directive_models plugin/modelgen/out_nullable_input_omittable plugin/modelgen/out_omit_embedded_structs_models plugin/modelgen/out_omit_json_enum_marshalers plugin/modelgen/out_omit_resolver_fields plugin/modelgen/out_struct_pointers
	open tls zone	client
	unknown	codegen/testserver/compliant-int
	zone	graphql/handler/extension
	open temporary tls write	graphql/handler/transport
	open temporary tls write zone	graphql/handler graphql/handler/testserver
	beside open	graphql/handler/apollofederatedtracingv1 graphql/handler/apollofederatedtracingv1/generated
github.com/h2non/gock v1.2.0
	open tls
github.com/armon/go-radix v1.0.0
	
sigs.k8s.io/controller-tools v0.23.0
	beside directory home list open protocols services sources start start:gccgo start:go start:gopackagesdriver start:ps temporary tls user write
	directory list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary write	pkg/deepcopy pkg/genall/... pkg/loader pkg/markers
	directory list open protocols services sources start start:gccgo start:go start:gopackagesdriver start:ps temporary tls user write	pkg/crd/... pkg/rbac pkg/schemapatcher
		hack/boilerplate/test pkg/version
	directory open	pkg/typescaffold
	beside directory list open protocols services sources start start:gccgo start:go start:gopackagesdriver start:ps temporary tls write	pkg/loader/testutils
k8s.io/cri-client v0.37.2
	beside directory list open protocols services start temporary tls user write
	open protocols services temporary write	pkg/util
	beside open protocols services start temporary tls user write	pkg
	beside directory list open protocols services start temporary tls write	pkg/fake
	beside list open protocols services start temporary tls user write	pkg/logs
github.com/ledongthuc/pdf v0.0.0-20220302134840-0c2507a12d80
	open
cloud.google.com/go/errorreporting v0.3.0
	beside home open protocols services start temporary tls unknown user
	beside open protocols services temporary tls	apiv1beta1/errorreportingpb
github.com/google/licensecheck v0.3.1
	
cloud.google.com/go/logging v1.8.1
	beside home open protocols services start temporary tls user
	beside open protocols services temporary tls	apiv2/loggingpb
cloud.google.com/go/cloudtasks v1.12.1
	beside home open protocols services start temporary tls user
	beside open protocols services temporary tls	apiv2/cloudtaskspb apiv2beta2/cloudtaskspb apiv2beta3/cloudtaskspb
github.com/modelcontextprotocol/go-sdk v1.8.0
	directory open protocols services start tls unknown
	unknown	.
	open protocols services tls	auth/... oauthex
	open	jsonrpc
	directory open protocols services start tls	mcp
mvdan.cc/gofumpt v0.12.0
	open
golang.org/x/vuln v1.9.0
	directory home list open sources start start:gccgo start:go start:gopackagesdriver start:pkg-config start:ps temporary tls write
istio.io/api v1.32.0
	beside open protocols services temporary tls
	beside open	analysis/v1alpha1 envoy/... extensions/v1alpha1 mcp/v1alpha1 mesh/v1alpha1 meta/v1alpha1 networking/... security/v1 security/v1beta1 telemetry/... type/v1beta1
		annotation label
helm.sh/helm/v4 v4.3.1
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token plugin protocols services sources start start:bzr start:git start:hg start:pass start:svn temporary tls user write zone
	beside directory home list media open protocols services sources start temporary tls user write	pkg/chart pkg/chart/common/... pkg/chart/loader pkg/chart/v2 pkg/chart/v2/loader pkg/chart/v2/util pkg/release pkg/release/v1/...
	open	pkg/chart/loader/archive pkg/ignore pkg/provenance
		pkg/chart/v2/lint/support pkg/cli/output pkg/gates pkg/helmpath/xdg pkg/kubeenv pkg/release/common pkg/strvals
	home open	pkg/helmpath
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token plugin protocols services sources start start:git temporary tls user write	pkg/cli pkg/kube/... pkg/postrenderer
	beside directory home list media open protocols services sources start start:pass temporary tls user write	pkg/registry
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token plugin protocols services sources start start:git start:pass temporary tls user write	pkg/cli/values pkg/cmd/search pkg/downloader pkg/getter pkg/pusher pkg/repo/... pkg/uploader
	beside directory home list media open protocols services sources start temporary tls user write zone	pkg/chart/v2/lint pkg/chart/v2/lint/rules pkg/engine pkg/storage/...
	beside directory home list media open open:/var/run/secrets/kubernetes.io/serviceaccount/namespace open:/var/run/secrets/kubernetes.io/serviceaccount/token plugin protocols services sources start start:git start:pass temporary tls user write zone	pkg/action
	open write	pkg/cmd/require
go.temporal.io/api v1.64.3
	beside open protocols services temporary tls
	beside open	activity/v1 batch/v1 callback/v1 command/v1 common/v1 compute/v1 deployment/v1 enums/v1 errordetails/v1 failure/v1 filter/v1 history/v1 namespace/v1 nexus/v1 nexusannotations/v1 nexusoperation/v1 nexusservices/workerservice/v1 notificationservice/v1 protocol/v1 protometa/v1 query/v1 replication/v1 rules/v1 schedule/v1 sdk/v1 serviceerror taskqueue/v1 temporalnexus temporalproto update/v1 version/v1 worker/v1 workflow/v1
		temporalproto/openapi
github.com/vbauerster/mpb/v8 v8.16.2
	
github.com/manifoldco/promptui v0.7.0
	open protocols services write
		list screenbuf
github.com/cockroachdb/apd/v3 v3.2.3
	
zombiezen.com/go/sqlite v1.4.2
	beside open protocols services start start:sh write
	beside start start:sh	. ext/... sqlitefile sqlitemigration sqlitex
lukechampine.com/blake3 v1.4.1
	
cel.dev/expr v0.26.0
	beside open
golang.org/x/arch v0.33.0
	list open tls write
		arm/armasm arm64/arm64asm loong64/loong64asm ppc64/ppc64asm riscv64/riscv64asm s390x/s390xasm x86/x86asm x86/x86csv
	open	x86/xeddata
github.com/DeRuina/timberjack v1.4.10
	list open temporary write
github.com/cloudflare/circl v1.6.5
	open
		. abe abe/cpabe blindsign/... cipher/... dh ecc ecc/bls12381/ff kem kem/frodo/... kem/kyber kem/mlkem kem/sike math math/mlsbset ot pke pke/kyber sign sign/dilithium sign/mldsa simd tss/... vdaf/... zk zk/qndleq
golang.org/x/crypto/x509roots/fallback v0.0.0-20261030153154-30a33513ff6d
	
go.step.sm/crypto v0.92.0
	beside cgo directory home list open protocols services start start:/bin/sh start:pwsh.exe start:sh temporary tls user write zone
	open	kms/apiv1 kms/capi kms/mackms kms/uri
		fingerprint fipsutil mldsa randutil tpm/algorithm tpm/manufacturer tpm/simulator x25519
	protocols services	keyutil
	open protocols services write	kms kms/softkms pemutil
	beside home open protocols services start temporary tls user write	kms/cloudkms
	open protocols services tls write	jose
	home open protocols services start tls user write	kms/awskms
	directory open protocols services start start:/bin/sh start:pwsh.exe temporary tls write	kms/azurekms
	cgo open	kms/pkcs11
	list open temporary write	tpm/storage
	open protocols services	tpm/tss2
	list open protocols services temporary tls write	tpm tpm/attestation tpm/available tpm/rand
	list open protocols services tls write zone	minica tlsutil x509util
	list open protocols services temporary tls write zone	kms/platform kms/tpmkms
	open protocols services tls write zone	kms/sshagentkms sshutil
	cgo open protocols services tls write	kms/yubikey
	beside open start start:sh zone	nssdb
	list open protocols services tls	tpm/skae
github.com/containerd/console v1.0.3
	
bazil.org/fuse v0.0.0-20230120002735-62a210ff1fd5
	beside list open protocols services start start:fusermount3 temporary tls write
	start start:fusermount3	. fs fs/fstestutil/record fuseutil
	list start start:fusermount3 temporary write	fs/fstestutil
		fs/bench
	tls	fs/fstestutil/spawntest/httpjson
	beside list protocols services start temporary tls write	fs/fstestutil/spawntest
	open write	syscallx
github.com/frankban/quicktest v1.11.3
	list open temporary write
github.com/tidwall/pretty v1.3.0
	
github.com/fluxcd/pkg/apis/meta v1.33.0
	open protocols services temporary tls user write
sigs.k8s.io/kustomize/api v0.21.2
	beside directory home list open plugin sources start start:git temporary tls user write
	beside directory home list open sources start tls write	filters/filtersutil hasher
	beside directory home list open sources start temporary tls write	filters/annotations filters/fieldspec filters/fsslice filters/iampolicygenerator filters/imagetag filters/labels filters/namespace filters/patchjson6902 filters/patchstrategicmerge filters/prefix filters/refvar filters/replicacount filters/suffix filters/valueadd ifc konfig kv testutils/filtertest types
	beside directory home list open sources start start:git temporary tls write	builtins filters/nameref filters/replacement pkg/loader provider resmap resource testutils/resmaptest
		filters pkg/util provenance
	directory list open temporary write	filesys testutils/localizertest
	directory list temporary write	testutils/valtest
github.com/jmespath/go-jmespath v0.4.0
	
github.com/itchyny/gojq v0.12.20
	beside home open unknown
	beside home open	.
github.com/hashicorp/go-sockaddr v1.0.2
	beside directory list open services start start:ip temporary user write zone
	services start start:ip	. template
github.com/emersion/go-smtp v0.25.1
	protocols services tls write
github.com/alecthomas/units v0.0.0-20211218093645-b94a6e3cc137
	
github.com/go-logfmt/logfmt v0.5.1
	
github.com/sanity-io/litter v1.1.0
	
github.com/glebarez/sqlite v1.11.0
	beside start start:sh
github.com/anchore/syft v1.57.1
	beside cgo directory home list open protocols services sources start start:/proc/self/exe start:gccgo start:getent start:git start:go start:gopackagesdriver start:hg start:mknod start:pass start:ps start:sh start:tmux temporary tls unknown user write zone
		syft/artifact syft/cpe syft/event/... syft/license
	beside directory home list open protocols services start start:/proc/self/exe start:getent start:mknod start:pass start:sh start:tmux temporary tls user write	cmd/syft/cli/ui
	home list open start start:mknod start:pass temporary tls user write	syft/cataloging syft/file syft/linux syft/source
	home list open start start:mknod start:pass temporary tls user write zone	syft/format/text syft/pkg syft/pkg/cataloger/alpine syft/pkg/cataloger/apple syft/pkg/cataloger/common/cpe syft/pkg/cataloger/conda syft/pkg/cataloger/dart syft/pkg/cataloger/elixir syft/pkg/cataloger/erlang syft/pkg/cataloger/generic syft/pkg/cataloger/gentoo syft/pkg/cataloger/githubactions syft/pkg/cataloger/haskell syft/pkg/cataloger/homebrew syft/pkg/cataloger/javascript syft/pkg/cataloger/lua syft/pkg/cataloger/nix syft/pkg/cataloger/ocaml syft/pkg/cataloger/perl syft/pkg/cataloger/r syft/pkg/cataloger/ruby syft/pkg/cataloger/snap syft/pkg/cataloger/swift syft/pkg/cataloger/swipl syft/pkg/cataloger/terraform syft/pkg/cataloger/wordpress syft/sbom
	beside directory home list open protocols services start start:getent start:git start:hg start:mknod start:pass start:sh temporary tls user write zone	syft/cataloging/filecataloging syft/file/cataloger/executable syft/file/cataloger/filecontent syft/file/cataloger/filedigest syft/format/common/... syft/format/cpes syft/format/cyclonedxjson syft/format/cyclonedxxml syft/format/github syft/format/purls syft/format/spdxjson syft/format/spdxtagvalue syft/format/syftjson syft/format/template syft/pkg/cataloger/arch syft/pkg/cataloger/binary syft/pkg/cataloger/debian syft/pkg/cataloger/dotnet syft/pkg/cataloger/java syft/pkg/cataloger/kernel syft/pkg/cataloger/php syft/pkg/cataloger/python syft/pkg/cataloger/rust syft/source/filesource syft/source/snapsource
	directory home list open protocols services start start:mknod start:pass temporary tls user write zone	syft/pkg/cataloger/cpp
	beside directory home list open protocols services sources start start:gccgo start:getent start:git start:go start:gopackagesdriver start:hg start:mknod start:pass start:ps start:sh temporary tls user write zone	syft/cataloging/pkgcataloging syft/pkg/cataloger/golang
	directory home list open start start:getent start:mknod start:pass start:sh temporary tls user write zone	syft/file/cataloger/filemetadata syft/source/directorysource
	home list open protocols services start start:mknod start:pass temporary tls user write zone	syft/pkg/cataloger/ai
	directory home list open start start:git start:mknod start:pass temporary tls user write zone	syft/format/syftjson/model syft/testutil
	directory home list open start start:mknod start:pass start:tmux temporary tls user write zone	syft/format/table
	beside directory home list open protocols services start start:getent start:git start:hg start:mknod start:pass start:sh start:tmux temporary tls user write zone	syft/format syft/pkg/cataloger/bitnami syft/pkg/cataloger/sbom
	cgo home list open start start:mknod start:pass temporary tls user write zone	syft/pkg/cataloger/redhat
	directory home list open protocols services start start:getent start:mknod start:pass start:sh temporary tls user write zone	syft/source/ocimodelsource
	beside directory home list open protocols services start start:/proc/self/exe start:getent start:mknod start:pass start:sh temporary tls user write zone	syft/source/stereoscopesource
	beside directory home list open protocols services start start:/proc/self/exe start:getent start:git start:hg start:mknod start:pass start:sh temporary tls user write zone	syft/source/sourceproviders
	beside cgo directory home list open protocols services sources start start:/proc/self/exe start:gccgo start:getent start:git start:go start:gopackagesdriver start:hg start:mknod start:pass start:ps start:sh start:tmux temporary tls user write zone	cmd/syft/cli syft
	beside cgo directory home list open protocols services sources start start:gccgo start:getent start:git start:go start:gopackagesdriver start:hg start:mknod start:pass start:ps start:sh start:tmux temporary tls user write zone	syft/pkg/cataloger
	unknown	syft/pkg/cataloger/redhat/sqlitetest test/cli
github.com/pborman/getopt v0.0.0-20180729010549-6fdd0a2c7117
	
github.com/go-git/go-git/v6 v6.0.0-beta.1
	directory home list open protocols services temporary tls unknown user write
	open	plumbing plumbing/cache plumbing/format/commitgraph plumbing/format/config plumbing/format/diff plumbing/format/packfile/util plumbing/format/reflog plumbing/hash x/storage
		plumbing/color plumbing/filemode plumbing/protocol utils/binary utils/convert utils/diff utils/merkletrie utils/merkletrie/noder utils/trace x x/fdpool x/plugin/zlib
	home list open temporary user write	backend config plumbing/format/gitattributes plumbing/format/gitignore plumbing/format/idxfile plumbing/format/objfile plumbing/format/packfile plumbing/format/pktline plumbing/format/revfile plumbing/object/... plumbing/protocol/capability plumbing/protocol/packp/... plumbing/revlist plumbing/transport plumbing/transport/file storage storage/filesystem/... storage/memory storage/transactional utils/ioutil utils/merkletrie/filesystem utils/sync x/plugin x/plugin/config
	home open user	plumbing/format/index plumbing/storer utils/merkletrie/index
	home list open protocols services temporary user write	plumbing/transport/git plumbing/transport/ssh
	home list open temporary tls user write	plumbing/transport/http
	open protocols services	plumbing/transport/ssh/knownhosts
	protocols services	plumbing/transport/ssh/sshagent
	home list open protocols services temporary tls user write	plumbing/client
	directory home list open protocols services temporary tls user write	. x/plumbing/worktree
	unknown	storage/tests tests/...
github.com/nxadm/tail v1.4.8
	directory list open write
		ratelimiter util
github.com/pulumi/pulumi-cloud-sdk/go v1.20261110.0
	tls unknown
		apitype/jsonvalue
	tls	apiclient apitype
	unknown	tests/...
gopkg.in/tomb.v1 v1.0.0-20141024135613-dd632973f1e7
	
github.com/mitchellh/go-ps v1.0.0
	open
github.com/edsrzf/mmap-go v1.2.0
	
github.com/pb33f/libopenapi v0.42.4
	directory open tls unknown
		arazzo/expression bundler/test/specs/rootrefs datamodel datamodel/high/nodes json orderedmap utils
	directory open tls	. arazzo bundler datamodel/high datamodel/high/arazzo datamodel/high/base datamodel/high/overlay datamodel/high/v2 datamodel/high/v3 datamodel/low/... generator/... index overlay renderer what-changed/...
	unknown	index/cache_test tests
github.com/pulumi/pulumi/pkg/v3 v3.274.1
	beside directory home list media open protocols services sources start start:/bin/sh start:bun start:git start:hg start:ip start:npm start:npx start:pnpm start:poetry start:pulumi start:pwsh.exe start:pyenv start:sysctl start:tmux start:uv start:yarn temporary tls unknown user write zone
	beside directory list open protocols services temporary tls user write	asset backend/backenderr cmd/esc/pulumiconfig codegen/hcl2/model/rapidmodel display engine/encryptedlog registry resource resource/deploy/resourcetracker resource/graph resource/stack/migrate resource/stack/snapshot resource/testing secrets secrets/b64 util/atomicinstall util/validation
		auth channel cloudsetup/awssetup/types cloudsetup/common cmd/pulumi/project/newcmd/catalog codegen/cgstrings codegen/hcl2 codegen/hcl2/model/pretty codegen/nodejs/tstypes graph util/editdistance util/pdag util/tracing
	beside directory home list open protocols services start start:tmux temporary tls user write	auth/credentialhelper backend backend/display backend/diy/unauthenticatedregistry backend/httpstate/client backend/httpstate/journal backend/state cmd/esc/cli/client cmd/esc/stackenv cmd/pulumi/autonames cmd/pulumi/autonaming cmd/pulumi/credentialcheck cmd/pulumi/diag cmd/pulumi/events cmd/pulumi/packageinstallation cmd/pulumi/packageresolution cmd/pulumi/packageworkspace cmd/pulumi/plan cmd/pulumi/schemainfo cmd/pulumi/ui codegen codegen/convert codegen/go codegen/nodejs codegen/pcl codegen/python codegen/schema codegen/testing/utils/... engine engine/lifecycletest/framework engine/lifecycletest/fuzzing host importer/... logging pcl/runtime pluginstorage resource/analyzer resource/autonaming resource/deploy resource/deploy/deploytest resource/deploy/providers resource/edit resource/plugin resource/provider resource/stack secrets/passphrase secrets/service testing/pulumi-test-language/providers testing/pulumi-test-language/tests util util/cmdutil workspace
	beside home open protocols services start temporary tls user	authhelpers cloudsetup/gcpsetup
	beside open protocols services temporary tls user write	codegen/hcl2/model codegen/hcl2/model/format codegen/hcl2/syntax graph/dotconv util/cancel
	beside directory list open protocols services start start:tmux temporary tls user write	cmd/pulumi/clispec cmd/pulumi/completion cmd/pulumi/constrictor cmd/pulumi/markdown cmd/pulumi/rattler cmd/pulumi/version util/progress
	beside home open protocols services temporary tls user zone	backend/diy/postgres
	open protocols services start user	util/nosleep
	beside directory home list open protocols services start start:/bin/sh start:pwsh.exe start:tmux temporary tls user write zone	backend/diy
	beside directory home list open protocols services sources start start:/bin/sh start:bun start:npm start:pnpm start:pwsh.exe start:tmux start:yarn temporary tls user write zone	backend/httpstate cmd/esc/cli cmd/pulumi/agentauth cmd/pulumi/env
	beside directory home list open protocols services start start:/bin/sh start:ip start:pwsh.exe start:tmux temporary tls user write	backend/secrets secrets/cloud
	home open protocols services start tls user write	cloudsetup/awssetup
	protocols services tls	cloudsetup/azuresetup
	tls	cmd/esc/analysis
	start	cmd/esc/cli/pager
	open start start:tmux user	cmd/esc/cli/style
	beside directory home list open protocols services sources start start:/bin/sh start:bun start:ip start:npm start:pnpm start:pwsh.exe start:tmux start:yarn temporary tls user write zone	cmd/pulumi/auth cmd/pulumi/backend cmd/pulumi/cancel cmd/pulumi/cloud cmd/pulumi/cmd cmd/pulumi/config cmd/pulumi/console cmd/pulumi/convert cmd/pulumi/deployment cmd/pulumi/insights cmd/pulumi/logs cmd/pulumi/org cmd/pulumi/packages cmd/pulumi/plugin cmd/pulumi/project cmd/pulumi/project/newcmd cmd/pulumi/schema cmd/pulumi/stack cmd/pulumi/state cmd/pulumi/templatecmd cmd/pulumi/templates cmd/pulumi/whoami util/testutil
	open write	util/outputflag
	beside directory home list open protocols services sources start start:/bin/sh start:bun start:ip start:npm start:pnpm start:pwsh.exe start:sysctl start:tmux start:yarn temporary tls user write zone	cmd/pulumi/about
	list open temporary write	util/afero
	beside directory home list open protocols services start start:hg start:tmux temporary tls user write	cmd/pulumi/metadata/hgutil
	beside directory home list open protocols services sources start start:/bin/sh start:bun start:git start:hg start:ip start:npm start:pnpm start:pwsh.exe start:tmux start:yarn temporary tls user write zone	cmd/pulumi/do cmd/pulumi/install cmd/pulumi/metadata cmd/pulumi/neo cmd/pulumi/neo/tools cmd/pulumi/operations cmd/pulumi/packagecmd cmd/pulumi/policy
	open	cmd/pulumi/neo/acp
	beside directory list media open protocols services start start:tmux temporary tls user write	cmd/pulumi/trace
	unknown	codegen/go/gen_program_test/... codegen/nodejs/gen_program_test/... codegen/python/gen_program_test/... engine/lifecycletest
	beside directory home list open protocols services start start:bun start:git start:npm start:npx start:pnpm start:pulumi start:tmux start:uv start:yarn temporary tls user write	testing/integration
	beside directory home list open protocols services start start:bun start:git start:npm start:npx start:pnpm start:poetry start:pulumi start:pyenv start:tmux start:uv start:yarn temporary tls user write	codegen/testing/test
	beside directory home list open protocols services sources start start:/bin/sh start:pwsh.exe start:tmux temporary tls user write zone	testing/pulumi-test-language/runner
github.com/go-gota/gota v0.12.0
	
github.com/rqlite/gorqlite v0.0.0-20261020015727-7224ce2bd419
	tls
github.com/aws/constructs-go/constructs/v10 v10.8.1
	list open start start:node temporary write
github.com/kisielk/errcheck v1.30.0
	directory list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary write
github.com/sethgrid/pester v1.2.0
	tls
github.com/vimeo/go-util v1.4.1
	open start start:git tls write
		byteswriter crc32combine exit httprange once streamingreadseeker
	tls	simplehttp
	open start start:git write	util
github.com/Azure/azure-storage-blob-go v0.14.0
	protocols services tls
gopkg.in/mail.v2 v2.3.1
	media open protocols services tls
github.com/fatih/structs v1.1.0
	
github.com/gorilla/sessions v1.4.0
	open temporary write
github.com/pterm/pterm v0.12.84
	directory list open temporary tls write
	directory list open temporary write	.
github.com/maypok86/otter/v2 v2.4.0
	open write
		stats
github.com/jpillora/backoff v1.0.0
	
github.com/twmb/franz-go/pkg/kadm v1.20.0
	protocols services tls
github.com/jackc/puddle/v2 v2.2.3
	
github.com/gorilla/schema v1.4.1
	
github.com/gobwas/ws v1.2.1
	protocols services tls unknown
	protocols services tls	. wsflate wsutil
	unknown	tests
github.com/cockroachdb/errors v1.14.0
	beside directory list open protocols services sources start temporary tls write
		assert barriers contexttags domains errbase errorspb fmttests hintdetail issuelink join markers safedetails secondary stdstrings telemetrykeys
	open sources start tls	. errutil exthttp oserror report withstack
	beside open sources start tls	extgrpc grpc/status
	beside open protocols services temporary tls	grpc
	beside open protocols services sources start temporary tls	grpc/middleware
	directory list open temporary write	testutils
github.com/expr-lang/expr v1.17.8
	unknown zone
		file parser/lexer parser/operator parser/utils test/coredns test/crowdsec test/playground vm/runtime
	zone	. ast builtin checker/... compiler conf docgen optimizer parser patcher/... test/fuzz test/mock types vm
	unknown	test/bench test/deref test/interface test/issues/... test/operator/... test/patch/... test/pipes test/time
github.com/synadia-io/orbit.go/jetstreamext v0.3.2
	home open protocols services tls write
github.com/synadia-io/orbit.go/natsext v0.1.3
	home open protocols services tls write
github.com/xitongsys/parquet-go v1.6.2
	protocols services tls write
github.com/xitongsys/parquet-go-source v0.0.0-20200817004010-026bad9b25d0
	beside home list open protocols services start temporary tls user write
	open protocols services tls write	local
	protocols services tls write	buffer writerfile
	home open protocols services start tls user write	s3
	beside home open protocols services start temporary tls user write	gcs
	beside open protocols services tls user write	hdfs
	protocols services temporary tls write	http
	list open protocols services temporary tls write	mem
	home open tls user	s3/mocks
github.com/apache/arrow/go/arrow v0.0.0-20211112161151-bc219186db40
	beside cgo open protocols services temporary tls write
		. array arrio bitutil csv decimal128 endian float16 ipc math memory scalar tensor
	cgo	cdata
	beside open protocols services temporary tls write	flight
github.com/go-fonts/latin-modern v0.2.0
	
github.com/orisano/pixelmatch v0.0.0-20220722002657-fb0b55479cde
	
github.com/go-stack/stack v1.8.0
	
github.com/aws/aws-sdk-go-v2/service/route53 v1.70.10
	protocols services tls
		types
github.com/aws/aws-sdk-go-v2/service/lightsail v1.71.1
	protocols services tls
		schemas types
github.com/bradfitz/gomemcache v0.0.0-20220106215444-fb4bf637b56d
	protocols services
github.com/mailru/easyjson v0.7.7
	directory list open sources start start:go temporary write
		. buffer gen jlexer jwriter opt tests
	open start start:go temporary write	bootstrap
	directory list open sources start start:go	parser
github.com/glebarez/go-sqlite v1.23.0
	beside start start:sh unknown
	beside start start:sh	. compat
	unknown	functest
github.com/pb33f/go-yaml v0.1.1
	unknown
		. plugin/...
github.com/liuzl/da v0.0.0-20180704015230-14771aad5b1d
	open unknown write
github.com/ugorji/go/codec v1.1.7
	
github.com/bytedance/sonic v1.15.5
	directory open start write
		option unquote utf8
github.com/jhump/protoreflect/v2 v2.0.0
	beside open protocols services temporary tls write
	beside open	protobuilder protodescs protomessage protoresolve/... sourceinfo sourceloc
	beside open protocols services temporary tls	grpcdynamic grpcreflect
	beside open write	protoprint
github.com/bufbuild/protocompile v0.14.1
	beside open
		ast parser/fastscan reporter
github.com/klauspost/reedsolomon v1.14.2
	
go.uber.org/dig v1.19.0
	
github.com/ipfs/go-ds-pebble v0.5.13
	beside cgo directory list open sources start temporary tls write
github.com/hashicorp/go-immutable-radix v1.3.1
	
github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring v0.95.2
	open protocols services temporary tls user write
		.
github.com/hashicorp/serf v0.9.2
	beside directory list open protocols services start start:ip temporary tls unknown user write zone
	unknown	coordinate
	open protocols services start start:ip tls unknown write	serf
	protocols services unknown	client
		testutil/... version
github.com/ryanuber/columnize v2.1.0+incompatible
	
github.com/hashicorp/logutils v1.0.0
	
github.com/hashicorp/raft v1.8.0
	directory list open protocols services temporary write
github.com/apparentlymart/go-textseg/v17 v17.0.1
	
github.com/google/subcommands v1.2.0
	
github.com/dsoprea/go-exif/v3 v3.0.1
	directory list open temporary write
	directory open	common undefined
github.com/caddyserver/caddy/v2 v2.11.9
	beside directory home list media open open:/etc/machine-id open:/gokrazy open:/var/run protocols services start start:brew start:certutil start:launchctl start:sudo temporary tls unknown user write zone
		caddyconfig/warning notify
	beside directory home list open protocols services temporary tls write	. caddyconfig caddyconfig/caddyfile modules/caddyevents modules/caddyhttp/proxyprotocol modules/filestorage modules/logging
	beside directory home list open protocols services start temporary tls write	cmd
	beside directory home list open open:/etc/machine-id protocols services start start:brew start:certutil start:sudo temporary tls user write zone	modules/caddypki
	beside directory home list open open:/etc/machine-id open:/gokrazy open:/var/run protocols services start start:brew start:certutil start:launchctl start:sudo temporary tls user write zone	caddyconfig/httpcaddyfile modules/caddyevents/eventsconfig modules/caddyfs modules/caddyhttp modules/caddyhttp/caddyauth modules/caddyhttp/encode/... modules/caddyhttp/headers modules/caddyhttp/intercept modules/caddyhttp/logging modules/caddyhttp/map modules/caddyhttp/push modules/caddyhttp/requestbody modules/caddyhttp/reverseproxy modules/caddyhttp/reverseproxy/forwardauth modules/caddyhttp/rewrite modules/caddyhttp/templates modules/caddyhttp/timeouts modules/caddyhttp/tracing modules/caddypki/acmeserver modules/caddytls/... modules/metrics
	beside directory home list media open open:/etc/machine-id open:/gokrazy open:/var/run protocols services start start:brew start:certutil start:launchctl start:sudo temporary tls user write zone	caddytest modules/caddyhttp/fileserver modules/caddyhttp/reverseproxy/fastcgi modules/caddyhttp/standard modules/standard
	unknown	caddytest/integration
gorgonia.org/gorgonia v0.9.18
	beside cgo open write
	beside open write	. encoding/dot ops/nn x/...
	cgo	blase
	beside cgo open	cuda
github.com/ydb-platform/ydb-go-yc-metadata v0.6.2
	beside directory home open protocols services temporary tls user zone
		trace
github.com/open-policy-agent/opa v1.22.3
	beside directory home list open protocols services start start:wasm-opt temporary tls unknown user write zone
		ast/json capabilities cmd/formats features ir/encoding loader/extension loader/filter logging/... metrics plugins/logs/status plugins/server schemas server/identifier test/authz tracing types util util/decoding v1 v1/ast/json v1/ast/location v1/capabilities v1/loader/extension v1/loader/filter v1/logging/... v1/metrics v1/plugins/logs/status v1/schemas v1/server/identifier v1/test/authz v1/tracing v1/types v1/util v1/util/channel v1/util/decoding
	open tls	ast ast/location dependencies format refactor resolver/... storage storage/inmem/... topdown/builtins topdown/cache topdown/copypropagation topdown/print v1/ast v1/ast/oracle v1/dependencies v1/format v1/refactor v1/resolver/... v1/runtime/info v1/storage v1/storage/inmem/... v1/topdown/builtins v1/topdown/cache v1/topdown/copypropagation v1/topdown/print v1/version version
	beside open	ir v1/bundle/v1pb v1/ir v1/ir/v1pb
	open	keys v1/keys v1/topdown/durationparser
	beside list open tls	bundle loader v1/bundle v1/loader
	open tls zone	profiler server/handlers server/types server/writer topdown topdown/lineage v1/profiler v1/server/failtracer v1/server/handlers v1/server/types v1/server/writer v1/topdown v1/topdown/lineage
	directory open tls zone	config plugins/server/decoding plugins/server/encoding plugins/server/metrics v1/config v1/plugins/server/...
	beside directory list open tls zone	hooks v1/hooks
	directory home open tls write zone	plugins/rest v1/plugins/rest
	beside directory home list open temporary tls user write zone	download plugins plugins/bundle plugins/status v1/download v1/plugins v1/plugins/bundle v1/plugins/logger/file v1/plugins/status
	beside list open start start:wasm-opt temporary tls write zone	build/generate-extended-cases compile cover debug rego sdk/test server/authorizer v1/compile v1/cover v1/debug v1/rego/... v1/sdk/test v1/server/authorizer
	beside directory home list open protocols services start start:wasm-opt temporary tls user write zone	cmd plugins/discovery plugins/logs runtime sdk server test/e2e/... v1/plugins/discovery v1/plugins/logs v1/runtime v1/sdk v1/server v1/test/e2e v1/test/e2e/logs
	tls	features/tracing v1/features/tracing
	beside directory list open start start:wasm-opt temporary tls user write zone	repl v1/repl
	beside directory list open temporary tls user write zone	storage/disk v1/storage/disk v1/test/e2e/authz v1/test/e2e/wasm/authz
	beside directory list open start start:wasm-opt temporary tls write zone	tester v1/tester
	list open	test/cases v1/test/cases v1/test/compilecases
	directory list open protocols services temporary tls write zone	features/wasm v1/features/wasm
	directory list open temporary write	util/test v1/util/test
	unknown	v1/ir/encoding v1/test/e2e/certrefresh v1/test/e2e/concurrency v1/test/e2e/diagnostics v1/test/e2e/distributedtracing v1/test/e2e/h2c v1/test/e2e/http v1/test/e2e/logs/console v1/test/e2e/metrics v1/test/e2e/metricsexport v1/test/e2e/oci v1/test/e2e/print v1/test/e2e/shutdown v1/test/e2e/tls v1/test/scheduler
github.com/aquasecurity/go-version v0.0.1
	
github.com/sigstore/rekor v1.5.4
	beside cgo directory home list open protocols services sources start start:/bin/sh start:getent start:ip start:pwsh.exe start:sh temporary tls user write zone
	directory home list open protocols services sources temporary tls zone	pkg/generated/client/... pkg/generated/models pkg/generated/restapi/operations/...
	beside open tls	pkg/pki/pgp pkg/pki/x509 pkg/util
	beside directory home list open protocols services sources temporary tls zone	pkg/client pkg/tle pkg/types pkg/types/cose pkg/types/dsse pkg/types/hashedrekord/... pkg/types/helm pkg/types/intoto pkg/types/jar pkg/types/rekord pkg/types/rfc3161 pkg/types/rpm pkg/types/tuf pkg/verify
		pkg/pki/identity pkg/pki/x509/testutils
	beside open	pkg/events/... pkg/pki/minisign pkg/pki/pkitypes pkg/pki/tuf pkg/pubsub
	open temporary	pkg/log
	beside open tls write	pkg/pki/pkcs7
	beside open protocols services	pkg/pki/ssh
	beside open protocols services tls write	pkg/pki
	beside directory home list open protocols services sources temporary tls write zone	cmd/rekor-cli/app/format pkg/types/alpine/... pkg/types/helm/v0.0.1 pkg/types/rekord/v0.0.1 pkg/types/rfc3161/v0.0.1 pkg/types/tuf/v0.0.1
	beside directory home list open protocols services sources start temporary tls write zone	pkg/types/cose/v0.0.1 pkg/types/dsse/v0.0.1 pkg/types/intoto/v0.0.1 pkg/types/intoto/v0.0.2
	beside directory home list open protocols services sources start temporary tls user write zone	pkg/fuzz pkg/types/jar/v0.0.1
	beside cgo directory home list open protocols services sources temporary tls write zone	pkg/types/rpm/v0.0.1
	beside home open tls write	cmd/rekor-cli/app/state
	beside directory home list open protocols services start start:/bin/sh start:getent start:ip start:pwsh.exe start:sh temporary tls user write	pkg/sharding pkg/signer
	beside open protocols services temporary tls user write	pkg/trillianclient
	beside directory list open protocols services temporary tls write zone	pkg/indexstorage/mysql
	open protocols services tls	pkg/indexstorage/redis
	beside directory home list open protocols services temporary tls write zone	pkg/indexstorage
	beside home open protocols services start temporary tls user	pkg/pubsub/gcp
	beside directory home list open protocols services start temporary tls user write zone	pkg/storage
	beside directory home list open protocols services sources start start:/bin/sh start:getent start:ip start:pwsh.exe start:sh temporary tls user write zone	pkg/api pkg/generated/restapi
github.com/VictoriaMetrics/fastcache v1.13.2
	list open temporary write
github.com/influxdata/influxdb-client-go/v2 v2.14.0
	protocols services temporary tls
		api/query api/write log
	protocols services tls	api/http
	temporary tls	domain
github.com/dop251/goja v0.0.0-20260917113740-793a2a65c13b
	open
		ast file ftoa token unistring
github.com/cockroachdb/pebble v1.1.5
	beside cgo directory list open sources start start:cmd temporary tls write
	list open sources start tls write	bloom objstorage/remote vfs/...
	beside directory list open sources start temporary tls write	objstorage objstorage/objstorageprovider/... record
	beside cgo directory list open sources start temporary tls write	. metamorphic rangekey sstable tool
	open sources start tls write	tool/logs
github.com/ruudk/golang-pdf417 v0.0.0-20201230142125-a7e3863a1245
	
github.com/phpdave11/gofpdi v1.0.13
	open write
github.com/zeebo/assert v1.3.0
	
github.com/alibabacloud-go/alibabacloud-gateway-spi v0.0.5
	directory home list open protocols services temporary tls write
github.com/alibabacloud-go/debug v1.0.1
	
github.com/uber/jaeger-lib v2.0.0+incompatible
	beside directory list open temporary unknown write
		. client/log/go-kit metrics metrics/adapters metrics/fork metrics/go-kit metrics/multi sample utils
	unknown	metrics/expvar metrics/go-kit/expvar metrics/go-kit/influx metrics/tally
	directory list open temporary write	metrics/metricstest
	beside directory list open temporary write	metrics/prometheus
github.com/VictoriaMetrics/metricsql v0.87.3
	open sources tls
		binaryop
github.com/oapi-codegen/runtime v1.9.0
	temporary
github.com/aws/aws-sdk-go-v2/service/bedrockruntime v1.63.13
	protocols services tls
		document schemas types
cloud.google.com/go/aiplatform v1.51.0
	beside home open protocols services start temporary tls user
	beside open protocols services temporary tls	apiv1/aiplatformpb apiv1beta1/aiplatformpb
github.com/slack-go/slack v0.35.0
	directory open protocols services tls
		slackutilsx
github.com/hashicorp/go-memdb v1.3.5
	
github.com/smartystreets/goconvey v1.8.1
	list open start
		convey/... web/server/contract web/server/executor web/server/messaging web/server/parser web/server/watch/integration_testing/sub
	open	web/server/api
	start	web/server/system
	list open	web/server/watch
github.com/twmb/avro v1.9.1
	
github.com/hamba/avro/v2 v2.31.0
	directory home list open protocols services sources start start:gccgo start:go start:ps temporary tls write zone
		pkg/crc64
	open zone	. ocf soe/...
	directory home list open sources start start:gccgo start:go start:ps temporary write zone	gen
	open protocols services tls zone	registry
github.com/RoaringBitmap/roaring/v2 v2.30.0
	open
github.com/eclipse/paho.mqtt.golang v1.5.1
	directory list open protocols services tls write
		packets
github.com/chromedp/cdproto v0.159.3
	
go.opentelemetry.io/collector/otelcol/otelcoltest v0.165.0
	beside directory list open protocols services start temporary tls user write zone
github.com/open-telemetry/opentelemetry-collector-contrib/pkg/batchpersignal v0.165.1
	
go.opentelemetry.io/collector/receiver/otlpreceiver v0.165.0
	beside open protocols services temporary tls write zone
go.opentelemetry.io/collector/scraper/scraperhelper v0.165.0
	beside open temporary
go.opentelemetry.io/collector/processor/batchprocessor v0.165.0
	beside open temporary
github.com/open-telemetry/opentelemetry-collector-contrib/pkg/kafka/configkafka v0.165.1
	open protocols services temporary tls zone
github.com/open-telemetry/opentelemetry-collector-contrib/receiver/zipkinreceiver v0.165.1
	beside open protocols services temporary tls write zone
github.com/open-telemetry/opentelemetry-collector-contrib/pkg/resourcetotelemetry v0.165.1
	open temporary
github.com/maxbrunsfeld/counterfeiter/v6 v6.14.0
	directory home list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary tls write
		arguments fixtures/aliased_package/... fixtures/another_package/... fixtures/externalpkg/... fixtures/externaltest fixtures/generate_defaults/... fixtures/genericinterface/... fixtures/genericparam/... fixtures/go-hyphenpackage fixtures/headers/... fixtures/internalpkg/... fixtures/packagegen fixtures/packagemode/... fixtures/samepackage fixtures/seeded/... fixtures/sql/... fixtures/sync/... integration
	directory list open sources start start:gccgo	command
	directory home list open sources start start:gccgo start:go start:gopackagesdriver start:ps temporary write	generator
	tls	fixtures fixtures/customfakesdir fixtures/fixturesfakes
	open write	fixtures/packagegen/apackage
github.com/livekit/protocol v1.54.0
	beside directory list open protocols services start start:go temporary tls user write zone
	beside open	livekit/agent livekit/logger livekit/roomrpc/siprpc pprof utils/decodebudget utils/interceptors utils/protojson utils/prototest utils/xtwirp
	open temporary	logger/testutil logger/zaputil
		observability/corecallobs observability/gatewayobs observability/ingressobs observability/sipcallobs observability/storageobs observability/telephonyobs tracer utils/deepcopy utils/jwtutil utils/list utils/mono utils/must utils/options utils/pointer utils/promise utils/rtputil utils/stack utils/timeseries utils/traceid
	beside open temporary	logger logger/medialogutils logger/pionlogger utils/events
	beside open temporary tls write zone	datatrack/... livekit observability/agentsobs observability/agentsv3obs utils/guid
	beside directory list open temporary write	utils/configutil
	beside directory list open protocols services temporary tls write zone	agent auth/... codecs/... connector egress ingress observability observability/egressobs observability/roomobs rpc/... sip utils webhook
	beside open protocols services temporary tls	infra redis
	beside directory list open protocols services start temporary tls write zone	psrpc
	open	xtls
	open protocols services tls write	sdp
	beside open protocols services temporary tls write zone	signalling
	beside open protocols services temporary tls user	tracer/jaeger
	beside list open temporary	utils/hwstats/...
	start start:go	utils/leaftest
github.com/gomodule/redigo v1.9.3
	protocols services tls
github.com/Azure/azure-pipeline-go v0.2.3
	protocols services tls
github.com/Azure/go-autorest/logger v0.2.1
	write
github.com/Azure/go-autorest/autorest/mocks v0.4.1
	
github.com/Azure/go-autorest/tracing v0.6.0
	tls
github.com/bgentry/speakeasy v0.1.0
	start
github.com/chzyer/logex v1.2.1
	
github.com/knadh/koanf/v2 v2.4.1
	zone
github.com/gonum/blas v0.0.0-20181208220705-f22b278b28ac
	cgo directory list temporary write
		. blas32 blas64 native
	cgo	cblas128 cblas64 cgo
	directory list temporary write	testblas
github.com/panjf2000/ants/v2 v2.12.1
	
github.com/stretchr/objx v0.5.0
	
github.com/ydb-platform/ydb-go-sdk-auth-environ v0.5.3
	beside directory home open protocols services temporary tls user zone
github.com/parquet-go/parquet-go v0.32.0
	beside directory list open temporary write
	open	bloom/... encoding/bytestreamsplit encoding/delta encoding/rle hashprobe/... sparse
		compress/... deprecated encoding encoding/bitpacked encoding/plain encoding/thrift format variant
	beside directory open temporary write	.
	directory list temporary write	encoding/fuzz encoding/test
github.com/huandu/go-sqlbuilder v1.44.1
	
github.com/openai/openai-go/v3 v3.98.0
	directory home list open protocols services start tls unknown user write
		packages/param packages/respjson packages/ssestream shared/...
	tls	packages/websocket
	open protocols services tls	auth azure conversations live option packages/pagination realtime responses webhooks
	directory list open protocols services tls	.
	directory home list open protocols services start tls user write	bedrock
	unknown	lib
github.com/zishang520/socket.io/servers/engine/v3 v3.0.6
	open protocols services tls user write
		errors
github.com/zishang520/socket.io/parsers/socket/v3 v3.0.6
	open protocols services tls user write
		.
github.com/xeipuuv/gojsonreference v0.0.0-20180127040603-bd5ef7bd5415
	
github.com/aws/aws-sdk-go-v2/service/secretsmanager v1.50.12
	protocols services tls
		schemas types
github.com/microsoft/go-mssqldb v1.11.2
	directory open protocols services start start:/bin/sh start:pwsh.exe temporary tls user write zone
		aecmk batch sharedmemory
	open zone	integratedauth integratedauth/ntlm msdsn namedpipe
	open protocols services tls zone	.
	directory open protocols services start start:/bin/sh start:pwsh.exe temporary tls write	aecmk/akv
	open tls	aecmk/localcert
	directory open protocols services start start:/bin/sh start:pwsh.exe temporary tls write zone	azuread
	open protocols services tls user zone	integratedauth/krb5
github.com/gocql/gocql v1.7.0
	open tls
github.com/rocketlaunchr/mysql-go v1.1.3
	
github.com/twitchyliquid64/golang-asm v0.0.0-20190126203739-365674df15fc
	directory open start write
	open write	bio
	directory open	objabi
	directory open start	dwarf
		src sys unsafeheader/...
	directory open write	goobj
github.com/mdlayher/packet v1.0.0
	open
github.com/aws/aws-sdk-go-v2/service/ssm v1.82.1
	protocols services tls
		schemas types
github.com/cucumber/messages/go/v34 v34.2.1
	
github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager v0.5.7
	open protocols services tls write
	protocols services tls	types
gopkg.in/cheggaaa/pb.v1 v1.0.28
	
gorgonia.org/vecf64 v0.9.0
	
gorgonia.org/vecf32 v0.9.0
	
github.com/tmc/grpc-websocket-proxy v0.0.0-20190109142713-0ad062ec5ee5
	protocols services tls
github.com/xiang90/probing v0.0.0-20190116061207-43a291ad63a2
	tls
github.com/grpc-ecosystem/grpc-gateway v1.16.0
	beside open temporary user write
	beside open	codegenerator protoc-gen-swagger/options runtime
		utilities
	open temporary user write	protoc-gen-grpc-gateway/httprule
github.com/go-chi/cors v1.2.2
	
github.com/google/renameio/v2 v2.0.2
	list open temporary write
github.com/aws/aws-sdk-go-v2/service/ecrpublic v1.47.12
	protocols services tls
		schemas types
github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2 v1.64.0
	protocols services tls
		schemas types
github.com/aws/aws-sdk-go-v2/service/elasticloadbalancing v1.42.0
	protocols services tls
		schemas types
github.com/coreos/go-oidc v2.1.0+incompatible
	tls
k8s.io/gengo v0.0.0-20190822140433-26a664648505
	directory home list open sources start start:gccgo start:go start:ps start:which temporary user write
		namer types
	directory list open sources start start:gccgo start:which temporary user write	parser
go.etcd.io/etcd v0.0.0-20191023171146-3cf2f69b5738
	beside directory list open protocols services start start:/bin/sh temporary tls unknown write
	beside open	auth/authpb etcdserver/api/snap/snappb etcdserver/api/v3rpc/rpctypes mvcc/mvccpb raft raft/confchange raft/raftpb raft/tracker wal/walpb
	open temporary	clientv3/balancer/connectivity pkg/traceutil
	beside open temporary tls	clientv3/balancer/picker
	beside open protocols services temporary tls	clientv3/balancer etcdserver/api/v3election/v3electionpb/... etcdserver/api/v3lock/v3lockpb/... etcdserver/etcdserverpb/... lease/leasepb proxy/grpcproxy/adapter proxy/grpcproxy/cache
	beside open protocols services tls	clientv3/balancer/resolver/endpoint clientv3/credentials
	protocols services	pkg/systemd
		client/integration etcdserver/api/v2error pkg/adt pkg/contention pkg/cpuutil pkg/crc pkg/httputil pkg/idutil pkg/pathutil pkg/report pkg/schedule pkg/stringutil pkg/types pkg/wait raft/quorum version
	beside open protocols services temporary write	etcdserver/api/v2stats pkg/logutil
	beside open protocols services temporary tls write	clientv3 clientv3/clientv3util clientv3/concurrency clientv3/leasing clientv3/mirror clientv3/namespace clientv3/ordering clientv3/yaml contrib/recipes etcdserver/api/v3election etcdserver/api/v3lock functional/runner pkg/mock/mockserver
	beside directory list open protocols services temporary write	etcdserver/api/snap mvcc/backend wal
	beside directory list open protocols services temporary tls write	auth clientv3/integration etcdserver/api/rafthttp etcdserver/api/v3alarm etcdserver/api/v3compactor lease lease/leasehttp mvcc proxy/httpproxy
	beside directory list open temporary write	etcdserver/api/v2store raft/rafttest
	open services start start:/bin/sh temporary	pkg/netutil
	beside directory list open protocols services start start:/bin/sh temporary write	etcdserver/api etcdserver/api/membership
	open protocols services temporary write	pkg/fileutil pkg/ioutil pkg/osutil proxy/tcpproxy
	protocols services temporary write	etcdserver/api/v2http/httptypes pkg/flags pkg/pbutil
	open	pkg/tlsutil
	open protocols services temporary tls write	etcdserver/api/v2discovery pkg/proxy pkg/transport
	services	pkg/srv
	protocols services tls	client
	list	pkg/runtime
	beside directory list open protocols services start start:/bin/sh temporary tls write	clientv3/snapshot embed etcdctl/... etcdserver etcdserver/api/etcdhttp etcdserver/api/v2auth etcdserver/api/v2http etcdserver/api/v2v3 etcdserver/api/v3client etcdserver/api/v3rpc functional/agent functional/rpcpb functional/tester integration
	temporary	pkg/debugutil
	beside open protocols services temporary tls unknown write	clientv3/naming
	directory list temporary tls write	pkg/mock/mockwait pkg/testutil
	open start	pkg/expect
	beside directory list open temporary tls write	pkg/mock/mockstorage pkg/mock/mockstore
	list open protocols services start temporary write	tests/e2e
	beside directory list open protocols services start temporary tls write	tools/benchmark/cmd
github.com/googleapis/gnostic v0.2.0
	beside open start tls write
	beside open	extensions
	beside open start tls	OpenAPIv2 OpenAPIv3 compiler discovery plugins/gnostic-analyze/statistics surface
		jsonwriter printer
	open	jsonschema
github.com/emicklei/go-restful v2.9.5+incompatible
	temporary
		log
modernc.org/opt v0.1.3
	
modernc.org/ccorpus v1.11.6
	
modernc.org/cc/v3 v3.40.0
	directory home open start
modernc.org/memory v1.5.0
	
modernc.org/lex v1.0.0
	open temporary write
modernc.org/lexer v1.0.0
	open temporary write
github.com/remyoudompheng/bigfft v0.0.0-20230129092748-24d4a6f8daec
	
modernc.org/z v1.5.1
	beside start start:sh
		.
modernc.org/golex v1.0.1
	
modernc.org/ir v1.0.0
	directory home
lukechampine.com/uint128 v1.2.0
	
git.sr.ht/~sbinet/gg v0.3.1
	open write
github.com/ajstarks/svgo v0.0.0-20211024235047-1546f124cd8b
	
github.com/creachadair/staticfile v0.1.3
	open
go.opentelemetry.io/collector/service/hostcapabilities v0.165.0
	open temporary`,
} as const;
