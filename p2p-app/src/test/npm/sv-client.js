'use strict';

/*
 * A Bitcoin SV client that we did not write, for the tests of p2p-app to be dialed by: the package bsv-p2p (version
 * 70016, knows extmsg, offers no services, sends no association id).
 *
 *   node sv-client.js --port PORT [--host 127.0.0.1] [--magic dab5bffa] [--agent "/Bitcoin SV:1.2.2/"]
 *                     [--from HASH] [--expect COMMAND,...] [--timeout 15]
 *
 * It dials, shakes hands, sends ping, getaddr and getheaders (from the block HASH, the regtest genesis by default), asks
 * for the last block it hears of if a block is expected, and prints one JSON object for each thing that happens:
 *   {"event":"connect"}                                           TCP is up
 *   {"event":"version","agent":..,"version":..,"services":..,"height":..}
 *   {"event":"handshake"}                                         version and verack have come
 *   {"event":"pong","ping_ms":..}                                 with our nonce
 *   {"event":"headers","count":..,"last":..}
 *   {"event":"addr","addresses":["127.0.0.1:18444",..]}
 *   {"event":"inv","blocks":[..],"txs":[..]}
 *   {"event":"block","hash":..,"txs":..,"size":..}
 *   {"event":"message","command":..,"size":..}                    any other message
 *   {"event":"disconnected"}                                      we hung up and so did the peer
 *   {"event":"done"}
 * Hashes are in printed order. It is done when handshake, pong and each command named by --expect have come (not every
 * node has headers or addresses to send, so they have to be named). Exit 0; 1 with the reason on standard error if
 * that takes more than --timeout seconds or the peer hangs up first; 2 if the usage was wrong.
 */

const { parseArgs } = require('util');
const Peer = require('bsv-p2p').default;

const LOOPBACK = /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;
const REGTEST_GENESIS = '0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206';
const HANG_UP_MILLIS = 2000;
const TOLD_BY_NAME = ['version', 'verack', 'pong', 'headers', 'addr', 'inv'];

const settings = readSettings();
const missing = new Set(['handshake', 'pong', ...settings.expect]);
const deadline = setTimeout(() => fail(1, `no ${list(missing)} within ${settings.timeout} s`), settings.timeout * 1000);

const peer = new Peer({
  node: settings.host,
  port: settings.port,
  magic: Buffer.from(settings.magic, 'hex'),
  user_agent: settings.agent,
  ticker: 'BSV',
  autoReconnect: false
});
let hangingUp = false;

peer.on('connect', () => say('connect'));
peer.on('version', ({ version: { user_agent, version, services, start_height } }) =>
  say('version', { agent: user_agent, version, services: Number(services.readBigUInt64BE()), height: start_height }));
peer.on('connected', () => {
  happened('handshake');
  talk();
});
peer.on('headers', ({ headers }) => {
  const last = headers.length > 0 ? headers[headers.length - 1].getHash() : null;
  say('headers', { count: headers.length, last: last && hex(last) });
  if (last)
    askForBlock(last);
});
peer.on('addr', ({ addrs }) => say('addr', { addresses: addrs.map((a) => `${a.ipv4 || `[${a.ipv6}]`}:${a.port}`) }));
peer.on('inv', ({ blocks, txs }) => {
  say('inv', { blocks: blocks.map(hex), txs: txs.map(hex) });
  if (blocks.length > 0)
    askForBlock(blocks[blocks.length - 1]);
});
peer.on('block', ({ blockHash, txCount, blockSize }) =>
  happened('block', { hash: hex(blockHash), txs: txCount, size: blockSize }));
peer.on('message', ({ command, payload }) => { // comes for each message but block, after the event of its own
  if (!TOLD_BY_NAME.includes(command))
    say('message', { command, size: payload.length });
  if (command !== 'pong')
    tick(command);
});
peer.on('error_message', ({ error }) => fail(1, `cannot read what the peer sent: ${error.message}`));
peer.on('error_socket', ({ error }) => {
  if (!hangingUp)
    fail(1, error.message);
});
peer.on('disconnected', () => {
  if (!hangingUp)
    fail(1, `the peer hung up before ${list(missing)}`);
  say('disconnected');
  say('done');
  process.exit(0);
});

peer.connect().catch(() => {}); // every failure is an event as well

function talk() {
  peer.ping(settings.timeout).then((millis) => happened('pong', { ping_ms: millis })).catch(() => {});
  peer.getAddr().catch(() => {}); // the answers are events; who does not answer is caught by the deadline
  peer.getHeaders({ from: [Buffer.from(settings.from, 'hex')] }).catch(() => {});
}

function askForBlock(hash) {
  if (missing.has('block'))
    peer.getBlocks([hash]);
}

function happened(what, facts) {
  say(what, facts);
  tick(what);
}

function tick(what) {
  missing.delete(what);
  if (missing.size > 0 || hangingUp)
    return;
  hangingUp = true;
  clearTimeout(deadline);
  peer.socket.end(); // orderly, not a reset; the package says `disconnected` when the peer closes its side
  setTimeout(() => fail(1, 'the peer did not hang up'), HANG_UP_MILLIS);
}

function readSettings() {
  let values;
  try {
    values = parseArgs({
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string' },
        magic: { type: 'string', default: 'dab5bffa' },
        agent: { type: 'string', default: '/Bitcoin SV:1.2.2/' },
        from: { type: 'string', default: REGTEST_GENESIS },
        expect: { type: 'string', default: '' },
        timeout: { type: 'string', default: '15' }
      }
    }).values;
  } catch (error) {
    fail(2, error.message);
  }
  if (!LOOPBACK.test(values.host))
    fail(2, `--host must be in 127.0.0.0/8, is ${values.host}`);
  if (!/^[0-9a-f]{8}$/i.test(values.magic))
    fail(2, `--magic must be eight hex digits in wire order, is ${values.magic}`);
  if (!/^[0-9a-f]{64}$/i.test(values.from))
    fail(2, `--from must be a block hash, is ${values.from}`);
  for (const name of ['port', 'timeout']) {
    if (!/^[1-9]\d{0,4}$/.test(values[name] || ''))
      fail(2, `--${name} must be a number, is ${values[name]}`);
  }
  return {
    ...values,
    port: Number(values.port),
    timeout: Number(values.timeout),
    expect: values.expect.split(',').filter((command) => command !== '')
  };
}

function hex(hash) {
  return hash.toString('hex');
}

function list(names) {
  return [...names].join(', ');
}

function say(event, facts) {
  process.stdout.write(JSON.stringify({ event, ...facts }) + '\n');
}

function fail(code, text) {
  process.stderr.write(`sv-client: ${text}\n`);
  process.exit(code);
}
