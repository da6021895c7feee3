"""The register of recommendations as a document: what it says, and which tags its template can use."""
