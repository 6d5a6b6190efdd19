"""`make leistung`: what kimflow's pages cost, as ratios against a bare Flask page in the same run."""
