"""build: app.yaml -> App -> templates -> text -> proof -> lint -> output/."""
