// The Faspay pane: the account, a cash machine, every transaction, and the faults of the provider.

import { clock, h, post, rupiah } from "./dom.js";

const BASE = "/faspay-control";
const LOOK_MILLISECONDS = 1500;
const SLOW_SECONDS = 5;
const STATUS = { 1: "Issued", 2: "Paid", 4: "Failed", 5: "Reversed" };
// What can still become of a transaction, by its status.
const ACTS = {
  1: [["expire", "Let expire"], ["reverse", "Reverse"], ["fail", "Fail"]],
  2: [["reverse", "Reverse"]],
};
const CHANNEL = { C013: "Permata ATM", alf: "Alfamart", imr: "Indomaret" };

export class FaspayPane {
  constructor() {
    this.seen = {};
    this.balance = h("dd", { "data-testid": "balance" }, "…");
    this.available = h("dd", { "data-testid": "available" }, "…");
    this.result = h("p", { class: "result", role: "status", "data-testid": "withdraw-result" });
    this.transactions = h("ul", { class: "transactions", "data-testid": "transactions" });
    this.statement = h("tbody", { "data-testid": "statement" });
    this.magic = h("tbody", { "data-testid": "magic" });
    this.element = this.build();
    this.timer = setInterval(() => document.hidden || this.look(), LOOK_MILLISECONDS);
    this.look();
  }

  stop() {
    clearInterval(this.timer);
  }

  build() {
    return h("section", { class: "pane faspay", "aria-label": "Faspay, stand-in", "data-testid": "pane-faspay" },
      h("header", { class: "pane-head" },
        h("span", { class: "avatar", "aria-hidden": "true" }, "Rp"),
        h("div", { class: "who" }, h("h2", {}, "Faspay"), h("p", {}, "a stand-in, not a bank"))),
      h("div", { class: "scroll", tabindex: "0", "aria-label": "Faspay's account and transactions" },
        h("dl", { class: "balances" },
          h("div", {}, h("dt", {}, "Balance"), this.balance),
          h("div", {}, h("dt", {}, "Available"), this.available)),
        this.buildMachine(),
        h("h3", {}, "Transactions"), this.transactions,
        this.buildFaults(),
        folded("Statement", table(["WIB", "Amount", "Text"], this.statement)),
        folded("Magic phone numbers", table(["Phone", "What happens"], this.magic))));
  }

  buildMachine() {
    const field = (name, label, more) => h("label", {}, label, h("input", { name, required: true, autocomplete: "off", "data-testid": `withdraw-${name}`, ...more }));
    this.machine = h("form", { class: "machine", "aria-label": "Withdraw at a cash machine", onsubmit: (event) => { event.preventDefault(); this.withdraw(); } },
      h("h3", {}, "Cash machine or counter"),
      field("phone", "Phone", { inputmode: "tel" }),
      field("code", "Cash-out code", { inputmode: "numeric" }),
      field("amount", "Amount in rupiah", { inputmode: "numeric" }),
      h("button", { type: "submit", class: "primary", "data-testid": "withdraw-submit" }, "Withdraw"),
      this.result);
    return this.machine;
  }

  buildFaults() {
    const tick = (name, label) => h("label", {}, h("input", { type: "checkbox", name, "data-testid": `faspay-${name}`, onchange: () => this.setFaults() }), label);
    this.faultsForm = h("form", { class: "faults", "aria-label": "Faspay faults" },
      h("span", { class: "faults-title" }, "Faults"), tick("slow", "Slow"), tick("down", "Down"),
      tick("inquiry", "Inquiry down"), tick("lost", "Lose next answer"));
    return this.faultsForm;
  }

  async look() {
    try {
      const answer = await fetch(`${BASE}/state`);
      this.show(await answer.json());
    } catch {
      this.result.textContent = "Faspay's stand-in does not answer";
    }
  }

  // Each part is drawn again only when it has changed, so that nobody's focus is taken away.
  show(state) {
    this.part("balance", state.balance, (value) => { this.balance.textContent = rupiah(value); });
    this.part("available", state.available, (value) => { this.available.textContent = rupiah(value); });
    this.part("transactions", state.transactions, (list) => this.showTransactions(list));
    this.part("statement", state.statement, (list) => this.statement.replaceChildren(...list.map(statementRow).reverse()));
    this.part("magic", state.magic, (list) => this.magic.replaceChildren(...list.map((one) => this.magicRow(one))));
    this.part("faults", state.faults, (faults) => this.showFaults(faults));
  }

  part(name, value, draw) {
    const text = JSON.stringify(value);
    if (this.seen[name] === text) return;
    this.seen[name] = text;
    draw(value);
  }

  showTransactions(list) {
    const cards = list.map((one) => this.card(one)).reverse();
    this.transactions.replaceChildren(...(cards.length ? cards : [h("li", { class: "empty" }, "Nothing was sent yet.")]));
  }

  card(one) {
    const act = ([path, label]) => h("button", { type: "button", class: "quiet small", "data-testid": path, onclick: () => this.change(path, { trx_no: one.trx_no }) }, label);
    return h("li", { class: "card", "data-testid": "transaction", "data-trx-no": one.trx_no, "data-status": one.status },
      h("p", { class: "line" }, h("strong", {}, rupiah(one.amount)), h("span", { class: `chip status-${one.status}`, "data-testid": "status" }, STATUS[one.status] ?? String(one.status))),
      h("p", {}, `${one.name} · ${one.phone}`),
      h("p", { class: "fine" }, `${CHANNEL[one.channel] ?? one.channel} · ${grouped(one.trx_no)} · until ${clock(one.expires)} WIB`),
      one.trick ? h("p", { class: "fine trick" }, `Magic: ${one.trick}`) : null,
      h("p", { class: "fine" }, callbacks(one.callbacks)),
      h("p", { class: "acts" }, (ACTS[one.status] ?? []).map(act)));
  }

  magicRow(one) {
    const use = () => { this.machine.elements.phone.value = one.phone; navigator.clipboard?.writeText(one.phone).catch(() => {}); };
    const button = h("button", { type: "button", class: "in-text", title: "Copy, and put into the cash machine", onclick: use }, one.phone);
    return h("tr", {}, h("td", {}, button), h("td", {}, one.meaning));
  }

  showFaults(faults) {
    const boxes = this.faultsForm.elements;
    boxes.slow.checked = faults.slow_seconds > 0;
    boxes.down.checked = faults.outage !== "none";
    boxes.inquiry.checked = faults.inquiry_down;
    boxes.lost.checked = faults.lost_answer > 0;
  }

  setFaults() {
    const boxes = this.faultsForm.elements;
    return this.change("faults", {
      slow_seconds: boxes.slow.checked ? SLOW_SECONDS : 0,
      outage: boxes.down.checked ? "busy" : "none",
      inquiry_down: boxes.inquiry.checked,
      lost_answer: boxes.lost.checked ? 1 : 0,
    });
  }

  async withdraw() {
    const fields = Object.fromEntries(new FormData(this.machine));
    const amount = Number(fields.amount.replace(/\D/g, ""));
    const wanted = { phone: fields.phone.trim(), code: fields.code.replace(/\s/g, ""), amount };
    if (await this.change("withdraw", wanted)) {
      this.machine.reset();
      this.result.textContent = `${rupiah(amount)} paid out`;
      this.result.classList.add("good");
    }
  }

  async change(path, fields) {
    this.result.classList.remove("good");
    this.result.textContent = "";
    try {
      this.show(await post(`${BASE}/${path}`, fields));
      return true;
    } catch (error) {
      this.result.textContent = error.message;
      return false;
    }
  }
}

const grouped = (number) => number.replace(/(.{4})(?=.)/g, "$1 ");

function callbacks(list) {
  if (!list.length) return "No callback yet";
  const last = list.at(-1);
  return `${list.length} callback${list.length > 1 ? "s" : ""}, last: ${STATUS[last.status] ?? last.status}, ${last.outcome}`;
}

function statementRow(line) {
  const sign = line.side === "D" ? "−" : "+";
  return h("tr", {}, h("td", {}, clock(line.at)), h("td", { class: `money side-${line.side}` }, `${sign} ${rupiah(line.amount)}`), h("td", {}, `${line.name} ${line.description}`));
}

function table(heads, bodyElement) {
  return h("table", {}, h("thead", {}, h("tr", {}, heads.map((one) => h("th", { scope: "col" }, one)))), bodyElement);
}

function folded(title, content) {
  return h("details", {}, h("summary", {}, title), content);
}
