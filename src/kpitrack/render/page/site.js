"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const table = $("all");
  if (!table) return;
  const tools = document.querySelector(".tools");
  const find = $("find");
  const group = $("group");
  const language = document.documentElement.lang;
  const counted = new Intl.NumberFormat(language);
  const names = new Intl.Collator(language, { numeric: true });

  // Marks go, so that "Son La" finds "Sơn La"; the barred d is a letter of its own.
  const folded = (text) =>
    text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");

  const rows = [];
  for (const body of table.tBodies) {
    for (const line of body.rows) {
      if (line.className === "group") continue;
      const link = line.querySelector("a");
      rows.push({
        line,
        body,
        link,
        name: link.textContent,
        text: folded(`${link.textContent} ${line.cells[1].textContent} ${line.dataset.k}`),
        entry: $(link.hash.slice(1)).parentElement,
      });
    }
  }
  const bodies = [...table.tBodies];
  const flat = document.createElement("tbody");
  const entries = [...new Set(rows.map((row) => row.entry))];
  const sections = [...document.querySelectorAll(".entries .of-group")];
  const chips = [...document.querySelectorAll(".chips button")];
  let sorting = null;

  const show = (element, wanted) => {
    if (element.hidden === wanted) element.hidden = !wanted;
  };

  const tell = (shown) => {
    const parts = [
      tools.dataset.shown
        .replace("{shown}", counted.format(shown))
        .replace("{rows}", counted.format(rows.length)),
    ];
    if (sorting) {
      const words = sorting.down ? tools.dataset.down : tools.dataset.up;
      parts.push(words.replace("{column}", sorting.head.textContent));
    }
    $("count").textContent = parts.join(", ");
  };

  const filter = () => {
    const words = folded(find.value).split(/\s+/).filter(Boolean);
    const wanted = new Set(chips.filter(isPressed).map((chip) => chip.dataset.s));
    const place = group ? group.value : "";
    const kept = new Set();
    let shown = 0;
    for (const row of rows) {
      const fits =
        (!wanted.size || wanted.has(row.line.dataset.s)) &&
        (!place || row.body.dataset.g === place) &&
        words.every((word) => row.text.includes(word));
      show(row.line, fits);
      if (fits) {
        shown += 1;
        kept.add(row.entry).add(row.body).add(row.entry.parentElement);
      }
    }
    for (const part of [...entries, ...sections]) show(part, kept.has(part));
    for (const body of bodies) show(body, !sorting && kept.has(body));
    tell(shown);
  };

  const isPressed = (button) => button.getAttribute("aria-pressed") === "true";
  const press = (button, on) => button.setAttribute("aria-pressed", String(on));

  const clear = () => {
    find.value = "";
    if (group) group.value = "";
    for (const chip of chips) press(chip, false);
    filter();
  };

  // What has no figure stays last in either direction; equals keep the file's order.
  const sort = () => {
    table.classList.toggle("flat", sorting !== null);
    if (!sorting) {
      flat.remove();
      for (const row of rows) row.body.append(row.line);
      return;
    }
    const { head, down } = sorting;
    const column = head.cellIndex;
    const key = (row) => row.line.cells[column].dataset.r;
    const order = column
      ? (one, other) => one.key - other.key
      : (one, other) => names.compare(one.row.name, other.row.name);
    const keyed = rows.map((row) => ({ row, key: column ? key(row) : "" }));
    const known = keyed.filter((one) => one.key !== undefined);
    const unknown = keyed.filter((one) => one.key === undefined);
    known.sort((one, other) => (down ? order(other, one) : order(one, other)));
    flat.append(...[...known, ...unknown].map((one) => one.row.line));
    table.append(flat);
  };

  const next = { none: "ascending", ascending: "descending", descending: "none" };
  const turn = (head) => {
    const state = next[head.getAttribute("aria-sort") || "none"];
    for (const other of heads) other.removeAttribute("aria-sort");
    sorting = state === "none" ? null : { head, down: state === "descending" };
    if (sorting) head.setAttribute("aria-sort", state);
    sort();
    filter();
  };

  const heads = [...table.querySelectorAll("th[data-sort]")];
  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => turn(head));
    head.append(button);
  }
  flat.setAttribute("role", "rowgroup");

  const step = (link, way) => {
    const shown = [...table.querySelectorAll("tbody:not([hidden]) tr:not([hidden]) a")];
    const to = shown[link ? shown.indexOf(link) + way : 0];
    if (to) to.focus();
    else if (way < 0) find.focus();
  };

  const open = (hash) => {
    const body = hash.startsWith("#i-") && $(hash.slice(1));
    if (!body) return;
    body.parentElement.open = true;
    setTimeout(() => body.previousElementSibling.focus({ preventScroll: true }), 0);
  };

  find.addEventListener("input", filter);
  if (group) group.addEventListener("change", filter);
  $("clear").addEventListener("click", clear);
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      press(chip, !isPressed(chip));
      filter();
    });
  }

  const all = $("open");
  const setAll = (on) => {
    for (const entry of entries) if (!entry.hidden) entry.open = on;
  };
  all.hidden = false;
  all.addEventListener("click", () => {
    press(all, !isPressed(all));
    setAll(isPressed(all));
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link) open(link.hash);
  });
  window.addEventListener("hashchange", () => open(location.hash));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = event.target;
    const writing = here.matches("input, select, textarea");
    if (event.key === "/" && !writing) {
      event.preventDefault();
      find.focus();
      find.select();
    } else if (event.key === "Escape") {
      leave(here);
    } else if (event.key === "ArrowDown" && here === find) {
      event.preventDefault();
      step(null, 1);
    } else if (event.key.startsWith("Arrow") && table.contains(here) && here.matches("a")) {
      const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!way) return;
      event.preventDefault();
      step(here, way);
    }
  });

  // Escape goes one step back: out of an indicator to its row, else out of the filter.
  const leave = (here) => {
    const entry = here.closest("details");
    if (!entry) return clear();
    entry.open = false;
    rows.find((row) => row.entry === entry && !row.line.hidden).link.focus();
  };

  // Paper shows whatever the filter shows, opened; afterwards it is as it was.
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = entries.filter((entry) => !entry.open);
    setAll(true);
  });
  window.addEventListener("afterprint", () => {
    for (const entry of closed) entry.open = false;
  });

  tools.hidden = false;
  filter();
  open(location.hash);
})();
