"""YAML as people write it: read strictly, explained when it is wrong, edited without touching the rest."""
