// A worry goes through the outbox: a line that breaks on the way loses nothing and sends it once.
// A protected one is never kept on the phone: whoever picks the phone up could read it.
"use strict";
const form = document.querySelector("form[data-worry]");
const box = document.getElementById("outbox");
const said = JSON.parse(document.getElementById("said").textContent);
const line = document.getElementById("line");
const waiting = document.getElementById("waiting");

function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const ours = async () => (await Outbox.all()).filter((entry) => entry.what === "worry");
const tell = (text) => {
  box.hidden = !text;
  line.textContent = text;
};

async function show() {
  const entries = await ours();
  waiting.replaceChildren(
    ...entries.map((entry) => {
      const item = document.createElement("li");
      item.textContent = entry.said || `${new Date(entry.at).toLocaleString()} (${entry.errors ? entry.errors.join(" ") : said.waits})`;
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "button link";
      drop.textContent = said.drop;
      drop.addEventListener("click", () => Outbox.remove(entry.id).then(show));
      if (entry.errors) {
        const again = document.createElement("button");
        again.type = "button";
        again.className = "button quiet small";
        again.textContent = said.again;
        again.addEventListener("click", () => takeBack(entry));
        item.append(" ", again);
      }
      item.append(" ", drop);
      return item;
    }),
  );
  if (entries.length) box.hidden = false;
}

async function takeBack(entry) {
  for (const [name, value] of entry.fields) {
    if (name === "key" || name === "seen") continue;
    const field = form.elements.namedItem(name);
    if (field) field.value = value; // of a group of choices too
  }
  await Outbox.remove(entry.id);
  await show();
  form.elements.namedItem("text").focus();
}

const isProtected = () => new FormData(form).get("lane") === "protected";

async function submitted(event) {
  event.preventDefault();
  if (isProtected()) {
    if (navigator.onLine) form.submit();
    else tell(said.protected);
    return;
  }
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const entry = { id: form.elements.namedItem("key").value, what: "worry", fields, user: "", at: Date.now() };
  entry.address = location.pathname + location.search;
  try {
    await Outbox.put({ ...entry, state: "waits" });
  } catch {
    form.submit(); // no database here, as in a private window
    return;
  }
  const answer = await deliver(entry);
  if (answer.state === "stored") {
    await Outbox.remove(entry.id);
    location.assign(answer.url);
  } else if (answer.state === "refused" || answer.state === "similar") {
    await Outbox.remove(entry.id);
    form.submit(); // the page comes back filled and says why
  } else {
    form.reset();
    form.elements.namedItem("key").value = newKey();
    tell(said.kept);
    await show();
  }
}

async function sendWaiting() {
  await alone(async () => {
    for (const entry of await ours()) {
      if (entry.said) continue; // it has arrived: its number waits to be written down
      const answer = await deliver({ ...entry, fields: [...entry.fields, ["seen", "1"]] });
      if (answer.state === "stored") {
        await Outbox.put({ id: entry.id, what: "worry", user: "", at: entry.at, said: answer.said });
      } else if (answer.state === "refused") await Outbox.put({ ...entry, errors: answer.errors });
      else break;
    }
  });
  await show();
}

async function keepThisPage() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(box.dataset.worker);
  const { active } = await navigator.serviceWorker.ready;
  const parts = document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]");
  const addresses = [location.pathname + location.search, ...[...parts].map((part) => part.href || part.src)];
  const channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => {
    document.documentElement.dataset.offline = data;
  };
  active.postMessage({ addresses }, [channel.port2]);
}

form.addEventListener("submit", submitted);
addEventListener("online", sendWaiting);
show().then(sendWaiting).then(keepThisPage).catch(() => {});
