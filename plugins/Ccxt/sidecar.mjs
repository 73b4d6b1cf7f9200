// Speaks to one account at one exchange by ccxt, for the plugin that started this process. Messages are JSON, each after its length in
// four bytes (big endian). A request {id, method, params} is answered by {id, result} or {id, error}; what a stream has comes
// as {stream, data}, its end as {stream, error}. Standard output carries messages alone; the end of standard input ends the process.
import fs from 'node:fs';

process.stdout.on('error', () => process.exit(0));
console.log = console.info = console.warn = (...words) => console.error(...words);

let ccxt;
let exchange;
const streams = new Set();

function send(message) {
  const body = Buffer.from(JSON.stringify(message), 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  process.stdout.write(Buffer.concat([length, body]));
}

// Where an order that waits for a price becomes another, both are told as the one that was asked for, with the other's name
// beside it; and the one that has waited is open until the other says what became of it.
function named(order) {
  const raw = order.info ?? {};
  const waiting = raw.algoId || raw.aid;
  if (!waiting || !('clientOrderId' in order)) return {};
  const placed = raw.actualOrderId || raw.ai || raw.ordId;
  const hasWaited = order.status === 'closed' && (raw.ordType === 'trigger' || !raw.algoClOrdId);
  return {
    id: String(waiting),
    clientOrderId: raw.algoClOrdId || raw.clientAlgoId || raw.caid,
    ...(placed ? { placed: String(placed) } : {}),
    ...(hasWaited ? { status: 'open' } : {}),
  };
}

// The raw answers of exchanges are large, and nobody reads them.
function bare(value) {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== 'object') return value;
  const copy = {};
  for (const [name, part] of Object.entries(value)) if (name !== 'info' && part !== undefined && typeof part !== 'function') copy[name] = bare(part);
  return value.info ? Object.assign(copy, named(value)) : copy;
}

// How long the exchange wants to be left alone, in milliseconds, when its last answer says so.
function pause(classes) {
  if (!classes.includes('RateLimitExceeded') && !classes.includes('DDoSProtection')) return undefined;
  const headers = new Map(Object.entries(exchange?.last_response_headers ?? {}).map(([name, value]) => [name.toLowerCase(), Number(value)]));
  const seconds = headers.get('retry-after');
  const reset = headers.get('x-bapi-limit-reset-timestamp') - Date.now();
  return seconds > 0 ? seconds * 1000 : reset > 0 ? reset : undefined;
}

function problem(failure) {
  const classes = [];
  for (let at = failure?.constructor; at?.name && at.name !== 'Object'; at = Object.getPrototypeOf(at)) classes.push(at.name);
  return { classes, message: String(failure?.message ?? failure).slice(0, 600), retryAfter: pause(classes) };
}

// Every address of an exchange, on another host: the path stays.
function redirect(urls, base) {
  const http = base.replace(/\/$/, '');
  const ws = http.replace(/^http/, 'ws');
  for (const key of Object.keys(urls)) {
    const value = urls[key];
    if (typeof value === 'string') urls[key] = value.replace(/^(https?|wss?):\/\/[^/]+/, (_, scheme) => (scheme.startsWith('ws') ? ws : http));
    else if (value && typeof value === 'object') redirect(value, base);
  }
}

// An update that comes while nobody waits for it would be told with the next one only, which may be long: it is kept, and
// told as soon as somebody waits.
function keepUpdates() {
  const make = exchange.client.bind(exchange);
  const kept = new WeakSet();
  exchange.client = (...args) => {
    const client = make(...args);
    if (kept.has(client)) return client;
    kept.add(client);
    const missed = new Map();
    const resolve = client.resolve.bind(client);
    const future = client.future.bind(client);
    client.resolve = (result, hash) => {
      if (Array.isArray(result) && hash !== undefined && !(hash in client.futures)) missed.set(hash, result);
      return resolve(result, hash);
    };
    client.future = (hash) => {
      const made = future(hash);
      const result = missed.get(hash);
      if (missed.delete(hash)) setImmediate(() => resolve(result, hash));
      return made;
    };
    return client;
  };
}

const marketTypes = {
  binance: { spot: 'spot', swap: 'linear' },
  bybit: { spot: 'spot', swap: 'linear' },
  okx: { spot: 'spot', swap: 'swap' },
};

// What an exchange can do, before it is asked anything.
function abilities(it, type) {
  return {
    has: bare(it.has),
    features: bare(it.features?.[type]?.linear ?? it.features?.[type] ?? {}),
    timeframes: Object.keys(it.timeframes ?? {}),
    isTickSize: it.precisionMode === ccxt.TICK_SIZE,
  };
}

// Of one exchange, or of all.
async function describe({ type, name: only }) {
  ccxt = (await import('ccxt')).default;
  if (only && !ccxt.exchanges.includes(only)) throw new ccxt.BadRequest(`ccxt has no exchange '${only}'`);
  return Object.fromEntries((only ? [only] : ccxt.exchanges).map((name) => [name, abilities(new (ccxt.pro[name] ?? ccxt[name])(), type)]));
}

async function open({ name, apiKey, secret, password, sandbox, url, type, timeout }) {
  ccxt = (await import('ccxt')).default;
  const Exchange = ccxt.pro[name] ?? ccxt[name];
  if (!Exchange || !ccxt.exchanges.includes(name)) throw new ccxt.BadRequest(`ccxt has no exchange '${name}'`);
  exchange = new Exchange({ apiKey, secret, password, timeout, enableRateLimit: !url, options: { defaultType: type, ...(type === 'swap' ? { defaultSubType: 'linear' } : {}), fetchMargins: false, warnOnFetchOpenOrdersWithoutSymbol: false } });
  const known = marketTypes[name]?.[type];
  if (known) exchange.options.fetchMarkets = { ...(exchange.options.fetchMarkets ?? {}), types: [known] };
  exchange.has.fetchCurrencies = false;
  keepUpdates();
  if (url) {
    redirect(exchange.urls.api, url);
    if (name === 'binance') exchange.urls.api.ws.spot = url.replace(/^http/, 'ws').replace(/\/$/, '') + '/stream/ws';
    await exchange.loadHttpProxyAgent();
  } else if (sandbox) {
    if (exchange.urls.test === undefined) throw new ccxt.NotSupported(`${name} has no sandbox in ccxt`);
    if (type === 'swap' && typeof exchange.enableDemoTrading === 'function' && name !== 'okx') exchange.enableDemoTrading(true);
    else exchange.setSandboxMode(true);
  }
  await exchange.loadMarkets(true);
  const library = import.meta.resolve('ccxt');
  const version = JSON.parse(fs.readFileSync(new URL(library.slice(0, library.lastIndexOf('/ccxt/') + 6) + 'package.json'), 'utf8')).version;
  return {
    version,
    node: process.version,
    ...abilities(exchange, type),
    markets: Object.values(exchange.markets)
      .filter((m) => m.active !== false && (type === 'spot' ? m.spot : m.swap))
      .map((m) => ({ symbol: m.symbol, base: m.base, quote: m.quote, settle: m.settle, spot: m.spot, linear: m.linear, contractSize: m.contractSize, price: m.precision?.price, amount: m.precision?.amount, minAmount: m.limits?.amount?.min, minCost: m.limits?.cost?.min })),
  };
}

// One order, by the exchange's name for it or by ours.
async function findOrder({ id, clientId, symbol, isTrigger, placed }) {
  if (placed) return exchange.fetchOrder(placed, symbol);
  const params = isTrigger ? { trigger: true } : {};
  if (exchange.id === 'bybit') {
    // Bybit's list of orders has those of a moment ago too, and is found by either name.
    const [order] = await exchange.fetchOpenOrders(symbol, undefined, undefined, { ...params, ...(id ? { orderId: id } : { orderLinkId: clientId }) });
    if (!order) throw new ccxt.OrderNotFound(`bybit has no order ${id ?? clientId}`);
    return order;
  }
  if (exchange.has.fetchOrder) {
    const order = await exchange.fetchOrder(id ?? undefined, symbol, { ...params, ...(id ? {} : { clientOrderId: clientId }) });
    const other = isTrigger ? named(order).placed : undefined;
    return other ? { ...(await exchange.fetchOrder(other, symbol)), id: order.id, placed: other } : order;
  }
  const is = (o) => (id ? o.id === id : o.clientOrderId === clientId);
  const found = (await exchange.fetchOpenOrders(symbol)).find(is) ?? (await exchange.fetchClosedOrders(symbol)).find(is);
  if (!found) throw new ccxt.OrderNotFound(`${exchange.id} has no order ${id ?? clientId}`);
  return found;
}

// ccxt changes no order that waits for a price at OKX.
const changeWaiting = ({ id, symbol, quantity, limitPrice, stopPrice }) =>
  exchange.privatePostTradeAmendAlgos({
    instId: exchange.market(symbol).id,
    algoId: id,
    newSz: exchange.amountToPrecision(symbol, quantity),
    newTriggerPx: exchange.priceToPrecision(symbol, stopPrice),
    newOrdPx: limitPrice ? exchange.priceToPrecision(symbol, limitPrice) : '-1',
  });

// A stream stands when each of its sockets is open and has said what it wants.
async function stands(patience) {
  for (const start = Date.now(); Date.now() - start < patience; ) {
    const clients = Object.values(exchange.clients ?? {}).filter((c) => c.url.startsWith('ws'));
    if (clients.length > 0 && clients.every((c) => c.isConnected && Object.keys(c.subscriptions).length > 0)) return;
    await exchange.sleep(20);
  }
  throw new ccxt.RequestTimeout(`${exchange.id} opens no stream`);
}

async function follow(stream, name, args) {
  streams.add(stream);
  try {
    while (streams.has(stream)) {
      const data = await exchange[name](...args);
      if (streams.has(stream)) send({ stream, data: bare(data) });
    }
  } catch (failure) {
    if (streams.delete(stream)) send({ stream, error: problem(failure) });
  }
}

const methods = {
  open,
  describe,
  findOrder,
  changeWaiting,
  call: ({ name, args }) => exchange[name](...args.map((a) => a ?? undefined)),
  watch: ({ stream, name, args }) => void follow(stream, name, args.map((a) => a ?? undefined)),
  stands: ({ patience }) => stands(patience),
  stop: ({ stream }) => void streams.delete(stream),
  ping: () => 'pong',
};

async function answer({ id, method, params }) {
  try {
    send({ id, result: bare((await methods[method](params ?? {})) ?? null) });
  } catch (failure) {
    send({ id, error: problem(failure) });
  }
}

let pending = Buffer.alloc(0);
process.stdin.on('data', (chunk) => {
  pending = Buffer.concat([pending, chunk]);
  while (pending.length >= 4 && pending.length >= 4 + pending.readUInt32BE(0)) {
    const length = pending.readUInt32BE(0);
    const message = JSON.parse(pending.subarray(4, 4 + length).toString('utf8'));
    pending = pending.subarray(4 + length);
    void answer(message);
  }
});
process.stdin.on('end', () => process.exit(0));
process.on('unhandledRejection', (failure) => console.error('unhandled', failure?.message ?? failure));
