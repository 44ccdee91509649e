"""The last lines of defence, each tested by itself, and changes that these tests must notice."""
