/* The search of a large site. It stands in for the theme's own worker and answers the search box out of chunks that
   Pagefind made (generator/engine/pagefind.py), of which nothing is loaded before somebody searches.

   The messages are the theme's. A record of Pagefind's is a few pages; which of them fit, and where, is found here. */

"use strict";

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const PAUSE = 150; // milliseconds without a key, before anything is asked
const AT_ONCE = 4; // records fetched together
const ENOUGH = 10; // pages
const EXCERPT = 40; // words, and what stands between them

/* Words, as in pagefind.py: without case, accents and marks, hangul letter by letter. */

const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether a term is the beginning of a word, or the word with a particle of Korean writing, of up to two syllables, behind it. */
function fits(term, word) {
  if (word.startsWith(term) || !term.startsWith(word)) return word.startsWith(term);
  const [typed, name] = [term.normalize("NFC"), word.normalize("NFC")];
  return /^\p{sc=Hang}{2,}$/u.test(name) && typed.startsWith(name) && typed.length <= name.length + 2;
}

/** The terms that stand in some texts. */
function found(terms, ...texts) {
  const words = texts.flatMap(wordsOf);
  return terms.filter((term) => words.some((word) => fits(term, word)));
}

/** Whether the terms stand side by side in one of some texts. */
function together(terms, ...texts) {
  return texts.some((text) => {
    const words = wordsOf(text);
    return words.some((_, place) => terms.every((term, next) => words[place + next]?.startsWith(term)));
  });
}

/* The theme takes titles and texts for markup: all that is shown is escaped here. */

const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt()};`);

function pieces(terms, text) {
  return text.split(/([\p{L}\p{N}\p{M}]+)/u).map((piece, place) => {
    const marked = place % 2 && found(terms, piece).length;
    return marked ? `<mark>${escaped(piece)}</mark>` : escaped(piece);
  });
}

const marked = (terms, text) => pieces(terms, text).join("");

/** What stands around the first word that is marked, else at the beginning. */
function excerpt(terms, text) {
  const all = pieces(terms, text);
  const first = all.findIndex((piece) => piece.startsWith("<mark>"));
  const start = Math.max(0, Math.min(first - EXCERPT / 2, all.length - EXCERPT));
  const end = start + EXCERPT;
  return `${start ? "… " : ""}${all.slice(start, end).join("").trim()}${end < all.length ? " …" : ""}`;
}

/** What the theme shows of a page or a place on it. `score` is the share of the terms found, and one more for a name. */
function item(terms, location, title, text, also) {
  const missing = terms.filter((term) => !found([term], title, text).length);
  const others = also.filter((each) => found(missing, each).length);
  return {
    location,
    title: marked(terms, title),
    text: [excerpt(terms, text), ...others.map((each) => marked(terms, each))].filter(Boolean).join(" · "),
    score: found(terms, title, text, ...also).length / terms.length + together(terms, title, text, ...also),
    terms: Object.fromEntries(terms.map((term) => [term.normalize("NFC"), true])), // to be marked on the page
  };
}

const textsOf = ([, title, text, also, parts = []]) => [title, text, ...also, ...parts.flatMap(textsOf)];

/** A page and the places on it that fit, the best first; nothing where a term stands nowhere. */
function group(terms, whole) {
  if (found(terms, ...textsOf(whole)).length < terms.length) return [];
  const [location, title, text, also, parts] = whole;
  const page = item(terms, location, title, text, also);
  const places = parts.map(([anchor, ...texts]) => item(terms, `${location}#${anchor}`, ...texts));
  const items = [page, ...places.filter(({ score }) => score)].sort((one, other) => other.score - one.score);
  const called = together(terms, title, ...also) + (found(terms, title, ...also).length === terms.length);
  return [{ items, rank: called + items[0].score }];
}

/** Groups as the theme has them, the best first: the key Enter leads to the item of the highest score. */
function ranked(groups) {
  const sorted = [...groups].sort((one, other) => other.rank - one.rank);
  return sorted.map(({ items }, place) => items.map((each) => ({ ...each, score: each.score + groups.length - place })));
}

const hint = (location, title, text) => [[{ location, title, text, score: 0, terms: {} }]];

/* Answers. */

let bundles; // the first is searched before the others, and stands in the folder of Pagefind itself
let pagefind;
let everything; // the others, on their way
let turn = 0;

async function opened(all) {
  pagefind ??= import("../pagefind/pagefind.js");
  const { mergeIndex, search } = await pagefind;
  const others = Array.from({ length: bundles - 1 }, (_, older) => bundles - 1 - older); // the newest first
  if (all) everything ??= others.map((number) => mergeIndex(new URL(`../pagefind/${number}/`, location).href, {}));
  await Promise.all(everything ?? []);
  return search;
}

/** The pages found, as many as are shown; `told` hears of the first ones before the others are there. */
async function find(search, typed, told) {
  const terms = [...new Set(typed)];
  const groups = [];
  const read = new Set();
  for (const asked of typed.length > 1 ? [`"${typed.join("")}"`, terms.join(" ")] : typed) {
    const { results } = await search(asked);
    const unread = results.filter(({ id }) => !read.has(id));
    while (unread.length && groups.length < ENOUGH) {
      const some = unread.splice(0, AT_ONCE);
      for (const { id } of some) read.add(id);
      const records = await Promise.all(some.map((record) => record.data()));
      const pages = records.flatMap(({ raw_url: shown }) => JSON.parse(shown));
      if (found(terms, ...pages.flatMap(textsOf)).length < terms.length) return [groups, false]; // only shorter words fit
      groups.push(...pages.flatMap((page) => group(terms, page)));
      if (groups.length) told(groups);
    }
    if (unread.length) return [groups, true];
  }
  return [groups, false];
}

/** Answer a query: soon, out of the first bundle, and then out of all. */
async function answer(query) {
  const now = ++turn;
  const typed = wordsOf(query).filter((word) => word.length > 1);
  let said;
  function say(items) {
    if (now === turn && JSON.stringify(items) !== said) postMessage({ type: RESULT, data: { items, suggest: [] } });
    said = JSON.stringify(items);
  }
  if (!query) say([]);
  if (!typed.length) return;
  await new Promise((after) => setTimeout(after, PAUSE));
  try {
    for (const all of everything || bundles === 1 ? [true] : [false, true]) {
      const search = await opened(all);
      if (now !== turn) return;
      const [groups, more] = await find(search, typed, (first) => said ?? say(ranked(first)));
      const claims = groups[0]?.items[0].location.includes(".html") ? "claims.html" : "claims/";
      const rest = hint(`${claims}?text=${encodeURIComponent(query)}`, "And more", "All claims with these words");
      if (all || groups.length) say([...ranked(groups), ...(more ? rest : [])]);
    }
  } catch (error) {
    console.warn(error);
    say(hint("", "The search does not work here", "Its files did not load, or this browser is too old for them."));
  }
}

addEventListener("message", ({ data: { type, data } }) => {
  if (type === QUERY) answer(data);
  if (type !== SETUP) return;
  bundles = data.config.bundles;
  postMessage({ type: READY });
});
