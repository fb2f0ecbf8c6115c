// Questions to an open page; each answers with a list of sentences, empty where all is well.
({
  /** Does anything stick out at the side, or is any text cut off? */
  overflow() {
    const wrong = [];
    const root = document.documentElement;
    const wider = root.scrollWidth - root.clientWidth;
    if (wider > 0) {
      const wide = [...document.body.querySelectorAll("*")].find((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && (box.right > root.clientWidth + 0.5 || box.left < -0.5);
      });
      wrong.push(`${wider} pixels too wide for ${innerWidth}` + (wide ? `: ${this.named(wide)}` : ""));
    }
    for (const element of document.body.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      if (!this.shown(element, style) || !element.textContent.trim()) continue;
      const hidden = (axis) => ["hidden", "clip"].includes(axis);
      const across = hidden(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
      const down = hidden(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
      const small = element.clientWidth <= 1 || element.clientHeight <= 1;  // for screen readers alone
      if ((across || down) && !small && style.display !== "inline") wrong.push(`${this.named(element)} cuts its text off`);
    }
    return wrong;
  },

  /** Would anything be lost on white paper? */
  paper() {
    const wrong = this.overflow();
    for (const details of document.querySelectorAll("details")) {
      const parts = [...details.children].filter((part) => part.localName !== "summary");
      if (parts.some((part) => part.textContent.trim() && !part.checkVisibility({ contentVisibilityAuto: true })))
        wrong.push(`${this.named(details)} stays closed on paper`);
    }
    for (const element of this.texts()) {
      const style = getComputedStyle(element);
      const kept = [element, ...this.above(element)].some(
        (each) => getComputedStyle(each).printColorAdjust === "exact");
      const ratio = this.contrast(style.color, "rgb(255, 255, 255)");
      if (!kept && ratio < 4.5) wrong.push(`${this.named(element)} has a contrast of ${ratio.toFixed(1)} to paper`);
    }
    return wrong.slice(0, 5);
  },

  /** With the system's own colours, does each button still look like one? */
  forced() {
    const wrong = [];
    for (const element of document.querySelectorAll("a.button, a.decline, button, summary, label")) {
      const style = getComputedStyle(element);
      if (!this.shown(element, style)) continue;
      const edge = ["Top", "Bottom"].some(
        (side) => parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none");
      const line = style.textDecorationLine.includes("underline");
      if (element.matches("a.button, button") && !edge && !line) wrong.push(`${this.named(element)} has no edge`);
    }
    for (const element of this.texts())
      if (getComputedStyle(element).forcedColorAdjust === "none") wrong.push(`${this.named(element)} keeps its colour`);
    return wrong.slice(0, 5);
  },

  /** Does anything move although the reader asked for rest? */
  motion() {
    const lasting = (times) => times.split(",").some((time) => parseFloat(time) > 0.001);
    const moving = [...document.querySelectorAll("*")].filter((element) => {
      const style = getComputedStyle(element);
      return lasting(style.transitionDuration) || (style.animationName !== "none" && lasting(style.animationDuration));
    });
    const wrong = moving.slice(0, 3).map((element) => `${this.named(element)} moves`);
    if (getComputedStyle(document.documentElement).scrollBehavior === "smooth") wrong.push("the page scrolls smoothly");
    return wrong;
  },

  /** Is what buyers press at least 44 pixels high, and is the decline as easy to reach? */
  reach() {
    const pressed = [...document.querySelectorAll("main a.button, main a.decline")];
    return pressed
      .filter((element) => this.shown(element, getComputedStyle(element)))
      .filter((element) => element.getBoundingClientRect().height < 43.5)
      .map((element) => `${this.named(element)} is ${element.getBoundingClientRect().height} pixels high`);
  },

  /** Did anything jump while the page came up? */
  async shift() {
    scrollTo(0, document.body.scrollHeight);
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const entries = await new Promise((done) => {
      const observer = new PerformanceObserver((list) => done(list.getEntries()));
      observer.observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(observer.takeRecords()), 40);
    });
    scrollTo(0, 0);
    const total = entries.filter((entry) => !entry.hadRecentInput).reduce((sum, entry) => sum + entry.value, 0);
    const nodes = entries.flatMap((entry) => entry.sources).map(({ node }) => node?.parentElement && (node.localName ? node : node.parentElement));
    const which = nodes.filter(Boolean).slice(0, 2).map((node) => this.named(node)).join(", ");
    return total > 0 ? [`the layout shifts by ${total.toFixed(4)}: ${which}`] : [];
  },

  named(element) {
    const names = [...element.classList].map((name) => `.${name}`).join("");
    return `<${element.localName}${names}> “${element.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}”`;
  },

  shown(element, style) {
    return style.display !== "none" && style.visibility === "visible" && element.checkVisibility();
  },

  above(element) {
    const found = [];
    for (let each = element.parentElement; each; each = each.parentElement) found.push(each);
    return found;
  },

  /** Elements with text of their own that can be seen. */
  texts() {
    return [...document.body.querySelectorAll("*")].filter(
      (element) =>
        [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue.trim()) &&
        !["script", "style"].includes(element.localName) &&
        this.shown(element, getComputedStyle(element)));
  },

  contrast(one, other) {
    const light = (colour) => {
      const canvas = new OffscreenCanvas(1, 1).getContext("2d");
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  },
})
