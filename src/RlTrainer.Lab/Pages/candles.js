// A day of bars with what the policy did, on a canvas; shows bars up to a moment, as they were known then.
import { ticks } from '/assets/chart.js';
import { colour } from '/assets/lab.js';

const LEFT = 12, RIGHT = 74, TOP = 14, BOTTOM = 26;

export class DayCanvas {
  /** @param {HTMLCanvasElement} canvas  @param {(g, box, day, shown) => void} paint */
  constructor(canvas, paint) {
    this.canvas = canvas;
    this.paint = paint;
    this.day = null;
    this.shown = 0;
    new ResizeObserver(() => this.draw()).observe(canvas);
    document.addEventListener('themechange', () => this.draw());
  }

  show(day, shown) {
    this.day = day;
    this.shown = shown;
    this.draw();
  }

  draw() {
    const { width, height } = this.canvas.getBoundingClientRect(), ratio = devicePixelRatio || 1;
    if (!this.day || width === 0) return;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    const g = this.canvas.getContext('2d');
    g.scale(ratio, ratio);
    g.font = '12px system-ui, sans-serif';
    g.fillStyle = colour('panel');
    g.fillRect(0, 0, width, height);
    const count = this.day.bars.length, room = width - LEFT - RIGHT;
    const box = {
      width, height, left: LEFT, right: width - RIGHT, top: TOP, bottom: height - BOTTOM,
      bar: room / count, x: bar => LEFT + (bar + 0.5) * room / count,
    };
    this.paint(g, box, this.day, this.shown);
  }
}

/** Prices: candles, entries and exits, stop and target as they stood. */
export function paintPrices(g, box, day, shown) {
  const bars = day.bars.slice(0, shown + 1), held = day.equity.slice(0, shown + 1);
  const levels = held.filter(Boolean).flatMap(each => [each.stop, each.target]).filter(value => value > 0);
  const y = scale(g, box, Math.min(...bars.map(bar => bar[3]), ...levels), Math.max(...bars.map(bar => bar[2]), ...levels));
  clock(g, box, day);
  for (const trade of day.trades) {
    if (trade.entry > shown) continue;
    g.fillStyle = colour('s2');
    g.globalAlpha = 0.13;
    const end = Math.min(trade.exit, shown);
    g.fillRect(box.x(trade.entry) - box.bar / 2, box.top, (end - trade.entry + 1) * box.bar, box.bottom - box.top);
    g.globalAlpha = 1;
  }
  const thick = Math.max(1, box.bar * 0.66);
  bars.forEach(([, open, high, low, close], index) => {
    const isUp = close >= open, x = box.x(index);
    g.strokeStyle = colour(isUp ? 'gain' : 's4');
    g.beginPath(); g.moveTo(x, y(high)); g.lineTo(x, y(low)); g.stroke();
    g.fillStyle = isUp ? colour('panel') : colour('s4');
    const top = y(Math.max(open, close)), tall = Math.max(1, y(Math.min(open, close)) - top);
    g.fillRect(x - thick / 2, top, thick, tall);
    if (thick > 2) g.strokeRect(x - thick / 2, top, thick, tall);
  });
  level(g, box, held, 'stop', 'loss', [5, 3], y);
  level(g, box, held, 'target', 's3', [2, 3], y);
  for (const fill of day.fills) if (fill.bar <= shown) mark(g, box.x(fill.bar), y(fill.price), fill);
}

/** Equity and the drawdown threshold, with the day's own limit. */
export function paintEquity(g, box, day, shown) {
  const known = day.equity.slice(0, shown + 1), list = known.filter(Boolean);
  if (list.length === 0) return;
  const limit = day.dayLimit ? list.map(each => each.equity - each.day - day.dayLimit) : [];
  const values = list.flatMap(each => [each.equity, each.threshold]).filter(value => value !== null);
  const y = scale(g, box, Math.min(...values, ...limit), Math.max(...values));
  clock(g, box, day);
  const line = (value, name, dash) => {
    g.strokeStyle = colour(name);
    g.setLineDash(dash);
    g.lineWidth = 1.8;
    g.beginPath();
    let before = null;
    known.forEach((each, index) => {
      const at = each ? value(each) : null;
      if (at === null || at === undefined) { before = null; return; }
      if (before === null || before.account !== each.account) g.moveTo(box.x(index), y(at));
      else g.lineTo(box.x(index), y(at));
      before = each;
    });
    g.stroke();
    g.setLineDash([]);
  };
  line(each => each.equity, 's1', []);
  line(each => each.threshold, 'loss', [5, 3]);
  if (day.dayLimit) line(each => each.equity - each.day - day.dayLimit, 'warn', [2, 3]);
}

function scale(g, box, low, high) {
  const room = (high - low || 1) * 0.05;
  const y = value => box.bottom - (value - low + room) / (high - low + 2 * room) * (box.bottom - box.top);
  g.textBaseline = 'middle';
  g.textAlign = 'left';
  for (const value of ticks(low, high, Math.max(2, (box.bottom - box.top) / 60))) {
    g.strokeStyle = colour('grid');
    g.beginPath(); g.moveTo(box.left, y(value)); g.lineTo(box.right, y(value)); g.stroke();
    g.fillStyle = colour('soft');
    g.fillText(value.toLocaleString('en-US'), box.right + 6, y(value));
  }
  return y;
}

function clock(g, box, day) {
  g.fillStyle = colour('soft');
  g.textAlign = 'center';
  const every = Math.max(1, Math.ceil(day.bars.length / Math.max(2, (box.right - box.left) / 90)));
  for (let bar = 0; bar < day.bars.length; bar += every) g.fillText(day.bars[bar][0], box.x(bar) + 12, box.bottom + 14);
}

function level(g, box, held, key, name, dash, y) {
  g.strokeStyle = colour(name);
  g.setLineDash(dash);
  g.lineWidth = 1.4;
  g.beginPath();
  held.forEach((each, index) => {
    if (!each || !(each[key] > 0)) return;
    const goesOn = index > 0 && held[index - 1]?.[key] > 0 && held[index - 1].side === each.side;
    if (goesOn) g.lineTo(box.x(index) - box.bar / 2, y(each[key]));
    else g.moveTo(box.x(index) - box.bar / 2, y(each[key]));
    g.lineTo(box.x(index) + box.bar / 2, y(each[key]));
  });
  g.stroke();
  g.setLineDash([]);
}

/** Entries are triangles; exits are circles. Colour is not all that tells them apart. */
function mark(g, x, y, fill) {
  g.beginPath();
  if (fill.reason === 'Entry') {
    const up = fill.order === 'buy' ? 1 : -1;
    g.moveTo(x, y - 7 * up); g.lineTo(x + 6, y + 5 * up); g.lineTo(x - 6, y + 5 * up);
    g.closePath();
    g.fillStyle = colour('s2');
  } else {
    g.arc(x, y, 5, 0, 2 * Math.PI);
    g.fillStyle = colour(fill.reason === 'Target' ? 'gain' : 'loss');
  }
  g.fill();
  g.strokeStyle = colour('panel');
  g.lineWidth = 1.2;
  g.stroke();
}
