"""What is true of AWS, and of what people run on it, as data: YAML beside a typed reader for each topic.

This package imports nothing of the project, so every layer may ask it, templates included. Nothing is read before it is
asked for, and nothing twice. ``load`` says how a file is written, ``listing`` what all of them hold.
"""
