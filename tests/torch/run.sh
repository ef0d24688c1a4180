#!/usr/bin/env bash
# The Torch engine's tests with the real libtorch: builds them with -p:Torch=cpu (some 600 MB the first time) and runs them.
# On a system whose C++ library is older than the package asks for, a copy for these tests is made loadable (weaken.py says how).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export OMP_WAIT_POLICY=PASSIVE
dotnet build tests/RlTrainer.Torch.Tests -c Release -p:Torch=cpu -p:ArtifactsPath="$PWD/artifacts/torch" -v quiet --nologo
library=$(find artifacts/torch/bin -path '*RlTrainer.Torch.Tests*' -name libLibTorchSharp.so | head -1)
[ -n "$library" ] || { echo "libLibTorchSharp.so was not built into artifacts/torch"; exit 1; }
needed=$(ldd "$library" 2>&1 | sed -nE 's/.*version `(GLIBCXX_[0-9.]+)'"'"' not found.*/\1/p' | head -1)
if [ -n "$needed" ]; then
  cp "$library" "$library.copy" && mv "$library.copy" "$library"
  python3 tests/torch/weaken.py "$library" "$needed"
fi
dotnet test tests/RlTrainer.Torch.Tests -c Release -p:Torch=cpu -p:ArtifactsPath="$PWD/artifacts/torch" --no-build --nologo "$@"
