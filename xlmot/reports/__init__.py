"""Show what a check, a cleaning, a comparison or an undo found or did, in each form it has."""
