// A QCD jet and a top jet of the bundled sample, rounded: [E, px, py, pz] in GeV.
const EXAMPLES = [
[[439.34,319.53,-282.51,-105.37], [134.82,98.603,-85.981,-32.572],
[42.202,31.022,-26.667,-10.371], [12.378,9.1167,-7.8005,-3.0402],
[9.6214,6.504,-6.7349,-2.2159], [5.9754,4.4539,-3.6183,-1.666], [5.3456,4.1162,-3.103,-1.4157],
[4.0209,2.9898,-2.5396,-0.88281], [3.8559,2.56,-2.8221,-0.59152],
[2.7162,2.0808,-1.7345,-0.19841], [2.2009,1.7307,-1.3271,-0.29567],
[1.4572,1.1716,-0.83202,0.24195], [1.1413,0.96325,-0.60227,0.10918],
[0.70115,0.5609,-0.34564,-0.23986]],
[[402.76,-158.4,256.98,266.62], [75.263,-13.029,42.679,60.608], [39.221,-24.802,29.024,8.9892],
[48.337,-23.878,29.724,29.712], [34.075,-12.668,21.883,22.842], [19.663,-11.6,14.892,5.5063],
[23.988,-3.9119,13.583,19.381], [19.797,-2.3571,12.541,15.136], [16.659,-6.5014,10.914,10.778],
[11.971,-8.238,8.3453,2.4092], [11.811,-7.5558,8.6412,2.7803], [11.95,-6.8933,8.9796,3.8281],
[12.007,-2.0368,6.7434,9.7239], [12.143,-1.9235,6.6499,9.9765], [6.0053,-4.0271,4.1066,1.7269],
[6.3355,-4.0788,4.0083,2.7269], [9.0289,-1.8558,5.0618,7.2426], [3.6474,-2.3361,2.6934,0.7692],
[5.308,-1.83,3.0089,3.9714], [3.1372,-2.0493,2.1432,1.0243], [3.726,-1.7833,2.1283,2.4847],
[3.3793,-1.4203,2.2064,2.1294], [3.1422,-1.3272,1.778,2.225], [3.4029,-1.8688,1.0958,2.6242],
[1.9092,-1.0985,1.503,0.42383], [2.0505,-1.4532,1.0195,1.0264],
[1.5015,-0.71586,0.78454,1.0614], [1.8102,-0.42325,0.95062,1.4813],
[0.83798,-0.15696,0.67832,0.46631], [0.6283,-0.029362,0.42488,0.46193],
[0.83887,-0.29162,0.25716,0.74333], [0.38208,-0.21912,0.29722,0.098161],
[0.39066,0.030957,0.36291,0.14124]]];

const TYPES = {
  json: "application/json",
  parquet: "application/vnd.apache.parquet",
  npz: "application/x-npz"
};
const MOST_ROWS = 500;
const MOST_DRAWN = 100;
const byId = id => document.getElementById(id);
let models = [];
let last = null;

function headers(more) {
  const token = byId("token").value.trim();
  return token ? { ...more, Authorization: "Bearer " + token } : more;
}

function say(text, bad) {
  byId("status").textContent = text;
  byId("status").className = bad ? "bad" : "";
}

async function problem(response) {
  const text = await response.text();
  try {
    return JSON.parse(text).detail;
  } catch (e) {
    return "status " + response.status;
  }
}

async function loadModels() {
  const response = await fetch("v1/models", { headers: headers({}) });
  if (!response.ok) {
    say("The models cannot be listed: " + (await problem(response)), true);
    return;
  }
  const chosen = byId("model").value;
  const listed = await response.json();
  models = listed.models;
  byId("model").replaceChildren(...models.map((model, i) => {
    const option = document.createElement("option");
    option.value = i;
    option.textContent = model.name + ", version " + model.version;
    return option;
  }));
  const usual = models.findLastIndex(model => model.name === listed.default);
  byId("model").value = chosen && chosen < models.length ? chosen : Math.max(0, usual);
  showModel();
  say("");
}

function model() {
  return models[byId("model").value];
}

function showModel() {
  byId("model-facts").textContent = model()
    ? model().architecture + ", task " + model().task + ": " + model().classes.join(", ")
    : "";
}

function example() {
  const columns = model() ? model().columns : [];
  const jets = EXAMPLES.map(four_momenta => {
    const jet = { four_momenta };
    // Every constituent a photon: made up, for models that need to know.
    columns.forEach(column => { jet[column] = four_momenta.map(() => 22); });
    return jet;
  });
  byId("jets").value = JSON.stringify({ jets }).replaceAll("],[", "],\n  [")
    .replaceAll("},{", "},\n {");
}

async function score(event) {
  event.preventDefault();
  const file = byId("file").files[0];
  const extension = file ? file.name.split(".").pop().toLowerCase() : "json";
  const type = TYPES[extension];
  if (!type) {
    say("A file of the type ." + extension + " is not read: .json, .parquet and .npz are.", true);
    return;
  }
  if (!model()) {
    await loadModels();
    if (!model()) {
      return;
    }
  }
  byId("score").disabled = true;
  say("Scoring …");
  try {
    const path = "v1/models/" + encodeURIComponent(model().name) + "/versions/"
      + encodeURIComponent(model().version) + "/score?echo=" + MOST_DRAWN;
    const response = await fetch(path, {
      method: "POST",
      headers: headers({ "Content-Type": type }),
      body: file || byId("jets").value
    });
    if (response.ok) {
      show(await response.json());
    } else {
      byId("results").hidden = true;
      say(await problem(response), true);
    }
  } catch (e) {
    say("The server cannot be reached.", true);
  } finally {
    byId("score").disabled = false;
  }
}

function show(answer) {
  last = answer;
  const count = answer.scores.length;
  say(count + (count === 1 ? " jet" : " jets") + " scored by " + answer.model.name + ", version "
    + answer.model.version + (count > MOST_ROWS ? "; the first " + MOST_ROWS + " are shown." : "."));
  byId("results").hidden = false;
  const head = document.createElement("thead");
  head.append(row("th", ["jet", ...answer.classes.map(name => "p(" + name + ")"), "drawing"]));
  const body = document.createElement("tbody");
  answer.scores.slice(0, MOST_ROWS).forEach(jet => body.append(scoreRow(jet)));
  byId("scores").replaceChildren(head, body);
  draw(answer.scores[0]);
}

function row(cell, texts) {
  const tr = document.createElement("tr");
  texts.forEach(text => {
    const element = document.createElement(cell);
    element.textContent = text;
    if (cell === "th") {
      element.scope = "col";
    }
    tr.append(element);
  });
  return tr;
}

function scoreRow(jet) {
  const tr = row("td", [jet.index, ...jet.probabilities.map(p => p.toPrecision(4)), ""]);
  tr.id = "jet-" + jet.index;
  if (jet.four_momenta) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "draw";
    button.setAttribute("aria-label", "draw jet " + jet.index);
    button.addEventListener("click", () => draw(jet));
    tr.lastChild.append(button);
  }
  return tr;
}

function eta([, x, y, z]) {
  return Math.asinh(z / Math.hypot(x, y));
}

/** Constituents about the jet's axis: distance in eta and phi, share of the summed pT. */
function constituents(jet) {
  const axis = [0, 1, 2, 3].map(c => jet.four_momenta.reduce((sum, p) => sum + p[c], 0));
  const phi = p => Math.atan2(p[2], p[1]);
  const all = jet.four_momenta.reduce((sum, p) => sum + Math.hypot(p[1], p[2]), 0);
  return jet.four_momenta
    .map(p => {
      const turn = phi(p) - phi(axis);
      return {
        eta: eta(p) - eta(axis),
        phi: turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI)),
        share: Math.hypot(p[1], p[2]) / all
      };
    })
    .filter(c => Number.isFinite(c.eta) && c.share > 0);
}

function svg(name, attributes, text) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  if (text) {
    element.textContent = text;
  }
  return element;
}

function draw(jet) {
  document.querySelectorAll("#scores tr[aria-current]")
    .forEach(tr => tr.removeAttribute("aria-current"));
  const chosen = byId("jet-" + jet.index);
  if (chosen) {
    chosen.setAttribute("aria-current", "true");
  }
  const points = constituents(jet);
  const reach = points.reduce(
    (most, c) => Math.max(most, 1.05 * Math.abs(c.eta), 1.05 * Math.abs(c.phi)), 0.9);
  const at = value => 160 + 140 * value / reach;
  const picture = byId("picture");
  picture.replaceChildren(
    svg("line", { class: "axis", x1: 20, x2: 300, y1: 160, y2: 160 }),
    svg("line", { class: "axis", x1: 160, x2: 160, y1: 20, y2: 300 }),
    svg("circle", { class: "cone", cx: 160, cy: 160, r: 140 * 0.8 / reach }),
    svg("text", { x: 300, y: 154, "text-anchor": "end" }, "Δη"),
    svg("text", { x: 166, y: 30 }, "Δφ"),
    svg("text", { x: 160, y: 316, "text-anchor": "middle" },
      "± " + reach.toFixed(2) + "; dashed: 0.8 from the axis"));
  points.sort((a, b) => b.share - a.share).forEach(c => picture.append(svg("circle", {
    class: "constituent", cx: at(c.eta), cy: at(-c.phi), r: Math.max(1.5, 55 * Math.sqrt(c.share))
  })));
  const best = jet.probabilities.indexOf(Math.max(...jet.probabilities));
  byId("caption").textContent = "Jet " + jet.index + ": " + jet.four_momenta.length
    + " constituents, areas as their transverse momenta; most probably " + last.classes[best]
    + " (" + jet.probabilities[best].toPrecision(3) + ").";
}

function download() {
  const numbers = last.classes.map((name, k) => k);
  const lines = [["index", ...numbers.map(k => "logit_" + k),
    ...numbers.map(k => "probability_" + k)].join(",")];
  last.scores.forEach(jet =>
    lines.push([jet.index, ...jet.logits, ...jet.probabilities].join(",")));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([lines.join("\n") + "\n"], { type: "text/csv" }));
  link.download = "scores.csv";
  link.click();
  URL.revokeObjectURL(link.href);
}

byId("form").addEventListener("submit", score);
byId("example").addEventListener("click", () => {
  byId("file").value = "";
  example();
});
byId("download").addEventListener("click", download);
byId("model").addEventListener("change", showModel);
byId("token").addEventListener("change", loadModels);
loadModels().then(example);
