// One message as a list item: bubble, marks, and the buttons under it.

import { clock, h } from "./dom.js";
import { deepLink, formattedNodes, safeAddress } from "./text.js";

// `acts` adds { press(message, button, element), copy(text), startEdit(message) } to what text.js needs.
export function messageItem(message, acts) {
  const side = message.from_bot ? "from-bot" : "own";
  const attributes = { "data-testid": "message", "data-message-id": message.message_id };
  if (message.deleted) {
    const ghost = h("p", { class: "bubble ghost" }, h("s", {}, "message"), " deleted");
    return h("li", { ...attributes, class: `message ${side} deleted` }, ghost);
  }
  if (message.service) {
    return h("li", { ...attributes, class: "message service" }, h("p", { "data-testid": "service" }, message.service));
  }
  const marks = `${message.protected ? " protected" : ""}${message.edits ? " edited" : ""}`;
  const bubble = h("div", { class: "bubble" }, author(message), body(message, acts), foot(message, acts));
  const item = h("li", { ...attributes, class: `message ${side}${marks}` }, bubble, keyboard(message, acts));
  if (message.protected) {
    item.addEventListener("copy", (event) => event.preventDefault());
    item.addEventListener("contextmenu", (event) => event.preventDefault());
  }
  return item;
}

// Only a group has more than one person who writes; its id is negative.
function author(message) {
  return message.chat_id < 0 ? h("p", { class: "author", "data-testid": "author" }, message.sender) : null;
}

function body(message, acts) {
  const forwarded = message.forwarded ? h("p", { class: "forwarded" }, "Forwarded message") : null;
  if (message.sticker) return h("p", { class: "sticker", role: "img", "aria-label": "Sticker" }, message.sticker);
  if (message.contact) return contactCard(message.contact);
  const text = h("div", { class: "text", "data-testid": "text" });
  text.append(...formattedNodes(message.text, message.entities, acts));
  return [forwarded, text];
}

function contactCard(contact) {
  const name = `${contact.first_name} ${contact.last_name ?? ""}`.trim();
  return h("div", { class: "contact", "data-testid": "contact-card" },
    h("span", { class: "avatar small", "aria-hidden": "true" }, name.slice(0, 1)),
    h("span", {}, h("strong", {}, name), h("br"), contact.phone_number));
}

function foot(message, acts) {
  const edit = { type: "button", class: "icon-button edit", "aria-label": "Edit this message", "data-testid": "edit" };
  const canEdit = !message.from_bot && message.text;
  return h("p", { class: "foot" },
    canEdit ? h("button", { ...edit, onclick: () => acts.startEdit(message) }, "✎") : null,
    message.protected ? h("span", { class: "lock", role: "img", "aria-label": "Protected: cannot be copied or forwarded", title: "Protected: cannot be copied or forwarded", "data-testid": "lock" }, "🔒") : null,
    message.silent ? h("img", { class: "silent", src: "/page/silent.svg", alt: "Came without a sound", title: "Came without a sound", "data-testid": "silent" }) : null,
    message.edits ? h("span", { "data-testid": "edited", title: `Edited ${message.edits}×, without a sound` }, "edited") : null,
    h("time", { datetime: message.sent_at }, clock(message.sent_at)));
}

function keyboard(message, acts) {
  if (!message.buttons.length) return null;
  const rows = message.buttons.map((row) => h("div", { class: "row" }, row.map((one) => key(message, one, acts))));
  return h("div", { class: "keyboard", role: "group", "aria-label": "Buttons of this message" }, rows);
}

function key(message, button, acts) {
  const attributes = { type: "button", class: `key ${button.style}`.trim(), "data-testid": "inline-button" };
  if (button.copy_text) {
    const mark = h("span", { class: "copy-mark", "aria-hidden": "true" });
    return h("button", { ...attributes, onclick: () => acts.copy(button.copy_text) }, button.label, mark);
  }
  if (!button.url) {
    return h("button", { ...attributes, onclick: (event) => acts.press(message, button, event.currentTarget) }, button.label);
  }
  const ours = deepLink(button.url, acts.botUsername);
  const open = () => (ours ? acts.openLink(ours) : window.open(safeAddress(button.url) ?? "about:blank", "_blank", "noopener"));
  return h("button", { ...attributes, onclick: open }, button.label, h("span", { "aria-hidden": "true" }, " ↗"));
}
