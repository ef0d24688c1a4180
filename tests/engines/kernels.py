"""Writes the kernel descriptions of both engines under names of their own. Arguments: the checkout, Jupyter's data folder."""
import json
import os
import subprocess
import sys

root, data = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
tool = os.path.join(root, "artifacts", "tools", "dotnet-interactive")
program = os.path.join(root, "artifacts", "bin", "RlTrainer.Cli", "release", "RlTrainer.Cli.dll")
# What `dotnet-interactive jupyter install` writes, with the path of this tool; twice, since two that begin at once would take one port.
for name, ports in (("dotnet-interactive", "2048-2500"), ("dotnet-interactive-beside", "2501-3000")):
    description = {
        "argv": [tool, "jupyter", "--default-kernel", "csharp", "{connection_file}", "--http-port-range", ports],
        "display_name": ".NET (C#)",
        "language": "C#",
    }
    os.makedirs(os.path.join(data, "kernels", name))
    with open(os.path.join(data, "kernels", name, "kernel.json"), "w") as file:
        json.dump(description, file)
subprocess.run(["dotnet", program, "kernel", "install"], check=True, stdout=subprocess.DEVNULL, env={**os.environ, "JUPYTER_DATA_DIR": data})
