"""Here is what a person typed: which query tree is it, or where is the mistake?"""
