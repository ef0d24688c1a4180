"""Lets an older Linux load TorchSharp's native library for these tests: weaken.py LIBRARY VERSION, e.g. GLIBCXX_3.4.32.

The library asks for one version of the C++ library only through an empty marker that nothing calls. This sets the weak flag
(VER_FLG_WEAK, 2) of that version's need in the file, so that the loader warns no more and loads. Use it on a copy: for tests, never
for users' files. ELF-64, little-endian; sections by the ELF specification: .gnu.version_r and its string table.
"""
import struct
import sys


def weaken(path, version):
    """Sets the flag in place; returns how many needs of that version there were."""
    with open(path, "rb") as file:
        data = bytearray(file.read())
    if data[:6] != b"\x7fELF\x02\x01":
        sys.exit(f"{path} is no ELF-64 little-endian file.")
    (table,), (size, count) = struct.unpack_from("<Q", data, 40), struct.unpack_from("<HH", data, 58)
    sections = [struct.unpack_from("<IIQQQQIIQQ", data, table + size * index) for index in range(count)]
    changed = 0
    for _, kind, _, _, offset, _, link, entries, _, _ in sections:
        if kind != 0x6FFFFFFE:                                    # SHT_GNU_verneed
            continue
        names, need = sections[link][4], offset
        for _ in range(entries):
            _, needs, _, first, following = struct.unpack_from("<HHIII", data, need)
            aux = need + first
            for _ in range(needs):
                _, flags, _, name, next_aux = struct.unpack_from("<IHHII", data, aux)
                start = names + name
                if data[start:data.index(0, start)].decode() == version:
                    struct.pack_into("<H", data, aux + 4, flags | 2)
                    changed += 1
                aux += next_aux
            need += following
    with open(path, "wb") as file:
        file.write(data)
    return changed


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    found = weaken(sys.argv[1], sys.argv[2])
    print(f"{sys.argv[1]}: {found} need(s) of {sys.argv[2]} made weak")
    sys.exit(0 if found else 1)
