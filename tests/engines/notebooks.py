"""Executes every notebook of a folder, quick, under one Jupyter kernel, two at a time; ends with 1 when one fails.

Arguments: the names of two kernels, one for each, with a comma between, the folder, a folder for the executed copies. The files are not changed: the assignment of `quick` is a
cell that is put into the copy after the parameters, as papermill does."""
import concurrent.futures
import glob
import multiprocessing
import os
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

# 06 reads the run that 04 leaves; the others stand alone.
AFTER = {"06-evaluation": "04-phase1-training", "05-phase2-training": "04-phase1-training", "07-transfer-and-ablation": "04-phase1-training"}


KERNEL = None


def begin(kernels):
    """A worker keeps one kernel's name for all its notebooks."""
    global KERNEL
    KERNEL = kernels.get()


def run(path, output):
    notebook = nbformat.read(path, as_version=4)
    parameters = next((i for i, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", [])), None)
    if parameters is not None and "bool quick" in notebook.cells[parameters].source:
        notebook.cells.insert(parameters + 1, nbformat.v4.new_code_cell("quick = true;"))
    client = NotebookClient(notebook, timeout=600, startup_timeout=180, kernel_name=KERNEL, resources={"metadata": {"path": os.path.dirname(path)}})
    started = time.monotonic()
    try:
        client.execute()
        fault = None
    except (CellExecutionError, CellTimeoutError, DeadKernelError, RuntimeError) as error:
        fault = str(error)[:2000]
    os.makedirs(output, exist_ok=True)
    nbformat.write(notebook, os.path.join(output, os.path.basename(path)))
    return time.monotonic() - started, fault


def main():
    names, folder, output = sys.argv[1:]
    kernel, kernels = names.split(",")[0], multiprocessing.Queue()
    for name in names.split(","):
        kernels.put(name)
    failed, running = [], {}
    with concurrent.futures.ProcessPoolExecutor(len(names.split(",")), initializer=begin, initargs=(kernels,)) as pool:
        waiting = sorted(glob.glob(os.path.join(folder, "*.ipynb")))
        total, done = len(waiting), set()
        while waiting or running:
            for path in [path for path in waiting if AFTER.get(name_of(path)) in {None, *done}]:
                waiting.remove(path)
                running[pool.submit(run, path, output)] = path
            for future in concurrent.futures.wait(running, return_when=concurrent.futures.FIRST_COMPLETED).done:
                path = running.pop(future)
                seconds, fault = future.result()
                done.add(name_of(path))
                print(f"{kernel}: {name_of(path)} {'ran' if fault is None else 'FAILED'} in {seconds:.0f} s", flush=True)
                if fault is not None:
                    failed.append(path)
                    print(fault, flush=True)
    print(f"{kernel}: {total - len(failed)} of {total} notebooks ran")
    return 1 if failed else 0


def name_of(path):
    return os.path.splitext(os.path.basename(path))[0]


if __name__ == "__main__":
    sys.exit(main())
