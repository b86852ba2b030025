"""Claims that a plan is met or missed, against the figures and the plans of the folder."""
