"""Discord's rules about what a body may say, one file a subject. Each collects all the problems there are, as Discord does.

Lengths count code points: Discord's API is written in Python ("calculates length based on the number of codepoints in the
string", discord-api-docs #1315). The OpenAPI description has many of these limits too. They are here as well because the
description may be absent, and because it does not have those that span several fields (6,000 characters over all embeds, one
custom_id a message, 40 components).
"""
