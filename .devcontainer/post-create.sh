#!/usr/bin/env bash
# Prepares a fresh container, or a plain Debian machine with the .NET SDK: restores, builds, installs the notebooks' kernel and runs
# the first notebook. Jupyter and npm are optional: without them notebooks still run through `rltrainer notebooks run`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

command -v dotnet >/dev/null || { echo "The .NET 10 SDK is missing; install it from dot.net, then run this script again."; exit 1; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi; }
if ! command -v jupyter >/dev/null && command -v apt-get >/dev/null; then
  # One at a time: a name that a system lacks (they differ between Debian 12, 13 and Ubuntu 24.04) must not keep the others away.
  missing=()
  if as_root apt-get update -qq; then
    for package in jupyter-client jupyter-nbconvert jupyter-notebook; do
      as_root apt-get install -y -qq --no-install-recommends "$package" >/dev/null || missing+=("$package")
    done
  else
    missing=("jupyter-client" "jupyter-nbconvert" "jupyter-notebook")
  fi
  if [ ${#missing[@]} = 0 ]; then echo "Jupyter is installed."
  else echo "Not installed (no root, no network, or no such package here): ${missing[*]}. Notebooks still run headless."; fi
fi

# The versions and hashes of the lock files.
dotnet restore RlTrainer.sln -v quiet --locked-mode
dotnet build RlTrainer.sln -c Release --no-restore -v quiet
rltrainer() { dotnet artifacts/bin/RlTrainer.Cli/release/RlTrainer.Cli.dll "$@"; }

# Charts and diagrams move in the HTML site and in the classic Notebook when these two scripts are there; otherwise they are pictures.
if [ -d artifacts/web/node_modules/mermaid ]; then
  echo "plotly and mermaid are there."
elif command -v npm >/dev/null; then
  # The versions and hashes of the lock file, and no scripts of packages.
  mkdir -p artifacts/web && cp .devcontainer/web/package.json .devcontainer/web/package-lock.json artifacts/web/
  npm ci --silent --no-fund --no-audit --ignore-scripts --prefix artifacts/web \
    || echo "npm could not bring plotly and mermaid: figures are shown as pictures, diagrams as their source."
else
  echo "npm is absent, so plotly and mermaid are: figures are shown as pictures, diagrams as their source."
fi

# VS Code's notebooks find the kernel in the user's folder whether or not Jupyter itself is there.
rltrainer kernel install --user

rltrainer notebooks run 00-start-here --quick
