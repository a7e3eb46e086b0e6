"""Changes to proven stacks, by somebody who wants a task not to start, and what is said of each: docs/attacks.md."""
