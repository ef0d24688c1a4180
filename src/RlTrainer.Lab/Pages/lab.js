// What every page of the lab needs: calls to the server, numbers as text, elements.

/** A value of the address line. */
export const query = name => new URLSearchParams(location.search).get(name) ?? '';

/** A path for an address line: its slashes stay. */
export const segments = path => path.split('/').map(encodeURIComponent).join('/');

/** The answer to a GET; throws the server's own sentence. */
export async function get(path) {
  return answer(await fetch(path, { headers: { Accept: 'application/json' } }));
}

/** The answer to a POST, which repeats the cookie that proves that this page sent it. */
export async function post(path, body) {
  const xsrf = document.cookie.split('; ').find(each => each.startsWith('_xsrf='))?.slice(6) ?? '';
  return answer(await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-XSRFToken': xsrf },
    body: JSON.stringify(body),
  }));
}

async function answer(response) {
  const json = await response.json();
  if (!response.ok) throw new Error(json.message ?? `The server answered ${response.status}.`);
  return json;
}

/** A number with so many digits behind the point; a dash where there is none. */
export const number = (value, digits = 0) => value === null || value === undefined ? '–'
  : value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Dollars, whole. */
export const dollars = value => value === null || value === undefined ? '–'
  : `${value < 0 ? '−' : ''}$${number(Math.abs(value))}`;

/** A share as percent. */
export const percent = value => value === null || value === undefined ? '–' : `${number(100 * value, 1)} %`;

/** Seconds as "2 h 05 min", "3 min 20 s", "12 s". */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return '–';
  const s = Math.round(seconds), two = value => String(value).padStart(2, '0');
  if (s >= 3600) return `${Math.floor(s / 3600)} h ${two(Math.floor(s % 3600 / 60))} min`;
  return s >= 60 ? `${Math.floor(s / 60)} min ${two(s % 60)} s` : `${s} s`;
}

/** An element with attributes and children; texts are put in as text, never as markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A colour of the palette as it is now. */
export const colour = name => getComputedStyle(document.documentElement).getPropertyValue(`--rl-${name}`).trim();
