DECK = ["The Fool"]
