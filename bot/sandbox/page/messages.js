// The messages of the open chat, and what can be done with each.

import {$, act, chatTitle, color, inZone, isAdmin, now, openChat, person, personName, state, toast} from './state.js';
import {element, formatted, link, rich} from './text.js';

const SERVICE = {
  new_chat_members: m => `${m.new_chat_members.map(personName).join(', ')} joined`,
  left_chat_member: m => `${personName(m.left_chat_member)} left`,
  forum_topic_created: m => `Topic “${m.forum_topic_created.name}” was opened`,
  forum_topic_closed: () => 'The topic was closed',
  forum_topic_reopened: () => 'The topic was opened again',
  pinned_message: m => `${sender(m)} pinned “${preview(m.pinned_message).slice(0, 40)}”`,
  migrate_from_chat_id: () => 'The group became a supergroup',
  migrate_to_chat_id: () => 'The group became a supergroup',
};

let onDraft = () => {};
let onSay = () => {};

export function plug({draft, say}) {
  onDraft = draft;
  onSay = say;
}

export function showMessages() {
  const chat = openChat();
  $('messages').replaceChildren();
  if (!chat) return;
  for (const message of shown(chat)) append(message);
  if (!shown(chat).length && chat.type === 'private' && state.bot.description) {
    $('messages').append(element('li', {class: 'service description', dir: 'auto'}, state.bot.description));
  }
  toBottom();
}

function shown(chat) {
  return [...chat.messages.values()].filter(inTopic);
}

export function inTopic(message) {
  if (!openChat()?.is_forum || state.topic === null) return true;
  return state.topic === 0 ? !message.is_topic_message : message.message_thread_id === state.topic && message.is_topic_message;
}

// A message that is new, changed or gone; stays at the bottom if one was there.
export function update(kind, message) {
  const stay = stuck;
  const old = $('messages').querySelector(`[data-id="${message.message_id}"]`);
  if (kind === 'delete') old?.remove();
  else if (old) replace(old, item(message));
  else if (inTopic(message)) append(message);
  if (stay || message.mine === state.me) toBottom();
  else $('down').hidden = false;
}

// Whoever was on a button of the old message is on the same one of the new, or on its last.
function replace(old, fresh) {
  const at = [...old.querySelectorAll('.key')].indexOf(document.activeElement);
  old.replaceWith(fresh);
  const keys = fresh.querySelectorAll('.key');
  if (at >= 0 && keys.length) keys[Math.min(at, keys.length - 1)].focus();
}

function append(message) {
  $('messages').querySelector('.description')?.remove();
  const day = inZone(message.date * 1000, {day: 'numeric', month: 'long', year: 'numeric'});
  const last = [...$('messages').querySelectorAll('[data-day]')].at(-1)?.dataset.day;
  if (day !== last) $('messages').append(element('li', {class: 'service day', 'data-day': day}, day));
  $('messages').append(item(message));
}

function item(message) {
  const service = Object.keys(SERVICE).find(key => key in message);
  if (service) return element('li', {class: 'service', 'data-id': message.message_id, dir: 'auto'}, SERVICE[service](message));
  const mine = message.mine === state.me && !message.sender_chat;
  const group = openChat().type !== 'private';
  const bubble = element('div', {class: 'bubble'},
    group && !mine ? element('div', {class: 'sender', style: null, dir: 'auto'}, sender(message)) : null,
    message.forward_origin ? element('div', {class: 'quiet'}, 'Forwarded') : null,
    message.via_bot ? element('div', {class: 'quiet'}, `via @${message.via_bot.username}`) : null,
    quoted(message), media(message), words(message), foot(message));
  const name = bubble.querySelector('.sender');
  if (name) name.style.color = color(message.mine || openChat().id);
  const box = element('li', {class: `message ${mine ? 'mine' : ''}`, 'data-id': message.message_id}, bubble, keyboard(message));
  box.append(tools(message));
  return box;
}

// One line that stands for a message in lists.
export function preview(message) {
  const service = Object.keys(SERVICE).find(key => key in message);
  if (service) return SERVICE[service](message);
  return message.text || message.caption || (message.photo ? 'Picture' : message.document?.file_name || 'Message');
}

function sender(message) {
  if (message.sender_chat) return message.author_signature || message.sender_chat.title;
  return personName(message.from) || chatTitle(openChat());
}

function quoted(message) {
  const original = message.reply_to_message;
  if (!original || 'forum_topic_created' in original) return null;
  const quote = element('button', {type: 'button', class: 'quoted'},
    element('strong', {dir: 'auto'}, sender(original)),
    element('span', {dir: 'auto'}, preview(original)));
  quote.addEventListener('click', () => $('messages').querySelector(`[data-id="${original.message_id}"]`)?.scrollIntoView({block: 'center'}));
  return quote;
}

function media(message) {
  if (message.photo) {
    const size = message.photo.at(-1);
    const file = `/control/file/${size.file_id}`;
    const shown = element('img', {src: file, alt: message.caption || 'Picture', width: size.width, height: size.height});
    return element('a', {class: 'picture', href: file, target: '_blank', title: 'Open in full size'}, shown);
  }
  if (!message.document) return null;
  const {file_id: id, file_name: name, file_size: size} = message.document;
  return element('a', {class: 'document', href: `/control/file/${id}`, download: name},
    element('span', {class: 'document-icon', 'aria-hidden': 'true'}, '↓'),
    element('span', {}, element('bdi', {}, name), element('small', {class: 'quiet'}, ` ${Math.ceil(size / 1024)} KB`)));
}

function words(message) {
  if (message.rich_message) return rich(message.rich_message);
  const text = message.text ?? message.caption;
  if (!text) return null;
  const entities = message.entities || message.caption_entities || [];
  return element('div', {class: 'text', dir: 'auto'}, ...formatted(text, entities, {say: onSay, now}));
}

function foot(message) {
  const reactions = (message.reactions || []).join(' ');
  return element('div', {class: 'foot'},
    reactions ? element('span', {class: 'reactions'}, reactions) : null,
    message.edit_date ? element('span', {}, 'edited ') : null,
    element('time', {datetime: new Date(message.date * 1000).toISOString()},
      inZone(message.date * 1000, {hour: '2-digit', minute: '2-digit'})));
}

function tools(message) {
  const reply = element('button', {type: 'button', class: 'tool', 'aria-label': 'Reply'}, '↩');
  reply.addEventListener('click', () => {
    state.replyTo = message.message_id;
    $('replying-to').textContent = `Reply to ${sender(message)}: ${preview(message).slice(0, 60)}`;
    $('replying').hidden = false;
    $('text').focus();
  });
  const remove = message.mine === state.me || isAdmin(openChat()) || openChat().type === 'private'
    ? element('button', {type: 'button', class: 'tool', 'aria-label': 'Delete'}, '✕') : null;
  remove?.addEventListener('click', () => act('delete', {message: message.message_id}));
  return element('span', {class: 'tools'}, reply, remove);
}

function keyboard(message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  let number = 0;
  return element('div', {class: 'keyboard', role: 'group', 'aria-label': 'Buttons'}, ...rows.map(row =>
    element('div', {class: 'row'}, ...row.map(button => inlineButton(message, button, number++)))));
}

function inlineButton(message, button, number) {
  const look = {class: `key ${button.style || ''}`, dir: 'auto'};
  if (button.url) {
    const shownLink = link(button.url, button.text);
    shownLink.className = look.class;
    shownLink.dir = 'auto';
    return shownLink;
  }
  const node = element('button', {type: 'button', ...look}, button.text);
  node.addEventListener('click', () => press(node, message, button, number));
  return node;
}

async function press(node, message, button, number) {
  if (button.copy_text) {
    await navigator.clipboard?.writeText(button.copy_text.text).catch(() => {});
    toast('Copied');
  } else if ('switch_inline_query_current_chat' in button || 'switch_inline_query' in button) {
    onDraft(`@${state.bot.username} ${button.switch_inline_query_current_chat ?? button.switch_inline_query}`);
  } else {
    node.setAttribute('aria-busy', 'true');
    const answer = await act('press', {message: message.message_id, button: number});
    if (answer) pressed.set(answer.query_id, node);
    setTimeout(() => node.removeAttribute('aria-busy'), 8000);
  }
}

const pressed = new Map();

export function answered(queryId) {
  pressed.get(queryId)?.removeAttribute('aria-busy');
  pressed.delete(queryId);
}

export function showPinned() {
  const chat = openChat();
  const message = chat && chat.messages.get(chat.pinned.at(-1));
  $('pinned').hidden = !message;
  if (!message) return;
  const button = element('button', {type: 'button', dir: 'auto'}, `Pinned: ${preview(message).slice(0, 80)}`);
  button.addEventListener('click', () => $('messages').querySelector(`[data-id="${message.message_id}"]`)?.scrollIntoView({block: 'center'}));
  $('pinned').replaceChildren(button);
}

export function memberWords(chat) {
  if (chat.type === 'private') return chat.blocked ? 'you blocked this bot' : 'bot';
  const people = chat.members.filter(member => person(member.id)).length;
  const bot = chat.members.length > people ? ' and the bot' : ', the bot is not here';
  return `${people} ${people === 1 ? 'person' : 'people'}${bot}`;
}

function atBottom() {
  const box = $('scroll');
  return box.scrollHeight - box.scrollTop - box.clientHeight < 80;
}

export function toBottom() {
  stuck = true;
  $('scroll').scrollTop = $('scroll').scrollHeight;
  $('down').hidden = true;
}

// Whoever reads the newest goes on reading the newest, though pictures load and keyboards open.
let stuck = true;
$('scroll').addEventListener('scroll', () => {
  stuck = atBottom();
  if (stuck) $('down').hidden = true;
});
const follow = new ResizeObserver(() => { if (stuck) toBottom(); });
follow.observe($('scroll'));
follow.observe($('messages'));
$('down').addEventListener('click', toBottom);
