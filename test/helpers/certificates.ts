import type { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

/** A key and a chain, PEM, as servers take them. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

export interface Certificates {
  /** The authority that clients of these tests trust. */
  readonly authority: string;
  /** For `*.secure.example`. */
  readonly good: Identity;
  readonly expired: Identity;
  readonly selfSigned: Identity;
  /** Issued by an authority between, which the server does not send. */
  readonly incomplete: Identity;
  /** Sent whole, up to a root that nobody knows. */
  readonly unknownAuthority: Identity;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const HOST = '*.secure.example';
const DAY = 86_400_000;

/** Makes a small world of certificates, good and bad. No network, no other program. */
export async function makeCertificates(): Promise<Certificates> {
  x509.cryptoProvider.set(globalThis.crypto);
  const root = await authority('Test root');
  const between = await authority('Test intermediate', root);
  const stranger = await authority('Nobody knows');
  const unknown = await leaf(stranger);
  return {
    authority: root.certificate.toString('pem'),
    good: await leaf(root),
    expired: await leaf(root, { from: Date.now() - 90 * DAY, until: Date.now() - 2 * DAY }),
    selfSigned: await leaf(undefined),
    incomplete: await leaf(between),
    unknownAuthority: { key: unknown.key, cert: `${unknown.cert}\n${stranger.certificate.toString('pem')}` },
  };
}

interface Issuer {
  readonly keys: webcrypto.CryptoKeyPair;
  readonly certificate: x509.X509Certificate;
}

const keyPair = async (): Promise<webcrypto.CryptoKeyPair> => globalThis.crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

async function authority(name: string, issuer?: Issuer): Promise<Issuer> {
  const keys = await keyPair();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${name}`, issuer: issuer?.certificate.subject ?? `CN=${name}`, publicKey: keys.publicKey,
    signingKey: issuer?.keys.privateKey ?? keys.privateKey, signingAlgorithm: ALGORITHM,
    notBefore: new Date(Date.now() - DAY), notAfter: new Date(Date.now() + DAY),
    extensions: [new x509.BasicConstraintsExtension(true, 2, true), new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true)],
  });
  return { keys, certificate };
}

async function leaf(issuer: Issuer | undefined, { from = Date.now() - DAY, until = Date.now() + DAY } = {}): Promise<Identity> {
  const keys = await keyPair();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${HOST}`, issuer: issuer?.certificate.subject ?? `CN=${HOST}`, publicKey: keys.publicKey,
    signingKey: issuer?.keys.privateKey ?? keys.privateKey, signingAlgorithm: ALGORITHM,
    notBefore: new Date(from), notAfter: new Date(until),
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: HOST }])],
  });
  const key = Buffer.from(await globalThis.crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return { key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`, cert: certificate.toString('pem') };
}
