"""Lesson 27: hosts of the EC2 launch type, which have to join the cluster and have room for the tasks."""
