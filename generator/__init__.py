"""Turns app.yaml into nested CloudFormation templates whose ECS tasks can start."""

__version__ = "0.1.0"
