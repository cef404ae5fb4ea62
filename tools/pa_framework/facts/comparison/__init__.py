"""Two sets of records compared: what is looser, tighter or reworded. Knows neither git nor the rules."""
