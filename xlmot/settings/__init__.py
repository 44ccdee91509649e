"""The words of a house and the rules it wants: profiles, `xlmot.toml`, what was learned."""
