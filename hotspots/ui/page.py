"""The frame of every page: its title, the menu and the foot.

Every page begins with `page(...)`, because any page can be the first that a server
runs: a bookmark opened after a restart never runs `app.py`. What this module imports is
light, so that a page can send its frame before it imports the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from hotspots.presentation import charts_on_dark
from hotspots.presentation.maps import assets
from hotspots.presentation.words.home import DOORS, NOT_PUBLIC
from hotspots.ui import collector, say, screen, server, turns

ICON = Path(__file__).parents[2] / "static" / "hotspots" / "icon.svg"
APP_NAME = "Hotspots"

# What the theme cannot say: small print dark enough to read (Streamlit's own grey is
# 4.3:1, under the 4.5:1 that WCAG asks), a line above the foot, a link that says in
# full what is loaded, in Streamlit's own box about a lost connection (the only box
# there is) that it comes back, the large sentence of a page, a banner that nobody
# overlooks, columns that give way before what they hold is cut, a focus that is seen
# and not taken for the current page, and files that wait for the page.
STYLE = """<style>
@media (min-width: 768px) {
  [data-testid="stMainBlockContainer"] { padding-inline: 1.75rem; }
}
[data-testid="stCaptionContainer"] { color: inherit; opacity: .82; }
.st-key-page-foot { margin-top: 1.5rem; padding-top: .75rem;
  border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); }
.st-key-data-line p { white-space: normal; }
[data-testid="stDialog"] [role="dialog"]::after { display: block;
  padding: 0 1.5rem 1.5rem; content: "Hotspots connects again by itself as soon as the "
  "server answers. Your settings are in the address of this page and stay."; }
.st-key-data-line a { height: auto; padding-block: .25rem; background: none; }
.st-key-lead p { font-size: 1.5rem; line-height: 1.3; font-weight: 600; }
.st-key-page-banner { padding: .5rem .9rem; border-left: 8px solid #8a6d00;
  border-radius: 4px; background: #ffd966; }
.st-key-page-banner p { color: #1b222b; font-size: 1.1rem; }
.st-key-doors a { width: 100%; color: inherit; padding: .5rem .75rem;
  border: 1px solid color-mix(in srgb, currentColor 45%, transparent); }
.st-key-doors a p { white-space: normal; font-weight: 600; }
.st-key-page-words pre, .st-key-page-words code { font-family: inherit;
  font-size: 1rem; line-height: 1.5; }
.st-key-page-words [data-testid="stCode"] { margin-top: .6rem; }
.st-key-page-words [data-testid="stExpander"] [data-testid="stCode"] {
  margin-top: 2.8rem; }
.st-key-page-words [data-testid="stCode"] > div { visibility: visible; opacity: 1;
  top: -2.9rem; right: -.5rem; }
.st-key-page-words button[kind="elementToolbar"] { width: auto;
  color: inherit !important; padding-inline: .4rem; }
.st-key-page-words button[kind="elementToolbar"]::after { content: "Copy";
  padding-left: .3rem; font-size: .9rem; }
[data-testid="stTable"] :is(th, td) { white-space: normal; }
[data-testid="stCheckbox"] label * { white-space: normal; text-overflow: clip; }
[data-testid="stTabs"] [role="tablist"] { flex-wrap: wrap; }
:is(a, button, summary, textarea, [role], [tabindex="0"]):not(input):focus-visible,
:has(> input:focus-visible) { outline: 3px solid currentColor; outline-offset: 2px; }
input:focus-visible { outline: none; }
[data-testid="stMain"] :is(button, [role="button"]) p { white-space: normal; }
[data-testid="stFileUploaderDropzone"] span { white-space: normal; overflow: visible; }
.st-key-tiles [data-testid="stMetricValue"] { font-size: 1.6rem; }
.st-key-tiles [data-testid="stMetricValue"] * { white-space: normal;
  overflow: visible; text-overflow: clip; }
[data-testid="stMain"] [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
[data-testid="stMain"] [data-testid="stColumn"] { min-width: min(100%, 9rem); }
[data-testid="stMain"] .st-key-tiles [data-testid="stColumn"] {
  min-width: min(100%, 12rem); }
[data-testid="stButtonGroup"] button { position: relative; }
[data-testid="stButtonGroup"] button:not(:last-child) { margin-right: -1px; }
[data-testid="stButtonGroup"] button:is([aria-checked="true"], [aria-pressed="true"]) {
  z-index: 1; border-right: 1px solid currentColor; }
[data-testid="stButtonGroup"] button:is([aria-checked="false"],
  [aria-pressed="false"]) { border-inline: 1px solid
  color-mix(in srgb, currentColor 25%, transparent) !important; }
@media (min-width: 768px) and (max-width: 1000px) {
  [data-testid="stSidebar"][style*="width: 300px"] { width: 13.5rem !important; }
  [data-testid="stSidebar"] [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
  [data-testid="stSidebar"] [data-testid="stColumn"] { min-width: 100%; }
}
@media (max-width: 1050px) {
  .st-key-one-zone [data-testid="stColumn"]:not([data-testid="stColumn"] *) {
    min-width: 100%; }
}
@media (max-width: 1100px) {
  [data-testid="stMain"] [data-testid="stColumn"] { min-width: min(100%, 14rem); }
  [class*="st-key-zone-map"] iframe { max-height: 430px; }
}
@media (max-width: 500px) {
  [class*="st-key-zone-map"] iframe { max-height: 345px; }
}
[data-testid="stMain"] .st-key-strands [data-testid="stColumn"] {
  min-width: min(100%, 24rem); }
[data-testid="stApp"]:not([data-test-script-state="notRunning"])
  [data-testid="stDownloadButton"] button { opacity: .45; cursor: progress; }
/* Where fingers touch, a table's buttons would lie over the words above it. */
@media (hover: none), (max-width: 500px) {
  [data-testid="stElementToolbar"] { display: none !important; }
}
/* A picture's button lies on the picture, not on the field above it. */
[data-testid="stFullScreenFrame"]:has([data-testid="stImage"])
  [data-testid="stElementToolbar"] { top: 4px !important; right: 4px !important; }
@media print {
  :is([data-testid="stSidebar"], [data-testid="stHeader"],
    [data-testid="stExpandSidebarButton"], [data-testid="stToolbar"],
    [data-testid="stElementToolbar"], [data-testid="stDownloadButton"]) {
    display: none !important; }
  :is(.stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"],
    [data-testid="stMainBlockContainer"]) { position: static !important;
    display: block !important; height: auto !important; overflow: visible !important;
    padding-block: 0 !important; }
  [data-testid="stApp"] { color-scheme: light !important; }
  .hotspots-from-dark :is([data-testid="stApp"], [data-testid="stApp"] *) {
    color: #1b222b !important; background-color: transparent !important; }
  .hotspots-from-dark, .hotspots-from-dark body { background: #fff !important; }
  .hotspots-from-dark canvas { filter: invert(1) hue-rotate(180deg); }
}
</style>"""
# Charts on a dark page.
STYLE += f"<style>{charts_on_dark.style()}</style>"

# Streamlit adds each changed setting to the browser's history, so Back would undo what
# a page's address says, step by step, and seem to do nothing. Within a page the address
# is replaced, and Back goes one page back. Where the sidebar lies over the page, as on
# a telephone, going to a page folds it. A table that scrolls sideways takes the focus,
# so that arrow keys scroll it. Paper is light, whatever the page. While a page is
# worked out again its files are those of before: a file asked for then is saved once
# the page stands. A map loads its scripts one after the other, so they are fetched
# while the page is still being worked out. A narrow screen says how wide it is.
FRAME = """
export default ({ data, setStateValue }) => {
  const tellWidth = () => {
    const isNarrow = window.innerWidth < data.narrow;
    const width = isNarrow ? 10 * Math.floor(window.innerWidth / 10) : 0;
    if (width !== data.width) setStateValue("width", width);
  };
  tellWidth();
  const isFirst = !window.hotspotsFrame;
  window.hotspotsFrame = tellWidth;
  if (!isFirst) return;
  window.addEventListener("resize", () => window.hotspotsFrame());
  for (const file of data.fetched) fetch(file).catch(() => {});
  const push = history.pushState.bind(history);
  history.pushState = (state, title, address) => {
    const isOfPage =
      new URL(address ?? "", location.href).pathname === location.pathname;
    if (isOfPage) history.replaceState(state, title, address);
    else push(state, title, address);
  };
  document.addEventListener("click", (event) => {
    const inMenu = event.target.closest?.(
      ".st-key-page-menu a, .st-key-data-line a");
    if (!inMenu || window.innerWidth >= 768) return;
    const fold = "[data-testid=stSidebarCollapseButton] button";
    setTimeout(() => document.querySelector(fold)?.click(), 50);
  });
  const file = "[data-testid=stDownloadButton] button";
  const isAtWork = () => {
    const app = document.querySelector("[data-testid=stApp]");
    const state = app?.getAttribute("data-test-script-state");
    return Boolean(state) && state !== "notRunning";
  };
  const labelOf = (button) => button.querySelector("p")?.textContent;
  let wanted;
  const saveWhenDone = () => {
    if (isAtWork()) return setTimeout(saveWhenDone, 100);
    const isIt = (button) => labelOf(button) === wanted;
    const button = [...document.querySelectorAll(file)].find(isIt);
    wanted = undefined;
    button?.click();
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(file);
    if (!button || !isAtWork()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (wanted === undefined) setTimeout(saveWhenDone, 100);
    wanted = labelOf(button);
  }, true);
  const onPaper = (isPrinting) => () => {
    const app = document.querySelector("[data-testid=stApp]");
    const isDark = isPrinting && getComputedStyle(app).colorScheme === "dark";
    document.documentElement.classList.toggle("hotspots-from-dark", isDark);
  };
  window.addEventListener("beforeprint", onPaper(true));
  window.addEventListener("afterprint", onPaper(false));
  const reachTables = () => {
    for (const table of document.querySelectorAll("[data-testid=stTable] > div")) {
      const scrolls = table.scrollWidth > table.clientWidth;
      if (scrolls) table.setAttribute("tabindex", "0");
      else table.removeAttribute("tabindex");
    }
  };
  let soon;
  const later = () => { clearTimeout(soon); soon = setTimeout(reachTables, 200); };
  const everywhere = { childList: true, subtree: true };
  new MutationObserver(later).observe(document.body, everywhere);
  window.addEventListener("resize", later);
};
"""


@dataclass(frozen=True)
class MenuEntry:
    """One line of the menu: the page's file, its name and its icon."""

    file: str
    label: str
    icon: str


DATA_PAGE = MenuEntry("pages/data.py", "Data", ":material/database:")
ZONE_PAGE = MenuEntry("pages/zone.py", "One zone", ":material/location_on:")
CHOOSE_PAGE = MenuEntry("pages/choose_zones.py", "Choose zones", ":material/hexagon:")
MENU = (
    MenuEntry("app.py", "Home", ":material/home:"),
    DATA_PAGE,
    MenuEntry("pages/rank_zones.py", "Rank zones", ":material/sort:"),
    CHOOSE_PAGE,
    ZONE_PAGE,
    MenuEntry("pages/patrol_outcomes.py", "Patrol outcomes", ":material/compare:"),
    MenuEntry("pages/briefing.py", "Briefing", ":material/newspaper:"),
    MenuEntry("pages/method.py", "Method", ":material/menu_book:"),
)


def page(title: str, *, is_public: bool = False) -> None:
    """Begin a page: browser tab, menu and heading. Call it before anything else.

    Parameters
    ----------
    title
        The page's heading.
    is_public
        Whether a public server shows it too; there, every other page ends here.
    """
    turns.PAGES.begin()
    collector.begin_page()
    st.set_page_config(
        page_title=f"{title} · {APP_NAME}",
        # A picture of our own: the favicons that Streamlit names by word or emoji are
        # fetched from the internet by the reader's browser.
        page_icon=str(ICON),
        layout="wide",
        initial_sidebar_state="auto",
    )
    st.html(STYLE)
    with st.sidebar:
        with st.container(key="page-menu"):
            for entry in MENU[:1] if server.is_public() else MENU:
                st.page_link(entry.file, label=entry.label, icon=entry.icon)
        # Registered on each run: a server that starts on any page must know it.
        answer = st.components.v2.component("hotspots_frame", js=FRAME)(
            key="page-frame",
            height=1,
            data={
                "fetched": _map_files(),
                "width": screen.width_px(),
                "narrow": screen.NARROW_UNDER_PX,
            },
            on_width_change=_nothing,
        )
        screen.remember(answer)
    st.title(title, anchor=False)
    if server.is_public() and not is_public:
        say.info(NOT_PUBLIC)
        st.stop()


def _nothing() -> None:
    """Let Streamlit know that the answer is of interest."""


def _map_files() -> list[str]:
    """Return the addresses of what maps load; a public server shows no map."""
    if server.is_public():
        return []
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    static = f"/{base}/app/static".replace("//", "/")
    files = [*assets.scripts().values(), *assets.styles().values()]
    return [f"{static}/{file}" for file in files]


def doors() -> None:
    """Show the pages that the app's readers come for, side by side."""
    with st.container(key="doors"):
        for column, (label, asks) in zip(
            st.columns(len(DOORS)), DOORS.items(), strict=True
        ):
            entry = next(entry for entry in MENU if entry.label == label)
            column.page_link(entry.file, label=asks, icon=entry.icon, width="stretch")


def footer(*lines: str) -> None:
    """End a page with lines of small print, such as sources and licences."""
    with st.container(key="page-foot"):
        for line in filter(None, lines):
            say.caption(line)
    turns.PAGES.end()
