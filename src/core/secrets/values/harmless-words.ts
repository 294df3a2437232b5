import { wordList } from './word-list.ts';

/**
 * Words after `password`, `token` and the like that make another thing of it: where it is kept, how it must look, when it ends,
 * what shows it. `passwordPolicy`, `tokenUrl`, `secretName`, `PASSWORD_FILE`.
 */
export const HARMLESS_AFTER: ReadonlySet<string> = new Set(
  wordList(`
  action actions age algorithm alg algo alphabet api app arg args arn attempts attribute authenticator
  backend bits body box bucket button bytes
  cache callback changed chars class client cmd codec column command comment config configmap control
  cookie count counter created creation
  date days dialog digits dir directory disabled docs document domain duration
  email emails enabled encoder encoding encryption endpoint engine entropy env error errors event events examples exp expected expiration expired
  expires expiry exists
  factory fail failed field fields file filename filepath filter fixture flag flow focus folder for form format found from function
  generator grant group guard
  handler hash hashes hasher header headers help helper hint history host hours
  icon id identifier ids image index info input interceptor interface interval invalid is issuer iterations
  keeper kind
  label labels last layer len length level lifetime limit limits link list loader location lockout login logger lookup
  manage management manager map match matches max maxage message messages method middleware min minimum minutes mismatch missing mode model
  module
  name names namespace needed null number
  object offset option options
  page param parameter params parser path paths patterns pattern permission permissions placeholder plugin policies policy port position prefix
  processor prompt property protocol provider public
  query question
  rate realm recovery ref reference references refs regex regexp region renewal repo repository request requests required requirement requirements reset
  resolver resource response reuse review reviewer role rotation rounds route rule rules
  scanner schema scheme scope scopes script seconds selector separator server service services session set setting settings show size source spec stdin
  stage state status storage store stored strategy stream strength string_length style subject success suffix supplier support
  tab table tag target template test tests text_field time timeout timestamp title toggle ttl type types
  ui updated upload uri uris url urls usage used user username users
  valid validate validation validator validators validity var variable variables vars verifier verify version view visibility visible volume
  weak window wrapper
  `),
);

/** Words that may follow without changing what stands under the name: `PASSWORD_PROD`, `tokenValue`, `secret_key_base`. */
export const PLAIN_AFTER: ReadonlySet<string> = new Set(
  wordList(`
  a b c admin alpha arg argument backup base beta bot cipher clear cleartext current data db decoded default deploy dev development
  encoded example external fallback global git github gitlab google key keys live local main master mysql new next node old one override
  plain plaintext postgres pre prd previous primary prod production project qa raw readonly redis replica repl root rw ro
  sandbox secondary secret shared site slave staging stg str string system temp temporary text tmp token two uat
  val value values web write x
  `),
);

/**
 * Words before it that do the same: questions (`hasPassword`), deeds (`resetPassword`), counts (`maxTokens`), tokens of a text
 * (`eosToken`) and of a list (`nextPageToken`), directives of servers (`proxy_pass`), and names of other objects (`imagePullSecrets`).
 */
export const HARMLESS_BEFORE: ReadonlySet<string> = new Set(
  wordList(`
  allow ask bad bos can cancel cancellation change changed check clear cls completion confirm confusing contains continuation count create
  delete did disable discard does edit empty enable end enter eof eos existing expect expired fetch find forget forgot fastcgi generate get
  grpc handle has hash hashed hide identifier if image incorrect input invalid is keyword last_page lexer lost mask match max memcached min missing
  n needs next no no_of num number obtain output pad page parse peek position prompt public pull read recover refetch remove request
  require requires reset resume return revoke rotate rotating scgi see sep should show skip start stop strong syntax
  to total unk unset update use uses uwsgi validate validates verify weak without wrong
  `),
);
