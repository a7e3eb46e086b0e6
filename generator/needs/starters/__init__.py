"""Whatever starts tasks that no service keeps."""
