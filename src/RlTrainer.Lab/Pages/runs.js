import { Chart, smoothed } from '/assets/chart.js';
import { dollars, duration, element, get, number, percent, post, query } from '/assets/lab.js';

const MOST_DRAWN = 12;
const byId = id => document.getElementById(id);
const runs = new Map();            // name → what the server told last
const rows = new Map();            // name → { row, cells, box }
const drawn = new Set();           // names whose curves are shown
const curves = new Map();          // name → curves by figure
const chart = new Chart(byId('chart'));

// Each column: how a run's cell reads. Only cells whose text has changed are touched.
const COLUMNS = [
  ['Run', run => run.name, 'word'],
  ['State', run => run.fault ? 'unreadable' : run.state, 'word'],
  ['Progress', run => run.fault ? '–' : `${percent(run.share)} of ${number(run.total)}`, 'number'],
  ['Left', run => duration(run.secondsLeft), 'number'],
  ['Reward', run => number(run.reward, 3), 'number'],
  ['Greedy reward', run => number(run.validation, 3), 'number'],
  ['KL', run => number(run.kl, 4), 'number'],
  ['Entropy', run => number(run.entropy, 3), 'number'],
  ['Hold', run => percent(run.hold), 'number'],
  ['Profit', run => dollars(run.profit), 'number'],
  ['Passes', run => percent(run.pass), 'number'],
];

/** Server-sent events: all rows first, then those that changed. The browser connects again by itself. With ?still the page is
 *  drawn once and listens no more, for pictures and print. */
function listen() {
  const events = new EventSource('/runs/api/events');
  events.addEventListener('runs', event => {
    take(JSON.parse(event.data));
    if (new URLSearchParams(location.search).has('still')) events.close();
  });
  events.onerror = () => tell('The server does not answer; trying again …');
}

function take(change) {
  const began = performance.now();
  if (change.all) for (const name of [...runs.keys()]) if (!change.rows.some(run => run.name === name)) change.gone.push(name);
  for (const name of change.gone) forget(name);
  for (const run of change.rows) {
    runs.set(run.name, run);
    update(run);
    if (drawn.has(run.name)) load(run.name);
  }
  arrange();
  const running = [...runs.values()].filter(run => run.state === 'running').length;
  tell(`${runs.size} runs, ${running} of them training now.`);
  if (change.all && drawn.size === 0) drawFirst(Math.min(MOST_DRAWN, Number(query('draw')) || 0));     // /runs?draw=6 is a link
  document.body.dataset.update = (performance.now() - began).toFixed(1);     // milliseconds, read by the browser's test
}

function forget(name) {
  rows.get(name)?.row.remove();
  for (const each of [runs, rows, curves, drawn]) each.delete(name);
}

function made(run) {
  const box = element('input', { type: 'checkbox', 'aria-label': `Draw the curves of ${run.name}` });
  box.addEventListener('change', () => choose(run.name, box.checked));
  const row = element('tr', {}, element('td', { class: 'word', 'data-label': 'Draw' }, box));
  const cells = COLUMNS.map(([label, , kind], index) => {
    const cell = element(index === 0 ? 'th' : 'td', { class: kind, 'data-label': label, scope: index === 0 ? 'row' : null });
    row.append(cell);
    return cell;
  });
  const actions = element('td', { class: 'word actions', 'data-label': 'Do' });
  row.append(actions);
  byId('runs').tBodies[0].append(row);
  const entry = { row, cells, box, actions, texts: [], acts: '' };
  rows.set(run.name, entry);
  return entry;
}

function update(run) {
  const entry = rows.get(run.name) ?? made(run);
  COLUMNS.forEach(([, text], index) => {
    const now = text(run);
    if (entry.texts[index] === now) return;
    entry.texts[index] = now;
    entry.cells[index].textContent = now;
  });
  entry.row.className = `state-${run.state}`;
  entry.row.title = run.fault ?? [`seed ${run.seed}`, ...(run.settings ?? [])].join('\n');
  const acts = [run.state === 'running' ? 'stop' : '', run.state === 'unfinished' ? 'resume' : '', run.evaluated ? 'replay' : ''].join();
  if (entry.acts === acts) return;
  entry.acts = acts;
  entry.actions.replaceChildren(...actionsOf(run));
}

function actionsOf(run) {
  const list = [];
  const act = (word, path) => {
    const button = element('button', { type: 'button', 'aria-label': `${word} ${run.name}` }, word);
    button.addEventListener('click', async () => {
      button.disabled = true;
      try {
        tell((await post(path, { run: run.name })).message);
      } catch (fault) {
        tell(fault.message);
      }
      button.disabled = false;
    });
    list.push(button);
  };
  if (run.state === 'running') act('Stop', '/runs/api/stop');
  if (run.state === 'unfinished') act('Resume', '/runs/api/resume');
  if (run.evaluated) {
    const name = encodeURIComponent(run.name);
    list.push(element('a', { href: `/replay?run=${name}`, 'aria-label': `Replay ${run.name}` }, 'Replay'),
      element('a', { href: `/report?run=${name}`, 'aria-label': `Report of ${run.name}` }, 'Report'));
  }
  return list;
}

/** Filter and order: words that must all be in the name, the state or the settings. */
function arrange() {
  const words = byId('filter').value.toLowerCase().split(/\s+/).filter(Boolean), key = byId('order').value;
  const list = [...runs.values()].sort((a, b) => key === 'name' || key === 'state'
    ? `${a[key]} ${a.name}`.localeCompare(`${b[key]} ${b.name}`, 'en', { numeric: true })
    : (b[key] ?? -Infinity) - (a[key] ?? -Infinity) || a.name.localeCompare(b.name));
  const body = byId('runs').tBodies[0];
  let place = body.firstElementChild, shown = 0;
  for (const run of list) {
    const { row } = rows.get(run.name);
    const told = [run.name, run.state, run.symbol, `phase${run.phase}`, `seed=${run.seed}`, ...(run.settings ?? [])];
    const text = told.join(' ').toLowerCase();
    row.hidden = !words.every(word => text.includes(word));
    shown += row.hidden ? 0 : 1;
    if (row === place) place = place.nextElementSibling;
    else body.insertBefore(row, place);
  }
  byId('count').textContent = shown === runs.size ? `${shown} runs` : `${shown} of ${runs.size} runs`;
  findings(list.filter(run => !rows.get(run.name).row.hidden));
}

function findings(list) {
  const sick = list.filter(run => run.findings?.length || run.fault).slice(0, 50);
  byId('findings').replaceChildren(...sick.length ? sick.map(run => element('details', {},
    element('summary', {}, `${run.name}: ${run.fault ? 1 : run.findings.length} finding${run.findings?.length > 1 ? 's' : ''}`),
    element('ul', {}, ...(run.fault ? [run.fault] : run.findings).map(text => element('li', {}, text)))))
    : [element('p', { class: 'soft' }, 'Nothing.')]);
}

function choose(name, isDrawn) {
  if (!isDrawn) drawn.delete(name);
  else if (drawn.size < MOST_DRAWN) drawn.add(name);
  else {
    rows.get(name).box.checked = false;
    return tell(`${MOST_DRAWN} runs are drawn already; take one out first.`);
  }
  return isDrawn ? load(name) : draw();
}

async function load(name) {
  try {
    curves.set(name, await get(`/runs/api/curves?run=${encodeURIComponent(name)}`));
    draw();
  } catch (fault) {
    tell(fault.message);
  }
}

function draw() {
  const figure = byId('figure'), weight = Number(byId('smoothing').value);
  const list = [...drawn].filter(name => curves.has(name)).map(name => {
    const { steps, values } = curves.get(name)[figure.value];
    return { name, steps, values: smoothed(values, weight), raw: weight > 0 ? values : null };
  });
  chart.show(list, figure.selectedOptions[0].text);
  legend(list.map(curve => ({ name: curve.name, value: curve.values.findLast(value => value !== null) ?? null })));
}

function legend(list, step) {
  byId('readout').replaceChildren(
    ...(step === undefined ? [] : [element('span', { class: 'soft' }, `at ${number(step)} steps`)]),
    ...list.map(({ name, value }, index) => element('span', { class: `key s${index % 6 + 1}` }, `${name}: ${number(value, 4)}`)));
}

function tell(text) {
  if (byId('told').textContent !== text) byId('told').textContent = text;
}

chart.readout = (step, list) => legend(list, step);
byId('figure').addEventListener('change', draw);
byId('smoothing').addEventListener('input', draw);
byId('filter').addEventListener('input', arrange);
byId('order').addEventListener('change', arrange);
byId('whole').addEventListener('click', () => { chart.zoom = null; draw(); });
byId('shown').addEventListener('click', () => drawFirst(6));

/** Draws the first runs that the filter shows, and no others. */
function drawFirst(count) {
  for (const [name, { box }] of rows) { box.checked = false; drawn.delete(name); }
  const first = [...byId('runs').tBodies[0].rows].filter(row => !row.hidden).slice(0, count);
  for (const [name, { row, box }] of rows) if (first.includes(row)) { box.checked = true; drawn.add(name); load(name); }
}

draw();
listen();
