// Looks at pages of the site in frames, as a reader would, and leaves what it has found in #report as JSON. Run by
// `seven docs --check` and by the tests in a browser without a window; `window.checkPages` lists what to look at.
"use strict";

const phoneWidth = 390;
const deskWidth = 1280;
const smallestText = 14; // pixels
const lowestContrast = 4.5; // WCAG 2, AA

const report = { pages: 0, formulas: 0, found: 0, faults: [] };

function fault(page, text) {
  report.faults.push(page + ": " + text);
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

// A frame of that width with the page in it, loaded to the last font.
async function open(page, width) {
  const frame = document.createElement("iframe");
  frame.style.cssText = `width: ${width}px; height: 800px; border: 0`;
  const loaded = new Promise((done) => (frame.onload = done));
  frame.src = window.checkSite + "/" + page;
  document.body.appendChild(frame);
  await loaded;
  await frame.contentDocument.fonts.ready;
  await pause(30);
  return frame;
}

// --- colours ----------------------------------------------------------------------------------------------------------

const canvas = document.createElement("canvas");
canvas.width = canvas.height = 1;
const ink = canvas.getContext("2d", { willReadFrequently: true });
const knownColours = new Map();

// Red, green, blue and alpha of whatever CSS calls a colour.
function colour(css) {
  if (!knownColours.has(css)) {
    ink.clearRect(0, 0, 1, 1);
    ink.fillStyle = css;
    ink.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = ink.getImageData(0, 0, 1, 1).data;
    knownColours.set(css, [r, g, b, a / 255]);
  }
  return knownColours.get(css);
}

function over([r, g, b, a], [br, bg, bb]) {
  return [r * a + br * (1 - a), g * a + bg * (1 - a), b * a + bb * (1 - a), 1];
}

function background(element, style) {
  const layers = [];
  for (let e = element; e; e = e.parentElement) layers.push(colour(style(e).backgroundColor));
  return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
}

function luminance([r, g, b]) {
  const part = (c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
}

function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

// --- what can be wrong with a page ------------------------------------------------------------------------------------

// Elements that hold visible text themselves.
function textElements(doc) {
  const found = new Set();
  const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() && element.getClientRects().length > 0 && !element.closest(".katex, sup, sub, .skip, script")) {
      found.add(element);
    }
  }
  return [...found];
}

function checkText(page, doc, mode) {
  const view = doc.defaultView;
  const style = (element) => view.getComputedStyle(element);
  const said = new Set();
  for (const element of textElements(doc)) {
    const { fontSize, color } = style(element);
    const name = element.tagName.toLowerCase() + (element.className ? "." + element.className : "");
    const once = (what, text) => {
      if (!said.has(what + name)) fault(page, `${mode}: ${text} in <${name}>: "${element.textContent.trim().slice(0, 40)}"`);
      said.add(what + name);
    };
    if (parseFloat(fontSize) < smallestText - 0.01) once("size", `text of ${fontSize}`);
    const below = background(element, style);
    const ratio = contrast(over(colour(color), below), below);
    if (ratio < lowestContrast) once("contrast", `contrast ${ratio.toFixed(1)}`);
  }
}

function checkWidth(page, doc, width) {
  const wide = doc.documentElement.scrollWidth;
  if (wide <= width) return;
  const wider = [...doc.querySelectorAll("#doc-content *")].find(
    (e) => e.getBoundingClientRect().right > width + 1 && !e.closest(".wide, .fragment, .display, pre, .memproto"));
  fault(page, `${wide} pixels wide on a screen of ${width}` + (wider ? `: <${wider.tagName.toLowerCase()}> ${wider.textContent.trim().slice(0, 40)}` : ""));
}

function checkFormulas(page, doc) {
  for (const element of doc.querySelectorAll(".math")) {
    report.formulas += 1;
    const drawn = element.querySelector(".katex-html");
    if (!drawn || drawn.getBoundingClientRect().width === 0 || element.querySelector(".katex-error")) {
      fault(page, "a formula is not drawn: " + element.textContent);
    }
  }
}

function checkPictures(page, doc) {
  for (const picture of doc.images) {
    if (!picture.complete || picture.naturalWidth === 0) fault(page, "a picture is not shown: " + picture.src);
    if (!picture.hasAttribute("alt")) fault(page, "a picture has no words for those who do not see it: " + picture.src);
  }
}

function checkDark(page, frame) {
  const doc = frame.contentDocument;
  const button = doc.querySelector("doxygen-awesome-dark-mode-toggle");
  if (!button) return fault(page, "there is no switch for light and dark");
  const light = luminance(background(doc.body, (e) => frame.contentWindow.getComputedStyle(e)));
  button.click();
  const dark = luminance(background(doc.body, (e) => frame.contentWindow.getComputedStyle(e)));
  if (light < 0.8 || dark > 0.1) fault(page, `light has luminance ${light.toFixed(2)}, dark ${dark.toFixed(2)}`);
  checkText(page, doc, "dark");
  button.click();
}

// Types a word into the search box, as a reader does, and follows what is found.
async function checkSearch(page, frame, word) {
  const doc = frame.contentDocument;
  const field = doc.getElementById("search-field");
  field.focus();
  field.value = word;
  field.dispatchEvent(new frame.contentWindow.Event("input", { bubbles: true }));
  for (let i = 0; i < 100 && !doc.querySelector("#search-results a"); ++i) await pause(50);
  const links = [...doc.querySelectorAll("#search-results a")];
  report.found += links.length;
  if (!links.some((link) => link.textContent.toLowerCase().includes(word))) fault(page, `the search does not find "${word}"`);
  const right = doc.getElementById("search-results").getBoundingClientRect().right;
  if (links.length && right > frame.clientWidth) fault(page, "the search's results do not fit on the screen");
  checkText(page, doc, "search");
  field.value = "";
  field.dispatchEvent(new frame.contentWindow.Event("input", { bubbles: true }));
}

async function checkPage(page, search) {
  const phone = await open(page, phoneWidth);
  checkWidth(page, phone.contentDocument, phoneWidth);
  checkFormulas(page, phone.contentDocument);
  checkPictures(page, phone.contentDocument);
  checkText(page, phone.contentDocument, "light");
  checkDark(page, phone);
  if (search) await checkSearch(page, phone, search);
  phone.style.width = deskWidth + "px";
  await pause(30);
  checkWidth(page, phone.contentDocument, deskWidth);
  checkText(page, phone.contentDocument, "desk");
  phone.remove();
  report.pages += 1;
}

async function checkAll() {
  for (const page of window.checkPages) await checkPage(page, page === window.checkPages[0] ? window.checkWord : "");
}

checkAll()
  .catch((error) => fault("check.js", String(error)))
  .finally(() => {
    const element = document.createElement("pre");
    element.id = "report";
    element.textContent = JSON.stringify(report);
    document.body.appendChild(element);
  });
