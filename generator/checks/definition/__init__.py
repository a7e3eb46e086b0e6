"""Task definitions and other resources that AWS refuses, or that run into a wall: volumes, images, properties."""
