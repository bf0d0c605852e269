"""The only part that knows the site engine (MkDocs, or ProperDocs by the same names): makes a site of `Page` values."""
