"""The fact base: YAML files in, immutable typed entries and sourced facts out, with every problem named."""
