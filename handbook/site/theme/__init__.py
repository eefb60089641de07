"""The handbook's theme for MkDocs: Material's, with a policy, our search, our styles and scripts.

MkDocs finds it by the entry point ``mkdocs.themes``; a folder's own ``custom_dir`` stays free.
"""
