"""Simulated jets in the layouts of the public data sets.

A sample (samples) says which processes are generated (events), what a detector makes of them
(detector) and which jets are kept (clustering); production runs that in pieces by several processes,
and layouts writes the file.
"""
