"""Requests of the last minute by key, so that a rate holds for all processes together. There is no way back but a backup."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the changes."""
    op.create_table(
        "rates",
        sa.Column("key_id", sa.String(length=40), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", "slot", name=op.f("pk_rates")),
    )
