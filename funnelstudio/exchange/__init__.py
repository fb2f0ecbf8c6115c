"""Exchange with other programs: formats that a funnel or its texts come from and go to."""
