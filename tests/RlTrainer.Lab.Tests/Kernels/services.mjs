// What JupyterLab's own client library makes of the server: node services.mjs ADDRESS TOKEN MODULES, with @jupyterlab/services in MODULES.
import { createRequire } from 'node:module';

const [, , baseUrl, token, modules] = process.argv;
const require = createRequire(`${modules}/`);
const { ContentsManager, Drive, KernelManager, KernelSpecManager, ServerConnection, SessionManager } = require('@jupyterlab/services');
const done = [];

function check(name, isTrue, seen) {
  if (!isTrue) throw new Error(`${name}: ${JSON.stringify(seen)}`);
  done.push(name);
  console.log(name);
}

const patience = (promise, name, seconds = 60) => Promise.race([promise,
  new Promise((_, refuse) => setTimeout(() => refuse(new Error(`${name}: nothing came in ${seconds} s`)), 1000 * seconds).unref())]);

async function run(kernel, code, extra = {}) {
  const outputs = [];
  const future = kernel.requestExecute({ code, ...extra });
  future.onIOPub = message => outputs.push(message);
  future.onStdin = message => kernel.sendInputReply({ status: 'ok', value: `answer to ${message.content.prompt}` }, message.header);
  const reply = await patience(future.done, code);
  return { reply: reply.content, outputs,
    text: outputs.map(each => each.content.text ?? each.content.data?.['text/plain'] ?? '').join('') };
}

const settings = ServerConnection.makeSettings({
  baseUrl, wsUrl: baseUrl.replace('http', 'ws'), token, appendToken: true, WebSocket: require('ws'),
});
const specs = new KernelSpecManager({ serverSettings: settings });
await patience(specs.ready, 'kernelspecs');
check('kernelspecs', '.net-csharp' in specs.specs.kernelspecs && specs.specs.default === '.net-csharp', specs.specs);

const contents = new ContentsManager({ defaultDrive: new Drive({ serverSettings: settings }), serverSettings: settings });
const made = await contents.newUntitled({ path: 'notebooks', type: 'notebook' });
const opened = await contents.get(made.path);
opened.content.cells.push({
  cell_type: 'code', id: 'a', metadata: { trusted: true }, source: '1 + 1\n2', outputs: [], execution_count: null });
await contents.save(made.path, { type: 'notebook', format: 'json', content: opened.content });
const again = await contents.get(made.path);
check('contents', again.content.cells.at(-1).source === '1 + 1\n2', again.content);
const checkpoint = await contents.createCheckpoint(made.path);
await contents.restoreCheckpoint(made.path, checkpoint.id);
check('checkpoints', (await contents.listCheckpoints(made.path)).length === 1);

const kernels = new KernelManager({ serverSettings: settings });
const sessions = new SessionManager({ kernelManager: kernels, serverSettings: settings });
await patience(sessions.ready, 'sessions');
const session = await sessions.startNew({ path: made.path, name: made.name, type: 'notebook', kernel: { name: '.net-csharp' } });
const kernel = session.kernel;
await patience(kernel.info, 'kernel_info');
check('binary protocol', kernel.serverSettings && (await run(kernel, '6 * 7')).text === '42');
const completion = await kernel.requestComplete({ code: 'Console.Wri', cursor_pos: 11 });
check('completion', completion.content.matches.some(each => each.includes('WriteLine')), completion.content);
const asked = await run(kernel, 'Microsoft.DotNet.Interactive.Kernel.GetInputAsync("name").Result', { allow_stdin: true });
check('stdin', asked.text === 'answer to name', asked.text);
const flood = await run(kernel, 'for (int i = 0; i < 50000; i++) Console.WriteLine($"line {i}");');
check('flood', flood.text.includes('line 49999\n'), flood.text.slice(-200));

const endless = kernel.requestExecute({ code: 'Console.WriteLine("on"); while (true) { }' });
await patience(new Promise(resolve => { endless.onIOPub = message => message.header.msg_type === 'stream' && resolve(); }), 'endless');
const began = performance.now();
await kernel.interrupt();
const stopped = await patience(endless.done, 'interrupt');
check('interrupt', stopped.content.status === 'error', stopped.content);
const interrupted = performance.now() - began;

const other = kernels.connectTo({ model: kernel.model });
await patience(other.info, 'second client');
check('two clients', (await run(other, '"from the second"')).text.includes('from the second'));
await patience(kernel.restart(), 'restart');
check('restart', (await run(kernel, '1 + 2')).text === '3');
const status = new Promise(resolve => kernel.statusChanged.connect((_, now) => now === 'autorestarting' && resolve()));
kernel.requestExecute({ code: 'Environment.FailFast("on purpose");' });
await patience(status, 'crash');
while (kernel.connectionStatus !== 'connected' || kernel.status !== 'idle') await new Promise(resolve => setTimeout(resolve, 100));
check('crash', (await run(kernel, '2 + 3')).text === '5');
await session.shutdown();
await contents.delete(made.path);
console.log(`ok: ${done.join(', ')}; interrupt took ${interrupted.toFixed(0)} ms`);
process.exit(0);
