"""Change sets that reach into nested stacks."""
