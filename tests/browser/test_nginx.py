"""The app behind Debian's nginx, set up as docs/deployment.md says, on this machine."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import THIS_MACHINE, _free_port
from tests.conftest import ROOT

PROGRAMS = ("nginx", "/usr/sbin/nginx")
PROXY_PARAMS = Path("/etc/nginx/proxy_params")
NAME, PASSWORD = "analyst", "a long one"
CREDENTIALS = base64.b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
FRAME = """daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 64; }}
http {{
  include /etc/nginx/mime.types; default_type application/octet-stream;
  access_log {folder}/access; client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  {server}
}}"""

expect.set_options(timeout=30_000)


def documented() -> str:
    """Return the text that docs/deployment.md gives for nginx."""
    page = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    return re.search(r"```nginx\n(.*?)```", page, re.DOTALL)[1]


def here(text: str, *, folder: Path, port: int, app: str) -> str:
    """Put this test's ports and files in, and take encryption out."""
    text = re.sub(r"^ *ssl_certificate.*\n", "", text, flags=re.MULTILINE)
    for old, new in (
        ("listen 443 ssl;", f"listen {THIS_MACHINE}:{port};"),
        ("/etc/nginx/hotspots.htpasswd", str(folder / "htpasswd")),
        ("include proxy_params;", f"include {PROXY_PARAMS};"),
        ("http://127.0.0.1:8501", app),
    ):
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def behind_nginx(serve, tmp_path_factory):
    """Start nginx in front of the app; give its address and its folder."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None or not PROXY_PARAMS.is_file():
        if os.environ.get("CI"):
            pytest.fail("nginx is not installed, and CI must not skip its tests.")
        pytest.skip("needs Debian's nginx, which is not installed here")
    folder, port = tmp_path_factory.mktemp("nginx"), _free_port()
    folder.chmod(0o755)
    (folder / "htpasswd").write_text(f"{NAME}:{{PLAIN}}{PASSWORD}\n")
    app = serve(ROOT / "app.py", local_files=False)
    server = here(documented(), folder=folder, port=port, app=app)
    (folder / "conf").write_text(FRAME.format(folder=folder, server=server))
    # The workers are another user where the tests are root's.
    for above in (folder, *folder.parents[:-1]):
        if above.owner() == folder.owner() and not above.stat().st_mode & 0o001:
            above.chmod(above.stat().st_mode | 0o011)
    nginx = subprocess.Popen([program, "-c", folder / "conf", "-p", folder])
    address = f"http://{THIS_MACHINE}:{port}"
    for _ in range(100):
        try:
            urllib.request.urlopen(address, timeout=5)
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.1)
    yield address, folder
    nginx.terminate()
    nginx.wait(timeout=20)


def asked(address: str, *, signed_in: bool = True, **headers: str):
    """Ask for an address; return the status, the headers and the body."""
    request = urllib.request.Request(address, headers=headers)
    if signed_in:
        request.add_header("Authorization", f"Basic {CREDENTIALS}")
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


# Refuses bad input


@pytest.mark.parametrize(
    "path", ["", "data", "_stcore/health", "_stcore/stream", "app/static/README.md"]
)
def test_nobody_comes_in_without_signing_in(behind_nginx, path):
    address, _ = behind_nginx
    assert asked(f"{address}/{path}", signed_in=False)[0] == 401


@pytest.mark.parametrize(
    "path",
    [
        "_stcore/metrics",
        "data/_stcore/metrics",
        "_stcore/metrics/",
        "_stcore/%6Detrics",
        "_stcore//metrics",
        "x/../_stcore/metrics",
    ],
)
def test_metrics_are_for_nobody(behind_nginx, path):
    address, _ = behind_nginx
    status, _, body = asked(f"{address}/{path}")
    assert status in (400, 404)
    assert b"# TYPE" not in body


def test_the_path_box_is_not_there_behind_a_proxy(behind_nginx, open_page):
    address, _ = behind_nginx
    page = open_page(f"{address}/data", http_credentials=CREDENTIALS_OF_BROWSER)
    expect(page.get_by_text("Load other data")).to_be_visible()
    expect(
        page.get_by_label("Or a folder, zip or file on this computer")
    ).to_have_count(0)


# Gives the right answer


CREDENTIALS_OF_BROWSER = {"username": NAME, "password": PASSWORD}


def test_headers_are_set_on_every_answer(behind_nginx):
    address, _ = behind_nginx
    for path in ("", "_stcore/health", "_stcore/metrics", "no/such/page"):
        _, headers, _ = asked(f"{address}/{path}")
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "SAMEORIGIN"


def test_pages_and_maps_are_painted_under_these_headers(behind_nginx, open_page):
    address, folder = behind_nginx
    said: list[str] = []
    page = open_page("about:blank", http_credentials=CREDENTIALS_OF_BROWSER)
    page.on("console", lambda line: said.append(line.text))
    page.goto(f"{address}/choose_zones?asb-zones=20")
    inside = page.frame_locator("iframe").locator("#map_div[data-classed]")
    inside.wait_for()
    page.goto(f"{address}/data")
    page.get_by_test_id("stVegaLiteChart").locator("svg, canvas").first.wait_for()
    assert not [line for line in said if "Content Security Policy" in line]
    log = (folder / "access").read_text()
    assert "asb-zones=20" in log, "the log holds addresses, as the page says"
    assert urlsplit(address).hostname == THIS_MACHINE
