/** Access tokens for signing in at the mail server. */
export interface TokenSource {
  /** A token that is good for a minute at least. Rejects with a sentence that says what to look at and holds no secret. */
  token(): Promise<string>;
  /** The server refused the token: the next one is fetched anew. */
  forget(): void;
}

export interface TokenSettings {
  clientId: string;
  clientSecret: string;
  /** The token endpoint, for Exchange Online `https://login.microsoftonline.com/<tenant>/oauth2/v2.0/token`. */
  tokenUrl: string;
  /** For Exchange Online `https://outlook.office365.com/.default`. */
  scope: string;
  /** How long the token server may take, in milliseconds of real time. */
  limitMs?: number;
  /** Real time in milliseconds. */
  clock?: () => number;
}

const spareMs = 60_000;
/** RFC 6749 5.1 only recommends `expires_in`. */
const lifeWhenUnsaidMs = 5 * 60_000;

/**
 * Fetches tokens by client credentials (RFC 6749 4.4) and keeps each until a minute before it ends. Those who ask while one is being fetched wait for
 * the same. The secret is sent to `tokenUrl` only: a redirect is an error.
 */
export function createTokenSource(settings: TokenSettings): TokenSource {
  const clock = settings.clock ?? Date.now;
  let kept: { token: string; until: number } | null = null;
  let fetching: Promise<string> | null = null;

  async function fetchToken(): Promise<string> {
    const { token, lifeMs } = await requestToken(settings);
    kept = { token, until: clock() + lifeMs - spareMs };
    return token;
  }

  return {
    async token() {
      if (kept && clock() < kept.until) return kept.token;
      fetching ??= fetchToken().finally(() => {
        fetching = null;
      });
      return fetching;
    },
    forget() {
      kept = null;
    },
  };
}

async function requestToken(settings: TokenSettings): Promise<{ token: string; lifeMs: number }> {
  const { clientId, clientSecret, tokenUrl, scope, limitMs = 15_000 } = settings;
  const server = `The token server ${new URL(tokenUrl).host}`;
  const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope });
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(tokenUrl, {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(limitMs),
    });
    answer = await response.json().catch(() => null);
  } catch (error) {
    throw new Error(`${server} cannot be reached (${reasonOf(error)}). Check SMTP_OAUTH2_TOKEN_URL and the way out of this network.`);
  }
  const fields = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>) : {};
  if (!response.ok) throw new Error(`${server} refused (${response.status}${errorCode(fields)}). ${advice(fields)}`);
  const { access_token: token, expires_in: seconds } = fields;
  // A token goes into an SMTP command: what is no token of RFC 6750 2.1 could end the line.
  if (typeof token !== 'string' || !/^[A-Za-z0-9\-._~+/]+=*$/.test(token)) {
    throw new Error(`${server} answered without a usable access token. Check SMTP_OAUTH2_TOKEN_URL.`);
  }
  const life = Number(seconds);
  return { token, lifeMs: Number.isFinite(life) && life > 0 ? life * 1000 : lifeWhenUnsaidMs };
}

/** The code of RFC 6749 5.2 and nothing else that the server says: descriptions repeat what was sent. */
function errorCode({ error }: Record<string, unknown>): string {
  return typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? ` ${error}` : '';
}

function advice({ error }: Record<string, unknown>): string {
  if (error === 'invalid_client' || error === 'unauthorized_client')
    return 'Check SMTP_OAUTH2_CLIENT_ID and SMTP_OAUTH2_CLIENT_SECRET; secrets run out.';
  if (error === 'invalid_scope') return 'Check SMTP_OAUTH2_SCOPE.';
  return 'Check SMTP_OAUTH2_CLIENT_ID, SMTP_OAUTH2_CLIENT_SECRET, SMTP_OAUTH2_TOKEN_URL and SMTP_OAUTH2_SCOPE.';
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { code } = (error.cause ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : 'no answer';
}
