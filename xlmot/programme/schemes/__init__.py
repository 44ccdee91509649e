"""The schemes by which a sheet lays a programme out, each with the evidence for it."""
