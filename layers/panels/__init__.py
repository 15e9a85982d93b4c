"""What stands around the map: each panel is a function from values to the screen."""
