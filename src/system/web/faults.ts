import type { WebAnswer, WebFault } from '../../core/system.ts';
import { codeOf } from '../errors.ts';

/** What an error of a connection comes down to. */
export function faultOf(error: unknown): WebAnswer {
  const code = codeOf(error) ?? '';
  const fault = FAULTS[code] ?? (code.startsWith('HPE_') ? 'malformed' : isTls(error, code) ? 'tls' : 'reset');
  return { kind: 'fault', fault, detail: code === '' && error instanceof Error ? error.message : code };
}

const isTls = (error: unknown, code: string): boolean =>
  code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || CERTIFICATE.test(code) || (error instanceof Error && /SSL|TLS|certificate/i.test(error.message));

const CERTIFICATE = /CERT|CRL/;

/** The codes of Node and of OpenSSL. https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const FAULTS: Readonly<Record<string, WebFault>> = {
  ECONNREFUSED: 'connection-refused',
  EHOSTUNREACH: 'unreachable', ENETUNREACH: 'unreachable', EADDRNOTAVAIL: 'unreachable', EHOSTDOWN: 'unreachable', ENETDOWN: 'unreachable',
  ETIMEDOUT: 'timeout', ABORT_ERR: 'timeout', ERR_SOCKET_CONNECTION_TIMEOUT: 'timeout',
  ECONNRESET: 'reset', EPIPE: 'reset', ECONNABORTED: 'reset',
  HPE_HEADER_OVERFLOW: 'malformed', ERR_HTTP2_ERROR: 'malformed', ERR_HTTP2_STREAM_ERROR: 'reset', ERR_HTTP2_SESSION_ERROR: 'reset',
  ERR_INVALID_URL: 'malformed', ERR_UNESCAPED_CHARACTERS: 'malformed',
  CERT_HAS_EXPIRED: 'tls-expired', CERT_NOT_YET_VALID: 'tls-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-wrong-host', HOSTNAME_MISMATCH: 'tls-wrong-host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-self-signed',
  // Only the server's own certificate came, and its issuer is none that is known: the ones between are missing.
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-incomplete',
  UNABLE_TO_GET_ISSUER_CERT: 'tls-incomplete',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-unknown-authority', UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-unknown-authority',
};
