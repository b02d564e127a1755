"""Pictures of what people see: messages and forms recorded by the loopback Discord, drawn as Discord's dark theme draws them.

    python -m benchmarks.pictures OUT [DUMP.json ...]     without dumps: the samples in `samples/`

    browser.py   Chromium, headless, HTML to PNG      page.py, style.css   the page around it
    message.py, embed.py, components.py, modal.py     the parts of a picture, as HTML
    markdown.py                                       Discord's own markdown, as HTML

A dump is what `DiscordServer.dump(channel, actor)` and `.dump_modal(modal, actor)` return; nothing else is needed.
"""
