"""Evidence of a deployment, beside the proof of its templates: what the causes are, and what they cannot be.

``bundle`` is the evidence as a file, ``proven`` what the proof says, ``messages`` what was said while it failed,
``readings`` what that means, ``naming`` makes causes of it, and ``diagnose`` unites them. Nothing here talks to AWS.
"""
