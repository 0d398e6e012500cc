"""The documents of a version of a bill, each worked out anew from its rows; one file a document."""
