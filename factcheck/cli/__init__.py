"""The command line. Each module holds one group of commands; this one turns errors into messages and exit codes."""

from __future__ import annotations

import sys

from factcheck.errors import FactcheckError

EXIT_INTERRUPTED = 130


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 internal, 2 input, 3 fetch, 4 model, 5 index, 6 settings, 130 interrupted."""
    from factcheck.cli.app import app

    try:
        app(standalone_mode=True)
    except FactcheckError as error:
        _say(f"error: {error.message}")
        if error.way_out:
            _say(f"  way out: {error.way_out}")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        _say("interrupted")
        sys.exit(EXIT_INTERRUPTED)
    except BrokenPipeError:  # `factcheck … | head`
        sys.stderr.close()
        sys.exit(0)


def _say(message: str) -> None:
    sys.stderr.write(message + "\n")
