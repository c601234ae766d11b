// Texts with entities, and rich messages, as elements; nothing is ever put in as HTML.

const TAGS = {bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', blockquote: 'blockquote'};
const SAFE = /^(https?|tg|mailto|tel):/i;

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

export function link(href, ...children) {
  const safe = SAFE.test(href) ? href : `http://${href}`;
  return element('a', {href: safe, target: '_blank', rel: 'noopener noreferrer'}, ...children);
}

// The nodes of a text; entities are sorted, outer ones first, and counted in UTF-16 units as JavaScript does.
export function formatted(text, entities = [], act = {}) {
  return within(text, 0, text.length, [...entities], act);
}

function within(text, start, end, entities, act) {
  const nodes = [];
  let at = start;
  while (entities.length && entities[0].offset < end) {
    const entity = entities.shift();
    const stop = Math.min(entity.offset + entity.length, end);
    if (stop <= at) continue;
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const inner = [];
    while (entities.length && entities[0].offset < stop) inner.push(entities.shift());
    nodes.push(wrapped(entity, text.slice(entity.offset, stop), within(text, entity.offset, stop, inner, act), act));
    at = stop;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function wrapped(entity, words, children, act) {
  switch (entity.type) {
    case 'text_link': return link(entity.url, ...children);
    case 'url': return link(words, ...children);
    case 'email': return link(`mailto:${words}`, ...children);
    case 'bot_command': return pressable('button', words, () => act.say?.(words), children);
    case 'spoiler': return spoiler(children);
    case 'pre': return element('pre', {dir: 'ltr'}, element('code', {'data-language': entity.language}, ...children));
    case 'blockquote': return element('blockquote', {dir: 'auto'}, ...children);
    case 'expandable_blockquote': return expandable(children);
    case 'date_time': return time(entity, words, act);
    case 'mention': case 'hashtag': case 'cashtag': case 'text_mention':
      return element('span', {class: 'linked'}, ...children);
    default: return element(TAGS[entity.type] || 'span', {}, ...children);
  }
}

function pressable(tag, label, onPress, children) {
  const node = element(tag, {type: 'button', class: 'inline-button'}, ...children);
  node.addEventListener('click', onPress);
  return node;
}

function spoiler(children) {
  const node = element('button', {type: 'button', class: 'spoiler', 'aria-label': 'Hidden text, press to show'}, ...children);
  node.addEventListener('click', () => { node.classList.add('shown'); node.removeAttribute('aria-label'); });
  return node;
}

function expandable(children) {
  const quote = element('blockquote', {dir: 'auto', class: 'folded'}, ...children);
  const more = element('button', {type: 'button', class: 'unfold', 'aria-expanded': 'false'}, 'Show more');
  more.addEventListener('click', () => {
    const folded = quote.classList.toggle('folded');
    more.setAttribute('aria-expanded', String(!folded));
    more.textContent = folded ? 'Show more' : 'Show less';
  });
  return element('div', {class: 'expandable'}, quote, more);
}

// Exact times are shown in the reader's own zone, in the parts that the sender asked for.
function time(entity, words, act) {
  const moment = new Date(entity.unix_time * 1000);
  const format = entity.date_time_format || '';
  const shown = format === 'r' ? relative(moment, act.now?.() ?? Date.now()) : absolute(moment, format) || words;
  return element('time', {datetime: moment.toISOString(), title: words}, shown);
}

function absolute(moment, format) {
  const options = {};
  if (format.includes('w')) options.weekday = 'long';
  if (format.includes('D')) Object.assign(options, {day: 'numeric', month: 'long', year: 'numeric'});
  if (format.includes('d')) Object.assign(options, {day: '2-digit', month: '2-digit', year: '2-digit'});
  if (/t/i.test(format)) Object.assign(options, {hour: '2-digit', minute: '2-digit', hour12: false});
  if (format.includes('T')) options.second = '2-digit';
  return Object.keys(options).length ? new Intl.DateTimeFormat(undefined, options).format(moment) : '';
}

function relative(moment, now) {
  const seconds = (moment - now) / 1000;
  const [unit, size] = [['day', 86400], ['hour', 3600], ['minute', 60]].find(([, s]) => Math.abs(seconds) >= s) || ['second', 1];
  return new Intl.RelativeTimeFormat().format(Math.round(seconds / size), unit);
}

export function rich(message) {
  return element('div', {class: 'rich', dir: message.is_rtl ? 'rtl' : 'auto'}, ...message.blocks.map(block));
}

function block(one) {
  const text = () => richText(one.text);
  const blocks = () => one.blocks.map(block);
  switch (one.type) {
    case 'heading': return element(`h${Math.min(one.size + 1, 6)}`, {dir: 'auto'}, ...text());
    case 'pre': return element('pre', {dir: 'ltr'}, element('code', {}, ...text()));
    case 'divider': return element('hr');
    case 'footer': return element('p', {class: 'quiet', dir: 'auto'}, ...text());
    case 'blockquote': return element('blockquote', {dir: 'auto'}, ...blocks(), credit(one));
    case 'pullquote': return element('blockquote', {dir: 'auto', class: 'pull'}, ...text(), credit(one));
    case 'list': return element('ul', {class: 'labelled'}, ...one.items.map(listItem));
    case 'details': return element('details', {open: one.is_open}, element('summary', {dir: 'auto'}, ...richText(one.summary)), ...blocks());
    case 'table': return table(one);
    case 'mathematical_expression': return element('pre', {dir: 'ltr'}, one.expression);
    default: return element('p', {dir: 'auto'}, ...text());
  }
}

function credit(one) {
  return one.credit ? element('cite', {}, ...richText(one.credit)) : null;
}

function listItem(item) {
  const label = item.has_checkbox ? (item.is_checked ? '☑' : '☐') : item.label;
  return element('li', {'data-label': label}, ...item.blocks.map(block));
}

function table(one) {
  const rows = one.cells.map(row => element('tr', {}, ...row.map(cell => element(
    cell.is_header ? 'th' : 'td',
    {dir: 'auto', colspan: cell.colspan, rowspan: cell.rowspan, class: `to-${cell.align}`},
    ...(cell.text === undefined ? [] : richText(cell.text)),
  ))));
  const caption = one.caption ? element('caption', {dir: 'auto'}, ...richText(one.caption)) : null;
  const shown = element('table', {class: one.is_bordered ? 'bordered' : ''}, caption, element('tbody', {}, ...rows));
  return element('div', {class: 'table', tabindex: '0', role: 'region', 'aria-label': 'Table'}, shown);
}

const RICH_TAGS = {
  bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', marked: 'mark', subscript: 'sub',
  superscript: 'sup',
};

function richText(text) {
  if (typeof text === 'string') return [text];
  if (Array.isArray(text)) return text.flatMap(richText);
  const inner = text.text === undefined ? [] : richText(text.text);
  switch (text.type) {
    case 'url': return [link(text.url, ...inner)];
    case 'reference_link': return [element('sup', {}, element('a', {href: `#note-${text.reference_name}`}, ...inner))];
    case 'reference': return [element('span', {id: `note-${text.name}`}, ...inner)];
    case 'spoiler': return [spoiler(inner)];
    case 'mathematical_expression': return [element('code', {}, text.expression)];
    case 'date_time': return [element('time', {datetime: new Date(text.unix_time * 1000).toISOString()}, ...inner)];
    case 'custom_emoji': return [text.alternative_text];
    case 'anchor': return [element('span', {id: text.name})];
    default: return [element(RICH_TAGS[text.type] || 'span', {}, ...inner)];
  }
}
