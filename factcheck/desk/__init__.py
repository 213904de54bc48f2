"""What people do with reports: keep, review, correct; who may, and for how long texts stay."""
