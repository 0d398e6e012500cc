"""From the weekly counts of worries to the few alerts that people can follow up."""
