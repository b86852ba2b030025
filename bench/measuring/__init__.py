"""What `bench/speed.py` measures, one file for each thing: the papers, the templates of the others, the rounds."""
