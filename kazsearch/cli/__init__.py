"""Options in, one library call, rendered out; the only floor that knows Click."""
