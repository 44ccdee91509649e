"""The hierarchy that the codes make."""
