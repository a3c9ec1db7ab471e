// The page: listens to the stand-in, and gives every person a pane.

import { ChatPane } from "./chat.js";
import { ask, h, post } from "./dom.js";
import { FaspayPane } from "./faspay.js";
import { GroupPane } from "./group.js";

const SLOW_SECONDS = 3;
const root = document.getElementById("panes");
const linkState = document.querySelector(".link-state");
const faults = document.getElementById("telegram-faults");

let botUsername = "";
let chats = new Map();
const BEFORE_FASPAY = 3;
let groups = [];
let faspay = null;

function addPane(pane) {
  const chat = new ChatPane(pane, botUsername, openLink);
  chats.set(pane.user_id, chat);
  place(chat);
}

function addGroup(group) {
  const pane = new GroupPane(group, botUsername, openLink);
  groups.push(pane);
  root.append(pane.element); // behind Faspay: people and the cash machine come first
}

function place(pane) {
  // Three people and the cash machine fit on a screen: whoever is more stands behind it.
  if (faspay && chats.size <= BEFORE_FASPAY) faspay.element.before(pane.element);
  else root.append(pane.element);
}

function groupOf(chatId) {
  return groups.find((group) => group.chatIds.includes(chatId));
}

function showSnapshot(snapshot) {
  botUsername = snapshot.bot.username;
  faspay?.stop();
  chats = new Map();
  groups = [];
  faspay = snapshot.faspay ? new FaspayPane() : null;
  root.replaceChildren(...(faspay ? [faspay.element] : []));
  snapshot.panes.forEach(addPane);
  snapshot.groups.forEach(addGroup);
  [...chats.values(), ...groups].forEach((chat) => chat.toEnd());
  showFaults(snapshot.faults);
  showLinkState(`Connected to @${botUsername}`, true);
}

function showPanes({ panes, groups: shown }) {
  for (const pane of panes) {
    const chat = chats.get(pane.user_id);
    if (chat) chat.update(pane);
    else addPane(pane);
  }
  for (const group of shown) {
    const pane = groupOf(group.chat_ids[0]);
    if (pane) pane.update(group);
    else addGroup(group);
  }
}

// A press in a group is waited for there, and answered to the person who pressed.
function showAlert(alert) {
  groups.find((group) => group.waiting.has(alert.query_id))?.stopWaiting(alert.query_id);
  chats.get(alert.user_id)?.answered(alert);
}

function showFaults(values) {
  faults.elements.down.checked = values.down;
  faults.elements.slow.checked = values.slow > 0;
}

function showLinkState(text, connected) {
  linkState.textContent = text;
  linkState.classList.toggle("connected", connected);
}

function listen() {
  const events = new EventSource("/sandbox/events");
  const on = (name, act) => events.addEventListener(name, (event) => act(JSON.parse(event.data)));
  on("snapshot", showSnapshot);
  on("panes", showPanes);
  on("message", (message) => (chats.get(message.chat_id) ?? groupOf(message.chat_id))?.show(message));
  on("alert", showAlert);
  events.onerror = () => showLinkState("Connection lost, trying again…", false);
}

async function addNewcomer() {
  const values = await ask(document.getElementById("newcomer-dialog"));
  if (!values) return null;
  const { user_id: userId } = await post("/sandbox/users", values);
  return userId;
}

function openLink(url) {
  const dialog = document.getElementById("link-dialog");
  dialog.querySelector(".link-address").textContent = url;
  const choices = [...chats.values()].map((chat) => choice(chat.element.querySelector("h2").textContent, () => chat.openLink(url)));
  choices.push(choice("A newcomer…", () => openAsNewcomer(url)));
  dialog.querySelector(".choices").replaceChildren(...choices);
  dialog.showModal();

  function choice(label, act) {
    const chosen = () => { dialog.close(); act(); };
    return h("button", { type: "button", class: "quiet", "data-testid": "link-choice", onclick: chosen }, label);
  }
}

async function openAsNewcomer(url) {
  const userId = await addNewcomer();
  if (userId !== null) await post("/sandbox/open-link", { user_id: userId, url });
}

async function setFaults(change = {}) {
  const slow = faults.elements.slow.checked ? SLOW_SECONDS : 0;
  const wanted = { down: faults.elements.down.checked, slow, lost_answers: 0, ...change };
  showFaults(await post("/sandbox/faults", wanted));
}

faults.addEventListener("change", () => setFaults());
faults.elements.lose.addEventListener("click", async () => {
  await setFaults({ lost_answers: 1 });
  showLinkState("The bot's next request will lose its answer", true);
});
document.getElementById("add-newcomer").addEventListener("click", addNewcomer);
listen();
