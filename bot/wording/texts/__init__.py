"""The sentences: `<language>.toml`, and `<language>.<feature>.toml` for a large feature. English is complete; any other language may lack a
key and then speaks English."""
