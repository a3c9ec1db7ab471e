// One chat pane: a person's private chat with the bot.

import { ask, h, post } from "./dom.js";
import { messageItem } from "./message.js";

const NEAR_THE_END = 120;
const TOAST_MILLISECONDS = 4000;
const LONGEST_WAIT_MILLISECONDS = 15000;

export class ChatPane {
  constructor(pane, botUsername, openLink) {
    this.userId = pane.user_id;
    this.acts = {
      botUsername,
      language: pane.language,
      openLink,
      sendCommand: (text) => this.act("/sandbox/send", { text }),
      press: (message, button, element) => this.press(message, button, element),
      copy: (text) => this.copy(text),
      startEdit: (message) => this.startEdit(message),
    };
    this.items = new Map();
    this.waiting = new Map();
    this.editing = null;
    this.build(pane);
    this.update(pane);
    pane.messages?.forEach((message) => this.show(message));
  }

  build(pane) {
    this.messages = h("ol", { class: "messages", role: "log", "aria-live": "polite", "aria-label": `Messages of ${pane.name}`, tabindex: "0", "data-testid": "messages" });
    this.toasts = h("div", { class: "toasts", role: "status", "aria-live": "assertive", "data-testid": "toast" });
    this.element = h("section", { class: "pane chat", "data-testid": `pane-${pane.user_id}`, "aria-label": `Chat of ${pane.name}, ${pane.caption}`, "data-role": pane.caption.toLowerCase() },
      this.buildHead(pane), this.toasts, this.messages, this.buildMenu(), this.buildComposer(pane), this.buildStarter());
  }

  buildHead(pane) {
    this.block = h("button", { type: "button", class: "quiet small", "data-testid": "block", onclick: () => this.act("/sandbox/block", { blocked: !this.blocked }) });
    return h("header", { class: "pane-head" },
      h("span", { class: "avatar", "aria-hidden": "true" }, initials(pane.name)),
      h("div", { class: "who" },
        h("h2", {}, pane.name),
        h("p", {}, h("span", { class: "role", "data-testid": "caption" }, pane.caption), ` ${pane.language} · ${pane.user_id}`)),
      this.block);
  }

  buildMenu() {
    this.menu = h("ul", { class: "command-menu", hidden: true, "data-testid": "command-menu", "aria-label": "Commands" });
    return this.menu;
  }

  buildComposer(pane) {
    const name = `Message as ${pane.name}`;
    this.menuButton = h("button", { type: "button", class: "menu-button", "aria-expanded": "false", "data-testid": "menu-button", onclick: () => this.toggleMenu() }, "☰ ", h("span", {}, "Menu"));
    this.input = h("textarea", { rows: "1", maxlength: "4096", placeholder: "Message", "aria-label": name, "data-testid": "input", onkeydown: (event) => this.typed(event), oninput: () => this.grow() });
    this.notice = h("p", { class: "notice", role: "alert", "data-testid": "notice" });
    this.composer = h("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.submit(); } },
      this.notice, this.menuButton,
      h("button", { type: "button", class: "icon-button", "aria-label": "Share a contact", title: "Share a contact", "data-testid": "attach-contact", onclick: () => this.shareContact() }, "📎"),
      this.input,
      h("button", { type: "button", class: "icon-button", "aria-label": "Send a sticker", title: "Send a sticker", "data-testid": "sticker", onclick: () => this.act("/sandbox/sticker", {}) }, "☺"),
      h("button", { type: "submit", class: "send", "aria-label": "Send", "data-testid": "send" }, "➤"));
    return this.composer;
  }

  buildStarter() {
    this.starter = h("button", { type: "button", class: "starter", "data-testid": "start", onclick: () => this.start() });
    return this.starter;
  }

  update(pane) {
    this.blocked = pane.blocked;
    this.composer.hidden = !pane.started || pane.blocked;
    this.starter.hidden = pane.started && !pane.blocked;
    this.starter.textContent = pane.blocked ? "Unblock bot" : "Start";
    this.block.hidden = !pane.started || pane.blocked;
    this.block.textContent = "Block";
    this.menu.replaceChildren(...pane.commands.map((one) => this.menuItem(one)));
    this.menuButton.hidden = pane.commands.length === 0;
  }

  menuItem(command) {
    const send = () => { this.toggleMenu(false); this.act("/sandbox/send", { text: `/${command.command}` }); };
    return h("li", {}, h("button", { type: "button", "data-testid": "command", onclick: send },
      h("span", {}, command.description), h("code", {}, `/${command.command}`)));
  }

  toggleMenu(open = this.menu.hidden) {
    const atEnd = this.isAtEnd();
    this.menu.hidden = !open;
    if (atEnd) this.toEnd();
    this.menuButton.setAttribute("aria-expanded", String(open));
    if (open) this.menu.querySelector("button")?.focus();
  }

  show(message) {
    const atEnd = this.isAtEnd();
    const item = messageItem(message, this.acts);
    const former = this.items.get(message.message_id);
    if (former) former.replaceWith(item);
    else this.messages.append(item);
    this.items.set(message.message_id, item);
    if (!message.from_bot) this.makeStarted();
    if (atEnd || !message.from_bot) this.toEnd();
  }

  makeStarted() {
    if (this.blocked || !this.composer.hidden) return;
    this.composer.hidden = this.block.hidden = false;
    this.starter.hidden = true;
  }

  isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.messages;
    return scrollHeight - scrollTop - clientHeight < NEAR_THE_END;
  }

  toEnd() {
    this.messages.scrollTop = this.messages.scrollHeight;
  }

  answered(alert) {
    this.stopWaiting(alert.query_id);
    if (!alert.text) return;
    if (alert.show_alert) return this.showAlert(alert.text);
    this.showToast(alert.text);
  }

  showToast(text) {
    const toast = h("p", { class: "toast" }, text);
    this.toasts?.append(toast);
    setTimeout(() => toast.remove(), TOAST_MILLISECONDS);
  }

  showAlert(text) {
    const dialog = document.getElementById("alert-dialog");
    dialog.querySelector("p").textContent = text;
    if (!dialog.open) dialog.showModal();
  }

  async press(message, button, element) {
    element.classList.add("waiting");
    const fields = { message_id: message.message_id, data: button.data };
    const query = await this.act("/sandbox/press", fields);
    if (!query) return element.classList.remove("waiting");
    this.waiting.set(query.query_id, element);
    setTimeout(() => this.stopWaiting(query.query_id), LONGEST_WAIT_MILLISECONDS);
  }

  // A page that is not served from this machine may not reach the clipboard.
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.showToast("Copied");
    } catch {
      this.showToast("This browser does not let the page copy");
    }
  }

  stopWaiting(queryId) {
    this.waiting.get(queryId)?.classList.remove("waiting");
    this.waiting.delete(queryId);
  }

  typed(event) {
    if (event.key === "Escape") this.stopEditing();
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.submit();
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const editing = this.editing;
    this.stopEditing();
    const done = editing
      ? await this.act("/sandbox/edit", { message_id: editing.message_id, text })
      : await this.act("/sandbox/send", { text });
    if (!done && !this.input.value) this.input.value = text;
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 120)}px`;
  }

  startEdit(message) {
    this.editing = message;
    this.input.value = message.text;
    this.composer.classList.add("editing");
    this.notice.textContent = "Editing — Esc gives up";
    this.grow();
    this.input.focus();
  }

  stopEditing() {
    this.editing = null;
    this.input.value = "";
    this.composer.classList.remove("editing");
    this.notice.textContent = "";
    this.grow();
  }

  async start() {
    if (this.blocked) await this.act("/sandbox/block", { blocked: false });
    else await this.act("/sandbox/send", { text: "/start" });
  }

  async shareContact() {
    const card = await ask(document.getElementById("contact-dialog"));
    if (card) await this.act("/sandbox/contact", { ...card, own: card.own === "on" });
    this.input.focus();
  }

  openLink(url) {
    this.element.scrollIntoView({ behavior: "smooth", inline: "center" });
    return this.act("/sandbox/open-link", { url });
  }

  async act(path, fields) {
    try {
      this.notice.textContent = "";
      return await post(path, { user_id: this.userId, ...fields });
    } catch (error) {
      this.notice.textContent = error.message;
      return null;
    }
  }
}

export function initials(name) {
  return name.split(/\s+/).map((word) => [...word][0] ?? "").slice(0, 2).join("").toUpperCase();
}
