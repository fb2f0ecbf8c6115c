"""Small widgets that every panel shares; `buttons`, `words`, `fields` and `boxes` hold them."""
