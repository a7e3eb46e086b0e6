"""Where the simulator differs from AWS: one function a gap, each with a test that fails once the gap is closed."""
