"""What the formats of chats share."""
