"""What operators look at: health and metrics on a loopback port. Loaded only where the configuration asks for the port."""
