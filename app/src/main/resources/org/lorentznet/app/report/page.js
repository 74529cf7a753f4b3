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

    /* In a plane what is near counts, over an axis what is above and below. */
    const plane = "plane" in svg.dataset;
    const away = (p, x, y) => (plane ? Math.hypot(p[0] - x, p[1] - y) : Math.abs(p[0] - x));
    const nearest = (points, x, y) =>
      points.reduce((a, b) => (away(b, x, y) < away(a, x, y) ? b : a));

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

    const show = (x, y) => {
      marks.replaceChildren();
      const found = visible().map((s) => ({ name: s.name, point: nearest(s.points, x, y) }));
      if (found.length === 0) {
        clear();
        return;
      }
      if (plane) {
        at = found[0].point;
      } else {
        at = nearest(found.map((f) => f.point), x)[0];
        const { top, bottom } = svg.dataset;
        add("line", { x1: at, x2: at, y1: top, y2: bottom }, "guide");
      }
      for (const f of found) {
        add("circle", { cx: f.point[0], cy: f.point[1], r: 4 }, "spot");
      }
      readout.textContent = found
        .map((f) => (found.length > 1 || (series.length > 1 && !plane) ? f.name + ": " : "") + f.point[2])
        .join(" \u00a0·\u00a0 ");
    };

    const walk = (direction) => {
      const points = visible().flatMap((s) => s.points);
      if (points.length > 0) {
        const next = at === null ? 0 : points.indexOf(at) + direction;
        const point = points[Math.min(Math.max(next, 0), points.length - 1)];
        show(point[0], point[1]);
        at = point;
      }
    };

    const step = (direction) => {
      if (plane) {
        walk(direction);
        return;
      }
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
      const scale = svg.viewBox.baseVal.width / box.width;
      show((event.clientX - box.left) * scale, (event.clientY - box.top) * scale);
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
