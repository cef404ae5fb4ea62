"""Two sets of records compared: what is looser, what is tighter, and what is left open. Knows neither git nor the rules."""
