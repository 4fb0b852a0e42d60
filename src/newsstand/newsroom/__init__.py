"""Django app: everything stored; the use cases of the pipeline; the editors' desk."""
