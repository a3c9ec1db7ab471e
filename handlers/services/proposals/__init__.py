"""What one person may not do alone: asked for, shown to all admins, and ended."""
