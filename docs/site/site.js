// What the pages do once they are there: formulas, search, the switch between light and dark, the list of contents on a
// small screen. Everything comes from this folder; nothing is fetched from the net.
"use strict";

// --- formulas: LaTeX stands in the page and is drawn where it stands --------------------------------------------------

function drawFormulas() {
  for (const element of document.querySelectorAll(".math")) {
    const latex = element.textContent;
    try {
      katex.render(latex, element, { displayMode: element.classList.contains("display"), strict: "ignore" });
    } catch (error) {
      element.textContent = latex;
      console.error("a formula cannot be drawn: " + latex + ": " + error.message);
    }
  }
}

// --- search -----------------------------------------------------------------------------------------------------------

const searchField = document.getElementById("search-field");
const searchResults = document.getElementById("search-results");
const mostResults = 15;
let indexAsked = false;

// The index is as large as the course, so it is loaded only when somebody begins to search.
function loadIndex() {
  if (indexAsked) return;
  indexAsked = true;
  const script = document.createElement("script");
  script.src = "search-index.js";
  script.onload = showResults;
  document.head.appendChild(script);
}

// A word for a regular expression, where nothing in it is a sign.
function plain(word) {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function wordsOf(query) {
  return query.toLowerCase().split(/\s+/).filter((word) => word.length > 0);
}

// How well an entry fits: every word must be in it; a title counts more than a heading, a heading more than the text, a
// whole word more than a part of one, and a page of the course more than a source.
function fit([page, , section, , text, course], words) {
  const [title, heading, body] = [page.toLowerCase(), section.toLowerCase(), text.toLowerCase()];
  let sum = 0;
  for (const word of words) {
    const inTitle = heading === "" && title.includes(word);
    const inHeading = heading.includes(word);
    if (!inTitle && !inHeading && !body.includes(word)) return 0;
    const whole = new RegExp("(^|\\W)" + plain(word) + "($|\\W)");
    sum += 1 + (inTitle ? 8 : 0) + (inHeading ? 6 : 0) + (whole.test(body) ? 2 : 0);
    if ((inTitle && whole.test(title)) || (inHeading && whole.test(heading))) sum += 4;
  }
  const together = words.length > 1 && body.includes(words.join(" "));
  return sum + (together ? 4 : 0) + (course ? 3 : 0);
}

// Some words around the first place where one of the words stands, with the words marked.
function excerpt(text, words) {
  const low = text.toLowerCase();
  const together = low.indexOf(words.join(" "));
  const found = together >= 0 ? [together] : words.map((word) => low.indexOf(word)).filter((at) => at >= 0);
  const from = Math.max(0, Math.min(...(found.length ? found : [0])) - 40);
  const part = (from > 0 ? "…" : "") + text.slice(from, from + 150) + (from + 150 < text.length ? "…" : "");
  const escaped = words.map(plain);
  const line = document.createElement("span");
  line.className = "excerpt";
  for (const piece of part.split(new RegExp("(" + escaped.join("|") + ")", "gi"))) {
    const mark = words.includes(piece.toLowerCase());
    const node = mark ? document.createElement("mark") : document.createTextNode(piece);
    if (mark) node.textContent = piece;
    line.appendChild(node);
  }
  return line;
}

function resultLink(entry, words) {
  const [page, file, section, id, text] = entry;
  const link = document.createElement("a");
  link.href = file + (id ? "#" + id : "");
  link.setAttribute("role", "option");
  const title = document.createElement("strong");
  title.textContent = section || page;
  link.appendChild(title);
  if (section) {
    const where = document.createElement("span");
    where.className = "where";
    where.textContent = page;
    link.appendChild(where);
  }
  if (text) link.appendChild(excerpt(text, words));
  return link;
}

function showResults() {
  const words = wordsOf(searchField.value);
  searchResults.hidden = words.length === 0;
  if (searchResults.hidden) return;
  searchResults.textContent = "";
  const say = (sentence) => {
    const line = document.createElement("p");
    line.textContent = sentence;
    searchResults.appendChild(line);
  };
  if (!window.sevenIndex) {
    say("Loading …");
    return;
  }
  const found = window.sevenIndex
    .map((entry) => [fit(entry, words), entry])
    .filter(([sum]) => sum > 0)
    .sort((a, b) => b[0] - a[0]);
  if (found.length === 0) say("Nothing has all of these words.");
  for (const [, entry] of found.slice(0, mostResults)) searchResults.appendChild(resultLink(entry, words));
  if (found.length > mostResults) say("and " + (found.length - mostResults) + " more: add a word");
}

// Arrow keys go through the results, Escape closes them, "/" begins a search from anywhere.
function searchKeys(event) {
  const inSearch = event.target === searchField || searchResults.contains(event.target);
  if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(event.target.tagName)) {
    event.preventDefault();
    searchField.focus();
  } else if (event.key === "Escape" && inSearch) {
    searchField.value = "";
    searchResults.hidden = true;
    searchField.blur();
  } else if (inSearch && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const links = [searchField, ...searchResults.querySelectorAll("a")];
    const next = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    if (links[next]) links[next].focus();
    event.preventDefault();
  } else if (event.key === "Enter" && event.target === searchField) {
    const first = searchResults.querySelector("a");
    if (first) first.click();
  }
}

searchField.addEventListener("focus", loadIndex);
searchField.addEventListener("input", () => {
  loadIndex();
  showResults();
});
document.addEventListener("keydown", searchKeys);
document.addEventListener("click", (event) => {
  const link = searchResults.contains(event.target) && event.target.closest("a");
  if (link || !(searchResults.contains(event.target) || event.target === searchField)) searchResults.hidden = true;
});

// --- the contents on a small screen -----------------------------------------------------------------------------------

const contentsButton = document.getElementById("contents-button");
contentsButton.addEventListener("click", () => {
  const open = contentsButton.getAttribute("aria-expanded") !== "true";
  contentsButton.setAttribute("aria-expanded", String(open));
  document.body.classList.toggle("contents-open", open);
});

// --- doxygen-awesome-css's own switches -------------------------------------------------------------------------------

// Its button for light and dark is made for the mouse only.
function openDarkModeToKeys() {
  for (const button of document.querySelectorAll("doxygen-awesome-dark-mode-toggle")) {
    button.setAttribute("role", "button");
    button.setAttribute("aria-label", "Light or dark");
    button.tabIndex = 0;
    button.onkeydown = (event) => {
      if (event.key === "Enter" || event.key === " ") button.click();
    };
  }
}

// Tables and formulas that are wider than the page scroll by themselves.
function wrapTables() {
  for (const table of document.querySelectorAll(".textblock table:not(.memname):not(.params)")) {
    const box = document.createElement("div");
    box.className = "wide";
    table.replaceWith(box);
    box.appendChild(table);
    // A table of measurements has so many columns that commands would be squeezed to a word a line.
    const columns = table.rows[0] ? table.rows[0].cells.length : 0;
    for (const cell of columns > 5 ? table.querySelectorAll("td") : []) {
      if (cell.textContent.length > 40) cell.classList.add("long");
    }
  }
}

drawFormulas();
wrapTables();
DoxygenAwesomeDarkModeToggle.init();
DoxygenAwesomeFragmentCopyButton.init();
DoxygenAwesomeParagraphLink.init();
DoxygenAwesomeInteractiveToc.init();
$(openDarkModeToKeys);
window.addEventListener("scroll", () => {
  if (document.querySelector(".toc")) DoxygenAwesomeInteractiveToc.update();
}, { passive: true });
const current = document.querySelector("#sidebar [aria-current]");
if (current) current.scrollIntoView({ block: "nearest" });
