/*
 * The map's colours, light or dark as the page that holds it is: the page's theme is
 * followed while the page is open, and paper is always light.
 *
 * Colours of classes and signs come from Python, for either ground; these are the rest.
 * What the canvas needs is in `inks`; styles find the same as custom properties.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  const LIGHT = {
    paper: "#ffffff",
    land: "#f4f4f1",
    line: "#7d8894",
    zoneLine: "#c3c9cf",
    casing: "#ffffff",
    ink: "#1b222b",
    quiet: "#4a5563",
    point: "rgba(27,34,43,.78)",
    kindPoint: "rgba(74,85,99,.62)",
    edge: "#c9d1da",
    control: "#7d8894",
    focus: "#0b63c5",
  };
  const DARK = {
    paper: "#12181f",
    land: "#232d38",
    line: "#8492a0",
    zoneLine: "#46525f",
    casing: "#12181f",
    ink: "#eef2f6",
    quiet: "#c6d0da",
    point: "rgba(238,242,246,.85)",
    kindPoint: "rgba(180,191,202,.7)",
    edge: "#3d4a58",
    control: "#7d8b99",
    focus: "#8ab8ee",
  };

  const [WHITE, BLACK] = ["#ffffff", "#000000"];

  const root = document.documentElement;
  const listeners = [];
  let isDarkPage = false;
  let isPrinting = false;

  const isDark = () => isDarkPage && !isPrinting;

  function use() {
    HotspotsMap.inks = isDark() ? DARK : LIGHT;
    root.classList.toggle("dark", isDark());
    Object.entries(HotspotsMap.inks).forEach(([name, colour]) =>
      root.style.setProperty(`--${name}`, colour)
    );
    listeners.forEach((changed) => changed());
  }

  function follow(isNowDark) {
    if (isNowDark === isDarkPage) return;
    isDarkPage = isNowDark;
    use();
  }

  /** Call this whenever the colours are other ones. */
  const onTheme = (changed) => listeners.push(changed);

  /** Of what Python sent: colours of classes and signs on the ground in force. */
  const coloursOf = ({ ramp, strong, dark }) => (isDark() ? dark : { ramp, strong });

  /**
   * The ink that is read better on this ground, as #rrggbb: of black and white one has a
   * contrast of 4.5 or more with any colour, which a softer black has not.
   */
  function readableOn(ground) {
    const at = luminance(ground) + 0.05;
    return 1.05 / at > at / 0.05 ? WHITE : BLACK;
  }

  /** Relative luminance, as the Web Content Accessibility Guidelines define it. */
  function luminance(colour) {
    const [red, green, blue] = [1, 3, 5].map((start) => {
      const share = parseInt(colour.slice(start, start + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  // The page's own scheme at first; then Streamlit tells each frame of every change.
  const app = window.parent.document.querySelector("[data-testid=stApp]");
  isDarkPage = app !== null && getComputedStyle(app).colorScheme === "dark";
  window.addEventListener("message", ({ source, data }) => {
    if (source !== window.parent || data?.type !== "streamlit:render") return;
    if (data.theme?.base) follow(data.theme.base === "dark");
  });
  const printing = (isNow) => () => {
    isPrinting = isNow;
    use();
  };
  window.addEventListener("beforeprint", printing(true));
  window.addEventListener("afterprint", printing(false));
  Object.assign(HotspotsMap, { onTheme, coloursOf, readableOn });
  use();
})(window.HotspotsMap);
