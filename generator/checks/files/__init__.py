"""File systems on EFS: what a volume says, a mount target in each zone, and the way to it."""
