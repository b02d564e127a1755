"""`python -m bot`."""

import sys

from bot.cli import main


def _run() -> int:
    try:
        return main()
    except ModuleNotFoundError as error:
        missing = error.name or __package__
        if missing.partition(".")[0] == __package__:
            raise
        # Mostly the system's Python, beside a virtual environment that has everything.
        told = f"{missing} is not installed for the Python that ran this ({sys.executable})."
        advice = "Use the one of the virtual environment (.venv/bin/python), or install what is in requirements.lock."
        print(told, advice, file=sys.stderr)  # noqa: T201 - there is no command yet that could speak
        return 1


if __name__ == "__main__":
    sys.exit(_run())
