"""First data: the vocabularies every installation needs, and one invented Kreis to try everything with."""
