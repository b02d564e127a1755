"""A mock bar-raiser interviewer: a pure core that does no I/O, and thin edges around it.

    cli.py, __main__.py  commands and wiring, the only place that knows everything
    config.py            config.yaml and the environment -> one frozen Config
    core/                PURE. vocabulary, scenario, answer, judge (its rooms: text/, trained/, vote/), contrast, interview, debrief, ...
    rubric/              the rubric as data: rules, weights, bars by level, general probes, trained weights
    content/             YAML -> core objects, or all the problems of all the files; `check`
    store/               tables, migrations, every query
    usecases/            what both front ends call: load, step, save in one transaction, return replies
    wording/             replies and findings -> plain blocks, shared by both front ends; the charts
    terminal/            blocks -> a terminal
    discord_app/         client, one cog a feature, components, blocks -> messages within Discord's limits

Imports point downwards only:
    cli -> discord_app, terminal -> wording, usecases -> store, content -> core.
core imports core alone. discord is imported in discord_app alone, yaml in content and config alone, SQLAlchemy in store
alone, rich in terminal alone. tests/test_layers.py enforces it.
"""
