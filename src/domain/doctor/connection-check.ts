/** What a tool's own words say about the connection, before any HTTP status: TLS, DNS, refused, proxy (N1, N2). */
import { type Check, fail, skip } from './check.ts';

type Known = { words: RegExp; meaning: string; fix: string; docs: string };

const known: Known[] = [
  {
    words:
      /self[-_ ]?signed|SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF|UNABLE_TO_GET_ISSUER|CERTIFICATE_VERIFY_FAILED|certificate verify failed|unknown (certificate )?authority|x509:|SSL certificate problem|CERT_AUTHORITY_INVALID|invalid peer certificate/i,
    meaning:
      'A proxy on your side answers with a certificate of its own, and your tool does not trust it. The key is not the problem.',
    fix: "Add the proxy's root certificate to the system's trust store, or name it to the tool: NODE_EXTRA_CA_CERTS for Node, SSL_CERT_FILE for Python, --cacert for curl.",
    docs: '/network/#mitm-proxies',
  },
  {
    words: /CERT_HAS_EXPIRED|certificate has expired|not yet valid/i,
    meaning: 'The certificate is out of its dates, as your machine sees it.',
    fix: "Check the machine's date and time; behind a proxy, renew the proxy's certificate.",
    docs: '/network/#mitm-proxies',
  },
  {
    words:
      /ENOTFOUND|EAI_AGAIN|getaddrinfo|name (or service )?not (known|resolved)|NXDOMAIN|could not resolve host|no such host/i,
    meaning: 'The name of the host could not be looked up.',
    fix: 'Compare the host with the base URL letter by letter, and try another network. Use no DNS server that you do not trust.',
    docs: '/network/',
  },
  {
    words: /ECONNREFUSED|connection refused|actively refused/i,
    meaning: 'Nothing listens at this address and port.',
    fix: 'If the base URL is your own proxy, start it; else correct host and port.',
    docs: '/network/',
  },
  {
    words: /ECONNRESET|EPIPE|socket hang up|connection reset|other side closed|terminated/i,
    meaning: 'The connection was cut on the way, before or during the answer.',
    fix: 'Send it again. If it happens after the same time each time, a proxy or firewall has a limit: raise it.',
    docs: '/troubleshooting/#time-outs',
  },
  {
    words:
      /ETIMEDOUT|ESOCKETTIMEDOUT|ConnectTimeout|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT|timed? ?out|deadline exceeded/i,
    meaning: 'Your tool gave up waiting.',
    fix: 'Raise its time-out, or stream the answer so that something arrives early.',
    docs: '/troubleshooting/#time-outs',
  },
  {
    words: /407|proxy authentication required/i,
    meaning: 'A proxy on your side wants a login.',
    fix: 'Put its user name and password into HTTPS_PROXY, or exempt the gateway with NO_PROXY.',
    docs: '/network/',
  },
];

/** `symptom`: the error text of the reader's tool; empty if there is none. */
export const checkConnection = (symptom: string): Check => {
  if (symptom.trim() === '') return skip('connection', 'No error text was given.');
  const found = known.find(({ words }) => words.test(symptom.slice(0, 64 * 1024)));
  return found
    ? fail('connection', found.meaning, found.fix, found.docs)
    : skip('connection', 'The error text says nothing about TLS, DNS or the connection.');
};
