import { DayCanvas, paintEquity, paintPrices } from '/assets/candles.js';
import { dollars, element, get, number, query } from '/assets/lab.js';

const byId = id => document.getElementById(id);
const run = query('run'), address = `run=${encodeURIComponent(run)}`;
const prices = new DayCanvas(byId('candles'), paintPrices), equity = new DayCanvas(byId('equity'), paintEquity);
let all = null, day = null, bar = 0, timer = null;

async function begin() {
  document.title = `Replay of ${run} · RlTrainer lab`;
  byId('title').textContent = `Replay of ${run}`;
  try {
    all = await get(`/replay/api/run?${address}`);
  } catch (fault) {
    return tell(fault.message);
  }
  byId('day').replaceChildren(...all.days.map(date => element('option', {}, date)));
  byId('trades').tBodies[0].replaceChildren(...all.trades.map(row));
  const asked = new URLSearchParams(location.hash.slice(1)), trade = all.trades.find(each => String(each.number) === asked.get('trade'));
  if (trade) return go(trade);
  if (all.days.includes(asked.get('day'))) return open(asked.get('day'), Number(asked.get('bar') ?? 0));
  return all.trades.length ? go(all.trades[0]) : open(all.days[0], 0);
}

function row(trade) {
  const link = element('a', { href: `#trade=${trade.number}` }, String(trade.number));
  link.addEventListener('click', event => { event.preventDefault(); go(trade); byId('candles').scrollIntoView({ block: 'center' }); });
  const cell = (label, text, kind) => element('td', { class: kind, 'data-label': label }, text);
  return element('tr', { id: `trade-${trade.number}` }, element('th', { scope: 'row', class: 'word', 'data-label': 'Trade' }, link),
    cell('Entry', trade.time.replace('T', ' '), 'word'), cell('Side', trade.side, 'word'),
    cell('Contracts', number(trade.contracts), 'number'), cell('In', number(trade.entryPrice, 2), 'number'),
    cell('Out', number(trade.exitPrice, 2), 'number'), cell('Ended by', trade.reason, 'word'),
    cell('Net', dollars(trade.net), trade.net < 0 ? 'number fell' : 'number'), cell('R', number(trade.r, 2), 'number'));
}

/** A trade's day at the bar of its entry. */
const go = trade => open(trade.date, trade.entry, trade);

async function open(date, at, trade) {
  if (day?.date !== date) {
    try {
      day = await get(`/replay/api/day?${address}&date=${date}`);
    } catch (fault) {
      return tell(fault.message);
    }
    byId('day').value = date;
    byId('place').max = day.bars.length - 1;
  }
  history.replaceState(null, '', trade ? `#trade=${trade.number}` : `#day=${date}&bar=${at}`);
  for (const each of document.querySelectorAll('#trades [aria-current]')) each.removeAttribute('aria-current');
  if (trade) byId(`trade-${trade.number}`).setAttribute('aria-current', 'true');
  show(at);
}

function show(at) {
  bar = Math.max(0, Math.min(day.bars.length - 1, at));
  byId('place').value = bar;
  byId('place').setAttribute('aria-valuetext', day.bars[bar][0]);
  prices.show(day, bar);
  equity.show(day, bar);
  const now = day.equity[bar], price = day.bars[bar];
  const facts = [['Time', price[0]], ['Close', number(price[4], 2)],
    ['Position', now ? `${now.side}${now.contracts ? ` ${now.contracts}` : ''}` : '–'],
    ['Stop', now?.stop ? number(now.stop, 2) : '–'], ['Target', now?.target ? number(now.target, 2) : '–'],
    ['Equity', dollars(now?.equity)], ['Threshold', dollars(now?.threshold)], ['Day', dollars(now?.day)]];
  byId('facts').replaceChildren(...facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
  const words = facts.map(([name, value]) => `${name} ${value}`).join(', ');
  byId('candles').setAttribute('aria-label', `Candles of ${all.symbol}, ${day.date}: ${words}. Arrow keys step, space plays.`);
  byId('equity').setAttribute('aria-label', `Equity ${dollars(now?.equity)}, threshold ${dollars(now?.threshold)}.`);
  tell(`${all.symbol}, ${day.date}, ${price[0]} New York` +
    `${all.synthetic ? '; these bars are generated and say nothing about trading' : ''}.`);
}

function play() {
  const isPlaying = timer !== null;
  if (isPlaying) clearInterval(timer);
  timer = isPlaying ? null : setInterval(() => {
    if (bar >= day.bars.length - 1) return play();
    return show(bar + 1);
  }, 1000 / Number(byId('speed').value));
  byId('play').textContent = isPlaying ? 'Play' : 'Pause';
  byId('play').setAttribute('aria-pressed', String(!isPlaying));
}

/** The next or the previous trade from this moment, on this day or another. */
function jump(direction) {
  const here = all.trades.map(each => ({ each, at: all.days.indexOf(each.date) * 1e6 + each.entry }));
  const now = all.days.indexOf(day.date) * 1e6 + bar;
  const next = direction > 0 ? here.find(({ at }) => at > now) : here.findLast(({ at }) => at < now);
  if (next) go(next.each);
  else tell(direction > 0 ? 'There is no later trade.' : 'There is no earlier trade.');
}

function tell(text) {
  if (byId('told').textContent !== text) byId('told').textContent = text;
}

byId('day').addEventListener('change', event => open(event.target.value, 0));
byId('play').addEventListener('click', play);
byId('back').addEventListener('click', () => show(bar - 1));
byId('step').addEventListener('click', () => show(bar + 1));
byId('previous').addEventListener('click', () => jump(-1));
byId('next').addEventListener('click', () => jump(1));
byId('place').addEventListener('input', event => show(Number(event.target.value)));
byId('speed').addEventListener('input', () => { if (timer !== null) { play(); play(); } });
byId('copy').addEventListener('click', async () => {
  history.replaceState(null, '', `#day=${day.date}&bar=${bar}`);
  try {
    await navigator.clipboard.writeText(location.href);
    tell('The link is on the clipboard.');
  } catch {
    tell('The link stands in the address line.');
  }
});
byId('candles').addEventListener('keydown', event => {
  const act = { ArrowLeft: () => show(bar - 1), ArrowRight: () => show(bar + 1),
    ' ': play, n: () => jump(1), p: () => jump(-1) }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
begin();
