"""How titles are paid: reads are counted, months are closed, statements are written. See docs/paying.md."""
