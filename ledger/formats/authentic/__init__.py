"""Authenticity of mail: signatures and chains, checked over the bytes as received."""
