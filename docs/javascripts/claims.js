/* The filters of the claims page, which take the place of the list that stands there without script.

   `claimsIndex` comes from generator/publish/claims_index.py; a large one has its parts in scripts of their own, which a
   page opened from a folder may load too. The form is the state: its fields, written as a form is sent, are the address,
   and an address fills the form. All text is put in as text, never as markup. */

"use strict";

(() => {
  const AT_ONCE = 50;
  const { facets, total, size, shelves, parts } = claimsIndex;
  const folder = new URL("claims-index/", document.currentScript.src);
  const place = document.getElementById("claims");
  const briefs = place.querySelector("a.briefs").href;
  const labels = new Map(facets.map(({ key, choices }) => [key, new Map(choices)]));

  /* Parts: "filters" holds, by facet and claim, the places of the claim's choices; "words-0", ... by word the claims in
     whose text it stands, the first one and the steps to the others; "0", "1", ... the claims themselves. */

  const loading = new Map();

  function load(name) {
    return new Promise((done, failed) => {
      const script = make("script", { src: new URL(`${name}.js`, folder), onload: done, onerror: failed });
      document.head.append(script);
    });
  }

  async function part(name) {
    if (!parts[name] && !loading.has(name)) loading.set(name, load(name));
    await loading.get(name);
    return parts[name];
  }

  const partOf = (claim) => Math.floor(claim / size);
  const claimAt = (claim) => parts[partOf(claim)][claim % size];
  const every = Array.from({ length: total }, (_, claim) => claim);

  /* Text: words without case, accents and marks, by their beginnings; hangul letter by letter, as it is typed. */

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

  /** The terms of a text; a single letter would ask for all words where they are on many shelves. */
  const termsOf = (text) => wordsOf(text).filter((word) => shelves === 1 || word.length > 1);

  /** By claim, whether a word of it, or of one of its names, begins with a term. */
  async function claimsWith(term, columns) {
    const [first, second = 0] = Array.from(term, (letter) => letter.codePointAt());
    const words = await part(`words-${(31 * first + second) % shelves}`);
    const found = new Uint8Array(total);
    for (const [word, steps] of Object.entries(words)) {
      let claim = 0;
      if (word.startsWith(term)) for (const step of steps) found[(claim += step)] = 1;
    }
    facets.forEach(({ choices }, facet) => {
      const named = choices.map(([, , , words]) => words && wordsOf(words).some((word) => word.startsWith(term)));
      if (named.includes(true)) columns[facet].forEach((of, claim) => (found[claim] ||= of.some((each) => named[each])));
    });
    return found;
  }

  /** The claims that pass all filters, and how many each choice would leave beside the filters of other facets. */
  function filtered(query, columns, withTerms) {
    const wanted = facets.map(({ key, choices }) => {
      const ids = query.getAll(key);
      return ids.length ? choices.map(([id]) => ids.includes(id)) : null;
    });
    const counts = facets.map(({ choices }) => new Uint32Array(choices.length));
    const found = [];
    const count = (facet, claim) => {
      for (const each of columns[facet][claim]) counts[facet][each]++;
    };
    for (let claim = 0; claim < total; claim++) {
      if (!withTerms.every((found) => found[claim])) continue;
      const against = [];
      for (let facet = 0; facet < facets.length && against.length < 2; facet++) {
        if (wanted[facet] && !columns[facet][claim].some((each) => wanted[facet][each])) against.push(facet);
      }
      if (against.length === 1) count(against[0], claim);
      if (against.length) continue;
      found.push(claim);
      for (let facet = 0; facet < facets.length; facet++) count(facet, claim);
    }
    return { found, counts };
  }

  /** The claims that a query finds, with the terms of its text. */
  async function find(query) {
    const terms = termsOf(query.get("text") ?? "");
    if (!terms.length && !facets.some(({ key }) => query.has(key))) {
      return { terms, found: every, counts: facets.map(({ choices }) => choices.map(([, , , , claims]) => claims)) };
    }
    const columns = await part("filters");
    const withTerms = await Promise.all(terms.map((term) => claimsWith(term, columns)));
    return { terms, ...filtered(query, columns, withTerms) };
  }

  /* Elements. */

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  const counters = []; // by facet and choice, what shows a count

  function boxes({ key, label, choices }) {
    const fields = choices.map(([id, words]) => {
      const box = make("input", { type: "checkbox", name: key, value: id });
      const number = make("span", { className: "number" });
      const field = make("label", {}, box, make("span", {}, words), number);
      return [field, (count) => {
        number.textContent = count;
        box.disabled = !count && !box.checked;
      }];
    });
    counters.push(fields.map(([, counter]) => counter));
    return make("fieldset", { hidden: !choices.length }, make("legend", {}, label), ...fields.map(([field]) => field));
  }

  function list({ key, label, choices, everything }) {
    const select = make("select", { name: key }, new Option(everything, ""));
    const groups = new Map([["", select]]);
    counters.push(choices.map(([id, words, group]) => {
      const option = new Option(words, id);
      if (!groups.has(group)) groups.set(group, select.appendChild(make("optgroup", { label: group })));
      groups.get(group).append(option);
      let shown = null;
      return (count) => {
        if (count !== shown) option.textContent = `${words} (${count})`;
        shown = count;
        option.hidden = option.disabled = !count && !option.selected;
      };
    }));
    return make("label", { hidden: !choices.length }, make("span", {}, label), select);
  }

  const addressOf = (article, id) => `${briefs.replace(/(\/|\.html)$/, `/${article}$1`)}#${id}`;

  function marked(text, terms) {
    return text.split(/([\p{L}\p{N}]+)/u).map((part) => {
      const word = terms.length ? fold(part) : "";
      return terms.some((term) => word.startsWith(term)) ? make("mark", {}, part) : part;
    });
  }

  function entry(claim, terms) {
    const [id, article, say, by, date, doubt, kind, publisher, origins, disputed] = claimAt(claim);
    const from = [by, labels.get("publisher").get(publisher)].filter(Boolean);
    const standing = [
      ...(origins ? [["origins", labels.get("origins").get(origins)]] : []),
      ...(disputed ? [["disputed", labels.get("compared").get("conflict")]] : []),
    ];
    return make(
      "li",
      {},
      make("em", { className: ["date", "date wide", "date uncertain"][doubt] }, date),
      make("a", { href: addressOf(article, id) }, ...marked(say, terms)),
      make(
        "span",
        { className: "meta" },
        make("em", { className: `kind ${kind}` }, labels.get("kind").get(kind)),
        " ",
        ...marked(from.join(" ·\u00a0"), terms),
        ...standing.flatMap(([name, label]) => [" ", make("em", { className: name }, label.toLowerCase())]),
      ),
    );
  }

  /* The page. */

  const text = make("input", { type: "search", name: "text", spellcheck: false });
  const toggle = make("button", { type: "button", className: "toggle", ariaExpanded: "false" }); // shown on narrow screens
  const filters = make("div", { className: "filters" }, ...facets.map((facet) => (facet.everything ? list : boxes)(facet)));
  const form = make(
    "form",
    { autocomplete: "off" },
    make("a", { className: "skip", href: "#found" }, "Skip to the claims found"),
    make("label", {}, make("span", {}, "Words, or a name in any spelling"), text),
    toggle,
    filters,
  );
  const status = make("p", { id: "found", role: "status", tabIndex: -1 });
  const chosen = make("p", { className: "chosen" });
  const entries = make("ul", {});
  const more = make("button", { type: "button" }, "Show more");
  let view; // what is shown of: the claims found, with their terms and counts
  let turn = 0;
  let typing = false; // one step back undoes a whole text

  const textsOf = (claims) => Promise.all([...new Set(claims.map(partOf))].map(part));

  /** Show the next claims of the view, and give the first of them. */
  async function showMore() {
    const { found, terms } = view;
    const shown = entries.childElementCount;
    const next = found.slice(shown, shown + AT_ONCE);
    await textsOf(next);
    if (found !== view.found || shown !== entries.childElementCount) return null; // another view, or asked twice
    entries.append(...next.map((claim) => entry(claim, terms)));
    more.hidden = shown + next.length === found.length;
    return entries.children[shown];
  }

  /** A button that goes on with the filters that are kept. */
  function without(words, name, kept) {
    const button = make("button", { type: "button", ariaLabel: name }, words);
    button.addEventListener("click", () => {
      remember(new URLSearchParams(kept));
      fill(new URLSearchParams(kept));
      status.focus();
    });
    return button;
  }

  function chips(query) {
    const set = [...query].filter(([key]) => key === "text" || labels.has(key));
    toggle.textContent = set.length ? `Filters (${set.length} set)` : "Filters";
    const each = set.map((filter) => {
      const [key, value] = filter;
      const words = labels.get(key)?.get(value) ?? value;
      return without(words, `Remove filter: ${words}`, set.filter((other) => other !== filter));
    });
    return set.length > 1 ? [...each, without("Clear all", "Clear all filters", [])] : each;
  }

  async function show(query) {
    const now = ++turn;
    chosen.replaceChildren(...chips(query));
    try {
      const next = await find(query);
      await textsOf(next.found.slice(0, AT_ONCE));
      if (now !== turn) return; // another query has come in between
      view = next;
    } catch {
      if (now === turn) status.textContent = "Some claims could not be loaded. Load the page again to try once more.";
      return;
    }
    counters.forEach((of, facet) => of.forEach((counter, choice) => counter(view.counts[facet][choice])));
    for (const group of filters.querySelectorAll("optgroup")) group.hidden = !group.querySelector(":enabled");
    const found = view.found.length;
    const all = `${total} ${total === 1 ? "claim" : "claims"}`;
    status.textContent = found === total ? all : found ? `${found} of ${all}` : "No claim passes all these filters.";
    entries.replaceChildren();
    await showMore();
  }

  function fill(query) {
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = query.getAll(field.name).includes(field.value);
      else if (field.name) field.value = query.get(field.name) ?? "";
    }
    show(query);
  }

  function remember(query, typed = false) {
    const address = `${query}` ? `?${query}` : location.pathname;
    if (typed && typing) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    typing = typed;
  }

  form.addEventListener("input", ({ target }) => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    remember(query, target === text);
    show(query);
  });
  const soon = () => part("filters").catch(() => {}); // who comes near the filters may set one
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const nearing of ["focusin", "pointerover"]) form.addEventListener(nearing, soon, { once: true });
  more.addEventListener("click", async () => (await showMore())?.querySelector("a").focus());
  toggle.addEventListener("click", () => (toggle.ariaExpanded = toggle.ariaExpanded !== "true"));
  addEventListener("popstate", () => {
    typing = false;
    fill(new URLSearchParams(location.search));
  });

  fill(new URLSearchParams(location.search));
  place.className = "filtered";
  place.replaceChildren(form, make("div", { className: "found" }, status, chosen, make("div", { className: "timeline" }, entries), more));
})();
