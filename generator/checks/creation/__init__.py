"""Order of creation: what may be created before something that it needs.

What is sure to fail the deployment is an error: the one that has to come first certainly comes later, and nothing tries
again for long enough (ECS120, ECS121). Everything else is a warning: a race, which one deployment wins and the next one
loses, whatever fails when it is lost (WCS120, WCS122, WCS123), and what ECS tries again until it works (WCS121).
"""
