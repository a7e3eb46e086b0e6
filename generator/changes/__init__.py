"""What a change set will do and what a stack did, as data: no call to AWS is made here."""
