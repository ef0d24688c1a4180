"""
Writes a software bill of materials (CycloneDX 1.5, JSON) of what a build of the command holds: every NuGet package that restore chose,
with the SHA-512 it was checked against, and the packages behind the pages' two scripts with theirs.
Arguments: project.assets.json, package-lock.json, the version, the file to write. Ends with 1 where a package has no hash.
"""
import base64
import json
import sys

assets_file, npm_file, version, target = sys.argv[1:5]
assets, npm = json.load(open(assets_file)), json.load(open(npm_file))


def hexadecimal(text):
    return base64.b64decode(text).hex()


def component(kind, name, number, digest):
    url = f"pkg:{kind}/{name.replace('@', '%40')}@{number}"
    return {"type": "library", "bom-ref": url, "name": name, "version": number, "purl": url, "hashes": [{"alg": "SHA-512", "content": hexadecimal(digest)}]}


packages = {key: value for key, value in assets["libraries"].items() if value["type"] == "package"}
scripts = {(key.rsplit("node_modules/", 1)[1], value["version"]): value for key, value in npm["packages"].items() if key}
lacking = [key for key, value in packages.items() if not value.get("sha512")] + [key[0] for key, value in scripts.items() if not value.get("integrity", "").startswith("sha512-")]
if lacking:
    sys.exit(f"FAILED: without a hash: {', '.join(lacking)}")
components = [component("nuget", *key.split("/"), value["sha512"]) for key, value in sorted(packages.items())]
components += [component("npm", *key, value["integrity"].removeprefix("sha512-")) for key, value in sorted(scripts.items())]
bill = {
    "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
    "metadata": {"component": {"type": "application", "bom-ref": "rltrainer", "name": "RlTrainer", "version": version, "licenses": [{"license": {"id": "MIT"}}]}},
    "components": components,
}
with open(target, "w") as file:
    json.dump(bill, file, indent=1, sort_keys=True)
    file.write("\n")
print(f"{len(packages)} NuGet packages and {len(scripts)} npm packages, each with its SHA-512")
