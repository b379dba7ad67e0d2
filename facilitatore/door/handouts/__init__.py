"""Paper for the room: the attendance list in reserve, the groups' lists of first names, the signs on the doors."""
