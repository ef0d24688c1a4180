// Curves over one another on a canvas: no framework, no dependency but the palette. Used by the page of runs and by itself.
import { colour, number } from '/assets/lab.js';

const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3], [4, 4], [12, 4]];
const MARGIN = { left: 62, right: 14, top: 12, bottom: 34 };

/** Round numbers for an axis: five or so, all multiples of 1, 2 or 5 times a power of ten. */
export function ticks(low, high, about = 5) {
  if (!(high > low)) return [low];
  const raw = (high - low) / about, power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map(each => each * power).find(each => each >= raw);
  const list = [];
  for (let value = Math.ceil(low / step) * step; value <= high + step * 1e-9; value += step) list.push(Number(value.toPrecision(12)));
  return list;
}

/** A weighted running mean: 0 leaves the values, 0.9 looks ten points back. Gaps stay gaps. */
export function smoothed(values, weight) {
  let mean = 0, mass = 0;
  return values.map(value => {
    if (value === null) return null;
    mean = weight * mean + (1 - weight) * value;
    mass = weight * mass + (1 - weight);
    return mean / mass;
  });
}

export class Chart {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    this.curves = [];
    this.zoom = null;
    this.hover = null;
    this.readout = () => {};
    new ResizeObserver(() => this.draw()).observe(canvas);
    document.addEventListener('themechange', () => this.draw());
    canvas.addEventListener('pointermove', event => this.#point(event));
    canvas.addEventListener('pointerleave', () => { this.hover = null; this.#drag = null; this.draw(); });
    canvas.addEventListener('pointerdown', event => { this.#drag = this.#toData(event.offsetX); });
    canvas.addEventListener('pointerup', event => this.#drop(event));
    canvas.addEventListener('dblclick', () => { this.zoom = null; this.draw(); });
    canvas.addEventListener('keydown', event => this.#key(event));
  }

  #drag = null;
  #range = [0, 1];

  /** @param {{name: string, steps: number[], values: (number|null)[], raw?: (number|null)[]}[]} curves */
  show(curves, title) {
    this.curves = curves;
    this.title = title;
    this.canvas.setAttribute('aria-label', this.#words());
    this.draw();
  }

  draw() {
    const { width, height } = this.canvas.getBoundingClientRect(), ratio = devicePixelRatio || 1;
    if (width === 0) return;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    const g = this.canvas.getContext('2d');
    g.scale(ratio, ratio);
    g.font = '12px system-ui, sans-serif';
    const all = this.curves.flatMap(curve => curve.steps);
    this.#range = this.zoom ?? [Math.min(0, ...all.slice(0, 1)), all.reduce((most, each) => Math.max(most, each), 1)];
    const [low, high] = this.#heights();
    const x = step => MARGIN.left + (step - this.#range[0]) / (this.#range[1] - this.#range[0]) * (width - MARGIN.left - MARGIN.right);
    const y = value => height - MARGIN.bottom - (value - low) / (high - low) * (height - MARGIN.top - MARGIN.bottom);
    this.#axes(g, x, y, low, high, width, height);
    g.save();
    g.beginPath();
    g.rect(MARGIN.left, MARGIN.top, width - MARGIN.left - MARGIN.right, height - MARGIN.top - MARGIN.bottom);
    g.clip();
    this.curves.forEach((curve, index) => {
      g.strokeStyle = colour(`s${index % 6 + 1}`);
      g.setLineDash(DASHES[index % 6]);
      if (curve.raw) { g.globalAlpha = 0.25; g.lineWidth = 1; this.#line(g, curve.steps, curve.raw, x, y); g.globalAlpha = 1; }
      g.lineWidth = 1.8;
      this.#line(g, curve.steps, curve.values, x, y);
    });
    if (this.hover !== null) {
      g.setLineDash([3, 3]);
      g.strokeStyle = colour('axis');
      g.beginPath(); g.moveTo(x(this.hover), 0); g.lineTo(x(this.hover), height); g.stroke();
    }
    g.restore();
    g.setLineDash([]);
  }

  #heights() {
    let low = Infinity, high = -Infinity;
    for (const curve of this.curves)
      curve.values.forEach((value, index) => {
        if (value === null || curve.steps[index] < this.#range[0] || curve.steps[index] > this.#range[1]) return;
        low = Math.min(low, value);
        high = Math.max(high, value);
      });
    if (!(high >= low)) return [0, 1];
    const room = (high - low || Math.abs(high) || 1) * 0.06;
    return [low - room, high + room];
  }

  #axes(g, x, y, low, high, width, height) {
    g.fillStyle = colour('panel');
    g.fillRect(0, 0, width, height);
    g.lineWidth = 1;
    g.textBaseline = 'middle';
    g.textAlign = 'right';
    for (const value of ticks(low, high)) {
      g.strokeStyle = colour('grid');
      g.beginPath(); g.moveTo(MARGIN.left, y(value)); g.lineTo(width - MARGIN.right, y(value)); g.stroke();
      g.fillStyle = colour('soft');
      g.fillText(value.toLocaleString('en-US', { maximumSignificantDigits: 4 }), MARGIN.left - 8, y(value));
    }
    g.textAlign = 'center';
    for (const step of ticks(...this.#range, Math.max(2, Math.floor(width / 130))))
      g.fillText(step.toLocaleString('en-US'), Math.min(x(step), width - 26), height - MARGIN.bottom + 12);
    if (this.curves.length === 0) g.fillText('Choose runs in the table to see their curves.', width / 2, height / 2);
  }

  #line(g, steps, values, x, y) {
    g.beginPath();
    let isOpen = false;
    for (let index = 0; index < steps.length; index++) {
      const value = values[index];
      if (value === null) continue;
      if (isOpen) g.lineTo(x(steps[index]), y(value));
      else g.moveTo(x(steps[index]), y(value));
      isOpen = true;
    }
    g.stroke();
  }

  #toData(pixel) {
    const width = this.canvas.getBoundingClientRect().width - MARGIN.left - MARGIN.right;
    const share = Math.min(1, Math.max(0, (pixel - MARGIN.left) / width));
    return this.#range[0] + share * (this.#range[1] - this.#range[0]);
  }

  #point(event) {
    this.hover = this.#toData(event.offsetX);
    this.readout(this.hover, this.#at(this.hover));
    this.draw();
  }

  #drop(event) {
    const to = this.#toData(event.offsetX), from = this.#drag;
    this.#drag = null;
    if (from === null || Math.abs(to - from) < (this.#range[1] - this.#range[0]) * 0.02) return;
    this.zoom = [Math.min(from, to), Math.max(from, to)];
    this.draw();
  }

  #key(event) {
    const [low, high] = this.#range, span = high - low, shift = { ArrowLeft: -0.1, ArrowRight: 0.1 }[event.key];
    if (shift) this.zoom = [low + shift * span, high + shift * span];
    else if (event.key === '+') this.zoom = [low + span * 0.15, high - span * 0.15];
    else if (event.key === '-') this.zoom = [low - span * 0.2, high + span * 0.2];
    else if (event.key === '0') this.zoom = null;
    else return;
    event.preventDefault();
    this.draw();
  }

  /** Each curve's value nearest to a step. */
  #at(step) {
    return this.curves.map(curve => {
      let best = -1;
      curve.steps.forEach((each, index) => {
        if (curve.values[index] !== null && (best < 0 || Math.abs(each - step) < Math.abs(curve.steps[best] - step))) best = index;
      });
      return { name: curve.name, value: best < 0 ? null : curve.values[best] };
    });
  }

  #words() {
    if (this.curves.length === 0) return `${this.title}: no run is chosen.`;
    const ends = this.curves.map(curve => `${curve.name} ends at ${number(curve.values.findLast(value => value !== null), 4)}`);
    return `${this.title} over environment steps, ${this.curves.length} runs: ${ends.join('; ')}. `
      + 'Arrow keys move, plus and minus zoom, 0 shows all.';
  }
}
