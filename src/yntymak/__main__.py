from yntymak.cli import app

app()
