"""A plan document as it is, turned into a `plans.reading.PlanReading`."""
