"""What the Python side of a comparison shares: it reads the starts from a file and answers requests, one a line."""
import json
import sys
import time

import numpy as np


def serve(versions, run):
    """Serve ``run(starts, steps) -> final states``; the command line names the file of starts and a state's size.

    A request is ``STEPS`` or ``STEPS FILE``: run all starts for so many steps, write the final states to the file if
    there is one, and answer with the seconds of processor time that the running took. The first line out, after a short
    run that compiles what is to be compiled, tells the versions.
    """
    starts = np.fromfile(sys.argv[1]).reshape(-1, int(sys.argv[2]))
    run(starts[:64], 2)
    print(json.dumps({"versions": versions}), flush=True)
    for line in sys.stdin:
        steps, *file = line.split(maxsplit=1)
        begin = time.process_time()
        final = run(starts, int(steps))
        seconds = time.process_time() - begin
        if file:
            final.tofile(file[0].strip())
        print(json.dumps({"seconds": seconds}), flush=True)
