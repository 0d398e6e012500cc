from yntymak.cli import main

main()
