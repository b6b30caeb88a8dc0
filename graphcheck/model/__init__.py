"""The vocabulary: frozen types, closed enums and errors that pass between rooms. Imports nothing of ours."""
