#!/usr/bin/env bash
# The devcontainer's script on a bare Debian root, as a user without root but with sudo: debootstrap makes the root, the SDK of this
# machine is bound into it, the commit is cloned into it, and post-create.sh runs there. Argument: the suite, trixie (Debian 13) when
# absent; noble (Ubuntu 24.04) where a mirror serves it. Ends with 0 when it ran, 1 when it failed, 77 with the reason when a root
# cannot be had. Takes some 400 MB on disk and ten minutes; RLTRAINER_ROOTFS keeps the root for the next time.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
suite=${1:-trixie}
skip() { echo "skipped: $1"; exit 77; }

[ "$(id -u)" = 0 ] || skip "only root can make a root folder of another system"
command -v debootstrap >/dev/null || skip "debootstrap is absent: apt-get install debootstrap"
command -v dotnet >/dev/null || skip "the .NET SDK is absent"
sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
mirror=${RLTRAINER_MIRROR:-$(sed -n 's/^URIs: //p' /etc/apt/sources.list.d/*.sources 2>/dev/null | grep -v security | head -1)}
[ -n "$mirror" ] || skip "no mirror is known: RLTRAINER_MIRROR=URL"

root=${RLTRAINER_ROOTFS:-$(mktemp -d)}
# A compile server that the build left behind may still hold a mount for a while: it is taken out of the tree all the same.
leave() {
  for mounted in proc dev sdk; do mountpoint -q "$root/$mounted" && { umount "$root/$mounted" 2>/dev/null || umount --lazy "$root/$mounted"; }; done
  [ -n "${RLTRAINER_ROOTFS:-}" ] || rm -rf --one-file-system "$root"
}
trap leave EXIT
if [ ! -x "$root/usr/bin/sudo" ]; then
  debootstrap --variant=minbase --include=ca-certificates,sudo,git "$suite" "$root" "$mirror" >"$root.log" 2>&1 \
    || { tail -3 "$root.log"; skip "debootstrap could not make $suite"; }
  rm -f "$root.log"
fi

mkdir -p "$root/sdk" "$root/certificates"
mount --bind -o ro "$sdk" "$root/sdk"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp /etc/resolv.conf "$root/etc/resolv.conf"
# What this machine's own tools trust and where they restore from; the script under test sets nothing of it.
[ -z "${SSL_CERT_FILE:-}" ] || cp "$SSL_CERT_FILE" "$root/certificates/all.pem"
chroot "$root" useradd --create-home --shell /bin/bash developer 2>/dev/null || true
echo 'developer ALL=(ALL) NOPASSWD:ALL' >"$root/etc/sudoers.d/developer"
if [ -f "$HOME/.nuget/NuGet/NuGet.Config" ]; then
  mkdir -p "$root/home/developer/.nuget/NuGet" && cp "$HOME/.nuget/NuGet/NuGet.Config" "$root/home/developer/.nuget/NuGet/"
fi
rm -rf "$root/home/developer/RlTrainer"
git clone -q --no-hardlinks "$repository" "$root/home/developer/RlTrainer"
chroot "$root" chown -R developer:developer /home/developer

# .NET needs ICU, which the devcontainer's image has.
chroot "$root" sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends $(apt-cache search --names-only "^libicu[0-9]+$" | cut -d" " -f1)' >/dev/null
# What a user of this machine's tools needs to reach its servers, if anything.
passed=(); for name in SSL_CERT_FILE NODE_EXTRA_CA_CERTS; do [ -z "${!name:-}" ] || passed+=("$name=/certificates/all.pem"); done
start=$SECONDS
chroot "$root" sudo -u developer env -i HOME=/home/developer USER=developer LANG=C.UTF-8 PATH=/sdk:/usr/local/bin:/usr/bin:/bin DOTNET_ROOT=/sdk \
  DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 "${passed[@]}" bash /home/developer/RlTrainer/.devcontainer/post-create.sh \
  || { echo "FAILED: post-create.sh on $suite"; exit 1; }
kernel=/home/developer/.local/share/jupyter/kernels
chroot "$root" sudo -u developer sh -c "ls $kernel/*/kernel.json" || { echo "FAILED: the kernel is not installed"; exit 1; }
echo "passed: post-create.sh on $suite as a user with sudo, $((SECONDS - start)) s"
