/* The filters of the claims page, which take the place of the list that stands there without script.

   `claimsIndex` comes from generator/publish/claims_index.py. The form is the state: its fields, written as a form is
   sent, are the address, and an address fills the form. All text is put in as text, never as markup. */

"use strict";

(() => {
  const AT_ONCE = 50;
  const { facets, ...claims } = claimsIndex;
  const total = claims.id.length;
  const place = document.getElementById("claims");
  const briefs = place.querySelector("a.briefs").href;
  const facetOf = new Map(facets.map((facet) => [facet.key, facet]));

  /* Text: words without case, accents and marks, by their beginnings; hangul letter by letter, as it is typed. */

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const begun = (text) => ` ${wordsOf(text).join(" ")}`;
  const holds = (text, term) => text.includes(` ${term}`);

  const searched = claims.id.map((_, claim) => begun(`${claims.say[claim]} ${claims.by[claim]}`));
  for (const { choices, of } of facets) {
    const found = choices.map(([, , , words]) => (words ? begun(words) : ""));
    of.forEach((places, claim) => places.forEach((each) => (searched[claim] += found[each])));
  }

  /** The claims that pass all filters, and how many each choice would leave beside the filters of other facets. */
  function filtered(query) {
    const terms = wordsOf(query.get("text") ?? "");
    const wanted = facets.map(({ key, choices }) => {
      const ids = query.getAll(key);
      return ids.length ? choices.map(([id]) => ids.includes(id)) : null;
    });
    const counts = facets.map(({ choices }) => new Uint32Array(choices.length));
    const found = [];
    const count = (facet, claim) => {
      for (const each of facets[facet].of[claim]) counts[facet][each]++;
    };
    for (let claim = 0; claim < total; claim++) {
      if (!terms.every((term) => holds(searched[claim], term))) continue;
      const against = [];
      for (let facet = 0; facet < facets.length && against.length < 2; facet++) {
        if (wanted[facet] && !facets[facet].of[claim].some((each) => wanted[facet][each])) against.push(facet);
      }
      if (against.length === 1) count(against[0], claim);
      if (against.length) continue;
      found.push(claim);
      for (let facet = 0; facet < facets.length; facet++) count(facet, claim);
    }
    return { terms, found, counts };
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

  /** The ids and labels of a claim's choices. */
  function choicesOf(claim, key) {
    const { choices, of } = facetOf.get(key);
    return of[claim].map((each) => choices[each]);
  }

  function addressOf(claim) {
    const [[article]] = choicesOf(claim, "article");
    return `${briefs.replace(/(\/|\.html)$/, `/${article}$1`)}#${claims.id[claim]}`;
  }

  function marked(text, terms) {
    return text.split(/([\p{L}\p{N}]+)/u).map((part) => {
      const word = terms.length ? fold(part) : "";
      return terms.some((term) => word.startsWith(term)) ? make("mark", {}, part) : part;
    });
  }

  function entry(claim, terms) {
    const [[kindId, kind]] = choicesOf(claim, "kind");
    const from = [claims.by[claim], ...choicesOf(claim, "publisher").map(([, label]) => label)].filter(Boolean);
    const standing = [
      ...choicesOf(claim, "origins").map(([, label]) => ["origins", label]),
      ...choicesOf(claim, "compared").filter(([id]) => id === "conflict").map(([, label]) => ["disputed", label]),
    ];
    return make(
      "li",
      {},
      make("em", { className: ["date", "date wide", "date uncertain"][claims.doubt[claim]] }, claims.date[claim]),
      make("a", { href: addressOf(claim) }, ...marked(claims.say[claim], terms)),
      make(
        "span",
        { className: "meta" },
        make("em", { className: `kind ${kindId}` }, kind),
        " ",
        ...marked(from.join(" · "), terms),
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
  let view;
  let typing = false; // one step back undoes a whole text

  function showMore() {
    const shown = entries.childElementCount;
    const next = view.found.slice(shown, shown + AT_ONCE);
    entries.append(...next.map((claim) => entry(claim, view.terms)));
    more.hidden = shown + next.length === view.found.length;
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
    const set = [...query].filter(([key]) => key === "text" || facetOf.has(key));
    toggle.textContent = set.length ? `Filters (${set.length} set)` : "Filters";
    const each = set.map((filter) => {
      const [key, value] = filter;
      const words = facetOf.get(key)?.choices.find(([id]) => id === value)?.[1] ?? value;
      return without(words, `Remove filter: ${words}`, set.filter((other) => other !== filter));
    });
    return set.length > 1 ? [...each, without("Clear all", "Clear all filters", [])] : each;
  }

  function show(query) {
    view = filtered(query);
    counters.forEach((of, facet) => of.forEach((counter, choice) => counter(view.counts[facet][choice])));
    for (const group of filters.querySelectorAll("optgroup")) group.hidden = !group.querySelector(":enabled");
    chosen.replaceChildren(...chips(query));
    const found = view.found.length;
    const all = `${total} ${total === 1 ? "claim" : "claims"}`;
    status.textContent = found === total ? all : found ? `${found} of ${all}` : "No claim passes all these filters.";
    entries.replaceChildren();
    showMore();
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
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", () => showMore().querySelector("a").focus());
  toggle.addEventListener("click", () => (toggle.ariaExpanded = toggle.ariaExpanded !== "true"));
  addEventListener("popstate", () => {
    typing = false;
    fill(new URLSearchParams(location.search));
  });

  fill(new URLSearchParams(location.search));
  place.className = "filtered";
  place.replaceChildren(form, make("div", { className: "found" }, status, chosen, make("div", { className: "timeline" }, entries), more));
})();
