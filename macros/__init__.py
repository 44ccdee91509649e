"""The ribbon as text, and the builder of its VBA project: none of this code is shipped."""
