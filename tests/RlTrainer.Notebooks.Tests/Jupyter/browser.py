"""
Drives the classic Notebook and the HTML site in headless Chromium, with every name but this machine's unreachable.
Arguments: the checkout's root, a folder for screenshots, and site, notebook, training or polyglot for a part of it. The kernel must be installed where JUPYTER_DATA_DIR says.
"""
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

ROOT, SHOTS = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
PANEL = r"([\d,]+) of ([\d,]+) steps"


# The smallest text that is seen, in pixels of the screen, and its beginning; a figure's text by the scale it is drawn at.
SMALLEST = """
let smallest = 1e9, text = '';
for (const element of document.querySelectorAll('body *')) {
  if (element.closest('sup, sub') || !element.getBoundingClientRect().width) continue;
  if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
  let size = parseFloat(getComputedStyle(element).fontSize);
  const figure = element.ownerSVGElement, box = figure && figure.viewBox.baseVal;
  if (box && box.width) size *= figure.getBoundingClientRect().width / box.width;
  if (size < smallest) { smallest = size; text = element.textContent.trim().slice(0, 30); }
}
return [smallest, text];
"""


def wait(what, probe, seconds=60.0, pause=0.2):
    """The probe's first answer that is not empty; fails by name."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = probe()
        if found:
            return found
        time.sleep(pause)
    raise AssertionError(f"{what}: nothing after {seconds:.0f} s")


def check(holds, what):
    if not holds:
        raise AssertionError(what)


class Workplace:
    """A copy of the notebooks beside the real data and the built libraries; runs of its own."""

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="rltrainer-browser-")
        shutil.copytree(os.path.join(ROOT, "notebooks"), os.path.join(self.folder, "notebooks"))
        os.symlink(os.path.join(ROOT, "data"), os.path.join(self.folder, "data"))
        # Notebooks write under artifacts/notebooks.
        os.makedirs(os.path.join(self.folder, "artifacts", "notebooks"))
        for name in set(os.listdir(os.path.join(ROOT, "artifacts"))) - {"notebooks"}:
            os.symlink(os.path.join(ROOT, "artifacts", name), os.path.join(self.folder, "artifacts", name))
        os.mkdir(os.path.join(self.folder, "runs"))
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder)

    def run(self, name):
        return os.path.join(self.folder, "runs", name)


class Server:
    """jupyter notebook on a port of its own."""

    def __init__(self, folder):
        self.folder = folder

    def __enter__(self):
        runtime = os.path.join(self.folder, "runtime")
        os.mkdir(runtime)
        environment = dict(os.environ, JUPYTER_RUNTIME_DIR=runtime, JUPYTER_CONFIG_DIR=os.path.join(self.folder, "config"), IPYTHONDIR=self.folder, PYTHONWARNINGS="ignore")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.log = open(os.path.join(self.folder, "server.log"), "w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "notebook", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--port-retries=0", f"--notebook-dir={self.folder}",
             "--NotebookApp.token=", "--NotebookApp.password=", "--NotebookApp.quit_button=False"],
            env=environment, stdout=self.log, stderr=subprocess.STDOUT, cwd=self.folder, start_new_session=True)

        def address():
            check(self.process.poll() is None, "the notebook server ended: " + open(self.log.name).read())
            for name in os.listdir(runtime):
                if name.startswith("nbserver-") and name.endswith(".json"):
                    return json.load(open(os.path.join(runtime, name)))["url"]

        self.url = wait("the notebook server's address", address, 30)
        return self

    def __exit__(self, *_):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(20)
        self.log.close()


class Browser:
    def __enter__(self):
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1280,1000", "--disable-background-networking",
                         "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--allow-file-access-from-files"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "SEVERE"})
        self.driver = webdriver.Chrome(service=Service(shutil.which("chromedriver")), options=options)
        self.driver.set_page_load_timeout(60)
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def js(self, code, *arguments):
        return self.driver.execute_script(code, *arguments)

    def shot(self, name):
        os.makedirs(SHOTS, exist_ok=True)
        self.driver.save_screenshot(os.path.join(SHOTS, name + ".png"))

    def show(self, element):
        self.js("arguments[0].scrollIntoView({block: 'center'})", element)
        time.sleep(0.4)

    def width(self, pixels):
        """The screen's width, a phone's below 600; 0 for the window's own."""
        if pixels == 0:
            self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        else:
            self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": pixels, "height": 900, "deviceScaleFactor": 1, "mobile": pixels < 600})

    def theme(self, scheme):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})


class Notebook:
    """A notebook open in the classic Notebook."""

    def __init__(self, browser, server, name):
        self.browser, self.js = browser, browser.js
        browser.driver.get(f"{server.url}notebooks/notebooks/{name}.ipynb")
        self.ready()

    def ready(self):
        wait("a connected kernel", lambda: self.js("return !!(window.Jupyter && Jupyter.notebook && Jupyter.notebook._fully_loaded && Jupyter.notebook.kernel && Jupyter.notebook.kernel.is_connected() && Jupyter.notebook.kernel.info_reply.status)"), 60)

    def click(self, selector):
        self.js("document.querySelector(arguments[0]).click()", selector)

    def run_all(self):
        self.click("#run_all_cells a")

    def cell(self, text):
        """The index of the first cell whose source contains the text."""
        return self.js("return Jupyter.notebook.get_cells().findIndex(cell => cell.get_text().includes(arguments[0]))", text)

    def output(self, cell):
        return self.js("var o = Jupyter.notebook.get_cell(arguments[0]).output_area; return o ? o.element.text() : ''", cell)

    def outputs(self, cell):
        return self.js("return Jupyter.notebook.get_cell(arguments[0]).output_area.outputs.length", cell)

    def running(self):
        return self.js("return Jupyter.notebook.get_cells().filter(cell => cell.cell_type === 'code' && cell.element.hasClass('running')).length")

    def finish(self, seconds):
        wait("the end of all cells", lambda: self.running() == 0, seconds)

    def errors(self):
        return self.js("return Jupyter.notebook.get_cells().filter(cell => cell.cell_type === 'code').flatMap(cell => cell.output_area.outputs).filter(o => o.output_type === 'error').map(o => o.ename + ': ' + o.evalue)")

    def replace(self, old, new):
        self.js("Jupyter.notebook.get_cells().forEach(cell => { if (cell.cell_type === 'code') cell.set_text(cell.get_text().split(arguments[0]).join(arguments[1])); })", old, new)

    def element(self, cell):
        return self.js("return Jupyter.notebook.get_cell(arguments[0]).element[0]", cell)

    def save(self):
        self.js("window.saved = false; Jupyter.notebook.save_notebook().then(() => { window.saved = true; })")
        wait("the saved notebook", lambda: self.js("return window.saved"), 30)

    def close(self):
        self.js("Jupyter.notebook.session.delete()")
        time.sleep(0.5)
        self.browser.driver.execute_script("window.onbeforeunload = null; Jupyter.notebook.set_dirty(false);")
        self.browser.driver.get("about:blank")


def training(browser, server, place):
    """Run all of notebook 04, watch the panel, stop the training, and run it again after a restart."""
    notebook = Notebook(browser, server, "04-phase1-training")
    notebook.replace("long steps = 400_000;", "long steps = 40_000_000;")
    cell = notebook.cell("TrainingRun.Start")
    notebook.run_all()
    seen = set()

    def panel():
        seen.add(tuple(browser.js("return (arguments[0].match(new RegExp(arguments[1])) || []).slice(1)", notebook.output(cell), PANEL)))
        return len(seen - {()}) >= 4

    wait("four different pictures of the live panel", panel, 90)
    check(notebook.outputs(cell) <= 2, f"the panel is one display, but the cell has {notebook.outputs(cell)} outputs")
    browser.show(notebook.element(cell))
    browser.shot("notebook-live-panel")
    started = time.monotonic()
    notebook.click("#int_kernel a")
    wait("the summary of the stopped training", lambda: "interrupted" in notebook.output(cell), 30)
    stopped = time.monotonic() - started
    notebook.finish(60)
    # The panel was shown before the first evaluation, so there may be no best model yet: that check of the notebook may say so.
    others = [error for error in notebook.errors() if "No evaluation was made" not in error]
    check(others == [], f"errors after the stop: {others}")
    summary = json.load(open(os.path.join(place.run("notebook-phase1"), "summary.json")))
    check("interrupted" in json.dumps(summary), f"the saved summary does not say that it was stopped: {summary}")
    checkpoints = os.listdir(os.path.join(place.run("notebook-phase1"), "checkpoints"))
    check(checkpoints, "the stopped training saved no checkpoint")
    browser.show(notebook.element(cell))
    browser.shot("notebook-interrupted")
    notebook.save()
    size = os.path.getsize(os.path.join(place.folder, "notebooks", "04-phase1-training.ipynb"))
    check(size < 2_000_000, f"the notebook file has {size} bytes")

    notebook.replace("bool quick = false;", "bool quick = true;")
    before = browser.js("return Jupyter.notebook.kernel.id")
    browser.js("window.restarted = false; Jupyter.notebook.events.one('kernel_ready.Kernel', () => { window.restarted = true; })")
    notebook.click("#restart_run_all a")
    wait("the question whether to restart", lambda: browser.js("var b = document.querySelector('.modal.in .btn-danger'); if (b) b.click(); return !!b"), 15)
    wait("the restarted kernel", lambda: browser.js("return window.restarted"), 30)
    wait("the first cell of the new session", lambda: "warning" in notebook.output(notebook.cell("config.Warnings")) or notebook.running(), 30)
    notebook.finish(240)
    check(notebook.errors() == [], f"errors of the second run: {notebook.errors()}")
    check(browser.js("return Jupyter.notebook.kernel.id") == before, "a restart keeps the session")
    check("best model: validation reward" in notebook.output(notebook.cell("best model:")), "the notebook's checks ran")
    plots = browser.driver.find_elements(By.CSS_SELECTOR, ".js-plotly-plot .main-svg")
    check(plots, "no plotly figure was drawn")
    browser.show(plots[0])
    browser.shot("notebook-plotly")
    notebook.close()
    return {"stop_s": round(stopped, 1), "pictures": len(seen), "saved_bytes": size}


def polyglot(browser, server):
    """Notebook 00 with its diagram, its F# cell and its page cell."""
    notebook = Notebook(browser, server, "00-start-here")
    notebook.replace("bool quick = false;", "bool quick = true;")
    notebook.run_all()
    diagram = wait("a drawn mermaid diagram", lambda: browser.driver.find_elements(By.CSS_SELECTOR, "svg[id^=rltrainer-diagram] .node"), 60)
    browser.show(diagram[0])
    browser.shot("notebook-mermaid")
    notebook.finish(240)
    check(notebook.errors() == [], f"errors of 00-start-here: {notebook.errors()}")
    check("on average" in notebook.output(notebook.cell("#!fsharp")), "the F# cell's value")
    bars = browser.js("return document.getElementById('trade-profits').childNodes.length")
    check(bars > 0, "the page cell drew nothing")
    browser.show(browser.driver.find_element(By.ID, "trade-profits"))
    browser.shot("notebook-polyglot")
    check(browser.driver.find_elements(By.CSS_SELECTOR, ".js-plotly-plot .main-svg"), "no plotly figure was drawn in 00")
    notebook.close()
    return {"diagram_nodes": len(diagram), "page_bars": bars}


def site(browser, folder):
    """The HTML site from files: contents, order, diagrams, plots, in dark and in light."""
    index = "file://" + os.path.join(folder, "index.html")
    for scheme in ("dark", "light"):
        browser.theme(scheme)
        browser.driver.get(index)
        browser.js("localStorage.clear()")
        browser.driver.get(index)
        check(browser.js("return document.documentElement.getAttribute('data-theme')") == scheme, f"the site follows the reader's {scheme} setting")
        browser.shot(f"site-index-{scheme}")
        names = [a.get_attribute("href") for a in browser.driver.find_elements(By.CSS_SELECTOR, "ol.cards > li > a")]
        check(names and names == sorted(names), f"the cards stand in order: {names}")
        # By the links to the next page from the first to the last, and back to the start page.
        walked = []
        browser.driver.get(names[0])
        while not browser.driver.current_url.endswith("index.html"):
            walked.append(browser.driver.current_url)
            page = os.path.splitext(os.path.basename(walked[-1]))[0]
            if page in ("00-start-here", "04-phase1-training"):
                wait(f"{page}: a drawn plot", lambda: browser.driver.find_elements(By.CSS_SELECTOR, ".js-plotly-plot .main-svg"), 20)
            if page == "00-start-here":
                wait("a drawn diagram", lambda: browser.driver.find_elements(By.CSS_SELECTOR, "pre.mermaid svg .node"), 20)
                check(browser.js("return document.getElementById('trade-profits').childNodes.length") > 0, "the page cell in the site")
                browser.shot(f"site-{page}-{scheme}")
            wide = browser.js("return document.documentElement.scrollWidth - window.innerWidth")
            check(wide <= 0, f"{page} is {wide} pixels too wide")
            for name, selector in (("plot", ".js-plotly-plot"), ("table", ".output table")):
                found = browser.driver.find_elements(By.CSS_SELECTOR, selector)
                if found:
                    browser.show(found[0])
                    browser.shot(f"site-{page}-{name}-{scheme}")
            browser.js("document.querySelector('.neighbours a[rel=next]').click()")
            wait("the next page", lambda: browser.driver.current_url != walked[-1], 10)
        check(walked == names, f"next and next again: {walked}")
    reports = [os.path.join(os.path.dirname(folder), name, "report.html") for name in ("start-here-report", "evaluation-report")]
    everything = [index, *names, *("file://" + report for report in reports if os.path.exists(report))]
    smallest = 0
    for width in (1400, 400):
        browser.width(width)
        for page in everything:
            browser.driver.get(page)
            name = os.path.relpath(page[len("file://"):], os.path.dirname(folder))
            wide = browser.js("return document.documentElement.scrollWidth")
            check(wide <= width, f"{name} is {wide} pixels wide on a screen of {width}")
            size, text = browser.js(SMALLEST)
            check(size >= 11, f"{name}: '{text}' stands in {size:.1f} px on a screen of {width}")
            smallest = size if smallest == 0 else min(smallest, size)
            if page == index or page.endswith("report.html"):
                browser.shot(f"{name.replace('/', '-')}-{width}")
    browser.width(0)
    severe = [entry["message"] for entry in browser.driver.get_log("browser") if "favicon" not in entry["message"]]
    check(severe == [], f"the pages' errors: {severe}")
    return {"pages": len(names), "reports": len(everything) - len(names) - 1, "smallest_text_px": round(smallest, 1)}


if __name__ == "__main__":
    done = {}
    with Browser() as chromium:
        pages = os.path.join(ROOT, "artifacts", "notebooks", "site")
        if len(sys.argv) < 4 or sys.argv[3] == "site":
            done["site"] = site(chromium, pages)
        if len(sys.argv) < 4 or sys.argv[3] in ("notebook", "training", "polyglot"):
            with Workplace() as here, Server(here.folder) as jupyter:
                try:
                    if sys.argv[3:] != ["polyglot"]:
                        done["training"] = training(chromium, jupyter, here)
                    if sys.argv[3:] != ["training"]:
                        done["polyglot"] = polyglot(chromium, jupyter)
                except BaseException:
                    chromium.shot("failed")
                    raise
    print(json.dumps(done))
