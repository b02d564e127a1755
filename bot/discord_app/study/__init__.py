"""Learning together: study rooms, rooms in the bar raiser's chair, peer panels, and a member's calibration."""
