"""The sentences, one file a language: `en.toml` is complete, any other may lack a key and then speaks English."""
