"""What the page does: filter, fold, and lead to a row that is folded away. Without it, everything is there to read."""

SCRIPT = """\
(() => {
  const all = (where, what) => [...where.querySelectorAll(what)];
  const filters = [];
  for (const matrix of all(document, "[data-matrix]")) {
    const [words, verdict, count] = ["input", "select", "output"].map((name) => matrix.querySelector(name));
    const folds = all(matrix, "details").map((fold) => ({ fold, rows: all(fold, "tr[id]"), open: fold.open }));
    const texts = new Map(folds.flatMap(({ fold, rows }) => rows.map((row) =>
      [row, (fold.dataset.task + " " + row.textContent).toLowerCase()])));
    const run = () => {
      const wanted = words.value.toLowerCase().split(/\\s+/).filter(Boolean);
      const idle = !wanted.length && !verdict.value;
      let shown = 0;
      for (const { fold, rows, open } of folds) {
        let here = 0;
        for (const row of rows) {
          const text = texts.get(row);
          row.hidden = !(wanted.every((word) => text.includes(word)) &&
            (!verdict.value || row.classList.contains(verdict.value)));
          here += !row.hidden;
        }
        fold.hidden = !here;
        fold.open = idle ? open : here > 0;
        shown += here;
      }
      count.textContent = idle ? texts.size + " rows" : shown + " of " + texts.size + " rows";
    };
    words.addEventListener("input", run);
    verdict.addEventListener("change", run);
    for (const button of all(matrix, "button")) {
      button.addEventListener("click", () => folds.forEach(({ fold }) => { fold.open = button.value === "open"; }));
    }
    matrix.querySelector(".tools").hidden = false;
    run();
    filters.push({ matrix, clear: () => { words.value = verdict.value = ""; run(); } });
  }
  for (const frame of all(document, ".frame")) {
    const first = frame.querySelector(".clients, .caller, .task");
    if (!first || frame.scrollHeight <= frame.clientHeight) continue;
    frame.scrollTop += first.getBoundingClientRect().top - frame.getBoundingClientRect().top - frame.clientHeight / 4;
  }
  const go = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (const { matrix, clear } of filters) {
      if (matrix.contains(target) && (target.hidden || target.closest("[hidden]"))) clear();
    }
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView({ block: "center" });
    if (target.tabIndex === -1) target.focus({ preventScroll: true });
  };
  addEventListener("hashchange", go);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && link.getAttribute("href") === location.hash) setTimeout(go);
  });
  go();
})();
"""
