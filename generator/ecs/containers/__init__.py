"""What a task definition says of its containers, and what their images hold."""
