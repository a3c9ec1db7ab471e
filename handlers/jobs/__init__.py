"""What happens without a person: transfers, inquiries, reconciliation, upkeep."""
