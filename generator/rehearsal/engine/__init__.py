"""Carries out what CloudFormation decided: creates, updates, rolls back and deletes stacks within stacks.

The simulator's own way through a stack goes one resource after the other, and knows little of nested ones. This one
takes side by side what does not wait for each other, as CloudFormation does, and treats a nested stack as a stack.
All it needs to go on is in the records of the stacks, so it also finishes what an ended process left behind.
"""
