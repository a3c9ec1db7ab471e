// Turns a text and Telegram's formatting of it into nodes. Offsets are UTF-16 units, as in JavaScript.

import { h } from "./dom.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
};

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

// `acts` says what links do: { botUsername, openLink(url), sendCommand(text) }.
export function formattedNodes(text, entities, acts) {
  return nodes(text, entities, 0, text.length, acts);
}

function nodes(text, entities, start, end, acts) {
  const result = [];
  let position = start;
  const rest = entities.filter((one) => one.offset >= start && one.offset + one.length <= end);
  while (rest.length) {
    const outer = rest.shift();
    if (outer.offset < position) continue;
    result.push(text.slice(position, outer.offset));
    const outerEnd = outer.offset + outer.length;
    const inner = rest.filter((one) => one.offset + one.length <= outerEnd);
    result.push(wrapped(outer, nodes(text, inner, outer.offset, outerEnd, acts), text.slice(outer.offset, outerEnd), acts));
    position = outerEnd;
  }
  result.push(text.slice(position, end));
  return result.filter((one) => one !== "");
}

function wrapped(entity, inside, plain, acts) {
  switch (entity.type) {
    case "bot_command":
      return h("button", { type: "button", class: "in-text", onclick: () => acts.sendCommand(plain) }, inside);
    case "url":
    case "text_link":
      return link(entity.url ?? plain, inside, acts);
    case "spoiler":
      return h("span", { class: "spoiler", tabindex: "0" }, inside);
    default:
      return h(TAGS[entity.type] ?? "span", {}, inside);
  }
}

function link(address, inside, acts) {
  const ours = deepLink(address, acts.botUsername);
  if (ours) {
    const attributes = { type: "button", class: "in-text", "data-testid": "deep-link" };
    return h("button", { ...attributes, onclick: () => acts.openLink(ours) }, inside);
  }
  const href = safeAddress(address);
  return href ? h("a", { href, target: "_blank", rel: "noopener noreferrer" }, inside) : h("span", {}, inside);
}
