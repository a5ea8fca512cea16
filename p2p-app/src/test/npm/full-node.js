'use strict';

/*
 * A full node that we did not write, for the tests of p2p-app to talk to: bcoin, in memory, on loopback, on a regtest
 * chain that it mines at start. It speaks with the magic and the user agent of a Bitcoin SV node, so that our
 * manager takes it for one; below that it is a Bitcoin node of 2018 (version 70015; no extmsg, protoconf or streams).
 *
 *   node full-node.js [--host 127.0.0.1] [--port 0] [--blocks 20] [--magic dab5bffa] [--agent TEXT]
 *                     [--services 33] [--connect HOST:PORT]
 *
 * One JSON object per line. Out, once, when it listens and has mined:
 *   {"ready":true,"host":"127.0.0.1","port":40123,"height":20,"tip":"...","genesis":"..."}
 * In, and what answers:
 *   {"mine":3}      {"mined":["...","...","..."],"height":23,"tip":"..."}      new blocks are announced to the peers
 *   {"spend":2}     {"spent":["...","..."]}                                    new transactions likewise; mine confirms them
 *   {"peers":true}  {"peers":[{"address":..,"inbound":..,"handshake":..,"agent":..,"version":..,"services":..,
 *                              "height":..,"ping_ms":..}]}                     ping_ms is null until our pong came
 *   {"stop":true}   {"stopped":true}, then exit 0; the end of standard input stops it as well
 * Hashes are in printed order. Trouble goes to standard error; exit 1 if it is fatal, 2 if the usage was wrong.
 */

process.env.NODE_BACKEND = 'js'; // before bcoin is loaded: no native code is built or wanted

const readline = require('readline');
const { parseArgs } = require('util');
const consensus = require('bcoin/lib/protocol/consensus');
const networks = require('bcoin/lib/protocol/networks');

const LOOPBACK = /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/;
const NETWORK_AND_BITCOIN_CASH = 0x21; // what a Bitcoin SV node offers; bcoin's own 9 would claim segregated witness
const COIN = 100000000;
const STOP_MILLIS = 3000;

main().catch((error) => fail(1, error.stack));

async function main() {
  const settings = readSettings();
  adaptConsensus(settings);
  const node = createNode(settings);
  const wallet = createWallet(node);

  await node.open();
  await mine(node, settings.blocks - 1);
  await spend(node, wallet, Math.min(3, node.chain.height)); // so that the last block has more than a coinbase
  await mine(node, settings.blocks - node.chain.height);
  await node.connect();

  say({ ready: true, host: settings.host, port: node.pool.server.address().port, ...chainOf(node),
    genesis: printed(node.network.genesis.hash) });

  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (line.trim() === '')
      continue;
    const command = JSON.parse(line);
    if (command.mine)
      say({ mined: await mine(node, command.mine), ...chainOf(node) });
    else if (command.spend)
      say({ spent: await spend(node, wallet, command.spend) });
    else if (command.peers)
      say({ peers: peersOf(node) });
    else if (command.stop)
      break;
    else
      throw new Error(`unknown command: ${line}`);
  }
  await stop(node);
}

function readSettings() {
  let values;
  try {
    values = parseArgs({
      options: {
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: '0' },
        blocks: { type: 'string', default: '20' },
        magic: { type: 'string', default: 'dab5bffa' },
        agent: { type: 'string', default: '/Bitcoin SV:1.2.2/' },
        services: { type: 'string', default: String(NETWORK_AND_BITCOIN_CASH) },
        connect: { type: 'string' }
      }
    }).values;
  } catch (error) {
    fail(2, error.message);
  }
  if (!LOOPBACK.test(values.host))
    fail(2, `--host must be in 127.0.0.0/8, is ${values.host}`);
  if (!/^[0-9a-f]{8}$/i.test(values.magic))
    fail(2, `--magic must be eight hex digits in wire order, is ${values.magic}`);
  for (const name of ['port', 'blocks', 'services']) {
    if (!/^\d{1,9}$/.test(values[name]))
      fail(2, `--${name} must be a number, is ${values[name]}`);
  }
  if (values.connect !== undefined) {
    const [host, port, ...rest] = values.connect.split(':');
    if (!LOOPBACK.test(host) || !/^\d{1,5}$/.test(port) || rest.length > 0)
      fail(2, `--connect must be HOST:PORT with a host in 127.0.0.0/8, is ${values.connect}`);
  }
  return { ...values, port: Number(values.port), blocks: Number(values.blocks), services: Number(values.services) };
}

/** Rules that bcoin keeps in module-wide objects; they have to be set before a node exists. */
function adaptConsensus({ magic }) {
  networks.regtest.magic = Buffer.from(magic, 'hex').readUInt32LE(0);
  networks.regtest.seeds = [];
  networks.regtest.deployments.segwit.startTime = 0xffffffff; // Bitcoin SV has no segregated witness
  consensus.COINBASE_MATURITY = 1; // or nothing could be spent before block 101
}

function createNode({ host, port, agent, services, connect }) {
  const FullNode = require('bcoin/lib/node/fullnode');
  const NetAddress = require('bcoin/lib/net/netaddress');
  const node = new FullNode({
    network: 'regtest',
    memory: true,
    workers: false,
    listen: true,
    host,
    upnp: false,
    maxInbound: 100,
    maxOutbound: 1, // 0 is refused
    persistentMempool: false
  });
  node.on('error', (error) => complain(error.message));

  node.http = { open: async () => {}, close: async () => {} }; // no web server beside the peer port

  const { pool } = node;
  pool.options.port = port; // here, because the constructor refuses 0
  pool.options.agent = agent;
  pool.options.services = services;
  // Dial the one address we were given, again and again, and no other: not those that peers gossip, and no public
  // DNS server to learn our own.
  const target = connect && NetAddress.fromHostname(connect, node.network);
  pool.getHost = () => target && !pool.peers.has(target.hostname) ? target : null;
  pool.discoverExternal = async () => {};
  pool.on('peer open', (peer) => peer.sendPing()); // bcoin would wait 30 seconds
  return node;
}

/** One key: the miner is paid to it and `spend` spends from it. */
function createWallet(node) {
  const KeyRing = require('bcoin/lib/primitives/keyring');
  const key = KeyRing.generate(node.network);
  const coins = [];
  node.miner.addresses = [key.getAddress()];
  node.on('connect', (entry, block) => coins.push(block.txs[0]));
  return { key, coins };
}

async function mine(node, count) {
  const hashes = [];
  for (let i = 0; i < count; i++) {
    const block = await node.miner.cpu.mineBlock();
    if (!await node.chain.add(block))
      throw new Error('our own block does not connect');
    hashes.push(block.rhash());
  }
  return hashes;
}

async function spend(node, { key, coins }, count) {
  const MTX = require('bcoin/lib/primitives/mtx');
  const hashes = [];
  for (let i = 0; i < count; i++) {
    const coinbase = coins.shift();
    if (!coinbase)
      throw new Error('every coinbase is spent: mine first');
    const mtx = new MTX();
    mtx.addTX(coinbase, 0);
    mtx.addOutput(key.getAddress(), coinbase.outputs[0].value - COIN / 1000);
    mtx.sign(key);
    const tx = mtx.toTX();
    await node.sendTX(tx);
    if (!node.mempool.has(tx.hash('hex')))
      throw new Error(`the mempool refused ${tx.txid()}`);
    hashes.push(tx.txid());
  }
  return hashes;
}

function chainOf(node) {
  return { height: node.chain.height, tip: printed(node.chain.tip.hash) };
}

function peersOf(node) {
  const peers = [];
  for (let peer = node.pool.peers.head(); peer; peer = peer.next) {
    peers.push({
      address: peer.hostname(),
      inbound: !peer.outbound,
      handshake: peer.handshake,
      agent: peer.agent,
      version: peer.version,
      services: peer.services,
      height: peer.height,
      ping_ms: peer.minPing === -1 ? null : peer.minPing
    });
  }
  return peers;
}

async function stop(node) {
  setTimeout(() => fail(1, 'could not stop in time'), STOP_MILLIS).unref();
  await node.close();
  say({ stopped: true });
  process.exitCode = 0;
  process.stdin.destroy();
}

function printed(hash) {
  return Buffer.from(hash, 'hex').reverse().toString('hex');
}

function say(object) {
  process.stdout.write(JSON.stringify(object) + '\n');
}

function complain(text) {
  process.stderr.write(`full-node: ${text}\n`);
}

function fail(code, text) {
  complain(text);
  process.exit(code);
}
