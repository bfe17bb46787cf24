"""How fast Milepost is, beside what others do for the same work: `python -m benchmarks [NAME …] [--quick]`."""
