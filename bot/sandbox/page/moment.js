// Shows a date_time as a phone does: in its own language and zone, or as time from now, which keeps up.

import { h, ZONE } from "./dom.js";

const PARTS = {
  w: { weekday: "long" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
};
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];
const KEEP_UP_MILLISECONDS = 10000;

export function momentNode({ unix_time: seconds, date_time_format: form }, found, language) {
  const moment = new Date(seconds * 1000);
  const attributes = { datetime: moment.toISOString(), title: found, class: "moment", "data-testid": "moment" };
  if (form === "r") return h("time", { ...attributes, "data-relative": language }, fromNow(seconds, language));
  return h("time", attributes, form ? written(moment, form, language) : found);
}

function written(moment, form, language) {
  const { w, ...rest } = Object.fromEntries([...form].map((part) => [part, PARTS[part]]));
  const show = (options) => moment.toLocaleString(language || "id", { ...options, timeZone: ZONE });
  const others = Object.values(rest);
  return [w && show(w), others.length && show(Object.assign({}, ...others))].filter(Boolean).join(", ");
}

function fromNow(seconds, language) {
  const left = seconds - Date.now() / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(left) >= size) ?? UNITS.at(-1);
  const format = new Intl.RelativeTimeFormat(language || "id", { numeric: "always" });
  return format.format(Math.trunc(left / size), unit);
}

function keepUp() {
  for (const one of document.querySelectorAll("time[data-relative]")) {
    one.textContent = fromNow(Date.parse(one.dateTime) / 1000, one.dataset.relative);
  }
}

setInterval(keepUp, KEEP_UP_MILLISECONDS);
