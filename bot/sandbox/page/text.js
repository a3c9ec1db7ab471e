// Turns a text, and what Telegram makes tappable in it, into nodes. Offsets are UTF-16 units, as in JavaScript.

import { h } from "./dom.js";
import { momentNode } from "./moment.js";

export function deepLink(address, botUsername) {
  const url = parsed(address);
  if (!url || !["t.me", "telegram.me"].includes(url.hostname)) return null;
  const name = url.pathname.replaceAll("/", "");
  return name.toLowerCase() === botUsername.toLowerCase() ? url.href : null;
}

export function safeAddress(address) {
  const url = parsed(address);
  return url && ["http:", "https:"].includes(url.protocol) ? url.href : null;
}

function parsed(address) {
  try {
    return new URL(address.includes("://") ? address : `https://${address}`);
  } catch {
    return null;
  }
}

// `acts` says what links do, and whose phone it is: { botUsername, language, openLink(url), sendCommand(text) }.
export function formattedNodes(text, entities, acts) {
  const result = [];
  let position = 0;
  for (const entity of entities) {
    const { type, offset, length } = entity;
    const found = text.slice(offset, offset + length);
    const node = type === "date_time" ? momentNode(entity, found, acts.language) : tappable(type, found, acts);
    result.push(text.slice(position, offset), node);
    position = offset + length;
  }
  result.push(text.slice(position));
  return result.filter((one) => one !== "");
}

function tappable(type, found, acts) {
  switch (type) {
    case "bot_command":
      return h("button", { type: "button", class: "in-text", onclick: () => acts.sendCommand(found) }, found);
    case "url":
      return link(found, acts);
    default:
      return h("span", {}, found);
  }
}

function link(address, acts) {
  const ours = deepLink(address, acts.botUsername);
  if (ours) {
    const attributes = { type: "button", class: "in-text", "data-testid": "deep-link" };
    return h("button", { ...attributes, onclick: () => acts.openLink(ours) }, address);
  }
  const href = safeAddress(address);
  return href ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, address) : h("span", {}, address);
}
