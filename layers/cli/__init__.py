"""The command line: ``python -m layers check | ...``.

A subcommand is one module beside this one, with two functions:

    def add(subparsers: Subparsers) -> None:
        parser = subparsers.add_parser("name", run)     # words: cli.name.help, cli.name.about
        parser.add_argument("--option", help=subparsers.text("cli.name.option"))

    def run(options: argparse.Namespace) -> int:        # options.lang is "en" or "fr"
        ...                                             # 0 well, 1 problems; may raise UsageError

To add one, write the module and its words (in a catalogue file of its own), and put it into
``COMMANDS`` in `cli.main`. `TemoinError` with a message for people is caught there: raise
`UsageError` for what was asked wrongly (exit 2); `atomic.WriteError` exits with 1.
"""
