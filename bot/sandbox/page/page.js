// The page as a whole: chat list, opening a chat, the clock, the curator's panel, and what the sandbox reports.

import {closePopup, draft, inlineResults, say, showReplyKeyboard, stopReplying} from './composer.js';
import {answered, memberWords, plug, preview, showMessages, showPinned, update} from './messages.js';
import {$, ask, chatTitle, color, inZone, isAdmin, myChats, now, openChat, personName, setClock, showAlert, state, toast} from './state.js';
import {element, formatted} from './text.js';

// Links with which Telegram lets people choose a chat; followed from here they would lead to some other bot.
const CHOOSERS = /^https?:\/\/t\.me\/(share\/url\?|\w+\?start(group|channel)\b)/;
const NARROW = matchMedia('(max-width: 699px)');

plug({draft, say});

async function load() {
  const whole = await ask('state');
  Object.assign(state, {bot: whole.bot, users: whole.users, zone: whole.zone});
  state.chats = new Map(whole.chats.map(chat => [chat.id, withMessages(chat)]));
  setClock(whole.clock.now, whole.clock.running);
  const [who, chat] = location.hash.slice(1).split('/').map(Number);
  state.me = state.users.some(user => user.id === who) ? who : state.users[0]?.id ?? null;
  document.title = `${personName(state.bot)} – sandbox`;
  showPeople();
  showList();
  const first = myChats().find(one => one.id === chat) || myChats().find(one => one.type === 'private') || myChats()[0];
  if (first) enter(first.id, false);
  await Promise.all([showClock(), showPanel()]);
  listen(whole.last);
}

// Deep links to the bot lead into the private chat with it, as in Telegram.
document.addEventListener('click', event => {
  const url = event.target.closest?.('a[href]')?.href || '';
  if (CHOOSERS.test(url)) {
    event.preventDefault();
    toast('Telegram would ask here for the chat; the chats of the sandbox are on the list');
    return;
  }
  const found = url.match(/^https?:\/\/t\.me\/(\w+)(?:\?start=([\w-]{1,64}))?$/);
  if (found?.[1].toLowerCase() !== state.bot.username?.toLowerCase()) return;
  event.preventDefault();
  toBot(found[2]);
});

document.addEventListener('to-bot', event => toBot(event.detail));

function toBot(payload) {
  const mine = myChats().find(chat => chat.type === 'private');
  if (!mine) return toast('There is no private chat with the bot here');
  enter(mine.id);
  say(payload ? `/start ${payload}` : '/start');
}

function withMessages(chat) {
  return {...chat, messages: new Map(chat.messages.map(message => [message.message_id, message]))};
}

function showPeople() {
  $('who').replaceChildren(...state.users.map(user =>
    element('option', {value: user.id, selected: user.id === state.me}, personName(user))));
}

function showList() {
  $('chats').replaceChildren(...myChats().map(chat => {
    const last = [...chat.messages.values()].at(-1);
    const unread = state.unread.get(chat.id) || 0;
    const avatar = element('span', {class: 'avatar', 'aria-hidden': 'true'}, chatTitle(chat).slice(0, 1));
    avatar.style.background = color(chat.type === 'private' ? state.bot.id : chat.id);
    const button = element('button', {type: 'button', class: 'entry', 'aria-current': chat.id === state.open ? 'true' : null},
      avatar,
      element('span', {class: 'entry-words'},
        element('strong', {dir: 'auto'}, chatTitle(chat)),
        element('span', {class: 'quiet line', dir: 'auto'}, last ? [...preview(last)].slice(0, 80).join('') : 'No messages yet')),
      element('span', {class: 'entry-side'},
        last ? element('small', {class: 'quiet'}, inZone(last.date * 1000, {hour: '2-digit', minute: '2-digit'})) : null,
        unread ? element('span', {class: 'unread', 'aria-label': `${unread} unread`}, String(unread)) : null));
    button.addEventListener('click', () => enter(chat.id));
    return element('li', {}, button);
  }));
}

function enter(id, focus = true) {
  if (state.open !== id) { state.topic = null; stopReplying(); closePopup(); }
  state.open = id;
  state.unread.delete(id);
  location.hash = `${state.me}/${id}`;
  document.body.dataset.view = 'chat';
  showChat();
  showMessages();
  showList();
  if (focus) ($('composer').hidden ? $('title') : $('text')).focus();
}

function leave() {
  document.body.dataset.view = 'list';
  $('chats').querySelector('[aria-current]')?.focus();
}

function showChat() {
  const chat = openChat();
  const title = chat ? chatTitle(chat) : 'Choose a chat';
  $('title').textContent = title;
  $('avatar').textContent = chat ? title.slice(0, 1) : '';
  $('avatar').style.background = chat ? color(chat.type === 'private' ? state.bot.id : chat.id) : '';
  showSubtitle();
  const channel = chat?.type === 'channel' && !isAdmin(chat);
  const unstarted = chat?.type === 'private' && !chat.started;
  $('composer').hidden = !chat || channel || unstarted;
  $('start').hidden = !unstarted;
  $('anonymous-label').hidden = !chat || chat.type === 'private' || chat.type === 'channel' || !isAdmin(chat);
  $('block').hidden = chat?.type !== 'private' || unstarted;
  $('block').textContent = chat?.blocked ? 'Unblock' : 'Block';
  showTopics(chat);
  showPinned();
  showReplyKeyboard();
}

function showSubtitle() {
  const chat = openChat();
  const typing = chat && state.typing.get(chat.id) > Date.now();
  $('subtitle').textContent = !chat ? '' : typing ? `${state.bot.first_name} is typing…` : memberWords(chat);
  $('subtitle').classList.toggle('typing', Boolean(typing));
}

function showTopics(chat) {
  $('topics').hidden = !chat?.is_forum;
  if (!chat?.is_forum) return;
  const all = [{id: null, name: 'All'}, {id: 0, name: 'General'}, ...chat.topics];
  $('topics').replaceChildren(...all.map(topic => {
    const button = element('button', {type: 'button', class: 'chip', 'aria-pressed': String(topic.id === state.topic), dir: 'auto'}, topic.name);
    button.addEventListener('click', () => { state.topic = topic.id; showTopics(chat); showMessages(); });
    return button;
  }));
}

let heardTo = 0;  // number of the newest event heard

function listen(since) {
  heardTo = since;
  const events = new EventSource(`/events?since=${since}`);
  events.onmessage = message => {
    heardTo = Number(message.lastEventId);
    heard(JSON.parse(message.data));
  };
  events.onopen = () => document.body.removeAttribute('data-offline');
  events.onerror = () => document.body.setAttribute('data-offline', '');
}

const HEARD = {
  message: event => changedMessage(event), edit: event => changedMessage(event), delete: event => changedMessage(event),
  chat: event => changedChat(event.chat_id),
  typing: event => typing(event.chat_id), draft: event => typing(event.chat_id),
  answer: event => answeredQuery(event), inline: event => inlineResults(event),
  clock: event => { setClock(event.now, event.running); showClock(); },
  panel: () => showPanel(), commands: () => {},
  reload: () => location.reload(),
  closing: () => toast('The sandbox was stopped'),
};

function heard(event) {
  HEARD[event.kind]?.(event);
}

let asking;
let arrived = null;  // chat -> how many messages of the bot's since the clock began to move

function changedMessage({kind, chat_id: id, message}) {
  const chat = state.chats.get(id);
  if (!chat) { changedChat(id); return; }
  if (kind === 'delete') chat.messages.delete(message.message_id);
  else chat.messages.set(message.message_id, message);
  if (kind === 'message' && message.by_bot) {
    state.typing.delete(id);
    arrived?.set(id, (arrived.get(id) || 0) + 1);
  }
  if (id === state.open) { update(kind, message); showSubtitle(); }
  else if (kind === 'message' && message.mine !== state.me) state.unread.set(id, (state.unread.get(id) || 0) + 1);
  const markup = message.reply_markup;
  if (kind === 'message' && !markup?.inline_keyboard && id === state.open) changedChat(id, false);
  showList();
  clearTimeout(asking);
  asking = setTimeout(showClock, 500);  // something else may be due now
}

async function changedChat(id, again = true) {
  let fresh;
  do fresh = await ask(`chat/${id}`); while (fresh.last < heardTo);  // what was heard meanwhile would be lost
  state.chats.set(id, withMessages(fresh));
  if (!state.users.length || fresh.user && !state.users.some(user => user.id === fresh.user)) {
    state.users = (await ask('state')).users;
    state.me ??= state.users[0]?.id;
    showPeople();
  }
  showList();
  if (id === state.open) showChat();
  if (id === state.open && again) showMessages();
}

function typing(id) {
  state.typing.set(id, Date.now() + 5000);
  showSubtitle();
  setTimeout(showSubtitle, 5100);
}

function answeredQuery(event) {
  answered(event.query_id);
  if (event.user_id !== state.me || !event.text) return;
  if (event.alert) showAlert(event.text);
  else toast(event.text);
}

async function showClock() {
  tick();
  const {due} = await ask('clock');
  $('next-due').disabled = !due;
  $('due').textContent = due ? `next due ${inZone(Date.parse(due), {weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'})}` : 'nothing is due yet';
}

function tick() {
  const options = {weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit'};
  $('now').textContent = `${inZone(now(), options)} ${state.zone.split('/').at(-1).replaceAll('_', ' ')}`;
  $('now').dateTime = new Date(now()).toISOString();
}

async function moveClock(body) {
  document.body.setAttribute('data-moving', '');
  arrived = new Map();
  try {
    await ask('clock', body);
    await new Promise(done => setTimeout(done, 300));  // what was sent is heard of beside the answer
    toast(arrivedWords());
  } catch (error) {
    toast(error.message);
  }
  arrived = null;
  document.body.removeAttribute('data-moving');
}

// What the bot sent while the clock moved, in all chats, those of others among them.
function arrivedWords() {
  const chats = [...arrived].map(([id, count]) => {
    const chat = state.chats.get(id);
    const whose = chat?.type === 'private' ? `private chat of ${personName(state.users.find(user => user.id === chat.user))}` : chat?.title;
    return `${whose} (${count})`;
  });
  return chats.length ? `New messages: ${chats.join(', ')}` : 'Nothing was sent in that time';
}

async function showPanel() {
  const {shown, lines} = await ask('panel');
  $('panel-toggle').hidden = !shown;
  $('panel-lines').replaceChildren(...lines.map(line =>
    element(line.level === 'heading' ? 'h3' : 'p', {class: line.level, dir: 'auto'}, ...formatted(line.text, line.entities))));
}

function showPanelBeside(shown) {
  $('panel').hidden = !shown;
  $('panel-toggle').setAttribute('aria-expanded', String(shown));
}

$('who').addEventListener('change', () => {
  state.me = Number($('who').value);
  const same = myChats().find(chat => chat.id === state.open) || myChats()[0];
  showList();
  if (same && document.body.dataset.view === 'chat') enter(same.id, false);
});
$('back').addEventListener('click', leave);
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape' || $('alert').open) return;
  if (!$('panel').hidden && (NARROW.matches || $('panel').contains(event.target))) { showPanelBeside(false); $('panel-toggle').focus(); }
  else if (state.replyTo) stopReplying();
  else leave();
});
document.querySelectorAll('[data-seconds]').forEach(button =>
  button.addEventListener('click', () => moveClock({seconds: Number(button.dataset.seconds)})));
$('next-due').addEventListener('click', () => moveClock({next: true}));
$('go').addEventListener('submit', event => { event.preventDefault(); moveClock({to: $('go-to').value}); $('go').closest('details').open = false; });
$('panel-toggle').addEventListener('click', () => showPanelBeside($('panel').hidden));
setInterval(tick, 1000);
load();
