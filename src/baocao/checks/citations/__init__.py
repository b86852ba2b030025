"""The texts that a paper cites: number, symbol, issuer, date and subject."""
