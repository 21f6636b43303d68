"""The frame of every page: its title, the menu and the foot.

Every page begins with `page(...)`, because any page can be the first that a server
runs: a bookmark opened after a restart never runs `app.py`. What this module imports is
light, so that a page can send its frame before it imports the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from hotspots.presentation.maps import assets
from hotspots.presentation.words.home import DOORS, NOT_PUBLIC
from hotspots.ui import collector, say, screen, server, style, turns

ICON = Path(__file__).parents[2] / "static" / "hotspots" / "icon.svg"
APP_NAME = "Hotspots"

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
    st.html(style.STYLE)
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
