// Writing: text, replies, the command menu, inline results, reply keyboards. All of it works by keyboard.

import {$, act, openChat, state} from './state.js';
import {element} from './text.js';

const text = $('text');
let choices = [];
let chosen = -1;
let inlineTimer;
let inlineQuery = null;
let inlineAnswer = null;

export function draft(words) {
  text.value = words;
  text.focus();
  changed();
}

export async function say(words) {
  await act('say', {text: words, reply_to: state.replyTo || undefined});
  stopReplying();
}

export function stopReplying() {
  state.replyTo = null;
  $('replying').hidden = true;
}

export function showReplyKeyboard() {
  const markup = openChat()?.reply_markup;
  const rows = markup?.keyboard || [];
  $('reply-keyboard').hidden = !rows.length;
  $('reply-keyboard').replaceChildren(...rows.map(row => element('div', {class: 'row'}, ...row.map(button => {
    const node = element('button', {type: 'button', class: 'key', dir: 'auto'}, button.text);
    node.addEventListener('click', () => say(button.text));
    return node;
  }))));
  text.placeholder = markup?.input_field_placeholder || (markup?.force_reply ? 'Reply' : 'Message');
}

// `first`: the one that Enter picks at once; -1 where Enter sends what is typed until one is gone to with the arrows.
function suggest(entries, label, first = 0) {
  choices = entries;
  chosen = entries.length ? first : -1;
  $('popup').hidden = !entries.length;
  $('popup').setAttribute('aria-label', label);
  text.setAttribute('aria-expanded', String(entries.length > 0));
  $('commands').setAttribute('aria-expanded', String(entries.length > 0));
  $('popup').replaceChildren(...entries.map((entry, index) => {
    const node = element('div', {role: 'option', id: `choice-${index}`, class: 'choice', 'aria-selected': String(index === chosen)},
      element('strong', {dir: 'auto'}, entry.title), element('span', {class: 'quiet', dir: 'auto'}, entry.description || ''));
    node.addEventListener('mousedown', event => event.preventDefault());
    node.addEventListener('click', () => { entry.choose(); suggest([], label); text.focus(); });
    return node;
  }));
  mark();
}

function mark() {
  [...$('popup').children].forEach((node, index) => node.setAttribute('aria-selected', String(index === chosen)));
  if (chosen >= 0) {
    text.setAttribute('aria-activedescendant', `choice-${chosen}`);
    $('popup').children[chosen]?.scrollIntoView({block: 'nearest'});
  } else text.removeAttribute('aria-activedescendant');
}

export function closePopup() {
  suggest([], 'Suggestions');
}

async function suggestCommands(start) {
  const typed = text.value;
  const answer = await act('menu');
  if (text.value !== typed) return;
  const fitting = (answer?.commands || []).filter(one => one.command.startsWith(start));
  fitting.sort((a, b) => (b.command === start) - (a.command === start));  // what is typed out is what Enter sends
  suggest(fitting.map(one => ({
    title: `/${one.command}`, description: one.description,
    choose: () => { text.value = ''; say(`/${one.command}`); },
  })), 'Commands');
}

function askInline(words) {
  clearTimeout(inlineTimer);
  inlineTimer = setTimeout(async () => {
    const answer = await act('inline', {text: words});
    inlineQuery = answer?.query_id;
    if (inlineAnswer && inlineAnswer.query_id === inlineQuery) inlineResults(inlineAnswer);
  }, 250);
}

// What the bot offers for the inline query that was asked last. It may come before the number of that query is known.
export function inlineResults(event) {
  inlineAnswer = event;
  if (event.user_id !== state.me || event.query_id !== inlineQuery || !text.value.startsWith('@')) return;
  const above = event.button?.start_parameter ? [{
    title: event.button.text,
    choose: () => { text.value = ''; document.dispatchEvent(new CustomEvent('to-bot', {detail: event.button.start_parameter})); },
  }] : [];
  suggest([...above, ...event.results.map((result, number) => ({
    title: result.title || result.caption || result.type, description: result.description,
    choose: async () => { text.value = ''; await act('choose', {query: inlineQuery, number}); },
  }))], 'Inline results', -1);  // they may come just before Enter is pressed
}

function changed() {
  text.style.height = 'auto';
  text.style.height = `${Math.min(text.scrollHeight, 160)}px`;
  const inline = text.value.match(new RegExp(`^@${state.bot.username}\\s(.*)$`, 'is'));
  if (/^\/\w*$/.test(text.value)) suggestCommands(text.value.slice(1));
  else if (inline) askInline(inline[1]);
  else closePopup();
}

text.addEventListener('input', changed);
text.addEventListener('keydown', event => {
  if (choices.length && ['ArrowDown', 'ArrowUp'].includes(event.key)) {
    if (event.key === 'ArrowDown') chosen = (chosen + 1) % choices.length;
    else chosen = chosen > 0 ? chosen - 1 : choices.length - 1;
    mark();
    event.preventDefault();
  } else if (event.key === 'Escape' && choices.length) {
    closePopup();
    event.stopPropagation();
  } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    if (choices.length && chosen >= 0) $('popup').children[chosen].click();
    else $('composer').requestSubmit();
  }
});
$('composer').addEventListener('submit', event => {
  event.preventDefault();
  const words = text.value.trim();
  if (!words) return;
  text.value = '';
  changed();
  say(words);
});
$('commands').addEventListener('click', () => {
  if (choices.length) closePopup();
  else { suggestCommands(''); text.focus(); }
});
$('replying-off').addEventListener('click', () => { stopReplying(); text.focus(); });
$('start').addEventListener('click', () => say('/start'));
$('block').addEventListener('click', () => act('block', {blocked: !openChat().blocked}));
