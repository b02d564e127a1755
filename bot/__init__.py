"""A mock bar-raiser interviewer: a pure core that does no I/O, and thin edges around it.

    __main__.py, cli.py  the command line: which commands there are, and how failures end
    commands/            one module a shell command, and the wiring: the only place that knows everything
    config.py            config.yaml and the environment -> one frozen Config
    core/                PURE. vocabulary, scenario, answer, judge (its rooms: text/, trained/, vote/), contrast, interview, debrief, ...
    rubric/              the rubric as data: rules, weights, bars by level, general probes, trained weights
    content/             YAML -> core objects, or all the problems of all the files; `check`
    store/               tables, migrations, every query
    usecases/            what both front ends call: load, step, save in one transaction, return replies
    wording/             replies and findings -> plain blocks, shared by both front ends; the charts
    terminal/            blocks -> a terminal
    discord_app/         client, one cog a feature, components, blocks -> messages within Discord's limits

Imports point downwards only. A room may import itself and
    __main__     cli
    cli          commands
    commands     cli, config, terminal, discord_app, wording, usecases, store, content, core
    discord_app  config, wording, usecases, core
    terminal     wording, usecases, core
    usecases     store, content, core
    wording      core
    config       content, core
    store        core
    content      core
    core, rubric nothing
discord is imported in discord_app alone, yaml in content and config alone, SQLAlchemy in store alone, rich in terminal alone.
tests/test_layers.py enforces all of it, and holds this table against what it enforces.

docs/architecture.md says which files a command lives in. Two names mislead: core/panel.py is the debrief of an interview day
(core/loop.py); a peer panel, two members who interview each other, is core/peer.py.
"""
