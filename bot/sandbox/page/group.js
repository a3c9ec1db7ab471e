// A group's pane: its topics as tabs, and a choice of who writes.

import { ChatPane, initials } from "./chat.js";
import { h } from "./dom.js";

const GENERAL = 1;

export class GroupPane extends ChatPane {
  build(group) {
    this.topic = GENERAL;
    this.head = h("h2", {});
    this.seen = h("p", { "data-testid": "seen-by" });
    this.tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Topics", "data-testid": "topics" });
    this.messages = h("ol", { class: "messages", role: "log", "aria-live": "polite", "aria-label": `Messages of ${group.title}`, tabindex: "0", "data-testid": "messages" });
    this.element = h("section", { class: "pane chat group", "data-testid": `group-${group.chat_ids[0]}`, "aria-label": `Group ${group.title}` },
      h("header", { class: "pane-head" }, h("span", { class: "avatar", "aria-hidden": "true" }, initials(group.title)), h("div", { class: "who" }, this.head, this.seen)),
      this.tabs, this.messages, this.buildWriter(group));
  }

  buildWriter(group) {
    this.writer = h("select", { "aria-label": "Write as", "data-testid": "write-as" });
    this.input = h("textarea", { rows: "1", maxlength: "4096", placeholder: "Message", "aria-label": `Message in ${group.title}`, "data-testid": "input", onkeydown: (event) => this.typed(event), oninput: () => this.grow() });
    this.notice = h("p", { class: "notice", role: "alert", "data-testid": "notice" });
    this.composer = h("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.submit(); } },
      this.notice, this.writer, this.input,
      h("button", { type: "submit", class: "send", "aria-label": "Send", "data-testid": "send" }, "➤"));
    return this.composer;
  }

  update(group) {
    this.chatIds = group.chat_ids;
    this.head.textContent = group.title;
    const inside = group.people.filter((one) => one.inside).map((one) => one.name);
    this.seen.textContent = `Seen by ${inside.join(", ") || "nobody here"} · bot: ${group.bot}`;
    const chosen = this.writer.value;
    this.writer.replaceChildren(...group.people.map((one) => h("option", { value: one.user_id }, one.inside ? one.name : `${one.name} (joins)`)));
    if (chosen) this.writer.value = chosen;
    this.showTopics(group.topics);
  }

  showTopics(topics) {
    const unread = new Set([...this.tabs.children].filter((tab) => tab.classList.contains("unread")).map((tab) => tab.dataset.topic));
    this.tabs.hidden = topics.length === 0;
    this.tabs.replaceChildren(...topics.map((topic) => this.tab(topic, unread)));
    if (!topics.some((topic) => topic.id === this.topic)) this.topic = GENERAL;
    this.markChosen();
  }

  tab(topic, unread) {
    const name = topic.closed ? `${topic.name} (closed)` : topic.name;
    const marks = unread.has(String(topic.id)) ? "tab unread" : "tab";
    return h("button", { type: "button", role: "tab", class: marks, "data-topic": topic.id, "data-testid": "topic", onclick: () => this.choose(topic.id) }, name);
  }

  choose(topic) {
    this.picked = true;
    this.topic = topic;
    this.markChosen();
    this.toEnd();
  }

  markChosen() {
    for (const tab of this.tabs.children) {
      const chosen = tab.dataset.topic === String(this.topic);
      tab.setAttribute("aria-selected", String(chosen));
      if (chosen) tab.classList.remove("unread");
    }
    for (const item of this.items.values()) item.hidden = item.dataset.topic !== String(this.topic);
  }

  show(message) {
    super.show(message);
    const item = this.items.get(message.message_id);
    item.dataset.topic = message.topic ?? GENERAL;
    // Until somebody picks a topic, the one in which the bot speaks is shown.
    if (!this.picked && message.from_bot && String(this.topic) !== item.dataset.topic) {
      this.topic = message.topic ?? GENERAL;
      this.markChosen();
    }
    item.hidden = item.dataset.topic !== String(this.topic);
    if (!item.hidden || message.deleted) return;
    this.tabs.querySelector(`[data-topic="${item.dataset.topic}"]`)?.classList.add("unread");
  }

  act(path, fields) {
    const writer = { user_id: Number(this.writer.value), chat_id: this.chatIds.at(-1), topic: this.topic };
    return super.act(path, { ...writer, ...fields });
  }
}
