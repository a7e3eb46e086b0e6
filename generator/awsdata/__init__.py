"""What is true of AWS, as data. Imports nothing of the project; everything may import it, templates included."""
