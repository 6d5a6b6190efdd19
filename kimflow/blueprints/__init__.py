"""The pages: one package per noun. Blueprints never import each other."""
