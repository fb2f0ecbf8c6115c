"""Where funnels live: the file, its pictures, its bundled samples, and the copies that make work safe."""
