// What the page knows: people, chats, messages, and where one is; and how it asks the sandbox.

export const state = {
  bot: {}, users: [], chats: new Map(), me: null, open: null, topic: null, replyTo: null, unread: new Map(),
  zone: 'UTC', offset: 0, running: true, frozen: 0, typing: new Map(),
};

export const $ = id => document.getElementById(id);

export async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body),
  };
  const reply = await fetch(`/control/${path}`, options);
  const answer = await reply.json();
  if (!reply.ok) throw new Error(answer.error || reply.statusText);
  return answer;
}

// As `ask`, from the open chat as the person one is; what goes wrong is shown.
export async function act(path, body = {}) {
  const anonymous = $('anonymous').checked && !$('anonymous-label').hidden;
  try {
    return await ask(path, {chat: state.open, user: state.me, topic: state.topic || undefined, anonymous, ...body});
  } catch (error) {
    toast(error.message);
    return null;
  }
}

let toastTimer;

export function toast(text) {
  $('toast').textContent = text;
  $('toast').hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $('toast').hidden = true; }, 4000);
}

export function showAlert(text) {
  $('alert-text').textContent = text;
  $('alert').showModal();
}

export function person(id) {
  return state.users.find(user => user.id === id);
}

export function personName(user) {
  return user ? [user.first_name, user.last_name].filter(Boolean).join(' ') : '';
}

export function chatTitle(chat) {
  return chat.type === 'private' ? personName(state.bot) : chat.title;
}

// Chats that the person one is can see, newest first.
export function myChats() {
  const mine = [...state.chats.values()].filter(chat =>
    chat.type === 'private' ? chat.user === state.me : chat.members.some(member => member.id === state.me));
  const newest = chat => Math.max(0, ...[...chat.messages.values()].slice(-1).map(message => message.date));
  return mine.sort((a, b) => newest(b) - newest(a) || (a.type === 'private' ? -1 : 1));
}

export function openChat() {
  return state.chats.get(state.open);
}

export function isAdmin(chat) {
  const member = chat.members.find(one => one.id === state.me);
  return Boolean(member && ['creator', 'administrator'].includes(member.status));
}

// Milliseconds of the sandbox's clock.
export function now() {
  return state.running ? Date.now() + state.offset : state.frozen;
}

export function setClock(iso, running) {
  state.running = running;
  state.frozen = Date.parse(iso);
  state.offset = state.frozen - Date.now();
}

export function inZone(milliseconds, options) {
  return new Intl.DateTimeFormat('en-GB', {timeZone: state.zone, ...options}).format(milliseconds);
}

export function color(id) {
  return `hsl(${Math.abs(id * 47) % 360} 45% 42%)`;
}
