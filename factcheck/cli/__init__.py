"""The command line. Each module holds one group of commands; this one turns errors into messages and exit codes."""

from __future__ import annotations

import sys

from factcheck.errors import FactcheckError

EXIT_INTERNAL = 1
EXIT_INTERRUPTED = 130


def main() -> None:
    """Run the command line. Exit codes are in `docs/cli.md`; each error class of ours carries its own."""
    try:
        from factcheck.cli.app import app

        app()
    except FactcheckError as error:
        _say(f"error: {error.message}")
        if error.way_out:
            _say(f"  way out: {error.way_out}")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        _say("interrupted")
        sys.exit(EXIT_INTERRUPTED)
    except Exception as error:  # the last resort: people get a sentence, the traceback goes to a file
        _say(f"internal error: {type(error).__name__}. This is a fault of the program; nothing was decided.")
        _say(f"  way out: report it with {_keep_traceback()}")
        sys.exit(EXIT_INTERNAL)


def _keep_traceback() -> str:
    import tempfile
    import traceback

    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="factcheck-", suffix=".log", delete=False, encoding="utf-8"
        ) as log:
            traceback.print_exc(file=log)
    except OSError:
        return "the command that failed (its log could not be written)"
    return log.name


def _say(message: str) -> None:
    from factcheck.render.formats import safe

    text = safe(message) + "\n"
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(text.encode(encoding, "replace").decode(encoding))
