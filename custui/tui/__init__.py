"""The screens. The only importer of Textual."""
