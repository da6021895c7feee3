"""The documents of an inspection: what each says, as plain values that a template is filled with.

`facts` is what is known of an inspection, `values` what a document says of it, `tags` what a template may
use. `gathering` looks the facts up, `child` is the process that writes a file.
"""
