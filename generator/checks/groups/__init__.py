"""Security groups between tasks and endpoints: who is admitted, who may leave, and how many there may be."""
