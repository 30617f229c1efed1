"""Here is a text: which terms, where?"""
