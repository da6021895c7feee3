"""What the product costs, measured against what the same machine can do at best in the same run.

Nothing here is a test: a slow machine fails no build. `python -m benchmarks` prints one table of ratios.
"""
