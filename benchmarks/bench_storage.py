"""Loading and saving 5,461 steps in five languages, against Python's own JSON on the same data."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from funnelstudio.model.funnel import Funnel
from funnelstudio.model.value import replace
from funnelstudio.storage.files import load, save
from funnelstudio.storage.recovery import Journal
from funnelstudio.storage.schema import decode, encode
from tests.builders import big_funnel


def seconds(work: Callable[[], object]) -> float:
    """CPU time of this process, the least of five runs."""
    best = float("inf")
    for _run in range(5):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def main() -> None:
    """Print what reading and writing cost as a share of `json.loads` and `json.dumps`."""
    funnel = big_funnel()
    data = encode(funnel)
    text = data.decode()
    plain = json.loads(text)
    # In another order, so that it is no canonical file and takes the careful way.
    foreign = json.dumps({**plain, "format": plain["format"]}, indent=2).encode()
    loads = seconds(lambda: json.loads(text))
    dumps = seconds(lambda: json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True))
    reading, writing = seconds(lambda: decode(data)), seconds(lambda: encode(funnel))
    print(f"storage, the file of 5,461 steps in five languages\t{len(data) / 1e6:.1f} MB\t")
    print(f"storage, reading it, of json.loads\t{reading / loads:.2f}\t<= 1.5")
    print(f"storage, writing it, of json.dumps\t{writing / dumps:.2f}\t<= 0.5")
    careful = seconds(lambda: decode(foreign))
    print(f"storage, reading it in another form, of json.loads\t{careful / loads:.2f}\t<= 8")
    print(f"storage, reading and writing it\t{reading:.2f} s, {writing:.2f} s\t")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.funnel"
        saving = seconds(lambda: save(funnel, path, keep_version=False))
        loading = seconds(lambda: load(path))
    print(f"storage, saving it durably, of writing\t{saving / writing:.2f}\t<= 2")
    print(f"storage, loading it, of reading\t{loading / reading:.2f}\t<= 1.5")
    print(f"storage, recording one edit for recovery\t{one_record(decode(data)):.1f} ms\t")


def one_record(funnel: Funnel) -> float:
    """Milliseconds to keep one edit in the journal; not the first, which writes all of the funnel."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FUNNELSTUDIO_STATE"] = folder
        journal = Journal(funnel)
        journal.record(replace(funnel, title="First"))
        titles = iter(range(1000))
        took = seconds(lambda: journal.record(replace(funnel, title=f"Edit {next(titles)}")))
        journal.close()
    return took * 1000


if __name__ == "__main__":
    main()
