"""The smallest wheel that pip installs."""

import hashlib
import zipfile
from pathlib import Path


def wheel(folder: Path, name: str) -> str:
    """Put NAME 1.0, which installs a file NAME.marker, into a folder; return its SHA-256."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    about = f"{name}-1.0.dist-info"
    inside = {
        f"{name}.marker": "",
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = f"{about}/RECORD"
    inside[record] = "".join(f"{each},,\n" for each in (*inside, record))
    with zipfile.ZipFile(path, "w") as archive:
        for each, text in inside.items():
            archive.writestr(each, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()
