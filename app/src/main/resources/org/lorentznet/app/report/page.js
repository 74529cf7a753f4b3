"use strict";
/* Charts answer to pointer and keys: what is at a place is told below the chart. */
document.addEventListener("DOMContentLoaded", () => {
  for (const figure of document.querySelectorAll("figure.chart")) {
    const svg = figure.querySelector("svg.chart");
    const readout = figure.querySelector(".readout");
    const series = [...svg.querySelectorAll("g.series")].map((group) => ({
      group,
      name: group.dataset.name,
      points: JSON.parse(group.dataset.readings),
    }));
    const marks = document.createElementNS(svg.namespaceURI, "g");
    svg.appendChild(marks);
    let at = null;

    const visible = () =>
      series.filter((s) => !s.group.classList.contains("hidden") && s.points.length > 0);

    const nearest = (points, x) =>
      points.reduce((a, b) => (Math.abs(b[0] - x) < Math.abs(a[0] - x) ? b : a));

    const add = (name, attributes, classes) => {
      const element = document.createElementNS(svg.namespaceURI, name);
      for (const key in attributes) {
        element.setAttribute(key, attributes[key]);
      }
      element.setAttribute("class", classes);
      marks.appendChild(element);
    };

    const clear = () => {
      marks.replaceChildren();
      readout.textContent = "";
      at = null;
    };

    const show = (x) => {
      marks.replaceChildren();
      const found = visible().map((s) => ({ name: s.name, point: nearest(s.points, x) }));
      if (found.length === 0) {
        clear();
        return;
      }
      at = nearest(found.map((f) => f.point), x)[0];
      const { top, bottom } = svg.dataset;
      add("line", { x1: at, x2: at, y1: top, y2: bottom }, "guide");
      for (const f of found) {
        add("circle", { cx: f.point[0], cy: f.point[1], r: 4 }, "spot");
      }
      readout.textContent = found
        .map((f) => (series.length > 1 ? f.name + ": " : "") + f.point[2])
        .join(" \u00a0·\u00a0 ");
    };

    const step = (direction) => {
      const places = [...new Set(visible().flatMap((s) => s.points.map((p) => p[0])))];
      places.sort((a, b) => a - b);
      if (places.length === 0) {
        return;
      }
      const next =
        at === null
          ? places[0]
          : direction > 0
            ? places.find((p) => p > at)
            : places.filter((p) => p < at).pop();
      show(next === undefined ? at : next);
    };

    svg.addEventListener("pointermove", (event) => {
      const box = svg.getBoundingClientRect();
      show(((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width);
    });
    svg.addEventListener("pointerleave", clear);
    svg.addEventListener("blur", clear);
    svg.addEventListener("keydown", (event) => {
      const steps = { ArrowRight: 1, ArrowLeft: -1 };
      if (event.key in steps) {
        step(steps[event.key]);
        event.preventDefault();
      } else if (event.key === "Escape") {
        clear();
      }
    });
    for (const button of figure.querySelectorAll(".legend button")) {
      button.addEventListener("click", () => {
        const shown = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", String(shown));
        series[Number(button.dataset.series)].group.classList.toggle("hidden", !shown);
        clear();
      });
    }
  }
});
