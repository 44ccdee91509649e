"""Show a report: as text, JSON, SARIF or JUnit."""
