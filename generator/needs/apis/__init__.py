"""APIs of AWS that the code of tasks calls."""
